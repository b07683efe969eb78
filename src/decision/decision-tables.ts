import { formatDay } from '../domain/calendar.ts';
import type { Citation } from '../domain/evaluation.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { Fact, RecordContext, RecordedFacts, Value } from '../domain/facts.ts';
import { exactly } from '../domain/interval.ts';
import type { Truth } from '../domain/truth.ts';
import { assume, NO_RECORD } from './assumptions.ts';
import { type Limits, limits } from './parameters.ts';
import { Situation } from './situation.ts';
import { startingValues } from './starting-values.ts';

/** Facts of a row, in short: a number, a word, or a list of segments. */
export type Given = Readonly<Partial<Record<FactId, number | string | readonly string[]>>>;

/** One case of an axis. A band of numbers says where it begins and ends, so that bands side by side read as one. */
export interface Case {
  readonly label: string;
  readonly given: Given;
  readonly from?: { readonly limit: string; readonly included: boolean };
  readonly to?: { readonly limit: string; readonly included: boolean };
}

/** One thing that a table asks about, with the cases that it tells apart. */
export interface Axis {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** One answer that a table gives: everything that it can still be, one thing when it is decided. */
export interface Answer {
  readonly name: string;
  readonly of: (situation: Situation) => readonly string[];
  /** The answers that some row has to give; one that no row gives is out of reach. */
  readonly expected: readonly string[];
}

/** A table of the rules as data: every combination of the cases with the answers that the rules give. */
export interface TableDefinition {
  readonly id: string;
  readonly title: string;
  readonly citations: readonly Citation[];
  readonly axes: readonly Axis[];
  readonly answers: readonly Answer[];
  /** Why an answer is left open for a row, where the rules leave it open on purpose. */
  readonly open?: (row: readonly string[], answer: string) => string | undefined;
  readonly remark?: string;
}

export interface TableRow {
  readonly when: readonly string[];
  readonly gives: readonly (readonly string[])[];
}

/** A table with its rows. */
export interface DecisionTable extends TableDefinition {
  readonly rows: readonly TableRow[];
}

/** The day on which made-up patients are looked at. */
export const SOME_DAY = formatDay(0);

function valueGiven(given: number | string | readonly string[]): Value {
  if (typeof given === 'number') return { kind: 'number', ...exactly(given) };
  if (typeof given === 'string') return { kind: 'word', possible: [given] };
  return { kind: 'set', members: given, complete: true };
}

const NO_CONTEXT: RecordContext = { markers: {}, activeOrders: [] };

/** A patient of whom only the facts of a row are on record. */
export function situationGiven(
  given: Given,
  context: RecordContext = NO_CONTEXT,
  values: Limits = limits(),
): Situation {
  const facts: Partial<Record<FactId, Fact>> = {};
  for (const [id, value] of Object.entries({ nelm: 'yes', ...given })) {
    facts[id as FactId] = {
      id: id as FactId,
      state: 'known',
      value: valueGiven(value),
      stale: false,
      sources: [],
    };
  }
  const recorded: RecordedFacts = { ...NO_RECORD, subject: 'Patient/table', facts, context };
  const assumed = assume(recorded, SOME_DAY, false, values);
  return new Situation(assumed, values, startingValues(assumed));
}

/** The answers to a question of yes or no: both while it is open. */
export function yesOrNo(truth: Truth): readonly string[] {
  return truth === 'unknown' ? ['yes', 'no'] : [truth ? 'yes' : 'no'];
}

/** All combinations of the cases of the axes, with the answers of the rules for the numbers in force. */
export function filledTable(definition: TableDefinition, values: Limits = limits()): DecisionTable {
  let combinations: { when: readonly string[]; given: Given }[] = [{ when: [], given: {} }];
  for (const { cases } of definition.axes) {
    combinations = combinations.flatMap(({ when, given }) =>
      cases.map((one) => ({ when: [...when, one.label], given: { ...given, ...one.given } })),
    );
  }
  return {
    ...definition,
    rows: combinations.map(({ when, given }) => {
      const situation = situationGiven(given, NO_CONTEXT, values);
      return { when, gives: definition.answers.map((answer) => answer.of(situation)) };
    }),
  };
}

/**
 * What is wrong with a table: a gap (nothing answers a row), an overlap without an order (two answers for a row of
 * which all is known), an answer that no row gives, a remark on an open row that is not open.
 */
export function faultsOf(table: DecisionTable): readonly string[] {
  const faults: string[] = [];
  table.answers.forEach((answer, column) => {
    const reached = new Set<string>();
    for (const { when, gives } of table.rows) {
      const given = gives[column] ?? [];
      const where = `table '${table.id}', ${answer.name}, ${when.join(' / ')}`;
      const open = table.open?.(when, answer.name);
      for (const one of given) reached.add(one);
      if (given.length === 0) faults.push(`${where}: a gap, no rule answers`);
      else if (given.length > 1 && open === undefined)
        faults.push(`${where}: not decided, ${given.join(' or ')}`);
      else if (given.length === 1 && open !== undefined) faults.push(`${where}: said to be open and decided`);
    }
    for (const one of answer.expected)
      if (!reached.has(one)) faults.push(`table '${table.id}', ${answer.name}: no row gives '${one}'`);
  });
  return faults;
}
