import type { Citation } from '../domain/evaluation.ts';
import { FACTS, type FactId } from '../domain/fact-catalogue.ts';
import { C18, J12, M21, A14, op } from './citation.ts';

/**
 * Every number that a rule compares with: named, with unit, value, the facts that are compared with it, and the
 * place in a source or the reason of the operational definition. Options hold no number of their own.
 */
export interface Parameter {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** The facts that are compared with the value (their cut points). */
  readonly facts: readonly FactId[];
  readonly citation: Citation;
  /** What it separates, for people. */
  readonly meaning: string;
  /** The day by which a clinician has to look at the number again. */
  readonly reviewBy: string;
  /** The smallest step by which the value can move: tests shift every value by it. */
  readonly step: number;
}

const REVIEW_BY = '2027-11-20';

type Row = readonly [
  value: number,
  unit: string,
  facts: readonly FactId[],
  citation: Citation,
  meaning: string,
];

const ROWS = {
  'ki67-g2-min': [3, '%', ['ki67'], J12('70-76'), 'Ki-67 below this is G1'],
  'ki67-g2-max': [20, '%', ['ki67'], J12('70-76'), 'Ki-67 above this is G3'],
  'ki67-near-limit': [
    2,
    '%',
    [],
    M21('21'),
    'G1 ends here for M21: a Ki-67 above this that is still G1 is flagged as near the limit',
  ],
  'mitoses-g2-min': [2, 'per 2 mm2', ['mitoses'], J12('70-76'), 'mitoses below this are G1'],
  'mitoses-g2-max': [20, 'per 2 mm2', ['mitoses'], J12('70-76'), 'mitoses above this are G3'],
  'ki67-g3-surgery-limit': [
    55,
    '%',
    ['ki67'],
    op('complement of the range 21-54 % in which C18:90 reports benefit of surgery'),
    'Ki-67 from this on excludes surgery of a G3 neoplasm',
  ],
  'remnant-min': [30, '%', ['liver.future-remnant'], M21('63'), 'smallest adequate future liver remnant'],
  'large-burden': [25, '%', ['liver.involvement'], C18('63-78'), 'involvement above this is a large burden'],
  'ecog-unfit': [
    3,
    '',
    ['ecog'],
    op('J12 5.1.1 asks for a reasonable performance status and gives no number'),
    'ECOG from this on is unfit for surgery and a poor performance status',
  ],
  'ecog-caution': [
    2,
    '',
    ['ecog'],
    op('J12 5.1.1 asks for a reasonable performance status and gives no number'),
    'ECOG from this on asks for caution',
  ],
  'bilirubin-insufficient': [
    3,
    'mg/dL',
    ['bilirubin'],
    op('the sources say hepatic insufficiency without a number'),
    'bilirubin from this on is hepatic insufficiency',
  ],
  'bilirubin-borderline': [
    2,
    'mg/dL',
    ['bilirubin'],
    op('the sources say hepatic insufficiency without a number'),
    'bilirubin from this on is borderline',
  ],
  'bilirubin-low': [
    1.2,
    'mg/dL',
    ['bilirubin'],
    op('the ENETS list (M21:135) says low bilirubin without a number'),
    'low bilirubin',
  ],
  'child-pugh-bilirubin-1': [
    2,
    'mg/dL',
    ['bilirubin'],
    op('usual Child-Pugh limits; in no source'),
    'bilirubin below this: 1 point',
  ],
  'child-pugh-bilirubin-2': [
    3,
    'mg/dL',
    ['bilirubin'],
    op('usual Child-Pugh limits; in no source'),
    'bilirubin up to this: 2 points',
  ],
  'child-pugh-albumin-1': [
    3.5,
    'g/dL',
    ['albumin'],
    op('usual Child-Pugh limits; in no source'),
    'albumin above this: 1 point',
  ],
  'child-pugh-albumin-2': [
    2.8,
    'g/dL',
    ['albumin'],
    op('usual Child-Pugh limits; in no source'),
    'albumin from this on: 2 points',
  ],
  'child-pugh-inr-1': [
    1.7,
    '',
    ['inr'],
    op('usual Child-Pugh limits; in no source'),
    'INR below this: 1 point',
  ],
  'child-pugh-inr-2': [
    2.3,
    '',
    ['inr'],
    op('usual Child-Pugh limits; in no source'),
    'INR up to this: 2 points',
  ],
  'child-pugh-b-min': [
    7,
    'points',
    [],
    op('usual Child-Pugh limits; in no source'),
    'points from this on: class B',
  ],
  'child-pugh-c-min': [
    10,
    'points',
    [],
    op('usual Child-Pugh limits; in no source'),
    'points from this on: class C',
  ],
  'egfr-prrt-min': [
    40,
    'mL/min/1.73 m2',
    ['egfr'],
    op('M21:184 asks for adequate renal function; band below the NETTER-1 limit'),
    'eGFR below this excludes PRRT',
  ],
  'egfr-prrt-adequate': [
    50,
    'mL/min/1.73 m2',
    ['egfr'],
    op('M21:184 asks for adequate renal function; limit of NETTER-1'),
    'eGFR from this on is adequate for PRRT',
  ],
  'hemoglobin-prrt-min': [
    8,
    'g/dL',
    ['hemoglobin'],
    op('M21:184 asks for adequate marrow reserve and gives no number'),
    'haemoglobin adequate for PRRT',
  ],
  'leukocytes-prrt-min': [
    2,
    '10*9/L',
    ['leukocytes'],
    op('M21:184 asks for adequate marrow reserve and gives no number'),
    'leukocytes adequate for PRRT',
  ],
  'platelets-prrt-min': [
    75,
    '10*9/L',
    ['platelets'],
    op('M21:184 asks for adequate marrow reserve and gives no number'),
    'platelets adequate for PRRT',
  ],
  'bulky-involvement': [
    25,
    '%',
    ['liver.involvement'],
    op('M21:54 says bulky without a number'),
    'involvement above this is bulky',
  ],
  'bulky-lesion': [
    50,
    'mm',
    ['liver.largest-lesion'],
    op('M21:54 says bulky without a number'),
    'a lesion above this is bulky',
  ],
  'dominant-lesion-ratio': [
    2,
    'times',
    [],
    op('no source gives the size of a dominant lesion'),
    'largest to second-largest lesion from which the largest is dominant',
  ],
  'disseminated-count': [
    10,
    'lesions',
    ['liver.lesion-count'],
    op('no source gives a number for disseminated disease'),
    'more lesions than this are disseminated',
  ],
  'disseminated-involvement': [
    50,
    '%',
    ['liver.involvement'],
    op('no source gives a number for disseminated disease'),
    'involvement above this is disseminated',
  ],
  'single-lesion': [1, 'lesions', ['liver.lesion-count'], C18('45'), 'a single metastasis is type I'],
  'no-lesion': [0, 'lesions', ['liver.lesion-count'], M21('148-150'), 'no lesion left: surveillance'],
  'ablation-with-resection-fraction': [
    90,
    '%',
    ['liver.resectable-fraction'],
    A14('130-134'),
    'share of the load below which resection with ablation asks for caution',
  ],
  'debulking-indication-fraction': [
    80,
    '%',
    ['liver.resectable-fraction'],
    C18('82, 132'),
    'removable share from which debulking is discussed without symptoms',
  ],
  'debulking-min-fraction': [
    70,
    '%',
    ['liver.resectable-fraction'],
    M21('116-120'),
    'smallest removable share for debulking',
  ],
  'debulking-full-fraction': [
    90,
    '%',
    ['liver.resectable-fraction'],
    J12('330-332'),
    'removable share that J12 and A14 ask for',
  ],
  'debulking-stable-months': [
    6,
    'months',
    ['stable-months'],
    M21('116'),
    'months of stability that M21 asks for before debulking of non-functional disease',
  ],
  'ablation-max-lesions': [
    6,
    'lesions',
    ['liver.lesion-count'],
    op('cut of trial NCT03457948 in M21:196'),
    'most lesions for ablation alone',
  ],
  'ablation-max-size': [50, 'mm', ['liver.largest-lesion'], C18('116'), 'largest lesion for ablation'],
  'ablation-incomplete-size': [
    30,
    'mm',
    ['liver.largest-lesion'],
    C18('116'),
    'lesions above this are ablated less completely',
  ],
  'embolization-single-size': [
    50,
    'mm',
    ['liver.largest-lesion'],
    M21('54, 164'),
    'a single lesion up to this is seldom embolised',
  ],
  'egfr-contrast-caution': [
    50,
    'mL/min/1.73 m2',
    ['egfr'],
    op('M21:170 names renal insufficiency without a number'),
    'eGFR below this asks for caution with embolisation',
  ],
  'egfr-contrast-barred': [
    30,
    'mL/min/1.73 m2',
    [],
    op('iodinated contrast is usually avoided below this; in no source'),
    'eGFR below this: MR instead of CT',
  ],
  'radioembolization-burden': [
    75,
    '%',
    ['liver.involvement'],
    op('A14:536-538 says large tumour burden without a number'),
    'involvement above this excludes radioembolisation',
  ],
  'transplant-age-caution': [45, 'years', ['age'], M21('126'), 'age above this is adverse in the registry'],
  'transplant-age-55': [
    55,
    'years',
    ['age'],
    M21('134-136'),
    'age limit of Milan, ENETS, UNOS and Milan with Ki-67',
  ],
  'transplant-age-50': [50, 'years', ['age'], J12('527'), 'age limit of Milan 2007'],
  'transplant-involvement': [
    50,
    '%',
    ['liver.involvement'],
    M21('134-136'),
    'liver involvement limit of the sets',
  ],
  'transplant-involvement-refractory': [
    75,
    '%',
    ['liver.involvement'],
    M21('135'),
    'liver involvement limit of ENETS with refractory syndrome',
  ],
  'transplant-stable-months': [6, 'months', ['stable-months'], M21('134-136'), 'months of stable disease'],
  'transplant-ki67': [
    10,
    '%',
    ['ki67'],
    M21('135'),
    'Ki-67 limit of ENETS (at most) and Milan with Ki-67 (below)',
  ],
  'transplant-primary-months': [
    6,
    'months',
    ['primary.resected-on'],
    M21('135'),
    'months since the resection of the primary (ENETS)',
  ],
  'ssa-high-burden': [
    25,
    '%',
    ['liver.involvement'],
    A14('576-577'),
    'involvement above this: effect of somatostatin analogues less well shown',
  ],
  'egfr-cisplatin': [
    50,
    'mL/min/1.73 m2',
    ['egfr'],
    op('usual limit for cisplatin; in no source'),
    'eGFR below this asks for caution with platinum',
  ],
  'hemoglobin-cytopenia': [
    10,
    'g/dL',
    [],
    op('M21 names myeloid neoplasms after PRRT without numbers'),
    'haemoglobin below this after PRRT raises the alert',
  ],
  'platelets-cytopenia': [
    100,
    '10*9/L',
    [],
    op('M21 names myeloid neoplasms after PRRT without numbers'),
    'platelets below this after PRRT raise the alert',
  ],
  'leukocytes-cytopenia': [
    3,
    '10*9/L',
    [],
    op('M21 names myeloid neoplasms after PRRT without numbers'),
    'leukocytes below this after PRRT raise the alert',
  ],
} as const satisfies Record<string, Row>;

export type ParameterId = keyof typeof ROWS;
export type ThresholdOverrides = Partial<Record<ParameterId, number>>;
export type Limits = Readonly<Record<ParameterId, number>>;

function stepOf(facts: readonly FactId[], value: number): number {
  const definition = facts[0] === undefined ? undefined : FACTS[facts[0]];
  if (definition?.type === 'number') return 10 ** -definition.decimals;
  return Number.isInteger(value) ? 1 : 10 ** -1;
}

/** All parameters in the order of the table. */
export const PARAMETERS: readonly Parameter[] = Object.entries(ROWS).map(
  ([id, [value, unit, facts, citation, meaning]]) => ({
    id,
    value,
    unit,
    facts,
    citation,
    meaning,
    reviewBy: REVIEW_BY,
    step: stepOf(facts, value),
  }),
);

const used = new Set<ParameterId>();

/** Names a parameter that a rule reads; loading fails for one that no rule names. */
export function use<const T extends ParameterId>(id: T): T {
  used.add(id);
  return id;
}

/** Parameters that no rule has named. */
export function unusedParameters(): readonly string[] {
  return PARAMETERS.map((p) => p.id).filter((id) => !used.has(id as ParameterId));
}

/** The values in force: the table with a site's operational values in place. */
export function limits(overrides: ThresholdOverrides = {}): Limits {
  const values: Record<string, number> = {};
  for (const parameter of PARAMETERS)
    values[parameter.id] = overrides[parameter.id as ParameterId] ?? parameter.value;
  return values as Limits;
}

/** Every numeric limit with which a fact is compared, ascending. */
export function cutpoints(fact: FactId, values: Limits = limits()): readonly number[] {
  const points = new Set<number>();
  for (const parameter of PARAMETERS) {
    if (parameter.facts.includes(fact)) points.add(values[parameter.id as ParameterId]);
  }
  return [...points].sort((a, b) => a - b);
}

/**
 * Reads a site's thresholds (`{ "parameter-id": number }`). Only operational definitions may be changed: a number
 * that a source states is not a site's to move.
 * @throws Error that names the entry and what was expected.
 */
export function parseThresholds(json: unknown): ThresholdOverrides {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('thresholds: expected an object of parameter ids and numbers');
  }
  const overrides: Record<string, number> = {};
  for (const [id, value] of Object.entries(json)) {
    const parameter = PARAMETERS.find((p) => p.id === id);
    if (!parameter) throw new Error(`thresholds: '${id}' is no parameter`);
    if (parameter.citation.source !== 'OP') {
      throw new Error(`thresholds: '${id}' is stated by ${parameter.citation.source} and cannot be changed`);
    }
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new Error(`thresholds: '${id}' expects a number in ${parameter.unit || 'its unit'}, not below 0`);
    }
    overrides[id] = value;
  }
  return overrides;
}
