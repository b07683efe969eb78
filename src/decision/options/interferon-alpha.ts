import { A14 } from '../citation.ts';
import { option, required } from '../criterion.ts';
import { openOf, refractoryMissing } from '../missing.ts';
import { poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import { lesionsLeft } from './applicable.ts';

export const interferonAlpha = option({
  code: 'interferon-alpha',
  title: 'Interferon alpha',
  summary: 'Interferon alpha added for hormonal symptoms that somatostatin analogues do not control.',
  citations: [A14('597-602')],
  applicable: lesionsLeft,
  atMostConsider: 'an addition when somatostatin analogues do not control the symptoms (A14:597-602)',
  criteria: [
    required('refractory-syndrome', {
      sentence: 'Hormonal symptoms not controlled by treatment',
      citations: [A14('597-602')],
      reads: ['syndrome', 'syndrome.refractory'],
      test: (s) => s.refractory,
      missing: refractoryMissing,
    }),
    required('prior-somatostatin-analogue', {
      sentence: 'Somatostatin analogue given before',
      citations: [A14('597-602')],
      reads: ['prior'],
      test: (s) => s.given('ssa'),
      missing: (s) => openOf(s, 'prior:ssa'),
    }),
    pregnancyContraindication,
    poorPerformance,
  ],
  notes: [],
});
