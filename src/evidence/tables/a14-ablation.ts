import { evidenceTable, row } from '../table.ts';

export const A14_ABLATION = evidenceTable({
  id: 'A14-T3',
  source: 'A14',
  table: 'Table 3',
  title: 'Ablation: series',
  topic: 'ablation',
  lines: '458-476',
  design: { text: 'design not stated in the table', at: 'A14:458-476' },
  columns: [
    { id: 'treatment', label: 'Mode', unit: 'text' },
    { id: 'n', label: 'Patients', unit: 'patients' },
    { id: 'median-pfs', label: 'Median PFS', unit: 'months' },
    { id: 'median-os', label: 'Median OS', unit: 'months' },
  ],
  footnotes: {
    '1': 'mean follow-up 2.5 years, overall survival 20 %',
    abbreviations: 'RFA radiofrequency ablation, MWA microwave ablation',
  },
  remarks: ['Where a row has one value its column is inferred from white space.'],
  rows: [
    row(465, 'Taner et al', 34, 2012, ['RFA and extra-hepatic resection', 94, 24, null], {
      remarks: ['The word extra-hepatic may be a misprint.'],
    }),
    row(466, 'Karabulut et al', 25, 2011, ['RFA', 69, 10.5, 73]),
    row(467, 'Akyildiz et al', 44, 2010, ['RFA', 30, 15.6, 72]),
    row(468, 'Martin et al', 45, 2010, ['MWA and extra-hepatic resection', 11, 8, 18], {
      remarks: ['The reference covers all liver tumours; 11 is presumably the neuroendocrine subgroup.'],
    }),
    row(469, 'Mazzaglia et al', 46, 2007, ['RFA and extra-hepatic resection', 63, null, 47], {
      remarks: ['J12:361 has 3.9 years from the first RFA.'],
    }),
    row(470, 'Gillams et al', 47, 2005, ['RFA', 25, null, 29]),
    row(471, 'Seifert et al', 49, 1998, ['Cryotherapy', 13, null, 103]),
    row(472, 'Shapiro et al', 50, 1998, ['Cryotherapy', 5, null, null], {
      footnotes: ['1'],
      remarks: ['The cell holds only a footnote marker.'],
    }),
    row(474, 'Bilchik et al', 51, 1997, ['Cryotherapy', 19, 10, 49]),
  ],
});
