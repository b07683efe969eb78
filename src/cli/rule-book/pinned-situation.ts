import type { Criterion, OptionDefinition } from '../../decision/criterion.ts';
import type { Place } from '../../decision/known-values.ts';
import { OPTIONS } from '../../decision/options.ts';
import type { Pattern } from '../../decision/pattern.ts';
import { Situation } from '../../decision/situation.ts';
import { answer, applicability, outcomeOf } from '../../decision/status.ts';
import { SURGERY, surgeryDeferred, surgeryFeasible } from '../../decision/surgery-feasible.ts';

/**
 * A patient for whom some of what is derived is held as it was with other numbers: what a rule answers then does not
 * come through that derivation.
 */
export class PinnedSituation extends Situation {
  #answers: ReadonlyMap<number, unknown> = new Map();
  #patterns: readonly Pattern[] | undefined;

  /** Holds answers, by their places, and the pattern. */
  pin(answers: ReadonlyMap<number, unknown>, patterns: readonly Pattern[] | undefined): this {
    this.#answers = answers;
    this.#patterns = patterns;
    return this;
  }

  override recall<Key extends Place, Result>(
    key: Key,
    compute: (situation: this, key: Key) => Result,
  ): Result {
    return this.#answers.has(key.place)
      ? (this.#answers.get(key.place) as Result)
      : super.recall(key, compute);
  }

  override get patterns(): readonly Pattern[] {
    return this.#patterns ?? super.patterns;
  }
}

/** The place at which the answer to a question is kept. */
function placeOf(ask: (situation: Situation) => unknown): number {
  let found: number | undefined;
  ask({
    recall: ({ place }: Place) => {
      found ??= place;
      return true;
    },
  } as unknown as Situation);
  if (found === undefined) throw new Error('the answer is kept nowhere');
  return found;
}

const FEASIBLE = placeOf(surgeryFeasible);
const DEFERRED = placeOf(surgeryDeferred);

function outcomes(
  options: readonly OptionDefinition[],
  as: Situation,
): readonly (readonly [number, unknown])[] {
  return options.map((option) => [option.place, outcomeOf(option, as)] as const);
}

/** Whether surgery is feasible, and what the operations come to, as they are for a patient. */
export function feasibilityOf(as: Situation): ReadonlyMap<number, unknown> {
  return new Map([
    [FEASIBLE, surgeryFeasible(as)],
    [DEFERRED, surgeryDeferred(as)],
    ...outcomes(SURGERY, as),
  ]);
}

const CRITERIA: readonly Criterion[] = [...new Set(OPTIONS.flatMap(({ criteria }) => criteria))];

/** What every option and every criterion but one come to for a patient. */
export function answersOf(as: Situation, but: unknown): ReadonlyMap<number, unknown> {
  const answers = new Map([...feasibilityOf(as), ...outcomes(OPTIONS, as)]);
  for (const criterion of CRITERIA)
    if (criterion !== but) answers.set(criterion.place, answer(criterion, as));
  for (const option of OPTIONS)
    if (option.applicable && option.applicable !== but)
      answers.set(option.applicable.place, applicability(option, as));
  return answers;
}
