import { numberOf } from '../../decision/atom.ts';
import type { Criterion, OptionDefinition } from '../../decision/criterion.ts';
import { type Given, situationGiven } from '../../decision/decision-tables.ts';
import { type Limits, limits, PARAMETERS, type Parameter } from '../../decision/parameters.ts';
import { Situation } from '../../decision/situation.ts';
import { startingValues } from '../../decision/starting-values.ts';
import type { SetCriterion } from '../../decision/transplant-sets.ts';
import { FACTS, TREATMENTS } from '../../domain/fact-catalogue.ts';

/**
 * Which numbers a criterion reads, and which remarks an option can make, found by asking it about sample patients and
 * watching: so the pages name what the rules really use.
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
const SAMPLES: readonly Given[] = [
  NUMBERS,
  { ...NUMBERS, 'liver.lobes': 'bilobar', syndrome: 'carcinoid', 'syndrome.refractory': 'yes' },
  { ...NUMBERS, 'liver.resectability': 'resectable', 'liver.lobes': 'unilobar', ki67: 40 },
  { ...NUMBERS, 'liver.resectability': 'unresectable', 'liver.pattern.reported': 'III', ki67: 2 },
  { ...NUMBERS, 'liver.segments': ['6', '7'], 'liver.lesion-count': 1, differentiation: 'poor', ki67: 60 },
  { ...NUMBERS, 'primary.status': 'resected', 'heart-disease': 'none', sstr: 'positive' },
  {},
];

function watched(given: Given, seen: Set<string>): Situation {
  const { assumed } = situationGiven(given);
  const watching: Limits = new Proxy(limits(), {
    get(target, key) {
      seen.add(String(key));
      return target[key as keyof Limits];
    },
  });
  // A date is no `Given`: the primary was resected on the day of the sample.
  const today = { kind: 'date' as const, first: assumed.today, last: assumed.today, text: '' };
  const values = startingValues(assumed).with(numberOf('primary.resected-on'), today);
  return new Situation(assumed, watching, values);
}

const TRACED = new Map<object, readonly Parameter[]>();

/**
 * The numbers that a criterion compares with. Those behind the feasibility of surgery belong to the operations: of
 * them only the ones that are compared with a fact of the criterion are named.
 */
export function parametersOf(criterion: Criterion | SetCriterion): readonly Parameter[] {
  const known = TRACED.get(criterion);
  if (known) return known;
  const seen = new Set<string>();
  for (const given of SAMPLES) {
    criterion.test(watched(given, seen));
    if ('when' in criterion) criterion.when?.(watched(given, seen));
  }
  const asksForSurgery = criterion.reads.includes('liver.resectability');
  const found = PARAMETERS.filter(
    ({ id, facts }) =>
      seen.has(id) &&
      (facts.some((fact) => criterion.reads.includes(fact)) || (facts.length === 0 && !asksForSurgery)),
  );
  TRACED.set(criterion, found);
  return found;
}

/** The parameters of an option, each once, with the criteria that compare with it. */
export function parametersOfOption(option: OptionDefinition): ReadonlyMap<Parameter, readonly string[]> {
  const found = new Map<Parameter, string[]>();
  for (const criterion of option.criteria) {
    for (const parameter of parametersOf(criterion))
      found.set(parameter, [...(found.get(parameter) ?? []), criterion.id]);
  }
  return new Map(PARAMETERS.flatMap((p) => (found.has(p) ? [[p, found.get(p) ?? []]] : [])));
}

function everyWord(): readonly Situation[] {
  const single = Object.entries(FACTS).flatMap(([id, definition]) =>
    definition.type === 'word' ? definition.words.map((word): Given => ({ [id]: word })) : [],
  );
  const situations = [{}, ...single].map((given) => situationGiven(given));
  const [first] = situations;
  if (!first) return [];
  const prior = TREATMENTS.map((what) => ({ what, dates: [], inForce: true, references: [] }));
  const treated = { ...first.assumed, recorded: { ...first.assumed.recorded, prior } };
  return [...situations, new Situation(treated, first.limits, startingValues(treated))];
}

/** The remarks that an option makes for some patients only. */
export function conditionalRemarks(option: OptionDefinition): readonly string[] {
  const remarks = option.notes.filter((note) => typeof note !== 'string');
  if (remarks.length === 0) return [];
  const texts = everyWord().flatMap((situation) => remarks.map((remark) => remark(situation)));
  return [...new Set(texts.filter((text) => text !== undefined))];
}
