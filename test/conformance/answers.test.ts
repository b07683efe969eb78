import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prefetchTemplates } from '../../src/fhir/prefetch.ts';
import { CardsSchema, EvaluationSchema, OperationOutcomeSchema } from '../../src/service/wire-schemas.ts';
import { emptyMembers, schemaFaults } from '../cards/response-schema.ts';
import { type FakeFhir, startFhir } from '../faults/fake-fhir.ts';
import { issuesOf, post, type RunningService, startService } from '../service/running-service.ts';
import { FIXTURE_NAMES, fixture, fixtureRequest, patientOf } from './fixture-request.ts';
import { faultsBy } from './json-schema.ts';

interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly detail: string;
  readonly indicator: string;
  readonly source: { readonly topic: { readonly code: string }; readonly icon: string; readonly url: string };
  readonly suggestions?: readonly {
    readonly uuid: string;
    readonly isRecommended?: boolean;
    readonly actions: readonly { readonly type: string; readonly resource: Record<string, unknown> }[];
  }[];
  readonly selectionBehavior?: string;
  readonly links?: readonly { readonly url: string; readonly type: string }[];
}

const RESECTABLE = '01-resectable-pancreatic-net';
let running: RunningService;
beforeAll(async () => {
  running = await startService({ realRooms: true, now: () => new Date('2026-11-20T12:00:00Z') });
});
afterAll(() => running.stop());

const url = (id = 'nelm-patient-view') => `${running.base}/cds-services/${id}`;

async function answered(body: unknown, id?: string): Promise<{ cards: readonly Card[] }> {
  const response = await post(url(id), body);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  return (await response.json()) as { cards: readonly Card[] };
}

describe('answers of every fixture', () => {
  it.each(FIXTURE_NAMES)(
    'A1 A2 A3 A4 F1 F10 F11 F13 F14 F15 F16 F17 F30 F31 F32 F33 F35 F36 F37 F50 F51 F52: %s',
    async (name) => {
      const requests = [
        [fixtureRequest(name), 'nelm-patient-view'],
        [fixtureRequest(name, 'example.nelm-cds.oncology-note-open'), 'nelm-note-open'],
      ] as const;
      for (const [request, id] of requests) {
        expect(faultsBy('request', request)).toEqual([]);
        const body = await answered(request, id);
        expect(schemaFaults(body)).toEqual([]);
        expect(emptyMembers(body)).toEqual([]);
        expect(CardsSchema.safeParse(body).error?.issues ?? []).toEqual([]);
        expect(body).not.toHaveProperty('systemActions');
        const { patientId } = request.context as { patientId: string };
        for (const card of body.cards) {
          expect([...card.summary].length).toBeLessThan(140);
          for (const suggestion of card.suggestions ?? []) {
            for (const { type, resource } of suggestion.actions) {
              expect(type).toBe('create');
              expect(resource).toMatchObject({
                resourceType: 'ServiceRequest',
                status: 'draft',
                intent: 'proposal',
                subject: { reference: `Patient/${patientId}` },
                requester: { reference: 'Practitioner/onc-7' },
              });
            }
          }
          expect(card.source.icon).toBe(`${running.base}/icon.png`);
        }
      }
    },
  );

  it('F2 answers an empty list for a patient without liver metastases', async () => {
    expect(await answered(fixtureRequest('08-net-without-liver-metastasis'))).toEqual({ cards: [] });
  });

  it('F10 F31 uuids are new at each answer', async () => {
    const uuids = async () =>
      (await answered(fixtureRequest(RESECTABLE))).cards.flatMap((card) => [
        card.uuid,
        ...(card.suggestions ?? []).map((suggestion) => suggestion.uuid),
      ]);
    const [first, second] = [await uuids(), await uuids()];
    expect(first.length).toBeGreaterThan(1);
    expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  });

  it('F14 B13 the addresses in source answer: icon and knowledge', async () => {
    const [card] = (await answered(fixtureRequest(RESECTABLE))).cards;
    expect((await fetch(card?.source.icon ?? '')).headers.get('content-type')).toBe('image/png');
    expect((await fetch(card?.source.url ?? '')).status).toBe(200);
  });

  it('F6 answers with prefetch well within half a second', async () => {
    const request = fixtureRequest('12-large-record');
    const times: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const started = performance.now();
      await answered(request);
      times.push(performance.now() - started);
    }
    // The shortest: the machine does other things too.
    expect(Math.min(...times)).toBeLessThan(500);
  });

  it('E8 the same cards from prefetch and from the FHIR server', async () => {
    const resources = fixture(RESECTABLE);
    const fhir = await startFhir(resources as { resourceType: string; id: string }[]);
    const strip = (body: unknown) =>
      JSON.stringify(body).replace(
        /[0-9a-f]{8}-[0-9a-f-]{27}|token=[\w.-]+|"time":"[^"]+"|"authoredOn":"[^"]+"/g,
        '',
      );
    const access = {
      fhirServer: fhir.base,
      fhirAuthorization: {
        access_token: 'tok',
        token_type: 'Bearer',
        expires_in: 60,
        scope: 'patient/*.rs',
        subject: 's',
      },
    };
    const fetched = await answered({ ...fixtureRequest(RESECTABLE), prefetch: {}, ...access });
    expect(strip(fetched)).toBe(strip(await answered({ ...fixtureRequest(RESECTABLE), ...access })));
    // Without access the same is advised; the detail says besides what was not looked up.
    const advice = (body: unknown) =>
      (body as { cards: Record<string, unknown>[] }).cards.map(
        ({ detail: _, links: _links, ...rest }) => rest,
      );
    const alone = await answered(fixtureRequest(RESECTABLE));
    expect(strip(advice(alone))).toBe(strip(advice(fetched)));
    expect(JSON.stringify(alone)).toContain('Not looked up, since there is no access to a FHIR server');
    expect(JSON.stringify(fetched)).not.toContain('Not looked up');
    expect(new Set(fhir.arrivals.map((arrival) => arrival.authorization))).toEqual(new Set(['Bearer tok']));
    await fhir.close();
  });
});

describe('data that must be there', () => {
  const { prefetch: full, ...bare } = fixtureRequest(RESECTABLE) as { prefetch: Record<string, unknown> };
  let fhir: FakeFhir;
  beforeAll(async () => {
    fhir = await startFhir(fixture(RESECTABLE) as { resourceType: string; id: string }[]);
  });
  afterAll(() => fhir.close());

  it('D12 F3 E6 412 names the keys when data are neither prefetched nor obtainable', async () => {
    const authorization = {
      access_token: 't',
      token_type: 'Bearer',
      expires_in: 1,
      scope: 'x',
      subject: 's',
    };
    const cases: [Record<string, unknown>, string[]][] = [
      [{}, ['prefetch.patient', 'prefetch.conditions']],
      [{ prefetch: null }, ['prefetch.patient', 'prefetch.conditions']],
      [{ prefetch: { patient: full.patient } }, ['prefetch.conditions']],
      [{ prefetch: { conditions: full.conditions } }, ['prefetch.patient']],
      [{ prefetch: { ...full, conditions: { resourceType: 'OperationOutcome' } } }, ['prefetch.conditions']],
      [{ prefetch: { ...full, conditions: '<html>' } }, ['prefetch.conditions']],
      [{ fhirServer: 'http://127.0.0.1:9/fhir' }, ['prefetch.patient', 'prefetch.conditions']],
      [
        { fhirServer: fhir.base, fhirAuthorization: { ...authorization, patient: 'other' } },
        ['prefetch.patient', 'prefetch.conditions'],
      ],
      [
        { fhirServer: fhir.base, fhirAuthorization: { ...authorization, token_type: 'mac' } },
        ['prefetch.patient', 'prefetch.conditions'],
      ],
    ];
    const before = fhir.arrivals.length;
    for (const [change, keys] of cases) {
      const response = await post(url(), { ...bare, ...change });
      expect([response.status, keys]).toEqual([412, keys]);
      const issues = await issuesOf(response);
      expect(issues.map((issue) => issue.expression?.[0])).toEqual(keys);
      for (const issue of issues) expect(issue.code).toBe('incomplete');
    }
    expect(fhir.arrivals.length).toBe(before);
  });

  it('D10 D11 D17 reads what is missing, whatever subset of keys is given, and ignores keys of nobody', async () => {
    for (const key of Object.keys(full)) {
      const { [key]: _, ...rest } = full;
      fhir.arrivals.length = 0;
      const response = await post(url(), {
        ...bare,
        fhirServer: fhir.base,
        prefetch: { ...rest, nobody: 1 },
      });
      expect([key, response.status]).toEqual([key, 200]);
      const type = prefetchTemplates()[key]?.split(/(?<=[/?])/)[0];
      expect(
        fhir.arrivals.filter((arrival) => arrival.path.startsWith(`/fhir/${type}`)).length,
      ).toBeGreaterThan(0);
    }
  });

  it('E2 E3 E5 uses an open FHIR server without a token', async () => {
    fhir.arrivals.length = 0;
    expect((await post(url(), { ...bare, fhirServer: `${fhir.base}/` })).status).toBe(200);
    expect(fhir.arrivals.length).toBeGreaterThan(3);
    for (const { authorization } of fhir.arrivals) expect(authorization).toBeUndefined();
  });

  it('E1 takes tokens of both scope syntaxes and with members left out', async () => {
    for (const more of [{ scope: 'patient/Observation.read' }, { scope: 'patient/Observation.rs' }, {}]) {
      const fhirAuthorization = { access_token: 't', token_type: 'bearer', ...more };
      expect((await post(url(), { ...bare, fhirServer: fhir.base, fhirAuthorization })).status).toBe(200);
    }
  });

  it('E4 the token is in no answer and no log line', async () => {
    const token = 'very-secret-token';
    fhir.on('Observation', (_request, response) => void response.writeHead(500).end(token));
    const fhirAuthorization = { access_token: token, token_type: 'Bearer' };
    const response = await post(url(), { ...bare, fhirServer: fhir.base, fhirAuthorization });
    fhir.on('Observation', undefined);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain(token);
    expect(running.logged.join('')).not.toContain(token);
  });

  it('E7 asks nothing of the FHIR server after the answer', async () => {
    await post(url(), { ...bare, fhirServer: fhir.base });
    const count = fhir.arrivals.length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(fhir.arrivals.length).toBe(count);
  });

  it('a failed search is said on a safety card and its facts are not assumed', async () => {
    fhir.on('Observation', (_request, response) => void response.writeHead(503).end());
    const body = await answered({ ...bare, fhirServer: fhir.base });
    fhir.on('Observation', undefined);
    const safety = body.cards.find((card) => card.source.topic.code === 'safety');
    expect(safety?.indicator).toBe('warning');
    expect(safety?.detail).toContain('Observation');
  });
});

describe('errors', () => {
  it('F4 F5 are OperationOutcomes in JSON', async () => {
    const responses = await Promise.all([
      post(url(), '{'),
      post(url(), {}),
      post(url('nope'), {}),
      fetch(url()),
      fetch(url(), { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }),
      post(url(), { ...fixtureRequest(RESECTABLE), fhirServer: 'https://elsewhere.example/' }),
      post(`${running.base}/evaluate`, { resourceType: 'Bundle' }),
    ]);
    expect(responses.map((response) => response.status)).toEqual([400, 400, 404, 405, 415, 403, 422]);
    for (const response of responses) {
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      const body = await response.json();
      expect(OperationOutcomeSchema.safeParse(body).error?.issues ?? []).toEqual([]);
      expect(emptyMembers(body)).toEqual([]);
      expect((body as { id: string }).id).toBe(response.headers.get('x-request-id'));
    }
  });
});

describe('order hooks on real rooms', () => {
  const nec = '04-colon-nec';
  const draft = (id: string) => ({
    resource: {
      resourceType: 'ServiceRequest',
      id,
      status: 'draft',
      intent: 'order',
      subject: { reference: `Patient/${patientOf(fixture(nec)).id}` },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '306316000' }] },
    },
  });
  const draftOrders = { resourceType: 'Bundle', entry: [draft('transplant')] };

  it('H2 H3 warns on order-select and is critical on order-sign against an absolute contraindication', async () => {
    const selected = await answered(
      fixtureRequest(nec, 'order-select', { selections: ['ServiceRequest/transplant'], draftOrders }),
      'nelm-order-select',
    );
    expect(selected.cards.map((card) => card.indicator)).toEqual(['warning']);
    const signed = await answered(fixtureRequest(nec, 'order-sign', { draftOrders }), 'nelm-order-sign');
    expect(signed.cards.map((card) => card.indicator)).toEqual(['critical']);
    for (const body of [selected, signed]) {
      expect(schemaFaults(body)).toEqual([]);
      expect(emptyMembers(body)).toEqual([]);
    }
    const other = await answered(
      fixtureRequest(nec, 'order-select', { selections: ['ServiceRequest/other'], draftOrders }),
      'nelm-order-select',
    );
    expect(other.cards).toEqual([]);
  });

  it('H2 survives a Bundle without type and empty codings', async () => {
    const odd = {
      resourceType: 'Bundle',
      entry: [
        {
          resource: {
            resourceType: 'MedicationRequest',
            id: 'm',
            medicationCodeableConcept: { coding: [{}] },
          },
        },
        {},
        null,
      ],
    };
    const body = await answered(fixtureRequest(nec, 'order-sign', { draftOrders: odd }), 'nelm-order-sign');
    expect(schemaFaults(body)).toEqual([]);
  });
});

describe('evaluation JSON', () => {
  it.each(FIXTURE_NAMES)('has the shape of the contract: %s', async (name) => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: fixture(name).map((resource) => ({ resource })),
    };
    const response = await post(`${running.base}/evaluate?date=2026-11-20`, bundle);
    expect(response.status).toBe(200);
    const body = (await response.json()) as { applies: boolean; options: unknown[]; issues: unknown[] };
    expect(EvaluationSchema.safeParse(body).error?.issues ?? []).toEqual([]);
    if (body.applies) expect(body.options.length).toBe(19);
    else expect([body.options.length, body.issues.length > 0]).toEqual([0, true]);
  });
});
