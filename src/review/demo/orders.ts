/** Orders that the demo's order entry offers: what an EHR would hold in its own catalogue. */
export interface CatalogueOrder {
  readonly title: string;
  readonly coding: { readonly system: string; readonly code: string; readonly display: string };
  readonly resourceType: 'ServiceRequest' | 'MedicationRequest';
}

const SNOMED = 'http://snomed.info/sct';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';

export const CATALOGUE: readonly CatalogueOrder[] = [
  order('Partial hepatectomy', '71273005', 'Partial hepatectomy'),
  order('Radiofrequency ablation of liver', '448781006', 'Radiofrequency ablation of lesion of liver'),
  order('Chemoembolisation of liver metastases', '314617008', 'Chemoembolization of liver metastases'),
  order('Radioembolisation of liver', '764677008', 'Selective internal radiotherapy of liver'),
  order('Liver transplantation', '18027006', 'Transplantation of liver'),
  order('Referral to nuclear medicine', '306287003', 'Referral to nuclear medicine physician'),
  medication('Octreotide', '7617', 'octreotide'),
  medication('Everolimus', '141704', 'everolimus'),
];

/** A draft of an order for a patient. */
export function draftOrder(
  entry: CatalogueOrder,
  patientId: string,
  id: string,
): Readonly<Record<string, unknown>> {
  const concept = { coding: [entry.coding], text: entry.title };
  return {
    resourceType: entry.resourceType,
    id,
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${patientId}` },
    ...(entry.resourceType === 'ServiceRequest' ? { code: concept } : { medicationCodeableConcept: concept }),
  };
}

function order(title: string, code: string, display: string): CatalogueOrder {
  return { title, resourceType: 'ServiceRequest', coding: { system: SNOMED, code, display } };
}

function medication(title: string, code: string, display: string): CatalogueOrder {
  return { title, resourceType: 'MedicationRequest', coding: { system: RXNORM, code, display } };
}
