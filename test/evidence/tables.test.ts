import { describe, expect, it } from 'vitest';
import { ROW_DOUBTS, TEXT_DOUBTS } from '../../src/evidence/doubts.ts';
import { cellText, doubtOf, evidenceTable, numbersOf, reading, row } from '../../src/evidence/table.ts';
import { EVIDENCE_TABLES, tableById } from '../../src/evidence/tables/index.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the tables of the sources', () => {
  // Rows and column sums were counted by hand in the printed tables, not taken from the data.
  it.each([
    ['M21-T1', 11, 'n', 1516],
    ['M21-T1', 11, 'os-5y', 736.1],
    ['M21-T2', 3, 'age', 0],
    ['M21-ST1', 23, 'n', 1265],
    ['M21-ST1', 23, 'median-os', 590.1],
    ['M21-ST2', 16, 'n', 1174],
    ['M21-ST2', 16, 'median-pfs', 313.9],
    ['C18-T1', 7, 'n-both', 1122],
    ['C18-T2', 8, 'n', 686],
    ['A14-T1', 24, 'n', 1649],
    ['A14-T2', 8, 'n', 1040],
    ['A14-T3', 9, 'n', 329],
    ['A14-T4', 16, 'n', 1113],
    ['A14-T4', 16, 'median-unplaced', 311.2],
  ])('%s has %i rows and its column %s adds up to %f', (id, rows, column, total) => {
    const table = tableById(id);
    expect(table.rows).toHaveLength(rows);
    expect(sum(table.rows.flatMap((each) => numbersOf(each.cells[column])))).toBeCloseTo(total, 6);
  });

  it('keeps the blanks of the source', () => {
    const table = tableById('M21-T1');
    const blanks = table.rows.filter((each) => each.cells['dfs-5y'] === null).map((each) => each.label);
    expect(blanks).toEqual(['Masui 2020', 'Ruzzenante 2017', 'Hibi 2007', 'Reddy 2007', 'McEntee 1990']);
    expect(cellText(null, '%')).toBe('');
  });

  it('gives every table columns, a place, a design and rows in the order of the lines', () => {
    for (const table of EVIDENCE_TABLES) {
      expect(table.lines).toMatch(/^\d+-\d+$/);
      expect(table.design.text).not.toBe('');
      const lines = table.rows.map((each) => each.line);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
      const [first, last] = table.lines.split('-').map(Number);
      for (const line of lines) {
        expect(line).toBeGreaterThanOrEqual(first ?? 0);
        expect(line).toBeLessThanOrEqual(last ?? 0);
      }
    }
  });

  it('refuses a row with too few cells, an unknown footnote and a part of no row', () => {
    const base = { ...tableById('C18-T2'), rows: [] };
    const cells = ['1987-1999', 9, 'Retrospective', 70, 53];
    expect(() => evidenceTable({ ...base, rows: [row(1, 'a', 1, 2000, [1, 2])] })).toThrow(
      '2 cells for 5 columns',
    );
    expect(() =>
      evidenceTable({ ...base, rows: [row(1, 'a', 1, 2000, cells, { footnotes: ['9'] })] }),
    ).toThrow('no footnote 9');
    expect(() => evidenceTable({ ...base, rows: [row(1, 'a', 1, 2000, cells, { partOf: 7 })] })).toThrow(
      'part of line 7',
    );
    expect(() =>
      evidenceTable({ ...base, rows: [row(1, 'a', 1, 2000, cells), row(1, 'b', 1, 2000, cells)] }),
    ).toThrow('same line');
    expect(() => tableById('X9')).toThrow('no evidence table X9');
  });

  it('reads numbers from cells with words and prints them as the source does', () => {
    expect(numbersOf(reading('42-44', 42, 44))).toEqual([42, 44]);
    expect(numbersOf('not reached')).toEqual([]);
    expect(cellText(reading('73% (actuarial)', 73), '%')).toBe('73% (actuarial)');
    expect(cellText(61, '%')).toBe('61 %');
  });
});

describe('doubts', () => {
  it('belong to a row and a column of a table', () => {
    for (const doubt of ROW_DOUBTS) {
      const table = tableById(doubt.table);
      const target = table.rows.find((each) => each.line === doubt.line);
      expect(target, `${doubt.table}:${doubt.line}`).toBeDefined();
      for (const column of doubt.columns) {
        expect([...table.columns.map((each) => each.id), 'year', '*']).toContain(column);
      }
      expect(doubt.reason.length).toBeGreaterThan(15);
    }
  });

  it.each([
    ['A14-T1', 266, 'os-5y'],
    ['A14-T1', 238, 'median-os-other'],
    ['A14-T1', 243, 'median-os-other'],
    ['A14-T1', 239, 'os-5y-other'],
    ['A14-T1', 239, 'n'],
    ['A14-T1', 268, 'os-5y'],
    ['A14-T1', 278, 'os-5y'],
    ['A14-T1', 248, 'median-os'],
    ['A14-T1', 248, 'n'],
    ['A14-T1', 263, 'n'],
    ['A14-T1', 244, 'section'],
    ['A14-T1', 243, 'section'],
    ['A14-T4', 500, 'n'],
    ['A14-T4', 501, 'median-unplaced'],
    ['A14-T4', 503, 'median-unplaced'],
    ['A14-T4', 487, 'median-unplaced'],
    ['A14-T4', 488, 'median-unplaced'],
    ['A14-T4', 489, 'median-unplaced'],
    ['A14-T4', 490, 'median-unplaced'],
    ['A14-T4', 491, 'median-unplaced'],
    ['A14-T4', 493, 'median-unplaced'],
    ['A14-T4', 504, 'median-unplaced'],
    ['A14-T3', 465, 'median-pfs'],
    ['A14-T3', 469, 'median-os'],
    ['A14-T3', 470, 'median-os'],
    ['A14-T3', 471, 'median-os'],
    ['M21-T1', 78, 'dfs-3y'],
    ['M21-T1', 78, 'dfs-5y'],
    ['M21-T1', 79, 'primary-pancreas'],
    ['M21-ST1', 342, 'median-pfs'],
    ['M21-ST1', 346, 'orr'],
    ['M21-ST1', 356, 'sd'],
    ['M21-ST1', 339, 'year'],
    ['C18-T2', 106, 'n'],
    ['C18-T2', 106, 'dfs-5y'],
  ])('%s line %i: %s is marked', (id, line, column) => {
    const target = tableById(id).rows.find((each) => each.line === line);
    expect(target && doubtOf(target, column)).toBeTypeOf('string');
  });

  it('leave the other cells of a row alone', () => {
    const sahara = tableById('M21-T1').rows[0];
    expect(sahara && doubtOf(sahara, 'os-5y')).toBeUndefined();
    const mazzaferro = tableById('C18-T2').rows.find((each) => each.line === 106);
    expect(mazzaferro && doubtOf(mazzaferro, 'os-5y')).toBeUndefined();
  });

  it('name the three statements of the running text', () => {
    expect(TEXT_DOUBTS.map((each) => each.at)).toEqual(['M21:186', 'C18:112', 'M21:126']);
  });
});
