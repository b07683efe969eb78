import type { ServiceRequest } from '@medplum/fhirtypes';
import type { Coding, Suggestion } from './card.ts';
import type { CardInput, OrderOnRecord } from './input.ts';
import { markdownText, plainText } from './markdown.ts';
import { ORDERS, type OrderKey, orderOf } from './orders.ts';
import { factsById, referencesOf, relativeReference, sentence, unique } from './wording.ts';

/** Suggestions: complete draft ServiceRequests that a clinician can take over with one button. */

/** One order that the facts speak for. */
export interface OrderPlan {
  readonly key: OrderKey;
  /** Options it is for (referrals); empty for investigations. */
  readonly options: readonly string[];
  /** Why, as sentences. */
  readonly rationale: readonly string[];
  /** Facts whose resources are given along. */
  readonly facts: readonly string[];
}

/** An order that is not offered since it is there already. */
export interface WithheldPlan {
  readonly plan: OrderPlan;
  readonly order: OrderOnRecord;
  /** Among the draft orders of the hook, not on record yet. */
  readonly draft: boolean;
}

export interface PlannedOrders {
  readonly open: readonly OrderPlan[];
  readonly withheld: readonly WithheldPlan[];
}

export interface MadeSuggestions {
  readonly suggestions: readonly Suggestion[];
  readonly records: readonly { readonly uuid: string; readonly code: OrderKey }[];
}

const SUPPORTING_LIMIT = 25;
const NOTE_LIMIT = 1200;
const REASON_TYPES: ReadonlySet<string> = new Set([
  'Condition',
  'Observation',
  'DiagnosticReport',
  'DocumentReference',
]);
const REASON = {
  coding: [
    {
      system: 'http://snomed.info/sct',
      code: '94381002',
      display: 'Secondary malignant neoplasm of liver',
    },
  ],
  text: 'Liver metastases of a neuroendocrine neoplasm',
};

/** Joins plans for the same service, in the order in which the service comes first. */
export function mergePlans(plans: readonly OrderPlan[]): OrderPlan[] {
  const merged = new Map<OrderKey, OrderPlan>();
  for (const plan of plans) {
    const before = merged.get(plan.key);
    merged.set(plan.key, {
      key: plan.key,
      options: unique([...(before?.options ?? []), ...plan.options]),
      rationale: unique([...(before?.rationale ?? []), ...plan.rationale]),
      facts: unique([...(before?.facts ?? []), ...plan.facts]),
    });
  }
  return [...merged.values()];
}

/** Parts the plans into those to offer and those that an active or draft order covers already. */
export function withoutExisting(plans: readonly OrderPlan[], input: CardInput): PlannedOrders {
  const existing = [
    ...input.activeOrders.map((order) => ({ order, draft: false })),
    ...(input.draftOrders ?? []).map((order) => ({ order, draft: true })),
  ];
  const open: OrderPlan[] = [];
  const withheld: WithheldPlan[] = [];
  for (const plan of plans) {
    const names = serviceNames(plan.key, input);
    const same = existing.find(({ order }) => order.service.some((service) => names.has(service)));
    if (same !== undefined) {
      withheld.push({ plan, ...same });
      continue;
    }
    const covered = new Set(existing.flatMap(({ order }) => order.options));
    const left = plan.options.filter((option) => !covered.has(option));
    if (left.length > 0 || plan.options.length === 0) open.push({ ...plan, options: left });
    for (const other of existing) {
      const options = plan.options.filter((option) => other.order.options.includes(option));
      if (options.length > 0) withheld.push({ plan: { ...plan, options }, ...other });
    }
  }
  return { open, withheld };
}

/**
 * The names under which an order on record can be the order of a key. A code that stands for two orders (CT of the
 * liver for staging and for volumetry) does not tell them apart: there only the key counts.
 */
function serviceNames(key: OrderKey, input: CardInput): ReadonlySet<string> {
  const codings = codingsOf(key, input).filter(
    (coding) => ORDERS.filter((order) => order.coding?.code === coding.code).length < 2,
  );
  return new Set([key, ...codings.map((coding) => `${coding.system}|${coding.code}`)]);
}

function codingsOf(key: OrderKey, input: CardInput): Coding[] {
  const standard = orderOf(key).coding;
  const local = Object.hasOwn(input.profile.localCodings ?? {}, key)
    ? input.profile.localCodings?.[key]
    : undefined;
  return [standard, local].filter((coding) => coding !== undefined);
}

/** Buttons for the plans: at most `limit`, one for clients that take one only; the first may be recommended. */
export function makeSuggestions(
  plans: readonly OrderPlan[],
  input: CardInput,
  choice: { limit: number; recommendFirst: boolean },
): MadeSuggestions {
  const limit = input.profile.selectionBehavior === 'at-most-one' ? 1 : choice.limit;
  const made = plans.slice(0, limit).map((plan, index) => ({
    key: plan.key,
    suggestion: suggestionOf(plan, input, choice.recommendFirst && index === 0),
  }));
  return {
    suggestions: made.map(({ suggestion }) => suggestion),
    records: made.map(({ key, suggestion }) => ({ uuid: suggestion.uuid, code: key })),
  };
}

function suggestionOf(plan: OrderPlan, input: CardInput, recommended: boolean): Suggestion {
  const order = orderOf(plan.key);
  return {
    label: order.label,
    uuid: input.uuid(),
    ...(recommended ? { isRecommended: true as const } : {}),
    actions: [
      {
        type: 'create',
        description: plainText(`Creates a draft order: ${order.text}`, 200),
        resource: draftRequest(plan, input),
      },
    ],
  };
}

/** The complete draft (FHIR R4 ServiceRequest). All references are relative to the client's FHIR server. */
export function draftRequest(plan: OrderPlan, input: CardInput): ServiceRequest {
  const order = orderOf(plan.key);
  const codings = codingsOf(plan.key, input).map((coding) => ({ ...coding }));
  const authoredOn = input.now.toISOString();
  const encounter = encounterOf(input.context.encounterId);
  const requester = requesterOf(input.context.userId);
  const reasons = reasonReferences(input);
  const supporting = supportingInfo(plan, input, reasons);
  return {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: input.profile.orderIntent,
    category: [{ coding: [{ ...order.category }], text: order.category.display ?? order.text }],
    priority: 'routine',
    code: { ...(codings.length > 0 ? { coding: codings } : {}), text: order.text },
    subject: { reference: `Patient/${input.context.patientId.replace(/^Patient\//, '')}` },
    ...(encounter === undefined ? {} : { encounter: { reference: encounter } }),
    authoredOn,
    ...(requester === undefined ? {} : { requester: { reference: requester } }),
    reasonCode: [{ coding: REASON.coding.map((coding) => ({ ...coding })), text: REASON.text }],
    ...(reasons.length > 0 ? { reasonReference: reasons.map((reference) => ({ reference })) } : {}),
    ...(supporting.length > 0 ? { supportingInfo: supporting.map((reference) => ({ reference })) } : {}),
    note: [{ authorString: 'nelm-cds decision support', time: authoredOn, text: rationaleOf(plan, input) }],
  };
}

function encounterOf(id: string | undefined): string | undefined {
  return id === undefined ? undefined : relativeReference(`Encounter/${id.replace(/^Encounter\//, '')}`);
}

function requesterOf(userId: string): string | undefined {
  return /^(Practitioner|PractitionerRole)\//.test(userId) ? relativeReference(userId) : undefined;
}

/** The Conditions of the liver metastases; else what else says that they are there. */
function reasonReferences(input: CardInput): string[] {
  const valid = (references: readonly string[]): string[] =>
    unique(references.map(relativeReference).filter((reference) => reference !== undefined)).filter(
      (reference) => REASON_TYPES.has(reference.split('/')[0] ?? ''),
    );
  const conditions = valid(input.nelmConditions);
  return conditions.length > 0 ? conditions : valid(referencesOf(factsById(input.evaluation).get('nelm')));
}

function supportingInfo(plan: OrderPlan, input: CardInput, reasons: readonly string[]): string[] {
  const facts = factsById(input.evaluation);
  return unique(
    plan.facts
      .flatMap((id) => referencesOf(facts.get(id)))
      .map(relativeReference)
      .filter((reference) => reference !== undefined),
  )
    .filter((reference) => !reference.startsWith('Patient/') && !reasons.includes(reference))
    .slice(0, SUPPORTING_LIMIT);
}

function rationaleOf(plan: OrderPlan, input: CardInput): string {
  const { evaluation } = input;
  const origin = `Drafted from decision support (nelm-cds, knowledge base ${evaluation.knowledgeVersion}, evaluated ${evaluation.evaluationDate}); for the clinician to check and sign.`;
  // Whatever has to be cut, where the draft comes from and whose it is to sign stays.
  const rationale = plan.rationale.map(sentence).join(' ');
  if (rationale === '') return markdownText(origin, NOTE_LIMIT);
  return `${markdownText(rationale, NOTE_LIMIT - origin.length - 1)} ${markdownText(origin, NOTE_LIMIT)}`;
}
