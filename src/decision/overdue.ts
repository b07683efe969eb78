import { RECORD_LIMITS } from '../domain/record-limits.ts';
import { PARAMETERS } from './parameters.ts';

const REVIEWED = [
  ...PARAMETERS.map(({ id, reviewBy }) => ({ id, reviewBy })),
  ...Object.entries(RECORD_LIMITS).map(([id, { reviewBy }]) => ({ id, reviewBy })),
];

/** The numbers that a clinician should have looked at before the day (`YYYY-MM-DD`). */
export function overdueParameters(day: string): readonly string[] {
  return REVIEWED.filter(({ reviewBy }) => reviewBy < day).map(({ id }) => id);
}

/** The same as a sentence for whoever reads an answer of that day; undefined as long as nothing is overdue. */
export function overdueSentence(day: string): string | undefined {
  const overdue = overdueParameters(day);
  if (overdue.length === 0) return undefined;
  return `${overdue.length} of the ${REVIEWED.length} numbers of this knowledge base are past the day by which a clinician had to review them: they may be out of date.`;
}
