import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OBSERVATION_CATEGORIES } from '../../src/fhir/searches.ts';
import { emptyMembers } from '../cards/response-schema.ts';
import { hookRequest, post, type RunningService, startService } from '../service/running-service.ts';
import { faultsBy } from './json-schema.ts';

interface Entry {
  readonly hook: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly hookVersion: string;
  readonly usageRequirements: string;
  readonly prefetch: Readonly<Record<string, string>>;
}

let running: RunningService;
let response: Response;
let services: readonly Entry[];
beforeAll(async () => {
  running = await startService();
  response = await fetch(`${running.base}/cds-services`);
  services = ((await response.clone().json()) as { services: Entry[] }).services;
});
afterAll(() => running.stop());

/** Not by fetch, which adds `Cache-Control: no-cache` of its own to a conditional request. */
function statusWithEtag(url: string, etag: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'if-none-match': etag } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

/** Versions in the hook library; the custom hook's is in its own definition. */
const HOOK_VERSIONS: Readonly<Record<string, string>> = {
  'patient-view': '1.0',
  'order-select': '1.0',
  'order-sign': '1.0',
  'example.nelm-cds.oncology-note-open': '1.0',
};

describe('discovery on the wire', () => {
  it('A1 B1 B2 is JSON, 200, an object with the list of services', () => {
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(services).toHaveLength(4);
  });

  it('A3 A4 B4 B5 B9 holds to the schema, with nothing null or empty', async () => {
    const body = await response.clone().json();
    expect(faultsBy('discovery', body)).toEqual([]);
    expect(emptyMembers(body)).toEqual([]);
    for (const service of services) expect(service.title.length).toBeGreaterThan(10);
  });

  it('A6 the paths of all services hang together under one base', async () => {
    for (const { id } of services) {
      expect((await post(`${running.base}/cds-services/${id}`, {})).status).toBe(400);
      expect((await post(`${running.base}/cds-services/${id}/feedback`, {})).status).toBe(400);
    }
  });

  it('B6 version is that of CDS Hooks', () => {
    expect(new Set(services.map((service) => service.version))).toEqual(new Set(['2.0.1']));
  });

  it('B7 hookVersion is that of the published hook', () => {
    for (const { hook, hookVersion } of services) expect(hookVersion).toBe(HOOK_VERSIONS[hook]);
  });

  it('B8 usageRequirements say what is needed', () => {
    for (const { usageRequirements } of services) {
      expect(usageRequirements).toContain('fhirServer');
      expect(usageRequirements).toContain('412');
      expect(usageRequirements).toMatch(/MedicationStatement.*without access.*read as absent/);
    }
  });

  it('B10 distinct hooks have distinct ids, since a client may key services by id', () => {
    expect(new Set(services.map((service) => service.id)).size).toBe(services.length);
    expect(new Set(services.map((service) => service.hook)).size).toBe(services.length);
  });

  it('B12 is open to clients without a token', () => {
    expect(response.headers.get('www-authenticate')).toBeNull();
  });

  it('B14 may be kept and asked again with its ETag, and a client that knows no prefetch key is served', async () => {
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const etag = response.headers.get('etag') ?? '';
    expect(await statusWithEtag(`${running.base}/cds-services`, etag)).toBe(304);
    expect(await statusWithEtag(`${running.base}/cds-services`, 'W/"other"')).toBe(200);
    const { patient, conditions } = hookRequest().prefetch as Record<string, unknown>;
    const old = hookRequest({ prefetch: { patient, conditions } });
    expect((await post(`${running.base}/cds-services/nelm-patient-view`, old)).status).toBe(200);
  });

  it('H hook names: the custom one is reverse-DNS, the others are from the library', () => {
    const names = services.map((service) => service.hook);
    expect(names).toEqual([
      'patient-view',
      'example.nelm-cds.oncology-note-open',
      'order-select',
      'order-sign',
    ]);
  });
});

describe('prefetch templates', () => {
  const templates = () => services.flatMap((service) => Object.entries(service.prefetch));

  it('D1 D2 D3 are reads or type searches with tokens of first-level context', () => {
    for (const [, template] of templates()) {
      expect(template).toMatch(/^[A-Z]\w+(?:\/\{\{context\.\w+\}\}$|\?)/);
      for (const [, token] of template.matchAll(/\{\{(.*?)\}\}/g)) expect(token).toBe('context.patientId');
    }
  });

  it('D4 D5 B15 ask for nothing beyond the restricted subset, and nothing of FHIRPath', () => {
    const allowed = new Set(['patient', 'category', 'status', '_sort', '_count', 'intent']);
    for (const [, template] of templates()) {
      const query = template.split('?')[1] ?? '';
      for (const parameter of query === '' ? [] : query.split('&')) {
        expect(allowed).toContain(parameter.split('=')[0]);
      }
      expect(template).not.toMatch(/%|today|resolve|ofType|\(|:/);
    }
  });

  it('D6 D7 D8 D9 sort as R4 does, repeat no parameter, are short, and bound the volume', () => {
    for (const [, template] of templates()) {
      const names = [...template.matchAll(/[?&]([^=]+)=/g)].map((match) => match[1]);
      expect(new Set(names).size).toBe(names.length);
      expect(template.length).toBeLessThan(1500);
      if (template.includes('_sort')) expect(template).toContain('_sort=-date');
      if (template.startsWith('Observation')) expect(template).toContain('_count=');
    }
    expect(OBSERVATION_CATEGORIES).toContain('laboratory');
  });

  it('ask only for types that every US Core server has', () => {
    const core = [
      'Patient',
      'Condition',
      'Observation',
      'Procedure',
      'DiagnosticReport',
      'MedicationRequest',
    ];
    for (const [, template] of templates()) expect(core).toContain(template.split(/[/?]/)[0]);
  });

  it('are the same for every service, with the required keys first', () => {
    for (const { prefetch } of services) expect(prefetch).toEqual(services[0]?.prefetch);
    expect(Object.keys(services[0]?.prefetch ?? {}).slice(0, 2)).toEqual(['patient', 'conditions']);
  });
});
