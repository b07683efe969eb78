import { PATIENT_SEARCHES } from '../fhir/searches.ts';
import type { HookName } from './hook-requests.ts';

/** A CDS service of this program. */
export interface CdsService {
  readonly id: string;
  readonly hook: HookName;
  /** Version of the hook's published definition. */
  readonly hookVersion: string;
  readonly title: string;
  readonly description: string;
}

/** Version of CDS Hooks that is implemented (not the version of this program). */
export const CDS_HOOKS_VERSION = '2.0.1';

/**
 * The four services. Distinct ids for distinct hooks: one well-known client keys services by id. The order is the
 * order of discovery.
 */
export const SERVICES: readonly CdsService[] = [
  {
    id: 'nelm-patient-view',
    hook: 'patient-view',
    hookVersion: '1.0',
    title: 'Neuroendocrine liver metastases: treatment options',
    description:
      'For patients with liver metastases of a neuroendocrine neoplasm: grade, pattern of liver disease, the ' +
      'treatment options whose published criteria are met, contradicted or undecided, safety alerts, and the ' +
      'missing results that would decide. Cards carry draft referrals and orders.',
  },
  {
    id: 'nelm-note-open',
    hook: 'example.nelm-cds.oncology-note-open',
    hookVersion: '1.0',
    title: 'Neuroendocrine liver metastases: when an oncology note is opened',
    description:
      'The same answer as on patient-view, when a clinician opens an oncology or tumour-board note. The hook is ' +
      "this project's own and is defined in its integration package.",
  },
  {
    id: 'nelm-order-select',
    hook: 'order-select',
    hookVersion: '1.0',
    title: 'Neuroendocrine liver metastases: check of a selected order',
    description:
      'Warns when a selected order is for a treatment that a contraindication on record speaks against, and ' +
      'shows the safety alerts that the order makes relevant. Silent otherwise.',
  },
  {
    id: 'nelm-order-sign',
    hook: 'order-sign',
    hookVersion: '1.0',
    title: 'Neuroendocrine liver metastases: check of orders before signing',
    description:
      'As on order-select, for all draft orders about to be signed; an absolute contraindication is critical.',
  },
];

/** The resource types that only a read from the client's FHIR server tells of. */
const BEYOND_PREFETCH = PATIENT_SEARCHES.filter((search) => !search.prefetch).map(
  (search) => search.resourceType,
);

const USAGE =
  'Needs the patient and the conditions: from the prefetch below, or by reading them from fhirServer (with ' +
  'fhirAuthorization, or an open server that is configured); answers 412 when neither is possible. All other ' +
  'prefetch keys are optional: what is not sent is read from fhirServer when access is given, and is otherwise ' +
  'treated as not known. Resource types that no prefetch key asks for ' +
  `(${BEYOND_PREFETCH.join(', ')}) are read from fhirServer only: without access they are not looked up, what only ` +
  'they would hold is read as absent, and the cards say so. Cards are for adult patients and for users who are Practitioner or PractitionerRole. ' +
  'hookInstance should be a UUID.';

/** The body of discovery (CDS Hooks "Discovery"). `prefetch`: the templates, the same for all services. */
export function discovery(prefetch: Readonly<Record<string, string>>) {
  return {
    services: SERVICES.map((service) => ({
      hook: service.hook,
      id: service.id,
      title: service.title,
      description: service.description,
      version: CDS_HOOKS_VERSION,
      hookVersion: service.hookVersion,
      usageRequirements: USAGE,
      prefetch: { ...prefetch },
    })),
  };
}
