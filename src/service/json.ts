import { type Fault, malformed } from './outcome.ts';
import type { Body } from './body.ts';

/** Deepest nesting accepted. FHIR resources in a Bundle in a request stay well below. */
export const DEPTH_LIMIT = 64;
/** Most members of one object, and the longest name of one. */
export const MEMBER_LIMIT = 10_000;
export const NAME_LIMIT = 1_024;

/** Members that decide on access: sent twice they could mean one thing to a proxy and another here. */
const ONCE = [
  'hook',
  'hookInstance',
  'fhirServer',
  'fhirAuthorization',
  'access_token',
  'context',
  'patientId',
  'userId',
  'prefetch',
];

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON that strangers sent: UTF-8 only, bounded depth and width, no members that reach a prototype
 * (they are taken out), no second `fhirServer` or `patientId`. The checks walk without recursion, so that
 * nothing after them can be made to overflow the stack.
 */
export function checkedJson(bytes: Uint8Array): Body {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return malformed({ code: 'structure', text: 'The body is not UTF-8.' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The message of the parser quotes the text: it is dropped.
    return malformed({ code: 'structure', text: 'The body is not JSON.' });
  }
  const fault = tooDeepOrWide(value) ?? repeatedMember(text);
  return fault ? malformed(fault) : { value };
}

/** Walks the parsed value level by level, removing `__proto__`, `constructor` and `prototype` on the way. */
function tooDeepOrWide(root: unknown): Fault | undefined {
  let level: object[] = typeof root === 'object' && root !== null ? [root] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEPTH_LIMIT) {
      return { code: 'too-costly', text: `The body is nested deeper than ${DEPTH_LIMIT} levels.` };
    }
    const next: object[] = [];
    for (const node of level) {
      if (Array.isArray(node)) {
        for (const item of node) if (typeof item === 'object' && item !== null) next.push(item);
      } else {
        const fault = checkMembers(node as Record<string, unknown>, next);
        if (fault) return fault;
      }
    }
    level = next;
  }
  return undefined;
}

function checkMembers(node: Record<string, unknown>, next: object[]): Fault | undefined {
  const names = Object.keys(node);
  if (names.length > MEMBER_LIMIT) {
    return { code: 'too-costly', text: `An object has more than ${MEMBER_LIMIT} members.` };
  }
  for (const name of names) {
    if (name.length > NAME_LIMIT) {
      return { code: 'too-costly', text: `The name of a member is longer than ${NAME_LIMIT} characters.` };
    }
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
      delete node[name];
      continue;
    }
    const item = node[name];
    if (typeof item === 'object' && item !== null) next.push(item);
  }
  return undefined;
}

/**
 * JSON.parse keeps the last of two equal names. For names that decide on access a second one is refused. The
 * text is searched for a second mention first (fast) and read token by token only then, or when it holds
 * escaped characters that could hide a name.
 */
function repeatedMember(text: string): Fault | undefined {
  const suspicious = text.includes('\\u00') || ONCE.some((name) => mentionedTwice(text, `"${name}"`));
  if (!suspicious) return undefined;
  const repeated = firstRepeated(text);
  return repeated === undefined
    ? undefined
    : { path: repeated, code: 'duplicate', text: 'the member occurs twice' };
}

function mentionedTwice(text: string, token: string): boolean {
  const first = text.indexOf(token);
  return first >= 0 && text.indexOf(token, first + token.length) >= 0;
}

interface Frame {
  /** Path of the object, or undefined where repetition does not matter (arrays, prefetch, deep objects). */
  readonly path: string | undefined;
  readonly names: Set<string>;
  readonly isObject: boolean;
  expectsName: boolean;
  name: string;
}

/** Reads valid JSON text and tells the first repeated name of the top level, `context` or `fhirAuthorization`. */
function firstRepeated(text: string): string | undefined {
  const frames: Frame[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    const frame = frames.at(-1);
    if (character === '"') {
      const end = endOfString(text, position);
      if (frame?.isObject && frame.expectsName) {
        frame.expectsName = false;
        if (frame.path !== undefined) {
          frame.name = String(JSON.parse(text.slice(position, end)));
          const path = frame.path === '' ? frame.name : `${frame.path}.${frame.name}`;
          if (frame.names.has(frame.name) && ONCE.includes(frame.name)) return path;
          frame.names.add(frame.name);
        }
      }
      position = end;
      continue;
    }
    if (character === '{' || character === '[') {
      frames.push(childFrame(frame, frames.length, character === '{'));
    } else if (character === '}' || character === ']') {
      frames.pop();
    } else if (character === ',' && frame?.isObject) {
      frame.expectsName = true;
    }
    position += 1;
  }
  return undefined;
}

function childFrame(parent: Frame | undefined, depth: number, isObject: boolean): Frame {
  const watched =
    depth === 0 ||
    (depth === 1 &&
      parent !== undefined &&
      (parent.name === 'context' || parent.name === 'fhirAuthorization'));
  const path = !isObject || !watched ? undefined : depth === 0 ? '' : (parent?.name ?? '');
  return { path, names: new Set(), isObject, expectsName: isObject, name: '' };
}

function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position + 1;
}
