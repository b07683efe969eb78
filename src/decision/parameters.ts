import type { Citation } from '../domain/evaluation.ts';
import { FACTS, type FactId } from '../domain/fact-catalogue.ts';
import { limitsOutOfOrder } from './limit-order.ts';
import { ROWS, type Row } from './parameter-table.ts';

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
}

const REVIEW_BY = '2027-11-20';

export type ParameterId = keyof typeof ROWS;
/** The age limit of a fact, as a site names it. */
export type AgeLimitId = `age-limit.${FactId}`;
/** What a site puts in place of operational definitions: numbers of rules, and days after which a fact is stale. */
export type ThresholdOverrides = Partial<Record<ParameterId | AgeLimitId, number>>;
export type Limits = Readonly<Record<ParameterId, number>>;

function stepOf(facts: readonly FactId[], value: number): number {
  const definition = facts[0] === undefined ? undefined : FACTS[facts[0]];
  if (definition?.type === 'number') return 10 ** -definition.decimals;
  return Number.isInteger(value) ? 1 : 10 ** -1;
}

/** All parameters in the order of the table. */
export const PARAMETERS: readonly Parameter[] = Object.entries<Row>(ROWS).map(
  ([id, [value, unit, facts, citation, meaning, step]]) => ({
    id,
    value,
    unit,
    facts,
    citation,
    meaning,
    reviewBy: REVIEW_BY,
    step: step ?? stepOf(facts, value),
  }),
);

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

/** The values in force: the table with a site's operational values in place. */
export function limits(overrides: ThresholdOverrides = {}): Limits {
  if (Object.keys(overrides).length === 0) {
    builtIn ??= limitsWith({});
    return builtIn;
  }
  return limitsWith(overrides);
}

let builtIn: Limits | undefined;

function limitsWith(overrides: ThresholdOverrides): Limits {
  const values: Record<string, number> = {};
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

/**
 * Reads a site's thresholds (`{ "parameter-id": number }`). Only operational definitions may be changed: a number
 * that a source states is not a site's to move, and limits of one scale have to stay in their order.
 * @throws Error that names the entry and what was expected.
 */
export function parseThresholds(json: unknown): ThresholdOverrides {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('thresholds: expected an object of parameter ids and numbers');
  }
  const overrides: Record<string, number> = {};
  for (const [id, value] of Object.entries(json)) {
    const parameter = PARAMETERS.find((p) => p.id === id);
    if (!parameter) throw new Error(`thresholds: '${id}' is no parameter`);
    if (parameter.citation.source !== 'OP') {
      throw new Error(`thresholds: '${id}' is stated by ${parameter.citation.source} and cannot be changed`);
    }
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new Error(`thresholds: '${id}' expects a number in ${parameter.unit || 'its unit'}, not below 0`);
    }
    overrides[id] = value;
  }
  const [disorder] = limitsOutOfOrder(limits(overrides));
  if (disorder !== undefined) throw new Error(`thresholds: ${disorder}`);
  return overrides;
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
