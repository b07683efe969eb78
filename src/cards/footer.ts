import { overdueSentence } from '../decision/overdue.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import { markdownText } from './markdown.ts';
import { readableDate } from './wording.ts';

/** The last paragraph of every detail: which knowledge, which day, for whom. */
export function footer(evaluation: Evaluation): string {
  const date = readableDate(evaluation.evaluationDate) ?? evaluation.evaluationDate;
  const strict = evaluation.strict ? '; strict mode, nothing is assumed' : '';
  const overdue = overdueSentence(evaluation.evaluationDate);
  return markdownText(
    `Knowledge base ${evaluation.knowledgeVersion}, evaluated ${date}${strict}. For clinicians who treat adults with neuroendocrine liver metastases; it supports their judgement and does not replace it. Not yet reviewed by a clinical authority.${overdue === undefined ? '' : ` ${overdue}`}`,
    600,
  );
}
