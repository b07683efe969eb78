import { doubtsOfRow, ROW_DOUBTS } from '../doubts.ts';
import type { Cell, EvidenceTable, TranscribedTable } from '../table.ts';
import { A14_ABLATION } from './a14-ablation.ts';
import { A14_INTRA_ARTERIAL } from './a14-intra-arterial.ts';
import { A14_RESECTION } from './a14-resection.ts';
import { A14_TRANSPLANTATION } from './a14-transplantation.ts';
import { C18_COMPARISON } from './c18-comparison.ts';
import { C18_TRANSPLANTATION } from './c18-transplantation.ts';
import { M21_EMBOLIZATION } from './m21-embolization.ts';
import { M21_PRRT } from './m21-prrt.ts';
import { M21_RESECTION } from './m21-resection.ts';
import { M21_TRANSPLANTATION } from './m21-transplantation.ts';

const TRANSCRIBED: readonly TranscribedTable[] = [
  M21_RESECTION,
  M21_TRANSPLANTATION,
  M21_EMBOLIZATION,
  M21_PRRT,
  C18_COMPARISON,
  C18_TRANSPLANTATION,
  A14_RESECTION,
  A14_TRANSPLANTATION,
  A14_ABLATION,
  A14_INTRA_ARTERIAL,
];

function withDoubts(table: TranscribedTable): EvidenceTable {
  const columns = table.columns.map((column) => column.id);
  const known = new Set([...columns, 'year', '*']);
  for (const doubt of ROW_DOUBTS.filter((each) => each.table === table.id)) {
    const orphan = doubt.columns.find((column) => !known.has(column));
    if (orphan !== undefined || !table.rows.some((row) => row.line === doubt.line)) {
      throw new Error(
        `${table.id}:${doubt.line}: a doubt about ${orphan ?? 'a row'} that is not in the table`,
      );
    }
  }
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: Object.fromEntries(columns.map((id, at): [string, Cell] => [id, row.cells[at] ?? null])),
      doubts: doubtsOfRow(table.id, row.line),
    })),
  };
}

/** Every table of the four sources. A doubt that belongs to no cell fails at load. */
export const EVIDENCE_TABLES: readonly EvidenceTable[] = TRANSCRIBED.map(withDoubts);

/** A table by its id (`M21-T1`); throws for an id that does not exist. */
export function tableById(id: string): EvidenceTable {
  const table = EVIDENCE_TABLES.find((each) => each.id === id);
  if (!table) throw new Error(`no evidence table ${id}`);
  return table;
}
