import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gather } from '../../src/fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS } from '../../src/fhir/limits.ts';
import { buildRecord } from '../../src/fhir/record-index.ts';
import { prefetchTemplates } from '../../src/fhir/prefetch.ts';
import { PATIENT_SEARCHES, queryFor } from '../../src/fhir/searches.ts';
import { json, searchset } from './fake-fhir.ts';
import { CONDITION, gathered, OBSERVATION, PATIENT, PROCEDURE, refs, unread, useScene } from './scene.ts';

const scene = useScene();
const asked = (type: string): string[] =>
  scene.fhir.arrivals.map(({ path }) => path).filter((path) => path.includes(`/${type}`));
const alone = (prefetch: unknown, patientId = 'p1') => gather({ patientId, prefetch }, DEFAULT_FHIR_LIMITS);

/** A whole prefetch as a client would send it. */
const whole = (more: Record<string, unknown> = {}) => ({
  patient: PATIENT,
  conditions: searchset([CONDITION]),
  observations: searchset([OBSERVATION]),
  procedures: searchset([PROCEDURE]),
  diagnosticReports: searchset([]),
  medicationRequests: searchset([]),
  ...more,
});
const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(whole()).filter(([key]) => !keys.includes(key)));
const ERROR = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
const NOT_ENTIRE = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'warning',
      code: 'suppressed',
      details: { coding: [{ system: 'urn:oid:1.2.840.114350.1.13', code: '4119' }] },
    },
  ],
};

describe('what a client sends and leaves out', () => {
  it('C01 no prefetch and a token: fetched, the same data as with prefetch', async () => {
    const fetched = await scene.ask();
    expect(refs(fetched)).toEqual(refs(await scene.ask({ prefetch: whole() })));
    expect(unread(fetched)).toEqual([]);
    expect(asked('Patient/p1')).toHaveLength(1);
  });

  it('C02 neither prefetch nor server: unobtainable, naming every required key', async () => {
    for (const prefetch of [undefined, null, {}, [], 'x', 7]) {
      expect(await alone(prefetch)).toMatchObject({ kind: 'unobtainable', keys: ['patient', 'conditions'] });
    }
    expect(await alone(without('conditions'))).toMatchObject({ kind: 'unobtainable', keys: ['conditions'] });
    expect(await alone(without('patient'))).toMatchObject({ kind: 'unobtainable', keys: ['patient'] });
  });

  it.each(Object.keys(prefetchTemplates()))(
    'C03 D11 %s omitted: exactly the advertised query is sent for it',
    async (key) => {
      const answer = await scene.ask({ prefetch: without(key) });
      expect(unread(answer)).toEqual([]);
      expect(refs(answer)).toEqual(['Condition/c1', 'Observation/o1', 'Patient/p1', 'Procedure/pr1']);
      const advertised = new Set(
        Object.values(prefetchTemplates()).map((template) => `/ehr/fhir/R4/${queryFor(template, 'p1')}`),
      );
      const expected = `/ehr/fhir/R4/${queryFor(prefetchTemplates()[key] ?? '', 'p1')}`;
      expect(scene.fhir.arrivals.map(({ path }) => path).filter((path) => advertised.has(path))).toEqual([
        expected,
      ]);
    },
  );

  it('C03 an optional key omitted without access: its facts are unknown, not absent', async () => {
    const answer = await alone(without('observations', 'procedures'));
    expect(unread(answer)).toEqual(['Observation not-asked', 'Procedure not-asked']);
  });

  it('a prefetch-only client is not blamed for types that were never advertised', async () => {
    const answer = gathered(await alone(whole()));
    expect(answer.unread).toEqual([]);
    expect(answer.issues).toEqual([
      { severity: 'information', text: expect.stringContaining('MedicationAdministration') },
    ]);
    const beyond = PATIENT_SEARCHES.filter((search) => !search.prefetch).map((search) => search.resourceType);
    expect(answer.readAsAbsent.map((item) => [item.resourceType, item.reason])).toEqual(
      beyond.map((type) => [type, 'not-asked']),
    );
    expect(gathered(await scene.ask({ prefetch: whole() })).readAsAbsent).toEqual([]);
  });

  it('a list of courtesy that is refused is told of and makes nothing unknown', async () => {
    for (const type of ['Appointment', 'Encounter']) {
      scene.fhir.on(type, (_request, response) => json(response, 403, {}));
      const answer = gathered(await scene.ask());
      expect(answer.unread).toEqual([]);
      expect(answer.readAsAbsent.map((item) => [item.resourceType, item.reason])).toEqual([
        [type, 'forbidden'],
      ]);
      scene.fhir.on(type, undefined);
    }
  });

  it('C04 D13 null and an empty Bundle are answers: not asked again', async () => {
    for (const value of [null, searchset([])]) {
      const answer = await scene.ask({ prefetch: whole({ observations: value, procedures: value }) });
      expect(unread(answer)).toEqual([]);
      expect(refs(answer)).toEqual(['Condition/c1', 'Patient/p1']);
    }
    expect([...asked('Observation'), ...asked('Procedure')]).toEqual([]);
  });

  it('D14 null for patient or conditions is asked again once when there is access', async () => {
    const answer = await scene.ask({ prefetch: whole({ conditions: null, patient: null }) });
    expect(refs(answer)).toEqual(['Condition/c1', 'Observation/o1', 'Patient/p1', 'Procedure/pr1']);
    expect(asked('Condition')).toHaveLength(1);
    expect(asked('Patient/p1')).toHaveLength(1);
  });

  it('D14 null for conditions: an answer without access, and no answer when the server fails to confirm it', async () => {
    expect(refs(await alone(whole({ conditions: null })), 'Condition')).toEqual([]);
    expect(await alone(whole({ patient: null }))).toMatchObject({ kind: 'unobtainable', keys: ['patient'] });
    scene.fhir.on('Condition', (_request, response) => json(response, 500, {}));
    expect(await scene.ask({ prefetch: whole({ conditions: null }) })).toMatchObject({
      kind: 'unobtainable',
      keys: ['conditions'],
    });
  });

  it('D14 an empty Bundle of conditions is an answer and is not asked again', async () => {
    const answer = await scene.ask({ prefetch: whole({ conditions: searchset([]) }) });
    expect(refs(answer, 'Condition')).toEqual([]);
    expect(asked('Condition')).toEqual([]);
  });

  it('C05 D15 an OperationOutcome: fetched once, else unknown or unobtainable', async () => {
    const repaired = await scene.ask({ prefetch: whole({ observations: ERROR, conditions: ERROR }) });
    expect(refs(repaired)).toEqual(['Condition/c1', 'Observation/o1', 'Patient/p1', 'Procedure/pr1']);
    expect(unread(repaired)).toEqual([]);
    expect(asked('Observation')).toHaveLength(1);
    expect(unread(await alone(whole({ observations: ERROR })))).toEqual(['Observation not-asked']);
    expect(await alone(whole({ conditions: ERROR }))).toMatchObject({
      kind: 'unobtainable',
      keys: ['conditions'],
    });
    expect(await alone(whole({ patient: ERROR }))).toMatchObject({ kind: 'unobtainable', keys: ['patient'] });
  });

  it.each(['observations', 'conditions'])(
    'C06 %s with "may not contain the entire record": used, and incomplete',
    async (key) => {
      const type = key === 'conditions' ? 'Condition' : 'Observation';
      const resource = key === 'conditions' ? CONDITION : OBSERVATION;
      const bundle = {
        resourceType: 'Bundle',
        type: 'searchset',
        total: 1,
        entry: [{ resource }, { resource: NOT_ENTIRE, search: { mode: 'outcome' } }],
      };
      const answer = await alone(whole({ [key]: bundle }));
      expect(unread(answer)).toEqual([`${type} incomplete`]);
      expect(refs(answer, type)).toEqual([`${type}/${resource.id}`]);
    },
  );

  it('C06 remarks on ignored parameters do not make a list incomplete', async () => {
    const remark = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', code: 'not-supported', diagnostics: '_sort ignored' }],
    };
    const bundle = {
      ...searchset([OBSERVATION]),
      entry: [{ resource: OBSERVATION }, { resource: remark, search: { mode: 'outcome' } }],
    };
    expect(unread(await alone(whole({ observations: bundle })))).toEqual([]);
  });

  it('C07 wrong types: a single resource of the type is taken, another type is as good as missing', async () => {
    expect(refs(await alone(whole({ conditions: CONDITION })), 'Condition')).toEqual(['Condition/c1']);
    expect(refs(await alone(whole({ patient: searchset([PATIENT]) })), 'Patient')).toEqual(['Patient/p1']);
    const practitioner = { resourceType: 'Practitioner', id: 'p1' };
    expect(await alone(whole({ patient: practitioner }))).toMatchObject({
      kind: 'unobtainable',
      keys: ['patient'],
    });
    expect(await alone(whole({ conditions: searchset([OBSERVATION]) }))).toMatchObject({
      kind: 'unobtainable',
      keys: ['conditions'],
    });
    expect(refs(await scene.ask({ prefetch: whole({ patient: practitioner }) }), 'Patient')).toEqual([
      'Patient/p1',
    ]);
  });

  it('C08 D16 a paged prefetch is followed on the server, with the token, under its base', async () => {
    scene.fhir.on('Condition', (_request, response) =>
      json(response, 200, searchset([{ ...CONDITION, id: 'c2' }])),
    );
    const first = searchset([CONDITION], {
      link: [{ relation: 'next', url: `${scene.fhir.base}/Condition?page=2` }],
    });
    const answer = await scene.ask({ prefetch: whole({ conditions: first }) });
    expect(refs(answer, 'Condition')).toEqual(['Condition/c1', 'Condition/c2']);
    expect(unread(answer)).toEqual([]);
    expect(asked('Condition')).toEqual(['/ehr/fhir/R4/Condition?page=2']);
  });

  it('C08 a full page that came without link and total is not taken for the whole list', async () => {
    const full = (count: number, more = {}) =>
      searchset(
        Array.from({ length: count }, (_, index) => ({ ...OBSERVATION, id: `o${index}` })),
        more,
      );
    expect(unread(await alone(whole({ observations: full(499) })))).toEqual([]);
    expect(unread(await alone(whole({ observations: full(500) })))).toEqual(['Observation incomplete']);
    expect(unread(await alone(whole({ observations: full(501) })))).toEqual([]);
    expect(unread(await alone(whole({ observations: full(500, { total: 500 }) })))).toEqual([]);
  });

  it('C08 D16 a paged prefetch on another host is not followed; without access it is incomplete', async () => {
    const first = searchset([CONDITION], {
      link: [{ relation: 'next', url: `${scene.evil.base}/Condition?page=2` }],
    });
    expect(unread(await scene.ask({ prefetch: whole({ conditions: first }) }))).toEqual([
      'Condition incomplete',
    ]);
    expect(unread(await alone(whole({ conditions: first })))).toEqual(['Condition incomplete']);
  });

  it('C09 a list with nothing but another patient is no answer "no data": fetched, else 412 or unknown', async () => {
    const other = (resource: object) => ({ ...resource, id: 'x9', subject: { reference: 'Patient/other' } });
    const swapped = {
      conditions: searchset([other(CONDITION)]),
      observations: searchset([other(OBSERVATION)]),
      procedures: searchset([other(PROCEDURE)]),
    };
    expect(await alone(whole({ conditions: swapped.conditions }))).toMatchObject({
      kind: 'unobtainable',
      keys: ['conditions'],
    });
    const { conditions: _required, ...expected } = swapped;
    expect(unread(await alone(whole(expected)))).toEqual(['Observation not-asked', 'Procedure not-asked']);
    const fetched = await scene.ask({ prefetch: whole(swapped) });
    expect(unread(fetched)).toEqual([]);
    for (const type of ['Condition', 'Observation', 'Procedure']) expect(asked(type)).toHaveLength(1);
    // What is foreign still comes to the record, which drops and counts it.
    const { resources } = gathered(fetched);
    const record = buildRecord({ resources, patientId: 'p1' });
    expect(record.all('Condition').map(({ id }) => id)).toEqual(['c1']);
    expect(record.issues[0]?.text).toBe('3 resources about another patient were ignored');
    scene.fhir.on('Condition', (_request, response) => json(response, 500, {}));
    expect(await scene.ask({ prefetch: whole(swapped) })).toMatchObject({ kind: 'unobtainable' });
  });

  it('C09 a list of which some entries are foreign stays, also where the patient is named by identifier', async () => {
    const other = { ...OBSERVATION, id: 'x9', subject: { reference: 'Patient/other' } };
    const identifier = { system: 'urn:mrn', value: '7' };
    const named = { ...OBSERVATION, id: 'o2', subject: { identifier } };
    for (const list of [[other, OBSERVATION], [named], [{ ...OBSERVATION, subject: undefined }]]) {
      const answer = await scene.ask({
        prefetch: whole({
          patient: { ...PATIENT, identifier: [identifier] },
          observations: searchset(list),
        }),
      });
      expect(unread(answer)).toEqual([]);
    }
    expect(asked('Observation')).toEqual([]);
  });

  it('C09 another patient in the key patient: refused, whatever else is there', async () => {
    const other = { ...PATIENT, id: 'p2' };
    expect((await alone(whole({ patient: other }))).kind).toBe('wrong-patient');
    expect((await scene.ask({ prefetch: whole({ patient: other }) })).kind).toBe('wrong-patient');
    expect(scene.fhir.arrivals).toEqual([]);
    expect(refs(await alone(whole({ patient: searchset([other, PATIENT]) })), 'Patient')).toEqual([
      'Patient/p1',
    ]);
    scene.fhir.on('Patient', (_request, response) => json(response, 200, other));
    expect((await scene.ask()).kind).toBe('wrong-patient');
  });

  it('F23 a merged patient is never evaluated', async () => {
    const merged = {
      ...PATIENT,
      active: false,
      link: [{ type: 'replaced-by', other: { reference: 'Patient/p9' } }],
    };
    expect((await alone(whole({ patient: merged }))).kind).toBe('merged-patient');
    scene.fhir.on('Patient', (_request, response) => json(response, 200, merged));
    expect((await scene.ask()).kind).toBe('merged-patient');
    const survivor = { ...PATIENT, link: [{ type: 'replaces', other: { reference: 'Patient/p0' } }] };
    expect((await alone(whole({ patient: survivor }))).kind).toBe('gathered');
  });

  it('C10 keys that were not advertised are ignored', async () => {
    const answer = await alone(
      whole({
        secret: searchset([{ ...CONDITION, id: 'secret' }]),
        serviceRequests: searchset([{ resourceType: 'ServiceRequest', id: 's' }]),
      }),
    );
    expect(refs(answer)).toEqual(['Condition/c1', 'Observation/o1', 'Patient/p1', 'Procedure/pr1']);
  });

  it('C11 5,000 Observations are read within the budget', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...OBSERVATION, id: `o${index}` }));
    const request = whole({ observations: searchset(many) });
    const times: number[] = [];
    let answer = await alone(request);
    for (let time = 0; time < 3; time += 1) {
      const started = performance.now();
      answer = await alone(request);
      times.push(performance.now() - started);
    }
    // The shortest: the machine does other things too.
    expect(Math.min(...times)).toBeLessThan(300);
    expect(refs(answer, 'Observation')).toHaveLength(5000);
    expect(unread(answer)).toEqual([]);
  });

  it('C13 C14 full URLs of Bundle entries are handed on for local references', async () => {
    const uuid = 'urn:uuid:0f8b1c6e-2a55-4c1e-9f0e-5f1f6f0f7a11';
    const medication = { resourceType: 'Medication', id: 'm1' };
    const order = { resourceType: 'MedicationRequest', id: 'r1', medicationReference: { reference: uuid } };
    const bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: order }, { fullUrl: uuid, resource: medication, search: { mode: 'include' } }],
    };
    const answer = gathered(await alone(whole({ medicationRequests: bundle })));
    expect([...answer.fullUrls.values()]).toEqual([uuid]);
    expect(answer.unread).toEqual([]);
  });

  it('C14 references: read from the own server, never from an absolute foreign address', async () => {
    const order = (id: string, reference: string) => ({
      resourceType: 'MedicationRequest',
      id,
      status: 'active',
      medicationReference: { reference },
    });
    scene.fhir.on('Medication', (request, response) =>
      json(response, 200, { resourceType: 'Medication', id: request.url?.split('/').at(-1) }),
    );
    const orders = searchset([
      order('r1', 'Medication/m1'),
      order('r2', `${scene.fhir.base}/Medication/m2`),
      order('r3', '#contained'),
      order('r4', 'Medication/m1'),
    ]);
    const answer = await scene.ask({ prefetch: whole({ medicationRequests: orders }) });
    expect(refs(answer, 'Medication')).toEqual(['Medication/m1', 'Medication/m2']);
    expect(unread(answer)).toEqual([]);
    const foreign = searchset([
      order('r5', `${scene.evil.base}/Medication/m3`),
      order('r6', 'Medication/../Patient/p2'),
    ]);
    expect(unread(await scene.ask({ prefetch: whole({ medicationRequests: foreign }) }))).toEqual([
      'Medication failed',
    ]);
    expect(unread(await alone(whole({ medicationRequests: orders })))).toEqual(['Medication not-asked']);
  });

  it('C14 reads of references are bounded', async () => {
    scene.fhir.on('Medication', (request, response) =>
      json(response, 200, { resourceType: 'Medication', id: request.url?.split('/').at(-1) }),
    );
    const orders = searchset(
      Array.from({ length: 60 }, (_, index) => ({
        resourceType: 'MedicationRequest',
        id: `r${index}`,
        medicationReference: { reference: `Medication/m${index}` },
      })),
    );
    const answer = await scene.ask({ prefetch: whole({ medicationRequests: orders }) });
    expect(asked('Medication/')).toHaveLength(DEFAULT_FHIR_LIMITS.maxReads);
    expect(unread(answer)).toEqual(['Medication incomplete']);
  });

  it('D19 garbage under a key is a failure, never a crash', async () => {
    const garbage = [
      '<html>',
      7,
      true,
      [],
      [CONDITION],
      {},
      { resourceType: 5 },
      { resourceType: 'Bundle', entry: {} },
      { resourceType: 'Bundle', entry: 'x' },
    ];
    for (const value of garbage) {
      expect(await alone(whole({ conditions: value }))).toMatchObject({
        kind: 'unobtainable',
        keys: ['conditions'],
      });
      expect(unread(await alone(whole({ observations: value })))).toEqual(['Observation not-asked']);
      expect(refs(await scene.ask({ prefetch: whole({ conditions: value }) }), 'Condition')).toEqual([
        'Condition/c1',
      ]);
    }
  });

  it('C07 C09 a patient that cannot be checked is not used', async () => {
    expect(await alone(whole({ patient: { resourceType: 'Patient' } }))).toMatchObject({ keys: ['patient'] });
    expect(await alone(whole({ patient: { resourceType: 'Patient', id: 5 } }))).toMatchObject({
      keys: ['patient'],
    });
  });

  it.each([
    '1?_elements=*',
    '../Practitioner/1',
    '1&x=y',
    'x'.repeat(65),
    '',
    '..',
    '.',
    'Patient/p1',
    'a b',
  ])('B15 the patient id %j never becomes part of a URL', async (patientId) => {
    expect((await scene.ask({ patientId })).kind).toBe('unobtainable');
    expect(scene.fhir.arrivals).toEqual([]);
  });

  it('no value of any key makes it throw, and what is not read is never silently absent', async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({
        resourceType: fc.constantFrom('Bundle', 'Condition', 'Patient', 'OperationOutcome'),
        entry: fc.jsonValue(),
        link: fc.jsonValue(),
        total: fc.jsonValue(),
        issue: fc.jsonValue(),
      }),
    );
    const keys = Object.keys(prefetchTemplates());
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...keys), anything), async (changes) => {
        const answer = await alone(whole(changes));
        if (answer.kind !== 'gathered') return;
        for (const [key, value] of Object.entries(changes)) {
          const search = PATIENT_SEARCHES.find((one) => one.key === key);
          if (search === undefined || value === null) continue;
          const type = (value as { resourceType?: unknown }).resourceType;
          const read = type === 'Bundle' || type === search.resourceType;
          expect(read || answer.unread.some(({ resourceType }) => resourceType === search.resourceType)).toBe(
            true,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a specimen that results refer to', () => {
  const of = (more: object) => ({
    ...OBSERVATION,
    specimen: { reference: 'Specimen/s1' },
    ...more,
  });
  const bodySite = { coding: [{ system: 'http://snomed.info/sct', code: '10200004' }] };
  const ask = (observation: object) =>
    scene.ask({ prefetch: whole({ observations: searchset([observation]) }) });

  it.each([
    [403, 'Specimen forbidden'],
    [404, 'Specimen failed'],
    [503, 'Specimen unavailable'],
  ])('is unread when its read answers %s and the result states no site itself', async (status, expected) => {
    scene.fhir.on('Specimen', (_request, response) => json(response, status, {}));
    expect(unread(await ask(of({})))).toEqual([expected]);
    expect(unread(await ask(of({ bodySite })))).toEqual([]);
    const unneeded = { coding: [{ system: 'http://loinc.org', code: '718-7' }] };
    expect(unread(await ask(of({ code: unneeded })))).toEqual([]);
  });

  it('is unread when the read hangs, when there is no access, and when it stands on another server', async () => {
    scene.fhir.on('Specimen', () => undefined);
    const short = { ...DEFAULT_FHIR_LIMITS, requestTimeoutMs: 300, budgetMs: 900 };
    const hung = await scene.ask({ prefetch: whole({ observations: searchset([of({})]) }) }, short);
    expect(unread(hung)).toEqual(['Specimen timeout']);
    expect(unread(await alone(whole({ observations: searchset([of({})]) })))).toEqual(['Specimen not-asked']);
    const away = of({ specimen: { reference: 'https://other.example/fhir/Specimen/s1' } });
    expect(unread(await ask(away))).toEqual(['Specimen failed']);
  });
});
