import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { FactError } from '../../src/decision/fact-check.ts';
import { groupOf } from '../../src/decision/status.ts';
import { FACT_IDS, FACTS, type FactId } from '../../src/domain/fact-catalogue.ts';
import type { Fact, RecordedFacts, Value } from '../../src/domain/facts.ts';
import {
  between,
  exactly,
  hull,
  type Interval,
  intersect,
  isAbove,
  isAtLeast,
  isAtMost,
  isBelow,
} from '../../src/domain/interval.ts';
import { all, any, forEachPossible, not, type Truth } from '../../src/domain/truth.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';
import { randomPatient } from './random-patient.ts';

const TRUTHS: readonly Truth[] = [true, false, 'unknown'];
/** Kleene values as numbers: the tables are minimum and maximum. */
const RANK = new Map<Truth, number>([
  [false, 0],
  ['unknown', 1],
  [true, 2],
]);
const rank = (t: Truth): number => RANK.get(t) ?? Number.NaN;

const judge = (recorded: RecordedFacts, strict = false) =>
  evaluate(recorded, { date: TODAY, strict, withWorkup: false, withExplanations: false });

describe('three-valued logic (A-05)', () => {
  it('has the tables of Kleene for two operands', () => {
    for (const a of TRUTHS) {
      for (const b of TRUTHS) {
        expect(rank(all(a, b))).toBe(Math.min(rank(a), rank(b)));
        expect(rank(any(a, b))).toBe(Math.max(rank(a), rank(b)));
      }
      expect(rank(not(a))).toBe(2 - rank(a));
    }
  });
  it('does not depend on order or grouping', () => {
    const truth = fc.constantFrom(...TRUTHS);
    fc.assert(
      fc.property(fc.array(truth), truth, truth, (list, a, b) => {
        expect(all(...list)).toBe(all(...[...list].reverse()));
        expect(any(a, b, ...list)).toBe(any(any(a, b), any(...list)));
        expect(not(all(a, b))).toBe(any(not(a), not(b)));
      }),
    );
  });
  it('answers a set of possible values only when all of them agree', () => {
    expect(forEachPossible([1, 2], (n) => n > 0)).toBe(true);
    expect(forEachPossible([1, 2], (n) => n > 2)).toBe(false);
    expect(forEachPossible([1, 2], (n) => n > 1)).toBe('unknown');
    expect(forEachPossible([], () => true)).toBe('unknown');
    expect(forEachPossible([1, 2], (n) => (n === 1 ? true : 'unknown'))).toBe('unknown');
  });
});

describe('intervals', () => {
  const ends = fc.record({
    a: fc.integer({ min: -20, max: 20 }),
    b: fc.integer({ min: -20, max: 20 }),
    lowOpen: fc.boolean(),
    highOpen: fc.boolean(),
  });
  const interval = ends.map(({ a, b, lowOpen, highOpen }): Interval => {
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    return low === high ? exactly(low) : { low, high, lowOpen, highOpen };
  });
  const inside = (i: Interval): number[] => {
    const found: number[] = [];
    for (let value = i.low; value <= i.high; value += 0.5) {
      if ((value === i.low && i.lowOpen) || (value === i.high && i.highOpen)) continue;
      found.push(value);
    }
    return found;
  };
  it('compare as each of their values does', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: -22, max: 22 }), (i, limit) => {
        const values = inside(i);
        expect(isBelow(i, limit)).toBe(forEachPossible(values, (v) => v < limit));
        expect(isAtMost(i, limit)).toBe(forEachPossible(values, (v) => v <= limit));
        expect(isAbove(i, limit)).toBe(forEachPossible(values, (v) => v > limit));
        expect(isAtLeast(i, limit)).toBe(forEachPossible(values, (v) => v >= limit));
      }),
    );
  });
  it('monotone: a part of an interval never unsettles what the whole has settled', () => {
    fc.assert(
      fc.property(interval, interval, fc.integer({ min: -22, max: 22 }), (a, b, limit) => {
        const part = intersect(a, b);
        const whole = hull(a, b);
        for (const compare of [isBelow, isAtMost, isAbove, isAtLeast]) {
          if (part && compare(a, limit) !== 'unknown') expect(compare(part, limit)).toBe(compare(a, limit));
          if (compare(whole, limit) !== 'unknown') expect(compare(a, limit)).toBe(compare(whole, limit));
        }
      }),
    );
  });
});

describe('evaluations', () => {
  const seeds = fc.integer({ min: 1, max: 1_000_000 });
  const density = fc.constantFrom(0.75, 0.9, 1);

  it('A-13 are the same, byte for byte, for the same facts', () => {
    fc.assert(
      fc.property(seeds, density, fc.boolean(), (seed, share, strict) => {
        const once = JSON.stringify(
          evaluate(randomPatient(seed, share), { date: TODAY, strict, withExplanations: false }),
        );
        const again = JSON.stringify(
          evaluate(randomPatient(seed, share), { date: TODAY, strict, withExplanations: false }),
        );
        expect(again).toBe(once);
      }),
      { numRuns: 40 },
    );
  });

  it('never offer an option with a contraindication met, or with a required criterion not met', () => {
    fc.assert(
      fc.property(seeds, density, fc.boolean(), (seed, share, strict) => {
        for (const option of judge(randomPatient(seed, share), strict).options) {
          if (groupOf(option.status) !== 'offered') continue;
          for (const criterion of option.criteria) {
            if (criterion.kind === 'contraindication') expect(criterion.result).toBe('not-met');
            if (criterion.kind === 'required') expect(criterion.result).toBe('met');
            if (criterion.kind === 'caution' && option.status === 'recommended') {
              expect(criterion.result).not.toBe('met');
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('give the status that the listed criteria say', () => {
    fc.assert(
      fc.property(seeds, density, fc.boolean(), (seed, share, strict) => {
        for (const option of judge(randomPatient(seed, share), strict).options) {
          const results = (kind: string) =>
            option.criteria.filter((c) => c.kind === kind).map((c) => c.result);
          const contraindicated = results('contraindication').includes('met');
          const lacking = option.criteria.some(
            (c) => c.kind === 'required' && c.id !== 'applicable' && c.result === 'not-met',
          );
          const unknown = [...results('contraindication'), ...results('required')].includes('unknown');
          if (option.status === 'not-applicable')
            expect(option.criteria.map((c) => c.id)).toEqual(['applicable']);
          else if (contraindicated) expect(option.status).toBe('contraindicated');
          else if (lacking) expect(option.status).toBe('not-indicated');
          else if (unknown) expect(option.status).toBe('insufficient-data');
          else if (results('caution').includes('met')) expect(option.status).toBe('consider');
          else expect(['recommended', 'consider']).toContain(option.status);
          expect(option.couldBe !== null).toBe(option.status === 'insufficient-data');
          if (groupOf(option.status) === 'open') expect(option.missing.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('list a criterion, an explanation, and a source or an operational definition for everything they ask', () => {
    const evaluation = judge(patient(TYPICAL));
    for (const option of evaluation.options) {
      for (const criterion of option.criteria) {
        expect(criterion.sentence).not.toBe('');
        expect(criterion.explanation).not.toBe('');
        expect(criterion.sources.length > 0 || criterion.operational).toBe(true);
      }
    }
  });

  it('rank every option once', () => {
    fc.assert(
      fc.property(seeds, density, (seed, share) => {
        const { options } = judge(randomPatient(seed, share));
        expect(options.map((o) => o.rank)).toEqual(options.map((_, i) => i));
        expect(new Set(options.map((o) => o.code)).size).toBe(19);
      }),
      { numRuns: 40 },
    );
  });

  it('do not throw for any value of any fact', () => {
    for (const id of FACT_IDS) {
      if (id === 'prior') continue;
      for (const value of everyValue(id)) {
        const fact: Fact = { id, state: 'known', value, stale: false, sources: [] };
        for (const base of process.env.LONG ? [patient({}), patient(TYPICAL)] : [patient(TYPICAL)]) {
          const recorded = { ...base, facts: { ...base.facts, [id]: fact } };
          expect(() => judge(recorded)).not.toThrow();
        }
      }
    }
  }, 60_000);

  it('stay the same when something is filled in that no option reads', () => {
    const before = judge(patient(TYPICAL)).options.map((o) => o.status);
    const after = judge(patient({ ...TYPICAL, 'primary.size': 12 })).options.map((o) => o.status);
    expect(after).toEqual(before);
  });
});

function everyValue(id: FactId): Value[] {
  const definition = FACTS[id];
  switch (definition.type) {
    case 'number': {
      const [least, most] = definition.plausible;
      return [
        { kind: 'number', ...exactly(least) },
        { kind: 'number', ...exactly(most) },
        { kind: 'number', ...between(least, most) },
        { kind: 'number', low: least, high: most, lowOpen: true, highOpen: true },
      ];
    }
    case 'word':
      return [
        ...definition.words.map((word): Value => ({ kind: 'word', possible: [word] })),
        { kind: 'word', possible: definition.words },
      ];
    case 'set':
      return [
        { kind: 'set', members: [], complete: true },
        { kind: 'set', members: definition.words, complete: true },
        { kind: 'set', members: [definition.words[0] ?? ''], complete: false },
      ];
    case 'date':
      return [{ kind: 'date', first: 20000, last: 20364, text: '2024' }];
  }
}

describe('bad input is refused at the boundary, with the fact and what was expected', () => {
  const withFact = (id: string, value: unknown): RecordedFacts => {
    const base = patient(TYPICAL);
    return {
      ...base,
      facts: { ...base.facts, [id]: { id, state: 'known', value, stale: false, sources: [] } },
    } as RecordedFacts;
  };
  it.each([
    ['ki67', { kind: 'number', ...exactly(101) }, 'a number from 0 to 100 %'],
    ['ki67', { kind: 'number', ...exactly(-0.1) }, 'a number from 0 to 100 %'],
    ['ki67', { kind: 'number', ...exactly(Number.NaN) }, 'a number from 0 to 100 %'],
    ['ecog', { kind: 'number', ...exactly(5) }, 'a whole number from 0 to 4'],
    ['liver.lobes', { kind: 'word', possible: ['both'] }, 'one of unilobar, bilobar'],
    ['liver.lobes', { kind: 'number', ...exactly(2) }, 'one of unilobar, bilobar'],
    ['liver.segments', { kind: 'set', members: ['9'], complete: true }, 'a set of 1, 2, 3'],
    ['staging.functional', { kind: 'word', possible: ['2026'] }, 'a date'],
    ['shoe.size', { kind: 'number', ...exactly(42) }, 'the identifier of a fact'],
  ])('%s %j', (id, value, expected) => {
    expect(() => judge(withFact(id, value))).toThrow(FactError);
    expect(() => judge(withFact(id, value))).toThrow(`fact '${id}': expected ${expected}`);
  });
  it('an evaluation date that is no day', () => {
    expect(() => evaluate(patient({}), { date: '2026-13-45', strict: false })).toThrow('YYYY-MM-DD');
  });
});
