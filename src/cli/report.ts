import { factTitle, referencesOf, unknownReason } from '../cards/wording.ts';
import type {
  CriterionResult,
  EvaluatedCriterion,
  EvaluatedFact,
  EvaluatedOption,
  Evaluation,
  Status,
} from '../domain/evaluation.ts';
import { printable, wrap } from './plain-markdown.ts';

/** A whole evaluation as text for a person: what, why, and from where. */

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  recommended: 'RECOMMENDED',
  consider: 'CONSIDER',
  'insufficient-data': 'UNDECIDED',
  'not-indicated': 'not indicated',
  contraindicated: 'contraindicated',
  'not-applicable': 'not applicable',
};

const STATUS_ORDER = Object.keys(STATUS_WORDS);

/** The report, wrapped to a width in columns. */
export function report(evaluation: Evaluation, width = 100): string {
  const sections = [
    heading(evaluation),
    ...(evaluation.applies ? [classification(evaluation)] : []),
    section('Alerts', alerts(evaluation), width),
    ...options(evaluation, width),
    section('Criteria for liver transplantation', transplantation(evaluation), width),
    section('What to ask for', workup(evaluation), width),
    section('Assumptions', assumptions(evaluation), width),
    section('Facts', facts(evaluation), width),
    section(
      'Prognostic factors (never scored)',
      evaluation.prognosticFactors.map(({ text }) => text),
      width,
    ),
    section('Remarks on the record', issues(evaluation), width),
    section(
      'Limits',
      [
        'Decision support for clinicians; it supports their judgement and does not replace it. Not yet reviewed by a clinical authority.',
      ],
      width,
    ),
  ];
  return `${printable(sections.filter((text) => text !== '').join('\n\n'))}\n`;
}

function section(title: string, items: readonly string[], width: number): string {
  if (items.length === 0) return '';
  return [title.toUpperCase(), ...items.flatMap((item) => wrap(item, width, '  - ', '    '))].join('\n');
}

function heading(evaluation: Evaluation): string {
  const strict = evaluation.strict ? ', strict (nothing is assumed)' : '';
  return [
    `${evaluation.subject}, evaluated ${evaluation.evaluationDate} with knowledge base ${evaluation.knowledgeVersion}${strict}`,
    evaluation.applies
      ? 'Neuroendocrine liver metastases: yes'
      : 'The knowledge base does not apply to this patient: see the remarks on the record',
  ].join('\n');
}

function classification(evaluation: Evaluation): string {
  const { category, pattern, grade, possibleGrades, possiblePatterns } = evaluation.classification;
  const openTo = (possible: readonly string[]): string =>
    possible.length > 0 ? `not known (${possible.join(' or ')})` : 'not known';
  return [
    `Category: ${category ?? 'not known'}`,
    `Grade:    ${grade ?? openTo(possibleGrades)}`,
    `Pattern:  ${pattern === null ? openTo(possiblePatterns) : `type ${pattern}`}`,
  ].join('\n');
}

function options(evaluation: Evaluation, width: number): string[] {
  const ordered = [...evaluation.options].sort(
    (a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) || a.rank - b.rank,
  );
  if (ordered.length === 0) return [];
  return ['OPTIONS', ...ordered.map((option) => optionText(option, evaluation, width))];
}

function optionText(option: EvaluatedOption, evaluation: Evaluation, width: number): string {
  const best = option.couldBe === null ? '' : `, could be: ${option.couldBe}`;
  const timing = option.timing === null ? '' : `, timing: ${option.timing}`;
  const deferred = option.deferred ? ', deferred until corrected' : '';
  const head = `${STATUS_WORDS[option.status].padEnd(16)} ${option.title} [${option.code}]${best}${timing}${deferred}`;
  if (option.status === 'not-applicable') return head;
  const byId = new Map(evaluation.facts.map((fact) => [fact.id, fact]));
  const detail = [
    ...option.criteria.map((criterion) => criterionText(criterion)),
    ...listed('missing', option.missing.map(factTitle)),
    ...listed(
      'assumed',
      option.assumptions.map((id) => `${factTitle(id)} ${byId.get(id)?.text ?? ''}`.trim()),
    ),
    ...option.positions.map((text) => `sources disagree: ${text}`),
    ...option.notes.map((text) => `note: ${text}`),
    ...(option.evidence.trim() === '' ? [] : [`evidence: ${option.evidence}`]),
  ];
  return [head, ...detail.flatMap((text) => wrap(text, width, '    ', '        '))].join('\n');
}

const listed = (name: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${name}: ${items.join(', ')}`];

const REQUIRED: Readonly<Record<CriterionResult, string>> = { met: '[+]', 'not-met': '[-]', unknown: '[?]' };
const AGAINST: Readonly<Record<CriterionResult, string>> = {
  met: '[!] present',
  'not-met': '[+] absent',
  unknown: '[?] not known',
};

function criterionText(criterion: EvaluatedCriterion): string {
  const explanation = criterion.explanation.trim() === '' ? '' : `: ${criterion.explanation}`;
  const places = criterion.citations.map(({ source, at }) => (source === 'OP' ? 'OP' : `${source}:${at}`));
  const cited = [...new Set(places)].join('; ');
  const mark =
    criterion.kind === 'required'
      ? REQUIRED[criterion.result]
      : `${AGAINST[criterion.result]}, ${criterion.strength === 'relative' ? 'relative ' : ''}${criterion.kind}`;
  return `${mark} ${criterion.sentence}${explanation}${cited === '' ? '' : ` {${cited}}`}`;
}

function alerts(evaluation: Evaluation): string[] {
  return evaluation.alerts.map((alert) => `${alert.severity}: ${alert.text} (${alert.id})`);
}

function transplantation(evaluation: Evaluation): string[] {
  return evaluation.transplantCriteria.map((set) => {
    const criteria = set.criteria
      .map((criterion) => `${criterion.id.replace(/^[^.]*\./, '')} ${criterion.result}`)
      .join(', ');
    return `${set.title}: ${set.result} (${criteria})`;
  });
}

function workup(evaluation: Evaluation): string[] {
  const items = evaluation.workup.map((item) => {
    const decides = item.decides.length > 0 ? `; bears on ${item.decides.join(', ')}` : '';
    const missing = item.facts.length > 0 ? `: ${item.facts.map(factTitle).join(', ')}` : '';
    const place = item.baseline ? 'baseline' : `score ${item.score}`;
    return `${item.title}${missing}${decides} (${place})`;
  });
  const omitted = evaluation.workupOmitted;
  return omitted.length > 0 ? [...items, `lower in the ranking: ${omitted.join(', ')}`] : items;
}

function assumptions(evaluation: Evaluation): string[] {
  return evaluation.assumptions.map(({ fact, text }) => `${factTitle(fact)}: ${text}`);
}

function facts(evaluation: Evaluation): string[] {
  return evaluation.facts
    .filter((fact) => fact.state !== 'assumed')
    .filter((fact) => fact.state !== 'unknown' || fact.reason !== 'absent')
    .map(factLine);
}

function factLine(fact: EvaluatedFact): string {
  const value = fact.state === 'unknown' ? `not known, ${unknownReason(fact)}` : fact.text;
  const stale = fact.stale ? ', older than its age limit' : '';
  const date = fact.effective === undefined ? '' : `, ${fact.effective}`;
  const references = referencesOf(fact);
  const from = references.length > 0 ? ` [${references.join(', ')}]` : '';
  const conflict = fact.state === 'conflicting' ? ' CONFLICTING RECORDS' : '';
  return `${factTitle(fact.id)}: ${value}${conflict}${date}${stale}${from}`;
}

function issues(evaluation: Evaluation): string[] {
  return evaluation.issues.map(
    (issue) => `${issue.severity}: ${issue.resource === undefined ? '' : `${issue.resource}: `}${issue.text}`,
  );
}
