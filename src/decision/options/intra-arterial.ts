import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21, op } from '../citation.ts';
import { type Criterion, caution, contraindication, required } from '../criterion.ts';
import { insufficiencyMissing, openOf, refractoryMissing, tumourMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { borderlineLiver, extrahepaticDominant, insufficient, poorPerformance } from '../surgical-base.ts';
import { isG3 } from '../tumour.ts';

const SINGLE = use('single-lesion');
const SINGLE_SIZE = use('embolization-single-size');
const BULKY_SHARE = use('bulky-involvement');
const BULKY_LESION = use('bulky-lesion');
const EGFR_CAUTION = use('egfr-contrast-caution');

/** Bulky liver disease: a large share of the liver, or a large lesion. */
export function bulky(s: Situation): Truth {
  return any(s.isAbove('liver.involvement', BULKY_SHARE), s.isAbove('liver.largest-lesion', BULKY_LESION));
}

/** An active indication for treatment of the liver or with radionuclides. */
export function activeIndication(s: Situation): Truth {
  return any(s.is('disease-course', 'progressing'), s.refractory);
}

export const activeIndicationMissing = (s: Situation) => [
  ...openOf(s, 'disease-course'),
  ...refractoryMissing(s),
];

const ACTIVE_FACTS = [
  'disease-course',
  'syndrome.refractory',
  'liver.involvement',
  'liver.largest-lesion',
] as const;

/** Required by embolisation and radioembolisation. */
export const INTRA_ARTERIAL_REQUIRED: readonly Criterion[] = [
  surgeryNotFeasible,
  required('not-nec', {
    sentence: 'No neuroendocrine carcinoma (a G3 of unknown differentiation stays open)',
    citations: [M21('48'), J12('77-84')],
    reads: ['differentiation', 'ki67', 'grade.reported'],
    test: (s) => s.forTumours((t) => t.differentiation !== 'poor'),
    missing: tumourMissing,
  }),
];

/** Relative contraindications of every treatment through the hepatic artery. */
export const portalVeinThrombosis: Criterion = contraindication('portal-vein-thrombosis', {
  sentence: 'Portal vein thrombosis ("generally"; "potential")',
  citations: [M21('164'), A14('456')],
  reads: ['portal-vein-thrombosis'],
  strength: 'relative',
  test: (s) => s.is('portal-vein-thrombosis', 'yes'),
});

export const insufficientLiver: Criterion = contraindication('hepatic-insufficiency', {
  sentence: 'Hepatic insufficiency ("generally"; "potential")',
  citations: [M21('164'), A14('456'), op('its numbers')],
  reads: ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'],
  strength: 'relative',
  test: insufficient,
  missing: insufficiencyMissing,
});

export const anastomosis: Criterion = contraindication('bilioenteric-anastomosis', {
  sentence: 'Bilio-enteric anastomosis ("generally"; "potential")',
  citations: [M21('164'), A14('456'), C18('108')],
  reads: ['bilioenteric-anastomosis'],
  strength: 'relative',
  test: (s) => s.is('bilioenteric-anastomosis', 'yes'),
});

/** Cautions of embolisation and radioembolisation. */
export const INTRA_ARTERIAL_CAUTIONS: readonly Criterion[] = [
  caution('g3', {
    sentence: 'Well-differentiated neoplasm of grade G3 (NET G3)',
    citations: [M21('48')],
    reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
    test: (s) => s.forTumours((t) => isG3(t) && t.differentiation === 'well'),
    missing: tumourMissing,
  }),
  caution('single-lesion', {
    sentence: 'A single lesion of at most 50 mm',
    citations: [M21('54, 164'), J12('432-434')],
    reads: ['liver.lesion-count', 'liver.largest-lesion'],
    test: (s) => {
      const single: Truth =
        s.count.high <= s.limits[SINGLE] ? true : s.count.low > s.limits[SINGLE] ? false : 'unknown';
      return all(single, s.isAtMost('liver.largest-lesion', SINGLE_SIZE));
    },
  }),
  caution('no-active-indication', {
    sentence: 'Neither progression nor refractory hormonal symptoms nor bulky disease',
    citations: [M21('48')],
    reads: ACTIVE_FACTS,
    test: (s) => not(any(activeIndication(s), bulky(s))),
    missing: (s) => [
      ...activeIndicationMissing(s),
      ...openOf(s, 'liver.involvement', 'liver.largest-lesion'),
    ],
  }),
  caution('bulk-only', {
    sentence: 'Bulky disease that neither progresses nor causes refractory hormonal symptoms',
    citations: [M21('48')],
    reads: ACTIVE_FACTS,
    test: (s) => all(bulky(s), not(activeIndication(s))),
    missing: (s) => [
      ...activeIndicationMissing(s),
      ...openOf(s, 'liver.involvement', 'liver.largest-lesion'),
    ],
  }),
  borderlineLiver,
  extrahepaticDominant,
  caution('biliary-stent', {
    sentence: 'Biliary stent',
    citations: [op('the sources are silent on stents')],
    reads: ['biliary-stent'],
    test: (s) => s.is('biliary-stent', 'yes'),
  }),
  caution('renal-insufficiency', {
    sentence: 'eGFR below 50 mL/min/1.73 m2',
    citations: [M21('170'), op('M21 names renal insufficiency without a number')],
    reads: ['egfr'],
    test: (s) => s.isBelow('egfr', EGFR_CAUTION),
  }),
  poorPerformance,
];
