import type { Resource } from '@medplum/fhirtypes';
import { ORDER_TEXTS } from '../domain/order-texts.ts';
import {
  type Coding,
  codeText,
  codings,
  type Element,
  elements,
  isElement,
  referenceText,
  text,
} from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { drugCodes } from './medications.ts';

/** An order that is open for the patient. */
export interface ActiveOrder {
  /** `ServiceRequest/12`. */
  readonly reference: string;
  /** `system|code` of its codes, and the keys of the services and work-up items that it asks for. */
  readonly service: string[];
  /** Options that it is an order for. */
  readonly options: string[];
  readonly status: string;
}

interface Meaning {
  readonly services: readonly string[];
  readonly options: readonly string[];
}

const LIVER_OPERATIONS = [
  'liver-resection',
  'staged-hepatectomy',
  'resection-with-ablation',
  'repeat-hepatectomy',
  'debulking',
] as const;

/**
 * What an order with a code of the set asks for. A referral stands for every option that the service carries out; a
 * code of a liver resection does not tell one resection from another.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'tumour-board': { services: ['mdt-review'], options: ['mdt-review'] },
  'referral-hepatobiliary-surgery': {
    services: ['hepatobiliary-surgery'],
    options: [...LIVER_OPERATIONS, 'alpps'],
  },
  'referral-pancreatic-surgery': { services: ['pancreatic-surgery'], options: ['primary-resection'] },
  'referral-gastrointestinal-surgery': {
    services: ['gastrointestinal-surgery'],
    options: ['primary-resection'],
  },
  'referral-interventional-radiology': {
    services: ['interventional-radiology'],
    options: ['ablation', 'embolization', 'radioembolization'],
  },
  'referral-nuclear-medicine': { services: ['nuclear-medicine'], options: ['prrt'] },
  'referral-liver-transplantation': {
    services: ['liver-transplantation'],
    options: ['liver-transplantation'],
  },
  'referral-endocrinology': { services: ['endocrinology'], options: ['somatostatin-analogue'] },
  'referral-medical-oncology': {
    services: ['medical-oncology'],
    options: [
      'somatostatin-analogue',
      'targeted-therapy',
      'chemotherapy',
      'interferon-alpha',
      'mibg-therapy',
    ],
  },
  'referral-cardiology': { services: ['cardiology'], options: [] },
  'liver-resection': { services: [], options: LIVER_OPERATIONS },
  alpps: { services: [], options: ['alpps'] },
  pve: { services: [], options: ['staged-hepatectomy'] },
  ablation: { services: [], options: ['ablation'] },
  embolization: { services: [], options: ['embolization'] },
  radioembolization: { services: [], options: ['radioembolization'] },
  'prrt-procedure': { services: [], options: ['prrt'] },
  'lutetium-dotatate': { services: [], options: ['prrt'] },
  'liver-transplant': { services: [], options: ['liver-transplantation'] },
  whipple: { services: [], options: ['primary-resection'] },
  'pancreatic-resection': { services: [], options: ['primary-resection'] },
  'duodenal-resection': { services: [], options: ['primary-resection'] },
  'small-bowel-resection': { services: [], options: ['primary-resection'] },
  'right-hemicolectomy': { services: [], options: ['primary-resection'] },
  appendectomy: { services: [], options: ['primary-resection'] },
  colectomy: { services: [], options: ['primary-resection'] },
  'rectal-resection': { services: [], options: ['primary-resection'] },
  'gastric-resection': { services: [], options: ['primary-resection'] },
  'lung-resection': { services: [], options: ['primary-resection'] },
  thymectomy: { services: [], options: ['primary-resection'] },
  ssa: { services: [], options: ['somatostatin-analogue'] },
  everolimus: { services: [], options: ['targeted-therapy'] },
  sunitinib: { services: [], options: ['targeted-therapy'] },
  bevacizumab: { services: [], options: ['targeted-therapy'] },
  chemotherapy: { services: [], options: ['chemotherapy'] },
  interferon: { services: [], options: ['interferon-alpha'] },
  'liver-biopsy': { services: ['biopsy-ki67'], options: [] },
  'ct-abdomen': { services: ['ct-triphasic'], options: [] },
  'mr-abdomen': { services: ['mri-liver'], options: [] },
  'sstr-imaging': { services: ['sstr-pet'], options: [] },
  'fdg-pet': { services: ['fdg-pet'], options: [] },
  echocardiography: { services: ['echocardiogram'], options: [] },
  egfr: { services: ['renal-function'], options: [] },
  creatinine: { services: ['renal-function'], options: [] },
  bilirubin: { services: ['liver-function'], options: [] },
  hemoglobin: { services: ['blood-count'], options: [] },
  'chromogranin-a': { services: ['chromogranin-a'], options: [] },
  '5-hiaa': { services: ['syndrome-assessment'], options: [] },
};

/** The orders by the text that this service itself gives them. */
const OWN_TEXTS: ReadonlyMap<string, string> = new Map(
  Object.entries(ORDER_TEXTS).map(([key, written]) => [comparable(written), key]),
);

function comparable(written: string): string {
  return written.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** The option codes that a ServiceRequest, a MedicationRequest or a planned Procedure is an order for. */
export function optionsOfOrder(resource: unknown, codes: CodeSets): string[] {
  return isElement(resource) && resource.doNotPerform !== true
    ? [...meaningOf(resource, orderCodes(resource), codes).options]
    : [];
}

/** The services and work-up items that an order asks for: `system|code` of its codes and keys. */
export function servicesOfOrder(resource: unknown, codes: CodeSets): string[] {
  if (!isElement(resource) || resource.doNotPerform === true) return [];
  const concept = orderCodes(resource);
  return [
    ...concept.map(({ system, code }) => `${system}|${code}`),
    ...meaningOf(resource, concept, codes).services,
  ];
}

/**
 * An order as it comes with a hook, in the form of the orders on record; undefined for anything that is no order.
 * Its status is told as written; a draft that is not to be carried out is no order.
 */
export function orderOnRecord(resource: unknown, codes: CodeSets): ActiveOrder | undefined {
  if (!isElement(resource) || resource.doNotPerform === true) return undefined;
  const type = codeText(resource.resourceType);
  if (type === undefined || !Object.hasOwn(OPEN, type)) return undefined;
  const id = codeText(resource.id);
  return {
    reference: id !== undefined && ID.test(id) ? `${type}/${id}` : `${type}/(no id)`,
    service: servicesOfOrder(resource, codes),
    options: optionsOfOrder(resource, codes),
    status: codeText(resource.status) ?? 'unknown',
  };
}

const ID = /^[A-Za-z0-9.-]{1,64}$/;

const OPEN: Readonly<Record<string, ReadonlySet<string>>> = {
  ServiceRequest: new Set(['active', 'draft', 'on-hold']),
  MedicationRequest: new Set(['active', 'draft', 'on-hold']),
  Procedure: new Set(['preparation']),
  Appointment: new Set(['proposed', 'pending', 'booked', 'arrived', 'checked-in', 'waitlist']),
  Encounter: new Set(['planned']),
};

/** Open orders for the patient: requests, procedures being prepared, planned tumour boards. */
export function activeOrders(record: PatientRecord, codes: CodeSets): ActiveOrder[] {
  const found: ActiveOrder[] = [];
  for (const type of [
    'ServiceRequest',
    'MedicationRequest',
    'Procedure',
    'Appointment',
    'Encounter',
  ] as const) {
    for (const resource of record.all(type)) {
      const element = resource as unknown as Element;
      const { status } = element;
      if (typeof status !== 'string' || OPEN[type]?.has(status) !== true || element.doNotPerform === true)
        continue;
      const concept =
        type === 'MedicationRequest' ? drugCodes(record, resource as Resource) : orderCodes(element);
      const meaning = meaningOf(element, concept, codes);
      const service = [...concept.map(({ system, code }) => `${system}|${code}`), ...meaning.services];
      if (service.length === 0 && meaning.options.length === 0) continue;
      found.push({
        reference: record.reference(resource as Resource),
        service,
        options: [...meaning.options],
        status,
      });
    }
  }
  return found;
}

/** The codes of what is ordered; of a drug behind a reference only when it is contained in the order. */
function orderCodes(resource: Element): readonly Coding[] {
  switch (resource.resourceType) {
    case 'MedicationRequest': {
      const own = codings(resource.medicationCodeableConcept);
      const reference = referenceText(resource.medicationReference);
      if (reference === undefined || !reference.startsWith('#')) return own;
      const medication = elements(resource.contained).find((inside) => inside.id === reference.slice(1));
      if (!medication) return own;
      const ingredients = elements(medication.ingredient).flatMap((i) => codings(i.itemCodeableConcept));
      return [...own, ...codings(medication.code), ...ingredients];
    }
    case 'Appointment':
    case 'Encounter':
      return [resource.serviceType, resource.appointmentType, resource.type]
        .flatMap((concept) => (Array.isArray(concept) ? concept : [concept]))
        .flatMap((concept) => codings(concept));
    default:
      return codings(resource.code);
  }
}

/**
 * What an order asks for, by its codes. The text that this service gives an order tells it from others with the same
 * code, and names it where there is none.
 */
function meaningOf(resource: Element, concept: readonly Coding[], codes: CodeSets): Meaning {
  const coded = concept.flatMap(({ system, code }) =>
    setsHolding(codes, system, code).flatMap((name) =>
      Object.hasOwn(MEANINGS, name) ? (MEANINGS[name] ?? []) : [],
    ),
  );
  const written = isElement(resource.code) ? text(resource.code.text) : undefined;
  const own = written === undefined ? undefined : OWN_TEXTS.get(comparable(written));
  const named =
    own === undefined ? [] : Object.values(MEANINGS).filter(({ services }) => services.includes(own));
  return {
    services: own === undefined ? unique(coded.flatMap(({ services }) => services)) : [own],
    options: unique((coded.length > 0 ? coded : named).flatMap(({ options }) => options)),
  };
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
