import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseUrlOf, listen } from '../../src/service/http-server.ts';
import { startFhir } from '../faults/fake-fhir.ts';
import { hookRequest, post, type RunningService, startService } from '../service/running-service.ts';
import { bearer, Issuer, publicJwk } from '../service/tokens.ts';

const issuer = new Issuer();
let running: RunningService;
let service: string;
beforeAll(async () => {
  running = await startService({ clients: [issuer.profile({ tenant: 'hospital-a' })] });
  service = `${running.base}/cds-services/nelm-order-sign`;
});
afterAll(() => running.stop());

const signRequest = () =>
  hookRequest({
    hook: 'order-sign',
    context: { userId: 'Practitioner/1', patientId: 'nelm-1', draftOrders: { resourceType: 'Bundle' } },
  });
const call = async (token?: string, url = service) =>
  post(url, signRequest(), token === undefined ? {} : bearer(token));
const good = (change: Parameters<Issuer['token']>[1] = {}) =>
  issuer.token(service, { ...change, claims: { tenant: 'hospital-a', ...change.claims } });

describe('client tokens by the specification', () => {
  it('G2 G3 are asked of every service and of feedback, and not of discovery', async () => {
    for (const id of ['patient-view', 'note-open', 'order-select', 'order-sign']) {
      for (const path of ['', '/feedback']) {
        expect((await post(`${running.base}/cds-services/nelm-${id}${path}`, {})).status).toBe(401);
      }
    }
    expect((await fetch(`${running.base}/cds-services`)).status).toBe(200);
  });

  it('G4 need a kid; a typ other than JWT is refused', async () => {
    expect((await call(await good())).status).toBe(200);
    expect((await call(await good({ header: { typ: undefined } }))).status).toBe(200);
    expect((await call(await good({ header: { kid: undefined } }))).status).toBe(401);
    expect((await call(await good({ header: { typ: 'at+jwt' } }))).status).toBe(401);
  });

  it('G5 need every required claim; more claims do no harm', async () => {
    for (const claim of ['iss', 'aud', 'exp', 'iat', 'jti', 'tenant']) {
      expect([claim, (await call(await good({ claims: { [claim]: undefined } }))).status]).toEqual([
        claim,
        401,
      ]);
    }
    const now = Math.floor(Date.now() / 1000);
    expect((await call(await good({ claims: { sub: 'client', nbf: now - 300, extra: {} } }))).status).toBe(
      200,
    );
  });

  it('G6 name the endpoint: the public URL, not the one of the Host header', async () => {
    const proxied = await startService({
      clients: [issuer.profile()],
      publicBaseUrl: 'https://cds.example.org/net',
    });
    const path = '/cds-services/nelm-order-sign';
    const ask = async (audience: string | string[]) =>
      (await call(await issuer.token(audience), `${proxied.base}${path}`)).status;
    expect(await ask(`https://cds.example.org/net${path}`)).toBe(200);
    expect(await ask([`https://cds.example.org/net${path}/`, 'x'])).toBe(200);
    expect(await ask(`${proxied.base}${path}`)).toBe(401);
    expect(await ask(`https://cds.example.org${path}`)).toBe(401);
    await proxied.stop();
  });

  it('G7 G8 are signed with ES384 or RS384', async () => {
    expect((await call(await good({ alg: 'ES384' }))).status).toBe(200);
    expect((await call(await good({ alg: 'RS384' }))).status).toBe(200);
    expect((await call(await good({ alg: 'HS384', key: new Uint8Array(48) }))).status).toBe(401);
  });

  it('G9 G10 G11 are refused alike, whatever is wrong, and without asking anybody for keys', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const jku = `${baseUrlOf('127.0.0.1', await listen(server, '127.0.0.1', 0))}/keys`;
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      undefined,
      'x',
      await new Issuer('https://other.example').token(service),
      await good({ claims: { aud: 'x' } }),
      await good({ claims: { iat: now - 7200, exp: now - 3600 } }),
      await good({ claims: { tenant: 'hospital-b' } }),
      await good({ header: { jku } }),
      await good({ key: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey }),
    ];
    const answers = await Promise.all(
      bad.map(async (token) => {
        const response = await call(token);
        const names = [...response.headers.keys()].filter(
          (name) => name !== 'x-request-id' && name !== 'date',
        );
        return [
          response.status,
          await response.text(),
          response.headers.get('www-authenticate'),
          names.join(),
        ].join('|');
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^401\|\|Bearer\|/);
    expect(asked).toBe(0);
    server.close();
  });

  it('G12 G13 are taken once and live an hour at most', async () => {
    const token = await good({ claims: { jti: 'f'.repeat(64) } });
    expect((await call(token)).status).toBe(200);
    expect((await call(token)).status).toBe(401);
    const now = Math.floor(Date.now() / 1000);
    expect((await call(await good({ claims: { exp: now + 3700 } }))).status).toBe(401);
    const refused = await good({ claims: { aud: 'x', jti: 'not-used-up' } });
    expect((await call(refused)).status).toBe(401);
    expect((await call(await good({ claims: { jti: 'not-used-up' } }))).status).toBe(200);
  });

  it('G14 G15 are checked with keys of the profile, or with published ones that may change', async () => {
    let keys = [publicJwk(issuer.ec.publicKey, 'ec-1', 'ES384')];
    const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
    const jwksUrl = `${baseUrlOf('127.0.0.1', await listen(server, '127.0.0.1', 0))}/keys`;
    const one = await startService({ clients: [issuer.profile({ jwks: undefined, jwksUrl })] });
    const url = `${one.base}/cds-services/nelm-order-sign`;
    expect((await call(await issuer.token(url, { header: { jku: jwksUrl } }), url)).status).toBe(200);
    keys = [publicJwk(issuer.rsa.publicKey, 'rsa-1', 'RS384')];
    expect((await call(await issuer.token(url, { alg: 'RS384' }), url)).status).toBe(200);
    expect((await call(await issuer.token(url), url)).status).toBe(401);
    await one.stop();
    server.close();
  });

  it('G17 let the service read from the FHIR servers of their client only', async () => {
    const mine = await startFhir([{ resourceType: 'Patient', id: 'nelm-1' }]);
    const other = await startFhir([{ resourceType: 'Patient', id: 'nelm-1' }]);
    const one = await startService({ clients: [issuer.profile({ fhirServers: [mine.base] })] });
    const url = `${one.base}/cds-services/nelm-patient-view`;
    const ask = async (fhirServer: string) =>
      (await post(url, hookRequest({ prefetch: {}, fhirServer }), bearer(await issuer.token(url)))).status;
    expect(await ask(mine.base)).toBe(200);
    expect(await ask(other.base)).toBe(403);
    expect(other.connections()).toBe(0);
    await Promise.all([one.stop(), mine.close(), other.close()]);
  });

  it('G20 G21 the newest evidence is dated: every card names the day of the evaluation', async () => {
    const open = await startService({ now: () => new Date('2026-11-20T12:00:00Z') });
    const response = await post(`${open.base}/cds-services/nelm-patient-view`, hookRequest());
    const { cards } = (await response.json()) as { cards: { detail: string }[] };
    for (const card of cards) expect(card.detail).toContain('20 Nov 2026');
    expect(cards.length).toBeGreaterThan(0);
    await open.stop();
  });
});
