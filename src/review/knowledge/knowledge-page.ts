import type { KnowledgeBase, OptionEntry } from '../../decision/knowledge.ts';
import { factDefinition } from '../../domain/fact-catalogue.ts';
import type { SourceAttribute } from '../../evidence/source-attributes.ts';
import { citationTexts, OPERATIONAL_DEFINITION } from '../../evidence/sources.ts';
import { NOT_IN_THE_TEXTS } from '../../evidence/tables/j12-algorithm.ts';
import { TRIALS_CITATION, TRIALS_HEADING } from '../../evidence/trials.ts';
import { type Child, type Element, h } from '../view/element.ts';
import { conflictsOfOption, evidenceOfOption, evidenceTableView } from '../view/evidence-view.ts';
import { capital, dateText, factTitles, listed } from '../view/wording.ts';
import type { Release } from './history.ts';
import { acceptedForms, ALL_FACTS, lookedForIn } from './looked-for.ts';

/** What the knowledge page is made of. */
export interface KnowledgePageInput {
  readonly base: KnowledgeBase;
  readonly attributes: readonly SourceAttribute[];
  readonly history: readonly Release[];
}

const SECTIONS: readonly (readonly [id: string, title: string])[] = [
  ['options', 'Options'],
  ['sets', 'Transplantation criteria'],
  ['facts', 'Facts'],
  ['thresholds', 'Thresholds'],
  ['alerts', 'Alerts'],
  ['workup', 'Work-up'],
  ['prognosis', 'Prognostic factors'],
  ['evidence', 'Evidence tables'],
  ['trials', 'Trials'],
  ['attributes', 'Source attributes'],
  ['history', 'Change history'],
  ['sources', 'Sources'],
];

/** The body of the knowledge page: everything that the rules rest on, for people. */
export function knowledgeBody(input: KnowledgePageInput): readonly Element[] {
  const { base } = input;
  return [
    h('a', { class: 'skip', href: '#content' }, 'Skip to the content'),
    h(
      'header',
      {},
      h('h1', {}, 'Knowledge base: neuroendocrine liver metastases'),
      h(
        'p',
        { class: 'quiet' },
        `Version ${base.version}. The same as JSON: ask for application/json at this address.`,
      ),
      h(
        'p',
        { class: 'quiet' },
        'Decision support for clinicians; not yet reviewed by a clinical authority.',
      ),
      h(
        'nav',
        { 'aria-label': 'Sections' },
        h(
          'ul',
          {},
          SECTIONS.map(([id, title]) => h('li', {}, h('a', { href: `#${id}` }, title))),
        ),
      ),
      h('div', { id: 'search', class: 'search', role: 'search' }),
    ),
    h(
      'main',
      { id: 'content', tabindex: -1 },
      section(
        'options',
        h(
          'p',
          {},
          'In the order of presentation. Each option: what it asks, with the places in the sources.',
        ),
        base.options.map((option) => optionEntry(option)),
      ),
      sets(base),
      facts(base),
      thresholds(base),
      alerts(base),
      workup(base),
      prognosis(base),
      section(
        'evidence',
        h(
          'p',
          {},
          'As printed, with blanks. Cells in doubt are marked and left out of every range; nothing is pooled.',
        ),
        base.evidenceTables.map((table) =>
          entry(
            `table-${table.id}`,
            `${table.source} ${table.table}: ${table.title}`,
            evidenceTableView(table, table.rows, ', all rows'),
          ),
        ),
        h('h3', {}, 'What the texts do not contain'),
        h(
          'ul',
          {},
          NOT_IN_THE_TEXTS.map((text) => h('li', {}, text)),
        ),
      ),
      trials(base),
      attributesSection(input.attributes),
      history(input.history, base),
      sources(base),
    ),
  ];
}

function section(id: string, ...children: readonly Child[]): Element {
  const title = SECTIONS.find(([key]) => key === id)?.[1] ?? id;
  return h(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    children,
  );
}

/** A block that the search looks through. */
function entry(id: string, title: string, ...children: readonly Child[]): Element {
  return h(
    'details',
    { id, class: 'entry', 'data-entry': true },
    h('summary', {}, h('h3', {}, title)),
    h('div', { class: 'body' }, children),
  );
}

function table(caption: string, titles: readonly string[], rows: readonly Element[]): Element {
  return h(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          titles.map((title) => h('th', { scope: 'col' }, title)),
        ),
      ),
      h('tbody', {}, rows),
    ),
  );
}

function optionEntry(option: OptionEntry): Element {
  const kinds = { required: 'Required', contraindication: 'Contraindication', caution: 'Caution' } as const;
  return entry(
    `option-${option.code}`,
    option.title,
    h(
      'p',
      {},
      `${option.summary} `,
      h(
        'span',
        { class: 'quiet' },
        `${option.code} \u00b7 rank ${option.rank} \u00b7 ${listed(citationTexts(option.citations))}`,
      ),
    ),
    option.applicable !== null &&
      h(
        'p',
        {},
        h('strong', {}, 'Applicable: '),
        option.applicable.sentence,
        ` (${listed(citationTexts(option.applicable.citations))})`,
      ),
    option.atMostConsider !== null &&
      h('p', {}, h('strong', {}, 'At most consider: '), option.atMostConsider),
    option.criteria.length > 0 &&
      table(
        `Criteria of ${option.title}`,
        ['Criterion', 'Kind', 'Reads', 'Source'],
        option.criteria.map((criterion) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, criterion.sentence, h('span', { class: 'quiet' }, criterion.id)),
            h(
              'td',
              {},
              kinds[criterion.kind],
              criterion.kind === 'contraindication' && `, ${criterion.strength ?? 'absolute'}`,
              criterion.reversible && ', can be corrected',
            ),
            h('td', {}, factTitles(criterion.facts)),
            h('td', {}, listed(citationTexts(criterion.citations))),
          ),
        ),
      ),
    option.notes.length > 0 && [
      h('h4', {}, 'Notes'),
      h(
        'ul',
        {},
        option.notes.map((note) => h('li', {}, capital(note))),
      ),
    ],
    conflicts(option),
    h('h4', {}, 'Evidence'),
    evidenceOfOption(option.code, option.title),
  );
}

function conflicts(option: OptionEntry): Child {
  const tables = conflictsOfOption(option.code, option.title);
  if (tables.length === 0 && option.positions.length === 0) return undefined;
  return [
    h('h4', {}, 'Where the sources disagree'),
    tables.length > 0
      ? tables
      : h(
          'ul',
          {},
          option.positions.map((position) => h('li', {}, capital(position))),
        ),
  ];
}

function sets(base: KnowledgeBase): Element {
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
              h('td', {}, factTitles(criterion.facts)),
              h('td', {}, criterion.operational ?? 'none'),
            ),
          ),
        ),
      ),
    ),
  );
}

function facts(base: KnowledgeBase): Element {
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
      ALL_FACTS.map((id) => {
        const definition = factDefinition(id);
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
              h('span', { class: 'quiet' }, `older than ${definition.ageLimitDays} days: stale`),
          ),
          h('td', {}, capital(definition.absenceText.replace(/^no record: /, ''))),
          h('td', {}, listed(lookedForIn(id))),
        );
      }),
    ),
  );
}

function thresholds(base: KnowledgeBase): Element {
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
          h('td', {}, `${parameter.value} ${parameter.unit}`.trim()),
          h('td', {}, parameter.meaning),
          h('td', {}, listed(citationTexts([parameter.citation]))),
          h('td', {}, dateText(parameter.reviewBy)),
        ),
      ),
    ),
  );
}

function alerts(base: KnowledgeBase): Element {
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
          h('td', {}, alert.when),
          h('td', {}, alert.says),
          h('td', {}, alert.severity),
          h('td', {}, listed(alert.sources)),
        ),
      ),
    ),
  );
}

function workup(base: KnowledgeBase): Element {
  return section(
    'workup',
    h(
      'p',
      {},
      'A missing fact is asked for only when it could change the status group of an option; the score adds up what it could change.',
    ),
    table(
      'All items of the work-up',
      ['Item', 'Resolves', 'Order', 'Source'],
      base.workup.map((item) =>
        h(
          'tr',
          { 'data-entry': true, id: `workup-${item.id}` },
          h(
            'th',
            { scope: 'row' },
            item.title,
            h('span', { class: 'quiet' }, `${item.id}${item.baseline ? ', asked for in any case' : ''}`),
          ),
          h('td', {}, factTitles(item.resolves)),
          h('td', {}, item.order),
          h('td', {}, listed(item.sources)),
        ),
      ),
    ),
  );
}

function prognosis(base: KnowledgeBase): Element {
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

function trials(base: KnowledgeBase): Element {
  return section(
    'trials',
    h('p', {}, `${TRIALS_HEADING} (${TRIALS_CITATION}).`),
    h(
      'ul',
      {},
      base.trials.map((trial) =>
        h(
          'li',
          { 'data-entry': true },
          trial.registry === null
            ? trial.number
            : h('a', { href: trial.registry, rel: 'noreferrer' }, trial.number),
          `${trial.name === null ? '' : ` ${trial.name}`}: ${trial.about}.`,
          trial.remark !== null && ` ${trial.remark}`,
        ),
      ),
    ),
  );
}

function attributesSection(attributes: readonly SourceAttribute[]): Element {
  return section(
    'attributes',
    h(
      'p',
      {},
      'Source attributes of an evidence-based decision support intervention, 45 CFR 170.315(b)(11)(iv)(A). As JSON: /knowledge/source-attributes.',
    ),
    h(
      'ol',
      {},
      attributes.map((attribute) =>
        h(
          'li',
          { 'data-entry': true, id: `attribute-${attribute.id}` },
          h('strong', {}, attribute.title),
          `: ${attribute.text}`,
          attribute.items !== undefined &&
            h(
              'ul',
              {},
              attribute.items.map((item) => h('li', {}, item)),
            ),
        ),
      ),
    ),
  );
}

function history(releases: readonly Release[], base: KnowledgeBase): Element {
  return section(
    'history',
    releases.length === 0
      ? h('p', {}, `Release ${base.release}; no earlier release is on record.`)
      : releases.map((release) => [
          h('h3', {}, `${release.version}${release.date === null ? '' : `, ${dateText(release.date)}`}`),
          h(
            'ul',
            {},
            release.clinical.map((text) => h('li', { 'data-entry': true }, text)),
          ),
        ]),
  );
}

function sources(base: KnowledgeBase): Element {
  return section(
    'sources',
    h(
      'dl',
      { class: 'sources' },
      base.citations.map((source) => [
        h('dt', {}, source.key),
        h(
          'dd',
          {},
          source.citation,
          ' ',
          h('a', { href: source.url, rel: 'noreferrer' }, `DOI of ${source.key}`),
        ),
      ]),
    ),
    h('p', {}, 'M21:63 is line 63 of the text of M21; sections are named as the source names them.'),
    h('h3', {}, 'The same study, different numbers'),
    h(
      'ul',
      {},
      base.studyDisagreements.map((each) =>
        h(
          'li',
          { 'data-entry': true },
          `${each.study}, ${each.about}: ${each.numbers.map((number) => `${number.text} (${number.at})`).join(' / ')}`,
        ),
      ),
    ),
  );
}
