import type { OrderOnRecord } from '../cards/input.ts';
import { type Element, isElement, referenceText, text } from '../fhir/elements.ts';
import type { DraftOrder } from './rooms.ts';

/** The draft orders of an order hook. */
export interface Drafts {
  /** All drafts about this patient: what is being ordered is not suggested again. */
  readonly orders: readonly OrderOnRecord[];
  /** Those to be looked at: the selected ones on order-select, all on order-sign. */
  readonly examined: readonly DraftOrder[];
  /** Drafts that were left out, being about another patient or no order at all. */
  readonly leftOut: number;
}

/**
 * Reads the entries of `context.draftOrders`. Entries are as clients send them: some lack a `fullUrl`, some a
 * status, some hold empty codings; whatever cannot be read is left out and counted. `selections` undefined: all.
 */
export function readDrafts(
  entries: readonly unknown[],
  selections: readonly string[] | undefined,
  patientId: string,
  readOrder: (resource: unknown) => OrderOnRecord | undefined,
  titleOf: (option: string) => string,
): Drafts {
  const orders: OrderOnRecord[] = [];
  const examined: DraftOrder[] = [];
  let leftOut = 0;
  for (const [index, entry] of entries.entries()) {
    const resource = isElement(entry) && isElement(entry.resource) ? entry.resource : undefined;
    const read = resource && isAbout(resource, patientId) ? readOrder(resource) : undefined;
    if (!resource || !read) {
      leftOut += 1;
      continue;
    }
    const reference = nameOf(resource) ?? `draft ${index + 1}`;
    const order = { ...read, reference };
    orders.push(order);
    if (selections !== undefined && !isSelected(entry as Element, reference, selections)) continue;
    if (order.options.length === 0) continue;
    examined.push({
      reference,
      options: order.options,
      label: order.options.map(titleOf).join(' or '),
    });
  }
  return { orders, examined, leftOut };
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
  return (
    subject === undefined || subject === `Patient/${patientId}` || subject.endsWith(`/Patient/${patientId}`)
  );
}
