import type { Interval } from '../domain/interval.ts';

/** A number as written in a text: an interval in the unit that the text names (empty when it names none). */
export interface WrittenNumber {
  readonly low?: number;
  readonly high?: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
  readonly unit: string;
  readonly approximate: boolean;
}

const APPROXIMATE = /^(?:approximately|approx\.?|about|around|circa|ca\.?|c\.|~|≈)\s*/i;
const COMPARATORS: readonly (readonly [RegExp, '<' | '<=' | '>' | '>='])[] = [
  [/^(?:<=|=<|≤|at most|up to|no more than|not more than)\s*/i, '<='],
  [/^(?:>=|=>|≥|at least|no less than|not less than)\s*/i, '>='],
  [/^(?:<|less than|fewer than|under|below)\s*/i, '<'],
  [/^(?:>|more than|greater than|over|above)\s*/i, '>'],
];
/** Digits with a decimal point or comma; `1,500` could be either and is no match. */
const NUMBER = /^(\d{1,7})(?:[.](\d{1,6})|[,](\d{1,2}|\d{4,6}))?(?![\d.,]*\d)\s*/;
const BETWEEN = /^(?:-|–|—|to|bis)\s*/i;
const MAX_LENGTH = 60;

/**
 * Reads "<2%", "2-3 %", "approx. 5", "2,5 %", "> 20 %", "at least 3", "4/10 HPF". The whole text must be understood;
 * anything else is undefined. Linear in the length, and the length is bounded.
 */
export function readNumberText(text: string): WrittenNumber | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  let rest = text.trim();
  const approximate = APPROXIMATE.exec(rest);
  if (approximate) rest = rest.slice(approximate[0].length);
  let comparator: '<' | '<=' | '>' | '>=' | undefined;
  for (const [pattern, sign] of COMPARATORS) {
    const match = pattern.exec(rest);
    if (!match) continue;
    comparator = sign;
    rest = rest.slice(match[0].length);
    break;
  }
  const first = number(rest);
  if (!first) return undefined;
  rest = first.rest;
  const after = unitBefore(rest);
  const separator = BETWEEN.exec(after.rest);
  if (separator) {
    const second = number(after.rest.slice(separator[0].length));
    if (!second || comparator !== undefined || second.value < first.value) return undefined;
    const unit = second.rest.trim();
    if (after.unit !== '' && after.unit !== unit) return undefined;
    return {
      low: first.value,
      high: second.value,
      lowOpen: false,
      highOpen: false,
      unit,
      approximate: approximate !== null,
    };
  }
  const bounds = boundsOf(first.value, comparator);
  return { ...bounds, unit: rest.trim(), approximate: approximate !== null };
}

/** The bounds of a number with a comparator; the missing side is open to the plausible range. */
export function boundsOf(
  value: number,
  comparator: string | undefined,
): Pick<WrittenNumber, 'low' | 'high' | 'lowOpen' | 'highOpen'> {
  switch (comparator) {
    case '<':
      return { high: value, lowOpen: false, highOpen: true };
    case '<=':
      return { high: value, lowOpen: false, highOpen: false };
    case '>':
      return { low: value, lowOpen: true, highOpen: false };
    case '>=':
      return { low: value, lowOpen: false, highOpen: false };
    default:
      return { low: value, high: value, lowOpen: false, highOpen: false };
  }
}

/** A plain decimal number in a text, as strict as JSON; undefined otherwise. */
export function plainNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

/** The interval of given bounds, its open sides filled from the plausible range. */
export function clipped(
  bounds: Pick<WrittenNumber, 'low' | 'high' | 'lowOpen' | 'highOpen'>,
  plausible: readonly [number, number],
): Interval | undefined {
  const low = bounds.low ?? plausible[0];
  const high = bounds.high ?? plausible[1];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  if (low < plausible[0] || high > plausible[1] || low > high) return undefined;
  const lowOpen = bounds.low !== undefined && bounds.lowOpen;
  const highOpen = bounds.high !== undefined && bounds.highOpen;
  if (low === high && (lowOpen || highOpen)) return undefined;
  return { low, high, lowOpen, highOpen };
}

function number(text: string): { value: number; rest: string } | undefined {
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  const decimals = match[2] ?? match[3];
  const value = Number(decimals === undefined ? match[1] : `${match[1]}.${decimals}`);
  return { value, rest: text.slice(match[0].length) };
}

/** `2 % - 3 %`: the unit may stand before the separator as well. */
function unitBefore(text: string): { unit: string; rest: string } {
  return text.startsWith('%') ? { unit: '%', rest: text.slice(1).trimStart() } : { unit: '', rest: text };
}
