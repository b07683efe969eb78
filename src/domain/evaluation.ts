/**
 * The answer of the decision core: plain JSON, as it goes over the wire (`POST /evaluate`, the command line, the
 * review page). Names are stable.
 */

export type Status =
  | 'recommended'
  | 'consider'
  | 'insufficient-data'
  | 'not-indicated'
  | 'contraindicated'
  | 'not-applicable';

export type StatusGroup = 'offered' | 'open' | 'closed';

export type CriterionKind = 'required' | 'contraindication' | 'caution';
export type CriterionResult = 'met' | 'not-met' | 'unknown';
export type SourceKey = 'M21' | 'C18' | 'J12' | 'A14' | 'OP';

/** A place in a source: `M21:63` is line 63 of the text; `J12 5.1.1 (i)` a section. */
export interface Citation {
  readonly source: SourceKey;
  /** Lines or section; for OP the reason of the operational definition. */
  readonly at: string;
}

export interface EvaluatedSource {
  readonly reference: string;
  readonly path: string;
  readonly effective?: string;
  readonly used: boolean;
  readonly note?: string;
}

export interface EvaluatedFact {
  readonly id: string;
  readonly state: 'known' | 'assumed' | 'unknown' | 'conflicting';
  /** number, text, list of texts, or the list of past treatments; null when unknown. */
  readonly value:
    | number
    | string
    | readonly string[]
    | readonly { readonly what: string; readonly dates: readonly string[]; readonly inForce: boolean }[]
    | null;
  /** Words still possible when more than one is. */
  readonly possible?: readonly string[];
  readonly unit?: string;
  readonly low?: number;
  readonly high?: number;
  /** As people read it: `4 %`, `> 20 %`, `bilobar`. */
  readonly text: string;
  readonly reason?: string;
  readonly stale: boolean;
  readonly effective?: string;
  readonly sources: readonly EvaluatedSource[];
  readonly note?: string;
  readonly specimens?: readonly {
    readonly site: string;
    readonly value: number | null;
    readonly low: number;
    readonly high: number;
    readonly effective?: string;
    readonly reference: string;
  }[];
}

export interface EvaluatedCriterion {
  readonly id: string;
  readonly kind: CriterionKind;
  /** For a contraindication or a caution `met` means that it is present. */
  readonly result: CriterionResult;
  /** What the criterion asks, as a sentence for people. */
  readonly sentence: string;
  readonly facts: readonly string[];
  /** Values, units and dates behind the result, in words. */
  readonly explanation: string;
  /** Keys of the sources; empty when the rule is an operational definition alone. */
  readonly sources: readonly string[];
  readonly citations: readonly Citation[];
  /** True when the rule or its number is an operational definition of this project. */
  readonly operational: boolean;
  /** Contraindications only. */
  readonly strength?: 'absolute' | 'relative';
  readonly reversible?: boolean;
}

export interface EvaluatedOption {
  readonly code: string;
  readonly title: string;
  readonly status: Status;
  /** Position among all options, from 0. */
  readonly rank: number;
  /** Best status that some completion of the missing facts reaches; null unless insufficient-data. */
  readonly couldBe: Status | null;
  readonly timing: 'simultaneous' | 'with-first-stage' | 'staged' | null;
  /** True when the option is closed only by reversible contraindications: correct, then reassess. */
  readonly deferred: boolean;
  readonly criteria: readonly EvaluatedCriterion[];
  /** Facts that decide and are not known. */
  readonly missing: readonly string[];
  /** Facts that were assumed and that the option leans on. */
  readonly assumptions: readonly string[];
  readonly notes: readonly string[];
  /** Where the sources disagree, one position a line. */
  readonly positions: readonly string[];
  /** The smallest sets of missing facts whose values decide the option (open options). */
  readonly settledBy: readonly (readonly string[])[];
  /** Closed options: a single known fact that would have to differ. For the reader, not advice. */
  readonly counterfactuals: readonly {
    readonly fact: string;
    readonly now: string;
    readonly would: string;
    readonly status: Status;
  }[];
  /** Series, patients, years and design behind the option; empty when the sources give no table. */
  readonly evidence: string;
}

export interface EvaluatedSet {
  readonly set: string;
  readonly title: string;
  readonly result: CriterionResult;
  readonly criteria: readonly {
    readonly id: string;
    readonly result: CriterionResult;
    readonly explanation: string;
    readonly facts: readonly string[];
    /** True when the criterion or its number is an operational definition, which the source does not state. */
    readonly operational: boolean;
  }[];
  readonly citation: Citation;
}

export interface EvaluatedAlert {
  readonly id: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly text: string;
  /** The same in short, where the text is long: with the first reason, and without it. */
  readonly headline?: { readonly whole: string; readonly verdict: string };
  /** Keys of the sources; empty when the alert is an operational definition alone. */
  readonly sources: readonly string[];
  /** The places in them, as people cite: `J12:235-238`. */
  readonly citations: readonly string[];
  readonly facts: readonly string[];
}

export interface WorkupItem {
  readonly id: string;
  readonly title: string;
  /** Missing facts that the item resolves. */
  readonly facts: readonly string[];
  /** Options whose status group it could change. */
  readonly decides: readonly string[];
  readonly score: number;
  /** Outside the ranking. */
  readonly baseline: boolean;
  readonly text: string;
  readonly sources: readonly string[];
}

export interface EvaluationIssue {
  readonly severity: 'information' | 'warning' | 'error';
  readonly resource?: string;
  readonly text: string;
}

export interface Evaluation {
  readonly evaluationDate: string;
  readonly knowledgeVersion: string;
  readonly subject: string;
  readonly strict: boolean;
  readonly applies: boolean;
  readonly facts: readonly EvaluatedFact[];
  readonly classification: {
    readonly grade: 'G1' | 'G2' | 'G3' | null;
    readonly category: string | null;
    readonly pattern: 'I' | 'II' | 'III' | null;
    /** Grades and patterns still possible. */
    readonly possibleGrades: readonly string[];
    readonly possiblePatterns: readonly string[];
  };
  readonly options: readonly EvaluatedOption[];
  readonly transplantCriteria: readonly EvaluatedSet[];
  readonly alerts: readonly EvaluatedAlert[];
  /** The ranked items (at most 5), then the baseline items. */
  readonly workup: readonly WorkupItem[];
  /** Ranked items that are not listed because five come before them. */
  readonly workupOmitted: readonly string[];
  readonly prognosticFactors: readonly { readonly id: string; readonly text: string }[];
  readonly assumptions: readonly { readonly fact: string; readonly text: string }[];
  readonly issues: readonly EvaluationIssue[];
}
