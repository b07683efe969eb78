import { describe, expect, it } from 'vitest';
import { recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import type { Json } from './encode.ts';
import { bundleOf, loinc, observation, quantity, TODAY } from './scene.ts';

const RESULTS: readonly (readonly [code: string, value: number, unit: string])[] = [
  ['1975-2', 1.1, 'mg/dL'],
  ['1751-7', 4, 'g/dL'],
  ['6301-6', 1, '{INR}'],
  ['2160-0', 1, 'mg/dL'],
  ['718-7', 12, 'g/dL'],
  ['777-3', 200, '10*3/uL'],
  ['6690-2', 5, '10*3/uL'],
  ['9811-1', 90, 'ug/L'],
  ['2951-2', 140, 'mmol/L'],
  ['29593-1', 4, '%'],
];

function record(size: number): Json {
  const resources = Array.from({ length: size }, (_, index) => {
    const [code, value, unit] = RESULTS[index % RESULTS.length] ?? ['', 0, ''];
    const day = new Date(Date.UTC(2026, 9, 20) - index * 3_600_000).toISOString();
    return observation(loinc(code), quantity(value + (index % 7) / 10, unit), { effectiveDateTime: day });
  });
  return bundleOf(...resources);
}

/** CPU of one mapping in milliseconds: the best of several runs, since the machine does other things too. */
function cpu(bundle: Json): number {
  const codes = loadCodeSets();
  const run = (): void => {
    mapRecord(recordFromBundle(bundle), { date: TODAY, codes, cutpoints: () => [] });
  };
  for (let warm = 0; warm < 30; warm += 1) run();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round += 1) {
    const before = process.cpuUsage();
    for (let repeat = 0; repeat < 10; repeat += 1) run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 10_000);
  }
  return best;
}

describe('time to map', () => {
  // The budget is 1.5 ms and 10 ms; the benchmark measures it, this only catches another order of magnitude.
  it('100 resources', () => {
    expect(cpu(record(100))).toBeLessThan(4);
  });
  it('1,000 resources', () => {
    expect(cpu(record(1000))).toBeLessThan(25);
  });
});
