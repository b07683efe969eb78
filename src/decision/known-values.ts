import type { Value } from '../domain/facts.ts';
import { ATOMS, type Atom, numberOf } from './atom.ts';

/** What is known at the start, atom by atom. */
export type Values = ReadonlyMap<Atom, Value>;

/** Something that was worked out, with the atoms that were looked at on the way (as three groups of bits). */
interface Remembered {
  readonly result: unknown;
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

const GROUP = 30;
const MOST_ATOMS = 3 * GROUP;
if (ATOMS.length > MOST_ATOMS) throw new Error(`more than ${MOST_ATOMS} facts`);

/** The atoms that the computation under way has looked at so far. */
let first = 0;
let second = 0;
let third = 0;

function lookAt(number: number): void {
  if (number < GROUP) first |= 1 << number;
  else if (number < 2 * GROUP) second |= 1 << (number - GROUP);
  else third |= 1 << (number - 2 * GROUP);
}

function lookedAt(remembered: Remembered, number: number): boolean {
  if (number < GROUP) return ((remembered.first >> number) & 1) === 1;
  if (number < 2 * GROUP) return ((remembered.second >> (number - GROUP)) & 1) === 1;
  return ((remembered.third >> (number - 2 * GROUP)) & 1) === 1;
}

/**
 * What is known of a patient, atom by atom, and what was worked out from it. A completion differs from the patient it
 * started from in one atom: whatever was worked out there without looking at this atom holds here too, and is taken
 * over instead of being worked out again. This is what makes thousands of completions affordable.
 */
export abstract class KnownValues {
  readonly #values: readonly (Value | undefined)[];
  readonly #filled: readonly Atom[];
  readonly #from: KnownValues | undefined;
  /** The number of the atom in which this differs from where it came from. */
  readonly #differs: number;
  readonly #memory = new Map<unknown, Remembered>();

  constructor(
    start: Values | { readonly from: KnownValues; readonly atom: Atom; readonly value: Value | undefined },
  ) {
    if (isChange(start)) {
      const { from, atom, value } = start;
      const values = from.#values.slice();
      this.#differs = numberOf(atom);
      values[this.#differs] = value;
      this.#values = values;
      this.#filled = value === undefined ? from.#filled : [...from.#filled, atom];
      this.#from = from;
    } else {
      this.#values = ATOMS.map((atom) => start.get(atom));
      this.#filled = [];
      this.#from = undefined;
      this.#differs = -1;
    }
  }

  /** What is known of an atom, or undefined. */
  value(atom: Atom): Value | undefined {
    const number = numberOf(atom);
    lookAt(number);
    return this.#values[number];
  }

  /** Was the atom filled in by a completion? */
  isFilled(atom: Atom): boolean {
    lookAt(numberOf(atom));
    return this.#filled.includes(atom);
  }

  /**
   * The result of a computation that depends on the situation and the key alone: worked out once, and taken over from
   * where this situation came from when the computation did not look at the atom in which they differ.
   */
  recall<Key, Result>(key: Key, compute: (situation: this, key: Key) => Result): Result {
    let remembered = this.#find(key);
    if (!remembered) {
      const [outerFirst, outerSecond, outerThird] = [first, second, third];
      first = 0;
      second = 0;
      third = 0;
      const result = compute(this, key);
      remembered = { result, first, second, third };
      first = outerFirst;
      second = outerSecond;
      third = outerThird;
      this.#memory.set(key, remembered);
    }
    first |= remembered.first;
    second |= remembered.second;
    third |= remembered.third;
    return remembered.result as Result;
  }

  /** Did a computation that is remembered here look at the atom, itself or through another one? */
  lookedAt(key: unknown, atom: Atom): boolean {
    const remembered = this.#find(key);
    return remembered === undefined || lookedAt(remembered, numberOf(atom));
  }

  /** How many atoms completions have filled in. */
  get filledCount(): number {
    return this.#filled.length;
  }

  #find(key: unknown): Remembered | undefined {
    const own = this.#memory.get(key);
    if (own || !this.#from) return own;
    const theirs = this.#from.#find(key);
    if (!theirs || lookedAt(theirs, this.#differs)) return undefined;
    this.#memory.set(key, theirs);
    return theirs;
  }
}

function isChange(
  start: Values | { readonly from: KnownValues; readonly atom: Atom; readonly value: Value | undefined },
): start is { readonly from: KnownValues; readonly atom: Atom; readonly value: Value | undefined } {
  return 'from' in start;
}
