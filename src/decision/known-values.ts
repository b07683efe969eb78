import type { Value } from '../domain/facts.ts';
import { ATOMS, type Atom, numberOf } from './atom.ts';

/** What is known at the start, by the numbers of the atoms. */
export type Values = readonly (Value | undefined)[];

/** A set of atoms, as three groups of bits. */
interface AtomSet {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Something that was worked out: the atoms that were looked at on the way, and those that were filled in by then. */
interface Remembered extends AtomSet {
  readonly result: unknown;
  readonly changed: AtomSet;
}

const NOTHING_CHANGED: AtomSet = { first: 0, second: 0, third: 0 };

/** A definition of which the result is remembered: it has a place of its own in the memory of every situation. */
export interface Place {
  readonly place: number;
}

let places = 0;

/** A place that nothing else has. Definitions take theirs while the rules are loaded. */
export function newPlace(): Place {
  places += 1;
  return { place: places - 1 };
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

function has(set: AtomSet, number: number): boolean {
  if (number < GROUP) return ((set.first >> number) & 1) === 1;
  if (number < 2 * GROUP) return ((set.second >> (number - GROUP)) & 1) === 1;
  return ((set.third >> (number - 2 * GROUP)) & 1) === 1;
}

function withAtom({ first, second, third }: AtomSet, number: number): AtomSet {
  if (number < GROUP) return { first: first | (1 << number), second, third };
  if (number < 2 * GROUP) return { first, second: second | (1 << (number - GROUP)), third };
  return { first, second, third: third | (1 << (number - 2 * GROUP)) };
}

/** Does what was worked out still hold, when by now the atoms of `changed` have been filled in? */
function holds(remembered: Remembered, changed: AtomSet): boolean {
  const before = remembered.changed;
  return (
    before === changed ||
    ((remembered.first & changed.first & ~before.first) === 0 &&
      (remembered.second & changed.second & ~before.second) === 0 &&
      (remembered.third & changed.third & ~before.third) === 0)
  );
}

/** The same patient with another value of one atom. */
export interface Change {
  readonly from: KnownValues;
  readonly atom: Atom;
  /** Undefined: as if it were not on record. */
  readonly value: Value | undefined;
}

/**
 * What is known of a patient, atom by atom, and what was worked out from it. A completion differs from the patient it
 * started from in one atom: whatever was worked out there without looking at this atom holds here too, and is taken
 * over instead of being worked out again. This is what makes thousands of completions affordable.
 */
export abstract class KnownValues {
  readonly #values: readonly (Value | undefined)[];
  readonly #filled: readonly Atom[];
  /** The atoms in which this differs from the patient on record. */
  readonly #changed: AtomSet;
  readonly #memory: (Remembered | undefined)[];

  constructor(start: Values | Change) {
    if (isChange(start)) {
      const { from, atom, value } = start;
      const number = numberOf(atom);
      const values = from.#values.slice();
      values[number] = value;
      this.#values = values;
      this.#filled = value === undefined ? from.#filled : [...from.#filled, atom];
      this.#changed = withAtom(from.#changed, number);
      // An atom that changes a second time would go unnoticed: then nothing is taken over.
      this.#memory = has(from.#changed, number) ? [] : from.#memory.slice();
    } else {
      this.#values = start;
      this.#filled = [];
      this.#changed = NOTHING_CHANGED;
      this.#memory = new Array(places).fill(undefined);
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
  recall<Key extends Place, Result>(key: Key, compute: (situation: this, key: Key) => Result): Result {
    const { place } = key;
    let remembered = this.#memory[place];
    if (remembered === undefined || !holds(remembered, this.#changed)) {
      const outerFirst = first;
      const outerSecond = second;
      const outerThird = third;
      first = 0;
      second = 0;
      third = 0;
      const result = compute(this, key);
      remembered = { first, second, third, result, changed: this.#changed };
      first = outerFirst;
      second = outerSecond;
      third = outerThird;
      this.#memory[place] = remembered;
    }
    first |= remembered.first;
    second |= remembered.second;
    third |= remembered.third;
    return remembered.result as Result;
  }

  /** Did a computation that is remembered here look at the atom, itself or through another one? */
  lookedAt({ place }: Place, atom: Atom): boolean {
    const remembered = this.#memory[place];
    return remembered === undefined || !holds(remembered, this.#changed) || has(remembered, numberOf(atom));
  }

  /** How many atoms completions have filled in. */
  get filledCount(): number {
    return this.#filled.length;
  }
}

function isChange(start: Values | Change): start is Change {
  return !Array.isArray(start);
}
