import type { Arm } from './option-evidence.ts';
import { evidenceFor } from './ranges.ts';
import { doubtOf, type EvidenceRow, type EvidenceTable, numbersOf } from './table.ts';

/** 5-year survival of each series for plotting. Nothing is pooled; a blank stays blank, a doubt stays with its cell. */

/** One point of the plot of 5-year survival. */
export interface SurvivalPoint {
  readonly table: string;
  readonly label: string;
  readonly year: number | null;
  /** Patients as printed; null when blank, or when the cell holds several numbers: which belongs is not for us to add up. */
  readonly n: number | null;
  /** Percent alive at 5 years (the first of several values); null when the source has a blank. */
  readonly fiveYear: number | null;
  /** Further values of the same cell (another arm, a later period). */
  readonly otherValues?: readonly number[];
  /** Why a value is not a plain fact, one reason for each of the two. */
  readonly doubts?: { readonly survival?: string; readonly patients?: string };
  /** `M21 Table 1, line 78`. */
  readonly source: string;
}

/** The columns of survival and of patients that belong together, by the treatment that the option is. */
const COLUMNS = {
  resection: { survival: 'os-5y', patients: 'n' },
  other: { survival: 'os-5y-other', patients: 'n-other' },
} as const satisfies Record<Arm, object>;

/** 5-year survival of each series behind an option. */
export function survivalSeries(option: string): readonly SurvivalPoint[] {
  return evidenceFor(option).tables.flatMap(({ table, rows, arm }) => survivalPoints(table, rows, arm));
}

/** 5-year survival of the rows of one table; empty when the table has no such column. */
export function survivalPoints(
  table: EvidenceTable,
  rows: readonly EvidenceRow[] = table.rows,
  arm: Arm = 'resection',
): readonly SurvivalPoint[] {
  const columns = COLUMNS[arm];
  if (!table.columns.some((column) => column.id === columns.survival)) return [];
  return rows.map((row) => {
    const [fiveYear = null, ...otherValues] = numbersOf(row.cells[columns.survival]);
    const [n = null, ...otherPatients] = numbersOf(row.cells[columns.patients]);
    const period = typeof row.cells.period === 'string' && row.year === null ? ` ${row.cells.period}` : '';
    return {
      table: table.id,
      label: `${row.label}${period}`,
      year: row.year,
      n: otherPatients.length > 0 ? null : n,
      fiveYear,
      ...(otherValues.length > 0 && { otherValues }),
      ...doubtsOf(row, columns),
      source: `${table.source} ${table.table}, line ${row.line}`,
    };
  });
}

function doubtsOf(
  row: EvidenceRow,
  columns: { readonly survival: string; readonly patients: string },
): Pick<SurvivalPoint, 'doubts'> {
  const survival = doubtOf(row, columns.survival);
  const patients = doubtOf(row, columns.patients);
  if (survival === undefined && patients === undefined) return {};
  return {
    doubts: { ...(survival !== undefined && { survival }), ...(patients !== undefined && { patients }) },
  };
}
