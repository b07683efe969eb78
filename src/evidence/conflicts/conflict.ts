/**
 * Conflicts between the sources that change a decision: the positions side by side with their lines, and what the
 * rules of this project do. Keyed by option and criterion.
 */
export interface SourceConflict {
  readonly id: string;
  readonly title: string;
  readonly options: readonly string[];
  /** Criteria of those options (or `<set>.<criterion>`) to which the conflict belongs; empty: to the option as a whole. */
  readonly criteria: readonly string[];
  readonly positions: readonly { readonly text: string; readonly at: string }[];
  /** What the rules of each option do, and that this is our choice: every option stands in one of them. */
  readonly taken: readonly { readonly options: readonly string[]; readonly text: string }[];
}

type Position = readonly [text: string, at: string];
type Taken = readonly [options: readonly string[], text: string];

/** @throws Error when an option has two texts of what is done here. */
export function conflict(
  id: string,
  title: string,
  criteria: readonly string[],
  positions: readonly Position[],
  taken: readonly Taken[],
): SourceConflict {
  const options = taken.flatMap(([of]) => of);
  const twice = options.find((option, at) => options.indexOf(option) !== at);
  if (twice !== undefined) throw new Error(`conflict ${id}: two texts for ${twice}`);
  return {
    id,
    title,
    options,
    criteria,
    positions: positions.map(([text, at]) => ({ text, at })),
    taken: taken.map(([of, text]) => ({ options: of, text })),
  };
}

/** What the rules of an option do about a conflict; the empty text for an option that it does not concern. */
export function takenFor(of: SourceConflict, option: string): string {
  return of.taken.find(({ options }) => options.includes(option))?.text ?? '';
}

/** A conflict as lines for people: one position a line, with its place in the source. */
export function positionLines(of: SourceConflict): readonly string[] {
  return of.positions.map((position) => `${position.text} (${position.at})`);
}
