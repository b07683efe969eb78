import type { Status } from '../domain/evaluation.ts';
import type { Atom } from './atom.ts';
import { choices } from './completion.ts';
import type { OptionDefinition } from './criterion.ts';
import type { Situation } from './situation.ts';
import { answer, groupOf, missingAtoms, type Outcome, outcomeOf } from './status.ts';

/** Statuses from the best to the worst, as `couldBe` orders them. */
const ORDER: readonly Status[] = [
  'recommended',
  'consider',
  'not-indicated',
  'contraindicated',
  'not-applicable',
];
/** Search steps after which a search gives up; far above what any record needs. */
const MOST_STEPS = 50_000;

function bound(outcome: Outcome): number {
  if (outcome.group === 'closed') return ORDER.indexOf(outcome.status);
  return outcome.limited ? 1 : 0;
}

/** The answers of all criteria in short: two values that answer alike lead to the same place. */
function signature(option: OptionDefinition, situation: Situation): string {
  const outcome = outcomeOf(option, situation);
  if (outcome.group === 'closed') return outcome.status;
  let text: string = outcome.status;
  for (const criterion of option.criteria) {
    const truth = answer(criterion, situation);
    text += truth === 'unknown' ? '?' : truth ? '1' : '0';
  }
  return `${text}${missingAtoms(option, situation, 'all').join()}`;
}

function completionsOf(situation: Situation, atom: Atom): readonly Situation[] {
  return situation.completions(atom, () => choices(situation, atom));
}

/**
 * Up to this many missing things every representative value is followed. With more of them, values that answer alike
 * are followed once: what else they change (for an operation on which the option waits, say) is then left out.
 */
const FEW = 10;

/** Is so little missing that a search can follow every value? */
function followsEach(option: OptionDefinition, start: Situation): boolean {
  return missingAtoms(option, start, 'all').length <= FEW;
}

/**
 * The situations that one missing thing can lead to, the most promising first: alike ones once, or each that leaves
 * the option open.
 */
export function branches(
  option: OptionDefinition,
  situation: Situation,
  atom: Atom,
  each = false,
): readonly Situation[] {
  const key = each ? option.missing : option;
  const kept = situation.branches?.get(key)?.get(atom);
  if (kept) return kept;
  const seen = new Map<string, Situation>();
  for (const next of completionsOf(situation, atom)) {
    const alike =
      each && outcomeOf(option, next).group !== 'closed' ? `${seen.size}` : signature(option, next);
    if (!seen.has(alike)) seen.set(alike, next);
  }
  const weight = (s: Situation): number => {
    const outcome = outcomeOf(option, s);
    return bound(outcome) * 2 + (outcome.group === 'open' ? 1 : 0);
  };
  const found = [...seen.values()].sort((a, b) => weight(a) - weight(b));
  situation.keepBranches(key, atom, found);
  return found;
}

/**
 * The best status that some completion of the missing facts reaches (`couldBe`). Branch and bound over the things that
 * would settle the option; a branch is left when its three-valued answer is settled or can be no better.
 */
export function bestReachable(
  option: OptionDefinition,
  start: Situation,
  each = followsEach(option, start),
): Status {
  const goal = bound(outcomeOf(option, start));
  let best = ORDER.length - 1;
  let steps = 0;

  const search = (situation: Situation): void => {
    steps += 1;
    const outcome = outcomeOf(option, situation);
    if (bound(outcome) >= best || steps > MOST_STEPS) return;
    if (outcome.group === 'closed') {
      best = Math.min(best, bound(outcome));
      return;
    }
    if (outcome.group === 'offered') {
      best = Math.min(best, 1);
      if (outcome.limited) return;
    }
    const atoms = missingAtoms(option, situation, outcome.group === 'offered' ? 'cautions' : 'deciding');
    const [atom] = atoms;
    if (atom === undefined) {
      if (outcome.status === 'recommended') best = 0;
      return;
    }
    for (const next of branches(option, situation, atom, each)) {
      search(next);
      if (best <= goal) return;
    }
  };
  search(start);
  return ORDER[best] ?? 'not-applicable';
}

/** The groups that the completions of some things can reach, with everything else as it stands. */
function reachedBy(
  option: OptionDefinition,
  situation: Situation,
  among: ReadonlySet<Atom>,
  each: boolean,
): ReadonlySet<Status> {
  const reached = new Set<Status>();
  let steps = 0;
  const walk = (here: Situation): void => {
    steps += 1;
    if (steps > MOST_STEPS) return;
    const outcome = outcomeOf(option, here);
    if (outcome.group === 'closed') {
      reached.add(outcome.status);
      return;
    }
    const kind = outcome.group === 'offered' ? 'cautions' : 'deciding';
    const atom = missingAtoms(option, here, kind).find((candidate) => among.has(candidate));
    if (atom === undefined) {
      reached.add(bestReachable(option, here, each));
      return;
    }
    for (const next of branches(option, here, atom, each)) walk(next);
  };
  walk(situation);
  return reached;
}

/** Facts of which it counts whether a scan is on record at all: without one the option stays open. */
const SCANS: readonly Atom[] = ['fdg', 'staging.cross-sectional', 'staging.functional'];

/** Things that appear only when others are filled in. */
const APPEARING: readonly Atom[] = ['liver.pattern.reported', 'surgical-risk'];

/**
 * Does some completion that reaches the best status change group when only these things change? Everything else is
 * filled in first, staying with what leaves the option open.
 */
export function decides(
  option: OptionDefinition,
  start: Situation,
  among: ReadonlySet<Atom>,
  best: Status,
): boolean {
  let steps = 0;
  const goal = ORDER.indexOf(best);
  const each = followsEach(option, start);
  const search = (situation: Situation): boolean => {
    steps += 1;
    if (steps > MOST_STEPS) return false;
    const outcome = outcomeOf(option, situation);
    if (outcome.group !== 'open' || bound(outcome) > goal) return false;
    const atoms = missingAtoms(option, situation, 'deciding');
    if (!atoms.some((atom) => among.has(atom)) && !APPEARING.some((atom) => among.has(atom))) return false;
    const others = atoms.filter((atom) => !among.has(atom));
    const [atom] = others;
    if (atom === undefined) {
      const reached = reachedBy(option, situation, among, each);
      if (!reached.has(best)) return false;
      return (
        [...reached].some((status) => groupOf(status) !== groupOf(best)) ||
        atoms.some((one) => among.has(one) && SCANS.includes(one))
      );
    }
    for (const next of branches(option, situation, atom, each)) if (search(next)) return true;
    return false;
  };
  return search(start);
}

/** Can the group of an offered option change when only these things change (judged from the pattern alone)? */
export function canChangeGroup(option: OptionDefinition, situation: Situation, atom: Atom): boolean {
  const { group } = outcomeOf(option, situation);
  return completionsOf(situation, atom).some((next) => outcomeOf(option, next).group !== group);
}
