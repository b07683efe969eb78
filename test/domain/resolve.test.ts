import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Fact, Value } from '../../src/domain/facts.ts';
import { candidate, day, days, fact, number, run, word } from './statements.ts';

describe('recency', () => {
  it('the most recent effective date decides, the others stay listed', () => {
    const result = fact('ecog', [
      candidate('ecog', number(1), '2026-11-01'),
      candidate('ecog', number(2), '2026-11-10'),
    ]);
    expect(result).toMatchObject({ state: 'known', value: { low: 2 }, effective: '2026-11-10' });
    expect(result?.sources.map(({ used }) => used)).toEqual([false, true]);
    expect(result?.sources[0]?.note).toBe('a more recent value decides');
  });

  it('values without a date rank last and are flagged', () => {
    const both = run([candidate('ecog', number(3)), candidate('ecog', number(1), '2026-10-01')]);
    expect(both.recorded.facts.ecog?.value).toEqual(number(1));
    expect(both.issues.map(({ text }) => text)).toEqual(['no date on record; value ranks behind dated ones']);
    expect(fact('ecog', [candidate('ecog', number(3))])).toMatchObject({ state: 'known', value: number(3) });
  });

  it('F10: an impossible date is no date, a future one makes the value ignored; both are flagged', () => {
    const impossible = run([
      candidate('ecog', number(3), '2020-13-45'),
      candidate('ecog', number(1), '2026-10-01'),
    ]);
    expect(impossible.recorded.facts.ecog?.value).toEqual(number(1));
    expect(impossible.issues[0]?.text).toBe('impossible date; value treated as undated');
    const future = run([candidate('ecog', number(3), '2026-11-21')]);
    expect(future.recorded.facts.ecog).toBeUndefined();
    expect(future.issues[0]).toMatchObject({ severity: 'warning', text: expect.stringContaining('future') });
    expect(fact('ecog', [candidate('ecog', number(3), '2026-11-20T23:59:00+14:00')])?.state).toBe('known');
  });

  it('F09: a partial date that may be either side makes a contradiction', () => {
    const cutpoints = (): readonly number[] => [2, 3];
    const either = [candidate('ecog', number(1), '2026'), candidate('ecog', number(3), '2026-10-01')];
    expect(fact('ecog', either, { cutpoints })?.state).toBe('conflicting');
    const older = [candidate('ecog', number(1), '2026-09'), candidate('ecog', number(3), '2026-10-01')];
    expect(fact('ecog', older, { cutpoints })?.value).toEqual(number(3));
  });

  it('an explicit statement beats an implied one whatever the dates', () => {
    const result = fact('differentiation', [
      candidate('differentiation', word('poor'), '2020-01-01'),
      candidate('differentiation', word('well'), '2026-01-01', { standing: 'implied' }),
    ]);
    expect(result?.value).toEqual(word('poor'));
    expect(result?.sources[1]?.note).toBe('implied only; an explicit statement decides');
  });

  it('an explicit statement past its age limit gives way to an implied one within it', () => {
    const candidates = (ago: number): Candidate[] => [
      candidate('liver.lesion-count', number(3), days(ago)),
      candidate('liver.lesion-count', number(5), days(5), { standing: 'implied' }),
    ];
    expect(fact('liver.lesion-count', candidates(180))?.value).toEqual(number(3));
    expect(fact('liver.lesion-count', candidates(181))?.value).toEqual(number(5));
  });

  it('a value that could not be used gives way to an older one that can', () => {
    const none = {
      kind: 'none',
      reason: 'unusable-unit',
      text: "unit 'foo' not convertible to mg/dL; value ignored",
    } as const;
    const result = run([candidate('bilirubin', none, days(1)), candidate('bilirubin', number(1), days(10))]);
    expect(result.recorded.facts.bilirubin?.value).toEqual(number(1));
    expect(result.issues).toMatchObject([{ severity: 'warning', text: none.text }]);
    expect(fact('bilirubin', [candidate('bilirubin', none, days(1))])).toMatchObject({
      state: 'unknown',
      reason: 'unusable-unit',
      note: none.text,
    });
  });
});

describe('conflicts of one day', () => {
  const cutpoints = (): readonly number[] => [50];
  const two = (a: Value, b: Value): Candidate[] => [
    candidate('liver.largest-lesion', a, '2026-11-01T08:00:00Z'),
    candidate('liver.largest-lesion', b, '2026-11-01T18:00:00Z'),
  ];

  it('a cut point between the values makes a conflict with both sources', () => {
    const result = fact('liver.largest-lesion', two(number(49), number(51)), { cutpoints });
    expect(result).toMatchObject({ state: 'conflicting', reason: 'conflicting' });
    expect(result?.value).toBeUndefined();
    expect(result?.sources.filter(({ used }) => used)).toHaveLength(2);
  });

  it('values on one side of every cut point give the range', () => {
    expect(fact('liver.largest-lesion', two(number(41), number(44)), { cutpoints })?.value).toEqual(
      number(41, 44),
    );
    expect(fact('liver.largest-lesion', two(number(51), number(60)), { cutpoints })?.value).toEqual(
      number(51, 60),
    );
  });

  it('a bound and a value within it are no contradiction', () => {
    const result = fact('liver.largest-lesion', two(number(40, 500, '(]'), number(60)), { cutpoints });
    expect(result?.value).toEqual(number(60));
  });

  it('different words contradict each other, words still possible narrow', () => {
    const words = (a: Value, b: Value): Fact | undefined =>
      fact('ascites', [candidate('ascites', a, days(5)), candidate('ascites', b, days(5))]);
    expect(words(word('none'), word('mild'))?.state).toBe('conflicting');
    expect(words(word('mild', 'severe'), word('severe'))?.value).toEqual(word('severe'));
  });

  it('stable and responding on one day are one course', () => {
    const course = [
      candidate('disease-course', word('stable'), days(5)),
      candidate('disease-course', word('responding'), days(5)),
    ];
    expect(fact('disease-course', course)?.value).toEqual(word('stable', 'responding'));
  });

  it('the day before is another day', () => {
    const result = fact(
      'liver.largest-lesion',
      [
        candidate('liver.largest-lesion', number(49), '2026-11-01'),
        candidate('liver.largest-lesion', number(51), '2026-11-02'),
      ],
      { cutpoints },
    );
    expect(result?.value).toEqual(number(51));
  });
});

describe('age of a value', () => {
  it.each([
    [90, 'known', false],
    [91, 'known', true],
    [180, 'known', true],
    [181, 'unknown', true],
  ] as const)('F07: ECOG of %d days ago is %s, stale %s', (ago, state, stale) => {
    expect(fact('ecog', [candidate('ecog', number(1), days(ago))])).toMatchObject({ state, stale });
  });

  it('a stale value is unknown with its reason and keeps the old value', () => {
    const result = fact('ascites', [candidate('ascites', word('severe'), days(181))]);
    expect(result).toMatchObject({ state: 'unknown', reason: 'stale', value: word('severe') });
    expect(result?.sources[0]?.used).toBe(false);
  });

  it('limits are configurable', () => {
    expect(fact('ecog', [candidate('ecog', number(1), days(100))], { ageLimits: { ecog: 30 } })?.reason).toBe(
      'stale',
    );
    expect(fact('ecog', [candidate('ecog', number(1), days(100))], { ageLimits: { ecog: 200 } })?.stale).toBe(
      false,
    );
  });

  it('a pregnancy of more than 300 days ago is none', () => {
    const pregnant = (age: number) => fact('pregnancy', [candidate('pregnancy', word('yes'), days(age))]);
    expect(pregnant(300)).toMatchObject({ state: 'known', value: word('yes') });
    expect(pregnant(301)).toMatchObject({ state: 'known', value: word('no') });
  });

  it('a study counts by the day of the study, not of its record', () => {
    const study = candidate('staging.cross-sectional', day(days(400)), days(2));
    expect(fact('staging.cross-sectional', [study])).toMatchObject({ state: 'unknown', reason: 'stale' });
    const both = [study, candidate('staging.cross-sectional', day(days(30)), days(30))];
    expect(fact('staging.cross-sectional', both)).toMatchObject({ state: 'known', effective: days(30) });
  });

  it('metastases in force are not too old to be true', () => {
    const bone = candidate('extrahepatic', word('unspecified'), days(900), { standing: 'implied' });
    const nodes = candidate('extrahepatic', word('regional-nodes-only'), days(5), { standing: 'implied' });
    expect(fact('extrahepatic', [bone, nodes])).toMatchObject({ state: 'known', value: word('unspecified') });
  });
});

describe('specimens', () => {
  const ki = (value: Value, effective: string, site: Candidate['site']): Candidate =>
    candidate('ki67', value, effective, site === undefined ? {} : { site });

  it('F11: all are kept and the highest decides whatever the dates', () => {
    const { recorded } = run([
      ki(number(25), '2022-01-01', 'liver-metastasis'),
      ki(number(2), '2026-10-01', 'primary'),
    ]);
    expect(recorded.facts.ki67).toMatchObject({ state: 'known', value: number(25), effective: '2022-01-01' });
    expect(recorded.kiSpecimens.map(({ site, value }) => [site, value.low])).toEqual([
      ['liver-metastasis', 25],
      ['primary', 2],
    ]);
    expect(recorded.facts.ki67?.sources.every(({ used }) => used)).toBe(true);
  });

  it('with a bound the highest lies in an interval', () => {
    const { recorded } = run([
      ki(number(5, 100, '(]'), '2026-01-01', 'primary'),
      ki(number(10), '2026-01-01', 'primary'),
    ]);
    expect(recorded.facts.ki67?.value).toEqual(number(10, 100));
  });
});

describe('sets', () => {
  it('segments of several records are united', () => {
    const set = (members: string[], complete = true): Value => ({ kind: 'set', members, complete });
    const result = fact('liver.segments', [
      candidate('liver.segments', set(['2']), days(40)),
      candidate('liver.segments', set(['3']), days(3)),
      candidate('liver.segments', set(['8']), days(361)),
    ]);
    expect(result).toMatchObject({
      state: 'known',
      stale: false,
      value: { members: ['2', '3'], complete: true },
    });
  });

  it('treatments are united with their dates; a drug is in force by order or by an administration of 90 days', () => {
    const given = (what: 'ssa' | 'prrt', effective: string, reference: string, inForce = false): Candidate =>
      candidate('prior', { kind: 'set', members: [what], complete: false }, effective, {
        reference,
        treatment: { what, inForce },
      });
    const prior = (...candidates: Candidate[]) => run(candidates).recorded.prior;
    expect(
      prior(given('prrt', '2025-03-01', 'Procedure/a'), given('prrt', '2025-05-01', 'Procedure/b')),
    ).toEqual([
      {
        what: 'prrt',
        dates: ['2025-03-01', '2025-05-01'],
        inForce: false,
        references: ['Procedure/a', 'Procedure/b'],
      },
    ]);
    expect(prior(given('ssa', days(90), 'MedicationAdministration/a'))[0]?.inForce).toBe(true);
    expect(prior(given('ssa', days(91), 'MedicationAdministration/a'))[0]?.inForce).toBe(false);
    expect(prior(given('ssa', days(10), 'MedicationRequest/a'))[0]?.inForce).toBe(false);
    expect(prior(given('ssa', days(500), 'MedicationRequest/a', true))[0]?.inForce).toBe(true);
    expect(prior(given('prrt', days(10), 'MedicationAdministration/a'))[0]?.inForce).toBe(false);
  });
});

it('same statements in another order: same result', () => {
  const candidates = [
    candidate('ecog', number(1), days(5)),
    candidate('ecog', number(1), days(50)),
    candidate('ki67', number(4), days(300), { site: 'primary' }),
    candidate('ki67', number(2, 5), days(20), { site: 'liver-metastasis' }),
    candidate('liver.lobes', word('bilobar'), days(3)),
  ];
  const facts = (list: readonly Candidate[]) =>
    Object.fromEntries(
      Object.entries(run(list).recorded.facts).map(([id, { value, state }]) => [id, { value, state }]),
    );
  expect(facts([...candidates].reverse())).toEqual(facts(candidates));
});
