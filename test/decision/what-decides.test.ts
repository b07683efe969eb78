import { describe, expect, it } from 'vitest';
import type { Citation, EvaluatedCriterion, Evaluation } from '../../src/domain/evaluation.ts';
import { evaluate } from '../../src/decision/evaluate.ts';
import { optionOf } from '../../src/decision/options.ts';
import { patient, TODAY, TYPICAL, type Written } from './patient.ts';

const UNRESECTABLE: Written = { ...TYPICAL, 'liver.resectability': 'unresectable' };

function judged(facts: Written, withWorkup = false): Evaluation {
  return evaluate(patient(facts), { date: TODAY, strict: false, withWorkup, withExplanations: false });
}

function criterion(evaluation: Evaluation, option: string, id: string): EvaluatedCriterion {
  const found = evaluation.options.find(({ code }) => code === option)?.criteria.find((c) => c.id === id);
  if (!found) throw new Error(`${option}.${id} is not asked`);
  return found;
}

function cited(option: string, id: string): readonly Citation[] {
  return optionOf(option)?.criteria.find((one) => one.id === id)?.citations ?? [];
}

const GRADE = ['ki67', 'mitoses', 'grade.reported', 'differentiation'];
const LIVER = ['child-pugh', 'bilirubin', 'albumin', 'inr', 'ascites', 'encephalopathy'];
const BURDEN = ['liver.involvement', 'liver.largest-lesion'];

describe('the facts of a criterion are those that decide it', () => {
  it.each([
    ['ablation', 'surgery-not-feasible', [...LIVER, 'liver.recurrent', 'ecog', 'surgical-risk']],
    ['prrt', 'grade-eligible', [...GRADE, 'fdg', 'sstr', 'staging.functional']],
    ['prrt', 'g3-dual-tracer', GRADE],
    ['prrt', 'no-active-indication', ['disease-course', 'syndrome', 'syndrome.refractory']],
    ['embolization', 'not-nec', GRADE],
    [
      'embolization',
      'no-active-indication',
      ['disease-course', 'syndrome', 'syndrome.refractory', ...BURDEN],
    ],
    ['radioembolization', 'bulk-only', ['disease-course', 'syndrome', 'syndrome.refractory', ...BURDEN]],
    ['targeted-therapy', 'nec-only-beside-chemotherapy', GRADE],
    ['targeted-therapy', 'neuroendocrine-carcinoma', GRADE],
    ['somatostatin-analogue', 'not-nec', ['syndrome', ...GRADE]],
    [
      'somatostatin-analogue',
      'unresected-disease',
      ['syndrome', 'liver.lesion-count', 'liver.future-remnant'],
    ],
    ['somatostatin-analogue', 'sstr-positive', ['syndrome', 'sstr']],
    ['somatostatin-analogue', 'progressing', ['syndrome', 'disease-course']],
    ['somatostatin-analogue', 'high-burden', ['syndrome', 'liver.involvement']],
    ['chemotherapy', 'renal-function-for-cisplatin', ['egfr', ...GRADE]],
    ['chemotherapy', 'g3-differentiation-unknown', GRADE],
    ['debulking', 'debulking-indication', ['syndrome', 'syndrome.refractory', 'bulk-symptoms']],
    ['debulking', 'asymptomatic-cytoreduction', ['syndrome', 'bulk-symptoms', 'liver.resectable-fraction']],
    [
      'liver-transplantation',
      'meets-a-criteria-set',
      [...GRADE, 'primary.portal-drainage', 'liver.lobes', 'staging.functional', 'syndrome.refractory'],
    ],
  ])('%s: %s', (option, id, facts) => {
    expect(criterion(judged(UNRESECTABLE), option, id).facts).toEqual(expect.arrayContaining(facts));
  });

  it('a bilirubin that speaks for ablation stands in the explanation', () => {
    const found = criterion(judged({ ...TYPICAL, bilirubin: 2.5 }), 'ablation', 'surgery-not-feasible');
    expect(found.result).toBe('met');
    expect(found.explanation).toContain('for ablation speak: borderline liver function');
    expect(found.explanation).toContain('2.5 mg/dL');
  });

  it('says which sets of criteria are met, and which liver-directed treatments are offered', () => {
    const evaluation = judged({ ...UNRESECTABLE, age: 44, 'liver.lobes': 'bilobar' });
    expect(criterion(evaluation, 'liver-transplantation', 'meets-a-criteria-set').explanation).toMatch(
      /^sets met: .*Milan/,
    );
    expect(criterion(evaluation, 'targeted-therapy', 'liver-directed-first').explanation).toMatch(
      /^offered: .*Embolisation/,
    );
  });
});

describe('operational definitions and sources', () => {
  it.each([
    ['prrt', 'hepatic-insufficiency'],
    ['prrt', 'bulky-liver-disease'],
    ['chemotherapy', 'hepatic-insufficiency'],
    ['embolization', 'no-active-indication'],
    ['embolization', 'bulk-only'],
    ['radioembolization', 'hepatic-insufficiency'],
    ['liver-transplantation', 'bilirubin-above-low'],
    ['ablation', 'surgery-not-feasible'],
    ['mibg-therapy', 'surgery-not-feasible'],
  ])('%s: %s is marked as resting on one', (option, id) => {
    expect(criterion(judged(UNRESECTABLE), option, id).operational).toBe(true);
  });

  it.each([
    ['mibg-therapy', 'surgery-not-feasible', ['A14:652-656']],
    ['radioembolization', 'hepatic-insufficiency', ['A14:536-538']],
    ['radioembolization', 'portal-vein-thrombosis', ['A14:536-538']],
    ['embolization', 'portal-vein-thrombosis', ['M21:164', 'A14:456']],
    ['ablation', 'extrahepatic-dominant', ['M21:48']],
    ['debulking', 'extrahepatic-dominant', ['M21:48']],
    ['embolization', 'extrahepatic-dominant', ['A14:526-529', 'M21:48']],
  ])('%s: %s cites what speaks of it', (option, id, places) => {
    const found = cited(option, id).filter(({ source }) => source !== 'OP');
    expect(found.map(({ source, at }) => `${source}:${at}`)).toEqual(places);
  });

  it('the number of lesions for ablation cites the trial', () => {
    expect(cited('ablation', 'limited-disease')).toContainEqual({ source: 'M21', at: '196' });
  });
});

describe('pregnancy', () => {
  it('is a caution of embolisation that says what is left out', () => {
    const found = criterion(judged({ ...UNRESECTABLE, pregnancy: 'yes' }), 'embolization', 'pregnancy');
    expect(found).toMatchObject({ kind: 'caution', result: 'met', sentence: 'Pregnancy: no TACE' });
  });

  const { 'liver.future-remnant': _, ...withoutRemnant } = TYPICAL;
  const { 'primary.site': __, 'primary.status': ___, ...withoutPrimary } = TYPICAL;

  it.each([
    ['liver-volumetry', { ...withoutRemnant, 'liver.segments': ['5', '6', '7'] }, /MR volumetry/],
    ['primary-search', withoutPrimary, /Endoscopic ultrasound and MR/],
  ])('%s asks neither for CT nor for PET', (id, facts, text) => {
    const item = (pregnancy: 'yes' | 'no') => {
      const judgement = id === 'liver-volumetry' ? { 'liver.resectability': ['resectable', 'staged'] } : {};
      const found = judged({ ...facts, ...judgement, pregnancy }, true).workup.find((one) => one.id === id);
      if (!found) throw new Error(`${id} is not asked for`);
      return found;
    };
    expect(item('yes').text).toMatch(text);
    expect(item('yes').text).not.toMatch(/\b(CT|PET)\b/);
    expect(item('no').text).toMatch(/\bCT\b/);
    expect(item('yes').title).not.toMatch(/PET\/CT/);
  });
});

describe('transplantation and disease outside the liver that is known in part', () => {
  const notes = (words: readonly string[]) =>
    judged({ ...UNRESECTABLE, extrahepatic: words }).options.find(
      ({ code }) => code === 'liver-transplantation',
    )?.notes ?? [];

  it.each([
    [
      ['regional-nodes-only', 'resectable'],
      'Disease outside the liver: to be removed first, then reassessment.',
    ],
    [['resectable', 'unresectable'], expect.stringContaining('whether it can be removed is not stated')],
    [['none', 'resectable'], 'Extrahepatic disease has to be excluded first.'],
  ])('%s', (words, note) => {
    const said = notes(words).filter((text) => /outside the liver|xtrahepatic disease has/.test(text));
    expect(said).toEqual([note]);
  });

  it('that cannot be removed is not to be removed', () => {
    expect(notes(['unresectable']).join(' ')).not.toMatch(/removed first|excluded first/);
  });
});

describe('hormones of a syndrome without a name of its own', () => {
  const facts: Written = { ...TYPICAL, syndrome: 'other', 'syndrome.refractory': 'no' };
  const panel = (markers: Record<string, string>) =>
    judged({ ...facts, markers: { 'chromogranin-a': '2026-11-10', ...markers } }, true).workup.find(
      ({ id }) => id === 'hormone-panel',
    );

  it('are asked for, as people write them', () => {
    expect(panel({})?.text).toContain('pancreatic polypeptide, calcitonin');
  });

  it('are not asked for with one of them on record', () => {
    expect(panel({ 'pancreatic-polypeptide': '2026-06-01' })).toBeUndefined();
    expect(panel({ calcitonin: '2026-06-01' })).toBeUndefined();
    expect(panel({ gastrin: '2026-06-01' })).toBeDefined();
  });
});
