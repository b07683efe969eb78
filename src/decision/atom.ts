import type { FactId, Treatment } from '../domain/fact-catalogue.ts';

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
