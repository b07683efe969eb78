import { all, forEachPossible, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, op } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { insufficiencyMissing, openOf } from '../missing.ts';
import { INSUFFICIENCY_NUMBERS } from '../liver-function.ts';
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
import { insufficient, poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import { NO_FACTS } from '../rests-on.ts';
import { isG3, type Tumour } from '../tumour.ts';
import { lesionsLeft } from './applicable.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';

const EGFR_CISPLATIN = use('egfr-cisplatin');

const TUMOUR_FACTS = ['ki67', 'mitoses', 'grade.reported', 'differentiation'] as const;

const pancreatic = (s: Situation): Truth => s.is('primary.site', 'pancreas');

/** G3 always; G2 always; G1 only with a pancreatic primary. */
const eligible =
  (s: Situation) =>
  (t: Tumour): Truth =>
    t.grade > 1 ? true : pancreatic(s);

/** Below G3 surgery of the liver has to be out of reach. */
const withoutSurgery =
  (s: Situation) =>
  (t: Tumour): Truth =>
    isG3(t) ? true : not(surgeryFeasible(s));

/** Below G3 the disease has to progress. */
const withProgression =
  (s: Situation) =>
  (t: Tumour): Truth =>
    isG3(t) ? true : s.is('disease-course', 'progressing');

const belowG3 = (t: Tumour): boolean => !isG3(t);
const isG2 = (t: Tumour): Truth => t.grade === 2;
const isNetG3 = (t: Tumour): boolean => isG3(t) && t.differentiation === 'well';

/**
 * Below G3 chemotherapy is at most considered. A well-differentiated G3 has a caution of its own: while both are
 * possible one of the two holds, whichever it turns out to be.
 */
function secondLine(s: Situation): Truth {
  const below = s.forTumours(belowG3);
  return below === 'unknown' && s.tumours.every((t) => belowG3(t) || isNetG3(t)) ? true : below;
}

export const chemotherapy = option({
  code: 'chemotherapy',
  title: 'Chemotherapy',
  summary: 'Platinum-based for carcinoma; streptozocin- or temozolomide-based for selected tumours.',
  citations: [J12('83-84, Fig. 1'), A14('579-625'), C18('86')],
  applicable: lesionsLeft,
  criteria: [
    required('grade-eligible', {
      sentence: 'G3 or carcinoma, G2, or G1 of the pancreas',
      citations: [J12('83-84'), A14('586-625'), C18('86')],
      reads: [...TUMOUR_FACTS, 'primary.site'],
      test: (s) => s.forTumours(eligible(s)),
      missing: (s) => [
        ...tumourMissingFor(s, eligible(s)),
        ...unknownParts([pancreatic(s), openOf(s, 'primary.site')]),
      ],
    }),
    required('surgery-not-feasible', {
      sentence: 'G1 or G2: surgery of the liver metastases is not feasible',
      citations: [A14('586-622')],
      reads: [...surgeryNotFeasible.reads, ...TUMOUR_FACTS],
      test: (s) => s.forTumours(withoutSurgery(s)),
      missing: (s) => [...tumourMissingFor(s, withoutSurgery(s)), ...feasibleMissing(s)],
      behind: (s) => (s.tumours.some(belowG3) ? feasibilityBehind(s) : NO_FACTS),
      explain: describeFeasibility,
      shows: (s) => {
        const against = factsAgainstSurgery(s);
        return against && [...new Set([...TUMOUR_FACTS, ...against])];
      },
    }),
    required('progressing', {
      sentence: 'G1 or G2: progressing disease',
      citations: [A14('586-622')],
      reads: ['disease-course', ...TUMOUR_FACTS],
      test: (s) => s.forTumours(withProgression(s)),
      missing: (s) => [
        ...tumourMissingFor(s, withProgression(s)),
        ...unknownParts([s.is('disease-course', 'progressing'), openOf(s, 'disease-course')]),
      ],
    }),
    pregnancyContraindication,
    caution('net-g3-regimen-individual', {
      sentence: 'Well-differentiated G3: the regimen is an individual choice',
      citations: [C18('86, 90')],
      reads: TUMOUR_FACTS,
      test: (s) => s.forTumours(isNetG3),
      missing: (s) => tumourMissingFor(s, isNetG3),
    }),
    caution('g3-differentiation-unknown', {
      sentence: 'G3 of unknown differentiation',
      citations: [C18('86')],
      reads: TUMOUR_FACTS,
      provisional: true,
      test: (s) => (s.words('differentiation').length > 1 ? s.forTumours(isG3) : false),
      missing: (s) => [...tumourMissingFor(s, isG3), ...openOf(s, 'differentiation')],
    }),
    caution('second-line-for-g1-g2', {
      sentence:
        'G1 or G2, or a well-differentiated G3 that is possible beside them: at most to be considered',
      citations: [A14('586-622')],
      reads: TUMOUR_FACTS,
      test: secondLine,
      missing: (s) => tumourMissingFor(s, belowG3),
    }),
    caution('low-expected-response', {
      sentence: 'G2 outside the pancreas: low expected response',
      citations: [A14('45-48, 586-588')],
      reads: ['primary.site', ...TUMOUR_FACTS],
      test: (s) => all(not(pancreatic(s)), s.forTumours(isG2)),
      missing: (s) => [
        ...tumourMissingFor(s, isG2),
        ...unknownParts([pancreatic(s), openOf(s, 'primary.site')]),
      ],
    }),
    poorPerformance,
    caution('hepatic-insufficiency', {
      sentence: 'Hepatic insufficiency',
      numbers: INSUFFICIENCY_NUMBERS,
      citations: [A14('590-592'), op('the sources say hepatic insufficiency without a number')],
      reads: ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'],
      test: insufficient,
      missing: insufficiencyMissing,
    }),
    caution('renal-function-for-cisplatin', {
      sentence: 'G3 or carcinoma with eGFR below {egfr-cisplatin} mL/min/1.73 m2 (platinum)',
      citations: [op('usual limit for cisplatin; in no source')],
      reads: ['egfr', ...TUMOUR_FACTS],
      test: (s) => all(s.forTumours(isG3), s.isBelow('egfr', EGFR_CISPLATIN)),
      missing: (s) => [
        ...tumourMissingFor(s, isG3),
        ...unknownParts([s.isBelow('egfr', EGFR_CISPLATIN), openOf(s, 'egfr')]),
      ],
    }),
  ],
  notes: [
    (s) =>
      s.tumours.every((t) => t.differentiation === 'poor')
        ? 'Cisplatin with etoposide (J12:83-84, Fig. 1; A14:622-625).'
        : undefined,
    (s) =>
      forEachPossible(s.tumours, (t) => !isG3(t)) === true && pancreatic(s) === true
        ? 'Streptozocin-based, or capecitabine with temozolomide (A14:604-622).'
        : undefined,
    'Adjuvant streptozocin with fluorouracil showed no gain after resection (C18:128).',
  ],
});
