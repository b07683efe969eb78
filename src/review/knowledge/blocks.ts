import { type CriterionTrace, type NumbersOfRule, ROUTES, type Route } from '../../decision/traced.ts';
import { type Child, type Element, h } from '../view/element.ts';

/** The blocks that the knowledge page is built of. */

/** Sections in their order: identifier and title. */
export const SECTIONS: readonly (readonly [id: string, title: string])[] = [
  ['options', 'Options'],
  ['sets', 'Transplantation criteria'],
  ['general', 'General rules'],
  ['tables', 'Decision tables'],
  ['facts', 'Facts'],
  ['thresholds', 'Thresholds'],
  ['operational', 'Operational definitions'],
  ['readings', 'Readings chosen'],
  ['review-dates', 'Review dates'],
  ['alerts', 'Alerts'],
  ['workup', 'Work-up'],
  ['prognosis', 'Prognostic factors'],
  ['evidence', 'Evidence tables'],
  ['trials', 'Trials'],
  ['attributes', 'Source attributes'],
  ['history', 'Change history'],
  ['sources', 'Sources'],
];

/** A section with its heading. */
export function section(id: string, ...children: readonly Child[]): Element {
  const title = SECTIONS.find(([key]) => key === id)?.[1] ?? id;
  return h(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    children,
  );
}

/** A block that the search looks through. */
export function entry(id: string, title: string, ...children: readonly Child[]): Element {
  return h(
    'details',
    { id, class: 'entry', 'data-entry': true },
    h('summary', {}, h('h3', {}, title)),
    h('div', { class: 'body' }, children),
  );
}

function links(numbers: readonly string[]): Child {
  return numbers.map((id, i) => [i > 0 && ', ', h('a', { href: `#threshold-${id}` }, id)]);
}

/** The numbers with which the answer of a rule can change, linked to their rows; the many behind others are folded. */
export function comparedWith({ numbers = [], through = {} }: Partial<NumbersOfRule>): Child {
  return [
    numbers.length > 0 && h('span', { class: 'quiet' }, 'compared with ', links(numbers)),
    Object.entries(through).map(([route, reached]) =>
      h(
        'details',
        { class: 'quiet' },
        h('summary', {}, `through ${ROUTES[route as Route]}: ${reached.length} numbers`),
        links(reached),
      ),
    ),
  ];
}

const RESULTS = [
  ['met', 'Met'],
  ['not-met', 'Not met'],
  ['unknown', 'Unknown'],
] as const;

/** The cases that show each criterion, behind a line of their own: they are many. */
export function casesTable(
  title: string,
  criteria: readonly ({ readonly id: string } & Partial<CriterionTrace>)[],
): Element {
  return h(
    'details',
    {},
    h('summary', {}, `Cases that show the criteria of ${title}`),
    h(
      'p',
      { class: 'quiet' },
      'Each is a test. For a contraindication or a caution, "met" means that it is present.',
    ),
    table(
      `Cases of ${title}`,
      ['Criterion', ...RESULTS.map(([, name]) => name)],
      criteria.map(({ id, cases, impossible }) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, id),
          RESULTS.map(([result]) => {
            const reason = impossible?.[result];
            return h(
              'td',
              {},
              reason === undefined ? (cases?.[result] ?? []).join(' \u00b7 ') : `cannot be: ${reason}`,
            );
          }),
        ),
      ),
    ),
  );
}

/** A table that scrolls on its own. */
export function table(caption: string, titles: readonly string[], rows: readonly Element[]): Element {
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
