import type { FactId } from '../domain/fact-catalogue.ts';
import type { Atom } from './atom.ts';

/** One thing to ask for. */
export interface WorkupDefinition {
  readonly id: string;
  readonly title: string;
  readonly resolves: readonly Atom[];
  readonly order: string;
  readonly sources: readonly string[];
}

/** How much disease there is in the liver, and where. */
export const BURDEN: readonly FactId[] = [
  'liver.lesion-count',
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lobes',
  'liver.segments',
  'liver.pattern.reported',
  'liver.involvement',
];
const CT_RESOLVES: readonly Atom[] = [
  ...BURDEN,
  'liver.hilar',
  'liver.superficial',
  'extrahepatic',
  'staging.cross-sectional',
  'portal-vein-thrombosis',
  'primary.size',
  'hepatomegaly',
];

/** The things to ask for, in the order that settles ties. */
export const WORKUP: readonly WorkupDefinition[] = [
  {
    id: 'biopsy-ki67',
    title: 'Biopsy of a liver metastasis with Ki-67',
    resolves: ['ki67', 'ki67@liver', 'mitoses', 'grade.reported', 'differentiation'],
    order: 'Core needle biopsy with immunohistochemistry, Ki-67 and mitotic index',
    sources: ['J12:160-162', 'M21:102'],
  },
  {
    id: 'ct-triphasic',
    title: 'Triphasic CT',
    resolves: CT_RESOLVES,
    order:
      'Triphasic CT of the abdomen, 1-2 mm slices, with arterial phase (chest and pelvis for staging: operational definition)',
    sources: ['J12:118-125'],
  },
  {
    id: 'mri-liver',
    title: 'MR of the liver',
    resolves: CT_RESOLVES,
    order: 'MR of the liver',
    sources: ['J12:126-131'],
  },
  {
    id: 'primary-search',
    title: 'Search for the primary tumour',
    resolves: ['primary.site', 'primary.status'],
    order: 'Endoscopic ultrasound, CT and 68Ga PET/CT; the liver lesion may itself be the primary',
    sources: ['J12:51-58'],
  },
  {
    id: 'sstr-pet',
    title: 'Somatostatin-receptor PET/CT',
    resolves: ['sstr', 'extrahepatic', 'staging.functional'],
    order: '68Ga-DOTA-peptide PET/CT',
    sources: ['J12:132-146', 'M21:184'],
  },
  {
    id: 'fdg-pet',
    title: 'FDG PET/CT',
    resolves: ['fdg'],
    order: '18F-FDG PET/CT (G3 only)',
    sources: ['M21:184'],
  },
  {
    id: 'liver-volumetry',
    title: 'Liver volumetry',
    resolves: ['liver.future-remnant', 'liver.involvement'],
    order: 'CT volumetry (as a method: operational definition)',
    sources: ['M21:63'],
  },
  {
    id: 'echocardiogram',
    title: 'Echocardiogram',
    resolves: ['heart-disease'],
    order: 'Transthoracic echocardiogram (as a method: operational definition)',
    sources: ['J12:226-228'],
  },
  {
    id: 'syndrome-assessment',
    title: 'Assessment of hormonal symptoms',
    resolves: ['syndrome', 'syndrome.refractory'],
    order: 'Symptoms documented; 5-HIAA for carcinoid (operational definition)',
    sources: ['J12:154-158'],
  },
  {
    id: 'surgical-assessment',
    title: 'Hepatobiliary surgical assessment',
    resolves: [
      'liver.resectability',
      'liver.resectability-reason',
      'liver.resectable-fraction',
      'primary.resectable',
      'surgical-risk',
      'primary.symptomatic',
      'bulk-symptoms',
    ],
    order: 'Consultation of hepatobiliary surgery',
    sources: ['M21:40-44', 'J12:220-228'],
  },
  {
    id: 'performance-status',
    title: 'Performance status',
    resolves: ['ecog'],
    order: 'Documentation (no order)',
    sources: ['M21:42', 'J12:226-227', 'C18:112'],
  },
  {
    id: 'liver-function',
    title: 'Liver function',
    resolves: ['bilirubin', 'albumin', 'inr', 'child-pugh', 'ascites', 'encephalopathy'],
    order: 'Bilirubin, albumin, INR',
    sources: ['M21:164', 'C18:49-51'],
  },
  {
    id: 'renal-function',
    title: 'Renal function',
    resolves: ['egfr'],
    order: 'Creatinine and eGFR',
    sources: ['M21:184'],
  },
  {
    id: 'blood-count',
    title: 'Blood count',
    resolves: ['hemoglobin', 'platelets', 'leukocytes'],
    order: 'Full blood count',
    sources: ['M21:184, 190'],
  },
  {
    id: 'disease-course',
    title: 'Course of the disease',
    resolves: ['disease-course', 'stable-months'],
    order: 'Follow-up imaging with assessment of the response',
    sources: ['M21:48, 134-136', 'A14:592-595, 680-682'],
  },
];

/** Items outside the ranking. */
export const BASELINE_WORKUP: readonly WorkupDefinition[] = [
  {
    id: 'maa-scan',
    title: '99mTc-MAA scan',
    resolves: ['lung-shunt'],
    order: '99mTc-MAA scan before radioembolisation',
    sources: ['A14:553-555'],
  },
  {
    id: 'chromogranin-a',
    title: 'Chromogranin A',
    resolves: [],
    order: 'Chromogranin A in plasma',
    sources: ['J12:146-153'],
  },
  {
    id: 'hormone-panel',
    title: 'Hormones',
    resolves: [],
    order: 'Hormones as the syndrome suggests',
    sources: ['J12:154-158'],
  },
];

/** Hormone results that belong to a syndrome (any of them will do). */
export const HORMONES: Readonly<Record<string, readonly string[]>> = {
  carcinoid: ['5-hiaa'],
  insulinoma: ['insulin', 'c-peptide'],
  gastrinoma: ['gastrin'],
  vipoma: ['vip'],
  glucagonoma: ['glucagon'],
  somatostatinoma: ['somatostatin'],
  other: ['pancreatic-polypeptide', 'calcitonin'],
};
/** Names of hormones that people write in another way. */
export const HORMONE_NAMES: Readonly<Record<string, string>> = {
  '5-hiaa': '5-HIAA',
  'c-peptide': 'C-peptide',
  vip: 'VIP',
  'pancreatic-polypeptide': 'pancreatic polypeptide',
};
