import type { Resource } from '@medplum/fhirtypes';
import { parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import { effectiveOf } from '../fhir/effective.ts';
import type { Element } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosesOf, type MappingInput } from './conditions.ts';
import { standingOf } from './observation.ts';
import { operations } from './operations.ts';

interface Row {
  readonly fact: FactId;
  readonly set: string;
  readonly possible: readonly string[];
  readonly note?: string;
}

/** Conditions that state a fact by being in force. Ascites and encephalopathy without a degree are never none. */
const ROWS: readonly Row[] = [
  { fact: 'portal-vein-thrombosis', set: 'portal-vein-thrombosis', possible: ['yes'] },
  { fact: 'ascites', set: 'ascites', possible: ['mild', 'severe'], note: 'degree not stated' },
  { fact: 'encephalopathy', set: 'encephalopathy', possible: ['mild', 'severe'], note: 'degree not stated' },
  { fact: 'hepatomegaly', set: 'hepatomegaly', possible: ['yes'] },
  { fact: 'pregnancy', set: 'pregnancy', possible: ['yes'] },
];

/** Portal vein, liver function, pregnancy, carcinoid heart disease. */
export function comorbidityCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  const diagnoses = diagnosesOf(record, codes, input);
  const candidates: Candidate[] = [];
  for (const diagnosis of diagnoses) {
    for (const row of ROWS) {
      if (!diagnosis.says.has(row.set)) continue;
      if (diagnosis.force === 'in-force') {
        candidates.push({
          ...base(row.fact, diagnosis),
          value: { kind: 'word', possible: row.possible },
          ...(row.note === undefined ? {} : { note: row.note }),
        });
      } else if (diagnosis.force === 'not-confirmed') {
        candidates.push(unconfirmed(row.fact, diagnosis));
      }
    }
  }
  return [...candidates, ...heartCandidates(record, codes, input, diagnoses)];
}

function base(
  fact: FactId,
  diagnosis: Diagnosis,
): Pick<Candidate, 'fact' | 'reference' | 'path' | 'standing' | 'effective'> {
  return {
    fact,
    reference: diagnosis.reference,
    path: 'Condition.code',
    standing: 'explicit',
    ...(diagnosis.stated === undefined ? {} : { effective: diagnosis.stated }),
  };
}

function unconfirmed(fact: FactId, diagnosis: Diagnosis): Candidate {
  return {
    ...base(fact, diagnosis),
    value: { kind: 'none', reason: 'not-confirmed', text: 'diagnosis not confirmed' },
    path: 'Condition.verificationStatus',
  };
}

/** Carcinoid heart disease, corrected by a replacement of the tricuspid or pulmonary valve at or after its onset. */
function heartCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  diagnoses: readonly Diagnosis[],
): Candidate[] {
  const heart = diagnoses.filter((diagnosis) => diagnosis.says.has('carcinoid-heart-disease'));
  const confirmed = heart.filter(({ force }) => force === 'in-force' || force === 'past');
  const replacements = operations(record, codes, 'valve-replacement', input);
  const candidates: Candidate[] = [];
  for (const replacement of replacements) {
    const performed = parseDate(replacement.date);
    const after = confirmed.some((diagnosis) => {
      const onset = parseDate(diagnosis.onset);
      return !onset || !performed || performed.last >= onset.first;
    });
    if (!after) continue;
    candidates.push({
      fact: 'heart-disease',
      value: { kind: 'word', possible: ['corrected'] },
      reference: replacement.reference,
      path: 'Procedure.code',
      standing: 'explicit',
      ...(replacement.date === undefined ? {} : { effective: replacement.date }),
      note: 'valve replaced after the onset of carcinoid heart disease',
    });
  }
  const corrected = candidates.length > 0;
  for (const diagnosis of heart) {
    if (diagnosis.force === 'in-force') {
      // A diagnosis that is only written down again after the operation does not bring the disease back.
      const effective = corrected ? diagnosis.onset : diagnosis.stated;
      const { effective: _stated, ...rest } = base('heart-disease', diagnosis);
      candidates.push({
        ...rest,
        value: { kind: 'word', possible: ['present'] },
        ...(effective === undefined ? {} : { effective }),
      });
    } else if (diagnosis.force === 'not-confirmed') {
      candidates.push(unconfirmed('heart-disease', diagnosis));
    }
  }
  return candidates;
}

/** The date of the latest echocardiogram on record that is not after the evaluation date, as written. */
export function echocardiogramDate(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): string | undefined {
  const set = codes.get('echocardiography');
  const today = parseDate(input.date);
  const done: string[] = operations(record, codes, 'echocardiography', input)
    .map(({ date }) => date)
    .filter((date) => date !== undefined);
  const results: readonly Resource[] = [
    ...record.withCode('DiagnosticReport', set),
    ...record.withCode('Observation', set),
    ...record.withCode('ImagingStudy', set),
  ];
  for (const resource of results) {
    const element = resource as unknown as Element;
    const study = resource.resourceType === 'ImagingStudy';
    if (study ? element.status !== 'available' : standingOf(element) !== 'final') continue;
    const date = effectiveOf(element)?.date;
    if (date !== undefined) done.push(date);
  }
  return done
    .flatMap((date) => {
      const range = parseDate(date);
      return range && (!today || range.first <= today.last) ? [{ date, first: range.first }] : [];
    })
    .sort((a, b) => b.first - a.first)[0]?.date;
}
