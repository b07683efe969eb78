import { describe, expect, it } from 'vitest';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import { recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import type { Json } from './encode.ts';
import {
  bundleOf,
  factOf,
  loinc,
  local,
  mapped,
  observation,
  PATIENT,
  quantity,
  RECENT,
  said,
  snomed,
  TODAY,
} from './scene.ts';

const LIVER = { coding: [snomed('10200004')] };
const texts = (resources: readonly Json[]): string[] => mapped(resources).issues.map(({ text }) => text);

describe('status of a result', () => {
  const bilirubin = (status: string, value: number, extra: Json = {}): Json =>
    observation(loinc('1975-2'), quantity(value, 'mg/dL'), { status, ...extra });

  it.each(['final', 'amended', 'corrected'])('F20: %s counts', (status) => {
    expect(said(factOf('bilirubin', [bilirubin(status, 1)]))).toBe('1');
  });

  it.each(['preliminary', 'registered', 'unknown', 'appended'])(
    'F20: %s alone leaves the fact unknown',
    (status) => {
      const fact = factOf('bilirubin', [bilirubin(status, 1)]);
      expect(said(fact)).toBe('unknown: not-final');
      expect(fact?.sources).toHaveLength(1);
    },
  );

  it('F20: a preliminary result beside a final one is listed and not used, a cancelled one is not listed', () => {
    const fact = factOf('bilirubin', [
      bilirubin('final', 1, { effectiveDateTime: '2026-11-01' }),
      bilirubin('preliminary', 9),
      bilirubin('cancelled', 8),
    ]);
    expect(said(fact)).toBe('1');
    expect(fact?.sources.map(({ used, note }) => [used, note])).toEqual([
      [true, undefined],
      [false, 'result is not final; value not used'],
    ]);
    expect(factOf('bilirubin', [bilirubin('cancelled', 8)])).toBeUndefined();
  });

  it('F30: data absent is unknown, also beside a value', () => {
    const absent = { dataAbsentReason: { coding: [{ system: 'x', code: 'not-performed' }] } };
    const fact = factOf('bilirubin', [bilirubin('final', 1, absent)]);
    expect(said(fact)).toBe('unknown: absent');
    expect(fact?.note).toBe('data absent: not-performed');
  });

  it('F08: the date of issue stands in with a mark', () => {
    const fact = factOf('bilirubin', [
      bilirubin('final', 1, { effectiveDateTime: undefined, issued: '2026-11-09T10:00:00Z' }),
    ]);
    expect(fact).toMatchObject({ state: 'known', effective: '2026-11-09', note: 'date of issue' });
  });

  it('a period is read at its end', () => {
    const period = {
      effectiveDateTime: undefined,
      effectivePeriod: { start: '2026-01-01', end: '2026-11-03' },
    };
    expect(factOf('bilirubin', [bilirubin('final', 1, period)])?.effective).toBe('2026-11-03');
  });
});

describe('components, panels and reports', () => {
  it('a component with a local code counts as an Observation', () => {
    const report = observation(
      loinc('18748-4'),
      {},
      {
        component: [
          { code: { coding: [local('liver.lobes')] }, valueString: 'bilobar' },
          { code: { coding: [local('liver.lesion-count')] }, ...quantity(10, '1', '>') },
          { code: { coding: [local('liver.hilar')] }, valueBoolean: true, modifierExtension: [{ url: 'x' }] },
          {
            code: { coding: [local('liver.involvement')] },
            dataAbsentReason: { coding: [{ code: 'unknown' }] },
          },
        ],
      },
    );
    const { facts } = mapped([report]).recorded;
    expect(said(facts['liver.lobes'])).toBe('bilobar');
    expect(said(facts['liver.lesion-count'])).toBe('(10, 1000]');
    expect(facts['liver.lobes']?.sources[0]?.path).toBe('Observation.component[0].value.ofType(string)');
    expect(facts['liver.hilar']).toBeUndefined();
    expect(said(facts['liver.involvement'])).toBe('unknown: absent');
  });

  it('a panel without a value of its own says nothing', () => {
    const panel = observation(loinc('29593-1'), {}, { hasMember: [{ reference: 'Observation/k' }] });
    expect(factOf('ki67', [panel])).toBeUndefined();
  });

  it('a member of a report takes date and specimen from it', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd',
      status: 'final',
      subject: { reference: 'Patient/p' },
      effectiveDateTime: '2026-06-01',
      specimen: [{ reference: 'Specimen/s' }],
      result: [{ reference: 'Observation/k' }],
    };
    const specimen = {
      resourceType: 'Specimen',
      id: 's',
      subject: { reference: 'Patient/p' },
      collection: { bodySite: LIVER },
    };
    const ki67 = observation(
      loinc('29593-1'),
      { valueString: '2-3 %' },
      { id: 'k', effectiveDateTime: undefined },
    );
    const { recorded } = mapped([report, specimen, ki67]);
    expect(recorded.kiSpecimens).toMatchObject([
      { site: 'liver-metastasis', effective: '2026-06-01', value: { low: 2, high: 3 } },
    ]);
  });

  it('one Observation with a local and a standard code is one statement', () => {
    const both = observation(loinc('29593-1'), quantity(4, '%'));
    const code = { coding: [loinc('29593-1'), local('ki67')] };
    expect(mapped([{ ...both, code }]).recorded.kiSpecimens).toHaveLength(1);
  });
});

describe('Ki-67 and its specimen', () => {
  const ki67 = (extra: Json): string | undefined =>
    mapped([
      observation(loinc('29593-1'), quantity(4, '%'), extra),
      { resourceType: 'BodyStructure', id: 'b', patient: { reference: 'Patient/p' }, location: LIVER },
      { resourceType: 'Specimen', id: 's', collection: { bodySite: { coding: [snomed('15776009')] } } },
    ]).recorded.kiSpecimens[0]?.site;

  it.each<[Json, string]>([
    [{ bodySite: LIVER }, 'liver-metastasis'],
    [{ bodySite: { coding: [snomed('277960005')] } }, 'liver-metastasis'],
    [
      { bodySite: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: 'C22.0' }] } },
      'liver-metastasis',
    ],
    [{ focus: [{ reference: 'BodyStructure/b' }] }, 'liver-metastasis'],
    [{ specimen: { reference: 'Specimen/s' } }, 'primary'],
    [{ bodySite: { coding: [snomed('21514008')] } }, 'other'],
    [{}, 'unstated'],
  ])('%j is %s', (extra, site) => {
    expect(ki67(extra)).toBe(site);
  });

  it('trap: the breast-only codes of Ki-67 are not read', () => {
    expect(factOf('ki67', [observation(loinc('85330-9'), quantity(40, '%'))])).toBeUndefined();
    expect(factOf('ki67', [observation(snomed('1237281001'), quantity(40, '%'))])).toBeUndefined();
  });
});

describe('another malignancy of the patient', () => {
  const condition = (id: string, code: string): Json => ({
    resourceType: 'Condition',
    id,
    subject: { reference: 'Patient/p' },
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
  });
  const diagnoses = [condition('breast', 'C50.9'), condition('net', 'C7A.012')];
  const ki67 = (extra: Json): Json => observation(loinc('29593-1'), quantity(40, '%'), { id: 'k', ...extra });
  const related = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-condition';

  it('its Ki-67 is not the one of the neuroendocrine neoplasm', () => {
    for (const about of [
      { focus: [{ reference: 'Condition/breast' }] },
      { extension: [{ url: related, valueReference: { reference: 'Condition/breast' } }] },
    ]) {
      const { recorded, issues } = mapped([...diagnoses, ki67(about)]);
      expect(recorded.facts.ki67).toBeUndefined();
      expect(recorded.kiSpecimens).toEqual([]);
      expect(issues.map(({ resource }) => resource)).toContain('Observation/k');
    }
  });

  it('without a link, or with one to the neuroendocrine neoplasm, it counts', () => {
    expect(said(factOf('ki67', [...diagnoses, ki67({})]))).toBe('40');
    expect(said(factOf('ki67', [...diagnoses, ki67({ focus: [{ reference: 'Condition/net' }] })]))).toBe(
      '40',
    );
  });
});

describe('grade and histology', () => {
  it('grade results of mCODE and as words', () => {
    const grade = (code: string): Json =>
      observation(loinc('33732-9'), { valueCodeableConcept: { coding: [snomed(code)] } });
    expect(said(factOf('grade.reported', [grade('1155708003')]))).toBe('G1');
    expect(said(factOf('grade.reported', [grade('1286893008')]))).toBe('G2');
    expect(said(factOf('grade.reported', [grade('1155707008')]))).toBe('G3');
    expect(said(factOf('grade.reported', [observation(loinc('33732-9'), { valueString: 'G2' })]))).toBe('G2');
  });

  it('trap: a high grade says nothing about the differentiation', () => {
    const high = observation(loinc('33732-9'), { valueCodeableConcept: { coding: [snomed('1155707008')] } });
    expect(factOf('differentiation', [high])).toBeUndefined();
  });

  it('a histology result states the differentiation over what a diagnosis implies', () => {
    const histology = observation(loinc('31206-6'), {
      valueCodeableConcept: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/icd-o-3', code: '8246/3' }],
      },
    });
    const condition = {
      resourceType: 'Condition',
      subject: { reference: 'Patient/p' },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C7A.012' }] },
      onsetDateTime: '2026-11-15',
    };
    expect(said(factOf('differentiation', [condition]))).toBe('well');
    expect(said(factOf('differentiation', [condition, histology]))).toBe('poor');
  });
});

describe('eGFR', () => {
  const creatinine = (value: number, unit = 'mg/dL'): Json =>
    observation(loinc('2160-0'), quantity(value, unit));
  const man = { ...PATIENT, gender: 'male' };

  it.each([
    [1.0, 63],
    [0.7, 96],
    [0.6, 100],
    [1.2, 50],
    [1.23, 49],
  ])('CKD-EPI 2021 for a woman of 65 with %d mg/dL: %d', (value, expected) => {
    expect(said(factOf('egfr', [creatinine(value)]))).toBe(String(expected));
  });

  it('for a man, in molar units, and for an unknown sex as a range', () => {
    expect(said(factOf('egfr', [man, creatinine(1.0)]))).toBe('84');
    expect(said(factOf('egfr', [man, creatinine(88.4, 'umol/L')]))).toBe('84');
    expect(said(factOf('egfr', [{ ...PATIENT, gender: 'unknown' }, creatinine(1.0)]))).toBe('[63, 84]');
  });

  it('a partial date of birth gives a range, none gives no eGFR', () => {
    expect(said(factOf('egfr', [{ ...PATIENT, birthDate: '1961' }, creatinine(1.2)]))).toBe('[50, 51]');
    expect(said(factOf('egfr', [{ ...PATIENT, birthDate: undefined }, creatinine(1)]))).toBe(
      'unknown: absent',
    );
  });

  it('a reported eGFR decides; race-specific results are not used', () => {
    const reported = observation(loinc('98979-8'), quantity(71, 'mL/min/{1.73_m2}'), {
      effectiveDateTime: '2026-10-20',
    });
    expect(said(factOf('egfr', [creatinine(1.2), reported]))).toBe('71');
    for (const code of ['48642-3', '48643-1', '88293-6', '88294-4']) {
      expect(factOf('egfr', [observation(loinc(code), quantity(71, 'mL/min/{1.73_m2}'))])).toBeUndefined();
    }
  });
});

describe('age', () => {
  const age = (birthDate: unknown): string => said(factOf('age', [{ ...PATIENT, birthDate }]));
  it.each([
    ['1971-11-20', '55'],
    ['1971-11-21', '54'],
    ['1971', '[54, 55]'],
    ['1971-11', '[54, 55]'],
    ['1971-12', '54'],
    ['2027-01-01', 'unknown: absent'],
    ['1850-01-01', 'unknown: absent'],
    ['1971-02-30', 'unknown: absent'],
    [undefined, 'not on record'],
  ])('F24: born %s: %s', (birthDate, expected) => {
    expect(age(birthDate)).toBe(expected);
  });

  it('F25: deceased by flag or by date', () => {
    expect(said(factOf('deceased', [{ ...PATIENT, deceasedBoolean: true }]))).toBe('yes');
    expect(said(factOf('deceased', [{ ...PATIENT, deceasedBoolean: false }]))).toBe('no');
    expect(said(factOf('deceased', [{ ...PATIENT, deceasedDateTime: '2025' }]))).toBe('yes');
    expect(factOf('deceased', [PATIENT])).toBeUndefined();
  });
});

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
    expect(texts([size(900, 'cm')])).toEqual(['value implausible; value ignored']);
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

describe('issues', () => {
  it('F15: a unit that cannot be converted', () => {
    const bad = observation(local('liver.involvement'), quantity(10, 'foo'), { id: 'seven' });
    expect(mapped([bad]).issues).toEqual([
      {
        severity: 'warning',
        resource: 'Observation/seven',
        text: "unit 'foo' not convertible to %; value ignored",
      },
    ]);
  });

  it('H01: no text of the record goes into an issue or a note', () => {
    const sentinel = 'Smith John';
    const { recorded, issues } = mapped([
      observation(local('liver.lobes'), { valueString: sentinel }, { note: [{ text: sentinel }] }),
      observation(local('liver.hilar'), { valueCodeableConcept: { text: sentinel } }),
      observation(loinc('29593-1'), { valueString: `5 % ${sentinel}` }, { effectiveDateTime: sentinel }),
      observation(
        local('ascites'),
        { valueString: 'none' },
        { dataAbsentReason: { coding: [{ code: sentinel }], text: sentinel } },
      ),
    ]);
    expect(JSON.stringify({ facts: recorded.facts, issues })).not.toContain('John');
  });

  it('F09: an impossible date is flagged', () => {
    expect(
      texts([observation(loinc('89247-1'), { valueInteger: 1 }, { effectiveDateTime: '2020-13-45' })]),
    ).toEqual(['impossible date; value treated as undated']);
  });
});

describe('what could not be read', () => {
  const unreadable = (...unread: { resourceType: string; category?: string }[]): readonly FactId[] => {
    const record = recordFromBundle(bundleOf());
    return mapRecord(
      { ...record, unread: unread.map((one) => ({ ...one, reason: 'timeout' as const, text: '' })) },
      { date: TODAY, codes: loadCodeSets(), cutpoints: () => [] },
    ).recorded.unreadable;
  };

  it('facts of the type, by category of observations', () => {
    expect(unreadable()).toEqual([]);
    expect(unreadable({ resourceType: 'MedicationRequest' })).toEqual(['prior']);
    expect(unreadable({ resourceType: 'Procedure' })).toEqual(
      expect.arrayContaining(['prior', 'whipple', 'primary.status']),
    );
    const laboratory = unreadable({ resourceType: 'Observation', category: 'laboratory' });
    expect(laboratory).toEqual(expect.arrayContaining(['bilirubin', 'ki67']));
    expect(laboratory).not.toContain('extrahepatic');
    const survey = unreadable({ resourceType: 'Observation', category: 'survey' });
    expect(survey).toContain('ecog');
    expect(survey).not.toContain('bilirubin');
    expect(unreadable({ resourceType: 'Observation' })).toContain('deceased');
    expect(unreadable({ resourceType: 'Encounter' })).toEqual([]);
    expect(unreadable({ resourceType: '__proto__' })).toEqual([]);
  });
});

it("a site's own code of a fact is read like the local one", () => {
  const overlay = { 'liver.lesion-count': [{ system: 'https://hospital.example/codes', code: 'LES' }] };
  const own = observation({ system: 'https://hospital.example/codes', code: 'LES' }, { valueInteger: 3 });
  expect(said(factOf('liver.lesion-count', [own], { overlay }))).toBe('3');
  expect(factOf('liver.lesion-count', [own])).toBeUndefined();
});

it('the date of the values is told as the day', () => {
  expect(
    factOf('ecog', [
      observation(loinc('89247-1'), { valueInteger: 1 }, { effectiveDateTime: `${RECENT}T10:11:12+02:00` }),
    ]),
  ).toMatchObject({
    effective: RECENT,
    sources: [{ effective: RECENT, used: true, path: 'Observation.value.ofType(integer)' }],
  });
});
