/**
 * The facts about a patient: identifier, type, unit, plausible range, age limit and what the absence of a
 * record means. The identifiers are wire names (evaluation JSON, knowledge JSON, Questionnaire linkIds and codes
 * of the local code system). Age limits are operational definitions and can be changed by a site.
 */

/** What no record means: see `assumptions.ts`. `conditional` rows have a rule of their own there. */
export type AbsencePolicy = 'unknown' | 'assume' | 'conditional' | 'no';

interface Common {
  readonly title: string;
  readonly absence: AbsencePolicy;
  /** The value that is assumed when nothing is on record (policies `assume`, `conditional` and `no`). */
  readonly assumed?: string;
  /** What absence means, in words for people. */
  readonly absenceText: string;
  /** Days after which a value is stale; twice as many days later it counts as not recorded. */
  readonly ageLimitDays?: number;
  /** A stale value among these becomes unknown instead of being replaced by an assumption. */
  readonly closingWords?: readonly string[];
  readonly definition: string;
}

export interface NumberFact extends Common {
  readonly type: 'number';
  /** UCUM unit of the value in the domain. */
  readonly unit: string;
  /** As people read the unit. */
  readonly unitText: string;
  /** Closed range outside of which a value is refused as implausible. */
  readonly plausible: readonly [number, number];
  /** Decimals that the table of facts shows; comparisons are made on the rounded value. */
  readonly decimals: number;
  readonly integer?: boolean;
}
export interface WordFact extends Common {
  readonly type: 'word';
  readonly words: readonly string[];
}
export interface SetFact extends Common {
  readonly type: 'set';
  readonly words: readonly string[];
}
export interface DateFact extends Common {
  readonly type: 'date';
}
export type FactDefinition = NumberFact | WordFact | SetFact | DateFact;

const YES_NO = ['yes', 'no'] as const;

export const TREATMENTS = [
  'liver-resection',
  'ablation',
  'embolization',
  'radioembolization',
  'prrt',
  'liver-transplant',
  'ssa',
  'interferon',
  'chemotherapy',
  'everolimus',
  'sunitinib',
  'bevacizumab',
  'pve',
] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Treatments given as drugs: these can be *in force*. */
export const DRUG_TREATMENTS: readonly Treatment[] = [
  'ssa',
  'interferon',
  'chemotherapy',
  'everolimus',
  'sunitinib',
  'bevacizumab',
];

const define = <const T extends Record<string, FactDefinition>>(table: T): T => table;

const UNKNOWN = { absence: 'unknown', absenceText: 'no record: unknown' } as const;
const ABSENT = { absence: 'assume', assumed: 'no', absenceText: 'no record: assumed absent' } as const;

export const FACTS = define({
  age: {
    type: 'number',
    title: 'Age',
    unit: 'a',
    unitText: 'years',
    plausible: [0, 130],
    decimals: 0,
    ...UNKNOWN,
    definition:
      'Completed years at the evaluation date, from the date of birth; a partial date of birth is a range.',
  },
  nelm: {
    type: 'word',
    title: 'Neuroendocrine liver metastasis',
    words: YES_NO,
    absence: 'no',
    assumed: 'no',
    absenceText: 'no record: no',
    definition: 'Is there any liver metastasis of a neuroendocrine neoplasm?',
  },
  scope: {
    type: 'word',
    title: 'Within the scope of the sources',
    words: ['in', 'mixed-neoplasm', 'paraganglioma', 'medullary-thyroid'],
    absence: 'no',
    assumed: 'in',
    absenceText: 'no record: in scope',
    definition:
      'Mixed neoplasms, paraganglioma and medullary thyroid carcinoma lie outside: the sources give no rule for them.',
  },
  'primary.site': {
    type: 'word',
    title: 'Site of the primary tumour',
    words: [
      'pancreas',
      'duodenum',
      'jejunum-ileum',
      'appendix',
      'colon',
      'rectum',
      'distal-stomach',
      'stomach',
      'lung',
      'thymus',
      'other',
      'unknown-primary',
    ],
    ...UNKNOWN,
    definition: 'Organ of the primary; unknown-primary is a diagnosis (occult primary), not missing data.',
  },
  'primary.status': {
    type: 'word',
    title: 'Status of the primary tumour',
    words: ['resected', 'in-situ', 'occult'],
    absence: 'conditional',
    absenceText: 'no record: occult when the site is an unknown primary, else unknown',
    definition: 'Resected when a curative resection of the primary is on record.',
  },
  'primary.portal-drainage': {
    type: 'word',
    title: 'Portal venous drainage of the primary',
    words: YES_NO,
    absence: 'conditional',
    absenceText: 'no record: derived from the site of the primary',
    definition:
      'Does the primary drain into the portal system? A recorded statement decides over the derivation.',
  },
  'primary.part': {
    type: 'word',
    title: 'Part of the pancreas',
    words: ['pancreatic-head', 'pancreatic-body-tail', 'other'],
    ...UNKNOWN,
    definition: 'Part of the pancreas that holds the primary.',
  },
  'primary.resected-on': {
    type: 'date',
    title: 'Date of the resection of the primary',
    ...UNKNOWN,
    definition: 'Date on which the primary was resected.',
  },
  'primary.resectable': {
    type: 'word',
    title: 'Primary resectable',
    words: YES_NO,
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Documented assessment whether the primary in situ can be resected.',
  },
  'primary.symptomatic': {
    type: 'word',
    title: 'Symptomatic primary',
    words: YES_NO,
    ...ABSENT,
    definition: 'Obstruction, bleeding, perforation or biliary obstruction caused by the primary.',
  },
  'primary.size': {
    type: 'number',
    title: 'Size of the primary',
    unit: 'mm',
    unitText: 'mm',
    plausible: [0, 500],
    decimals: 0,
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Largest diameter of the primary tumour.',
  },
  differentiation: {
    type: 'word',
    title: 'Differentiation',
    words: ['well', 'poor'],
    ...UNKNOWN,
    definition:
      'Well differentiated (NET) or poorly differentiated (NEC), from morphology, diagnosis or report.',
  },
  ki67: {
    type: 'number',
    title: 'Ki-67',
    unit: '%',
    unitText: '%',
    plausible: [0, 100],
    decimals: 1,
    ...UNKNOWN,
    definition: 'Ki-67 labelling index of a specimen; the specimen of the highest grade decides.',
  },
  mitoses: {
    type: 'number',
    title: 'Mitotic count',
    unit: '{count}/[HPF]10',
    unitText: 'per 10 HPF (2 mm2)',
    plausible: [0, 500],
    decimals: 1,
    ...UNKNOWN,
    definition: 'Mitoses per 10 high-power fields or per 2 mm2 (taken as the same field area).',
  },
  'grade.reported': {
    type: 'word',
    title: 'Grade',
    words: ['G1', 'G2', 'G3'],
    ...UNKNOWN,
    definition: 'WHO grade stated in the record; the computed grade decides over it.',
  },
  syndrome: {
    type: 'word',
    title: 'Hormonal syndrome',
    words: [
      'none',
      'carcinoid',
      'insulinoma',
      'gastrinoma',
      'vipoma',
      'glucagonoma',
      'somatostatinoma',
      'other',
    ],
    absence: 'conditional',
    assumed: 'none',
    absenceText:
      'no record: unknown when the primary is not on record or is in jejunum-ileum, appendix, colon, lung or unknown; else assumed none',
    definition: 'Functioning tumour with its clinical syndrome.',
  },
  'syndrome.refractory': {
    type: 'word',
    title: 'Refractory hormonal symptoms',
    words: YES_NO,
    absence: 'conditional',
    assumed: 'no',
    absenceText: 'no record: unknown when a syndrome is present or the syndrome is unknown; else no',
    ageLimitDays: 180,
    definition: 'Hormonal symptoms not controlled by medical treatment.',
  },
  'bulk-symptoms': {
    type: 'word',
    title: 'Symptoms of tumour bulk',
    words: YES_NO,
    ageLimitDays: 180,
    ...ABSENT,
    definition:
      'Symptoms from liver tumour mass, at the hilum with biliary obstruction, or obstructing colon or duodenum.',
  },
  'liver.lesion-count': {
    type: 'number',
    title: 'Number of liver lesions',
    unit: '1',
    unitText: 'lesions',
    plausible: [0, 1000],
    decimals: 0,
    integer: true,
    absence: 'conditional',
    absenceText:
      'no record: at least 1 from any liver lesion fact, or from the diagnosis when no local liver treatment came before; at least 2 when bilobar; else unknown',
    ageLimitDays: 180,
    definition: 'Number of liver metastases.',
  },
  'liver.largest-lesion': {
    type: 'number',
    title: 'Largest liver lesion',
    unit: 'mm',
    unitText: 'mm',
    plausible: [0, 500],
    decimals: 0,
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Largest diameter of the largest liver metastasis.',
  },
  'liver.second-largest-lesion': {
    type: 'number',
    title: 'Second-largest liver lesion',
    unit: 'mm',
    unitText: 'mm',
    plausible: [0, 500],
    decimals: 0,
    ageLimitDays: 180,
    absence: 'conditional',
    absenceText:
      'no record: unknown; read as no dominant lesion when the disease is bilobar and disseminated',
    definition: 'Largest diameter of the second-largest liver metastasis.',
  },
  'liver.lobes': {
    type: 'word',
    title: 'Lobes with metastases',
    words: ['unilobar', 'bilobar'],
    absence: 'conditional',
    ageLimitDays: 180,
    absenceText: 'no record: derived from pattern, segments or a single lesion; else unknown',
    definition: 'Metastases in one lobe or in both.',
  },
  'liver.segments': {
    type: 'set',
    title: 'Liver segments with metastases',
    words: ['1', '2', '3', '4', '4a', '4b', '5', '6', '7', '8'],
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Couinaud segments that hold metastases.',
  },
  'liver.pattern.reported': {
    type: 'word',
    title: 'Pattern of the liver metastases',
    words: ['I', 'II', 'III'],
    ageLimitDays: 180,
    absence: 'conditional',
    absenceText: 'no record: derived from number, lobes, segments and sizes',
    definition:
      'Type I (one lobe or two adjacent segments), II (dominant lesion with contralateral deposits), III (disseminated).',
  },
  'liver.involvement': {
    type: 'number',
    title: 'Liver involvement',
    unit: '%',
    unitText: '%',
    plausible: [0, 100],
    decimals: 1,
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Share of the liver parenchyma replaced by tumour.',
  },
  'liver.future-remnant': {
    type: 'number',
    title: 'Future liver remnant',
    unit: '%',
    unitText: '% of liver volume',
    plausible: [0, 100],
    decimals: 1,
    ageLimitDays: 180,
    absence: 'conditional',
    assumed: 'adequate',
    absenceText:
      'no record: assumed adequate when the disease is documented resectable or lies in at most two segments; else unknown',
    definition: 'Liver volume that remains after the planned resection.',
  },
  'liver.resectability': {
    type: 'word',
    title: 'Resectability of the liver disease',
    words: ['resectable', 'staged', 'unresectable'],
    ageLimitDays: 180,
    absence: 'conditional',
    absenceText: 'no record: read from the pattern where the option says so',
    definition: 'Documented judgement of surgeon or board; overrides every derivation.',
  },
  'liver.resectability-reason': {
    type: 'word',
    title: 'Why unresectable',
    words: ['extent', 'location', 'remnant', 'patient'],
    absence: 'conditional',
    assumed: 'extent',
    absenceText: 'no record: assumed extent when unresectable',
    ageLimitDays: 180,
    definition: 'Reason for which the liver disease is called unresectable.',
  },
  'surgical-risk': {
    type: 'word',
    title: 'Surgical risk',
    words: ['acceptable', 'prohibitive'],
    absence: 'assume',
    assumed: 'acceptable',
    absenceText: 'no record: assumed acceptable',
    ageLimitDays: 180,
    closingWords: ['prohibitive'],
    definition: 'Documented judgement that comorbidity or frailty makes surgery unsafe.',
  },
  'liver.resectable-fraction': {
    type: 'number',
    title: 'Removable share of the tumour load',
    unit: '%',
    unitText: '%',
    plausible: [0, 100],
    decimals: 1,
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Share of the tumour load that resection and/or ablation can remove.',
  },
  'liver.hilar': {
    type: 'word',
    title: 'Lesion at the liver hilum',
    words: YES_NO,
    ageLimitDays: 180,
    ...ABSENT,
    definition: 'Lesion at vital structures of the hilum.',
  },
  'liver.superficial': {
    type: 'word',
    title: 'Superficial lesion',
    words: YES_NO,
    ageLimitDays: 180,
    ...ABSENT,
    definition: 'Lesion at the surface of the liver.',
  },
  'liver.timing': {
    type: 'word',
    title: 'Timing of the liver metastases',
    words: ['synchronous', 'metachronous'],
    ...UNKNOWN,
    definition: 'Synchronous: found within 6 months of the primary.',
  },
  'liver.recurrent': {
    type: 'word',
    title: 'Recurrence in the liver',
    words: YES_NO,
    absence: 'conditional',
    assumed: 'no',
    absenceText: 'no record: derived from a curative liver resection and a later lesion; else assumed no',
    definition: 'Liver lesion dated more than 3 months after a curative liver resection.',
  },
  extrahepatic: {
    type: 'word',
    title: 'Extrahepatic disease',
    words: ['none', 'regional-nodes-only', 'limited-stable', 'resectable', 'unresectable', 'unspecified'],
    absence: 'conditional',
    assumed: 'none',
    ageLimitDays: 180,
    absenceText:
      'no record: assumed none when a cross-sectional and a functional staging study within their age limits are on record; else unknown',
    definition: 'Disease outside the liver and the primary; unspecified: present, resectability not stated.',
  },
  'staging.cross-sectional': {
    type: 'date',
    title: 'Last CT or MRI of the liver',
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Date of the last CT or MRI that shows the liver.',
  },
  'staging.functional': {
    type: 'date',
    title: 'Last somatostatin-receptor imaging',
    ageLimitDays: 365,
    ...UNKNOWN,
    definition: 'Date of the last somatostatin-receptor imaging.',
  },
  sstr: {
    type: 'word',
    title: 'Somatostatin-receptor imaging',
    words: ['positive', 'negative'],
    ageLimitDays: 365,
    ...UNKNOWN,
    definition: 'Krenning 2-4 is positive, 0-1 negative.',
  },
  fdg: {
    type: 'word',
    title: 'FDG imaging',
    words: ['positive', 'negative'],
    ageLimitDays: 365,
    ...UNKNOWN,
    definition: 'Result of 18F-FDG PET.',
  },
  mibg: {
    type: 'word',
    title: 'MIBG imaging',
    words: ['positive', 'negative'],
    absence: 'assume',
    assumed: 'negative',
    absenceText: 'no record: assumed negative (never asked for routinely)',
    definition: 'Result of MIBG scintigraphy.',
  },
  ecog: {
    type: 'number',
    title: 'ECOG performance status',
    unit: '{score}',
    unitText: '',
    plausible: [0, 4],
    decimals: 0,
    integer: true,
    ageLimitDays: 90,
    ...UNKNOWN,
    definition: 'ECOG 0-4; Karnofsky is converted.',
  },
  'heart-disease': {
    type: 'word',
    title: 'Carcinoid heart disease',
    words: ['none', 'present', 'corrected'],
    absence: 'conditional',
    assumed: 'none',
    ageLimitDays: 365,
    closingWords: ['present'],
    absenceText:
      'no record: unknown when the syndrome is carcinoid or unknown and no echocardiogram of the last 365 days is on record; else assumed none',
    definition: 'Carcinoid heart disease, uncorrected (present) or corrected.',
  },
  bilirubin: {
    type: 'number',
    title: 'Total bilirubin',
    unit: 'mg/dL',
    unitText: 'mg/dL',
    plausible: [0, 60],
    decimals: 2,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition: 'Total bilirubin in serum or plasma.',
  },
  albumin: {
    type: 'number',
    title: 'Albumin',
    unit: 'g/dL',
    unitText: 'g/dL',
    plausible: [0.5, 7],
    decimals: 2,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition: 'Albumin in serum or plasma.',
  },
  inr: {
    type: 'number',
    title: 'INR',
    unit: '{INR}',
    unitText: '',
    plausible: [0.5, 15],
    decimals: 2,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition: 'International normalised ratio.',
  },
  ascites: {
    type: 'word',
    title: 'Ascites',
    words: ['none', 'mild', 'severe'],
    absence: 'assume',
    assumed: 'none',
    absenceText: 'no record: assumed absent',
    ageLimitDays: 90,
    closingWords: ['mild', 'severe'],
    definition: 'Degree of ascites.',
  },
  encephalopathy: {
    type: 'word',
    title: 'Hepatic encephalopathy',
    words: ['none', 'mild', 'severe'],
    absence: 'assume',
    assumed: 'none',
    absenceText: 'no record: assumed absent',
    ageLimitDays: 90,
    closingWords: ['mild', 'severe'],
    definition: 'Degree of hepatic encephalopathy.',
  },
  'child-pugh': {
    type: 'word',
    title: 'Child-Pugh class',
    words: ['A', 'B', 'C'],
    absence: 'conditional',
    ageLimitDays: 90,
    absenceText: 'no record: derived when its five parts are known or assumed',
    definition: 'Child-Pugh class.',
  },
  'portal-vein-thrombosis': {
    type: 'word',
    title: 'Portal vein thrombosis',
    words: YES_NO,
    ...ABSENT,
    definition: 'Thrombosis of the portal vein.',
  },
  'bilioenteric-anastomosis': {
    type: 'word',
    title: 'Bilio-enteric anastomosis',
    words: YES_NO,
    ...ABSENT,
    definition: 'Hepaticojejunostomy, choledochojejunostomy or pancreaticoduodenectomy.',
  },
  'biliary-stent': {
    type: 'word',
    title: 'Biliary stent',
    words: YES_NO,
    ...ABSENT,
    definition: 'Biliary stent in place; the sources are silent on stents.',
  },
  gallbladder: {
    type: 'word',
    title: 'Gallbladder',
    words: ['in-place', 'removed'],
    absence: 'assume',
    assumed: 'in-place',
    absenceText: 'no record: assumed in place',
    definition: 'Removed after cholecystectomy.',
  },
  'lung-shunt': {
    type: 'word',
    title: 'Hepatopulmonary shunt',
    words: ['major', 'minor'],
    absence: 'assume',
    assumed: 'minor',
    absenceText: 'no record: assumed minor until the 99mTc-MAA scan',
    ageLimitDays: 90,
    definition: 'Shunt to the lung on the 99mTc-MAA scan.',
  },
  whipple: {
    type: 'word',
    title: 'Pancreaticoduodenectomy in the past',
    words: YES_NO,
    ...ABSENT,
    definition: 'Pancreaticoduodenectomy (Whipple procedure) on record.',
  },
  egfr: {
    type: 'number',
    title: 'eGFR',
    unit: 'mL/min/{1.73_m2}',
    unitText: 'mL/min/1.73 m2',
    plausible: [0, 250],
    decimals: 0,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition:
      'Estimated glomerular filtration rate; computed from creatinine by CKD-EPI 2021 when not reported.',
  },
  hemoglobin: {
    type: 'number',
    title: 'Haemoglobin',
    unit: 'g/dL',
    unitText: 'g/dL',
    plausible: [1, 25],
    decimals: 1,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition: 'Haemoglobin in blood.',
  },
  platelets: {
    type: 'number',
    title: 'Platelets',
    unit: '10*9/L',
    unitText: '10^9/L',
    plausible: [0, 5000],
    decimals: 0,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition: 'Platelet count.',
  },
  leukocytes: {
    type: 'number',
    title: 'Leukocytes',
    unit: '10*9/L',
    unitText: '10^9/L',
    plausible: [0, 1000],
    decimals: 1,
    ageLimitDays: 60,
    ...UNKNOWN,
    definition: 'White blood cell count.',
  },
  'disease-course': {
    type: 'word',
    title: 'Course of the disease',
    words: ['stable', 'responding', 'progressing'],
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'RECIST-like course at the last assessment.',
  },
  'stable-months': {
    type: 'number',
    title: 'Months of stable or responding disease',
    unit: 'mo',
    unitText: 'months',
    plausible: [0, 600],
    decimals: 0,
    ...UNKNOWN,
    definition:
      'From the earliest to the last observation of the latest unbroken run of stable or responding disease.',
  },
  prior: {
    type: 'set',
    title: 'Past treatments',
    words: TREATMENTS,
    absence: 'assume',
    assumed: 'none',
    absenceText: 'no record: assumed not given',
    definition: 'Past treatments with dates; drugs also with whether they are in force.',
  },
  hepatomegaly: {
    type: 'word',
    title: 'Hepatomegaly',
    words: YES_NO,
    ...ABSENT,
    definition: 'Enlarged liver.',
  },
  pregnancy: {
    type: 'word',
    title: 'Pregnancy',
    words: YES_NO,
    ageLimitDays: 300,
    ...ABSENT,
    definition: 'Current pregnancy.',
  },
  deceased: {
    type: 'word',
    title: 'Deceased',
    words: YES_NO,
    absence: 'no',
    assumed: 'no',
    absenceText: 'no record: no',
    definition: 'The patient has died: no cards.',
  },
});

export type FactId = keyof typeof FACTS;
export const FACT_IDS = Object.keys(FACTS) as readonly FactId[];

/** The definition of a fact, with the type of the table widened. */
export function factDefinition(id: FactId): FactDefinition {
  return FACTS[id];
}

/** True when the text is the identifier of a fact. */
export function isFactId(id: string): id is FactId {
  return Object.hasOwn(FACTS, id);
}
