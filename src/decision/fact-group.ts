import type { FactId } from '../domain/fact-catalogue.ts';
import { numberOf } from './atom.ts';

/** Facts that are shown together. The same facts are the same group, wherever they are read. */
export interface FactGroup {
  /** A number that no other group has. */
  readonly index: number;
  /** The numbers of the facts. */
  readonly numbers: readonly number[];
}

const GROUPS = new Map<string, FactGroup>();

/** The group of some facts, in their order. */
export function groupOfFacts(facts: readonly FactId[]): FactGroup {
  const key = facts.join();
  let group = GROUPS.get(key);
  if (!group) {
    group = { index: GROUPS.size, numbers: facts.map(numberOf) };
    GROUPS.set(key, group);
  }
  return group;
}
