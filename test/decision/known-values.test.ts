import { describe, expect, it } from 'vitest';
import type { Atom } from '../../src/decision/atom.ts';
import { choices } from '../../src/decision/completion.ts';
import { situationOf } from '../../src/decision/evaluate.ts';
import { newPlace } from '../../src/decision/known-values.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import type { Situation } from '../../src/decision/situation.ts';
import { answer, missingAtoms, outcomeOf } from '../../src/decision/status.ts';
import { surgeryFeasible } from '../../src/decision/surgery-feasible.ts';
import { setMet } from '../../src/decision/transplant-answers.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';
import type { Value } from '../../src/domain/facts.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';
import { random, randomPatient } from './random-patient.ts';

/** Everything that the rules say of a situation. */
function all(situation: Situation): unknown {
  return {
    patterns: situation.patterns,
    tumours: situation.tumours,
    count: situation.count,
    liver: situation.liver,
    feasible: surgeryFeasible(situation),
    sets: TRANSPLANT_SETS.map((set) => setMet(set, situation)),
    options: OPTIONS.map((option) => [
      option.code,
      outcomeOf(option, situation),
      option.criteria.map((criterion) => answer(criterion, situation)),
      missingAtoms(option, situation, 'all'),
      missingAtoms(option, situation, 'deciding'),
    ]),
  };
}

type Step = readonly [atom: Atom, value: Value];

/** The same steps from the start, with nothing asked on the way: nothing can be taken over. */
function fresh(start: () => Situation, steps: readonly Step[]): Situation {
  return steps.reduce((situation, [atom, value]) => situation.with(atom, value), start());
}

describe('what is taken over from one completion to the next', () => {
  it.each([0.25, 0.5, 0.8])('is what would be worked out anew (%s of the facts on record)', (density) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const recorded = randomPatient(seed, density);
      const start = () => situationOf(recorded, { date: TODAY, strict: seed % 3 === 0 });
      const source = random(seed);
      let situation = start();
      const steps: Step[] = [];
      for (let depth = 0; depth < 6; depth += 1) {
        expect(all(situation)).toEqual(all(fresh(start, steps)));
        const open = [...new Set(OPTIONS.flatMap((option) => missingAtoms(option, situation, 'all')))];
        const atom = open[Math.floor(source() * open.length)];
        if (atom === undefined) break;
        const values = choices(situation, atom);
        const value = values[Math.floor(source() * values.length)];
        if (value === undefined) break;
        steps.push([atom, value]);
        situation = situation.with(atom, value);
      }
    }
  });

  it('is nothing that was worked out from the atom that changes, directly or through other results', () => {
    const start = situationOf(patient(TYPICAL), { date: TODAY, strict: false });
    expect(surgeryFeasible(start)).toBe(true);
    const word = (value: string): Value => ({ kind: 'word', possible: [value] });
    const unfit = start.with('surgical-risk', word('prohibitive'));
    expect(surgeryFeasible(unfit)).toBe(false);
    expect(surgeryFeasible(unfit.with('surgical-risk', word('acceptable')))).toBe(true);
    expect(surgeryFeasible(start.without('surgical-risk'))).toBe('unknown');
    expect(surgeryFeasible(start)).toBe(true);
  });

  it('knows which facts a result rests on', () => {
    const start = situationOf(patient(TYPICAL), { date: TODAY, strict: false });
    const prrt = OPTIONS.find((option) => option.code === 'prrt');
    const renal = prrt?.criteria.find((criterion) => criterion.id === 'inadequate-renal-function');
    if (!renal) throw new Error('no criterion');
    expect(answer(renal, start)).toBe(false);
    expect(start.lookedAt(renal, 'egfr')).toBe(true);
    expect(start.lookedAt(renal, 'ki67')).toBe(false);
    expect(start.lookedAt(newPlace(), 'ki67')).toBe(true);
  });
});
