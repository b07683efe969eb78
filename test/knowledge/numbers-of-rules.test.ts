import { describe, expect, it } from 'vitest';
import { numbersOfOption, traced } from '../../src/cli/rule-book/traced.ts';
import { alertsOf } from '../../src/decision/alerts.ts';
import { evaluate, situationOf } from '../../src/decision/evaluate.ts';
import { limitsOutOfOrder } from '../../src/decision/limit-order.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import {
  limits,
  type Parameter,
  PARAMETERS,
  type ThresholdOverrides,
} from '../../src/decision/parameters.ts';
import type { Situation } from '../../src/decision/situation.ts';
import { answer, applicability } from '../../src/decision/status.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';
import type { RecordedFacts } from '../../src/domain/facts.ts';
import { roundTo } from '../../src/domain/interval.ts';
import { randomPatient } from '../decision/random-patient.ts';
import { patient, TODAY, TYPICAL } from '../decision/patient.ts';
import { recordedFacts, VIGNETTES } from '../decision/vignette-check.ts';

/** The answers of every rule that is asked, by its name. */
function answers(situation: Situation): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const option of OPTIONS) {
    const arises = applicability(option, situation);
    if (option.applicable) found.set(`${option.code}.applicable`, arises);
    if (arises === false) continue;
    for (const criterion of option.criteria)
      found.set(`${option.code}.${criterion.id}`, answer(criterion, situation));
  }
  for (const { code, criteria } of TRANSPLANT_SETS)
    for (const { id, test } of criteria) found.set(`${code}.${id}`, test(situation));
  for (const { id } of alertsOf({ situation, ordered: [] })) found.set(`alert ${id}`, true);
  return found;
}

/** The rules whose answer changes for a patient when a number moves. */
function changed(
  recorded: RecordedFacts,
  strict: boolean,
  parameter: Parameter,
  by: number,
): readonly string[] {
  const thresholds: ThresholdOverrides = { [parameter.id]: roundTo(parameter.value + by, 3) };
  if (limitsOutOfOrder(limits(thresholds)).length > 0) return [];
  const was = answers(situationOf(recorded, { date: TODAY, strict }));
  const is = answers(situationOf(recorded, { date: TODAY, strict, thresholds }));
  const names = [...was.keys()].filter((name) => is.has(name) || name.startsWith('alert'));
  return names.filter((name) => was.get(name) !== is.get(name));
}

const found = traced();

/** Every number of a rule, on whatever way it reaches it. */
function numbersOf(rule: string): readonly string[] {
  const { numbers = [], through = {} } = found.criteria[rule] ?? {};
  return [...numbers, ...Object.values(through).flat()];
}

const parameterOf = new Map(PARAMETERS.map((parameter) => [parameter.id, parameter]));

/** The options of which a criterion, or whether the question arises, can change with a number, and on which way. */
function usersOf(id: string): Readonly<Record<string, string>> {
  const users: Record<string, string> = {};
  for (const option of OPTIONS) {
    const { own, through } = numbersOfOption(option);
    const way = through.find(({ reached }) => reached.some((one) => one.id === id))?.route;
    if (own.some(([one]) => one.id === id)) users[option.code] = 'own';
    else if (way !== undefined) users[option.code] = way;
  }
  return users;
}

describe('the options that a number belongs to', () => {
  it('through the pattern and through whether surgery is feasible: disseminated disease', () => {
    for (const id of ['disseminated-count', 'disseminated-involvement']) {
      const users = usersOf(id);
      for (const option of ['liver-resection', 'staged-hepatectomy', 'resection-with-ablation', 'alpps'])
        expect(users[option], `${id}: ${option}`).toBe('pattern');
      for (const option of [
        'embolization',
        'prrt',
        'radioembolization',
        'somatostatin-analogue',
        'targeted-therapy',
        'chemotherapy',
      ])
        expect(users[option], `${id}: ${option}`).toBe('feasibility');
      expect(users['liver-transplantation']).toBe('pattern');
      for (const option of ['mdt-review', 'interferon-alpha', 'surveillance'])
        expect(users[option], `${id}: ${option}`).toBeUndefined();
    }
  });

  it('as the limit moves, these options change for a patient of whom nobody has judged', () => {
    const recorded = patient({
      ...TYPICAL,
      'liver.resectability': undefined,
      'liver.segments': undefined,
      'liver.lobes': 'bilobar',
      'liver.lesion-count': 12,
      'disease-course': 'progressing',
    });
    const status = (thresholds: ThresholdOverrides) =>
      evaluate(recorded, { date: TODAY, strict: false, withWorkup: false, thresholds }).options;
    const moved = status({ 'disseminated-count': 13 });
    const other = status({})
      .filter(({ code, status: was }) => moved.find((one) => one.code === code)?.status !== was)
      .map(({ code }) => code);
    expect(other).toEqual(
      expect.arrayContaining(['liver-resection', 'staged-hepatectomy', 'embolization', 'prrt']),
    );
    const users = usersOf('disseminated-count');
    for (const option of other) expect(users[option], option).toBeDefined();
  });

  it('by the question whether it arises: no lesion left', () => {
    const users = usersOf('no-lesion');
    expect(users.surveillance).toBe('own');
    expect(users['liver-resection']).toBe('own');
    expect(users['mdt-review']).toBeUndefined();
  });

  it('not where it changes nothing', () => {
    expect(numbersOf('milan.grade')).not.toContain('ki67-g3-surgery-limit');
    expect(numbersOf('milan.grade')).toContain('ki67-g2-max');
    expect(numbersOf('milan.age')).toEqual(['transplant-age-55']);
    expect(numbersOf('milan-2007.age')).toEqual(['transplant-age-50']);
    expect(usersOf('egfr-cisplatin')).toEqual({ chemotherapy: 'own' });
    expect(usersOf('ki67-near-limit')).toEqual({});
  });
});

describe('the numbers of the rules', () => {
  it('miss none with which a rule changes for a case at the limit of the number', () => {
    const missed = new Set<string>();
    for (const vignette of VIGNETTES) {
      for (const { parameter: id } of vignette.boundary) {
        const parameter = parameterOf.get(id) as Parameter;
        for (const by of [-parameter.step, parameter.step]) {
          for (const rule of changed(recordedFacts(vignette), vignette.strict, parameter, by))
            if (rule in found.criteria && !numbersOf(rule).includes(id)) missed.add(`${rule}: ${id}`);
        }
      }
    }
    expect([...missed].sort()).toEqual([]);
  });

  it('miss none with which a rule changes for a random patient, little or much', () => {
    const missed = new Set<string>();
    const TIMES = Number(process.env.TRACE_TIMES ?? 1);
    for (let seed = 0; seed < 40 * TIMES; seed += 1) {
      const recorded = randomPatient(seed, seed % 2 === 0 ? 0.9 : 0.6);
      for (const parameter of PARAMETERS) {
        const by = [parameter.step, -parameter.step, parameter.value / 4][seed % 3] as number;
        for (const rule of changed(recorded, false, parameter, by))
          if (rule in found.criteria && !numbersOf(rule).includes(parameter.id))
            missed.add(`${rule}: ${parameter.id} by ${by}`);
      }
    }
    expect([...missed].sort()).toEqual([]);
  });
});
