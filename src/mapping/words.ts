import { parseDate } from '../domain/calendar.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Value } from '../domain/facts.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import { codings, isElement, text } from '../fhir/elements.ts';
import { ANSWERS } from './answers.ts';
import { plainNumber } from './number-text.ts';

/**
 * Other ways in which a fact's words are written in a local observation. A statement of a degree that is none of the
 * words leaves several possible.
 */
const OTHER_WORDS: Readonly<Partial<Record<FactId, Readonly<Record<string, readonly string[]>>>>> = {
  'syndrome.refractory': { refractory: ['yes'], controlled: ['no'] },
  'liver.pattern.reported': {
    '1': ['I'],
    '2': ['II'],
    '3': ['III'],
    'type-i': ['I'],
    'type-ii': ['II'],
    'type-iii': ['III'],
  },
  'grade.reported': {
    '1': ['G1'],
    '2': ['G2'],
    '3': ['G3'],
    'grade-1': ['G1'],
    'grade-2': ['G2'],
    'grade-3': ['G3'],
  },
  'child-pugh': { 'class-a': ['A'], 'class-b': ['B'], 'class-c': ['C'] },
  ascites: { moderate: ['mild', 'severe'], absent: ['none'] },
  encephalopathy: { moderate: ['mild', 'severe'], absent: ['none'] },
  differentiation: {
    'well-differentiated': ['well'],
    'poorly-differentiated': ['poor'],
  },
};

/** What a boolean says where the words are neither yes nor no. Facts that are not listed take no boolean. */
const BOOLEANS: Readonly<Partial<Record<FactId, readonly [yes: readonly string[], no: readonly string[]]>>> =
  {
    ascites: [['mild', 'severe'], ['none']],
    encephalopathy: [['mild', 'severe'], ['none']],
    'heart-disease': [['present'], ['none']],
    syndrome: [
      ['carcinoid', 'insulinoma', 'gastrinoma', 'vipoma', 'glucagonoma', 'somatostatinoma', 'other'],
      ['none'],
    ],
    extrahepatic: [['unspecified'], ['none']],
    sstr: [['positive'], ['negative']],
    fdg: [['positive'], ['negative']],
    mibg: [['positive'], ['negative']],
    gallbladder: [['in-place'], ['removed']],
  };

const MAX_WORD = 60;

/** Reads a word fact; undefined when the value is none of its words. */
export function readWords(fact: FactId, raw: unknown): Value | undefined {
  const definition = factDefinition(fact);
  if (definition.type !== 'word') return undefined;
  const possible = possibleWords(fact, definition.words, raw);
  return possible && possible.length > 0 ? { kind: 'word', possible } : undefined;
}

function possibleWords(fact: FactId, words: readonly string[], raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'boolean') {
    const table = BOOLEANS[fact] ?? (words.includes('yes') ? [['yes'], ['no']] : undefined);
    return table?.[raw ? 0 : 1];
  }
  if (typeof raw === 'number') return ofNumber(fact, words, raw);
  if (typeof raw === 'string') return ofText(fact, words, raw);
  if (!isElement(raw)) return undefined;
  if ('value' in raw) {
    const number = typeof raw.value === 'string' ? plainNumber(raw.value) : raw.value;
    return typeof number === 'number' && raw.comparator === undefined
      ? ofNumber(fact, words, number)
      : undefined;
  }
  return ofConcept(fact, words, raw);
}

function ofConcept(fact: FactId, words: readonly string[], raw: object): readonly string[] | undefined {
  let possible: readonly string[] | undefined;
  for (const { system, code } of codings(raw)) {
    const said =
      system === SYSTEMS.local ? ofLocalCode(fact, words, code) : ANSWERS[fact]?.[`${system}|${code}`];
    if (!said) continue;
    // Codings of one concept say the same thing in several systems: together they narrow it.
    const before: readonly string[] | undefined = possible;
    possible = before ? before.filter((word) => said.includes(word)) : said;
  }
  if (possible) return possible;
  const written = isElement(raw) ? text(raw.text) : undefined;
  return written === undefined ? undefined : ofText(fact, words, written);
}

function ofLocalCode(fact: FactId, words: readonly string[], code: string): readonly string[] | undefined {
  return ofText(fact, words, code.startsWith(`${fact}.`) ? code.slice(fact.length + 1) : code);
}

function ofText(fact: FactId, words: readonly string[], written: string): readonly string[] | undefined {
  if (written.length > MAX_WORD) return undefined;
  const folded = written
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const word = words.find((candidate) => candidate.toLowerCase() === folded);
  if (word !== undefined) return [word];
  const others = OTHER_WORDS[fact];
  if (others && Object.hasOwn(others, folded)) return others[folded];
  if (words.includes('yes')) {
    if (folded === 'true' || folded === 'present') return ['yes'];
    if (folded === 'false' || folded === 'absent') return ['no'];
  }
  const number = plainNumber(folded);
  return number === undefined ? undefined : ofNumber(fact, words, number);
}

/** Scores: Krenning 2-4 is positive and 0-1 negative (operational definition); grade and pattern by number. */
function ofNumber(fact: FactId, words: readonly string[], number: number): readonly string[] | undefined {
  if (!Number.isInteger(number)) return undefined;
  if (fact === 'sstr') {
    if (number < 0 || number > 4) return undefined;
    return number >= 2 ? ['positive'] : ['negative'];
  }
  if (fact === 'child-pugh') {
    // The usual points of the classes: A 5-6, B 7-9, C 10-15.
    if (number < 5 || number > 15) return undefined;
    return number <= 6 ? ['A'] : number <= 9 ? ['B'] : ['C'];
  }
  const other = OTHER_WORDS[fact];
  const key = String(number);
  if (other && Object.hasOwn(other, key)) return other[key];
  return words.includes(key) ? [key] : undefined;
}

/** Reads a date fact or a fact that is a set of words. */
export function readDateSet(fact: FactId, raw: unknown): Value | undefined {
  const definition = factDefinition(fact);
  if (definition.type === 'date') {
    const written = isElement(raw) ? (text(raw.end) ?? text(raw.start) ?? text(raw.text)) : raw;
    const range = typeof written === 'string' ? parseDate(written.trim()) : undefined;
    return range ? { kind: 'date', ...range } : undefined;
  }
  if (definition.type !== 'set') return undefined;
  const members = new Set<string>();
  for (const member of membersOf(fact, raw)) {
    const word = memberWord(fact, definition.words, member);
    // A list of which a part is not understood is not understood.
    if (word === undefined) return undefined;
    members.add(word);
  }
  return members.size > 0 ? { kind: 'set', members: [...members], complete: true } : undefined;
}

function membersOf(fact: FactId, raw: unknown): readonly string[] {
  if (typeof raw === 'number') return [String(raw)];
  if (typeof raw === 'string')
    return raw.length > 200 ? [''] : raw.split(/[,;/+&]| and /).map((part) => part.trim());
  if (!isElement(raw)) return [];
  if (typeof raw.value === 'number') return [String(raw.value)];
  const own = codings(raw)
    .map(({ system, code }) => (system === SYSTEMS.local ? code : ANSWERS[fact]?.[`${system}|${code}`]?.[0]))
    .filter((code): code is string => code !== undefined);
  if (own.length > 0) return own;
  const written = text(raw.text);
  return written === undefined ? [] : membersOf(fact, written);
}

const ROMAN: readonly string[] = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'];

function memberWord(fact: FactId, words: readonly string[], member: string): string | undefined {
  const bare = member.startsWith(`${fact}.`) ? member.slice(fact.length + 1) : member;
  const folded = bare
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  if (words.includes(folded)) return folded;
  if (fact !== 'liver.segments') return undefined;
  const segment = folded.replace(/^(segment-?|seg-?|s)/, '');
  if (words.includes(segment)) return segment;
  const roman = /^([iv]+)([ab]?)$/.exec(segment);
  const number = roman ? ROMAN.indexOf(roman[1] ?? '') + 1 : 0;
  const name = `${number}${roman?.[2] ?? ''}`;
  return number > 0 && words.includes(name) ? name : undefined;
}
