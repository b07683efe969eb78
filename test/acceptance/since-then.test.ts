import { describe, expect, it } from 'vitest';
import {
  coded,
  condition,
  daysAgo,
  evaluated,
  factOf,
  ICD10CM,
  type Json,
  lab,
  local,
  NELM,
  procedure,
  quantity,
  shown,
  SNOMED,
  word,
} from './scene.ts';

/** A NET G1 of the pancreas with unresectable metastases of the liver, progressing, fit for what comes next. */
const PRIMARY = condition('net', SNOMED, '735735001', { onsetDateTime: '2023-01-01' });
const BASE: readonly Json[] = [
  PRIMARY,
  NELM,
  lab('29593-1', quantity(1, '%')),
  local('syndrome', word('syndrome', 'none')),
  local('liver.resectability', word('liver.resectability', 'unresectable')),
  local('liver.lesion-count', { valueInteger: 8 }),
  local('liver.largest-lesion', quantity(40, 'mm')),
  local('liver.involvement', quantity(20, '%')),
  local('ecog', { valueInteger: 1 }),
  local('bilirubin', quantity(1, 'mg/dL')),
  local('albumin', quantity(4, 'g/dL')),
  local('inr', quantity(1, '{INR}')),
  local('extrahepatic', word('extrahepatic', 'none')),
  local('sstr', word('sstr', 'positive')),
  local('hemoglobin', quantity(12, 'g/dL')),
  local('platelets', quantity(200, '10*9/L')),
  local('leukocytes', quantity(5, '10*9/L')),
];
const PROGRESSING = local('disease-course', word('disease-course', 'progressing'));

function statuses(resources: readonly Json[], strict = false): Record<string, string> {
  const { options } = evaluated([...BASE, ...resources], { strict });
  return Object.fromEntries(options.map(({ code, status }) => [code, status]));
}

describe('months of stable disease', () => {
  const months = (ago: number): Json =>
    local('stable-months', quantity(8, 'mo'), { effectiveDateTime: daysAgo(ago) });
  const stable = (resources: readonly Json[]): (string | undefined)[] =>
    evaluated([...BASE, ...resources]).transplantCriteria.flatMap(({ criteria }) =>
      criteria.filter(({ id }) => id.endsWith('stable-disease')).map(({ result }) => result),
    );

  it('older than 180 days say nothing of today: not for transplantation, not of the course', () => {
    for (const strict of [false, true]) {
      const at = (ago: number) => {
        const evaluation = evaluated([...BASE, months(ago)], { strict });
        return (['stable-months', 'disease-course'] as const).map((id) => shown(factOf(evaluation, id)));
      };
      expect(at(180)).toEqual(['known 8', 'assumed stable|responding']);
      expect(at(181)).toEqual(['unknown stale', 'unknown absent']);
    }
    expect(new Set(stable([months(181)]))).toEqual(new Set(['unknown']));
  });

  it('before progression are none', () => {
    const evaluation = evaluated([...BASE, months(60), PROGRESSING]);
    expect(shown(factOf(evaluation, 'stable-months'))).toBe('known 0');
    expect(shown(factOf(evaluation, 'disease-course'))).toBe('known progressing');
    expect(stable([months(60), PROGRESSING])).not.toContain('met');
  });

  it('beside a course that is too old do not take its place', () => {
    const old = local('disease-course', word('disease-course', 'progressing'), {
      effectiveDateTime: daysAgo(361),
    });
    const evaluation = evaluated([...BASE, months(60), old]);
    expect(shown(factOf(evaluation, 'disease-course'))).toBe('unknown stale');
  });
});

describe('renal function before PRRT', () => {
  const reported = lab('98979-8', quantity(60, 'mL/min/{1.73_m2}'), { effectiveDateTime: '2026-10-20' });
  const creatinine = (effectiveDateTime: string): Json =>
    lab('2160-0', quantity(2, 'mg/dL'), { effectiveDateTime });

  it('is the one of the later creatinine', () => {
    expect(statuses([PROGRESSING, reported]).prrt).toBe('recommended');
    expect(statuses([PROGRESSING, reported, creatinine('2026-10-20')]).prrt).toBe('recommended');
    expect(statuses([PROGRESSING, reported, creatinine('2026-10-21')]).prrt).toBe('contraindicated');
  });
});

describe('treatment through the hepatic artery after a resection of the pancreas', () => {
  it.each([
    ['33149006', 'recommended'],
    ['9524002', 'insufficient-data'],
    ['235468001', 'recommended'],
  ])('%s: %s', (code, status) => {
    const resected = procedure('op', SNOMED, code, '2023-05-01');
    expect(statuses([PROGRESSING, resected]).embolization).toBe(status);
  });
});

describe('a resection of the primary that left tumour behind', () => {
  it.each([
    ['R0, no R2', 'known resected'],
    ['R2', 'unknown absent'],
  ])('%s: %s', (outcome, status) => {
    const resected = procedure('op', SNOMED, '235468001', '2023-05-01', { outcome: { text: outcome } });
    const evaluation = evaluated([...BASE, resected]);
    expect(shown(factOf(evaluation, 'primary.status'))).toBe(status);
  });
});

it('the degree of ascites decides the class', () => {
  const ascites = (code: string): Json =>
    condition('ascites', ICD10CM, 'R18.8', { recordedDate: '2026-11-01', severity: coded(SNOMED, code) });
  const parts = [
    local('bilirubin', quantity(2.5, 'mg/dL'), { effectiveDateTime: '2026-11-12' }),
    local('albumin', quantity(2.7, 'g/dL'), { effectiveDateTime: '2026-11-12' }),
  ];
  expect(statuses([...parts, ascites('24484000')])['liver-resection']).toBe('contraindicated');
  expect(statuses([...parts, ascites('255604002')])['liver-resection']).not.toBe('contraindicated');
});
