import type { Bundle, Resource } from '@medplum/fhirtypes';
import { cutpoints } from '../../decision/parameters.ts';
import type { RecordedFacts } from '../../domain/facts.ts';
import { recordFromBundle } from '../../fhir/bundle.ts';
import { prefetchTemplates } from '../../fhir/prefetch.ts';
import { loadCodeSets } from '../../mapping/code-sets.ts';
import { mapRecord } from '../../mapping/map.ts';
import { FIXTURE_DAY, readFixture } from '../../sandbox/fixtures.ts';

/** The day as of which the benchmark maps and evaluates. */
export const BENCH_DAY = FIXTURE_DAY;

/** Typical: a patient of whom most is known; a progressing one; one of whom almost nothing is known. */
export const PATIENTS = {
  typical: '01-resectable-pancreatic-net',
  progressing: '02-midgut-carcinoid-progressing',
  sparse: '07-almost-everything-missing',
} as const;

const CODES = loadCodeSets();

/** Maps a Bundle as the service does. */
export function map(bundle: unknown): RecordedFacts {
  const record = recordFromBundle(bundle);
  return mapRecord(record, { date: BENCH_DAY, codes: CODES, cutpoints: (fact) => cutpoints(fact) }).recorded;
}

export function factsOfFixture(id: string): RecordedFacts {
  return map(readFixture(id).bundle);
}

function resourcesOf(bundle: Bundle): readonly Resource[] {
  return (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
}

/**
 * A record of so many resources: a whole fixture chart, and the resources of a large chart repeated under other ids
 * and with other numbers (copies would be dropped as duplicates).
 */
export function recordOf(size: number): Bundle {
  const chart = resourcesOf(readFixture(PATIENTS.typical).bundle);
  const patient = chart.find((resource) => resource.resourceType === 'Patient');
  const subject = `Patient/${patient?.id}`;
  const large = resourcesOf(readFixture('12-large-record').bundle).filter(
    (resource) => resource.resourceType !== 'Patient',
  );
  const resources = chart.slice(0, size);
  for (let i = 0; resources.length < size; i += 1) {
    const source = large[i % large.length];
    if (!source) break;
    resources.push(renewed(source, i, subject));
  }
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
}

function renewed(resource: Resource, number: number, subject: string): Resource {
  const text = JSON.stringify(resource)
    .replace(/"Patient\/[^"]+"/g, `"${subject}"`)
    .replace(
      /"value":(\d+(?:\.\d+)?)/,
      (_, value: string) => `"value":${Number(value) + (number % 9) / 100}`,
    );
  return { ...(JSON.parse(text) as Resource), id: `bench-${number}` } as Resource;
}

/** A patient-view request with every prefetch key filled, as text. */
export function hookRequest(): string {
  const resources = resourcesOf(readFixture(PATIENTS.typical).bundle);
  const patient = resources.find((resource) => resource.resourceType === 'Patient');
  const prefetch = Object.fromEntries(
    Object.entries(prefetchTemplates()).map(([key, query]) => {
      const found = resources.filter((resource) => resource.resourceType === query.split(/[/?]/)[0]);
      if (key === 'patient') return [key, found[0] ?? null];
      const entry = found.map((resource) => ({ resource, search: { mode: 'match' } }));
      return [key, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry }];
    }),
  );
  return JSON.stringify({
    hook: 'patient-view',
    hookInstance: '6f9b7c2e-4f0e-4a6a-9d3f-2a6b8c1d0e5f',
    context: { userId: 'Practitioner/bench', patientId: patient?.id },
    prefetch,
  });
}
