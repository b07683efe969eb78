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
