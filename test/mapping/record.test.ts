import { describe, expect, it } from 'vitest';
import { BundleError, buildRecord, recordFromBundle } from '../../src/fhir/record.ts';
import type { Json } from './encode.ts';
import { bundleOf, loinc, observation, PATIENT, quantity, RECENT } from './scene.ts';

const set = (...codes: string[]) => ({ codes: codes.map((code) => ({ system: 'http://loinc.org', code })) });
const ki67 = (extra: Json = {}): Json => observation(loinc('29593-1'), quantity(4, '%'), extra);
const count = (bundle: Json): number =>
  recordFromBundle(bundle).withCode('Observation', set('29593-1')).length;
const texts = (bundle: Json): string[] => recordFromBundle(bundle).issues.map(({ text }) => text);

describe('whose resource', () => {
  it.each([
    ['Patient/p', 1],
    ['Patient/p/_history/3', 1],
    ['Patient/other', 0],
    ['patient/p', 0],
    ['Patient/P', 0],
    ['https://elsewhere.example/fhir/Patient/p', 0],
    ['Group/p', 0],
  ])('C09 E14: subject %s', (reference, expected) => {
    expect(count(bundleOf(ki67({ subject: { reference } })))).toBe(expected);
  });

  it('C09: drops and counts resources of other patients', () => {
    const bundle = bundleOf(
      ki67({ id: 'a', subject: { reference: 'Patient/x' } }),
      ki67({ id: 'b', subject: 7 }),
    );
    expect(texts(bundle)).toEqual(['2 resources about another patient were ignored']);
  });

  it('E14: an absolute reference counts on the own server only', () => {
    const own = (base: string): number =>
      buildRecord({
        resources: [PATIENT, ki67({ subject: { reference: 'https://ehr.example/fhir/Patient/p' } })],
        patientId: 'p',
        serverBase: base,
      }).all('Observation').length;
    expect(own('https://ehr.example/fhir/')).toBe(1);
    expect(own('https://ehr.example.evil.example/fhir')).toBe(0);
  });

  it('C14: references that are local to the bundle', () => {
    const url = 'urn:uuid:7d3f3a4e-0000-4000-8000-000000000001';
    const { id: _id, ...patient } = PATIENT;
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { fullUrl: url, resource: patient, request: { method: 'POST', url: 'Patient' } },
        {
          fullUrl: 'urn:uuid:7d3f3a4e-0000-4000-8000-000000000002',
          resource: ki67({ subject: { reference: url } }),
        },
      ],
    };
    const record = recordFromBundle(bundle);
    expect(record.subject).toBe(url);
    const [found] = record.all('Observation');
    expect(found && record.reference(found)).toBe('urn:uuid:7d3f3a4e-0000-4000-8000-000000000002');
  });

  it('F06: an observation about a relative or another patient is not the patient', () => {
    expect(count(bundleOf(ki67({ focus: [{ reference: 'RelatedPerson/1' }] })))).toBe(0);
    expect(count(bundleOf(ki67({ focus: [{ reference: 'Patient/child' }] })))).toBe(0);
    expect(count(bundleOf(ki67({ focus: [{ reference: 'Condition/c' }] })))).toBe(1);
  });
});

describe('what is no statement', () => {
  it('F21: entered in error', () => {
    expect(count(bundleOf(ki67({ status: 'entered-in-error' })))).toBe(0);
    expect(count(bundleOf(ki67({ meta: { tag: [{ code: 'entered-in-error' }] } })))).toBe(0);
    expect(texts(bundleOf(ki67({ status: 'entered-in-error' })))).toEqual([
      '1 resource entered in error was ignored',
    ]);
  });

  it('F22: a modifier that is not understood, implicit rules', () => {
    expect(
      count(bundleOf(ki67({ modifierExtension: [{ url: 'http://example.org/not', valueBoolean: true }] }))),
    ).toBe(0);
    expect(count(bundleOf(ki67({ modifierExtension: 'x' })))).toBe(0);
    expect(count(bundleOf(ki67({ modifierExtension: [] })))).toBe(1);
    expect(count(bundleOf(ki67({ implicitRules: 'http://example.org/rules' })))).toBe(0);
    expect(texts(bundleOf(ki67({ implicitRules: 'http://example.org/rules' })))).toEqual([
      'modifier not understood; resource ignored',
    ]);
  });

  it('doNotPerform', () => {
    const request = {
      resourceType: 'ServiceRequest',
      subject: { reference: 'Patient/p' },
      doNotPerform: true,
    };
    expect(recordFromBundle(bundleOf(request)).all('ServiceRequest')).toEqual([]);
  });
});

describe('one of each', () => {
  it('C13 E13: the newest version of a resource, in any order', () => {
    const old = ki67({ id: 'k', meta: { versionId: '9', lastUpdated: '2026-01-01T00:00:00Z' } });
    const recent = ki67({
      id: 'k',
      meta: { versionId: '10', lastUpdated: '2026-02-01T00:00:00Z' },
      valueQuantity: { value: 5 },
    });
    for (const both of [
      [old, recent],
      [recent, old],
    ]) {
      const record = recordFromBundle(bundleOf(...both));
      expect(record.all('Observation').map((found) => found.valueQuantity?.value)).toEqual([5]);
    }
  });

  it('C13: the same statement under two ids counts once; two specimens that look alike stay two', () => {
    expect(count(bundleOf(ki67({ id: 'a' }), ki67({ id: 'b', issued: '2026-11-11T00:00:00Z' })))).toBe(1);
    expect(count(bundleOf(ki67({ id: 'a' }), ki67({ id: 'b', specimen: { reference: 'Specimen/2' } })))).toBe(
      2,
    );
    const lesion = (id: string): Json => ({
      resourceType: 'BodyStructure',
      id,
      patient: { reference: 'Patient/p' },
    });
    expect(recordFromBundle(bundleOf(lesion('1'), lesion('2'))).all('BodyStructure')).toHaveLength(2);
  });
});

describe('references', () => {
  it('resources without an id are told apart', () => {
    const { id: _id, ...patient } = PATIENT;
    const nameless = {
      ...bundleOf(),
      entry: [patient, ki67(), ki67(quantity(9, '%'))].map((resource) => ({ resource })),
    };
    expect(recordFromBundle(nameless).all('Observation')).toHaveLength(0);
    const entry = [PATIENT, ki67(), ki67(quantity(9, '%'))].map((resource) => ({ resource }));
    const record = recordFromBundle({ ...nameless, entry });
    expect(new Set(record.all('Observation').map((found) => record.reference(found))).size).toBe(2);
  });

  it('C14: contained observations of a report are read and take its date', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd',
      status: 'final',
      subject: { reference: 'Patient/p' },
      effectiveDateTime: RECENT,
      result: [{ reference: '#k' }],
      contained: [{ ...ki67({ id: 'k' }), subject: undefined, effectiveDateTime: undefined }],
    };
    const record = recordFromBundle(bundleOf(report));
    const [found] = record.withCode('Observation', set('29593-1'));
    expect(found && record.reference(found)).toBe('DiagnosticReport/d#k');
    expect(found && record.containers(found)[0]?.id).toBe('d');
  });

  it('a drug behind a reference is found by its code', () => {
    const medication = { resourceType: 'Medication', id: 'm', code: { coding: [loinc('drug')] } };
    const request = {
      resourceType: 'MedicationRequest',
      subject: { reference: 'Patient/p' },
      medicationReference: { reference: 'Medication/m' },
    };
    const inside = { ...request, medicationReference: { reference: '#m' }, contained: [medication] };
    expect(
      recordFromBundle(bundleOf(medication, request)).withCode('MedicationRequest', set('drug')),
    ).toHaveLength(1);
    expect(recordFromBundle(bundleOf(inside)).withCode('MedicationRequest', set('drug'))).toHaveLength(1);
  });

  it('F27: other spellings of a code system', () => {
    for (const system of ['urn:oid:2.16.840.1.113883.6.1', 'http://loinc.org/', 'https://loinc.org']) {
      expect(count(bundleOf(ki67({ code: { coding: [{ system, code: '29593-1' }] } })))).toBe(1);
    }
    expect(
      count(bundleOf(ki67({ code: { coding: [{ system: 'http://example.org', code: '29593-1' }] } }))),
    ).toBe(0);
    expect(count(bundleOf(ki67({ code: { text: '29593-1' } })))).toBe(0);
  });
});

describe('bundles', () => {
  const failing = (bundle: unknown): string => {
    try {
      recordFromBundle(bundle);
      return 'read';
    } catch (error) {
      return error instanceof BundleError ? error.reason : 'another error';
    }
  };
  it('says why it cannot be read', () => {
    expect(failing(undefined)).toBe('not-a-bundle');
    expect(failing([])).toBe('not-a-bundle');
    expect(failing({ resourceType: 'Patient', id: 'p' })).toBe('not-a-bundle');
    expect(failing({ resourceType: 'Bundle', type: 'collection' })).toBe('no-patient');
    expect(failing({ resourceType: 'Bundle', type: 'collection', entry: 'x' })).toBe('no-patient');
    expect(failing(bundleOf(PATIENT, { resourceType: 'Patient', id: 'q' }))).toBe('several-patients');
    expect(failing(bundleOf(PATIENT, { ...PATIENT, meta: { versionId: '2' } }))).toBe('read');
  });

  it('E12: inner statuses of a batch response are honoured', () => {
    const search = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: ki67({ id: 'k' }) }] };
    const bundle = (status: string): Json => ({
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: [
        { resource: PATIENT, response: { status: '200 OK' } },
        { resource: search, response: { status: '200 OK' } },
        { request: { url: 'Condition?patient=p' }, response: { status } },
      ],
    });
    expect(recordFromBundle(bundle('503')).all('Observation')).toHaveLength(1);
    expect(recordFromBundle(bundle('503 Service Unavailable')).unread).toMatchObject([
      { resourceType: 'Condition', reason: 'failed' },
    ]);
    expect(recordFromBundle(bundle('403')).unread).toMatchObject([{ reason: 'forbidden' }]);
    expect(recordFromBundle(bundle('404 Not Found')).unread).toEqual([]);
    const dropped = { ...search, entry: [{ resource: ki67({ id: 'k' }), response: { status: '410' } }] };
    expect(recordFromBundle(bundleOf(dropped)).all('Observation')).toEqual([]);
  });

  it('C06 C08: a held-back or unfinished list is incomplete', () => {
    const outcome = (code: string): Json => ({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', code }],
    });
    expect(recordFromBundle(bundleOf(outcome('suppressed'))).unread).toMatchObject([
      { reason: 'incomplete' },
    ]);
    expect(recordFromBundle(bundleOf(outcome('not-found'))).unread).toEqual([]);
    const page = {
      resourceType: 'Bundle',
      type: 'searchset',
      link: [{ relation: 'next', url: 'x' }],
      entry: [{ resource: ki67({ id: 'k' }) }],
    };
    expect(recordFromBundle(bundleOf(page)).unread).toMatchObject([
      { resourceType: 'Observation', reason: 'incomplete' },
    ]);
  });

  it('F23: a merged patient is never evaluated', () => {
    const merged = {
      ...PATIENT,
      active: false,
      link: [{ type: 'replaced-by', other: { reference: 'Patient/q' } }],
    };
    expect(failing(bundleOf(merged))).toBe('merged-patient');
    expect(recordFromBundle(bundleOf({ ...PATIENT, active: false })).issues).toEqual([]);
  });
});

describe('hostile shapes', () => {
  it('are read as not there, never thrown at', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 20_000; depth += 1) deep = { extension: [deep] };
    const shapes: unknown[] = [
      null,
      7,
      'text',
      [],
      {},
      { resourceType: 7 },
      { resourceType: '__proto__', id: 'constructor' },
      { resourceType: 'Observation', code: 'x', component: 'y', subject: { reference: 'Patient/p' } },
      {
        resourceType: 'Observation',
        code: { coding: 'x' },
        component: [null, 1, { code: 7 }],
        hasMember: {},
      },
      { resourceType: 'Observation', code: { coding: [null, { system: {}, code: [] }] }, id: { a: 1 } },
      {
        resourceType: 'Observation',
        id: '__proto__',
        contained: [null, { resourceType: 'Observation' }, 'x'],
        extension: deep,
      },
      { resourceType: 'Observation', id: '<script>alert(1)</script>', focus: 'x', meta: 'y', specimen: [] },
      { resourceType: 'MedicationRequest', medicationReference: { reference: '#x' }, contained: {} },
    ];
    const bundle = {
      resourceType: 'Bundle',
      entry: [...shapes.map((resource) => ({ resource })), null, 3, { resource: PATIENT }],
    };
    const record = recordFromBundle(bundle);
    for (const found of record.all('Observation')) {
      expect(record.reference(found)).not.toMatch(/[<>]/);
      record.containers(found);
    }
    expect(record.subject).toBe('Patient/p');
  });
});
