import { describe, expect, it } from 'vitest';
import type { Options } from './scene.ts';
import {
  bare,
  coded,
  condition,
  daysAgo,
  evaluated,
  factOf,
  ICD10CM,
  type Json,
  lab,
  local,
  LOINC,
  NELM,
  observation,
  PRIMARY,
  procedure,
  quantity,
  shown,
  SNOMED,
  SUBJECT,
  word,
} from './scene.ts';

const LIVER = { bodySite: coded(SNOMED, '10200004') };
const RESECTION = '71273005';
const count = (value: number, date = '2026-11-10'): Json =>
  local('liver.lesion-count', { valueInteger: value }, { effectiveDateTime: date });
const lobes = (value: string): Json => local('liver.lobes', word('liver.lobes', value));
const segments = (...values: readonly string[]): Json =>
  local('liver.segments', { valueString: values.join(', ') });
const size = (mm: number, id: string, extra: Json = {}): Json =>
  lab(
    '21889-1',
    { component: [{ code: coded(LOINC, '33728-7'), ...quantity(mm, 'mm') }] },
    { id, ...LIVER, ...extra },
  );
const structure = (id: string, code: string): Json => ({
  resourceType: 'BodyStructure',
  id,
  patient: SUBJECT,
  morphology: coded(SNOMED, '14799000'),
  location: coded(SNOMED, code),
});
const pattern = (...resources: readonly Json[]) =>
  evaluated([PRIMARY, NELM, ...resources]).classification.pattern;
const lowest = (resources: readonly Json[], options: Options = {}) =>
  bare('liver.lesion-count', resources, options).low;

describe('liver.lesion-count', () => {
  it('at least 1 from the diagnosis without local treatment before, or from any liver lesion fact; 2 when bilobar', () => {
    expect(lowest([PRIMARY, NELM])).toBe(1);
    const before = procedure('op', SNOMED, RESECTION, '2026-05-01');
    expect(lowest([PRIMARY, NELM, before])).toBeUndefined();
    expect(lowest([PRIMARY, NELM, before, local('liver.largest-lesion', quantity(20, 'mm'))])).toBe(1);
    expect(lowest([PRIMARY, NELM, before, segments('5')])).toBe(1);
    expect(
      lowest([
        PRIMARY,
        NELM,
        before,
        local('liver.resectability', word('liver.resectability', 'resectable')),
      ]),
    ).toBe(1);
    expect(lowest([PRIMARY, NELM, before, lobes('bilobar')])).toBe(2);
    expect(lowest([PRIMARY, NELM, segments('2', '6')])).toBe(2);
    expect(
      lowest([PRIMARY, NELM, local('liver.pattern.reported', word('liver.pattern.reported', 'III'))]),
    ).toBe(2);
  });
  it('a recorded number stands', () => {
    expect(shown(bare('liver.lesion-count', [PRIMARY, NELM, count(4), lobes('bilobar')]))).toBe('known 4');
    expect(shown(bare('liver.lesion-count', [PRIMARY, NELM, count(0)]))).toBe('known 0');
  });
  it('distinct tumours with a BodyStructure in the liver: a lower bound', () => {
    const found = bare('liver.lesion-count', [
      PRIMARY,
      NELM,
      structure('a', '277960005'),
      structure('b', '277961009'),
    ]);
    expect([found.state, found.low]).toEqual(['known', 2]);
    const where = bare('liver.segments', [
      PRIMARY,
      NELM,
      structure('a', '277960005'),
      structure('b', '277961009'),
    ]);
    expect(where.value).toEqual(['6', '7']);
  });
});

describe('sizes', () => {
  it('21889-1 with 33728-7 in the liver: the largest and the second largest of one day', () => {
    const measured = [size(12, 'a'), size(40, 'b'), size(25, 'c')];
    expect(shown(bare('liver.largest-lesion', measured))).toBe('known 40');
    expect(shown(bare('liver.second-largest-lesion', measured))).toBe('known 25');
    expect(bare('liver.lesion-count', measured).low).toBe(3);
    expect(shown(bare('primary.size', measured))).toBe('unknown absent');
  });
  it('of the pancreas: the primary; without a place: nobody’s', () => {
    const primary = lab('21889-1', quantity(3.1, 'cm'), { bodySite: coded(SNOMED, '15776009') });
    expect(shown(bare('primary.size', [primary]))).toBe('known 31');
    expect(bare('liver.largest-lesion', [primary]).state).toBe('unknown');
    expect(bare('liver.largest-lesion', [lab('21889-1', quantity(31, 'mm'))]).state).toBe('unknown');
  });
  it('the place by a focus on a tumour of the liver', () => {
    const measured = lab('21889-1', quantity(31, 'mm'), { focus: [{ reference: 'BodyStructure/a' }] });
    expect(shown(bare('liver.largest-lesion', [structure('a', '277960005'), measured]))).toBe('known 31');
  });
});

describe('lobes and pattern', () => {
  const derivedLobes = (...resources: readonly Json[]) =>
    bare('liver.lobes', [PRIMARY, NELM, ...resources]).value;
  it('lobes from the pattern, the segments or a single lesion', () => {
    expect(derivedLobes(local('liver.pattern.reported', word('liver.pattern.reported', 'II')))).toBe(
      'bilobar',
    );
    expect(derivedLobes(segments('2', '6'))).toBe('bilobar');
    expect(derivedLobes(segments('2', '3', '4a'))).toBe('unilobar');
    expect(derivedLobes(segments('5', '8'))).toBe('unilobar');
    expect(derivedLobes(segments('1', '8'))).toBe('unilobar');
    expect(derivedLobes(segments('1'))).toBeNull();
    expect(derivedLobes(count(1))).toBe('unilobar');
    expect(derivedLobes(count(2))).toBeNull();
  });
  it.each([
    ['I', [count(1)]],
    ['I', [segments('2', '3')]],
    ['I', [segments('4a', '8')]],
    ['I', [segments('6')]],
    ['I', [lobes('unilobar'), count(12)]],
    [
      'II',
      [
        lobes('bilobar'),
        count(3),
        local('liver.largest-lesion', quantity(60, 'mm')),
        local('liver.second-largest-lesion', quantity(30, 'mm')),
      ],
    ],
    ['III', [lobes('bilobar'), count(11)]],
    ['III', [lobes('bilobar'), count(4), local('liver.involvement', quantity(50.1, '%'))]],
    [null, [lobes('bilobar'), count(10)]],
    [null, [lobes('bilobar'), count(4), local('liver.involvement', quantity(50, '%'))]],
    [
      null,
      [
        lobes('bilobar'),
        count(4),
        local('liver.largest-lesion', quantity(59, 'mm')),
        local('liver.second-largest-lesion', quantity(30, 'mm')),
        local('liver.involvement', quantity(20, '%')),
      ],
    ],
    [null, []],
  ] as const)('%s', (expected, resources) => {
    expect(pattern(...resources)).toBe(expected);
  });
  it.each([
    ['1', '2'],
    ['1', '8'],
    ['3', '5'],
    ['2', '8'],
  ])('segments %s and %s are not adjacent', (a, b) => {
    expect(pattern(segments(a, b), lobes('bilobar'))).not.toBe('I');
  });
});

describe('liver.recurrent', () => {
  const resection = (extra: Json = {}) => procedure('op', SNOMED, RESECTION, '2025-05-15', extra);
  const recurrent = (...resources: readonly Json[]) =>
    shown(bare('liver.recurrent', [PRIMARY, { ...NELM, onsetDateTime: '2025-02-01' }, ...resources]));
  it('a lesion more than 3 months after a curative resection', () => {
    expect(recurrent(resection(), count(2, '2025-08-15'))).toBe('assumed no');
    expect(recurrent(resection(), count(2, '2025-08-16'))).toBe('known yes');
    expect(recurrent(resection(), size(20, 'a', { effectiveDateTime: '2026-08-16' }))).toBe('known yes');
    expect(recurrent(resection())).toBe('assumed no');
    expect(recurrent(count(2, '2026-08-16'))).toBe('assumed no');
  });
  it('a liver metastasis diagnosed more than 3 months after it', () => {
    const again = condition('again', ICD10CM, 'C7B.02', { onsetDateTime: '2026-08-16' });
    expect(recurrent(resection(), again)).toBe('known yes');
    expect(recurrent(resection(), { ...again, onsetDateTime: '2025-08-01' })).toBe('assumed no');
  });
  it('a count of none is no lesion; lesions never cleared are residual', () => {
    expect(recurrent(resection(), count(0, '2026-08-16'))).toBe('assumed no');
    expect(recurrent(resection(), count(2, '2025-06-15'), count(2, '2026-01-15'))).toBe('assumed no');
    expect(
      recurrent(resection(), count(2, '2025-06-15'), count(0, '2025-12-15'), count(2, '2026-01-15')),
    ).toBe('known yes');
  });
  it('a debulking is not curative', () => {
    const palliative = {
      extension: [
        {
          url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent',
          valueCodeableConcept: coded(SNOMED, '363676003'),
        },
      ],
    };
    expect(recurrent(resection(palliative), count(2, '2026-08-16'))).toBe('assumed no');
  });
  it('a recorded statement decides', () => {
    expect(
      recurrent(resection(), count(2, '2026-08-16'), local('liver.recurrent', word('liver.recurrent', 'no'))),
    ).toBe('known no');
  });
});

describe('liver.timing', () => {
  const timing = (primary: string | undefined, liver: string | undefined) =>
    shown(
      bare('liver.timing', [
        { ...PRIMARY, onsetDateTime: primary },
        { ...NELM, onsetDateTime: liver },
      ]),
    );
  it.each([
    ['2025-03-10', '2025-09-10', 'known synchronous'],
    ['2025-03-10', '2025-09-11', 'known metachronous'],
    ['2025-03-10', '2025-03-10', 'known synchronous'],
    ['2025-08-31', '2026-02-28', 'known synchronous'],
    ['2025-08-31', '2026-03-01', 'known metachronous'],
    ['2024', '2026-01', 'known metachronous'],
    ['2025', '2025-08-01', 'known synchronous|metachronous'],
    [undefined, '2025-08-01', 'unknown absent'],
    ['2025-08-01', undefined, 'unknown absent'],
  ])('primary %s, liver %s: %s', (primary, liver, expected) => {
    expect(timing(primary, liver)).toBe(expected);
  });
  it('a recorded statement decides', () => {
    expect(
      shown(
        bare('liver.timing', [PRIMARY, NELM, local('liver.timing', word('liver.timing', 'metachronous'))]),
      ),
    ).toBe('known metachronous');
  });
});

describe('stable-months', () => {
  const course = (value: string, date: string): Json =>
    local('disease-course', word('disease-course', value), { effectiveDateTime: date });
  const months = (...visits: readonly (readonly [string, string])[]) =>
    shown(
      bare(
        'stable-months',
        visits.map(([value, date]) => course(value, date)),
      ),
    );
  it('from the earliest to the last observation of the latest unbroken run', () => {
    expect(months(['stable', '2025-09-20'], ['stable', '2026-03-20'], ['stable', '2026-09-20'])).toBe(
      'known 12',
    );
    expect(months(['stable', '2025-09-20'], ['responding', '2026-03-20'], ['stable', '2026-09-19'])).toBe(
      'known 11',
    );
    expect(
      months(
        ['stable', '2024-01-01'],
        ['progressing', '2025-10-01'],
        ['stable', '2026-03-20'],
        ['stable', '2026-09-20'],
      ),
    ).toBe('known 6');
    expect(months(['stable', '2026-09-20'])).toBe('known 0');
    expect(months()).toBe('unknown absent');
  });
  it('unknown when the last observation is older than 180 days', () => {
    expect(months(['stable', '2025-01-01'], ['stable', daysAgo(180)])).toMatch(/^known/);
    expect(months(['stable', '2025-01-01'], ['stable', daysAgo(181)])).toMatch(/^unknown/);
  });
  it('a recorded number', () => {
    expect(
      shown(
        bare('stable-months', [local('stable-months', quantity(9, 'mo')), course('stable', '2026-09-20')]),
      ),
    ).toBe('known 9');
  });
  it('97509-4 and RECIST codes', () => {
    const status = (code: string, date: string, system = SNOMED) =>
      observation(`o-${code}-${date}`, coded(LOINC, '97509-4'), {
        valueCodeableConcept: coded(system, code),
        effectiveDateTime: date,
      });
    expect(shown(bare('disease-course', [status('268910001', '2026-10-01')]))).toBe('known responding');
    expect(shown(bare('disease-course', [status('359746009', '2026-10-01')]))).toBe('known stable');
    expect(shown(bare('disease-course', [status('271299001', '2026-10-01')]))).toBe('known progressing');
    expect(bare('disease-course', [status('709137006', '2026-10-01')]).state).toBe('unknown');
    expect(
      shown(bare('stable-months', [status('359746009', '2026-02-01'), status('268910001', '2026-10-01')])),
    ).toBe('known 8');
  });
});

describe('staging studies', () => {
  const report = (code: string, system: string, extra: Json = {}): Json => ({
    resourceType: 'DiagnosticReport',
    id: 'r',
    status: 'final',
    subject: SUBJECT,
    code: coded(system, code),
    effectiveDateTime: '2026-10-01',
    ...extra,
  });
  it('CT or MR of abdomen or liver, by report, study or procedure', () => {
    const date = (...resources: readonly Json[]) => shown(bare('staging.cross-sectional', resources));
    expect(date(report('41806-1', LOINC))).toBe('known 2026-10-01');
    expect(date(report('36046-1', LOINC))).toBe('known 2026-10-01');
    expect(date(procedure('p', SNOMED, '241622002', '2026-10-01'))).toBe('known 2026-10-01');
    expect(
      date({
        resourceType: 'ImagingStudy',
        id: 's',
        status: 'available',
        subject: SUBJECT,
        started: '2026-10-01T08:00:00Z',
        procedureCode: [coded(LOINC, '41806-1')],
      }),
    ).toBe('known 2026-10-01');
    expect(
      date(
        report('41806-1', LOINC),
        report('36046-1', LOINC, { id: 'older', effectiveDateTime: '2026-08-01' }),
      ),
    ).toBe('known 2026-10-01');
    expect(date(report('41806-1', LOINC, { status: 'preliminary' }))).toMatch(/^unknown/);
    expect(date(report('41806-1', LOINC, { status: 'cancelled' }))).toMatch(/^unknown/);
    expect(
      date(
        report('41806-1', LOINC, {
          effectiveDateTime: undefined,
          effectivePeriod: { start: '2026-10-01', end: '2026-10-02' },
        }),
      ),
    ).toBe('known 2026-10-02');
    expect(date(report('36643-5', LOINC))).toBe('unknown absent');
  });
  it('an ImagingStudy that names modality and body part', () => {
    const study = (code: string, site: string): Json => ({
      resourceType: 'ImagingStudy',
      id: 's',
      status: 'available',
      subject: SUBJECT,
      started: '2026-10-01T08:00:00Z',
      series: [
        {
          uid: '1.2.3',
          modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code },
          bodySite: { system: SNOMED, code: site },
        },
      ],
    });
    expect(shown(bare('staging.cross-sectional', [study('MR', '10200004')]))).toBe('known 2026-10-01');
    expect(bare('staging.cross-sectional', [study('US', '10200004')]).state).toBe('unknown');
    expect(bare('staging.cross-sectional', [study('CT', '12738006')]).state).toBe('unknown');
  });
  it('somatostatin-receptor imaging', () => {
    expect(shown(bare('staging.functional', [procedure('p', SNOMED, '764695006', '2026-10-01')]))).toBe(
      'known 2026-10-01',
    );
  });
});

it('the assumed remnant: resectable, or at most two segments; never in strict mode', () => {
  const remnant = (resources: readonly Json[], options: Options = {}) =>
    bare('liver.future-remnant', [PRIMARY, NELM, ...resources], options);
  const resectable = local('liver.resectability', word('liver.resectability', 'resectable'));
  expect(remnant([resectable]).state).toBe('assumed');
  expect(remnant([segments('5', '6')]).state).toBe('assumed');
  expect(remnant([segments('5', '6', '7')]).state).toBe('unknown');
  expect(remnant([]).state).toBe('unknown');
  expect(remnant([resectable], { strict: true }).state).toBe('unknown');
  expect(factOf(evaluated([PRIMARY, NELM, resectable]), 'liver.future-remnant').low).toBe(30);
});
