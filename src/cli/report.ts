import { factTitle, referencesOf, unknownReason } from '../cards/wording.ts';
import { overdueSentence } from '../decision/overdue.ts';
import type { EvaluatedFact, Evaluation } from '../domain/evaluation.ts';
import { citationTexts } from '../evidence/sources.ts';
import { printable, wrap } from './plain-markdown.ts';
import { optionText, headLines, positionsOnce, presented, REQUIRED } from './report-options.ts';

/** A whole evaluation as text for a person: what, why, and from where. Nothing of it is left out. */

/** The report, wrapped to a width in columns. */
export function report(evaluation: Evaluation, width = 100): string {
  const overdue = overdueSentence(evaluation.evaluationDate);
  const sections = [
    heading(evaluation),
    ...(evaluation.applies ? [classification(evaluation)] : []),
    section('Alerts', alerts(evaluation), width),
    ...options(evaluation, width),
    transplantation(evaluation, width),
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
        ...(overdue === undefined ? [] : [overdue]),
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
  const ordered = presented(evaluation);
  if (ordered.length === 0) return [];
  const overview = ordered.flatMap((option) => headLines(option, width, '  '));
  return [
    ['OPTIONS AT A GLANCE', ...overview].join('\n'),
    [
      'OPTIONS',
      ...wrap(
        '[+] speaks for the option, [-] and [!] speak against it, [?] is not known; sources in braces; OP marks an operational definition, which no source states.',
        width,
        '  ',
      ),
    ].join('\n'),
    ...ordered.map((option) => optionText(option, evaluation, width)),
    section(
      'Where the sources disagree',
      positionsOnce(evaluation).map((text, i) => `[${i + 1}] ${text}`),
      width,
    ),
  ];
}

function cited(places: readonly string[]): string {
  return places.length === 0 ? '' : ` {${places.join('; ')}}`;
}

function alerts(evaluation: Evaluation): string[] {
  return evaluation.alerts.map(
    (alert) => `${alert.severity}: ${alert.text} (${alert.id})${cited(alert.citations)}`,
  );
}

function transplantation(evaluation: Evaluation, width: number): string {
  const sets = evaluation.transplantCriteria.map((set) =>
    [
      ...wrap(
        `${set.title} [${set.set}]: ${set.result}${cited(citationTexts([set.citation]))}`,
        width,
        '  ',
        '    ',
      ),
      ...set.criteria.flatMap(({ id, result, explanation }) =>
        wrap(`${REQUIRED[result]} ${id.replace(/^[^.]*\./, '')}: ${explanation}`, width, '    ', '        '),
      ),
    ].join('\n'),
  );
  return sets.length === 0 ? '' : ['CRITERIA FOR LIVER TRANSPLANTATION', ...sets].join('\n');
}

function workup(evaluation: Evaluation): string[] {
  const items = evaluation.workup.map((item) => {
    const decides = item.decides.length > 0 ? `; bears on ${item.decides.join(', ')}` : '';
    const missing = item.facts.length > 0 ? `; resolves ${item.facts.map(factTitle).join(', ')}` : '';
    const place = item.baseline ? 'baseline' : `score ${item.score}`;
    return `${item.title} [${item.id}] (${place}): ${item.text}${missing}${decides}${cited(item.sources)}`;
  });
  const omitted = evaluation.workupOmitted;
  return omitted.length > 0 ? [...items, `lower in the ranking: ${omitted.join(', ')}`] : items;
}

function assumptions(evaluation: Evaluation): string[] {
  return evaluation.assumptions.map(({ fact, text }) =>
    text.startsWith(factTitle(fact)) ? text : `${factTitle(fact)}: ${text}`,
  );
}

function facts(evaluation: Evaluation): string[] {
  const unrecorded = evaluation.facts.filter(
    (fact) => fact.state === 'unknown' && fact.reason === 'absent' && fact.note === undefined,
  );
  const listed = new Set(evaluation.assumptions.map(({ fact }) => fact));
  return [
    ...evaluation.facts
      .filter((fact) => !(fact.state === 'assumed' && listed.has(fact.id)) && !unrecorded.includes(fact))
      .flatMap((fact) => [factLine(fact), ...specimenLines(fact)]),
    ...(unrecorded.length > 0
      ? [`no record, and nothing assumed: ${unrecorded.map(({ id }) => factTitle(id)).join(', ')}`]
      : []),
  ];
}

function factLine(fact: EvaluatedFact): string {
  const value = fact.state === 'unknown' ? notKnown(fact) : fact.text;
  const stale = fact.stale ? ', older than its age limit' : '';
  const date = fact.effective === undefined || value === fact.effective ? '' : `, ${fact.effective}`;
  const references = referencesOf(fact);
  const from = references.length > 0 ? ` [${references.map((one) => placeOf(one, fact)).join(', ')}]` : '';
  const conflict =
    fact.state === 'conflicting' ? ' CONFLICTING RECORDS' : fact.state === 'assumed' ? ', assumed' : '';
  const note = fact.note === undefined || from.includes(`(${fact.note})`) ? '' : `; ${fact.note}`;
  return `${factTitle(fact.id)}: ${value}${conflict}${date}${stale}${from}${note}`;
}

/** What is known all the same: the values still possible. */
function notKnown(fact: EvaluatedFact): string {
  const open = fact.possible === undefined ? '' : ` (possible: ${fact.text})`;
  return `not known, ${unknownReason(fact)}${open}`;
}

/** A resource with the element that was read, and why it was passed over where it was. */
function placeOf(reference: string, fact: EvaluatedFact): string {
  const source = fact.sources.find((one) => one.reference === reference);
  if (source === undefined) return reference;
  const path = source.path === '' ? '' : ` ${source.path}`;
  return `${reference}${path}${source.note === undefined ? '' : ` (${source.note})`}`;
}

/** Several specimens of one index: the one that decides is shown with the fact. */
function specimenLines(fact: EvaluatedFact): string[] {
  const specimens = fact.specimens ?? [];
  if (specimens.length < 2) return [];
  const unit = fact.unit === undefined ? '' : ` ${fact.unit}`;
  return specimens.map(({ site, value, low, high, effective, reference }) => {
    const amount = value === null ? `${low} to ${high}` : String(value);
    const date = effective === undefined ? '' : `, ${effective}`;
    return `${factTitle(fact.id)}, specimen ${site}: ${amount}${unit}${date} [${reference}]`;
  });
}

function issues(evaluation: Evaluation): string[] {
  return evaluation.issues.map(
    (issue) => `${issue.severity}: ${issue.resource === undefined ? '' : `${issue.resource}: `}${issue.text}`,
  );
}
