import type { Citation, CriterionKind } from '../domain/evaluation.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { Truth } from '../domain/truth.ts';
import type { Atom } from './atom.ts';
import type { Situation } from './situation.ts';

/** One question about the patient: data and one small function. */
export interface Criterion {
  readonly id: string;
  readonly kind: CriterionKind;
  /** The question as a sentence for people. */
  readonly sentence: string;
  readonly citations: readonly Citation[];
  /** The facts that are shown with the answer. */
  readonly reads: readonly FactId[];
  readonly test: (situation: Situation) => Truth;
  /** What would settle an unknown answer; without it: the facts that it reads and that are open. */
  readonly missing?: (situation: Situation) => readonly Atom[];
  /** The criterion is asked only when this holds (a branch of the option). */
  readonly when?: (situation: Situation) => Truth;
  readonly strength?: 'absolute' | 'relative';
  readonly reversible?: boolean;
  /** A caution that is met only because something is not known: filling that in takes it away. */
  readonly provisional?: boolean;
  /** Details beyond the values of the facts. */
  readonly explain?: (situation: Situation) => string | undefined;
}

/** A remark that goes with an option. */
export type Remark = string | ((situation: Situation) => string | undefined);

/** One option, in the order and with the ids of its section in the rule book. */
export interface OptionDefinition {
  readonly code: string;
  readonly title: string;
  /** What it asks, in one sentence. */
  readonly summary: string;
  readonly citations: readonly Citation[];
  /** Does the question arise? Without it: always. */
  readonly applicable?: Pick<Criterion, 'sentence' | 'reads' | 'test' | 'missing' | 'citations'>;
  /** Why the option is never more than "consider", when that is so. */
  readonly atMostConsider?: string;
  readonly criteria: readonly Criterion[];
  readonly notes: readonly Remark[];
}

/** A required criterion. */
export function required(id: string, rule: Omit<Criterion, 'id' | 'kind'>): Criterion {
  return { id, kind: 'required', ...rule };
}

/** A contraindication; absolute unless said otherwise. */
export function contraindication(id: string, rule: Omit<Criterion, 'id' | 'kind'>): Criterion {
  return { id, kind: 'contraindication', strength: 'absolute', ...rule };
}

/** A caution: turns "recommended" into "consider". */
export function caution(id: string, rule: Omit<Criterion, 'id' | 'kind'>): Criterion {
  return { id, kind: 'caution', ...rule };
}

/** The things that would settle a criterion in this situation. */
export function missingOf(
  criterion: Pick<Criterion, 'reads' | 'missing'>,
  situation: Situation,
): readonly Atom[] {
  if (criterion.missing) return criterion.missing(situation);
  return criterion.reads.filter((id) => situation.isOpen(id));
}
