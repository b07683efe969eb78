import { describe, expect, it } from 'vitest';
import { gathered, refs, unread } from '../../faults/scene.ts';
import { CONDITION, FHIR_JSON, observation, PATIENT, PATIENT_ID, usePublicServer } from './public-servers.ts';

const issue = (severity: string, code: string, epicCode: string, display: string) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity,
      code,
      details: {
        coding: [{ system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369', code: epicCode, display }],
        text: display,
      },
    },
  ],
});

describe('an Epic-like server', () => {
  const ORIGIN = 'https://fhir.epic-like.example.org';
  const ROOT = '/interconnect-fhir-oauth/api/FHIR/R4';
  const server = usePublicServer(ORIGIN);
  const NOTHING = issue('warning', 'processing', '4101', 'Resource request returns no results.');
  const NOT_ENTIRE = issue(
    'warning',
    'suppressed',
    '4119',
    'This response includes information available to the authorized user at the time of the request. It may not contain the entire record available in the system.',
  );
  const bundle = (
    resources: readonly { resourceType: string; id: string }[],
    outcomes: readonly unknown[] = [],
    next?: string,
  ) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    link: [
      { relation: 'self', url: `${ORIGIN}${ROOT}/X` },
      ...(next === undefined ? [] : [{ relation: 'next', url: next }]),
    ],
    entry: [
      ...resources.map((resource) => ({
        link: [{ relation: 'self', url: `${ORIGIN}${ROOT}/${resource.resourceType}/${resource.id}` }],
        fullUrl: `${ORIGIN}${ROOT}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      })),
      ...outcomes.map((resource) => ({
        fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000000',
        resource,
        search: { mode: 'outcome' },
      })),
    ],
  });
  const declare = (type: string, body: unknown, status = 200) =>
    server.scope
      .get(`${ROOT}/${type}`)
      .query(true)
      .reply(status, body as Record<string, unknown>, FHIR_JSON);
  const rest = () => {
    for (const type of [
      'Procedure',
      'DiagnosticReport',
      'MedicationStatement',
      'ServiceRequest',
      'Appointment',
      'Encounter',
    ])
      declare(type, { ...bundle([], [NOTHING]), total: 0 });
    for (const type of ['BodyStructure', 'ImagingStudy', 'MedicationAdministration']) declare(type, {}, 404);
  };

  it('category demanded: asked by category; "no results" is no failure; "not the entire record" makes it incomplete', async () => {
    server.scope.get(`${ROOT}/Patient/${PATIENT_ID}`).reply(200, PATIENT, FHIR_JSON);
    declare('Condition', bundle([CONDITION]));
    server.scope
      .get(`${ROOT}/Observation`)
      .query((query) => query.category === undefined)
      .times(2)
      .reply(400, issue('fatal', 'business-rule', '59108', 'Must have either code or category.'), FHIR_JSON);
    for (const category of ['imaging', 'exam', 'survey', 'procedure', 'clinical-test'])
      server.scope
        .get(`${ROOT}/Observation`)
        .query({ patient: PATIENT_ID, category })
        .reply(200, { ...bundle([], [NOTHING]), total: 0 }, FHIR_JSON);
    server.scope
      .get(`${ROOT}/Observation`)
      .query({ patient: PATIENT_ID, category: 'laboratory' })
      .reply(
        200,
        bundle(
          [observation('lab-1', 'laboratory')],
          [NOT_ENTIRE],
          `${ORIGIN}${ROOT}/Observation?sessionID=49-ABC`,
        ),
        FHIR_JSON,
      )
      .get(`${ROOT}/Observation`)
      .query({ sessionID: '49-ABC' })
      .reply(200, bundle([observation('lab-2', 'laboratory')]), FHIR_JSON);
    declare(
      'MedicationRequest',
      bundle([
        {
          resourceType: 'MedicationRequest',
          id: 'mr-1',
          status: 'active',
          intent: 'order',
          medicationReference: { reference: 'Medication/eSandostatin', display: 'octreotide' },
        } as never,
      ]),
    );
    server.scope
      .get(`${ROOT}/Medication/eSandostatin`)
      .reply(200, { resourceType: 'Medication', id: 'eSandostatin' }, FHIR_JSON);
    rest();
    const answer = await server.ask(`${ORIGIN}${ROOT}/`);
    expect(refs(answer, 'Observation')).toEqual(['Observation/lab-1', 'Observation/lab-2']);
    expect(refs(answer, 'Medication')).toEqual(['Medication/eSandostatin']);
    expect(unread(answer)).toEqual(['Observation laboratory incomplete']);
    expect(server.unexpected).toEqual([]);
  });

  it('an answer with 4119 and its own count of entries is incomplete for that reason alone', async () => {
    server.scope.get(`${ROOT}/Patient/${PATIENT_ID}`).reply(200, PATIENT, FHIR_JSON);
    declare('Condition', bundle([CONDITION], [NOT_ENTIRE]));
    declare('Observation', { ...bundle([], [NOTHING]), total: 0 });
    declare('MedicationRequest', { ...bundle([], [NOTHING]), total: 0 });
    rest();
    const answer = gathered(await server.ask(`${ORIGIN}${ROOT}`));
    expect(answer.unread).toEqual([
      {
        resourceType: 'Condition',
        reason: 'incomplete',
        text: expect.stringContaining('may not be the entire record'),
      },
    ]);
  });

  it('a scope without Observations: forbidden, and not asked by category', async () => {
    server.scope.get(`${ROOT}/Patient/${PATIENT_ID}`).reply(200, PATIENT, FHIR_JSON);
    declare('Condition', bundle([CONDITION]));
    declare('Observation', {}, 403);
    declare('MedicationRequest', bundle([]));
    rest();
    expect(unread(await server.ask(`${ORIGIN}${ROOT}`))).toEqual(['Observation forbidden']);
    expect(server.unexpected).toEqual([]);
  });
});

describe('a Cerner-like server', () => {
  const ORIGIN = 'https://fhir-ehr.cerner-like.example.org';
  const ROOT = '/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d';
  const server = usePublicServer(ORIGIN);
  const bundle = (resources: readonly unknown[], next?: string) => ({
    resourceType: 'Bundle',
    id: '8f3f0f6e-1111-4222-8333-444455556666',
    type: 'searchset',
    link: [
      { relation: 'self', url: `${ORIGIN}${ROOT}/x` },
      ...(next === undefined ? [] : [{ relation: 'next', url: next }]),
    ],
    ...(resources.length === 0 ? {} : { entry: resources.map((resource) => ({ resource })) }),
  });
  const refusal = (text: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'required', details: { text }, expression: ['http.category'] }],
  });
  const plain = (status: number) => {
    server.scope.get(`${ROOT}/Patient/${PATIENT_ID}`).times(2).reply(200, PATIENT, FHIR_JSON);
    for (const [type, body] of [
      ['Condition', bundle([CONDITION])],
      ['Procedure', bundle([])],
      ['DiagnosticReport', bundle([])],
      ['ServiceRequest', bundle([])],
      ['Appointment', bundle([])],
      ['Encounter', bundle([])],
    ] as const)
      server.scope.get(`${ROOT}/${type}`).query(true).times(2).reply(200, body, FHIR_JSON);
    for (const type of ['MedicationAdministration', 'MedicationStatement', 'BodyStructure', 'ImagingStudy'])
      server.scope.get(`${ROOT}/${type}`).query(true).times(2).reply(404, {}, FHIR_JSON);
    server.scope
      .get(`${ROOT}/MedicationRequest`)
      .query((query) => query.intent === undefined)
      .times(2)
      .reply(status, refusal('intent'), FHIR_JSON);
    for (const intent of ['order', 'plan'])
      server.scope
        .get(`${ROOT}/MedicationRequest`)
        .query({ patient: PATIENT_ID, intent })
        .times(2)
        .reply(200, bundle([]), FHIR_JSON);
    server.scope
      .get(`${ROOT}/Observation`)
      .query((query) => query.category === undefined && query['-pageContext'] === undefined)
      .times(2)
      .reply(status, refusal('category'), FHIR_JSON);
  };

  it.each([400, 422])(
    '%i without category: asked by category, unknown categories are normal, and it is remembered',
    async (status) => {
      plain(status);
      server.scope
        .get(`${ROOT}/Observation`)
        .query({ patient: PATIENT_ID, category: 'laboratory' })
        .times(2)
        .reply(
          200,
          bundle(
            [observation('l-1', 'laboratory')],
            `${ORIGIN}${ROOT}/Observation?patient=${PATIENT_ID}&category=laboratory&-pageContext=abc&-pageDirection=NEXT`,
          ),
          FHIR_JSON,
        )
        .get(`${ROOT}/Observation`)
        .query((query) => query['-pageContext'] === 'abc')
        .times(2)
        .reply(200, bundle([observation('l-2', 'laboratory')]), FHIR_JSON)
        .get(`${ROOT}/Observation`)
        .query({ patient: PATIENT_ID, category: 'survey' })
        .times(2)
        .reply(200, bundle([observation('s-1', 'survey')]), FHIR_JSON);
      for (const category of ['imaging', 'exam', 'procedure', 'clinical-test'])
        server.scope
          .get(`${ROOT}/Observation`)
          .query({ patient: PATIENT_ID, category })
          .times(2)
          .reply(status, refusal('category'), FHIR_JSON);
      for (let hook = 0; hook < 2; hook += 1) {
        const answer = await server.ask(`${ORIGIN}${ROOT}`);
        expect(refs(answer, 'Observation')).toEqual([
          'Observation/l-1',
          'Observation/l-2',
          'Observation/s-1',
        ]);
        expect(unread(answer)).toEqual([]);
        expect(gathered(answer).issues.map(({ text }) => text)).toContain(
          'The FHIR server does not know the category imaging of Observation.',
        );
      }
      // The second hook call did not ask in vain: the two refusals were declared twice, for one call.
      expect(server.unexpected).toEqual([]);
    },
  );

  it('laboratory refused: the laboratory is unknown, never absent', async () => {
    plain(400);
    server.scope
      .get(`${ROOT}/Observation`)
      .query({ patient: PATIENT_ID, category: 'survey' })
      .reply(200, bundle([]), FHIR_JSON);
    for (const category of ['laboratory', 'imaging', 'exam', 'procedure', 'clinical-test'])
      server.scope
        .get(`${ROOT}/Observation`)
        .query({ patient: PATIENT_ID, category })
        .reply(422, refusal('category'), FHIR_JSON);
    expect(unread(await server.ask(`${ORIGIN}${ROOT}`))).toEqual(['Observation laboratory failed']);
  });

  it('one category fails and the others answer: that category is unknown', async () => {
    plain(400);
    for (const category of ['laboratory', 'exam', 'survey', 'procedure', 'clinical-test'])
      server.scope
        .get(`${ROOT}/Observation`)
        .query({ patient: PATIENT_ID, category })
        .reply(200, bundle([]), FHIR_JSON);
    server.scope
      .get(`${ROOT}/Observation`)
      .query({ patient: PATIENT_ID, category: 'imaging' })
      .reply(403, {}, FHIR_JSON);
    expect(unread(await server.ask(`${ORIGIN}${ROOT}`))).toEqual(['Observation imaging forbidden']);
  });

  it('every form refused: all Observations are unknown', async () => {
    plain(400);
    server.scope
      .get(`${ROOT}/Observation`)
      .query((query) => query.category !== undefined)
      .times(6)
      .reply(400, refusal('date'), FHIR_JSON);
    expect(unread(await server.ask(`${ORIGIN}${ROOT}`))).toEqual(['Observation failed']);
  });
});
