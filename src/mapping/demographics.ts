import type { Candidate } from '../domain/candidate.ts';
import { type DateRange, formatDay, parseDate, yearsBetween } from '../domain/calendar.ts';
import type { NumberValue } from '../domain/facts.ts';
import type { Element } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import { selection } from './selection.ts';

const BIRTH_DATE = selection('Patient.birthDate');
const DECEASED = selection('Patient.deceased');
const OLDEST = 130;

/** Age in completed years at the evaluation date, and whether the patient has died. */
export function demographicCandidates(record: PatientRecord, date: string): Candidate[] {
  return [...ageCandidates(record, date), ...deceasedCandidates(record)];
}

/** The age at a day from the date of birth: a range when the date of birth is partial; undefined without one. */
export function ageAt(record: PatientRecord, at: DateRange): NumberValue | undefined {
  const [raw] = BIRTH_DATE(record.patient);
  const born = typeof raw === 'string' ? parseDate(raw) : undefined;
  if (!born || born.first > at.last) return undefined;
  const low = Math.max(0, yearsBetween(born.last, at.first));
  const high = yearsBetween(born.first, at.last);
  if (high > OLDEST) return undefined;
  return { kind: 'number', low, high, lowOpen: false, highOpen: false };
}

function ageCandidates(record: PatientRecord, date: string): Candidate[] {
  const [raw] = BIRTH_DATE(record.patient);
  const today = parseDate(date);
  if (raw === undefined || !today) return [];
  const value = ageAt(record, today);
  return [
    {
      fact: 'age',
      value: value ?? { kind: 'none', reason: 'absent', text: 'date of birth impossible; value ignored' },
      reference: record.subject,
      path: BIRTH_DATE.expression,
      effective: formatDay(today.first),
      standing: 'implied',
    },
  ];
}

function deceasedCandidates(record: PatientRecord): Candidate[] {
  const [raw] = DECEASED(record.patient);
  // A date of death says that the patient has died, also when the date itself cannot be read.
  const said = typeof raw === 'boolean' ? raw : typeof raw === 'string' ? true : undefined;
  if (said === undefined) return [];
  return [
    {
      fact: 'deceased',
      value: { kind: 'word', possible: [said ? 'yes' : 'no'] },
      reference: record.subject,
      path: DECEASED.expression,
      standing: 'explicit',
    },
  ];
}

/** Administrative sex, for the eGFR; undefined when it is neither male nor female. */
export function sexOf(record: PatientRecord): 'male' | 'female' | undefined {
  const { gender } = record.patient as unknown as Element;
  return gender === 'male' || gender === 'female' ? gender : undefined;
}
