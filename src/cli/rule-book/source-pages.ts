import { OPTIONS, optionOf } from '../../decision/options.ts';
import { PARAMETERS } from '../../decision/parameters.ts';
import { TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { FACT_IDS, factDefinition } from '../../domain/fact-catalogue.ts';
import { RECORD_LIMITS, type RecordLimit } from '../../domain/record-limits.ts';
import { SOURCE_CONFLICTS } from '../../evidence/disagreements.ts';
import { TEXT_DOUBTS } from '../../evidence/doubts.ts';
import { SOURCES } from '../../evidence/sources.ts';
import { STUDY_DISAGREEMENTS } from '../../evidence/study-disagreements.ts';
import { cellText, doubtOf, type EvidenceRow, type EvidenceTable } from '../../evidence/table.ts';
import { EVIDENCE_TABLES } from '../../evidence/tables/index.ts';
import { NOT_IN_THE_TEXTS } from '../../evidence/tables/j12-algorithm.ts';
import { TRIALS, TRIALS_CITATION, TRIALS_HEADING } from '../../evidence/trials.ts';
import { code, heading, list, page, plain, section, table } from './markdown.ts';
import { amount, citedAll, factLink } from './wording.ts';

function optionLinks(codes: readonly string[]): string {
  return codes.map((one) => `[${plain(optionOf(one)?.title ?? one)}](${one}.md)`).join(', ');
}

/** A cell as printed; one in doubt is marked, with the reason below the table. */
function cell(row: EvidenceRow, column: EvidenceTable['columns'][number], reasons: string[]): string {
  const text = plain(cellText(row.cells[column.id], column.unit));
  const doubt = doubtOf(row, column.id);
  if (doubt === undefined) return text;
  const reason = `Line ${row.line}: ${plain(doubt)}`;
  if (!reasons.includes(reason)) reasons.push(reason);
  return `${text === '' ? '(blank)' : text} (doubtful)`;
}

function evidenceTable(one: EvidenceTable): string {
  const reasons: string[] = [];
  const marked = one.rows.some((row) => (row.footnotes ?? []).length > 0);
  const rows = one.rows.map((row) => [
    `${plain(row.label)}${row.partOf === undefined ? '' : ' (part of the row above)'}`,
    `${row.year ?? ''}${doubtOf(row, 'year') === undefined ? '' : ' (doubtful)'}`,
    ...one.columns.map((column) => cell(row, column, reasons)),
    ...(marked ? [(row.footnotes ?? []).map(plain).join(', ')] : []),
    String(row.line),
  ]);
  const footnotes = Object.entries(one.footnotes).map(([mark, text]) => `${plain(mark)}: ${plain(text)}`);
  return section(
    2,
    one.id,
    `**${plain(`${one.source} ${one.table}: ${one.title}`)}** (lines ${plain(one.lines)}). Design: ${plain(one.design.text)} (${plain(one.design.at)}).`,
    table(
      [
        'Row',
        'Year',
        ...one.columns.map(({ label }) => plain(label)),
        ...(marked ? ['Footnotes'] : []),
        'Line',
      ],
      rows,
    ),
    footnotes.length > 0 && `Footnotes of the source:\n\n${list(footnotes)}`,
    reasons.length > 0 && `Cells not to be taken as facts (left out of every range):\n\n${list(reasons)}`,
    one.remarks.length > 0 && list(one.remarks.map(plain)),
  );
}

/** The outcome tables of the sources with their blanks and doubts; trials. */
export function evidencePage(): string {
  return page(
    'Evidence',
    'The tables as the sources print them: row labels, footnotes and blanks. Cells in doubt are kept, marked, and left out of every range. Ranges are taken over the rows of one table; nothing is pooled.',
    ...EVIDENCE_TABLES.map(evidenceTable),
    section(
      2,
      'Statements of the texts that are not relied on',
      table(
        ['Where', 'Statement', 'Why not', 'Options'],
        TEXT_DOUBTS.map((doubt) => [
          plain(doubt.at),
          plain(doubt.statement),
          plain(doubt.reason),
          optionLinks(doubt.options),
        ]),
      ),
    ),
    section(2, 'What the texts do not contain', list(NOT_IN_THE_TEXTS.map(plain))),
    section(
      2,
      'Trials',
      `${plain(TRIALS_HEADING)} (${plain(TRIALS_CITATION)}).`,
      table(
        ['Number', 'Name', 'About', 'Options', 'Remark'],
        TRIALS.map((trial) => [
          plain(trial.number),
          plain(trial.name ?? ''),
          plain(trial.about),
          optionLinks(trial.options),
          plain(trial.remark ?? ''),
        ]),
      ),
    ),
    section(2, 'Sources', list(SOURCES.map((source) => `**${source.key}**: ${plain(source.citation)}`))),
  );
}

/** Where the sources disagree, and one study with different numbers. */
export function disagreementsPage(): string {
  return page(
    'Where the sources disagree',
    'Conflicts that change a decision, with the positions side by side and what is done here.',
    ...SOURCE_CONFLICTS.map((conflict) =>
      section(
        2,
        conflict.title,
        table(
          ['Position', 'Source'],
          conflict.positions.map(({ text, at }) => [plain(text), plain(at)]),
        ),
        table(
          ['Option', 'Here'],
          conflict.taken.map(({ options, text }) => [optionLinks(options), plain(text)]),
        ),
      ),
    ),
    section(
      2,
      'The same study with different numbers',
      table(
        ['Study', 'About', 'Numbers', 'Options'],
        STUDY_DISAGREEMENTS.map((one) => [
          plain(one.study),
          plain(one.about),
          one.numbers.map(({ text, at }) => `${plain(text)} (${plain(at)})`).join('; '),
          optionLinks(one.options),
        ]),
      ),
    ),
  );
}

/** Every operational definition with its reason: what this project fixed because the sources give no number or rule. */
export function operationalPage(): string {
  const numbers = PARAMETERS.filter(({ citation }) => citation.source === 'OP').map((parameter) => [
    `[${plain(parameter.meaning)}](parameters.md#${parameter.id})`,
    amount(parameter.value, parameter.unit),
    plain(parameter.citation.at),
    parameter.reviewBy,
  ]);
  const rules = OPTIONS.flatMap((option) =>
    option.criteria.flatMap((criterion) =>
      criterion.citations
        .filter(({ source }) => source === 'OP')
        .map(({ at }) => ({ text: `${criterion.sentence}|${at}`, criterion, at, option })),
    ),
  );
  const once = [...new Set(rules.map(({ text }) => text))].map((text) => {
    const same = rules.filter((rule) => rule.text === text);
    const [first] = same;
    const others = first?.criterion.citations.filter(({ source }) => source !== 'OP') ?? [];
    return [
      plain(first?.criterion.sentence ?? ''),
      plain(first?.at ?? ''),
      others.length > 0 ? citedAll(others) : 'none',
      optionLinks([...new Set(same.map(({ option }) => option.code))]),
    ];
  });
  const sets = TRANSPLANT_SETS.flatMap((set) =>
    set.criteria.flatMap((criterion) =>
      criterion.operational === undefined
        ? []
        : [[code(`${set.code}.${criterion.id}`), plain(criterion.sentence), plain(criterion.operational)]],
    ),
  );
  const aged = FACT_IDS.flatMap((id) => {
    const { ageLimitDays: days, endsAs } = factDefinition(id);
    if (days === undefined) return [];
    return [
      [factLink(id), endsAs === undefined ? `${days} days` : `never: older than ${days} days is ${endsAs}`],
    ];
  });
  const read = Object.entries<RecordLimit>(RECORD_LIMITS).map(
    ([id, { meaning, value, unit, reason, reviewBy }]) => [
      `${plain(meaning)} (${code(id)})`,
      amount(value, unit),
      plain(reason),
      reviewBy,
    ],
  );
  return page(
    'Operational definitions',
    'The sources often use a word ("adequate renal function") and give no number. This project then fixes one, says so wherever the rule is shown, and lets a site change it. None of these is a statement of a source.',
    heading(2, 'Numbers'),
    table(['What it separates', 'Value', 'Reason', 'Review by'], numbers),
    section(
      2,
      'Numbers by which the record is read',
      'Asked before any rule is; a site changes them by their names, like the numbers of the rules.',
      table(['What it separates', 'Value', 'Reason', 'Review by'], read),
    ),
    section(2, 'Rules', table(['Rule', 'What is ours, and why', 'Sources beside it', 'Options'], once)),
    section(2, 'Transplant sets', table(['Criterion', 'Rule', 'What is ours, and why'], sets)),
    section(2, 'Age limits of facts', table(['Fact', 'Older is stale'], aged)),
  );
}
