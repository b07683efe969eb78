import { forEachPossible, type Truth } from '../domain/truth.ts';
import type { Situation } from './situation.ts';

/** One thing that a table asks about: the cases that it tells apart, and those that are still possible for a patient. */
export interface Input<Case extends string = string> {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly possible: (situation: Situation) => readonly string[];
}

/** `open`: the sources leave the case open on purpose; it stays unknown. */
export type Gives = 'yes' | 'no' | 'open';

/** One row: for each input the cases that it holds for, or any. */
export interface Row<Inputs extends readonly Input[] = readonly Input[]> {
  readonly when: {
    readonly [at in keyof Inputs]: (Inputs[at] extends Input<infer Case> ? readonly Case[] : never) | 'any';
  };
  readonly gives: Gives;
}

/** A table by which a rule answers. Its rows have no order: each combination of cases stands in one row. */
export interface CaseTable {
  readonly id: string;
  readonly inputs: readonly Input[];
  readonly rows: readonly Row[];
}

/** Every table that a rule answers by. */
export const CASE_TABLES: CaseTable[] = [];

/** What is left to ask once some inputs are answered: nothing, or the next input. */
type Step = Truth | { readonly input: Input; readonly next: Readonly<Record<string, Step>> };

const ANSWERS: Readonly<Record<Gives, Truth>> = { yes: true, no: false, open: 'unknown' };

function holdsFor({ when }: Row, combination: readonly string[]): boolean {
  return combination.every((one, at) => when[at] === 'any' || when[at]?.includes(one));
}

/** The table as steps; an input on which nothing depends is not asked. */
function steps({ inputs, rows }: CaseTable, chosen: readonly string[] = []): Step {
  const input = inputs[chosen.length];
  if (input === undefined) {
    const row = rows.find((one) => holdsFor(one, chosen));
    return row === undefined ? 'unknown' : ANSWERS[row.gives];
  }
  const next = Object.fromEntries(
    input.cases.map((one) => [one, steps({ id: '', inputs, rows }, [...chosen, one])]),
  );
  const [first, ...others] = Object.values(next);
  if (first !== undefined && typeof first !== 'object' && others.every((other) => other === first))
    return first;
  return { input, next };
}

function follow(step: Step, situation: Situation): Truth {
  if (typeof step !== 'object') return step;
  return forEachPossible(step.input.possible(situation), (one) =>
    follow(step.next[one] ?? 'unknown', situation),
  );
}

/**
 * A rule that answers by a table: true or false when every case that is still possible leads there, else unknown.
 * The table is checked when the knowledge base is loaded (`caseTableFaults`).
 */
export function byTable<const Inputs extends readonly Input[]>(
  id: string,
  inputs: Inputs,
  rows: readonly Row<Inputs>[],
): (situation: Situation) => Truth {
  const table: CaseTable = { id, inputs, rows };
  CASE_TABLES.push(table);
  const first = steps(table);
  return (situation) => follow(first, situation);
}

function combinationsOf(inputs: readonly Input[]): readonly (readonly string[])[] {
  return inputs.reduce<readonly (readonly string[])[]>(
    (all, { cases }) => all.flatMap((before) => cases.map((one) => [...before, one])),
    [[]],
  );
}

/**
 * What is wrong with a table: a gap (a combination that no row holds for), an overlap (one that several rows hold for:
 * nothing would say which of them counts), a row for a case that its input does not tell apart.
 */
export function caseTableFaults({ id, inputs, rows }: CaseTable): readonly string[] {
  const where = `rule table '${id}'`;
  const faults: string[] = [];
  rows.forEach(({ when }, at) => {
    inputs.forEach(({ name, cases }, input) => {
      const listed = when[input] ?? [];
      if (listed === 'any') return;
      if (listed.length === 0) faults.push(`${where}, row ${at + 1}: no case of ${name}`);
      for (const one of listed)
        if (!cases.includes(one)) faults.push(`${where}, row ${at + 1}: '${one}' is no case of ${name}`);
    });
  });
  for (const combination of combinationsOf(inputs)) {
    const holding = rows.flatMap((row, at) => (holdsFor(row, combination) ? [at + 1] : []));
    const named = combination.join(' / ');
    if (holding.length === 0) faults.push(`${where}, ${named}: a gap, no row`);
    if (holding.length > 1) faults.push(`${where}, ${named}: an overlap, rows ${holding.join(' and ')}`);
  }
  return faults;
}
