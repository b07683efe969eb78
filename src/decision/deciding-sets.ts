import type { Status } from '../domain/evaluation.ts';
import type { Atom } from './atom.ts';
import { missingOf, type OptionDefinition } from './criterion.ts';
import { branches } from './reachable.ts';
import type { Situation } from './situation.ts';
import { answer, applicability, groupOf, missingAtoms, outcomeOf } from './status.ts';

/** Larger sets are not looked for: they would say no more than the list of what is missing. */
export const LARGEST_DECIDING_SET = 4;
/** Sets that are tried at most for an option: a record of which something is known needs fewer. */
const MOST_TRIED = 150;

/**
 * The smallest sets of missing facts whose values decide an open option: whatever they turn out to be, the option is
 * open no longer.
 * @param couldBe its best reachable status.
 * @returns empty when no set of at most `LARGEST_DECIDING_SET` facts does.
 */
export function decidingSets(
  option: OptionDefinition,
  situation: Situation,
  couldBe: Status | null,
): readonly (readonly Atom[])[] {
  const atoms = missingAtoms(option, situation, 'deciding');
  // Where the option can still be offered, no question may stay open; where it cannot, one that closes it is enough.
  const canBeOffered = couldBe !== null && groupOf(couldBe) === 'offered';
  const questions = canBeOffered ? openQuestions(option, situation) : [];
  let tried = 0;
  for (let size = 1; size <= Math.min(LARGEST_DECIDING_SET, atoms.length); size += 1) {
    const found: (readonly Atom[])[] = [];
    for (const candidate of candidates(atoms, questions, size)) {
      tried += 1;
      if (tried > MOST_TRIED) return [];
      if (settles(option, situation, candidate)) found.push(candidate);
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** What would settle each question that is open. */
function openQuestions(option: OptionDefinition, situation: Situation): readonly (readonly Atom[])[] {
  const { applicable } = option;
  const questions: (readonly Atom[])[] = [];
  if (applicable && applicability(option, situation) === 'unknown')
    questions.push(missingOf(applicable, situation));
  for (const criterion of option.criteria) {
    if (criterion.kind !== 'caution' && answer(criterion, situation) === 'unknown')
      questions.push(missingOf(criterion, situation));
  }
  return questions;
}

/** The sets of a size that touch every open question, in the order of the facts. */
function* candidates(
  atoms: readonly Atom[],
  questions: readonly (readonly Atom[])[],
  size: number,
): Generator<readonly Atom[]> {
  const chosen: Atom[] = [];
  function* choose(from: number): Generator<readonly Atom[]> {
    const untouched = questions.filter((question) => !question.some((atom) => chosen.includes(atom)));
    const left = size - chosen.length;
    if (left === 0) {
      if (untouched.length === 0) yield [...chosen];
      return;
    }
    if (fewestFor(untouched) > left) return;
    for (let i = from; i < atoms.length; i += 1) {
      chosen.push(atoms[i] as Atom);
      yield* choose(i + 1);
      chosen.pop();
    }
  }
  yield* choose(0);
}

/** How many facts questions need at least: as many as there are questions that share none. */
function fewestFor(questions: readonly (readonly Atom[])[]): number {
  const used = new Set<Atom>();
  let fewest = 0;
  for (const question of questions) {
    if (question.some((atom) => used.has(atom))) continue;
    for (const atom of question) used.add(atom);
    fewest += 1;
  }
  return fewest;
}

/** Is the option settled, whatever the values of these facts turn out to be? */
function settles(option: OptionDefinition, situation: Situation, chosen: readonly Atom[]): boolean {
  const among = new Set(chosen);
  // Deferred surgery: whether the risk is prohibitive settles nothing while the heart may be corrected.
  if (among.has('surgical-risk') && !among.has('heart-disease') && !situation.isOpen('surgical-risk'))
    return false;
  const walk = (here: Situation): boolean => {
    if (outcomeOf(option, here).group !== 'open') return true;
    const atom = missingAtoms(option, here, 'deciding').find((candidate) => among.has(candidate));
    if (atom === undefined) return false;
    return branches(option, here, atom, 'each').every(walk);
  };
  return walk(situation);
}
