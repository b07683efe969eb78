import type { Citation } from '../domain/evaluation.ts';
import { namesIn } from '../domain/wording.ts';
import type { Applicable, Criterion } from './criterion.ts';
import { limits, type Limits, type ParameterId } from './parameters.ts';
import { numberCalled } from './site-thresholds.ts';
import type { SetCriterion, TransplantSet } from './transplant-sets.ts';
import { worded } from './wording.ts';

/** A criterion in words, with the numbers in force. */
export interface CriterionWords {
  readonly sentence: string;
  readonly citations: readonly Citation[];
  /** The numbers of its own that the site has changed, a text each. */
  readonly changed: readonly string[];
}

/** Criteria in words, worked out once for the numbers in force. */
export interface KeptWords {
  readonly limits: Limits;
  /** By the places of the criteria. */
  readonly criteria: (CriterionWords | undefined)[];
  readonly sets: Map<TransplantSet, readonly CriterionWords[]>;
}

const KEPT = new WeakMap<Limits, KeptWords>();

/** The words that are kept for the numbers in force. */
export function wordsFor(values: Limits): KeptWords {
  let kept = KEPT.get(values);
  if (kept === undefined) {
    kept = { limits: values, criteria: [], sets: new Map() };
    KEPT.set(values, kept);
  }
  return kept;
}

/** A criterion (or the question whether an option arises) in words. */
export function criterionWords(kept: KeptWords, criterion: Criterion | Applicable): CriterionWords {
  let words = kept.criteria[criterion.place];
  if (words === undefined) {
    const { sentence, citations, numbers } = criterion;
    words = written(sentence, citations, numbers ?? [], kept.limits);
    kept.criteria[criterion.place] = words;
  }
  return words;
}

/** The criteria of a set in words. */
export function setWords(kept: KeptWords, set: TransplantSet): readonly CriterionWords[] {
  let words = kept.sets.get(set);
  if (words === undefined) {
    words = set.criteria.map(({ sentence }: SetCriterion) => written(sentence, [], [], kept.limits));
    kept.sets.set(set, words);
  }
  return words;
}

function written(
  sentence: string,
  citations: readonly Citation[],
  numbers: readonly ParameterId[],
  values: Limits,
): CriterionWords {
  const builtIn = limits();
  const own = [...new Set([...(namesIn(sentence) ?? []), ...numbers])] as ParameterId[];
  return {
    sentence: worded(sentence, values),
    citations: citations.some(({ at }) => at.includes('{'))
      ? citations.map(({ source, at }) => ({ source, at: worded(at, values) }))
      : citations,
    changed: own.filter((id) => values[id] !== builtIn[id]).map((id) => changedText(id, values[id])),
  };
}

function changedText(id: ParameterId, value: number): string {
  const { meaning = '', unit = '' } = numberCalled(id) ?? {};
  return `at this site ${meaning}: ${`${value} ${unit}`.trim()}`;
}
