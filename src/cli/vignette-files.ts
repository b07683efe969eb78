import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isFactId } from '../domain/fact-catalogue.ts';

/**
 * The vignettes: short cases in YAML, each with the facts of a patient, what the rules have to answer, and the
 * criterion (or alert, or number) that the case is about. They are written from the specification of the rules, not
 * from what the code answers.
 */

export const CASES_FOLDER = fileURLToPath(new URL('../../test/cases/', import.meta.url));

const RESULTS = ['met', 'not-met', 'unknown'] as const;
export type CellResult = (typeof RESULTS)[number];
export type Side = 'below' | 'at' | 'above';

/** A number of the rules that a case stands just below, at, or just above. */
export interface Boundary {
  readonly parameter: string;
  readonly side: Side;
  /** The value compared, for a number that no single fact is compared with (points, a ratio, months since a date). */
  readonly value?: number;
}

/** A draft order whose critique is asked for. */
export interface Draft {
  readonly options: readonly string[];
  readonly hook: 'order-select' | 'order-sign';
}

/** What has to be answered. Lists are "contains"; what is not named is not looked at. */
export interface Expectation {
  readonly applies?: boolean;
  readonly status?: Readonly<Record<string, string>>;
  readonly couldBe?: Readonly<Record<string, string | null>>;
  /** Results of criteria by option. `applicable` asks whether the question of the option arises. */
  readonly criteria?: Readonly<Record<string, Readonly<Record<string, CellResult>>>>;
  readonly strength?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly classification?: Readonly<Record<string, unknown>>;
  /** `milan: met`, or `milan.age: not-met`. */
  readonly sets?: Readonly<Record<string, CellResult>>;
  readonly alerts?: readonly string[];
  readonly noAlerts?: readonly string[];
  readonly severity?: Readonly<Record<string, string>>;
  /** Text that an alert contains. */
  readonly alertText?: Readonly<Record<string, string>>;
  readonly workup?: readonly string[];
  readonly noWorkup?: readonly string[];
  /** The ranked items, in order, from the first. */
  readonly workupFirst?: readonly string[];
  readonly score?: Readonly<Record<string, number>>;
  readonly workupOmitted?: readonly string[];
  readonly timing?: string | null;
  readonly deferred?: Readonly<Record<string, boolean>>;
  /** Options in the order in which they have to stand (others may stand between). */
  readonly order?: readonly string[];
  readonly rank?: Readonly<Record<string, number>>;
  readonly missing?: Readonly<Record<string, readonly string[]>>;
  readonly notMissing?: Readonly<Record<string, readonly string[]>>;
  /** Facts that the evaluation lists as assumed. */
  readonly assumed?: readonly string[];
  readonly notAssumed?: readonly string[];
  /** What the list of assumptions says of a fact. */
  readonly assumptionText?: Readonly<Record<string, string>>;
  /** Facts that an option lists as assumed. */
  readonly leansOn?: Readonly<Record<string, readonly string[]>>;
  /** A fact as people read it. */
  readonly factText?: Readonly<Record<string, string>>;
  readonly factState?: Readonly<Record<string, string>>;
  /** A remark that goes with a fact; null: none. */
  readonly factNote?: Readonly<Record<string, string | null>>;
  readonly note?: Readonly<Record<string, string>>;
  readonly noNote?: Readonly<Record<string, string>>;
  readonly issue?: string;
  readonly critique?: Readonly<Record<string, unknown>> | null;
  readonly settledBy?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly counterfactual?: Readonly<Record<string, readonly string[]>>;
}

export interface Vignette {
  readonly file: string;
  readonly section: string;
  readonly name: string;
  /** Facts as written, the base filled in by `baseFacts`. */
  readonly base: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly strict: boolean;
  readonly decides: readonly string[];
  readonly boundary: readonly Boundary[];
  readonly drafts?: Draft;
  readonly expect: Expectation;
}

const CASE_KEYS = ['name', 'base', 'facts', 'strict', 'decides', 'boundary', 'drafts', 'expect'];
const EXPECT_KEYS: Readonly<Record<keyof Expectation, true>> = {
  applies: true,
  status: true,
  couldBe: true,
  criteria: true,
  strength: true,
  classification: true,
  sets: true,
  alerts: true,
  noAlerts: true,
  severity: true,
  alertText: true,
  workup: true,
  noWorkup: true,
  workupFirst: true,
  score: true,
  workupOmitted: true,
  timing: true,
  deferred: true,
  order: true,
  rank: true,
  missing: true,
  notMissing: true,
  assumed: true,
  notAssumed: true,
  assumptionText: true,
  leansOn: true,
  factText: true,
  factState: true,
  factNote: true,
  note: true,
  noNote: true,
  issue: true,
  critique: true,
  settledBy: true,
  counterfactual: true,
};
/** What a case may say about its facts beside their values. */
const FACT_REMARKS = [
  'ki67.specimens',
  'dates',
  'stale',
  'conflicting',
  'tooOld',
  'unreadable',
  'markers',
  'echocardiogram',
  'orders',
];

type Raw = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown, where: string): Raw {
  if (value === undefined) return {};
  if (!isObject(value)) throw new Error(`${where}: expected a map`);
  return value;
}

function known(value: Raw, keys: readonly string[], where: string): void {
  for (const key of Object.keys(value))
    if (!keys.includes(key)) throw new Error(`${where}: '${key}' is not known`);
}

/** `a + b: x` says x of both a and b. */
function spread(value: unknown, where: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [keys, entry] of Object.entries(object(value, where))) {
    for (const key of keys.split('+').map((part) => part.trim())) {
      const before = result[key];
      result[key] = isObject(before) && isObject(entry) ? { ...before, ...entry } : entry;
    }
  }
  return result;
}

const SPREAD: readonly (keyof Expectation)[] = [
  'status',
  'couldBe',
  'criteria',
  'sets',
  'missing',
  'notMissing',
];

function expectation(value: unknown, where: string): Expectation {
  const raw = object(value, where);
  known(raw, Object.keys(EXPECT_KEYS), where);
  if (Object.keys(raw).length === 0) throw new Error(`${where}: nothing is expected`);
  const result: Record<string, unknown> = { ...raw };
  for (const key of SPREAD) if (raw[key] !== undefined) result[key] = spread(raw[key], `${where} ${key}`);
  for (const [option, status] of Object.entries(object(result.status, where))) {
    if (typeof status !== 'string') throw new Error(`${where}: ${option} without a status`);
  }
  for (const criteria of Object.values(object(result.criteria, where))) {
    for (const answer of Object.values(object(criteria, where))) {
      if (!RESULTS.includes(answer as CellResult))
        throw new Error(`${where}: '${String(answer)}' is no result`);
    }
  }
  return result as Expectation;
}

function listOf<T>(value: unknown): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as T[]) : [value as T];
}

function facts(value: unknown, where: string): Raw {
  const raw = object(value, where);
  for (const key of Object.keys(raw)) {
    if (!isFactId(key) && !FACT_REMARKS.includes(key)) throw new Error(`${where}: '${key}' is no fact`);
  }
  return raw;
}

function vignette(value: unknown, file: string, section: string): Vignette {
  const raw = object(value, file);
  if (typeof raw.name !== 'string') throw new Error(`${file}: a case without a name`);
  const where = `${file}: ${raw.name}`;
  known(raw, CASE_KEYS, where);
  return {
    file,
    section,
    name: raw.name,
    base: typeof raw.base === 'string' ? raw.base : 'typical',
    facts: facts(raw.facts, where),
    strict: raw.strict === true,
    decides: listOf<string>(raw.decides),
    boundary: listOf<Boundary>(raw.boundary),
    ...(raw.drafts === undefined ? {} : { drafts: raw.drafts as Draft }),
    expect: expectation(raw.expect, where),
  };
}

/** A named set of facts that cases start from: those of another base with some in their place (null: none). */
export interface Base {
  readonly from: string;
  readonly facts: Raw;
}

/** Every vignette of a folder, by file and in the order written; and the named bases. */
export function readVignettes(folder: string = CASES_FOLDER): {
  readonly vignettes: readonly Vignette[];
  readonly bases: Readonly<Record<string, Base>>;
} {
  const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));
  const bases: Record<string, Base> = {};
  for (const [name, base] of Object.entries(object(read('bases.yaml'), 'bases.yaml'))) {
    const { from, facts: own } = object(base, name);
    bases[name] = { from: String(from), facts: facts(own, `bases.yaml: ${name}`) };
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name.includes('/'))
    .sort();
  const vignettes = files.flatMap((file) =>
    listOf(object(read(file), file).cases).map((one) => vignette(one, file, file.split('/')[0] ?? '')),
  );
  return { vignettes, bases };
}

/** The facts of a vignette with those of its bases; null takes a fact away. */
export function factsOf(
  { base, facts: own }: Pick<Vignette, 'base' | 'facts'>,
  bases: Readonly<Record<string, Base>>,
  typical: Raw,
): Record<string, unknown> {
  let all: Record<string, unknown>;
  if (base === 'none') all = {};
  else if (base === 'typical') all = { ...typical };
  else {
    const named = bases[base];
    if (!named) throw new Error(`'${base}' is no base`);
    all = factsOf({ base: named.from, facts: named.facts }, bases, typical);
  }
  if (own['ki67.specimens'] !== undefined && own.ki67 === undefined) delete all.ki67;
  for (const [key, value] of Object.entries(own)) {
    if (value === null) delete all[key];
    else all[key] = value;
  }
  return all;
}
