import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { EhrClient, EhrError } from '../../src/cli/ehr-client.ts';
import { expandTemplate, fillPrefetch } from '../../src/cli/fill-prefetch.ts';
import { readFixture } from '../../src/sandbox/fixtures.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

const PATIENT = '01-resectable-pancreatic-net';

const referral: ServiceRequest = {
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'proposal',
  code: { text: 'Hepatobiliary surgery' },
  subject: { reference: `Patient/${PATIENT}` },
};

const card: Card = {
  uuid: '00000000-0000-4000-8000-000000000001',
  summary: 'A card',
  detail: 'Text',
  indicator: 'info',
  source: {
    label: 'Test',
    url: 'http://127.0.0.1/',
    icon: 'http://127.0.0.1/icon.png',
    topic: { system: 'urn:x', code: 'treatment-options' },
  },
  overrideReasons: [{ system: 'urn:reasons', code: 'later', display: 'Later' }],
  selectionBehavior: 'any',
  suggestions: [
    {
      label: 'Refer',
      uuid: '00000000-0000-4000-8000-000000000002',
      actions: [{ type: 'create', description: 'Referral', resource: referral }],
    },
  ],
};

/** What the stand-in for a CDS service was asked. */
interface Asked {
  method: string;
  url: string;
  authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of any shape are looked into here
  body: any;
}

const asked: Asked[] = [];
let answer: { status: number; body: string } | undefined;
const TEMPLATES = {
  patient: 'Patient/{{context.patientId}}',
  conditions: 'Condition?patient={{context.patientId}}&_count=500',
  nothing: 'ImagingStudy?patient={{context.patientId}}',
  encounter: 'Encounter/{{context.encounterId}}',
  user: 'Practitioner/{{userPractitionerId}}',
  refused: 'Observation?patient={{context.patientId}}&bogus=1',
};

const service = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += String(chunk);
  });
  request.on('end', () => {
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization,
      body,
    });
    const usual = request.url?.endsWith('/feedback')
      ? ''
      : request.method === 'GET'
        ? JSON.stringify({
            services: [
              { hook: 'patient-view', id: 'one', description: 'x', prefetch: TEMPLATES },
              {
                hook: 'example.nelm-cds.oncology-note-open',
                id: 'two',
                description: 'x',
                prefetch: TEMPLATES,
              },
              { hook: 'order-select', id: 'three', description: 'x' },
            ],
          })
        : JSON.stringify({ cards: [card] });
    const override = request.method === 'POST' ? answer : undefined;
    response.writeHead(override?.status ?? 200, { 'content-type': 'application/json' });
    response.end(override?.body ?? usual);
  });
});

let sandbox: Sandbox;
let serviceBase: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  await sandbox.load(readFixture(PATIENT).bundle);
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  serviceBase = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  answer = undefined;
});
afterAll(async () => {
  service.close();
  service.closeAllConnections();
  await sandbox.close();
});

const client = (more: object = {}): EhrClient =>
  new EhrClient({ serviceBase, fhirBase: sandbox.baseUrl, ...more });

describe('templates', () => {
  const context = { patientId: 'p1', userId: 'Practitioner/7', number: 4, draftOrders: {} };
  it.each([
    ['Patient/{{context.patientId}}', 'Patient/p1'],
    ['Patient/{{ context.patientId }}', 'Patient/p1'],
    ['Practitioner/{{userPractitionerId}}', 'Practitioner/7'],
    ['Condition?patient={{context.patientId}}&x={{context.patientId}}', 'Condition?patient=p1&x=p1'],
    ['{{context.userId}}', 'Practitioner/7'],
    ['Encounter/{{context.encounterId}}', undefined],
    ['Patient/{{userPatientId}}', undefined],
    ['x/{{context.number}}', undefined],
    ['x/{{context.draftOrders}}', undefined],
    ['x/{{today()}}', undefined],
    ['x/{{context.constructor}}', undefined],
    ['x/{{constructor}}', undefined],
  ])('%s', (template, expected) => {
    expect(expandTemplate(template, context)).toBe(expected);
  });

  it('D10 leaves out what cannot be expanded and what failed', async () => {
    const filled = await fillPrefetch(
      TEMPLATES,
      { patientId: PATIENT, userId: 'Practitioner/nelm-oncologist' },
      { fhirBase: sandbox.baseUrl },
    );
    expect(Object.keys(filled).sort()).toEqual(['conditions', 'nothing', 'patient', 'user']);
    expect(filled.patient).toMatchObject({ resourceType: 'Patient', id: PATIENT });
    expect(filled.conditions).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 2 });
    expect(filled.nothing).toMatchObject({ resourceType: 'Bundle', total: 0 });
  });

  it('D13, D15 can send null and OperationOutcome as other clients do', async () => {
    const filled = await fillPrefetch(
      TEMPLATES,
      { patientId: PATIENT, userId: 'PractitionerRole/1' },
      { fhirBase: sandbox.baseUrl, unexpandable: 'null', failed: 'outcome' },
    );
    expect(filled.encounter).toBeNull();
    expect(filled.user).toBeNull();
    expect(filled.refused).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error' }],
    });
    const down = await fillPrefetch(
      { patient: TEMPLATES.patient },
      { patientId: PATIENT },
      { fhirBase: 'http://127.0.0.1:1', failed: 'outcome' },
    );
    expect(down.patient).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('asks by form when told so, with the same result', async () => {
    const context = { patientId: PATIENT };
    const templates = { conditions: TEMPLATES.conditions };
    const byForm = await fillPrefetch(templates, context, { fhirBase: sandbox.baseUrl, search: 'post' });
    expect(byForm.conditions).toMatchObject({ resourceType: 'Bundle', total: 2 });
  });
});

describe('the EHR client', () => {
  it('opens a note: discovery, the context of the newest note, prefetch, the call', async () => {
    const call = await client().openNote(PATIENT);
    expect(asked.map((a) => `${a.method} ${a.url}`)).toEqual(['GET /cds-services', 'POST /cds-services/two']);
    const { body } = asked[1] ?? {};
    expect(body).toMatchObject({
      hook: 'example.nelm-cds.oncology-note-open',
      fhirServer: sandbox.baseUrl,
      context: {
        userId: 'Practitioner/nelm-oncologist',
        patientId: PATIENT,
        encounterId: `${PATIENT}-encounter-2026-11-16`,
        documentReferenceId: `${PATIENT}-note-2026-11-16`,
      },
    });
    expect(body.hookInstance).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.prefetch.encounter).toMatchObject({ resourceType: 'Encounter' });
    expect(call.cards).toEqual([card]);
  });

  it('can send no prefetch, and the access of the service to a locked FHIR server', async () => {
    const locked = await startSandbox({ port: 0, token: 'secret' });
    try {
      await locked.load(readFixture(PATIENT).bundle);
      await client({ fhirBase: locked.baseUrl, token: 'secret', prefetch: 'none' }).openChart(PATIENT);
      expect(asked[1]?.body.prefetch).toBeUndefined();
      expect(asked[1]?.body.fhirAuthorization).toMatchObject({
        access_token: 'secret',
        token_type: 'Bearer',
        patient: PATIENT,
      });
      await client({ fhirBase: locked.baseUrl, token: 'secret' }).openChart(PATIENT);
      expect(asked[3]?.body.prefetch.patient).toMatchObject({ id: PATIENT });
    } finally {
      await locked.close();
    }
  });

  it('signs each call for the URL that is called', async () => {
    const audiences: string[] = [];
    const clientToken = async (audience: string): Promise<string> => {
      audiences.push(audience);
      return 'jwt';
    };
    await client({ clientToken }).openChart(PATIENT);
    expect(audiences).toEqual([`${serviceBase}/cds-services`, `${serviceBase}/cds-services/one`]);
    expect(asked.map((a) => a.authorization)).toEqual(['Bearer jwt', 'Bearer jwt']);
  });

  it('accepts a suggestion: the order is on the FHIR server, and feedback is sent', async () => {
    const ehr = client();
    const call = await ehr.openChart(PATIENT);
    const [suggestion] = card.suggestions ?? [];
    if (!suggestion) throw new Error('the card has a suggestion');
    const [order] = await ehr.accept(call, card, suggestion);
    const [found] = await ehr.search(`ServiceRequest?patient=${PATIENT}&_id=${order?.id}`);
    expect(found).toMatchObject({ ...referral, id: order?.id });
    const feedback = asked.at(-1);
    expect(feedback?.url).toBe('/cds-services/one/feedback');
    expect(feedback?.body.feedback).toEqual([
      {
        card: card.uuid,
        outcome: 'accepted',
        acceptedSuggestions: [{ id: suggestion.uuid }],
        outcomeTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
  });

  it('sends no feedback when the order was refused', async () => {
    const ehr = client();
    const call = await ehr.openChart(PATIENT);
    const before = asked.length;
    const broken = { ...referral, subject: { reference: 'Patient/nobody' } };
    await expect(
      ehr.accept(call, card, {
        label: 'x',
        uuid: 'y',
        actions: [{ type: 'create', description: 'x', resource: broken }],
      }),
    ).rejects.toMatchObject({ name: 'EhrError', status: 422 });
    expect(asked.length).toBe(before);
  });

  it('overrides with a reason, a comment or nothing', async () => {
    const ehr = client();
    const call = await ehr.openChart(PATIENT);
    await ehr.override(call, card, card.overrideReasons[0], 'next week');
    expect(asked.at(-1)?.body.feedback[0]).toMatchObject({
      outcome: 'overridden',
      overrideReason: { reason: { system: 'urn:reasons', code: 'later' }, userComment: 'next week' },
    });
    await ehr.override(call, card);
    expect(asked.at(-1)?.body.feedback[0].overrideReason).toBeUndefined();
  });

  it('fires order-select with the draft orders and the selection', async () => {
    await client().order('order-select', PATIENT, [{ ...referral, id: 'draft-1' }]);
    expect(asked[1]?.body.context).toMatchObject({
      selections: ['ServiceRequest/draft-1'],
      draftOrders: { resourceType: 'Bundle', entry: [{ resource: { id: 'draft-1' } }] },
    });
  });

  it.each([
    [
      {
        status: 412,
        body: '{"resourceType":"OperationOutcome","issue":[{"details":{"text":"conditions missing"}}]}',
      },
      /412.*conditions missing/,
    ],
    [{ status: 500, body: '<html>' }, /500.*not JSON/],
    [{ status: 200, body: '{"cards":"none"}' }, /not answered with cards/],
  ])('says what went wrong: %j', async (given, expected) => {
    answer = given;
    await expect(client().openChart(PATIENT)).rejects.toThrow(expected);
  });

  it('says that nobody answers', async () => {
    const fault = await client({ serviceBase: 'http://127.0.0.1:1' })
      .discover()
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(EhrError);
    expect(String(fault)).toContain('no answer from http://127.0.0.1:1');
    await expect(client().fire('encounter-start', {})).rejects.toThrow('does not offer');
  });
});
