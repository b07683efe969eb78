import { all, any, not, type Truth } from '../../domain/truth.ts';
import type { Atom } from '../atom.ts';
import { A14, C18, J12, M21 } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf, refractoryMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import {
  describeFeasibility,
  factsAgainstSurgery,
  feasibilityBehind,
  feasibleMissing,
  surgeryFeasible,
  surgeryNotFeasible,
} from '../surgery-feasible.ts';
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
import type { Tumour } from '../tumour.ts';
import { lesionsLeft } from './applicable.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';

const INDICATION = use('debulking-indication-fraction');
const ENOUGH = use('debulking-min-fraction');
const FULL = use('debulking-full-fraction');
const STABLE_MONTHS = use('debulking-stable-months');

function symptomatic(s: Situation): Truth {
  return any(s.refractory, s.is('bulk-symptoms', 'yes'));
}

/** What would settle whether there are symptoms. */
function symptomaticMissing(s: Situation): readonly Atom[] {
  return unknownParts(
    [s.refractory, refractoryMissing(s)],
    [s.is('bulk-symptoms', 'yes'), openOf(s, 'bulk-symptoms')],
  );
}

/** Enough of the load can be removed for debulking without symptoms. */
const largeShare = (s: Situation): Truth => s.isAtLeast('liver.resectable-fraction', INDICATION);

/** What would settle whether there is a reason to debulk, and whether it is the share alone. */
const indicationMissing = (s: Situation): readonly Atom[] => [
  ...symptomaticMissing(s),
  ...unknownParts([largeShare(s), openOf(s, 'liver.resectable-fraction')]),
];

const atMostG2 = (t: Tumour): Truth => t.grade < 3;

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
      missing: (s) => tumourMissingFor(s, atMostG2),
    }),
    required('complete-resection-not-feasible', {
      sentence: 'Complete resection is not feasible',
      citations: [J12('328'), M21('116')],
      reads: surgeryNotFeasible.reads,
      test: (s) => not(surgeryFeasible(s)),
      missing: feasibleMissing,
      behind: feasibilityBehind,
      explain: describeFeasibility,
      shows: factsAgainstSurgery,
    }),
    required('debulking-indication', {
      sentence:
        'Refractory hormonal symptoms, symptoms of tumour bulk, or at least {debulking-indication-fraction} % of the load removable',
      citations: [M21('116'), C18('82, 132'), J12('328')],
      reads: ['syndrome', 'syndrome.refractory', 'bulk-symptoms', 'liver.resectable-fraction'],
      test: (s) => any(symptomatic(s), largeShare(s)),
      missing: indicationMissing,
    }),
    required('enough-removable', {
      sentence: 'At least {debulking-min-fraction} % of the tumour load can be removed',
      citations: [M21('116-120')],
      reads: ['liver.resectable-fraction'],
      test: (s) => s.isAtLeast('liver.resectable-fraction', ENOUGH),
    }),
    poorlyDifferentiated,
    unfitForSurgery,
    uncorrectedHeartDisease,
    hepaticInsufficiencyContraindication,
    caution('not-stable-6-months', {
      sentence:
        'Symptoms of bulk without a syndrome, and less than {debulking-stable-months} months of stable disease',
      citations: [M21('116')],
      reads: ['bulk-symptoms', 'syndrome', 'syndrome.refractory', 'stable-months'],
      test: (s) =>
        all(
          s.is('bulk-symptoms', 'yes'),
          not(s.syndromePresent),
          not(s.isAtLeast('stable-months', STABLE_MONTHS)),
        ),
      missing: (s) =>
        unknownParts(
          [s.is('bulk-symptoms', 'yes'), openOf(s, 'bulk-symptoms')],
          [s.syndromePresent, openOf(s, 'syndrome')],
          [s.isAtLeast('stable-months', STABLE_MONTHS), openOf(s, 'stable-months')],
        ),
    }),
    caution('asymptomatic-cytoreduction', {
      sentence:
        'At least {debulking-indication-fraction} % of the load removable, but neither refractory hormonal symptoms nor symptoms of bulk',
      citations: [C18('82, 132')],
      reads: ['syndrome', 'syndrome.refractory', 'bulk-symptoms', 'liver.resectable-fraction'],
      test: (s) => all(not(symptomatic(s)), largeShare(s)),
      missing: indicationMissing,
    }),
    caution('below-ninety-percent', {
      sentence:
        'From {debulking-min-fraction} to less than {debulking-full-fraction} % of the tumour load can be removed',
      citations: [J12('330-332'), A14('55-57'), C18('82'), M21('118-120')],
      reads: ['liver.resectable-fraction'],
      test: (s) =>
        all(s.isAtLeast('liver.resectable-fraction', ENOUGH), s.isBelow('liver.resectable-fraction', FULL)),
    }),
    ecogTwo,
    borderlineLiver,
    pregnancyCaution,
    previousWhippleCaution,
    caution('extrahepatic-dominant', {
      ...extrahepaticDominant,
      citations: [M21('48')],
    }),
  ],
  notes: ['Morbidity 33 %, mortality 9 %, relief for 6-24 months in one series (J12:325).'],
});
