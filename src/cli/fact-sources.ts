import { FACT_IDS, type FactId } from '../domain/fact-catalogue.ts';

/**
 * Resource types that hold a fact besides an Observation with the fact's own code, which can hold every fact. For
 * people who check a server (`npm run doctor`); what the mapping really reads stands in the rule book.
 */
const BESIDES_OBSERVATION: Readonly<Partial<Record<FactId, readonly string[]>>> = {
  age: ['Patient'],
  deceased: ['Patient'],
  nelm: ['Condition'],
  scope: ['Condition'],
  'primary.site': ['Condition'],
  'primary.status': ['Condition', 'Procedure'],
  'primary.portal-drainage': ['Condition'],
  'primary.part': ['Condition'],
  'primary.resected-on': ['Procedure'],
  differentiation: ['Condition'],
  'grade.reported': ['Condition'],
  syndrome: ['Condition'],
  'liver.lesion-count': ['BodyStructure'],
  'liver.lobes': ['BodyStructure'],
  'liver.segments': ['BodyStructure'],
  'liver.timing': ['Condition'],
  'liver.recurrent': ['Procedure', 'Condition'],
  extrahepatic: ['Condition'],
  'staging.cross-sectional': ['DiagnosticReport', 'ImagingStudy', 'Procedure'],
  'staging.functional': ['DiagnosticReport', 'ImagingStudy', 'Procedure'],
  'heart-disease': ['Condition', 'Procedure', 'DiagnosticReport'],
  ascites: ['Condition'],
  encephalopathy: ['Condition'],
  'portal-vein-thrombosis': ['Condition'],
  pregnancy: ['Condition'],
  hepatomegaly: ['Condition'],
  'bilioenteric-anastomosis': ['Procedure'],
  'biliary-stent': ['Procedure'],
  gallbladder: ['Procedure'],
  whipple: ['Procedure'],
  prior: ['Procedure', 'MedicationRequest', 'MedicationAdministration', 'MedicationStatement'],
};

/** Of the patient alone: no Observation is asked for these. */
const PATIENT_ONLY: readonly FactId[] = ['age', 'deceased'];

/** The resource types that each fact can come from. */
export const FACT_SOURCES: ReadonlyMap<FactId, readonly string[]> = new Map(
  FACT_IDS.map((fact) => {
    const besides = BESIDES_OBSERVATION[fact] ?? [];
    return [fact, PATIENT_ONLY.includes(fact) ? besides : ['Observation', ...besides]];
  }),
);
