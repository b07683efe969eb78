import type { Procedure, Resource } from '@medplum/fhirtypes';
import { type DateRange, parseDate } from '../domain/calendar.ts';
import { dateText, type Element, isElement } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import type { MappingInput } from './conditions.ts';

/** A Procedure that was carried out. */
export interface Operation {
  readonly resource: Procedure;
  readonly reference: string;
  /** When it was performed (a period: its end, else its start), as written. */
  readonly date?: string;
  readonly path: string;
}

/**
 * Completed Procedures with a code of the set that lie not wholly after the evaluation date. One that is planned,
 * under way, stopped or not done proves nothing.
 */
export function operations(
  record: PatientRecord,
  codes: CodeSets,
  set: string,
  input: MappingInput,
): Operation[] {
  const today = parseDate(input.date);
  return record.withCode('Procedure', codes.get(set)).flatMap((procedure) => {
    const element = procedure as unknown as Element;
    if (element.status !== 'completed') return [];
    const date = performedOn(element);
    const performed = parseDate(date);
    if (performed && today && performed.first > today.last) return [];
    return [
      {
        resource: procedure,
        reference: record.reference(procedure as Resource),
        path: 'Procedure.code',
        ...(date === undefined ? {} : { date }),
      },
    ];
  });
}

/** Says which completed Procedures are dated after the evaluation date: they are not read. */
export function flagFutureOperations(record: PatientRecord, input: MappingInput): void {
  const today = parseDate(input.date);
  if (!today || !input.flag) return;
  for (const procedure of record.all('Procedure')) {
    const element = procedure as unknown as Element;
    const performed = parseDate(performedOn(element));
    if (element.status !== 'completed' || !performed || performed.first <= today.last) continue;
    input.flag({
      severity: 'warning',
      resource: record.reference(procedure as Resource),
      text: `dated in the future (${performed.text}); value ignored`,
    });
  }
}

function performedOn(element: Element): string | undefined {
  const period = isElement(element.performedPeriod) ? element.performedPeriod : undefined;
  return dateText(element.performedDateTime) ?? dateText(period?.end) ?? dateText(period?.start);
}

/** True when both dates are known to the day and are the same day. */
export function isSameDay(a: Operation, b: Operation): boolean {
  const one = parseDate(a.date);
  const other = parseDate(b.date);
  return one !== undefined && other !== undefined && isDay(one) && isDay(other) && one.first === other.first;
}

function isDay(range: DateRange): boolean {
  return range.first === range.last;
}
