import { all, any, not, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21, op } from '../citation.ts';
import { type Criterion, caution, contraindication, required } from '../criterion.ts';
import type { Atom } from '../atom.ts';
import { insufficiencyMissing, openOf, refractoryMissing } from '../missing.ts';
import { INSUFFICIENCY_NUMBERS } from '../liver-function.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { borderlineLiver, extrahepaticDominant, insufficient, poorPerformance } from '../surgical-base.ts';
import { isG3, type Tumour } from '../tumour.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';

const SINGLE = use('single-lesion');
const SINGLE_SIZE = use('embolization-single-size');
const BULKY_SHARE = use('bulky-involvement');
const BULKY_LESION = use('bulky-lesion');
/** The numbers of bulky disease. */
export const BULKY_LIMITS = [BULKY_SHARE, BULKY_LESION] as const;
const EGFR_CAUTION = use('egfr-contrast-caution');

const bulkyShare = (s: Situation): Truth => s.isAbove('liver.involvement', BULKY_SHARE);
const bulkyLesion = (s: Situation): Truth => s.isAbove('liver.largest-lesion', BULKY_LESION);

/** Bulky liver disease: a large share of the liver, or a large lesion. */
export function bulky(s: Situation): Truth {
  return any(bulkyShare(s), bulkyLesion(s));
}

/** What would settle whether the disease is bulky. */
export function bulkyMissing(s: Situation): readonly Atom[] {
  if (bulky(s) !== 'unknown') return [];
  return unknownParts(
    [bulkyShare(s), openOf(s, 'liver.involvement')],
    [bulkyLesion(s), openOf(s, 'liver.largest-lesion')],
  );
}

export const BULKY_NUMBERS = op('M21:54 says bulky without a number');

export const progressing = (s: Situation): Truth => s.is('disease-course', 'progressing');

/** An active indication for treatment of the liver or with radionuclides. */
export function activeIndication(s: Situation): Truth {
  return any(progressing(s), s.refractory);
}

/** What would settle whether there is an active indication. */
export function activeIndicationMissing(s: Situation): readonly Atom[] {
  if (activeIndication(s) !== 'unknown') return [];
  return unknownParts([progressing(s), openOf(s, 'disease-course')], [s.refractory, refractoryMissing(s)]);
}

const ACTIVE_FACTS = [
  'disease-course',
  'syndrome',
  'syndrome.refractory',
  'liver.involvement',
  'liver.largest-lesion',
] as const;

const notCarcinoma = (t: Tumour): Truth => t.differentiation !== 'poor';
const isNetG3 = (t: Tumour): Truth => isG3(t) && t.differentiation === 'well';

/** Required by embolisation and radioembolisation. */
export const INTRA_ARTERIAL_REQUIRED: readonly Criterion[] = [
  surgeryNotFeasible,
  required('not-nec', {
    sentence: 'No neuroendocrine carcinoma (a G3 of unknown differentiation stays open)',
    citations: [M21('48'), J12('77-84')],
    reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
    test: (s) => s.forTumours(notCarcinoma),
    missing: (s) => tumourMissingFor(s, notCarcinoma),
  }),
];

/** Relative contraindications of embolisation. */
export const portalVeinThrombosis: Criterion = contraindication('portal-vein-thrombosis', {
  sentence: 'Portal vein thrombosis ("generally"; "potential")',
  citations: [M21('164'), A14('456')],
  reads: ['portal-vein-thrombosis'],
  strength: 'relative',
  test: (s) => s.is('portal-vein-thrombosis', 'yes'),
});

export const insufficientLiver: Criterion = contraindication('hepatic-insufficiency', {
  sentence: 'Hepatic insufficiency ("generally"; "potential")',
  numbers: INSUFFICIENCY_NUMBERS,
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

function single(s: Situation): Truth {
  const limit = s.limits[SINGLE];
  return s.count.high <= limit ? true : s.count.low > limit ? false : 'unknown';
}

/** Cautions of embolisation and radioembolisation. */
export const INTRA_ARTERIAL_CAUTIONS: readonly Criterion[] = [
  caution('g3', {
    sentence: 'Well-differentiated neoplasm of grade G3 (NET G3)',
    citations: [M21('48')],
    reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
    test: (s) => s.forTumours(isNetG3),
    missing: (s) => tumourMissingFor(s, isNetG3),
  }),
  caution('single-lesion', {
    sentence: 'A single lesion of at most {embolization-single-size} mm',
    citations: [M21('54, 164'), J12('432-434')],
    reads: ['liver.lesion-count', 'liver.largest-lesion'],
    test: (s) => all(single(s), s.isAtMost('liver.largest-lesion', SINGLE_SIZE)),
    missing: (s) =>
      unknownParts(
        [single(s), openOf(s, 'liver.lesion-count')],
        [s.isAtMost('liver.largest-lesion', SINGLE_SIZE), openOf(s, 'liver.largest-lesion')],
      ),
  }),
  caution('no-active-indication', {
    sentence: 'Neither progression nor refractory hormonal symptoms nor bulky disease',
    numbers: BULKY_LIMITS,
    citations: [M21('48'), BULKY_NUMBERS],
    reads: ACTIVE_FACTS,
    test: (s) => not(any(activeIndication(s), bulky(s))),
    missing: (s) => [...activeIndicationMissing(s), ...bulkyMissing(s)],
  }),
  caution('bulk-only', {
    sentence: 'Bulky disease that neither progresses nor causes refractory hormonal symptoms',
    numbers: BULKY_LIMITS,
    citations: [M21('48'), BULKY_NUMBERS],
    reads: ACTIVE_FACTS,
    test: (s) => all(bulky(s), not(activeIndication(s))),
    missing: (s) => [...activeIndicationMissing(s), ...bulkyMissing(s)],
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
    sentence: 'eGFR below {egfr-contrast-caution} mL/min/1.73 m2',
    citations: [M21('170'), op('M21 names renal insufficiency without a number')],
    reads: ['egfr'],
    test: (s) => s.isBelow('egfr', EGFR_CAUTION),
  }),
  poorPerformance,
];
