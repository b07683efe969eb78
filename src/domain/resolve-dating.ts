import { type DateRange, type Day, parseDate } from './calendar.ts';
import type { Candidate } from './candidate.ts';
import type { Issue, Source } from './facts.ts';

/** A candidate with the days that its date can mean; without one it is undated. */
export interface Dated {
  readonly candidate: Candidate;
  readonly range?: DateRange;
  /** A remark on the date, for people. */
  readonly note?: string;
}

/** A candidate that cannot be used at all, and why. */
export interface Ignored {
  readonly candidate: Candidate;
  readonly note: string;
  readonly effective?: string;
}

/** Facts that have no date of their own. */
const TIMELESS: readonly string[] = ['age', 'deceased'];

/**
 * Dates the candidates: a value dated in the future is ignored, an impossible date is no date, and both are flagged.
 * A partial date ends at the latest today.
 */
export function dated(
  candidates: readonly Candidate[],
  today: Day,
): { usable: readonly Dated[]; ignored: readonly Ignored[]; issues: readonly Issue[] } {
  const usable: Dated[] = [];
  const ignored: Ignored[] = [];
  const issues = new IssueList();
  for (const candidate of candidates) {
    const { reference, effective, value } = candidate;
    const range = rangeOf(candidate, today);
    if (range === undefined) {
      if (effective !== undefined) {
        issues.add('warning', reference, 'impossible date; value treated as undated');
        usable.push({ candidate, note: 'impossible date' });
      } else {
        if (value.kind !== 'none' && !TIMELESS.includes(candidate.fact)) {
          issues.add('information', reference, 'no date on record; value ranks behind dated ones');
        }
        usable.push(
          TIMELESS.includes(candidate.fact) ? { candidate } : { candidate, note: 'no date on record' },
        );
      }
    } else if (range.first > today) {
      issues.add('warning', reference, `dated in the future (${range.text}); value ignored`);
      ignored.push({ candidate, note: 'dated in the future', effective: range.text });
    } else {
      usable.push({ candidate, range: { ...range, last: Math.min(range.last, today) } });
    }
  }
  return { usable, ignored, issues: issues.list };
}

/**
 * The date by which a candidate counts: for the date of a study the day of the study itself. A date of the past that
 * is stated about something else (the day of an operation) counts by when it was stated.
 */
function rangeOf(candidate: Candidate, today: Day): DateRange | undefined {
  const { fact, value, effective } = candidate;
  if (value.kind !== 'date') return parseDate(effective);
  const { first, last, text } = value;
  return fact.startsWith('staging.') || first > today ? { first, last, text } : parseDate(effective);
}

/**
 * The candidates that may be the most recent: those that no other is certainly younger than. Undated ones come in
 * only when none has a date.
 */
export function mostRecent(candidates: readonly Dated[]): readonly Dated[] {
  let newest: Day | undefined;
  for (const { range } of candidates) {
    if (range && (newest === undefined || range.first > newest)) newest = range.first;
  }
  if (newest === undefined) return candidates;
  const limit = newest;
  return candidates.filter(({ range }) => range !== undefined && range.last >= limit);
}

/**
 * Days since the most recent of the candidates, as old as its date can mean; undefined when nothing is dated.
 */
export function ageInDays(candidates: readonly Dated[], today: Day): number | undefined {
  let newest: Day | undefined;
  for (const { range } of candidates) {
    if (range && (newest === undefined || range.first > newest)) newest = range.first;
  }
  return newest === undefined ? undefined : today - newest;
}

/** The source of a candidate, used or not. */
export function sourceOf(one: Dated, used: boolean, note?: string): Source {
  const effective = one.range?.text ?? parseDate(one.candidate.effective)?.text;
  const notes = [note, one.candidate.note, one.note].filter((part) => part !== undefined);
  return {
    reference: one.candidate.reference,
    path: one.candidate.path,
    used,
    ...(effective === undefined ? {} : { effective }),
    ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
  };
}

/** Issues without repetition: one resource is flagged once for one thing. */
export class IssueList {
  readonly list: Issue[] = [];
  readonly #seen = new Set<string>();

  add(severity: Issue['severity'], resource: string, text: string): void {
    const key = `${resource}\n${text}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ severity, resource, text });
  }
}
