import type { FactId } from '../domain/fact-catalogue.ts';
import { between, type Interval, isAtLeast } from '../domain/interval.ts';
import type { Truth } from '../domain/truth.ts';
import type { Atom } from './atom.ts';
import { C18, J12, M21 } from './citation.ts';
import { criterionWords } from './criterion-wording.ts';
import { type Applicable, type Criterion, type OptionDefinition, required } from './criterion.ts';
import { newPlace } from './known-values.ts';
import { openOf, remnantMissing } from './missing.ts';
import { liverResection } from './options/liver-resection.ts';
import { repeatHepatectomy } from './options/repeat-hepatectomy.ts';
import { resectionWithAblation } from './options/resection-with-ablation.ts';
import { stagedHepatectomy } from './options/staged-hepatectomy.ts';
import { use } from './parameters.ts';
import { restsOn } from './rests-on.ts';
import type { Situation } from './situation.ts';
import { answer, closingOf, missingAtoms, outcomeOf } from './status.ts';
import { judgedFromPatternOnly } from './surgical-base.ts';

/** The options whose outcome tells whether surgery is feasible (ALPPS does not count). */
export const SURGERY: readonly OptionDefinition[] = [
  liverResection,
  stagedHepatectomy,
  resectionWithAblation,
  repeatHepatectomy,
];

const DEFERRED = newPlace();
const FEASIBLE = newPlace();
const FEASIBLE_MISSING = newPlace();
const FEASIBLE_BEHIND = newPlace();
const DESCRIBED = newPlace();

/** A share of the liver, in percent. */
const WHOLE_LIVER: Interval = between(0, 100);
const REMNANT_LIMIT = use('remnant-min');

function judged(option: OptionDefinition, situation: Situation): Truth {
  return option.criteria.includes(judgedFromPatternOnly) ? answer(judgedFromPatternOnly, situation) : false;
}

function isFirmlyOffered(option: OptionDefinition, situation: Situation): boolean {
  return outcomeOf(option, situation).group === 'offered' && judged(option, situation) === false;
}

function firmlyOffered(situation: Situation): boolean {
  return SURGERY.some((option) => isFirmlyOffered(option, situation));
}

/** Is an operation deferred: closed only by something that can be corrected first? */
export function surgeryDeferred(situation: Situation): boolean {
  return situation.recall(DEFERRED, someDeferred);
}

function someDeferred(situation: Situation): boolean {
  return SURGERY.some((option) => outcomeOf(option, situation).deferred);
}

/** Is any of the operations offered, judged from the pattern or not? */
export function someSurgeryOffered(situation: Situation): boolean {
  return SURGERY.some((option) => outcomeOf(option, situation).group === 'offered');
}

/** Both sides of the limit of a remnant that is not known, or only within bounds. */
function remnantSides(situation: Situation): readonly Situation[] {
  if (remnantMissing(situation).length === 0) return [];
  const limit = situation.limits[REMNANT_LIMIT];
  const known = situation.number('liver.future-remnant') ?? WHOLE_LIVER;
  if (isAtLeast(known, limit) !== 'unknown') return [];
  const below = { ...known, kind: 'number', high: limit, highOpen: true } as const;
  const above = { ...known, kind: 'number', low: limit, lowOpen: false } as const;
  return [situation.with('liver.future-remnant', below), situation.with('liver.future-remnant', above)];
}

/**
 * Surgery feasible, three-valued. True: an operation is offered and not merely judged from the pattern, or is so for
 * every value of a remnant that is not known. Unknown: one is open, judged from the pattern only, or deferred.
 * Under surveillance the liver is cleared: true.
 */
export function surgeryFeasible(situation: Situation): Truth {
  return situation.recall(FEASIBLE, compute);
}

function compute(situation: Situation): Truth {
  if (situation.surveillance === true) return true;
  if (firmlyOffered(situation)) return true;
  let open = false;
  for (const option of SURGERY) {
    const outcome = outcomeOf(option, situation);
    if (outcome.group !== 'closed' || outcome.deferred) open = true;
  }
  // With no lesion left the liver counts as cleared: as long as that is possible, surgery is not ruled out.
  if (!open) return situation.surveillance === 'unknown' ? 'unknown' : false;
  const sides = remnantSides(situation);
  return sides.length > 0 && sides.every(firmlyOffered) ? true : 'unknown';
}

/** As `surgeryFeasible`, for an option that does not wait for a correction: deferred counts as not feasible. */
export function surgeryFeasibleNow(situation: Situation): Truth {
  const feasible = surgeryFeasible(situation);
  if (feasible !== 'unknown') return feasible;
  return SURGERY.every((option) => outcomeOf(option, situation).group === 'closed') ? false : 'unknown';
}

/** What would settle whether surgery is feasible. */
export function feasibleMissing(situation: Situation): readonly Atom[] {
  return situation.recall(FEASIBLE_MISSING, collectFeasibleMissing);
}

function collectFeasibleMissing(situation: Situation): readonly Atom[] {
  if (surgeryFeasible(situation) !== 'unknown') return [];
  const missing = new Set<Atom>(
    situation.surveillance === 'unknown' ? openOf(situation, 'liver.lesion-count') : [],
  );
  for (const option of SURGERY) {
    const outcome = outcomeOf(option, situation);
    if (outcome.group === 'open') {
      for (const atom of missingAtoms(option, situation, 'deciding')) missing.add(atom);
    }
    if (outcome.group !== 'closed' && judged(option, situation) !== false) {
      for (const atom of judgedFromPatternOnly.missing?.(situation) ?? []) missing.add(atom);
    }
  }
  if (surgeryDeferred(situation)) {
    // Can the heart be corrected, or is the risk prohibitive?
    if (!situation.isFilled('heart-disease')) missing.add('heart-disease');
    if (!situation.isFilled('surgical-risk')) missing.add('surgical-risk');
  }
  return [...missing];
}

/** As `feasibleMissing`, for an option that does not wait. */
export function feasibleNowMissing(situation: Situation): readonly Atom[] {
  if (surgeryFeasibleNow(situation) !== 'unknown') return [];
  const deferred = surgeryDeferred(situation);
  return feasibleMissing(situation).filter(
    (atom) =>
      !deferred ||
      (atom !== 'heart-disease' && atom !== 'surgical-risk') ||
      openOf(situation, atom).length > 0,
  );
}

/**
 * The facts on which the answer rests: those of an operation that is offered; those of the operations that are not
 * ruled out; or those that rule every one of them out.
 */
export function feasibilityBehind(situation: Situation): ReadonlySet<FactId> {
  return situation.recall(FEASIBLE_BEHIND, collectBehind);
}

function collectBehind(situation: Situation): ReadonlySet<FactId> {
  if (situation.surveillance === true) return new Set(['liver.lesion-count']);
  const firm = SURGERY.find((option) => isFirmlyOffered(option, situation));
  if (firm) return new Set([...restsOn(firm, situation), ...judgedFromPatternOnly.reads]);
  const open = SURGERY.filter((option) => {
    const { group, deferred } = outcomeOf(option, situation);
    return group !== 'closed' || deferred;
  });
  return new Set((open.length > 0 ? open : SURGERY).flatMap((option) => [...restsOn(option, situation)]));
}

/** The facts that rule every operation out; undefined while that is not so. */
export function factsAgainstSurgery(situation: Situation): readonly FactId[] | undefined {
  if (surgeryFeasible(situation) !== false) return undefined;
  return [...new Set([...reasonsAgainst(situation).values()].flatMap(({ reads }) => reads))];
}

/** Required by the options that take the place of an operation. */
export const surgeryNotFeasible: Criterion = required('surgery-not-feasible', {
  sentence: 'Surgery of the liver metastases is not feasible',
  citations: [M21('48'), C18('Conclusions'), J12('5.3')],
  reads: [
    'liver.resectability',
    'liver.pattern.reported',
    'liver.future-remnant',
    'extrahepatic',
    'primary.status',
    'ecog',
  ],
  test: (s) => {
    const feasible = surgeryFeasible(s);
    return feasible === 'unknown' ? 'unknown' : !feasible;
  },
  missing: feasibleMissing,
  behind: feasibilityBehind,
  explain: describeFeasibility,
  shows: factsAgainstSurgery,
});

/** How feasibility was judged, in words. */
export function describeFeasibility(situation: Situation): string {
  return situation.recall(DESCRIBED, describe);
}

function describe(situation: Situation): string {
  const feasible = surgeryFeasible(situation);
  const named = (test: (option: OptionDefinition) => boolean): string =>
    SURGERY.filter(test)
      .map((option) => option.title.toLowerCase())
      .join(', ');
  if (situation.surveillance === true) return 'no lesion is left in the liver';
  if (feasible === true) {
    const offered = named(
      (o) => outcomeOf(o, situation).group === 'offered' && judged(o, situation) === false,
    );
    return `surgery is feasible (${offered || 'for every value of the future liver remnant'})`;
  }
  if (feasible === false)
    return `no resection of the liver is open to the patient (${[...reasonsAgainst(situation).keys()].join(', ')})`;
  if (surgeryDeferred(situation)) {
    return 'surgery is deferred until carcinoid heart disease is corrected: reassess after correction';
  }
  const open = named((o) => outcomeOf(o, situation).group === 'open');
  const fromPattern = named(
    (o) => outcomeOf(o, situation).group === 'offered' && judged(o, situation) !== false,
  );
  return [open ? `undecided: ${open}` : '', fromPattern ? `judged from the pattern only: ${fromPattern}` : '']
    .filter(Boolean)
    .join('; ');
}

/** A question that rules an operation out, in few words: without its remarks in brackets and its details. */
function inShort(question: Applicable | Criterion, situation: Situation): string {
  if (question.reads.includes('liver.resectability')) return 'the metastases cannot all be resected';
  const { sentence } = criterionWords(situation.written.kept, question);
  const [asked = ''] = sentence.replace(/ \([^()]*\)$/, '').split(': ');
  const words = asked.replace(/^[A-Z]/, (first) => first.toLowerCase());
  return 'kind' in question && question.kind === 'contraindication' ? words : `not met: ${words}`;
}

/** What rules every operation out, by its words: what the operations have in common, or else what rules out each. */
function reasonsAgainst(situation: Situation): ReadonlyMap<string, Applicable | Criterion> {
  const closing = SURGERY.map((option) => closingOf(option, situation));
  // An operation that the question does not arise for (no recurrence) says nothing of the others.
  const asked = closing.filter((questions, at) => questions[0] !== SURGERY[at]?.applicable);
  const [first = [], ...others] = asked;
  const common = first.filter((question) => others.every((questions) => questions.includes(question)));
  const named =
    common.length > 0 ? common : (asked.length > 0 ? asked : closing).flatMap(([one]) => one ?? []);
  const reasons = new Map<string, Applicable | Criterion>();
  for (const question of named) {
    const words = inShort(question, situation);
    if (!reasons.has(words)) reasons.set(words, question);
  }
  return reasons;
}
