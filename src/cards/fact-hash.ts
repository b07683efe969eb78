import { createHash } from 'node:crypto';
import type { EvaluatedFact, EvaluatedOption, Evaluation } from '../domain/evaluation.ts';
import { isOffered, isWorthAsking, unique } from './wording.ts';

/**
 * Digests of what a card rests on. A card that was overridden stays away while its digest is the same, so the
 * digest holds the values and dates of the facts and the statuses drawn from them, and leaves out whatever
 * changes without news: references, wording, the evaluation date, and the age in years (a birthday counts only
 * when it moves a status).
 */

const AGING: ReadonlySet<string> = new Set(['age']);

/** A fact as far as it is news when it changes. */
function factState(fact: EvaluatedFact): unknown {
  const specimens = (fact.specimens ?? [])
    .map((specimen) => [
      specimen.site,
      specimen.value,
      specimen.low,
      specimen.high,
      specimen.effective ?? null,
    ])
    .map((specimen) => JSON.stringify(specimen))
    .sort();
  return [
    fact.id,
    fact.state,
    fact.value,
    fact.low ?? null,
    fact.high ?? null,
    [...(fact.possible ?? [])].sort(),
    fact.unit ?? null,
    fact.stale,
    fact.effective ?? null,
    fact.state === 'unknown' ? (fact.reason ?? null) : null,
    specimens,
  ];
}

/** The states of the named facts, in the order of their ids. */
export function factStates(evaluation: Evaluation, ids: Iterable<string>): unknown[] {
  const wanted = new Set([...ids].filter((id) => !AGING.has(id)));
  return evaluation.facts
    .filter((fact) => wanted.has(fact.id))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map(factState);
}

/** Facts that the criteria of an option read, and those that it lists as missing or assumed. */
export function factsOfOption(option: EvaluatedOption): string[] {
  return unique([
    ...option.criteria.flatMap((criterion) => criterion.facts),
    ...option.missing,
    ...option.assumptions,
  ]);
}

/** SHA-256 in hexadecimal over plain data. Numbers that JSON has no form for are written as text. */
export function digest(data: unknown): string {
  const text = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
  return createHash('sha256').update(text.toWellFormed()).digest('hex');
}

/** Digest of a whole evaluation: what the audit keeps in place of clinical values. */
export function evaluationHash(evaluation: Evaluation): string {
  return digest([
    'evaluation',
    evaluation.applies,
    factStates(
      evaluation,
      evaluation.facts.map((fact) => fact.id),
    ),
    statuses(evaluation.options),
  ]);
}

/** Code, status and best reachable status of options, in the order of their codes. */
export function statuses(options: readonly EvaluatedOption[]): unknown[] {
  return options
    .map((option) => [option.code, option.status, option.couldBe])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

/** The options that the treatment card is about: offered, or undecided with something to gain. */
export function shownOptions(evaluation: Evaluation): EvaluatedOption[] {
  return evaluation.options.filter((option) => isOffered(option) || isWorthAsking(option));
}
