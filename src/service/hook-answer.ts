import { randomUUID } from 'node:crypto';
import type { Card } from '../cards/card.ts';
import { evaluationHash } from '../cards/fact-hash.ts';
import type { Answer, CardInput, OrderOnRecord } from '../cards/input.ts';
import { orderOfItem } from '../cards/missing-data-card.ts';
import { ORDERS } from '../cards/orders.ts';
import { midSentence } from '../cards/wording.ts';
import type { DraftOrder } from '../decision/order-critique.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { Issue } from '../domain/facts.ts';
import { type AllowedServer, allowedServer } from '../fhir/allowed-server.ts';
import { BundleError } from '../fhir/bundle-error.ts';
import type { AnswerRecord, ReviewRecord, Store } from '../store/store.ts';
import { StoreError } from '../store/store.ts';
import { draftsWithDrugElsewhere, type Drafts, readDrafts } from './draft-orders.ts';
import type { Client } from './clients.ts';
import type { HookRequest } from './hook-requests.ts';
import type { Metrics } from './metrics.ts';
import type { Outcome } from './outcome.ts';
import type { ReviewLinks } from './review-links.ts';
import type { Gathered } from '../fhir/gather.ts';
import type { MappedRecord, Rooms } from './rooms.ts';
import type { CdsService } from './services.ts';
import type { Exchange } from './routes.ts';

/** What leading a hook call through the rooms needs. */
export interface HookDeps {
  readonly rooms: Rooms;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly links: ReviewLinks;
  readonly publicBaseUrl: string;
  readonly strict: boolean;
  readonly reviewTtlHours: number;
  /** 0: an overridden card is shown again at once. */
  readonly suppressDays: number;
  readonly now: () => Date;
  /** More that the review page needs, kept with the review record. */
  readonly reviewExtras?: Readonly<Record<string, unknown>>;
}

type Context = Pick<Exchange, 'client' | 'signal' | 'note'>;

/** The calendar day where this process runs (its time zone, `TZ`). */
export function calendarDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Answers a hook call: gather, map, decide, say; then what was said is put on record. `{"cards": []}` is answered
 * only when the service could look and there was nothing to say.
 */
export async function answerHook(
  deps: HookDeps,
  service: CdsService,
  request: HookRequest,
  context: Context,
): Promise<Outcome> {
  const started = performance.now();
  const access = fhirAccess(request, context.client);
  if (access === 'refused') return { kind: 'fhir-server-refused' };
  if (!/^Practitioner(?:Role)?\//.test(request.context.userId)) {
    context.note({ cards: 0, silent: 'user' });
    return cards([]);
  }
  const { patientId, draftOrders, selections } = request.context;
  const gathered = await deps.rooms.gather({
    patientId,
    ...(request.prefetch === undefined ? {} : { prefetch: request.prefetch }),
    ...access,
    drafts: draftsWithDrugElsewhere({ entries: draftOrders, selections, patientId }),
    signal: context.signal,
  });
  if (gathered.kind === 'unobtainable') {
    return { kind: 'data-unobtainable', keys: gathered.keys, text: gathered.text };
  }
  if (gathered.kind !== 'gathered') {
    return { kind: 'data-unobtainable', keys: ['patient'], text: gathered.text };
  }
  for (const unread of gathered.unread) deps.metrics.fhirErrors.inc({ class: unread.reason });
  const drafts = readDrafts({
    entries: draftOrders,
    selections,
    patientId,
    medications: gathered.resources,
    readOrder: (resource) => deps.rooms.readOrder(resource),
  });
  const read = readRecord(deps, request, gathered, drafts);
  if ('kind' in read) return read;
  const { evaluation, mapped, date } = read;
  deps.metrics.countEvaluation(evaluation);

  const orderHook =
    request.hook === 'order-select' || request.hook === 'order-sign' ? request.hook : undefined;
  const orderAlerts = orderHook
    ? deps.rooms.critique(evaluation, labelled(drafts, evaluation), orderHook)
    : undefined;
  const input = {
    evaluation,
    hook: request.hook,
    context: {
      patientId,
      userId: request.context.userId,
      ...(request.context.encounterId === undefined ? {} : { encounterId: request.context.encounterId }),
    },
    nelmConditions: mapped.nelmConditions,
    activeOrders: mapped.activeOrders,
    draftOrders: drafts.orders,
    examinedOrders: drafts.examined.map((order) => order.reference),
    unread: [...gathered.unread, ...gathered.unreadDrafts.map((item) => ({ ...item, ofDraft: true }))],
    readAsAbsent: gathered.readAsAbsent,
    ...(orderAlerts === undefined ? {} : { orderAlerts }),
  } satisfies Partial<CardInput>;
  const given = await say(deps, service, request, context, { input, evaluation, mapped, date, started });
  context.note({ cards: given.cards.length, applies: evaluation.applies });
  return cards(context.client.shadow ? [] : given.cards);
}

/** The drafts for treatments: a referral by the name of its service, the others by what they order. */
function labelled(drafts: Drafts, evaluation: Evaluation): readonly DraftOrder[] {
  const titleOf = (code: string) => evaluation.options.find((option) => option.code === code)?.title ?? code;
  return drafts.examined
    .filter((order) => order.options.length > 0)
    .map(({ reference, options, service }) => {
      const referral = ORDERS.find((order) => service.includes(order.key));
      const shown =
        options.length > 2 ? [...options.slice(0, 2).map(titleOf), 'similar'] : options.map(titleOf);
      const titles = shown.map((title, index) => (index === 0 ? title : midSentence(title)));
      const item = evaluation.workup.find((one) => service.includes(orderOfItem(one.id, evaluation) ?? ''));
      return {
        reference,
        options,
        label: referral?.noun ?? titles.join(' or '),
        ...(item === undefined ? {} : { supplies: item.facts }),
      };
    });
}

function cards(list: readonly Card[]): Outcome {
  return { kind: 'answered', body: { cards: list } };
}

/** Where the service may read, and with what: nowhere unless the request says so in a way that holds together. */
function fhirAccess(
  request: HookRequest,
  client: Client,
): 'refused' | { readonly fhirServer?: AllowedServer; readonly accessToken?: string } {
  if (request.fhirServer === undefined) return {};
  const server = allowedServer(request.fhirServer, client.fhirServers);
  if (!server) return 'refused';
  const authorization = request.fhirAuthorization;
  if (!authorization) return { fhirServer: server };
  const otherPatient =
    typeof authorization.patient === 'string' &&
    authorization.patient.replace(/^Patient\//, '') !== request.context.patientId;
  const bearer = (authorization.token_type ?? 'Bearer').toLowerCase() === 'bearer';
  // A token for another patient, or of a kind that is not known, gives no access at all.
  if (otherPatient || !bearer) return {};
  return { fhirServer: server, accessToken: authorization.access_token };
}

interface ReadRecord {
  readonly evaluation: Evaluation;
  readonly mapped: MappedRecord;
  readonly date: string;
}

function readRecord(
  deps: HookDeps,
  request: HookRequest,
  gathered: Extract<Gathered, { kind: 'gathered' }>,
  drafts: Drafts,
): ReadRecord | Outcome {
  const date = calendarDay(deps.now());
  try {
    const record = deps.rooms.record({
      resources: gathered.resources,
      patientId: request.context.patientId,
      unread: gathered.unread,
      fullUrls: gathered.fullUrls,
      ...(gathered.serverBase === undefined ? {} : { serverBase: gathered.serverBase }),
    });
    deps.metrics.countUnmapped(deps.rooms.unmappedSystems(record));
    const mapped = deps.rooms.map(record, date);
    const issues: readonly Issue[] = [...gathered.issues, ...mapped.issues];
    const evaluation = deps.rooms.decide(mapped.recorded, {
      date,
      strict: deps.strict,
      issues,
      withWorkup: true,
      draftOptions: drafts.options,
    });
    return { evaluation, mapped, date };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return {
      kind: 'data-unobtainable',
      keys: ['patient'],
      text: 'the patient of the context is not in the data',
    };
  }
}

interface Said {
  readonly input: Omit<
    CardInput,
    'profile' | 'publicBaseUrl' | 'reviewUrl' | 'smartLaunchUrl' | 'now' | 'uuid' | 'suppressed'
  > & { readonly activeOrders: readonly OrderOnRecord[] };
  readonly evaluation: Evaluation;
  readonly mapped: MappedRecord;
  readonly date: string;
  readonly started: number;
}

/**
 * Makes the cards and puts them on record. When the store fails, clinicians still get the cards: without the link
 * to a review page that would not be there, and without holding back what they may have overridden.
 */
async function say(
  deps: HookDeps,
  service: CdsService,
  request: HookRequest,
  context: Context,
  said: Said,
): Promise<Answer> {
  const { client } = context;
  const now = deps.now();
  const subject = subjectOf(request, client);
  const suppressed = await overridden(deps, client, subject, now);
  const reviewId = randomUUID();
  const expiresAt = new Date(now.getTime() + deps.reviewTtlHours * 3_600_000);
  const write = (withLink: boolean): Answer =>
    deps.rooms.say({
      ...said.input,
      profile: {
        selectionBehavior: client.selectionBehavior,
        orderIntent: client.orderIntent,
        links: client.links,
        localCodings: codingsOf(client),
      },
      publicBaseUrl: deps.publicBaseUrl,
      ...(withLink ? { reviewUrl: deps.links.url(reviewId, expiresAt) } : {}),
      ...(client.smartLaunchUrl ? { smartLaunchUrl: client.smartLaunchUrl } : {}),
      now,
      uuid: randomUUID,
      suppressed: (topic, factHash) => suppressed?.get(topic)?.has(factHash) ?? false,
    });
  let answer = write(suppressed !== undefined);
  const review: ReviewRecord = {
    id: reviewId,
    issuer: client.issuer,
    subject,
    createdAt: now,
    expiresAt,
    snapshot: { ...deps.reviewExtras, evaluation: said.evaluation, recorded: said.mapped.recorded },
  };
  const kept = await keep(deps, {
    issuer: client.issuer,
    tenant: client.tenant,
    serviceId: service.id,
    hookInstance: request.hookInstance,
    subject,
    userId: request.context.userId,
    factHash: evaluationHash(said.evaluation),
    knowledgeVersion: said.evaluation.knowledgeVersion,
    evaluationDate: said.date,
    statuses: Object.fromEntries(said.evaluation.options.map((option) => [option.code, option.status])),
    durationMs: Math.round(performance.now() - said.started),
    shadow: client.shadow,
    answeredAt: now,
    cards: answer.records,
    suppressed: answer.suppressed,
    ...(answer.cards.length > 0 && !client.shadow ? { review } : {}),
  });
  if (!kept && suppressed !== undefined) answer = write(false);
  const fate = client.shadow ? 'shadow' : 'shown';
  for (const record of answer.records) deps.metrics.cards.inc({ topic: record.topic, fate });
  for (const topic of answer.suppressed) deps.metrics.cards.inc({ topic, fate: 'suppressed' });
  return answer;
}

/**
 * The patient as the store knows it: ids are unique within one FHIR server only, so the address of the server goes
 * with the id. Without one in the request it is the client's only server; a client with several, or without any,
 * that names none is known by the id alone.
 */
function subjectOf(request: HookRequest, client: Client): string {
  const relative = `Patient/${request.context.patientId}`;
  const listed = client.fhirServers;
  const only = listed !== 'loopback' && listed.length === 1 ? listed[0] : undefined;
  const named = request.fhirServer ?? (typeof only === 'string' ? only : only?.url);
  const server = named === undefined ? undefined : allowedServer(named, listed);
  return server ? `${server.base}${relative}` : relative;
}

function codingsOf(
  client: Client,
): Readonly<Record<string, { system: string; code: string; display?: string }>> {
  return Object.fromEntries(
    Object.entries(client.localCodings).map(([key, { system, code, display }]) => [
      key,
      display === undefined ? { system, code } : { system, code, display },
    ]),
  );
}

/** Fact hashes overridden for the patient, by topic; undefined when the store cannot tell. */
async function overridden(
  deps: HookDeps,
  { issuer, tenant }: Client,
  subject: string,
  now: Date,
): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined> {
  if (deps.suppressDays === 0) return new Map();
  const since = new Date(now.getTime() - deps.suppressDays * 86_400_000);
  try {
    return await deps.store.suppressedTopics({ issuer, tenant, subject, since });
  } catch (error) {
    countStoreError(deps, 'suppressedTopics', error);
    return undefined;
  }
}

async function keep(deps: HookDeps, record: AnswerRecord): Promise<boolean> {
  try {
    await deps.store.recordAnswer(record);
    return true;
  } catch (error) {
    countStoreError(deps, 'recordAnswer', error);
    return false;
  }
}

function countStoreError(deps: HookDeps, operation: string, error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
  deps.metrics.storeErrors.inc({ operation });
}
