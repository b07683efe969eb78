/**
 * The orders that this service drafts, by key, and the text of each. An order that comes back from a record with this
 * text is the same order, whether or not it carries a code: some have none, some share theirs with another one.
 */
export const ORDER_TEXTS = {
  'mdt-review': 'Multidisciplinary tumour board',
  'hepatobiliary-surgery': 'Referral to hepatobiliary surgery',
  'pancreatic-surgery': 'Referral to pancreatic surgery',
  'gastrointestinal-surgery': 'Referral to gastrointestinal surgery',
  'interventional-radiology': 'interventional radiology',
  'nuclear-medicine': 'Referral to nuclear medicine',
  'liver-transplantation': 'Referral to liver transplantation',
  endocrinology: 'Referral to endocrinology',
  'medical-oncology': 'Referral to medical oncology',
  cardiology: 'Referral to cardiology',
  'biopsy-ki67': 'Biopsy of a liver metastasis with Ki-67',
  'ct-triphasic': 'Triphasic CT of the liver',
  'mri-liver': 'MR of the liver',
  'sstr-pet': '68Ga-DOTATATE PET/CT',
  'fdg-pet': '18F-FDG PET/CT',
  echocardiogram: 'Transthoracic echocardiogram',
  'liver-volumetry': 'CT volumetry of the liver, future remnant',
  'renal-function': 'Creatinine and eGFR',
  'liver-function': 'Bilirubin, albumin, INR',
  'blood-count': 'Full blood count',
  'chromogranin-a': 'Chromogranin A',
  'syndrome-assessment': '24-hour urine 5-HIAA',
  'primary-search': 'search for the primary',
  'primary-search-in-pregnancy':
    'search for the primary by endoscopic ultrasound and MR (pregnancy: no CT, no PET)',
  'maa-scan': '99mTc-MAA scan with lung shunt',
  'hormone-panel': 'Hormone panel for the syndrome on record',
  'disease-course': 'Follow-up imaging with response assessment',
} as const satisfies Readonly<Record<string, string>>;

export type OrderKey = keyof typeof ORDER_TEXTS;
