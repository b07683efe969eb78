import type { FactId } from '../domain/fact-catalogue.ts';
import type { Applicable, Criterion, OptionDefinition } from './criterion.ts';
import { PATTERN_PARTS } from './pattern.ts';
import type { Situation } from './situation.ts';
import { applicability, closes, closingOf, outcomeOf } from './status.ts';

/** Nothing stands behind the answer. */
export const NO_FACTS: ReadonlySet<FactId> = new Set();

/** Facts behind the answers to some questions: those that they read, and what stands behind these. */
export function factsBehind(
  questions: Iterable<Pick<Criterion | Applicable, 'reads' | 'behind'>>,
  situation: Situation,
): ReadonlySet<FactId> {
  const facts = new Set<FactId>();
  for (const { reads, behind } of questions) {
    for (const id of reads) facts.add(id);
    if (behind) for (const id of behind(situation)) facts.add(id);
  }
  if (facts.has('liver.pattern.reported') && situation.value('liver.pattern.reported') === undefined)
    for (const id of PATTERN_PARTS) facts.add(id);
  return facts;
}

/** Is everything that a question reads on record and within its age limit, or without bearing on the answer? */
function isFirm({ reads }: Criterion | Applicable, situation: Situation): boolean {
  return reads.every((id) => {
    const { state, stale } = situation.fact(id);
    return state !== 'assumed' && !stale;
  });
}

/**
 * Every question that bears on the group of the option. A closed one needs no more than one thing that closes it: one
 * that leans on no assumption and on nothing old, where there is one.
 */
function deciding(option: OptionDefinition, situation: Situation): readonly (Criterion | Applicable)[] {
  if (outcomeOf(option, situation).group === 'closed') {
    const closing = [
      ...new Set([
        ...closingOf(option, situation),
        ...option.criteria.filter((criterion) => closes(criterion, situation)),
      ]),
    ];
    const firm = closing.find((question) => isFirm(question, situation));
    return firm === undefined ? closing : [firm];
  }
  const asked = option.criteria.filter(
    (criterion) => criterion.kind !== 'caution' && isAsked(criterion, situation),
  );
  return option.applicable ? [option.applicable, ...asked] : asked;
}

/** Does the branch of the option arise in which the criterion is asked? */
export function isAsked({ when }: Criterion, situation: Situation): boolean {
  return when === undefined || when(situation) !== false;
}

/**
 * The facts on which the group of an option (offered, open, closed) rests: of a closed one the facts that close it,
 * else all that decide. An option that turns on another one rests on these.
 */
export function restsOn(option: OptionDefinition, situation: Situation): ReadonlySet<FactId> {
  return factsBehind(deciding(option, situation), situation);
}

/** The facts behind everything that is asked of an option that is applicable, its cautions included. */
export function factsBehindAll(option: OptionDefinition, situation: Situation): ReadonlySet<FactId> {
  const asked =
    applicability(option, situation) === false
      ? []
      : option.criteria.filter((criterion) => isAsked(criterion, situation));
  return factsBehind(option.applicable ? [option.applicable, ...asked] : asked, situation);
}
