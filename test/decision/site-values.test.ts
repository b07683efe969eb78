import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { knowledgeInForce } from '../../src/decision/knowledge.ts';
import { parseSiteValues, siteChanges, versionInForce } from '../../src/decision/site-values.ts';
import { KNOWLEDGE_VERSION } from '../../src/decision/version.ts';
import type { Issue } from '../../src/domain/facts.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';

const AT_SITE = { 'ablation-max-lesions': 3 } as const;

describe("a site's values in place of operational definitions", () => {
  it('reads parameters, age limits and numbers by which the record is read', () => {
    const all = { 'ablation-max-lesions': 3, 'age-limit.ecog': 30, synchronous: 12 };
    expect(parseSiteValues(all)).toEqual({
      thresholds: all,
      ageLimits: { ecog: 30 },
      recordLimits: { synchronous: 12 },
    });
  });
  it.each([
    [{ 'remnant-min': 25 }, "'remnant-min' is stated by M21"],
    [{ 'shoe-size': 25 }, "'shoe-size' is no parameter"],
    [{ 'ablation-max-lesions': '3' }, "'ablation-max-lesions' expects a number"],
    [{ 'age-limit.age': 30 }, "'age-limit.age' names no fact with an age limit"],
    [{ 'age-limit.ecog': 0.5 }, "'age-limit.ecog' expects a whole number of days"],
    [[], 'expected an object'],
    [{ 'ecog-unfit': 40 }, "'ecog-unfit' expects a number from 1 to 4, without decimals; found 40"],
    [{ 'ecog-unfit': 5 }, "'ecog-unfit' expects a number from 1 to 4"],
    [{ 'ecog-caution': 0 }, "'ecog-caution' expects a number from 1 to 4"],
    [{ 'ecog-unfit': 2.5 }, "'ecog-unfit' expects a number from 1 to 4, without decimals; found 2.5"],
    [{ 'bulky-involvement': 101 }, "'bulky-involvement' expects a number from 0.1 to 100 %; found 101"],
    [{ 'bulky-involvement': 0 }, "'bulky-involvement' expects a number from 0.1 to 100 %; found 0"],
    [{ 'egfr-prrt-min': -1 }, "'egfr-prrt-min' expects a number from 1 to 250 mL/min/1.73 m2; found -1"],
    [{ 'child-pugh-b-min': 5 }, "'child-pugh-b-min' expects a number from 6 to 15 points"],
    [{ 'dominant-lesion-ratio': 0.9 }, "'dominant-lesion-ratio' expects a number from 1 to 10 times"],
    [{ 'marker-days': 0 }, "'marker-days' expects a number from 1 to 3650 days"],
    [{ 'marker-days': 3651 }, "'marker-days' expects a number from 1 to 3650 days"],
    [{ synchronous: 0 }, "'synchronous' expects a number from 1 to 24 months, without decimals; found 0"],
    [{ synchronous: 25 }, "'synchronous' expects a number from 1 to 24 months"],
    [{ residual: 1.5 }, "'residual' expects a number from 1 to 24 months, without decimals"],
    [{ 'not-recorded': 0.5 }, "'not-recorded' expects a number from 1 to 10 times the age limit"],
    [{ 'drug-in-force': 366 }, "'drug-in-force' expects a number from 1 to 365 days"],
    [{ 'age-limit.ecog': 36_526 }, "'age-limit.ecog' expects a whole number of days"],
  ])('refuses %j', (json, message) => {
    expect(() => parseSiteValues(json)).toThrow(message);
  });
  it.each([
    { 'ecog-unfit': 4, 'ecog-caution': 1 },
    { 'ecog-unfit': 2, 'ecog-caution': 1 },
    { 'bulky-involvement': 0.1 },
    { 'radioembolization-burden': 100 },
    { 'remnant-assumed-segments': 0 },
    { 'remnant-assumed-segments': 8 },
    { 'child-pugh-b-min': 6 },
    { 'child-pugh-c-min': 15 },
    { 'dominant-lesion-ratio': 1 },
    { 'not-recorded': 1.5 },
    { synchronous: 24, residual: 1, 'drug-in-force': 365, 'course-observed': 1095 },
  ])('takes %j', (json) => {
    expect(parseSiteValues(json).thresholds).toEqual(json);
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

  it('counts the numbers by which the record is read: in the issues, in the version, and in what is published', () => {
    const { thresholds } = parseSiteValues({ synchronous: 12, residual: 4 });
    const there = evaluate(patient(TYPICAL), { date: TODAY, strict: false, thresholds });
    expect(there.issues).toContainEqual({
      severity: 'information',
      text: 'threshold of this site in force: synchronous 12 months instead of 6 (liver disease found up to this long after the primary is synchronous, later it is metachronous)',
    });
    expect(there.knowledgeVersion).toBe(versionInForce(thresholds));
    expect(versionInForce({ synchronous: 11, residual: 4 })).not.toBe(there.knowledgeVersion);
    const published = knowledgeInForce(thresholds);
    expect(published.version).toBe(there.knowledgeVersion);
    expect(published.thresholds.filter(({ builtInValue }) => builtInValue !== undefined)).toMatchObject([
      { id: 'synchronous', value: 12, builtInValue: 6, siteRange: [1, 24] },
      { id: 'residual', value: 4, builtInValue: 3 },
    ]);
    expect(published.facts.find(({ id }) => id === 'liver.timing')?.definition).toBe(
      'Synchronous: found within 12 months (this site) of the primary.',
    );
  });

  it('stand in the texts of an evaluation, and are told with the criteria that compare with them alone', () => {
    const recorded = patient({ ...TYPICAL, ecog: 2, egfr: 45 });
    const thresholds = { 'ecog-unfit': 2, 'ecog-caution': 1, 'egfr-prrt-adequate': 55 } as const;
    const { options, transplantCriteria } = evaluate(recorded, { date: TODAY, strict: false, thresholds });
    const criterion = (option: string, id: string) =>
      options.find(({ code }) => code === option)?.criteria.find((one) => one.id === id);
    const unfit = criterion('liver-resection', 'unfit-for-surgery');
    expect(unfit?.result).toBe('met');
    expect(unfit?.sentence).toBe(
      'Unfit for surgery: ECOG 2-4 (this site), or a documented prohibitive surgical risk',
    );
    expect(unfit?.explanation.match(/at this site/g)).toEqual(['at this site']);
    expect(criterion('liver-resection', 'ecog-2')?.sentence).toBe('ECOG performance status 1 (this site)');
    expect(criterion('prrt', 'borderline-renal-function')).toMatchObject({
      sentence: 'eGFR from 40 to below 55 mL/min/1.73 m2 (this site)',
      explanation: expect.stringMatching(/; at this site eGFR from this on is adequate for PRRT: 55 mL/),
    });
    // Reads the same fact, and compares it with another number.
    expect(criterion('embolization', 'renal-insufficiency')).toMatchObject({
      sentence: 'eGFR below 50 mL/min/1.73 m2',
      explanation: expect.not.stringContaining('at this site'),
    });
    const low = evaluate(recorded, { date: TODAY, strict: false, thresholds: { 'bilirubin-low': 1 } });
    const bilirubin = low.transplantCriteria
      .flatMap(({ criteria }) => criteria)
      .find(({ id }) => id === 'enets.low-bilirubin');
    expect(bilirubin?.explanation).toMatch(
      /^Low bilirubin \(at most 1 mg\/dL, this site\): .*; at this site low bilirubin: 1 mg\/dL$/,
    );
    expect(
      transplantCriteria
        .flatMap(({ criteria }) => criteria)
        .filter(({ explanation }) => explanation.includes('this site')),
    ).toEqual([]);
  });

  it('stand in the criteria, alerts, work-up, rules, readings and tables that are published', () => {
    const thresholds = {
      'ecog-caution': 1,
      'egfr-contrast-barred': 28,
      'egfr-contrast-caution': 48,
      'marker-days': 200,
      'platelets-cytopenia': 90,
      'ablation-max-lesions': 5,
      'egfr-prrt-min': 38,
      'echocardiogram-days': 300,
    } as const;
    const { options, alerts, workup, generalRules, readings, decisionTables, disagreements, facts } =
      knowledgeInForce(thresholds);
    const embolization = options.find(({ code }) => code === 'embolization');
    expect(embolization?.criteria.find(({ id }) => id === 'renal-insufficiency')?.sentence).toBe(
      'eGFR below 48 mL/min/1.73 m2 (this site)',
    );
    expect(alerts.find(({ id }) => id === 'cytopenia-after-prrt')?.when).toContain(
      'platelets below 90 (this site) or',
    );
    const when = (item: string) => workup.find(({ id }) => id === item)?.when;
    expect(when('mri-liver')).toContain('an eGFR below 28 mL/min/1.73 m2 (this site) (iodinated');
    expect(when('chromogranin-a')).toBe(
      'No result of a tumour marker in the last 200 days (this site) is on record',
    );
    expect(JSON.stringify(generalRules)).toContain('ECOG 0 (this site), and no pancreaticoduodenectomy');
    expect(readings.find(({ id }) => id === 'contrast-below-30')?.chosen).toContain(
      'below 28 mL/min/1.73 m2 (this site)',
    );
    expect(JSON.stringify(disagreements)).toContain('more than 5 (this site) bilobar lesions');
    expect(options.find(({ code }) => code === 'ablation')?.positions.join()).toContain(
      'more than 5 (this site) bilobar',
    );
    expect(facts.find(({ id }) => id === 'heart-disease')?.absenceText).toContain(
      'the last 300 days (this site)',
    );
    const renal = decisionTables.find(({ id }) => id === 'renal-function');
    expect(renal?.rows.map((row) => row.when[0])).toEqual([
      'below 38 (this site)',
      '38 (this site)',
      'above 38 (this site) and below 50',
      '50',
      'above 50',
    ]);
    // PRRT is contraindicated below the number of the site.
    expect(renal?.rows.map(({ gives }) => gives[0])).toEqual([['yes'], ['no'], ['no'], ['no'], ['no']]);
  });

  it('that meet leave a table without the band between them', () => {
    const { decisionTables } = knowledgeInForce({ 'egfr-prrt-min': 50 });
    const renal = decisionTables.find(({ id }) => id === 'renal-function');
    expect(renal?.rows.map((row) => row.when[0])).toEqual([
      'below 50 (this site)',
      '50 (this site)',
      'above 50 (this site)',
    ]);
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
