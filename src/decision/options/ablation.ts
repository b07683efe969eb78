import type { FactId } from '../../domain/fact-catalogue.ts';
import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21, op } from '../citation.ts';
import { caution, contraindication, option, required } from '../criterion.ts';
import { borderlineMissing, insufficiencyMissing, openOf, patternMissing } from '../missing.ts';
import { INSUFFICIENCY_NUMBERS } from '../liver-function.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import {
  describeFeasibility,
  factsAgainstSurgery,
  feasibilityBehind,
  feasibleMissing,
  someSurgeryOffered,
  surgeryFeasible,
  surgeryNotFeasible,
} from '../surgery-feasible.ts';
import {
  borderline,
  extrahepaticDominant,
  insufficient,
  poorPerformance,
  pregnancyCaution,
} from '../surgical-base.ts';
import { isG3, type Tumour } from '../tumour.ts';
import { lesionsLeft } from './applicable.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';

const MOST_LESIONS = use('ablation-max-lesions');
const LARGEST = use('ablation-max-size');
const INCOMPLETE = use('ablation-incomplete-size');
const ECOG_CAUTION = use('ecog-caution');

const LIVER_FUNCTION: readonly FactId[] = [
  'child-pugh',
  'bilirubin',
  'albumin',
  'inr',
  'ascites',
  'encephalopathy',
];

const recurrence = (s: Situation): Truth => s.is('liver.recurrent', 'yes');
const reducedPerformance = (s: Situation): Truth => s.isAtLeast('ecog', ECOG_CAUTION);
const prohibitiveRisk = (s: Situation): Truth => s.is('surgical-risk', 'prohibitive');

/** Reasons to ablate although an operation might be feasible. */
function preferredOverSurgery(s: Situation): Truth {
  return any(recurrence(s), reducedPerformance(s), prohibitiveRisk(s), borderline(s));
}

/** The reasons in words, with the facts behind each. */
const REASONS: readonly (readonly [(s: Situation) => Truth, string, readonly FactId[]])[] = [
  [recurrence, 'recurrence', ['liver.recurrent']],
  [reducedPerformance, 'performance status', ['ecog']],
  [prohibitiveRisk, 'prohibitive surgical risk', ['surgical-risk']],
  [borderline, 'borderline liver function', LIVER_FUNCTION],
];

/** How feasibility was judged, and what speaks for ablation all the same. */
function describeReasons(s: Situation): string {
  const reasons = REASONS.filter(([test]) => test(s) === true).map(([, words]) => words);
  return [describeFeasibility(s), reasons.length > 0 ? `for ablation speak: ${reasons.join(', ')}` : '']
    .filter(Boolean)
    .join('; ');
}

/** Where no operation is feasible: what rules them out, and what speaks for ablation. */
function factsShown(s: Situation): readonly FactId[] | undefined {
  const against = factsAgainstSurgery(s);
  if (against === undefined) return undefined;
  const reasons = REASONS.filter(([test]) => test(s) === true).flatMap(([, , facts]) => facts);
  return [...new Set([...against, ...reasons])];
}

const notG3 = (t: Tumour): Truth => !isG3(t);

function countAtMost(s: Situation): Truth {
  const limit = s.limits[MOST_LESIONS];
  if (s.count.high <= limit) return true;
  return s.count.low > limit || (s.count.low === limit && s.count.lowOpen) ? false : 'unknown';
}

const countMissing = (s: Situation) => openOf(s, 'liver.lesion-count');

export const ablation = option({
  code: 'ablation',
  title: 'Ablation',
  summary: 'Radiofrequency, microwave or cryoablation as the only local treatment.',
  citations: [M21('154-160'), C18('112-116'), A14('329-437'), J12('358-388')],
  applicable: lesionsLeft,
  criteria: [
    required('surgery-not-feasible', {
      sentence:
        'Surgery is not feasible, or the disease is a recurrence, or ECOG {ecog-caution..}, prohibitive surgical risk or borderline liver function speak for ablation',
      citations: [
        M21('156'),
        C18('112-114'),
        A14('422-423'),
        op('ECOG {ecog-caution..} and the limits of borderline liver function; the sources give no number'),
      ],
      reads: [
        ...new Set<FactId>([
          ...surgeryNotFeasible.reads,
          'liver.recurrent',
          'ecog',
          'surgical-risk',
          ...LIVER_FUNCTION,
        ]),
      ],
      test: (s) => any(not(surgeryFeasible(s)), preferredOverSurgery(s)),
      missing: (s) => [
        ...feasibleMissing(s),
        ...unknownParts(
          [recurrence(s), openOf(s, 'liver.recurrent')],
          [reducedPerformance(s), openOf(s, 'ecog')],
          [prohibitiveRisk(s), openOf(s, 'surgical-risk')],
          [borderline(s), borderlineMissing(s)],
        ),
      ],
      behind: feasibilityBehind,
      explain: describeReasons,
      shows: factsShown,
    }),
    required('not-g3', {
      sentence: 'Neoplasm of grade G1 or G2',
      citations: [C18('86')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      test: (s) => s.forTumours(notG3),
      missing: (s) => tumourMissingFor(s, notG3),
    }),
    required('limited-disease', {
      sentence: 'At most {ablation-max-lesions} lesions, and the pattern is not III',
      citations: [op('cut of trial NCT03457948 in M21:196'), M21('196'), C18('116')],
      reads: ['liver.lesion-count', 'liver.pattern.reported'],
      test: (s) => all(countAtMost(s), not(s.isPattern('III'))),
      missing: (s) =>
        unknownParts([countAtMost(s), countMissing(s)], [s.isPattern('III'), patternMissing(s)]),
    }),
    required('size-ablatable', {
      sentence: 'Largest lesion of at most {ablation-max-size} mm',
      citations: [
        C18('116'),
        J12('372-375'),
        M21('156'),
        A14('332'),
        op('exactly {ablation-max-size} mm is disputed'),
      ],
      reads: ['liver.largest-lesion'],
      test: (s) => s.isAtMost('liver.largest-lesion', LARGEST),
    }),
    contraindication('many-bilobar-lesions', {
      sentence: 'More than {ablation-max-lesions} lesions in both lobes',
      citations: [C18('116'), op('the number of lesions')],
      reads: ['liver.lobes', 'liver.lesion-count'],
      test: (s) => all(s.bilobar, not(countAtMost(s))),
      missing: (s) => unknownParts([s.bilobar, openOf(s, 'liver.lobes')], [countAtMost(s), countMissing(s)]),
    }),
    contraindication('hilar-lesion', {
      sentence: 'Lesion at vital structures of the hilum ("usually")',
      citations: [M21('156')],
      reads: ['liver.hilar'],
      strength: 'relative',
      test: (s) => s.is('liver.hilar', 'yes'),
    }),
    contraindication('superficial-lesion', {
      sentence: 'Superficial lesion ("usually")',
      citations: [M21('156')],
      reads: ['liver.superficial'],
      strength: 'relative',
      test: (s) => s.is('liver.superficial', 'yes'),
    }),
    contraindication('previous-whipple', {
      sentence: 'Pancreaticoduodenectomy in the past ("usually")',
      citations: [M21('156')],
      reads: ['whipple'],
      strength: 'relative',
      test: (s) => s.is('whipple', 'yes'),
    }),
    contraindication('hepatic-insufficiency', {
      sentence: 'Hepatic insufficiency',
      numbers: INSUFFICIENCY_NUMBERS,
      citations: [op('no source names it for ablation')],
      reads: LIVER_FUNCTION,
      strength: 'relative',
      test: insufficient,
      missing: insufficiencyMissing,
    }),
    caution('surgery-still-possible', {
      sentence: 'Surgery is feasible, or one of the operations is open to the patient',
      citations: [M21('156'), C18('112-114')],
      reads: surgeryNotFeasible.reads,
      provisional: true,
      test: (s) => (someSurgeryOffered(s) ? true : surgeryFeasible(s)),
      missing: feasibleMissing,
      behind: feasibilityBehind,
    }),
    caution('incomplete-above-3-cm', {
      sentence: 'Largest lesion above {ablation-incomplete-size} mm: less complete ablation',
      citations: [C18('116'), J12('372-374')],
      reads: ['liver.largest-lesion'],
      test: (s) => s.isAbove('liver.largest-lesion', INCOMPLETE),
    }),
    caution('extrahepatic-dominant', {
      ...extrahepaticDominant,
      citations: [M21('48')],
    }),
    pregnancyCaution,
    poorPerformance,
  ],
  notes: [
    'Microwave suffers less heat-sink near vessels (A14:429-437) and makes larger zones (M21:160).',
    'CT or MR after treatment to prove necrosis (M21:156).',
    'Relief of symptoms for about 10-11 months (J12:358-366).',
    'Above 50 mm: stereotactic radiofrequency ablation is emerging (M21:158).',
  ],
});
