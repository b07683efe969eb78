import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { knowledgeInForce } from '../../src/decision/knowledge.ts';
import { parseSiteValues, siteChanges, versionInForce } from '../../src/decision/site-values.ts';
import { KNOWLEDGE_VERSION } from '../../src/decision/version.ts';
import type { Issue } from '../../src/domain/facts.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';

const AT_SITE = { 'ablation-max-lesions': 3 } as const;

describe("a site's values in place of operational definitions", () => {
  it('reads parameters and age limits', () => {
    expect(parseSiteValues({ 'ablation-max-lesions': 3, 'age-limit.ecog': 30 })).toEqual({
      thresholds: { 'ablation-max-lesions': 3, 'age-limit.ecog': 30 },
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

  it('counts age limits too: in the issues, in the version, and in what is published', () => {
    const { thresholds } = parseSiteValues({ 'age-limit.ecog': 30 });
    const there = evaluate(patient(TYPICAL), { date: TODAY, strict: false, thresholds });
    expect(there.issues).toContainEqual({
      severity: 'information',
      text: 'age limit of this site in force: age-limit.ecog 30 days instead of 90 (ECOG performance status: older is stale)',
    });
    expect(there.knowledgeVersion).toBe(versionInForce(thresholds));
    expect(there.knowledgeVersion).toMatch(/\.site-[0-9a-f]{8}$/);
    expect(versionInForce({ 'age-limit.ecog': 31 })).not.toBe(there.knowledgeVersion);
    const published = knowledgeInForce(thresholds);
    expect(published.version).toBe(there.knowledgeVersion);
    expect(published.facts.find(({ id }) => id === 'ecog')).toMatchObject({
      ageLimitDays: 30,
      builtInAgeLimitDays: 90,
    });
  });

  it('says so once, when the issues of an earlier answer are handed in', () => {
    const recorded = patient(TYPICAL);
    const there = evaluate(recorded, { date: TODAY, strict: false, thresholds: AT_SITE });
    const again = evaluate(recorded, {
      date: TODAY,
      strict: false,
      thresholds: AT_SITE,
      issues: there.issues as readonly Issue[],
    });
    expect(again.issues).toEqual(there.issues);
  });

  it('publishes its numbers with those that are built in', () => {
    const published = knowledgeInForce(AT_SITE);
    expect(published.version).toBe(versionInForce(AT_SITE));
    const changed = published.thresholds.filter(({ builtInValue }) => builtInValue !== undefined);
    expect(changed).toMatchObject([{ id: 'ablation-max-lesions', value: 3, builtInValue: 6 }]);
  });

  it('that equal the built-in ones change nothing', () => {
    const same = { 'ablation-max-lesions': 6, 'age-limit.ecog': 90 } as const;
    expect(siteChanges(same)).toEqual([]);
    expect(versionInForce(same)).toBe(KNOWLEDGE_VERSION);
    expect(knowledgeInForce(same)).toEqual(knowledgeInForce());
  });
});
