import nock from 'nock';
import { afterEach, beforeEach } from 'vitest';
import { FhirConnections } from '../../../src/fhir/connections.ts';
import { type Gathered, gather } from '../../../src/fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS } from '../../../src/fhir/limits.ts';

export const PATIENT_ID = '592912';
export const TOKEN = 'eyJ.opaque.token';

const about = { subject: { reference: `Patient/${PATIENT_ID}` } };
export const PATIENT = { resourceType: 'Patient', id: PATIENT_ID, birthDate: '1961-04-02' };
export const CONDITION = { resourceType: 'Condition', id: 'cond-1', ...about, code: { text: 'NET' } };
export const observation = (id: string, category?: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  ...about,
  ...(category === undefined ? {} : { category: [{ coding: [{ code: category }] }] }),
});

/** A FHIR server that answers only what is declared: any other request fails the gathering and is recorded. */
export interface PublicServer {
  readonly scope: nock.Scope;
  readonly unexpected: string[];
  ask(base: string): Promise<Gathered>;
}

/** Intercepts one origin for each test; no request leaves the machine. */
export function usePublicServer(origin: string): PublicServer {
  let scope: nock.Scope;
  let connections: FhirConnections;
  const unexpected: string[] = [];
  const record = (request: { method?: string; path?: string }): void => {
    unexpected.push(`${request.method ?? ''} ${request.path ?? ''}`);
  };
  beforeEach(() => {
    nock.disableNetConnect();
    nock.emitter.on('no match', record);
    unexpected.length = 0;
    scope = nock(origin, {
      reqheaders: { authorization: `Bearer ${TOKEN}`, accept: 'application/fhir+json' },
    });
    connections = new FhirConnections();
  });
  afterEach(async () => {
    nock.emitter.off('no match', record);
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
    nock.activate();
    await connections.close();
  });
  return {
    get scope() {
      return scope;
    },
    unexpected,
    ask: (base) =>
      gather(
        { patientId: PATIENT_ID, fhirServer: base, accessToken: TOKEN },
        DEFAULT_FHIR_LIMITS,
        connections,
      ),
  };
}

export const FHIR_JSON = { 'content-type': 'application/fhir+json;charset=UTF-8' };
