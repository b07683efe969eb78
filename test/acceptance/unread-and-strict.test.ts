import { describe, expect, it } from 'vitest';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import type { Unread } from '../../src/fhir/unread.ts';
import {
  bare,
  coded,
  condition,
  daysAgo,
  evaluateBundle,
  evaluated,
  factOf,
  ICD10CM,
  type Json,
  local,
  LOINC,
  NELM,
  PATIENT,
  PRIMARY,
  procedure,
  shown,
  SNOMED,
  SUBJECT,
  word,
} from './scene.ts';

const unread = (resourceType: string, category?: string): { readonly unread: readonly Unread[] } => ({
  unread: [
    {
      resourceType,
      reason: 'forbidden',
      text: `${resourceType} could not be read`,
      ...(category === undefined ? {} : { category }),
    },
  ],
});
const staged: readonly Json[] = [
  {
    resourceType: 'DiagnosticReport',
    id: 'ct',
    status: 'final',
    subject: SUBJECT,
    code: coded(LOINC, '41806-1'),
    effectiveDateTime: daysAgo(10),
  },
  procedure('pet', SNOMED, '764695006', daysAgo(10)),
];

/** Facts that are assumed from silence, and the resource types whose silence that is. */
const ASSUMED: readonly (readonly [FactId, string, readonly string[]])[] = [
  ['portal-vein-thrombosis', 'no', ['Condition', 'Observation']],
  ['ascites', 'none', ['Condition', 'Observation']],
  ['encephalopathy', 'none', ['Condition', 'Observation']],
  ['hepatomegaly', 'no', ['Condition', 'Observation']],
  ['pregnancy', 'no', ['Condition', 'Observation']],
  ['syndrome', 'none', ['Condition', 'Observation']],
  ['heart-disease', 'none', ['Condition', 'Observation']],
  ['extrahepatic', 'none', ['Condition', 'Observation']],
  ['whipple', 'no', ['Procedure', 'Observation']],
  ['bilioenteric-anastomosis', 'no', ['Procedure', 'Observation']],
  ['biliary-stent', 'no', ['Procedure', 'Observation']],
  ['gallbladder', 'in-place', ['Procedure', 'Observation']],
  ['liver.recurrent', 'no', ['Procedure', 'Observation']],
  [
    'prior',
    '',
    ['Procedure', 'Observation', 'MedicationRequest', 'MedicationAdministration', 'MedicationStatement'],
  ],
  ['primary.symptomatic', 'no', ['Observation']],
  ['bulk-symptoms', 'no', ['Observation']],
  ['liver.hilar', 'no', ['Observation']],
  ['liver.superficial', 'no', ['Observation']],
  ['liver.resectability-reason', 'extent', ['Observation']],
  ['surgical-risk', 'acceptable', ['Observation']],
  ['mibg', 'negative', ['Observation']],
  ['lung-shunt', 'minor', ['Observation']],
];

describe('what could not be read is never absent', () => {
  it.each(ASSUMED)('%s: assumed %s, unknown when %j are unread', (id, assumed, types) => {
    const resources = [PRIMARY, NELM, ...staged];
    expect(shown(bare(id, resources))).toBe(`assumed ${assumed}`);
    for (const type of types)
      expect(shown(bare(id, resources, unread(type))), type).toBe('unknown unreadable');
    expect(shown(bare(id, resources, unread('*')))).toBe('unknown unreadable');
    expect(shown(bare(id, resources, { strict: true }))).toBe('unknown absent');
  });

  it('what is on record stands', () => {
    const options = unread('Condition');
    expect(shown(bare('portal-vein-thrombosis', [condition('t', ICD10CM, 'I81')], options))).toBe(
      'known yes',
    );
    expect(
      shown(bare('prior', [procedure('p', SNOMED, '448781006', '2025-05-01')], unread('Procedure'))),
    ).toBe('known ablation@2025-05-01');
  });

  it('nelm is not "no" when diagnoses could not be read', () => {
    for (const type of ['Condition', 'Observation', '*']) {
      const evaluation = evaluated([PRIMARY], unread(type));
      expect(shown(factOf(evaluation, 'nelm')), type).toBe('unknown unreadable');
      expect([evaluation.applies, evaluation.options]).toEqual([false, []]);
      expect(evaluation.issues.some(({ severity }) => severity !== 'information')).toBe(true);
    }
  });

  it('silence of Observations says nothing of a patient without any neuroendocrine neoplasm', () => {
    expect(bare('nelm', [condition('c', ICD10CM, 'C18.7')], unread('Observation')).value).toBe('no');
    expect(bare('nelm', [condition('c', ICD10CM, 'C18.7')], unread('Condition')).value).toBeNull();
  });

  it('scope is not "in" when diagnoses could not be read, but advice goes on for a NET with known metastases', () => {
    expect(bare('scope', [PRIMARY, NELM], unread('Condition')).state).not.toBe('known');
  });

  it('age and vital status of the patient need no other resource', () => {
    expect(shown(bare('age', [], unread('Observation')))).toBe('known 60');
    expect(bare('deceased', [], unread('Condition')).value).toBe('no');
  });

  it('unread images of a category', () => {
    expect(shown(bare('portal-vein-thrombosis', [], unread('Observation', 'imaging')))).toBe(
      'unknown unreadable',
    );
    expect(shown(bare('portal-vein-thrombosis', [], unread('Observation', 'laboratory')))).toBe('assumed no');
    expect(shown(bare('gallbladder', [], unread('Observation', 'laboratory')))).toBe('assumed in-place');
  });

  it('E12 C06 an inner answer with an error, an OperationOutcome, or further pages', () => {
    const entry = [PATIENT, PRIMARY, NELM].map((resource) => ({ resource }));
    const collection = { resourceType: 'Bundle', type: 'collection', entry };
    const thrombosis = (body: unknown) => shown(factOf(evaluateBundle(body), 'portal-vein-thrombosis'));
    expect(thrombosis(collection)).toBe('assumed no');
    const failed = { response: { status: '503 Service Unavailable' } };
    expect(thrombosis({ ...collection, type: 'batch-response', entry: [...entry, failed] })).toBe(
      'unknown unreadable',
    );
    const warning = {
      search: { mode: 'outcome' },
      resource: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'warning', code: 'suppressed', details: { coding: [{ code: '4119' }] } }],
      },
    };
    expect(thrombosis({ ...collection, type: 'searchset', entry: [...entry, warning] })).toBe(
      'unknown unreadable',
    );
    const next = [{ relation: 'next', url: 'https://ehr.example/fhir?page=2' }];
    expect(thrombosis({ ...collection, type: 'searchset', link: next })).toBe('unknown unreadable');
    const missing = { response: { status: '404 Not Found' } };
    expect(thrombosis({ ...collection, type: 'batch-response', entry: [...entry, missing] })).toBe(
      'assumed no',
    );
  });

  it('E12 what of a bundle failed is said in its issues: by type where the entry names it, else by its place', () => {
    const entry: Json[] = [PATIENT, PRIMARY, NELM].map((resource) => ({ resource }));
    const told = (...failed: Json[]) =>
      evaluateBundle({ resourceType: 'Bundle', type: 'batch-response', entry: [...entry, ...failed] })
        .issues.map(({ severity, text }) => `${severity}: ${text}`)
        .filter((text) => text.includes('could not be read'));
    const response = { status: '403 Forbidden' };
    expect(told({ response })).toEqual([
      'warning: some records could not be read: entry 4 of the bundle is an answer with status 403',
    ]);
    expect(told({ request: { method: 'GET', url: 'Observation?patient=1' }, response })).toEqual([
      'warning: Observation could not be read: entry 4 of the bundle is an answer with status 403',
    ]);
    expect(told({ response: { status: '404' } })).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('E12 a batch response that holds searchsets', () => {
    const searchset = (...resources: readonly Json[]) => ({
      resource: {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: resources.map((resource) => ({ resource })),
      },
      response: { status: '200 OK' },
    });
    const body = {
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: [{ resource: PATIENT, response: { status: '200' } }, searchset(PRIMARY, NELM), searchset()],
    };
    expect(evaluateBundle(body).applies).toBe(true);
  });
});

describe('strict mode', () => {
  it('turns every assumption into unknown; what is on record stays', () => {
    const evaluation = evaluated([PRIMARY, NELM, ...staged], { strict: true });
    // By definition, not by assumption: no record of these two is "no" and "in".
    const assumed = evaluation.facts.filter(({ state }) => state === 'assumed').map(({ id }) => id);
    for (const [id] of ASSUMED) expect(assumed).not.toContain(id);
    expect(shown(factOf(evaluation, 'nelm'))).toBe('known yes');
    expect(evaluation.strict).toBe(true);
  });
  it('a syndrome of none leaves nothing to be refractory', () => {
    const none = local('syndrome', word('syndrome', 'none'));
    expect(bare('syndrome.refractory', [PRIMARY, none], { strict: true }).value).toBe('no');
  });
});
