import { conflictsFor, positionLines, takenFor } from '../evidence/disagreements.ts';
import { limits, type Limits } from './parameters.ts';
import { worded } from './wording.ts';

const REMEMBERED = new WeakMap<Limits, Map<string, readonly string[]>>();

const HERE = '. Here: ';

/** Where the sources disagree on an option: one line a conflict, with what is done here. */
export function positionsOf(option: string, values: Limits = limits()): readonly string[] {
  let kept = REMEMBERED.get(values);
  if (!kept) {
    kept = new Map();
    REMEMBERED.set(values, kept);
  }
  let lines = kept.get(option);
  if (!lines) {
    lines = conflictsFor(option).map(
      (conflict) =>
        `${conflict.title}: ${positionLines(conflict).join('; ')}${HERE}${worded(takenFor(conflict, option), values)}`,
    );
    kept.set(option, lines);
  }
  return lines;
}

/** What such a line says is done here. */
export function takenHere(line: string): string {
  const [, ...taken] = line.split(HERE);
  return taken.join(HERE);
}
