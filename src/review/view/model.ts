import type { EvaluatedOption, Evaluation, Status } from '../../domain/evaluation.ts';
import { optionOf } from './wording.ts';

/** One fact that was changed on the page: what the record says and what was entered. */
export interface Change {
  readonly fact: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** What the review page shows: an evaluation, and the one of the record when facts were changed on the page. */
export interface ReviewModel {
  readonly evaluation: Evaluation;
  readonly record: Evaluation;
  readonly changes: readonly Change[];
}

/** The model of the record as it stands. */
export function ofRecord(evaluation: Evaluation): ReviewModel {
  return { evaluation, record: evaluation, changes: [] };
}

/** The status that an option has by the record, when the changes on the page give it another one. */
export function statusByRecord(model: ReviewModel, option: EvaluatedOption): Status | undefined {
  const before = optionOf(model.record, option.code)?.status;
  return before === option.status ? undefined : before;
}

/** Was the fact changed on the page? */
export function isChanged(model: ReviewModel, fact: string): boolean {
  return model.changes.some((change) => change.fact === fact);
}
