import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hookRequest,
  issuesOf,
  post,
  type RunningService,
  SENTINEL,
  startService,
} from '../service/running-service.ts';

let running: RunningService;
let service: string;
beforeAll(async () => {
  running = await startService();
  service = `${running.base}/cds-services/nelm-patient-view`;
});
afterAll(() => running.stop());

const withContext = (change: Readonly<Record<string, unknown>>) =>
  hookRequest({ context: { userId: 'Practitioner/p1', patientId: 'nelm-1', ...change } });

async function refusedPaths(body: unknown, status = 400): Promise<(string | undefined)[]> {
  const response = await post(service, body);
  expect(response.status).toBe(status);
  return (await issuesOf(response)).map((issue) => issue.expression?.[0]);
}

describe('hook requests', () => {
  it('B11 C1 C2 C5 names each missing or mistyped member', async () => {
    for (const member of ['hook', 'hookInstance', 'context']) {
      const { [member]: _, ...without } = hookRequest();
      expect(await refusedPaths(without)).toEqual([member]);
      for (const value of [7, null, '', [], true]) {
        expect(await refusedPaths(hookRequest({ [member]: value }))).toEqual([member]);
      }
    }
    for (const member of ['userId', 'patientId']) {
      for (const value of [undefined, 7, null, '', []]) {
        expect(await refusedPaths(withContext({ [member]: value }))).toEqual([`context.${member}`]);
      }
    }
  });

  it('B12 C9 refuses the hook of another service', async () => {
    expect(await refusedPaths(hookRequest({ hook: 'order-sign' }))).toEqual(['hook']);
    expect(await refusedPaths(hookRequest({ hook: SENTINEL }))).toEqual(['hook']);
  });

  it('B13 takes any hookInstance, also the same one twice, unless strict', async () => {
    for (const hookInstance of ['abc', 'abc', 'test']) {
      expect((await post(service, hookRequest({ hookInstance }))).status).toBe(200);
    }
  });

  it('B14 gives no card to patients and relatives, looks nothing up, and refuses malformed users', async () => {
    const before = running.decided();
    for (const userId of ['Patient/1', 'RelatedPerson/2']) {
      const response = await post(service, { ...withContext({ userId }), prefetch: {} });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ cards: [] });
    }
    for (const userId of [
      'Practitioner/../x',
      'Practitioner/..',
      'Practitioner/',
      'Practitioner/1?x',
      'Device/1',
      'p1',
    ]) {
      expect(await refusedPaths(withContext({ userId }))).toEqual(['context.userId']);
    }
    expect(running.decided()).toBe(before);
    expect((await post(service, withContext({ userId: 'PractitionerRole/r.1-A' }))).status).toBe(200);
  });

  it('B15 H1 refuses patient ids that are no ids', async () => {
    const hostile = [
      '1?_elements=*',
      '../Practitioner/1',
      '1&x=y',
      'x'.repeat(5000),
      '',
      'Patient/123',
      '..',
      '.',
      'a b',
      'ä',
      '1\n',
    ];
    for (const patientId of hostile) {
      expect(await refusedPaths(withContext({ patientId }))).toEqual(['context.patientId']);
    }
  });

  it('B16 B17 A8 ignores members it does not know: the answer is the same', async () => {
    const strip = (text: string) =>
      text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|token=[\w.-]+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
    const plain = strip(await (await post(service, hookRequest())).text());
    const unknown = {
      tenant: 'B',
      debug: true,
      rules: [1],
      version: '3.0',
      extension: { x: { y: [1] } },
      shadow: true,
    };
    const changed = hookRequest(unknown);
    changed.context = { ...(changed.context as object), ...unknown };
    changed.fhirAuthorization = { access_token: 't', ...unknown };
    changed.fhirServer = 'http://127.0.0.1:9/fhir';
    const response = await post(service, changed);
    expect(response.status).toBe(200);
    const answered = (await response.json()) as { cards: { source: { topic: { code: string } } }[] };
    const treatment = answered.cards.filter((card) => card.source.topic.code === 'treatment-options');
    expect(treatment).toHaveLength(1);
    const without = hookRequest(unknown);
    without.context = { ...(without.context as object), ...unknown };
    expect(strip(await (await post(service, without)).text())).toBe(plain);
  });

  it('B18 C8 C10 knows its paths and methods', async () => {
    const unknown = await post(`${running.base}/cds-services/nope`, hookRequest());
    expect(unknown.status).toBe(404);
    expect((await issuesOf(unknown))[0]?.code).toBe('not-found');
    expect((await post(`${running.base}/cds-services/nope/feedback`, {})).status).toBe(404);
    for (const [method, path, allow] of [
      ['GET', '/cds-services/nelm-patient-view', 'POST'],
      ['DELETE', '/cds-services/nelm-patient-view', 'POST'],
      ['GET', '/cds-services/nelm-patient-view/feedback', 'POST'],
      ['POST', '/cds-services', 'GET, HEAD'],
      ['PUT', '/evaluate', 'POST'],
      ['POST', '/knowledge', 'GET, HEAD'],
    ] as const) {
      const response = await fetch(running.base + path, { method });
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, allow]);
      expect((await issuesOf(response))[0]?.code).toBe('not-supported');
    }
    const options = await fetch(`${running.base}/evaluate`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    for (const path of ['/%', '/%E0%A4%A', '/Cds-Services']) {
      expect([path, (await fetch(running.base + path)).status]).toEqual([path, 404]);
    }
  });

  it('C3 asks for fhirServer when fhirAuthorization is given, and for a URL', async () => {
    expect(await refusedPaths(hookRequest({ fhirAuthorization: { access_token: 't' } }))).toEqual([
      'fhirServer',
    ]);
    for (const fhirServer of ['ftp://x/', 'x', 7, '//x', 'javascript:1']) {
      expect(await refusedPaths(hookRequest({ fhirServer }))).toEqual(['fhirServer']);
    }
  });

  it('G17 reads from loopback only in development mode', async () => {
    for (const fhirServer of [
      'http://169.254.169.254/',
      'https://ehr.example/fhir',
      'http://10.0.0.1/',
      'http://127.0.0.1.evil.example/',
    ]) {
      expect(await refusedPaths(hookRequest({ fhirServer }), 403)).toEqual(['fhirServer']);
    }
  });

  it('C12 B21 answers fifty calls at a time, and tells the overflow of a burst to come back', async () => {
    const fifty = await Promise.all(Array.from({ length: 50 }, () => post(service, hookRequest())));
    expect(new Set(fifty.map((response) => response.status))).toEqual(new Set([200]));
    const burst = await Promise.all(Array.from({ length: 500 }, () => post(service, hookRequest())));
    for (const response of burst) {
      expect([200, 503]).toContain(response.status);
      if (response.status === 503) expect(response.headers.get('retry-after')).toBe('1');
    }
    expect((await post(service, hookRequest())).status).toBe(200);
  });

  it('429 names the time to wait', async () => {
    const limited = await startService({ env: { RATE_LIMIT_PER_MINUTE: '2' } });
    const url = `${limited.base}/cds-services/nelm-patient-view`;
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await post(url, hookRequest())).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await post(url, hookRequest());
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await issuesOf(refused))[0]?.code).toBe('throttled');
    expect((await fetch(`${limited.base}/health/live`)).status).toBe(200);
    await limited.stop();
  });
});

describe('feedback', () => {
  const item = (change: Readonly<Record<string, unknown>> = {}) => ({
    card: '9b2a0c0e-58d5-4d8f-8a55-6b3b7d2a1a01',
    outcome: 'overridden',
    outcomeTimestamp: '2026-11-20T16:46:00Z',
    ...change,
  });
  const send = (body: unknown) => post(`${service}/feedback`, body);

  it('I2 G08 refuses what is not feedback, whole and with the path of each fault', async () => {
    const cases: [unknown, string | undefined][] = [
      [{}, 'feedback'],
      [item(), 'feedback'],
      [[item()], undefined],
      [{ feedback: [] }, 'feedback'],
      [{ feedback: item() }, 'feedback'],
      [{ feedback: [item(), item({ outcome: 'ignored' })] }, 'feedback[1].outcome'],
      [{ feedback: [item({ outcome: undefined })] }, 'feedback[0].outcome'],
      [{ feedback: [item({ card: ' ' })] }, 'feedback[0].card'],
      [{ feedback: [item({ outcome: 'accepted' })] }, 'feedback[0].acceptedSuggestions'],
      [
        { feedback: [item({ outcome: 'accepted', acceptedSuggestions: [] })] },
        'feedback[0].acceptedSuggestions',
      ],
      [
        { feedback: [item({ outcome: 'accepted', acceptedSuggestions: [{}] })] },
        'feedback[0].acceptedSuggestions[0].id',
      ],
      [{ feedback: [item({ outcomeTimestamp: undefined })] }, 'feedback[0].outcomeTimestamp'],
      [{ feedback: [item({ outcomeTimestamp: '2026-11-20' })] }, 'feedback[0].outcomeTimestamp'],
      [{ feedback: [item({ outcomeTimestamp: '2026-02-30T00:00:00Z' })] }, 'feedback[0].outcomeTimestamp'],
      [{ feedback: [item({ overrideReason: {} })] }, 'feedback[0].overrideReason'],
      [
        { feedback: [item({ overrideReason: { reason: { code: 'x' } } })] },
        'feedback[0].overrideReason.reason.system',
      ],
      [
        { feedback: [item({ overrideReason: { userComment: 'x'.repeat(100_000) } })] },
        'feedback[0].overrideReason.userComment',
      ],
      [{ feedback: Array.from({ length: 5000 }, () => item()) }, 'feedback'],
    ];
    for (const [body, path] of cases) {
      const response = await send(body);
      expect([path, response.status]).toEqual([path, 400]);
      expect((await issuesOf(response)).map((issue) => issue.expression?.[0])).toEqual([path]);
    }
  });

  it('I4 I5 I6 I7 takes repeats, unknown cards, reasons without display, and tells nothing about cards', async () => {
    const reason = {
      code: 'patient-declines',
      system: 'https://nelm-cds.example/fhir/CodeSystem/override-reason',
    };
    const body = {
      feedback: [
        item({ overrideReason: { reason, userComment: SENTINEL } }),
        item({ outcomeTimestamp: '2026-11-20T16:47:00Z', overrideReason: { userComment: SENTINEL } }),
        item({ card: 'other', extension: { a: 1 } }),
      ],
      extension: { b: 2 },
    };
    const first = await send(body);
    const second = await send(body);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.text()).toBe(await first.text());
    const metrics = await running.service.metrics.registry.metrics();
    expect(metrics).toContain('nelm_cds_feedback_items_total{fate="repeated"} 3');
    expect(metrics).toContain('nelm_cds_feedback_items_total{fate="unknown-card"} 6');
    expect(running.logged.join('')).not.toContain(SENTINEL);
    const rows = [];
    for await (const row of running.store.exportFeedback()) rows.push(row);
    expect(rows).toHaveLength(3);
  });

  it('answers 503 and nothing is lost silently when the store fails', async () => {
    const { StoreError } = await import('../../src/store/store.ts');
    const keep = running.store.feedback;
    running.store.feedback = () => Promise.reject(new StoreError('feedback', 'SQLITE_FULL'));
    const response = await send({ feedback: [item()] });
    running.store.feedback = keep;
    expect(response.status).toBe(503);
    expect((await issuesOf(response))[0]?.code).toBe('transient');
  });
});

describe('evaluate', () => {
  const bundle = (...resources: unknown[]) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  });
  const patient = { resourceType: 'Patient', id: 'p' };
  const evaluate = (body: unknown, query = '') => post(`${running.base}/evaluate${query}`, body);

  it('answers the evaluation for the day asked for', async () => {
    const response = await evaluate(bundle(patient), '?date=2024-02-29&strict=true');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      evaluationDate: '2024-02-29',
      strict: true,
      subject: 'Patient/p',
    });
  });

  it('answers 422 for no Patient or several, 400 for what is no Bundle', async () => {
    expect((await evaluate(bundle())).status).toBe(422);
    expect((await evaluate(bundle(patient, { resourceType: 'Patient', id: 'q' }))).status).toBe(422);
    for (const body of [patient, [], 'x', 7, null])
      expect((await evaluate(JSON.stringify(body))).status).toBe(400);
  });

  it('refuses days and flags that are none', async () => {
    for (const query of [
      'date=2023-02-29',
      'date=today',
      'date=2024-1-1',
      'date=',
      'date=2024-02-29&date=2024-02-28',
      'date=2024-02-29T00:00:00Z',
    ]) {
      const response = await evaluate(bundle(patient), `?${query}`);
      expect([query, response.status]).toEqual([query, 400]);
      expect((await issuesOf(response))[0]?.expression).toEqual(['date']);
    }
    for (const query of ['strict=', 'strict=yes', 'strict=true&strict=false']) {
      const response = await evaluate(bundle(patient), `?${query}`);
      expect([query, response.status]).toEqual([query, 400]);
    }
  });
});
