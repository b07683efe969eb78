import { byTable } from '../case-table.ts';
import { C18, J12, M21 } from '../citation.ts';
import { type Criterion, option, required } from '../criterion.ts';
import { remnantMissing, resectabilityMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import { RESECTION_NOTES, withSurgicalBase } from '../surgical-base.ts';
import { JUDGEMENT } from '../table-inputs.ts';
import { notRecurrent } from './applicable.ts';

use('remnant-min');
export const ASSUMED_SEGMENTS = use('remnant-assumed-segments');

/** Shared by the options that resect in one stage. */
export const adequateLiverRemnant: Criterion = required('adequate-liver-remnant', {
  sentence: 'Future liver remnant of at least {remnant-min} %',
  numbers: [ASSUMED_SEGMENTS],
  citations: [M21('63')],
  reads: ['liver.future-remnant'],
  test: (s) => s.remnantAdequate,
  missing: remnantMissing,
});

export const liverResection = option({
  code: 'liver-resection',
  title: 'Curative liver resection in one stage',
  summary: 'Resection of all liver metastases in one operation.',
  citations: [M21('44, 61-71'), C18('37-51'), J12('5.1')],
  applicable: notRecurrent,
  criteria: withSurgicalBase([
    required('complete-resection-in-one-stage', {
      sentence:
        'All metastases can be removed in one stage (documented resectable; without a record: pattern I)',
      citations: [J12('section 3, Fig. 1'), C18('45-49')],
      reads: ['liver.resectability', 'liver.pattern.reported'],
      test: byTable(
        'complete-resection-in-one-stage',
        [JUDGEMENT],
        [
          { when: [['resectable', 'I']], gives: 'yes' },
          { when: [['staged', 'unresectable', 'III']], gives: 'no' },
          // Needs the judgement of the surgeon: a one-step major resection is among the paths of type II.
          { when: [['II']], gives: 'open' },
        ],
      ),
      missing: resectabilityMissing,
    }),
    adequateLiverRemnant,
  ]),
  notes: [
    ...RESECTION_NOTES,
    'Margins: R1 was not associated with worse overall survival in one large series (J12:204-207); another gives recurrence at 5 years of 10 % against 75 % by margin (J12:258-263).',
  ],
});
