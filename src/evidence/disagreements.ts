import type { SourceConflict } from './conflicts/conflict.ts';
import { NON_SURGICAL_CONFLICTS } from './conflicts/non-surgical.ts';
import { SURGERY_CONFLICTS } from './conflicts/surgery.ts';
import { TRANSPLANT_CONFLICTS } from './conflicts/transplantation.ts';

export { positionLines, type SourceConflict, takenFor } from './conflicts/conflict.ts';

/** Where the sources disagree so that a decision changes. */
export const SOURCE_CONFLICTS: readonly SourceConflict[] = [
  ...SURGERY_CONFLICTS,
  ...TRANSPLANT_CONFLICTS,
  ...NON_SURGICAL_CONFLICTS,
];

/** The conflicts that concern an option, or one criterion of it. */
export function conflictsFor(option: string, criterion?: string): readonly SourceConflict[] {
  return SOURCE_CONFLICTS.filter(
    (each) => each.options.includes(option) && (criterion === undefined || each.criteria.includes(criterion)),
  );
}
