import { describe, expect, it } from 'vitest';
import { BundleError } from '../../src/fhir/bundle.ts';
import {
  bare,
  bundle,
  clinical,
  coded,
  condition,
  daysAgo,
  evaluateBundle,
  evaluated,
  fact,
  factOf,
  ICD10CM,
  type Json,
  lab,
  LOCAL,
  local,
  LOINC,
  NELM,
  observation,
  PATIENT,
  PRIMARY,
  procedure,
  quantity,
  shown,
  SNOMED,
  SUBJECT,
  verification,
  word,
} from './scene.ts';

const ki67 = (value: number, extra: Json = {}): Json => lab('29593-1', quantity(value, '%'), extra);
const issuesAbout = (resources: readonly Json[], reference: string) =>
  evaluated(resources).issues.filter(({ resource }) => resource === reference);

describe('status of an Observation', () => {
  it.each(['final', 'amended', 'corrected'])('F20 %s counts', (status) => {
    expect(shown(bare('ki67', [ki67(4, { status })]))).toBe('known 4');
  });
  it.each(['registered', 'preliminary', 'cancelled', 'entered-in-error', 'unknown'])(
    'F20 %s does not count',
    (status) => {
      expect(bare('ki67', [ki67(4, { status })]).state).toBe('unknown');
    },
  );
  it('a preliminary result gives way to the final one, even when it is younger', () => {
    const found = bare('bilirubin', [
      lab('1975-2', quantity(3, 'mg/dL'), {
        status: 'preliminary',
        effectiveDateTime: '2026-11-18',
        id: 'early',
      }),
      lab('1975-2', quantity(1, 'mg/dL'), { effectiveDateTime: '2026-11-17', id: 'late' }),
    ]);
    expect(shown(found)).toBe('known 1');
    expect(found.sources.find(({ reference }) => reference === 'Observation/early')?.used).toBe(false);
  });
  it('F21 entered in error by its tag', () => {
    const meta = { tag: [{ system: 'http://hospital.example/tags', code: 'entered-in-error' }] };
    expect(bare('ki67', [ki67(4, { meta })]).state).toBe('unknown');
  });
});

describe('status of a Condition', () => {
  const thrombosis = (extra: Json): Json => condition('thrombosis', ICD10CM, 'I81', extra);
  it.each([
    [{}, 'known yes'],
    [clinical('recurrence'), 'known yes'],
    [clinical('relapse'), 'known yes'],
    [clinical('inactive'), 'assumed no'],
    [clinical('remission'), 'assumed no'],
    [clinical('resolved'), 'assumed no'],
    [verification('refuted'), 'assumed no'],
    [verification('entered-in-error'), 'assumed no'],
    [verification('provisional'), 'unknown not-confirmed'],
    [verification('differential'), 'unknown not-confirmed'],
    [verification('unconfirmed'), 'unknown not-confirmed'],
    [{ clinicalStatus: undefined, verificationStatus: undefined }, 'known yes'],
    [{ clinicalStatus: undefined, abatementDateTime: '2025-01-01' }, 'assumed no'],
  ] as const)('F04 F05 %j: %s', (extra, expected) => {
    expect(shown(bare('portal-vein-thrombosis', [thrombosis(extra)]))).toBe(expected);
  });
  it('F04 a diagnosis that is not confirmed is flagged', () => {
    expect(issuesAbout([thrombosis(verification('provisional'))], 'Condition/thrombosis')).not.toEqual([]);
  });
  it.each(['provisional', 'differential', 'unconfirmed'])(
    'F04 liver metastases that are %s: no advice, and an issue that says so',
    (code) => {
      const evaluation = evaluated([PRIMARY, { ...NELM, ...verification(code) }]);
      expect(evaluation.applies).toBe(false);
      expect(shown(factOf(evaluation, 'nelm'))).toBe('unknown not-confirmed');
      expect(
        evaluation.issues.some(({ severity, text }) => severity === 'warning' && /not confirmed/.test(text)),
      ).toBe(true);
    },
  );
  it('F04 refuted liver metastases are none', () => {
    const evaluation = evaluated([PRIMARY, { ...NELM, ...verification('refuted') }]);
    expect(evaluation.applies).toBe(false);
    expect(factOf(evaluation, 'nelm').value).toBe('no');
  });
});

describe('resources that are not understood or negated', () => {
  const modifier = { modifierExtension: [{ url: 'http://hospital.example/negated', valueBoolean: true }] };
  it('F22 an unknown modifierExtension: ignored and flagged', () => {
    expect(bare('ki67', [ki67(4, { ...modifier, id: 'm' })]).state).toBe('unknown');
    expect(issuesAbout([ki67(4, { ...modifier, id: 'm' })], 'Observation/m')).not.toEqual([]);
    expect(issuesAbout([{ ...NELM, ...modifier }], 'Condition/nelm')).not.toEqual([]);
    expect(evaluated([PRIMARY, { ...NELM, ...modifier }]).applies).toBe(false);
  });
  it('F22 a modifierExtension on a component: ignored and flagged', () => {
    const panel = observation('panel', coded(LOINC, '60568-3'), {
      component: [{ code: coded(LOINC, '29593-1'), ...quantity(40, '%'), ...modifier }],
    });
    expect(bare('ki67', [panel]).state).toBe('unknown');
    expect(issuesAbout([panel], 'Observation/panel')).not.toEqual([]);
  });
  it('F22 implicitRules', () => {
    expect(bare('ki67', [ki67(4, { implicitRules: 'http://hospital.example/rules' })]).state).toBe('unknown');
  });
  it('doNotPerform: ignored and flagged', () => {
    const order: Json = {
      resourceType: 'MedicationRequest',
      id: 'not',
      status: 'active',
      intent: 'order',
      doNotPerform: true,
      subject: SUBJECT,
      authoredOn: '2026-10-01',
      medicationCodeableConcept: coded('http://www.whocc.no/atc', 'H01CB02'),
    };
    expect(shown(bare('prior', [order]))).toBe('assumed ');
    expect(issuesAbout([order], 'MedicationRequest/not')).not.toEqual([]);
  });
  it.each(['preparation', 'in-progress', 'not-done', 'on-hold', 'stopped', 'entered-in-error', 'unknown'])(
    'F03 a Procedure that is %s proves nothing',
    (status) => {
      const whipple = procedure('w', SNOMED, '116241004', '2025-01-01', { status });
      expect(factOf(evaluated([whipple]), 'whipple').value).toBe('no');
    },
  );
});

describe('dates', () => {
  const hemoglobin = (value: number, effectiveDateTime: string | undefined, id: string): Json =>
    lab('718-7', quantity(value, 'g/dL'), { effectiveDateTime, id });
  it('F10 a value dated in the future is ignored and flagged', () => {
    const resources = [hemoglobin(9, '2026-11-21', 'future'), hemoglobin(12, '2026-11-01', 'past')];
    expect(shown(bare('hemoglobin', resources))).toBe('known 12');
    expect(issuesAbout(resources, 'Observation/future')).not.toEqual([]);
    expect(bare('hemoglobin', [hemoglobin(9, '2099-01-01', 'future')]).state).toBe('unknown');
    expect(shown(bare('hemoglobin', [hemoglobin(9, '2026-11-20T23:59:00+02:00', 'today')]))).toBe('known 9');
  });
  it('F10 a diagnosis or operation dated in the future is ignored and flagged', () => {
    const diagnosis = condition('later', ICD10CM, 'I81', { onsetDateTime: '2027-01-01' });
    expect(factOf(evaluated([diagnosis]), 'portal-vein-thrombosis').value).toBe('no');
    expect(issuesAbout([diagnosis], 'Condition/later')).not.toEqual([]);
    const operation = procedure('later', SNOMED, '116241004', '2027-01-01');
    expect(factOf(evaluated([operation]), 'whipple').value).toBe('no');
    expect(issuesAbout([operation], 'Procedure/later')).not.toEqual([]);
    const nelm = { ...NELM, onsetDateTime: '2027-01-01' };
    expect(evaluated([PRIMARY, nelm]).applies).toBe(false);
    expect(issuesAbout([PRIMARY, nelm], 'Condition/nelm')).not.toEqual([]);
  });
  it('F08 F10 undated and impossible dates rank last and are flagged', () => {
    for (const date of [undefined, '2026-13-45', '0000-00-00', '2026-02-30']) {
      const resources = [hemoglobin(9, date, 'odd'), hemoglobin(12, '2026-10-01', 'dated')];
      expect(shown(bare('hemoglobin', resources)), String(date)).toBe('known 12');
      expect(issuesAbout(resources, 'Observation/odd'), String(date)).not.toEqual([]);
      expect(shown(bare('hemoglobin', [hemoglobin(9, date, 'odd')])), String(date)).toBe('known 9');
    }
  });
  it('F08 the date of issue stands in for a missing date', () => {
    const result = lab('718-7', quantity(9, 'g/dL'), {
      effectiveDateTime: undefined,
      issued: '2026-11-02T10:00:00Z',
    });
    expect(bare('hemoglobin', [result]).effective).toBe('2026-11-02');
  });
  it('F09 a partial date of birth is a range', () => {
    const age = (birthDate: string | undefined) => bare('age', [{ ...PATIENT, birthDate }]);
    expect(shown(age('1966-11-20'))).toBe('known 60');
    expect(shown(age('1966-11-21'))).toBe('known 59');
    expect(shown(age('1970'))).toBe('known 55..56');
    expect(shown(age('1970-05'))).toBe('known 56');
    expect(shown(age('1970-11'))).toBe('known 55..56');
    expect(age(undefined).state).toBe('unknown');
    expect(age('1966-13-01').state).toBe('unknown');
    expect(age('2030-01-01').state).toBe('unknown');
  });
});

describe('data absent', () => {
  it('F30 is unknown with its reason, never assumed', () => {
    const absent = {
      dataAbsentReason: coded('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'not-performed'),
    };
    expect(bare('ki67', [lab('29593-1', absent)]).state).toBe('unknown');
    const ascites = bare('ascites', [local('ascites', absent)]);
    expect(ascites.state).toBe('unknown');
    expect(ascites.sources).toHaveLength(1);
    expect(`${ascites.note}`).toContain('not-performed');
  });
});

describe('whose data', () => {
  it('C09 other patients are dropped and counted', () => {
    const resources = [ki67(40, { subject: { reference: 'Patient/other' } }), ki67(4)];
    expect(shown(bare('ki67', resources))).toBe('known 4');
    expect(
      evaluated(resources).issues.some(({ text }) => /1 resource about another patient/.test(text)),
    ).toBe(true);
  });
  it('E14 the case of ids counts', () => {
    expect(bare('ki67', [ki67(40, { subject: { reference: 'Patient/PAT' } })]).state).toBe('unknown');
  });
  it('F06 family history is nobody’s fact', () => {
    const family: Json = {
      resourceType: 'FamilyMemberHistory',
      id: 'f',
      status: 'completed',
      patient: SUBJECT,
      condition: [{ code: coded(ICD10CM, 'C7B.02') }],
    };
    expect(evaluated([PRIMARY, family]).applies).toBe(false);
  });
  it('F25 deceased by boolean or date: applies is false', () => {
    for (const died of [{ deceasedBoolean: true }, { deceasedDateTime: '2026-01-01' }]) {
      const evaluation = evaluated([{ ...PATIENT, ...died }, PRIMARY, NELM]);
      expect(evaluation.applies).toBe(false);
      expect(factOf(evaluation, 'deceased').value).toBe('yes');
      expect(evaluation.options).toEqual([]);
    }
    expect(evaluated([{ ...PATIENT, deceasedBoolean: false }, PRIMARY, NELM]).applies).toBe(true);
  });
  it('F23 a patient that was merged into another is never evaluated', () => {
    const link = [{ type: 'replaced-by', other: { reference: 'Patient/q' } }];
    expect(() => evaluated([{ ...PATIENT, active: false, link }, PRIMARY, NELM])).toThrow(BundleError);
  });
  it('no Patient, or several', () => {
    expect(() => evaluateBundle({ resourceType: 'Bundle', type: 'collection', entry: [] })).toThrow(
      BundleError,
    );
    expect(() => evaluateBundle(bundle([PATIENT, { ...PATIENT, id: 'q' }]))).toThrow(BundleError);
  });
});

describe('duplicates', () => {
  it('C13 E13 of two versions the newest counts', () => {
    const old = ki67(40, { id: 'k', meta: { versionId: '1', lastUpdated: '2026-01-01T00:00:00Z' } });
    const current = ki67(4, { id: 'k', meta: { versionId: '2', lastUpdated: '2026-02-01T00:00:00Z' } });
    for (const resources of [
      [old, current],
      [current, old],
    ]) {
      const found = bare('ki67', resources);
      expect(shown(found)).toBe('known 4');
      expect(found.specimens).toHaveLength(1);
    }
  });
  it('C13 the same content under two ids counts once', () => {
    const one = ki67(4, { id: 'a' });
    expect(bare('ki67', [one, { ...one, id: 'b' }]).specimens).toHaveLength(1);
  });
});

describe('references', () => {
  const site = { collection: { bodySite: coded(SNOMED, '10200004') } };
  it('C14 a contained specimen, one of the bundle, one by urn:uuid', () => {
    const contained = ki67(4, {
      contained: [{ resourceType: 'Specimen', id: 's', ...site }],
      specimen: { reference: '#s' },
    });
    expect(bare('ki67', [contained]).specimens?.[0]?.site).toBe('liver-metastasis');
    const specimen: Json = { resourceType: 'Specimen', id: 's', subject: SUBJECT, ...site };
    expect(
      bare('ki67', [specimen, ki67(4, { specimen: { reference: 'Specimen/s' } })]).specimens?.[0]?.site,
    ).toBe('liver-metastasis');
    const urn = 'urn:uuid:6b7d6f4c-96e3-4f6c-a58b-1a2b3c4d5e6f';
    const body = bundle([ki67(4, { specimen: { reference: urn } })]) as { entry: unknown[] };
    body.entry.push({ fullUrl: urn, resource: { resourceType: 'Specimen', subject: SUBJECT, ...site } });
    expect(factOf(evaluateBundle(body), 'ki67').specimens?.[0]?.site).toBe('liver-metastasis');
  });
  it('C14 a bundle whose patient is known by urn:uuid only', () => {
    const urn = 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0';
    const { id: _id, ...patient } = PATIENT;
    const about = { subject: { reference: urn } };
    const entry = [
      { fullUrl: urn, resource: patient },
      { resource: { ...PRIMARY, ...about } },
      { resource: { ...NELM, ...about } },
    ];
    expect(evaluateBundle({ resourceType: 'Bundle', type: 'transaction', entry }).applies).toBe(true);
  });
  it('an absolute reference to the patient of the bundle by its fullUrl', () => {
    const about = { subject: { reference: 'https://ehr.example/fhir/Patient/pat' } };
    const entry = [
      { fullUrl: 'https://ehr.example/fhir/Patient/pat', resource: PATIENT },
      { resource: { ...PRIMARY, ...about } },
      { resource: { ...NELM, ...about } },
    ];
    expect(evaluateBundle({ resourceType: 'Bundle', type: 'searchset', entry }).applies).toBe(true);
  });
  it('members of a panel and components count as the result itself', () => {
    const member = ki67(4, { id: 'member', effectiveDateTime: undefined });
    const panel = observation('panel', coded(LOINC, '60568-3'), {
      hasMember: [{ reference: 'Observation/member' }],
    });
    const found = bare('ki67', [panel, member]);
    expect([shown(found), found.effective]).toEqual(['known 4', '2026-11-10']);
    const component = observation('path', coded(LOINC, '60568-3'), {
      component: [{ code: coded(LOINC, '29593-1'), ...quantity(7, '%') }],
      bodySite: coded(SNOMED, '15776009'),
    });
    const inside = bare('ki67', [component]);
    expect([shown(inside), inside.specimens?.[0]?.site]).toEqual(['known 7', 'primary']);
    expect(inside.sources[0]?.path).toBe('Observation.component[0].value.ofType(Quantity)');
  });
});

describe('code systems', () => {
  it.each([
    'http://snomed.info/sct',
    'http://snomed.info/sct/',
    'http://snomed.info/sct/900000000000207008',
    'http://snomed.info/sct/900000000000207008/version/20250101',
    'http://snomed.info/sct/731000124108/version/20250301',
    'https://snomed.info/sct',
    'urn:oid:2.16.840.1.113883.6.96',
  ])('F27 %s', (system) => {
    expect(shown(bare('whipple', [procedure('w', system, '116241004', '2025-01-01')]))).toBe('known yes');
    const ki = ki67(4, { bodySite: coded(system, '10200004') });
    expect(bare('ki67', [ki]).specimens?.[0]?.site).toBe('liver-metastasis');
  });
  it.each(['http://loinc.org', 'http://loinc.org/', 'https://loinc.org', 'urn:oid:2.16.840.1.113883.6.1'])(
    'F27 %s',
    (system) => {
      expect(shown(bare('ki67', [observation('k', coded(system, '29593-1'), quantity(4, '%'))]))).toBe(
        'known 4',
      );
    },
  );
  it('F26 a code with a foreign system, or a text only, is no match', () => {
    expect(
      bare('ki67', [observation('k', coded('http://hospital.example/codes', '29593-1'), quantity(4, '%'))])
        .state,
    ).toBe('unknown');
    const { code: _code, ...uncoded } = NELM;
    const evaluation = evaluated([PRIMARY, { ...uncoded, code: { text: 'Liver metastases of a NET' } }]);
    expect(evaluation.applies).toBe(false);
    expect(evaluation.issues.some(({ text }) => /without a code/.test(text))).toBe(true);
  });
  it('the local code is matched in its own system only', () => {
    expect(
      bare('liver.lobes', [
        observation('l', coded('http://other.example', 'liver.lobes'), word('liver.lobes', 'bilobar')),
      ]).state,
    ).toBe('unknown');
    expect(
      shown(
        bare('liver.lobes', [observation('l', coded(LOCAL, 'liver.lobes'), word('liver.lobes', 'bilobar'))]),
      ),
    ).toBe('known bilobar');
  });
});

it('daysAgo counts days', () => {
  expect(daysAgo(20)).toBe('2026-10-31');
  expect(shown(fact('nelm', []))).toBe('known yes');
});
