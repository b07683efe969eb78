import { OPTIONS } from '../decision/options.ts';
import { PARAMETERS } from '../decision/parameters.ts';
import { TRANSPLANT_SETS } from '../decision/transplant-sets.ts';
import { ALERTS } from '../decision/alerts.ts';
import { BASELINE_WORKUP, WORKUP } from '../decision/workup-items.ts';
import type { CellResult, Side, Vignette } from './vignette-files.ts';

/**
 * What the vignettes exercise: every criterion met, not met and unknown; every alert and item of the work-up present
 * and absent; every number of the rules just below, at and just above. Only what a vignette expects counts, not what
 * happens to come out beside it.
 */

export type Column = CellResult | Side | 'present' | 'absent';

export interface Row {
  /** `liver-resection.adequate-liver-remnant`, `milan.age`, an alert, an item of the work-up, a parameter. */
  readonly id: string;
  readonly columns: Readonly<Partial<Record<Column, number>>>;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const RESULTS: readonly CellResult[] = ['met', 'not-met', 'unknown'];
const PRESENCE = ['present', 'absent'] as const;
const SIDES: readonly Side[] = ['below', 'at', 'above'];

/** Cells that cannot exist, each with the reason. A test looks for them in vain. */
export const IMPOSSIBLE: Readonly<Record<string, string>> = {
  'mdt-review.liver-metastases-on-record not-met':
    'without liver metastases on record nothing is judged: there are no options',
  'mdt-review.liver-metastases-on-record unknown':
    'with liver metastases that are not confirmed nothing is judged: there are no options',
  'no-lesion below': 'a number of lesions is never below 0',
  'prrt.grade-eligible not-met':
    'a G3 neoplasm without both tracers is undecided, never excluded: the scan can still be made',
  'radioembolization.maa-before unknown': 'a scan is on record or it is not',
  'somatostatin-analogue.syndrome-clarified not-met':
    'a syndrome is known or it is not; what then fails is a criterion of its own',
};

/** The name of a cell in `IMPOSSIBLE`. */
export function cellName(row: Row, column: Column): string {
  return `${row.id} ${column}`;
}

/** Why no patient can have a result of a criterion (`prrt.grade-eligible`), by result. */
export function impossibleResults(criterion: string): Readonly<Partial<Record<CellResult, string>>> {
  const results = RESULTS.map((result) => [result, IMPOSSIBLE[`${criterion} ${result}`]] as const);
  return Object.fromEntries(results.filter(([, reason]) => reason !== undefined));
}

type Counts = Map<string, Map<Column, number>>;

function count(counts: Counts, id: string, column: Column): void {
  const row = counts.get(id) ?? new Map<Column, number>();
  row.set(column, (row.get(column) ?? 0) + 1);
  counts.set(id, row);
}

function countOptions(counts: Counts, { expect }: Vignette): void {
  for (const [option, results] of Object.entries(expect.criteria ?? {})) {
    for (const [criterion, result] of Object.entries(results))
      count(counts, `${option}.${criterion}`, result);
  }
}

function countSets(counts: Counts, { expect }: Vignette): void {
  for (const [id, result] of Object.entries(expect.sets ?? {})) count(counts, id, result);
}

function countAlerts(counts: Counts, { expect }: Vignette): void {
  for (const id of expect.alerts ?? []) count(counts, id, 'present');
  for (const id of expect.noAlerts ?? []) count(counts, id, 'absent');
  if (expect.critique !== undefined)
    count(counts, 'contraindicated-order', expect.critique === null ? 'absent' : 'present');
}

function countWorkup(counts: Counts, { expect }: Vignette): void {
  const present = [...(expect.workup ?? []), ...(expect.workupFirst ?? [])];
  for (const id of new Set(present)) count(counts, id, 'present');
  for (const id of expect.noWorkup ?? []) count(counts, id, 'absent');
}

function table(
  title: string,
  columns: readonly Column[],
  ids: readonly string[],
  vignettes: readonly Vignette[],
  add: (counts: Counts, vignette: Vignette) => void,
): Table {
  const counts: Counts = new Map();
  for (const vignette of vignettes) add(counts, vignette);
  const rows = ids.map((id) => ({ id, columns: Object.fromEntries(counts.get(id) ?? []) }));
  return { title, columns, rows };
}

/** Every table of the coverage. */
export function coverageTables(vignettes: readonly Vignette[]): readonly Table[] {
  const criteria = OPTIONS.flatMap((option) => [
    ...(option.applicable ? [`${option.code}.applicable`] : []),
    ...option.criteria.map((criterion) => `${option.code}.${criterion.id}`),
  ]);
  const sets = TRANSPLANT_SETS.flatMap((set) => [
    set.code,
    ...set.criteria.map((criterion) => `${set.code}.${criterion.id}`),
  ]);
  const items = [...WORKUP, ...BASELINE_WORKUP].map(({ id }) => id);
  return [
    table('Criteria of the options', RESULTS, criteria, vignettes, countOptions),
    table('Transplant sets and their criteria', RESULTS, sets, vignettes, countSets),
    table('Alerts', PRESENCE, Object.keys(ALERTS), vignettes, countAlerts),
    table('Work-up', PRESENCE, items, vignettes, countWorkup),
    table(
      'Numbers',
      SIDES,
      PARAMETERS.map(({ id }) => id),
      vignettes,
      (counts, { boundary }) => {
        for (const { parameter, side } of boundary) count(counts, parameter, side);
      },
    ),
  ];
}

/** The cells that no vignette fills and that could be filled. */
export function emptyCells(tables: readonly Table[]): readonly string[] {
  return tables.flatMap((one) =>
    one.rows.flatMap((row) =>
      one.columns
        .filter((column) => !row.columns[column])
        .map((column) => cellName(row, column))
        .filter((cell) => IMPOSSIBLE[cell] === undefined),
    ),
  );
}
