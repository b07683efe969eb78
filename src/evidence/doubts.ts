import type { Doubt } from './table.ts';

/** A row of a table with the cells of it that must not be shown as plain facts, and why. */
export interface RowDoubt {
  readonly table: string;
  readonly line: number;
  readonly columns: readonly string[];
  readonly reason: string;
}

const UNPLACED =
  'one number is printed; whether it is progression-free or overall survival is not recoverable';
const PADDING = 'one number is printed; its column is inferred from white space only';

/**
 * Cells that are kept but left out of every range and marked wherever they are shown. A reason says what speaks
 * against the printed value, with the lines of the sources that disagree.
 */
export const ROW_DOUBTS: readonly RowDoubt[] = [
  {
    table: 'A14-T1',
    line: 266,
    columns: ['n', 'os-5y', 'median-os'],
    reason:
      'printed "704": a value fused with footnote 4 (mean survival) or a merged cell; value and column unknown, left blank',
  },
  {
    table: 'A14-T1',
    line: 238,
    columns: ['median-os', 'median-os-other'],
    reason: 'printed "1/27": the 1 is a footnote marker (median not reached), not a month',
  },
  {
    table: 'A14-T1',
    line: 243,
    columns: ['median-os', 'median-os-other'],
    reason: 'printed "3/32": the 3 is a footnote marker (median not reached), not months',
  },
  {
    table: 'A14-T1',
    line: 239,
    columns: ['os-5y', 'os-5y-other'],
    reason: 'the last digit of "18.5%2" is a footnote: survival at 4 years, not at 5',
  },
  {
    table: 'A14-T1',
    line: 268,
    columns: ['os-5y'],
    reason: 'the last digit of "83%5" is a footnote: survival at 3 years, not at 5',
  },
  {
    table: 'A14-T1',
    line: 278,
    columns: ['os-5y'],
    reason: 'the last digit of "92%6" is a footnote: survival at 4 years, not at 5',
  },
  {
    table: 'A14-T1',
    line: 248,
    columns: ['median-os', 'median-os-other'],
    reason: 'percentages in the column of months: these are 5-year disease-free survival',
  },
  {
    table: 'A14-T1',
    line: 248,
    columns: ['n', 'n-other'],
    reason: 'printed "9/20": the order is reversed against C18 Table 2 and A14:277',
  },
  {
    table: 'A14-T1',
    line: 239,
    columns: ['n', 'n-other'],
    reason: 'printed "9/19": 19 were resected according to A14:278; the order is reversed',
  },
  {
    table: 'A14-T1',
    line: 263,
    columns: ['treatment', 'n', 'os-5y'],
    reason: 'the reference is of 118 patients with a pancreatic tumour, not of liver resections',
  },
  {
    table: 'A14-T1',
    line: 244,
    columns: ['section'],
    reason: 'C18 Table 1, C18:82 and the cited title say embolisation, not ablation',
  },
  {
    table: 'A14-T1',
    line: 243,
    columns: ['section'],
    reason: 'C18 Table 1 and the cited title say intra-arterial treatment, not ablation',
  },
  ...[500, 501, 503].map((line) => ({
    table: 'A14-T4',
    line,
    columns: ['*'],
    reason:
      'the reference is of 2005; the row matches Pitt 2008 of M21 Supplementary Table 1, and A14:516-519 calls the numbers time to progression in a randomised trial',
  })),
  {
    table: 'A14-T4',
    line: 487,
    columns: ['median-unplaced'],
    reason: `${UNPLACED}; M21 Supplementary Table 1 has overall survival 65 months for this study`,
  },
  ...[488, 489, 490, 491, 493, 504].map((line) => ({
    table: 'A14-T4',
    line,
    columns: ['median-unplaced'],
    reason: UNPLACED,
  })),
  { table: 'A14-T3', line: 465, columns: ['median-pfs'], reason: PADDING },
  { table: 'A14-T3', line: 469, columns: ['median-os'], reason: PADDING },
  { table: 'A14-T3', line: 470, columns: ['median-os'], reason: PADDING },
  { table: 'A14-T3', line: 471, columns: ['median-os'], reason: PADDING },
  {
    table: 'M21-T1',
    line: 78,
    columns: ['dfs-3y', 'dfs-5y'],
    reason: 'identical to overall survival at 3 and 5 years: probably duplicated',
  },
  {
    table: 'M21-T1',
    line: 79,
    columns: ['primary-pancreas'],
    reason: 'a count (all 26 patients), not a percentage',
  },
  {
    table: 'M21-ST1',
    line: 342,
    columns: ['median-pfs'],
    reason: 'far below every other row: a misprint is suspected',
  },
  ...[346, 356].map((line) => ({
    table: 'M21-ST1',
    line,
    columns: ['orr', 'sd'],
    reason: 'response and stable disease add up to more than 100 %',
  })),
  { table: 'M21-ST1', line: 339, columns: ['year'], reason: 'printed 2017; the reference is of 2007' },
  {
    table: 'C18-T2',
    line: 106,
    columns: ['n'],
    reason: '88 is the whole cohort: 42 transplanted and 46 not (M21:128)',
  },
  {
    table: 'C18-T2',
    line: 106,
    columns: ['dfs-5y'],
    reason: 'looks like a recurrence rate: J12:519 has 77 % recurrence-free at 5 years',
  },
];

/** The doubts of one row of a table. */
export function doubtsOfRow(table: string, line: number): readonly Doubt[] {
  return ROW_DOUBTS.filter((each) => each.table === table && each.line === line).flatMap((each) =>
    each.columns.map((column) => ({ column, reason: each.reason })),
  );
}

/** Statements in the running text that must not be shown as facts and on which no rule is built. */
export interface TextDoubt {
  readonly at: string;
  readonly statement: string;
  readonly reason: string;
  readonly options: readonly string[];
}

export const TEXT_DOUBTS: readonly TextDoubt[] = [
  {
    at: 'M21:186',
    statement: 'PRRT: response 74-100 %',
    reason:
      'the table has an objective response of 4.4-46 %; the range fits response and stable disease together',
    options: ['prrt'],
  },
  {
    at: 'C18:112',
    statement: 'radiofrequency ablation (Mazzaglia): median survival 11 years, recurrence 6.3 %',
    reason:
      'J12:357-361: 11 months was the relief of symptoms and survival 3.9 years; A14 Table 3: 47 months; J12:380-382: progression in 80 %',
    options: ['ablation'],
  },
  {
    at: 'M21:126',
    statement: 'transplantation: recurrence-free 17 % with Ki-67 below 2 % and 52 % above',
    reason: 'the direction looks inverted: no rule is built on it',
    options: ['liver-transplantation'],
  },
];
