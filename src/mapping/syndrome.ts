import type { Candidate } from '../domain/candidate.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosesOf, type MappingInput } from './conditions.ts';

export const SYNDROMES: readonly (readonly [set: string, possible: readonly string[]])[] = [
  ['syndrome-carcinoid', ['carcinoid']],
  ['syndrome-insulinoma', ['insulinoma']],
  ['syndrome-gastrinoma', ['gastrinoma']],
  ['syndrome-vipoma', ['vipoma']],
  ['syndrome-glucagonoma', ['glucagonoma']],
  ['syndrome-somatostatinoma', ['somatostatinoma']],
  ['syndrome-other', ['other']],
  ['syndrome-pancreatic-hormone', ['vipoma', 'somatostatinoma', 'other']],
];

/**
 * `syndrome` from disorders and functional morphologies in force. Hypoglycaemia (E16.1) alone is no insulinoma: drugs
 * cause it too. With a carcinoid syndrome beside another one, the carcinoid one is told: its precautions count.
 */
export function syndromeCandidates(record: PatientRecord, codes: CodeSets, input: MappingInput): Candidate[] {
  const found = diagnosesOf(record, codes, input).flatMap((diagnosis) => {
    const syndrome = SYNDROMES.find(([set]) => diagnosis.says.has(set));
    return syndrome && (diagnosis.force === 'in-force' || diagnosis.force === 'not-confirmed')
      ? [{ diagnosis, possible: syndrome[1] }]
      : [];
  });
  const certain = found.filter(({ diagnosis }) => diagnosis.force === 'in-force');
  const carcinoid = certain.filter(({ possible }) => possible[0] === 'carcinoid');
  const told = carcinoid.length > 0 ? carcinoid : certain;
  if (told.length > 0) {
    const others = carcinoid.length > 0 && certain.length > carcinoid.length;
    return told.map(({ diagnosis, possible }) => ({
      ...base(diagnosis),
      value: { kind: 'word', possible },
      path: 'Condition.code',
      ...(others ? { note: 'another syndrome is on record as well' } : {}),
    }));
  }
  return found.map(({ diagnosis }) => ({
    ...base(diagnosis),
    value: { kind: 'none', reason: 'not-confirmed', text: 'hormonal syndrome not confirmed' },
    path: 'Condition.verificationStatus',
  }));
}

function base(diagnosis: Diagnosis): Pick<Candidate, 'fact' | 'reference' | 'standing' | 'effective'> {
  return {
    fact: 'syndrome',
    reference: diagnosis.reference,
    standing: 'explicit',
    ...(diagnosis.stated === undefined ? {} : { effective: diagnosis.stated }),
  };
}
