import { parseDate } from '../domain/calendar.ts';
import { expectedValue, foundValue } from '../domain/expected-value.ts';
import {
  type FactDefinition,
  type FactId,
  factDefinition,
  isFactId,
  type NumberFact,
  TREATMENTS,
} from '../domain/fact-catalogue.ts';
import type {
  Fact,
  PastTreatment,
  RecordContext,
  RecordedFacts,
  Specimen,
  UnknownReason,
} from '../domain/facts.ts';

/** A fact, or something else that an evaluation is given, that cannot be: refused before anything is evaluated. */
export class FactError extends Error {
  /** The fact, or the name of the input. */
  readonly fact: string;
  readonly expected: string;
  constructor(fact: string, expected: string, found?: string, what: 'fact' | 'input' = 'fact') {
    super(`${what} '${fact}': expected ${expected}${found === undefined ? '' : `; found ${found}`}`);
    this.name = 'FactError';
    this.fact = fact;
    this.expected = expected;
  }
}

/** Anything: the facts may come from outside, and their types are what is to be shown. */
type Loose<T> = { readonly [member in keyof T]?: unknown };

interface LooseValue {
  readonly kind?: unknown;
  readonly low?: unknown;
  readonly high?: unknown;
  readonly lowOpen?: unknown;
  readonly highOpen?: unknown;
  readonly possible?: unknown;
  readonly members?: unknown;
  readonly complete?: unknown;
  readonly first?: unknown;
  readonly last?: unknown;
  readonly text?: unknown;
}

const STATES: readonly unknown[] = ['known', 'assumed', 'unknown', 'conflicting'] satisfies Fact['state'][];
const REASONS: readonly unknown[] = [
  'absent',
  'stale',
  'conflicting',
  'unusable-unit',
  'not-final',
  'not-confirmed',
  'unreadable',
] satisfies UnknownReason[];
const A_DATE = 'YYYY, YYYY-MM or YYYY-MM-DD';
const SITES: readonly unknown[] = [
  'primary',
  'liver-metastasis',
  'other',
  'unstated',
] satisfies Specimen['site'][];

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fits(definition: FactDefinition, value: unknown): boolean {
  if (!isObject(value)) return false;
  const given: LooseValue = value;
  switch (definition.type) {
    case 'number':
      return given.kind === 'number' && isNumber(given, definition);
    case 'word':
      return given.kind === 'word' && areAmong(given.possible, definition.words, 1);
    case 'set':
      return (
        given.kind === 'set' &&
        areAmong(given.members, definition.words, 0) &&
        typeof given.complete === 'boolean'
      );
    case 'date':
      return given.kind === 'date' && isDateRange(given);
  }
}

/**
 * Each end is within the plausible range, or without a limit: then the other one must be there. `> 10` may be written
 * with the end of the plausible range (as the mapping does) or without an upper limit; both are the same to every rule.
 */
function isNumber({ low, high, lowOpen, highOpen }: LooseValue, definition: NumberFact): boolean {
  if (typeof low !== 'number' || typeof high !== 'number') return false;
  if (typeof lowOpen !== 'boolean' || typeof highOpen !== 'boolean') return false;
  const [least, most] = definition.plausible;
  const unlimitedBelow = low === Number.NEGATIVE_INFINITY;
  const unlimitedAbove = high === Number.POSITIVE_INFINITY;
  if (unlimitedBelow && unlimitedAbove) return false;
  // Written so that NaN fails.
  if (!unlimitedBelow && !(low >= least && low <= most)) return false;
  if (!unlimitedAbove && !(high >= least && high <= most)) return false;
  if (low > high || (low === high && (lowOpen || highOpen))) return false;
  if (definition.integer !== true) return true;
  return (unlimitedBelow || Number.isInteger(low)) && (unlimitedAbove || Number.isInteger(high));
}

function areAmong(given: unknown, words: readonly string[], fewest: number): boolean {
  if (!Array.isArray(given) || given.length < fewest) return false;
  for (const word of given as readonly string[]) if (!words.includes(word)) return false;
  return true;
}

function isDateRange({ first, last, text }: LooseValue): boolean {
  return Number.isFinite(first) && Number.isFinite(last) && Number(first) <= Number(last) && isText(text);
}

function isText(text: unknown): boolean {
  return typeof text === 'string';
}

/** Dates that were looked at and are some: the facts of a patient share a few of them. */
const SEEN = new Set<string>();
const MOST_SEEN = 1000;

/** A date as FHIR writes one, without a time: `2025`, `2025-03` or `2025-03-01`. */
function isDateText(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  if (SEEN.has(text)) return true;
  if (parseDate(text)?.text !== text) return false;
  if (SEEN.size >= MOST_SEEN) SEEN.clear();
  SEEN.add(text);
  return true;
}

function isDateOrNone(text: unknown): boolean {
  return text === undefined || isDateText(text);
}

/**
 * Refuses facts that no record can state.
 * @throws FactError with the identifier of the fact and what was expected.
 */
export function checkFacts(recorded: RecordedFacts): void {
  if (!isObject(recorded.facts)) throw new FactError('facts', 'facts by their identifiers');
  for (const id of Object.keys(recorded.facts)) {
    if (!isFactId(id)) throw new FactError(id, 'the identifier of a fact');
    const fact: unknown = recorded.facts[id];
    if (fact !== undefined) checkFact(id, fact);
  }
  checkSpecimens('ki67', recorded.kiSpecimens);
  checkSpecimens('mitoses', recorded.mitosesSpecimens);
  checkPrior(recorded.prior);
  const unreadable: unknown = recorded.unreadable;
  if (!Array.isArray(unreadable)) throw new FactError('unreadable', 'a list of facts');
  for (const id of unreadable as readonly unknown[]) {
    if (typeof id !== 'string' || !isFactId(id)) throw new FactError(String(id), 'the identifier of a fact');
  }
  checkContext(recorded.context);
}

function checkContext(given: unknown): void {
  const context: Loose<RecordContext> | undefined = isObject(given) ? given : undefined;
  if (context === undefined) throw new FactError('context', 'markers and active orders', foundValue(given));
  const { markers, activeOrders, echocardiogram, extrahepaticWithNodes } = context;
  if (!isObject(markers))
    throw new FactError('markers', 'dates by the names of markers', foundValue(markers));
  for (const [name, date] of Object.entries(markers)) {
    if (!isDateText(date)) throw new FactError(`markers.${name}`, A_DATE, foundValue(date));
  }
  if (!isDateOrNone(echocardiogram))
    throw new FactError('echocardiogram', A_DATE, foundValue(echocardiogram));
  if (!Array.isArray(activeOrders) || !activeOrders.every(isText))
    throw new FactError('activeOrders', 'a list of options', foundValue(activeOrders));
  if (extrahepaticWithNodes !== undefined) checkFact('extrahepatic', extrahepaticWithNodes);
}

function checkFact(id: FactId, given: unknown): void {
  const fact: Loose<Fact> | undefined = isObject(given) ? given : undefined;
  if (fact?.id !== id) throw new FactError(id, `an entry of '${id}'`);
  const { state, value, effective, stale, reason } = fact;
  if (!STATES.includes(state)) throw new FactError(id, `a state of ${STATES.join(', ')}`);
  const isGiven = state === 'known' || state === 'assumed';
  if ((isGiven || value !== undefined) && !fits(factDefinition(id), value)) {
    throw new FactError(id, expectedValue(id), foundValue(value));
  }
  if (!isDateOrNone(effective)) throw new FactError(id, `${A_DATE} as its date`, foundValue(effective));
  if (typeof stale !== 'boolean') throw new FactError(id, 'whether it is stale', foundValue(stale));
  if (reason !== undefined && !REASONS.includes(reason))
    throw new FactError(id, `a reason of ${REASONS.join(', ')}`, foundValue(reason));
  if (!Array.isArray(fact.sources)) throw new FactError(id, 'a list of sources');
}

function checkSpecimens(id: 'ki67' | 'mitoses', specimens: unknown): void {
  if (!Array.isArray(specimens)) throw new FactError(id, 'a list of specimens');
  for (const one of specimens as readonly unknown[]) {
    const specimen: Loose<Specimen> | undefined = isObject(one) ? one : undefined;
    if (!fits(factDefinition(id), specimen?.value))
      throw new FactError(id, expectedValue(id), foundValue(specimen?.value));
    if (!isDateOrNone(specimen?.effective))
      throw new FactError(id, `${A_DATE} of each specimen`, foundValue(specimen?.effective));
    if (!SITES.includes(specimen?.site)) throw new FactError(id, `a specimen of ${SITES.join(', ')}`);
  }
}

function checkPrior(prior: unknown): void {
  if (!Array.isArray(prior)) throw new FactError('prior', 'a list of treatments');
  for (const one of prior as readonly unknown[]) {
    const past: Loose<PastTreatment> | undefined = isObject(one) ? one : undefined;
    if (!(TREATMENTS as readonly unknown[]).includes(past?.what)) {
      throw new FactError('prior', expectedValue('prior'));
    }
    if (!Array.isArray(past?.dates) || !areDates(past.dates)) {
      throw new FactError('prior', 'dates of each treatment (YYYY, YYYY-MM or YYYY-MM-DD)');
    }
    if (typeof past.inForce !== 'boolean') {
      throw new FactError('prior', 'of each treatment whether it is in force');
    }
  }
}

function areDates(dates: readonly unknown[]): boolean {
  for (const date of dates) if (!isDateText(date)) return false;
  return true;
}
