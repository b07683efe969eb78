import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { nodeVersionProblem } from '../../src/node-version.mjs';
import { Issuer } from './tokens.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nelm-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

const issuer = new Issuer();
const client = (change: Readonly<Record<string, unknown>> = {}) => ({
  issuer: issuer.iss,
  jwks: issuer.jwks(),
  fhirServers: ['https://ehr.example/fhir/R4'],
  ...change,
});

describe('configuration', () => {
  it('has the defaults of the contract', () => {
    expect(readConfig({ PORT: '', HOST: '  ' })).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      publicBaseUrl: undefined,
      databaseUrl: 'sqlite:./data/nelm-cds.db',
      clients: undefined,
      linkSecretGiven: false,
      corsOrigins: '*',
      bodyLimitBytes: 10 * 1024 * 1024,
      fhirTimeoutMs: 2000,
      fhirBudgetMs: 5000,
      fhirMaxPages: 20,
      fhirMaxResources: 5000,
      strict: false,
      reviewTtlHours: 24,
      suppressDays: 90,
      rateLimitPerMinute: 6000,
      logLevel: 'info',
    });
    expect(readConfig({}).linkSecret).not.toBe(readConfig({}).linkSecret);
    expect(readConfig({}).linkSecret.length).toBeGreaterThanOrEqual(43);
  });

  it.each([
    ['PORT', ['0', '65535', '3000'], ['-1', '65536', 'x', '3e3', '80.5', '0x50']],
    ['HOST', ['0.0.0.0', '::1', 'localhost'], ['a b', 'http://x']],
    [
      'PUBLIC_BASE_URL',
      ['https://h/x', 'http://h:1/'],
      ['h', '/x', 'ftp://h', 'https://u:p@h', 'https://h/?a', 'https://h/#a'],
    ],
    ['DATABASE_URL', ['sqlite:x.db', 'postgres://h/d', 'postgresql://h/d'], ['mysql://h', 'x.db', 'sqlite:']],
    [
      'CORS_ORIGINS',
      ['*', 'https://a.example', 'https://a.example, http://b.example:8080'],
      ['a.example', 'https://a.example/x', 'null'],
    ],
    ['BODY_LIMIT', ['1', '10mb', '1.5MB', '100 kb', '1gb'], ['0', '-1mb', '10 tb', 'mb', '2gb']],
    ['FHIR_TIMEOUT_MS', ['1', '2000'], ['0', '-5', '1.5', 'x']],
    ['FHIR_BUDGET_MS', ['1', '5000'], ['0', 'x']],
    ['FHIR_MAX_PAGES', ['1', '20'], ['0', 'x']],
    ['FHIR_MAX_RESOURCES', ['1', '5000'], ['0', 'x']],
    ['STRICT', ['true', 'false', '1', '0', 'TRUE'], ['yes', '2']],
    ['REVIEW_TTL_HOURS', ['0.001', '24'], ['0', '-1', 'x']],
    ['SUPPRESS_DAYS', ['0', '0.5', '90'], ['-1', 'x']],
    ['RATE_LIMIT_PER_MINUTE', ['0', '6000'], ['-1', '1.5', 'x']],
    ['LOG_LEVEL', ['info', 'silent'], ['loud', 'INFO!']],
  ])('H04 %s: good and bad values', (variable, good, bad) => {
    for (const value of good) expect([value, faultsOf({ [variable]: value })]).toEqual([value, []]);
    for (const value of bad) {
      const faults = faultsOf({ [variable]: value });
      expect([value, faults.length]).toEqual([value, 1]);
      expect(faults[0]).toMatch(new RegExp(`^${variable} must `));
      if (value.length > 3 && value !== 'sqlite:') expect(faults[0]).not.toContain(value);
    }
  });

  it('names all variables at fault at once', () => {
    const faults = faultsOf({ PORT: 'x', STRICT: 'x', CLIENTS_FILE: join(folder, 'none.json') });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(['CLIENTS_FILE', 'PORT', 'STRICT']);
  });

  it('H04 asks for clients and a link secret in production, and gives no CORS origin', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['CLIENTS_FILE', 'LINK_SECRET']);
    const path = file('clients.json', { clients: [client()] });
    const config = readConfig({ NODE_ENV: 'production', CLIENTS_FILE: path, LINK_SECRET: 'x'.repeat(32) });
    expect(config).toMatchObject({ production: true, corsOrigins: [] });
    expect(config.clients?.[0]).toMatchObject({
      selectionBehavior: 'any',
      orderIntent: 'proposal',
      shadow: false,
    });
  });

  it('takes the profile of the contract as it stands there', () => {
    const contract = client({
      jwks: { keys: [] },
      jwksUrl: 'https://ehr.example/jwks.json',
      audiences: [],
      tenant: null,
      selectionBehavior: 'any',
      orderIntent: 'proposal',
      links: ['absolute', 'smart'],
      shadow: false,
    });
    expect(faultsOf({ CLIENTS_FILE: file('contract.json', { clients: [contract] }) })).toEqual([]);
  });

  it('says where a clients file is wrong, without what it holds', () => {
    const secret = generatePrivate();
    const cases: [unknown, RegExp][] = [
      ['not json {', /^CLIENTS_FILE names a file that is not JSON$/],
      [{}, /^CLIENTS_FILE clients: /],
      [{ clients: [] }, /^CLIENTS_FILE clients: /],
      [{ clients: [client({ issuer: '' })] }, /^CLIENTS_FILE clients\[0\]\.issuer: /],
      [{ clients: [client({ jwks: undefined })] }, /^CLIENTS_FILE clients\[0\]: needs keys/],
      [{ clients: [client({ jwks: { keys: [secret] } })] }, /keys\[0\]: holds a private key/],
      [{ clients: [client({ jwks: { keys: [{ kty: 'oct', kid: 'a', k: 'AAAA' }] } })] }, /keys\[0\]/],
      [{ clients: [client({ jwksUrl: 'http://ehr.example/jwks' })] }, /jwksUrl: must be an https URL/],
      [{ clients: [client({ fhirServers: ['http://ehr.example/fhir'] })] }, /fhirServers\[0\]/],
      [{ clients: [client({ fhirServers: ['https://u:p@ehr.example/fhir'] })] }, /fhirServers\[0\]/],
      [{ clients: [client({ selectionBehavior: 'all' })] }, /selectionBehavior/],
      [{ clients: [client({ secretMember: 1 })] }, /clients\[0\]: has members that are not known/],
      [{ clients: [client(), client()] }, /clients\[1\]\.issuer: is listed twice/],
    ];
    for (const [content, expected] of cases) {
      const faults = faultsOf({ CLIENTS_FILE: file('bad.json', content) });
      expect(faults[0]).toMatch(expected);
      expect(faults.join()).not.toMatch(/u:p@|secretMember|AAAA/);
      expect(faults.join()).not.toContain(String(secret.d));
    }
    expect(
      faultsOf({
        CLIENTS_FILE: file('two.json', { clients: [client({ tenant: 'a' }), client({ tenant: 'b' })] }),
      }),
    ).toEqual([]);
  });

  it('takes http on loopback, and inside networks only when they are asked for', () => {
    const good = [
      'http://127.0.0.1:8090/fhir/R4',
      'http://localhost/fhir',
      { url: 'https://fhir.inside.example/r4', privateNetwork: true },
    ];
    expect(
      faultsOf({
        CLIENTS_FILE: file('loop.json', {
          clients: [client({ fhirServers: good, jwksUrl: 'http://localhost:1/j' })],
        }),
      }),
    ).toEqual([]);
  });
});

function generatePrivate(): Record<string, unknown> {
  return { ...issuer.ec.privateKey.export({ format: 'jwk' }), kid: 'p' };
}

describe('the version of Node', () => {
  it('names the version that is needed and the one that runs', () => {
    expect(nodeVersionProblem('v24.15.0')).toBeUndefined();
    expect(nodeVersionProblem('v26.0.0')).toBeUndefined();
    for (const old of ['v24.14.9', 'v22.20.0', 'v20.20.2']) {
      expect(nodeVersionProblem(old)).toContain(`needs Node 24.15 or newer; this is ${old}`);
    }
  });

  it('is said by an older Node itself', (context) => {
    const system = spawnSync('/usr/bin/node', ['--version'], { encoding: 'utf8' }).stdout?.trim();
    if (!system || nodeVersionProblem(system) === undefined) context.skip('no older Node on this machine');
    const run = spawnSync('/usr/bin/node', ['--import', './src/node-version.mjs', 'src/main.ts'], {
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('needs Node 24.15 or newer');
  });
});
