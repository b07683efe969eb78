import type { CriterionResult, EvaluatedCriterion, EvaluatedSet } from '../domain/evaluation.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { Truth } from '../domain/truth.ts';
import type { Criterion, OptionDefinition } from './criterion.ts';
import { criterionWords, setWords } from './criterion-wording.ts';
import { factsText, wordsOfFacts } from './describe.ts';
import type { Situation } from './situation.ts';
import { answer, applicability } from './status.ts';
import { setAnswer } from './transplant-answers.ts';
import type { TransplantSet } from './transplant-sets.ts';

function resultOf(truth: Truth): CriterionResult {
  if (truth === 'unknown') return truth;
  return truth ? 'met' : 'not-met';
}

/** The criteria of an option that are asked of the patient, with their results. */
export function criteriaOf(option: OptionDefinition, situation: Situation): readonly EvaluatedCriterion[] {
  const criteria: EvaluatedCriterion[] = [];
  const arises = applicability(option, situation);
  if (option.applicable && arises !== true) {
    const { reads, sources, operational, group } = option.applicable;
    const { sentence, citations, changed } = criterionWords(situation.written.kept, option.applicable);
    criteria.push({
      id: 'applicable',
      kind: 'required',
      result: resultOf(arises),
      sentence,
      facts: reads,
      explanation: explained(undefined, factsText(situation, group), changed),
      sources,
      citations,
      operational,
    });
    if (arises === false) return criteria;
  }
  for (const criterion of option.criteria) {
    if (criterion.when === undefined || criterion.when(situation) !== false)
      criteria.push(criterionResult(criterion, situation));
  }
  return criteria;
}

/** The result of a criterion; options that share a criterion share its result. */
function criterionResult(criterion: Criterion, situation: Situation): EvaluatedCriterion {
  const { criteria } = situation.written;
  let result = criteria[criterion.place];
  if (result === undefined) {
    result = evaluatedCriterion(criterion, situation);
    criteria[criterion.place] = result;
  }
  return result;
}

function evaluatedCriterion(criterion: Criterion, situation: Situation): EvaluatedCriterion {
  const { id, kind, reads, sources, operational, strength } = criterion;
  const { sentence, citations, changed } = criterionWords(situation.written.kept, criterion);
  const result = resultOf(answer(criterion, situation));
  const shown = criterion.shows?.(situation);
  const explanation = explanationOf(criterion, situation, shown, changed);
  const facts = shown === undefined ? reads : [...new Set([...shown, ...reads])];
  if (strength === undefined)
    return { id, kind, result, sentence, facts, explanation, sources, citations, operational };
  if (!criterion.reversible)
    return { id, kind, result, sentence, facts, explanation, sources, citations, operational, strength };
  const reversible = true;
  return {
    id,
    kind,
    result,
    sentence,
    facts,
    explanation,
    sources,
    citations,
    operational,
    strength,
    reversible,
  };
}

function explanationOf(
  criterion: Criterion,
  situation: Situation,
  shown: readonly FactId[] | undefined,
  changed: readonly string[],
): string {
  const values = shown === undefined ? factsText(situation, criterion.group) : wordsOfFacts(situation, shown);
  if (criterion.explain === undefined && changed.length === 0) return values;
  return explained(criterion.explain?.(situation), values, changed);
}

/** Details, the facts behind the answer, and limits that this site has changed. */
function explained(detail: string | undefined, values: string, changed: readonly string[]): string {
  const said = detail ? `${detail}; ${values}` : values;
  return changed.length === 0 ? said : [said, ...changed].join('; ');
}

/** A set of criteria for transplantation with its results. */
export function evaluatedSet(set: TransplantSet, situation: Situation): EvaluatedSet {
  const words = setWords(situation.written.kept, set);
  const criteria = set.criteria.map((criterion, at) => {
    const { sentence = '', changed = [] } = words[at] ?? {};
    const { operational } = criterion;
    const marked = operational === undefined ? '' : `; operational definition (${operational})`;
    const said = `${sentence}: ${factsText(situation, criterion.group)}${marked}`;
    return {
      id: criterion.wireId,
      result: resultOf(setAnswer(criterion, situation)),
      explanation: explained(undefined, said, changed),
      facts: criterion.reads,
      operational: operational !== undefined,
    };
  });
  const results = criteria.map((c) => c.result);
  return {
    set: set.code,
    title: set.title,
    result: results.includes('not-met') ? 'not-met' : results.includes('unknown') ? 'unknown' : 'met',
    criteria,
    citation: set.citation,
  };
}
