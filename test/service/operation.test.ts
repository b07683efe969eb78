import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPages } from '../../src/review/pages.ts';
import { ReviewLinks } from '../../src/service/review-links.ts';
import {
  hookRequest,
  issuesOf,
  post,
  type RunningService,
  SENTINEL,
  startService,
} from './running-service.ts';

let running: RunningService;
beforeAll(async () => {
  running = await startService();
});
afterAll(() => running.stop());

describe('operation', () => {
  it('tells that it lives and is ready, and that it is not when the store is gone', async () => {
    expect((await fetch(`${running.base}/health/live`)).status).toBe(200);
    expect((await fetch(`${running.base}/health/ready`)).status).toBe(200);
    const { ping } = running.store;
    running.store.ping = () => Promise.reject(new Error(SENTINEL));
    const response = await fetch(`${running.base}/health/ready`);
    running.store.ping = ping;
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain(SENTINEL);
    expect((await fetch(`${running.base}/health/live`)).status).toBe(200);
  });

  it('H02 answers 500 without a stack when a room fails, and goes on', async () => {
    let fail = true;
    const broken = await startService({
      rooms: {
        unmappedSystems: () => {
          if (fail) throw new Error(`x\n    at ${SENTINEL}`);
          return [];
        },
      },
    });
    const url = `${broken.base}/cds-services/nelm-patient-view`;
    const response = await post(url, hookRequest());
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'fatal', code: 'exception' }],
    });
    expect(body).not.toMatch(/MRN|\bat \w|\.ts/);
    expect(broken.logged.join('')).not.toContain(SENTINEL);
    expect(broken.logged.join('')).toContain('hook-answer.ts');
    fail = false;
    expect((await post(url, hookRequest())).status).toBe(200);
    await broken.stop();
  });

  it('H01 keeps the patient out of log, metrics and errors, and ties a line to the hookInstance', async () => {
    const own = await startService();
    const url = `${own.base}/cds-services/nelm-patient-view`;
    const token = 'secret-access-token';
    const withToken = hookRequest({
      fhirServer: 'http://127.0.0.1:9/fhir',
      fhirAuthorization: { access_token: token, token_type: 'Bearer', patient: 'nelm-1' },
    });
    await post(url, withToken);
    await post(
      url,
      hookRequest({
        prefetch: { patient: SENTINEL, conditions: `<html>${SENTINEL}` },
        hookInstance: SENTINEL,
      }),
    );
    await post(url, hookRequest({ context: { userId: SENTINEL, patientId: SENTINEL, extra: SENTINEL } }));
    await post(`${own.base}/${SENTINEL}?patient=${SENTINEL}`, {});
    const log = own.logged.join('');
    const metrics = await (await fetch(`${own.base}/metrics`)).text();
    for (const text of [log, metrics]) {
      for (const secret of [SENTINEL, token, 'nelm-1', 'Practitioner/p1', '1961-04-05'])
        expect(text).not.toContain(secret);
    }
    const line = own.logged
      .map((text) => JSON.parse(text))
      .find((entry) => entry.hookInstance === '3f0f5a1e-6c55-4b53-9d0e-0d0f2f7f3c11');
    expect(line).toMatchObject({
      cdsService: 'nelm-patient-view',
      status: 200,
      route: '/cds-services/nelm-patient-view',
    });
    expect(log).toMatch(/"hookInstance":"sha256:[0-9a-f]{16}"/);
    await own.stop();
  });

  it('counts what is decided, unknown, unmapped and refused, with words of its own only', async () => {
    const own = await startService({
      rooms: {
        unmappedSystems: () => ['http://snomed.info/sct', 'http://evil.example/"}\n', 'urn:x'],
      },
    });
    await post(`${own.base}/cds-services/nelm-order-sign`, {});
    await post(`${own.base}/cds-services/nelm-patient-view`, hookRequest());
    const metrics = await (await fetch(`${own.base}/metrics`)).text();
    expect(metrics).toContain(
      'nelm_cds_option_status_total{option="liver-resection",status="recommended"} 1',
    );
    expect(metrics).toContain('nelm_cds_overdue_parameters 0');
    expect(metrics).toContain('nelm_cds_unmapped_codes_total{system="snomed"} 1');
    expect(metrics).toContain('nelm_cds_unmapped_codes_total{system="other"} 2');
    expect(metrics).toContain(
      'nelm_cds_service_outcomes_total{service="nelm-order-sign",outcome="malformed"} 1',
    );
    expect(metrics).toContain(
      'nelm_cds_service_outcomes_total{service="nelm-patient-view",outcome="cards"} 1',
    );
    expect(metrics).toMatch(/nelm_cds_service_duration_seconds_count\{service="nelm-patient-view"\} 1/);
    await own.stop();
  });

  it('F14 serves an icon of 100 x 100 without transparency that other sites may show', async () => {
    const response = await fetch(`${running.base}/icon.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const png = Buffer.from(await response.arrayBuffer());
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([100, 100, 8, 2]);
    const length = png.readUInt32BE(33);
    expect(png.subarray(37, 41).toString()).toBe('IDAT');
    expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(100 * 301);
  });

  it('serves the knowledge as JSON, and as a page when a browser asks and there are pages', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const plain = await fetch(`${running.base}/knowledge`, { headers: browser });
    expect(await plain.json()).toEqual({ version: '1.0.0-test' });
    const paged = await startService({ pages: await createPages() });
    const page = await fetch(`${paged.base}/knowledge`, { headers: browser });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const accept of ['application/json', '*/*']) {
      const response = await fetch(`${paged.base}/knowledge`, { headers: { accept } });
      expect(await response.json()).toEqual({ version: '1.0.0-test' });
    }
    await paged.stop();
    expect(await (await fetch(`${running.base}/knowledge/source-attributes`)).json()).toHaveLength(1);
  });

  it('signs the addresses of review pages: for one evaluation, until they expire', () => {
    const links = new ReviewLinks('s'.repeat(32), 'https://h.example');
    const until = new Date('2026-11-21T12:00:00Z');
    const token = links.token('one', until);
    const at = (time: string) => new Date(time);
    expect(links.url('one', until)).toBe(`https://h.example/review/one?token=${token}`);
    expect(links.isGood('one', token, at('2026-11-21T11:59:59Z'))).toBe(true);
    expect(links.isGood('one', token, at('2026-11-21T12:00:00Z'))).toBe(false);
    expect(links.isGood('two', token, at('2026-11-21T11:00:00Z'))).toBe(false);
    expect(
      new ReviewLinks('t'.repeat(32), 'https://h.example').isGood('one', token, at('2026-11-21T11:00:00Z')),
    ).toBe(false);
    const [expiry = '', mac = ''] = token.split('.');
    const later = (Number.parseInt(expiry, 36) + 1).toString(36);
    for (const forged of [
      `${later}.${mac}`,
      `${expiry}.${mac.slice(1)}A`,
      expiry,
      '',
      `${token} `,
      undefined,
      [token],
    ]) {
      expect(links.isGood('one', forged, at('2026-11-21T11:00:00Z'))).toBe(false);
    }
  });

  it('publishes FHIR resources by type and id', async () => {
    const read = await fetch(`${running.base}/fhir/CodeSystem/nelm`);
    expect(read.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
    expect(await read.json()).toEqual({ resourceType: 'CodeSystem', id: 'nelm' });
    const search = (await (await fetch(`${running.base}/fhir/CodeSystem`)).json()) as { total: number };
    expect(search.total).toBe(1);
    for (const path of ['CodeSystem/none', 'Patient', 'Patient/1', 'constructor', '__proto__/x']) {
      const response = await fetch(`${running.base}/fhir/${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    }
  });

  it('G19 gives CORS headers to configured origins only, on errors too, and never credentials', async () => {
    const listed = await startService({ env: { CORS_ORIGINS: 'https://a.example' } });
    const at = (origin: string, path = '/cds-services', init: RequestInit = {}) =>
      fetch(listed.base + path, { ...init, headers: { origin, ...(init.headers as object) } });
    const good = await at('https://a.example');
    expect(good.headers.get('access-control-allow-origin')).toBe('https://a.example');
    expect(good.headers.get('vary')).toContain('Origin');
    expect(good.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await at('https://b.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await at('null')).headers.get('access-control-allow-origin')).toBeNull();
    for (const path of ['/nope', '/evaluate']) {
      expect((await at('https://a.example', path)).headers.get('access-control-allow-origin')).toBe(
        'https://a.example',
      );
    }
    const preflight = await at('https://a.example', '/cds-services/nelm-patient-view', {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS');
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    await listed.stop();
    expect((await fetch(`${running.base}/cds-services`)).headers.get('access-control-allow-origin')).toBe(
      '*',
    );
  });

  it('A6 works behind a path prefix, left on or taken off by the proxy', async () => {
    const prefixed = await startService({ publicBaseUrl: 'https://h.example/net' });
    for (const path of ['/cds-services', '/net/cds-services']) {
      expect((await fetch(prefixed.base + path)).status).toBe(200);
    }
    expect((await fetch(`${prefixed.base}/network/cds-services`)).status).toBe(404);
    const response = await post(`${prefixed.base}/net/cds-services/nelm-patient-view`, hookRequest());
    const { cards } = (await response.json()) as {
      cards: { source: { icon: string }; links: { url: string }[] }[];
    };
    expect(cards[0]?.source.icon).toBe('https://h.example/net/icon.png');
    expect(cards[0]?.links[0]?.url).toMatch(/^https:\/\/h\.example\/net\/review\//);
    await prefixed.stop();
  });

  it('H03 refuses new requests while it shuts down and finishes those under way', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const own = await startService({
      rooms: {
        gather: async () => held.then(() => ({ kind: 'unobtainable', keys: ['patient'], text: 'x' })),
      },
    });
    const url = `${own.base}/cds-services/nelm-patient-view`;
    const under = post(url, hookRequest());
    await expect.poll(() => own.service.lifecycle.idle).toBe(false);
    const drained = own.service.lifecycle.drain(5000);
    const refused = await post(url, hookRequest());
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await issuesOf(refused))[0]?.code).toBe('transient');
    expect((await fetch(`${own.base}/health/ready`)).status).toBe(503);
    expect((await fetch(`${own.base}/health/live`)).status).toBe(200);
    release();
    expect((await under).status).toBe(412);
    await drained;
    await own.stop();
  });

  it('stops reading when the caller hangs up', async () => {
    let aborted = false;
    const own = await startService({
      rooms: {
        gather: ({ signal }) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => {
              aborted = true;
              reject(new Error('aborted'));
            });
          }),
      },
    });
    const hangUp = new AbortController();
    const call = fetch(`${own.base}/cds-services/nelm-patient-view`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(hookRequest()),
      signal: hangUp.signal,
    }).catch(() => 'gone');
    await expect.poll(() => own.service.lifecycle.idle).toBe(false);
    hangUp.abort();
    expect(await call).toBe('gone');
    await expect.poll(() => aborted).toBe(true);
    await expect.poll(() => own.service.lifecycle.idle).toBe(true);
    await own.stop();
  });
});
