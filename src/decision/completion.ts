import { type Day, formatDay } from '../domain/calendar.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Value } from '../domain/facts.ts';
import { contains, exactly, type Interval, roundTo } from '../domain/interval.ts';
import type { Atom } from './atom.ts';
import { factOf } from './atom.ts';
import { cutpoints, type Limits, use } from './parameters.ts';
import { gradesWith } from './derivations.ts';
import type { Situation } from './situation.ts';

const KI_G3 = use('ki67-g2-max');
const RATIO = use('dominant-lesion-ratio');
const PRIMARY_MONTHS = use('transplant-primary-months');
const DAYS_PER_MONTH = 31;

/** Primaries of which the others are copies as far as the rules go. */
const SITES = [
  'pancreas',
  'jejunum-ileum',
  'duodenum',
  'colon',
  'rectum',
  'lung',
  'stomach',
  'unknown-primary',
];
const SYNDROMES = ['none', 'carcinoid', 'insulinoma', 'other'];

function word(value: string): Value {
  return { kind: 'word', possible: [value] };
}

/** A number that is known exactly. */
export function exactValue(value: number): Value {
  return { kind: 'number', ...exactly(value) };
}

function date(day: Day): Value {
  return { kind: 'date', first: day, last: day, text: formatDay(day) };
}

const sampled = new WeakMap<Limits, Map<FactId, readonly number[]>>();

/** One value on, and one on each side of, every limit that reads the fact. */
export function samples(fact: FactId, limits: Limits): readonly number[] {
  let ofLimits = sampled.get(limits);
  if (!ofLimits) {
    ofLimits = new Map();
    sampled.set(limits, ofLimits);
  }
  const known = ofLimits.get(fact);
  if (known) return known;
  const definition = factDefinition(fact);
  if (definition.type !== 'number') return [];
  const sorted = spread(cutpoints(fact, limits), definition.plausible, definition.decimals);
  ofLimits.set(fact, sorted);
  return sorted;
}

/** The ends of a range, every limit within it, and one value between each two of these, rounded as the fact is shown. */
function spread(
  limits: readonly number[],
  [least, most]: readonly [number, number],
  decimals: number,
): readonly number[] {
  const values = new Set<number>([least]);
  let previous = least;
  for (const point of [...limits.filter((limit) => limit >= least && limit <= most), most]) {
    const middle = roundTo((previous + point) / 2, decimals);
    if (middle > previous && middle < point) values.add(middle);
    values.add(point);
    previous = point;
  }
  return [...values].sort((a, b) => a - b);
}

/** As `samples`, within what is known of the fact. */
function samplesWithin(fact: FactId, limits: Limits, allowed: Interval | undefined): readonly number[] {
  const definition = factDefinition(fact);
  if (!allowed || definition.type !== 'number') return samples(fact, limits);
  const [least, most] = definition.plausible;
  const range = [Math.max(least, allowed.low), Math.min(most, allowed.high)] as const;
  return spread(cutpoints(fact, limits), range, definition.decimals);
}

function numberChoices(situation: Situation, fact: FactId): readonly number[] {
  const allowed: Interval | undefined =
    fact === 'liver.lesion-count' ? situation.count : situation.number(fact);
  const values = new Set(samplesWithin(fact, situation.limits, allowed));
  const ratio = situation.limits[RATIO];
  if (fact === 'liver.second-largest-lesion') {
    const largest = situation.number('liver.largest-lesion')?.high;
    if (largest !== undefined && Number.isFinite(largest)) {
      values.clear();
      values.add(Math.floor(largest / ratio)).add(Math.floor(largest));
    }
  }
  if (fact === 'liver.largest-lesion') {
    const second = situation.number('liver.second-largest-lesion')?.low;
    if (second !== undefined) {
      for (const value of [...values]) if (value < second) values.delete(value);
      values.add(Math.ceil(second)).add(Math.ceil(second * ratio));
    }
  }
  let list = [...values].filter((value) => !allowed || contains(allowed, value));
  if (fact === 'ki67' || fact === 'mitoses') {
    // A completion contradicts no grade that is known: it stays among the grades that are still possible.
    const { grades } = situation;
    list = list.filter((value) =>
      gradesWith(situation, fact, exactly(value)).every((g) => grades.includes(g)),
    );
  }
  return list.sort((a, b) => a - b);
}

function segments(...members: readonly string[]): Value {
  return { kind: 'set', members, complete: true };
}

/** Lesions confined to one lobe, in one segment or in more than two, and lesions on both sides, adjacent or not. */
const UNILOBAR = [segments('6'), segments('5', '6', '7')];
const BILOBAR = [segments('4', '5'), segments('2', '5', '7')];
export const SEGMENT_SETS: readonly Value[] = [...UNILOBAR, ...BILOBAR];

function segmentChoices({ lobes }: Situation): readonly Value[] {
  return [...(lobes.includes('unilobar') ? UNILOBAR : []), ...(lobes.includes('bilobar') ? BILOBAR : [])];
}

/** A day before the months that transplantation asks for after the resection of the primary, and today. */
export function datesTried({ assumed, limits }: Situation): readonly Value[] {
  return [date(assumed.today - (limits[PRIMARY_MONTHS] + 1) * DAYS_PER_MONTH), date(assumed.today)];
}

/**
 * Representative values that a missing thing can take: every word, one number on and on each side of every limit,
 * within what is known of it. For deferred surgery: the heart corrected or left, the risk found prohibitive.
 */
export function choices(situation: Situation, atom: Atom): readonly Value[] {
  if (atom.startsWith('prior:')) return [word('yes'), word('no')];
  if (atom === 'ki67@liver') {
    const limit = situation.limits[KI_G3];
    const bounds = situation.liverKi67;
    if (!bounds) return [exactValue(limit), exactValue(limit + 1)];
    return samplesWithin('ki67', situation.limits, bounds)
      .filter((value) => contains(bounds, value))
      .map(exactValue);
  }
  const id = factOf(atom);
  const definition = factDefinition(id);
  switch (definition.type) {
    case 'number':
      return numberChoices(situation, id).map(exactValue);
    case 'date':
      return id === 'primary.resected-on' ? datesTried(situation) : [date(situation.assumed.today)];
    case 'set':
      return segmentChoices(situation);
    case 'word':
      return wordChoices(situation, id).map(word);
  }
}

function wordChoices(situation: Situation, id: FactId): readonly string[] {
  if (!situation.isOpen(id)) {
    // Only deferred surgery asks about facts that are known or assumed.
    if (id === 'heart-disease') return ['corrected', 'present'];
    if (id === 'surgical-risk') return ['prohibitive'];
    return [];
  }
  const words = situation.words(id);
  switch (id) {
    case 'primary.site':
      return words.length === factDefinitionWords(id).length ? SITES : words;
    case 'syndrome':
      return situation.value('syndrome') ? words : SYNDROMES.filter((syndrome) => words.includes(syndrome));
    case 'liver.pattern.reported':
      return situation.patterns;
    case 'liver.lobes':
      return situation.lobes;
    case 'grade.reported':
      return situation.grades.map((grade) => `G${grade}`);
    default:
      return words;
  }
}

function factDefinitionWords(id: FactId): readonly string[] {
  const definition = factDefinition(id);
  return definition.type === 'word' ? definition.words : [];
}
