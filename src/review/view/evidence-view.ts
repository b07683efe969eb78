import { takenHere } from '../../decision/positions.ts';
import type { EvaluatedOption } from '../../domain/evaluation.ts';
import { conflictsFor } from '../../evidence/disagreements.ts';
import type { Arm } from '../../evidence/option-evidence.ts';
import { evidenceFor } from '../../evidence/ranges.ts';
import { STUDY_DISAGREEMENTS } from '../../evidence/study-disagreements.ts';
import { survivalPoints } from '../../evidence/survival.ts';
import { cellText, doubtOf, type EvidenceRow, type EvidenceTable } from '../../evidence/table.ts';
import { TRIALS_CITATION, TRIALS_HEADING, trialsFor } from '../../evidence/trials.ts';
import { type Element, h } from './element.ts';
import { survivalPlot } from './plot.ts';

/** One table of a source with its blanks, footnotes and doubts. Doubts are numbered notes below the table. */
export function evidenceTableView(
  table: EvidenceTable,
  rows: readonly EvidenceRow[] = table.rows,
  place = '',
  arm: Arm = 'resection',
): Element {
  const notes: string[] = [];
  const mark = (reason: string | undefined): Element | undefined => {
    if (reason === undefined) return undefined;
    if (!notes.includes(reason)) notes.push(reason);
    return h('sup', { class: 'doubt-mark' }, `?${notes.indexOf(reason) + 1}`);
  };
  const columns = table.columns.filter((column) => rows.some((row) => row.cells[column.id] !== null));
  const caption = `${table.source} ${table.table}: ${table.title}`;
  const body = rows.map((row) =>
    h(
      'tr',
      { class: row.partOf === undefined ? null : 'part' },
      h(
        'th',
        { scope: 'row' },
        row.label,
        row.year === null || row.label.includes(String(row.year)) ? '' : ` ${row.year}`,
        mark(doubtOf(row, 'year')),
        (row.footnotes ?? []).map((note) => h('sup', {}, note)),
      ),
      columns.map((column) => {
        const doubt = doubtOf(row, column.id);
        const text = cellText(row.cells[column.id], column.unit);
        return h(
          'td',
          {
            class:
              [column.unit === 'text' ? '' : 'number', doubt === undefined ? '' : 'doubt'].join(' ').trim() ||
              null,
          },
          text === '' ? h('span', { class: 'blank' }, 'blank') : text,
          mark(doubt),
        );
      }),
    ),
  );
  const remarks = [
    ...table.remarks,
    ...rows.flatMap((row) => (row.remarks ?? []).map((text) => `${row.label}: ${text}`)),
  ];
  return h(
    'figure',
    { class: 'evidence' },
    h(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': `${caption}${place}` },
      h(
        'table',
        {},
        h('caption', {}, `${caption} (lines ${table.lines}; ${table.design.text})`),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'Study'),
            columns.map((column) => h('th', { scope: 'col' }, column.label)),
          ),
        ),
        h('tbody', {}, body),
      ),
    ),
    survivalPlot(survivalPoints(table, rows, arm), caption),
    h(
      'figcaption',
      { class: 'notes' },
      Object.entries(table.footnotes).map(([key, text]) =>
        h('p', {}, key === 'abbreviations' ? text : [h('sup', {}, key), ` ${text}`]),
      ),
      notes.map((note, at) =>
        h('p', { class: 'doubt' }, h('sup', {}, `?${at + 1}`), ` in doubt, left out of ranges: ${note}`),
      ),
      remarks.length > 0 &&
        h(
          'details',
          { id: `remarks-${table.id}${idOf(place)}` },
          h('summary', {}, `${remarks.length} remarks on the table`),
          h(
            'ul',
            {},
            remarks.map((text) => h('li', {}, text)),
          ),
        ),
    ),
  );
}

function idOf(place: string): string {
  return place === '' ? '' : `-${place.replaceAll(/[^a-z0-9]+/gi, '-')}`;
}

/** The evidence behind an option: line, tables, plots, doubts of the text, disagreements between studies, trials. */
export function evidenceOfOption(option: string, title: string): readonly Element[] {
  const evidence = evidenceFor(option);
  const disagreements = STUDY_DISAGREEMENTS.filter((each) => each.options.includes(option));
  const trials = trialsFor(option);
  const parts: Element[] = [h('p', {}, evidence.line)];
  parts.push(
    ...evidence.tables.map(({ table, rows, arm }) => evidenceTableView(table, rows, `, ${title}`, arm)),
  );
  if (evidence.textDoubts.length > 0) {
    parts.push(
      h('h5', {}, 'Statements not to rely on'),
      h(
        'ul',
        {},
        evidence.textDoubts.map((doubt) => h('li', {}, `${doubt.statement} (${doubt.at}): ${doubt.reason}`)),
      ),
    );
  }
  if (disagreements.length > 0) {
    parts.push(
      h('h5', {}, 'The same study, different numbers'),
      h(
        'ul',
        {},
        disagreements.map((each) =>
          h(
            'li',
            {},
            `${each.study}, ${each.about}: ${each.numbers.map((n) => `${n.text} (${n.at})`).join(' / ')}`,
          ),
        ),
      ),
    );
  }
  if (trials.length > 0) {
    parts.push(
      h('h5', {}, `Trials: ${TRIALS_HEADING.toLowerCase()}`),
      h(
        'ul',
        {},
        trials.map((trial) =>
          h(
            'li',
            {},
            trial.registry === null
              ? trial.number
              : h('a', { href: trial.registry, rel: 'noreferrer' }, trial.number),
            `${trial.name === null ? '' : ` ${trial.name}`}: ${trial.about} (${TRIALS_CITATION})`,
            trial.remark !== null && ` ${trial.remark}`,
          ),
        ),
      ),
    );
  }
  return parts;
}

/** Where the sources disagree about an option: the positions side by side, and what the rules take. */
export function conflictsOfOption({
  code,
  title,
  positions,
}: Pick<EvaluatedOption, 'code' | 'title' | 'positions'>): readonly Element[] {
  return conflictsFor(code).map((conflict, at) =>
    h(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': `${title}: ${conflict.title}` },
      h(
        'table',
        { class: 'positions' },
        h('caption', {}, conflict.title),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            conflict.positions.map((position) => h('th', { scope: 'col' }, position.at)),
            h('th', { scope: 'col' }, 'Taken here'),
          ),
        ),
        h(
          'tbody',
          {},
          h(
            'tr',
            {},
            conflict.positions.map((position) => h('td', {}, position.text)),
            h('td', {}, takenHere(positions[at] ?? '')),
          ),
        ),
      ),
    ),
  );
}
