import { conflictsFor, positionLines, takenFor } from '../evidence/disagreements.ts';

const REMEMBERED = new Map<string, readonly string[]>();

/** Where the sources disagree on an option: one line a conflict, with what is done here. */
export function positionsOf(option: string): readonly string[] {
  let lines = REMEMBERED.get(option);
  if (!lines) {
    lines = conflictsFor(option).map(
      (conflict) =>
        `${conflict.title}: ${positionLines(conflict).join('; ')}. Here: ${takenFor(conflict, option)}`,
    );
    REMEMBERED.set(option, lines);
  }
  return lines;
}
