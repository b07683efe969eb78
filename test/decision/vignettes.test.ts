import { describe, expect, it } from 'vitest';
import { differences, evaluateVignette, VIGNETTES } from './vignette-check.ts';

const SECTIONS = [...new Set(VIGNETTES.map((vignette) => vignette.section))];

describe.each(SECTIONS)('%s', (section) => {
  for (const vignette of VIGNETTES.filter((v) => v.section === section)) {
    it(vignette.name, () => {
      expect(differences(vignette, evaluateVignette(vignette))).toEqual([]);
    });
  }
});

describe('the vignettes themselves', () => {
  it('are at least 260, each with a name of its own', () => {
    const names = VIGNETTES.map((vignette) => `${vignette.section}: ${vignette.name}`);
    expect(names.length).toBeGreaterThanOrEqual(260);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('name what they are about', () => {
    expect(VIGNETTES.filter((vignette) => vignette.decides.length === 0).map((v) => v.name)).toEqual([]);
  });
});
