import type { Criterion, OptionDefinition } from '../../decision/criterion.ts';
import { type Given, situationGiven } from '../../decision/decision-tables.ts';
import { PARAMETERS, type Parameter } from '../../decision/parameters.ts';
import { nothingSeen, SAMPLES, watchedSituation } from '../../decision/sample-situations.ts';
import { Situation } from '../../decision/situation.ts';
import { startingValues } from '../../decision/starting-values.ts';
import type { SetCriterion } from '../../decision/transplant-sets.ts';
import { FACTS, TREATMENTS } from '../../domain/fact-catalogue.ts';

/**
 * Which numbers a criterion reads, and which remarks an option can make, found by asking it about sample patients and
 * watching: so the pages name what the rules really use.
 */

const TRACED = new Map<object, readonly Parameter[]>();

/**
 * The numbers that a criterion compares with. Those behind the feasibility of surgery belong to the operations: of
 * them only the ones that are compared with a fact of the criterion are named.
 */
export function parametersOf(criterion: Criterion | SetCriterion): readonly Parameter[] {
  const known = TRACED.get(criterion);
  if (known) return known;
  const seen = nothingSeen();
  for (const sample of SAMPLES) {
    criterion.test(watchedSituation(sample, seen));
    if ('when' in criterion) criterion.when?.(watchedSituation(sample, seen));
  }
  const asksForSurgery = criterion.reads.includes('liver.resectability');
  const found = PARAMETERS.filter(
    ({ id, facts }) =>
      seen.parameters.has(id) &&
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
