import { FACT_IDS, type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Fact, Value } from '../domain/facts.ts';
import { type Interval, isAbove, isBelow, isExact } from '../domain/interval.ts';
import type { Assumed } from './assumptions.ts';
import { numberOf } from './atom.ts';
import { isCarcinomaBelowG3 } from './derivations.ts';
import { derivedValue, isSameForAll } from './derived-values.ts';
import type { FactGroup } from './fact-group.ts';
import { use } from './parameters.ts';
import type { Situation } from './situation.ts';

export const NEAR_LIMIT = use('ki67-near-limit');
export const KI_G2 = use('ki67-g2-min');

/** A number, bound or range in words, without unit: `4`, `> 20`, `2-5`. */
export function intervalText(value: Interval): string {
  if (isExact(value)) return String(value.low);
  const open = (end: number): boolean => !Number.isFinite(end);
  if (open(value.high) && open(value.low)) return 'not known';
  if (open(value.high)) return `${value.lowOpen ? '>' : '>='} ${value.low}`;
  if (open(value.low) || (value.low === 0 && value.highOpen))
    return `${value.highOpen ? '<' : '<='} ${value.high}`;
  return `${value.lowOpen ? 'above ' : ''}${value.low}-${value.highOpen ? 'below ' : ''}${value.high}`;
}

/** A value as people read it, with its unit. */
export function valueText(id: FactId, value: Value | undefined): string {
  if (!value) return 'not known';
  const definition = factDefinition(id);
  switch (value.kind) {
    case 'number': {
      const unit = definition.type === 'number' ? definition.unitText : '';
      return `${intervalText(definition.type === 'number' ? stated(value, definition.plausible) : value)}${unit === '' ? '' : ` ${unit}`}`;
    }
    case 'word':
      return value.possible.length === 1 ? (value.possible[0] ?? '') : value.possible.join(' or ');
    case 'set':
      return `${value.complete ? '' : 'at least '}${value.members.join(', ') || 'none'}`;
    case 'date':
      return value.text;
  }
}

/** A bound without its other end, when that is only the end of what is plausible: nobody stated it. */
export function stated(value: Interval, [least, most]: readonly [number, number]): Interval {
  if (isExact(value)) return value;
  return {
    ...value,
    low: least > 0 && value.low <= least ? Number.NEGATIVE_INFINITY : value.low,
    high: value.high >= most ? Number.POSITIVE_INFINITY : value.high,
  };
}

/** A fact in words, once for all that is said of it. */
export interface FactWords {
  /** The value with its unit: `4 %`. */
  readonly value: string;
  /** With title, state and date: `Ki-67 4 % (2026-09-01)`. */
  readonly text: string;
  /** Is anything known of it? */
  readonly known: boolean;
}

/** A fact in words. */
export function factWords(situation: Situation, id: FactId): FactWords {
  return wordsOf(situation, numberOf(id));
}

function wordsOf(situation: Situation, number: number): FactWords {
  const { words: kept } = situation.written;
  let words = kept[number];
  if (words === undefined) {
    const id = FACT_IDS[number] as FactId;
    const fact = situation.assumed.list[number] as Fact;
    words = isSameForAll(situation, fact, number) ? forAll(situation, fact) : written(situation, id);
    kept[number] = words;
  }
  return words;
}

const WORDS_FOR_ALL = new WeakMap<Fact, FactWords>();

/** A fact that is the same for every patient of whom it is not on record, in words. */
function forAll(situation: Situation, fact: Fact): FactWords {
  let words = WORDS_FOR_ALL.get(fact);
  if (words === undefined) {
    words = written(situation, fact.id);
    WORDS_FOR_ALL.set(fact, words);
  }
  return words;
}

/** The known ones among some facts in words; all of them when none is known. */
export function factsText(situation: Situation, { index, numbers }: FactGroup): string {
  const { groups } = situation.written;
  let text = groups[index];
  if (text === undefined) {
    text = joined(situation, numbers);
    groups[index] = text;
  }
  return text;
}

/** As `factsText`, for facts that are no group of their own. */
export function wordsOfFacts(situation: Situation, facts: readonly FactId[]): string {
  return joined(situation, facts.map(numberOf));
}

function joined(situation: Situation, numbers: readonly number[]): string {
  let known = '';
  for (const number of numbers) {
    const words = wordsOf(situation, number);
    if (words.known) known = known === '' ? words.text : `${known}; ${words.text}`;
  }
  return known === '' ? numbers.map((number) => wordsOf(situation, number).text).join('; ') : known;
}

function written(situation: Situation, id: FactId): FactWords {
  const fact = situation.fact(id);
  const { title } = factDefinition(id);
  if (id === 'prior') {
    const value = priorText(situation.assumed);
    return { value, text: `${title}: ${value}`, known: fact.value !== undefined };
  }
  if (id === 'differentiation' && isCarcinomaBelowG3(situation)) {
    return { value: 'not known', text: `${title} not known (recorded as poor, grade below G3)`, known: true };
  }
  const stands = standing(fact);
  const derived = stands ? undefined : derivedValue(situation, id);
  const value = valueText(id, stands ?? derived?.value);
  let details = '';
  const add = (detail: string): void => {
    details = details === '' ? detail : `${details}, ${detail}`;
  };
  if (fact.reason === 'stale' && fact.value && !stands) add(`last recorded ${valueText(id, fact.value)}`);
  if (fact.state === 'assumed' || derived) add(derived ? derived.how : 'assumed');
  if (fact.state === 'conflicting') add('records conflict');
  if (fact.state === 'unknown' && !derived && fact.reason && fact.reason !== 'absent') add(fact.reason);
  if (id === 'ki67' && nearLimit(situation)) add('near the limit of G1');
  if (fact.effective) add(fact.effective);
  if (fact.stale) add('older than its age limit');
  const text = `${title} ${value}`;
  return {
    value,
    text: details === '' ? text : `${text} (${details})`,
    known: fact.value !== undefined || derived !== undefined,
  };
}

function priorText(assumed: Assumed): string {
  const past = assumed.recorded.prior.map(
    (p) => `${p.what}${p.dates.length > 0 ? ` (${p.dates.join(', ')})` : ''}${p.inForce ? ', in force' : ''}`,
  );
  const unread = assumed.recorded.unreadable.includes('prior');
  if (past.length === 0) return unread ? 'not known (the records could not be read)' : 'none on record';
  return `${past.join('; ')}${unread ? '; others not known' : ''}`;
}

/** A Ki-67 that is G1 here and for J12, but above the end of G1 of M21. */
export function nearLimit(situation: Situation): boolean {
  const ki67 = situation.number('ki67');
  const { limits } = situation;
  return (
    ki67 !== undefined && isAbove(ki67, limits[NEAR_LIMIT]) === true && isBelow(ki67, limits[KI_G2]) === true
  );
}

/** The value of a fact, unless it is too old or in conflict: then it counts as not known. */
export function standing(fact: Fact): Value | undefined {
  return fact.state === 'known' || fact.state === 'assumed' ? fact.value : undefined;
}
