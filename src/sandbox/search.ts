/**
 * FHIR search matching on plain objects: token, reference, date and string parameters, and sorting.
 * @see https://hl7.org/fhir/R4/search.html
 */
import type { SearchParameter } from './search-parameters.ts';

type Json = unknown;

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All values at a property path; arrays on the way are flattened. */
export function valuesAt(resource: Json, path: string): Json[] {
  let found: Json[] = [resource];
  for (const name of path.split('.')) {
    found = found.flatMap((value) => {
      const next = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return next === undefined ? [] : Array.isArray(next) ? next : [next];
    });
  }
  return found;
}

/** A code that a token search can match. */
interface Token {
  readonly system: string | undefined;
  readonly code: string;
}

/** Tokens of a code, boolean, Coding, CodeableConcept or Identifier. */
function tokensOf(value: Json): Token[] {
  if (typeof value === 'string') return [{ system: undefined, code: value }];
  if (typeof value === 'boolean') return [{ system: undefined, code: String(value) }];
  if (!isRecord(value)) return [];
  if (Array.isArray(value.coding)) return value.coding.flatMap(tokensOf);
  const system = typeof value.system === 'string' ? value.system : undefined;
  const code = typeof value.code === 'string' ? value.code : value.value;
  return typeof code === 'string' ? [{ system, code }] : [];
}

/** `code` any system, `system|code`, `system|` any code of it, `|code` without a system. */
function tokenMatches(token: Token, wanted: string): boolean {
  const bar = wanted.indexOf('|');
  if (bar < 0) return token.code === wanted;
  const system = wanted.slice(0, bar);
  const code = wanted.slice(bar + 1);
  return (token.system ?? '') === system && (code === '' || token.code === code);
}

/** `Patient/1`, an absolute URL that ends so, or the bare id. */
function referenceMatches(value: Json, wanted: string): boolean {
  if (!isRecord(value) || typeof value.reference !== 'string') return false;
  const have = value.reference.split('/').slice(-2);
  const want = wanted.split('/').slice(-2);
  return want.length === 1 ? have[1] === want[0] : have[0] === want[0] && have[1] === want[1];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/;

/** Milliseconds that a date, dateTime or instant covers; undefined when it is no date. Dates are read as UTC. */
export function spanOf(text: string): Span | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  if (match[4] !== undefined) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : { from: at, to: at + (/\.\d/.test(text) ? 0 : 999) };
  }
  const year = Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const day = match[3] === undefined ? undefined : Number(match[3]);
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const next =
    month === undefined
      ? Date.UTC(year + 1, 0, 1)
      : day === undefined
        ? Date.UTC(year, month, 1)
        : Date.UTC(year, month - 1, day + 1);
  const valid =
    (month === undefined || (month >= 1 && month <= 12)) && (day === undefined || (day >= 1 && day <= 31));
  return valid ? { from, to: next - 1 } : undefined;
}

function spanOfValue(value: Json): Span | undefined {
  if (typeof value === 'string') return spanOf(value);
  if (!isRecord(value)) return undefined;
  const start = typeof value.start === 'string' ? spanOf(value.start) : undefined;
  const end = typeof value.end === 'string' ? spanOf(value.end) : undefined;
  if (!start && !end) return undefined;
  return { from: start?.from ?? Number.NEGATIVE_INFINITY, to: end?.to ?? Number.POSITIVE_INFINITY };
}

const COMPARE: Readonly<Record<string, (value: Span, wanted: Span) => boolean>> = {
  eq: (value, wanted) => value.from >= wanted.from && value.to <= wanted.to,
  ne: (value, wanted) => value.from < wanted.from || value.to > wanted.to,
  gt: (value, wanted) => value.to > wanted.to,
  ge: (value, wanted) => value.to >= wanted.from,
  lt: (value, wanted) => value.from < wanted.from,
  le: (value, wanted) => value.from <= wanted.to,
  sa: (value, wanted) => value.from > wanted.to,
  eb: (value, wanted) => value.to < wanted.from,
};

/** One condition of a search: alternatives are separated by commas in `value`. */
export interface Condition {
  readonly name: string;
  readonly parameter: SearchParameter;
  /** A date prefix that was already split off the value (`ge`), else `eq`. */
  readonly prefix: string;
  readonly value: string;
}

/** Splits at commas that are not escaped (`\,`). */
function alternatives(value: string): string[] {
  return value.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','));
}

/** Why a condition cannot be answered; undefined when it can. */
export function conditionFault(condition: Condition): string | undefined {
  if (condition.value === '') return `parameter ${condition.name} has no value`;
  if (condition.parameter.kind !== 'date') return undefined;
  for (const part of alternatives(condition.value)) {
    const [prefix, text] = splitPrefix(condition.prefix, part);
    if (!Object.hasOwn(COMPARE, prefix) || !spanOf(text)) {
      return `parameter ${condition.name} does not hold a date that this server can compare`;
    }
  }
  return undefined;
}

function splitPrefix(prefix: string, text: string): [string, string] {
  if (prefix !== 'eq') return [prefix, text];
  return /^[a-z]{2}/.test(text) ? [text.slice(0, 2), text.slice(2)] : ['eq', text];
}

function dateMatches(values: readonly Json[], prefix: string, text: string): boolean {
  const wanted = spanOf(text);
  const compare = COMPARE[prefix];
  if (!wanted || !compare) return false;
  return values.some((value) => {
    const own = spanOfValue(value);
    return own !== undefined && compare(own, wanted);
  });
}

function valueMatches(values: readonly Json[], condition: Condition, wanted: string): boolean {
  switch (condition.parameter.kind) {
    case 'token':
      return values.some((value) => tokensOf(value).some((token) => tokenMatches(token, wanted)));
    case 'reference':
      return values.some((value) => referenceMatches(value, wanted));
    case 'string': {
      const start = wanted.toLocaleLowerCase('en');
      return values.some((v) => typeof v === 'string' && v.toLocaleLowerCase('en').startsWith(start));
    }
    case 'date':
      return dateMatches(values, ...splitPrefix(condition.prefix, wanted));
  }
}

/** Does the resource satisfy the condition? */
export function matches(resource: Json, condition: Condition): boolean {
  const values = condition.parameter.paths.flatMap((path) => valuesAt(resource, path));
  return alternatives(condition.value).some((wanted) => valueMatches(values, condition, wanted));
}

/** One key of `_sort`. */
export interface SortKey {
  readonly parameter: SearchParameter;
  readonly descending: boolean;
}

function sortValue(resource: Json, key: SortKey): number | string | undefined {
  const values = key.parameter.paths.flatMap((path) => valuesAt(resource, path));
  if (key.parameter.kind === 'date') {
    const spans = values.map(spanOfValue).filter((span) => span !== undefined);
    if (spans.length === 0) return undefined;
    return key.descending ? Math.max(...spans.map((s) => s.to)) : Math.min(...spans.map((s) => s.from));
  }
  const first = values[0];
  if (typeof first === 'string') return first;
  if (key.parameter.kind === 'token') return tokensOf(first)[0]?.code;
  return isRecord(first) && typeof first.reference === 'string' ? first.reference : undefined;
}

/** Sorts by the keys in their order; equal resources keep theirs; resources without a value come last. */
export function sorted<T>(resources: readonly T[], keys: readonly SortKey[]): T[] {
  if (keys.length === 0) return [...resources];
  const rows = resources.map((resource) => ({
    resource,
    values: keys.map((key) => sortValue(resource, key)),
  }));
  rows.sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const x = a.values[i];
      const y = b.values[i];
      if (x === y) continue;
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return x < y === key.descending ? 1 : -1;
    }
    return 0;
  });
  return rows.map((row) => row.resource);
}
