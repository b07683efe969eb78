import { describe, expect, it } from 'vitest';
import {
  bare,
  clinical,
  coded,
  condition,
  daysAgo,
  evaluated,
  factOf,
  ICD10CM,
  ICDO3,
  type Json,
  lab,
  LOINC,
  local,
  NELM,
  observation,
  PRIMARY,
  procedure,
  quantity,
  shown,
  SNOMED,
  SUBJECT,
  verification,
  word,
} from './scene.ts';

const morphology = (code: string, system: string = ICDO3): Json => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior',
      valueCodeableConcept: coded(system, code),
    },
  ],
});
const related = (reference: string): Json => ({
  extension: [
    { url: 'http://hl7.org/fhir/StructureDefinition/condition-related', valueReference: { reference } },
  ],
});
const LIVER_METASTASIS = condition('livermet', SNOMED, '94381002', { onsetDateTime: '2026-02-01' });
const COLON_CANCER = condition('colon', ICD10CM, 'C18.7', { onsetDateTime: '2025-02-01' });
const site = (...resources: readonly Json[]): string => shown(bare('primary.site', resources));
const says = (resources: readonly Json[], pattern: RegExp): boolean =>
  evaluated(resources).issues.some(({ severity, text }) => severity === 'warning' && pattern.test(text));

describe('nelm', () => {
  it.each([
    ['C7B.02', [NELM]],
    [
      '705176003 in the liver',
      [condition('n', SNOMED, '705176003', { bodySite: [coded(SNOMED, '10200004')] })],
    ],
    [
      '705176003 in a segment',
      [condition('n', SNOMED, '705176003', { bodySite: [coded(SNOMED, '277960005')] })],
    ],
    ['C7B.8 in the liver', [condition('n', ICD10CM, 'C7B.8', { bodySite: [coded(SNOMED, '10200004')] })]],
    ['94381002 beside a NEN', [PRIMARY, LIVER_METASTASIS]],
    ['C78.7 beside a NEN', [PRIMARY, condition('n', ICD10CM, 'C78.7')]],
    [
      'C78.7 beside a NEN and another malignancy of the past',
      [PRIMARY, { ...COLON_CANCER, ...clinical('resolved') }, LIVER_METASTASIS],
    ],
    [
      'a link to the NEN decides',
      [PRIMARY, COLON_CANCER, { ...LIVER_METASTASIS, ...related('Condition/primary') }],
    ],
    [
      'a liver specimen with NEN morphology decides',
      [
        PRIMARY,
        COLON_CANCER,
        LIVER_METASTASIS,
        observation('h', coded(LOINC, '31206-6'), {
          valueCodeableConcept: coded(ICDO3, '8240/3'),
          bodySite: coded(SNOMED, '10200004'),
        }),
      ],
    ],
    ['the local code', [PRIMARY, local('nelm', word('nelm', 'yes'))]],
  ] as const)('yes: %s', (_name, resources) => {
    const evaluation = evaluated(resources);
    expect(shown(factOf(evaluation, 'nelm'))).toBe('known yes');
    expect(evaluation.applies).toBe(true);
  });

  it.each([
    ['a liver metastasis without any NEN', [LIVER_METASTASIS]],
    ['C78.7 of a colon cancer', [COLON_CANCER, LIVER_METASTASIS]],
    ['a NEN without liver metastasis', [PRIMARY]],
    ['C7B.8 without a site', [PRIMARY, condition('n', ICD10CM, 'C7B.8')]],
    ['C7B.03 (bone)', [PRIMARY, condition('n', ICD10CM, 'C7B.03')]],
    ['resolved', [PRIMARY, { ...NELM, ...clinical('resolved') }]],
  ] as const)('no: %s', (_name, resources) => {
    const evaluation = evaluated(resources);
    expect(factOf(evaluation, 'nelm').value).toBe('no');
    expect(evaluation.applies).toBe(false);
    expect(evaluation.options).toEqual([]);
  });

  it.each([
    ['another active malignancy and no link', [PRIMARY, COLON_CANCER, LIVER_METASTASIS]],
    [
      'a link to the other malignancy',
      [PRIMARY, COLON_CANCER, { ...LIVER_METASTASIS, ...related('Condition/colon') }],
    ],
  ] as const)('F29 unknown: %s', (_name, resources) => {
    const evaluation = evaluated(resources);
    expect(factOf(evaluation, 'nelm').state).toBe('unknown');
    expect([evaluation.applies, evaluation.options]).toEqual([false, []]);
    const told = evaluation.issues.filter(({ text }) => /origin of liver metastasis unclear/i.test(text));
    expect(told).toHaveLength(1);
    expect(told[0]?.severity).toBe('warning');
  });
  it('several liver metastases of unclear origin are told once each', () => {
    const second = { ...LIVER_METASTASIS, id: 'second', code: coded(ICD10CM, 'C78.7') };
    const { issues } = evaluated([PRIMARY, COLON_CANCER, LIVER_METASTASIS, second]);
    const told = issues.filter(({ text }) => /origin of liver metastasis unclear/i.test(text));
    expect(new Set(told.map(({ resource }) => resource)).size).toBe(told.length);
  });
});

describe('scope', () => {
  it.each([
    ['mixed-neoplasm', { ...PRIMARY, ...morphology('8154/3') }],
    ['mixed-neoplasm', { ...PRIMARY, ...morphology('8244/3') }],
    ['paraganglioma', condition('primary', ICDO3, '8680/3')],
    ['medullary-thyroid', condition('primary', SNOMED, '255032005')],
  ] as const)('%s: no advice, and an issue that says so', (expected, primary) => {
    const resources = [primary, NELM];
    const evaluation = evaluated(resources);
    expect(shown(factOf(evaluation, 'scope'))).toBe(`known ${expected}`);
    expect([evaluation.applies, evaluation.options]).toEqual([false, []]);
    expect(says(resources, /no rule/)).toBe(true);
  });
  it('a NET is in scope', () => {
    expect(bare('scope', [PRIMARY, NELM]).value).toBe('in');
  });
});

describe('primary.site', () => {
  it.each([
    ['C7A.012', 'jejunum-ileum'],
    ['C7A.011', 'jejunum-ileum'],
    ['C7A.010', 'duodenum'],
    ['C7A.020', 'appendix'],
    ['C7A.022', 'colon'],
    ['C7A.021', 'colon'],
    ['C7A.026', 'rectum'],
    ['C7A.090', 'lung'],
    ['C7A.091', 'thymus'],
    ['C7A.092', 'stomach'],
    ['C7A.093', 'other'],
    ['C25.4', 'pancreas'],
    ['D3A.012', 'jejunum-ileum'],
  ])('ICD-10-CM %s: %s', (code, expected) => {
    expect(site(condition('p', ICD10CM, code))).toBe(`known ${expected}`);
  });
  it('C7A.8 with a body site; the head of the pancreas tells the part', () => {
    const head = condition('p', ICD10CM, 'C7A.8', { bodySite: [coded(SNOMED, '64163001')] });
    expect(site(head)).toBe('known pancreas');
    expect(shown(bare('primary.part', [head]))).toBe('known pancreatic-head');
  });
  it('an adenocarcinoma code with NEN morphology is a NEN', () => {
    expect(site(condition('p', ICD10CM, 'C25.0', morphology('8246/3')))).toBe('known pancreas');
    expect(site(condition('p', ICD10CM, 'C18.7'))).toBe('unknown absent');
  });
  it('C7A.00 states no site; an unknown primary is a diagnosis', () => {
    expect(site(condition('p', ICD10CM, 'C7A.00'))).toBe('unknown absent');
    const unknown = [condition('p', ICD10CM, 'C80.1'), NELM];
    expect(shown(bare('primary.site', unknown))).toBe('known unknown-primary');
    expect(shown(bare('primary.status', unknown))).toBe('assumed occult');
    expect(bare('primary.status', unknown, { strict: true }).state).toBe('unknown');
  });
  it('the stomach: distal only when stated', () => {
    expect(site(condition('p', ICD10CM, 'C16.3', morphology('8240/3')))).toBe('known distal-stomach');
  });
  it('not confirmed, refuted', () => {
    expect(site({ ...PRIMARY, ...verification('refuted') })).toBe('unknown absent');
    expect(site({ ...PRIMARY, ...verification('provisional') })).toBe('unknown not-confirmed');
  });
  it('the local code decides over an older diagnosis', () => {
    expect(site(PRIMARY, local('primary.site', word('primary.site', 'duodenum')))).toBe('known duodenum');
  });
});

describe('primary.status', () => {
  const DISTAL_PANCREATECTOMY = '401004';
  const WHIPPLE = '116241004';
  const status = (...resources: readonly Json[]): string =>
    shown(bare('primary.status', [NELM, ...resources]));
  it('nothing on record: unknown', () => {
    expect(status(PRIMARY)).toBe('unknown absent');
  });
  it('resected by an operation on the organ at or after the diagnosis', () => {
    const operation = procedure('op', SNOMED, DISTAL_PANCREATECTOMY, '2026-03-01');
    expect(status(PRIMARY, operation)).toBe('known resected');
    expect(shown(bare('primary.resected-on', [NELM, PRIMARY, operation]))).toBe('known 2026-03-01');
    expect(status(PRIMARY, procedure('op', SNOMED, DISTAL_PANCREATECTOMY, '2026-01-10'))).toBe(
      'known resected',
    );
  });
  it('not by one of another organ, one long before, or one that was palliative', () => {
    expect(status(PRIMARY, procedure('op', SNOMED, '307193005', '2026-03-01'))).toBe('unknown absent');
    expect(status(PRIMARY, procedure('op', SNOMED, DISTAL_PANCREATECTOMY, '2010-03-01'))).toBe(
      'unknown absent',
    );
    const palliative = {
      extension: [
        {
          url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent',
          valueCodeableConcept: coded(SNOMED, '363676003'),
        },
      ],
    };
    expect(status(PRIMARY, procedure('op', SNOMED, DISTAL_PANCREATECTOMY, '2026-03-01', palliative))).toBe(
      'unknown absent',
    );
  });
  it.each(['pancreas', 'duodenum'])('a Whipple procedure: %s', (organ) => {
    const operation = procedure('op', SNOMED, WHIPPLE, '2026-03-01');
    for (const primary of [local('primary.site', word('primary.site', organ))]) {
      const resources = [NELM, primary, operation];
      expect(shown(bare('primary.status', resources))).toBe('known resected');
      expect(shown(bare('primary.resected-on', resources))).toBe('known 2026-03-01');
      expect(shown(bare('whipple', resources))).toBe('known yes');
      expect(shown(bare('bilioenteric-anastomosis', resources))).toBe('known yes');
    }
  });
  it('a Whipple procedure for another primary says nothing of the primary', () => {
    const ileum = local('primary.site', word('primary.site', 'jejunum-ileum'));
    expect(status(ileum, procedure('op', SNOMED, WHIPPLE, '2026-03-01'))).toBe('unknown absent');
  });
  it('an organ that only the local code states', () => {
    const resources = [
      NELM,
      local('primary.site', word('primary.site', 'jejunum-ileum')),
      procedure('op', SNOMED, '307193005', '2026-03-01'),
    ];
    expect(shown(bare('primary.status', resources))).toBe('known resected');
    expect(shown(bare('primary.resected-on', resources))).toBe('known 2026-03-01');
  });
  it('a Whipple procedure that only the local code states has left its anastomosis', () => {
    const stated = [NELM, PRIMARY, local('whipple', word('whipple', 'yes'))];
    expect(bare('bilioenteric-anastomosis', stated).value).toBe('yes');
    expect(bare('primary.status', stated).value).toBe('resected');
    expect(
      bare('bilioenteric-anastomosis', [NELM, PRIMARY, local('whipple', word('whipple', 'no'))]).value,
    ).toBe('no');
  });
});

describe('differentiation and grade', () => {
  const differentiation = (...resources: readonly Json[]): string =>
    shown(bare('differentiation', resources));
  it.each([
    ['C7A.012', 'known well'],
    ['C7A.1', 'known poor'],
    ['C7A.8', 'unknown absent'],
    ['C25.4', 'unknown absent'],
  ])('ICD-10-CM %s: %s', (code, expected) => {
    expect(differentiation(condition('p', ICD10CM, code))).toBe(expected);
  });
  it.each([
    ['8240/3', 'known well'],
    ['8249/3', 'known well'],
    ['8150/3', 'known well'],
    ['8153/3', 'known well'],
    ['8246/3', 'known poor'],
    ['8013/3', 'known poor'],
    ['8041/3', 'known poor'],
  ])('morphology %s: %s', (code, expected) => {
    expect(differentiation({ ...PRIMARY, ...morphology(code) })).toBe(expected);
    const histology = observation('h', coded(LOINC, '31206-6'), { valueCodeableConcept: coded(ICDO3, code) });
    expect(differentiation(PRIMARY, histology)).toBe(expected);
  });
  it('C7B.02 states neither', () => {
    expect(differentiation(PRIMARY, NELM)).toBe('unknown absent');
  });
  it('a histology goes before what a diagnosis implies, whatever the dates', () => {
    const histology = observation('h', coded(LOINC, '31206-6'), {
      valueCodeableConcept: coded(ICDO3, '8246/3'),
      effectiveDateTime: '2020-01-01',
    });
    expect(
      differentiation(condition('p', ICD10CM, 'C7A.012', { onsetDateTime: '2026-01-01' }), histology),
    ).toBe('known poor');
  });
  it('grade results; high is G3 and no statement on differentiation', () => {
    const grade = (code: string) =>
      observation('g', coded(LOINC, '33732-9'), { valueCodeableConcept: coded(SNOMED, code) });
    expect(shown(bare('grade.reported', [grade('1155708003')]))).toBe('known G1');
    expect(shown(bare('grade.reported', [grade('1155707008')]))).toBe('known G3');
    expect(differentiation(grade('1155707008'))).toBe('unknown absent');
  });
  it('Ki-67 codes of the breast are not read', () => {
    expect(bare('ki67', [lab('85330-9', quantity(40, '%'))]).state).toBe('unknown');
    expect(bare('ki67', [observation('k', coded(SNOMED, '1237281001'), quantity(40, '%'))]).state).toBe(
      'unknown',
    );
  });
});

describe('syndrome', () => {
  const at = (organ: string | undefined, ...resources: readonly Json[]) =>
    shown(
      bare('syndrome', [
        NELM,
        ...(organ === undefined ? [] : [local('primary.site', word('primary.site', organ))]),
        ...resources,
      ]),
    );
  it.each(['jejunum-ileum', 'appendix', 'colon', 'lung', 'unknown-primary', undefined])(
    'nothing on record, primary %s: unknown',
    (organ) => {
      expect(at(organ)).toBe('unknown absent');
    },
  );
  it.each(['pancreas', 'duodenum', 'rectum', 'stomach', 'distal-stomach', 'thymus', 'other'])(
    'nothing on record, primary %s: assumed none',
    (organ) => {
      expect(at(organ)).toBe('assumed none');
    },
  );
  it.each([
    ['E34.00', 'carcinoid'],
    ['E34.0', 'carcinoid'],
    ['E34.09', 'carcinoid'],
    ['E16.4', 'gastrinoma'],
  ])('%s: %s', (code, expected) => {
    expect(shown(bare('syndrome', [condition('s', ICD10CM, code)]))).toBe(`known ${expected}`);
  });
  it('a functional morphology', () => {
    expect(shown(bare('syndrome', [{ ...PRIMARY, ...morphology('8151/3') }]))).toBe('known insulinoma');
  });
  it('refractory symptoms: unknown beside a syndrome or an unknown one, else no', () => {
    const refractory = (...resources: readonly Json[]) =>
      shown(bare('syndrome.refractory', [NELM, ...resources]));
    expect(refractory(PRIMARY)).toBe('assumed no');
    expect(refractory(PRIMARY, condition('s', ICD10CM, 'E34.00'))).toBe('unknown absent');
    expect(refractory(local('primary.site', word('primary.site', 'lung')))).toBe('unknown absent');
    expect(refractory(PRIMARY, local('syndrome', word('syndrome', 'none')))).toMatch(/ no$/);
  });
});

describe('heart-disease', () => {
  const CARCINOID = local('syndrome', word('syndrome', 'carcinoid'));
  const heart = (...resources: readonly Json[]) =>
    shown(bare('heart-disease', [NELM, PRIMARY, ...resources]));
  const echo = (type: 'Procedure' | 'DiagnosticReport', date: string): Json =>
    type === 'Procedure'
      ? procedure('echo', SNOMED, '40701008', date)
      : {
          resourceType: 'DiagnosticReport',
          id: 'echo',
          status: 'final',
          subject: SUBJECT,
          code: coded(LOINC, '42148-7'),
          effectiveDateTime: date,
        };
  it.each(['Procedure', 'DiagnosticReport'] as const)(
    'carcinoid syndrome and an echocardiogram (%s)',
    (type) => {
      expect(heart(CARCINOID)).toBe('unknown absent');
      expect(heart(CARCINOID, echo(type, daysAgo(365)))).toBe('assumed none');
      expect(heart(CARCINOID, echo(type, daysAgo(366)))).toBe('unknown absent');
      expect(heart(CARCINOID, echo(type, '2027-01-01'))).toBe('unknown absent');
    },
  );
  it('an unknown syndrome counts as carcinoid, another one does not', () => {
    expect(shown(bare('heart-disease', [NELM]))).toBe('unknown absent');
    expect(heart(local('syndrome', word('syndrome', 'gastrinoma')))).toBe('assumed none');
    expect(heart()).toBe('assumed none');
    expect(bare('heart-disease', [NELM, PRIMARY], { strict: true }).state).toBe('unknown');
  });
  it('present; corrected by a valve replacement after the onset, not by one before', () => {
    const disease = condition('heart', ICD10CM, 'E34.01', { onsetDateTime: '2026-05-01' });
    expect(heart(disease)).toBe('known present');
    expect(
      heart(disease, procedure('valve', 'http://www.cms.gov/Medicare/Coding/ICD10', '02RH08Z', '2026-08-01')),
    ).toBe('known corrected');
    expect(
      heart(disease, procedure('valve', 'http://www.cms.gov/Medicare/Coding/ICD10', '02RH08Z', '2026-02-01')),
    ).toBe('known present');
  });
});

describe('extrahepatic', () => {
  const CROSS = (days: number): Json => ({
    resourceType: 'DiagnosticReport',
    id: 'ct',
    status: 'final',
    subject: SUBJECT,
    code: coded(LOINC, '41806-1'),
    effectiveDateTime: daysAgo(days),
  });
  const FUNCTIONAL = (days: number): Json => procedure('pet', SNOMED, '764695006', daysAgo(days));
  const extrahepatic = (...resources: readonly Json[]) => bare('extrahepatic', [NELM, PRIMARY, ...resources]);
  it('assumed none only after both kinds of staging within their age limits', () => {
    expect(shown(extrahepatic())).toBe('unknown absent');
    expect(shown(extrahepatic(CROSS(10)))).toBe('unknown absent');
    expect(shown(extrahepatic(FUNCTIONAL(10)))).toBe('unknown absent');
    expect(shown(extrahepatic(CROSS(180), FUNCTIONAL(365)))).toBe('assumed none');
    expect(shown(extrahepatic(CROSS(181), FUNCTIONAL(365)))).toBe('unknown absent');
    expect(shown(extrahepatic(CROSS(180), FUNCTIONAL(366)))).toBe('unknown absent');
    expect(bare('extrahepatic', [NELM, PRIMARY, CROSS(10), FUNCTIONAL(10)], { strict: true }).state).toBe(
      'unknown',
    );
  });
  it.each([
    ['bone', condition('m', ICD10CM, 'C7B.03'), 'unspecified'],
    ['bone', condition('m', ICD10CM, 'C79.51'), 'unspecified'],
    ['lung', condition('m', ICD10CM, 'C78.00'), 'unspecified'],
    ['peritoneum', condition('m', ICD10CM, 'C7B.04'), 'unspecified'],
    ['intra-abdominal nodes', condition('m', ICD10CM, 'C77.2'), 'regional-nodes-only'],
    ['nodes, unspecified', condition('m', ICD10CM, 'C77.9'), 'unspecified'],
    ['distant nodes', condition('m', ICD10CM, 'C7B.01'), 'unspecified'],
    [
      'nodes of the liver hilum',
      condition('m', ICD10CM, 'C77.9', { bodySite: [coded(SNOMED, '245288002')] }),
      'regional-nodes-only',
    ],
  ] as const)('%s', (_name, metastasis, expected) => {
    expect(shown(extrahepatic(metastasis, CROSS(10), FUNCTIONAL(10)))).toBe(`known ${expected}`);
  });
  it('regional nodes beside bone are unspecified', () => {
    expect(shown(extrahepatic(condition('n', ICD10CM, 'C77.2'), condition('b', ICD10CM, 'C7B.03')))).toBe(
      'known unspecified',
    );
  });
  it('resolved or refuted metastases count no more; provisional ones make it unknown', () => {
    const bone = (extra: Json) =>
      extrahepatic(condition('b', ICD10CM, 'C7B.03', extra), CROSS(10), FUNCTIONAL(10));
    expect(shown(bone(clinical('resolved')))).toBe('assumed none');
    expect(shown(bone(verification('refuted')))).toBe('assumed none');
    expect(shown(bone(verification('provisional')))).toBe('unknown not-confirmed');
  });
  it('a local Observation decides', () => {
    const said = local('extrahepatic', word('extrahepatic', 'resectable'), {
      effectiveDateTime: '2026-10-01',
    });
    expect(shown(extrahepatic(condition('b', ICD10CM, 'C7B.03', { recordedDate: '2026-11-01' }), said))).toBe(
      'known resectable',
    );
  });
  it('nodes with onset on or before the resection of the primary are read as removed, and it is listed', () => {
    const operation = procedure('op', SNOMED, '401004', '2026-03-01');
    const nodes = (onsetDateTime: string) => condition('n', ICD10CM, 'C77.2', { onsetDateTime });
    expect(shown(extrahepatic(nodes('2026-03-01'), operation, CROSS(10), FUNCTIONAL(10)))).toBe(
      'assumed none',
    );
    expect(shown(extrahepatic(nodes('2026-03-02'), operation, CROSS(10), FUNCTIONAL(10)))).toBe(
      'known regional-nodes-only',
    );
    const { issues } = evaluated([NELM, PRIMARY, nodes('2026-02-01'), operation]);
    expect(issues.some(({ resource, text }) => resource === 'Condition/n' && /removed/.test(text))).toBe(
      true,
    );
  });
});

describe('findings as Conditions', () => {
  it.each([
    ['ascites', 'R18.8', 'known mild|severe'],
    ['encephalopathy', 'K76.82', 'known mild|severe'],
    ['portal-vein-thrombosis', 'I81', 'known yes'],
    ['hepatomegaly', 'R16.0', 'known yes'],
    ['pregnancy', 'Z33.1', 'known yes'],
  ] as const)('%s %s', (id, code, expected) => {
    expect(shown(bare(id, [condition('c', ICD10CM, code, { recordedDate: '2026-11-01' })]))).toBe(expected);
  });
});
