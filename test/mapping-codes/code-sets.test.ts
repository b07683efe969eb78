import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OBSERVATION_CODE_SETS } from '../../src/mapping/code-set-names.ts';
import { CodeOverlayError, codeSet, loadCodeSets, setsHolding } from '../../src/mapping/code-sets.ts';
import { CM, codes, GM, ICDO, LOINC, SCT } from './patient.ts';

const CPT = 'http://www.ama-assn.org/go/cpt';

describe('code sets', () => {
  it('hold a ground for every code, weak ones with a remark', () => {
    let seen = 0;
    for (const name of codes.names) {
      for (const code of codes.get(name).codes) {
        seen += 1;
        expect(code.evidence, `${name} ${code.code}`).toMatch(/\S{3}/);
        expect(['strong', 'moderate', 'weak']).toContain(code.strength);
        if (code.strength === 'weak') expect(code.note, `${name} ${code.code}`).toMatch(/\S/);
      }
    }
    expect(seen).toBeGreaterThan(1400);
  });

  it('hold nothing of CPT, in data and in text', () => {
    const folder = new URL('../../src/mapping/code-sets/', import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const text = readFileSync(new URL(file, folder), 'utf8');
      expect(text, file).not.toContain('ama-assn');
      expect(text, file).not.toContain('urn:oid:2.16.840.1.113883.6.12');
    }
  });

  it('define every set that the observations read', () => {
    expect(OBSERVATION_CODE_SETS.filter((name) => !codes.names.includes(name))).toEqual([]);
  });

  it('have distinct names and find each of their codes', () => {
    expect(new Set(codes.names).size).toBe(codes.names.length);
    for (const name of codes.names) {
      const set = codes.get(name);
      for (const { system, code } of set.codes) {
        expect(set.has(system, code), `${name} ${code}`).toBe(true);
        expect(codes.setsOf(system, code)).toContain(name);
      }
    }
  });

  it('are empty for a name that nobody defined', () => {
    expect(codeSet('no such set').codes).toEqual([]);
    expect(codeSet('no such set').has(SCT, '94381002')).toBe(false);
    expect(setsHolding({ get: codes.get, names: codes.names }, CM, 'C7B.02')).toEqual(['nelm']);
  });

  it.each([
    ['urn:oid:2.16.840.1.113883.6.96', '94381002'],
    ['http://snomed.info/sct/', '94381002'],
    ['http://snomed.info/id', '94381002'],
    ['http://snomed.info/sct/900000000000207008/version/20240101', '94381002'],
    ['urn:oid:2.16.840.1.113883.6.90', 'C78.7'],
    [CM, 'C787'],
    [CM, 'c78.7'],
    [GM, 'C78.7+'],
    ['http://fhir.de/CodeSystem/dimdi/icd-10-gm', 'C78.7'],
  ])('F27 other spellings of a system and a code mean the same: %s %s', (system, code) => {
    expect(codes.get('liver-metastasis').has(system, code)).toBe(true);
  });

  it('F27 another system with the same code does not match', () => {
    expect(codes.get('liver-metastasis').has('http://example.org/sct', '94381002')).toBe(false);
    expect(codes.get('liver-metastasis').has(undefined, '94381002')).toBe(false);
    expect(codes.get('liver-metastasis').has(SCT, undefined)).toBe(false);
  });

  it('F28 a subdivision of a category counts, a neighbour does not', () => {
    expect(codes.get('metastasis-elsewhere').has(CM, 'C79.31')).toBe(true);
    expect(codes.get('syndrome-carcinoid').has(CM, 'E34.00')).toBe(true);
    expect(codes.get('syndrome-carcinoid').has(CM, 'E34.1')).toBe(false);
    expect(codes.get('pregnancy').has(CM, 'Z34.90')).toBe(true);
    // Only categories of the classification: SNOMED codes and ICD-10-PCS codes have no such structure.
    expect(codes.get('liver-metastasis').has(SCT, '943810021')).toBe(false);
  });

  it('ICD-O-3 morphology is read in its spellings, and of a metastatic site as the same morphology', () => {
    const well = codes.get('morphology-well-differentiated');
    for (const code of ['8240/3', 'M8240/3', 'M-8240/3', '82403', '8240/6']) {
      expect(well.has(ICDO, code), code).toBe(true);
    }
    expect(well.has(ICDO, '8246/3')).toBe(false);
  });
});

describe('codes of a site', () => {
  it('are added by the name of a set, of a concept or of a fact', () => {
    const site = loadCodeSets({
      'liver-resection': [{ system: CPT, code: '00000' }],
      'Ablation RFA': [{ system: CPT, code: '00001', display: 'x' }],
      'liver.lesion-count': [{ system: 'urn:site', code: 'LC' }],
      insulin: [{ system: LOINC, code: '9999-9' }],
    });
    expect(site.get('liver-resection').has('urn:oid:2.16.840.1.113883.6.12', '00000')).toBe(true);
    expect(site.get('ablation').has(CPT, '00001')).toBe(true);
    expect(site.get('liver.lesion-count').codes).toHaveLength(1);
    expect(site.get('insulin').has(LOINC, '9999-9')).toBe(true);
    expect(site.setsOf(CPT, '00001')).toEqual(['ablation']);
  });

  it('leave the product sets of others as they are', () => {
    loadCodeSets({ ablation: [{ system: CPT, code: '00001' }] });
    expect(codes.get('ablation').has(CPT, '00001')).toBe(false);
  });

  it.each([
    ['an unknown name', { 'no such set': [] }],
    ['a list', []],
    ['no list of codes', { ablation: { system: CPT, code: '1' } }],
    ['a code that is a number', { ablation: [{ system: CPT, code: 47382 }] }],
    ['a code with white space', { ablation: [{ system: CPT, code: ' 47382' }] }],
    ['an unknown key', { ablation: [{ system: CPT, code: '47382', descriptor: 'x' }] }],
    ['no system', { ablation: [{ code: '47382' }] }],
    ['null', null],
  ])('are refused with a reason: %s', (_, overlay) => {
    expect(() => loadCodeSets(overlay)).toThrow(CodeOverlayError);
  });
});
