import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Demo } from '../../src/cli/demo.ts';
import { run, startDemo } from '../../src/cli/demo.ts';
import type { HookCall } from '../../src/cli/ehr-client.ts';
import { EhrClient } from '../../src/cli/ehr-client.ts';
import { readFixtures } from '../../src/sandbox/fixtures.ts';
import { validationIssues } from '../../src/sandbox/validation.ts';

const fixtures = readFixtures();
const FREE_PORTS = { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' };
/** Fixture patients who get no card at all. */
const SILENT = ['08-net-without-liver-metastasis'];

/** Control, format (bidi, zero width) and separator characters, but for the line feed. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

let demo: Demo;
const calls = new Map<string, HookCall>();

const callOf = (id: string): HookCall => {
  const call = calls.get(id);
  if (!call) throw new Error(`no call for ${id}`);
  return call;
};
const topics = (id: string): string[] => callOf(id).cards.map((card) => card.source.topic.code);

beforeAll(async () => {
  demo = await startDemo(fixtures, FREE_PORTS);
  for (const { id } of fixtures) calls.set(id, await demo.ehr.openNote(id));
}, 60_000);
afterAll(() => demo.close());

describe('opening the note of each fixture patient', () => {
  it.each(fixtures.map(({ id }) => id))('%s', (id) => {
    const { cards, request } = callOf(id);
    expect(Object.keys(request.prefetch ?? {})).toEqual(expect.arrayContaining(['patient', 'conditions']));
    expect(cards.length > 0).toBe(!SILENT.includes(id));
    expect(cards.length).toBeLessThanOrEqual(3);
    for (const card of cards) {
      for (const suggestion of card.suggestions ?? []) {
        for (const { resource } of suggestion.actions) {
          expect(resource.subject.reference).toBe(`Patient/${id}`);
          expect(resource.encounter?.reference).toBe(`Encounter/${String(request.context.encounterId)}`);
        }
      }
    }
  });

  it('gives the cards in the order and kind that the READMEs say', () => {
    expect(topics('01-resectable-pancreatic-net')).toEqual(['treatment-options']);
    expect(topics('02-midgut-carcinoid-progressing').slice(0, 2)).toEqual(['safety', 'treatment-options']);
    expect(topics('07-almost-everything-missing')).toContain('missing-data');
    expect(topics('13-carcinoid-heart-disease')[0]).toBe('safety');
    expect(topics('14-minen')).toEqual(['safety']);
    expect(topics('15-unclear-origin')).toEqual(['safety']);
    expect(topics('18-conflicting-records')[0]).toBe('safety');
  });

  it('E8 gives the same cards when the service reads for itself, and when the prefetch is asked by form', async () => {
    const texts = (call: HookCall): string[] => call.cards.map((card) => `${card.summary}\n${card.detail}`);
    const clientOf = (more: object): EhrClient =>
      new EhrClient({ serviceBase: demo.serviceUrl, fhirBase: demo.sandboxUrl, ...more });
    for (const id of ['02-midgut-carcinoid-progressing', '12-large-record', '11-european-record']) {
      for (const more of [
        { prefetch: 'none' },
        { search: 'post', unexpandable: 'null', failed: 'outcome' },
      ]) {
        expect(texts(await clientOf(more).openNote(id)), `${id} ${JSON.stringify(more)}`).toEqual(
          texts(callOf(id)),
        );
      }
    }
  });

  it('gives the same cards when the chart is opened', async () => {
    const chart = await demo.ehr.openChart('05-transplant-candidate');
    expect(chart.cards.map((card) => card.summary)).toEqual(
      callOf('05-transplant-candidate').cards.map((card) => card.summary),
    );
  });

  it('12 reads a record of a thousand resources to the end', () => {
    const { request, cards } = callOf('12-large-record');
    const observations = request.prefetch?.observations as { total: number; entry: unknown[] };
    expect(observations.total).toBeGreaterThan(observations.entry.length * 3);
    const safety = cards.find((card) => card.source.topic.code === 'safety');
    expect(safety?.detail).toMatch(/platelets 92/i);
    expect(topics('12-large-record')).toContain('treatment-options');
  });
});

describe('accepting', () => {
  it('creates every suggested order on the FHIR server, valid, and findable', async () => {
    let accepted = 0;
    for (const { id } of fixtures) {
      const call = callOf(id);
      for (const card of call.cards) {
        for (const suggestion of card.suggestions ?? []) {
          const created: ServiceRequest[] = await demo.ehr.accept(call, card, suggestion);
          expect(created).toHaveLength(suggestion.actions.length);
          for (const [i, order] of created.entries()) {
            expect(validationIssues(order)).toEqual([]);
            expect(order).toMatchObject({ ...suggestion.actions[i]?.resource, id: order.id });
            const [found] = await demo.ehr.search(`ServiceRequest?patient=${id}&_id=${order.id}`);
            expect(found).toEqual(order);
            accepted += 1;
          }
        }
      }
    }
    expect(accepted).toBeGreaterThan(30);
  }, 60_000);

  it('F40 is not suggested again once the order is on record', async () => {
    const id = '01-resectable-pancreatic-net';
    expect(callOf(id).cards.flatMap((card) => card.suggestions ?? []).length).toBeGreaterThan(0);
    const again = await demo.ehr.openNote(id);
    expect(again.cards.flatMap((card) => card.suggestions ?? [])).toEqual([]);
  });

  it('a card that was overridden is not shown again, another patient keeps theirs', async () => {
    const id = '17-net-g3-selected';
    const call = await demo.ehr.openNote(id);
    const card = call.cards.find((one) => one.source.topic.code === 'treatment-options');
    if (!card) throw new Error('a card about treatment');
    const reason = card.overrideReasons.find((one) => one.code !== 'later');
    await demo.ehr.override(call, card, reason, 'seen');
    const again = await demo.ehr.openNote(id);
    expect(again.cards.map((one) => one.source.topic.code)).not.toContain('treatment-options');
    expect((await demo.ehr.openNote('03-type-two-small-remnant')).cards.length).toBeGreaterThan(0);
  });
});

describe('the hostile patient', () => {
  it('brings no markup, link, image or control character into any card or order', () => {
    const { cards } = callOf('10-hostile-text');
    expect(topics('10-hostile-text')).toContain('treatment-options');
    const said = JSON.stringify(
      cards.map(({ links, source, ...card }) => ({ card, labels: links?.map((l) => l.label) })),
    );
    expect(said).not.toMatch(/<\/?(script|img|div|body|b)\b/i);
    expect(said).not.toMatch(/javascript:|evil\.example|onerror/i);
    for (const card of cards) {
      const text = `${card.summary}${card.detail}`;
      expect(text).not.toMatch(INVISIBLE);
      expect(text).not.toMatch(/!\[|\]\(/);
    }
  });
});

/** Runs the command and collects what it prints. */
async function command(
  args: string[],
  env: object = FREE_PORTS,
): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await run(
    args,
    env as Record<string, string>,
    {
      stdout: {
        write: (text) => {
          out += text;
        },
      },
      stderr: {
        write: (text) => {
          err += text;
        },
      },
    },
    async () => undefined,
  );
  return { status, out, err };
}

describe('npm run demo', () => {
  it('--once prints the cards and the addresses, and ends with 0', async () => {
    const { status, out, err } = await command(['--once']);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toContain('Anna Lindqvist');
    expect(out).toContain('curative liver resection');
    expect(out).toContain('[ Refer to hepatobiliary surgery ]');
    expect(out).toMatch(/Review page of this answer: +http:\/\/127\.0\.0\.1:\d+\/review\/\S+/);
    const urls = [...out.matchAll(/http:\/\/127\.0\.0\.1:\d+\/\S*/g)].map((match) => match[0]);
    expect(urls.length).toBeGreaterThan(4);
    for (const url of urls) expect(url).not.toMatch(/lindqvist|01-resectable/i);
  });

  it('serves until it is stopped', async () => {
    let reachable = 0;
    let out = '';
    const status = await run(
      ['--patient', '8'],
      FREE_PORTS,
      {
        stdout: {
          write: (text) => {
            out += text;
          },
        },
        stderr: { write: () => undefined },
      },
      async () => {
        const base = /(http:\/\/127\.0\.0\.1:\d+)\/cds-services\n/.exec(out)?.[1];
        reachable = (await fetch(`${base}/cds-services`)).status;
      },
    );
    expect(status).toBe(0);
    expect(reachable).toBe(200);
    expect(out).toContain('No card');
  });

  it('--list names the patients without starting anything', async () => {
    const { status, out } = await command(['--list'], { PORT: 'not looked at' });
    expect(status).toBe(0);
    for (const { id, title } of fixtures) expect(out).toContain(`${id.padEnd(31)}  ${title}`);
  });

  it('--patient takes the id or its number; a wrong one gets the list', async () => {
    expect((await command(['--once', '--patient', '13-carcinoid-heart-disease'])).out).toContain(
      'Ingrid Solberg',
    );
    const wrong = await command(['--patient', '99']);
    expect(wrong.status).toBe(64);
    expect(wrong.err).toContain('01-resectable-pancreatic-net');
    expect((await command(['--nonsense'])).status).toBe(64);
    expect((await command(['--help'])).out).toContain('Usage: npm run demo');
  });

  it('prints no control character of a hostile record to the terminal', async () => {
    const { status, out } = await command(['--once', '--patient', '10']);
    expect(status).toBe(0);
    expect(out).not.toMatch(INVISIBLE);
  });

  it.each(['PORT', 'SANDBOX_PORT'])(
    'says which variable moves a port that is taken: %s',
    async (variable) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      try {
        const { status, err } = await command(['--once'], { ...FREE_PORTS, [variable]: String(port) });
        expect(status).toBe(1);
        expect(err).toContain(`Port ${port} is in use`);
        expect(err).toContain(`${variable}=PORT`);
        expect(err).not.toContain('    at ');
      } finally {
        other.close();
      }
    },
  );

  it.each(['PORT', 'SANDBOX_PORT'])('refuses %s that is no port', async (variable) => {
    const { status, err } = await command(['--once'], { ...FREE_PORTS, [variable]: '70000' });
    expect(status).toBe(1);
    expect(err).toContain(variable);
  });
});
