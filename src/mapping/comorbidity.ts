import type { Candidate } from '../domain/candidate.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosesOf, type MappingInput } from './conditions.ts';
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

/**
 * Carcinoid heart disease, and replacements of the tricuspid or pulmonary valve: whether one came after the onset, and
 * so corrects it, is decided by the dates in the domain. A resolved disease is told only beside a replacement.
 */
function heartCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  diagnoses: readonly Diagnosis[],
): Candidate[] {
  const heart = diagnoses.filter((diagnosis) => diagnosis.says.has('carcinoid-heart-disease'));
  if (heart.length === 0) return [];
  const replacements = operations(record, codes, 'valve-replacement', input);
  const candidates: Candidate[] = [];
  for (const diagnosis of heart) {
    if (diagnosis.force === 'not-confirmed') candidates.push(unconfirmed('heart-disease', diagnosis));
    const told = diagnosis.force === 'in-force' || (diagnosis.force === 'past' && replacements.length > 0);
    if (!told) continue;
    candidates.push({
      ...base('heart-disease', diagnosis),
      value: { kind: 'word', possible: ['present'] },
      standing: 'implied',
      ...(diagnosis.began === undefined ? {} : { onset: diagnosis.began }),
    });
  }
  for (const { reference, path, date } of replacements) {
    candidates.push({
      fact: 'heart-disease',
      value: { kind: 'word', possible: ['corrected'] },
      reference,
      path,
      standing: 'implied',
      ...(date === undefined ? {} : { effective: date }),
      note: 'valve replaced after the onset of carcinoid heart disease',
    });
  }
  return candidates;
}
