import { expectedValue } from '../domain/expected-value.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { isElement } from '../fhir/elements.ts';
import type { Measure } from './units.ts';

/** A fact as issues name it: `Ki-67 (ki67)`. */
export function factName(fact: FactId): string {
  return `${factDefinition(fact).title} (${fact})`;
}

/** Why a value of a fact is not used: the fact, what was expected, and what kind of thing was found. */
export function refusedValue(fact: FactId, found: string): string {
  return `${factName(fact)}: expected ${expectedValue(fact)}, found ${found}; value ignored`;
}

/** As `refusedValue`, for what is read as a number. */
export function refusedNumber({ name, expected }: Measure, found: string): string {
  return `${name}: expected ${expected}, found ${found}; value ignored`;
}

/** What stands in a value, for people. Of its content numbers are shown and nothing else: it may hold any text. */
export function foundIn(raw: unknown): string {
  switch (typeof raw) {
    case 'number':
      return String(raw);
    case 'boolean':
      return 'a yes or no';
    case 'string':
      return 'a text';
  }
  if (!isElement(raw)) return 'no value';
  if ('coding' in raw) return 'a code';
  if ('text' in raw) return 'a text';
  if ('low' in raw || 'high' in raw) return 'a range';
  if ('numerator' in raw || 'denominator' in raw) return 'a ratio';
  if ('start' in raw || 'end' in raw) return 'a period';
  if (typeof raw.value === 'number') return String(raw.value);
  return 'value' in raw ? 'a text in place of the number' : 'a quantity without a number';
}
