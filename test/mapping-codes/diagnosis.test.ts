import type { Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import {
  bodySite,
  CM,
  concept,
  condition,
  GM,
  ICDO,
  LOINC,
  morphology,
  PCS,
  procedure,
  read,
  SCT,
  said,
  status,
} from './patient.ts';

const nelm = (...resources: readonly unknown[]): string[] => said(resources, 'nelm');
const liverMetastasis = (extra = {}): Resource => condition(SCT, '94381002', extra);
const pancreaticNen = (extra = {}): Resource => condition(SCT, '735735001', extra);
const colonCancer = (extra = {}): Resource => condition(CM, 'C18.2', extra);
const linkTo = (target: Resource) => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/condition-related',
      valueReference: { reference: `Condition/${target.id}` },
    },
  ],
});

describe('neuroendocrine liver metastasis', () => {
  it('trap: C78.7 and 94381002 say liver metastasis, not neuroendocrine', () => {
    expect(nelm(condition(CM, 'C78.7'))).toEqual([]);
    expect(nelm(liverMetastasis())).toEqual([]);
    expect(nelm(condition(CM, 'C78.7'), pancreaticNen())).toEqual(['yes']);
  });

  it('trap: C7B.02 says it alone, whatever else is on record', () => {
    expect(nelm(condition(CM, 'C7B.02'))).toEqual(['yes']);
    expect(nelm(condition(CM, 'C7B.02'), colonCancer())).toEqual(['yes']);
  });

  it('trap: C7B.8 is not specific of the liver', () => {
    expect(nelm(condition(CM, 'C7B.8'))).toEqual([]);
    expect(nelm(condition(CM, 'C7B.8', bodySite(SCT, '10200004')))).toEqual(['yes']);
    expect(nelm(condition(CM, 'C7B.8', bodySite(SCT, '119186007')))).toEqual([]);
  });

  it('a history of liver metastasis is not one', () => {
    expect(nelm(condition(SCT, '1098951000119108'), pancreaticNen())).toEqual([]);
  });

  it('primary neuroendocrine carcinoma of the liver is no metastasis', () => {
    expect(nelm(condition(SCT, '716652006'))).toEqual([]);
    expect(nelm(condition(SCT, '255046005', bodySite(SCT, '10200004')))).toEqual([]);
    expect(nelm(condition(SCT, '716652006'), liverMetastasis())).toEqual([]);
  });

  it('the names of the Conditions are told', () => {
    const metastasis = condition(CM, 'C7B.02');
    expect(read([metastasis, pancreaticNen()]).nelm).toEqual([`Condition/${metastasis.id}`]);
  });

  it('F29 another active malignancy and no link: no value, and the issue says so', () => {
    for (const other of [
      colonCancer(),
      condition(SCT, '363406005'),
      condition(GM, 'C50.9'),
      condition(SCT, '1', morphology(SCT, '1187332001')),
      condition(SCT, '1', {
        meta: {
          profile: ['http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition'],
        },
      }),
      condition(ICDO, '8140/3'),
    ]) {
      const { candidates, nelm: references } = read([liverMetastasis(), pancreaticNen(), other]);
      const said = candidates.filter(({ fact }) => fact === 'nelm').map(({ value }) => value);
      expect(said).toMatchObject([
        {
          kind: 'none',
          reason: 'not-confirmed',
          text: expect.stringContaining('origin of liver metastasis unclear'),
        },
      ]);
      expect(references).toEqual([]);
    }
  });

  it('F29 a past neuroendocrine neoplasm beside an active colon cancer does not explain it', () => {
    expect(nelm(liverMetastasis(), pancreaticNen(status('resolved')), colonCancer())).toEqual([
      'none:not-confirmed',
    ]);
    expect(nelm(liverMetastasis(), condition(CM, 'Z85.060'), colonCancer())).toEqual(['none:not-confirmed']);
    expect(nelm(liverMetastasis(), pancreaticNen(status('resolved')))).toEqual(['yes']);
  });

  it('a malignancy that is over, refuted or of the skin is no other origin', () => {
    for (const other of [
      colonCancer(status('resolved')),
      colonCancer(status('remission')),
      colonCancer(status('active', 'refuted')),
      condition(CM, 'C44.91'),
      condition(CM, 'D12.6'),
    ]) {
      expect(nelm(liverMetastasis(), pancreaticNen(), other)).toEqual(['yes']);
    }
  });

  it('a link decides, in either direction', () => {
    const nen = pancreaticNen();
    const cancer = colonCancer();
    expect(nelm(liverMetastasis(linkTo(nen)), nen, cancer)).toEqual(['yes']);
    const linked = liverMetastasis();
    expect(nelm(linked, pancreaticNen(linkTo(linked)), cancer)).toEqual(['yes']);
    expect(nelm(liverMetastasis(linkTo(cancer)), nen, cancer)).toEqual(['none:not-confirmed']);
  });

  it('the morphology of the metastasis decides', () => {
    expect(nelm(liverMetastasis(morphology(ICDO, '8240/3')), colonCancer())).toEqual(['yes']);
    expect(nelm(liverMetastasis(morphology(ICDO, '8246/6')))).toEqual(['yes']);
    expect(nelm(liverMetastasis(morphology(ICDO, '8140/3')), pancreaticNen())).toEqual([
      'none:not-confirmed',
    ]);
  });

  it('a liver specimen with neuroendocrine morphology decides', () => {
    const specimen = {
      resourceType: 'Specimen',
      id: 'liver',
      subject: { reference: 'Patient/p' },
      collection: { bodySite: concept(SCT, '10200004') },
    };
    const histology = (extra = {}) => ({
      resourceType: 'Observation',
      id: 'histology',
      status: 'final',
      subject: { reference: 'Patient/p' },
      code: concept(LOINC, '31206-6'),
      specimen: { reference: 'Specimen/liver' },
      valueCodeableConcept: concept(ICDO, '8240/3'),
      ...extra,
    });
    const rest = [liverMetastasis(), pancreaticNen(), colonCancer(), specimen];
    expect(nelm(...rest, histology())).toEqual(['yes']);
    expect(nelm(...rest, histology({ status: 'preliminary' }))).toEqual(['none:not-confirmed']);
    expect(nelm(...rest, histology({ valueCodeableConcept: concept(ICDO, '8140/3') }))).toEqual([
      'none:not-confirmed',
    ]);
    expect(nelm(...rest, histology({ specimen: undefined }))).toEqual(['none:not-confirmed']);
  });

  it('trap: D3A.* says benign and explains no metastasis', () => {
    expect(nelm(liverMetastasis(), condition(CM, 'D3A.011'))).toEqual(['none:not-confirmed']);
    expect(nelm(liverMetastasis(), condition(CM, 'D3A.011'), condition(CM, 'C7A.011'))).toEqual(['yes']);
    expect(said([condition(CM, 'C7B.02'), condition(CM, 'D3A.011')], 'primary.site')).toEqual([
      'jejunum-ileum',
    ]);
  });

  it('Merkel cell carcinoma is not this neoplasm', () => {
    expect(nelm(liverMetastasis(), condition(CM, 'C7B.1'))).toEqual([]);
    expect(nelm(liverMetastasis(), pancreaticNen(), condition(CM, 'C4A.9'))).toEqual(['none:not-confirmed']);
  });

  it.each(['provisional', 'differential', 'unconfirmed'])(
    'F04 %s neither asserts nor denies',
    (verification) => {
      const { candidates } = read([condition(CM, 'C7B.02', status('active', verification))]);
      expect(candidates.filter(({ fact }) => fact === 'nelm').map(({ value }) => value)).toMatchObject([
        { kind: 'none', reason: 'not-confirmed' },
      ]);
      expect(nelm(condition(CM, 'C7B.02', status('active', verification)), condition(CM, 'C7B.02'))).toEqual([
        'yes',
      ]);
      expect(nelm(liverMetastasis(), pancreaticNen(status('active', verification)))).toEqual([
        'none:not-confirmed',
      ]);
    },
  );

  it.each([
    ['refuted', status('active', 'refuted')],
    ['entered in error', status('active', 'entered-in-error')],
    ['inactive', status('inactive', 'confirmed')],
    ['resolved', status('resolved')],
    ['in remission', status('remission')],
    ['abated', { abatementDateTime: '2020-01-01' }],
    ['in the future', { onsetDateTime: '2031-01-01' }],
    ['with a modifier', { modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }],
  ])('F03 F05 F21 F22 a diagnosis that is %s does not assert', (_, extra) => {
    expect(nelm(condition(CM, 'C7B.02', extra))).toEqual([]);
  });

  it.each(['active', 'recurrence', 'relapse'])('a diagnosis that is %s asserts', (clinical) => {
    expect(nelm(condition(CM, 'C7B.02', status(clinical, 'confirmed')))).toEqual(['yes']);
  });

  it('F26 a text without a code is not guessed, and is counted', () => {
    const { candidates, issues } = read([
      condition(CM, 'C7B.02', { code: { text: 'neuroendocrine liver metastases' } }),
      condition(CM, 'C7B.02', { code: undefined }),
    ]);
    expect(candidates).toEqual([]);
    expect(issues.map(({ text }) => text)).toEqual(['2 diagnoses without a code were not read']);
  });

  it('never matches on the display', () => {
    const display = {
      code: { coding: [{ system: CM, code: 'Z99.9', display: 'Secondary carcinoid tumors of liver' }] },
    };
    expect(nelm(condition(CM, 'x', display))).toEqual([]);
  });

  it('F06 a diagnosis of a relative does not count', () => {
    expect(
      nelm({
        resourceType: 'FamilyMemberHistory',
        id: 'f',
        patient: { reference: 'Patient/p' },
        status: 'completed',
        condition: [{ code: concept(CM, 'C7B.02') }],
      }),
    ).toEqual([]);
  });
});

describe('European data: international SNOMED CT, ICD-10-GM, ICD-O-3', () => {
  const primary = (): Resource =>
    condition(GM, 'C17.2', { ...morphology(ICDO, '8240/3'), onsetDateTime: '2024-02-01' });

  it('yield the metastasis, the primary and its differentiation', () => {
    const metastasis = condition(GM, 'C78.7');
    expect(nelm(primary(), metastasis)).toEqual(['yes']);
    expect(said([primary(), metastasis], 'primary.site')).toEqual(['jejunum-ileum']);
    expect(said([primary(), metastasis], 'differentiation')).toEqual(['well']);
  });

  it('the morphology may be a second coding of the diagnosis', () => {
    const code = {
      coding: [
        { system: GM, code: 'C25.2' },
        { system: ICDO, code: '8246/3' },
      ],
    };
    const own = condition(GM, 'C25.2', { code });
    expect(nelm(own, condition(GM, 'C78.7'))).toEqual(['yes']);
    expect(said([own], 'primary.site')).toEqual(['pancreas']);
    expect(said([own], 'primary.part')).toEqual(['pancreatic-body-tail']);
    expect(said([own], 'differentiation')).toEqual(['poor']);
  });

  it('the histology may be an Observation about the diagnosis, or about the only malignancy', () => {
    const cancer = condition(GM, 'C17.2');
    const histology = (focus: unknown) => ({
      resourceType: 'Observation',
      id: 'h',
      status: 'final',
      subject: { reference: 'Patient/p' },
      code: concept(LOINC, '31206-6'),
      valueCodeableConcept: concept(ICDO, '8240/3'),
      ...(focus === undefined ? {} : { focus: [focus] }),
    });
    const about = { reference: `Condition/${cancer.id}` };
    expect(said([cancer, histology(about)], 'primary.site')).toEqual(['jejunum-ileum']);
    expect(said([cancer, histology(undefined)], 'primary.site')).toEqual(['jejunum-ileum']);
    expect(said([cancer, colonCancer(), histology(undefined)], 'primary.site')).toEqual([]);
    expect(nelm(cancer, colonCancer(), histology(about), condition(GM, 'C78.7'))).toEqual([
      'none:not-confirmed',
    ]);
    expect(nelm(cancer, histology(undefined), condition(GM, 'C78.7'))).toEqual(['yes']);
  });

  it('C17.2 alone is no neuroendocrine neoplasm', () => {
    expect(said([condition(GM, 'C17.2')], 'primary.site')).toEqual([]);
    expect(nelm(condition(GM, 'C17.2'), condition(GM, 'C78.7'))).toEqual([]);
  });
});

describe('primary', () => {
  it('C7A.00 and C7A.8 state no site, C80.1 an unknown primary', () => {
    expect(said([condition(CM, 'C7A.00')], 'primary.site')).toEqual([]);
    expect(said([condition(CM, 'C7A.8')], 'primary.site')).toEqual([]);
    expect(said([condition(CM, 'C7B.02'), condition(CM, 'C80.1')], 'primary.site')).toEqual([
      'unknown-primary',
    ]);
    expect(said([condition(GM, 'C80.0')], 'primary.site')).toEqual(['unknown-primary']);
    expect(said([condition(GM, 'C80.9')], 'primary.site')).toEqual([]);
    // In ICD-10-CM C80.0 is disseminated disease.
    expect(said([condition(CM, 'C80.0')], 'primary.site')).toEqual([]);
  });

  it('a known site goes before an unknown primary, an exact one before a vague one', () => {
    expect(said([condition(CM, 'C80.1'), condition(CM, 'C7A.012')], 'primary.site')).toEqual([
      'jejunum-ileum',
    ]);
    expect(said([condition(CM, 'C7A.095'), condition(CM, 'C7A.012')], 'primary.site')).toEqual([
      'jejunum-ileum',
    ]);
    expect(said([condition(CM, 'C7A.094'), condition(CM, 'C7A.012')], 'primary.site')).toHaveLength(2);
  });

  it('the body site makes the site exact', () => {
    expect(said([condition(CM, 'C7A.8', bodySite(SCT, '15776009'))], 'primary.site')).toEqual(['pancreas']);
    expect(said([condition(SCT, '276816003', bodySite(SCT, '34516001'))], 'primary.site')).toEqual([
      'jejunum-ileum',
    ]);
    expect(said([condition(GM, 'C16.3', morphology(ICDO, '8240/3'))], 'primary.site')).toEqual([
      'distal-stomach',
    ]);
    expect(said([condition(GM, 'C56', morphology(ICDO, '8240/3'))], 'primary.site')).toEqual(['other']);
  });

  it('a resection of its organ, at or after the diagnosis, is a resection of the primary', () => {
    const ileal = condition(CM, 'C7A.012', { onsetDateTime: '2024-03-10' });
    const at = (date: string | undefined, extra = {}): string[] =>
      said([ileal, procedure(SCT, '307193005', date, extra)], 'primary.status');
    expect(at('2024-03-10')).toEqual(['resected']);
    expect(at('2024-08-01')).toEqual(['resected']);
    expect(at('2024-02-20')).toEqual(['resected']);
    expect(at('2023-12-01')).toEqual([]);
    expect(at('2024-08-01', { status: 'not-done' })).toEqual([]);
    expect(at('2024-08-01', { status: 'in-progress' })).toEqual([]);
    expect(at('2024-08-01', { status: 'entered-in-error' })).toEqual([]);
    expect(at('2026-01-01')).toEqual([]);
    expect(said([ileal, procedure(SCT, '307193005', '2024-08-01')], 'primary.resected-on')).toEqual([
      '2024-08-01',
    ]);
  });

  it('neither an operation on another organ, nor a palliative one, nor one for another disease', () => {
    const ileal = condition(CM, 'C7A.012', { onsetDateTime: '2024-03-10' });
    const cancer = colonCancer();
    const intent = (code: string) => ({
      extension: [
        {
          url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent',
          valueCodeableConcept: concept(SCT, code),
        },
      ],
    });
    const of = (operation: Resource): string[] => said([ileal, cancer, operation], 'primary.status');
    expect(of(procedure(SCT, '33149006', '2024-08-01'))).toEqual([]);
    expect(of(procedure(SCT, '359571009', '2024-08-01'))).toEqual(['resected']);
    expect(of(procedure(SCT, '359571009', '2024-08-01', intent('363676003')))).toEqual([]);
    expect(of(procedure(SCT, '359571009', '2024-08-01', intent('373808002')))).toEqual(['resected']);
    const forCancer = { reasonReference: [{ reference: `Condition/${cancer.id}` }] };
    expect(of(procedure(SCT, '359571009', '2024-08-01', forCancer))).toEqual([]);
  });

  it('an appendix taken out long ago, or at an unknown time, is no resection of the primary', () => {
    const appendiceal = condition(CM, 'C7A.020', { onsetDateTime: '2024-03-10' });
    expect(said([appendiceal, procedure(SCT, '80146002', '1999')], 'primary.status')).toEqual([]);
    expect(said([appendiceal, procedure(SCT, '428251008')], 'primary.status')).toEqual([]);
    expect(said([appendiceal, procedure(SCT, '80146002', '2024-03')], 'primary.status')).toEqual([
      'resected',
    ]);
  });
});

describe('scope', () => {
  it('an entity without rules in the sources, unless it is over and another tumour is there', () => {
    expect(said([condition(ICDO, '8154/3')], 'scope')).toEqual(['mixed-neoplasm']);
    expect(said([condition(GM, 'C18.2', morphology(ICDO, '8244/3'))], 'scope')).toEqual(['mixed-neoplasm']);
    expect(said([liverMetastasis(morphology(ICDO, '8154/3'))], 'scope')).toEqual(['mixed-neoplasm']);
    expect(said([condition(ICDO, '8240/3')], 'scope')).toEqual([]);
    const past = condition(CM, 'C75.5', status('resolved'));
    expect(said([past, pancreaticNen()], 'scope')).toEqual([]);
    expect(said([past], 'scope')).toEqual(['paraganglioma']);
  });
});

describe('differentiation', () => {
  const degree = (...resources: readonly unknown[]): string[] => said(resources, 'differentiation');

  it('trap: C7A.1 is poorly differentiated; C7B.02, C7A.8 and "neoplasm" say neither', () => {
    expect(degree(condition(CM, 'C7A.1'))).toEqual(['poor']);
    for (const [system, code] of [
      [CM, 'C7B.02'],
      [CM, 'C7A.8'],
      [CM, 'C7A'],
      [SCT, '735735001'],
      [SCT, '716653001'],
      [CM, 'C25.4'],
    ] as const) {
      expect(degree(condition(system, code)), code).toEqual([]);
    }
  });

  it('8150/3 to 8156/3 say well, but for 8154/3, which is a mixed neoplasm', () => {
    for (const code of ['8150/3', '8151/3', '8152/3', '8153/3', '8155/3', '8156/3', '8240/3', '8249/3']) {
      expect(degree(pancreaticNen(morphology(ICDO, code))), code).toEqual(['well']);
    }
    expect(degree(pancreaticNen(morphology(ICDO, '8154/3')))).toEqual([]);
    for (const code of ['8041/3', '8013/3', '8246/3']) {
      expect(degree(pancreaticNen(morphology(ICDO, code))), code).toEqual(['poor']);
    }
  });

  it('is only implied; the morphology of the diagnosis goes before its code', () => {
    const { candidates } = read([condition(CM, 'C7A.012', morphology(ICDO, '8246/3'))]);
    expect(candidates.filter(({ fact }) => fact === 'differentiation')).toMatchObject([
      { standing: 'implied', value: { possible: ['poor'] } },
    ]);
  });

  it('trap: a high histologic grade says G3 and no differentiation', () => {
    const high = pancreaticNen({ stage: [{ summary: concept(SCT, '1155707008') }] });
    expect(said([high], 'grade.reported')).toEqual(['G3']);
    expect(degree(high)).toEqual([]);
  });

  it('a grade may be a local word, or a text of a stage that is typed as grade', () => {
    const stage = (value: unknown): Resource => pancreaticNen({ stage: [value] });
    const local = concept('https://nelm-cds.example/fhir/CodeSystem/nelm', 'grade.reported.G2');
    expect(said([stage({ summary: local })], 'grade.reported')).toEqual(['G2']);
    expect(
      said([stage({ summary: { text: 'G1' }, type: concept(LOINC, '33732-9') })], 'grade.reported'),
    ).toEqual(['G1']);
    expect(said([stage({ summary: { text: 'G1' } })], 'grade.reported')).toEqual([]);
    expect(
      said([stage({ summary: { text: 'III' }, type: concept(LOINC, '33732-9') })], 'grade.reported'),
    ).toEqual([]);
  });
});

describe('extrahepatic disease', () => {
  const extrahepatic = (...resources: readonly unknown[]): string[] => said(resources, 'extrahepatic');

  it('is never read from a metastasis of the liver or of an unstated site', () => {
    for (const [system, code] of [
      [CM, 'C7B.02'],
      [CM, 'C78.7'],
      [CM, 'C79.9'],
      [CM, 'C7B.8'],
      [SCT, '94381002'],
      [SCT, '399409002'],
      [SCT, '128462008'],
    ] as const) {
      expect(extrahepatic(condition(system, code)), code).toEqual([]);
    }
    expect(extrahepatic(condition(CM, 'C7B.8', bodySite(SCT, '119186007')))).toEqual(['unspecified']);
  });

  it('regional nodes alone stay regional; anything beside them does not', () => {
    expect(extrahepatic(condition(CM, 'C77.2'))).toEqual(['regional-nodes-only']);
    expect(extrahepatic(condition(CM, 'C77.9'))).toEqual(['unspecified']);
    expect(extrahepatic(condition(CM, 'C7B.01'))).toEqual(['unspecified']);
    expect(extrahepatic(condition(CM, 'C77.2'), condition(CM, 'C79.51'))).toEqual([
      'unspecified',
      'unspecified',
    ]);
  });

  it('a node metastasis from before the resection of the primary is read as removed, with a remark', () => {
    const ileal = condition(CM, 'C7A.012', { onsetDateTime: '2024-03-10' });
    const resection = procedure(SCT, '307193005', '2024-05-01');
    const node = (onsetDateTime: string): Resource => condition(CM, 'C77.2', { onsetDateTime });
    const nodes = (...resources: readonly unknown[]) =>
      read(resources)
        .candidates.filter(({ fact }) => fact === 'extrahepatic')
        .map(({ value, removed }) => [value, removed]);
    const present = { kind: 'word', possible: ['regional-nodes-only'] };
    expect(nodes(ileal, resection, node('2024-05-01'))).toEqual([[present, true]]);
    expect(nodes(ileal, resection, node('2024-05-02'))).toEqual([[present, undefined]]);
    expect(extrahepatic(ileal, resection, condition(CM, 'C79.51', { onsetDateTime: '2024-04-01' }))).toEqual([
      'unspecified',
    ]);
    const { issues } = read([ileal, resection, node('2024-04-01')]);
    expect(issues.map(({ text }) => text)).toContainEqual(expect.stringContaining('read as removed'));
  });

  it('is not of this disease when linked to another malignancy, and not certain when not confirmed', () => {
    const cancer = colonCancer();
    expect(extrahepatic(cancer, condition(CM, 'C78.01', linkTo(cancer)))).toEqual([]);
    expect(extrahepatic(condition(CM, 'C78.01', status('active', 'provisional')))).toEqual([
      'none:not-confirmed',
    ]);
    expect(extrahepatic(condition(CM, 'C78.01', status('resolved')))).toEqual([]);
  });
});

describe('syndrome and comorbidity', () => {
  it('hypoglycaemia alone is no insulinoma, a leaking valve no carcinoid heart disease', () => {
    expect(said([condition(CM, 'E16.1')], 'syndrome')).toEqual([]);
    expect(said([condition(SCT, '111287006')], 'heart-disease')).toEqual([]);
  });

  it('a carcinoid syndrome is told before another one', () => {
    expect(said([condition(CM, 'E34.09'), condition(SCT, '53132006')], 'syndrome')).toEqual(['carcinoid']);
  });

  it('E34.01 says both the syndrome and the heart disease', () => {
    expect(said([condition(CM, 'E34.01')], 'syndrome')).toEqual(['carcinoid']);
    expect(said([condition(CM, 'E34.01')], 'heart-disease')).toEqual(['present']);
  });

  it('ascites and encephalopathy are never none, and only in force', () => {
    expect(said([condition(CM, 'R18.8')], 'ascites')).toEqual(['mild|severe']);
    expect(said([condition(CM, 'R18.8', status('resolved'))], 'ascites')).toEqual([]);
    expect(said([condition(CM, 'R18.8', status('active', 'provisional'))], 'ascites')).toEqual([
      'none:not-confirmed',
    ]);
    expect(said([condition(SCT, '13920009', status('active', 'refuted'))], 'encephalopathy')).toEqual([]);
  });

  it('a valve replaced without carcinoid heart disease on record says nothing', () => {
    expect(said([procedure(PCS, '02RJ0JZ', '2025-01-01')], 'heart-disease')).toEqual([]);
    const resolved = condition(SCT, '36222008', status('resolved'));
    expect(said([resolved, procedure(PCS, '02RJ0JZ', '2025-01-01')], 'heart-disease')).toEqual([
      'present|corrected',
    ]);
    expect(said([resolved], 'heart-disease')).toEqual([]);
  });

  it.each([
    [
      'after the onset',
      { onsetDateTime: '2023-01-01', recordedDate: '2025-03-01' },
      '2024-01-01',
      ['corrected'],
    ],
    ['on the day of the onset', { onsetDateTime: '2024-01-01' }, '2024-01-01', ['corrected']],
    ['before the onset', { onsetDateTime: '2024-01-01' }, '2023-12-31', ['present']],
    ['in the year of the onset', { onsetDateTime: '2024-06' }, '2024', ['present|corrected']],
    ['at an unknown time', { onsetDateTime: '2024-06-01' }, undefined, ['present|corrected']],
    ['before the day of recording', { recordedDate: '2024-06-01' }, '2024-01-01', ['present|corrected']],
    ['after the day of recording', { recordedDate: '2024-06-01' }, '2024-07-01', ['corrected']],
  ])('a valve replaced %s', (_, extra, date, expected) => {
    const heart = condition(SCT, '36222008', extra);
    expect(said([heart, procedure(PCS, '02RJ0JZ', date)], 'heart-disease')).toEqual(expected);
  });
});
