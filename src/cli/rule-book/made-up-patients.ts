import { assume } from '../../decision/assumptions.ts';
import { cutpoints, type Limits } from '../../decision/parameters.ts';
import { Situation } from '../../decision/situation.ts';
import { startingValues } from '../../decision/starting-values.ts';
import { type Day, formatDay, parseDate } from '../../domain/calendar.ts';
import {
  FACT_IDS,
  type FactId,
  factDefinition,
  TREATMENTS,
  type Treatment,
} from '../../domain/fact-catalogue.ts';
import type { Fact, NumberValue, RecordedFacts, SpecimenSite, Value } from '../../domain/facts.ts';
import { exactly, roundTo } from '../../domain/interval.ts';

/**
 * Made-up patients that the rules are asked about: what is told of each side of a patient is drawn from a short list,
 * then a few facts are drawn anew. All is drawn with a seed, so that the same rules lead to the same pages.
 */

/** A number of which only one bound is known; the bound itself is left out. */
export type Bound = { readonly below: number } | { readonly above: number };

/** A fact in short: a number, a bound, a word, a list of segments, or (dates) days before today. */
export type Short = number | Bound | string | readonly string[];

/** A made-up patient. What is not named is not on record. */
export interface MadeUp {
  readonly given: Readonly<Partial<Record<FactId, Short>>>;
  /** Where the specimen of the Ki-67 was taken. */
  readonly specimen: SpecimenSite;
  readonly prior: readonly Treatment[];
  /** Days since an echocardiogram without a finding; absent: none. */
  readonly echocardiogram?: number;
  /** Days since the last result of a tumour marker; absent: none. */
  readonly marker?: number;
  readonly strict: boolean;
}

const DAY = '2026-01-01';
const TODAY: Day = parseDate(DAY)?.first ?? 0;

type Facts = MadeUp['given'];

/** A whole patient: fit, with every measurement. */
const WHOLE: Facts = {
  age: 44,
  differentiation: 'well',
  'liver.largest-lesion': 25,
  'liver.second-largest-lesion': 18,
  'liver.involvement': 10,
  extrahepatic: 'none',
  'staging.cross-sectional': 30,
  'staging.functional': 60,
  sstr: 'positive',
  fdg: 'negative',
  ecog: 0,
  bilirubin: 0.7,
  albumin: 4.1,
  inr: 1,
  egfr: 80,
  hemoglobin: 13,
  platelets: 220,
  leukocytes: 6,
};

const BILOBAR: Facts = { 'liver.lobes': 'bilobar', 'liver.lesion-count': 6, 'liver.future-remnant': 45 };
const SPREAD: Facts = {
  'liver.lobes': 'bilobar',
  'liver.segments': ['2', '4', '6', '8'],
  'liver.lesion-count': 5,
};
const CARCINOID: Facts = { syndrome: 'carcinoid', 'heart-disease': 'none' };
const STABLE: Facts = { 'disease-course': 'stable', 'stable-months': 8 };

/** What can be told of each side of a patient; a patient has one of each list. */
const SIDES: readonly (readonly Facts[])[] = [
  // The liver.
  [
    { 'liver.lesion-count': 2, 'liver.segments': ['6', '7'], 'liver.resectability': 'resectable' },
    { 'liver.lesion-count': 2, 'liver.segments': ['6', '7'], 'liver.future-remnant': 60 },
    { 'liver.lesion-count': 3, 'liver.lobes': 'unilobar', 'liver.future-remnant': 60 },
    BILOBAR,
    { ...BILOBAR, 'liver.largest-lesion': 60 },
    { ...BILOBAR, 'liver.resectability': 'staged' },
    { ...SPREAD, 'liver.resectability': 'unresectable' },
    { ...SPREAD, 'liver.resectability': 'unresectable' },
    { ...SPREAD, 'liver.resectability': 'unresectable', 'liver.resectable-fraction': 85 },
    {
      ...SPREAD,
      'liver.resectability': 'unresectable',
      'liver.resectable-fraction': 92,
      'bulk-symptoms': 'yes',
    },
    { ...SPREAD, 'liver.pattern.reported': 'III', 'liver.lesion-count': 14 },
    { 'liver.lesion-count': 0 },
  ],
  // The tumour.
  [
    { ki67: 4 },
    { ki67: 4 },
    { ki67: 4 },
    { ki67: 2 },
    { ki67: 40 },
    { mitoses: 3 },
    { 'grade.reported': 'G3' },
    { ki67: 60, differentiation: 'poor' },
  ],
  // The primary.
  [
    { 'primary.site': 'pancreas', 'primary.status': 'resected', 'primary.resected-on': 400 },
    { 'primary.site': 'jejunum-ileum', 'primary.status': 'resected', 'primary.resected-on': 400 },
    { 'primary.site': 'pancreas', 'primary.status': 'in-situ', 'primary.resectable': 'yes' },
    { 'primary.site': 'jejunum-ileum', 'primary.status': 'in-situ', 'primary.resectable': 'yes' },
    { 'primary.site': 'colon', 'primary.status': 'in-situ', 'primary.resectable': 'yes' },
  ],
  // Hormones.
  [
    { syndrome: 'none' },
    { syndrome: 'none' },
    { ...CARCINOID, 'syndrome.refractory': 'yes' },
    { ...CARCINOID, 'syndrome.refractory': 'no' },
    {},
  ],
  // The course.
  [STABLE, STABLE, { 'disease-course': 'progressing' }, { 'disease-course': 'progressing' }],
];

/** Somebody for transplantation of whom one set decides: half of the liver, a Ki-67 above the lower limits. */
const CANDIDATE: Facts = {
  ...WHOLE,
  ...SPREAD,
  ...STABLE,
  'liver.resectability': 'unresectable',
  'primary.site': 'pancreas',
  'primary.status': 'resected',
  'primary.resected-on': 400,
  syndrome: 'none',
  'liver.involvement': 50,
  ki67: 15,
};

/** Nothing is on record of the liver since it was operated on: whether a lesion is left is not known. */
const OPERATED: Facts = {
  age: 44,
  'primary.site': 'colon',
  'primary.status': 'resected',
  ki67: 4,
  syndrome: 'none',
};

function single(given: Facts, prior: readonly Treatment[] = []): MadeUp {
  return { given, specimen: 'liver-metastasis', prior, strict: false };
}

/** Patients of whom nothing is drawn: two numbers of theirs stand at a limit at once, or hardly anything is known. */
export const SINGLE_PATIENTS: readonly MadeUp[] = [
  single(CANDIDATE),
  single({ ...CANDIDATE, ki67: 4 }),
  single({ ...CANDIDATE, 'primary.status': 'in-situ', 'primary.resectable': 'yes', sstr: 'negative' }),
  single({
    ...CANDIDATE,
    ki67: 4,
    'primary.status': 'in-situ',
    'primary.resectable': 'yes',
    sstr: 'negative',
  }),
  single(OPERATED, ['liver-resection']),
  single({ ...OPERATED, ecog: 3 }, ['liver-resection']),
  single({ ...OPERATED, ecog: 3, extrahepatic: 'none', 'disease-course': 'progressing' }, [
    'liver-resection',
  ]),
  single({ ...OPERATED, ecog: 3, ki67: 40, fdg: 'positive' }, ['liver-resection']),
  single({ ...OPERATED, ecog: 3, ki67: 60, differentiation: 'poor', 'disease-course': 'progressing' }, [
    'liver-resection',
  ]),
];

/** Of this patient the liver alone is not known yet. */
export const NOT_IMAGED: MadeUp = single({ ...OPERATED, ...STABLE, ecog: 0, extrahepatic: 'none' });

/** Facts that every made-up patient has, or that are told in another way. */
const FIXED: readonly FactId[] = ['nelm', 'scope', 'deceased', 'prior'];
/** How many of the facts of a patient are drawn anew. */
const SHARES = [0, 0, 0.04, 0.1, 0.3];
const LEFT_OUT = 0.25;
const NEAR_A_LIMIT = 0.7;
const GIVEN_BEFORE = 0.06;
const SEGMENTS = ['1', '2', '3', '4', '5', '6', '7', '8'];
const OLDEST = 800;

type Source = () => number;

/** A seeded source of numbers in [0, 1). */
function numbersFrom(seed: number): Source {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(from: readonly T[], source: Source): T {
  return from[Math.floor(source() * from.length)] as T;
}

function drawn(id: FactId, source: Source): Short {
  const definition = factDefinition(id);
  switch (definition.type) {
    case 'word':
      return pick(definition.words, source);
    case 'set':
      return SEGMENTS.filter(() => source() < LEFT_OUT);
    case 'date':
      return Math.floor(source() * OLDEST);
    case 'number': {
      const [least, most] = definition.plausible;
      const step = 10 ** -definition.decimals;
      const limits = cutpoints(id);
      const near = limits.length > 0 && source() < NEAR_A_LIMIT;
      const raw = near
        ? pick(limits, source) + pick([-step, 0, step], source)
        : least + source() ** 3 * (most - least);
      return Math.min(most, Math.max(least, roundTo(raw, definition.decimals)));
    }
  }
}

/** The patient of a seed. */
export function madeUp(seed: number): MadeUp {
  const source = numbersFrom(seed);
  const given: Partial<Record<FactId, Short>> = Object.assign(
    { ...WHOLE },
    ...SIDES.map((side) => pick(side, source)),
  );
  const share = pick(SHARES, source);
  for (const id of FACT_IDS) {
    if (FIXED.includes(id) || source() >= share) continue;
    if (source() < LEFT_OUT) delete given[id];
    else given[id] = drawn(id, source);
  }
  return {
    given,
    specimen: pick(['liver-metastasis', 'primary'] as const, source),
    prior: TREATMENTS.filter(() => source() < GIVEN_BEFORE),
    ...(source() < 1 / 2 && { echocardiogram: Math.floor(source() * OLDEST) }),
    strict: source() < GIVEN_BEFORE,
  };
}

function factValue(id: FactId, short: Short): Value {
  const definition = factDefinition(id);
  if (definition.type === 'date') {
    const day = TODAY - Number(short);
    return { kind: 'date', first: day, last: day, text: formatDay(day) };
  }
  if (typeof short === 'number') return { kind: 'number', ...exactly(short) };
  if (typeof short === 'string') return { kind: 'word', possible: [short] };
  if ('below' in short) return bounded(id, { high: short.below, highOpen: true });
  if ('above' in short) return bounded(id, { low: short.above, lowOpen: true });
  return { kind: 'set', members: short, complete: true };
}

function bounded(id: FactId, bound: Partial<NumberValue>): NumberValue {
  const definition = factDefinition(id);
  const [low, high] = definition.type === 'number' ? definition.plausible : [0, 0];
  return { kind: 'number', low, high, lowOpen: false, highOpen: false, ...bound };
}

/** What is on record of a made-up patient. */
export function recordOf({ given, specimen, prior, echocardiogram, marker }: MadeUp): RecordedFacts {
  const facts: Partial<Record<FactId, Fact>> = {};
  for (const [id, short] of Object.entries({ nelm: 'yes', ...given }) as [FactId, Short][])
    facts[id] = { id, state: 'known', value: factValue(id, short), stale: false, sources: [] };
  const specimens = (id: FactId, site: SpecimenSite) => {
    const value = facts[id]?.value as NumberValue | undefined;
    return value ? [{ site, value, reference: '' }] : [];
  };
  return {
    subject: 'Patient/made-up',
    facts,
    kiSpecimens: specimens('ki67', specimen),
    mitosesSpecimens: specimens('mitoses', 'primary'),
    prior: prior.map((what) => ({ what, dates: [], inForce: false, references: [] })),
    unreadable: [],
    context: {
      markers: marker === undefined ? {} : { 'chromogranin-a': formatDay(TODAY - marker) },
      activeOrders: [],
      ...(echocardiogram !== undefined && { echocardiogram: formatDay(TODAY - echocardiogram) }),
    },
  };
}

/** A made-up patient as the rules see one with these numbers; `made` makes another kind of situation. */
export function situationOf<Kind extends Situation = Situation>(
  record: RecordedFacts,
  { strict }: MadeUp,
  limits: Limits,
  made: new (...from: ConstructorParameters<typeof Situation>) => Kind = Situation as never,
): Kind {
  const assumed = assume(record, DAY, strict, limits);
  return new made(assumed, limits, startingValues(assumed));
}
