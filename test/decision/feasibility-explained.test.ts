import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import type { EvaluatedCriterion } from '../../src/domain/evaluation.ts';
import { patient, TODAY, TYPICAL, type Written } from './patient.ts';

/** A criterion of the typical patient with other facts; null takes one away. */
function criterion(option: string, id: string, facts: Record<string, unknown>): EvaluatedCriterion {
  const all = Object.fromEntries(
    Object.entries({ ...TYPICAL, ...facts }).filter(([, value]) => value !== null),
  ) as Written;
  const { options } = evaluate(patient(all), { date: TODAY, strict: false, withWorkup: false });
  const found = options.find(({ code }) => code === option)?.criteria.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${option} ${id}`);
  return found;
}

const UNRESECTABLE = {
  'liver.resectability': 'unresectable',
  'liver.pattern.reported': 'III',
  'liver.lobes': 'bilobar',
  'liver.segments': ['2', '4', '6', '8'],
  'liver.lesion-count': 14,
  'liver.future-remnant': null,
};
const IN_SITU = { 'primary.status': 'in-situ', 'primary.resectable': 'yes', 'primary.resected-on': null };
const NO_PRRT = { sstr: 'negative' };
/** Meets the sets but for the primary. */
const CANDIDATE = { age: 44, 'disease-course': 'stable', 'stable-months': 8, 'liver.involvement': 20 };

describe('why surgery is not feasible', () => {
  it('names what rules the operations out, with its value, and shows what decides', () => {
    const { result, explanation, facts } = criterion('prrt', 'surgery-not-feasible', {
      'surgical-risk': 'prohibitive',
    });
    expect(result).toBe('met');
    expect(explanation).toMatch(/^no resection of the liver is open to the patient \(unfit for surgery\); /);
    expect(explanation).toContain('Surgical risk prohibitive');
    expect(explanation).not.toMatch(/resectable/);
    expect(facts).toContain('surgical-risk');
  });

  it('names the judgement where the liver disease cannot be cleared', () => {
    const { explanation } = criterion('embolization', 'surgery-not-feasible', UNRESECTABLE);
    expect(explanation).toMatch(
      /^no resection of the liver is open to the patient \(the metastases cannot all be resected\); /,
    );
    expect(explanation).toContain('Resectability of the liver disease unresectable');
  });

  it('names each reason where the operations have none in common', () => {
    const { explanation } = criterion('embolization', 'surgery-not-feasible', {
      ...UNRESECTABLE,
      extrahepatic: 'unresectable',
    });
    expect(explanation).toContain('(not met: no unresectable disease outside the liver');
  });

  it('says no more of a liver that is cleared than that no lesion is left', () => {
    const { explanation } = criterion('primary-resection', 'reason-to-resect-primary', {
      ...IN_SITU,
      'liver.lesion-count': 0,
    });
    expect(explanation).toContain('no lesion is left in the liver');
    expect(explanation).not.toContain('future liver remnant)');
  });
});

describe('why the primary is resected, or not', () => {
  const reason = (facts: Record<string, unknown>) => {
    const { result, explanation } = criterion('primary-resection', 'reason-to-resect-primary', {
      ...IN_SITU,
      ...facts,
    });
    return `${result}: ${explanation}`;
  };

  it('for symptoms', () => {
    expect(reason({ ...UNRESECTABLE, 'primary.symptomatic': 'yes' })).toMatch(
      /^met: for symptoms of the primary; /,
    );
  });

  it('with feasible surgery of the liver', () => {
    expect(reason({})).toMatch(/^met: surgery is feasible \(/);
  });

  it('before PRRT that is offered', () => {
    expect(reason({ ...UNRESECTABLE, 'disease-course': 'progressing' })).toMatch(
      /^met: disputed: before PRRT, which is offered; /,
    );
  });

  it('to meet a set that lacks nothing else, by its name; not met when another criterion of it fails', () => {
    const before = { ...UNRESECTABLE, ...NO_PRRT, ...CANDIDATE };
    expect(reason(before)).toMatch(
      /^met: disputed: to meet a transplant set that lacks nothing else \(Milan.*\); /,
    );
    expect(reason({ ...before, age: 60 })).toMatch(
      /^not-met: no resection .*; not before PRRT .*; no transplantation that waits for nothing but the primary; /,
    );
  });

  it('says which of the two is undecided', () => {
    expect(reason({ ...UNRESECTABLE, sstr: null, age: 60 })).toMatch(
      /^unknown: no resection .*; whether it would come before PRRT is undecided; no transplantation /,
    );
  });
});
