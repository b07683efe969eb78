import { cellName, coverageTables, emptyCells, IMPOSSIBLE, type Table } from './coverage-cells.ts';
import { readVignettes } from './vignette-files.ts';

/**
 * `npm run criteria`: how many vignettes expect each criterion met, not met and unknown, each alert and item of the
 * work-up present and absent, and stand below, at and above each number of the rules. Exit status 1 with an empty cell.
 */

const GAP = 2;

function printed(one: Table): string {
  const width = Math.max(...one.rows.map((row) => row.id.length));
  const line = (first: string, cells: readonly string[]): string =>
    `  ${first.padEnd(width)}${cells.map((cell, i) => cell.padStart((one.columns[i]?.length ?? 0) + GAP)).join('')}`;
  const rows = one.rows.map((row) =>
    line(
      row.id,
      one.columns.map((column) => {
        if (IMPOSSIBLE[cellName(row, column)] !== undefined) return '-';
        return row.columns[column] === undefined ? 'EMPTY' : String(row.columns[column]);
      }),
    ),
  );
  return [one.title, line('', one.columns), ...rows].join('\n');
}

const { vignettes } = readVignettes();
const tables = coverageTables(vignettes);
const empty = emptyCells(tables);
const reasons = Object.entries(IMPOSSIBLE).map(([cell, why]) => `  ${cell}: ${why}`);

console.log(
  [
    ...tables.map(printed),
    `Cells that cannot exist (-)\n${reasons.join('\n')}`,
    `${vignettes.length} vignettes; ${empty.length === 0 ? 'no cell is empty' : `empty: ${empty.join(', ')}`}.`,
  ].join('\n\n'),
);
if (empty.length > 0) process.exitCode = 1;
