import { describe, expect, it } from 'vitest';
import { FACT_IDS, type FactId } from '../../src/domain/fact-catalogue.ts';
import { OBSERVATION_CODE_SETS } from '../../src/mapping/code-set-names.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { lookupTable } from '../../src/mapping/lookups.ts';
import { COMPONENT_VALUE, OBSERVATION_VALUE } from '../../src/mapping/observation.ts';
import { STUDY_SOURCES } from '../../src/mapping/staging.ts';
import type { Json } from './encode.ts';
import { factOf, loinc, mapped, observation, quantity, said, snomed } from './scene.ts';

const codes = loadCodeSets();
const all = (set: string): [string, Json][] =>
  codes.get(set).codes.map(({ system, code }) => [code, { system, code }]);
const subject = { reference: 'Patient/p' };

/** A code by which a laboratory measures moles or mass: each is tried in the unit that the code stands for. */
const LABORATORY: readonly (readonly [
  fact: FactId,
  value: number,
  unit: string,
  moles: readonly [number, string],
])[] = [
  ['bilirubin', 2, 'mg/dL', [34.2, 'umol/L']],
  ['albumin', 4, 'g/dL', [601.6, 'umol/L']],
  ['inr', 1.2, '{INR}', [1.2, '1']],
  ['egfr', 60, 'mL/min/{1.73_m2}', [60, 'mL/min/{1.73_m2}']],
  ['hemoglobin', 10, 'g/dL', [6.206, 'mmol/L']],
  ['platelets', 150, '10*3/uL', [150, '10*9/L']],
  ['leukocytes', 5, '10*3/uL', [5, '10*9/L']],
];

describe.each(LABORATORY)('every code of %s yields the fact', (fact, value, unit, [molar, molarUnit]) => {
  it.each(all(fact))('%s', (_code, coding) => {
    expect(said(factOf(fact, [observation(coding, quantity(value, unit))]))).toBe(String(value));
    expect(said(factOf(fact, [observation(coding, quantity(molar, molarUnit))]))).toBe(String(value));
  });
});

it.each(all('creatinine'))('creatinine %s yields the eGFR', (_code, coding) => {
  expect(said(factOf('egfr', [observation(coding, quantity(1, 'mg/dL'))]))).toBe('63');
});

const ANSWERED: readonly (readonly [fact: FactId, set: string, value: Json, expected: string])[] = [
  ['ki67', 'ki67', quantity(4, '%'), '4'],
  ['grade.reported', 'histologic-grade', { valueCodeableConcept: { coding: [snomed('1286893008')] } }, 'G2'],
  ['ecog', 'ecog', { valueInteger: 2 }, '2'],
  ['ecog', 'karnofsky', { valueInteger: 60 }, '2'],
  ['disease-course', 'disease-status', { valueCodeableConcept: { coding: [snomed('359746009')] } }, 'stable'],
];
describe.each(ANSWERED)('every code for %s in the set %s', (fact, set, value, expected) => {
  it.each(all(set))('%s', (_code, coding) => {
    expect(said(factOf(fact, [observation(coding, value)]))).toBe(expected);
  });
});

describe.each([
  ['disease-course', 'disease-status', 'disease-improved', 'responding'],
  ['disease-course', 'disease-status', 'disease-stable', 'stable'],
  ['disease-course', 'disease-status', 'disease-worsened', 'progressing'],
  ['grade.reported', 'histologic-grade', 'grade-g1', 'G1'],
  ['grade.reported', 'histologic-grade', 'grade-g2', 'G2'],
  ['grade.reported', 'histologic-grade', 'grade-g3', 'G3'],
  ['differentiation', 'histology', 'morphology-well-differentiated', 'well'],
  ['differentiation', 'histology', 'morphology-poorly-differentiated', 'poor'],
] as const)('every answer of %s in %s', (fact, question, answers, expected) => {
  it.each(all(answers))('%s', (_code, coding) => {
    for (const [, asked] of all(question)) {
      expect(said(factOf(fact, [observation(asked, { valueCodeableConcept: { coding: [coding] } })]))).toBe(
        expected,
      );
    }
  });
});

const STUDIES: readonly (readonly [fact: FactId, set: string])[] = [
  ['staging.cross-sectional', 'ct-abdomen'],
  ['staging.cross-sectional', 'mr-abdomen'],
  ['staging.functional', 'sstr-imaging'],
];
describe.each(STUDIES)('every code of %s in the set %s', (fact, set) => {
  it.each(all(set))('%s', (_code, coding) => {
    const code = { coding: [coding] };
    const day = '2026-10-01';
    const report = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code,
      subject,
      effectiveDateTime: day,
    };
    const study = {
      resourceType: 'ImagingStudy',
      status: 'available',
      procedureCode: [code],
      subject,
      started: day,
    };
    const procedure = {
      resourceType: 'Procedure',
      status: 'completed',
      code,
      subject,
      performedDateTime: day,
    };
    for (const resource of [report, study, procedure]) expect(said(factOf(fact, [resource]))).toBe(day);
  });
});

it.each(['chromogranin-a', '5-hiaa', 'gastrin', 'insulin', 'calcitonin'])(
  'every code of the marker %s gives its date',
  (marker) => {
    for (const [, coding] of all(marker)) {
      const result = observation(coding, quantity(1, 'ug/L'));
      expect(mapped([result]).recorded.context.markers).toEqual({ [marker]: '2026-11-10' });
    }
  },
);

it.each(all('body-site-liver'))('a tumour size at %s is one of the liver', (_code, site) => {
  const size = observation(loinc('21889-1'), quantity(3, 'cm'), { bodySite: { coding: [site] } });
  expect(said(factOf('liver.largest-lesion', [size]))).toBe('30');
});

it.each(all('body-site-primary'))('a tumour size at %s is one of the primary', (_code, site) => {
  const size = observation(loinc('21889-1'), quantity(3, 'cm'), { bodySite: { coding: [site] } });
  expect(said(factOf('primary.size', [size]))).toBe('30');
});

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('liver segment %d', (segment) => {
  it.each(all(`liver-segment-${segment}`))('%s', (_code, site) => {
    const lesion = { resourceType: 'BodyStructure', patient: subject, location: { coding: [site] } };
    expect(said(factOf('liver.segments', [lesion]))).toBe(String(segment));
    const stated = observation(
      { system: 'https://nelm-cds.example/fhir/CodeSystem/nelm', code: 'liver.segments' },
      { valueCodeableConcept: { coding: [site] } },
    );
    expect(said(factOf('liver.segments', [stated]))).toBe(String(segment));
  });
});

it('the code sets that the observations need exist', () => {
  for (const name of OBSERVATION_CODE_SETS) expect(codes.names, name).toContain(name);
});

it('every expression yields a value on a fixture', () => {
  const value = quantity(4, '%');
  expect(OBSERVATION_VALUE(observation(loinc('29593-1'), value))).toHaveLength(1);
  expect(COMPONENT_VALUE({ code: {}, ...value })).toHaveLength(1);
  const fixtures: { [type: string]: Json } = {
    DiagnosticReport: { resourceType: 'DiagnosticReport', effectivePeriod: { end: '2026-01-01' } },
    ImagingStudy: { resourceType: 'ImagingStudy', started: '2026-01-01' },
    Procedure: { resourceType: 'Procedure', performedDateTime: '2026-01-01' },
  };
  for (const { type, select } of STUDY_SOURCES) expect(select(fixtures[type]), type).toHaveLength(1);
});

it('the table of look-ups has a place for every fact, and each code set and expression in it exists', () => {
  const rows = lookupTable();
  for (const fact of FACT_IDS)
    expect(
      rows.some((row) => row.fact === fact),
      fact,
    ).toBe(true);
  for (const { codeSet, expression, resourceType } of rows) {
    expect(expression.startsWith(`${resourceType}.`), expression).toBe(true);
    if (codeSet !== undefined && !codeSet.startsWith('local:')) expect(codes.names).toContain(codeSet);
  }
});
