import type { KnowledgeBase } from '../../decision/knowledge.ts';
import { overdueSentence } from '../../decision/overdue.ts';
import type { SourceAttribute } from '../../evidence/source-attributes.ts';
import { NOT_IN_THE_TEXTS } from '../../evidence/tables/j12-algorithm.ts';
import { TRIALS_CITATION, TRIALS_HEADING } from '../../evidence/trials.ts';
import { type Element, h } from '../view/element.ts';
import { evidenceTableView } from '../view/evidence-view.ts';
import { dateText } from '../view/wording.ts';
import { entry, SECTIONS, section } from './blocks.ts';
import {
  decisionTables,
  generalRules,
  operationalDefinitions,
  readings,
  reviewDates,
} from './general-sections.ts';
import type { Release } from './history.ts';
import { optionEntry } from './option-entry.ts';
import { alerts, facts, prognosis, sets, thresholds, workup } from './rule-sections.ts';

/** What the knowledge page is made of. */
export interface KnowledgePageInput {
  readonly base: KnowledgeBase;
  readonly attributes: readonly SourceAttribute[];
  readonly history: readonly Release[];
  /** The day on which it is read: numbers whose review is overdue then are told of. */
  readonly day: string;
}

/** The body of the knowledge page: everything that the rules rest on, for people. */
export function knowledgeBody(input: KnowledgePageInput): readonly Element[] {
  const { base } = input;
  const overdue = overdueSentence(input.day);
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
      overdue !== undefined && h('p', {}, h('strong', {}, overdue)),
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
      generalRules(base),
      decisionTables(base),
      facts(base),
      thresholds(base),
      operationalDefinitions(base),
      readings(base),
      reviewDates(base),
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
