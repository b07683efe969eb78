import type { DateValue, NumberValue, SetValue, Value, WordValue } from './facts.ts';
import { hull, type Interval, intersect, isAtMost, isBelow } from './interval.ts';

/** What several statements of one day say together, or that they contradict each other. */
export type Agreement = Value | 'conflicting';

/**
 * Puts together what is stated about one fact on one day. Statements that can all be true narrow each other (`> 10`
 * and 12); numbers that differ without a cut point between them give the range that holds both; otherwise they
 * conflict. Sets are united.
 */
export function agree(values: readonly Value[], cutpoints: readonly number[]): Agreement {
  const [first, ...others] = values;
  if (!first) return 'conflicting';
  let together: Agreement = first;
  for (const value of others) {
    if (together === 'conflicting') return together;
    together = agreeTwo(together, value, cutpoints);
  }
  return together;
}

function agreeTwo(a: Value, b: Value, cutpoints: readonly number[]): Agreement {
  if (a.kind === 'number' && b.kind === 'number') return numbers(a, b, cutpoints);
  if (a.kind === 'word' && b.kind === 'word') return words(a, b);
  if (a.kind === 'set' && b.kind === 'set') return unite(a, b);
  if (a.kind === 'date' && b.kind === 'date') return dates(a, b);
  return 'conflicting';
}

function numbers(a: NumberValue, b: NumberValue, cutpoints: readonly number[]): Agreement {
  const both = intersect(a, b);
  if (both) return { kind: 'number', ...both };
  return cutpoints.some((limit) => separates(limit, a, b))
    ? 'conflicting'
    : { kind: 'number', ...hull(a, b) };
}

/** Does the limit, read as `below` or as `at most`, give two different answers? */
function separates(limit: number, a: Interval, b: Interval): boolean {
  return [isBelow, isAtMost].some((test) => {
    const one = test(a, limit);
    const other = test(b, limit);
    return one !== 'unknown' && other !== 'unknown' && one !== other;
  });
}

function words(a: WordValue, b: WordValue): Agreement {
  const possible = a.possible.filter((word) => b.possible.includes(word));
  return possible.length > 0 ? { kind: 'word', possible } : 'conflicting';
}

/** The union; it is complete when one of the statements was. */
export function unite(a: SetValue, b: SetValue): SetValue {
  return {
    kind: 'set',
    members: [...new Set([...a.members, ...b.members])],
    complete: a.complete || b.complete,
  };
}

/** A partial date and a full one that lies within it are the same date. */
function dates(a: DateValue, b: DateValue): Agreement {
  if (a.first > b.last || b.first > a.last) return 'conflicting';
  return a.last - a.first <= b.last - b.first ? a : b;
}
