import { describe, expect, it } from 'vitest';
import { json, searchset } from './fake-fhir.ts';
import { CONDITION, STEADY, gathered, OBSERVATION, refs, unread, useScene } from './scene.ts';

const scene = useScene();
const counts = (type: string): number =>
  scene.fhir.arrivals.filter(({ path }) => path.includes(`/${type}`)).length;
const next = (url: string) => ({ link: [{ relation: 'next', url }] });
const observation = (id: string) => ({ ...OBSERVATION, id });

describe('paging', () => {
  it.each([
    ['another host', () => `${scene.evil.base}/Observation?page=2`],
    ['the same host outside the base path', () => `${scene.fhir.origin}/admin/Observation?page=2`],
    ['a path that only starts alike', () => `${scene.fhir.base}-evil/Observation?page=2`],
    ['user information', () => scene.fhir.base.replace('http://', 'http://user:pw@')],
    ['dot segments out of the base', () => `${scene.fhir.base}/../../admin?page=2`],
    ['an encoded slash', () => `${scene.fhir.base}/..%2f..%2fadmin`],
    ['a backslash', () => `${scene.fhir.base}\\..\\admin`],
    ['a protocol-relative address', () => `//${new URL(scene.evil.base).host}/ehr/fhir/R4/Observation`],
    ['no http', () => 'file:///etc/passwd'],
  ])('E01 next on %s is not followed; the list is incomplete and it is told', async (_name, target) => {
    scene.fhir.on('Observation', (_request, response) =>
      json(response, 200, searchset([OBSERVATION], next(target()))),
    );
    const answer = await scene.ask();
    expect(counts('Observation')).toBe(1);
    expect(unread(answer)).toEqual(['Observation incomplete']);
    expect(gathered(answer).issues.filter(({ severity }) => severity === 'warning')).toHaveLength(1);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1']);
  });

  it('E02 a page that links to itself, and a circle of two', async () => {
    scene.fhir.on('Observation', (_request, response, url) => {
      const page = url.searchParams.get('page') ?? '1';
      const target = `${scene.fhir.base}/Observation?page=${page === '2' ? 3 : 2}`;
      json(response, 200, searchset([observation(`o${page}`)], next(target)));
    });
    const answer = await scene.ask();
    expect(counts('Observation')).toBe(3);
    expect(unread(answer)).toEqual(['Observation incomplete']);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1', 'Observation/o2', 'Observation/o3']);
  });

  it('E02 the last page links to itself but the total is reached: complete', async () => {
    scene.fhir.on('Observation', (_request, response) => {
      const self = `${scene.fhir.base}/Observation?patient=p1&_sort=-date&_count=500`;
      json(response, 200, searchset([OBSERVATION], { total: 1, ...next(self) }));
    });
    expect(unread(await scene.ask())).toEqual([]);
    expect(counts('Observation')).toBe(1);
  });

  it('E03 endless pages stop at the page cap and at the resource cap', async () => {
    scene.fhir.on('Observation', (_request, response, url) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      const entries = Array.from({ length: 10 }, (_, index) => observation(`o${page}-${index}`));
      json(response, 200, searchset(entries, next(`${scene.fhir.base}/Observation?page=${page + 1}`)));
    });
    expect(unread(await scene.ask({}, { ...STEADY, maxPages: 4 }))).toEqual(['Observation incomplete']);
    expect(counts('Observation')).toBe(4);
    scene.fhir.arrivals.length = 0;
    const answer = await scene.ask({}, { ...STEADY, maxResources: 25 });
    expect(unread(answer)).toEqual(['Observation incomplete']);
    expect(counts('Observation')).toBe(3);
  });

  it('E03 exactly as many pages as allowed are complete', async () => {
    scene.fhir.on('Observation', (_request, response, url) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      const more = page < 4 ? next(`${scene.fhir.base}/Observation?page=${page + 1}`) : {};
      json(response, 200, searchset([observation(`o${page}`)], more));
    });
    expect(unread(await scene.ask({}, { ...STEADY, maxPages: 4 }))).toEqual([]);
    expect(unread(await scene.ask({}, { ...STEADY, maxPages: 3 }))).toEqual(['Observation incomplete']);
  });

  it.each([
    ['opaque, at the base', () => `${scene.fhir.base}?_getpages=abc&_getpagesoffset=1`],
    ['relative query', () => '?_getpages=abc'],
    ['relative type and query', () => 'Observation?page=2'],
    ['absolute path', () => '/ehr/fhir/R4/Observation?page=2'],
  ])('E04 a next link that is %s', async (_name, target) => {
    scene.fhir.onAll((request, response, url) => {
      if (/page/.test(request.url ?? '')) json(response, 200, searchset([observation('o2')]));
      else if (url.pathname.endsWith('/Observation'))
        json(response, 200, searchset([OBSERVATION], next(target())));
      else if (url.pathname.endsWith('/Patient/p1'))
        json(response, 200, { resourceType: 'Patient', id: 'p1' });
      else json(response, 200, searchset([]));
    });
    const answer = await scene.ask();
    expect(unread(answer)).toEqual([]);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1', 'Observation/o2']);
  });

  it.each(['Observation', 'Condition'])(
    'E05 page 2 of %s fails: what was read stands, the list is incomplete',
    async (type) => {
      const resource = type === 'Condition' ? CONDITION : OBSERVATION;
      scene.fhir.on(type, (_request, response, url) => {
        if (url.searchParams.has('page')) json(response, 503, {});
        else json(response, 200, searchset([resource], next(`${scene.fhir.base}/${type}?page=2`)));
      });
      const answer = await scene.ask();
      expect(unread(answer)).toEqual([`${type} incomplete`]);
      expect(refs(answer, type)).toEqual([`${type}/${resource.id}`]);
    },
  );

  it('E07 a server that caps _count is paged through', async () => {
    scene.fhir.on('Observation', (_request, response, url) => {
      const offset = Number(url.searchParams.get('offset') ?? 0);
      const entries = Array.from({ length: 50 }, (_, index) => observation(`o${offset + index}`));
      const more =
        offset < 100 ? next(`${scene.fhir.base}/Observation?patient=p1&offset=${offset + 50}`) : {};
      json(response, 200, searchset(entries, { total: 150, ...more }));
    });
    const answer = await scene.ask();
    expect(refs(answer, 'Observation')).toHaveLength(150);
    expect(unread(answer)).toEqual([]);
  });
});

describe('what a searchset says and holds', () => {
  const answerWith = (body: unknown, type = 'Observation') =>
    scene.fhir.on(type, (_request, response) => json(response, 200, body));

  it('E06 a server that ignores parameters: whatever comes is handed on for filtering, the query names the patient', async () => {
    answerWith(
      searchset([OBSERVATION, { ...OBSERVATION, id: 'o9', subject: { reference: 'Patient/other' } }]),
    );
    const answer = await scene.ask();
    expect(unread(answer)).toEqual([]);
    expect(
      scene.fhir.arrivals
        .filter(({ path }) => path.includes('?'))
        .every(({ path }) => /\?patient=p1(&|$)/.test(path)),
    ).toBe(true);
  });

  it('E08 total against entries', async () => {
    answerWith(searchset([OBSERVATION], { total: 0 }));
    expect(unread(await scene.ask())).toEqual([]);
    answerWith(searchset([OBSERVATION], { total: 9 }));
    const answer = await scene.ask();
    expect(unread(answer)).toEqual(['Observation incomplete']);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1']);
  });

  it('E09 entries without resource, outcomes and includes are no matches', async () => {
    answerWith({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 1,
      entry: [
        { resource: OBSERVATION, search: { mode: 'match' } },
        { resource: { ...CONDITION, id: 'included' }, search: { mode: 'include' } },
        { resource: { ...OBSERVATION, id: 'member' }, search: { mode: 'include' } },
        { resource: { resourceType: 'Specimen', id: 's1' }, search: { mode: 'include' } },
        {
          resource: {
            resourceType: 'OperationOutcome',
            issue: [{ severity: 'information', code: 'informational' }],
          },
          search: { mode: 'outcome' },
        },
        {},
        null,
      ],
    });
    const answer = await scene.ask();
    expect(unread(answer)).toEqual([]);
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1']);
    expect(refs(answer, 'Specimen')).toEqual(['Specimen/s1']);
    expect(refs(answer, 'Condition')).toEqual(['Condition/c1']);
  });

  it('E09 an entry that names a record and does not carry it leaves the list incomplete', async () => {
    answerWith({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ fullUrl: 'https://x/Observation/1', search: { mode: 'match' } }],
    });
    expect(unread(await scene.ask())).toEqual(['Observation incomplete']);
  });

  it('E09 an empty place leaves the list incomplete, unless the count says that all is there', async () => {
    const whole = { resourceType: 'Bundle', type: 'searchset' };
    const entry = [{ resource: OBSERVATION }, null, {}];
    for (const [body, expected] of [
      [{ ...whole, entry: [null, {}] }, ['Observation incomplete']],
      [{ ...whole, entry }, ['Observation incomplete']],
      [{ ...whole, entry, total: 2 }, ['Observation incomplete']],
      [{ ...whole, entry, total: 1 }, []],
      [{ ...whole, entry: [null, {}], total: 0 }, []],
    ] as const) {
      answerWith(body);
      expect(unread(await scene.ask())).toEqual(expected);
    }
  });

  it.each([
    ['entry: []', { entry: [] }],
    ['no entry', {}],
    ['total 0', { total: 0 }],
  ])('E10 %s is an answer: nothing', async (_name, body) => {
    answerWith({ resourceType: 'Bundle', type: 'searchset', ...body });
    const answer = await scene.ask();
    expect(unread(answer)).toEqual([]);
    expect(refs(answer, 'Observation')).toEqual([]);
  });

  it.each(['warning', 'error'])(
    'E11 "no results" as an OperationOutcome entry (%s) is no result and no failure',
    async (severity) => {
      const outcome = {
        resourceType: 'OperationOutcome',
        issue: [{ severity, code: 'not-found', details: { coding: [{ code: '4101' }] } }],
      };
      answerWith({
        resourceType: 'Bundle',
        type: 'searchset',
        total: 0,
        entry: [{ resource: outcome, search: { mode: 'outcome' } }],
      });
      expect(unread(await scene.ask())).toEqual([]);
    },
  );

  it('E11 an error instead of results is a failure', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
    answerWith({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: outcome }] });
    expect(unread(await scene.ask())).toEqual(['Observation failed']);
  });

  it('E12 the inner statuses of a batch response are honoured', async () => {
    answerWith({
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: [
        { resource: searchset([OBSERVATION]), response: { status: '200 OK' } },
        {
          resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'forbidden' }] },
          response: { status: '403' },
        },
      ],
    });
    const answer = await scene.ask();
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1']);
    expect(unread(answer)).toEqual(['Observation incomplete']);
  });

  it('E12 old versions and deletions of a history are ignored', async () => {
    answerWith({
      resourceType: 'Bundle',
      type: 'history',
      entry: [
        {
          fullUrl: 'https://x/Observation/gone',
          request: { method: 'DELETE', url: 'Observation/gone' },
          response: { status: '204' },
        },
        {
          fullUrl: 'https://x/Observation/o1',
          resource: { ...OBSERVATION, status: 'corrected' },
          request: { method: 'PUT' },
        },
        { fullUrl: 'https://x/Observation/o1', resource: OBSERVATION, request: { method: 'POST' } },
        {
          fullUrl: 'https://x/Observation/gone',
          resource: { ...OBSERVATION, id: 'gone' },
          request: { method: 'POST' },
        },
      ],
    });
    const observations = gathered(await scene.ask()).resources.filter(
      ({ resourceType }) => resourceType === 'Observation',
    );
    expect(observations).toEqual([{ ...OBSERVATION, status: 'corrected' }]);
  });

  it('E13 E14 a Bundle of another type of resource is no answer', async () => {
    answerWith(searchset([{ ...CONDITION, id: 'x' }]));
    expect(unread(await scene.ask())).toEqual(['Observation failed']);
  });

  it('H09 a resource nested beyond reason is not used, and the list is incomplete', async () => {
    const nested = JSON.parse(`${'{"extension":['.repeat(200)}${']}'.repeat(200)}`);
    answerWith(searchset([OBSERVATION, { ...OBSERVATION, id: 'deep', ...nested }]));
    const answer = await scene.ask();
    expect(refs(answer, 'Observation')).toEqual(['Observation/o1']);
    expect(unread(answer)).toEqual(['Observation incomplete']);
  });
});
