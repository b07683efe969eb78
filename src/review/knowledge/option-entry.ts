import type { OptionEntry } from '../../decision/knowledge.ts';
import { citationTexts } from '../../evidence/sources.ts';
import { type Child, type Element, h } from '../view/element.ts';
import { conflictsOfOption, evidenceOfOption } from '../view/evidence-view.ts';
import { capital, factTitles, listed } from '../view/wording.ts';
import { casesTable, comparedWith, entry, table } from './blocks.ts';

/** One option: what it asks, where the sources disagree, and its evidence. */
export function optionEntry(option: OptionEntry): Element {
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
        'div',
        { class: 'line' },
        h('strong', {}, 'Applicable: '),
        option.applicable.sentence,
        ` (${listed(citationTexts(option.applicable.citations))}) `,
        comparedWith(option.applicable),
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
            h('td', {}, factTitles(criterion.facts), comparedWith(criterion)),
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
    conditionalNotes(option),
    conflicts(option),
    h('h4', {}, 'Evidence'),
    evidenceOfOption(option.code, option.title),
    casesTable(option.title, [
      ...(option.applicable === null ? [] : [{ id: 'applicable', ...option.applicable }]),
      ...option.criteria,
    ]),
  );
}

function conditionalNotes({ title, conditionalNotes: notes = [] }: OptionEntry): Child {
  if (notes.length === 0) return undefined;
  return table(
    `Notes of ${title} for some patients only`,
    ['Note', 'When'],
    notes.map(({ text, when }) =>
      h('tr', {}, h('th', { scope: 'row' }, capital(text)), h('td', {}, capital(when))),
    ),
  );
}

function conflicts(option: OptionEntry): Child {
  const tables = conflictsOfOption(option);
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
