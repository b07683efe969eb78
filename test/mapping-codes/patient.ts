import type { Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Issue } from '../../src/domain/facts.ts';
import { buildRecord, type PatientRecord } from '../../src/fhir/record.ts';
import { type IndexedCodeSets, loadCodeSets } from '../../src/mapping/code-sets.ts';
import { diagnosisCandidates, nelmConditions } from '../../src/mapping/diagnosis.ts';
import { medicationCandidates } from '../../src/mapping/medications.ts';
import { procedureCandidates } from '../../src/mapping/procedures.ts';

export const CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
export const WHO = 'http://hl7.org/fhir/sid/icd-10';
export const SCT = 'http://snomed.info/sct';
export const ICDO = 'http://terminology.hl7.org/CodeSystem/icd-o-3';
export const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
export const RX = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ATC = 'http://www.whocc.no/atc';
export const LOINC = 'http://loinc.org';
export const MORPHOLOGY =
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior';

export const DATE = '2025-06-01';
export const codes = loadCodeSets();

type Extra = Readonly<Record<string, unknown>>;
let counter = 0;

/** A CodeableConcept of one coding. */
export function concept(system: string, code: string): Extra {
  return { coding: [{ system, code }] };
}

export function condition(system: string, code: string, extra: Extra = {}): Resource {
  counter += 1;
  return {
    resourceType: 'Condition',
    id: `c${counter}`,
    subject: { reference: 'Patient/p' },
    code: concept(system, code),
    ...extra,
  } as unknown as Resource;
}

export const status = (clinical: string | undefined, verification?: string): Extra => ({
  ...(clinical === undefined
    ? {}
    : { clinicalStatus: concept('http://terminology.hl7.org/CodeSystem/condition-clinical', clinical) }),
  ...(verification === undefined
    ? {}
    : {
        verificationStatus: concept(
          'http://terminology.hl7.org/CodeSystem/condition-ver-status',
          verification,
        ),
      }),
});

export const morphology = (system: string, code: string): Extra => ({
  extension: [{ url: MORPHOLOGY, valueCodeableConcept: concept(system, code) }],
});

export const bodySite = (system: string, code: string): Extra => ({ bodySite: [concept(system, code)] });

export function procedure(system: string, code: string, date?: string, extra: Extra = {}): Resource {
  counter += 1;
  return {
    resourceType: 'Procedure',
    id: `p${counter}`,
    status: 'completed',
    subject: { reference: 'Patient/p' },
    code: concept(system, code),
    ...(date === undefined ? {} : { performedDateTime: date }),
    ...extra,
  } as unknown as Resource;
}

export function administration(system: string, code: string, date: string, extra: Extra = {}): Resource {
  counter += 1;
  return {
    resourceType: 'MedicationAdministration',
    id: `m${counter}`,
    status: 'completed',
    subject: { reference: 'Patient/p' },
    medicationCodeableConcept: concept(system, code),
    effectiveDateTime: date,
    ...extra,
  } as unknown as Resource;
}

export function request(system: string, code: string, extra: Extra = {}): Resource {
  counter += 1;
  return {
    resourceType: 'MedicationRequest',
    id: `r${counter}`,
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p' },
    medicationCodeableConcept: concept(system, code),
    authoredOn: '2025-03-01',
    ...extra,
  } as unknown as Resource;
}

export function record(...resources: readonly unknown[]): PatientRecord {
  return buildRecord({
    resources: [{ resourceType: 'Patient', id: 'p' }, ...resources],
    patientId: 'p',
  });
}

/** Everything that the groups of this folder say about a record. */
export function read(
  resources: readonly unknown[],
  sets: IndexedCodeSets = codes,
): { candidates: Candidate[]; issues: Issue[]; nelm: string[] } {
  const built = record(...resources);
  const issues: Issue[] = [];
  const input = { date: DATE, flag: (issue: Issue) => issues.push(issue) };
  return {
    candidates: [
      ...diagnosisCandidates(built, sets, input),
      ...procedureCandidates(built, sets, input),
      ...medicationCandidates(built, sets, input),
    ],
    issues,
    nelm: nelmConditions(built, sets, { date: DATE }),
  };
}

/** The values that candidates give to a fact: words joined by a bar, `none:<reason>`, members of a set. */
export function said(resources: readonly unknown[], fact: string): string[] {
  return read(resources)
    .candidates.filter((candidate) => candidate.fact === fact)
    .map(({ value }) => written(value));
}

function written(value: Candidate['value']): string {
  switch (value.kind) {
    case 'word':
      return value.possible.join('|');
    case 'set':
      return value.members.join('|');
    case 'date':
      return value.text;
    case 'none':
      return `none:${value.reason}`;
    case 'number':
      return `${value.low}`;
  }
}
