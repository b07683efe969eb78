import type { Candidate } from '../domain/candidate.ts';
import { parseDate } from '../domain/calendar.ts';
import type { NumberValue } from '../domain/facts.ts';
import { roundTo } from '../domain/interval.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { ageAt, sexOf } from './demographics.ts';
import { CREATININE, LABORATORY_FACTS, measureOf } from './measures.ts';
import { lookup, type ObservationLookup, observationCandidates } from './observation.ts';
import { readNumber } from './values.ts';

/** Laboratory facts; the code set has the name of the fact. Race-specific eGFR codes are in no set. */
export const LABORATORY: readonly ObservationLookup[] = LABORATORY_FACTS.map((fact) =>
  lookup(fact, fact, `Quantity with UCUM unit (to ${measureOf(fact)?.unit}), comparator, Range`),
);

/** Creatinine is read for the eGFR only. */
const CREATININE_LOOKUP: ObservationLookup = lookup(
  'egfr',
  'creatinine',
  'Quantity with UCUM unit (to mg/dL); eGFR by CKD-EPI 2021 with age and sex',
  (raw) => readNumber(raw, CREATININE),
);

export const LABORATORY_DERIVED: readonly ObservationLookup[] = [CREATININE_LOOKUP];

/** What laboratory results say. */
export function laboratoryCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  const reported = observationCandidates(record, codes, LABORATORY);
  const computed = observationCandidates(record, codes, LABORATORY_DERIVED).map((creatinine) =>
    computedFiltrationRate(record, creatinine),
  );
  return [...reported, ...computed];
}

function computedFiltrationRate(record: PatientRecord, creatinine: Candidate): Candidate {
  const note = 'computed from creatinine by CKD-EPI 2021';
  const { value } = creatinine;
  if (value.kind !== 'number') return { ...creatinine, standing: 'implied', note };
  const day = parseDate(creatinine.effective);
  const age = day ? ageAt(record, day) : undefined;
  if (!age || age.low < 18) {
    const text = age ? 'the formula is for adults' : 'creatinine without age at its date: eGFR not computed';
    return { ...creatinine, standing: 'implied', note, value: { kind: 'none', reason: 'absent', text } };
  }
  return { ...creatinine, standing: 'implied', note, value: filtrationRate(value, age, sexOf(record)) };
}

/**
 * eGFR in mL/min/1.73 m2 by the CKD-EPI 2021 creatinine equation (race-free; Inker et al., N Engl J Med 2021): the
 * interval over the creatinine (mg/dL), the age (years) and, when it is not recorded, the sex.
 */
export function filtrationRate(
  creatinine: NumberValue,
  age: NumberValue,
  sex: 'male' | 'female' | undefined,
): NumberValue {
  const sexes = sex === undefined ? (['male', 'female'] as const) : [sex];
  const lows = sexes.map((one) => ckdEpi(creatinine.high, age.high, one));
  const highs = sexes.map((one) => ckdEpi(creatinine.low, age.low, one));
  const most = measureOf('egfr')?.plausible[1] ?? 250;
  return {
    kind: 'number',
    low: roundTo(Math.min(...lows, most), 0),
    high: roundTo(Math.min(Math.max(...highs), most), 0),
    lowOpen: false,
    highOpen: false,
  };
}

function ckdEpi(creatinine: number, age: number, sex: 'male' | 'female'): number {
  const female = sex === 'female';
  const kappa = female ? 0.7 : 0.9;
  const alpha = female ? -0.241 : -0.302;
  const ratio = creatinine / kappa;
  return (
    142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * (female ? 1.012 : 1)
  );
}
