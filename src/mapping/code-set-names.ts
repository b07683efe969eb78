/**
 * Names of the code sets that the observation-based groups read (pathology, laboratory, liver imaging, staging,
 * function). Each is a file, or a part of one, under `code-sets/`; a site may add codes to any of them.
 * A test holds this list against the sets that exist.
 */
export const OBSERVATION_CODE_SETS = [
  // pathology
  'ki67', // LOINC 29593-1; the breast-only codes are no members
  'histologic-grade', // LOINC 33732-9, NCIt C18000
  'histology', // LOINC 31206-6 (histologic behaviour and type)
  'morphology-well-differentiated', // ICD-O-3 and SNOMED morphology that says tumour/carcinoid
  'morphology-poorly-differentiated', // 8041/3, 8013/3, 8246/3 ...
  'morphology-mixed', // 8154/3, 8244/3 ...
  'morphology-nen', // every morphology of a neuroendocrine neoplasm, whatever the differentiation
  // laboratory
  'bilirubin',
  'albumin',
  'inr',
  'egfr', // race-free codes only
  'creatinine',
  'hemoglobin',
  'platelets',
  'leukocytes',
  // tumour markers and hormones (those without a verified code stay empty until a site adds one)
  'chromogranin-a',
  '5-hiaa',
  'gastrin',
  'insulin',
  'c-peptide',
  'pancreatic-polypeptide',
  'vip',
  'glucagon',
  'calcitonin',
  'somatostatin',
  // liver imaging
  'tumor-size', // LOINC 21889-1
  'tumor-longest-dimension', // LOINC 33728-7
  'body-site-liver', // SNOMED 10200004 and the segments, ICD-O-3 C22.0
  'body-site-primary', // organs of a primary: pancreas, duodenum, ileum, appendix, colon, rectum, stomach, lung, thymus
  // staging
  'ct-abdomen', // CT that shows the liver
  'mr-abdomen',
  'sstr-imaging', // PET and scintigraphy
  'fdg-pet',
  'echocardiography',
  // function
  'ecog',
  'karnofsky',
  'disease-status', // LOINC 97509-4, 88040-1
] as const;

export type ObservationCodeSet = (typeof OBSERVATION_CODE_SETS)[number];
