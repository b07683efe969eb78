import { overdueSentence } from '../../decision/overdue.ts';
import type { EvaluatedFact, Evaluation } from '../../domain/evaluation.ts';
import { NOMOGRAM } from '../../evidence/prognostic.ts';
import { citationText, OPERATIONAL_DEFINITION, SOURCES } from '../../evidence/sources.ts';
import { type Element, h } from './element.ts';
import { isChanged, type ReviewModel } from './model.ts';
import { statusShape } from './status.ts';
import { dateText, factTitle, listed, prognosticTitle, stateText, valueText, withDates } from './wording.ts';

const SEVERITIES = { info: 'Note', warning: 'Warning', critical: 'Critical' } as const;

/** Alerts, the gravest first. */
export function alertsSection(evaluation: Evaluation): Element {
  const order = ['critical', 'warning', 'info'];
  const alerts = [...evaluation.alerts].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return h(
    'section',
    { id: 'alerts', 'aria-labelledby': 'alerts-title' },
    h('h2', { id: 'alerts-title' }, 'Alerts'),
    alerts.length === 0
      ? h('p', {}, 'No alert.')
      : h(
          'ul',
          { class: 'alerts' },
          alerts.map((alert) =>
            h(
              'li',
              { class: alert.severity },
              h('strong', {}, statusShape(alert.severity), ` ${SEVERITIES[alert.severity]}: `),
              withDates(alert.text),
              h('span', { class: 'quiet' }, listed([...alert.citations])),
            ),
          ),
        ),
  );
}

/** Every fact with its value, state, date, resource and remarks. */
export function factsSection(model: ReviewModel): Element {
  const { evaluation } = model;
  return h(
    'section',
    { id: 'facts', 'aria-labelledby': 'facts-title' },
    h('h2', { id: 'facts-title' }, 'Facts and where they come from'),
    h(
      'details',
      { id: 'all-facts' },
      h('summary', {}, `All ${evaluation.facts.length} facts`),
      h(
        'div',
        { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': 'Facts' },
        h(
          'table',
          { class: 'facts' },
          h('caption', {}, 'Facts, their values and their sources'),
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              ['Fact', 'Value', 'State', 'Date', 'Records'].map((title) => h('th', { scope: 'col' }, title)),
            ),
          ),
          h(
            'tbody',
            {},
            evaluation.facts.map((fact) => factRow(fact, isChanged(model, fact.id))),
          ),
        ),
      ),
    ),
  );
}

/** Records of one fact that are listed; the rest is counted. */
const MOST_SOURCES = 12;

/** The records that decided first. */
function inOrder(fact: EvaluatedFact): readonly EvaluatedFact['sources'][number][] {
  return [...fact.sources].sort((a, b) => Number(b.used) - Number(a.used));
}

function factRow(fact: EvaluatedFact, changed: boolean): Element {
  return h(
    'tr',
    { class: fact.state },
    h('th', { scope: 'row' }, factTitle(fact.id), h('span', { class: 'quiet' }, fact.id)),
    h('td', {}, valueText(fact), changed && h('span', { class: 'changed' }, ' changed on this page')),
    h('td', {}, stateText(fact), fact.note !== undefined && h('span', { class: 'quiet' }, fact.note)),
    h('td', {}, fact.effective === undefined ? '' : dateText(fact.effective)),
    h(
      'td',
      {},
      h(
        'ul',
        { class: 'plain' },
        inOrder(fact)
          .slice(0, MOST_SOURCES)
          .map((source) =>
            h(
              'li',
              { class: source.used ? 'used' : 'unused' },
              `${source.reference}${source.effective === undefined ? '' : `, ${dateText(source.effective)}`}${source.used ? '' : ', not used'}`,
              source.note !== undefined && h('span', { class: 'quiet' }, source.note),
            ),
          ),
        fact.sources.length > MOST_SOURCES && h('li', {}, `and ${fact.sources.length - MOST_SOURCES} more`),
      ),
    ),
  );
}

/** Assumptions, conflicts between records, and records that could not be used. */
export function assumptionsSection(evaluation: Evaluation): Element {
  const conflicts = evaluation.facts.filter((fact) => fact.state === 'conflicting');
  return h(
    'section',
    { id: 'assumptions', 'aria-labelledby': 'assumptions-title' },
    h('h2', { id: 'assumptions-title' }, 'Assumptions and conflicts'),
    h(
      'p',
      { class: 'quiet' },
      evaluation.strict
        ? 'Strict mode: nothing is assumed absent.'
        : 'Records say what is there, seldom what is not. This was assumed; correct it if it is wrong.',
    ),
    evaluation.assumptions.length === 0
      ? h('p', {}, 'Nothing was assumed.')
      : h(
          'ul',
          {},
          evaluation.assumptions.map((each) =>
            h('li', {}, titled(factTitle(each.fact), withDates(each.text))),
          ),
        ),
    h('h3', {}, 'Records that disagree'),
    conflicts.length === 0
      ? h('p', {}, 'None.')
      : h(
          'ul',
          {},
          conflicts.map((fact) =>
            h(
              'li',
              {},
              h('strong', {}, factTitle(fact.id)),
              `: ${fact.note ?? 'values of the same day lead to different answers'} (${listed(fact.sources.map((source) => source.reference))})`,
            ),
          ),
        ),
    h('h3', {}, 'Records that could not be used, or were not looked up'),
    evaluation.issues.length === 0
      ? h('p', {}, 'None.')
      : h(
          'ul',
          {},
          evaluation.issues.map((issue) =>
            h(
              'li',
              {},
              issue.resource === undefined ? '' : h('strong', {}, `${issue.resource}: `),
              issue.text,
            ),
          ),
        ),
  );
}

/** A sentence with its title in bold, said once. */
function titled(title: string, text: string): readonly (Element | string)[] {
  const rest = text.startsWith(title) ? text.slice(title.length) : `: ${text}`;
  return [h('strong', {}, title), rest];
}

/** Prognostic factors that the record holds: shown, never scored. */
export function prognosticSection(evaluation: Evaluation): Element {
  return h(
    'section',
    { id: 'prognosis', 'aria-labelledby': 'prognosis-title' },
    h('h2', { id: 'prognosis-title' }, 'Prognostic factors'),
    h('p', { class: 'quiet' }, `Shown, never scored. ${NOMOGRAM}`),
    h(
      'ul',
      {},
      evaluation.prognosticFactors.map((factor) =>
        h('li', {}, titled(prognosticTitle(factor.id), withDates(factor.text))),
      ),
    ),
  );
}

/** The sources in full, and what made the answer. */
export function provenanceSection(evaluation: Evaluation): Element {
  const overdue = overdueSentence(evaluation.evaluationDate);
  return h(
    'section',
    { id: 'sources', 'aria-labelledby': 'sources-title' },
    h('h2', { id: 'sources-title' }, 'Sources and version'),
    h(
      'dl',
      { class: 'sources' },
      SOURCES.map((source) => [
        h('dt', {}, source.key),
        h('dd', {}, source.citation, ' ', h('a', { href: source.url, rel: 'noreferrer' }, 'DOI')),
      ]),
      h('dt', {}, 'OP'),
      h('dd', {}, OPERATIONAL_DEFINITION),
    ),
    h(
      'p',
      {},
      `${citationText({ source: 'M21', at: '63' })} is line 63 of the text of M21; sections are named as the source names them.`,
    ),
    h(
      'p',
      {},
      `Knowledge base ${evaluation.knowledgeVersion}; evaluated for ${dateText(evaluation.evaluationDate)}${evaluation.strict ? ', strict mode' : ''}. Not yet reviewed by a clinical authority. For clinicians who treat adults with neuroendocrine liver metastases; it supports their judgement and does not replace it.`,
    ),
    overdue !== undefined && h('p', {}, h('strong', {}, overdue)),
  );
}
