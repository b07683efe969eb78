import { evidenceTable, row } from '../table.ts';

export const A14_INTRA_ARTERIAL = evidenceTable({
  id: 'A14-T4',
  source: 'A14',
  table: 'Table 4',
  title: 'Intra-arterial treatment: series',
  topic: 'intra-arterial',
  lines: '478-506',
  design: { text: 'design not stated in the table', at: 'A14:478-506' },
  columns: [
    { id: 'treatment', label: 'Mode', unit: 'text' },
    { id: 'n', label: 'Patients', unit: 'patients' },
    { id: 'median-pfs', label: 'Median PFS', unit: 'months' },
    { id: 'median-os', label: 'Median OS', unit: 'months' },
    { id: 'median-unplaced', label: 'Median, PFS or OS not known', unit: 'months' },
  ],
  footnotes: {
    '1': 'mean follow-up 16.2 months, 95.2 % alive',
    abbreviations:
      'RE radioembolisation, HAE hepatic artery embolisation, HACE hepatic artery chemoembolisation',
  },
  remarks: [
    'The header of the patient column is carried over from the table before.',
    'One value in a row cannot be assigned to PFS or OS.',
  ],
  rows: [
    row(485, 'Paprottka et al', 58, 2011, ['RE', 42, null, null, null], {
      footnotes: ['1'],
      remarks: ['The cell holds only a footnote marker; the reference is of 2012.'],
    }),
    row(487, 'Dong et al', 59, 2011, ['HACE', 123, null, null, 40]),
    row(488, 'Saxena et al', 60, 2010, ['RE', 48, null, null, 35]),
    row(489, 'Cao et al', 61, 2010, ['RE', 58, null, null, 36], {
      remarks: ['The range in the text (A14:538-539) speaks for OS.'],
    }),
    row(490, 'Kennedy et al', 62, 2008, ['RE', 148, null, null, 70], {
      remarks: ['The range in the text (A14:538-539) speaks for OS.'],
    }),
    row(491, 'King et al', 63, 2008, ['RE', 37, null, null, 29], {
      remarks: ['As OS it would contradict the range in the text (A14:538-539).'],
    }),
    row(492, 'Ho et al', 64, 2007, ['HAE/HACE', 46, 18, 42, null], {
      remarks: ['M21 Supplementary Table 1 has pairs for this study.'],
    }),
    row(493, 'Ruutiainen et al', 65, 2007, ['HACE', 57, null, null, 36]),
    row(494, 'Strosberg et al', 66, 2006, ['HAE', 84, null, 36, null], {
      remarks: ['Read as OS by agreement with M21 Supplementary Table 1.'],
    }),
    row(495, 'Gupta et al', 67, 2005, ['HAE/HACE', 123, null, null, null], {
      remarks: ['All patients; the arms follow.'],
    }),
    row(497, 'Gupta et al', 67, 2005, ['HAE', 74, 22, 34, null], { partOf: 495 }),
    row(498, 'Gupta et al', 67, 2005, ['HACE', 49, 16, 23, null], { partOf: 495 }),
    row(500, 'Touzios et al', 32, 2008, ['HAE/HACE', 100, null, null, null]),
    row(501, 'Touzios et al', 32, 2008, ['HAE', 51, null, null, 25.5], { partOf: 500 }),
    row(503, 'Touzios et al', 32, 2008, ['HACE', 49, null, null, 25.7], { partOf: 500 }),
    row(504, 'Ruszniewski et al', 68, 1993, ['HACE', 24, null, null, 14]),
  ],
});
