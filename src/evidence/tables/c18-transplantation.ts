import { evidenceTable, reading, row } from '../table.ts';

export const C18_TRANSPLANTATION = evidenceTable({
  id: 'C18-T2',
  source: 'C18',
  table: 'Table 2',
  title: 'Liver transplantation for unresectable metastases: series',
  topic: 'transplantation',
  lines: '96-106',
  design: { text: 'retrospective and prospective series', at: 'C18:96-106' },
  columns: [
    { id: 'period', label: 'Period', unit: 'text' },
    { id: 'n', label: 'Patients', unit: 'patients' },
    { id: 'design', label: 'Design', unit: 'text' },
    { id: 'os-5y', label: 'OS 5 years', unit: '%' },
    { id: 'dfs-5y', label: 'DFS 5 years', unit: '%' },
  ],
  footnotes: {},
  remarks: [],
  rows: [
    row(99, 'Coppa et al', 11, 2001, ['1987-1999', 9, 'Retrospective', 70, 53]),
    row(100, 'Frilling et al', 49, 2006, [
      '1992-2004',
      15,
      'Prospective',
      reading('67.2 (actuarial)', 67.2),
      reading('48.3 (actuarial)', 48.3),
    ]),
    row(101, 'Olausson et al', 50, 2007, ['1997-2005', 15, 'Retrospective', 90, 20], {
      remarks: ['A14:371-374 counts 10 patients.'],
    }),
    row(
      102,
      'Gedaly et al',
      51,
      2011,
      ['1988-2008', 150, 'Retrospective', 49, reading('32 (out of 83 patients)', 32)],
      { remarks: ['Disease-free survival is of 83 patients only, stated in the cell.'] },
    ),
    row(103, 'Nguyen et al', 52, 2011, ['1988-2011', 184, 'Retrospective', 49.2, null], {
      remarks: ['The figure of the whole period; A14 has 57.8 or 58 % after 2002.'],
    }),
    row(
      104,
      'Le Treut et al',
      53,
      2013,
      ['1982-2009', 213, 'Retrospective', reading('52 (59 in later 10 years)', 52, 59), 30],
      { remarks: ['The cell holds two values: all, and the later 10 years.'] },
    ),
    row(105, 'Grat et al', 54, 2014, ['1989-2013', 12, 'Retrospective', 78.6, 51.6]),
    row(106, 'Mazzaferro et al', 48, 2016, ['1995-2010', 88, 'Prospective', 97.2, 13.1]),
  ],
});
