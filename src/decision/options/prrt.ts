import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, M21, op } from '../citation.ts';
import { caution, contraindication, option, required } from '../criterion.ts';
import { openOf, tumourMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { insufficient, poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import { insufficiencyMissing } from '../missing.ts';
import { isG3 } from '../tumour.ts';
import { lesionsLeft } from './applicable.ts';
import { activeIndication, activeIndicationMissing, bulky } from './intra-arterial.ts';

const EGFR_MIN = use('egfr-prrt-min');
const EGFR_ADEQUATE = use('egfr-prrt-adequate');
const HEMOGLOBIN = use('hemoglobin-prrt-min');
const LEUKOCYTES = use('leukocytes-prrt-min');
const PLATELETS = use('platelets-prrt-min');

/** FDG and SSTR imaging both on record. */
function dualTracer(s: Situation): Truth {
  const fdg = s.value('fdg') !== undefined;
  const sstr = s.value('sstr') !== undefined || s.value('staging.functional') !== undefined;
  return fdg && sstr ? true : 'unknown';
}

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
      reads: ['ki67', 'grade.reported', 'differentiation', 'fdg', 'sstr'],
      test: (s) => s.forTumours((t) => (isG3(t) ? dualTracer(s) : true)),
      missing: (s) => [...tumourMissing(s), ...openOf(s, 'fdg', 'sstr')],
    }),
    contraindication('inadequate-renal-function', {
      sentence: 'eGFR below 40 mL/min/1.73 m2',
      citations: [M21('184'), op('M21 asks for adequate renal function and gives no number')],
      reads: ['egfr'],
      test: (s) => s.isBelow('egfr', EGFR_MIN),
    }),
    contraindication('inadequate-marrow-reserve', {
      sentence: 'Haemoglobin below 8 g/dL, leukocytes below 2 or platelets below 75 x 10^9/L',
      citations: [M21('184'), op('M21 asks for adequate marrow reserve and gives no number')],
      reads: ['hemoglobin', 'leukocytes', 'platelets'],
      test: (s) =>
        any(
          s.isBelow('hemoglobin', HEMOGLOBIN),
          s.isBelow('leukocytes', LEUKOCYTES),
          s.isBelow('platelets', PLATELETS),
        ),
    }),
    pregnancyContraindication,
    caution('g3-dual-tracer', {
      sentence: 'Grade G3: FDG and somatostatin-receptor imaging have to agree',
      citations: [M21('184'), C18('86-88')],
      reads: ['ki67', 'grade.reported', 'differentiation', 'fdg', 'sstr'],
      test: (s) => s.forTumours(isG3),
      missing: tumourMissing,
    }),
    caution('borderline-renal-function', {
      sentence: 'eGFR from 40 to below 50 mL/min/1.73 m2',
      citations: [op('band below the limit of NETTER-1')],
      reads: ['egfr'],
      test: (s) => all(s.isAtLeast('egfr', EGFR_MIN), s.isBelow('egfr', EGFR_ADEQUATE)),
    }),
    caution('bulky-liver-disease', {
      sentence: 'Bulky liver disease without progression: limited response',
      citations: [M21('188')],
      reads: ['liver.involvement', 'liver.largest-lesion', 'disease-course'],
      test: (s) => all(bulky(s), not(s.is('disease-course', 'progressing'))),
    }),
    caution('no-active-indication', {
      sentence: 'Neither progression nor refractory hormonal symptoms',
      citations: [A14('637-642'), M21('184')],
      reads: ['disease-course', 'syndrome.refractory'],
      test: (s) => not(activeIndication(s)),
      missing: activeIndicationMissing,
    }),
    caution('hepatic-insufficiency', {
      sentence: 'Hepatic insufficiency',
      citations: [M21('190')],
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
