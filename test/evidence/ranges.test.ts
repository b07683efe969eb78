import { describe, expect, it } from 'vitest';
import { ROW_DOUBTS } from '../../src/evidence/doubts.ts';
import { OPTIONS_WITH_EVIDENCE } from '../../src/evidence/option-evidence.ts';
import { evidenceFor, rangeOver, rangeText } from '../../src/evidence/ranges.ts';
import type { EvidenceTable } from '../../src/evidence/table.ts';
import { EVIDENCE_TABLES, tableById } from '../../src/evidence/tables/index.ts';

describe('ranges over a table', () => {
  it('resection: the printed column of M21 Table 1', () => {
    const printed = [43.7, 83.3, 67.1, 74, 63, 100, 41, 68, 61, 76, 59];
    const range = rangeOver(tableById('M21-T1'), 'os-5y');
    expect(range).toMatchObject({
      low: Math.min(...printed),
      high: Math.max(...printed),
      series: printed.length,
      seriesInTable: 11,
      patients: 521 + 26 + 238 + 339 + 74 + 23 + 21 + 33 + 170 + 34 + 37,
      years: [1990, 2020],
      doubtful: 0,
    });
  });

  it('leaves the doubtful cells out: disease-free survival of M21 Table 1', () => {
    // 43.7 (line 78) is doubtful; left are 6, 21, 96, 16, 34.
    expect(rangeOver(tableById('M21-T1'), 'dfs-5y')).toMatchObject({
      low: 6,
      high: 96,
      series: 5,
      doubtful: 1,
    });
  });

  it('embolisation: 1.5 months and the responses above 100 % are out', () => {
    expect(rangeOver(tableById('M21-ST1'), 'median-pfs')).toMatchObject({ low: 5, high: 32, doubtful: 1 });
    expect(rangeOver(tableById('M21-ST1'), 'orr')).toMatchObject({ low: 8, high: 94, doubtful: 2 });
    expect(rangeOver(tableById('M21-ST1'), 'median-os')).toMatchObject({ low: 15, high: 69, series: 15 });
  });

  it('leaves a doubtful year out of the years', () => {
    const onlyBloomston = tableById('M21-ST1');
    const alone: EvidenceTable = { ...onlyBloomston, rows: onlyBloomston.rows.slice(0, 1) };
    expect(rangeOver(alone, 'median-os')?.years).toBeNull();
  });

  it('ablation: one number in a row of two columns is out', () => {
    expect(rangeOver(tableById('A14-T3'), 'median-os')).toMatchObject({
      low: 18,
      high: 73,
      series: 4,
      seriesInTable: 9,
      patients: 69 + 30 + 11 + 19,
      doubtful: 3,
    });
  });

  it('transplantation: the survival of a series counts where only its number of patients is doubtful', () => {
    const range = rangeOver(tableById('C18-T2'), 'os-5y');
    expect(range).toMatchObject({
      low: 49,
      high: 97.2,
      series: 8,
      patients: 9 + 15 + 15 + 150 + 184 + 213 + 12,
      seriesWithoutPatients: 1,
    });
    expect(range?.design).toBe('6 retrospective, 2 prospective');
    expect(rangeOver(tableById('C18-T2'), 'dfs-5y')).toMatchObject({ low: 20, high: 53, doubtful: 1 });
  });

  it('counts a series once when it is printed with its arms or periods', () => {
    expect(rangeOver(tableById('A14-T2'), 'os-5y')).toMatchObject({
      low: 44,
      high: 59,
      series: 6,
      patients: 213 + 184 + 150 + 89 + 85 + 103,
    });
    // Gupta: two arms with numbers, one series; Ho and Strosberg beside it.
    expect(rangeOver(tableById('A14-T4'), 'median-os')).toMatchObject({ low: 23, high: 42, series: 3 });
  });

  it('comparison: survival at 3 years and mean survival are no 5-year survival', () => {
    expect(rangeOver(tableById('C18-T1'), 'os-5y')).toMatchObject({ low: 70, high: 76, series: 5 });
    expect(rangeOver(tableById('C18-T1'), 'os-5y-other')).toMatchObject({ low: 25, high: 50, series: 5 });
  });

  it('gives no range where every cell is doubtful, and refuses a column that does not exist', () => {
    expect(rangeOver(tableById('A14-T4'), 'median-unplaced')).toBeUndefined();
    expect(() => rangeOver(tableById('A14-T4'), 'os-5y')).toThrow('A14-T4 has no column os-5y');
  });

  it('never changes when a doubtful cell is given an absurd value', () => {
    for (const { table: id, line, columns } of ROW_DOUBTS) {
      const table = tableById(id);
      for (const column of table.columns.filter((each) => each.unit === '%' || each.unit === 'months')) {
        if (!columns.includes(column.id) && !columns.includes('*')) continue;
        const absurd: EvidenceTable = {
          ...table,
          rows: table.rows.map((row) =>
            row.line === line ? { ...row, cells: { ...row.cells, [column.id]: 9999 } } : row,
          ),
        };
        const before = rangeOver(table, column.id);
        const after = rangeOver(absurd, column.id);
        expect(after && [after.low, after.high], `${id}:${line} ${column.id}`).toEqual(
          before && [before.low, before.high],
        );
      }
    }
  });

  it('moves when a plain cell moves', () => {
    const table = tableById('M21-T1');
    const moved: EvidenceTable = {
      ...table,
      rows: table.rows.map((row) =>
        row.line === 84 ? { ...row, cells: { ...row.cells, 'os-5y': 40 } } : row,
      ),
    };
    expect(rangeOver(moved, 'os-5y')?.low).toBe(40);
  });
});

describe('the evidence of an option', () => {
  it('names series, patients, years and design in its line', () => {
    expect(evidenceFor('liver-resection').line).toBe(
      '5-year survival 41-100 % in 11 series (1,516 patients; 1990-2020; retrospective single-centre and multicentre series; M21 Table 1). Ranges over series, not pooled. No randomised trial compares surgery with other treatment (C18:59-61).',
    );
  });

  it.each(OPTIONS_WITH_EVIDENCE)('%s has a line of whole sentences', (option) => {
    const { line } = evidenceFor(option);
    expect(line).toMatch(/^[A-Z0-9].*\.$/);
    expect(line).not.toMatch(/undefined|NaN|null|\(0 patients/);
    expect(line.length).toBeLessThan(600);
  });

  it.each([
    'mdt-review',
    'repeat-hepatectomy',
    'alpps',
    'primary-resection',
    'targeted-therapy',
    'surveillance',
  ])('%s says that the sources give no table', (option) => {
    expect(evidenceFor(option).line).toContain('The sources give no outcome table for this option');
    expect(evidenceFor(option).ranges).toEqual([]);
  });

  it('says so for an option that nobody has listed', () => {
    expect(evidenceFor('unheard-of').line).toBe('The sources give no outcome table for this option.');
  });

  it('radioembolization: series without a readable figure', () => {
    expect(evidenceFor('radioembolization').line).toContain('5 series (333 patients; 2008-2011;');
    expect(evidenceFor('radioembolization').line).toContain('no survival figure can be read without doubt');
  });

  it('shows every table of the sources under some option', () => {
    const shown = new Set(OPTIONS_WITH_EVIDENCE.flatMap((o) => evidenceFor(o).tables.map((t) => t.table.id)));
    expect(EVIDENCE_TABLES.map((table) => table.id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it('shows every row of the sources under some option', () => {
    const shown = new Set(
      OPTIONS_WITH_EVIDENCE.flatMap((o) =>
        evidenceFor(o).tables.flatMap((t) => t.rows.map((row) => `${t.table.id}:${row.line}`)),
      ),
    );
    const all = EVIDENCE_TABLES.flatMap((t) => t.rows.map((row) => `${t.id}:${row.line}`));
    expect(all.filter((id) => !shown.has(id))).toEqual([]);
  });

  it('writes one value as one value', () => {
    const range = rangeOver(tableById('A14-T1'), 'os-5y', [264]);
    expect(range && rangeText(range)).toBe(
      '5-year survival 94 % in 1 series (23 patients; 2008; design not stated in the table; A14 Table 1)',
    );
  });
});
