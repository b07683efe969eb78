import { OPTIONS } from '../../decision/options.ts';
import type { CriterionTrace, Traced } from '../../decision/traced.ts';
import { TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { caseNamesOf } from './cases.ts';
import { conditionalRemarks } from './remarks.ts';
import { parametersOf } from './trace.ts';

/** What is known of the rules only by asking them and by reading the cases, for the knowledge base at run time. */
export function traced(): Traced {
  const criteria: [string, CriterionTrace][] = [];
  for (const { code, applicable, criteria: asked } of OPTIONS) {
    if (applicable)
      criteria.push([`${code}.applicable`, { numbers: [], cases: caseNamesOf(code, 'applicable') }]);
    for (const criterion of asked) {
      const numbers = parametersOf(criterion).map(({ id }) => id);
      criteria.push([`${code}.${criterion.id}`, { numbers, cases: caseNamesOf(code, criterion.id) }]);
    }
  }
  for (const set of TRANSPLANT_SETS) {
    for (const criterion of set.criteria) {
      const numbers = parametersOf(criterion).map(({ id }) => id);
      criteria.push([`${set.code}.${criterion.id}`, { numbers, cases: caseNamesOf(set.code, criterion.id) }]);
    }
  }
  const notes = OPTIONS.map((option) => [option.code, conditionalRemarks(option)] as const).filter(
    ([, remarks]) => remarks.length > 0,
  );
  return { notes: Object.fromEntries(notes), criteria: Object.fromEntries(criteria) };
}

/** The text of `src/decision/traced.generated.json`. */
export function tracedFile(): string {
  return `${JSON.stringify(traced(), null, 1)}\n`;
}
