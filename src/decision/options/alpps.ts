import type { Truth } from '../../domain/truth.ts';
import { byTable } from '../case-table.ts';
import { M21 } from '../citation.ts';
import { contraindication, option, required } from '../criterion.ts';
import { openOf, patternMissing, remnantMissing, tumourMissing } from '../missing.ts';
import type { Situation } from '../situation.ts';
import { judgedFromPatternOnly, RESECTION_NOTES, withSurgicalBase } from '../surgical-base.ts';
import { JUDGEMENT, PATTERN, REMNANT } from '../table-inputs.ts';
import { isG3, ki67BelowG3 } from '../tumour.ts';
import { notRecurrent } from './applicable.ts';
import { ASSUMED_SEGMENTS } from './liver-resection.ts';

/** Every Ki-67 of a liver specimen in G1 or G2; unknown without one. */
function provenOnLiver(s: Situation): Truth {
  const ki67 = s.liverKi67;
  return ki67 ? ki67BelowG3(ki67, s.limits) : 'unknown';
}

export const alpps = option({
  code: 'alpps',
  title: 'ALPPS',
  summary: 'Associating liver partition and portal vein ligation for staged hepatectomy.',
  citations: [M21('102')],
  applicable: notRecurrent,
  atMostConsider: 'a rescue operation with high morbidity (M21:102)',
  criteria: withSurgicalBase([
    required('extensive-bilobar', {
      sentence: 'Extensive bilobar disease: pattern II with a future remnant below {remnant-min} %',
      citations: [M21('102')],
      reads: ['liver.pattern.reported', 'liver.future-remnant'],
      numbers: [ASSUMED_SEGMENTS],
      test: byTable(
        'extensive-bilobar',
        [PATTERN, REMNANT],
        [
          { when: [['II'], ['below the limit']], gives: 'yes' },
          { when: [['II'], ['adequate']], gives: 'no' },
          { when: [['I', 'III'], 'any'], gives: 'no' },
        ],
      ),
      missing: (s) => [...patternMissing(s), ...remnantMissing(s)],
    }),
    required('not-staged-otherwise', {
      sentence: 'Not documented as resectable in one stage',
      citations: [M21('102')],
      reads: ['liver.resectability'],
      test: byTable(
        'not-staged-otherwise',
        [JUDGEMENT],
        [
          { when: [['staged', 'unresectable', 'I', 'II', 'III']], gives: 'yes' },
          { when: [['resectable']], gives: 'no' },
        ],
      ),
    }),
    required('grade-proven-on-liver-biopsy', {
      sentence: 'Ki-67 of a liver metastasis on record, in G1 or G2',
      citations: [M21('102')],
      reads: ['ki67'],
      test: provenOnLiver,
      // Where a liver specimen is known within bounds, the highest specimen may settle it.
      missing: (s) => (s.liverKi67 ? openOf(s, 'ki67', 'ki67@liver') : openOf(s, 'ki67@liver', 'ki67')),
    }),
    contraindication('g3', {
      sentence: 'Neoplasm of grade G3',
      citations: [M21('102')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      test: (s) => s.forTumours(isG3),
      missing: tumourMissing,
    }),
    judgedFromPatternOnly,
  ]),
  notes: ['Morbidity 52 %, major 28 %; 95 % of the registry had type II (M21:102).', ...RESECTION_NOTES],
});
