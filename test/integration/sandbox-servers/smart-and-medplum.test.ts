import { describe, expect, it } from 'vitest';
import { gathered, refs, unread } from '../../faults/scene.ts';
import { CONDITION, FHIR_JSON, observation, PATIENT, PATIENT_ID, usePublicServer } from './public-servers.ts';

const TYPES = [
  'Condition',
  'Procedure',
  'DiagnosticReport',
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'BodyStructure',
  'ImagingStudy',
  'ServiceRequest',
  'Appointment',
  'Encounter',
];

describe('the SMART sandbox', () => {
  const ORIGIN = 'https://r4.smart-sandbox.example.org';
  const server = usePublicServer(ORIGIN);
  const bundle = (resources: readonly unknown[], links: Record<string, string> = {}) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    link: Object.entries(links).map(([relation, url]) => ({ relation, url })),
    entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
  });

  it('a base without a path: next links at the root are under it', async () => {
    server.scope.get(`/Patient/${PATIENT_ID}`).reply(200, PATIENT, FHIR_JSON);
    for (const type of TYPES)
      server.scope
        .get(`/${type}`)
        .query(true)
        .reply(200, bundle(type === 'Condition' ? [CONDITION] : []), FHIR_JSON);
    server.scope
      .get('/Observation')
      .query(true)
      .reply(
        200,
        {
          ...bundle([observation('o-1')], {
            self: `${ORIGIN}/Observation?x`,
            next: `${ORIGIN}?_getpages=8e2&_getpagesoffset=1`,
          }),
          total: 2,
        },
        FHIR_JSON,
      )
      .get('/')
      .query((query) => query._getpages === '8e2')
      .reply(200, { ...bundle([observation('o-2')]), total: 2 }, FHIR_JSON);
    const answer = await server.ask(ORIGIN);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o-1', 'Observation/o-2']);
    expect(unread(answer)).toEqual([]);
    expect(gathered(answer).serverBase).toBe(`${ORIGIN}/`);
  });

  it('a launch simulator base: its long path is the boundary', async () => {
    const root = '/v/r4/sim/WzIsIiIsIiIsIkFVVE8iLDAsMCwwLCIiLCIiLCIiXQ/fhir';
    server.scope.get(`${root}/Patient/${PATIENT_ID}`).reply(200, PATIENT, FHIR_JSON);
    for (const type of TYPES)
      server.scope.get(`${root}/${type}`).query(true).reply(200, bundle([]), FHIR_JSON);
    server.scope
      .get(`${root}/Observation`)
      .query(true)
      .reply(200, bundle([observation('o-1')], { next: `${ORIGIN}/v/r4/fhir?_getpages=8e2` }), FHIR_JSON);
    expect(unread(await server.ask(`${ORIGIN}${root}`))).toEqual(['Observation incomplete']);
    expect(server.unexpected).toEqual([]);
  });
});

describe('Medplum', () => {
  const ORIGIN = 'https://api.medplum-like.example.org';
  const server = usePublicServer(ORIGIN);
  const bundle = (type: string, resources: readonly { id: string }[], next?: number) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    link: [
      { relation: 'self', url: `${ORIGIN}/fhir/R4/${type}?patient=${PATIENT_ID}&_count=500` },
      { relation: 'first', url: `${ORIGIN}/fhir/R4/${type}?patient=${PATIENT_ID}&_count=500&_offset=0` },
      ...(next === undefined
        ? []
        : [
            {
              relation: 'next',
              url: `${ORIGIN}/fhir/R4/${type}?patient=${PATIENT_ID}&_count=500&_offset=${next}`,
            },
          ]),
    ],
    ...(resources.length === 0
      ? {}
      : {
          entry: resources.map((resource) => ({
            fullUrl: `${ORIGIN}/fhir/R4/${type}/${resource.id}`,
            search: { mode: 'match' },
            resource,
          })),
        }),
  });

  it('offset paging, answers without total or entries', async () => {
    server.scope.get(`/fhir/R4/Patient/${PATIENT_ID}`).reply(200, PATIENT, FHIR_JSON);
    for (const type of TYPES)
      server.scope
        .get(`/fhir/R4/${type}`)
        .query(true)
        .reply(200, bundle(type, type === 'Condition' ? [CONDITION] : []), FHIR_JSON);
    server.scope
      .get('/fhir/R4/Observation')
      .query((query) => query._offset === undefined)
      .reply(200, bundle('Observation', [observation('o-1')], 500), FHIR_JSON)
      .get('/fhir/R4/Observation')
      .query((query) => query._offset === '500')
      .reply(200, bundle('Observation', [observation('o-2')]), FHIR_JSON);
    const answer = await server.ask(`${ORIGIN}/fhir/R4`);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o-1', 'Observation/o-2']);
    expect(unread(answer)).toEqual([]);
  });

  it('an expired token: 401 everywhere, unobtainable', async () => {
    const unauthorized = {
      resourceType: 'OperationOutcome',
      id: 'unauthorized',
      issue: [{ severity: 'error', code: 'login', details: { text: 'Unauthorized' } }],
    };
    server.scope.get(/.*/).times(40).reply(401, unauthorized, FHIR_JSON);
    expect(await server.ask(`${ORIGIN}/fhir/R4`)).toMatchObject({
      kind: 'unobtainable',
      keys: ['patient', 'conditions'],
    });
  });
});
