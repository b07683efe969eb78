import type { Citation, CriterionKind } from '../domain/evaluation.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { Truth } from '../domain/truth.ts';
import type { Atom } from './atom.ts';
import { type FactGroup, groupOfFacts } from './fact-group.ts';
import { newPlace, type Place } from './known-values.ts';
import type { ParameterId } from './parameters.ts';
import type { Situation } from './situation.ts';

/** What a rule asks: sentence, sources, facts and one small function. */
interface Question {
  /** The question as a sentence for people; it names its numbers (`wording.ts`). */
  readonly sentence: string;
  /** Numbers that it compares with and that its sentence does not name. */
  readonly numbers?: readonly ParameterId[] | undefined;
  readonly citations: readonly Citation[];
  /** The facts that are shown with the answer. */
  readonly reads: readonly FactId[];
  readonly test: (situation: Situation) => Truth;
  /** What would settle an unknown answer; without it: the facts that it reads and that are open. */
  readonly missing?: ((situation: Situation) => readonly Atom[]) | undefined;
  /** Facts behind the answer beside those that it reads: an answer that turns on other options rests on theirs. */
  readonly behind?: ((situation: Situation) => ReadonlySet<FactId>) | undefined;
}

/** A criterion as a file of an option states it. */
interface Rule extends Question {
  /** The criterion is asked only when this holds (a branch of the option). */
  readonly when?: ((situation: Situation) => Truth) | undefined;
  readonly strength?: 'absolute' | 'relative' | undefined;
  readonly reversible?: boolean | undefined;
  /** A caution that is met only because something is not known: filling that in takes it away. */
  readonly provisional?: boolean | undefined;
  /** Details beyond the values of the facts. */
  readonly explain?: ((situation: Situation) => string | undefined) | undefined;
  /** The facts to show in place of those that it reads, where others decide. */
  readonly shows?: ((situation: Situation) => readonly FactId[] | undefined) | undefined;
}

/** What is worked out once of every question: its place in the memory of a situation, its sources, its facts. */
interface Prepared extends Place {
  /** The keys of its sources, without operational definitions. */
  readonly sources: readonly string[];
  /** Does it rest on an operational definition, in whole or in part? */
  readonly operational: boolean;
  /** The facts that it reads. */
  readonly group: FactGroup;
}

/** One question about the patient: data and one small function. */
export interface Criterion extends Rule, Prepared {
  readonly id: string;
  readonly kind: CriterionKind;
}

/** A criterion that turns on other options. */
type Turning = Criterion & { readonly behind: NonNullable<Criterion['behind']> };

/** Does the question of an option arise? */
export interface Applicable extends Question, Prepared {}

/** A remark that goes with an option. */
export type Remark = string | ((situation: Situation) => string | undefined);

/** An option as its file states it. */
interface OptionRule {
  readonly code: string;
  readonly title: string;
  /** What it asks, in one sentence. */
  readonly summary: string;
  readonly citations: readonly Citation[];
  /** Does the question arise? Without it: always. */
  readonly applicable?: Applicable | undefined;
  /** Why the option is never more than "consider", when that is so. */
  readonly atMostConsider?: string | undefined;
  readonly criteria: readonly Criterion[];
  readonly notes: readonly Remark[];
}

/** One option, in the order and with the ids of its section in the rule book. */
export interface OptionDefinition extends OptionRule, Place {
  /** Every fact that it reads, and those of which an assumption reaches it through the pattern. */
  readonly leansOn: ReadonlySet<FactId>;
  /** Criteria that turn on other options. */
  readonly turning: readonly Turning[];
  /** Where the things that would settle it are remembered. */
  readonly missing: { readonly [include in Include]: MissingOf };
}

/** Things that settle what decides an option, its cautions, or both. */
export type Include = 'deciding' | 'cautions' | 'all';

export interface MissingOf extends Place {
  readonly option: OptionDefinition;
  readonly include: Include;
}

function prepared({ citations, reads }: Question): Prepared {
  return {
    ...newPlace(),
    sources: [...new Set(citations.map(({ source }) => source))].filter((key) => key !== 'OP'),
    operational: citations.some(({ source }) => source === 'OP'),
    group: groupOfFacts(reads),
  };
}

/** Every criterion has the same members in the same order: reading one costs the same for all of them. */
function criterion(id: string, kind: CriterionKind, rule: Rule): Criterion {
  return {
    id,
    kind,
    sentence: rule.sentence,
    numbers: rule.numbers,
    citations: rule.citations,
    reads: rule.reads,
    test: rule.test,
    missing: rule.missing,
    behind: rule.behind,
    when: rule.when,
    strength: rule.strength,
    reversible: rule.reversible,
    provisional: rule.provisional,
    explain: rule.explain,
    shows: rule.shows,
    ...prepared(rule),
  };
}

/** A required criterion. */
export function required(id: string, rule: Rule): Criterion {
  return criterion(id, 'required', rule);
}

/** A contraindication; absolute unless said otherwise. */
export function contraindication(id: string, rule: Rule): Criterion {
  return criterion(id, 'contraindication', { ...rule, strength: rule.strength ?? 'absolute' });
}

/** A caution: turns "recommended" into "consider". */
export function caution(id: string, rule: Rule): Criterion {
  return criterion(id, 'caution', rule);
}

/** When an option is asked about. */
export function applicable(question: Question): Applicable {
  return { ...question, ...prepared(question) };
}

/** The facts from which the pattern is read where none is reported. */
const PATTERN_FACTS: readonly FactId[] = ['liver.segments', 'liver.second-largest-lesion'];

function leansOn({ applicable, criteria }: OptionRule): ReadonlySet<FactId> {
  const read = new Set([...(applicable?.reads ?? []), ...criteria.flatMap(({ reads }) => reads)]);
  if (read.has('liver.pattern.reported')) for (const id of PATTERN_FACTS) read.add(id);
  return read;
}

/** An option. */
export function option(rule: OptionRule): OptionDefinition {
  const missing = {} as { [include in Include]: MissingOf };
  const made: OptionDefinition = {
    code: rule.code,
    title: rule.title,
    summary: rule.summary,
    citations: rule.citations,
    applicable: rule.applicable,
    atMostConsider: rule.atMostConsider,
    criteria: rule.criteria,
    notes: rule.notes,
    leansOn: leansOn(rule),
    turning: rule.criteria.filter((one): one is Turning => one.behind !== undefined),
    ...newPlace(),
    missing,
  };
  for (const include of ['deciding', 'cautions', 'all'] as const)
    missing[include] = { option: made, include, ...newPlace() };
  return made;
}

/** The things that would settle a criterion in this situation. */
export function missingOf(
  criterion: Pick<Question, 'reads' | 'missing'>,
  situation: Situation,
): readonly Atom[] {
  if (criterion.missing) return criterion.missing(situation);
  return criterion.reads.filter((id) => situation.isOpen(id));
}
