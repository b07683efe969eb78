import { connect } from 'node:net';
import { gzipSync, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEPTH_LIMIT } from '../../src/service/json.ts';
import {
  hookRequest,
  post,
  type RunningService,
  SENTINEL,
  startService,
} from '../service/running-service.ts';

let running: RunningService;
let service: string;
beforeAll(async () => {
  running = await startService({ env: { BODY_LIMIT: '2mb' } });
  service = `${running.base}/cds-services/nelm-patient-view`;
});
afterAll(() => running.stop());

/** The common expectations: an OperationOutcome of that status, nothing of the input, and the next request works. */
async function expectRefused(response: Response, status: number): Promise<string> {
  const body = await response.text();
  expect([response.status, body.slice(0, 300)]).toEqual([status, expect.any(String)]);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(JSON.parse(body)).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
  });
  expect(body).not.toContain(SENTINEL);
  expect(body).not.toMatch(/\bat \S+:\d+|node_modules|\.ts/);
  expect((await post(service, hookRequest())).status).toBe(200);
  return body;
}

function raw(text: string, wait = 3000, chunks: readonly (string | Buffer)[] = []): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(running.port, '127.0.0.1', () => {
      socket.write(text);
      for (const chunk of chunks) socket.write(chunk);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('end', done);
    socket.on('error', done);
    setTimeout(done, wait).unref();
  });
}

describe('bodies', () => {
  it('A9 B01 takes a body up to the limit and refuses a larger one, announced or not', async () => {
    const padded = (bytes: number) => {
      const request = JSON.stringify(hookRequest({ extension: { pad: '' } }));
      return request.replace('"pad":""', `"pad":"${'x'.repeat(bytes - request.length)}"`);
    };
    const limit = 2 * 1024 * 1024;
    expect((await post(service, padded(limit))).status).toBe(200);
    await expectRefused(await post(service, padded(limit + 1)), 413);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let index = 0; index < 5; index++) controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    };
    await expectRefused(await fetch(service, init as RequestInit), 413);
  });

  it('B01 answers before the body is there when its length is announced', async () => {
    const answer = await raw(
      'POST /cds-services/nelm-patient-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
        'Content-Length: 11000000\r\n\r\n{',
      300,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('B02 stops a gzip bomb at the limit and takes honest compression', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(60_000);
    const before = process.memoryUsage().rss;
    await expectRefused(await post(service, new Uint8Array(bomb), { 'content-encoding': 'gzip' }), 413);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
    const request = Buffer.from(JSON.stringify(hookRequest()));
    expect(
      (await post(service, new Uint8Array(gzipSync(request)), { 'content-encoding': 'gzip' })).status,
    ).toBe(200);
    const deflated = new Uint8Array(deflateSync(request));
    expect((await post(service, deflated, { 'content-encoding': 'deflate' })).status).toBe(200);
    await expectRefused(await post(service, 'not gzip', { 'content-encoding': 'gzip' }), 400);
  });

  it('B03 refuses other encodings and character sets', async () => {
    for (const encoding of ['br', 'zstd', 'br, gzip', 'compress']) {
      await expectRefused(await post(service, hookRequest(), { 'content-encoding': encoding }), 415);
    }
    for (const charset of ['iso-8859-1', 'utf-16', 'x']) {
      const type = `application/json; charset=${charset}`;
      await expectRefused(await post(service, hookRequest(), { 'content-type': type }), 415);
    }
  });

  it('A7 B04 takes both JSON media types with and without charset, whatever the Accept header', async () => {
    for (const type of ['application/json', 'application/fhir+json']) {
      for (const charset of ['', ';charset=utf-8', '; charset="UTF-8"']) {
        for (const accept of [
          'application/json',
          'application/json, text/plain, */*',
          'application/fhir+json, */*; q=0.1',
          '*/*',
          'text/html',
        ]) {
          const response = await post(service, hookRequest(), { 'content-type': type + charset, accept });
          expect(response.status).toBe(200);
          expect(response.headers.get('content-type')).toMatch(/^application\/json/);
        }
      }
    }
  });

  it('B05 refuses other media types', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/json',
      'application/xml',
    ]) {
      await expectRefused(await post(service, hookRequest(), { 'content-type': type }), 415);
    }
    const untyped = await fetch(service, { method: 'POST', body: new Uint8Array([0x7b, 0x7d]) });
    await expectRefused(untyped, 415);
  });

  it('B06 A5 refuses malformed JSON and keeps it out of the log', async () => {
    for (const body of [
      `{"patient":"${SENTINEL} …",`,
      '{"a":1,}',
      '{/* x */}',
      "{'a':1}",
      '{"a":NaN}',
      '\u0000',
    ]) {
      await expectRefused(await post(service, body), 400);
    }
    await expectRefused(await post(service, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])), 400);
    expect(running.logged.join('')).not.toContain(SENTINEL);
  });

  it('B07 C11 refuses empty bodies, scalars and lists', async () => {
    for (const body of ['', '"x"', '[]', 'null', '7', 'true', '{}'])
      await expectRefused(await post(service, body), 400);
  });

  it('B08 refuses deep nesting before anything walks the body', async () => {
    await expectRefused(await post(service, '['.repeat(40_000)), 400);
    await expectRefused(await post(service, '['.repeat(40_000) + ']'.repeat(40_000)), 400);
    await expectRefused(await post(service, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`), 400);
    const nested = (depth: number) => {
      let extension: unknown = 1;
      for (let index = 0; index < depth; index++) extension = { a: extension };
      return hookRequest({ extension });
    };
    expect((await post(service, nested(DEPTH_LIMIT - 1))).status).toBe(200);
    await expectRefused(await post(service, nested(DEPTH_LIMIT)), 400);
  });

  it('B09 refuses very wide objects and very long names', async () => {
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]));
    await expectRefused(await post(service, hookRequest({ extension: wide })), 400);
    await expectRefused(await post(service, hookRequest({ ['k'.repeat(1_000_000)]: 1 })), 400);
  });

  it('B09 refuses a second member that decides on access, however it is spelt', async () => {
    const good = JSON.stringify(hookRequest({ fhirServer: 'http://127.0.0.1:9/fhir' }));
    const twice = [
      good.replace('{"hook"', '{"fhirServer":"http://127.0.0.1:8/","hook"'),
      good.replace('{"hook"', '{"\\u0066hirServer":"http://127.0.0.1:8/","hook"'),
      good.replace('{"hook"', '{"hook":"order-sign","hook"'),
      good.replace('"patientId"', '"patientId":"other","patientId"'),
      good.replace('"patientId"', '"patientI\\u0064":"other","patientId"'),
    ];
    for (const body of twice) {
      const text = await expectRefused(await post(service, body), 400);
      expect(text).toContain('"duplicate"');
    }
    const elsewhere = good.replace(
      '"hook":',
      '"extension":{"hook":1,"a":{"hook":2},"patientId":"x","text":"\\"hook\\":\\u0041"},"hook":',
    );
    expect((await post(service, elsewhere)).status).toBe(200);
  });

  it('B10 cannot reach a prototype', async () => {
    const hostile = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"x":1}';
    const request = JSON.stringify(hookRequest({ extension: 'EXT' }))
      .replace('"EXT"', hostile)
      .replace('"prefetch":{', `"__proto__":{"shadow":true},"prefetch":{"__proto__":${hostile},`)
      .replace('"context":{', `"context":{"__proto__":${hostile},`);
    expect((await post(service, request)).status).toBe(200);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('B20 refuses oversized headers and ambiguous lengths, and builds no address from the Host header', async () => {
    const huge = await raw(`GET /cds-services HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n`);
    expect(huge).toMatch(/^HTTP\/1\.1 431 /);
    expect(huge).toContain('OperationOutcome');
    const smuggled = await raw(
      'POST /cds-services/nelm-patient-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
        'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(smuggled).toMatch(/^HTTP\/1\.1 400 /);
    const body = JSON.stringify(hookRequest());
    const answer = await raw(
      `POST /cds-services/nelm-patient-view HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n` +
        `Content-Type: application/json\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain(`${running.base}/review/`);
    expect(answer).not.toContain('evil.example');
  });

  it('B19 gives up on clients that send byte by byte, and lets go when they hang up', async () => {
    const slow = await startService({ timeouts: { headersMs: 300, requestMs: 600, keepAliveMs: 1000 } });
    const until = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect(slow.port, '127.0.0.1', () => socket.write(text));
        const drip = setInterval(() => socket.write('x'), 100);
        socket.setEncoding('utf8');
        socket.on('data', (chunk: string) => {
          answer += chunk;
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(drip);
          resolve(answer);
        });
      });
    expect(await until('GET /cds-services HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
    const head =
      'POST /cds-services/nelm-patient-view HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{';
    expect(await until(head)).toMatch(/^HTTP\/1\.1 408 |^$/);
    const socket = connect(slow.port, '127.0.0.1', () => socket.write(head));
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await expect.poll(() => slow.service.lifecycle.idle).toBe(true);
    expect((await post(`${slow.base}/cds-services/nelm-patient-view`, hookRequest())).status).toBe(200);
    await slow.stop();
  });
});
