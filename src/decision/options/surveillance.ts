import { J12, M21 } from '../citation.ts';
import { applicable, option } from '../criterion.ts';

export const surveillance = option({
  code: 'surveillance',
  title: 'Surveillance',
  summary: 'Follow-up when no liver metastasis is left.',
  citations: [M21('148-150'), J12('148-153')],
  applicable: applicable({
    sentence: 'No liver metastasis left in the last staging',
    citations: [M21('148-150')],
    reads: ['liver.lesion-count'],
    test: (s) => s.surveillance,
  }),
  criteria: [],
  notes: [
    'Cross-sectional and functional imaging and chromogranin A; more intense with risk factors of recurrence (M21:148-150; J12:148-153).',
  ],
});
