import { situationOf } from '../../src/decision/evaluate.ts';
import { surgeryDeferred } from '../../src/decision/surgery-feasible.ts';
import type { Situation } from '../../src/decision/situation.ts';
import { formatDay, parseDate } from '../../src/domain/calendar.ts';
import { FACT_IDS, FACTS, type FactId, factDefinition, TREATMENTS } from '../../src/domain/fact-catalogue.ts';
import type { Fact, RecordedFacts, Value } from '../../src/domain/facts.ts';
import { contains, type Interval, roundTo } from '../../src/domain/interval.ts';
import { cutpoints } from '../../src/decision/parameters.ts';
import { TODAY } from './patient.ts';

/** A seeded source of numbers in [0, 1): the same seed, the same patient. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Source = () => number;

const today = parseDate(TODAY)?.first ?? 0;

function pick<T>(from: readonly T[], source: Source): T {
  const item = from[Math.floor(source() * from.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function word(...possible: readonly string[]): Value {
  return { kind: 'word', possible };
}

function number(value: number): Value {
  return { kind: 'number', low: value, high: value, lowOpen: false, highOpen: false };
}

/** A value near a limit half of the time, anywhere in the plausible range otherwise. */
function randomNumber(id: FactId, source: Source, within?: Interval): number {
  const definition = factDefinition(id);
  if (definition.type !== 'number') throw new Error(id);
  const [least, most] = definition.plausible;
  const step = 10 ** -definition.decimals;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const points = cutpoints(id);
    const near = points.length > 0 && source() < 0.6;
    const raw = near
      ? pick(points, source) + pick([-1, 0, 1], source) * step
      : least + source() ** 3 * (Math.min(most, 200) - least);
    const value = roundTo(raw, definition.decimals);
    if (value >= least && value <= most && (!within || contains(within, value))) return value;
  }
  if (!within) return least;
  return Number.isFinite(within.high) && !within.highOpen
    ? within.high
    : within.low + (within.lowOpen ? step : 0);
}

const SEGMENTS = ['1', '2', '3', '4', '4a', '4b', '5', '6', '7', '8'];

function randomValue(id: FactId, source: Source): Value {
  const definition = FACTS[id];
  switch (definition.type) {
    case 'number': {
      const value = randomNumber(id, source);
      if (source() < 0.12) {
        const [least, most] = definition.plausible;
        if (source() < 0.5 && value < most)
          return { kind: 'number', low: value, high: most, lowOpen: true, highOpen: false };
        if (value > least) return { kind: 'number', low: least, high: value, lowOpen: false, highOpen: true };
      }
      return number(value);
    }
    case 'date':
      return dateValue(today - Math.floor(source() * 700));
    case 'set': {
      const members = SEGMENTS.filter(() => source() < 0.25);
      return { kind: 'set', members: members.length > 0 ? members : ['6'], complete: source() < 0.9 };
    }
    case 'word': {
      if (id === 'ascites' || id === 'encephalopathy') {
        if (source() < 0.2) return word('mild', 'severe');
      }
      return word(pick(definition.words, source));
    }
  }
}

function dateValue(day: number): Value {
  return { kind: 'date', first: day, last: day, text: formatDay(day) };
}

function known(id: FactId, value: Value, stale = false): Fact {
  return { id, state: 'known', value, stale, effective: '2026-11-01', sources: [] };
}

const FIXED: readonly FactId[] = ['nelm', 'scope', 'deceased', 'prior'];
/** Values that close nearly everything: drawn less often, so that interesting patients are common. */
const RARE: Partial<Record<FactId, string>> = {
  'surgical-risk': 'acceptable',
  encephalopathy: 'none',
  ascites: 'none',
  pregnancy: 'no',
  'portal-vein-thrombosis': 'no',
  whipple: 'no',
  'bilioenteric-anastomosis': 'no',
  'liver.recurrent': 'no',
  'primary.symptomatic': 'no',
  differentiation: 'well',
};

/** A patient of whom a share of the facts is on record. */
export function randomPatient(seed: number, density: number): RecordedFacts {
  const source = random(seed);
  const facts: Partial<Record<FactId, Fact>> = { nelm: known('nelm', word('yes')) };
  for (const id of FACT_IDS) {
    if (FIXED.includes(id) || source() > density) continue;
    const usual = RARE[id];
    const value = usual !== undefined && source() < 0.7 ? word(usual) : randomValue(id, source);
    facts[id] = known(id, value, source() < 0.1);
    if (source() < 0.03)
      facts[id] = { id, state: 'conflicting', reason: 'conflicting', stale: false, sources: [] };
  }
  const largest = facts['liver.largest-lesion']?.value;
  const second = facts['liver.second-largest-lesion']?.value;
  if (second?.kind === 'number') {
    const most = largest?.kind === 'number' ? largest.low : second.low;
    facts['liver.second-largest-lesion'] = known(
      'liver.second-largest-lesion',
      number(Math.min(second.low, most)),
    );
  }
  const ki = facts.ki67?.value;
  const mitoses = facts.mitoses?.value;
  return {
    subject: 'Patient/random',
    facts,
    kiSpecimens:
      ki?.kind === 'number'
        ? [
            {
              site: pick(['primary', 'liver-metastasis', 'unstated'], source),
              value: ki,
              reference: 'Observation/ki',
            },
          ]
        : [],
    mitosesSpecimens:
      mitoses?.kind === 'number' ? [{ site: 'unstated', value: mitoses, reference: 'Observation/mi' }] : [],
    prior: TREATMENTS.filter(() => source() < 0.08).map((what) => ({
      what,
      dates: ['2025-03-01'],
      inForce: source() < 0.3,
      references: [],
    })),
    unreadable: source() < 0.1 ? [pick(FACT_IDS, source)] : [],
    context: { markers: {}, activeOrders: [], ...(source() < 0.5 ? { echocardiogram: '2026-08-01' } : {}) },
  };
}

const JUDGEMENTS: readonly FactId[] = [
  'liver.resectability',
  'liver.pattern.reported',
  'liver.recurrent',
  'grade.reported',
  'child-pugh',
  'primary.portal-drainage',
];

function filled(recorded: RecordedFacts, id: FactId, value: Value): RecordedFacts {
  const next: RecordedFacts = { ...recorded, facts: { ...recorded.facts, [id]: known(id, value) } };
  if (id === 'ki67' && value.kind === 'number') {
    return { ...next, kiSpecimens: [{ site: 'liver-metastasis', value, reference: 'Observation/filled' }] };
  }
  if (id === 'mitoses' && value.kind === 'number') {
    return { ...next, mitosesSpecimens: [{ site: 'unstated', value, reference: 'Observation/filled' }] };
  }
  return next;
}

/**
 * Fills in every unknown fact with a random value that contradicts nothing known and keeps assumed facts, then the
 * judgements whose derivation still gives nothing. Written apart from the search of the core, on purpose.
 */
export function completion(recorded: RecordedFacts, strict: boolean, seed: number): RecordedFacts {
  const source = random(seed);
  // What could not be read stays unread until it is filled in: it is not assumed on the way.
  let current: RecordedFacts = recorded;
  const start = situationOf(recorded, { date: TODAY, strict });
  // Facts that are assumed stay so: written down, because filling in others may take the ground of the assumption away.
  for (const id of FACT_IDS) {
    const fact = start.fact(id);
    if (fact.state === 'assumed' && fact.value && !FIXED.includes(id) && id !== 'disease-course') {
      current = { ...current, facts: { ...current.facts, [id]: { ...fact, state: 'known' } } };
    }
  }
  if (start.remnantAssumed)
    current = filled(current, 'liver.future-remnant', { kind: 'number', ...start.adequateRemnant });
  const unknownTreatments = TREATMENTS.filter((t) => start.given(t) === 'unknown');
  current = {
    ...current,
    prior: [
      ...current.prior,
      ...unknownTreatments
        .filter(() => source() < 0.3)
        .map((what) => ({ what, dates: ['2025-03-01'], inForce: false, references: [] })),
    ],
  };
  for (const id of FACT_IDS) {
    const now = situationOf(current, { date: TODAY, strict });
    if (FIXED.includes(id) || JUDGEMENTS.includes(id) || !now.isOpen(id)) continue;
    const value = valueFor(id, now, start, source);
    if (value) current = filled(current, id, value);
  }
  const complete = (id: FactId, value: Value): void => {
    current = filled(current, id, value);
  };
  // A judgement that is on record but could not be used is filled in as it stands.
  for (const id of JUDGEMENTS) {
    const withheld = start.value(id);
    const unusable = current.facts[id]?.state !== 'known';
    if (unusable && withheld?.kind === 'word' && withheld.possible.length > 1)
      complete(id, word(pick(withheld.possible, source)));
  }
  current = { ...current, unreadable: [] };
  let now = situationOf(current, { date: TODAY, strict });
  if (now.grades.length > 1) complete('grade.reported', word(`G${pick(now.grades, source)}`));
  now = situationOf(current, { date: TODAY, strict });
  if (now.isOpen('liver.recurrent')) complete('liver.recurrent', word(pick(['yes', 'no'], source)));
  if (now.isOpen('primary.portal-drainage')) {
    const site = now.words('primary.site')[0];
    if (site && ['stomach', 'other', 'unknown-primary', 'rectum'].includes(site)) {
      complete('primary.portal-drainage', word(pick(['yes', 'no'], source)));
    }
  }
  now = situationOf(current, { date: TODAY, strict });
  if (now.patterns.length > 1) complete('liver.pattern.reported', word(pick(now.patterns, source)));
  now = situationOf(current, { date: TODAY, strict });
  if (!now.resectability && now.patterns[0] === 'II') {
    complete('liver.resectability', word(pick(['resectable', 'staged', 'unresectable'], source)));
    now = situationOf(current, { date: TODAY, strict });
  }
  if (now.specimens('liver-metastasis').length === 0) {
    const ki = now.number('ki67');
    if (ki) {
      current = {
        ...current,
        kiSpecimens: [
          ...current.kiSpecimens,
          { site: 'liver-metastasis', value: { kind: 'number', ...ki }, reference: 'x' },
        ],
      };
    }
  }
  return current;
}

/** For deferred surgery: the heart corrected, or the risk found prohibitive. */
export function resolveDeferred(
  recorded: RecordedFacts,
  strict: boolean,
  corrected: boolean,
): RecordedFacts | undefined {
  const now = situationOf(recorded, { date: TODAY, strict });
  if (!surgeryDeferred(now)) return undefined;
  return corrected
    ? filled(recorded, 'heart-disease', word('corrected'))
    : filled(recorded, 'surgical-risk', word('prohibitive'));
}

function valueFor(id: FactId, now: Situation, start: Situation, source: Source): Value | undefined {
  const definition = FACTS[id];
  const value = now.value(id);
  switch (definition.type) {
    case 'date':
      return dateValue(today - Math.floor(source() * (id === 'primary.resected-on' ? 600 : 100)));
    case 'set': {
      // Beside bilobar, segments that are not recorded are assumed not to be confined.
      if (start.bilobar === true && !value) return undefined;
      for (let attempt = 0; attempt < 300; attempt += 1) {
        const members = SEGMENTS.filter(() => source() < 0.3);
        const recorded = value?.kind === 'set' ? value.members : [];
        const all = [...new Set([...recorded, ...members])];
        const left = all.some((s) => /^[234]/.test(s));
        const right = all.some((s) => /^[5678]/.test(s));
        if (all.length === 0 || (!left && !right)) continue;
        if (now.lobes.length === 1 && (left && right) !== (now.lobes[0] === 'bilobar')) continue;
        return { kind: 'set', members: all, complete: true };
      }
      return undefined;
    }
    case 'word': {
      if (id === 'liver.lobes') return word(pick(now.lobes, source));
      if (id === 'differentiation' && now.grades.every((g) => g < 3)) return word('well');
      const words = now.words(id);
      return word(pick(words, source));
    }
    case 'number': {
      const interval = id === 'liver.lesion-count' ? now.count : now.number(id);
      if (id === 'liver.lesion-count' && now.bilobar === true && now.count.low < 2 && now.count.high > 2) {
        return number(randomNumber(id, source, { ...now.count, low: 2, lowOpen: false }));
      }
      if (id === 'mitoses' && !value) return undefined;
      if (id === 'ki67' || id === 'mitoses') {
        // One index is enough: a G3 by mitoses alone is not asked for its Ki-67.
        if (id === 'ki67' && !value && now.number('mitoses') && now.grades.every((g) => g === 3))
          return undefined;
        for (let attempt = 0; attempt < 600; attempt += 1) {
          const candidate = number(randomNumber(id, source, interval));
          // A grade that is known by the other index or by report is not changed.
          if (now.with(id, candidate).grades.every((g) => now.grades.includes(g))) return candidate;
        }
        // A narrow bound beside a reported grade: the patient stays as partly known as before.
        return undefined;
      }
      if (id === 'liver.largest-lesion') {
        const second = now.number('liver.second-largest-lesion')?.low ?? 0;
        const known = interval ?? { low: 0, high: 500, lowOpen: false, highOpen: false };
        return number(
          randomNumber(id, source, second > known.low ? { ...known, low: second, lowOpen: false } : known),
        );
      }
      if (id === 'liver.second-largest-lesion') {
        const count = start.count.low;
        const involvement = start.number('liver.involvement');
        const spread = count > 10 || (involvement !== undefined && involvement.low > 50);
        if (start.bilobar === true && spread && !value) return undefined;
        const high = now.number('liver.largest-lesion')?.high ?? 500;
        return number(randomNumber(id, source, { low: 0, high, lowOpen: false, highOpen: false }));
      }
      if (
        id === 'bilirubin' &&
        !value &&
        start.liver.recordedClass &&
        !start.liver.recordedClass.includes('C') &&
        !start.assumed.strict
      ) {
        return number(randomNumber(id, source, { low: 0, high: 3, lowOpen: false, highOpen: true }));
      }
      return number(randomNumber(id, source, interval));
    }
  }
}
