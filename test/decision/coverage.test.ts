import { describe, expect, it } from 'vitest';
import {
  cellName,
  type Column,
  coverageTables,
  emptyCells,
  IMPOSSIBLE,
  type Row,
} from '../../src/cli/coverage-cells.ts';
import type { Boundary, Vignette } from '../../src/cli/vignette-files.ts';
import { situationOf } from '../../src/decision/evaluate.ts';
import { childPughPoints } from '../../src/decision/liver-function.ts';
import { type Parameter, PARAMETERS } from '../../src/decision/parameters.ts';
import { monthsSince } from '../../src/decision/assumptions.ts';
import { parseDate } from '../../src/domain/calendar.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { FACTS } from '../../src/domain/fact-catalogue.ts';
import { roundTo } from '../../src/domain/interval.ts';
import { TODAY } from './patient.ts';
import { randomPatient } from './random-patient.ts';
import { evaluate } from '../../src/decision/evaluate.ts';
import { evaluateVignette, recordedFacts, VIGNETTES, writtenFacts } from './vignette-check.ts';

const tables = coverageTables(VIGNETTES);
const rows = new Map<string, Row>(tables.flatMap((table) => table.rows.map((row) => [row.id, row] as const)));

/** What a case may be about beside a criterion, an alert or an item of the work-up, and where it expects it. */
const OTHER: Readonly<Record<string, (vignette: Vignette) => boolean>> = {
  'classification.grade': ({ expect: e }) => e.classification !== undefined,
  'classification.category': ({ expect: e }) => e.classification !== undefined,
  'classification.pattern': ({ expect: e }) => (e.classification ?? e.factText) !== undefined,
  'primary-resection.timing': ({ expect: e }) => e.timing !== undefined,
  assumptions: ({ expect: e }) => (e.assumed ?? e.notAssumed ?? e.leansOn ?? e.factText) !== undefined,
  rank: ({ expect: e }) => (e.rank ?? e.order) !== undefined,
  applies: ({ expect: e }) => e.applies !== undefined,
};

/** Does the vignette expect something of the thing that it says it is about? */
function expectsWhatItDecides(vignette: Vignette, about: string): boolean {
  const other = OTHER[about];
  if (other) return other(vignette);
  const { expect: e } = vignette;
  const [owner = '', item = ''] = about.split('.');
  if (owner === 'workup') {
    const named = [
      ...(e.workup ?? []),
      ...(e.noWorkup ?? []),
      ...(e.workupFirst ?? []),
      ...(e.workupOmitted ?? []),
    ];
    return rows.has(item) && named.includes(item);
  }
  if (!rows.has(about)) return false;
  const options = {
    ...e.status,
    ...e.criteria,
    ...e.deferred,
    ...e.rank,
    ...e.settledBy,
    ...e.counterfactual,
  };
  const sets = Object.keys(e.sets ?? {});
  const alerts = [...(e.alerts ?? []), ...(e.noAlerts ?? [])];
  return (
    owner in options ||
    sets.some((id) => id.split('.')[0] === owner) ||
    alerts.includes(about) ||
    (about === 'contraindicated-order' && e.critique !== undefined) ||
    e.applies === false ||
    e.assumed !== undefined
  );
}

/** Days from a date of a vignette to the day on which it is looked at. */
function daysBefore(date: unknown): number | undefined {
  const day = parseDate(String(date))?.first;
  const today = parseDate(TODAY)?.first;
  return day === undefined || today === undefined ? undefined : today - day;
}

/** What a parameter is compared with in a vignette, read from its facts. */
function comparedValue(vignette: Vignette, boundary: Boundary, parameter: Parameter): number | undefined {
  const written = writtenFacts(vignette);
  const situation = situationOf(recordedFacts(vignette), { date: TODAY, strict: vignette.strict });
  switch (parameter.id) {
    case 'child-pugh-b-min':
    case 'child-pugh-c-min':
      return childPughPoints(situation.liver, situation.limits).fewest;
    case 'dominant-lesion-ratio':
      return Number(written['liver.largest-lesion']) / Number(written['liver.second-largest-lesion']);
    case 'transplant-primary-months': {
      const date = situation.value('primary.resected-on');
      return date?.kind === 'date' ? monthsSince(date, situation.assumed.today).low : undefined;
    }
    case 'remnant-assumed-segments':
      return (written['liver.segments'] as readonly string[]).length;
    case 'echocardiogram-days':
      return daysBefore(written.echocardiogram);
    case 'marker-days':
      return daysBefore((written.markers as Readonly<Record<string, string>>)['chromogranin-a']);
    case 'hemoglobin-cytopenia':
      return Number(written.hemoglobin);
    case 'platelets-cytopenia':
      return Number(written.platelets);
    case 'leukocytes-cytopenia':
      return Number(written.leukocytes);
    case 'egfr-contrast-barred':
      return Number(written.egfr);
    case 'ki67-near-limit':
      return Number(written.ki67);
    default: {
      const [fact] = parameter.facts;
      return fact === undefined ? boundary.value : Number(written[fact]);
    }
  }
}

describe('coverage of the rules by the vignettes', () => {
  it('leaves no cell empty', () => {
    expect(emptyCells(tables)).toEqual([]);
  });

  it.each(tables.map((table) => [table.title, table] as const))('%s: has rows', (_, table) => {
    expect(table.rows.length).toBeGreaterThan(0);
  });

  it('every vignette is about something that exists and that it expects something of', () => {
    const wrong = VIGNETTES.flatMap((vignette) =>
      vignette.decides
        .filter((about) => !expectsWhatItDecides(vignette, about))
        .map((about) => `${vignette.file}: ${vignette.name}: ${about}`),
    );
    expect(wrong).toEqual([]);
  });

  it('a vignette at a boundary stands there: the limit, or one smallest step from it', () => {
    const wrong: string[] = [];
    for (const vignette of VIGNETTES) {
      for (const boundary of vignette.boundary) {
        const parameter = PARAMETERS.find(({ id }) => id === boundary.parameter);
        if (!parameter) {
          wrong.push(`${vignette.name}: '${boundary.parameter}' is no number of the rules`);
          continue;
        }
        const steps = { below: -1, at: 0, above: 1 }[boundary.side];
        const expected = roundTo(parameter.value + steps * parameter.step, 3);
        const found = comparedValue(vignette, boundary, parameter);
        const stated = boundary.value ?? expected;
        if (found === undefined || roundTo(found, 3) !== expected || stated !== expected)
          wrong.push(
            `${vignette.name}: ${parameter.id} ${boundary.side} is ${expected}, found ${String(found)}`,
          );
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Does an evaluation show the cell? */
function shows(evaluation: Evaluation, row: string, column: Column): boolean {
  const [option, criterion] = row.split('.');
  return evaluation.options.some(
    ({ code, criteria }) =>
      code === option && criteria.some(({ id, result }) => id === criterion && result === column),
  );
}

describe('cells that are said to be impossible', () => {
  const RANDOM_PATIENTS = 150;
  const evaluations = [
    ...VIGNETTES.map((vignette) => evaluateVignette(vignette)),
    ...Array.from({ length: RANDOM_PATIENTS }, (_, seed) =>
      evaluate(randomPatient(seed + 1, 0.5 + (seed % 5) / 10), {
        date: TODAY,
        strict: seed % 2 === 0,
        withWorkup: false,
        withExplanations: false,
      }),
    ),
  ];

  it.each(Object.entries(IMPOSSIBLE))('%s: %s', (cell) => {
    const [row = '', column = ''] = cell.split(' ');
    expect(rows.has(row)).toBe(true);
    if (row === 'no-lesion') {
      const definition = FACTS['liver.lesion-count'];
      expect(definition.plausible[0]).toBe(0);
      return;
    }
    expect(evaluations.filter((evaluation) => shows(evaluation, row, column as Column))).toEqual([]);
  });

  it('are never filled by a vignette', () => {
    const filled = tables.flatMap((table) =>
      table.rows.flatMap((row) =>
        table.columns.filter((column) => row.columns[column]).map((column) => cellName(row, column)),
      ),
    );
    expect(filled.filter((cell) => cell in IMPOSSIBLE)).toEqual([]);
  });
});
