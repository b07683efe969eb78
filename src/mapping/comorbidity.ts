import { parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { Element } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosesOf, type MappingInput } from './conditions.ts';
import { operations } from './operations.ts';
import { readWords } from './words.ts';

interface Row {
  readonly fact: FactId;
  readonly set: string;
  readonly possible: readonly string[];
  readonly note?: string;
}

/** Conditions that state a fact by being in force. Ascites and encephalopathy without a degree are never none. */
export const ROWS: readonly Row[] = [
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
        candidates.push(
          degreeOf(row, diagnosis) ?? {
            ...base(row.fact, diagnosis),
            value: { kind: 'word', possible: row.possible },
            ...(row.note === undefined ? {} : { note: row.note }),
          },
        );
      } else if (diagnosis.force === 'not-confirmed') {
        candidates.push(unconfirmed(row.fact, diagnosis));
      }
    }
  }
  return [...candidates, ...heartCandidates(record, codes, input, diagnoses)];
}

/** The degree that the severity of the diagnosis states, where the fact has one. What is in force is never none. */
function degreeOf({ fact, possible }: Row, diagnosis: Diagnosis): Candidate | undefined {
  const said = readWords(fact, (diagnosis.resource as unknown as Element).severity);
  const degrees = said?.kind === 'word' ? said.possible.filter((word) => possible.includes(word)) : [];
  if (possible.length === 1 || degrees.length === 0) return undefined;
  return {
    ...base(fact, diagnosis),
    path: 'Condition.severity',
    value: { kind: 'word', possible: degrees },
    ...(degrees.length === possible.length ? { note: 'moderate' } : {}),
  };
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
 * Carcinoid heart disease, and a replacement of the tricuspid or pulmonary valve after its onset, which corrects it.
 * Where the order of the two is not on record, both stay possible. A resolved disease is told only beside a
 * replacement; a replacement without the disease says nothing about it.
 */
function heartCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  diagnoses: readonly Diagnosis[],
): Candidate[] {
  const heart = diagnoses.filter((diagnosis) => diagnosis.says.has('carcinoid-heart-disease'));
  const confirmed = heart.filter(({ force }) => force === 'in-force' || force === 'past');
  const candidates = heart
    .filter(({ force }) => force === 'not-confirmed')
    .map((diagnosis) => unconfirmed('heart-disease', diagnosis));
  if (confirmed.length === 0) return candidates;
  let corrected = false;
  for (const { reference, path, date } of operations(record, codes, 'valve-replacement', input)) {
    const orders = confirmed.map((diagnosis) => orderOf(diagnosis, date));
    if (orders.includes('before')) continue;
    const certain = orders.every((order) => order === 'after');
    corrected = true;
    candidates.push({
      fact: 'heart-disease',
      value: { kind: 'word', possible: certain ? ['corrected'] : ['present', 'corrected'] },
      reference,
      path,
      standing: 'explicit',
      ...(date === undefined ? {} : { effective: date }),
      note: certain
        ? 'valve replaced after the onset of carcinoid heart disease'
        : 'whether the valve was replaced after the onset is not on record',
    });
  }
  for (const diagnosis of confirmed) {
    // A diagnosis that is written down again after the operation does not bring the disease back.
    if (corrected || diagnosis.force === 'past') continue;
    candidates.push({
      ...base('heart-disease', diagnosis),
      value: { kind: 'word', possible: ['present'] },
      ...(diagnosis.began === undefined ? {} : { onset: diagnosis.began }),
    });
  }
  return candidates;
}

/** Was the valve replaced after the disease began? A day of recording bounds the onset from above only. */
function orderOf(diagnosis: Diagnosis, date: string | undefined): 'after' | 'before' | 'open' {
  const performed = parseDate(date);
  const began = parseDate(diagnosis.began);
  const noted = parseDate(diagnosis.onset);
  if (!performed || !noted) return 'open';
  if (!began) return performed.first >= noted.last ? 'after' : 'open';
  if (performed.first >= began.last) return 'after';
  return performed.last < began.first ? 'before' : 'open';
}
