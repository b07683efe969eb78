import type { EvaluatedOption } from '../domain/evaluation.ts';
import { FACT_IDS, type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Value } from '../domain/facts.ts';
import { datesTried, exactValue, SEGMENT_SETS, samples } from './completion.ts';
import type { Applicable, Criterion, OptionDefinition } from './criterion.ts';
import { valueText } from './describe.ts';
import type { Situation } from './situation.ts';
import { applicability, closes, closingOf, outcomeOf } from './status.ts';

/** Facts that describe the person, the diagnosis or the past, and that nobody would ask to differ. */
const NOT_VARIED: readonly FactId[] = ['nelm', 'scope', 'deceased', 'prior'];
const VARIED: readonly FactId[] = FACT_IDS.filter((id) => !NOT_VARIED.includes(id));

interface Alternative {
  readonly value: Value;
  readonly situation: Situation;
}

const TRIED = new WeakMap<Situation, Map<FactId, readonly Alternative[]>>();

/** The situations in which one known fact differs, built once for all options. */
function alternativesOf(situation: Situation, id: FactId): readonly Alternative[] {
  let tried = TRIED.get(situation);
  if (!tried) {
    tried = new Map();
    TRIED.set(situation, tried);
  }
  let alternatives = tried.get(id);
  if (!alternatives) {
    alternatives = otherValues(situation, id).map((value) => ({
      value,
      situation: situation.with(id, value),
    }));
    tried.set(id, alternatives);
  }
  return alternatives;
}

function otherValues(situation: Situation, id: FactId): readonly Value[] {
  const definition = factDefinition(id);
  if (definition.type === 'word') {
    const now = situation.value(id);
    return definition.words
      .filter((word) => now?.kind !== 'word' || !now.possible.includes(word))
      .filter((word) => word !== 'unspecified')
      .map((word) => ({ kind: 'word', possible: [word] }));
  }
  if (definition.type === 'number') return samples(id, situation.limits).map(exactValue);
  return definition.type === 'set' ? SEGMENT_SETS : datesTried(situation);
}

/** Does what closed an option here close it in another situation as well? */
function stillCloses(question: Applicable | Criterion, option: OptionDefinition, other: Situation): boolean {
  return question === option.applicable
    ? applicability(option, other) === false
    : closes(question as Criterion, other);
}

/**
 * For a closed option: the single known facts that would have to differ for it to be offered or open, with the first
 * value that does. An explanation for the reader, not advice.
 */
export function counterfactualsOf(
  option: OptionDefinition,
  situation: Situation,
): EvaluatedOption['counterfactuals'] {
  const closing = closingOf(option, situation);
  const found: EvaluatedOption['counterfactuals'][number][] = [];
  for (const id of VARIED) {
    const now = situation.value(id);
    if (!now || situation.fact(id).state !== 'known') continue;
    // Everything that closes the option has to change: a fact that one of these did not look at cannot open it.
    if (closing.some((question) => !situation.lookedAt(question, id))) continue;
    for (const { value, situation: other } of alternativesOf(situation, id)) {
      if (closing.some((question) => stillCloses(question, option, other))) continue;
      const outcome = outcomeOf(option, other);
      if (outcome.group === 'closed') continue;
      found.push({ fact: id, now: valueText(id, now), would: valueText(id, value), status: outcome.status });
      break;
    }
  }
  return found;
}
