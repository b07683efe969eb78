import type { Criterion, OptionDefinition } from '../../decision/criterion.ts';
import { PARAMETERS, type Parameter } from '../../decision/parameters.ts';
import { nothingSeen, SAMPLES, watchedSituation } from '../../decision/sample-situations.ts';
import type { SetCriterion } from '../../decision/transplant-sets.ts';

/**
 * Which numbers a criterion reads, found by asking it about sample patients and watching: so the pages name what the
 * rules really use.
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
