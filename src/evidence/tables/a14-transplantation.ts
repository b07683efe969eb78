import { evidenceTable, row } from '../table.ts';

export const A14_TRANSPLANTATION = evidenceTable({
  id: 'A14-T2',
  source: 'A14',
  table: 'Table 2',
  title: 'Liver transplantation: series and registries',
  topic: 'transplantation',
  lines: '203-229',
  design: { text: 'series and registries', at: 'A14:203-229' },
  columns: [
    { id: 'period', label: 'Period', unit: 'text' },
    { id: 'n', label: 'Patients', unit: 'patients' },
    { id: 'os-5y', label: 'OS 5 years', unit: '%' },
    { id: 'dfs-5y', label: 'PFS or DFS 5 years', unit: '%' },
  ],
  footnotes: {},
  remarks: ['Blank cells cannot be seen in the extraction.'],
  rows: [
    row(220, 'Le Treut et al', 10, null, ['1982-2009', 213, 52, 30], {
      remarks: ['The year cell holds a period.'],
    }),
    row(221, 'Le Treut et al', 10, null, ['2000-2009', 106, 59, 39], { partOf: 220 }),
    row(223, 'Nguyen et al', 39, null, ['1988-2011', 184, 49, null], {
      remarks: ['49.2 % in C18 Table 2 and A14:302.'],
    }),
    row(224, 'Nguyen et al', 39, null, ['2002-2011', 110, 58, null], {
      remarks: ['57.8 % in A14:302.'],
      partOf: 223,
    }),
    row(226, 'Gedaly et al', 9, 2011, [null, 150, 49, 32], {
      remarks: ['C18 Table 2 adds that 32 % is of 83 patients.'],
    }),
    row(227, 'Máthé et al', 38, 2011, [null, 89, 44, null]),
    row(228, 'Le Treut et al', 37, 2008, [null, 85, 47, null]),
    row(229, 'Lehnert et al', 36, 1998, [null, 103, 47, null]),
  ],
});
