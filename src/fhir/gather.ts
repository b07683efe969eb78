import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Issue } from '../domain/facts.ts';
import { type AllowedServer, parseFhirBase } from './allowed-server.ts';
import { isDeeperThan, MAX_DEPTH } from './bundle-page.ts';
import { lacksType } from './capability.ts';
import { FhirClient, isFhirId, isSendableToken } from './client.ts';
import { type FhirConnections, sharedConnections } from './connections.ts';
import { type FhirFailure, failureText } from './failure.ts';
import type { FhirLimits } from './limits.ts';
import {
  EMPTY_LIST,
  fetchList,
  followPages,
  type PatientList,
  type ResourceAllowance,
  unreadBecause,
} from './patient-list.ts';
import { type Prefetched, prefetchedList, prefetchedPatients } from './prefetch.ts';
import { areForeign } from './record-admission.ts';
import { resolveReferences } from './references.ts';
import { PATIENT_READ, PATIENT_SEARCHES, type PatientSearch, queryFor } from './searches.ts';
import type { Unread } from './unread.ts';

export interface GatherRequest {
  readonly patientId: string;
  /** As it came in the hook request; read without trust. */
  readonly prefetch?: unknown;
  /**
   * The FHIR server, already checked against the client's allow-list: what `allowedServer` gave, or a base URL that
   * is then reached at public addresses (a loopback or literal private host at exactly that) only.
   */
  readonly fhirServer?: string | AllowedServer;
  readonly accessToken?: string;
  /** Draft orders that name their drug by a reference: the drug is read too. */
  readonly drafts?: readonly unknown[];
  /** The EHR has hung up: everything stops. */
  readonly signal?: AbortSignal;
}

/** What the record holds about one patient, or why there is no answer. Texts carry no patient data. */
export type Gathered =
  | {
      readonly kind: 'gathered';
      readonly resources: Resource[];
      readonly unread: Unread[];
      /** Drugs of draft orders that could not be identified; the record itself is whole. */
      readonly unreadDrafts: Unread[];
      /**
       * What was not looked up, or in vain, and makes nothing unknown: optional types without FHIR access, and lists of
       * courtesy. What only these would hold is read as absent, and has to be said.
       */
      readonly readAsAbsent: Unread[];
      readonly issues: Issue[];
      /** `fullUrls` for `buildRecord`: what Bundle-local references name. */
      readonly fullUrls: ReadonlyMap<unknown, string>;
      /** `serverBase` for `buildRecord`; absent when the service had no access. */
      readonly serverBase?: string;
    }
  /** Patient or conditions can be had neither from the prefetch nor from the server: 412, naming the keys. */
  | { readonly kind: 'unobtainable'; readonly keys: string[]; readonly text: string }
  | { readonly kind: 'wrong-patient'; readonly text: string }
  /** The record was merged into another one (Patient.link replaced-by): never evaluated. */
  | { readonly kind: 'merged-patient'; readonly text: string };

/** Ends the hook call's gathering early; what it is thrown for is the answer. */
class Unanswerable extends Error {
  readonly answer: Gathered;
  constructor(answer: Gathered) {
    super(answer.kind);
    this.answer = answer;
  }
}

interface Scene {
  readonly request: GatherRequest;
  readonly client: FhirClient | undefined;
  readonly allowance: ResourceAllowance;
  /** The patient once it is there; undefined when it cannot be had. */
  readonly patient: Promise<Patient | undefined>;
}

/**
 * Brings together what the facts need: what the client sent, and the rest from its FHIR server, in parallel and
 * under one deadline. Nothing is left running when it resolves. Never throws.
 *
 * What was not read is never absent: every list that is missing or not whole has an entry in `unread`. The exception
 * are resource types that a US Core server may lack and this one does lack, or that a client without FHIR access was
 * never asked for: the facts that could come only from there are read as absent from it (knowledge: "normal, with no
 * complaint"; they appear among the assumptions). The types that were never asked for, and the lists of courtesy that
 * failed, are named in `readAsAbsent` and by an issue of severity information.
 */
export async function gather(
  request: GatherRequest,
  limits: FhirLimits,
  connections: FhirConnections = sharedConnections(),
): Promise<Gathered> {
  if (!isFhirId(request.patientId)) {
    return { kind: 'unobtainable', keys: [PATIENT_READ.key], text: 'patient: the id is not a FHIR id' };
  }
  const issues: Issue[] = [];
  const client = openClient(request, limits, connections, issues);
  try {
    const obtained = obtainPatient(prefetchedPatient(request), request, client);
    const scene: Scene = {
      request,
      client,
      allowance: { remaining: limits.maxResources },
      patient: obtained.then(
        ({ resource }) => resource,
        () => undefined,
      ),
    };
    // Searches never reject: what fails is part of their result.
    const searches = PATIENT_SEARCHES.map((search) => obtainList(search, scene));
    const patient = await obtained;
    const required = await Promise.all(searches.filter((_, at) => PATIENT_SEARCHES[at]?.need === 'required'));
    if (patient.resource === undefined || required.some((list) => list.missing !== undefined)) {
      return unobtainable([patient, ...required]);
    }
    const lists = await Promise.all(searches);
    const resources: Resource[] = [patient.resource, ...lists.flatMap((list) => list.resources)];
    const [references, drugs] = await Promise.all([
      resolveReferences(resources, client),
      resolveReferences([...medications(resources), ...((request.drafts ?? []) as Resource[])], client),
    ]);
    const readAsAbsent = [...lists.flatMap((list) => list.readAsAbsent ?? []), ...neverAsked(client)];
    issues.push(...lists.flatMap((list) => list.issues), ...notLookedUp(readAsAbsent));
    return {
      kind: 'gathered',
      resources: [...resources, ...references.resources, ...drugs.resources],
      unread: [...lists.flatMap((list) => list.unread), ...references.unread],
      unreadDrafts: [...drugs.unread],
      readAsAbsent,
      issues,
      fullUrls: new Map(lists.flatMap((list) => list.fullUrls)),
      ...(client === undefined ? {} : { serverBase: client.base }),
    };
  } catch (error) {
    if (error instanceof Unanswerable) return error.answer;
    throw error;
  } finally {
    client?.close();
  }
}

const medications = (resources: readonly Resource[]): Resource[] =>
  resources.filter((resource) => resource.resourceType === 'Medication');

/** A required key that could not be had, and why. */
interface Missing {
  readonly key: string;
  readonly why: string;
}

function unobtainable(parts: readonly { readonly missing?: Missing }[]): Gathered {
  const missing = parts.flatMap((part) => part.missing ?? []);
  return {
    kind: 'unobtainable',
    keys: missing.map(({ key }) => key),
    text: missing.map(({ key, why }) => `${key}: ${why}`).join('; '),
  };
}

function openClient(
  request: GatherRequest,
  limits: FhirLimits,
  connections: FhirConnections,
  issues: Issue[],
): FhirClient | undefined {
  const { fhirServer, accessToken, signal } = request;
  if (fhirServer === undefined) return undefined;
  const parsed =
    typeof fhirServer === 'string' ? parseFhirBase(fhirServer) : { ok: true as const, server: fhirServer };
  if (!parsed.ok) {
    issues.push({ severity: 'warning', text: `The FHIR server is not used: its address ${parsed.reason}.` });
    return undefined;
  }
  if (accessToken !== undefined && !isSendableToken(accessToken)) {
    issues.push({ severity: 'warning', text: 'The FHIR server is not used: the access token is malformed.' });
    return undefined;
  }
  return new FhirClient({
    server: parsed.server,
    limits,
    connections,
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The patient of the prefetch, checked: the advice must be about the patient of the context and nobody else. */
function prefetchedPatient(request: GatherRequest): Prefetched<Patient> {
  const sent = prefetchedPatients(request.prefetch);
  if (sent.state !== 'given') return sent;
  const patient = sent.value.find((one) => one.id === request.patientId);
  if (patient === undefined) throw wrongPatient('The prefetched patient is not the patient of the context.');
  return { state: 'given', value: notMerged(patient) };
}

const wrongPatient = (text: string): Unanswerable => new Unanswerable({ kind: 'wrong-patient', text });

function notMerged(patient: Patient): Patient {
  const links: unknown = patient.link;
  const replaced =
    Array.isArray(links) && links.some((link) => (link as { type?: unknown } | null)?.type === 'replaced-by');
  if (!replaced) return patient;
  throw new Unanswerable({
    kind: 'merged-patient',
    text: 'The record of this patient was merged into another record; that one must be opened.',
  });
}

async function obtainPatient(
  sent: Prefetched<Patient>,
  request: GatherRequest,
  client: FhirClient | undefined,
): Promise<{ readonly resource?: Patient; readonly missing?: Missing }> {
  const missing = (why: string) => ({ missing: { key: PATIENT_READ.key, why } });
  if (sent.state === 'given') return { resource: sent.value };
  if (client === undefined) return missing(withoutAccess(sent));
  const answer = await client.get(queryFor(PATIENT_READ.query, request.patientId), 'Patient');
  if (!answer.ok) return missing(failureText(answer.failure));
  const patient = answer.value as Patient | null | undefined;
  if (patient?.resourceType !== 'Patient' || isDeeperThan(patient, MAX_DEPTH)) {
    return missing('the answer was not a Patient');
  }
  if (patient.id !== request.patientId) throw wrongPatient('The FHIR server answered with another patient.');
  return { resource: notMerged(patient) };
}

function withoutAccess(sent: Prefetched<unknown>): string {
  const what =
    sent.state === 'failed' ? sent.text : sent.state === 'null' ? 'null was sent' : 'not prefetched';
  return `${what}, and there is no access to a FHIR server`;
}

interface ObtainedList extends PatientList {
  readonly missing?: Missing;
  readonly readAsAbsent?: readonly Unread[];
}

async function obtainList(search: PatientSearch, scene: Scene): Promise<ObtainedList> {
  const { client, allowance, request } = scene;
  const sent = search.prefetch ? prefetchedList(request.prefetch, search) : ({ state: 'omitted' } as const);
  if (sent.state !== 'given') return insteadOf(sent, search, scene);
  const url = queryFor(search.query, request.patientId);
  const list = await followPages(sent.value, search.resourceType, url, client, allowance);
  if (!(await isAboutAnother(list, search, scene))) return list;
  // Nothing of it is the patient's: no answer "no data". The record drops and counts it all the same.
  const text = 'what was sent is about another patient';
  const instead = await insteadOf({ state: 'failed', text }, search, scene);
  return { ...instead, resources: [...list.resources, ...instead.resources] };
}

async function isAboutAnother(
  { resources }: PatientList,
  { resourceType }: PatientSearch,
  { request, client, patient }: Scene,
): Promise<boolean> {
  const listed = resources.filter((resource) => resource.resourceType === resourceType);
  const known = (await patient) ?? { resourceType: 'Patient' as const, id: request.patientId };
  return areForeign(listed, known, client?.base);
}

/** The list where the client sent none that can be used. */
async function insteadOf(
  sent: Exclude<Prefetched<unknown>, { readonly state: 'given' }>,
  search: PatientSearch,
  scene: Scene,
): Promise<ObtainedList> {
  const { client, allowance, request } = scene;
  const { key, resourceType, need } = search;
  // `null` is the answer "no data"; for a required list it is asked again once, since some clients send it for a
  // template that they could not expand (CDS Hooks checklist D13, D14).
  if (sent.state === 'null' && (need !== 'required' || client === undefined)) return EMPTY_LIST;
  if (client === undefined) {
    if (need === 'required') return { ...EMPTY_LIST, missing: { key, why: withoutAccess(sent) } };
    if (need !== 'expected') return EMPTY_LIST;
    const text = `${resourceType}: ${withoutAccess(sent)}`;
    return { ...EMPTY_LIST, unread: [{ resourceType, reason: 'not-asked', text }] };
  }
  const list = await fetchList(search, request.patientId, client, allowance);
  if (list.failure !== undefined) return afterFailure(search, list, list.failure, client);
  if (need !== 'courtesy') return list;
  return { ...list, ...asCourtesy(list.unread, list.issues) };
}

/** No fact rests on it: what is missing of it is no reason to call anything unknown. */
function asCourtesy(
  unread: readonly Unread[],
  issues: readonly Issue[],
): Pick<ObtainedList, 'unread' | 'readAsAbsent' | 'issues'> {
  return {
    unread: [],
    readAsAbsent: unread,
    issues: [...issues, ...unread.map(({ text }) => information(`${text}.`))],
  };
}

/** What a search that failed as a whole means for the answer. */
async function afterFailure(
  search: PatientSearch,
  list: PatientList,
  failure: FhirFailure,
  client: FhirClient,
): Promise<ObtainedList> {
  const { key, resourceType, need } = search;
  if (need === 'required') {
    const why = list.unusable === undefined ? failureText(failure) : `the answer ${list.unusable}`;
    return { ...EMPTY_LIST, missing: { key, why } };
  }
  if (need === 'expected') return { ...EMPTY_LIST, unread: [unreadBecause(resourceType, failure)] };
  const lacking =
    failure.kind === 'not-found' || failure.kind === 'unsupported'
      ? true
      : mayMeanLacking(failure) && (await lacksType(client, resourceType));
  if (lacking) return { ...EMPTY_LIST, issues: [information(`The FHIR server has no ${resourceType}.`)] };
  const unread = [unreadBecause(resourceType, failure)];
  return need === 'courtesy' ? { ...EMPTY_LIST, ...asCourtesy(unread, []) } : { ...EMPTY_LIST, unread };
}

const information = (text: string): Issue => ({ severity: 'information', text });

/** Failures with which servers also answer for a type that they do not have; a timeout or a lost line is none. */
function mayMeanLacking(failure: FhirFailure): boolean {
  return failure.kind === 'refused' || failure.kind === 'forbidden' || failure.status === 500;
}

/** The types that only the server could have told of, when there was no access to it. */
function neverAsked(client: FhirClient | undefined): Unread[] {
  if (client !== undefined) return [];
  return PATIENT_SEARCHES.filter((search) => !search.prefetch).map(({ resourceType }) => ({
    resourceType,
    reason: 'not-asked',
    text: `${resourceType}: not looked up, since there is no access to a FHIR server`,
  }));
}

function notLookedUp(readAsAbsent: readonly Unread[]): Issue[] {
  const types = readAsAbsent.filter(({ reason }) => reason === 'not-asked').map((item) => item.resourceType);
  if (types.length === 0) return [];
  return [
    information(
      `Not looked up, since there is no access to a FHIR server: ${types.join(', ')}; what only these would hold counts as not on record.`,
    ),
  ];
}
