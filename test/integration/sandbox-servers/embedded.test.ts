import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FhirConnections } from '../../../src/fhir/connections.ts';
import { gather } from '../../../src/fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS } from '../../../src/fhir/limits.ts';
import { prefetchTemplates } from '../../../src/fhir/prefetch.ts';
import { PATIENT_SEARCHES, queryFor } from '../../../src/fhir/searches.ts';
import { readFixtures } from '../../../src/sandbox/fixtures.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { refs, unread } from '../../faults/scene.ts';

const fixtures = readFixtures();
const WANTED = new Set(['Patient', ...PATIENT_SEARCHES.map(({ resourceType }) => resourceType)]);
const connections = new FhirConnections();
let sandbox: Sandbox;

beforeAll(async () => {
  // Small pages, so that every list of some length is paged.
  sandbox = await startSandbox({ port: 0, pageSize: 5, maxPageSize: 10, token: 'sandbox-token' });
  for (const { bundle } of fixtures) await sandbox.load(bundle);
});
afterAll(async () => {
  await connections.close();
  await sandbox.close();
});

/** The templates filled as an EHR does, with the first page of each search only. */
async function prefetched(patientId: string): Promise<Record<string, unknown>> {
  const filled: Record<string, unknown> = {};
  for (const [key, template] of Object.entries(prefetchTemplates())) {
    const response = await fetch(`${sandbox.baseUrl}/${queryFor(template, patientId)}`, {
      headers: { authorization: 'Bearer sandbox-token' },
    });
    filled[key] = await response.json();
  }
  return filled;
}

describe('the embedded sandbox over real sockets', () => {
  it.each(fixtures.map(({ bundle }, at) => [patientIdOf(bundle), at] as const))(
    '%s',
    async (patientId, at) => {
      const entries = fixtures[at]?.bundle.entry ?? [];
      const expected = entries
        .flatMap(({ resource }) => resource ?? [])
        .filter(({ resourceType }) => WANTED.has(resourceType))
        .filter((resource) => !unwantedStatus(resource))
        .map((resource) => `${resource.resourceType}/${resource.id}`);
      const limits = { ...DEFAULT_FHIR_LIMITS, maxPages: 100 };
      const access = { patientId, fhirServer: sandbox.baseUrl, accessToken: 'sandbox-token' };
      const fetched = await gather(access, limits, connections);
      expect(unread(fetched)).toEqual([]);
      const own = refs(fetched).filter((reference) => WANTED.has(reference.split('/')[0] ?? ''));
      expect(
        expected.filter((reference) => !own.includes(reference)).filter(ofPatient(entries, patientId)),
      ).toEqual([]);
      expect(own.filter((reference) => !expected.includes(reference))).toEqual([]);
      // The same with a prefetch whose lists go on over several pages.
      const withPrefetch = await gather(
        { ...access, prefetch: await prefetched(patientId) },
        limits,
        connections,
      );
      expect(refs(withPrefetch)).toEqual(refs(fetched));
      expect(unread(withPrefetch)).toEqual([]);
    },
  );
});

function patientIdOf(bundle: { entry?: { resource?: { resourceType: string; id?: string } }[] }): string {
  return bundle.entry?.find(({ resource }) => resource?.resourceType === 'Patient')?.resource?.id ?? '';
}

/** Lists that are asked for with a status leave the others out. */
function unwantedStatus(resource: { resourceType: string }): boolean {
  const query = PATIENT_SEARCHES.find((search) => search.resourceType === resource.resourceType)?.query ?? '';
  const wanted = /status=([^&]+)/.exec(query)?.[1]?.split(',');
  return wanted !== undefined && !wanted.includes(String((resource as { status?: unknown }).status));
}

/** Fixtures may hold a resource about somebody else (a hostile or wrong record): no search of ours finds it. */
function ofPatient(entries: readonly { resource?: unknown }[], patientId: string) {
  return (reference: string): boolean => {
    const [type, id] = reference.split('/');
    const found = entries.find(({ resource }) => {
      const one = resource as { resourceType?: unknown; id?: unknown } | undefined;
      return one?.resourceType === type && one?.id === id;
    })?.resource as { subject?: { reference?: string }; patient?: { reference?: string } } | undefined;
    const subject = found?.subject?.reference ?? found?.patient?.reference;
    return subject === undefined || subject === `Patient/${patientId}`;
  };
}
