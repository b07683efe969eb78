import { byTable } from '../case-table.ts';
import { M21, op } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf, resectabilityMissing } from '../missing.ts';
import { judgedFromPatternOnly, RESECTION_NOTES, withSurgicalBase } from '../surgical-base.ts';
import { JUDGEMENT } from '../table-inputs.ts';
import { recurrent } from './applicable.ts';
import { adequateLiverRemnant } from './liver-resection.ts';

export const repeatHepatectomy = option({
  code: 'repeat-hepatectomy',
  title: 'Repeat hepatectomy',
  summary: 'Resection of metastases that came back after a liver resection.',
  citations: [M21('146-150')],
  applicable: recurrent,
  atMostConsider: 'about 45 % of the patients with a recurrence are candidates (M21:146-150)',
  criteria: withSurgicalBase([
    required('limited-involvement', {
      sentence: 'Limited disease (documented resectable or staged; without a record: pattern I or II)',
      citations: [M21('146-150')],
      reads: ['liver.resectability', 'liver.pattern.reported'],
      test: byTable(
        'limited-involvement',
        [JUDGEMENT],
        [
          { when: [['resectable', 'staged', 'I', 'II']], gives: 'yes' },
          { when: [['unresectable', 'III']], gives: 'no' },
        ],
      ),
      missing: resectabilityMissing,
    }),
    adequateLiverRemnant,
    judgedFromPatternOnly,
    caution('after-liver-transplantation', {
      sentence: 'Liver transplantation in the past',
      citations: [op('the sources do not speak of resection of a graft')],
      reads: ['prior'],
      test: (s) => s.given('liver-transplant'),
      missing: (s) => openOf(s, 'prior:liver-transplant'),
    }),
  ]),
  notes: RESECTION_NOTES,
});
