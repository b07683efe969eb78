import { A14, J12, M21 } from '../citation.ts';
import { option, required } from '../criterion.ts';

export const mdtReview = option({
  code: 'mdt-review',
  title: 'Tumour board review',
  summary:
    'Every patient with neuroendocrine liver metastases is discussed at a multidisciplinary tumour board.',
  citations: [M21('42'), A14('Conclusion'), J12('Summary')],
  criteria: [
    required('liver-metastases-on-record', {
      sentence: 'Neuroendocrine liver metastases are on record',
      citations: [M21('42'), A14('Conclusion'), J12('Summary')],
      reads: ['nelm'],
      test: (s) => s.is('nelm', 'yes'),
    }),
  ],
  notes: [],
});
