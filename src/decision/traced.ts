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

/** What stands behind one criterion of an option or of a transplant set. */
export interface CriterionTrace {
  /** Names of the numbers (`thresholds`) that it compares with. */
  readonly numbers: readonly string[];
  /** Names of the cases that show it, by the result that they expect. */
  readonly cases: {
    readonly met: readonly string[];
    readonly 'not-met': readonly string[];
    readonly unknown: readonly string[];
  };
}

export interface Traced {
  /** By option. */
  readonly notes: Readonly<Record<string, readonly ConditionalNote[]>>;
  /** By `liver-resection.adequate-liver-remnant`, `milan.age`; `<option>.applicable` is the question of the option. */
  readonly criteria: Readonly<Record<string, CriterionTrace>>;
}

const TRACED: Traced = traced;
const NOTHING: CriterionTrace = { numbers: [], cases: { met: [], 'not-met': [], unknown: [] } };

/** The remarks that an option makes for some patients only. */
export function conditionalNotes(option: string): readonly ConditionalNote[] {
  return TRACED.notes[option] ?? [];
}

/** What stands behind a criterion, by its name with that of the option or set before it. */
export function traceOf(id: string): CriterionTrace {
  return TRACED.criteria[id] ?? NOTHING;
}
