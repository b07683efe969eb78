import { of, type SelectionFile } from './selection.ts';

/** Pathology, laboratory, imaging, function. */
export const OBSERVATIONS: SelectionFile = {
  // The breast-only codes (LOINC 85330-9, SNOMED 1237281001) and the LOINC part LP39016-8 are no members.
  ki67: { title: 'Ki-67 labelling index', codes: of('ln', '29593-1') },
  'histologic-grade': { title: 'Histologic grade', concepts: ['Histologic grade'] },
  histology: { title: 'Histologic type and behaviour', concepts: ['Histologic behavior and type'] },
  bilirubin: { title: 'Bilirubin, total', concepts: ['Bilirubin total'] },
  albumin: { title: 'Albumin', concepts: ['Albumin'] },
  inr: { title: 'INR', concepts: ['INR'] },
  egfr: {
    title: 'eGFR without a race coefficient in the code',
    concepts: ['eGFR'],
    except: of('ln', '48642-3 48643-1 88293-6 88294-4'),
  },
  creatinine: { title: 'Creatinine', concepts: ['Creatinine'] },
  hemoglobin: { title: 'Haemoglobin', concepts: ['Haemoglobin'] },
  platelets: { title: 'Platelets', concepts: ['Platelets'] },
  leukocytes: { title: 'Leukocytes', concepts: ['WBC'] },
  'chromogranin-a': { title: 'Chromogranin A', concepts: ['Chromogranin A'] },
  '5-hiaa': { title: '5-HIAA', concepts: ['5-HIAA'] },
  gastrin: { title: 'Gastrin', concepts: ['Gastrin'] },
  insulin: { title: 'Insulin (no verified code: a site adds its own)' },
  'c-peptide': { title: 'C-peptide (no verified code: a site adds its own)' },
  'pancreatic-polypeptide': { title: 'Pancreatic polypeptide (no verified code: a site adds its own)' },
  vip: { title: 'VIP (no verified code: a site adds its own)' },
  glucagon: { title: 'Glucagon (no verified code: a site adds its own)' },
  calcitonin: { title: 'Calcitonin (no verified code: a site adds its own)' },
  somatostatin: { title: 'Somatostatin (no verified code: a site adds its own)' },
  'tumor-size': { title: 'Tumour size', concepts: ['Tumour size (mCODE TumorSize)'] },
  'tumor-longest-dimension': {
    title: 'Longest dimension of a tumour',
    concepts: ['Tumour size component: longest dimension'],
  },
  'ct-abdomen': {
    title: 'CT that shows the liver',
    concepts: ['Imaging LOINC - CT abdomen/liver', 'CT abdomen', 'CT liver'],
    weak: { 'sct 241549007': 'the only international SNOMED code for CT of the liver that was seen' },
  },
  'mr-abdomen': {
    title: 'MR that shows the liver',
    concepts: ['Imaging LOINC - MR abdomen/liver', 'MRI liver'],
    aliases: ['MRI abdomen'],
    weak: { 'sct 241622002': 'the only international SNOMED code for MR of the liver that was seen' },
  },
  'sstr-imaging': {
    title: 'Somatostatin receptor PET or scintigraphy',
    concepts: ['SSTR PET', 'SSTR scintigraphy'],
    only: ['sct'],
  },
  'fdg-pet': {
    title: 'FDG PET',
    concepts: ['FDG PET/CT'],
    codes: of('ln', '81555-5 81554-8 82806-1 82809-5'),
  },
  echocardiography: { title: 'Echocardiography', concepts: ['Echocardiography'] },
  ecog: { title: 'ECOG performance status', codes: [...of('ln', '89247-1'), ...of('sct', '273437007')] },
  karnofsky: { title: 'Karnofsky performance status', concepts: ['Karnofsky'] },
  'disease-status': { title: 'Course of the disease', concepts: ['Disease status'] },
  'disease-improved': {
    title: 'Improved, partial or complete response',
    codes: [...of('sct', '268910001 103338009 103337004'), ...of('dcm', '112041 112042 112045')],
  },
  'disease-stable': {
    title: 'Stable disease',
    codes: [...of('sct', '359746009'), ...of('dcm', '112044 112046')],
  },
  'disease-worsened': {
    title: 'Progressive disease',
    codes: [...of('sct', '271299001'), ...of('dcm', '112043 112047')],
  },
};
