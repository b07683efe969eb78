import { describe, expect, it } from 'vitest';
import { gathered, refs, unread } from '../../faults/scene.ts';
import { CONDITION, FHIR_JSON, observation, PATIENT, PATIENT_ID, usePublicServer } from './public-servers.ts';

const ORIGIN = 'https://hapi.example.org';
const BASE = `${ORIGIN}/baseR4`;
const server = usePublicServer(ORIGIN);

/** A HAPI searchset: absolute links, `_getpages` paging at the base, total, `search.mode`. */
function bundle(
  resources: readonly { resourceType: string; id: string }[],
  more: { next?: string; total?: number } = {},
) {
  return {
    resourceType: 'Bundle',
    id: '3c3b4f1e-6bd8-4f4a-9d3e-5f2f4d1c9b11',
    meta: { lastUpdated: '2026-11-20T10:00:00.000+00:00' },
    type: 'searchset',
    ...(more.total === undefined ? {} : { total: more.total }),
    link: [
      { relation: 'self', url: `${BASE}/Observation?patient=${PATIENT_ID}` },
      ...(more.next === undefined ? [] : [{ relation: 'next', url: more.next }]),
    ],
    ...(resources.length === 0
      ? {}
      : {
          entry: resources.map((resource) => ({
            fullUrl: `${BASE}/${resource.resourceType}/${resource.id}`,
            resource,
            search: { mode: 'match' },
          })),
        }),
  };
}

const page = (offset: number): string =>
  `${BASE}?_getpages=9a4f0c1e-7a01-4a77-8f7b-6d1b8c0b6f10&_getpagesoffset=${offset}&_count=20&_format=json&_pretty=true&_bundletype=searchset`;

const unknownType = (type: string) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'processing',
      diagnostics: `HAPI-0302: Unknown resource type '${type}' - Server knows how to handle: [Condition, Patient]`,
    },
  ],
});

function declareRest(except: readonly string[] = []): void {
  for (const type of [
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
  ]) {
    if (except.includes(type)) continue;
    server.scope
      .get(`/baseR4/${type}`)
      .query(true)
      .reply(200, bundle([], { total: 0 }), FHIR_JSON);
  }
}

describe('a HAPI server', () => {
  it('opaque paging at the base is followed to the end', async () => {
    const ids = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => observation(`obs-${from + index}`));
    server.scope
      .get(`/baseR4/Patient/${PATIENT_ID}`)
      .reply(200, PATIENT, FHIR_JSON)
      .get('/baseR4/Condition')
      .query(true)
      .reply(200, bundle([CONDITION], { total: 1 }), FHIR_JSON)
      .get('/baseR4/Observation')
      .query({ patient: PATIENT_ID, _sort: '-date', _count: '500' })
      .reply(200, bundle(ids(0, 20), { next: page(20) }), FHIR_JSON)
      .get('/baseR4')
      .query((query) => query._getpagesoffset === '20')
      .reply(200, bundle(ids(20, 40), { next: page(40) }), FHIR_JSON)
      .get('/baseR4')
      .query((query) => query._getpagesoffset === '40')
      .reply(200, bundle(ids(40, 47)), FHIR_JSON);
    declareRest();
    const answer = await server.ask(BASE);
    expect(refs(answer, 'Observation')).toHaveLength(47);
    expect(unread(answer)).toEqual([]);
    expect(server.unexpected).toEqual([]);
  });

  it('a search that has expired on the server (410) leaves the list incomplete', async () => {
    server.scope
      .get(`/baseR4/Patient/${PATIENT_ID}`)
      .reply(200, PATIENT, FHIR_JSON)
      .get('/baseR4/Condition')
      .query(true)
      .reply(200, bundle([CONDITION]), FHIR_JSON)
      .get('/baseR4/Observation')
      .query(true)
      .reply(200, bundle([observation('obs-0')], { next: page(20) }), FHIR_JSON)
      .get('/baseR4')
      .query(true)
      .reply(
        410,
        {
          resourceType: 'OperationOutcome',
          issue: [
            { severity: 'error', code: 'processing', diagnostics: 'HAPI-0417: Search ID does not exist' },
          ],
        },
        FHIR_JSON,
      );
    declareRest();
    const answer = await server.ask(BASE);
    expect(refs(answer, 'Observation')).toEqual(['Observation/obs-0']);
    expect(unread(answer)).toEqual(['Observation incomplete']);
  });

  it('types that it does not know are normal: 404, or 400 and not in the CapabilityStatement', async () => {
    server.scope
      .get(`/baseR4/Patient/${PATIENT_ID}`)
      .reply(200, PATIENT, FHIR_JSON)
      .get('/baseR4/Condition')
      .query(true)
      .reply(200, bundle([CONDITION]), FHIR_JSON)
      .get('/baseR4/Observation')
      .query(true)
      .reply(200, bundle([observation('obs-0')]), FHIR_JSON)
      .get('/baseR4/BodyStructure')
      .query(true)
      .reply(404, unknownType('BodyStructure'), FHIR_JSON)
      .get('/baseR4/ImagingStudy')
      .query(true)
      .times(2)
      .reply(400, unknownType('ImagingStudy'), FHIR_JSON)
      .get('/baseR4/MedicationStatement')
      .query(true)
      .reply(
        400,
        { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] },
        FHIR_JSON,
      )
      .get('/baseR4/metadata')
      .reply(
        200,
        {
          resourceType: 'CapabilityStatement',
          fhirVersion: '4.0.1',
          rest: [
            {
              mode: 'server',
              resource: [{ type: 'Patient' }, { type: 'Condition' }, { type: 'Observation' }],
            },
          ],
        },
        FHIR_JSON,
      );
    declareRest(['BodyStructure', 'ImagingStudy', 'MedicationStatement']);
    const answer = await server.ask(BASE);
    expect(unread(answer)).toEqual([]);
    expect(gathered(answer).issues.map(({ text }) => text)).toEqual([
      'The FHIR server has no MedicationStatement.',
      'The FHIR server has no BodyStructure.',
      'The FHIR server has no ImagingStudy.',
    ]);
  });

  it('a refused type that the CapabilityStatement lists, or a statement that cannot be read, is unknown', async () => {
    server.scope
      .get(`/baseR4/Patient/${PATIENT_ID}`)
      .reply(200, PATIENT, FHIR_JSON)
      .get('/baseR4/Condition')
      .query(true)
      .reply(200, bundle([CONDITION]), FHIR_JSON)
      .get('/baseR4/Observation')
      .query(true)
      .reply(200, bundle([]), FHIR_JSON)
      .get('/baseR4/ImagingStudy')
      .query(true)
      .reply(403, {}, FHIR_JSON)
      .get('/baseR4/BodyStructure')
      .query(true)
      .reply(403, {}, FHIR_JSON)
      .get('/baseR4/metadata')
      .reply(
        200,
        { resourceType: 'CapabilityStatement', rest: [{ resource: [{ type: 'ImagingStudy' }] }] },
        FHIR_JSON,
      );
    declareRest(['BodyStructure', 'ImagingStudy']);
    expect(unread(await server.ask(BASE))).toEqual(['ImagingStudy forbidden']);
  });

  it('behind a proxy that rewrites nothing: a next link with the inner host is not followed', async () => {
    server.scope
      .get(`/baseR4/Patient/${PATIENT_ID}`)
      .reply(200, PATIENT, FHIR_JSON)
      .get('/baseR4/Condition')
      .query(true)
      .reply(200, bundle([CONDITION]), FHIR_JSON)
      .get('/baseR4/Observation')
      .query(true)
      .reply(
        200,
        bundle([observation('obs-0')], { next: 'http://hapi-internal:8080/fhir?_getpages=x' }),
        FHIR_JSON,
      );
    declareRest();
    const answer = await server.ask(BASE);
    expect(unread(answer)).toEqual(['Observation incomplete']);
    expect(server.unexpected).toEqual([]);
  });
});
