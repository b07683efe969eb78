import { overdueSentence } from '../../decision/overdue.ts';
import type { EvaluatedOption } from '../../domain/evaluation.ts';
import { evidenceFor } from '../../evidence/ranges.ts';
import type { ReviewModel } from '../view/model.ts';
import { remarkOf } from '../view/pathway.ts';
import { notKnownLine, situationLine } from '../view/situation.ts';
import { groupOf, STATUS_ORDER, STATUS_WORDS } from '../view/status.ts';
import { capital, dateText, factTitle, inReadingOrder, listed } from '../view/wording.ts';

/** The answer as plain text for a note: what was known, what was changed on the page, and what follows. */
export function boardText(model: ReviewModel): string {
  const { evaluation } = model;
  const lines: string[] = [
    'Neuroendocrine liver metastases: decision support for the tumour board',
    `Evaluated for ${dateText(evaluation.evaluationDate)}, knowledge base ${evaluation.knowledgeVersion}${evaluation.strict ? ', strict mode' : ''}.`,
    '',
    situationLine(evaluation),
  ];
  const open = notKnownLine(evaluation);
  if (open !== '') lines.push(`Not known: ${open}.`);
  if (model.changes.length > 0) {
    lines.push('', 'What if (facts entered on the page, not on record):');
    lines.push(
      ...model.changes.map((change) => `- ${change.title}: ${change.after} (record: ${change.before})`),
    );
  }
  if (evaluation.alerts.length > 0) {
    lines.push(
      '',
      'Alerts:',
      ...evaluation.alerts.map((alert) => `- ${capital(alert.text)} (${listed(alert.citations)})`),
    );
  }
  for (const status of STATUS_ORDER) {
    const options = inReadingOrder(evaluation.options).filter((option) => option.status === status);
    if (options.length === 0) continue;
    lines.push('', `${STATUS_WORDS[status]}:`);
    if (groupOf(status) === 'closed')
      lines.push(...options.map((option) => `- ${option.title}${remark(option)}`));
    else for (const option of options) lines.push(...offered(option));
  }
  if (evaluation.transplantCriteria.length > 0) {
    const words = { met: 'met', 'not-met': 'not met', unknown: 'not known' } as const;
    lines.push('', 'Transplantation criteria:');
    lines.push(...evaluation.transplantCriteria.map((set) => `- ${set.title}: ${words[set.result]}`));
  }
  if (evaluation.workup.length > 0) {
    lines.push(
      '',
      'Missing data:',
      ...evaluation.workup.map((item) => `- ${item.title} (${item.facts.map(factTitle).join(', ')})`),
    );
  }
  if (evaluation.assumptions.length > 0) {
    lines.push('', `Assumed: ${evaluation.assumptions.map((each) => factTitle(each.fact)).join(', ')}.`);
  }
  lines.push('', 'Supports the judgement of clinicians; not yet reviewed by a clinical authority.');
  const overdue = overdueSentence(evaluation.evaluationDate);
  if (overdue !== undefined) lines.push(overdue);
  return lines.join('\n');
}

function remark(option: EvaluatedOption): string {
  const text = remarkOf(option);
  return text === '' ? '' : ` \u2013 ${text}`;
}

function offered(option: EvaluatedOption): readonly string[] {
  return [`- ${option.title}${remark(option)}`, `  Evidence: ${evidenceFor(option.code).line}`];
}
