import { describe, expect, it } from 'vitest';
import { FACT_IDS, type FactId } from '../../src/domain/fact-catalogue.ts';
import {
  bare,
  coded,
  condition,
  evaluated,
  factOf,
  ICD10CM,
  type Json,
  lab,
  local,
  LOINC,
  NELM,
  observation,
  PATIENT,
  PRIMARY,
  procedure,
  quantity,
  SNOMED,
  word,
} from './scene.ts';

describe('a fact on the wire', () => {
  it('a known number', () => {
    const found = bare('ki67', [
      lab('29593-1', quantity(4, '%'), { id: 'ki67-1', effectiveDateTime: '2026-09-01T10:00:00+02:00' }),
    ]);
    expect(found).toMatchObject({
      id: 'ki67',
      state: 'known',
      value: 4,
      unit: '%',
      low: 4,
      high: 4,
      stale: false,
      effective: '2026-09-01',
      sources: [
        {
          reference: 'Observation/ki67-1',
          path: 'Observation.value.ofType(Quantity)',
          effective: '2026-09-01',
          used: true,
        },
      ],
    });
  });
  it('a bound and a range have no single value', () => {
    expect(bare('ki67', [lab('29593-1', quantity(20, '%', '>'))])).toMatchObject({
      state: 'known',
      value: null,
      low: 20,
    });
    expect(bare('ki67', [lab('29593-1', quantity(2, '%', '<'))])).toMatchObject({
      state: 'known',
      value: null,
      high: 2,
    });
    expect(bare('liver.involvement', [local('liver.involvement', { valueString: '10-20 %' })])).toMatchObject(
      { value: null, low: 10, high: 20 },
    );
  });
  it('a word, several possible words, a date, a set', () => {
    expect(
      bare('liver.lobes', [local('liver.lobes', word('liver.lobes', 'bilobar'), { id: 'x' })]),
    ).toMatchObject({
      state: 'known',
      value: 'bilobar',
      effective: '2026-11-10',
      sources: [
        { reference: 'Observation/x', path: 'Observation.value.ofType(CodeableConcept)', used: true },
      ],
    });
    const ascites = bare('ascites', [condition('a', ICD10CM, 'R18.8', { recordedDate: '2026-11-01' })]);
    expect(ascites).toMatchObject({ state: 'known', value: null, possible: ['mild', 'severe'] });
    expect(bare('staging.functional', [procedure('pet', SNOMED, '764695006', '2026-10-01')])).toMatchObject({
      state: 'known',
      value: '2026-10-01',
      effective: '2026-10-01',
      sources: [{ reference: 'Procedure/pet', used: true }],
    });
    expect(bare('liver.segments', [local('liver.segments', { valueString: '2, 4a' })]).value).toEqual([
      '2',
      '4a',
    ]);
  });
  it.each([
    [{ valueString: 'bilobar' }, 'string'],
    [{ valueCodeableConcept: { text: 'bilobar' } }, 'CodeableConcept'],
  ])('the path names the type: %j', (value, type) => {
    expect(bare('liver.lobes', [local('liver.lobes', value)]).sources[0]?.path).toBe(
      `Observation.value.ofType(${type})`,
    );
  });
  it.each([
    [{ valueInteger: 3 }, 'integer'],
    [{ valueRange: { low: { value: 3, system: 'http://unitsofmeasure.org', code: '1' } } }, 'Range'],
    [quantity(3, '1'), 'Quantity'],
  ])('the path names the type: %j', (value, type) => {
    expect(bare('liver.lesion-count', [local('liver.lesion-count', value as Json)]).sources[0]?.path).toBe(
      `Observation.value.ofType(${type})`,
    );
  });
  it('an unknown fact has no value, a reason and a note', () => {
    const found = bare('bilirubin', [lab('1975-2', quantity(1, 'foo'), { id: 'b' })]);
    expect(found).toMatchObject({ state: 'unknown', value: null, reason: 'unusable-unit' });
    expect(found.sources).toMatchObject([{ reference: 'Observation/b', used: false }]);
    expect(`${found.note}`).toContain("unit 'foo' not convertible to mg/dL; value ignored");
    expect(bare('bilirubin', [])).toMatchObject({ state: 'unknown', value: null, stale: false, sources: [] });
  });
  it('an assumed fact has its value, no source and a note', () => {
    const found = bare('portal-vein-thrombosis', []);
    expect(found).toMatchObject({ state: 'assumed', value: 'no', stale: false, sources: [] });
    expect(found.note).toBeTruthy();
  });
  it('a conflicting fact has no value and both sources', () => {
    const found = bare('liver.resectability', [
      local('liver.resectability', word('liver.resectability', 'resectable'), { id: 'a' }),
      local('liver.resectability', word('liver.resectability', 'unresectable'), { id: 'b' }),
    ]);
    expect(found).toMatchObject({ state: 'conflicting', value: null });
    expect(found.sources.map(({ reference }) => reference)).toEqual(['Observation/a', 'Observation/b']);
    expect(found.note).toBeTruthy();
  });
});

describe('the evaluation on the wire', () => {
  const evaluation = evaluated([PRIMARY, NELM, lab('29593-1', quantity(4, '%'))]);
  it('head and facts', () => {
    expect(evaluation).toMatchObject({
      evaluationDate: '2026-11-20',
      subject: 'Patient/pat',
      applies: true,
      strict: false,
    });
    expect(evaluation.knowledgeVersion).toBeTruthy();
    expect(evaluation.facts.map(({ id }) => id).sort()).toEqual([...FACT_IDS].sort());
    expect(evaluation.classification).toMatchObject({ grade: 'G2', category: 'NET G2' });
  });
  it('nothing is undefined or not a number', () => {
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });
  it('an issue names the resource and carries no patient text', () => {
    const hostile = '<script>alert(1)</script>';
    const { issues } = evaluated([
      PRIMARY,
      NELM,
      observation('bad', coded(LOINC, '29593-1'), { valueString: hostile }),
      observation('worse', coded(LOINC, '1975-2'), {
        valueQuantity: { value: 1, unit: hostile, system: 'http://unitsofmeasure.org', code: hostile },
      }),
    ]);
    expect(issues.map(({ resource }) => resource)).toEqual(
      expect.arrayContaining(['Observation/bad', 'Observation/worse']),
    );
    expect(JSON.stringify(issues)).not.toContain('script');
  });
  it('minors and unknown dates of birth', () => {
    expect(factOf(evaluated([{ ...PATIENT, birthDate: undefined }, PRIMARY, NELM]), 'age').state).toBe(
      'unknown',
    );
  });
});

describe('hostile and broken shapes are no crash', () => {
  it.each([
    ['C12 STU3 status', { ...NELM, clinicalStatus: 'active', verificationStatus: 'confirmed' }],
    ['code as a text', { ...NELM, code: 'C7B.02' }],
    ['coding as an object', { ...NELM, code: { coding: { system: ICD10CM, code: 'C7B.02' } } }],
    ['null members', { ...NELM, bodySite: null, extension: null, stage: null, evidence: [null] }],
    ['a number as a date', { ...NELM, onsetDateTime: 20260201 }],
    ['component no list', observation('o', coded(LOINC, '29593-1'), { component: { code: 1 } })],
    [
      'a value that is infinite',
      observation('o', coded(LOINC, '29593-1'), quantity(Number.POSITIVE_INFINITY, '%')),
    ],
    ['a value in words', observation('o', coded(LOINC, '29593-1'), quantity('four', '%'))],
  ] as readonly (readonly [string, Json])[])('%s', (_name, resource) => {
    expect(() => evaluated([PRIMARY, resource])).not.toThrow();
  });
});

describe('ends of a number that nobody stated', () => {
  it('a bound has one end; nought and a hundred per cent are true ends', () => {
    const more = bare('liver.lesion-count', [local('liver.lesion-count', quantity(10, '1', '>'))]);
    expect(more.low).toBe(10);
    expect(more).not.toHaveProperty('high');
    expect(more.text).toBe('> 10 lesions');
    expect(bare('liver.involvement', [local('liver.involvement', quantity(50, '%', '>'))])).toMatchObject({
      low: 50,
      high: 100,
      text: '> 50 %',
    });
    expect(bare('ki67', [lab('29593-1', quantity(2, '%', '<'))])).toMatchObject({
      low: 0,
      high: 2,
      text: '< 2 %',
    });
  });
});

it('a fact by itself is the fact of the evaluation', () => {
  const resources = [PRIMARY, NELM, lab('29593-1', quantity(4, '%')), local('ecog', { valueInteger: 1 })];
  for (const each of evaluated(resources).facts) {
    expect(bare(each.id as FactId, resources)).toEqual(each);
  }
});
