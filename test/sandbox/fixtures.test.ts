import { existsSync, readFileSync } from 'node:fs';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { datedTo, FIXTURES_DIRECTORY, readFixtures } from '../../src/sandbox/fixtures.ts';
import { bundleText } from '../../src/sandbox/make-fixtures.ts';
import { CHARTS } from '../../src/sandbox/patients/index.ts';
import { danglingReferences, validationIssues } from '../../src/sandbox/validation.ts';

const fixtures = readFixtures();

const resourcesOf = (bundle: Bundle): Resource[] =>
  (bundle.entry ?? []).flatMap((entry) => (entry.resource ? [entry.resource] : []));

function codingsOf(value: unknown): { system?: string; code?: string }[] {
  if (Array.isArray(value)) return value.flatMap(codingsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'coding' ? inner : codingsOf(inner)));
}

describe('the fixture patients', () => {
  it('are written by the charts of src/sandbox/patients, byte for byte', () => {
    expect(fixtures.map((fixture) => fixture.id)).toEqual(CHARTS.map((build) => build().id));
    for (const build of CHARTS) {
      const bundle = build();
      const file = new URL(`${bundle.id}/bundle.json`, FIXTURES_DIRECTORY);
      expect(
        readFileSync(file, 'utf8') === bundleText(bundle),
        `run make-fixtures: ${bundle.id} differs`,
      ).toBe(true);
    }
  });

  it('are listed in fixtures/README.md', () => {
    const list = readFileSync(new URL('README.md', FIXTURES_DIRECTORY), 'utf8');
    for (const { id } of fixtures) expect(list).toContain(`[${id}](${id}/README.md)`);
  });

  it('share no id but those of the hospital and its staff', () => {
    const owner = new Map<string, string>();
    for (const { id, bundle } of fixtures) {
      for (const resource of resourcesOf(bundle)) {
        if (['Organization', 'Practitioner'].includes(resource.resourceType)) continue;
        const key = `${resource.resourceType}/${resource.id}`;
        expect(owner.get(key), key).toBeUndefined();
        owner.set(key, id);
      }
    }
  });
});

describe.each(fixtures.map((fixture) => [fixture.id, fixture] as const))(
  '%s',
  (id, { bundle, patient, title }) => {
    const resources = resourcesOf(bundle);

    it('holds one patient, whose id is the name of the folder', () => {
      expect(resources.filter((resource) => resource.resourceType === 'Patient')).toHaveLength(1);
      expect(patient.id).toBe(id);
      expect(['transaction', 'collection']).toContain(bundle.type);
    });

    it('is valid FHIR R4, every resource and the bundle', () => {
      for (const resource of resources) {
        expect(validationIssues(resource), `${resource.resourceType}/${resource.id}`).toEqual([]);
      }
      expect(validationIssues(bundle)).toEqual([]);
    });

    it('refers only to what it holds, and only to its own patient', () => {
      const held = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`));
      for (const resource of resources) {
        expect(danglingReferences(resource, (type, rid) => held.has(`${type}/${rid}`))).toEqual([]);
      }
    });

    it('codes its problem list, in SNOMED CT and ICD-10-CM unless the record is European', () => {
      for (const resource of resources) {
        if (resource.resourceType !== 'Condition') continue;
        const systems = codingsOf(resource.code).map((coding) => coding.system);
        if (id === '11-european-record')
          expect(systems).toContain('http://fhir.de/CodeSystem/bfarm/icd-10-gm');
        else {
          expect(systems).toContain('http://snomed.info/sct');
          expect(systems).toContain('http://hl7.org/fhir/sid/icd-10-cm');
        }
      }
    });

    it('is described by a README: who, what the core should say, why', () => {
      const file = new URL(`${id}/README.md`, FIXTURES_DIRECTORY);
      expect(existsSync(file)).toBe(true);
      const text = readFileSync(file, 'utf8');
      expect(title.length).toBeGreaterThan(10);
      for (const heading of ['## Who', '## What the core should say', '## Why'])
        expect(text).toContain(heading);
    });

    it('is dated before its reference day, and keeps its shape when moved to another', () => {
      const dates = [...JSON.stringify(bundle).matchAll(/"(\d{4}-\d{2}-\d{2})[T"]/g)].map(
        (match) => match[1] ?? '',
      );
      expect(dates.length).toBeGreaterThan(3);
      expect(dates.filter((date) => date > '2026-11-20')).toEqual([]);
      expect(datedTo(bundle, '2026-11-20')).toBe(bundle);
      const later = datedTo(bundle, '2027-03-01');
      expect(resourcesOf(later).map((r) => validationIssues(r).length)).toEqual(resources.map(() => 0));
      expect(datedTo(later, '2026-11-20')).toBe(later);
    });
  },
);

describe('moving dates', () => {
  it('moves days, dateTimes and months, and leaves years and other text', () => {
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          resource: {
            resourceType: 'Observation',
            status: 'final',
            code: { text: '2026-11-10 in a text' },
            effectiveDateTime: '2026-11-10T07:40:00+01:00',
            valueString: '2025',
          },
        },
        { resource: { resourceType: 'Patient', birthDate: '1970-12-31' } },
        { resource: { resourceType: 'Condition', subject: {}, recordedDate: '2026-11' } },
      ],
    };
    const [observation, patient, condition] = resourcesOf(datedTo(bundle, '2027-01-20'));
    expect(observation).toMatchObject({
      code: { text: '2026-11-10 in a text' },
      effectiveDateTime: '2027-01-10T07:40:00+01:00',
      valueString: '2025',
    });
    expect(patient).toMatchObject({ birthDate: '1971-03-02' });
    expect(condition).toMatchObject({ recordedDate: '2027-01' });
  });
});
