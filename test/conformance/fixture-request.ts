import { readdirSync, readFileSync } from 'node:fs';
import { prefetchTemplates } from '../../src/fhir/prefetch.ts';

interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: unknown;
}

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** Names of the fixture patients. */
export const FIXTURE_NAMES = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** The resources of a fixture patient. */
export function fixture(name: string): readonly Resource[] {
  const bundle = JSON.parse(readFileSync(new URL(`${name}/bundle.json`, FIXTURES), 'utf8')) as {
    entry: { resource: Resource }[];
  };
  return bundle.entry.map((entry) => entry.resource);
}

export function patientOf(resources: readonly Resource[]): Resource {
  const patient = resources.find((resource) => resource.resourceType === 'Patient');
  if (!patient) throw new Error('the fixture has no Patient');
  return patient;
}

/** The prefetch that a client would fill from the templates of discovery. */
export function fullPrefetch(resources: readonly Resource[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(prefetchTemplates()).map(([key, query]) => {
      const type = query.split(/[/?]/)[0];
      const found = resources.filter((resource) => resource.resourceType === type);
      if (key === 'patient') return [key, found[0] ?? null];
      const entry = found.map((resource) => ({
        fullUrl: `https://ehr.example/fhir/R4/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      }));
      return [key, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }];
    }),
  );
}

/** A request for a fixture patient, as an EHR with full prefetch sends it. */
export function fixtureRequest(
  name: string,
  hook = 'patient-view',
  context: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const resources = fixture(name);
  return {
    hook,
    hookInstance: '3f0f5a1e-6c55-4b53-9d0e-0d0f2f7f3c11',
    context: { userId: 'Practitioner/onc-7', patientId: patientOf(resources).id, ...context },
    prefetch: fullPrefetch(resources),
  };
}
