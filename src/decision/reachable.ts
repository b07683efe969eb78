import type { Status } from '../domain/evaluation.ts';
import type { Atom } from './atom.ts';
import { choices } from './completion.ts';
import type { OptionDefinition } from './criterion.ts';
import { PATTERN_PARTS } from './pattern.ts';
import type { Situation } from './situation.ts';
import { answer, groupOf, missingAtoms, type Outcome, outcomeOf } from './status.ts';
import { judgedFromPatternOnly } from './surgical-base.ts';

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
 * A search goes twice where the first time does not find what it looks for: first values that answer alike are followed
 * once, then every representative value, for a number of steps. The first leaves out what such values change elsewhere
 * (sums, ratios, an operation on which the option waits); whatever either finds is a completion.
 */
type Follow = 'alike-once' | 'each';
/** Steps of the second search for the best status, and for what an item decides. */
const STEPS_EACH = 1500;
/** An item is looked at a second time only while no more than this is missing. */
const FEW = 10;

/**
 * The situations that one missing thing can lead to, the most promising first: alike ones once, or each that leaves
 * the option open.
 */
export function branches(
  option: OptionDefinition,
  situation: Situation,
  atom: Atom,
  follow: Follow,
): readonly Situation[] {
  const each = follow === 'each';
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
export function bestReachable(option: OptionDefinition, start: Situation): Status {
  const goal = bound(outcomeOf(option, start));
  const first = bestFound(option, start, 'alike-once', MOST_STEPS);
  const best = first <= goal ? first : Math.min(first, bestFound(option, start, 'each', STEPS_EACH));
  return ORDER[best] ?? 'not-applicable';
}

function bestFound(option: OptionDefinition, start: Situation, follow: Follow, most: number): number {
  const goal = bound(outcomeOf(option, start));
  let best = ORDER.length - 1;
  let steps = 0;

  const search = (situation: Situation): void => {
    steps += 1;
    const outcome = outcomeOf(option, situation);
    if (bound(outcome) >= best || steps > most) return;
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
    for (const next of branches(option, situation, atom, follow)) {
      search(next);
      if (best <= goal) return;
    }
  };
  search(start);
  return best;
}

/**
 * The groups that the completions of some things can reach, with everything else as it stands.
 * @param absent scans that are left as not on record: an option that waits for nothing else stays open.
 */
function reachedBy(
  option: OptionDefinition,
  situation: Situation,
  among: ReadonlySet<Atom>,
  follow: Follow,
  absent: readonly Atom[],
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
    const missing = missingAtoms(option, here, kind);
    const atom = missing.find((candidate) => among.has(candidate));
    if (atom === undefined) {
      if (outcome.group === 'open' && missing.every((one) => absent.includes(one))) {
        reached.add(outcome.status);
        return;
      }
      reached.add(ORDER[bestFound(option, here, follow, STEPS_EACH)] ?? 'not-applicable');
      return;
    }
    for (const next of branches(option, here, atom, follow)) walk(next);
  };
  walk(situation);
  return reached;
}

/** Facts of which it counts whether a scan is on record at all: without one the option stays open. */
const SCANS: readonly Atom[] = ['fdg', 'staging.cross-sectional', 'staging.functional'];

/** A scan without which a G3 waits and lower grades do not (PRRT). */
const DUAL_TRACER: readonly Atom[] = ['fdg'];

/** Things that appear only when others are filled in. */
const APPEARING: readonly Atom[] = ['liver.pattern.reported', 'surgical-risk'];

/**
 * The things beside those of an item, and beside scans that stay off the record, that are filled in first: what the
 * pattern is derived from before a judgement that stands in for it.
 */
function othersThan(
  among: ReadonlySet<Atom>,
  missing: readonly Atom[],
  absent: readonly Atom[],
): readonly Atom[] {
  const patternOpen = PATTERN_PARTS.some((part) => among.has(part) && missing.includes(part));
  return missing.filter(
    (atom) => !among.has(atom) && !absent.includes(atom) && !(patternOpen && atom === 'liver.resectability'),
  );
}

/** Does the option rest on a judgement that the pattern stands in for, and that is one of these things? */
function waitsForJudgement(
  option: OptionDefinition,
  situation: Situation,
  among: ReadonlySet<Atom>,
): boolean {
  return (
    among.has('liver.resectability') &&
    option.criteria.includes(judgedFromPatternOnly) &&
    answer(judgedFromPatternOnly, situation) !== false
  );
}

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
  if (decidesFollowing(option, start, among, best, 'alike-once', MOST_STEPS)) return true;
  const missing = missingAtoms(option, start, 'all');
  if (missing.length <= FEW && decidesFollowing(option, start, among, best, 'each', STEPS_EACH)) return true;
  // Whether a scan is on record counts as a fact: without it other things may decide. Staging that is missing leaves
  // one of several transplant sets open, and decides no more when it is left out than when it is filled in.
  const absent = DUAL_TRACER.filter((scan) => missing.includes(scan) && !among.has(scan));
  return absent.length > 0 && decidesFollowing(option, start, among, best, 'alike-once', STEPS_EACH, absent);
}

function decidesFollowing(
  option: OptionDefinition,
  start: Situation,
  among: ReadonlySet<Atom>,
  best: Status,
  follow: Follow,
  most: number,
  absent: readonly Atom[] = [],
): boolean {
  let steps = 0;
  const goal = ORDER.indexOf(best);
  const changes = (situation: Situation, missing: readonly Atom[]): boolean => {
    const reached = reachedBy(option, situation, among, follow, absent);
    if (!reached.has(best)) return false;
    return (
      [...reached].some((status) => groupOf(status) !== groupOf(best)) ||
      missing.some((one) => among.has(one) && SCANS.includes(one))
    );
  };
  const search = (situation: Situation): boolean => {
    steps += 1;
    if (steps > most) return false;
    const outcome = outcomeOf(option, situation);
    if (outcome.group === 'closed' || bound(outcome) > goal) return false;
    if (outcome.group === 'offered')
      return waitsForJudgement(option, situation, among) && changes(situation, []);
    const atoms = missingAtoms(option, situation, 'deciding');
    if (!atoms.some((atom) => among.has(atom)) && !APPEARING.some((atom) => among.has(atom))) return false;
    const [atom] = othersThan(among, atoms, absent);
    if (atom === undefined) return changes(situation, atoms);
    for (const next of branches(option, situation, atom, follow)) if (search(next)) return true;
    return false;
  };
  return search(start);
}

/** Can the group of an offered option change when only these things change (judged from the pattern alone)? */
export function canChangeGroup(option: OptionDefinition, situation: Situation, atom: Atom): boolean {
  const { group } = outcomeOf(option, situation);
  return completionsOf(situation, atom).some((next) => outcomeOf(option, next).group !== group);
}
