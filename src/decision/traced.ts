import traced from './traced.generated.json' with { type: 'json' };

/**
 * What is known of the rules only by asking them, written by the rule-book command beside the pages and checked with
 * them: when a remark is made, which numbers a criterion compares with, and the cases (`test/cases`) that show it.
 */

/** A remark that an option makes for some patients only. */
export interface ConditionalNote {
  readonly text: string;
  /** In words, as far as one or two things that are known of a patient tell it. */
  readonly when: string;
}

/** Ways on which a number reaches a rule that does not compare with it, from the one that lies next to the rule. */
export const ROUTES = {
  feasibility: 'whether surgery is feasible',
  options: 'what another option comes to',
  pattern: 'the pattern',
} as const;

export type Route = keyof typeof ROUTES;

/** Names of the numbers (`thresholds`) with which the answer of a rule can change. */
export interface NumbersOfRule {
  /** Those that it compares with. */
  readonly numbers: readonly string[];
  /** Those that reach it through something else alone. */
  readonly through?: Readonly<Partial<Record<Route, readonly string[]>>>;
}

/** What stands behind one criterion of an option or of a transplant set. */
export interface CriterionTrace extends NumbersOfRule {
  /** Names of the cases that show it, by the result that they expect. */
  readonly cases: {
    readonly met: readonly string[];
    readonly 'not-met': readonly string[];
    readonly unknown: readonly string[];
  };
  /** Results that no patient can have, each with the reason. */
  readonly impossible?: Readonly<Partial<Record<'met' | 'not-met' | 'unknown', string>>>;
}

export interface Traced {
  /** Digest of the rules of which it was found out. */
  readonly of: string;
  /** By option. */
  readonly notes: Readonly<Record<string, readonly ConditionalNote[]>>;
  /** By `liver-resection.adequate-liver-remnant`, `milan.age`; `<option>.applicable` is the question of the option. */
  readonly criteria: Readonly<Record<string, CriterionTrace>>;
  /** By alert. */
  readonly alerts: Readonly<Record<string, NumbersOfRule>>;
  /** By item of the work-up: numbers that its condition compares with. */
  readonly workup: Readonly<Record<string, NumbersOfRule>>;
}

/** As it was last written; what a new version of the rules adds is not in it before the command has run. */
export const TRACED: Partial<Traced> = traced;
const NO_NUMBERS: NumbersOfRule = { numbers: [] };
const NOTHING: CriterionTrace = { ...NO_NUMBERS, cases: { met: [], 'not-met': [], unknown: [] } };

/** The remarks that an option makes for some patients only. */
export function conditionalNotes(option: string): readonly ConditionalNote[] {
  return TRACED.notes?.[option] ?? [];
}

/** What stands behind a criterion, by its name with that of the option or set before it. */
export function traceOf(id: string): CriterionTrace {
  return TRACED.criteria?.[id] ?? NOTHING;
}

/** The numbers with which an alert can change. */
export function numbersOfAlert(id: string): NumbersOfRule {
  return TRACED.alerts?.[id] ?? NO_NUMBERS;
}

/** The numbers that the condition of an item of the work-up compares with. */
export function numbersOfWorkup(id: string): NumbersOfRule {
  return TRACED.workup?.[id] ?? NO_NUMBERS;
}
