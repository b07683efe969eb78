import { describe, expect, it } from 'vitest';
import type { Json } from './encode.ts';
import { factOf, loinc, local, mapped, observation, quantity, said, snomed } from './scene.ts';

const LIVER = { coding: [snomed('10200004')] };
const texts = (resources: readonly Json[]): string[] => mapped(resources).issues.map(({ text }) => text);

describe('liver imaging', () => {
  const size = (value: number, unit: string, extra: Json = {}): Json =>
    observation(
      loinc('21889-1'),
      {},
      {
        bodySite: LIVER,
        component: [
          { code: { coding: [loinc('33729-5')] }, ...quantity(99, 'mm') },
          { code: { coding: [loinc('33728-7')] }, ...quantity(value, unit) },
        ],
        ...extra,
      },
    );
  const lesion = (id: string, site: string, extra: Json = {}): Json => ({
    resourceType: 'BodyStructure',
    id,
    patient: { reference: 'Patient/p' },
    location: { coding: [snomed(site)] },
    ...extra,
  });

  it('largest and second-largest lesion of one day, and a lower bound of their number', () => {
    const { facts } = mapped([
      size(4.2, 'cm'),
      size(18, 'mm'),
      size(9, 'mm', { effectiveDateTime: '2026-08-01' }),
    ]).recorded;
    expect(said(facts['liver.largest-lesion'])).toBe('42');
    expect(said(facts['liver.second-largest-lesion'])).toBe('18');
    expect(said(facts['liver.lesion-count'])).toBe('[2, 1000]');
  });

  it('two measurements of one lesion are one lesion', () => {
    const focus = { focus: [{ reference: 'BodyStructure/a' }], bodySite: undefined };
    const { facts } = mapped([
      lesion('a', '277960005'),
      size(20, 'mm', focus),
      size(21, 'mm', focus),
    ]).recorded;
    expect(said(facts['liver.largest-lesion'])).toBe('21');
    expect(facts['liver.second-largest-lesion']).toBeUndefined();
    expect(said(facts['liver.lesion-count'])).toBe('[1, 1000]');
  });

  it('a size elsewhere or nowhere is no liver lesion; one of the primary is its size', () => {
    const pancreas = { bodySite: { coding: [snomed('15776009')] } };
    expect(factOf('liver.largest-lesion', [size(20, 'mm', { bodySite: undefined })])).toBeUndefined();
    expect(factOf('liver.largest-lesion', [size(20, 'mm', pancreas)])).toBeUndefined();
    expect(said(factOf('primary.size', [size(20, 'mm', pancreas)]))).toBe('20');
  });

  it('distinct lesions on record bound number and segments from below', () => {
    const { facts } = mapped([
      lesion('a', '277960005'),
      lesion('b', '277957003'),
      lesion('c', '76752008'),
    ]).recorded;
    expect(said(facts['liver.lesion-count'])).toBe('[2, 1000]');
    expect(facts['liver.segments']?.value).toEqual({ kind: 'set', members: ['3', '6'], complete: false });
  });

  it('inactive structures, treatment volumes and a second record of one lesion do not count', () => {
    const volume = {
      meta: { profile: ['http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-volume'] },
    };
    const identifier = [{ system: 'urn:x', value: 'lesion 1' }];
    const lesions = [
      lesion('a', '277960005', { identifier }),
      lesion('b', '277960005', { identifier, description: 'again' }),
      lesion('c', '277957003', { active: false }),
      lesion('d', '277957003', volume),
    ];
    expect(said(factOf('liver.lesion-count', lesions))).toBe('[1, 1000]');
  });

  it('a stated number decides over the bound', () => {
    const stated = observation(
      local('liver.lesion-count'),
      { valueInteger: 1 },
      { effectiveDateTime: '2026-09-01' },
    );
    expect(
      said(factOf('liver.lesion-count', [lesion('a', '277960005'), lesion('b', '277957003'), stated])),
    ).toBe('1');
  });

  it('F17: an implausible size is refused and said', () => {
    expect(said(factOf('liver.largest-lesion', [size(900, 'cm')]))).toBe('unknown: absent');
    expect(texts([size(900, 'cm')])).toEqual([
      'Largest liver lesion (liver.largest-lesion): expected a number from 0 to 500 mm, found 900 cm; value ignored',
    ]);
  });
});

describe('staging', () => {
  const report = (code: Json, extra: Json = {}): Json => ({
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { coding: [code] },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: '2026-10-01',
    ...extra,
  });
  const subject = { reference: 'Patient/p' };

  it('CT or MR by report, study or procedure; the last one counts', () => {
    const study = {
      resourceType: 'ImagingStudy',
      status: 'available',
      subject,
      started: '2026-10-09T12:00:00Z',
      procedureCode: [{ coding: [loinc('30670-4')] }],
    };
    const procedure = {
      resourceType: 'Procedure',
      status: 'completed',
      subject,
      code: { coding: [snomed('241549007')] },
      performedDateTime: '2026-09-01',
    };
    expect(said(factOf('staging.cross-sectional', [report(loinc('30612-6'))]))).toBe('2026-10-01');
    expect(said(factOf('staging.cross-sectional', [report(loinc('30612-6')), study, procedure]))).toBe(
      '2026-10-09',
    );
    expect(said(factOf('staging.cross-sectional', [procedure]))).toBe('2026-09-01');
    expect(factOf('staging.cross-sectional', [{ ...procedure, status: 'not-done' }])).toBeUndefined();
  });

  it('somatostatin-receptor imaging, not FDG and not a CT of the head', () => {
    const pet = {
      resourceType: 'Procedure',
      status: 'completed',
      subject,
      code: { coding: [snomed('764695006')] },
      performedPeriod: { start: '2026-09-01', end: '2026-09-02' },
    };
    expect(said(factOf('staging.functional', [pet]))).toBe('2026-09-02');
    expect(factOf('staging.functional', [report(snomed('443271005'))])).toBeUndefined();
    expect(factOf('staging.cross-sectional', [report(loinc('24725-4'))])).toBeUndefined();
  });

  it('a report that is not final, undated or in the future is no staging', () => {
    expect(
      said(factOf('staging.cross-sectional', [report(loinc('30612-6'), { status: 'preliminary' })])),
    ).toBe('unknown: not-final');
    expect(
      said(factOf('staging.cross-sectional', [report(loinc('30612-6'), { effectiveDateTime: undefined })])),
    ).toBe('unknown: absent');
    expect(
      factOf('staging.cross-sectional', [report(loinc('30612-6'), { effectiveDateTime: '2027-01-01' })]),
    ).toBeUndefined();
  });

  it('F07: stale after its limit, not on record after twice the limit', () => {
    const at = (effectiveDateTime: string) =>
      factOf('staging.cross-sectional', [report(loinc('30612-6'), { effectiveDateTime })]);
    expect(at('2026-05-24')).toMatchObject({ state: 'known', stale: false });
    expect(at('2026-05-23')).toMatchObject({ state: 'known', stale: true });
    expect(at('2025-11-24')).toMatchObject({ state: 'unknown', reason: 'stale' });
  });
});

describe('function and markers', () => {
  const ecog = (code: string, value: Json): string => said(factOf('ecog', [observation(loinc(code), value)]));
  it('ECOG as integer, score, LOINC answer, text', () => {
    expect(ecog('89247-1', { valueInteger: 1 })).toBe('1');
    expect(ecog('89247-1', quantity(2, '{score}'))).toBe('2');
    expect(ecog('89247-1', { valueCodeableConcept: { coding: [loinc('LA9625-0')] } })).toBe('3');
    expect(ecog('89247-1', { interpretation: [{ coding: [loinc('LA9622-7')] }] })).toBe('0');
    expect(ecog('89247-1', { valueString: '1-2' })).toBe('[1, 2]');
    expect(ecog('89247-1', { valueInteger: 5 })).toBe('unknown: absent');
  });

  it.each([
    [100, 0],
    [90, 0],
    [80, 1],
    [70, 1],
    [60, 2],
    [50, 2],
    [40, 3],
    [30, 3],
    [20, 4],
    [10, 4],
  ])('Karnofsky %d is ECOG %d', (karnofsky, expected) => {
    expect(ecog('89243-0', { valueInteger: karnofsky })).toBe(String(expected));
  });

  it('Karnofsky between the tens or dead is refused', () => {
    expect(ecog('89243-0', { valueInteger: 85 })).toBe('unknown: absent');
    expect(ecog('89243-0', { valueInteger: 0 })).toBe('unknown: absent');
    expect(ecog('89243-0', { valueString: '60-70' })).toBe('[1, 2]');
  });

  it.each([
    [snomed('268910001'), 'responding'],
    [snomed('359746009'), 'stable'],
    [snomed('271299001'), 'progressing'],
    [snomed('709137006'), 'unknown: absent'],
    [loinc('LA28370-7'), 'progressing'],
    [loinc('LA28371-5'), 'stable'],
    [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '112043' }, 'progressing'],
  ])('disease status %j is %s', (code, expected) => {
    const status = observation(loinc('97509-4'), { valueCodeableConcept: { coding: [code] } });
    expect(said(factOf('disease-course', [status]))).toBe(expected);
  });

  it('imaging results by word, Krenning score or interpretation', () => {
    const sstr = (value: Json): string => said(factOf('sstr', [observation(local('sstr'), value)]));
    expect(sstr({ valueInteger: 1 })).toBe('negative');
    expect(sstr(quantity(2, '{score}'))).toBe('positive');
    const interpretation = (code: string): Json => ({
      interpretation: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
      ],
    });
    expect(sstr(interpretation('POS'))).toBe('positive');
    expect(sstr(interpretation('NEG'))).toBe('negative');
    expect(sstr(interpretation('IND'))).toBe('unknown: absent');
  });

  it('dates of markers and of the echocardiogram', () => {
    const cga = (effectiveDateTime: string): Json =>
      observation(loinc('9811-1'), quantity(100, 'ug/L'), { effectiveDateTime });
    const echo = {
      resourceType: 'Procedure',
      status: 'completed',
      subject: { reference: 'Patient/p' },
      code: { coding: [snomed('433236007')] },
      performedDateTime: '2026-07-01',
    };
    const { context } = mapped([cga('2025-01-01'), cga('2026-02-02'), cga('2027-01-01'), echo]).recorded;
    expect(context).toMatchObject({
      markers: { 'chromogranin-a': '2026-02-02' },
      echocardiogram: '2026-07-01',
    });
    expect(mapped([]).recorded.context).toEqual({ markers: {}, activeOrders: [] });
  });
});
