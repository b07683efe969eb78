import type { KnowledgeBase } from '../../decision/knowledge.ts';
import type { FactId } from '../../domain/fact-catalogue.ts';
import { citationTexts, OPERATIONAL_DEFINITION } from '../../evidence/sources.ts';
import { type Element, h } from '../view/element.ts';
import { capital, dateText, factTitles, listed } from '../view/wording.ts';
import { casesTable, comparedWith, entry, section, table } from './blocks.ts';
import { acceptedForms, lookedForIn } from './looked-for.ts';

/** The transplantation criteria. */
export function sets(base: KnowledgeBase): Element {
  return section(
    'sets',
    h(
      'ul',
      {},
      base.transplantNotes.map((note) => h('li', {}, capital(note))),
    ),
    base.transplantSets.map((set) =>
      entry(
        `set-${set.set}`,
        `${set.title} (${listed(citationTexts([set.citation]))})`,
        table(
          `Criteria of ${set.title}`,
          ['Criterion', 'Reads', 'Operational definition'],
          set.criteria.map((criterion) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, criterion.sentence, h('span', { class: 'quiet' }, criterion.id)),
              h('td', {}, factTitles(criterion.facts), comparedWith(criterion)),
              h('td', {}, criterion.operational ?? 'none'),
            ),
          ),
        ),
        casesTable(set.title, set.criteria),
      ),
    ),
  );
}

/** The facts, and where they are looked for. */
export function facts(base: KnowledgeBase): Element {
  return section(
    'facts',
    h(
      'p',
      {},
      'Every fact can be given as an Observation with its identifier as code of the local code system; where else it is looked for is named.',
    ),
    table(
      `The ${base.facts.length} facts`,
      ['Fact', 'Definition', 'Values', 'When nothing is on record', 'Looked for in'],
      base.facts.map((definition) => {
        const id = definition.id as FactId;
        return h(
          'tr',
          { 'data-entry': true, id: `fact-${id.replaceAll('.', '-')}` },
          h('th', { scope: 'row' }, definition.title, h('span', { class: 'quiet' }, id)),
          h('td', {}, definition.definition),
          h(
            'td',
            {},
            acceptedForms(id),
            definition.ageLimitDays !== undefined &&
              h(
                'span',
                { class: 'quiet' },
                `older than ${definition.ageLimitDays} days: ${definition.endsAs ?? 'stale'}`,
                definition.builtInAgeLimitDays !== undefined &&
                  ` (changed at this site; built in: ${definition.builtInAgeLimitDays})`,
              ),
          ),
          h('td', {}, capital(definition.absenceText.replace(/^no record: /, ''))),
          h('td', {}, listed(lookedForIn(id))),
        );
      }),
    ),
  );
}

/** Every number that a rule compares with. */
export function thresholds(base: KnowledgeBase): Element {
  return section(
    'thresholds',
    h('p', {}, `${OPERATIONAL_DEFINITION} THRESHOLDS_FILE changes them by their name.`),
    table(
      'Every number that a rule compares with',
      ['Name', 'Value', 'Separates', 'Source', 'Review by'],
      base.thresholds.map((parameter) =>
        h(
          'tr',
          { 'data-entry': true, id: `threshold-${parameter.id}` },
          h('th', { scope: 'row' }, parameter.id),
          h(
            'td',
            {},
            `${parameter.value} ${parameter.unit}`.trim(),
            parameter.builtInValue !== undefined &&
              h('span', { class: 'quiet' }, `changed at this site; built in: ${parameter.builtInValue}`),
          ),
          h('td', {}, parameter.meaning),
          h('td', {}, listed(citationTexts([parameter.citation]))),
          h('td', {}, dateText(parameter.reviewBy)),
        ),
      ),
    ),
  );
}

/** The alerts. */
export function alerts(base: KnowledgeBase): Element {
  return section(
    'alerts',
    table(
      'All alerts',
      ['Alert', 'When', 'Says', 'Severity', 'Source'],
      base.alerts.map((alert) =>
        h(
          'tr',
          { 'data-entry': true, id: `alert-${alert.id}` },
          h('th', { scope: 'row' }, alert.id),
          h('td', {}, alert.when, comparedWith(alert)),
          h('td', {}, alert.says),
          h('td', {}, alert.severity),
          h('td', {}, listed(alert.sources)),
        ),
      ),
    ),
  );
}

/** The work-up. */
export function workup(base: KnowledgeBase): Element {
  return section(
    'workup',
    h(
      'p',
      {},
      'A missing fact is asked for only when it could change the status group of an option; the score adds up what it could change.',
    ),
    table(
      'All items of the work-up',
      ['Item', 'Asked for when', 'Resolves', 'Order', 'Source'],
      base.workup.map((item) =>
        h(
          'tr',
          { 'data-entry': true, id: `workup-${item.id}` },
          h(
            'th',
            { scope: 'row' },
            item.title,
            h('span', { class: 'quiet' }, `${item.id}${item.baseline ? ', outside the ranking' : ''}`),
          ),
          h('td', {}, item.when, comparedWith(item)),
          h('td', {}, factTitles(item.resolves)),
          h('td', {}, item.order),
          h('td', {}, listed(item.sources)),
        ),
      ),
    ),
  );
}

/** The prognostic factors. */
export function prognosis(base: KnowledgeBase): Element {
  return section(
    'prognosis',
    h('p', {}, 'Shown, never scored.'),
    table(
      'All prognostic factors',
      ['Factor', 'Direction', 'What the sources say', 'Source'],
      base.prognosticFactors.map((factor) =>
        h(
          'tr',
          { 'data-entry': true, id: `factor-${factor.id}` },
          h('th', { scope: 'row' }, factor.title),
          h('td', {}, factor.direction),
          h('td', {}, factor.text),
          h('td', {}, listed(factor.citations)),
        ),
      ),
    ),
  );
}
