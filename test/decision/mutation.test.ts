import { describe, expect, it } from 'vitest';
import {
  type ParameterId,
  type Parameter,
  PARAMETERS,
  type ThresholdOverrides,
  unusedParameters,
} from '../../src/decision/parameters.ts';
import { roundTo } from '../../src/domain/interval.ts';
import { differences, evaluateVignette, VIGNETTES } from './vignette-check.ts';

/** The vignettes that stand at a boundary of the number come first: one of them should notice. */
function inOrder(parameter: Parameter) {
  const near = VIGNETTES.filter((v) => v.boundary.some((b) => b.parameter === parameter.id));
  return [...near, ...VIGNETTES.filter((v) => !near.includes(v))];
}

/** The first vignette that turns red when a number moves, or undefined. */
function caughtBy(parameter: Parameter, moved: number): string | undefined {
  const thresholds: ThresholdOverrides = { [parameter.id as ParameterId]: moved };
  return inOrder(parameter).find(
    (vignette) => differences(vignette, evaluateVignette(vignette, thresholds)).length > 0,
  )?.name;
}

describe('a number of the rules that moves by its smallest step turns a vignette red', () => {
  for (const parameter of PARAMETERS) {
    for (const direction of [-1, 1]) {
      const moved = roundTo(parameter.value + direction * parameter.step, 3);
      it(`${parameter.id}: ${parameter.value} moved to ${moved}`, () => {
        expect(caughtBy(parameter, moved)).toBeDefined();
      });
    }
  }

  it('every vignette is green with the numbers where they are', () => {
    const thresholds: ThresholdOverrides = Object.fromEntries(PARAMETERS.map(({ id, value }) => [id, value]));
    expect(
      VIGNETTES.filter(
        (vignette) => differences(vignette, evaluateVignette(vignette, thresholds)).length > 0,
      ),
    ).toEqual([]);
  });

  it('no number is without a rule that reads it', () => {
    expect(unusedParameters()).toEqual([]);
  });
});
