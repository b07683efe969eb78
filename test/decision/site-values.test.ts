import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { parseSiteValues, versionInForce } from '../../src/decision/site-values.ts';
import { KNOWLEDGE_VERSION } from '../../src/decision/version.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';

const AT_SITE = { 'ablation-max-lesions': 3 } as const;

describe("a site's values in place of operational definitions", () => {
  it('reads parameters and age limits', () => {
    expect(parseSiteValues({ 'ablation-max-lesions': 3, 'age-limit.ecog': 30 })).toEqual({
      thresholds: { 'ablation-max-lesions': 3 },
      ageLimits: { ecog: 30 },
    });
  });
  it.each([
    [{ 'remnant-min': 25 }, "'remnant-min' is stated by M21"],
    [{ 'shoe-size': 25 }, "'shoe-size' is no parameter"],
    [{ 'ablation-max-lesions': '3' }, "'ablation-max-lesions' expects a number"],
    [{ 'age-limit.age': 30 }, "'age-limit.age' names no fact with an age limit"],
    [{ 'age-limit.ecog': 0.5 }, "'age-limit.ecog' expects a whole number of days"],
    [[], 'expected an object'],
  ])('refuses %j', (json, message) => {
    expect(() => parseSiteValues(json)).toThrow(message);
  });
  it('changes the answer, says so, and marks the version', () => {
    const recorded = patient({ ...TYPICAL, 'liver.lesion-count': 4, 'liver.resectability': 'unresectable' });
    const usual = evaluate(recorded, { date: TODAY, strict: false });
    const there = evaluate(recorded, { date: TODAY, strict: false, thresholds: AT_SITE });
    const limited = (e: typeof usual) =>
      e.options.find((o) => o.code === 'ablation')?.criteria.find((c) => c.id === 'limited-disease');
    expect(limited(usual)?.result).toBe('met');
    expect(limited(there)?.result).toBe('not-met');
    expect(limited(there)?.explanation).toContain('at this site most lesions for ablation alone: 3 lesions');
    expect(there.issues.map((i) => i.text).join()).toContain('ablation-max-lesions 3 lesions instead of 6');
    expect(usual.knowledgeVersion).toBe(KNOWLEDGE_VERSION);
    expect(there.knowledgeVersion).toBe(versionInForce(AT_SITE));
    expect(there.knowledgeVersion).toMatch(/\.site-[0-9a-f]{8}$/);
  });
});
