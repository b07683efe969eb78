import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyMembers, schemaFaults } from '../cards/response-schema.ts';
import { type FakeFhir, json, searchset, startFhir } from '../faults/fake-fhir.ts';
import {
  hookRequest,
  issuesOf,
  post,
  type RunningService,
  startService,
} from '../service/running-service.ts';
import { fixture, fixtureRequest, fullPrefetch } from './fixture-request.ts';
import { faultsBy } from './json-schema.ts';

const NAME = '01-resectable-pancreatic-net';
let running: RunningService;
let fhir: FakeFhir;
beforeAll(async () => {
  running = await startService({ realRooms: true, now: () => new Date('2026-11-20T12:00:00Z') });
  fhir = await startFhir(fixture(NAME) as { resourceType: string; id: string }[]);
});
afterAll(async () => {
  await running.stop();
  await fhir.close();
});

const url = (id = 'nelm-patient-view') => `${running.base}/cds-services/${id}`;
const bare = () => ({ ...fixtureRequest(NAME), prefetch: undefined as unknown });
const prefetch = () =>
  fullPrefetch(fixture(NAME)) as Record<string, { entry?: { resource: object }[]; link?: unknown }>;
const paths = () => fhir.arrivals.map((arrival) => arrival.path);

interface Cards {
  readonly cards: readonly {
    readonly uuid: string;
    readonly summary: string;
    readonly detail: string;
    readonly indicator: string;
    readonly selectionBehavior?: string;
    readonly source: { readonly topic: { readonly code: string } };
    readonly suggestions?: readonly {
      readonly uuid: string;
      readonly actions: readonly { readonly resource: Record<string, unknown> }[];
    }[];
    readonly links?: readonly { readonly type: string; readonly appContext?: string }[];
  }[];
}

async function answered(body: unknown, id?: string, at = url(id)): Promise<Cards> {
  const response = await post(at, body);
  expect(response.status).toBe(200);
  const answer = (await response.json()) as Cards;
  expect([...schemaFaults(answer), ...emptyMembers(answer)]).toEqual([]);
  return answer;
}

describe('requests by the specification', () => {
  it('C1 C2 C3 C5 C6 hold the form: 400 for what is required and missing or wrong', async () => {
    const bad: Record<string, unknown>[] = [
      { hook: undefined },
      { hook: ' ' },
      { hookInstance: undefined },
      { fhirAuthorization: { access_token: 't' } },
      { context: undefined },
      { context: { userId: 'Practitioner/1' } },
      { prefetch: [] },
    ];
    for (const change of bad)
      expect((await post(url(), { ...fixtureRequest(NAME), ...change })).status).toBe(400);
  });

  it('C4 E1 C7 J1 A8 carry authorization and extensions of any kind', async () => {
    const extension = { 'com.epic.cdshooks.request.bpa-trigger-action': '60', nested: { a: [null, {}] } };
    await answered({
      ...fixtureRequest(NAME),
      extension,
      fhirServer: fhir.base,
      fhirAuthorization: {
        access_token: 't',
        token_type: 'Bearer',
        expires_in: 1,
        scope: 'patient/*.rs',
        subject: 's',
        extension,
      },
    });
  });

  it('C8 C9 C10 C11 are POSTs of JSON objects for the hook and id of a service', async () => {
    expect((await fetch(url())).status).toBe(405);
    expect(
      (await post(url('nelm-order-select'), { ...fixtureRequest(NAME), hook: 'order-sign' })).status,
    ).toBe(400);
    expect((await post(url('nope'), fixtureRequest(NAME))).status).toBe(404);
    for (const body of ['{', '[]', '"x"', '']) expect((await post(url(), body)).status).toBe(400);
  });

  it('C12 may come many at a time without mixing patients', async () => {
    const names = [NAME, '04-colon-nec', '02-midgut-carcinoid-progressing'];
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const request = fixtureRequest(names[index % names.length] ?? NAME);
        const { patientId } = request.context as { patientId: string };
        const text = JSON.stringify(await answered(request));
        for (const [, id] of text.matchAll(/"reference":"Patient\/([^"]+)"/g)) expect(id).toBe(patientId);
      }),
    );
  });

  it('A5 A7 A9 are strict JSON of either media type, up to megabytes', async () => {
    expect((await post(url(), `${JSON.stringify(fixtureRequest(NAME))},`)).status).toBe(400);
    const type = {
      'content-type': 'application/fhir+json; charset=UTF-8',
      accept: 'application/fhir+json, */*; q=0.1',
    };
    const large = { ...fixtureRequest(NAME), extension: { pad: 'x'.repeat(5_000_000) } };
    expect((await post(url(), large, type)).status).toBe(200);
    const tooLarge = await post(url(), { ...large, extension: { pad: 'x'.repeat(11_000_000) } });
    expect([tooLarge.status, (await issuesOf(tooLarge))[0]?.code]).toEqual([413, 'too-long']);
  });
});

describe('prefetch by the specification', () => {
  it('D13 null and an empty Bundle are answers and are not asked again', async () => {
    fhir.arrivals.length = 0;
    const sent = {
      ...prefetch(),
      procedures: null,
      diagnosticReports: { resourceType: 'Bundle', type: 'searchset' },
    };
    await answered({ ...bare(), prefetch: sent, fhirServer: fhir.base });
    expect(paths().filter((path) => /\/(?:Procedure|DiagnosticReport)\?/.test(path))).toEqual([]);
  });

  it('D14 null conditions are asked once more where there is access', async () => {
    fhir.arrivals.length = 0;
    const { cards } = await answered({
      ...bare(),
      prefetch: { ...prefetch(), conditions: null },
      fhirServer: fhir.base,
    });
    expect(paths().filter((path) => path.includes('/Condition?'))).toHaveLength(1);
    expect(cards.map((card) => card.source.topic.code)).toContain('treatment-options');
  });

  it('D15 an OperationOutcome is no data: asked for, or 412', async () => {
    const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] };
    const body = { ...bare(), prefetch: { ...prefetch(), conditions: failed } };
    expect((await post(url(), body)).status).toBe(412);
    await answered({ ...body, fhirServer: fhir.base });
  });

  it('D16 pages are followed on the same server and never elsewhere', async () => {
    const elsewhere = await startFhir();
    const full = prefetch();
    const observations = full.observations?.entry ?? [];
    const page = (next: string) => ({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: observations.slice(0, 1),
      link: [{ relation: 'next', url: next }],
    });
    let pages = 0;
    fhir.on('Observation', (_request, response) => {
      pages += 1;
      json(response, 200, searchset(observations.slice(1).map(({ resource }) => resource)));
    });
    const ask = (next: string) =>
      answered({
        ...bare(),
        prefetch: { ...full, observations: page(next) },
        fhirServer: fhir.base,
        fhirAuthorization: { access_token: 't', token_type: 'Bearer' },
      });
    const followed = await ask(`${fhir.base}/Observation?page=2`);
    expect(pages).toBe(1);
    expect(followed.cards.map((card) => card.source.topic.code)).not.toContain('safety');
    const refused = await ask(`${elsewhere.base}/Observation?page=2`);
    expect(refused.cards.map((card) => card.source.topic.code)).toContain('safety');
    expect(elsewhere.arrivals).toEqual([]);
    fhir.on('Observation', undefined);
    await elsewhere.close();
  });

  it('D17 D18 D19 keys of nobody, foreign patients, outcomes among entries and garbage are not used', async () => {
    const strip = (cards: Cards) =>
      JSON.stringify(cards).replace(/[0-9a-f]{8}-[0-9a-f-]{27}|token=[\w.-]+/g, '');
    const full = prefetch();
    const plain = strip(await answered({ ...bare(), prefetch: full }));
    const nec = fixture('04-colon-nec').filter((resource) => resource.resourceType === 'Condition');
    const conditions = {
      ...full.conditions,
      entry: [
        ...(full.conditions?.entry ?? []),
        ...nec.map((resource) => ({ resource, search: { mode: 'match' } })),
        {
          resource: {
            resourceType: 'OperationOutcome',
            issue: [{ severity: 'information', code: 'informational' }],
          },
          search: { mode: 'outcome' },
        },
      ],
    };
    expect(
      strip(await answered({ ...bare(), prefetch: { ...full, conditions, unasked: full.conditions } })),
    ).toBe(plain);
    for (const garbage of ['<html>', 7, [], {}, true]) {
      expect((await post(url(), { ...bare(), prefetch: { ...full, conditions: garbage } })).status).toBe(412);
    }
  });

  it('a drug that an order names by the address of its entry is known from the prefetch', async () => {
    const name = '02-midgut-carcinoid-progressing';
    const medication = 'urn:uuid:0b7c3c5e-7a5e-4c2f-9b1a-2f6d8e4c1a90';
    const [order] = fixture(name).filter(({ resourceType }) => resourceType === 'MedicationRequest');
    if (order === undefined) throw new Error('the fixture has no MedicationRequest');
    const { medicationCodeableConcept: code, ...rest } = order;
    const medicationRequests = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: 1,
      entry: [
        {
          resource: { ...rest, medicationReference: { reference: medication } },
          search: { mode: 'match' },
        },
        {
          fullUrl: medication,
          resource: { resourceType: 'Medication', code },
          search: { mode: 'include' },
        },
      ],
    };
    const request = { ...fixtureRequest(name), fhirServer: undefined, fhirAuthorization: undefined };
    const { cards } = await answered({
      ...request,
      prefetch: { ...fullPrefetch(fixture(name)), medicationRequests },
    });
    expect(cards.find(({ source }) => source.topic.code === 'treatment-options')?.detail).toContain(
      'A somatostatin analogue is in force',
    );
  });

  it('D20 what could not be looked at is said and not taken as absent', async () => {
    const { observations: _, ...rest } = prefetch();
    const { cards } = await answered({ ...bare(), prefetch: rest });
    expect(cards.find((card) => card.source.topic.code === 'safety')?.detail).toContain('Observation');
  });

  it('E10 reading is parallel and bounded in time', async () => {
    const slow = await startService({
      realRooms: true,
      env: { FHIR_TIMEOUT_MS: '300', FHIR_BUDGET_MS: '600' },
    });
    const ask = () =>
      answered(
        { ...bare(), fhirServer: fhir.base },
        undefined,
        `${slow.base}/cds-services/nelm-patient-view`,
      );
    // The first answer of a process also loads the rules.
    await ask();
    fhir.on('Observation', () => undefined);
    const started = performance.now();
    await ask();
    const limit = 600 + 1500;
    expect(performance.now() - started).toBeLessThan(limit);
    fhir.on('Condition', () => undefined);
    const refused = await post(`${slow.base}/cds-services/nelm-patient-view`, {
      ...bare(),
      fhirServer: fhir.base,
    });
    expect(refused.status).toBe(412);
    fhir.on('Observation', undefined);
    fhir.on('Condition', undefined);
    await slow.stop();
  });
});

describe('cards by the specification', () => {
  it('F12 G01 hostile text of the record is inert', async () => {
    const text = JSON.stringify(await answered(fixtureRequest('10-hostile-text')));
    expect(text).not.toMatch(/<(?:img|script|a|b|iframe)\b|\]\(javascript:|!\[/i);
  });

  it('F18 F34 F38 F39 F53 F54 F60 carry nothing that only some clients understand', async () => {
    const answer = await answered(fixtureRequest(NAME));
    expect(answer).not.toHaveProperty('systemActions');
    expect(JSON.stringify(answer)).not.toMatch(
      /actionSelectionBehavior|autolaunchable|appContext|resourceId|"extension"/,
    );
    for (const card of answer.cards)
      expect(new Set(card.links?.map((link) => link.type))).toEqual(new Set(['absolute']));
    const resources = answer.cards.flatMap((card) =>
      (card.suggestions ?? []).flatMap((one) => one.actions.map((action) => action.resource)),
    );
    expect(resources.length).toBeGreaterThan(0);
    for (const resource of resources) expect(resource).not.toHaveProperty('id');
  });

  it('F16 F20 F55 come in the fixed order; a client may have one suggestion a card, another intent and no links', async () => {
    const { Issuer, bearer } = await import('../service/tokens.ts');
    const issuer = new Issuer();
    const client = issuer.profile({ selectionBehavior: 'at-most-one', orderIntent: 'order', links: [] });
    const one = await startService({ realRooms: true, clients: [client] });
    const at = `${one.base}/cds-services/nelm-patient-view`;
    const response = await post(
      at,
      fixtureRequest('07-almost-everything-missing'),
      bearer(await issuer.token(at)),
    );
    const answer = (await response.json()) as Cards;
    await one.stop();
    expect(schemaFaults(answer)).toEqual([]);
    const order = ['safety', 'treatment-options', 'missing-data'];
    const topics = answer.cards.map((card) => card.source.topic.code);
    expect(topics).toEqual(order.filter((topic) => topics.includes(topic)));
    for (const card of answer.cards) {
      expect(card).not.toHaveProperty('links');
      if (!card.suggestions) continue;
      expect([card.selectionBehavior, card.suggestions.length]).toEqual(['at-most-one', 1]);
      expect(card.suggestions[0]?.actions[0]?.resource.intent).toBe('order');
    }
    expect(answer.cards.some((card) => card.suggestions)).toBe(true);
  });

  it('F40 H3 do not suggest what is being ordered already', async () => {
    const first = await answered(fixtureRequest(NAME));
    const treatment = first.cards.find((card) => card.source.topic.code === 'treatment-options');
    const suggested = treatment?.suggestions?.[0]?.actions[0]?.resource as { code: object };
    const active = {
      resourceType: 'ServiceRequest',
      id: 'active-1',
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${(fixtureRequest(NAME).context as { patientId: string }).patientId}` },
      code: suggested.code,
    };
    const ordered = await startFhir([...fixture(NAME), active] as { resourceType: string; id: string }[]);
    const second = await answered({ ...bare(), fhirServer: ordered.base });
    await ordered.close();
    const codes = second.cards.flatMap((card) =>
      (card.suggestions ?? []).flatMap((one) =>
        one.actions.map((action) => JSON.stringify(action.resource.code)),
      ),
    );
    expect(codes).not.toContain(JSON.stringify(suggested.code));
  });
});

describe('feedback by the specification', () => {
  it('I2 I3 I4 I6 I7 I9 is kept as it comes, again if need be, and refused when it is no feedback', async () => {
    const { cards } = await answered(fixtureRequest(NAME));
    const [card] = cards;
    const suggestion = cards.flatMap((one) => one.suggestions ?? [])[0];
    const body = {
      feedback: [
        {
          card: card?.uuid,
          outcome: 'accepted',
          acceptedSuggestions: [{ id: suggestion?.uuid }],
          outcomeTimestamp: '2026-11-20T12:00:00.123Z',
        },
        {
          card: card?.uuid,
          outcome: 'overridden',
          overrideReason: { reason: { code: 'later', system: 'urn:x' }, userComment: 'Frau M.' },
          outcomeTimestamp: '2026-11-20T12:01:00+01:00',
        },
        {
          card: '0d4f2f60-92c9-4a8e-9e4e-8f1f1f1f1f03',
          outcome: 'overridden',
          outcomeTimestamp: '2026-11-20T12:02:00Z',
        },
      ],
    };
    expect(faultsBy('feedback', body)).toEqual([]);
    for (const _ of [1, 2]) expect((await post(`${url()}/feedback`, body)).status).toBe(200);
    for (const bad of [{}, { card: 'x' }, { feedback: [{}] }]) {
      const response = await post(`${url()}/feedback`, bad);
      expect(faultsBy('feedback', bad)).not.toEqual([]);
      expect([response.status, (await issuesOf(response)).length > 0]).toEqual([400, true]);
    }
    expect(running.logged.join('')).not.toContain('Frau M.');
  });

  it('I8 asks for the same token as the service', async () => {
    const { Issuer } = await import('../service/tokens.ts');
    const one = await startService({ clients: [new Issuer().profile()] });
    expect((await post(`${one.base}/cds-services/nelm-patient-view/feedback`, {})).status).toBe(401);
    await one.stop();
  });

  it('B3 F2 an empty list of cards is an answer with a body', async () => {
    const request = hookRequest({ context: { userId: 'Patient/nelm-1', patientId: 'nelm-1' } });
    expect(await answered(request)).toEqual({ cards: [] });
  });
});
