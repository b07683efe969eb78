import { ORDER_TEXTS, type OrderKey } from '../domain/order-texts.ts';
import type { Coding } from './card.ts';

/**
 * The orders that suggestions create: for each service its code, the label of its button and its category; the texts
 * stand where the mapping reads them too. The keys are stable: client profiles name local codings by them and feedback
 * records hold them.
 */

const SCT = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';

/** Values of the FHIR and US Core value sets of ServiceRequest.category. */
const CATEGORIES = {
  referral: { system: SCT, code: '3457005', display: 'Patient referral' },
  evaluation: { system: SCT, code: '386053000', display: 'Evaluation procedure' },
  imaging: { system: SCT, code: '363679005', display: 'Imaging' },
  laboratory: { system: SCT, code: '108252007', display: 'Laboratory procedure' },
  surgical: { system: SCT, code: '387713003', display: 'Surgical procedure' },
} as const satisfies Record<string, Coding>;

export interface Order {
  readonly key: OrderKey;
  /** Absent where no verified code exists: the order is given as text. */
  readonly coding?: Coding;
  readonly text: string;
  /** What the button does. */
  readonly label: string;
  readonly category: Coding;
  /** Whom or what the order is for, inside a sentence. */
  readonly noun: string;
}

type Row = readonly [coding: Coding | undefined, label: string, category: Coding, noun: string];

const sct = (code: string, display: string): Coding => ({ system: SCT, code, display });
const loinc = (code: string, display: string): Coding => ({ system: LOINC, code, display });

const ROWS = {
  'mdt-review': [
    sct('399414003', 'Multidisciplinary care conference for cancer care planning'),
    'Present at the tumour board',
    CATEGORIES.evaluation,
    'tumour board review',
  ],
  'hepatobiliary-surgery': [
    sct('306313008', 'Referral to hepatobiliary surgeon'),
    'Refer to hepatobiliary surgery',
    CATEGORIES.referral,
    'referral to hepatobiliary surgery',
  ],
  'pancreatic-surgery': [
    sct('306314002', 'Referral to pancreatic surgeon'),
    'Refer to pancreatic surgery',
    CATEGORIES.referral,
    'referral to pancreatic surgery',
  ],
  'gastrointestinal-surgery': [
    sct('306308009', 'Referral to gastrointestinal surgeon'),
    'Refer to gastrointestinal surgery',
    CATEGORIES.referral,
    'referral to gastrointestinal surgery',
  ],
  'interventional-radiology': [
    sct('306299005', 'Referral to radiologist'),
    'Refer to interventional radiology',
    CATEGORIES.referral,
    'referral to interventional radiology',
  ],
  'nuclear-medicine': [
    sct('306287003', 'Referral to nuclear medicine physician'),
    'Refer to nuclear medicine',
    CATEGORIES.referral,
    'referral to nuclear medicine',
  ],
  'liver-transplantation': [
    sct('306316000', 'Referral to transplant surgeon'),
    'Refer to liver transplantation',
    CATEGORIES.referral,
    'referral to liver transplantation',
  ],
  endocrinology: [
    sct('306278007', 'Referral to endocrinologist'),
    'Refer to endocrinology',
    CATEGORIES.referral,
    'referral to endocrinology',
  ],
  'medical-oncology': [
    sct('310515004', 'Referral to medical oncologist'),
    'Refer to medical oncology',
    CATEGORIES.referral,
    'referral to medical oncology',
  ],
  cardiology: [
    sct('308471005', 'Referral to cardiologist'),
    'Refer to cardiology',
    CATEGORIES.referral,
    'referral to cardiology',
  ],
  'biopsy-ki67': [
    sct('86259008', 'Biopsy of liver'),
    'Order biopsy of a liver metastasis with Ki-67',
    CATEGORIES.surgical,
    'biopsy of a liver metastasis with Ki-67',
  ],
  'ct-triphasic': [
    loinc('30612-6', 'CT Liver WO and W contrast IV'),
    'Order triphasic CT of the liver',
    CATEGORIES.imaging,
    'triphasic CT of the liver',
  ],
  'mri-liver': [
    loinc('30670-4', 'MR Liver WO and W contrast IV'),
    'Order MR of the liver',
    CATEGORIES.imaging,
    'MR of the liver',
  ],
  'sstr-pet': [
    sct('764695006', 'Positron emission tomography of whole body using gallium (68-Ga) dotatate'),
    'Order 68Ga-DOTATATE PET/CT',
    CATEGORIES.imaging,
    '68Ga-DOTATATE PET/CT',
  ],
  'fdg-pet': [
    sct('443271005', 'Positron emission tomography with computed tomography using fluorodeoxyglucose (18-F)'),
    'Order 18F-FDG PET/CT',
    CATEGORIES.imaging,
    '18F-FDG PET/CT',
  ],
  echocardiogram: [
    sct('433236007', 'Transthoracic echocardiography'),
    'Order transthoracic echocardiogram',
    CATEGORIES.imaging,
    'transthoracic echocardiogram',
  ],
  'liver-volumetry': [
    loinc('30612-6', 'CT Liver WO and W contrast IV'),
    'Order CT volumetry',
    CATEGORIES.imaging,
    'CT volumetry of the liver',
  ],
  'renal-function': [
    loinc(
      '98979-8',
      'Glomerular filtration rate [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)/1.73 sq M',
    ),
    'Order creatinine and eGFR',
    CATEGORIES.laboratory,
    'creatinine and eGFR',
  ],
  'liver-function': [
    loinc('1975-2', 'Bilirubin.total [Mass/volume] in Serum or Plasma'),
    'Order bilirubin, albumin, INR',
    CATEGORIES.laboratory,
    'bilirubin, albumin and INR',
  ],
  'blood-count': [
    loinc('718-7', 'Hemoglobin [Mass/volume] in Blood'),
    'Order full blood count',
    CATEGORIES.laboratory,
    'full blood count',
  ],
  'chromogranin-a': [
    loinc('9811-1', 'Chromogranin A [Mass/volume] in Serum or Plasma'),
    'Order chromogranin A',
    CATEGORIES.laboratory,
    'chromogranin A',
  ],
  'syndrome-assessment': [
    loinc('1695-6', '5-Hydroxyindoleacetate [Mass/time] in 24 hour Urine'),
    'Order 24-hour urine 5-HIAA',
    CATEGORIES.laboratory,
    '24-hour urine 5-HIAA',
  ],
  'primary-search': [
    sct('764695006', 'Positron emission tomography of whole body using gallium (68-Ga) dotatate'),
    'Order work-up for the primary tumour',
    CATEGORIES.imaging,
    'work-up for the primary tumour',
  ],
  'primary-search-in-pregnancy': [
    undefined,
    'Order endoscopic ultrasound and MR for the primary tumour',
    CATEGORIES.imaging,
    'work-up for the primary tumour',
  ],
  'maa-scan': [undefined, 'Order 99mTc-MAA scan', CATEGORIES.imaging, '99mTc-MAA scan'],
  'hormone-panel': [undefined, 'Order hormone panel', CATEGORIES.laboratory, 'hormone panel'],
  'disease-course': [
    undefined,
    'Order follow-up imaging with response assessment',
    CATEGORIES.imaging,
    'follow-up imaging with response assessment',
  ],
} as const satisfies Record<OrderKey, Row>;

export type { OrderKey };

/** All orders in the order of the table. */
export const ORDERS: readonly Order[] = Object.keys(ROWS)
  .filter(isOrderKey)
  .map((key) => {
    const [coding, label, category, noun] = ROWS[key];
    const text = ORDER_TEXTS[key];
    return { key, ...(coding === undefined ? {} : { coding }), text, label, category, noun };
  });

function isOrderKey(key: string): key is OrderKey {
  return Object.hasOwn(ROWS, key);
}

const BY_KEY: ReadonlyMap<OrderKey, Order> = new Map(ORDERS.map((order) => [order.key, order]));

/** The order of a key. */
export function orderOf(key: OrderKey): Order {
  const order = BY_KEY.get(key);
  if (order === undefined) throw new Error(`no order ${key}`);
  return order;
}

const OPTION_ORDERS: Readonly<Record<string, OrderKey>> = {
  'mdt-review': 'mdt-review',
  'liver-resection': 'hepatobiliary-surgery',
  'staged-hepatectomy': 'hepatobiliary-surgery',
  'resection-with-ablation': 'hepatobiliary-surgery',
  'repeat-hepatectomy': 'hepatobiliary-surgery',
  alpps: 'hepatobiliary-surgery',
  debulking: 'hepatobiliary-surgery',
  ablation: 'interventional-radiology',
  embolization: 'interventional-radiology',
  radioembolization: 'interventional-radiology',
  prrt: 'nuclear-medicine',
  'liver-transplantation': 'liver-transplantation',
  'targeted-therapy': 'medical-oncology',
  chemotherapy: 'medical-oncology',
  'interferon-alpha': 'medical-oncology',
  'mibg-therapy': 'medical-oncology',
};

/** What the choice of the service depends on, besides the option. */
export interface OrderCircumstances {
  /** `primary.site` when it is one known word. */
  readonly primarySite: string | undefined;
  /** `syndrome` when it is one known word; a syndrome is anything but `none`. */
  readonly syndrome: string | undefined;
  /** A somatostatin analogue is in force: nothing to order. */
  readonly analogueInForce: boolean;
}

/** The service that an option is referred to; undefined when the option needs no order. */
export function orderForOption(option: string, circumstances: OrderCircumstances): OrderKey | undefined {
  if (option === 'primary-resection') {
    return circumstances.primarySite === 'pancreas' ? 'pancreatic-surgery' : 'gastrointestinal-surgery';
  }
  if (option === 'somatostatin-analogue') {
    if (circumstances.analogueInForce) return undefined;
    const syndrome = circumstances.syndrome !== undefined && circumstances.syndrome !== 'none';
    return syndrome ? 'endocrinology' : 'medical-oncology';
  }
  return Object.hasOwn(OPTION_ORDERS, option) ? OPTION_ORDERS[option] : undefined;
}

/** Orders in place of CT and PET (05: in pregnancy MR instead of CT, no PET). */
const IN_PREGNANCY: Readonly<Record<string, OrderKey>> = {
  'liver-volumetry': 'mri-liver',
  'primary-search': 'primary-search-in-pregnancy',
};

/** The order of an item of the work-up; undefined for documentation items, which have none. */
export function orderForWorkup(item: string, pregnant = false): OrderKey | undefined {
  if (item === 'surgical-assessment') return 'hepatobiliary-surgery';
  if (pregnant && Object.hasOwn(IN_PREGNANCY, item)) return IN_PREGNANCY[item];
  return isOrderKey(item) && WORKUP_ORDERS.has(item) ? item : undefined;
}

const WORKUP_ORDERS: ReadonlySet<OrderKey> = new Set([
  'biopsy-ki67',
  'ct-triphasic',
  'mri-liver',
  'sstr-pet',
  'fdg-pet',
  'echocardiogram',
  'liver-volumetry',
  'renal-function',
  'liver-function',
  'blood-count',
  'chromogranin-a',
  'syndrome-assessment',
  'primary-search',
  'maa-scan',
  'hormone-panel',
  'disease-course',
] as const);

/** The order that answers an alert. */
export function orderForAlert(alert: string): OrderKey | undefined {
  if (alert === 'carcinoid-heart-unassessed') return 'echocardiogram';
  if (alert === 'carcinoid-heart-uncorrected') return 'cardiology';
  return undefined;
}
