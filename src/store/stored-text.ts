import { createHash } from 'node:crypto';

/**
 * Text from outside as both databases can hold it: no NUL (PostgreSQL refuses it), no half of a surrogate pair,
 * and no longer than `limit` UTF-16 units; what is cut ends with an ellipsis.
 */
export function storedText(text: string, limit: number): string {
  const clean = text.toWellFormed().replaceAll('\0', '\u{FFFD}');
  if (clean.length <= limit) return clean;
  const cut = clean.slice(0, limit - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** As `storedText`, for what may be missing; blank counts as missing. */
export function storedTextOrNull(text: string | null | undefined, limit: number): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : storedText(text, limit);
}

/** A time as it is stored. Throws a RangeError for an invalid date. */
export function storedTime(time: Date): string {
  return time.toISOString();
}

/** One key for several texts; different lists never give the same key. */
export function storedKey(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Plain data as JSON text that also keeps numbers which JSON lacks (open ends of an interval). */
export function storedJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { [NUMBER]: String(value) } : value,
  );
}

/** The data that `storedJson` was given. Throws a SyntaxError for text that is not JSON. */
export function fromStoredJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, NUMBER)) return value;
    const name = (value as Record<string, unknown>)[NUMBER];
    return typeof name === 'string' && NOT_FINITE.has(name) ? Number(name) : value;
  });
}

const NUMBER = '$number';
const NOT_FINITE: ReadonlySet<string> = new Set(['Infinity', '-Infinity', 'NaN']);
