import { any, forEachPossible, not, type Truth } from '../../domain/truth.ts';
import { A14, J12, M21, op } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf, tumourMissing } from '../missing.ts';
import type { Situation } from '../situation.ts';
import { isOffered, missingAtoms } from '../status.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import { ablation } from './ablation.ts';
import { lesionsLeft } from './applicable.ts';
import { chemotherapy } from './chemotherapy.ts';
import { embolization } from './embolization.ts';
import { radioembolization } from './radioembolization.ts';

const LIVER_DIRECTED = [ablation, embolization, radioembolization];

/** Sunitinib outside the pancreas is not offered (operational definition). */
function agentLeft(s: Situation): Truth {
  return forEachPossible(s.words('primary.site'), (site) =>
    site === 'pancreas'
      ? any(not(s.given('everolimus')), not(s.given('sunitinib')))
      : not(s.given('everolimus')),
  );
}

/** The agents that the site allows and that were not given before. */
export function agentsLeft(s: Situation): readonly string[] {
  const agents =
    s.is('primary.site', 'pancreas') === true
      ? (['everolimus', 'sunitinib'] as const)
      : (['everolimus'] as const);
  return agents.filter((agent) => s.given(agent) !== true);
}

export const targetedTherapy = option({
  code: 'targeted-therapy',
  title: 'Targeted therapy',
  summary: 'Everolimus, or sunitinib for a pancreatic primary.',
  citations: [A14('665-682'), M21('204')],
  applicable: lesionsLeft,
  criteria: [
    surgeryNotFeasible,
    required('progressing', {
      sentence: 'Progressing disease',
      citations: [A14('665-682')],
      reads: ['disease-course'],
      test: (s) => s.is('disease-course', 'progressing'),
    }),
    required('agent-left', {
      sentence: 'An agent that the site allows has not been given (sunitinib only for the pancreas)',
      citations: [A14('665-682'), op('sunitinib outside the pancreas is not offered')],
      reads: ['primary.site', 'prior'],
      test: agentLeft,
      missing: (s) => openOf(s, 'primary.site', 'prior:everolimus', 'prior:sunitinib'),
      explain: (s) => `left: ${agentsLeft(s).join(', ') || 'none'}`,
    }),
    required('nec-only-beside-chemotherapy', {
      sentence: 'Neuroendocrine carcinoma: only when chemotherapy is offered',
      citations: [J12('Fig. 1')],
      reads: ['differentiation', 'ki67', 'grade.reported'],
      test: (s) => s.forTumours((t) => (t.differentiation === 'poor' ? isOffered(chemotherapy, s) : true)),
      missing: (s) => [...tumourMissing(s), ...missingAtoms(chemotherapy, s, 'deciding')],
    }),
    pregnancyContraindication,
    caution('neuroendocrine-carcinoma', {
      sentence: 'Neuroendocrine carcinoma',
      citations: [J12('Fig. 1')],
      reads: ['differentiation', 'ki67', 'grade.reported'],
      test: (s) => s.forTumours((t) => t.differentiation === 'poor'),
      missing: tumourMissing,
    }),
    caution('non-pancreatic-primary', {
      sentence: 'Primary outside the pancreas',
      citations: [A14('665-682')],
      reads: ['primary.site'],
      test: (s) => not(s.is('primary.site', 'pancreas')),
    }),
    caution('liver-directed-first', {
      sentence:
        'A treatment of the liver metastases is offered, and disease outside the liver is not unresectable',
      citations: [M21('11, 204')],
      reads: ['extrahepatic'],
      test: (s) => {
        const confined = not(s.is('extrahepatic', 'unresectable'));
        const offered = any(...LIVER_DIRECTED.map((option) => isOffered(option, s)));
        if (confined === false || offered === false) return false;
        return confined === true && offered === true ? true : 'unknown';
      },
      missing: (s) => [
        ...openOf(s, 'extrahepatic'),
        ...LIVER_DIRECTED.flatMap((option) =>
          isOffered(option, s) === 'unknown' ? missingAtoms(option, s, 'deciding') : [],
        ),
      ],
    }),
    poorPerformance,
  ],
  notes: [
    (s) => `Agents left: ${agentsLeft(s).join(', ') || 'none'}.`,
    'Bevacizumab is named by A14; it is no agent of this option.',
  ],
});
