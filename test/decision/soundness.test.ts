import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { groupOf } from '../../src/decision/status.ts';
import type { EvaluatedOption, Evaluation, Status } from '../../src/domain/evaluation.ts';
import type { Fact, RecordedFacts } from '../../src/domain/facts.ts';
import { TODAY } from './patient.ts';
import { completion, randomPatient, resolveDeferred } from './random-patient.ts';

/** `npm run test:long` draws many times as many patients. */
const TIMES = Number(process.env.SOUNDNESS_TIMES ?? 1);

const ORDER: readonly Status[] = [
  'recommended',
  'consider',
  'not-indicated',
  'contraindicated',
  'not-applicable',
];

function judge(recorded: RecordedFacts, strict: boolean): Evaluation {
  return evaluate(recorded, { date: TODAY, strict, withWorkup: false, withExplanations: false });
}

function result(option: EvaluatedOption, id: string): string | undefined {
  return option.criteria.find((c) => c.id === id && c.kind === 'caution')?.result;
}

/** The same patient with bilobar disease, and nothing on record of what can be resected. */
function unjudged(recorded: RecordedFacts): RecordedFacts {
  const {
    'liver.resectability': _judgement,
    'liver.pattern.reported': _pattern,
    'liver.segments': _segments,
    'liver.future-remnant': _remnant,
    ...facts
  } = recorded.facts;
  const lobes: Fact = {
    id: 'liver.lobes',
    state: 'known',
    value: { kind: 'word', possible: ['bilobar'] },
    stale: false,
    sources: [],
  };
  return { ...recorded, facts: { ...facts, 'liver.lobes': lobes } };
}

/** The ways in which a completion breaks the promise of the statuses; empty when it holds. */
function breaches(partial: Evaluation, complete: Evaluation): string[] {
  const found: string[] = [];
  for (const before of partial.options) {
    const after = complete.options.find((o) => o.code === before.code);
    if (!after) throw new Error(before.code);
    const from = groupOf(before.status);
    const to = groupOf(after.status);
    const judged = result(before, 'judged-from-pattern-only');
    if (from === 'offered') {
      if (judged === 'met' || judged === 'unknown') {
        if (!before.missing.includes('liver.resectability'))
          found.push(`${before.code}: resectability not listed`);
        continue;
      }
      if (to !== 'offered') found.push(`${before.code}: ${before.status} became ${after.status}`);
      if (before.status === 'recommended' && after.status === 'consider') {
        const met = after.criteria.filter((c) => c.kind === 'caution' && c.result === 'met');
        const listed = met.some((c) =>
          before.criteria.some((b) => b.id === c.id && b.kind === 'caution' && b.result === 'unknown'),
        );
        if (!listed)
          found.push(
            `${before.code}: fell to consider through ${met.map((c) => c.id).join()} that was not listed as unknown`,
          );
      }
    } else if (from === 'closed') {
      if (to !== 'closed') found.push(`${before.code}: ${before.status} became ${after.status}`);
      else if (
        after.status !== before.status &&
        !before.criteria.some((c) => c.kind !== 'caution' && c.result === 'unknown')
      ) {
        found.push(
          `${before.code}: moved from ${before.status} to ${after.status} without an unknown criterion`,
        );
      }
    } else if (to !== 'open') {
      if (before.couldBe === null) found.push(`${before.code}: open without couldBe`);
      else if (ORDER.indexOf(after.status) < ORDER.indexOf(before.couldBe)) {
        found.push(`${before.code}: couldBe ${before.couldBe}, but a completion reaches ${after.status}`);
      }
    }
  }
  return found;
}

describe('soundness of the statuses (offered stays offered, closed stays closed, couldBe is never exceeded)', () => {
  for (const [name, density, strict, runs] of [
    ['most facts on record', 0.9, false, 100],
    ['three in four facts on record', 0.75, false, 50],
    ['half of the facts on record', 0.5, false, 10],
    ['strict mode', 0.92, true, 35],
    ['bilobar disease that nobody has judged', 0.93, false, 40],
  ] as const) {
    it(
      `${name}`,
      () => {
        const wrong: string[] = [];
        for (let seed = 1; seed <= runs * TIMES; seed += 1) {
          const drawn = randomPatient(seed * 7919, density);
          const recorded = name.startsWith('bilobar') ? unjudged(drawn) : drawn;
          const partial = judge(recorded, strict);
          for (let i = 1; i <= 6; i += 1) {
            const full = completion(recorded, strict, seed * 104729 + i);
            const complete = judge(full, strict);
            for (const breach of breaches(partial, complete)) wrong.push(`seed ${seed}/${i}: ${breach}`);
            for (const corrected of [true, false]) {
              const resolved = resolveDeferred(full, strict, corrected);
              if (!resolved) continue;
              const after = judge(resolved, strict);
              for (const option of partial.options) {
                const then = after.options.find((o) => o.code === option.code);
                if (
                  option.couldBe &&
                  then &&
                  groupOf(then.status) !== 'open' &&
                  ORDER.indexOf(then.status) < ORDER.indexOf(option.couldBe)
                ) {
                  const waits = option.criteria.some(
                    (c) => c.id === 'surgery-not-feasible' && c.result === 'unknown',
                  );
                  if (waits)
                    wrong.push(
                      `seed ${seed}/${i}: ${option.code} couldBe ${option.couldBe}, corrected ${corrected} reaches ${then.status}`,
                    );
                }
              }
            }
          }
        }
        expect(wrong.slice(0, 20)).toEqual([]);
      },
      60_000 * TIMES,
    );
  }
});
