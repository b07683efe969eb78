import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21 } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf, refractoryMissing, tumourMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import { describeFeasibility, feasibleMissing, surgeryFeasible } from '../surgery-feasible.ts';
import {
  borderlineLiver,
  ecogTwo,
  extrahepaticDominant,
  hepaticInsufficiencyContraindication,
  poorlyDifferentiated,
  pregnancyCaution,
  previousWhippleCaution,
  uncorrectedHeartDisease,
  unfitForSurgery,
  wellDifferentiated,
} from '../surgical-base.ts';
import { lesionsLeft } from './applicable.ts';

const INDICATION = use('debulking-indication-fraction');
const ENOUGH = use('debulking-min-fraction');
const FULL = use('debulking-full-fraction');
const STABLE_MONTHS = use('debulking-stable-months');

function symptomatic(s: Situation): Truth {
  return any(s.refractory, s.is('bulk-symptoms', 'yes'));
}

export const debulking = option({
  code: 'debulking',
  title: 'Cytoreductive surgery (debulking)',
  summary: 'Removal of most of the tumour load when complete resection is not feasible.',
  citations: [J12('325-332'), M21('114-120'), C18('82, 132')],
  applicable: lesionsLeft,
  atMostConsider: 'limited indications (J12:328; M21:116)',
  criteria: [
    required('well-differentiated-g1-g2', {
      sentence: 'Well-differentiated neoplasm of grade G1 or G2',
      citations: [C18('82, 86'), J12('330-332')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      test: wellDifferentiated,
      missing: tumourMissing,
    }),
    required('complete-resection-not-feasible', {
      sentence: 'Complete resection is not feasible',
      citations: [J12('328'), M21('116')],
      reads: ['liver.resectability', 'liver.pattern.reported'],
      test: (s) => not(surgeryFeasible(s)),
      missing: feasibleMissing,
      explain: describeFeasibility,
    }),
    required('debulking-indication', {
      sentence:
        'Refractory hormonal symptoms, symptoms of tumour bulk, or at least 80 % of the load removable',
      citations: [M21('116'), C18('82, 132'), J12('328')],
      reads: ['syndrome.refractory', 'bulk-symptoms', 'liver.resectable-fraction'],
      test: (s) => any(symptomatic(s), s.isAtLeast('liver.resectable-fraction', INDICATION)),
      missing: (s) => [...refractoryMissing(s), ...openOf(s, 'bulk-symptoms', 'liver.resectable-fraction')],
    }),
    required('enough-removable', {
      sentence: 'At least 70 % of the tumour load can be removed',
      citations: [M21('116-120')],
      reads: ['liver.resectable-fraction'],
      test: (s) => s.isAtLeast('liver.resectable-fraction', ENOUGH),
    }),
    poorlyDifferentiated,
    unfitForSurgery,
    uncorrectedHeartDisease,
    hepaticInsufficiencyContraindication,
    caution('not-stable-6-months', {
      sentence: 'Symptoms of bulk without a syndrome, and less than 6 months of stable disease',
      citations: [M21('116')],
      reads: ['bulk-symptoms', 'syndrome', 'stable-months'],
      test: (s) =>
        all(
          s.is('bulk-symptoms', 'yes'),
          not(s.syndromePresent),
          not(s.isAtLeast('stable-months', STABLE_MONTHS)),
        ),
    }),
    caution('asymptomatic-cytoreduction', {
      sentence: 'Neither refractory hormonal symptoms nor symptoms of bulk',
      citations: [C18('82, 132')],
      reads: ['syndrome.refractory', 'bulk-symptoms'],
      test: (s) => not(symptomatic(s)),
      missing: (s) => [...refractoryMissing(s), ...openOf(s, 'bulk-symptoms')],
    }),
    caution('below-ninety-percent', {
      sentence: 'Less than 90 % of the tumour load can be removed',
      citations: [J12('330-332'), A14('55-57')],
      reads: ['liver.resectable-fraction'],
      test: (s) => s.isBelow('liver.resectable-fraction', FULL),
    }),
    ecogTwo,
    borderlineLiver,
    pregnancyCaution,
    previousWhippleCaution,
    extrahepaticDominant,
  ],
  notes: ['Morbidity 33 %, mortality 9 %, relief for 6-24 months in one series (J12:325).'],
});
