import { describe, expect, it } from 'vitest';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import { bare, daysAgo, evaluated, type Json, lab, local, quantity, shown, word } from './scene.ts';

/** Fact, age limit in days, and a value; the numbers and words are those of the table of facts. */
const AGE_LIMITS: readonly (readonly [FactId, number, Json, string])[] = [
  ['primary.resectable', 180, word('primary.resectable', 'yes'), 'yes'],
  ['primary.size', 180, quantity(20, 'mm'), '20'],
  ['syndrome.refractory', 180, word('syndrome.refractory', 'yes'), 'yes'],
  ['bulk-symptoms', 180, word('bulk-symptoms', 'yes'), 'yes'],
  ['liver.lesion-count', 180, quantity(3, '1'), '3'],
  ['liver.largest-lesion', 180, quantity(20, 'mm'), '20'],
  ['liver.second-largest-lesion', 180, quantity(10, 'mm'), '10'],
  ['liver.lobes', 180, word('liver.lobes', 'bilobar'), 'bilobar'],
  ['liver.segments', 180, word('liver.segments', '5'), '5'],
  ['liver.pattern.reported', 180, word('liver.pattern.reported', 'II'), 'II'],
  ['liver.involvement', 180, quantity(20, '%'), '20'],
  ['liver.future-remnant', 180, quantity(40, '%'), '40'],
  ['liver.resectability', 180, word('liver.resectability', 'staged'), 'staged'],
  ['liver.resectability-reason', 180, word('liver.resectability-reason', 'location'), 'location'],
  ['surgical-risk', 180, word('surgical-risk', 'prohibitive'), 'prohibitive'],
  ['liver.resectable-fraction', 180, quantity(90, '%'), '90'],
  ['liver.hilar', 180, word('liver.hilar', 'yes'), 'yes'],
  ['liver.superficial', 180, word('liver.superficial', 'yes'), 'yes'],
  ['extrahepatic', 180, word('extrahepatic', 'resectable'), 'resectable'],
  ['sstr', 365, word('sstr', 'positive'), 'positive'],
  ['fdg', 365, word('fdg', 'positive'), 'positive'],
  ['ecog', 90, { valueInteger: 1 }, '1'],
  ['heart-disease', 365, word('heart-disease', 'present'), 'present'],
  ['bilirubin', 60, quantity(1, 'mg/dL'), '1'],
  ['albumin', 60, quantity(4, 'g/dL'), '4'],
  ['inr', 60, quantity(1, '{INR}'), '1'],
  ['ascites', 90, word('ascites', 'mild'), 'mild'],
  ['encephalopathy', 90, word('encephalopathy', 'mild'), 'mild'],
  ['child-pugh', 90, word('child-pugh', 'A'), 'A'],
  ['lung-shunt', 90, word('lung-shunt', 'major'), 'major'],
  ['egfr', 60, quantity(70, 'mL/min/{1.73_m2}'), '70'],
  ['hemoglobin', 60, quantity(12, 'g/dL'), '12'],
  ['platelets', 60, quantity(200, '10*9/L'), '200'],
  ['leukocytes', 60, quantity(5, '10*9/L'), '5'],
  ['disease-course', 180, word('disease-course', 'stable'), 'stable'],
];

/** Facts without an age limit: nothing ages. */
const AGELESS: readonly (readonly [FactId, Json, string])[] = [
  ['primary.site', word('primary.site', 'lung'), 'lung'],
  ['primary.status', word('primary.status', 'in-situ'), 'in-situ'],
  ['primary.symptomatic', word('primary.symptomatic', 'yes'), 'yes'],
  ['differentiation', word('differentiation', 'well'), 'well'],
  ['ki67', quantity(4, '%'), '4'],
  ['mitoses', quantity(4, '/[HPF]10'), '4'],
  ['grade.reported', word('grade.reported', 'G2'), 'G2'],
  ['syndrome', word('syndrome', 'carcinoid'), 'carcinoid'],
  ['mibg', word('mibg', 'positive'), 'positive'],
  ['portal-vein-thrombosis', word('portal-vein-thrombosis', 'yes'), 'yes'],
  ['bilioenteric-anastomosis', word('bilioenteric-anastomosis', 'yes'), 'yes'],
  ['hepatomegaly', word('hepatomegaly', 'yes'), 'yes'],
  ['whipple', word('whipple', 'yes'), 'yes'],
];
/** A value that closes an option becomes unknown; the others count as not recorded. */
const CLOSING: readonly string[] = ['surgical-risk', 'ascites', 'encephalopathy', 'heart-disease'];
/** What the absence policy makes of a fact that is not recorded, on this otherwise empty record. */
const ABSENT: Readonly<Partial<Record<FactId, string>>> = {
  'bulk-symptoms': 'assumed no',
  'liver.hilar': 'assumed no',
  'liver.superficial': 'assumed no',
  'lung-shunt': 'assumed minor',
  'liver.resectability-reason': 'assumed extent',
};

describe('age limits', () => {
  it.each(AGE_LIMITS)('%s: %i days', (id, limit, value, said) => {
    const at = (days: number, options = {}) =>
      bare(id, [local(id, value, { effectiveDateTime: daysAgo(days) })], options);
    expect([shown(at(limit)), at(limit).stale]).toEqual([`known ${said}`, false]);
    expect([shown(at(limit + 1)), at(limit + 1).stale]).toEqual([`known ${said}`, true]);
    expect([shown(at(2 * limit)), at(2 * limit).stale]).toEqual([`known ${said}`, true]);
    const old = at(2 * limit + 1);
    expect(shown(old)).toBe(CLOSING.includes(id) ? 'unknown stale' : (ABSENT[id] ?? 'unknown stale'));
    expect(old.sources.map(({ used }) => used)).toEqual([false]);
    expect(at(2 * limit + 1, { strict: true }).state).toBe('unknown');
  });

  it.each([
    ['surgical-risk', 180, 'acceptable', 'assumed acceptable'],
    ['ascites', 90, 'none', 'assumed none'],
    ['encephalopathy', 90, 'none', 'assumed none'],
  ] as const)(
    '%s: an old value that closes nothing is replaced by the assumption',
    (id, limit, said, expected) => {
      const old = local(id, word(id, said), { effectiveDateTime: daysAgo(2 * limit + 1) });
      expect(shown(bare(id, [old]))).toBe(expected);
    },
  );

  it.each(AGELESS)('%s does not age', (id, value, said) => {
    const old = bare(id, [local(id, value, { effectiveDateTime: '2001-01-01' })]);
    expect([shown(old), old.stale]).toEqual([`known ${said}`, false]);
  });

  it.each([
    ['staging.cross-sectional', 180],
    ['staging.functional', 365],
  ] as const)('%s: %i days', (id, limit) => {
    const at = (days: number) => bare(id, [local(id, { valueDateTime: daysAgo(days) })]);
    expect([at(limit).state, at(limit).stale]).toEqual(['known', false]);
    expect([at(limit + 1).state, at(limit + 1).stale]).toEqual(['known', true]);
    expect([at(2 * limit).state, at(2 * limit).stale]).toEqual(['known', true]);
    expect([at(2 * limit + 1).state, at(2 * limit + 1).reason]).toEqual(['unknown', 'stale']);
  });

  it('a pregnancy older than 300 days is no, also where nothing is assumed', () => {
    const at = (days: number, options = {}) =>
      bare(
        'pregnancy',
        [local('pregnancy', word('pregnancy', 'yes'), { effectiveDateTime: daysAgo(days) })],
        options,
      );
    expect(shown(at(300))).toBe('known yes');
    expect(at(301).value).toBe('no');
    expect(at(301, { strict: true }).value).toBe('no');
    expect(at(700, { strict: true }).value).toBe('no');
  });
});

describe('several values', () => {
  const bilirubin = (value: number, date: string, id: string): Json =>
    lab('1975-2', quantity(value, 'mg/dL'), { effectiveDateTime: date, id });
  it('the most recent decides; the others stay listed', () => {
    const found = bare('bilirubin', [
      bilirubin(4, '2026-10-01', 'old'),
      bilirubin(1, '2026-11-01', 'new'),
      bilirubin(3, '2026-10-15', 'between'),
    ]);
    expect([shown(found), found.effective]).toEqual(['known 1', '2026-11-01']);
    expect(Object.fromEntries(found.sources.map(({ reference, used }) => [reference, used]))).toEqual({
      'Observation/old': false,
      'Observation/new': true,
      'Observation/between': false,
    });
  });
  it('the same answer twice on one day is no conflict', () => {
    const found = bare('bilirubin', [
      bilirubin(1, '2026-11-01T08:00:00Z', 'a'),
      bilirubin(1, '2026-11-01T17:00:00Z', 'b'),
    ]);
    expect(shown(found)).toBe('known 1');
    const words = bare('liver.lobes', [
      local('liver.lobes', word('liver.lobes', 'bilobar'), { id: 'a' }),
      local('liver.lobes', { valueString: 'bilobar' }, { id: 'b' }),
    ]);
    expect(shown(words)).toBe('known bilobar');
    expect(words.sources.filter(({ used }) => used)).toHaveLength(2);
  });
  it('two values of one day that lead to different answers conflict, with both sources', () => {
    const found = bare('bilirubin', [
      bilirubin(1, '2026-11-01T08:00:00Z', 'a'),
      bilirubin(3.5, '2026-11-01T17:00:00Z', 'b'),
    ]);
    expect([found.state, found.value]).toEqual(['conflicting', null]);
    expect(found.sources.map(({ reference }) => reference).sort()).toEqual([
      'Observation/a',
      'Observation/b',
    ]);
    const words = bare('liver.resectability', [
      local('liver.resectability', word('liver.resectability', 'resectable')),
      local('liver.resectability', word('liver.resectability', 'unresectable')),
    ]);
    expect(words.state).toBe('conflicting');
    expect(words.sources).toHaveLength(2);
  });
  it('two values of one day that lead to the same answer do not conflict', () => {
    const found = bare('bilirubin', [bilirubin(0.6, '2026-11-01', 'a'), bilirubin(0.8, '2026-11-01', 'b')]);
    expect([found.state, found.low, found.high]).toEqual(['known', 0.6, 0.8]);
  });
  it('a conflict of an older day does not matter', () => {
    const found = bare('bilirubin', [
      bilirubin(1, '2026-10-01', 'a'),
      bilirubin(3.5, '2026-10-01', 'b'),
      bilirubin(1, '2026-11-01', 'c'),
    ]);
    expect(shown(found)).toBe('known 1');
  });
  it('grade is the exception: the highest decides', () => {
    const grade = (value: string, date: string): Json =>
      local('grade.reported', word('grade.reported', value), { effectiveDateTime: date });
    expect(shown(bare('grade.reported', [grade('G1', '2026-11-01'), grade('G2', '2026-11-01')]))).toBe(
      'known G2',
    );
    expect(shown(bare('grade.reported', [grade('G3', '2025-11-01'), grade('G1', '2026-11-01')]))).toBe(
      'known G3',
    );
  });
  it('F11 Ki-67: the highest of all specimens decides, whatever its date; all are kept', () => {
    const ki = (value: number, date: string, id: string): Json =>
      local('ki67', quantity(value, '%'), { effectiveDateTime: date, id });
    const found = bare('ki67', [ki(25, '2024-01-01', 'old'), ki(2, '2026-01-01', 'new')]);
    expect([shown(found), found.effective, found.specimens?.length]).toEqual(['known 25', '2024-01-01', 2]);
    expect(bare('ki67', [ki(2, '2026-01-01', 'a'), ki(25, '2026-01-01', 'b')]).state).toBe('known');
    const evaluation = evaluated([ki(25, '2024-01-01', 'old'), ki(2, '2026-01-01', 'new')]);
    expect(evaluation.classification.grade).toBe('G3');
  });
  it('segments and treatments are united', () => {
    expect(
      bare('liver.segments', [
        local('liver.segments', word('liver.segments', '2'), { effectiveDateTime: '2026-10-01' }),
        local('liver.segments', word('liver.segments', '6'), { effectiveDateTime: '2026-11-01' }),
      ]).value,
    ).toEqual(expect.arrayContaining(['2', '6']));
    expect(
      shown(
        bare('prior', [
          local('prior', word('prior', 'ablation'), { effectiveDateTime: '2024-10-01' }),
          local('prior', word('prior', 'ablation'), { effectiveDateTime: '2025-10-01' }),
          local('prior', word('prior', 'prrt'), { effectiveDateTime: '2025-11-01' }),
        ]),
      ),
    ).toBe('known ablation@2024-10-01+2025-10-01,prrt@2025-11-01');
  });
  it('a correction of a date: the statement made last decides', () => {
    const resected = (day: string, stated: string): Json =>
      local('primary.resected-on', { valueDateTime: day }, { effectiveDateTime: stated });
    const found = bare('primary.resected-on', [
      resected('2025-03-10', '2025-04-01'),
      resected('2025-03-01', '2026-04-01'),
    ]);
    expect(shown(found)).toBe('known 2025-03-01');
    expect(bare('primary.resected-on', [resected('2027-03-10', '2026-04-01')]).state).toBe('unknown');
  });
});
