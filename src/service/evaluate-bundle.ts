import { type DateRange, parseDate } from '../domain/calendar.ts';
import { BundleError } from '../fhir/bundle-error.ts';
import { calendarDay } from './hook-answer.ts';
import type { Metrics } from './metrics.ts';
import type { Fault, Outcome } from './outcome.ts';
import type { Rooms } from './rooms.ts';
import type { Exchange } from './routes.ts';

export interface EvaluateDeps {
  readonly rooms: Rooms;
  readonly metrics: Metrics;
  readonly strict: boolean;
  readonly now: () => Date;
}

/**
 * `POST /evaluate`: the Bundle of one patient in, the evaluation out. `date` fixes the day of evaluation, `strict`
 * turns assumptions off (or on, where the service runs strict). Nothing is kept.
 */
export function evaluateBundle(deps: EvaluateDeps, exchange: Exchange): Outcome {
  const faults: Fault[] = [];
  const date = readDate(exchange.query.date, faults);
  const strict = readFlag(exchange.query.strict, faults);
  if (faults.length > 0) return { kind: 'malformed', faults };
  try {
    const record = deps.rooms.recordFromBundle(exchange.body);
    const day = date ?? calendarDay(deps.now());
    const mapped = deps.rooms.map(record, day);
    const evaluation = deps.rooms.decide(mapped.recorded, {
      date: day,
      strict: strict ?? deps.strict,
      issues: mapped.issues,
      withWorkup: true,
    });
    deps.metrics.countEvaluation(evaluation);
    exchange.note({ applies: evaluation.applies });
    return { kind: 'answered', body: evaluation };
  } catch (error) {
    if (error instanceof BundleError) return refusalOf(error);
    throw error;
  }
}

function refusalOf(error: BundleError): Outcome {
  switch (error.reason) {
    case 'not-a-bundle':
      return { kind: 'malformed', faults: [{ code: 'structure', text: 'The body must be a FHIR Bundle.' }] };
    case 'no-patient':
      return { kind: 'not-evaluable', text: 'The Bundle holds no Patient.' };
    case 'merged-patient':
      return { kind: 'not-evaluable', text: 'The Patient of the Bundle was merged into another.' };
    case 'several-patients':
      return { kind: 'not-evaluable', text: 'The Bundle holds more than one Patient.' };
  }
}

function readDate(value: unknown, faults: Fault[]): string | undefined {
  if (value === undefined) return undefined;
  const range: DateRange | undefined =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseDate(value) : undefined;
  if (range) return range.text;
  faults.push({ path: 'date', code: 'value', text: 'must be a calendar day such as 2026-11-20' });
  return undefined;
}

function readFlag(value: unknown, faults: Fault[]): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === 'true') return true;
  if (value === 'false') return false;
  faults.push({ path: 'strict', code: 'value', text: 'must be true or false' });
  return undefined;
}
