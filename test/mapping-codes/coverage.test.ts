import type { Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import type { EvidencedCode } from '../../src/mapping/code-sets.ts';
import { activeOrders, optionsOfOrder } from '../../src/mapping/orders.ts';
import {
  administration,
  bodySite,
  CM,
  codes,
  condition,
  ICDO,
  morphology,
  procedure,
  record,
  SCT,
  said,
} from './patient.ts';

/** For every code of every set: one resource with it (and what the rule asks beside it) yields the fact. */

type Make = (code: EvidencedCode) => readonly Resource[];
type Expectation = readonly [set: string, fact: string, value: string, make: Make];

const asCondition: Make = ({ system, code }) => [condition(system, code)];
const asProcedure: Make = ({ system, code }) =>
  system === CM ? [condition(system, code)] : [procedure(system, code, '2025-01-10')];
const asDrug: Make = ({ system, code }) => [administration(system, code, '2025-05-01')];
/** A morphology can be a code of the diagnosis; a topography or an organ needs neuroendocrine morphology beside it. */
const withMorphology: Make = ({ system, code }) =>
  system === ICDO || isBodyStructure(system, code)
    ? [condition(SCT, '255046005', bodySite(system, code))]
    : [condition(system, code, morphology(ICDO, '8240/3'))];
const isBodyStructure = (system: string, code: string): boolean =>
  system === SCT &&
  ['body-site-primary', 'body-site-nodes', 'body-site-elsewhere'].some((set) =>
    codes.get(set).has(system, code),
  );
const withPrimary =
  (system: string, code: string): Make =>
  (one) => [
    condition(system, code, { onsetDateTime: '2024-01-01' }),
    procedure(one.system, one.code, '2025-01-10'),
  ];

const ORGANS: readonly (readonly [set: string, value: string])[] = [
  ['organ-pancreas', 'pancreas'],
  ['organ-pancreas-head', 'pancreas'],
  ['organ-pancreas-body-tail', 'pancreas'],
  ['organ-duodenum', 'duodenum'],
  ['organ-jejunum-ileum', 'jejunum-ileum'],
  ['organ-appendix', 'appendix'],
  ['organ-colon', 'colon'],
  ['organ-colorectal', 'colon|rectum'],
  ['organ-rectum', 'rectum'],
  ['organ-distal-stomach', 'distal-stomach'],
  ['organ-lung', 'lung'],
  ['organ-thymus', 'thymus'],
];
const SITES: readonly (readonly [set: string, value: string])[] = [
  ['nen-of-pancreas', 'pancreas'],
  ['nen-of-duodenum', 'duodenum'],
  ['nen-of-jejunum-ileum', 'jejunum-ileum'],
  ['nen-of-intestine', 'duodenum|jejunum-ileum|appendix|colon|rectum'],
  ['nen-of-appendix', 'appendix'],
  ['nen-of-colon', 'colon'],
  ['nen-of-large-intestine', 'appendix|colon|rectum'],
  ['nen-of-rectum', 'rectum'],
  ['nen-of-stomach', 'stomach'],
  ['nen-of-lung', 'lung'],
  ['nen-of-thymus', 'thymus'],
  ['nen-of-other-organ', 'other'],
  ['nen-of-foregut', 'pancreas|duodenum|distal-stomach|stomach|lung|thymus'],
  ['nen-of-midgut', 'duodenum|jejunum-ileum|appendix|colon'],
  ['nen-of-hindgut', 'colon|rectum'],
];

const EXPECTATIONS: readonly Expectation[] = [
  ['nelm', 'nelm', 'yes', asCondition],
  [
    'nen-secondary',
    'nelm',
    'yes',
    ({ system, code }) => [condition(system, code, bodySite(SCT, '10200004'))],
  ],
  [
    'liver-metastasis',
    'nelm',
    'yes',
    ({ system, code }) => [condition(system, code), condition(SCT, '735735001')],
  ],
  ['nen', 'nelm', 'yes', ({ system, code }) => [condition(system, code), condition(SCT, '94381002')]],
  ['nen-history', 'nelm', 'yes', ({ system, code }) => [condition(system, code), condition(SCT, '94381002')]],
  [
    'morphology-nen',
    'nelm',
    'yes',
    ({ system, code }) => [condition(SCT, '94381002', morphology(system, code))],
  ],
  [
    'body-site-liver',
    'nelm',
    'yes',
    ({ system, code }) => [condition(SCT, '705176003', bodySite(system, code))],
  ],
  ...SITES.map(([set, value]): Expectation => [set, 'primary.site', value, asCondition]),
  ...ORGANS.map(([set, value]): Expectation => [set, 'primary.site', value, withMorphology]),
  [
    'unknown-primary',
    'primary.site',
    'unknown-primary',
    ({ system, code }) =>
      system === ICDO ? [condition(CM, 'C7B.02', bodySite(system, code))] : [condition(system, code)],
  ],
  ['organ-pancreas-head', 'primary.part', 'pancreatic-head', withMorphology],
  ['organ-pancreas-body-tail', 'primary.part', 'pancreatic-body-tail', withMorphology],
  ['diagnosis-well-differentiated', 'differentiation', 'well', asDiagnosis],
  ['diagnosis-poorly-differentiated', 'differentiation', 'poor', asCondition],
  ['morphology-well-differentiated', 'differentiation', 'well', onPancreas],
  ['morphology-poorly-differentiated', 'differentiation', 'poor', onPancreas],
  ['morphology-mixed', 'scope', 'mixed-neoplasm', onPancreas],
  ['scope-mixed-neoplasm', 'scope', 'mixed-neoplasm', asCondition],
  ['scope-paraganglioma', 'scope', 'paraganglioma', asCondition],
  ['scope-medullary-thyroid', 'scope', 'medullary-thyroid', asCondition],
  ['syndrome-carcinoid', 'syndrome', 'carcinoid', asCondition],
  ['syndrome-insulinoma', 'syndrome', 'insulinoma', asCondition],
  ['syndrome-gastrinoma', 'syndrome', 'gastrinoma', asCondition],
  ['syndrome-vipoma', 'syndrome', 'vipoma', asCondition],
  ['syndrome-glucagonoma', 'syndrome', 'glucagonoma', asCondition],
  ['syndrome-somatostatinoma', 'syndrome', 'somatostatinoma', asCondition],
  ['syndrome-other', 'syndrome', 'other', asCondition],
  ['syndrome-pancreatic-hormone', 'syndrome', 'vipoma|somatostatinoma|other', asCondition],
  ...(['G1', 'G2', 'G3'] as const).map(
    (grade): Expectation => [
      `grade-${grade.toLowerCase()}`,
      'grade.reported',
      grade,
      ({ system, code }) => [
        condition(SCT, '735735001', { stage: [{ summary: { coding: [{ system, code }] } }] }),
      ],
    ],
  ),
  ['carcinoid-heart-disease', 'heart-disease', 'present', asCondition],
  [
    'valve-replacement',
    'heart-disease',
    'corrected',
    ({ system, code }) => [
      condition(SCT, '36222008', { onsetDateTime: '2024-01-01' }),
      procedure(system, code, '2025-01-01'),
    ],
  ],
  ['metastasis-regional-nodes', 'extrahepatic', 'regional-nodes-only', asCondition],
  [
    'body-site-regional-nodes',
    'extrahepatic',
    'regional-nodes-only',
    ({ system, code }) => [condition(SCT, '94392001', bodySite(system, code))],
  ],
  [
    'body-site-nodes',
    'extrahepatic',
    'unspecified',
    ({ system, code }) => [
      condition(SCT, '128462008', bodySite(system, code)),
      // The regional ones among them are told apart above; a second metastasis makes the sum unspecified.
      condition(SCT, '94222008'),
    ],
  ],
  [
    'body-site-elsewhere',
    'extrahepatic',
    'unspecified',
    ({ system, code }) => [condition(SCT, '128462008', bodySite(system, code))],
  ],
  ['metastasis-nodes', 'extrahepatic', 'unspecified', asCondition],
  ['metastasis-elsewhere', 'extrahepatic', 'unspecified', asCondition],
  ['portal-vein-thrombosis', 'portal-vein-thrombosis', 'yes', asCondition],
  ['ascites', 'ascites', 'mild|severe', asCondition],
  ['encephalopathy', 'encephalopathy', 'mild|severe', asCondition],
  ['hepatomegaly', 'hepatomegaly', 'yes', asCondition],
  ['pregnancy', 'pregnancy', 'yes', asCondition],
  ['whipple', 'whipple', 'yes', asProcedure],
  ['whipple', 'bilioenteric-anastomosis', 'yes', asProcedure],
  ['bilioenteric-anastomosis', 'bilioenteric-anastomosis', 'yes', asProcedure],
  ['biliary-stent', 'biliary-stent', 'yes', asProcedure],
  ['biliary-stent-removal', 'biliary-stent', 'no', asProcedure],
  ['cholecystectomy', 'gallbladder', 'removed', asProcedure],
  ['liver-resection', 'prior', 'liver-resection', asProcedure],
  ['alpps', 'prior', 'liver-resection', asProcedure],
  ['ablation', 'prior', 'ablation', asProcedure],
  ['embolization', 'prior', 'embolization', asProcedure],
  ['radioembolization', 'prior', 'radioembolization', asProcedure],
  ['prrt-procedure', 'prior', 'prrt', asProcedure],
  ['liver-transplant', 'prior', 'liver-transplant', asProcedure],
  ['pve', 'prior', 'pve', asProcedure],
  ['ssa', 'prior', 'ssa', asDrug],
  ['interferon', 'prior', 'interferon', asDrug],
  ['chemotherapy', 'prior', 'chemotherapy', asDrug],
  ['everolimus', 'prior', 'everolimus', asDrug],
  ['sunitinib', 'prior', 'sunitinib', asDrug],
  ['bevacizumab', 'prior', 'bevacizumab', asDrug],
  ['lutetium-dotatate', 'prior', 'prrt', asDrug],
  ['whipple', 'primary.status', 'resected', withPrimary(SCT, '735735001')],
  ['pancreatic-resection', 'primary.status', 'resected', withPrimary(SCT, '735735001')],
  ['duodenal-resection', 'primary.status', 'resected', withPrimary(CM, 'C7A.010')],
  ['small-bowel-resection', 'primary.status', 'resected', withPrimary(CM, 'C7A.012')],
  ['right-hemicolectomy', 'primary.status', 'resected', withPrimary(CM, 'C7A.020')],
  ['appendectomy', 'primary.status', 'resected', withPrimary(CM, 'C7A.020')],
  ['colectomy', 'primary.status', 'resected', withPrimary(CM, 'C7A.025')],
  ['rectal-resection', 'primary.status', 'resected', withPrimary(CM, 'C7A.026')],
  ['gastric-resection', 'primary.status', 'resected', withPrimary(CM, 'C7A.092')],
  ['lung-resection', 'primary.status', 'resected', withPrimary(CM, 'C7A.090')],
  ['thymectomy', 'primary.status', 'resected', withPrimary(CM, 'C7A.091')],
];

/** Codes of a metastasis and of a benign tumour speak of the differentiation beside a primary only. */
function asDiagnosis({ system, code }: EvidencedCode): readonly Resource[] {
  const benign = codes.get('nen-benign').has(system, code);
  return benign ? [condition(SCT, '735735001', morphology(ICDO, '8240/3'))] : [condition(system, code)];
}

function onPancreas({ system, code }: EvidencedCode): readonly Resource[] {
  return [condition(SCT, '735735001', morphology(system, code))];
}

describe('every code of every set yields its fact', () => {
  it.each(EXPECTATIONS)('%s: %s is %s', (set, fact, value, make) => {
    const all = codes.get(set).codes;
    expect(all.length).toBeGreaterThan(0);
    for (const code of all) {
      expect(said(make(code), fact), `${code.system} ${code.code}`).toContain(value);
    }
  });

  it('the stomach is told as a whole, its antrum apart', () => {
    for (const { system, code } of codes.get('organ-stomach').codes) {
      const make = withMorphology({ system, code, strength: '', evidence: '' });
      expect(said(make, 'primary.site'), code).toEqual(['stomach']);
    }
  });

  it('every set of this folder is in the table, or is read in another way', () => {
    const named = new Set(EXPECTATIONS.map(([set]) => set));
    const elsewhere = new Set([
      // read by other rules, tested by name
      'nen-benign',
      'metastasis-unspecified',
      'liver-primary-nen',
      'other-malignancy',
      'morphology-nen-benign',
      'morphology-other',
      'organ-stomach',
      'organ-digestive-uncertain',
      'radionuclide-therapy',
      'intent-curative',
      'pancreatic-resection-with-bile-duct-open',
      'fluorouracil-topical',
      'everolimus-immunosuppressant',
      'bevacizumab-eye',
      'route-local',
      // orders and observations
      'liver-biopsy',
      'tumour-board',
      'pregnancy-status',
      'not-pregnant',
      'body-site-primary',
    ]);
    const observations = new Set([...OBSERVATIONS]);
    const missing = codes.names.filter(
      (name) =>
        !named.has(name) &&
        !elsewhere.has(name) &&
        !observations.has(name) &&
        !name.startsWith('referral-') &&
        !name.startsWith('liver-segment-'),
    );
    expect(missing).toEqual([]);
  });
});

const OBSERVATIONS = [
  'ki67',
  'histologic-grade',
  'histology',
  'bilirubin',
  'albumin',
  'inr',
  'egfr',
  'creatinine',
  'hemoglobin',
  'platelets',
  'leukocytes',
  'chromogranin-a',
  '5-hiaa',
  'gastrin',
  'insulin',
  'c-peptide',
  'pancreatic-polypeptide',
  'vip',
  'glucagon',
  'calcitonin',
  'somatostatin',
  'tumor-size',
  'tumor-longest-dimension',
  'ct-abdomen',
  'mr-abdomen',
  'sstr-imaging',
  'fdg-pet',
  'echocardiography',
  'ecog',
  'karnofsky',
  'disease-status',
  'disease-improved',
  'disease-stable',
  'disease-worsened',
];

const ORDERS: readonly (readonly [set: string, service: string | undefined, option: string | undefined])[] = [
  ['tumour-board', 'mdt-review', 'mdt-review'],
  ['referral-hepatobiliary-surgery', 'hepatobiliary-surgery', 'liver-resection'],
  ['referral-pancreatic-surgery', 'pancreatic-surgery', 'primary-resection'],
  ['referral-gastrointestinal-surgery', 'gastrointestinal-surgery', 'primary-resection'],
  ['referral-interventional-radiology', 'interventional-radiology', 'embolization'],
  ['referral-nuclear-medicine', 'nuclear-medicine', 'prrt'],
  ['referral-liver-transplantation', 'liver-transplantation', 'liver-transplantation'],
  ['referral-endocrinology', 'endocrinology', 'somatostatin-analogue'],
  ['referral-medical-oncology', 'medical-oncology', 'chemotherapy'],
  ['referral-cardiology', 'cardiology', undefined],
  ['liver-resection', undefined, 'liver-resection'],
  ['alpps', undefined, 'alpps'],
  ['pve', undefined, 'staged-hepatectomy'],
  ['ablation', undefined, 'ablation'],
  ['embolization', undefined, 'embolization'],
  ['radioembolization', undefined, 'radioembolization'],
  ['prrt-procedure', undefined, 'prrt'],
  ['liver-transplant', undefined, 'liver-transplantation'],
  ['whipple', undefined, 'primary-resection'],
  ['ct-abdomen', 'ct-triphasic', undefined],
  ['mr-abdomen', 'mri-liver', undefined],
  ['sstr-imaging', 'sstr-pet', undefined],
  ['fdg-pet', 'fdg-pet', undefined],
  ['echocardiography', 'echocardiogram', undefined],
  ['liver-biopsy', 'biopsy-ki67', undefined],
  ['chromogranin-a', 'chromogranin-a', undefined],
  ['5-hiaa', 'syndrome-assessment', undefined],
];

describe('every code of every set that can be ordered', () => {
  it.each(ORDERS)('%s: service %s, option %s', (set, service, option) => {
    for (const { system, code } of codes.get(set).codes) {
      const order = {
        resourceType: 'ServiceRequest',
        id: 's',
        status: 'active',
        intent: 'order',
        subject: { reference: 'Patient/p' },
        code: { coding: [{ system, code }] },
      };
      const [found] = activeOrders(record(order), codes);
      expect(found?.service, code).toContain(`${system}|${code}`);
      if (service !== undefined) expect(found?.service, code).toContain(service);
      if (option === undefined) continue;
      expect(found?.options, code).toContain(option);
      expect(optionsOfOrder(order, codes), code).toContain(option);
    }
  });
});
