import { FACT_IDS, type FactId } from '../domain/fact-catalogue.ts';
import { ANY_TYPE } from '../fhir/bundle.ts';
import type { Unread } from '../fhir/record.ts';

const LABORATORY_CATEGORY: readonly FactId[] = [
  'bilirubin',
  'albumin',
  'inr',
  'egfr',
  'hemoglobin',
  'platelets',
  'leukocytes',
  'ki67',
  'mitoses',
  'grade.reported',
  'differentiation',
  'scope',
  'nelm',
];

const IMAGING_CATEGORY: readonly FactId[] = [
  ...FACT_IDS.filter((fact) => fact.startsWith('liver.')),
  'nelm',
  'primary.site',
  'primary.size',
  'primary.resectable',
  'extrahepatic',
  'staging.cross-sectional',
  'staging.functional',
  'sstr',
  'fdg',
  'mibg',
  'heart-disease',
  'ascites',
  'portal-vein-thrombosis',
  'biliary-stent',
  'gallbladder',
  'lung-shunt',
  'hepatomegaly',
  'disease-course',
  'stable-months',
];

/** Facts that no category of Observations but the laboratory's holds. */
const LABORATORY_ONLY: readonly FactId[] = [
  'bilirubin',
  'albumin',
  'inr',
  'egfr',
  'hemoglobin',
  'platelets',
  'leukocytes',
];

/** Which facts can come from which resource types, beside the local observations (which can state any fact). */
const BY_TYPE: Readonly<Record<string, readonly FactId[]>> = {
  Condition: [
    'nelm',
    'scope',
    'primary.site',
    'primary.part',
    'primary.status',
    'differentiation',
    'grade.reported',
    'syndrome',
    'heart-disease',
    'extrahepatic',
    'ascites',
    'encephalopathy',
    'portal-vein-thrombosis',
    'hepatomegaly',
    'pregnancy',
    'liver.timing',
  ],
  Procedure: [
    'primary.status',
    'primary.resected-on',
    'whipple',
    'bilioenteric-anastomosis',
    'biliary-stent',
    'gallbladder',
    'heart-disease',
    'liver.recurrent',
    'staging.cross-sectional',
    'staging.functional',
    'prior',
  ],
  DiagnosticReport: [
    'staging.cross-sectional',
    'staging.functional',
    'heart-disease',
    'nelm',
    'differentiation',
  ],
  ImagingStudy: ['staging.cross-sectional', 'staging.functional', 'heart-disease'],
  BodyStructure: [
    'liver.lesion-count',
    'liver.segments',
    'liver.largest-lesion',
    'liver.second-largest-lesion',
    'primary.size',
  ],
  MedicationRequest: ['prior'],
  MedicationAdministration: ['prior'],
  MedicationStatement: ['prior'],
  Medication: ['prior'],
  // Only from where its tissue was taken: an index that was not recorded stands on no specimen.
  Specimen: ['ki67'],
  Patient: ['age', 'deceased', 'egfr'],
  Observation: FACT_IDS,
};

/**
 * Facts whose records could not all be read: what of them is on record stands, but their absence is never assumed. An
 * Observation of a category can state the facts of that category; uncategorised ones, surveys, findings and
 * procedures can state any but the laboratory's.
 */
export function unreadableFacts(unread: readonly Unread[]): readonly FactId[] {
  const facts = new Set<FactId>();
  for (const { resourceType, category } of unread)
    for (const fact of factsOf(resourceType, category)) facts.add(fact);
  return FACT_IDS.filter((fact) => facts.has(fact));
}

function factsOf(resourceType: string, category: string | undefined): readonly FactId[] {
  if (resourceType === ANY_TYPE) return FACT_IDS;
  if (resourceType === 'Observation' && category !== undefined) {
    if (category === 'laboratory') return LABORATORY_CATEGORY;
    if (category === 'imaging') return IMAGING_CATEGORY;
    return FACT_IDS.filter((fact) => !LABORATORY_ONLY.includes(fact));
  }
  return factsFrom(resourceType);
}

/** Facts that can come from resources of a type. */
export function factsFrom(resourceType: string): readonly FactId[] {
  return Object.hasOwn(BY_TYPE, resourceType) ? (BY_TYPE[resourceType] ?? []) : [];
}
