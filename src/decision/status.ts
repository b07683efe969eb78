import type { Status, StatusGroup } from '../domain/evaluation.ts';
import type { Truth } from '../domain/truth.ts';
import type { Atom } from './atom.ts';
import {
  type Applicable,
  type Criterion,
  type Include,
  type MissingOf,
  missingOf,
  type OptionDefinition,
} from './criterion.ts';
import type { Situation } from './situation.ts';

/** What an option comes to in a situation, without the words. */
export interface Outcome {
  readonly status: Status;
  readonly group: StatusGroup;
  /** Closed only by reversible contraindications, no required criterion false: correct, then reassess. */
  readonly deferred: boolean;
  /** Never more than "consider": by its nature, or through a caution that no missing fact takes away. */
  readonly limited: boolean;
}

/** The group of a status: offered, open or closed. */
export function groupOf(status: Status): StatusGroup {
  if (status === 'recommended' || status === 'consider') return 'offered';
  return status === 'insufficient-data' ? 'open' : 'closed';
}

/** The answer of a criterion, with the branch in which it is asked. */
export function answer(criterion: Criterion, situation: Situation): Truth {
  return situation.recall(criterion, ask);
}

function ask(situation: Situation, criterion: Criterion): Truth {
  if (!criterion.when) return criterion.test(situation);
  const asked = criterion.when(situation);
  if (asked === false) return criterion.kind === 'required';
  const truth = criterion.test(situation);
  if (asked === true) return truth;
  if (criterion.kind === 'required') return truth === true ? true : 'unknown';
  return truth === false ? false : 'unknown';
}

/** Does the question of the option arise? */
export function applicability(option: OptionDefinition, situation: Situation): Truth {
  return option.applicable ? situation.recall(option.applicable, arises) : true;
}

function arises(situation: Situation, applicable: Applicable): Truth {
  return applicable.test(situation);
}

/**
 * Status of an option, in the order: applicable, contraindications, required criteria, anything unknown, cautions.
 */
export function outcomeOf(option: OptionDefinition, situation: Situation): Outcome {
  return situation.recall(option, compute);
}

function closed(status: Status, deferred = false): Outcome {
  return { status, group: 'closed', deferred, limited: false };
}

function compute(situation: Situation, option: OptionDefinition): Outcome {
  const applicable = applicability(option, situation);
  if (applicable === false) return closed('not-applicable');
  let contraindicated = false;
  let onlyReversible = true;
  let requiredFalse = false;
  let unknown = applicable === 'unknown';
  let limited = option.atMostConsider !== undefined;
  let cautioned = limited;
  for (const criterion of option.criteria) {
    const truth = answer(criterion, situation);
    if (criterion.kind === 'caution') {
      if (truth !== true) continue;
      cautioned = true;
      if (!criterion.provisional) limited = true;
    } else if (truth === 'unknown') unknown = true;
    else if (criterion.kind === 'contraindication') {
      if (truth) {
        contraindicated = true;
        if (!criterion.reversible) onlyReversible = false;
      }
    } else if (!truth) requiredFalse = true;
  }
  if (contraindicated) return closed('contraindicated', onlyReversible && !requiredFalse);
  if (requiredFalse) return closed('not-indicated');
  if (unknown) return { status: 'insufficient-data', group: 'open', deferred: false, limited };
  return { status: cautioned ? 'consider' : 'recommended', group: 'offered', deferred: false, limited };
}

/**
 * What closes an option: that it is not applicable; else contraindications that are met and required criteria that are
 * not. Empty for an option that is offered or open.
 */
export function closingOf(
  option: OptionDefinition,
  situation: Situation,
): readonly (Applicable | Criterion)[] {
  const { applicable } = option;
  if (applicable && applicability(option, situation) === false) return [applicable];
  return option.criteria.filter((criterion) => closes(criterion, situation));
}

/** Does a criterion close its option: a contraindication that is met, a required one that is not? */
export function closes(criterion: Criterion, situation: Situation): boolean {
  if (criterion.kind === 'caution') return false;
  return answer(criterion, situation) === (criterion.kind === 'contraindication');
}

/** Is the option offered? Unknown while it is open. */
export function isOffered(option: OptionDefinition, situation: Situation): Truth {
  const { group } = outcomeOf(option, situation);
  return group === 'open' ? 'unknown' : group === 'offered';
}

/**
 * The things that would settle an option: those behind its unknown applicability, contraindications and required
 * criteria, and (with `cautions`) behind its unknown cautions, each once, in the order of the criteria.
 */
export function missingAtoms(
  option: OptionDefinition,
  situation: Situation,
  include: Include,
): readonly Atom[] {
  return situation.recall(option.missing[include], collectMissing);
}

function collectMissing(situation: Situation, { option, include }: MissingOf): readonly Atom[] {
  const found = new Set<Atom>();
  const add = (atoms: readonly Atom[]): void => {
    for (const atom of atoms) found.add(atom);
  };
  if (include !== 'cautions' && option.applicable && applicability(option, situation) === 'unknown') {
    add(missingOf(option.applicable, situation));
  }
  for (const kinds of include === 'cautions' ? (['caution'] as const) : (['deciding', 'caution'] as const)) {
    if (kinds === 'caution' && include === 'deciding') break;
    for (const criterion of option.criteria) {
      if ((criterion.kind === 'caution') !== (kinds === 'caution')) continue;
      const truth = answer(criterion, situation);
      if (truth === 'unknown' || (truth === true && criterion.provisional))
        add(missingOf(criterion, situation));
    }
  }
  return [...found];
}
