import { byTable } from '../case-table.ts';
import { J12, M21 } from '../citation.ts';
import { option, required } from '../criterion.ts';
import { remnantMissing, resectabilityMissing } from '../missing.ts';
import {
  judgedFromPatternOnly,
  previousWhippleCaution,
  RESECTION_NOTES,
  withSurgicalBase,
} from '../surgical-base.ts';
import { JUDGEMENT, REMNANT } from '../table-inputs.ts';
import { notRecurrent } from './applicable.ts';
import { ASSUMED_SEGMENTS } from './liver-resection.ts';

export const stagedHepatectomy = option({
  code: 'staged-hepatectomy',
  title: 'Two-stage hepatectomy',
  summary: 'Resection in two stages, with portal vein embolisation or ligation and/or ablation.',
  citations: [J12('5.1.3, Fig. 1'), M21('98-102')],
  applicable: notRecurrent,
  criteria: withSurgicalBase([
    required('complete-resection-in-two-stages', {
      sentence:
        'All metastases can be removed in two stages (documented staged, or resectable with a remnant below {remnant-min} %; without a record: pattern II, or pattern I with a remnant below {remnant-min} %)',
      citations: [J12('5.1.3, Fig. 1'), M21('98-102')],
      reads: ['liver.resectability', 'liver.pattern.reported', 'liver.future-remnant'],
      numbers: [ASSUMED_SEGMENTS],
      test: byTable(
        'complete-resection-in-two-stages',
        [JUDGEMENT, REMNANT],
        [
          { when: [['staged', 'II'], 'any'], gives: 'yes' },
          { when: [['resectable', 'I'], ['below the limit']], gives: 'yes' },
          { when: [['resectable', 'I'], ['adequate']], gives: 'no' },
          { when: [['unresectable', 'III'], 'any'], gives: 'no' },
        ],
      ),
      missing: (s) => [
        ...resectabilityMissing(s),
        ...((s.resectability?.includes('resectable') ?? s.patterns.includes('I')) ? remnantMissing(s) : []),
      ],
    }),
    judgedFromPatternOnly,
    previousWhippleCaution,
  ]),
  notes: [
    'Portal vein embolisation or ligation when the remnant is below 30 % (M21:98-102).',
    'About 2 months between the stages, without progression (M21:100); in a selected series 4 % progressed and morbidity was 21 % (M21:100).',
    ...RESECTION_NOTES,
  ],
});
