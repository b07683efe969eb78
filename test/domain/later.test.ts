import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Issue } from '../../src/domain/facts.ts';
import { candidate, days, fact, number, run, word } from './statements.ts';

describe('a filtration rate computed from a later creatinine', () => {
  const reported = (on?: string): Candidate => candidate('egfr', number(80), on);
  const computed = (on: string): Candidate => candidate('egfr', number(45), on, { standing: 'implied' });

  it.each([
    ['2026-11-01', '2026-11-02', 45],
    ['2026-11-01', '2026-11-01', 80],
    ['2026-11-01', '2026-10-31', 80],
    ['2026-11', '2026-11-02', 80],
    [undefined, '2026-11-02', 45],
  ] as const)('reported %s, computed %s: %s decides', (a, b, expected) => {
    expect(fact('egfr', [reported(a), computed(b)])?.value).toEqual(number(expected));
  });

  it('the reported one stays listed', () => {
    const result = fact('egfr', [reported('2026-11-01'), computed('2026-11-02')]);
    expect(result?.sources.map(({ used, note }) => [used, note])).toEqual([
      [false, 'a more recent value decides'],
      [true, undefined],
    ]);
  });
});

describe('a metastasis outside the liver beside a statement on spread', () => {
  const stated = (said: string, on?: string): Candidate =>
    candidate('extrahepatic', word(said), on, { reference: 'Observation/spread' });
  const diagnosis = (said: string, on?: string, onset?: string): Candidate =>
    candidate('extrahepatic', word(said), on, {
      standing: 'implied',
      reference: 'Condition/bone',
      path: 'Condition.code',
      ...(onset === undefined ? {} : { onset }),
    });
  const issues = (...candidates: Candidate[]): readonly Issue[] =>
    run(candidates).issues.filter(({ severity }) => severity === 'warning');

  it('a later diagnosis counts, and that is said', () => {
    const records = [stated('none', '2026-09-01'), diagnosis('unspecified', '2026-09-02')];
    expect(fact('extrahepatic', records)).toMatchObject({
      state: 'known',
      value: word('unspecified'),
      effective: '2026-09-02',
    });
    expect(issues(...records)).toEqual([
      {
        severity: 'warning',
        resource: 'Condition/bone',
        text: 'Extrahepatic disease: recorded none of 2026-09-01, but a later diagnosis of 2026-09-02 says unspecified; value ignored',
      },
    ]);
  });

  it.each(['2026-09-01', '2026-08-31', '2026', undefined])(
    'dated %s the statement decides, and that is said',
    (on) => {
      const records = [stated('none', '2026-09-01'), diagnosis('unspecified', on)];
      expect(fact('extrahepatic', records)?.value).toEqual(word('none'));
      expect(issues(...records)).toMatchObject([
        { resource: 'Condition/bone', text: expect.stringMatching(/says unspecified; the record decides$/) },
      ]);
    },
  );

  it('a statement without a date ranks behind a dated diagnosis', () => {
    expect(fact('extrahepatic', [stated('none'), diagnosis('unspecified', days(900))])?.value).toEqual(
      word('unspecified'),
    );
  });

  it('regional nodes alone are contradicted by a metastasis elsewhere only', () => {
    const nodes = stated('regional-nodes-only', '2026-09-01');
    expect(fact('extrahepatic', [nodes, diagnosis('unspecified', '2026-10-01')])?.value).toEqual(
      word('unspecified'),
    );
    const same = [nodes, diagnosis('regional-nodes-only', '2026-10-01')];
    expect(fact('extrahepatic', same)?.sources[0]?.used).toBe(true);
    expect(issues(...same)).toEqual([]);
  });

  it.each(['resectable', 'limited-stable'])('%s stands but for disease that began after it', (judged) => {
    const known = [stated(judged, '2026-09-01'), diagnosis('unspecified', '2026-10-01', '2026-08-01')];
    expect(fact('extrahepatic', known)?.value).toEqual(word(judged));
    expect(issues(...known)).toEqual([]);
    const begun = [stated(judged, '2026-09-01'), diagnosis('unspecified', '2026-10-01', '2026-10-01')];
    expect(fact('extrahepatic', begun)?.value).toEqual(word('unspecified'));
    expect(issues(...begun)).toHaveLength(1);
    const nodes = diagnosis('regional-nodes-only', '2026-10-01', '2026-10-01');
    expect(fact('extrahepatic', [stated(judged, '2026-09-01'), nodes])?.value).toEqual(word(judged));
  });

  it('unresectable disease stays so', () => {
    const records = [
      stated('unresectable', '2026-09-01'),
      diagnosis('unspecified', '2026-10-01', '2026-10-01'),
    ];
    expect(fact('extrahepatic', records)?.value).toEqual(word('unresectable'));
    expect(issues(...records)).toEqual([]);
  });
});

describe('an age that was stated some time ago', () => {
  const stated = (age: number, on?: string): Candidate => candidate('age', number(age), on);
  const born = (low: number, high = low): Candidate =>
    candidate('age', number(low, high), '2026-11-20', { standing: 'implied', reference: 'Patient/p' });

  it.each([
    ['2021-01-01', number(59, 60)],
    ['2021-11-19', number(59, 60)],
    // On the anniversary of the statement every birthday but that of the day itself lies between the two.
    ['2021-11-20', number(59)],
    ['2021-11-21', number(58, 59)],
    ['2021', number(58, 60)],
    // Within the first year it stands as it was stated.
    ['2025-11-20', number(55)],
    ['2025-11-21', number(54)],
    ['2026-11-19', number(54)],
    ['2026-11-20', number(54)],
    [undefined, number(54)],
  ] as const)('54 on %s', (on, expected) => {
    expect(fact('age', [stated(54, on)])?.value).toEqual(expected);
  });

  it('a bound grows too, within what is plausible', () => {
    const above = candidate('age', number(70, 130, '(]'), '2021-01-01');
    expect(fact('age', [above])?.value).toEqual(number(75, 130, '(]'));
    const old = run([stated(125, '2015-01-01')]);
    expect(old.recorded.facts.age).toMatchObject({ state: 'unknown' });
  });

  it('where it agrees with the date of birth, that one is used', () => {
    const both = fact('age', [stated(54, '2021-01-01'), born(60)]);
    expect(both).toMatchObject({ state: 'known', value: number(60), effective: '2026-11-20' });
    expect(both?.sources.map(({ used }) => used)).toEqual([true, true]);
    expect(fact('age', [stated(60, '2026-11-20'), born(59, 60)])?.value).toEqual(number(60));
  });

  it('with a date of birth the birthday since the statement counts, also within the first year', () => {
    expect(fact('age', [stated(54, '2026-11-10'), born(55)])?.value).toEqual(number(55));
    expect(fact('age', [stated(54, '2026-11-10'), born(54)])?.value).toEqual(number(54));
  });

  it('where it does not, it decides as it is today', () => {
    const result = run([stated(54, '2021-01-01'), born(61)]);
    expect(result.recorded.facts.age?.value).toEqual(number(59, 60));
    expect(result.issues.map(({ text }) => text)).toEqual([
      'Age: recorded 59-60, by the date of birth 61 years; the record decides',
    ]);
  });
});
