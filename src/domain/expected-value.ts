import { type FactId, factDefinition } from './fact-catalogue.ts';

/** What a fact accepts, in words. */
export function expectedValue(id: FactId): string {
  const definition = factDefinition(id);
  switch (definition.type) {
    case 'number':
      return expectedNumber(definition.plausible, definition.unitText, definition.integer);
    case 'word':
      return `one of ${definition.words.join(', ')}`;
    case 'set':
      return `a set of ${definition.words.join(', ')}`;
    case 'date':
      return 'a date';
  }
}

/** `a whole number from 0 to 4`, `a number from 0 to 100 %`. */
export function expectedNumber(
  [least, most]: readonly [number, number],
  unitText: string,
  integer = false,
): string {
  const kind = integer ? 'a whole number' : 'a number';
  return `${kind} from ${least} to ${most}${unitText ? ` ${unitText}` : ''}`;
}

/** Only what cannot be a name or a sentence is repeated: what was given may be a patient's data. */
const REPEATED = /^[\d-]{1,10}$/;

/** What was given in place of what is expected, in words. */
export function foundValue(value: unknown): string {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return `${value}`;
    case 'string':
      return REPEATED.test(value) ? `'${value}'` : 'a text';
    case 'undefined':
      return 'nothing';
    case 'object':
      return foundObject(value);
    default:
      return `a ${typeof value}`;
  }
}

function foundObject(value: object | null): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const { low, high } = value as { readonly low?: unknown; readonly high?: unknown };
  if (typeof low !== 'number' || typeof high !== 'number') return 'an object';
  return low === high ? `${low}` : `${low} to ${high}`;
}
