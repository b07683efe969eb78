import type { Axis, Case, DecisionTable } from '../../decision/decision-tables.ts';

export interface PrintedRow {
  readonly when: readonly string[];
  readonly gives: readonly string[];
}

interface Block {
  readonly labels: readonly (readonly string[])[];
  readonly gives: readonly string[];
}

/** A decision table as people read it: rows with the same answers together, and what is open on purpose said. */
export function printedRows({ rows, axes, answers, open }: DecisionTable): readonly PrintedRow[] {
  const printed = rows.map(({ when, gives }) => ({
    when,
    gives: gives.map((given, column) => {
      const why = open?.(when, answers[column]?.name ?? '');
      return why === undefined ? given.join(' or ') : `open: ${why}`;
    }),
  }));
  return mergedRows(printed, axes);
}

/**
 * Rows that differ in one column and have the same answers are drawn together: a column that tells nothing says
 * "any". The rows still cover every combination, each once.
 */
export function mergedRows(rows: readonly PrintedRow[], axes: readonly Axis[]): readonly PrintedRow[] {
  let blocks: Block[] = rows.map(({ when, gives }) => ({ labels: when.map((label) => [label]), gives }));
  // The last column first: it is the one that varies fastest.
  for (let axis = axes.length - 1; axis >= 0; axis -= 1) blocks = mergedOn(blocks, axis);
  return blocks.map(({ labels, gives }) => ({
    gives,
    when: labels.map((of, axis) => {
      const cases = axes[axis]?.cases ?? [];
      return of.length === cases.length && cases.length > 1 ? 'any' : together(of, cases);
    }),
  }));
}

function mergedOn(blocks: readonly Block[], axis: number): Block[] {
  const merged = new Map<string, Block>();
  for (const block of blocks) {
    const others = block.labels.filter((_, i) => i !== axis);
    const key = JSON.stringify([others, block.gives]);
    const before = merged.get(key);
    merged.set(
      key,
      before
        ? {
            ...before,
            labels: before.labels.map((of, i) => (i === axis ? [...of, ...(block.labels[i] ?? [])] : of)),
          }
        : block,
    );
  }
  return [...merged.values()];
}

/** Cases in a few words: bands of numbers side by side as one band, anything else one after the other. */
function together(labels: readonly string[], cases: readonly Case[]): string {
  const places = labels.map((label) => cases.findIndex((one) => one.label === label));
  const [first] = places;
  const sideBySide = places.every((place, i) => i === 0 || place === (places[i - 1] ?? 0) + 1);
  const from = first === undefined ? undefined : cases[first]?.from;
  const to = cases[places[places.length - 1] ?? 0]?.to;
  if (labels.length === 1 || !sideBySide || (!from && !to)) return labels.join('; ');
  if (!from) return `${to?.included ? 'at most' : 'below'} ${to?.limit}`;
  if (!to) return `${from.included ? 'at least' : 'above'} ${from.limit}`;
  const start = from.included ? `from ${from.limit}` : `above ${from.limit}`;
  return `${start} ${to.included ? 'to' : 'to below'} ${to.limit}`;
}
