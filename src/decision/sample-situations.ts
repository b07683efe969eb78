import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { RecordContext } from '../domain/facts.ts';
import { alertsOf } from './alerts.ts';
import { numberOf } from './atom.ts';
import type { OptionDefinition } from './criterion.ts';
import { type Given, situationGiven, SOME_DAY } from './decision-tables.ts';
import { evaluatedFact } from './evaluated-fact.ts';
import { type Limits, limits } from './parameters.ts';
import { bestReachable } from './reachable.ts';
import { Situation } from './situation.ts';
import { startingValues } from './starting-values.ts';
import { outcomeOf } from './status.ts';
import { TRANSPLANT_SETS } from './transplant-sets.ts';
import { workupOf } from './workup.ts';

/**
 * Sample patients that the rules are asked about while it is watched what they read: so that what is said of the rules
 * (numbers of a criterion, numbers that no rule reads) is what they really do.
 */

const NUMBERS: Given = {
  age: 50,
  ki67: 10,
  mitoses: 3,
  'liver.involvement': 30,
  'liver.lesion-count': 4,
  'liver.largest-lesion': 40,
  'liver.second-largest-lesion': 10,
  'liver.future-remnant': 40,
  'liver.resectable-fraction': 85,
  ecog: 1,
  bilirubin: 1,
  albumin: 4,
  inr: 1,
  egfr: 60,
  hemoglobin: 12,
  platelets: 200,
  leukocytes: 5,
  'stable-months': 8,
  'primary.site': 'pancreas',
  'disease-course': 'progressing',
  'bulk-symptoms': 'yes',
  syndrome: 'none',
  extrahepatic: 'none',
};

const { 'liver.future-remnant': _, ...UNMEASURED } = NUMBERS;

/** A patient to ask the rules about. */
export interface Sample {
  readonly given: Given;
  readonly context?: RecordContext;
}

const FACTS_GIVEN: readonly Given[] = [
  NUMBERS,
  { ...NUMBERS, 'liver.lobes': 'bilobar', syndrome: 'carcinoid', 'syndrome.refractory': 'yes' },
  { ...NUMBERS, 'liver.resectability': 'resectable', 'liver.lobes': 'unilobar', ki67: 40 },
  { ...NUMBERS, 'liver.resectability': 'unresectable', 'liver.pattern.reported': 'III', ki67: 2 },
  { ...NUMBERS, 'liver.segments': ['6', '7'], 'liver.lesion-count': 1, differentiation: 'poor', ki67: 60 },
  { ...NUMBERS, 'primary.status': 'resected', 'heart-disease': 'none', sstr: 'positive' },
  {},
];

export const SAMPLES: readonly Sample[] = [
  ...FACTS_GIVEN.map((given) => ({ given })),
  // The remnant was not measured; studies of the context are of the day.
  {
    given: { ...UNMEASURED, 'liver.segments': ['6', '7'] },
    context: { markers: { 'chromogranin-a': SOME_DAY }, activeOrders: [], echocardiogram: SOME_DAY },
  },
];

/** What was asked while the rules were watched. */
export interface Seen {
  /** Parameters that were read. */
  readonly parameters: Set<string>;
  /** Words that a fact was compared with and cannot take, as `fact: word`. */
  readonly strangeWords: Set<string>;
}

export function nothingSeen(): Seen {
  return { parameters: new Set(), strangeWords: new Set() };
}

class WatchedSituation extends Situation {
  seen: Seen | undefined;

  override is(id: FactId, ...words: readonly string[]) {
    const definition = factDefinition(id);
    const known: readonly string[] = definition.type === 'word' ? definition.words : [];
    for (const word of words) if (!known.includes(word)) this.seen?.strangeWords.add(`${id}: ${word}`);
    return super.is(id, ...words);
  }
}

/** A watched patient of whom only the facts of a sample are on record; the primary was resected today. */
export function watchedSituation({ given, context }: Sample, seen: Seen): Situation {
  const watching: Limits = new Proxy(limits(), {
    get(target, key) {
      seen.parameters.add(String(key));
      return target[key as keyof Limits];
    },
  });
  const { assumed } = situationGiven(given, context, watching);
  // A date is no `Given`.
  const today = { kind: 'date' as const, first: assumed.today, last: assumed.today, text: '' };
  const values = startingValues(assumed).with(numberOf('primary.resected-on'), today);
  const situation = new WatchedSituation(assumed, watching, values);
  situation.seen = seen;
  return situation;
}

function reachableOf(options: readonly OptionDefinition[], situation: Situation) {
  const open = options.filter((option) => outcomeOf(option, situation).group === 'open');
  return new Map(open.map((option) => [option.code, bestReachable(option, situation)]));
}

/** What the rules read, over all samples: facts in words, options, sets, alerts, work-up. */
export function whatRulesRead(options: readonly OptionDefinition[]): Seen {
  const seen = nothingSeen();
  for (const sample of SAMPLES) {
    const situation = watchedSituation(sample, seen);
    for (const fact of situation.assumed.list) evaluatedFact(situation, fact);
    for (const option of options) {
      outcomeOf(option, situation);
      option.applicable?.test(situation);
      for (const criterion of option.criteria) {
        criterion.when?.(situation);
        criterion.test(situation);
      }
      for (const note of option.notes) if (typeof note !== 'string') note(situation);
    }
    for (const set of TRANSPLANT_SETS) for (const criterion of set.criteria) criterion.test(situation);
    alertsOf({ situation, ordered: [] });
    // What an open option could become takes long to search for, and reads the same of every patient.
    workupOf(situation, options, sample === SAMPLES[0] ? reachableOf(options, situation) : new Map());
  }
  return seen;
}
