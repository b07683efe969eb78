import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { gather } from '../../src/fhir/gather.ts';
import { PATIENT_SEARCHES } from '../../src/fhir/searches.ts';
import { json, searchset } from './fake-fhir.ts';
import {
  CONDITION,
  FAST,
  STEADY,
  gathered,
  OBSERVATION,
  PATIENT,
  refs,
  TOKEN,
  unread,
  useScene,
} from './scene.ts';

const scene = useScene();
const counts = (type: string): number =>
  scene.fhir.arrivals.filter(({ path }) => path.includes(`/${type}`)).length;
const REQUIRED_GONE = { kind: 'unobtainable', keys: ['patient', 'conditions'] };
/** Everything else in order: only the prefetched keys are needed. */
const PREFETCHED = { patient: PATIENT, conditions: searchset([CONDITION]) };

describe('the server cannot be reached', () => {
  it('D01 connection refused: 412 within a second, no retry storm', async () => {
    const { port } = await new Promise<AddressInfo>((resolve) => {
      const server = createTcpServer().listen(0, '127.0.0.1', () => {
        const address = server.address() as AddressInfo;
        server.close(() => resolve(address));
      });
    });
    const started = performance.now();
    const answer = await scene.ask({ fhirServer: `http://127.0.0.1:${port}/fhir` });
    expect(answer).toMatchObject(REQUIRED_GONE);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(scene.events.every(({ attempts }) => attempts <= 2)).toBe(true);
  });

  it('D01 a name that does not resolve', async () => {
    const connections = new FhirConnections({
      resolver: (_host, done) => done(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []),
    });
    const request = { patientId: 'p1', fhirServer: 'https://nowhere.example/fhir', accessToken: TOKEN };
    expect(await gather(request, STEADY, connections)).toMatchObject(REQUIRED_GONE);
    await connections.close();
  });

  it('D01 a self-signed certificate is refused, and the token is not sent', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'nelm-tls-'));
    try {
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '1',
          '-subj',
          '/CN=127.0.0.1',
          '-addext',
          'subjectAltName=IP:127.0.0.1',
          '-keyout',
          join(folder, 'key.pem'),
          '-out',
          join(folder, 'cert.pem'),
        ],
        { stdio: 'ignore' },
      );
    } catch {
      rmSync(folder, { recursive: true });
      context.skip('no openssl on this machine: the certificate test is skipped');
    }
    let heard = 0;
    const server = createTlsServer(
      { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) },
      (_request, response) => {
        heard += 1;
        response.end('{}');
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const answer = await scene.ask({
      fhirServer: `https://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    });
    expect(answer).toMatchObject(REQUIRED_GONE);
    expect(heard).toBe(0);
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });
});

describe('the server is slow', () => {
  it('D02 never answers: given up at the request timeout, 412', async () => {
    scene.fhir.onAll(() => undefined);
    const limits = { ...FAST, budgetMs: STEADY.budgetMs };
    const started = performance.now();
    expect(await scene.ask({}, limits)).toMatchObject(REQUIRED_GONE);
    expect(performance.now() - started).toBeLessThan(limits.budgetMs / 2);
  });

  it('D03 a trickling body is ended by the total time, not by idleness', async () => {
    scene.fhir.on('Observation', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const limits = { ...FAST, budgetMs: STEADY.budgetMs };
    const started = performance.now();
    const answer = await scene.ask({}, limits);
    expect(unread(answer)).toEqual(['Observation timeout']);
    expect(performance.now() - started).toBeLessThan(limits.budgetMs / 2);
  });

  it('D04 slow but fine: all searches run side by side', async () => {
    // Nothing is answered before everything has been asked for: one after the other, the first would time out.
    const asked = PATIENT_SEARCHES.length + 1;
    const all = Promise.withResolvers<void>();
    scene.fhir.onAll(async (_request, response, url) => {
      if (scene.fhir.arrivals.length === asked) all.resolve();
      await all.promise;
      json(response, 200, url.pathname.endsWith('/Patient/p1') ? PATIENT : searchset([]));
    });
    expect(unread(await scene.ask())).toEqual([]);
    expect(scene.fhir.arrivals).toHaveLength(asked);
  });

  it('D05 one deadline for everything, and nothing is sent after the answer', async () => {
    let page = 0;
    scene.fhir.on('Observation', async (_request, response) => {
      await sleep(150);
      page += 1;
      const url = `${scene.fhir.base}/Observation?page=${page}`;
      if (!response.destroyed)
        json(response, 200, searchset([OBSERVATION], { link: [{ relation: 'next', url }] }));
    });
    const started = performance.now();
    const answer = await scene.ask({}, FAST);
    const took = performance.now() - started;
    expect(unread(answer)).toEqual(['Observation incomplete']);
    expect(refs(answer, 'Observation')).not.toEqual([]);
    expect(took).toBeGreaterThan(FAST.budgetMs - 200);
    // Twenty pages, which is what is allowed, would take three seconds.
    expect(took).toBeLessThan(FAST.budgetMs * 2);
    await nextTurn();
    const sent = scene.events.length;
    // What was on its way as the call ended may still arrive; nothing else does.
    await sleep(100);
    const arrived = scene.fhir.arrivals.length;
    await sleep(250);
    expect(scene.fhir.arrivals.length).toBe(arrived);
    expect(scene.events.length).toBe(sent);
  });

  it('B19 the EHR hangs up: everything under way is given up', async () => {
    const hangUp = new AbortController();
    scene.fhir.onAll(() => undefined);
    setTimeout(() => hangUp.abort(), 50);
    const started = performance.now();
    expect((await scene.ask({ signal: hangUp.signal })).kind).toBe('unobtainable');
    expect(performance.now() - started).toBeLessThan(STEADY.requestTimeoutMs / 2);
  });
});

describe('the server is overloaded or broken', () => {
  it.each([
    ['3600', false],
    [new Date(Date.now() + 3_600_000).toUTCString(), false],
    ['0', true],
    ['garbage', true],
    ['-1', true],
  ])('D06 429 with Retry-After %s: at most one retry, and only when it fits', async (retryAfter, retried) => {
    scene.fhir.on('Observation', (_request, response) => {
      if (counts('Observation') > 1) json(response, 200, searchset([OBSERVATION]));
      else json(response, 429, {}, { 'retry-after': retryAfter });
    });
    const answer = await scene.ask();
    expect(counts('Observation')).toBe(retried ? 2 : 1);
    expect(unread(answer)).toEqual(retried ? [] : ['Observation unavailable']);
  });

  it('D06 a short Retry-After is waited for when it fits the budget', async () => {
    scene.fhir.on('Observation', (_request, response) => {
      if (counts('Observation') > 1) json(response, 200, searchset([OBSERVATION]));
      else json(response, 429, {}, { 'retry-after': '1' });
    });
    const answer = await scene.ask({}, { ...STEADY, budgetMs: 2500 });
    expect(unread(answer)).toEqual([]);
    const [first, second] = scene.fhir.arrivals.filter(({ path }) => path.includes('Observation'));
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('D06 429 always: two requests, then unknown', async () => {
    scene.fhir.on('Observation', (_request, response) => json(response, 429, {}));
    expect(unread(await scene.ask())).toEqual(['Observation unavailable']);
    expect(counts('Observation')).toBe(2);
  });

  it.each([500, 502, 503, 504])('D07 %i once, then well: one retry and the same data', async (status) => {
    const plain = refs(await scene.ask());
    let failures = 0;
    scene.fhir.on('Condition', (_request, response) => {
      failures += 1;
      if (failures === 1) json(response, status, { resourceType: 'OperationOutcome' });
      else json(response, 200, searchset([CONDITION]));
    });
    const answer = await scene.ask();
    expect(refs(answer)).toEqual(plain);
    expect(unread(answer)).toEqual([]);
    expect(failures).toBe(2);
  });

  it('D08 5xx always: 412, then the circuit answers at once, and a probe closes it again', async () => {
    // Far longer than any call takes: a call sees one state of the circuit, however busy the machine is.
    const limits = { ...STEADY, circuitCooldownMs: 60_000 };
    // Requests as the client sent them. Arrivals would count those, too, that the call before had given up on.
    const sentBy = async (ask: () => Promise<unknown>): Promise<readonly number[]> => {
      await nextTurn();
      const before = scene.events.length;
      await ask();
      await nextTurn();
      return scene.events
        .slice(before)
        .map(({ attempts }) => attempts)
        .filter((attempts) => attempts > 0);
    };
    const refused = async () => expect(await scene.ask({}, limits)).toMatchObject(REQUIRED_GONE);
    scene.fhir.onAll((_request, response) => json(response, 503, {}));
    for (let hook = 0; hook < limits.circuitFailures; hook += 1) {
      expect(await sentBy(refused)).not.toEqual([]);
    }
    const started = performance.now();
    expect(await sentBy(refused)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(limits.requestTimeoutMs / 4);
    scene.pass(limits.circuitCooldownMs - 1000);
    expect(await sentBy(refused)).toEqual([]);
    scene.pass(1000);
    // Still broken: one probe (with its retry), nothing else, and another rest.
    expect(await sentBy(refused)).toEqual([2]);
    expect(await sentBy(refused)).toEqual([]);
    scene.pass(limits.circuitCooldownMs);
    scene.fhir.onAll(undefined);
    expect(unread(await scene.ask({}, limits))).toEqual([]);
  });

  it('D02 D08 one failed hook call costs the next one nothing', async () => {
    scene.fhir.onAll(() => undefined);
    expect(await scene.ask({}, FAST)).toMatchObject(REQUIRED_GONE);
    scene.fhir.onAll(undefined);
    expect(unread(await scene.ask())).toEqual([]);
  });

  it('D08 types that hang do not condemn their server', async () => {
    const limits = { ...STEADY, requestTimeoutMs: 400, circuitFailures: 2 };
    scene.fhir.on('ImagingStudy', () => undefined);
    scene.fhir.on('BodyStructure', () => undefined);
    scene.fhir.on('Procedure', () => undefined);
    for (let hook = 0; hook <= limits.circuitFailures; hook += 1) {
      const answer = await scene.ask({}, limits);
      expect(refs(answer, 'Condition')).toEqual(['Condition/c1']);
      expect(unread(answer)).toEqual(['Procedure timeout', 'BodyStructure timeout', 'ImagingStudy timeout']);
    }
  });

  it('D18 an HTML page with status 200 is no data', async () => {
    scene.fhir.on('Observation', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    });
    expect(unread(await scene.ask())).toEqual(['Observation failed']);
    expect(counts('Observation')).toBe(1);
  });

  it('D18 an HTML page that calls itself JSON is no data', async () => {
    scene.fhir.on('Condition', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('<html>Sign in</html>');
    });
    expect(await scene.ask()).toMatchObject({ kind: 'unobtainable', keys: ['conditions'] });
  });

  it('D19 an OperationOutcome with status 200 is a failure', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
    scene.fhir.on('Observation', (_request, response) => json(response, 200, outcome));
    expect(unread(await scene.ask())).toEqual(['Observation failed']);
    scene.fhir.on('Condition', (_request, response) => json(response, 200, outcome));
    expect(await scene.ask()).toMatchObject({ kind: 'unobtainable', keys: ['conditions'] });
  });

  it.each([
    ['truncated JSON', '{"resourceType":"Bundle","entry":[{"resour', {}],
    ['a body shorter than its Content-Length', '{"resourceType":"Bundle"', { 'content-length': '5000' }],
    ['corrupt gzip', gzipSync('{"resourceType":"Bundle"}').subarray(0, 20), { 'content-encoding': 'gzip' }],
    ['an encoding that was not asked for', 'x', { 'content-encoding': 'br' }],
  ])('D20 %s: at most one retry, then unknown', async (_name, body, headers) => {
    scene.fhir.on('Observation', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/fhir+json', ...headers });
      response.write(body);
      setTimeout(() => response.destroy(), 10);
    });
    const answer = await scene.ask();
    expect(gathered(answer).unread.map(({ resourceType }) => resourceType)).toEqual(['Observation']);
    expect(counts('Observation')).toBeLessThanOrEqual(2);
  });

  it('D20 truncated once, then whole: the retry repairs it', async () => {
    scene.fhir.on('Observation', (_request, response) => {
      if (counts('Observation') === 1) {
        response.writeHead(200, { 'content-type': 'application/fhir+json' }).end('{"resourceType":"Bun');
      } else {
        json(response, 200, searchset([OBSERVATION]));
      }
    });
    expect(unread(await scene.ask())).toEqual([]);
  });

  it('D20 gzip is read', async () => {
    scene.fhir.on('Observation', (request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(searchset([OBSERVATION]))));
    });
    expect(refs(await scene.ask(), 'Observation')).toEqual(['Observation/o1']);
  });

  it.each(['declared', 'chunked', 'gzip bomb'])(
    'D21 a huge answer (%s) is cut at the byte cap',
    async (kind) => {
      const limits = { ...STEADY, maxResponseBytes: 64 * 1024 };
      let sent = 0;
      scene.fhir.on('Observation', async (_request, response) => {
        if (kind === 'declared') {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '200000000' });
          response.write('{');
        } else if (kind === 'gzip bomb') {
          response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
          response.end(gzipSync(Buffer.alloc(5_000_000, 32)));
        } else {
          response.writeHead(200, { 'content-type': 'application/json' });
          const chunk = Buffer.alloc(16 * 1024, 32);
          while (!response.destroyed && sent < 50_000_000) {
            sent += chunk.length;
            if (!response.write(chunk))
              await Promise.race([new Promise((done) => response.once('drain', done)), sleep(20)]);
          }
        }
      });
      const answer = await scene.ask({}, limits);
      expect(unread(answer)).toEqual(['Observation incomplete']);
      expect(sent).toBeLessThan(10_000_000);
    },
  );

  it('D22 a connection that is reset after the request is tried once more', async () => {
    scene.fhir.on('Observation', (request, response) => {
      if (counts('Observation') === 1) request.socket.resetAndDestroy();
      else json(response, 200, searchset([OBSERVATION]));
    });
    expect(unread(await scene.ask())).toEqual([]);
    expect(counts('Observation')).toBe(2);
  });

  it('D22 a connection that is always reset gives unknown after two requests', async () => {
    scene.fhir.on('Observation', (request) => void request.socket.resetAndDestroy());
    expect(unread(await scene.ask())).toEqual(['Observation unavailable']);
    expect(counts('Observation')).toBe(2);
  });
});

describe('the server refuses', () => {
  it.each([401, 403])('D09 %i on one type: unknown with the reason, never retried', async (status) => {
    scene.fhir.on('Observation', (_request, response) => json(response, status, {}));
    const answer = await scene.ask();
    expect(unread(answer)).toEqual(['Observation forbidden']);
    expect(counts('Observation')).toBe(1);
    expect(scene.fhir.arrivals.every(({ path }) => /Patient\/p1$|patient=p1(&|$)/.test(path))).toBe(true);
  });

  it('D09 403 on a required type: 412 that names it', async () => {
    scene.fhir.on('Condition', (_request, response) => json(response, 403, {}));
    expect(await scene.ask()).toMatchObject({ kind: 'unobtainable', keys: ['conditions'] });
  });

  it.each([404, 410])('D10 %i for the patient: 412', async (status) => {
    scene.fhir.on('Patient', (_request, response) => json(response, status, {}));
    expect(await scene.ask()).toMatchObject({ kind: 'unobtainable', keys: ['patient'] });
  });

  it('D11 an expired token: 412 naming both keys, one request each, no refresh', async () => {
    scene.fhir.onAll((_request, response) => json(response, 401, {}, { 'www-authenticate': 'Bearer' }));
    expect(await scene.ask()).toMatchObject(REQUIRED_GONE);
    expect(counts('Condition')).toBe(1);
    expect(scene.fhir.arrivals.some(({ path }) => path.includes('token'))).toBe(false);
  });

  it.each([301, 302, 303, 307, 308])('D12 %i to another origin is not followed', async (status) => {
    const location = `${scene.evil.base}/Condition?patient=p1`;
    scene.fhir.on('Condition', (_request, response) => void response.writeHead(status, { location }).end());
    expect(await scene.ask()).toMatchObject({ kind: 'unobtainable', keys: ['conditions'] });
  });

  it('D12 a redirect within the server is not followed either', async () => {
    const location = `${scene.fhir.base}/Patient/p1`;
    scene.fhir.on('Observation', (_request, response) => void response.writeHead(302, { location }).end());
    expect(unread(await scene.ask())).toEqual(['Observation failed']);
  });

  it('E5 an open server is asked without a header', async () => {
    const { accessToken: _none, ...request } = {
      patientId: 'p1',
      fhirServer: scene.fhir.base,
      accessToken: TOKEN,
    };
    const answer = await gather(request, STEADY, scene.connections);
    expect(unread(answer)).toEqual([]);
    expect(scene.fhir.arrivals.every(({ authorization }) => authorization === undefined)).toBe(true);
    scene.fhir.arrivals.length = 0;
  });

  it('D17 a token that cannot be a header is not sent', async () => {
    const answer = await scene.ask({ accessToken: 'a\r\nX-Evil: 1', prefetch: PREFETCHED });
    expect(gathered(answer).issues.some(({ text }) => text.includes('token'))).toBe(true);
    expect(scene.fhir.arrivals).toEqual([]);
  });
});

describe('names that resolve elsewhere', () => {
  let connections: FhirConnections;
  afterEach(() => connections.close());

  it('D15 the address is checked at each connection, and the checked address is the one that is used', async () => {
    const answers = ['127.0.0.1', '10.0.0.5', '169.254.169.254'];
    let asked = 0;
    connections = new FhirConnections({
      resolver: (_host, done) => done(null, [{ address: answers[Math.min(asked++, 2)] ?? '', family: 4 }]),
    });
    const { port } = new URL(scene.fhir.base);
    const server = { base: `http://fhir.test:${port}/ehr/fhir/R4/`, addresses: 'loopback' } as const;
    const request = { patientId: 'p1', fhirServer: server, accessToken: TOKEN };
    const answer = await gather(request, STEADY, connections);
    // One socket got the permitted address; the others were refused, and their data is unread.
    expect(scene.fhir.connections()).toBe(1);
    expect(answer.kind === 'unobtainable' || unread(answer).length > 0).toBe(true);
  });

  it('D15 a public name that resolves to an inside address is refused unless the site permits it', async () => {
    connections = new FhirConnections({
      resolver: (_host, done) =>
        done(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '10.0.0.5', family: 4 },
        ]),
    });
    const request = { patientId: 'p1', fhirServer: 'https://ehr.example.org/fhir', accessToken: TOKEN };
    const answer = await gather(request, STEADY, connections);
    expect(answer).toMatchObject(REQUIRED_GONE);
    expect(answer.kind === 'unobtainable' && answer.text).toContain('not permitted');
  });
});
