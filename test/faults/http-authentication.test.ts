import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/service/http-server.ts';
import { hookRequest, post, type RunningService, startService } from '../service/running-service.ts';
import { bearer, Issuer, publicJwk } from '../service/tokens.ts';

const issuer = new Issuer();
const published = new Issuer('https://published.example');
let keyServer: Server;
let keyUrl: string;
let keyAnswer: () => { status: number; body: string; type?: string; hang?: boolean };
let keyRequests = 0;
let running: RunningService;
let service: string;

beforeAll(async () => {
  keyServer = createServer((_request, response) => {
    keyRequests += 1;
    const answer = keyAnswer();
    if (answer.hang) return;
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' });
    response.end(answer.body);
  });
  keyUrl = `http://127.0.0.1:${await listen(keyServer, '127.0.0.1', 0)}/jwks.json`;
  keyAnswer = () => ({ status: 200, body: JSON.stringify(published.jwks()) });
  running = await startService({
    clients: [
      issuer.profile({ fhirServers: ['https://a.example/fhir/R4'] }),
      published.profile({ jwks: undefined, jwksUrl: keyUrl }),
    ],
  });
  service = `${running.base}/cds-services/nelm-patient-view`;
});
afterAll(async () => {
  await running.stop();
  keyServer.closeAllConnections();
  keyServer.close();
});

async function statusWith(token: string): Promise<number> {
  return (await post(service, hookRequest(), bearer(token))).status;
}

/** A bare 401: the same for every cause. */
async function expectBare(response: Response): Promise<void> {
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await response.text()).toBe('');
}

describe('client tokens', () => {
  it('G8 lets in ES384 and RS384', async () => {
    expect(await statusWith(await issuer.token(service))).toBe(200);
    expect(await statusWith(await issuer.token(service, { alg: 'RS384' }))).toBe(200);
  });

  it('A01 refuses a request without a token before the rules are entered', async () => {
    const before = running.decided();
    await expectBare(await post(service, hookRequest()));
    await expectBare(await post(`${service}/feedback`, {}));
    await expectBare(await post(`${running.base}/evaluate`, {}));
    expect(running.decided()).toBe(before);
  });

  it('A02 refuses other schemes, empty tokens and two tokens alike', async () => {
    const token = await issuer.token(service);
    for (const authorization of ['Basic x', 'Bearer ', 'Bearer', `Bearer ${token}, Bearer ${token}`, token]) {
      await expectBare(await post(service, hookRequest(), { authorization }));
    }
    const raw = await rawPost(running.port, [
      `Authorization: Bearer ${token}`,
      `Authorization: Bearer ${await issuer.token(service)}`,
    ]);
    expect(raw).toMatch(/^HTTP\/1\.1 401 /);
    expect(await statusWith(token)).toBe(200);
  });

  it('A03 refuses unsigned tokens', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const claims = encode({ iss: issuer.iss, aud: service, iat: now, exp: now + 60, jti: 'n' });
    await expectBare(
      await post(service, hookRequest(), bearer(`${encode({ alg: 'none', kid: 'ec-1' })}.${claims}.`)),
    );
    await expectBare(
      await post(service, hookRequest(), bearer(`${encode({ alg: 'none', kid: 'ec-1' })}.${claims}.AA`)),
    );
  });

  it('A04 refuses symmetric algorithms, also with the public key as secret, and every other one', async () => {
    const secret = issuer.rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const key = new TextEncoder().encode(secret);
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      expect(await statusWith(await issuer.token(service, { alg, key, header: { kid: 'rsa-1' } }))).toBe(401);
    }
    expect(await statusWith(await issuer.token(service, { alg: 'RS256' }))).toBe(401);
    expect(await statusWith(await issuer.token(service, { alg: 'PS384', key: issuer.rsa.privateKey }))).toBe(
      401,
    );
    const mixed = await issuer.token(service, { alg: 'RS384', header: { kid: 'ec-1' } });
    expect(await statusWith(mixed)).toBe(401);
  });

  it('A05 refuses an issuer that is not listed, and fetches nothing', async () => {
    keyRequests = 0;
    const stranger = new Issuer('https://stranger.example');
    await expectBare(await post(service, hookRequest(), bearer(await stranger.token(service))));
    expect(keyRequests).toBe(0);
  });

  it('A06 refuses a foreign jku and asks nobody for keys', async () => {
    keyRequests = 0;
    for (const jku of [
      'http://169.254.169.254/latest',
      'https://evil.example/jwks',
      `${keyUrl}?x`,
      keyUrl.toUpperCase(),
    ]) {
      expect(await statusWith(await published.token(service, { header: { jku } }))).toBe(401);
      expect(await statusWith(await issuer.token(service, { header: { jku } }))).toBe(401);
    }
    expect(keyRequests).toBe(0);
    expect(await statusWith(await published.token(service, { header: { jku: keyUrl } }))).toBe(200);
  });

  it('A07 ignores keys that the header carries', async () => {
    const attacker = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const jwk = publicJwk(attacker.publicKey, 'ec-1', 'ES384');
    const header = { jwk, x5u: 'https://evil.example/x', x5c: ['MIIB'] };
    await expectBare(
      await post(
        service,
        hookRequest(),
        bearer(await issuer.token(service, { header, key: attacker.privateKey })),
      ),
    );
  });

  it('A08 refuses unknown key ids with at most one refresh of the keys', async () => {
    await statusWith(await published.token(service));
    keyRequests = 0;
    for (const kid of [
      '../../etc/passwd',
      'zz',
      '',
      7,
      ...Array.from({ length: 20 }, (_, index) => `k${index}`),
    ]) {
      expect(await statusWith(await published.token(service, { header: { kid } }))).toBe(401);
    }
    expect(keyRequests).toBeLessThanOrEqual(1);
    expect(await statusWith(await issuer.token(service, { header: { kid: undefined } }))).toBe(401);
  });

  it('A09 holds the times to 60 seconds, both sides of the limit', async () => {
    const now = Math.floor(Date.now() / 1000);
    const at = async (claims: Record<string, unknown>) => statusWith(await issuer.token(service, { claims }));
    expect(await at({ exp: now - 50, iat: now - 300 })).toBe(200);
    expect(await at({ exp: now - 61, iat: now - 300 })).toBe(401);
    expect(await at({ iat: now + 50, exp: now + 100 })).toBe(200);
    expect(await at({ iat: now + 70, exp: now + 100 })).toBe(401);
    expect(await at({ nbf: now + 70 })).toBe(401);
    expect(await at({ nbf: now - 300 })).toBe(200);
    for (const name of ['exp', 'iat', 'jti', 'iss', 'aud']) expect(await at({ [name]: undefined })).toBe(401);
    for (const exp of ['soon', null, Number.MAX_VALUE, -1]) expect(await at({ exp })).toBe(401);
    for (const jti of ['', 7, null, 'x'.repeat(600)]) expect(await at({ jti })).toBe(401);
  });

  it('A10 refuses a life of more than an hour', async () => {
    const now = Math.floor(Date.now() / 1000);
    const at = async (exp: number) => statusWith(await issuer.token(service, { claims: { iat: now, exp } }));
    expect(await at(now + 3600)).toBe(200);
    expect(await at(now + 3601)).toBe(401);
    expect(await at(now + 365 * 86_400)).toBe(401);
  });

  it('A11 G6 takes the exact URL called in aud, alone or in a list, with or without a slash at the end', async () => {
    expect(await statusWith(await issuer.token(`${service}/`))).toBe(200);
    expect(await statusWith(await issuer.token(['https://x.example', service]))).toBe(200);
    const wrong = [
      running.base,
      `${running.base}/cds-services`,
      `${running.base}/cds-services/nelm-order-sign`,
      `${service}/feedback`,
      service.replace('127.0.0.1', 'localhost'),
      service.toUpperCase(),
    ];
    for (const audience of wrong) expect(await statusWith(await issuer.token(audience))).toBe(401);
    expect(await statusWith(await issuer.token(['https://x.example', running.base]))).toBe(401);
  });

  it('G6 I8 takes its own URL or that of its service for feedback, and no other', async () => {
    const body = {
      feedback: [{ card: 'c', outcome: 'overridden', outcomeTimestamp: '2026-11-20T16:46:00Z' }],
    };
    const at = async (audience: string) =>
      (await post(`${service}/feedback`, body, bearer(await issuer.token(audience)))).status;
    expect(await at(`${service}/feedback`)).toBe(200);
    expect(await at(service)).toBe(200);
    expect(await at(`${running.base}/cds-services/nelm-order-sign/feedback`)).toBe(401);
  });

  it('asks for the same token for /evaluate', async () => {
    const bundle = { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient', id: 'p' } }] };
    const url = `${running.base}/evaluate`;
    expect((await post(url, bundle, bearer(await issuer.token(url)))).status).toBe(200);
    expect((await post(url, bundle, bearer(await issuer.token(service)))).status).toBe(401);
  });

  it('A12 lets a token in once', async () => {
    const token = await issuer.token(service);
    expect(await statusWith(token)).toBe(200);
    await expectBare(await post(service, hookRequest(), bearer(token)));
    const jti = 'same';
    expect(await statusWith(await issuer.token(service, { claims: { jti } }))).toBe(200);
    expect(await statusWith(await issuer.token(service, { claims: { jti } }))).toBe(401);
    expect(await statusWith(await published.token(service, { claims: { jti } }))).toBe(200);
  });

  it('A12 is not let in by a second service on the same store', async () => {
    const token = await issuer.token(service);
    expect(await statusWith(token)).toBe(200);
    const second = await startService({
      clients: [issuer.profile()],
      store: running.store,
      publicBaseUrl: running.base,
    });
    const refused = await post(`${second.base}/cds-services/nelm-patient-view`, hookRequest(), bearer(token));
    await second.stop();
    expect(refused.status).toBe(401);
  });

  it('says 503, not 401, when replays cannot be ruled out', async () => {
    const { rememberToken } = running.store;
    running.store.rememberToken = () => Promise.reject(new Error('down'));
    const response = await post(service, hookRequest(), bearer(await issuer.token(service)));
    running.store.rememberToken = rememberToken;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('A16 refuses the FHIR server of another hospital and reads nothing', async () => {
    const servers = [
      'https://b.example/fhir/R4',
      'https://a.example/fhir/R4x',
      'https://a.example.evil.example/fhir/R4',
    ];
    for (const fhirServer of [
      ...servers,
      'http://a.example/fhir/R4',
      'https://a.example/fhir',
      'http://169.254.169.254/',
    ]) {
      const response = await post(service, hookRequest({ fhirServer }), bearer(await issuer.token(service)));
      expect([fhirServer, response.status]).toEqual([fhirServer, 403]);
    }
    for (const fhirServer of ['https://a.example/fhir/R4', 'https://a.example/fhir/R4/']) {
      const response = await post(
        service,
        hookRequest({ fhirServer, fhirAuthorization: { access_token: 't', patient: 'other' } }),
        bearer(await issuer.token(service)),
      );
      expect([fhirServer, response.status]).toEqual([fhirServer, 200]);
    }
  });

  it('B18 G19 answers the preflight and discovery without a token', async () => {
    expect((await fetch(`${running.base}/cds-services`)).status).toBe(200);
    const preflight = await fetch(service, {
      method: 'OPTIONS',
      headers: { origin: 'https://x.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
  });

  it('G16 H01 logs neither tokens nor what they claim, but why they were refused', async () => {
    const log = running.logged.join('');
    expect(log).toContain('"refusedToken":"replayed"');
    expect(log).not.toMatch(/eyJ[\w-]{10}/);
    expect(log).not.toContain('stranger.example');
  });
});

function rawPost(port: number, headers: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /cds-services/nelm-patient-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
          `Content-Length: 2\r\nConnection: close\r\n${headers.join('\r\n')}\r\n\r\n{}`,
      );
    });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}
