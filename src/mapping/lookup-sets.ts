import type { FactId } from '../domain/fact-catalogue.ts';
import { ROWS } from './comorbidity.ts';
import { DRUG_SETS } from './medications.ts';
import { SCOPES, SITES } from './primary.ts';
import { RESECTIONS } from './primary-resection.ts';
import { FACT_SETS, TREATMENT_SETS } from './procedures.ts';
import { SYNDROMES } from './syndrome.ts';

type Sets = Readonly<Partial<Record<FactId, readonly string[]>>>;

const named = (rows: readonly (readonly [set: string, ...rest: unknown[]])[]): readonly string[] => [
  ...new Set(rows.map(([set]) => set)),
];

const DEGREES = [
  'morphology-well-differentiated',
  'morphology-poorly-differentiated',
  'diagnosis-well-differentiated',
  'diagnosis-poorly-differentiated',
];

const LIVER = ['nelm', 'liver-metastasis', 'nen-secondary', 'metastasis-unspecified', 'body-site-liver'];

/** Diagnoses: the code sets that tell each fact, by code, morphology and body site. */
const OF_CONDITIONS: Sets = {
  nelm: [...LIVER, 'nen', 'morphology-nen', 'other-malignancy'],
  scope: named(SCOPES),
  'primary.site': [...named(SITES), 'unknown-primary'],
  'primary.part': ['organ-pancreas-head', 'organ-pancreas-body-tail'],
  'primary.status': ['nen', 'unknown-primary'],
  differentiation: DEGREES,
  'grade.reported': ['grade-g1', 'grade-g2', 'grade-g3', 'histologic-grade'],
  syndrome: named(SYNDROMES),
  'heart-disease': ['carcinoid-heart-disease'],
  extrahepatic: [
    'metastasis-regional-nodes',
    'metastasis-nodes',
    'metastasis-elsewhere',
    'body-site-regional-nodes',
    'body-site-nodes',
    'body-site-elsewhere',
  ],
  'liver.timing': [...LIVER, 'nen'],
  prior: ['liver-transplant'],
  gallbladder: ['cholecystectomy'],
};

const OF_COMORBIDITY = new Map<FactId, readonly string[]>(ROWS.map(({ fact, set }) => [fact, [set]]));

/** A pancreaticoduodenectomy by its code, as two operations of one day, or behind a resection of unstated extent. */
const OF_PANCREAS = [
  'whipple',
  'duodenal-resection',
  'pancreatic-resection',
  'pancreatic-resection-with-bile-duct-open',
];

const OF_PROCEDURES: Sets = {
  whipple: OF_PANCREAS,
  'bilioenteric-anastomosis': ['bilioenteric-anastomosis', ...OF_PANCREAS],
  'primary.status': Object.keys(RESECTIONS),
  'primary.resected-on': Object.keys(RESECTIONS),
  prior: named(TREATMENT_SETS),
  'heart-disease': ['valve-replacement', 'echocardiography'],
  'liver.recurrent': ['liver-resection'],
};

/** The code sets by which a resource of a type tells a fact; empty where no set does. */
export function lookupSets(resourceType: string, fact: FactId): readonly string[] {
  switch (resourceType) {
    case 'Condition':
      return OF_CONDITIONS[fact] ?? OF_COMORBIDITY.get(fact) ?? [];
    case 'Procedure':
      return OF_PROCEDURES[fact] ?? named(FACT_SETS.filter(([, of]) => of === fact));
    case 'MedicationRequest':
    case 'MedicationAdministration':
    case 'MedicationStatement':
      return fact === 'prior' ? named(DRUG_SETS) : [];
    default:
      return [];
  }
}
