import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { openRooms } from '../../src/service/open-rooms.ts';
import { hookRequest, post, SENTINEL } from './running-service.ts';
import { bearer, Issuer } from './tokens.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nelm-process-'));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
const plain = { PATH, NODE_COMPILE_CACHE, DATABASE_URL: 'sqlite::memory:' };

function main(env: Readonly<Record<string, string>>, ...args: string[]) {
  return spawnSync(process.execPath, ['src/main.ts', ...args], {
    env: { ...plain, ...env },
    encoding: 'utf8',
  });
}

interface Running {
  readonly child: ChildProcess;
  readonly base: string;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

/** Starts the service as a process; its address is in the first log lines. */
async function started(env: Readonly<Record<string, string>> = {}, read = true): Promise<Running> {
  const child = spawn(process.execPath, ['src/main.ts'], { env: { ...plain, PORT: '0', ...env } });
  children.push(child);
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const base = await new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /"address":"([^"]+)"/.exec(output)?.[1];
      if (address === undefined) return;
      if (!read) {
        child.stdout?.removeListener('data', onData);
        child.stdout?.pause();
      }
      resolve(address);
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    void exited.then(() => reject(new Error(`ended: ${output}`)));
  });
  return { child, base, output: () => output, exited };
}

describe('the process', () => {
  it('H04 refuses a bad configuration with 78, naming the variable and never the value', () => {
    const bad = main({ PORT: 'abc-secret', LINK_SECRET: 'super-secret' });
    expect(bad.status).toBe(78);
    expect(bad.stderr).toMatch(/^nelm-cds: PORT must be /);
    expect(bad.stderr + bad.stdout).not.toContain('secret');
  });

  it('H04 refuses production without clients and secret, and files that cannot be used', () => {
    const bare = main({ NODE_ENV: 'production' });
    expect(bare.status).toBe(78);
    expect(bare.stderr).toMatch(/CLIENTS_FILE[\s\S]*LINK_SECRET/);
    const thresholds = join(folder, 'thresholds.json');
    writeFileSync(thresholds, '{"no-such-parameter": 1}');
    const refused = main({ THRESHOLDS_FILE: thresholds, PORT: '0' });
    expect([refused.status, refused.stderr]).toEqual([78, expect.stringContaining('THRESHOLDS_FILE')]);
    // What ends a process with 78 is asked for the other files without a process each.
    const said = (env: Readonly<Record<string, string>>): string => {
      try {
        openRooms(readConfig({ ...plain, PORT: '0', ...env }), new FhirConnections());
        return 'nothing';
      } catch (error) {
        return error instanceof ConfigError ? error.faults.join('; ') : String(error);
      }
    };
    expect(said({})).toBe('nothing');
    writeFileSync(thresholds, '{"ecog-unfit": 40, "ecog-caution": 20}');
    expect(said({ THRESHOLDS_FILE: thresholds })).toMatch(
      /THRESHOLDS_FILE: .*'ecog-unfit' expects a number from 1 to 4/,
    );
    const codes = join(folder, 'codes.json');
    writeFileSync(codes, '[]');
    expect(said({ CODES_FILE: codes })).toContain('CODES_FILE');
  });

  it('H04 refuses a DATABASE_URL that names no database file with 78, within seconds', () => {
    const text = join(folder, 'no-database.txt');
    writeFileSync(text, 'this is no database, it is a text of some length');
    // Others are tried where the store is opened, without a process each.
    const paths = [text, '/proc/x/y.db'];
    for (const path of paths) {
      const begin = performance.now();
      const refused = main({ DATABASE_URL: `sqlite:${path}`, PORT: '0' });
      expect([path, refused.status]).toEqual([path, 78]);
      expect(refused.stderr).toMatch(
        /^nelm-cds: DATABASE_URL names a database that cannot be used \([A-Z_]+\)\n$/,
      );
      expect(performance.now() - begin).toBeLessThan(15_000);
    }
    // A server that does not answer may come back: that is no fault of the value.
    const down = main({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '0' });
    expect([down.status, down.stderr.includes('DATABASE_URL')]).toEqual([69, true]);
  }, 90_000);

  it('checks a good configuration without printing secrets', () => {
    const clients = join(folder, 'clients.json');
    const issuer = new Issuer();
    writeFileSync(clients, JSON.stringify({ clients: [{ issuer: issuer.iss, jwks: issuer.jwks() }] }));
    const good = main(
      {
        NODE_ENV: 'production',
        CLIENTS_FILE: clients,
        LINK_SECRET: 'super-secret',
        DATABASE_URL: 'postgres://user:password@db.example/nelm',
      },
      '--check-config',
    );
    expect([good.status, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toContain('The configuration can be used.');
    expect(good.stdout).not.toMatch(/super-secret|password/);
    expect(main({}, '--nonsense').status).toBe(64);
  });

  it('runs in production with clients: a token is asked, taken once, and the answer is there', async () => {
    const issuer = new Issuer();
    const clients = join(folder, 'production.json');
    writeFileSync(clients, JSON.stringify({ clients: [{ issuer: issuer.iss, jwks: issuer.jwks() }] }));
    const one = await started({
      NODE_ENV: 'production',
      CLIENTS_FILE: clients,
      LINK_SECRET: 'x'.repeat(32),
      DATABASE_URL: `sqlite:${join(folder, 'production.db')}`,
    });
    const url = `${one.base}/cds-services/nelm-patient-view`;
    expect((await post(url, hookRequest())).status).toBe(401);
    const token = await issuer.token(url);
    const response = await post(url, hookRequest(), bearer(token));
    expect(response.status).toBe(200);
    const { cards } = (await response.json()) as { cards: { links?: { url: string }[] }[] };
    const page = await fetch(cards.flatMap((card) => card.links ?? [])[0]?.url ?? '');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await post(url, hookRequest(), bearer(token))).status).toBe(401);
    expect((await fetch(`${one.base}/health/ready`)).status).toBe(200);
    expect((await fetch(`${one.base}/cds-services`)).headers.get('access-control-allow-origin')).toBeNull();
    one.child.kill('SIGTERM');
    expect(await one.exited).toBe(0);
    const again = await started({
      NODE_ENV: 'production',
      CLIENTS_FILE: clients,
      LINK_SECRET: 'x'.repeat(32),
      DATABASE_URL: `sqlite:${join(folder, 'production.db')}`,
      PUBLIC_BASE_URL: one.base,
    });
    const replayed = await post(`${again.base}/cds-services/nelm-patient-view`, hookRequest(), bearer(token));
    expect(replayed.status).toBe(401);
    again.child.kill('SIGTERM');
    await again.exited;
  });

  it('H03 finishes requests under way on SIGTERM and exits 0', async () => {
    const one = await started();
    const url = `${one.base}/cds-services/nelm-patient-view`;
    expect((await post(url, hookRequest())).status).toBe(200);
    const under = Array.from({ length: 6 }, () =>
      post(url, hookRequest()).then(
        (response) => response.status,
        () => 'refused',
      ),
    );
    await Promise.race(under);
    const asked = performance.now();
    one.child.kill('SIGTERM');
    const statuses = await Promise.all(under);
    for (const status of statuses) expect([200, 503]).toContain(status);
    expect(await one.exited).toBe(0);
    expect(performance.now() - asked).toBeLessThan(11_500);
    expect(one.output()).toContain('development mode');
    expect(one.output()).not.toContain(SENTINEL);
    await expect(fetch(one.base)).rejects.toThrow();
  });

  it('H07 goes on answering when nobody reads its log', async () => {
    const one = await started({ RATE_LIMIT_PER_MINUTE: '0' }, false);
    for (let index = 0; index < 12; index++) {
      const statuses = await Promise.all(
        Array.from({ length: 50 }, async () => (await fetch(`${one.base}/nope-${'x'.repeat(500)}`)).status),
      );
      expect(new Set(statuses)).toEqual(new Set([404]));
    }
    one.child.kill('SIGTERM');
    expect(await one.exited).toBe(0);
  });
});
