import { all, any, forEachPossible, not, type Truth } from '../domain/truth.ts';
import { byTable } from './case-table.ts';
import { A14, C18, J12, M21, op } from './citation.ts';
import { type Criterion, caution, contraindication, required } from './criterion.ts';
import { newPlace } from './known-values.ts';
import {
  BORDERLINE_NUMBERS,
  borderlineLiverFunction,
  hepaticInsufficiency,
  INSUFFICIENCY_NUMBERS,
} from './liver-function.ts';
import {
  borderlineMissing,
  insufficiencyMissing,
  openOf,
  patternMissing,
  resectabilityMissing,
  tumourMissing,
} from './missing.ts';
import { use } from './parameters.ts';
import type { Situation } from './situation.ts';
import { EXTRAHEPATIC, PRIMARY, PRIMARY_RESECTABLE } from './table-inputs.ts';

const ECOG_UNFIT = use('ecog-unfit');
const ECOG_CAUTION = use('ecog-caution');
const LARGE_BURDEN = use('large-burden');
const ECHOCARDIOGRAM_DAYS = use('echocardiogram-days');
export const G3_LIMIT = use('ki67-g3-surgery-limit');

const INSUFFICIENT = newPlace();
const BORDERLINE = newPlace();

const TUMOUR_FACTS = ['ki67', 'mitoses', 'grade.reported', 'differentiation'] as const;

/** Pattern I or documented `resectable`: the condition under which a NET G3 can be selected for surgery. */
export function selectedForSurgery(situation: Situation): Truth {
  const words = situation.resectability;
  if (words) {
    return any(
      situation.isPattern('I'),
      forEachPossible(words, (word) => word === 'resectable'),
    );
  }
  return forEachPossible(situation.patterns, (type) =>
    type === 'I' ? true : type === 'III' ? false : 'unknown',
  );
}

/** The criterion without the exception for NET G3 (debulking, transplantation). */
export function wellDifferentiated(situation: Situation): Truth {
  return situation.forTumours((t) => t.grade < 3);
}

/** Required by every option that resects liver; a selected NET G3 passes, with a caution. */
export const wellDifferentiatedG1G2: Criterion = required('well-differentiated-g1-g2', {
  sentence:
    'Well-differentiated neoplasm of grade G1 or G2 (a well-differentiated G3 with Ki-67 above {ki67-g2-max} and below {ki67-g3-surgery-limit} % and limited disease passes with a caution)',
  citations: [C18('86'), J12('5.1.1 (ii), Fig. 1'), M21('59-63')],
  reads: TUMOUR_FACTS,
  test: (s) =>
    s.forTumours((t) =>
      t.grade < 3
        ? true
        : t.differentiation === 'well' && t.band === 'selected'
          ? selectedForSurgery(s)
          : false,
    ),
  missing: (s) => [...tumourMissing(s), ...selectionMissing(s)],
  explain: explainSelection,
});

/** A well-differentiated G3 is judged by the extent of the disease as well: with what. */
function explainSelection(s: Situation): string | undefined {
  if (!s.tumours.some((t) => t.band === 'selected' && t.differentiation === 'well')) return undefined;
  const judged = s.resectability?.join(' or ') ?? 'resectability not on record';
  return `extent: ${judged}, pattern ${s.patterns.join(' or ') || 'none'}`;
}

function selectionMissing(s: Situation) {
  const candidate = s.tumours.some((t) => t.band === 'selected' && t.differentiation === 'well');
  if (!candidate || selectedForSurgery(s) !== 'unknown') return [];
  return s.resectability ? [...patternMissing(s), ...resectabilityMissing(s)] : resectabilityMissing(s);
}

/** Caution in place of the criterion for a selected NET G3. */
export const netG3Selected: Criterion = caution('net-g3-selected', {
  sentence: 'Well-differentiated G3 (NET G3) selected for surgery: benefit reported for Ki-67 21-54 % only',
  numbers: [G3_LIMIT],
  citations: [C18('86, 90'), M21('21, 44')],
  reads: TUMOUR_FACTS,
  test: (s) =>
    s.forTumours((t) =>
      t.grade === 3 && t.differentiation === 'well' && t.band === 'selected' ? selectedForSurgery(s) : false,
    ),
  missing: (s) => [...tumourMissing(s), ...selectionMissing(s)],
  explain: explainSelection,
});

/** Occult, resected, or in situ and resectable. */
export const primaryControlled = byTable(
  'primary-controlled',
  [PRIMARY, PRIMARY_RESECTABLE],
  [
    { when: [['resected', 'occult'], 'any'], gives: 'yes' },
    { when: [['in-situ'], ['yes']], gives: 'yes' },
    { when: [['in-situ'], ['no']], gives: 'no' },
  ],
);

const primaryControlledCriterion: Criterion = required('primary-controlled', {
  sentence: 'Primary tumour resected, or in situ and resectable (an occult primary passes with a caution)',
  citations: [J12('5.1.1 (i)')],
  reads: ['primary.status', 'primary.resectable'],
  test: primaryControlled,
  missing: (s) =>
    openOf(s, 'primary.status', 'primary.resectable').filter(
      (atom) => atom !== 'primary.resectable' || s.words('primary.status').includes('in-situ'),
    ),
});

const primaryOccult: Criterion = caution('primary-occult', {
  sentence: 'Occult primary tumour',
  citations: [op('J12 5.1.1 (i) asks for a controlled primary and does not speak of an occult one')],
  reads: ['primary.status'],
  test: (s) => s.is('primary.status', 'occult'),
});

const noUnresectableExtrahepatic: Criterion = required('no-unresectable-extrahepatic-disease', {
  sentence: 'No unresectable disease outside the liver',
  citations: [J12('5.1.1 (iv)'), A14('182-187')],
  reads: ['extrahepatic'],
  test: byTable(
    'no-unresectable-extrahepatic-disease',
    [EXTRAHEPATIC],
    [
      { when: [['none', 'regional-nodes-only', 'limited-stable', 'resectable']], gives: 'yes' },
      { when: [['unresectable']], gives: 'no' },
    ],
  ),
});

const resectableExtrahepatic: Criterion = caution('resectable-extrahepatic', {
  sentence: 'Resectable disease outside the liver',
  citations: [J12('5.1.1 (iv)')],
  reads: ['extrahepatic'],
  test: (s) => s.is('extrahepatic', 'resectable'),
});

const limitedExtrahepatic: Criterion = caution('limited-extrahepatic', {
  sentence: 'Limited, stable disease outside the liver',
  citations: [A14('182-187')],
  reads: ['extrahepatic'],
  test: (s) => s.is('extrahepatic', 'limited-stable'),
});

/** Contraindication of surgery for cure: carcinoma, or a G3 neoplasm with a Ki-67 from the limit on. */
export const poorlyDifferentiated: Criterion = contraindication('poorly-differentiated', {
  sentence:
    'Poorly differentiated carcinoma, or a G3 neoplasm with Ki-67 of {ki67-g3-surgery-limit} % or more',
  citations: [M21('44'), J12('74-84'), op('the Ki-67 limit is the complement of the range in C18:90')],
  reads: TUMOUR_FACTS,
  test: (s) => s.forTumours((t) => t.differentiation === 'poor' || t.band === 'high'),
  missing: tumourMissing,
});

/** ECOG 3-4 or a documented prohibitive surgical risk. */
export function unfit(situation: Situation): Truth {
  return any(situation.isAtLeast('ecog', ECOG_UNFIT), situation.is('surgical-risk', 'prohibitive'));
}

export const unfitForSurgery: Criterion = contraindication('unfit-for-surgery', {
  sentence: 'Unfit for surgery: ECOG {ecog-unfit..}, or a documented prohibitive surgical risk',
  citations: [M21('44'), J12('5.1.1 (v)'), op('the ECOG limit; the sources give no number')],
  reads: ['ecog', 'surgical-risk'],
  test: unfit,
});

export const ecogTwo: Criterion = caution('ecog-2', {
  sentence: 'ECOG performance status {ecog-caution..<ecog-unfit}',
  citations: [op('J12 5.1.1 (v) asks for a reasonable performance status; the number is ours')],
  reads: ['ecog'],
  test: (s) => all(s.isAtLeast('ecog', ECOG_CAUTION), not(s.isAtLeast('ecog', ECOG_UNFIT))),
});

export const uncorrectedHeartDisease: Criterion = contraindication('uncorrected-carcinoid-heart-disease', {
  sentence: 'Carcinoid heart disease that has not been corrected',
  numbers: [ECHOCARDIOGRAM_DAYS],
  citations: [J12('5.1.1 (vi)')],
  reads: ['heart-disease'],
  reversible: true,
  test: (s) => s.is('heart-disease', 'present'),
});

/** Hepatic insufficiency of the situation. */
export function insufficient(situation: Situation): Truth {
  return situation.recall(INSUFFICIENT, ({ liver, limits }) => hepaticInsufficiency(liver, limits));
}

export const hepaticInsufficiencyContraindication: Criterion = contraindication('hepatic-insufficiency', {
  sentence:
    'Hepatic insufficiency: Child-Pugh C, bilirubin of {bilirubin-insufficient} mg/dL or more, or encephalopathy',
  numbers: INSUFFICIENCY_NUMBERS,
  citations: [C18('37, 49-51, 112'), op('the sources say hepatic insufficiency without a number')],
  reads: ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'],
  test: insufficient,
  missing: insufficiencyMissing,
});

/** Borderline liver function of the situation. */
export function borderline(situation: Situation): Truth {
  return situation.recall(BORDERLINE, ({ liver, limits }) => borderlineLiverFunction(liver, limits));
}

export const borderlineLiver: Criterion = caution('borderline-liver-function', {
  sentence:
    'Borderline liver function: Child-Pugh B, or bilirubin from {bilirubin-borderline} to below {bilirubin-insufficient} mg/dL',
  numbers: BORDERLINE_NUMBERS,
  citations: [op('the sources say hepatic insufficiency without a number')],
  reads: ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'],
  test: borderline,
  missing: borderlineMissing,
});

export const pregnancyCaution: Criterion = caution('pregnancy', {
  sentence: 'Pregnancy',
  citations: [op('no source speaks of pregnancy')],
  reads: ['pregnancy'],
  test: (s) => s.is('pregnancy', 'yes'),
});

export const pregnancyContraindication: Criterion = contraindication('pregnancy', {
  sentence: 'Pregnancy',
  citations: [op('no source speaks of pregnancy')],
  reads: ['pregnancy'],
  test: (s) => s.is('pregnancy', 'yes'),
});

export const largeBurdenWithoutSymptoms: Criterion = caution('large-burden-without-symptoms', {
  sentence:
    'More than {large-burden} % of the liver involved, without hormonal syndrome and without symptoms of bulk',
  citations: [C18('63-78')],
  reads: ['liver.involvement', 'syndrome', 'bulk-symptoms'],
  test: (s) =>
    all(s.isAbove('liver.involvement', LARGE_BURDEN), not(s.syndromePresent), s.is('bulk-symptoms', 'no')),
});

/** Caution of options judged from the pattern because no surgeon's judgement is on record. */
export const judgedFromPatternOnly: Criterion = caution('judged-from-pattern-only', {
  sentence: "Judged from pattern II alone: no surgeon's judgement on resectability is on record",
  citations: [C18('49'), J12('98-101')],
  reads: ['liver.resectability', 'liver.pattern.reported'],
  provisional: true,
  test: (s) => (s.resectability ? false : s.isPattern('II')),
  missing: (s) => [...patternMissing(s), ...openOf(s, 'liver.resectability')],
});

/** ECOG 3-4, with every option that is no operation. */
export const poorPerformance: Criterion = caution('poor-performance-status', {
  sentence: 'Poor performance status (ECOG {ecog-unfit..})',
  citations: [M21('42'), op('the ECOG limit; the sources give no number')],
  reads: ['ecog'],
  test: (s) => s.isAtLeast('ecog', ECOG_UNFIT),
});

/** Unresectable disease outside the liver beside a treatment of the liver. */
export const extrahepaticDominant: Criterion = caution('extrahepatic-dominant', {
  sentence: 'Unresectable disease outside the liver',
  citations: [A14('526-529'), M21('48')],
  reads: ['extrahepatic'],
  test: (s) => s.is('extrahepatic', 'unresectable'),
});

export const hilarCaution: Criterion = caution('hilar-lesion', {
  sentence: 'Lesion at vital structures of the liver hilum',
  citations: [M21('156')],
  reads: ['liver.hilar'],
  test: (s) => s.is('liver.hilar', 'yes'),
});

export const previousWhippleCaution: Criterion = caution('previous-whipple', {
  sentence: 'Pancreaticoduodenectomy in the past: an ablative part carries a risk of infection',
  citations: [M21('156')],
  reads: ['whipple'],
  test: (s) => s.is('whipple', 'yes'),
});

/** The surgical base before the option's own required criteria. */
export const BASE_REQUIRED: readonly Criterion[] = [
  wellDifferentiatedG1G2,
  primaryControlledCriterion,
  noUnresectableExtrahepatic,
];
export const BASE_CONTRAINDICATIONS: readonly Criterion[] = [
  poorlyDifferentiated,
  unfitForSurgery,
  uncorrectedHeartDisease,
  hepaticInsufficiencyContraindication,
];
export const BASE_CAUTIONS: readonly Criterion[] = [
  netG3Selected,
  primaryOccult,
  resectableExtrahepatic,
  limitedExtrahepatic,
  ecogTwo,
  borderlineLiver,
  pregnancyCaution,
  largeBurdenWithoutSymptoms,
];

/** An option that resects liver: the base with the option's own criteria. */
export function withSurgicalBase(own: readonly Criterion[]): readonly Criterion[] {
  const of = (kind: Criterion['kind']) => own.filter((criterion) => criterion.kind === kind);
  return [
    ...BASE_REQUIRED,
    ...of('required'),
    ...BASE_CONTRAINDICATIONS,
    ...of('contraindication'),
    ...BASE_CAUTIONS,
    ...of('caution'),
  ];
}

/** Notes that go with every resection. */
export const RESECTION_NOTES: readonly string[] = [
  'Intra-operative ultrasound: imaging misses lesions in about half of the patients (J12:308-311; A14:179-182).',
  'Recurrence is the rule: up to 97 % at 5 years (J12:242); 84 % at 5 and 94 % at 10 years in one series (J12:248-252); progression-free 29 % at 5 and 1 % at 10 years (C18:39).',
];
