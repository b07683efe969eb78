import type { EvaluatedSet, Evaluation } from '../../domain/evaluation.ts';
import { citationText } from '../../evidence/sources.ts';
import { type Element, h } from './element.ts';
import { plainResult } from './status.ts';
import { capital, withDates } from './wording.ts';

/** The transplantation criteria as a matrix: a row a criterion, a column a set. The sets disagree, and that is shown. */
export function transplantSection(evaluation: Evaluation): Element {
  const sets = evaluation.transplantCriteria;
  const names: string[] = [];
  for (const set of sets) {
    for (const criterion of set.criteria) {
      const name = nameOf(set, criterion.id);
      if (!names.includes(name)) names.push(name);
    }
  }
  return h(
    'section',
    { id: 'transplant', 'aria-labelledby': 'transplant-title' },
    h('h2', { id: 'transplant-title' }, 'Transplantation criteria'),
    h('p', {}, 'Five published sets. They disagree, and transplantation is disputed even when a set is met.'),
    h(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': 'Transplantation criteria by set' },
      h(
        'table',
        { class: 'matrix' },
        h('caption', {}, 'Met, not met or not known, by set'),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'Criterion'),
            sets.map((set) =>
              h('th', { scope: 'col' }, set.title, h('span', { class: 'quiet' }, citationText(set.citation))),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          names.map((name) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, capital(name.replaceAll('-', ' '))),
              sets.map((set) => cell(set, name)),
            ),
          ),
          h(
            'tr',
            { class: 'total' },
            h('th', { scope: 'row' }, 'The set'),
            sets.map((set) => h('td', {}, plainResult(set.result))),
          ),
        ),
      ),
    ),
  );
}

function nameOf(set: EvaluatedSet, id: string): string {
  return id.startsWith(`${set.set}.`) ? id.slice(set.set.length + 1) : id;
}

function cell(set: EvaluatedSet, name: string): Element {
  const criterion = set.criteria.find((each) => nameOf(set, each.id) === name);
  if (!criterion) return h('td', { class: 'blank' }, 'no such item');
  return h(
    'td',
    {},
    plainResult(criterion.result),
    h('span', { class: 'quiet' }, withDates(criterion.explanation)),
  );
}
