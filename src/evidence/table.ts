import type { SourceKey } from '../domain/evaluation.ts';

/**
 * The outcome tables of the sources as data: the source's own row labels and blanks, one value to a cell. A cell
 * that must not be shown as a plain fact keeps its value and carries a doubt (`doubts.ts`).
 */

export type Unit = 'patients' | '%' | 'months' | 'text';

/** A printed cell that holds one or several numbers beside words (`73% (actuarial)`, `42-44`). */
export interface Reading {
  readonly printed: string;
  readonly values: readonly number[];
}
/** null is a blank: a dash, "not available" or nothing in the source. */
export type Cell = number | string | Reading | null;

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
}

/** Why a cell is not a plain fact. `column` is a column of the table, `year`, or `*` for the whole row. */
export interface Doubt {
  readonly column: string;
  readonly reason: string;
}

/** A row as transcribed, cells in the order of the columns. */
export interface TranscribedRow {
  /** First line of the row in the text of the source. */
  readonly line: number;
  readonly label: string;
  /** Number in the reference list of the source. */
  readonly ref: number | null;
  readonly year: number | null;
  readonly cells: readonly Cell[];
  readonly footnotes?: readonly string[];
  readonly remarks?: readonly string[];
  /** Line of the row of which this one is a part (an arm, a later period): never counted twice. */
  readonly partOf?: number;
}

export interface TranscribedTable {
  readonly id: string;
  readonly source: Exclude<SourceKey, 'OP'>;
  /** As the source numbers it. */
  readonly table: string;
  readonly title: string;
  readonly topic: string;
  readonly lines: string;
  /** The study designs in a few words, and where the source says so. */
  readonly design: { readonly text: string; readonly at: string };
  readonly columns: readonly Column[];
  readonly footnotes: Readonly<Record<string, string>>;
  /** About the table as a whole, in our words. */
  readonly remarks: readonly string[];
  readonly rows: readonly TranscribedRow[];
}

/** A row with its cells by column and its doubts: what consumers read. */
export interface EvidenceRow extends Omit<TranscribedRow, 'cells'> {
  readonly cells: Readonly<Record<string, Cell>>;
  readonly doubts: readonly Doubt[];
}
export interface EvidenceTable extends Omit<TranscribedTable, 'rows'> {
  readonly rows: readonly EvidenceRow[];
}

/** One row of a table. */
export function row(
  line: number,
  label: string,
  ref: number | null,
  year: number | null,
  cells: readonly Cell[],
  more: Pick<TranscribedRow, 'footnotes' | 'remarks' | 'partOf'> = {},
): TranscribedRow {
  return { line, label, ref, year, cells, ...more };
}

/** A cell that holds words and numbers. */
export function reading(printed: string, ...values: number[]): Reading {
  return { printed, values };
}

/** Checks a transcription: as many cells as columns, no line twice, footnotes and parts that exist. */
export function evidenceTable(table: TranscribedTable): TranscribedTable {
  const lines = new Set(table.rows.map((each) => each.line));
  if (lines.size !== table.rows.length) throw new Error(`${table.id}: two rows with the same line`);
  for (const each of table.rows) {
    if (each.cells.length !== table.columns.length) {
      throw new Error(
        `${table.id}:${each.line}: ${each.cells.length} cells for ${table.columns.length} columns`,
      );
    }
    const missing = (each.footnotes ?? []).find((mark) => !Object.hasOwn(table.footnotes, mark));
    if (missing !== undefined) throw new Error(`${table.id}:${each.line}: no footnote ${missing}`);
    if (each.partOf !== undefined && !lines.has(each.partOf)) {
      throw new Error(`${table.id}:${each.line}: part of line ${each.partOf}, which is no row`);
    }
  }
  return table;
}

/** The numbers of a cell; none for a blank and for words. */
export function numbersOf(cell: Cell | undefined): readonly number[] {
  if (typeof cell === 'number') return [cell];
  return cell !== null && typeof cell === 'object' ? cell.values : [];
}

/** A cell as the source prints it, with the unit of its column; the empty text for a blank. */
export function cellText(cell: Cell | undefined, unit: Unit): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return unit === '%' ? `${cell} %` : String(cell);
  return typeof cell === 'string' ? cell : cell.printed;
}

/** Why a cell (or the year) of a row is not a plain fact; undefined when it is one. */
export function doubtOf(each: EvidenceRow, column: string): string | undefined {
  return each.doubts.find((doubt) => doubt.column === column || doubt.column === '*')?.reason;
}
