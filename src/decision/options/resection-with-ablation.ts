import { byTable } from '../case-table.ts';
import { A14, J12, M21 } from '../citation.ts';
import { caution, contraindication, option, required } from '../criterion.ts';
import { openOf, resectabilityMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import { hilarCaution, judgedFromPatternOnly, RESECTION_NOTES, withSurgicalBase } from '../surgical-base.ts';
import { JUDGEMENT, LOBES } from '../table-inputs.ts';
import { notRecurrent } from './applicable.ts';
import { adequateLiverRemnant } from './liver-resection.ts';

const FRACTION = use('ablation-with-resection-fraction');

export const resectionWithAblation = option({
  code: 'resection-with-ablation',
  title: 'Resection with ablation of the rest',
  summary: 'Parenchyma-sparing resection, with ablation of the metastases that are left.',
  citations: [J12('section 3, 5.3'), M21('156-160')],
  applicable: notRecurrent,
  criteria: withSurgicalBase([
    required('bilobar-limited', {
      sentence:
        'Bilobar disease that can be cleared (documented resectable or staged; without a record: pattern II)',
      citations: [J12('section 3, 5.3'), M21('156-160')],
      reads: ['liver.resectability', 'liver.lobes', 'liver.pattern.reported'],
      test: byTable(
        'bilobar-limited',
        [JUDGEMENT, LOBES],
        [
          { when: [['resectable', 'staged'], ['bilobar']], gives: 'yes' },
          { when: [['resectable', 'staged'], ['unilobar']], gives: 'no' },
          { when: [['II'], 'any'], gives: 'yes' },
          { when: [['unresectable', 'I', 'III'], 'any'], gives: 'no' },
        ],
      ),
      missing: (s) => [
        ...resectabilityMissing(s),
        ...(s.resectability && s.bilobar === 'unknown' ? openOf(s, 'liver.lobes', 'liver.lesion-count') : []),
      ],
    }),
    adequateLiverRemnant,
    contraindication('previous-whipple', {
      sentence: 'Pancreaticoduodenectomy in the past (ablation "usually" contraindicated)',
      citations: [M21('156')],
      reads: ['whipple'],
      strength: 'relative',
      test: (s) => s.is('whipple', 'yes'),
    }),
    judgedFromPatternOnly,
    hilarCaution,
    caution('less-than-ninety-percent', {
      sentence: 'Less than {ablation-with-resection-fraction} % of the tumour load can be removed',
      citations: [A14('130-134')],
      reads: ['liver.resectable-fraction'],
      test: (s) => s.isBelow('liver.resectable-fraction', FRACTION),
    }),
  ]),
  notes: [
    'Lesions of the remnant below 2.5 cm were ablated (J12:419-423).',
    'Cryoablation with resection: survival of 61 % at 5 and 40 % at 10 years (J12:388-410).',
    'Relief was seen mostly in symptomatic patients (A14:701-704).',
    ...RESECTION_NOTES,
  ],
});
