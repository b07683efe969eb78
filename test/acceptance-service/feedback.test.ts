import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { fixture, fixtureRequest } from '../conformance/fixture-request.ts';
import { startFhir } from '../faults/fake-fhir.ts';
import { bearer, Issuer } from '../service/tokens.ts';
import { databases } from '../store/databases.ts';
import {
  type Card,
  call,
  cardsOf,
  endAll,
  freePort,
  type ServiceProcess,
  startProcess,
  topics,
} from './process.ts';

const PATIENT = '02-midgut-carcinoid-progressing';
const REASONS = 'https://nelm-cds.example/fhir/CodeSystem/override-reason';
const SERVICE = '/cds-services/nelm-patient-view';

afterEach(endAll);

const override = (card: Card, code?: string, more: object = {}) => ({
  feedback: [
    {
      card: card.uuid,
      outcome: 'overridden',
      outcomeTimestamp: '2026-11-20T16:45:18.288Z',
      ...(code === undefined ? {} : { overrideReason: { reason: { code, system: REASONS }, ...more } }),
    },
  ],
});

function reasonsOf(card: Card): readonly string[] {
  const { overrideReasons } = card as Card & {
    overrideReasons?: readonly { code: string; system: string }[];
  };
  return (overrideReasons ?? []).map((reason) => `${reason.system}|${reason.code}`);
}

function exported(databaseUrl: string, ...args: string[]): string {
  const run = spawnSync(process.execPath, ['src/cli/export-feedback.ts', ...args], {
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  });
  expect([run.status, run.stderr]).toEqual([0, '']);
  return run.stdout;
}

const view = (service: ServiceProcess, change: object = {}) =>
  cardsOf(`${service.base}${SERVICE}`, { ...fixtureRequest(PATIENT), ...change });
const tell = (service: ServiceProcess, body: unknown, id = 'nelm-patient-view') =>
  call(`${service.base}/cds-services/${id}/feedback`, body);
const cardOf = (cards: readonly Card[], topic: string): Card => {
  const card = cards.find((one) => one.source.topic.code === topic);
  if (!card) throw new Error(`no card ${topic}`);
  return card;
};

describe.each(databases.filter((database) => database.reachable))('feedback on $name', (database) => {
  it('I4 I7 H02 is on record before the answer: kill -9, restart, export, suppression', async () => {
    const place = await database.create();
    try {
      const env = { DATABASE_URL: place.url };
      const first = await startProcess(env);
      const cards = await view(first);
      const safety = cardOf(cards, 'safety');
      const options = cardOf(cards, 'treatment-options');
      const suggestion = options.suggestions?.[0];
      const accepted = {
        feedback: [
          {
            card: options.uuid,
            outcome: 'accepted',
            acceptedSuggestions: [{ id: suggestion?.uuid }],
            outcomeTimestamp: '2026-11-20T16:45:18Z',
          },
        ],
      };
      for (const body of [accepted, accepted, override(safety, 'disagree', { userComment: '=1+1 "x"' })]) {
        expect((await tell(first, body)).status).toBe(200);
      }
      await first.kill('SIGKILL');

      const rows = exported(place.url)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(rows.map((row) => [row.intervention, row.action, row.reason, row.comment, row.user])).toEqual([
        ['treatment-options', 'accepted', null, null, 'Practitioner/onc-7'],
        ['safety', 'overridden', 'disagree', '=1+1 "x"', 'Practitioner/onc-7'],
      ]);
      expect(rows[0]).toMatchObject({ suggestionId: suggestion?.uuid, suggestion: 'mdt-review' });
      const csv = exported(place.url, '--format', 'csv').split('\r\n');
      expect(csv).toHaveLength(4);
      expect(csv[2]).toContain(`"'=1+1 ""x"""`);

      const second = await startProcess(env);
      expect(topics(await view(second))).toEqual(['treatment-options', 'missing-data']);
      const note = await cardsOf(
        `${second.base}/cds-services/nelm-note-open`,
        fixtureRequest(PATIENT, 'example.nelm-cds.oncology-note-open', { documentReferenceId: 'note-1' }),
      );
      expect(topics(note)).toEqual(['treatment-options', 'missing-data']);
      expect(await second.kill('SIGTERM')).toBe(0);
    } finally {
      await place.drop();
    }
  });
});

describe('suppression after an override', () => {
  it('G07 holds per topic and per patient, until the facts change; not for `later`', async () => {
    const service = await startProcess();
    const cards = await view(service);
    expect(topics(cards)).toEqual(['safety', 'treatment-options', 'missing-data']);
    expect(reasonsOf(cardOf(cards, 'safety'))).toContain(`${REASONS}|later`);

    await tell(service, override(cardOf(cards, 'safety'), 'later'));
    await tell(service, override(cardOf(cards, 'treatment-options'), 'patient-declines'));
    expect(topics(await view(service))).toEqual(['safety', 'missing-data']);

    // The same findings of another patient are another matter.
    const { patientId } = fixtureRequest(PATIENT).context as { patientId: string };
    const other = JSON.stringify(fixtureRequest(PATIENT)).replaceAll(patientId, 'quite-another');
    expect(topics(await cardsOf(`${service.base}${SERVICE}`, JSON.parse(other)))).toHaveLength(3);

    // New facts bring the card back.
    const request = fixtureRequest(PATIENT) as {
      context: { patientId: string };
      prefetch: { observations: { entry: { resource: object }[] } };
    };
    request.prefetch.observations.entry.push({
      resource: {
        resourceType: 'Observation',
        id: 'new-ki67',
        status: 'final',
        subject: { reference: `Patient/${request.context.patientId}` },
        effectiveDateTime: new Date().toISOString().slice(0, 10),
        code: { coding: [{ system: 'http://loinc.org', code: '29593-1' }] },
        valueQuantity: { value: 17, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
      },
    });
    delete (request.prefetch.observations as { total?: number }).total;
    expect(topics(await cardsOf(`${service.base}${SERVICE}`, request))).toContain('treatment-options');
  });

  it('ends after SUPPRESS_DAYS, a fraction of a day included, and is off with 0', async () => {
    // 0.00002 days are 1.7 seconds.
    const short = await startProcess({ SUPPRESS_DAYS: '0.00002' });
    await tell(short, override(cardOf(await view(short), 'safety'), 'disagree'));
    expect(topics(await view(short))).not.toContain('safety');
    await new Promise((resolve) => setTimeout(resolve, 1900));
    expect(topics(await view(short))).toContain('safety');
    const off = await startProcess({ SUPPRESS_DAYS: '0' });
    await tell(off, override(cardOf(await view(off), 'safety'), 'disagree'));
    expect(topics(await view(off))).toContain('safety');
  });

  it('tells patients of the same id apart by their FHIR server', async () => {
    const service = await startProcess();
    const at = (port: number) => ({ fhirServer: `http://127.0.0.1:${port}/fhir` });
    const [one, two] = [await freePort(), await freePort()];
    await tell(service, override(cardOf(await view(service, at(one)), 'treatment-options'), 'disagree'));
    expect(topics(await view(service, at(one)))).not.toContain('treatment-options');
    expect(topics(await view(service, { fhirServer: `http://127.0.0.1:${one}/fhir/` }))).not.toContain(
      'treatment-options',
    );
    expect(topics(await view(service, at(two)))).toContain('treatment-options');
  });
});

describe('two processes on one database, two clients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nelm-acceptance-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('A12 A16 G12 replay, overrides of another issuer, and the FHIR server of another hospital', async () => {
    const [north, south] = [new Issuer('https://north.example/cds'), new Issuer('https://south.example/cds')];
    const fhir = await startFhir(fixture(PATIENT));
    const clients = join(folder, 'clients.json');
    const profile = (issuer: Issuer, server: string) => ({
      issuer: issuer.iss,
      jwks: issuer.jwks(),
      fhirServers: [server],
    });
    writeFileSync(
      clients,
      JSON.stringify({
        clients: [profile(north, fhir.base), profile(south, 'https://south.example/fhir/R4')],
      }),
    );
    const base = 'https://cds.example/nelm';
    const env = {
      NODE_ENV: 'production',
      LINK_SECRET: 'a secret of more than 32 characters, really',
      CLIENTS_FILE: clients,
      PUBLIC_BASE_URL: `${base}/`,
      DATABASE_URL: `sqlite:${join(folder, 'two.db')}`,
    };
    const replicas = [await startProcess(env), await startProcess(env)] as const;
    const url = `${base}${SERVICE}`;
    const ask = async (issuer: Issuer, replica: 0 | 1, change: object = {}, prefix = '') =>
      call(
        `${replicas[replica].base}${prefix}${SERVICE}`,
        { ...fixtureRequest(PATIENT), ...change },
        bearer(await issuer.token(url)),
      );

    const token = await north.token(url);
    const statuses: number[] = [];
    for (const replica of replicas) {
      statuses.push((await call(`${replica.base}${SERVICE}`, fixtureRequest(PATIENT), bearer(token))).status);
    }
    expect(statuses).toEqual([200, 401]);
    const wrong = await north.token(`${replicas[0].base}${SERVICE}`);
    expect((await call(`${replicas[0].base}${SERVICE}`, fixtureRequest(PATIENT), bearer(wrong))).status).toBe(
      401,
    );

    const answer = await ask(north, 0, { fhirServer: fhir.base }, '/nelm');
    const { cards } = answer.body as { cards: readonly Card[] };
    for (const card of cards) {
      expect(card.links?.every((link) => link.url.startsWith(`${base}/review/`))).toBe(true);
      expect(card.source).toMatchObject({ url: `${base}/knowledge`, icon: `${base}/icon.png` });
    }
    const told = await call(
      `${replicas[1].base}${SERVICE}/feedback`,
      override(cardOf(cards, 'safety'), 'disagree'),
      bearer(await north.token(`${url}/feedback`)),
    );
    expect(told.status).toBe(200);
    // With and without fhirServer: a client with one server means that one.
    const again = [await ask(north, 1), await ask(north, 0, { fhirServer: `${fhir.base}/` })];
    for (const { body } of again) expect(topics((body as { cards: Card[] }).cards)).not.toContain('safety');
    expect(topics(((await ask(south, 1)).body as { cards: Card[] }).cards)).toContain('safety');

    const foreign = await ask(north, 0, { fhirServer: 'https://south.example/fhir/R4' });
    expect(foreign.status).toBe(403);
    const stolen = await call(
      `${replicas[0].base}${SERVICE}/feedback`,
      override(cardOf(cards, 'treatment-options'), 'disagree'),
      bearer(await south.token(`${url}/feedback`)),
    );
    expect(stolen.status).toBe(200);
    expect(topics(((await ask(north, 1)).body as { cards: Card[] }).cards)).toContain('treatment-options');

    const bare = await fetch(`${replicas[0].base}${SERVICE}`, { method: 'POST' });
    expect([bare.status, await bare.text(), bare.headers.get('www-authenticate')]).toEqual([
      401,
      '',
      'Bearer',
    ]);
    const discovery = await fetch(`${replicas[0].base}/nelm/cds-services`);
    expect([discovery.status, discovery.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    for (const replica of replicas) {
      expect(await replica.kill('SIGTERM')).toBe(0);
      expect(replica.output()).not.toContain(token.split('.')[1]);
      expect(replica.output()).not.toContain('secret of more');
    }
    await fhir.close();
  });
});
