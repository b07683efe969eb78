import { type AlertId, ALERTS, alertsOf } from '../../decision/alerts.ts';
import type { Applicable, Criterion, OptionDefinition } from '../../decision/criterion.ts';
import { limitsOutOfOrder } from '../../decision/limit-order.ts';
import { OPTIONS } from '../../decision/options.ts';
import { type Limits, limits, PARAMETERS, type Parameter } from '../../decision/parameters.ts';
import { bestReachable } from '../../decision/reachable.ts';
import type { Situation } from '../../decision/situation.ts';
import { answer, applicability, outcomeOf } from '../../decision/status.ts';
import { type NumbersOfRule, ROUTES, type Route, type Traced } from '../../decision/traced.ts';
import { type SetCriterion, TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { workupOf } from '../../decision/workup.ts';
import type { RecordedFacts } from '../../domain/facts.ts';
import { roundTo } from '../../domain/interval.ts';
import { besides, boundsBeside, put } from './beside-limits.ts';
import {
  madeUp,
  type MadeUp,
  NOT_IMAGED,
  recordOf,
  SINGLE_PATIENTS,
  situationOf,
} from './made-up-patients.ts';
import { answersOf, feasibilityOf, PinnedSituation } from './pinned-situation.ts';

/**
 * Which numbers a rule depends on, found by moving them: a number belongs to a rule when there is a patient for whom
 * the answer of the rule changes with the number. Many made-up patients are put just below, at and just above each
 * number, and the number is moved by its smallest step.
 */

/** A rule of which the answer is looked at. */
type Rule = Criterion | Applicable | SetCriterion | AlertId;

const SET_CRITERIA: readonly SetCriterion[] = [
  ...new Set(TRANSPLANT_SETS.flatMap(({ criteria }) => criteria)),
];
const ALERT_IDS = Object.keys(ALERTS) as AlertId[];
const RULES: readonly Rule[] = [
  ...new Set<Rule>([
    ...OPTIONS.flatMap(({ applicable, criteria }) => [...(applicable ? [applicable] : []), ...criteria]),
    ...SET_CRITERIA,
    ...ALERT_IDS,
  ]),
];

/** Patients that are put beside each number. */
const PATIENTS = 300;
/** One of so many patients stands below and above the number without a value as well. */
const WITH_BOUNDS = 3;
/** For how many patients it is asked on which way a number reaches a rule. */
const MOST_ASKED = 30;
const DECIMALS = 3;

/** The options that ask a criterion. */
const ASKING: ReadonlyMap<Rule, readonly OptionDefinition[]> = new Map(
  RULES.map((rule) => [rule, OPTIONS.filter(({ criteria }) => (criteria as readonly Rule[]).includes(rule))]),
);

/** Is the rule asked of the patient: does the question of an option arise that asks it? */
function isAsked(rule: Rule, situation: Situation): boolean {
  const asking = ASKING.get(rule) ?? [];
  return asking.length === 0 || asking.some((option) => applicability(option, situation) !== false);
}

/** The answers of rules for a patient. */
function answers(situation: Situation, rules: readonly Rule[] = RULES): readonly unknown[] {
  let raised: ReadonlySet<string> | undefined;
  return rules.map((rule) => {
    if (typeof rule !== 'string') return 'kind' in rule ? answer(rule, situation) : rule.test(situation);
    raised ??= new Set(alertsOf({ situation, ordered: [] }).map(({ id }) => id));
    return raised.has(rule);
  });
}

/** The numbers with one of them moved by its smallest step; none where that puts the limits out of order. */
function moved({ id, value, step }: Parameter, direction: -1 | 1): readonly Limits[] {
  const values = { ...limits(), [id]: roundTo(value + direction * step, DECIMALS) };
  return limitsOutOfOrder(values).length === 0 ? [values] : [];
}

/** One patient for whom the answer of a rule changes with a number. */
interface Witness {
  readonly rule: Rule;
  readonly record: RecordedFacts;
  readonly patient: MadeUp;
  readonly before: Situation;
  readonly after: Limits;
}

/** The way on which the number reaches the rule for this patient; undefined: the rule compares with it. */
function routeOf({ rule, record, patient, before, after }: Witness): Route | undefined {
  const [was] = answers(before, [rule]);
  const changes = (held: ReadonlyMap<number, unknown>, patterns?: Situation['patterns']): boolean => {
    const situation = situationOf(record, patient, after, PinnedSituation).pin(held, patterns);
    return answers(situation, [rule])[0] !== was;
  };
  const everything = answersOf(before, rule);
  if (changes(everything, before.patterns)) return undefined;
  if (!changes(feasibilityOf(before))) return 'feasibility';
  return changes(everything) ? 'pattern' : 'options';
}

interface Found {
  /** The rule compares with the number itself. */
  own: boolean;
  readonly routes: Set<Route>;
  asked: number;
}

/** What is found of every rule when one number moves. */
function whenMoved(parameter: Parameter, number: number): ReadonlyMap<Rule, Found> {
  const found = new Map<Rule, Found>();
  const ways = { [-1]: moved(parameter, -1), 1: moved(parameter, 1) } as const;
  const places = besides(parameter);
  const bounds = boundsBeside(parameter);
  const drawn = Array.from({ length: PATIENTS }, (_, i) => madeUp(number * PATIENTS + i));
  [...SINGLE_PATIENTS, ...drawn].forEach((whole, at) => {
    for (const { beside, passedBy } of at < SINGLE_PATIENTS.length || at % WITH_BOUNDS === 0
      ? [...places, ...bounds]
      : places) {
      const patient = put(whole, beside);
      const record = recordOf(patient);
      const before = situationOf(record, patient, limits());
      const was = answers(before);
      for (const after of passedBy.flatMap((direction) => ways[direction])) {
        const changed = situationOf(record, patient, after);
        const is = answers(changed);
        RULES.forEach((rule, i) => {
          if (is[i] === was[i] || !isAsked(rule, before) || !isAsked(rule, changed)) return;
          const one = found.get(rule) ?? { own: false, routes: new Set(), asked: 0 };
          found.set(rule, one);
          if (one.own || one.asked >= MOST_ASKED) return;
          one.asked += 1;
          const route = routeOf({ rule, record, patient, before, after });
          if (route === undefined) one.own = true;
          else one.routes.add(route);
        });
      }
    }
  });
  return found;
}

/** Of every number the rules that depend on it. */
function traceAll(): ReadonlyMap<Parameter, ReadonlyMap<Rule, Found>> {
  return new Map(PARAMETERS.map((parameter, number) => [parameter, whenMoved(parameter, number)]));
}

/** The items of the work-up that are asked for. */
function askedFor(situation: Situation): readonly string[] {
  const open = OPTIONS.filter((option) => outcomeOf(option, situation).group === 'open');
  const couldBe = new Map(open.map((option) => [option.code, bestReachable(option, situation)]));
  return workupOf(situation, OPTIONS, couldBe).shown.map(({ id }) => id);
}

/** The items of the work-up that compare with a number themselves: a number that nothing else compares with. */
function workupWith(parameter: Parameter): ReadonlySet<string> {
  const items = new Set<string>();
  for (const { beside, passedBy } of besides(parameter)) {
    const patient = put(NOT_IMAGED, beside);
    const record = recordOf(patient);
    const was = askedFor(situationOf(record, patient, limits()));
    for (const after of passedBy.flatMap((direction) => moved(parameter, direction))) {
      const is = askedFor(situationOf(record, patient, after));
      for (const id of is) if (!was.includes(id)) items.add(id);
      for (const id of was) if (!is.includes(id)) items.add(id);
    }
  }
  return items;
}

/** The numbers of every criterion (`<option>.<criterion>`, `<set>.<criterion>`), alert and item of the work-up. */
export type NumbersOfRules = Pick<Traced, 'alerts' | 'workup'> & {
  readonly criteria: Readonly<Record<string, NumbersOfRule>>;
};

/** Finds the numbers of every rule by moving each of them; takes half a minute. */
export function numbersByMoving(): NumbersOfRules {
  const all = traceAll();
  const numbersOf = (rule: Rule): NumbersOfRule => {
    const own = PARAMETERS.filter((parameter) => all.get(parameter)?.get(rule)?.own);
    const through: Partial<Record<Route, readonly string[]>> = {};
    for (const route of Object.keys(ROUTES) as Route[]) {
      const reached = PARAMETERS.filter(
        (one) => !own.includes(one) && all.get(one)?.get(rule)?.routes.has(route),
      );
      // What an option comes to stands on its own page, not with every alert that looks at it.
      const told = typeof rule !== 'string' || route === 'pattern';
      if (told && reached.length > 0) through[route] = reached.map(({ id }) => id);
    }
    const numbers = own.map(({ id }) => id);
    return Object.keys(through).length === 0 ? { numbers } : { numbers, through };
  };
  const criteria: [string, NumbersOfRule][] = [
    ...OPTIONS.flatMap(({ code, applicable, criteria: asked }) => [
      ...(applicable ? [[`${code}.applicable`, applicable] as const] : []),
      ...asked.map((one) => [`${code}.${one.id}`, one] as const),
    ]),
    ...TRANSPLANT_SETS.flatMap(({ code, criteria: asked }) =>
      asked.map((one) => [`${code}.${one.id}`, one] as const),
    ),
  ].map(([id, rule]) => [id, numbersOf(rule)]);
  const workup: Record<string, NumbersOfRule> = {};
  for (const parameter of PARAMETERS.filter((one) => all.get(one)?.size === 0)) {
    for (const id of workupWith(parameter))
      workup[id] = { numbers: [...(workup[id]?.numbers ?? []), parameter.id] };
  }
  return {
    criteria: Object.fromEntries(criteria),
    alerts: Object.fromEntries(ALERT_IDS.map((id) => [id, numbersOf(id)])),
    workup,
  };
}
