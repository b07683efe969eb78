import { A14, op } from '../citation.ts';
import { option, required } from '../criterion.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import { lesionsLeft } from './applicable.ts';

export const mibgTherapy = option({
  code: 'mibg-therapy',
  title: 'MIBG therapy',
  summary: 'Iodine-131 MIBG for metastases that take up MIBG.',
  citations: [A14('652-656')],
  applicable: lesionsLeft,
  atMostConsider: 'named by one source for palliation (A14:652-656)',
  criteria: [
    required('mibg-positive', {
      sentence: 'MIBG scintigraphy positive (never asked for routinely; without a scan assumed negative)',
      citations: [A14('652-656')],
      reads: ['mibg'],
      test: (s) => s.is('mibg', 'positive'),
    }),
    required('surgery-not-feasible', {
      ...surgeryNotFeasible,
      citations: [A14('652-656'), op('A14 does not ask whether surgery is feasible')],
    }),
    pregnancyContraindication,
    poorPerformance,
  ],
  notes: ['MIBG scintigraphy is never asked for routinely.'],
});
