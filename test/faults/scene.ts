import { afterEach, beforeEach, expect } from 'vitest';
import { type FetchEvent, FhirConnections } from '../../src/fhir/connections.ts';
import { type Gathered, type GatherRequest, gather } from '../../src/fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS, type FhirLimits } from '../../src/fhir/limits.ts';
import type { Unread } from '../../src/fhir/unread.ts';
import { type FakeFhir, startFhir } from './fake-fhir.ts';

export const TOKEN = 'tok-SENTINEL-7f3a';
export const PATIENT = { resourceType: 'Patient', id: 'p1', birthDate: '1960-01-01' } as const;
export const CONDITION = {
  resourceType: 'Condition',
  id: 'c1',
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C7B.02' }] },
} as const;
export const OBSERVATION = {
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'http://loinc.org', code: '29593-1' }] },
} as const;
export const PROCEDURE = {
  resourceType: 'Procedure',
  id: 'pr1',
  status: 'completed',
  subject: { reference: 'Patient/p1' },
} as const;
export const RECORD = [PATIENT, CONDITION, OBSERVATION, PROCEDURE];

/** The bounds of the service, with a short rest of the circuit. */
export const STEADY: FhirLimits = { ...DEFAULT_FHIR_LIMITS, circuitCooldownMs: 200 };
/** Short bounds, so that the faults of time take milliseconds. */
export const FAST: FhirLimits = { ...STEADY, requestTimeoutMs: 300, budgetMs: 900 };

export interface Scene {
  /** The server of the hook request. */
  readonly fhir: FakeFhir;
  /** A server that nothing may be sent to. */
  readonly evil: FakeFhir;
  readonly connections: FhirConnections;
  readonly events: FetchEvent[];
  /** Lets the time of the connections (rest of a circuit, memory of capabilities) pass at once. */
  pass(ms: number): void;
  ask(more?: Partial<GatherRequest>, limits?: FhirLimits): Promise<Gathered>;
}

/**
 * A fresh server, a foreign server and fresh connections for each test. After each test the recorder of both servers
 * proves that the token was sent to nothing but the exact origin and base path, and that no text of the answer
 * carries the token or the patient's id.
 */
export function useScene(): Scene {
  let fhir: FakeFhir;
  let evil: FakeFhir;
  let connections: FhirConnections;
  let answers: Gathered[] = [];
  const events: FetchEvent[] = [];
  let passed = 0;
  beforeEach(async () => {
    fhir = await startFhir(RECORD, '/ehr/fhir/R4');
    evil = await startFhir(RECORD, '/ehr/fhir/R4');
    events.length = 0;
    passed = 0;
    connections = new FhirConnections({
      observe: (event) => events.push(event),
      now: () => performance.now() + passed,
    });
    answers = [];
  });
  afterEach(async () => {
    await connections.close();
    await Promise.all([fhir.close(), evil.close()]);
    for (const arrival of fhir.arrivals) {
      expect(arrival.path).toMatch(/^\/ehr\/fhir\/R4(?:[/?]|$)/);
      expect(arrival.authorization).toBe(`Bearer ${TOKEN}`);
    }
    expect(evil.arrivals).toEqual([]);
    for (const answer of answers) expect(JSON.stringify(wordsOf(answer))).not.toMatch(/SENTINEL|\bp1\b/);
  });
  return {
    get fhir() {
      return fhir;
    },
    get evil() {
      return evil;
    },
    get connections() {
      return connections;
    },
    events,
    pass: (ms) => {
      passed += ms;
    },
    ask: async (more = {}, limits = STEADY) => {
      const request = { patientId: 'p1', fhirServer: fhir.base, accessToken: TOKEN, ...more };
      const answer = await gather(request, limits, connections);
      answers.push(answer);
      return answer;
    },
  };
}

function wordsOf(answer: Gathered): unknown {
  return answer.kind === 'gathered' ? { unread: answer.unread, issues: answer.issues } : answer;
}

/** The answer when data was gathered; fails the test otherwise. */
export function gathered(answer: Gathered): Extract<Gathered, { kind: 'gathered' }> {
  if (answer.kind !== 'gathered') throw new Error(`not gathered: ${answer.kind} ${answer.text}`);
  return answer;
}

/** Resources of a type, as `Type/id`, sorted. */
export function refs(answer: Gathered, type?: string): string[] {
  return gathered(answer)
    .resources.filter((resource) => type === undefined || resource.resourceType === type)
    .map((resource) => `${resource.resourceType}/${resource.id}`)
    .sort();
}

/** What is unread, as `Type reason`. */
export function unread(answer: Gathered): string[] {
  return gathered(answer).unread.map((one: Unread) =>
    [one.resourceType, one.category, one.reason].filter((part) => part !== undefined).join(' '),
  );
}
