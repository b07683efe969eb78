import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, M21, op } from '../citation.ts';
import { caution, contraindication, option, required } from '../criterion.ts';
import { insufficiencyMissing, openOf } from '../missing.ts';
import { INSUFFICIENCY_NUMBERS } from '../liver-function.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { insufficient, poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import { isG3, type Tumour } from '../tumour.ts';
import { lesionsLeft } from './applicable.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';
import {
  activeIndication,
  activeIndicationMissing,
  BULKY_LIMITS,
  BULKY_NUMBERS,
  bulky,
  bulkyMissing,
  progressing,
} from './intra-arterial.ts';

const EGFR_MIN = use('egfr-prrt-min');
const EGFR_ADEQUATE = use('egfr-prrt-adequate');
const HEMOGLOBIN = use('hemoglobin-prrt-min');
const LEUKOCYTES = use('leukocytes-prrt-min');
const PLATELETS = use('platelets-prrt-min');

const TUMOUR_FACTS = ['ki67', 'mitoses', 'grade.reported', 'differentiation'] as const;

const fdgOnRecord = (s: Situation): boolean => s.value('fdg') !== undefined;
const sstrOnRecord = (s: Situation): boolean =>
  s.value('sstr') !== undefined || s.value('staging.functional') !== undefined;

/** FDG and SSTR imaging both on record. */
const dualTracer = (s: Situation): Truth => (fdgOnRecord(s) && sstrOnRecord(s) ? true : 'unknown');

const eligible =
  (s: Situation) =>
  (t: Tumour): Truth =>
    isG3(t) ? dualTracer(s) : true;

/** The parts of the marrow reserve: is the value too low? */
const MARROW = [
  ['hemoglobin', HEMOGLOBIN],
  ['leukocytes', LEUKOCYTES],
  ['platelets', PLATELETS],
] as const;

export const prrt = option({
  code: 'prrt',
  title: 'Peptide receptor radionuclide therapy (PRRT)',
  summary: 'Lutetium-177 labelled somatostatin analogue.',
  citations: [M21('184-190'), A14('628-646'), C18('86-88, 128')],
  applicable: lesionsLeft,
  criteria: [
    surgeryNotFeasible,
    required('sstr-positive', {
      sentence: 'Somatostatin-receptor imaging positive',
      citations: [M21('184'), A14('628-646')],
      reads: ['sstr'],
      test: (s) => s.is('sstr', 'positive'),
    }),
    required('grade-eligible', {
      sentence: 'Grade G1 or G2; G3 only with FDG and somatostatin-receptor imaging on record',
      citations: [M21('184'), C18('86-88')],
      reads: [...TUMOUR_FACTS, 'fdg', 'sstr', 'staging.functional'],
      test: (s) => s.forTumours(eligible(s)),
      missing: (s) => [
        ...tumourMissingFor(s, eligible(s)),
        ...(fdgOnRecord(s) ? [] : openOf(s, 'fdg')),
        ...(sstrOnRecord(s) ? [] : openOf(s, 'sstr')),
      ],
    }),
    contraindication('inadequate-renal-function', {
      sentence: 'eGFR below {egfr-prrt-min} mL/min/1.73 m2',
      citations: [M21('184'), op('M21 asks for adequate renal function and gives no number')],
      reads: ['egfr'],
      test: (s) => s.isBelow('egfr', EGFR_MIN),
    }),
    contraindication('inadequate-marrow-reserve', {
      sentence:
        'Haemoglobin below {hemoglobin-prrt-min} g/dL, leukocytes below {leukocytes-prrt-min} or platelets below {platelets-prrt-min} x 10^9/L',
      citations: [M21('184'), op('M21 asks for adequate marrow reserve and gives no number')],
      reads: ['hemoglobin', 'leukocytes', 'platelets'],
      test: (s) => any(...MARROW.map(([id, limit]) => s.isBelow(id, limit))),
      missing: (s) =>
        unknownParts(...MARROW.map(([id, limit]) => [s.isBelow(id, limit), openOf(s, id)] as const)),
    }),
    pregnancyContraindication,
    caution('g3-dual-tracer', {
      sentence: 'Grade G3: FDG and somatostatin-receptor imaging have to agree',
      citations: [M21('184'), C18('86-88')],
      reads: [...TUMOUR_FACTS, 'fdg', 'sstr', 'staging.functional'],
      test: (s) => s.forTumours(isG3),
      missing: (s) => tumourMissingFor(s, isG3),
    }),
    caution('borderline-renal-function', {
      sentence: 'eGFR from {egfr-prrt-min} to below {egfr-prrt-adequate} mL/min/1.73 m2',
      citations: [op('band below the limit of NETTER-1')],
      reads: ['egfr'],
      test: (s) => all(s.isAtLeast('egfr', EGFR_MIN), s.isBelow('egfr', EGFR_ADEQUATE)),
    }),
    caution('bulky-liver-disease', {
      sentence: 'Bulky liver disease without progression: limited response',
      numbers: BULKY_LIMITS,
      citations: [M21('188'), BULKY_NUMBERS],
      reads: ['liver.involvement', 'liver.largest-lesion', 'disease-course'],
      test: (s) => all(bulky(s), not(progressing(s))),
      missing: (s) => [...bulkyMissing(s), ...unknownParts([progressing(s), openOf(s, 'disease-course')])],
    }),
    caution('no-active-indication', {
      sentence: 'Neither progression nor refractory hormonal symptoms',
      citations: [A14('637-642'), M21('184')],
      reads: ['disease-course', 'syndrome', 'syndrome.refractory'],
      test: (s) => not(activeIndication(s)),
      missing: activeIndicationMissing,
    }),
    caution('hepatic-insufficiency', {
      sentence: 'Hepatic insufficiency',
      numbers: INSUFFICIENCY_NUMBERS,
      citations: [M21('190'), op('the sources say hepatic insufficiency without a number')],
      reads: ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'],
      test: insufficient,
      missing: insufficiencyMissing,
    }),
    poorPerformance,
  ],
  notes: [
    'May make surgery possible: reassessment after the response (M21:176, 188; C18:128).',
    'NETTER-1 was in midgut NET; for other sites the evidence is retrospective (M21:186).',
    'In bulky disease a combination with radioembolisation is suggested (M21:188).',
  ],
});
