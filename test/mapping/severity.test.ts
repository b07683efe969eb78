import { describe, expect, it } from 'vitest';
import type { Json } from './encode.ts';
import { factOf, said, snomed } from './scene.ts';

describe('the severity of a diagnosis is its degree', () => {
  const degree = (fact: 'ascites' | 'encephalopathy', severity?: unknown): string => {
    const code = fact === 'ascites' ? '389026000' : '13920009';
    const condition: Json = {
      resourceType: 'Condition',
      subject: { reference: 'Patient/p' },
      recordedDate: '2026-11-10',
      code: { coding: [snomed(code)] },
      ...(severity === undefined ? {} : { severity }),
    };
    return said(factOf(fact, [condition]));
  };

  it.each([
    [{ coding: [snomed('255604002')] }, 'mild'],
    [{ coding: [snomed('6736007')] }, 'mild|severe'],
    [{ coding: [snomed('24484000')] }, 'severe'],
    [{ text: 'Severe' }, 'severe'],
    [{ text: 'moderate' }, 'mild|severe'],
    // What is in force is never none.
    [{ text: 'none' }, 'mild|severe'],
    [{ coding: [snomed('399166001')] }, 'mild|severe'],
    ['severe', 'severe'],
    [undefined, 'mild|severe'],
  ])('%j: %s', (severity, expected) => {
    expect(degree('ascites', severity)).toBe(expected);
    expect(degree('encephalopathy', severity)).toBe(expected);
  });

  it('says nothing of a fact without degrees', () => {
    const hepatomegaly = {
      resourceType: 'Condition',
      subject: { reference: 'Patient/p' },
      code: { coding: [snomed('80515008')] },
      severity: { coding: [snomed('24484000')] },
    };
    expect(said(factOf('hepatomegaly', [hepatomegaly]))).toBe('yes');
  });
});
