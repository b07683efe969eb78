import { describe, expect, it } from 'vitest';
import type { Json } from './encode.ts';
import { factOf, loinc, mapped, observation, quantity, said, snomed } from './scene.ts';

const LIVER = { coding: [snomed('10200004')] };

describe('Ki-67 and its specimen', () => {
  const ki67 = (extra: Json): string | undefined =>
    mapped([
      observation(loinc('29593-1'), quantity(4, '%'), extra),
      { resourceType: 'BodyStructure', id: 'b', patient: { reference: 'Patient/p' }, location: LIVER },
      { resourceType: 'Specimen', id: 's', collection: { bodySite: { coding: [snomed('15776009')] } } },
      ...[
        ['nelm', 'C7B.02'],
        ['liver', 'C78.7'],
        ['bone', 'C7B.03'],
        ['net', 'C7A.012'],
        ['unsaid', 'C7B.8'],
      ].map(([id, code]) => ({
        resourceType: 'Condition',
        id,
        subject: { reference: 'Patient/p' },
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
      })),
    ]).recorded.kiSpecimens[0]?.site;

  it.each<[Json, string]>([
    [{ bodySite: LIVER }, 'liver-metastasis'],
    [{ bodySite: { coding: [snomed('277960005')] } }, 'liver-metastasis'],
    [
      { bodySite: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: 'C22.0' }] } },
      'liver-metastasis',
    ],
    [{ focus: [{ reference: 'BodyStructure/b' }] }, 'liver-metastasis'],
    [{ specimen: { reference: 'Specimen/s' } }, 'primary'],
    [{ focus: [{ reference: 'Condition/nelm' }] }, 'liver-metastasis'],
    [{ focus: [{ reference: 'Condition/liver' }] }, 'liver-metastasis'],
    [{ focus: [{ reference: 'Condition/net' }] }, 'primary'],
    [{ focus: [{ reference: 'Condition/bone' }] }, 'other'],
    [{ focus: [{ reference: 'Condition/unsaid' }] }, 'unstated'],
    [{ specimen: { reference: 'Specimen/s' }, focus: [{ reference: 'Condition/nelm' }] }, 'primary'],
    [{ bodySite: { coding: [snomed('21514008')] } }, 'other'],
    [{}, 'unstated'],
  ])('%j is %s', (extra, site) => {
    expect(ki67(extra)).toBe(site);
  });

  it('trap: the breast-only codes of Ki-67 are not read', () => {
    expect(factOf('ki67', [observation(loinc('85330-9'), quantity(40, '%'))])).toBeUndefined();
    expect(factOf('ki67', [observation(snomed('1237281001'), quantity(40, '%'))])).toBeUndefined();
  });
});

describe('another malignancy of the patient', () => {
  const condition = (id: string, code: string): Json => ({
    resourceType: 'Condition',
    id,
    subject: { reference: 'Patient/p' },
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
  });
  const diagnoses = [condition('breast', 'C50.9'), condition('net', 'C7A.012')];
  const ki67 = (extra: Json): Json => observation(loinc('29593-1'), quantity(40, '%'), { id: 'k', ...extra });
  const related = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-condition';

  it('its Ki-67 is not the one of the neuroendocrine neoplasm', () => {
    for (const about of [
      { focus: [{ reference: 'Condition/breast' }] },
      { extension: [{ url: related, valueReference: { reference: 'Condition/breast' } }] },
    ]) {
      const { recorded, issues } = mapped([...diagnoses, ki67(about)]);
      expect(recorded.facts.ki67).toBeUndefined();
      expect(recorded.kiSpecimens).toEqual([]);
      expect(issues.map(({ resource }) => resource)).toContain('Observation/k');
    }
  });

  it('without a link, or with one to the neuroendocrine neoplasm, it counts', () => {
    expect(said(factOf('ki67', [...diagnoses, ki67({})]))).toBe('40');
    expect(said(factOf('ki67', [...diagnoses, ki67({ focus: [{ reference: 'Condition/net' }] })]))).toBe(
      '40',
    );
  });
});

describe('grade and histology', () => {
  it('grade results of mCODE and as words', () => {
    const grade = (code: string): Json =>
      observation(loinc('33732-9'), { valueCodeableConcept: { coding: [snomed(code)] } });
    expect(said(factOf('grade.reported', [grade('1155708003')]))).toBe('G1');
    expect(said(factOf('grade.reported', [grade('1286893008')]))).toBe('G2');
    expect(said(factOf('grade.reported', [grade('1155707008')]))).toBe('G3');
    expect(said(factOf('grade.reported', [observation(loinc('33732-9'), { valueString: 'G2' })]))).toBe('G2');
  });

  it('trap: a high grade says nothing about the differentiation', () => {
    const high = observation(loinc('33732-9'), { valueCodeableConcept: { coding: [snomed('1155707008')] } });
    expect(factOf('differentiation', [high])).toBeUndefined();
  });

  it('a histology result states the differentiation over what a diagnosis implies', () => {
    const histology = observation(loinc('31206-6'), {
      valueCodeableConcept: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: '8246/3' }],
      },
    });
    const condition = {
      resourceType: 'Condition',
      subject: { reference: 'Patient/p' },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C7A.012' }] },
      onsetDateTime: '2026-11-15',
    };
    expect(said(factOf('differentiation', [condition]))).toBe('well');
    expect(said(factOf('differentiation', [condition, histology]))).toBe('poor');
  });
});

describe('a morphology that names the grade', () => {
  const histology = (value: Json): string[] => {
    const { facts } = mapped([observation(loinc('31206-6'), value)]).recorded;
    return [said(facts['grade.reported']), said(facts.differentiation)];
  };
  const diagnosis = (code: string): string[] => {
    const { facts } = mapped([
      {
        resourceType: 'Condition',
        id: 'c',
        subject: { reference: 'Patient/p' },
        code: { coding: [snomed(code)] },
      },
    ]).recorded;
    return [said(facts['grade.reported']), said(facts.differentiation)];
  };

  it.each([
    ['127572005', 'G1', 'well'],
    ['127573000', 'G2', 'well'],
    ['127574006', 'G3', 'not on record'],
  ])('%s says %s as a result of histology and as a diagnosis', (code, grade, differentiation) => {
    expect(histology({ valueCodeableConcept: { coding: [snomed(code)] } })).toEqual([grade, differentiation]);
    expect(diagnosis(code)).toEqual([grade, differentiation]);
  });

  it('the behaviour of the tumour is no grade', () => {
    for (const value of [{ valueInteger: 3 }, { valueString: '3' }, { valueCodeableConcept: { text: '3' } }])
      expect(histology(value)[0], JSON.stringify(value)).toBe('not on record');
  });
});
