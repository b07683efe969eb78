import type { Citation } from '../domain/evaluation.ts';
import { FACTS, type FactId, factDefinition, type NumberFact } from '../domain/fact-catalogue.ts';
import {
  RECORD_LIMITS,
  type RecordLimit,
  type RecordLimitId,
  type RecordLimitValues,
  recordLimits,
} from '../domain/record-limits.ts';
import { op } from './citation.ts';
import { ROWS, type Row, SITE_RANGES } from './parameter-table.ts';

/**
 * Every number that a rule compares with: named, with unit, value, the facts that are compared with it, and the
 * place in a source or the reason of the operational definition. Options hold no number of their own.
 */
export interface Parameter {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** The facts that are compared with the value (their cut points). */
  readonly facts: readonly FactId[];
  readonly citation: Citation;
  /** What it separates, for people. */
  readonly meaning: string;
  /** The day by which a clinician has to look at the number again. */
  readonly reviewBy: string;
  /** The smallest step by which the value can move: tests shift every value by it. */
  readonly step: number;
  /** What a site may set, both ends included; only an operational definition is a site's to set. */
  readonly siteRange?: readonly [number, number] | undefined;
  /** Is it counted in whole numbers? */
  readonly whole: boolean;
}

const REVIEW_BY = '2027-11-20';

export type ParameterId = keyof typeof ROWS;
/** The age limit of a fact, as a site names it. */
export type AgeLimitId = `age-limit.${FactId}`;
/**
 * What a site puts in place of operational definitions: numbers of rules, numbers by which the record is read, and days
 * after which a fact is stale.
 */
export type ThresholdOverrides = Partial<Record<ParameterId | RecordLimitId | AgeLimitId, number>>;
/** The numbers in force. Those by which the record is read are among them for the texts alone: no rule reads them. */
export type Limits = Readonly<Record<ParameterId | RecordLimitId, number>>;

function stepOf(facts: readonly FactId[], value: number): number {
  const definition = facts[0] === undefined ? undefined : FACTS[facts[0]];
  if (definition?.type === 'number') return 10 ** -definition.decimals;
  return Number.isInteger(value) ? 1 : 10 ** -1;
}

/** Units of what can only be counted. */
const COUNTED = ['segments', 'points', 'days'];

function numberFacts(facts: readonly FactId[]): readonly NumberFact[] {
  return facts.map(factDefinition).filter((definition) => definition.type === 'number');
}

function isWhole(facts: readonly FactId[], unit: string): boolean {
  return COUNTED.includes(unit) || numberFacts(facts).some(({ integer }) => integer === true);
}

/** The part of the plausible ranges of the facts that is above nought: at nought a limit would separate nothing. */
function rangeOf(id: string, facts: readonly FactId[], step: number): readonly [number, number] | undefined {
  const ranges = numberFacts(facts).map(({ plausible }) => plausible);
  if (SITE_RANGES[id] || ranges.length === 0) return SITE_RANGES[id];
  const least = Math.max(step, ...ranges.map(([low]) => low));
  return [least, Math.min(...ranges.map(([, high]) => high))];
}

/** All parameters in the order of the table. */
export const PARAMETERS: readonly Parameter[] = Object.entries<Row>(ROWS).map(
  ([id, [value, unit, facts, citation, meaning, givenStep]]) => {
    const step = givenStep ?? stepOf(facts, value);
    return {
      id,
      value,
      unit,
      facts,
      citation,
      meaning,
      reviewBy: REVIEW_BY,
      step,
      whole: isWhole(facts, unit),
      ...(citation.source === 'OP' ? { siteRange: rangeOf(id, facts, step) } : {}),
    };
  },
);

/** The numbers by which the record is read, in the order of their table. */
const RECORD_LIMIT_IDS = Object.keys(RECORD_LIMITS) as readonly RecordLimitId[];

/** The numbers by which the record is read, as those of the rules are told. */
export const RECORD_PARAMETERS: readonly Parameter[] = RECORD_LIMIT_IDS.map((id) => {
  const { reason, range, ...limit }: RecordLimit = RECORD_LIMITS[id];
  const whole = Number.isInteger(limit.step);
  return { id, ...limit, facts: [], citation: op(reason), whole, siteRange: range };
});

const used = new Set<ParameterId>();

/** Names a parameter that a rule reads; loading fails for one that no rule names. */
export function use<const T extends ParameterId>(id: T): T {
  used.add(id);
  return id;
}

/** Parameters that no rule has named. */
export function unusedParameters(): readonly string[] {
  return PARAMETERS.map((p) => p.id).filter((id) => !used.has(id as ParameterId));
}

/**
 * The values in force: the table with a site's operational values in place. The same values give the same object, so
 * that what is worked out for them is worked out once.
 */
export function limits(overrides: ThresholdOverrides = NONE): Limits {
  const key = overrides === NONE ? '{}' : JSON.stringify(overrides);
  let values = inForce.get(key);
  if (values === undefined) {
    values = limitsWith(overrides);
    if (inForce.size >= MOST_KEPT) inForce.clear();
    inForce.set(key, values);
  }
  return values;
}

const NONE: ThresholdOverrides = {};
/** By the site's values as text. */
const inForce = new Map<string, Limits>();
const MOST_KEPT = 20;

/** What a site puts in place of the numbers by which the record is read. */
export function siteRecordLimits(overrides: ThresholdOverrides): Partial<RecordLimitValues> {
  return Object.fromEntries(
    RECORD_LIMIT_IDS.flatMap((id) => (overrides[id] === undefined ? [] : [[id, overrides[id]]])),
  );
}

function limitsWith(overrides: ThresholdOverrides): Limits {
  const values: Record<string, number> = { ...recordLimits(siteRecordLimits(overrides)) };
  for (const parameter of PARAMETERS)
    values[parameter.id] = overrides[parameter.id as ParameterId] ?? parameter.value;
  return values as Limits;
}

/** Every numeric limit with which a fact is compared, ascending. */
export function cutpoints(fact: FactId, values: Limits = limits()): readonly number[] {
  const points = new Set<number>();
  for (const parameter of PARAMETERS) {
    if (parameter.facts.includes(fact)) points.add(values[parameter.id as ParameterId]);
  }
  return [...points].sort((a, b) => a - b);
}

/** Limits of which the value itself lies on the lower side: the rules ask whether a fact is above them, or at most. */
const HELD_BELOW: readonly ParameterId[] = [
  'ki67-g2-max',
  'mitoses-g2-max',
  'large-burden',
  'bilirubin-low',
  'child-pugh-bilirubin-2',
  'child-pugh-albumin-1',
  'child-pugh-inr-2',
  'bulky-involvement',
  'bulky-lesion',
  'disseminated-count',
  'disseminated-involvement',
  'single-lesion',
  'no-lesion',
  'ablation-max-lesions',
  'ablation-max-size',
  'ablation-incomplete-size',
  'embolization-single-size',
  'radioembolization-burden',
  'transplant-age-caution',
  'transplant-age-50',
  'ssa-high-burden',
];
/** Limits that one rule reads as "below" and another as "at most". */
const HELD_BY_BOTH: readonly ParameterId[] = ['transplant-involvement', 'transplant-ki67'];

/**
 * Numbers between two values that a rule tells apart, half a step beside each limit: values of one day with a
 * separator between them lead to different answers.
 */
export function separators(fact: FactId, values: Limits = limits()): readonly number[] {
  const points = new Set<number>();
  for (const parameter of PARAMETERS) {
    if (!parameter.facts.includes(fact)) continue;
    const id = parameter.id as ParameterId;
    const half = parameter.step / 2;
    const both = HELD_BY_BOTH.includes(id);
    if (both || HELD_BELOW.includes(id)) points.add(values[id] + half);
    if (both || !HELD_BELOW.includes(id)) points.add(values[id] - half);
  }
  return [...points].sort((a, b) => a - b);
}
