import type { EvaluatedOption, Evaluation, Status } from '../../domain/evaluation.ts';
import { type Element, h } from './element.ts';
import { missingSection } from './missing-view.ts';
import type { ReviewModel } from './model.ts';
import { optionsSection } from './options-view.ts';
import { paperSummary } from './paper.ts';
import { pathwayOf } from './pathway.ts';
import { pathwayList } from './pathway-list.ts';
import { pathwayPicture } from './pathway-picture.ts';
import {
  alertsSection,
  assumptionsSection,
  factsSection,
  prognosticSection,
  provenanceSection,
} from './record-view.ts';
import { notKnownLine, situationLine } from './situation.ts';
import { STATUS_MEANINGS, STATUS_ORDER, STATUS_WORDS, statusMark } from './status.ts';
import { timelineSection } from './timeline.ts';
import { transplantSection } from './transplant-view.ts';
import { dateText, inReadingOrder } from './wording.ts';

/** The sections of the review page, for the navigation. */
const SECTIONS: readonly (readonly [id: string, title: string])[] = [
  ['glance', 'At a glance'],
  ['way', 'The way'],
  ['alerts', 'Alerts'],
  ['what-if', 'What if'],
  ['options', 'Options'],
  ['transplant', 'Transplantation'],
  ['missing', 'Missing data'],
  ['timeline', 'Timeline'],
  ['facts', 'Facts'],
  ['assumptions', 'Assumptions'],
  ['sources', 'Sources'],
];

/** The body of the review page: head, the place of the what-if form, and the answer. */
export function reviewBody(model: ReviewModel): readonly Element[] {
  const { evaluation } = model;
  const upper = upperAnswer(model);
  const lower = lowerAnswer(model);
  return [
    h('a', { class: 'skip', href: '#answer' }, 'Skip to the answer'),
    h(
      'header',
      {},
      h('h1', {}, 'Neuroendocrine liver metastases: board review'),
      h(
        'p',
        { class: 'quiet' },
        `${evaluation.subject} \u00b7 evaluated for ${dateText(evaluation.evaluationDate)} \u00b7 knowledge base ${evaluation.knowledgeVersion}${evaluation.strict ? ' \u00b7 strict mode' : ''}`,
      ),
      h(
        'p',
        { class: 'quiet' },
        'Decision support for clinicians; not yet reviewed by a clinical authority.',
      ),
      h(
        'nav',
        { 'aria-label': 'Sections', class: 'screen' },
        h('ul', { id: 'sections' }, sectionLinks(upper, lower)),
      ),
    ),
    h(
      'main',
      { id: 'answer', tabindex: -1 },
      h('div', { id: 'upper' }, upper),
      h(
        'section',
        { id: 'what-if', class: 'screen', 'aria-labelledby': 'what-if-title' },
        h('h2', { id: 'what-if-title' }, 'What if'),
        h('p', { id: 'what-if-off' }, 'This part needs scripts to be allowed for this page.'),
      ),
      h('div', { id: 'lower' }, lower),
      h('div', { id: 'paper' }, paperSummary(model)),
    ),
  ];
}

/** The links of the navigation: to the sections that are on the page, and to no others. */
export function sectionLinks(upper: readonly Element[], lower: readonly Element[]): readonly Element[] {
  const there = new Set([...upper, ...lower].map((section) => section.attributes.id));
  return SECTIONS.filter(([id]) => id === 'what-if' || there.has(id)).map(([id, title]) =>
    h('li', {}, h('a', { href: `#${id}` }, title)),
  );
}

/** What stands above the what-if form: situation, statuses, pathway, alerts. */
export function upperAnswer(model: ReviewModel): readonly Element[] {
  const { evaluation } = model;
  if (!evaluation.applies) return [doesNotApply(evaluation)];
  return [glance(model), way(evaluation), alertsSection(evaluation)];
}

/** What stands below it. */
export function lowerAnswer(model: ReviewModel): readonly Element[] {
  const { evaluation } = model;
  if (!evaluation.applies)
    return [factsSection(model), assumptionsSection(evaluation), provenanceSection(evaluation)];
  return [
    optionsSection(model),
    transplantSection(evaluation),
    missingSection(evaluation),
    timelineSection(evaluation),
    factsSection(model),
    assumptionsSection(evaluation),
    prognosticSection(evaluation),
    provenanceSection(evaluation),
  ];
}

function doesNotApply(evaluation: Evaluation): Element {
  return h(
    'section',
    { id: 'glance', 'aria-labelledby': 'glance-title' },
    h('h2', { id: 'glance-title' }, 'No advice for this patient'),
    h('p', {}, 'No neuroendocrine liver metastasis within the scope of the sources is on record.'),
    evaluation.issues.length > 0 &&
      h(
        'ul',
        {},
        evaluation.issues.map((issue) => h('li', {}, issue.text)),
      ),
  );
}

function glance(model: ReviewModel): Element {
  const { evaluation } = model;
  const open = notKnownLine(evaluation);
  const shown = STATUS_ORDER.filter((status) =>
    evaluation.options.some((option) => option.status === status),
  );
  return h(
    'section',
    { id: 'glance', 'aria-labelledby': 'glance-title' },
    h('h2', { id: 'glance-title' }, 'At a glance'),
    h('p', { class: 'situation' }, situationLine(evaluation)),
    open !== '' && h('p', {}, h('strong', {}, 'Not known: '), open, '.'),
    model.changes.length > 0 &&
      h(
        'div',
        { class: 'changes' },
        h(
          'p',
          {},
          h('strong', {}, 'What if: '),
          'this page shows an answer with facts that were changed on it, not the record.',
        ),
        h(
          'ul',
          {},
          model.changes.map((change) =>
            h('li', {}, `${change.title}: ${change.after} (record: ${change.before})`),
          ),
        ),
      ),
    h(
      'dl',
      { class: 'statuses' },
      shown.map((status) => [
        h('dt', {}, statusMark(status)),
        h('dd', {}, names(evaluation.options, status)),
      ]),
    ),
    h(
      'details',
      { id: 'legend' },
      h('summary', {}, 'What the statuses say'),
      h(
        'dl',
        {},
        STATUS_ORDER.map((status) => [
          h('dt', {}, STATUS_WORDS[status]),
          h('dd', {}, STATUS_MEANINGS[status]),
        ]),
      ),
    ),
  );
}

function names(options: readonly EvaluatedOption[], status: Status): readonly (Element | string)[] {
  const members = inReadingOrder(options.filter((option) => option.status === status));
  return members.flatMap((option, at) => [
    at === 0 ? '' : ' \u00b7 ',
    h('a', { href: `#option-${option.code}` }, option.title),
  ]);
}

function way(evaluation: Evaluation): Element {
  const pathway = pathwayOf(evaluation);
  return h(
    'section',
    { id: 'way', 'aria-labelledby': 'way-title' },
    h('h2', { id: 'way-title' }, 'The way through the options'),
    h(
      'div',
      {
        class: 'scroll',
        role: 'region',
        tabindex: 0,
        'aria-label': 'Picture of the way through the options',
      },
      pathwayPicture(pathway),
    ),
    h('details', { id: 'way-list' }, h('summary', {}, 'The same as a list'), pathwayList(pathway)),
  );
}
