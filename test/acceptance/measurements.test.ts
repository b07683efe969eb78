import { describe, expect, it } from 'vitest';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import {
  bare,
  coded,
  evaluated,
  type Json,
  lab,
  local,
  LOINC,
  observation,
  PATIENT,
  quantity,
  shown,
  SNOMED,
  UCUM,
} from './scene.ts';

describe('laboratory results by LOINC', () => {
  const rows: readonly (readonly [FactId, string, Json, string])[] = [
    ['bilirubin', '1975-2', quantity(1.2, 'mg/dL'), 'known 1.2'],
    ['bilirubin', '14631-6', quantity(20.5, 'umol/L'), 'known 1.2'],
    ['bilirubin', '42719-5', quantity(1.2, 'mg/dL'), 'known 1.2'],
    ['albumin', '1751-7', quantity(35, 'g/L'), 'known 3.5'],
    ['inr', '6301-6', quantity(1.1, '{INR}'), 'known 1.1'],
    ['inr', '34714-6', quantity(1.1, '{INR}'), 'known 1.1'],
    ['hemoglobin', '718-7', quantity(9.8, 'g/dL'), 'known 9.8'],
    ['platelets', '777-3', quantity(150, '10*3/uL'), 'known 150'],
    ['platelets', '26515-7', quantity(150, '10*9/L'), 'known 150'],
    ['leukocytes', '6690-2', quantity(4.2, '10*3/uL'), 'known 4.2'],
    ['leukocytes', '26464-8', quantity(4.2, '10*9/L'), 'known 4.2'],
    ['egfr', '33914-3', quantity(66, 'mL/min/{1.73_m2}'), 'known 66'],
    ['egfr', '62238-1', quantity(66, 'mL/min/{1.73_m2}'), 'known 66'],
    ['egfr', '98979-8', quantity(60, 'mL/min/{1.73_m2}', '>='), 'known 60..undefined'],
    ['ki67', '29593-1', quantity(2, '%', '<'), 'known 0..2'],
    ['ki67', '29593-1', { valueString: '2-3 %' }, 'known 2..3'],
  ];
  it.each(rows)('%s %s %j', (id, code, value, expected) => {
    expect(shown(bare(id, [lab(code, value)]))).toBe(expected);
  });
  it('direct bilirubin is no total bilirubin', () => {
    expect(bare('bilirubin', [lab('1968-7', quantity(1.2, 'mg/dL'))]).state).toBe('unknown');
  });
  it('a Quantity without a UCUM unit is ignored and flagged', () => {
    const result = lab('1975-2', { valueQuantity: { value: 1.2, unit: 'mg/dL' } }, { id: 'bili' });
    expect(shown(bare('bilirubin', [result]))).toBe('unknown unusable-unit');
    expect(evaluated([result]).issues.find(({ resource }) => resource === 'Observation/bili')?.severity).toBe(
      'warning',
    );
    const wrong = lab('1975-2', quantity(1.2, 'foo'), { id: 'bili' });
    expect(evaluated([wrong]).issues).toContainEqual({
      severity: 'warning',
      resource: 'Observation/bili',
      text: "unit 'foo' not convertible to mg/dL; value ignored",
    });
  });
  it.each([
    [2.99, 51.1],
    [3, 51.3],
    [1.2, 20.5],
  ])('bilirubin %f mg/dL is %f umol/L', (mass, molar) => {
    const inMass = bare('bilirubin', [lab('1975-2', quantity(mass, 'mg/dL'))]).value;
    expect(bare('bilirubin', [lab('14631-6', quantity(molar, 'umol/L'))]).value).toBe(inMass);
  });
});

describe('eGFR from creatinine (CKD-EPI 2021)', () => {
  const egfr = (gender: string | undefined, birthDate: string | undefined, value: Json, code = '2160-0') =>
    bare('egfr', [{ ...PATIENT, gender, birthDate }, lab(code, value)]);
  // Of the calculator of the National Kidney Foundation, age 60 (born in 1966).
  it.each([
    ['female', 1.0, 64],
    ['male', 1.0, 86],
    ['female', 0.6, 103],
    ['male', 0.8, 101],
    ['female', 2.0, 28],
    ['male', 2.0, 38],
  ])('%s, %f mg/dL: %i', (gender, mgPerDl, expected) => {
    expect(egfr(gender, '1966-03-02', quantity(mgPerDl, 'mg/dL')).value).toBe(expected);
    expect(egfr(gender, '1966-03-02', quantity(mgPerDl * 88.4, 'umol/L'), '14682-9').value).toBe(expected);
  });
  it('without a sex the range over both; without an age nothing', () => {
    const both = egfr('other', '1966-03-02', quantity(1, 'mg/dL'));
    expect([both.low, both.high]).toEqual([64, 86]);
    expect(egfr('female', undefined, quantity(1, 'mg/dL')).state).toBe('unknown');
  });
  it('a reported eGFR decides over the computed one', () => {
    const reported = lab('62238-1', quantity(55, 'mL/min/{1.73_m2}'));
    expect(shown(bare('egfr', [reported, lab('2160-0', quantity(1, 'mg/dL'))]))).toBe('known 55');
  });
  it('race-specific codes are ignored', () => {
    for (const code of ['48642-3', '48643-1', '88293-6', '88294-4']) {
      expect(bare('egfr', [lab(code, quantity(55, 'mL/min/{1.73_m2}'))]).state, code).toBe('unknown');
    }
  });
});

describe('performance status', () => {
  const ecog = (value: Json, code = '89247-1') => shown(bare('ecog', [lab(code, value)]));
  const answer = (code: string): Json => ({ valueCodeableConcept: coded(LOINC, code) });
  it.each([
    ['LA9622-7', 0],
    ['LA9623-5', 1],
    ['LA9624-3', 2],
    ['LA9625-0', 3],
    ['LA9626-8', 4],
  ])('ECOG %s: %i', (code, expected) => {
    expect(ecog(answer(code))).toBe(`known ${expected}`);
    expect(ecog({ valueInteger: expected })).toBe(`known ${expected}`);
    expect(ecog(quantity(expected, '{score}'))).toBe(`known ${expected}`);
  });
  it('ECOG 5 is no value of the fact', () => {
    expect(ecog({ valueInteger: 5 })).toMatch(/^unknown/);
    expect(ecog(answer('LA9627-6'))).toMatch(/^unknown/);
  });
  const percent: Json = { valueQuantity: { value: 80, unit: '%', system: UCUM, code: '%' } };
  it.each([
    [100, 0],
    [90, 0],
    [80, 1],
    [70, 1],
    [60, 2],
    [50, 2],
    [40, 3],
    [30, 3],
    [20, 4],
    [10, 4],
  ])('Karnofsky %i: ECOG %i', (karnofsky, expected) => {
    const said = `known ${expected}`;
    expect(ecog({ valueInteger: karnofsky }, '89243-0')).toBe(said);
    expect(ecog(quantity(karnofsky, '{score}'), '89243-0')).toBe(said);
    expect(ecog(quantity(karnofsky, '%'), '89243-0')).toBe(said);
    expect(ecog({ valueString: `${karnofsky} %` }, '89243-0')).toBe(said);
    expect(ecog({ valueString: String(karnofsky) }, '89243-0')).toBe(said);
    expect(ecog({ valueQuantity: { value: karnofsky, unit: '%' } }, '89243-0')).toBe(said);
  });
  it('Karnofsky 0, 85 and 110 are no values', () => {
    for (const value of [0, 85, 110]) expect(ecog({ valueInteger: value }, '89243-0')).toMatch(/^unknown/);
    expect(ecog(percent)).toMatch(/^unknown/);
  });
});

describe('specimens', () => {
  const ki = (value: number, id: string, extra: Json = {}) =>
    lab('29593-1', quantity(value, '%'), { id, ...extra });
  it('body site, specimen or focus tell primary, liver or another', () => {
    const site = (extra: Json, ...more: readonly Json[]) =>
      bare('ki67', [...more, ki(4, 'k', extra)]).specimens?.[0]?.site;
    expect(site({ bodySite: coded(SNOMED, '10200004') })).toBe('liver-metastasis');
    expect(site({ bodySite: coded(SNOMED, '15776009') })).toBe('primary');
    expect(site({ bodySite: coded(SNOMED, '59441001') })).toBe('other');
    expect(site({})).toBe('unstated');
    const structure = {
      resourceType: 'BodyStructure',
      id: 'b',
      patient: { reference: 'Patient/pat' },
      location: coded(SNOMED, '10200004'),
    };
    expect(site({ focus: [{ reference: 'BodyStructure/b' }] }, structure)).toBe('liver-metastasis');
  });
  it('on the wire: the deciding one as value, all of them listed', () => {
    const found = bare('ki67', [
      ki(2, 'primary', { bodySite: coded(SNOMED, '15776009'), effectiveDateTime: '2025-01-01' }),
      ki(12, 'liver', { bodySite: coded(SNOMED, '10200004'), effectiveDateTime: '2026-01-01' }),
    ]);
    expect(found).toMatchObject({
      id: 'ki67',
      state: 'known',
      value: 12,
      unit: '%',
      low: 12,
      high: 12,
      effective: '2026-01-01',
    });
    expect(found.specimens).toEqual([
      {
        site: 'primary',
        value: 2,
        low: 2,
        high: 2,
        effective: '2025-01-01',
        reference: 'Observation/primary',
      },
      {
        site: 'liver-metastasis',
        value: 12,
        low: 12,
        high: 12,
        effective: '2026-01-01',
        reference: 'Observation/liver',
      },
    ]);
  });
  it('the local code in a panel, with its own site', () => {
    const panel = observation('panel', coded(LOINC, '60568-3'), {
      component: [
        { code: coded('https://nelm-cds.example/fhir/CodeSystem/nelm', 'ki67'), ...quantity(7, '%') },
      ],
      bodySite: coded(SNOMED, '10200004'),
    });
    expect(bare('ki67', [panel]).specimens?.[0]).toMatchObject({ site: 'liver-metastasis', value: 7 });
    expect(bare('mitoses', [local('mitoses', quantity(5, '/[HPF]10'))]).specimens).toHaveLength(1);
  });
});
