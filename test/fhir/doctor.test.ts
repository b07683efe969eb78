import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/doctor.ts';
import { FACT_SOURCES } from '../../src/cli/fact-sources.ts';
import { FACT_IDS } from '../../src/domain/fact-catalogue.ts';
import { PATIENT_SEARCHES } from '../../src/fhir/searches.ts';
import { type FakeFhir, json, searchset, startFhir } from '../faults/fake-fhir.ts';
import { CONDITION, OBSERVATION, PATIENT, PROCEDURE } from '../faults/scene.ts';

const TOKEN = 'tok-SENTINEL-1';
const TYPES = ['Patient', ...PATIENT_SEARCHES.map(({ resourceType }) => resourceType)];
const dated = (id: string, day: string) => ({ ...OBSERVATION, id, effectiveDateTime: day });

let server: FakeFhir;
const resources = [PATIENT, CONDITION, dated('o1', '2026-05-01'), dated('o2', '2026-04-01'), PROCEDURE];

/** A well-behaved server: honours patient, category and _count. */
beforeEach(async () => {
  server = await startFhir(resources);
  server.on('metadata', (_request, response) =>
    json(response, 200, {
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      software: { name: 'Fake\u001b[31m' },
      rest: [{ resource: TYPES.map((type) => ({ type })) }],
    }),
  );
  for (const { resourceType } of PATIENT_SEARCHES) {
    server.on(resourceType, (_request, response, url) => {
      const found = resources.filter((one) => one.resourceType === resourceType);
      const none = url.searchParams.get('patient') !== 'p1' || url.searchParams.has('category');
      json(
        response,
        200,
        searchset(none ? [] : found.slice(0, Number(url.searchParams.get('_count') ?? 99))),
      );
    });
  }
});
afterEach(() => server.close());

async function doctor(...args: string[]) {
  let out = '';
  let err = '';
  const streams = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const exit = await run(args, {}, streams);
  return { exit, out, err };
}
const examine = (...more: string[]) => doctor('--fhir', server.base, '--token', TOKEN, ...more);

describe('npm run doctor', () => {
  it('a server that gives everything: exit 0, each search with count, the token is used and not printed', async () => {
    const { exit, out, err } = await examine('--patient', 'p1');
    expect(out).toContain('The service can work with this server.');
    expect(exit).toBe(0);
    expect(err).toBe('');
    for (const type of TYPES) expect(out).toMatch(new RegExp(`^${type} .*works`, 'm'));
    expect(out).toMatch(/^Observation +expected +prefetch +works +2 +\d+ +1 +yes +-$/m);
    expect(out).toContain(`${FACT_IDS.length} of ${FACT_IDS.length}`);
    expect(out + err).not.toContain('SENTINEL');
    expect(out).not.toContain('\u001b');
    expect(server.arrivals.every(({ authorization }) => authorization === `Bearer ${TOKEN}`)).toBe(true);
  });

  it('without --patient it takes the first that the server lists', async () => {
    const { exit, out } = await examine('--json');
    expect(JSON.parse(out)).toMatchObject({ patientId: 'p1', obstacles: [] });
    expect(exit).toBe(0);
  });

  it('a server that ignores its parameters is told so, by trial', async () => {
    server.on('Observation', (_request, response) =>
      json(response, 200, searchset([dated('o2', '2026-04-01'), dated('o1', '2026-05-01')])),
    );
    server.on('ServiceRequest', (_request, response) =>
      json(response, 200, searchset([{ resourceType: 'ServiceRequest', id: 's', status: 'completed' }])),
    );
    const { exit, out } = await examine('--patient', 'p1', '--json');
    const searches: { resourceType: string; ignored: string[] }[] = JSON.parse(out).searches;
    const ignored = (type: string) => searches.find(({ resourceType }) => resourceType === type)?.ignored;
    expect(ignored('Observation')).toEqual(['patient', '_count', 'category', '_sort']);
    expect(ignored('ServiceRequest')).toEqual(['patient', 'status']);
    expect(ignored('Condition')).toEqual([]);
    expect(exit).toBe(1);
  });

  it('a server that lacks what it may lack works; the facts say what is missing', async () => {
    for (const type of ['MedicationAdministration', 'BodyStructure']) {
      server.on(type, (_request, response) => json(response, 404, {}));
    }
    const { exit, out } = await examine('--patient', 'p1');
    expect(exit).toBe(0);
    expect(out).toMatch(/^BodyStructure .*not there/m);
    expect(out).toMatch(
      /prior +from Observation, Procedure, MedicationRequest, MedicationStatement; not from MedicationAdministration/,
    );
  });

  it('a missing required list, a forbidden one and an incomplete one stand in the way', async () => {
    server.on('Condition', (_request, response) => json(response, 403, {}));
    server.on('Procedure', (_request, response) => json(response, 403, {}));
    server.on('Observation', (_request, response) =>
      json(response, 200, searchset([OBSERVATION], { total: 7 })),
    );
    const { exit, out } = await examine('--patient', 'p1');
    expect(exit).toBe(1);
    expect(out).toContain(
      'conditions: the FHIR server refused access (HTTP 403). Without it there is no answer (412).',
    );
    expect(out).toContain(
      'Procedure: the FHIR server refused access (HTTP 403). Its facts are unknown on every card.',
    );
    expect(out).toContain('Observation: the list is not complete');
    expect(out).toMatch(/whipple +from Observation; not from Procedure/);
  });

  it('an unknown patient, another FHIR version, and a server that is not there', async () => {
    expect((await examine('--patient', 'nobody')).out).toMatch(/^Patient .*FAILED/m);
    server.on('metadata', (_request, response) =>
      json(response, 200, { resourceType: 'CapabilityStatement', fhirVersion: '3.0.2', rest: [] }),
    );
    expect((await examine('--patient', 'p1')).out).toContain('The server speaks FHIR 3.0.2');
    const gone = await doctor('--fhir', `${server.origin}/elsewhere`);
    expect(gone.exit).toBe(1);
    expect(gone.out).toContain('CapabilityStatement: ');
  });

  it.each([
    [[]],
    [['--fhir', 'ehr.example']],
    [['--fhir', 'http://ehr.example/fhir']],
    [['--fhir', 'https://u:SENTINEL@ehr.example/fhir']],
    [['--fhir', 'http://127.0.0.1/fhir', '--patient', '../x']],
    [['--fhir', 'http://127.0.0.1/fhir', '--token', 'SENTINEL x']],
    [['--unknown']],
    [['stray']],
  ])('wrong usage %j: exit 64 with the usage, nothing echoed', async (args) => {
    const { exit, out, err } = await doctor(...args);
    expect(exit).toBe(64);
    expect(out).toBe('');
    expect(err).toContain('Usage: npm run doctor');
    expect(err).not.toContain('SENTINEL');
  });

  it('the table of sources names only types that the service reads', () => {
    const read = new Set(TYPES);
    expect([...FACT_SOURCES.keys()]).toEqual([...FACT_IDS]);
    for (const types of FACT_SOURCES.values()) {
      expect(types.length).toBeGreaterThan(0);
      for (const type of types) expect(read.has(type)).toBe(true);
    }
  });
});
