import { FACT_IDS, type FactId, TREATMENTS, type Treatment } from '../domain/fact-catalogue.ts';

/**
 * The smallest thing that can be known or unknown: a fact, one past treatment, or (for ALPPS alone) the Ki-67 of a
 * liver specimen.
 */
export type Atom = FactId | `prior:${Treatment}` | 'ki67@liver';

/** The fact on the wire that an atom belongs to. */
export function factOf(atom: Atom): FactId {
  if (atom === 'ki67@liver') return 'ki67';
  if (atom.startsWith('prior:')) return 'prior';
  return atom as FactId;
}

/** Every atom; its place in the list is its number. */
export const ATOMS: readonly Atom[] = [
  ...FACT_IDS,
  ...TREATMENTS.map((treatment): Atom => `prior:${treatment}`),
  'ki67@liver',
];

const PRIOR: ReadonlyMap<Treatment, Atom> = new Map(
  TREATMENTS.map((treatment): [Treatment, Atom] => [treatment, `prior:${treatment}`]),
);

/** The atom of a past treatment. */
export function priorAtom(treatment: Treatment): Atom {
  return PRIOR.get(treatment) ?? `prior:${treatment}`;
}

const NUMBERS: ReadonlyMap<Atom, number> = new Map(ATOMS.map((atom, i) => [atom, i]));

/** The number of an atom. */
export function numberOf(atom: Atom): number {
  const number = NUMBERS.get(atom);
  if (number === undefined) throw new Error(`'${atom}' is no fact`);
  return number;
}
