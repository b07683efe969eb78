import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/service/http-server.ts';
import { hookRequest, post, startService } from '../service/running-service.ts';
import { bearer, Issuer, publicJwk } from '../service/tokens.ts';

const issuer = new Issuer();
const published = new Issuer('https://published.example');
let keyServer: Server;
let keyUrl: string;
let keyAnswer: () => { status: number; body: string; type?: string; hang?: boolean };
let keyRequests = 0;

beforeAll(async () => {
  keyServer = createServer((_request, response) => {
    keyRequests += 1;
    const answer = keyAnswer();
    if (answer.hang) return;
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' });
    response.end(answer.body);
  });
  keyUrl = `http://127.0.0.1:${await listen(keyServer, '127.0.0.1', 0)}/jwks.json`;
});
afterAll(() => {
  keyServer.closeAllConnections();
  keyServer.close();
});

describe('published keys', () => {
  async function withKeys(
    now: () => number,
    use: (url: string, status: (t: string) => Promise<number>) => Promise<void>,
  ) {
    const one = await startService({
      clients: [published.profile({ jwks: undefined, jwksUrl: keyUrl })],
      now: () => new Date(now()),
    });
    const url = `${one.base}/cds-services/nelm-patient-view`;
    await use(url, async (token) => (await post(url, hookRequest(), bearer(token))).status);
    await one.stop();
  }

  it('A14 goes on with known keys when the key server fails, and fails fast without any', async () => {
    let now = Date.now();
    const seconds = () => Math.floor(now / 1000);
    keyAnswer = () => ({ status: 200, body: JSON.stringify(published.jwks()) });
    await withKeys(
      () => now,
      async (url, status) => {
        expect(await status(await published.token(url, { now: seconds() }))).toBe(200);
        for (const answer of [
          { status: 500, body: 'x' },
          { status: 200, body: '<html>', type: 'text/html' },
          { status: 200, body: `{"keys":[],"x":"${'x'.repeat(300_000)}"}` },
          { status: 302, body: '' },
          { status: 200, body: '{"keys":7}' },
        ]) {
          keyAnswer = () => answer;
          now += 700_000;
          expect(await status(await published.token(url, { now: seconds() }))).toBe(200);
        }
        now += 86_400_000;
        expect(await status(await published.token(url, { now: seconds() }))).toBe(401);
      },
    );
    keyAnswer = () => ({ status: 200, body: '', hang: true });
    await withKeys(
      () => Date.now(),
      async (url, status) => {
        const started = performance.now();
        expect(await status(await published.token(url))).toBe(401);
        expect(performance.now() - started).toBeLessThan(1500);
      },
    );
  });

  it('A15 takes a new key after one refresh and drops the old one', async () => {
    const old = publicJwk(published.ec.publicKey, 'ec-1', 'ES384');
    const fresh = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    keyAnswer = () => ({ status: 200, body: JSON.stringify({ keys: [old] }) });
    await withKeys(
      () => Date.now(),
      async (url, status) => {
        expect(await status(await published.token(url))).toBe(200);
        keyAnswer = () => ({
          status: 200,
          body: JSON.stringify({ keys: [publicJwk(fresh.publicKey, 'ec-2', 'ES384')] }),
        });
        keyRequests = 0;
        const rotated = { header: { kid: 'ec-2' }, key: fresh.privateKey };
        expect(await status(await published.token(url, rotated))).toBe(200);
        expect(keyRequests).toBe(1);
        expect(await status(await published.token(url))).toBe(401);
        expect(keyRequests).toBe(1);
      },
    );
  });
});

describe('client profiles', () => {
  it('takes the extra audiences and the tenant of a profile', async () => {
    const one = await startService({
      clients: [
        issuer.profile({ audiences: ['sand_man'], tenant: 'north' }),
        issuer.profile({ tenant: 'south', shadow: true }),
      ],
    });
    const url = `${one.base}/cds-services/nelm-patient-view`;
    const call = async (audience: string, tenant: unknown) =>
      post(url, hookRequest(), bearer(await issuer.token(audience, { claims: { tenant } })));
    expect((await call('sand_man', 'north')).status).toBe(200);
    expect((await call('sand_man', 'south')).status).toBe(401);
    expect((await call(url, 'elsewhere')).status).toBe(401);
    expect((await call(url, undefined)).status).toBe(401);
    const shown = (await (await call(url, 'north')).json()) as { cards: unknown[] };
    expect(shown.cards.length).toBeGreaterThan(0);
    expect(await (await call(url, 'south')).json()).toEqual({ cards: [] });
    const metrics = await one.service.metrics.registry.metrics();
    expect(metrics).toContain('nelm_cds_cards_total{topic="treatment-options",fate="shadow"} 1');
    await one.stop();
  });

  it('counts requests per issuer, not per address', async () => {
    const other = new Issuer('https://other.example');
    const one = await startService({
      clients: [issuer.profile(), other.profile()],
      env: { RATE_LIMIT_PER_MINUTE: '1' },
    });
    const url = `${one.base}/cds-services/nelm-patient-view`;
    const call = async (by: Issuer) => post(url, hookRequest(), bearer(await by.token(url)));
    expect((await call(issuer)).status).toBe(200);
    expect((await call(issuer)).status).toBe(429);
    expect((await call(other)).status).toBe(200);
    await one.stop();
  });
});
