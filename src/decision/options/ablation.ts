import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21, op } from '../citation.ts';
import { caution, contraindication, option, required } from '../criterion.ts';
import { borderlineMissing, openOf, patternMissing, tumourMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import {
  describeFeasibility,
  feasibleMissing,
  someSurgeryOffered,
  surgeryFeasible,
} from '../surgery-feasible.ts';
import {
  borderline,
  extrahepaticDominant,
  insufficient,
  poorPerformance,
  pregnancyCaution,
} from '../surgical-base.ts';
import { insufficiencyMissing } from '../missing.ts';
import { isG3 } from '../tumour.ts';
import { lesionsLeft } from './applicable.ts';

const MOST_LESIONS = use('ablation-max-lesions');
const LARGEST = use('ablation-max-size');
const INCOMPLETE = use('ablation-incomplete-size');
const ECOG_CAUTION = use('ecog-caution');

/** Reasons to ablate although an operation might be feasible. */
function preferredOverSurgery(s: Situation): Truth {
  return any(
    s.is('liver.recurrent', 'yes'),
    s.isAtLeast('ecog', ECOG_CAUTION),
    s.is('surgical-risk', 'prohibitive'),
    borderline(s),
  );
}

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
        'Surgery is not feasible, or the disease is a recurrence, or ECOG 2-4, prohibitive surgical risk or borderline liver function speak for ablation',
      citations: [M21('156'), C18('112-114'), A14('422-423')],
      reads: ['liver.resectability', 'liver.pattern.reported', 'liver.recurrent', 'ecog', 'surgical-risk'],
      test: (s) => any(not(surgeryFeasible(s)), preferredOverSurgery(s)),
      missing: (s) => [
        ...feasibleMissing(s),
        ...openOf(s, 'liver.recurrent', 'ecog', 'surgical-risk'),
        ...borderlineMissing(s),
      ],
      explain: describeFeasibility,
    }),
    required('not-g3', {
      sentence: 'Neoplasm of grade G1 or G2',
      citations: [C18('86')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      test: (s) => s.forTumours((t) => !isG3(t)),
      missing: tumourMissing,
    }),
    required('limited-disease', {
      sentence: 'At most 6 lesions, and the pattern is not III',
      citations: [op('cut of trial NCT03457948 in M21:196'), C18('116')],
      reads: ['liver.lesion-count', 'liver.pattern.reported'],
      test: (s) => all(countAtMost(s), not(s.isPattern('III'))),
      missing: (s) => [...countMissing(s), ...(s.isPattern('III') === 'unknown' ? patternMissing(s) : [])],
    }),
    required('size-ablatable', {
      sentence: 'Largest lesion of at most 50 mm',
      citations: [C18('116'), J12('372-375'), M21('156'), A14('332'), op('exactly 50 mm is disputed')],
      reads: ['liver.largest-lesion'],
      test: (s) => s.isAtMost('liver.largest-lesion', LARGEST),
    }),
    contraindication('many-bilobar-lesions', {
      sentence: 'More than 6 lesions in both lobes',
      citations: [C18('116'), op('the number of lesions')],
      reads: ['liver.lobes', 'liver.lesion-count'],
      test: (s) => all(s.bilobar, not(countAtMost(s))),
      missing: (s) => [...openOf(s, 'liver.lobes'), ...countMissing(s)],
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
      citations: [op('no source names it for ablation')],
      reads: ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'],
      strength: 'relative',
      test: insufficient,
      missing: insufficiencyMissing,
    }),
    caution('surgery-still-possible', {
      sentence: 'Surgery is feasible, or one of the operations is open to the patient',
      citations: [M21('156'), C18('112-114')],
      reads: ['liver.resectability', 'liver.pattern.reported'],
      provisional: true,
      test: (s) => (someSurgeryOffered(s) ? true : surgeryFeasible(s)),
      missing: feasibleMissing,
    }),
    caution('incomplete-above-3-cm', {
      sentence: 'Largest lesion above 30 mm: less complete ablation',
      citations: [C18('116'), J12('372-374')],
      reads: ['liver.largest-lesion'],
      test: (s) => s.isAbove('liver.largest-lesion', INCOMPLETE),
    }),
    extrahepaticDominant,
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
