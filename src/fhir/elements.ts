import { canonicalSystem } from './code-systems.ts';

/**
 * Reads single elements of a resource that came from outside. Nothing here trusts the shape: a text where a list
 * should be, a number where an object should be, reads as "not there".
 */
export type Element = Readonly<Record<string, unknown>>;

/** True for a JSON object. */
export function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON objects of a list; nothing when it is no list. */
export function elements(value: unknown): readonly Element[] {
  if (!Array.isArray(value)) return [];
  for (const item of value) if (!isElement(item)) return value.filter(isElement);
  return value;
}

/** A text that is not blank. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A text that can be a code: no white space at its ends, of bounded length. */
export function codeText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 256 ? value : undefined;
}

/** One coding with the canonical URL of its system. */
export interface Coding {
  readonly system: string;
  readonly code: string;
}

/** The codings of a CodeableConcept that carry both a system and a code. */
export function codings(concept: unknown): readonly Coding[] {
  if (!isElement(concept) || !Array.isArray(concept.coding)) return [];
  const found: Coding[] = [];
  for (const coding of concept.coding) {
    if (!isElement(coding)) continue;
    const system = codeText(coding.system);
    const code = codeText(coding.code);
    if (system !== undefined && code !== undefined) found.push({ system: canonicalSystem(system), code });
  }
  return found;
}

/** The literal reference of a Reference element. */
export function referenceText(value: unknown): string | undefined {
  return isElement(value) ? text(value.reference) : undefined;
}

const DATE_CHARACTERS = /^[0-9T:Z+.-]{4,40}$/;

/** A date or dateTime as written; `invalid` when the text cannot be one (so that no foreign text goes on). */
export function dateText(value: unknown): string | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  return DATE_CHARACTERS.test(written) ? written : 'invalid';
}

/** True when an element carries a modifier: its meaning may be turned round, so it is not read. */
export function hasModifier(element: Element): boolean {
  const modifier = element.modifierExtension;
  return modifier !== undefined && modifier !== null && !(Array.isArray(modifier) && modifier.length === 0);
}
