/** Codings and code systems that the fixture charts use, by the field's words. Displays are as hospitals send them. */
import type { CodeableConcept, Coding } from '@medplum/fhirtypes';

export const SYSTEM = {
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10gm: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  icdO3: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  ucum: 'http://unitsofmeasure.org',
  nelm: 'https://nelm-cds.example/fhir/CodeSystem/nelm',
} as const;

export type SystemName = keyof typeof SYSTEM;

/** `coding('snomed', '94381002', 'Secondary malignant neoplasm of liver')` */
export function coding(system: SystemName, code: string, display?: string): Coding {
  return { system: SYSTEM[system], code, ...(display === undefined ? {} : { display }) };
}

/** A CodeableConcept of codings, with the text that a clinician sees. */
export function concept(text: string, ...codings: Coding[]): CodeableConcept {
  return { ...(codings.length > 0 ? { coding: codings } : {}), text };
}

export const DIAGNOSIS = {
  pancreasNen: concept(
    'Neuroendocrine tumour of the pancreas',
    coding('snomed', '735735001', 'Primary malignant neuroendocrine neoplasm of pancreas (disorder)'),
    coding('icd10cm', 'C7A.8', 'Other malignant neuroendocrine tumors'),
  ),
  ileumNet: concept(
    'Neuroendocrine tumour of the terminal ileum',
    coding('snomed', '192701000119101', 'Malignant carcinoid tumor of ileum (disorder)'),
    coding('icd10cm', 'C7A.012', 'Malignant carcinoid tumor of the ileum'),
  ),
  rectumNet: concept(
    'Neuroendocrine tumour of the rectum',
    coding('snomed', '713573006', 'Malignant carcinoid tumor of rectum (disorder)'),
    coding('icd10cm', 'C7A.026', 'Malignant carcinoid tumor of the rectum'),
  ),
  colonNec: concept(
    'Large cell neuroendocrine carcinoma of the ascending colon',
    coding('snomed', '721697000', 'Primary neuroendocrine carcinoma of colon (disorder)'),
    coding('icd10cm', 'C7A.1', 'Malignant poorly differentiated neuroendocrine tumors'),
  ),
  liverMetastases: concept(
    'Liver metastases of the neuroendocrine tumour',
    coding('snomed', '94381002', 'Secondary malignant neoplasm of liver (disorder)'),
    coding('icd10cm', 'C7B.02', 'Secondary carcinoid tumors of liver'),
  ),
  carcinoidSyndrome: concept(
    'Carcinoid syndrome',
    coding('snomed', '35868009', 'Carcinoid syndrome (disorder)'),
    coding('icd10cm', 'E34.09', 'Other carcinoid syndrome'),
  ),
  carcinoidHeart: concept(
    'Carcinoid heart disease, severe tricuspid regurgitation',
    coding('snomed', '36222008', 'Carcinoid heart disease (disorder)'),
    coding('icd10cm', 'E34.01', 'Carcinoid heart syndrome'),
  ),
  abdominalNodes: concept(
    'Mesenteric lymph node metastases',
    coding('snomed', '94347008', 'Secondary malignant neoplasm of intra-abdominal lymph nodes (disorder)'),
    coding('icd10cm', 'C77.2', 'Secondary and unspecified malignant neoplasm of intra-abdominal lymph nodes'),
  ),
} as const;

export const BODY_SITE = {
  liver: concept('Liver', coding('snomed', '10200004', 'Liver structure (body structure)')),
  pancreas: concept('Pancreas', coding('snomed', '15776009', 'Pancreatic structure (body structure)')),
  ileum: concept('Ileum', coding('snomed', '34516001', 'Ileal structure (body structure)')),
  colon: concept('Colon', coding('snomed', '71854001', 'Colon structure (body structure)')),
  rectum: concept('Rectum', coding('snomed', '34402009', 'Rectum structure (body structure)')),
} as const;

export const MORPHOLOGY = {
  net: concept('Neuroendocrine tumour, NOS', coding('icdO3', '8240/3', 'Neuroendocrine tumor, NOS')),
  netG2: concept(
    'Neuroendocrine tumour, grade 2',
    coding('icdO3', '8249/3', 'Neuroendocrine tumor, grade 2'),
  ),
  largeCell: concept(
    'Large cell neuroendocrine carcinoma',
    coding('icdO3', '8013/3', 'Large cell neuroendocrine carcinoma'),
  ),
  minen: concept(
    'Mixed neuroendocrine-non-neuroendocrine neoplasm (MiNEN)',
    coding('icdO3', '8154/3', 'Mixed neuroendocrine non-neuroendocrine neoplasm (MiNEN)'),
  ),
} as const;

export const PROCEDURE = {
  distalPancreatectomy: concept(
    'Distal pancreatectomy with splenectomy',
    coding('snomed', '60194009', 'Distal subtotal pancreatectomy with splenectomy (procedure)'),
  ),
  whipple: concept(
    'Pancreaticoduodenectomy',
    coding('snomed', '116241004', 'Pancreaticoduodenectomy (procedure)'),
  ),
  rightHemicolectomy: concept(
    'Right hemicolectomy',
    coding('snomed', '359571009', 'Right hemicolectomy (procedure)'),
  ),
  terminalIleum: concept(
    'Resection of terminal ileum',
    coding('snomed', '307193005', 'Resection of terminal ileum (procedure)'),
  ),
  liverBiopsy: concept(
    'Core biopsy of liver lesion',
    coding('snomed', '86259008', 'Biopsy of liver (procedure)'),
  ),
  liverResection: concept(
    'Right hepatectomy',
    coding('snomed', '61326000', 'Hepatectomy, total right lobectomy (procedure)'),
  ),
  cholecystectomy: concept('Cholecystectomy', coding('snomed', '38102005', 'Cholecystectomy (procedure)')),
  chemoembolization: concept(
    'Transarterial chemoembolisation of liver metastases',
    coding('snomed', '314617008', 'Chemoembolization of liver metastases (procedure)'),
  ),
} as const;

export const STUDY = {
  ctAbdomen: concept(
    'CT chest, abdomen and pelvis with contrast',
    coding('loinc', '72254-6', 'CT Chest and Abdomen and Pelvis W contrast IV'),
  ),
  ctLiver: concept('CT liver, triphasic', coding('loinc', '30612-6', 'CT Liver WO and W contrast IV')),
  mrLiver: concept('MR liver', coding('loinc', '30670-4', 'MR Liver WO and W contrast IV')),
  sstrPet: concept(
    '68Ga-DOTATATE PET/CT',
    coding('snomed', '764695006', 'PET of whole body using gallium (68-Ga) dotatate (procedure)'),
  ),
  fdgPet: concept(
    '18F-FDG PET/CT',
    coding('snomed', '443271005', 'PET with CT using fludeoxyglucose F18 (procedure)'),
  ),
  echo: concept(
    'Transthoracic echocardiogram',
    coding('loinc', '59281-6', 'Transthoracic cardiac echo study report US'),
  ),
  pathology: concept('Surgical pathology report', coding('loinc', '11529-5', 'Surgical pathology study')),
} as const;

export const DRUG = {
  lanreotide: concept(
    'Lanreotide 120 mg subcutaneous every 28 days',
    coding('rxnorm', '68092', 'lanreotide'),
    coding('atc', 'H01CB03', 'lanreotide'),
  ),
  octreotide: concept(
    'Octreotide LAR 30 mg intramuscular every 28 days',
    coding('rxnorm', '7617', 'octreotide'),
    coding('atc', 'H01CB02', 'octreotide'),
  ),
  lutetium: concept(
    '177Lu-DOTATATE 7.4 GBq intravenous',
    coding('rxnorm', '1999335', 'lutetium Lu 177 dotatate'),
    coding('atc', 'V10XX04', 'lutetium (177Lu) oxodotreotide'),
  ),
} as const;

interface LaboratoryTest {
  readonly code: Coding;
  readonly text: string;
  readonly unit: string;
  /** UCUM code of the unit. */
  readonly ucum: string;
  readonly low?: number;
  readonly high?: number;
}

export const LABORATORY = {
  bilirubin: {
    code: coding('loinc', '1975-2', 'Bilirubin.total [Mass/volume] in Serum or Plasma'),
    text: 'Bilirubin, total',
    unit: 'mg/dL',
    ucum: 'mg/dL',
    high: 1.2,
  },
  albumin: {
    code: coding('loinc', '1751-7', 'Albumin [Mass/volume] in Serum or Plasma'),
    text: 'Albumin',
    unit: 'g/dL',
    ucum: 'g/dL',
    low: 3.5,
    high: 5.2,
  },
  inr: {
    code: coding('loinc', '6301-6', 'INR in Platelet poor plasma by Coagulation assay'),
    text: 'INR',
    unit: 'INR',
    ucum: '{INR}',
    low: 0.9,
    high: 1.2,
  },
  creatinine: {
    code: coding('loinc', '2160-0', 'Creatinine [Mass/volume] in Serum or Plasma'),
    text: 'Creatinine',
    unit: 'mg/dL',
    ucum: 'mg/dL',
    low: 0.5,
    high: 1.2,
  },
  egfr: {
    code: coding('loinc', '98979-8', 'eGFR (CKD-EPI 2021)'),
    text: 'eGFR (CKD-EPI 2021)',
    unit: 'mL/min/1.73 m2',
    ucum: 'mL/min/{1.73_m2}',
    low: 60,
  },
  hemoglobin: {
    code: coding('loinc', '718-7', 'Hemoglobin [Mass/volume] in Blood'),
    text: 'Hemoglobin',
    unit: 'g/dL',
    ucum: 'g/dL',
    low: 12,
    high: 16,
  },
  platelets: {
    code: coding('loinc', '777-3', 'Platelets [#/volume] in Blood by Automated count'),
    text: 'Platelets',
    unit: '10*3/uL',
    ucum: '10*3/uL',
    low: 150,
    high: 400,
  },
  leukocytes: {
    code: coding('loinc', '6690-2', 'Leukocytes [#/volume] in Blood by Automated count'),
    text: 'Leukocytes',
    unit: '10*3/uL',
    ucum: '10*3/uL',
    low: 4,
    high: 10,
  },
  chromograninA: {
    code: coding('loinc', '9811-1', 'Chromogranin A [Mass/volume] in Serum or Plasma'),
    text: 'Chromogranin A',
    unit: 'ng/mL',
    ucum: 'ng/mL',
    high: 100,
  },
  fiveHiaa: {
    code: coding('loinc', '1695-6', '5-Hydroxyindoleacetate [Mass/time] in 24 hour Urine'),
    text: '5-HIAA, 24 hour urine',
    unit: 'mg/24 h',
    ucum: 'mg/(24.h)',
    high: 8,
  },
  alt: {
    code: coding(
      'loinc',
      '1742-6',
      'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma',
    ),
    text: 'ALT',
    unit: 'U/L',
    ucum: 'U/L',
    high: 45,
  },
  ntProBnp: {
    code: coding('loinc', '33762-6', 'NT-proBNP [Mass/volume] in Serum or Plasma'),
    text: 'NT-proBNP',
    unit: 'pg/mL',
    ucum: 'pg/mL',
    high: 125,
  },
} as const satisfies Readonly<Record<string, LaboratoryTest>>;

export type LaboratoryName = keyof typeof LABORATORY;
