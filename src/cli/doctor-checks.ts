import type { Resource } from '@medplum/fhirtypes';
import type { FactId } from '../domain/fact-catalogue.ts';
import { readBundlePage } from '../fhir/bundle-page.ts';
import { type Capability, readCapability } from '../fhir/capability.ts';
import { type FhirClient, isFhirId } from '../fhir/client.ts';
import { failureText } from '../fhir/failure.ts';
import { fetchList } from '../fhir/patient-list.ts';
import { PATIENT_READ, PATIENT_SEARCHES, type PatientSearch, queryFor } from '../fhir/searches.ts';
import { FACT_SOURCES } from './fact-sources.ts';

/** How one search of the service fares on the server. */
export interface SearchCheck {
  readonly key: string;
  readonly resourceType: string;
  readonly need: PatientSearch['need'];
  /** `lacking`: a type that a server may lack; `incomplete`: a part of the list came. */
  readonly result: 'works' | 'incomplete' | 'lacking' | 'failed';
  readonly count: number;
  readonly milliseconds: number;
  readonly requests: number;
  /** Listed in the CapabilityStatement; absent when there is none. */
  readonly listed?: boolean;
  /** Search parameters that the server ignores, by trial. */
  readonly ignored: readonly string[];
  readonly remarks: readonly string[];
}

export interface FactCheck {
  readonly fact: FactId;
  readonly from: readonly string[];
  readonly notFrom: readonly string[];
}

export interface Diagnosis {
  readonly server: string;
  readonly capability: {
    readonly milliseconds: number;
    readonly text: string;
    readonly statement?: Capability;
  };
  /** The patient that the searches were tried with; absent when there was none. */
  readonly patientId?: string;
  readonly searches: readonly SearchCheck[];
  readonly facts: readonly FactCheck[];
  /** Everything without which the service gives no advice on this server. */
  readonly obstacles: readonly string[];
}

/** A patient that no server has: what a search for it returns, it returns for everybody. */
const NOBODY = 'nelm-cds-doctor-nobody';
const NO_CODE = 'nelm-cds-doctor-none';

/** Counts the requests that were sent while something ran. */
export interface RequestCounter {
  requests: number;
}

/** Checks a FHIR server against what the service needs. Sends GET requests only; nothing is written. */
export async function diagnose(
  client: FhirClient,
  counter: RequestCounter,
  patientId?: string,
): Promise<Diagnosis> {
  const capability = await checkCapability(client);
  const obstacles: string[] = [];
  const version = capability.statement?.fhirVersion;
  if (version !== undefined && !/^4\./.test(version)) {
    obstacles.push(`The server speaks FHIR ${version}; the service reads R4 (4.0).`);
  }
  const subject = patientId ?? (await anyPatient(client));
  const searches: SearchCheck[] = [];
  if (subject === undefined) {
    if (capability.statement === undefined) obstacles.push(`CapabilityStatement: ${capability.text}.`);
    obstacles.push('No patient to try the searches with: give --patient ID.');
  } else {
    searches.push(await checkPatient(client, counter, subject, capability.statement));
    for (const search of PATIENT_SEARCHES) {
      searches.push(await checkSearch(search, subject, client, counter, capability.statement));
    }
  }
  for (const search of searches) obstacles.push(...obstaclesOf(search));
  return {
    server: client.base,
    capability,
    ...(subject === undefined ? {} : { patientId: subject }),
    searches,
    facts: factsFrom(searches),
    obstacles,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

async function checkCapability(client: FhirClient): Promise<Diagnosis['capability']> {
  const [answer, milliseconds] = await timed(() => client.get('metadata', 'CapabilityStatement'));
  if (!answer.ok) return { milliseconds, text: failureText(answer.failure) };
  const statement = readCapability(answer.value);
  if (statement === undefined) return { milliseconds, text: 'the answer is not a CapabilityStatement' };
  const text = `FHIR ${statement.fhirVersion ?? 'of unknown version'}, ${statement.types.size} resource types`;
  return { milliseconds, text: statement.software ? `${statement.software}, ${text}` : text, statement };
}

/** The id of the first patient that the server lists. */
async function anyPatient(client: FhirClient): Promise<string | undefined> {
  const answer = await client.get('Patient?_count=1', 'Patient');
  const reading = answer.ok ? readBundlePage(answer.value, 'Patient') : undefined;
  const id = reading?.ok === true ? reading.page.resources[0]?.id : undefined;
  return isFhirId(id) ? id : undefined;
}

async function checkPatient(
  client: FhirClient,
  counter: RequestCounter,
  id: string,
  statement: Capability | undefined,
): Promise<SearchCheck> {
  const before = counter.requests;
  const [answer, milliseconds] = await timed(() => client.get(queryFor(PATIENT_READ.query, id), 'Patient'));
  const patient = answer.ok ? (answer.value as Partial<Resource> | null) : undefined;
  const works = patient?.resourceType === 'Patient' && patient.id === id;
  return {
    key: PATIENT_READ.key,
    resourceType: 'Patient',
    need: 'required',
    result: works ? 'works' : 'failed',
    count: works ? 1 : 0,
    milliseconds,
    requests: counter.requests - before,
    ...(statement === undefined ? {} : { listed: statement.types.has('Patient') }),
    ignored: [],
    remarks: works ? [] : [answer.ok ? 'the answer is not this patient' : failureText(answer.failure)],
  };
}

async function checkSearch(
  search: PatientSearch,
  patientId: string,
  client: FhirClient,
  counter: RequestCounter,
  statement: Capability | undefined,
): Promise<SearchCheck> {
  const { key, resourceType, need } = search;
  const before = counter.requests;
  const allowance = { remaining: client.limits.maxResources };
  const [list, milliseconds] = await timed(() => fetchList(search, patientId, client, allowance));
  const requests = counter.requests - before;
  const listed = statement?.types.has(resourceType);
  const facts = {
    key,
    resourceType,
    need,
    milliseconds,
    requests,
    ...(listed === undefined ? {} : { listed }),
  };
  if (list.failure !== undefined) {
    const optional = need === 'if-supported' || need === 'courtesy';
    const absent = ['not-found', 'unsupported'].includes(list.failure.kind) || listed === false;
    const result = optional && absent ? 'lacking' : 'failed';
    const why = list.unusable === undefined ? failureText(list.failure) : `the answer ${list.unusable}`;
    return { ...facts, result, count: 0, ignored: [], remarks: [why] };
  }
  const matches = list.resources.filter((resource) => resource.resourceType === resourceType);
  const remarks = [...list.unread, ...list.issues].map(({ text }) => text);
  const form = client.connections.formOf(client.base, resourceType);
  if (form > search.plainer.length) remarks.push('asked in parts: the server rejects the advertised query');
  else if (form > 0) remarks.push('asked in a plainer form: the server rejects the advertised query');
  return {
    ...facts,
    result: list.unread.length > 0 ? 'incomplete' : 'works',
    count: matches.length,
    ignored: await ignoredParameters(search, patientId, matches, form, client),
    remarks,
  };
}

/**
 * Parameters that make no difference, found by asking what must give nothing, one, or a certain order. Only tried when
 * the patient has resources of the type: from an empty list nothing can be told.
 */
async function ignoredParameters(
  search: PatientSearch,
  patientId: string,
  matches: readonly Resource[],
  form: number,
  client: FhirClient,
): Promise<readonly string[]> {
  const type = search.resourceType;
  const count = async (query: string): Promise<number | undefined> => {
    const answer = await client.get(query, type);
    const reading = answer.ok ? readBundlePage(answer.value, type) : undefined;
    return reading?.ok === true ? reading.page.matches : undefined;
  };
  const ignored: string[] = [];
  if (((await count(`${type}?patient=${NOBODY}`)) ?? 0) > 0) ignored.push('patient');
  if (matches.length === 0) return ignored;
  const own = `${type}?patient=${patientId}`;
  if (matches.length > 1 && form === 0 && ((await count(`${own}&_count=1`)) ?? 0) > 1) ignored.push('_count');
  if (type === 'Observation' && ((await count(`${own}&category=${NO_CODE}`)) ?? 0) > 0)
    ignored.push('category');
  if (search.query.includes('status=') && hasOtherStatus(search, matches)) ignored.push('status');
  if (search.query.includes('_sort=-date') && form === 0 && !newestFirst(matches)) ignored.push('_sort');
  return ignored;
}

function hasOtherStatus(search: PatientSearch, matches: readonly Resource[]): boolean {
  const wanted = /status=([^&]+)/.exec(search.query)?.[1]?.split(',') ?? [];
  return matches.some((resource) => !wanted.includes(String((resource as { status?: unknown }).status)));
}

function newestFirst(matches: readonly Resource[]): boolean {
  const days = matches.flatMap((resource) => {
    const dated = resource as { effectiveDateTime?: unknown; issued?: unknown };
    // Partial dates sort in more than one right way: only full days are compared.
    const day = typeof dated.effectiveDateTime === 'string' ? dated.effectiveDateTime.slice(0, 10) : '';
    return day.length === 10 ? [day] : [];
  });
  return days.every((day, index) => index === 0 || day <= (days[index - 1] ?? day));
}

function obstaclesOf(search: SearchCheck): readonly string[] {
  const { key, resourceType, need, result, ignored, remarks } = search;
  const obstacles: string[] = [];
  if (need === 'required' && result === 'failed') {
    obstacles.push(`${key}: ${remarks.join('; ')}. Without it there is no answer (412).`);
  } else if (result === 'failed' && need !== 'courtesy') {
    obstacles.push(`${resourceType}: ${remarks.join('; ')}. Its facts are unknown on every card.`);
  } else if (result === 'incomplete') {
    obstacles.push(`${resourceType}: the list is not complete; what is not in it is unknown, not absent.`);
  }
  if (ignored.includes('patient')) {
    obstacles.push(`${resourceType}: the server ignores patient= and sends other patients' data.`);
  }
  return obstacles;
}

function factsFrom(searches: readonly SearchCheck[]): readonly FactCheck[] {
  if (searches.length === 0) return [];
  const readable = new Set(
    searches
      .filter(({ result }) => result === 'works' || result === 'incomplete')
      .map(({ resourceType }) => resourceType),
  );
  return [...FACT_SOURCES].map(([fact, types]) => ({
    fact,
    from: types.filter((type) => readable.has(type)),
    notFrom: types.filter((type) => !readable.has(type)),
  }));
}
