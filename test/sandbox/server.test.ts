import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into here
  body: any;
}

let sandbox: Sandbox;

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const url = path.startsWith('http') ? path : `${sandbox.baseUrl}${path}`;
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

const post = (path: string, body: unknown, type = 'application/fhir+json'): Promise<Answer> =>
  call(path, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });

const LOINC = 'http://loinc.org';
const observation = (n: number, more: object = {}): object => ({
  resourceType: 'Observation',
  id: `obs-${n}`,
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }],
    },
  ],
  code: { coding: [{ system: LOINC, code: n % 2 === 0 ? '1975-2' : '718-7' }] },
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: `2026-${String(1 + (n % 12)).padStart(2, '0')}-10`,
  valueQuantity: { value: n, unit: 'mg/dL' },
  ...more,
});

const request = (more: object = {}): object => ({
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'proposal',
  code: { text: 'Referral' },
  subject: { reference: 'Patient/p1' },
  ...more,
});

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pageSize: 10, maxPageSize: 25 });
  await sandbox.load({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        resource: {
          resourceType: 'Patient',
          id: 'p1',
          name: [{ family: 'Muster' }],
          birthDate: '1960-01-02',
        },
      },
      { resource: { resourceType: 'Patient', id: 'p2', name: [{ family: 'Other' }], birthDate: '1971' } },
      { resource: observation(100, { subject: { reference: 'Patient/p2' } }) as never },
      ...Array.from({ length: 30 }, (_, n) => ({ resource: observation(n) as never })),
      {
        resource: observation(31, {
          status: 'preliminary',
          effectiveDateTime: undefined,
          effectivePeriod: { start: '2024-03-01', end: '2024-05-01' },
        }) as never,
      },
    ],
  });
});
afterAll(() => sandbox.close());

describe('reading', () => {
  it('reads a resource with its ETag', async () => {
    const answer = await call('/Patient/p1');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/fhir+json');
    expect(answer.headers.get('etag')).toBe(`W/"${answer.body.meta.versionId}"`);
    expect(answer.body.name[0].family).toBe('Muster');
  });

  it.each([
    ['/Patient/nobody', 404],
    ['/Starship/1', 404],
    ['/Starship', 404],
    ['/Patient/%2E%2E%20x', 400],
    ['/Patient/p1/$everything', 404],
  ])('answers %s with %i and an OperationOutcome', async (path, status) => {
    const answer = await call(path);
    expect(answer.status).toBe(status);
    expect(answer.body.resourceType).toBe('OperationOutcome');
  });

  it('states what it can do', async () => {
    const { body } = await call('/metadata');
    expect(body).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      kind: 'instance',
    });
    const types = body.rest[0].resource.map((r: { type: string }) => r.type);
    expect(types).toEqual(expect.arrayContaining(['Patient', 'Condition', 'Observation', 'ServiceRequest']));
    const own = body.rest[0].resource.find((r: { type: string }) => r.type === 'Observation');
    expect(own.searchParam.map((p: { name: string }) => p.name)).toEqual(
      expect.arrayContaining([
        'patient',
        'subject',
        'code',
        'category',
        'status',
        'date',
        '_id',
        '_lastUpdated',
      ]),
    );
  });
});

describe('searching', () => {
  const total = async (query: string): Promise<number> => {
    const answer = await call(`/Observation?${query}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.total;
  };

  it.each([
    ['patient=p1', 31],
    ['patient=Patient/p1', 31],
    ['subject=Patient/p1', 31],
    ['subject=p2', 1],
    ['patient=p1,p2', 32],
    ['patient=nobody', 0],
    ['patient=p1&code=718-7', 16],
    ['patient=p1&code=http://loinc.org|718-7', 16],
    ['patient=p1&code=http://snomed.info/sct|718-7', 0],
    ['patient=p1&code=http://loinc.org|', 31],
    ['patient=p1&code=|718-7', 0],
    ['patient=p1&code=http://loinc.org|718-7,http://loinc.org|1975-2', 31],
    ['patient=p1&category=laboratory', 31],
    ['patient=p1&category=imaging', 0],
    ['patient=p1&status=preliminary', 1],
    ['patient=p1&status=final,preliminary', 31],
    ['patient=p1&date=ge2026-12-01', 2],
    ['patient=p1&date=gt2026-12-10', 0],
    ['patient=p1&date=ge2026-12-10', 2],
    ['patient=p1&date=lt2026-01-10', 1],
    ['patient=p1&date=le2026-01-10', 4],
    ['patient=p1&date=2026-01', 3],
    ['patient=p1&date=2026', 30],
    ['patient=p1&date=ne2026', 1],
    ['patient=p1&date=ge2026-01-01&date=lt2026-02-01', 3],
    ['patient=p1&date=eb2024-06-01', 1],
    ['patient=p1&date=sa2026-12-09', 2],
    ['_id=obs-3', 1],
    ['_id=obs-3,obs-4', 2],
    ['_lastUpdated=ge2020-01-01&patient=p2', 1],
  ])('%s finds %i', async (query, expected) => {
    expect(await total(query)).toBe(expected);
  });

  it('gives pages with absolute links that lead through all of them once', async () => {
    const seen: string[] = [];
    let url: string | undefined = `${sandbox.baseUrl}/Observation?patient=p1&_sort=-date&_count=12`;
    let pages = 0;
    while (url !== undefined) {
      const { body }: Answer = await call(url);
      pages += 1;
      expect(body).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 31 });
      const link = (relation: string): string | undefined =>
        body.link.find((l: { relation: string }) => l.relation === relation)?.url;
      expect(link('self')).toContain(`${sandbox.baseUrl}/Observation?`);
      for (const entry of body.entry) {
        expect(entry.fullUrl).toBe(`${sandbox.baseUrl}/Observation/${entry.resource.id}`);
        expect(entry.search.mode).toBe('match');
        seen.push(entry.resource.id);
      }
      url = link('next');
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(31);
  });

  it('caps the page size and says so in the self link', async () => {
    const { body } = await call('/Observation?patient=p1&_count=1000');
    expect(body.entry).toHaveLength(25);
    expect(body.link[0].url).toContain('_count=25');
    const usual = await call('/Observation?patient=p1');
    expect(usual.body.entry).toHaveLength(10);
  });

  it('sorts by date in both directions, resources without a value last', async () => {
    const dates = async (sort: string): Promise<string[]> => {
      const { body } = await call(`/Observation?patient=p1&_sort=${sort}&_count=25`);
      return body.entry.map(
        (e: { resource: { effectiveDateTime?: string } }) => e.resource.effectiveDateTime ?? '2024',
      );
    };
    const down = await dates('-date');
    expect(down).toEqual([...down].sort().reverse());
    const up = await dates('date');
    expect(up).toEqual([...up].sort());
    expect(up[0]).toBe('2024');
  });

  it('counts without entries', async () => {
    for (const query of ['_summary=count', '_count=0']) {
      const { body } = await call(`/Observation?patient=p1&${query}`);
      expect(body.total).toBe(31);
      expect(body.entry).toBeUndefined();
      expect(body.link.map((l: { relation: string }) => l.relation)).toEqual(['self']);
    }
  });

  it('an empty result has no entry', async () => {
    const { status, body } = await call('/Condition?patient=p1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 0 });
    expect(body.entry).toBeUndefined();
  });

  it('searches by form POST, with parameters in the URL too', async () => {
    const { status, body } = await call('/Observation/_search?status=final', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'patient=p1&code=http%3A%2F%2Floinc.org%7C718-7&_count=5',
    });
    expect(status).toBe(200);
    expect(body.total).toBe(15);
    const next = body.link.find((l: { relation: string }) => l.relation === 'next').url;
    expect((await call(next)).body.entry).toHaveLength(5);
  });

  it.each([
    'bogus=1',
    'value-quantity=gt5',
    'code:text=bilirubin',
    'code:in=http://x',
    'status:not=final',
    '_has:Observation:patient:code=1',
    'subject.name=Muster',
    '_include=Observation:subject',
    '_elements=id',
    'date=ge2026-13-45',
    'date=yesterday',
    'date=ap2026',
    'patient=',
    '_count=many',
    '_sort=bogus',
  ])('refuses %s instead of an empty result', async (query) => {
    const { status, body } = await call(`/Observation?patient=p1&${query}`);
    expect(status, JSON.stringify(body)).toBe(400);
    expect(body.resourceType).toBe('OperationOutcome');
  });
});

describe('writing', () => {
  it('creates with an id of its own, Location and ETag, and finds it again', async () => {
    const answer = await post('/ServiceRequest', request({ id: 'mine' }));
    expect(answer.status).toBe(201);
    expect(answer.body.id).not.toBe('mine');
    const version = answer.body.meta.versionId;
    expect(answer.headers.get('location')).toBe(
      `${sandbox.baseUrl}/ServiceRequest/${answer.body.id}/_history/${version}`,
    );
    expect(answer.headers.get('etag')).toBe(`W/"${version}"`);
    expect((await call(answer.headers.get('location') ?? '')).body).toEqual(answer.body);
    const found = await call(`/ServiceRequest?patient=p1&status=draft&_id=${answer.body.id}`);
    expect(found.body.total).toBe(1);
  });

  it.each([
    ['a status outside the required value set', request({ status: 'WRONG' }), 'ServiceRequest.status'],
    ['a missing element', request({ subject: undefined }), 'ServiceRequest.subject'],
    ['an element that R4 does not have', request({ foo: 1 }), 'ServiceRequest.foo'],
    ['a date that is none', request({ authoredOn: '2026-13-01' }), 'ServiceRequest.authoredOn'],
    ['a reference to nothing', request({ subject: { reference: 'Patient/nobody' } }), 'subject'],
    [
      'two values of one choice',
      request({ quantityQuantity: { value: 1 }, quantityRange: { low: { value: 1 } } }),
      'quantityQuantity',
    ],
  ])('answers 422 for %s', async (_what, body, expression) => {
    const answer = await post('/ServiceRequest', body);
    expect(answer.status).toBe(422);
    expect(answer.body.resourceType).toBe('OperationOutcome');
    expect(JSON.stringify(answer.body.issue)).toContain(expression);
  });

  it.each([
    ['not JSON', '{', 'application/fhir+json'],
    ['no resource', '[]', 'application/fhir+json'],
    ['another type', JSON.stringify({ resourceType: 'Patient' }), 'application/fhir+json'],
  ])('answers 400 for %s', async (_what, body, type) => {
    const answer = await call('/ServiceRequest', { method: 'POST', headers: { 'content-type': type }, body });
    expect(answer.status).toBe(400);
    expect(answer.body.resourceType).toBe('OperationOutcome');
  });

  it('updates with a new version, deletes, and forgets', async () => {
    const made = await post('/ServiceRequest', request());
    const update = await call(`/ServiceRequest/${made.body.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...made.body, status: 'active', subject: { reference: 'Patient/p2' } }),
    });
    expect(update.status).toBe(200);
    expect(update.body.meta.versionId).not.toBe(made.body.meta.versionId);
    expect((await call(`/ServiceRequest?patient=p1&_id=${made.body.id}`)).body.total).toBe(0);
    expect((await call(`/ServiceRequest?patient=p2&_id=${made.body.id}`)).body.total).toBe(1);
    expect((await call(`/ServiceRequest/${made.body.id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await call(`/ServiceRequest?patient=p2&_id=${made.body.id}`)).body.total).toBe(0);
    expect((await call(`/ServiceRequest/${made.body.id}`)).status).toBe(404);
  });

  it('creates only when nothing is found (If-None-Exist)', async () => {
    const order = request({ identifier: [{ system: 'urn:x', value: 'once' }] });
    const once = (): Promise<Answer> =>
      call('/ServiceRequest', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'if-none-exist': 'identifier=urn:x|once' },
        body: JSON.stringify(order),
      });
    expect((await once()).status).toBe(201);
    expect((await once()).status).toBe(200);
    expect((await call('/ServiceRequest?identifier=urn:x|once')).body.total).toBe(1);
  });

  it('runs a batch of searches and a transaction, and refuses an invalid one as a whole', async () => {
    const batch = await post('/', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [
        { request: { method: 'GET', url: 'Observation?patient=p1&code=718-7&date=ge2026-06-01' } },
        { request: { method: 'GET', url: 'Patient/p1' } },
        { request: { method: 'GET', url: 'Observation?bogus=1' } },
      ],
    });
    expect(batch.status).toBe(200);
    expect(batch.body.entry.map((e: { response: { status: string } }) => e.response.status)).toEqual([
      '200',
      '200',
      '400',
    ]);
    expect(batch.body.entry[0].resource.total).toBe(9);
    const before = (await call('/ServiceRequest?_summary=count')).body.total;
    const refused = await post('/', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { resource: request(), request: { method: 'POST', url: 'ServiceRequest' } },
        { resource: request({ status: 'WRONG' }), request: { method: 'POST', url: 'ServiceRequest' } },
      ],
    });
    expect(refused.status).toBe(422);
    expect((await call('/ServiceRequest?_summary=count')).body.total).toBe(before);
    const done = await post('/', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource: request(), request: { method: 'POST', url: 'ServiceRequest' } }],
    });
    expect(done.body.entry[0].response.status).toBe('201');
    expect((await call('/ServiceRequest?_summary=count')).body.total).toBe(before + 1);
  });
});

describe('access', () => {
  it('asks for the bearer token when one is set, but for the CapabilityStatement', async () => {
    const locked = await startSandbox({ port: 0, token: 'secret' });
    try {
      expect((await call(`${locked.baseUrl}/metadata`)).status).toBe(200);
      const without = await call(`${locked.baseUrl}/Patient?_id=p1`);
      expect(without.status).toBe(401);
      expect(without.headers.get('www-authenticate')).toBe('Bearer');
      const wrong = await call(`${locked.baseUrl}/Patient?_id=p1`, {
        headers: { authorization: 'Bearer nope' },
      });
      expect(wrong.status).toBe(401);
      const right = await call(`${locked.baseUrl}/Patient?_id=p1`, {
        headers: { authorization: 'Bearer secret' },
      });
      expect(right.status).toBe(200);
    } finally {
      await locked.close();
    }
  });

  it('rejects with the cause when the port is taken', async () => {
    const port = Number(new URL(sandbox.baseUrl).port);
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('lets a browser on another port call it', async () => {
    const preflight = await call('/ServiceRequest', {
      method: 'OPTIONS',
      headers: { origin: 'http://127.0.0.1:3000', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type');
  });
});
