import { describe, expect, it } from 'vitest';
import { optionsOfOrder } from '../../src/mapping/orders.ts';
import rows from '../../src/mapping/code-sets/additional-rows.json' with { type: 'json' };
import { bodySite, codes, concept, condition, LOINC, procedure, SCT, said } from './patient.ts';

const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';
const prior = (system: string, code: string): string[] =>
  said([procedure(system, code, '2025-01-10')], 'prior');

describe('rows added by hand', () => {
  it('name a file of a repository, a package, a page or a release as evidence, never hearsay', () => {
    const named =
      /^(npm:\S+|HL7 FHIR R4: ValueSet \S+|page:? \S+|SNOMED CT International Edition release notes|ansforge\/\S+|[\w.-]+\/[\w.-]+:\S+)/;
    for (const { code, evidence } of rows) expect(evidence, code).toMatch(named);
    expect(rows.filter(({ evidence }) => /several public|recall/.test(evidence))).toEqual([]);
  });

  it('are strong only with more than one file, or with a file of the publisher of the code system', () => {
    const others = rows.filter(({ concept: of }) => of === 'Other malignancy');
    expect(others.length).toBeGreaterThan(20);
    for (const { code, evidence, evidence_strength } of others) {
      if (evidence.startsWith('HL7/')) continue;
      expect(evidence.split('; ').length > 1 ? 'strong' : 'moderate', code).toBe(evidence_strength);
    }
  });
});

describe('operations by OPS', () => {
  it.each([
    ['5-502.1', 'liver-resection'],
    ['5-504.0', 'liver-transplant'],
    ['5-504.y', 'liver-transplant'],
    ['8-530.61', 'prrt'],
    ['8-530.62', 'prrt'],
    ['8-530.a6', 'radioembolization'],
  ])('%s is %s', (code, what) => {
    expect(prior(OPS, code)).toEqual([what]);
    expect(prior('http://fhir.de/CodeSystem/dimdi/ops', code)).toEqual([what]);
  });

  it.each([
    ['8-530.6', 'radioactive receptor ligands: the subdivision decides'],
    ['8-530.a', 'an intra-arterial radionuclide therapy of no stated organ'],
    ['5-501', 'excision or destruction: resection and ablation are one category'],
    ['5-501.0', 'not verified'],
    ['5-503.0', 'another category'],
    ['5-50', 'a group'],
    ['8-836.ka', 'particles into a visceral vessel, of whatever organ'],
  ])('%s is no treatment: %s', (code) => {
    expect(prior(OPS, code)).toEqual([]);
  });

  it('subdivisions of a category are the operation on the organ of the primary', () => {
    const sets = (code: string) => codes.setsOf(OPS, code);
    const pancreas = ['pancreatic-resection', 'pancreatic-resection-with-bile-duct-open'];
    expect(sets('5-524.10')).toEqual(pancreas);
    expect(sets('5-525.1')).toEqual(pancreas);
    expect(sets('5-454.20')).toEqual(['small-bowel-resection']);
    expect(sets('5-455.41')).toEqual(['colectomy']);
    expect(sets('5-484.35')).toEqual(['rectal-resection']);
    expect(sets('5-436.21')).toEqual(['gastric-resection']);
    expect(sets('5-526')).toEqual([]);
  });

  it('an order by OPS is an order for the option', () => {
    const order = (code: string) => ({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p' },
      code: concept(OPS, code),
    });
    expect(optionsOfOrder(order('8-530.61'), codes)).toEqual(['prrt']);
    expect(optionsOfOrder(order('5-504.1'), codes)).toEqual(['liver-transplantation']);
  });

  it('no subdivision of the partial pancreatectomy is read as pancreaticoduodenectomy', () => {
    expect(said([procedure(OPS, '5-524.1', '2025-01-10')], 'whipple')).toEqual(['none:not-confirmed']);
  });
});

describe('interventions by LOINC', () => {
  it.each([
    ['88933-7', 'pve'],
    ['88931-1', 'embolization'],
    ['88935-2', 'embolization'],
    ['88939-4', 'radioembolization'],
  ])('%s is %s', (code, what) => {
    expect(prior(LOINC, code)).toEqual([what]);
  });

  it('the embolisation of an artery that is not the hepatic artery is none', () => {
    expect(prior(LOINC, '88934-5')).toEqual([]);
  });
});

describe('lymph nodes by body site', () => {
  const extrahepatic = (site: string): string[] =>
    said([condition(SCT, '255046005'), condition(SCT, '94392001', bodySite(SCT, site))], 'extrahepatic');

  it.each([
    '279795009',
    '49394004',
    '113336002',
    '245346008',
    '76659008',
    '61492009',
    '818991007',
    '245284000',
  ])('%s is regional', (site) => {
    expect(extrahepatic(site)).toEqual(['regional-nodes-only']);
  });

  it.each(['91394001', '245285004', '62683002'])('%s is not', (site) => {
    expect(extrahepatic(site)).toEqual(['unspecified']);
  });
});
