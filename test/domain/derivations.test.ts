import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Fact } from '../../src/domain/facts.ts';
import { candidate, days, fact, number, word } from './statements.ts';

describe('months of stable disease', () => {
  const course = (...visits: readonly [string, string][]): Candidate[] =>
    visits.map(([said, on]) => candidate('disease-course', word(said), on));
  const months = (...visits: readonly [string, string][]): Fact | undefined =>
    fact('stable-months', course(...visits));

  it('from the first to the last observation of the unbroken run', () => {
    expect(
      months(['stable', '2026-03-01'], ['responding', '2026-06-01'], ['stable', '2026-09-01']),
    ).toMatchObject({
      state: 'known',
      value: number(6),
    });
    expect(months(['stable', '2026-03-02'], ['stable', '2026-09-01'])?.value).toEqual(number(5));
  });

  it('progression breaks the run; at the last observation it leaves none', () => {
    expect(
      months(
        ['stable', '2025-01-01'],
        ['progressing', '2026-01-01'],
        ['stable', '2026-05-01'],
        ['stable', '2026-09-01'],
      )?.value,
    ).toEqual(number(4));
    expect(
      months(['stable', '2026-03-01'], ['stable', '2026-09-01'], ['progressing', '2026-11-01'])?.value,
    ).toEqual(number(0));
  });

  it('a single observation is no length of time', () => {
    expect(months(['stable', '2026-11-01'])?.value).toEqual(number(0));
  });

  it('is unknown when the last observation is older than 180 days', () => {
    expect(months(['stable', '2025-01-01'], ['stable', days(180)])?.state).toBe('known');
    expect(months(['stable', '2025-01-01'], ['stable', days(181)])).toMatchObject({
      state: 'unknown',
      reason: 'stale',
    });
  });

  it('a recorded number decides over the derivation', () => {
    const recorded = [
      ...course(['stable', '2026-03-01'], ['stable', '2026-09-01']),
      candidate('stable-months', number(14), days(9)),
    ];
    expect(fact('stable-months', recorded)?.value).toEqual(number(14));
  });

  it('a recorded number is unknown when it is older than 180 days', () => {
    const recorded = (ago: number): Fact | undefined =>
      fact('stable-months', [candidate('stable-months', number(8), days(ago))]);
    expect(recorded(180)).toMatchObject({ state: 'known', value: number(8) });
    expect(recorded(181)).toMatchObject({ state: 'unknown', reason: 'stale', value: number(8) });
    const dated = [candidate('stable-months', number(8), days(181)), ...course(['stable', days(30)])];
    expect(fact('stable-months', dated)?.value).toEqual(number(0));
  });

  it('progression after a recorded number ends its run', () => {
    const followed = (on: string | undefined, ...visits: readonly [string, string][]): Fact | undefined =>
      fact('stable-months', [candidate('stable-months', number(8), on), ...course(...visits)]);
    const ended = followed('2026-09-01', ['progressing', '2026-09-02']);
    expect(ended).toMatchObject({ state: 'known', value: number(0) });
    expect(ended?.sources.map(({ used }) => used)).toEqual([true, false]);
    expect(followed(undefined, ['progressing', '2026-09-02'])?.value).toEqual(number(0));
    expect(followed('2026-09-02', ['progressing', '2026-09-02'])?.state).toBe('conflicting');
    expect(followed('2026-09', ['progressing', '2026-09-02'])?.state).toBe('conflicting');
    expect(followed('2026-09-03', ['progressing', '2026-09-02'])?.value).toEqual(number(8));
    // A run that has begun since counts from its own observations.
    expect(
      followed(
        '2026-06-01',
        ['progressing', '2026-06-10'],
        ['stable', '2026-07-10'],
        ['stable', '2026-10-10'],
      )?.value,
    ).toEqual(number(3));
    expect(
      fact('stable-months', [
        candidate('stable-months', number(0), '2026-09-02'),
        ...course(['progressing', '2026-09-02']),
      ])?.value,
    ).toEqual(number(0));
  });

  it('partial dates give a range, contradicting records leave it open', () => {
    expect(months(['stable', '2026-03'], ['stable', '2026-09-15'])?.value).toEqual(number(5, 6));
    expect(
      months(['stable', '2026-03-01'], ['stable', '2026-09-01'], ['progressing', '2026-09-01'])?.state,
    ).toBe('unknown');
  });
});

describe('derived from onsets', () => {
  const timing = (primary: string, liver: string): Fact | undefined =>
    fact('liver.timing', [
      candidate('primary.site', word('pancreas'), primary, { onset: primary }),
      candidate('nelm', word('yes'), liver, { onset: liver }),
    ]);

  it.each([
    ['2025-01-10', '2025-07-10', 'synchronous'],
    ['2025-01-10', '2025-07-11', 'metachronous'],
    ['2025-01-10', '2024-11-01', 'synchronous'],
    ['2025', '2025-03-01', 'synchronous'],
    ['2025-01', '2025-07-20', 'synchronous|metachronous'],
    ['2024', '2026-01-01', 'metachronous'],
  ])('primary %s, liver %s: %s', (primary, liver, expected) => {
    const value = timing(primary, liver)?.value;
    expect(value?.kind === 'word' ? value.possible.join('|') : undefined).toBe(expected);
  });

  it('needs both onsets, and a statement decides', () => {
    expect(
      fact('liver.timing', [candidate('nelm', word('yes'), '2025-01-01', { onset: '2025-01-01' })]),
    ).toBeUndefined();
    const stated = [
      candidate('primary.site', word('pancreas'), '2025-01-01', { onset: '2025-01-01' }),
      candidate('nelm', word('yes'), '2025-01-01', { onset: '2025-01-01' }),
      candidate('liver.timing', word('metachronous'), days(9)),
    ];
    expect(fact('liver.timing', stated)?.value).toEqual(word('metachronous'));
  });
});

describe('recurrence in the liver', () => {
  const resection = (on: string, curative?: boolean): Candidate =>
    candidate('prior', { kind: 'set', members: ['liver-resection'], complete: false }, on, {
      reference: `Procedure/${on}`,
      treatment: { what: 'liver-resection', inForce: false, ...(curative === undefined ? {} : { curative }) },
    });
  const lesions = (count: number, on: string): Candidate =>
    candidate('liver.lesion-count', number(count), on);
  const recurrent = (...candidates: Candidate[]): Fact | undefined => fact('liver.recurrent', candidates);

  it('a lesion more than 3 months after a curative resection', () => {
    expect(recurrent(resection('2026-06-10'), lesions(2, '2026-09-10'))).toBeUndefined();
    expect(recurrent(resection('2026-06-10'), lesions(2, '2026-09-11'))?.value).toEqual(word('yes'));
  });

  it('a diagnosis counts by its onset', () => {
    const diagnosis = (onset: string): Candidate => candidate('nelm', word('yes'), '2026-10-01', { onset });
    expect(recurrent(resection('2022-06-10'), diagnosis('2025-03-01'))?.value).toEqual(word('yes'));
    expect(recurrent(resection('2022-06-10'), diagnosis('2022-04-01'))).toBeUndefined();
  });

  it('not after debulking, not without a lesion', () => {
    expect(recurrent(resection('2025-06-10', false), lesions(2, '2026-09-11'))).toBeUndefined();
    expect(recurrent(resection('2025-06-10'), lesions(0, '2026-09-11'))).toBeUndefined();
  });

  it('lesions that were never gone are residual', () => {
    expect(
      recurrent(resection('2026-01-10'), lesions(1, '2026-02-10'), lesions(2, '2026-09-11')),
    ).toBeUndefined();
    expect(
      recurrent(
        resection('2026-01-10'),
        lesions(1, '2026-02-10'),
        lesions(0, '2026-05-01'),
        lesions(2, '2026-09-11'),
      )?.value,
    ).toEqual(word('yes'));
  });

  it('a partial date that may be within the 3 months leaves it open', () => {
    expect(recurrent(resection('2026-06'), lesions(2, '2026-09-20'))?.value).toEqual(word('yes', 'no'));
  });

  it('a recorded statement decides', () => {
    const stated = candidate('liver.recurrent', word('no'), days(3));
    expect(recurrent(resection('2025-06-10'), lesions(2, '2026-09-11'), stated)?.value).toEqual(word('no'));
  });
});
