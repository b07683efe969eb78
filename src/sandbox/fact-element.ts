/** How a fixture chart writes the value of a fact that is recorded with the local code. */
import type { Observation, Quantity } from '@medplum/fhirtypes';
import type { FactId, NumberFact } from '../domain/fact-catalogue.ts';
import { FACTS } from '../domain/fact-catalogue.ts';
import { coding, concept, SYSTEM } from './codings.ts';

/** A recorded value of a fact: a word of its list, a number (in the unit of the catalogue), or an element. */
export type FactValue =
  | string
  | number
  | { readonly quantity: Quantity }
  | { readonly range: readonly [Quantity, Quantity] }
  | { readonly dateTime: string }
  | { readonly text: string };

/** Is it a list of words (a set-valued fact)? */
export function isList(value: FactValue | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}

function numberFact(id: FactId): NumberFact {
  const definition = FACTS[id];
  if (definition.type !== 'number') throw new Error(`${id} is not a number`);
  return definition;
}

/** The `value[x]` element of a fact: a local code for a word, a Quantity in the unit of the catalogue for a number. */
export function factElement(id: FactId, value: FactValue): Partial<Observation> {
  if (typeof value === 'number') {
    const { unit, unitText } = numberFact(id);
    return { valueQuantity: { value, unit: unitText, system: SYSTEM.ucum, code: unit } };
  }
  if (typeof value === 'string')
    return { valueCodeableConcept: concept(value, coding('nelm', `${id}.${value}`)) };
  if ('quantity' in value) return { valueQuantity: value.quantity };
  if ('range' in value) return { valueRange: { low: value.range[0], high: value.range[1] } };
  if ('dateTime' in value) return { valueDateTime: value.dateTime };
  return { valueString: value.text };
}
