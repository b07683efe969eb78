import type { Candidate } from '../domain/candidate.ts';
import { codeText, isElement, text } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import { ECOG_ANSWERS, KARNOFSKY_ANSWERS } from './answers.ts';
import type { CodeSets } from './code-set.ts';
import { KARNOFSKY, measureOf } from './measures.ts';
import { lookup, type ObservationLookup, observationCandidates, readBySets } from './observation.ts';
import { foundIn, refusedNumber, refusedValue } from './refusal.ts';
import { answerCodes, type Reading, readNumber } from './values.ts';

/** Performance status, the course of the disease, pregnancy as an Observation. */
export const FUNCTION: readonly ObservationLookup[] = [
  lookup('ecog', 'ecog', 'integer, Quantity {score}, LOINC answer, text', readEcog),
  lookup(
    'ecog',
    'karnofsky',
    'integer, Quantity {score} or %, LOINC answer: 90-100, 70-80, 50-60, 30-40, 10-20',
    readKarnofsky,
  ),
  lookup(
    'disease-course',
    'disease-status',
    'CodeableConcept (disease status, RECIST response)',
    readBySets('disease-course', {
      'disease-improved': 'responding',
      'disease-stable': 'stable',
      'disease-worsened': 'progressing',
    }),
  ),
  lookup(
    'pregnancy',
    'pregnancy-status',
    'CodeableConcept (pregnant, not pregnant)',
    readBySets('pregnancy', { pregnancy: 'yes', 'not-pregnant': 'no' }),
  ),
];

export function functionCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  return observationCandidates(record, codes, FUNCTION);
}

function readEcog(raw: unknown): Reading {
  const answer = answerOf(raw, ECOG_ANSWERS);
  const measure = measureOf('ecog');
  if (!measure) return { refused: 'absent', text: refusedValue('ecog', foundIn(raw)) };
  return readNumber(answer ?? raw, measure);
}

/** Karnofsky 90-100 is ECOG 0, 70-80 is 1, 50-60 is 2, 30-40 is 3, 10-20 is 4 (table of facts). */
function readKarnofsky(raw: unknown): Reading {
  const reading = readNumber(answerOf(raw, KARNOFSKY_ANSWERS) ?? withoutPercent(raw), KARNOFSKY);
  if (!('value' in reading) || reading.value.kind !== 'number') return reading;
  const { low, high } = reading.value;
  if (low % 10 !== 0 || high % 10 !== 0)
    return { refused: 'absent', text: refusedNumber(KARNOFSKY, low === high ? String(low) : 'a range') };
  const best = ecogOfKarnofsky(high);
  const worst = ecogOfKarnofsky(low);
  return {
    ...reading,
    value: { kind: 'number', low: best, high: worst, lowOpen: false, highOpen: false },
    note: 'converted from Karnofsky',
  };
}

/** The scale is written as a score and, as it was defined, in per cent: `80` and `80 %` are the same. */
function withoutPercent(raw: unknown): unknown {
  if (typeof raw === 'string') return raw.replace(/\s*%\s*$/, '');
  if (!isElement(raw)) return raw;
  if ('low' in raw || 'high' in raw) {
    const sides = Object.entries(raw).filter(([side]) => side === 'low' || side === 'high');
    return Object.fromEntries(sides.map(([side, quantity]) => [side, withoutPercent(quantity)]));
  }
  const written = codeText(raw.code) ?? text(raw.unit)?.trim();
  if ('value' in raw && written === '%') {
    return { value: raw.value, ...(raw.comparator === undefined ? {} : { comparator: raw.comparator }) };
  }
  const said = text(raw.text);
  return said === undefined ? raw : { ...raw, text: withoutPercent(said) };
}

function ecogOfKarnofsky(karnofsky: number): number {
  return Math.floor((100 - karnofsky) / 20);
}

function answerOf(raw: unknown, answers: Readonly<Record<string, number>>): number | undefined {
  for (const code of answerCodes(raw)) if (Object.hasOwn(answers, code)) return answers[code];
  return undefined;
}
