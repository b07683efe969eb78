import type { OptionDefinition } from '../../decision/criterion.ts';
import { OPTIONS } from '../../decision/options.ts';
import { PARAMETERS, type Parameter } from '../../decision/parameters.ts';
import {
  type CriterionTrace,
  type NumbersOfRule,
  ROUTES,
  type Route,
  TRACED,
  type Traced,
} from '../../decision/traced.ts';
import { TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { impossibleResults } from '../coverage-cells.ts';
import { caseNamesOf } from './cases.ts';
import { tracedDigest } from './digest.ts';
import { conditionalRemarks } from './remarks.ts';
import { numbersByMoving, type NumbersOfRules } from './trace.ts';

let found: Traced | undefined;

/** What is known of the rules only by asking them and by reading the cases, for the knowledge base at run time. */
export function traced(): Traced {
  found ??= trace();
  return found;
}

function trace(): Traced {
  const of = tracedDigest();
  // Moving every number takes long: of the same rules the same is found.
  const numbers = TRACED.of === of ? (TRACED as NumbersOfRules) : numbersByMoving();
  const subjects = [...OPTIONS, ...TRANSPLANT_SETS].flatMap((owner) => [
    ...('applicable' in owner && owner.applicable ? [[owner.code, 'applicable'] as const] : []),
    ...owner.criteria.map(({ id }) => [owner.code, id] as const),
  ]);
  const criteria = subjects.map(([owner, id]): readonly [string, CriterionTrace] => {
    const { numbers: own, through } = numbers.criteria[`${owner}.${id}`] ?? NO_NUMBERS;
    const cases = caseNamesOf(owner, id);
    const impossible = impossibleResults(`${owner}.${id}`);
    return [
      `${owner}.${id}`,
      {
        numbers: own,
        ...(through && { through }),
        cases,
        ...(Object.keys(impossible).length > 0 && { impossible }),
      },
    ];
  });
  const notes = OPTIONS.map((option) => [option.code, conditionalRemarks(option)] as const).filter(
    ([, remarks]) => remarks.length > 0,
  );
  return {
    of,
    notes: Object.fromEntries(notes),
    criteria: Object.fromEntries(criteria),
    alerts: numbers.alerts,
    workup: numbers.workup,
  };
}

const NO_NUMBERS: NumbersOfRule = { numbers: [] };

/** The numbers of a rule for the pages. */
export interface NumbersOnPage {
  readonly own: readonly Parameter[];
  readonly through: readonly (readonly [route: Route, numbers: readonly Parameter[]])[];
}

function onPage({ numbers, through = {} }: NumbersOfRule = NO_NUMBERS): NumbersOnPage {
  const named = (ids: readonly string[]) => PARAMETERS.filter(({ id }) => ids.includes(id));
  const routes = (Object.keys(ROUTES) as Route[]).map(
    (route) => [route, named(through[route] ?? [])] as const,
  );
  return { own: named(numbers), through: routes.filter(([, reached]) => reached.length > 0) };
}

/** The numbers of a criterion of an option or of a set (`applicable`: does the question of the option arise). */
export function numbersOf(owner: string, criterion: string): NumbersOnPage {
  return onPage(traced().criteria[`${owner}.${criterion}`]);
}

/** The numbers of an option: each once, with the criteria through which it belongs to the option. */
export interface NumbersOfOption {
  readonly own: readonly (readonly [number: Parameter, criteria: readonly string[]])[];
  readonly through: readonly {
    readonly route: Route;
    readonly reached: readonly Parameter[];
    readonly criteria: readonly string[];
  }[];
}

/** The numbers with which the criteria of an option, or whether its question arises, can change. */
export function numbersOfOption({ code, applicable, criteria }: OptionDefinition): NumbersOfOption {
  const asked = [...(applicable ? ['applicable'] : []), ...criteria.map(({ id }) => id)];
  const found = asked.map((id) => [id, numbersOf(code, id)] as const);
  const idsWith = (has: (numbers: NumbersOnPage) => boolean) =>
    found.filter(([, numbers]) => has(numbers)).map(([id]) => id);
  const own = PARAMETERS.map(
    (parameter) => [parameter, idsWith((numbers) => numbers.own.includes(parameter))] as const,
  ).filter(([, ids]) => ids.length > 0);
  const through = (Object.keys(ROUTES) as Route[]).flatMap((route) => {
    const reachedBy = ({ through: ways }: NumbersOnPage) => ways.find(([way]) => way === route)?.[1] ?? [];
    const reached = PARAMETERS.filter((one) => found.some(([, numbers]) => reachedBy(numbers).includes(one)));
    const ids = idsWith((numbers) => reachedBy(numbers).length > 0);
    return reached.length > 0 ? [{ route, reached, criteria: ids }] : [];
  });
  return { own, through };
}

/** The numbers that an alert depends on. */
export function numbersOfAlert(id: string): NumbersOnPage {
  return onPage(traced().alerts[id]);
}

/** The numbers that the condition of an item of the work-up compares with. */
export function numbersOfWorkup(id: string): NumbersOnPage {
  return onPage(traced().workup[id]);
}

/** The text of `src/decision/traced.generated.json`. */
export function tracedFile(): string {
  return `${JSON.stringify(traced(), null, 1)}\n`;
}
