import { all, any, not, type Truth } from '../domain/truth.ts';
import type { Atom } from './atom.ts';
import type { Situation } from './situation.ts';
import {
  primaryResected,
  type SetCriterion,
  TRANSPLANT_SETS,
  type TransplantSet,
} from './transplant-sets.ts';

/** The answer of one criterion of a set. */
export function setAnswer(criterion: SetCriterion, s: Situation): Truth {
  return s.recall(criterion, ask);
}

function ask(s: Situation, criterion: SetCriterion): Truth {
  return criterion.test(s);
}

/** Is the set met? */
export function setMet(set: TransplantSet, s: Situation): Truth {
  return s.recall(set, meets);
}

function meets(s: Situation, set: TransplantSet): Truth {
  return all(...set.criteria.map((criterion) => setAnswer(criterion, s)));
}

/** Is some set met? */
export function someSetMet(s: Situation): Truth {
  return any(...TRANSPLANT_SETS.map((set) => setMet(set, s)));
}

/** Does the set lack nothing but the resection of the primary? */
export function lacksOnlyPrimary(set: TransplantSet, s: Situation): Truth {
  return all(
    ...set.criteria.map((criterion) =>
      criterion.id === primaryResected.id ? not(setAnswer(criterion, s)) : setAnswer(criterion, s),
    ),
  );
}

/** Does some set lack nothing but the resection of the primary? */
export function onlyPrimaryLacking(s: Situation): Truth {
  return any(...TRANSPLANT_SETS.map((set) => lacksOnlyPrimary(set, s)));
}

/** What would settle whether some set lacks nothing but the resection of the primary. */
export function onlyPrimaryLackingMissing(s: Situation): readonly Atom[] {
  return openCriteria(
    TRANSPLANT_SETS.filter((set) => lacksOnlyPrimary(set, s) === 'unknown'),
    s,
  );
}

/** What would settle one criterion of a set. */
export function setCriterionMissing(criterion: SetCriterion, s: Situation): readonly Atom[] {
  if (setAnswer(criterion, s) !== 'unknown') return [];
  return criterion.missing ? criterion.missing(s) : criterion.reads.filter((id) => s.isOpen(id));
}

/** What would settle whether some set is met: the open criteria of the sets that can still be met. */
export function setsMissing(s: Situation): readonly Atom[] {
  return openCriteria(
    TRANSPLANT_SETS.filter((set) => setMet(set, s) === 'unknown'),
    s,
  );
}

function openCriteria(sets: readonly TransplantSet[], s: Situation): readonly Atom[] {
  const missing = new Set<Atom>();
  for (const set of sets) {
    for (const criterion of set.criteria) {
      for (const atom of setCriterionMissing(criterion, s)) missing.add(atom);
    }
  }
  return [...missing];
}
