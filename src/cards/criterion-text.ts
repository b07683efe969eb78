import type { EvaluatedCriterion, EvaluatedFact, EvaluatedOption } from '../domain/evaluation.ts';
import { cleanText } from './markdown.ts';
import { factTitle, readableDate, referencesOf, unique } from './wording.ts';

/** Criteria in words: what is asked, and the values, dates and resources behind the answer. */

const GENERAL_REMARK = /\s*\([^()]*(?:passes with a caution|without a record)[^()]*\)$/;

/** `Ki-67 4 %, 1 Sep 2026, Observation/ki67-1`. */
function statement(fact: EvaluatedFact): string {
  const parts = [`${factTitle(fact.id)} ${fact.text}${fact.stale ? ' (older than its limit)' : ''}`];
  const date = readableDate(fact.effective);
  if (date !== undefined) parts.push(date);
  if (fact.state === 'assumed') parts.push('assumed');
  else parts.push(...referencesOf(fact).slice(0, 3));
  return parts.join(', ');
}

/**
 * What stands behind a criterion: its explanation with the resources beside the values, and without the facts
 * that are not known where they do not bear on the result.
 */
function basis(criterion: EvaluatedCriterion, facts: ReadonlyMap<string, EvaluatedFact>): string {
  const read = criterion.facts.map((id) => facts.get(id)).filter((fact) => fact !== undefined);
  const explanation = cleanText(criterion.explanation);
  const known = read.filter((fact) => fact.state === 'known' || fact.state === 'conflicting');
  if (explanation === '') return known.map(statement).join('; ');
  const parts = explanation.split('; ').map((part) => {
    const fact = read.find(
      ({ id }) => part.startsWith(`${factTitle(id)} `) || part.startsWith(`${factTitle(id)}:`),
    );
    return { part, fact };
  });
  const unnamed = known
    .filter((fact) => parts.every((part) => part.fact !== fact))
    .flatMap((fact) => referencesOf(fact).slice(0, 2));
  const text = parts
    .filter(({ part, fact }) => !isIdle(part, fact, criterion) || parts.every((other) => other.fact === fact))
    .map(({ part, fact }) => (fact !== undefined && known.includes(fact) ? withReferences(part, fact) : part))
    .join('; ');
  return unnamed.length > 0 ? `${text} (${unique(unnamed).slice(0, 4).join(', ')})` : text;
}

/** Says nothing beside the others: not known where it does not matter, or computed from a value beside it. */
function isIdle(part: string, fact: EvaluatedFact | undefined, criterion: EvaluatedCriterion): boolean {
  if (fact === undefined) return false;
  return part.endsWith('(computed)') || (fact.state === 'unknown' && criterion.result !== 'unknown');
}

/** `Ki-67 4 % (2026-09-01)` with the resources inside the brackets. */
function withReferences(part: string, fact: EvaluatedFact): string {
  const references = referencesOf(fact)
    .filter((reference) => !part.includes(reference))
    .slice(0, 1)
    .join(', ');
  if (references === '') return part;
  return part.endsWith(')') ? `${part.slice(0, -1)}, ${references})` : `${part} (${references})`;
}

/**
 * What is asked and what the record says to it. General remarks at its end (what counts without a record, what passes
 * with a caution) are left to the rule book where no caution on the same facts is in play.
 */
export function concisely(
  criterion: EvaluatedCriterion,
  option: EvaluatedOption,
  facts: ReadonlyMap<string, EvaluatedFact>,
): string {
  const cautioned = option.criteria.some(
    (other) =>
      other.kind === 'caution' &&
      other.result === 'met' &&
      other.facts.some((id) => criterion.facts.includes(id)),
  );
  const sentence = cautioned ? criterion.sentence : criterion.sentence.replace(GENERAL_REMARK, '');
  return described({ ...criterion, sentence }, facts);
}

/** What is asked and what the record says to it. */
export function described(criterion: EvaluatedCriterion, facts: ReadonlyMap<string, EvaluatedFact>): string {
  const behind = basis(criterion, facts);
  const asked = cleanText(criterion.sentence).replace(/[.?:]$/, '') || criterion.id;
  return behind === '' || behind.startsWith(asked) ? behind || asked : `${asked}: ${behind}`;
}

/** As `described`, and only what is asked where the values are many (they stand in the full evaluation). */
export function briefly(criterion: EvaluatedCriterion, facts: ReadonlyMap<string, EvaluatedFact>): string {
  const sentence = criterion.sentence.replace(GENERAL_REMARK, '');
  const whole = described({ ...criterion, sentence }, facts);
  return whole.length <= 150
    ? whole
    : described({ ...criterion, sentence, explanation: '', facts: [] }, facts);
}

/** Criteria with the same wording and basis, with the options that ask for them. */
export function grouped(
  pairs: readonly { option: EvaluatedOption; criterion: EvaluatedCriterion }[],
  key: (criterion: EvaluatedCriterion) => string,
): { criterion: EvaluatedCriterion; options: EvaluatedOption[] }[] {
  const groups = new Map<string, { criterion: EvaluatedCriterion; options: EvaluatedOption[] }>();
  for (const { option, criterion } of pairs) {
    const group = groups.get(key(criterion));
    if (group === undefined) groups.set(key(criterion), { criterion, options: [option] });
    else if (!group.options.includes(option)) group.options.push(option);
  }
  return [...groups.values()];
}

/** The criteria of options that are kept, each with its option. */
export function pairsOf(
  options: readonly EvaluatedOption[],
  keep: (criterion: EvaluatedCriterion) => boolean,
): { option: EvaluatedOption; criterion: EvaluatedCriterion }[] {
  return options.flatMap((option) =>
    option.criteria.filter(keep).map((criterion) => ({ option, criterion })),
  );
}
