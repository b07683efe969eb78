import { type Arm, type Figure, type OptionUse, optionUse, type Study } from './option-evidence.ts';
import { TEXT_DOUBTS, type TextDoubt } from './doubts.ts';
import { doubtOf, type EvidenceRow, type EvidenceTable, numbersOf, type Unit } from './table.ts';
import { tableById } from './tables/index.ts';

/**
 * Ranges over the rows of one table, computed from the data. Doubtful cells never enter, numbers are never pooled or
 * averaged, and rows that are part of another row are not counted twice.
 */

/** The range of one column over the rows of one table. */
export interface EvidenceRange {
  readonly table: string;
  readonly column: string;
  readonly label: string;
  readonly unit: Unit;
  readonly low: number;
  readonly high: number;
  /** Series that give a number; parts of another row are not counted. */
  readonly series: number;
  /** All series of the rows looked at. */
  readonly seriesInTable: number;
  /** Sum of the patients of those series as printed; series with a doubtful or blank number are left out of it. */
  readonly patients: number;
  readonly seriesWithoutPatients: number;
  /** First and last year of publication (or of the period where no year is printed). */
  readonly years: readonly [number, number] | null;
  /** `8 retrospective, 6 phase 2` where the table has a design column, else the design of the table. */
  readonly design: string;
  /** Cells that were left out because they are doubtful. */
  readonly doubtful: number;
}

/** One table behind an option, with the rows that belong to it. */
export interface OptionTable {
  readonly table: EvidenceTable;
  readonly rows: readonly EvidenceRow[];
  readonly arm: Arm;
}

export interface OptionEvidence {
  readonly option: string;
  /** Series, patients, years and design in one or two sentences; says so when the sources give no table. */
  readonly line: string;
  readonly tables: readonly OptionTable[];
  /** The range that the line quotes first. */
  readonly ranges: readonly EvidenceRange[];
  /** Single figures from the running text. */
  readonly figures: readonly Figure[];
  /** Statements of the text that are not to be trusted. */
  readonly textDoubts: readonly TextDoubt[];
}

const YEAR = /\b(19|20)\d\d\b/g;

function yearsOf(rows: readonly EvidenceRow[]): readonly [number, number] | null {
  const years = rows.flatMap((row) => {
    if (row.year !== null) return doubtOf(row, 'year') === undefined ? [row.year] : [];
    const period = row.cells.period;
    return typeof period === 'string' ? (period.match(YEAR) ?? []).map(Number) : [];
  });
  return years.length === 0 ? null : [Math.min(...years), Math.max(...years)];
}

function designOf(table: EvidenceTable, rows: readonly EvidenceRow[]): string {
  if (!table.columns.some((column) => column.id === 'design')) return table.design.text;
  const counts = new Map<string, number>();
  for (const row of rows) {
    const design = String(row.cells.design ?? 'not stated').toLowerCase();
    counts.set(design, (counts.get(design) ?? 0) + 1);
  }
  const parts = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return parts
    .map(([design, count]) => (parts.length === 1 ? `all ${design}` : `${count} ${design}`))
    .join(', ');
}

/**
 * The range of a column over rows of a table, or undefined when no undoubted cell holds a number.
 * @param lines first lines of the rows to look at; absent: all rows
 */
export function rangeOver(
  table: EvidenceTable,
  column: string,
  lines?: readonly number[],
): EvidenceRange | undefined {
  const definition = table.columns.find((each) => each.id === column);
  if (!definition) throw new Error(`${table.id} has no column ${column}`);
  const rows = rowsOf(table, lines);
  const given = rows.filter((row) => numbersOf(row.cells[column]).length > 0);
  const plain = given.filter((row) => doubtOf(row, column) === undefined);
  const values = plain.flatMap((row) => numbersOf(row.cells[column]));
  if (values.length === 0) return undefined;
  const whole = plain.filter((row) => row.partOf === undefined || !plain.some((r) => r.line === row.partOf));
  const counted = whole.filter((row) => doubtOf(row, 'n') === undefined && numbersOf(row.cells.n).length > 0);
  return {
    table: table.id,
    column,
    label: definition.label,
    unit: definition.unit,
    low: Math.min(...values),
    high: Math.max(...values),
    series: new Set(whole.map((row) => row.partOf ?? row.line)).size,
    seriesInTable: rows.filter((row) => row.partOf === undefined).length,
    patients: counted.flatMap((row) => numbersOf(row.cells.n)).reduce((sum, n) => sum + n, 0),
    seriesWithoutPatients: whole.length - counted.length,
    years: yearsOf(whole),
    design: designOf(table, whole),
    doubtful: given.length - plain.length,
  };
}

function rowsOf(table: EvidenceTable, lines?: readonly number[]): readonly EvidenceRow[] {
  return lines === undefined ? table.rows : table.rows.filter((row) => lines.includes(row.line));
}

const amount = (value: number): string => value.toLocaleString('en-US');

/** A range as people read it: `OS 5 years 41-100 % in 11 series (1,516 patients; 1990-2020; ...; M21 Table 1)`. */
export function rangeText(range: EvidenceRange): string {
  const unit = range.unit === '%' ? ' %' : range.unit === 'months' ? ' months' : '';
  const values = range.low === range.high ? `${range.low}` : `${range.low}-${range.high}`;
  const series =
    range.series === range.seriesInTable ? `${range.series}` : `${range.series} of ${range.seriesInTable}`;
  const table = tableById(range.table);
  const details = [
    patientsText(range),
    range.years === null ? 'year not given' : yearsText(range.years),
    range.design,
    `${table.source} ${table.table}`,
  ];
  return `${measureText(range)} ${values}${unit} in ${series} series (${details.join('; ')})`;
}

function patientsText({ patients, seriesWithoutPatients }: EvidenceRange): string {
  if (patients === 0) return 'number of patients not given';
  const left = `, ${seriesWithoutPatients} series with a doubtful number not counted`;
  return `${amount(patients)} patients${seriesWithoutPatients > 0 ? left : ''}`;
}

function yearsText(years: readonly [number, number]): string {
  return years[0] === years[1] ? `${years[0]}` : `${years[0]}-${years[1]}`;
}

const MEASURES: Readonly<Record<string, string>> = {
  'os-5y': '5-year survival',
  'dfs-5y': '5-year disease-free survival',
  'median-os': 'median survival',
  'median-pfs': 'median progression-free survival',
  orr: 'objective response',
};

function measureText(range: EvidenceRange): string {
  return MEASURES[range.column] ?? range.label;
}

function unplacedText(use: OptionUse): string | undefined {
  const first = use.tables[0];
  if (!first) return undefined;
  const table = tableById(first.table);
  const rows = rowsOf(table, first.lines).filter((row) => row.partOf === undefined);
  const counted = rows.filter((row) => doubtOf(row, 'n') === undefined);
  const patients = counted.flatMap((row) => numbersOf(row.cells.n)).reduce((sum, n) => sum + n, 0);
  const years = yearsOf(rows);
  const details = [
    patients > 0 ? `${amount(patients)} patients` : 'number of patients not recoverable',
    years === null ? 'year not given' : yearsText(years),
    table.design.text,
    `${table.source} ${table.table}`,
  ];
  return `${rows.length} series (${details.join('; ')}): no survival figure can be read without doubt`;
}

function lineOf(use: OptionUse, ranges: readonly EvidenceRange[]): string {
  const sentences: string[] = [];
  const [first, ...others] = ranges;
  if (first) {
    sentences.push(capital(rangeText(first)));
    for (const range of others) sentences.push(capital(rangeText(range)));
    sentences.push('Ranges over series, not pooled');
  } else {
    sentences.push(unplacedText(use) ?? 'The sources give no outcome table for this option');
  }
  for (const { text, at, study } of use.figures)
    sentences.push(`${capital(text)} (${[...(study ? studyTexts(study) : []), at].join('; ')})`);
  if (use.surgical) {
    sentences.push('No randomised trial compares surgery with other treatment (C18:59-61)');
  }
  return `${sentences.join('. ')}.`;
}

/** Series, patients, years and design; one that the source does not give is named. */
function studyTexts({ series, patients, years, design }: Study): readonly string[] {
  const missing = [
    ...(patients === undefined ? ['number of patients'] : []),
    ...(years === undefined ? ['year'] : []),
    ...(design === undefined ? ['design'] : []),
  ];
  const last = missing.pop();
  return [
    series,
    ...(patients === undefined ? [] : [`${amount(patients)} patients`]),
    ...(years === undefined ? [] : [years]),
    ...(design === undefined ? [] : [design]),
    ...(last === undefined
      ? []
      : [`${missing.join(', ')}${missing.length > 0 ? ' and ' : ''}${last} not given`]),
  ];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const REMEMBERED = new Map<string, OptionEvidence>();

/**
 * The evidence behind an option: a line for cards (series, patients, years, design), the tables with the rows that
 * belong, the ranges, single figures of the text, and what must not be trusted. An option that the sources give
 * nothing for says so.
 */
export function evidenceFor(option: string): OptionEvidence {
  const remembered = REMEMBERED.get(option);
  if (remembered) return remembered;
  const use = optionUse(option);
  const ranges = use.headline.flatMap(({ table, column, lines }) => {
    const range = rangeOver(tableById(table), column, lines);
    return range === undefined ? [] : [range];
  });
  const evidence: OptionEvidence = {
    option,
    line: lineOf(use, ranges),
    tables: use.tables.map(({ table, lines, arm = 'resection' }) => ({
      table: tableById(table),
      rows: rowsOf(tableById(table), lines),
      arm,
    })),
    ranges,
    figures: use.figures,
    textDoubts: TEXT_DOUBTS.filter((doubt) => doubt.options.includes(option)),
  };
  REMEMBERED.set(option, evidence);
  return evidence;
}
