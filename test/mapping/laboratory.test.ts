import { describe, expect, it } from 'vitest';
import type { Json } from './encode.ts';
import { factOf, loinc, observation, PATIENT, quantity, said } from './scene.ts';

describe('eGFR', () => {
  const creatinine = (value: number, unit = 'mg/dL'): Json =>
    observation(loinc('2160-0'), quantity(value, unit));
  const man = { ...PATIENT, gender: 'male' };

  it.each([
    [1.0, 63],
    [0.7, 96],
    [0.6, 100],
    [1.2, 50],
    [1.23, 49],
  ])('CKD-EPI 2021 for a woman of 65 with %d mg/dL: %d', (value, expected) => {
    expect(said(factOf('egfr', [creatinine(value)]))).toBe(String(expected));
  });

  it('for a man, in molar units, and for an unknown sex as a range', () => {
    expect(said(factOf('egfr', [man, creatinine(1.0)]))).toBe('84');
    expect(said(factOf('egfr', [man, creatinine(88.4, 'umol/L')]))).toBe('84');
    expect(said(factOf('egfr', [{ ...PATIENT, gender: 'unknown' }, creatinine(1.0)]))).toBe('[63, 84]');
  });

  it('a partial date of birth gives a range, none gives no eGFR', () => {
    expect(said(factOf('egfr', [{ ...PATIENT, birthDate: '1961' }, creatinine(1.2)]))).toBe('[50, 51]');
    expect(said(factOf('egfr', [{ ...PATIENT, birthDate: undefined }, creatinine(1)]))).toBe(
      'unknown: absent',
    );
  });

  it('a reported eGFR decides; race-specific results are not used', () => {
    const reported = observation(loinc('98979-8'), quantity(71, 'mL/min/{1.73_m2}'), {
      effectiveDateTime: '2026-10-20',
    });
    const of = (effectiveDateTime: string): string =>
      said(factOf('egfr', [{ ...creatinine(1.2), effectiveDateTime }, reported]));
    expect(of('2026-10-19')).toBe('71');
    expect(of('2026-10-20')).toBe('71');
    // A creatinine of a later day is the most recent result.
    expect(of('2026-10-21')).toBe('50');
    for (const code of ['48642-3', '48643-1', '88293-6', '88294-4']) {
      expect(factOf('egfr', [observation(loinc(code), quantity(71, 'mL/min/{1.73_m2}'))])).toBeUndefined();
    }
  });
});

describe('age', () => {
  const age = (birthDate: unknown): string => said(factOf('age', [{ ...PATIENT, birthDate }]));
  it.each([
    ['1971-11-20', '55'],
    ['1971-11-21', '54'],
    ['1971', '[54, 55]'],
    ['1971-11', '[54, 55]'],
    ['1971-12', '54'],
    ['2027-01-01', 'unknown: absent'],
    ['1850-01-01', 'unknown: absent'],
    ['1971-02-30', 'unknown: absent'],
    [undefined, 'not on record'],
  ])('F24: born %s: %s', (birthDate, expected) => {
    expect(age(birthDate)).toBe(expected);
  });

  it('F25: deceased by flag or by date', () => {
    expect(said(factOf('deceased', [{ ...PATIENT, deceasedBoolean: true }]))).toBe('yes');
    expect(said(factOf('deceased', [{ ...PATIENT, deceasedBoolean: false }]))).toBe('no');
    expect(said(factOf('deceased', [{ ...PATIENT, deceasedDateTime: '2025' }]))).toBe('yes');
    expect(factOf('deceased', [PATIENT])).toBeUndefined();
  });
});
