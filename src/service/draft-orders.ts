import type { OrderOnRecord } from '../cards/input.ts';
import { type Element, elements, isElement, referenceText, text } from '../fhir/elements.ts';

/** The draft orders of an order hook. */
export interface Drafts {
  /** All drafts about this patient: what is being ordered is not suggested again. */
  readonly orders: readonly OrderOnRecord[];
  /** Those to be looked at: the selected ones on order-select, all on order-sign. */
  readonly examined: readonly OrderOnRecord[];
  /** Options that the examined drafts are orders for. */
  readonly options: readonly string[];
}

export interface DraftsInput {
  /** Entries of `context.draftOrders`. */
  readonly entries: readonly unknown[];
  /** Undefined: all drafts are examined. */
  readonly selections: readonly string[] | undefined;
  readonly patientId: string;
  /** Where drugs may be described that orders only refer to. */
  readonly medications: readonly unknown[];
  readonly readOrder: (resource: unknown) => OrderOnRecord | undefined;
}

/** Reads the draft orders; what is no order about this patient is left out. */
export function readDrafts(input: DraftsInput): Drafts {
  const drugs = drugsByReference(input.entries, input.medications);
  const orders: OrderOnRecord[] = [];
  const examined: OrderOnRecord[] = [];
  for (const { resource, reference, selected } of draftsAbout(input)) {
    const read = input.readOrder(withDrug(resource, drugs));
    if (!read) continue;
    const order = { ...read, reference };
    orders.push(order);
    if (selected) examined.push(order);
  }
  return { orders, examined, options: [...new Set(examined.flatMap((order) => order.options))] };
}

/** Drafts to be looked at whose drug is named by a reference that the drafts do not answer: to be read besides. */
export function draftsWithDrugElsewhere(
  input: Pick<DraftsInput, 'entries' | 'selections' | 'patientId'>,
): readonly Element[] {
  const drugs = drugsByReference(input.entries, []);
  return draftsAbout(input).flatMap(({ resource, selected }) => {
    const drug = referenceText(resource.medicationReference);
    const elsewhere = drug !== undefined && !drug.startsWith('#') && !drugs.has(drug);
    return selected && elsewhere && resource.resourceType === 'MedicationRequest' ? [resource] : [];
  });
}

interface Draft {
  readonly resource: Element;
  /** Unique among the drafts. */
  readonly reference: string;
  readonly selected: boolean;
}

/**
 * The drafts about this patient. Entries are as clients send them: some lack a `fullUrl` or a status, some hold
 * empty codings.
 */
function draftsAbout({
  entries,
  selections,
  patientId,
}: Pick<DraftsInput, 'entries' | 'selections' | 'patientId'>): readonly Draft[] {
  return entries.flatMap((entry, index) => {
    const resource = isElement(entry) && isElement(entry.resource) ? entry.resource : undefined;
    if (!resource || !isAbout(resource, patientId)) return [];
    const reference = nameOf(resource) ?? `draft ${index + 1}`;
    const selected = selections === undefined || isSelected(entry as Element, reference, selections);
    return [{ resource, reference, selected }];
  });
}

/** The drugs at hand by the references that may name them: `Medication/1`, or the address of an entry. */
function drugsByReference(
  entries: readonly unknown[],
  medications: readonly unknown[],
): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>();
  const add = (resource: unknown, address?: string) => {
    if (!isElement(resource) || resource.resourceType !== 'Medication') return;
    const name = nameOf(resource);
    if (name !== undefined) found.set(name, resource);
    if (address !== undefined) found.set(address, resource);
  };
  for (const resource of medications) add(resource);
  for (const entry of entries) if (isElement(entry)) add(entry.resource, text(entry.fullUrl));
  return found;
}

/** The order with its drug inside, when that stands elsewhere. */
function withDrug(order: Element, drugs: ReadonlyMap<string, Element>): Element {
  const reference = referenceText(order.medicationReference);
  if (reference === undefined || reference.startsWith('#')) return order;
  const relative = /(?:^|\/)(Medication\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference)?.[1];
  const drug = drugs.get(reference) ?? (relative === undefined ? undefined : drugs.get(relative));
  if (!drug) return order;
  return {
    ...order,
    contained: [...elements(order.contained), { ...drug, id: 'ordered-drug' }],
    medicationReference: { reference: '#ordered-drug' },
  };
}

/** The resource type and id, when both have the form that FHIR gives them (they are shown to people). */
function nameOf(resource: Element): string | undefined {
  const type = text(resource.resourceType);
  const id = text(resource.id);
  const safe = type !== undefined && id !== undefined && /^[A-Z][A-Za-z]{1,63}$/.test(type);
  return safe && /^[A-Za-z0-9\-.]{1,64}$/.test(id) ? `${type}/${id}` : undefined;
}

function isSelected(entry: Element, reference: string, selections: readonly string[]): boolean {
  const fullUrl = text(entry.fullUrl);
  return selections.some(
    (selection) =>
      selection === reference || fullUrl === selection || fullUrl?.endsWith(`/${selection}`) === true,
  );
}

/** A draft without a subject is taken as the patient's: some clients leave it out until signing. */
function isAbout(resource: Element, patientId: string): boolean {
  const subject = referenceText(resource.subject);
  if (subject === undefined) return true;
  const relative = subject.replace(/\/_history\/[^/]+$/, '');
  return relative === `Patient/${patientId}` || relative.endsWith(`/Patient/${patientId}`);
}
