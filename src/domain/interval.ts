import type { Truth } from './truth.ts';

/**
 * A number that may be known only as a bound or a range: `< 2 %` is [0, 2), `> 20 %` is (20, 100].
 * Both ends are finite or infinite; an end is open when the value itself is excluded.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

/** The interval that holds exactly one value. */
export function exactly(value: number): Interval {
  return { low: value, high: value, lowOpen: false, highOpen: false };
}

/** A closed range. */
export function between(low: number, high: number): Interval {
  return { low, high, lowOpen: false, highOpen: false };
}

/** True when the interval holds one value only. */
export function isExact(interval: Interval): boolean {
  return interval.low === interval.high;
}

/** Is every (true), no (false) or only some (unknown) value of the interval below the limit? */
export function isBelow(interval: Interval, limit: number): Truth {
  if (interval.high < limit || (interval.high === limit && interval.highOpen)) return true;
  if (interval.low >= limit) return false;
  return 'unknown';
}

/** Is every, no or only some value of the interval at most the limit? */
export function isAtMost(interval: Interval, limit: number): Truth {
  if (interval.high <= limit) return true;
  if (interval.low > limit || (interval.low === limit && interval.lowOpen)) return false;
  return 'unknown';
}

/** Is every, no or only some value of the interval above the limit? */
export function isAbove(interval: Interval, limit: number): Truth {
  const atMost = isAtMost(interval, limit);
  return atMost === 'unknown' ? 'unknown' : !atMost;
}

/** Is every, no or only some value of the interval at least the limit? */
export function isAtLeast(interval: Interval, limit: number): Truth {
  const below = isBelow(interval, limit);
  return below === 'unknown' ? 'unknown' : !below;
}

/** The part that two intervals share, or undefined when they share nothing. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  const lowOpen = (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen);
  const highOpen = (a.high === high && a.highOpen) || (b.high === high && b.highOpen);
  if (low > high || (low === high && (lowOpen || highOpen))) return undefined;
  return { low, high, lowOpen, highOpen };
}

/** The interval of the greater of two values that are each known as an interval. */
export function greaterOf(a: Interval, b: Interval): Interval {
  const low = a.low === b.low ? a.lowOpen || b.lowOpen : a.low > b.low ? a.lowOpen : b.lowOpen;
  const high = a.high === b.high ? a.highOpen && b.highOpen : a.high > b.high ? a.highOpen : b.highOpen;
  return { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high), lowOpen: low, highOpen: high };
}

/** The same for a whole number: `> 2` is 3 and more, `< 2` is at most 1. Unchanged when no whole number lies in it. */
export function wholeNumbers(interval: Interval): Interval {
  const { lowOpen, highOpen } = interval;
  const low = lowOpen ? Math.floor(interval.low) + 1 : Math.ceil(interval.low);
  const high = highOpen ? Math.ceil(interval.high) - 1 : Math.floor(interval.high);
  return low > high ? interval : { low, high, lowOpen: false, highOpen: false };
}

/** True when the value lies in the interval. */
export function contains(interval: Interval, value: number): boolean {
  if (value < interval.low || (value === interval.low && interval.lowOpen)) return false;
  return !(value > interval.high || (value === interval.high && interval.highOpen));
}

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  const low = Math.min(a.low, b.low);
  const high = Math.max(a.high, b.high);
  return {
    low,
    high,
    lowOpen: (a.low !== low || a.lowOpen) && (b.low !== low || b.lowOpen),
    highOpen: (a.high !== high || a.highOpen) && (b.high !== high || b.highOpen),
  };
}

/** Rounds to a number of decimals, half away from zero, as the table of facts shows the value. */
export function roundTo(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  const factor = 10 ** decimals;
  const scaled = Math.abs(value) * factor;
  return (Math.sign(value) * Math.round(scaled + Number.EPSILON * scaled)) / factor || 0;
}
