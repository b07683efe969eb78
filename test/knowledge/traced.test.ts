import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../src/cli/rule-book.ts';
import { conditionalRemarks } from '../../src/cli/rule-book/remarks.ts';
import { traced } from '../../src/cli/rule-book/traced.ts';
import { knowledgeBase, knowledgeContent } from '../../src/decision/knowledge.ts';
import { OPTIONS, optionOf } from '../../src/decision/options.ts';
import type { OptionDefinition } from '../../src/decision/criterion.ts';
import { conditionFaults } from '../../src/decision/workup-conditions.ts';

function remarks(code: string): readonly (readonly [text: string, when: string])[] {
  return conditionalRemarks(optionOf(code) as OptionDefinition).map(({ text, when }) => [text, when]);
}

describe('remarks that are made for some patients only', () => {
  it('are found where it takes two facts', () => {
    expect(remarks('chemotherapy')).toEqual([
      ['Cisplatin with etoposide (J12:83-84, Fig. 1; A14:622-625).', 'Differentiation: poor'],
      [
        'Streptozocin-based, or capecitabine with temozolomide (A14:604-622).',
        'Site of the primary tumour: pancreas, and Grade: G1 or G2',
      ],
    ]);
  });

  it('are found where nothing is known, and in past treatments', () => {
    expect(remarks('liver-transplantation')).toContainEqual([
      'Extrahepatic disease has to be excluded first.',
      'nothing on record of: Extrahepatic disease',
    ]);
    expect(remarks('somatostatin-analogue')).toContainEqual([
      'A somatostatin analogue is in force: continue; no order is suggested.',
      'past treatment somatostatin analogue: in force',
    ]);
    expect(remarks('targeted-therapy')).toContainEqual([
      'Agents left: sunitinib.',
      'Site of the primary tumour: pancreas, and past treatment everolimus: given in the past or in force',
    ]);
  });

  it('are there for every option whose notes depend on the patient, each with its condition', () => {
    for (const option of OPTIONS) {
      const depends = option.notes.filter((note) => typeof note !== 'string').length;
      const found = conditionalRemarks(option);
      expect(found.length, option.code).toBeGreaterThanOrEqual(depends);
      for (const { text, when } of found) expect(when, text).not.toBe('');
    }
  });
});

describe('the knowledge base at run time', () => {
  const base = knowledgeBase();
  const found = traced();

  it('has what the rule-book command finds out, as far as its file is fresh', () => {
    const path = 'src/decision/traced.generated.json';
    const written = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(written === generatedFiles().get(path), `${path} is stale: npm run rule-book`).toBe(true);
    for (const option of base.options) {
      expect(option.conditionalNotes).toEqual(found.notes[option.code] ?? []);
      for (const criterion of option.criteria) {
        expect(criterion).toMatchObject(found.criteria[`${option.code}.${criterion.id}`] ?? {});
        expect(Object.values(criterion.cases ?? {}).flat(), criterion.id).not.toEqual([]);
      }
    }
  });

  it('names cases and numbers of every criterion of every set', () => {
    for (const { criteria } of base.transplantSets) {
      for (const { id, cases } of criteria) {
        expect(cases?.met, id).not.toEqual([]);
        expect(cases?.['not-met'], id).not.toEqual([]);
        expect(cases?.unknown, id).not.toEqual([]);
      }
    }
    const age = base.transplantSets[0]?.criteria.find(({ id }) => id === 'milan.age');
    expect(age?.numbers).toEqual(['transplant-age-55']);
  });

  it('names the numbers that an alert and an item of the work-up compare with', () => {
    const alerts = new Map(base.alerts.map(({ id, numbers }) => [id, numbers]));
    expect(alerts.get('cytopenia-after-prrt')).toEqual([
      'hemoglobin-cytopenia',
      'platelets-cytopenia',
      'leukocytes-cytopenia',
    ]);
    expect(alerts.get('unusual-primary')).toEqual([]);
    const workup = new Map(base.workup.map(({ id, numbers }) => [id, numbers]));
    expect(workup.get('mri-liver')).toEqual(['egfr-contrast-barred']);
    expect(workup.get('chromogranin-a')).toEqual(['marker-days']);
  });

  it('names only numbers that it lists', () => {
    const names = new Set(base.thresholds.map(({ id }) => id));
    for (const { criteria } of base.options)
      for (const { numbers = [], through = {} } of criteria)
        for (const id of [...numbers, ...Object.values(through).flat()]) expect(names).toContain(id);
  });

  it('says when each item of the work-up is asked for', () => {
    expect(conditionFaults()).toEqual([]);
    const when = new Map(base.workup.map((item) => [item.id, item.when]));
    expect([...when.values()].every((text) => text !== '')).toBe(true);
    expect(when.get('mri-liver')).toContain('in pregnancy, with an eGFR below 30');
    expect(when.get('chromogranin-a')).toContain('365 days');
  });

  it('leaves all this out of the content that the version digests', () => {
    expect(JSON.stringify(knowledgeContent().options)).not.toContain('"conditionalNotes"');
  });
});
