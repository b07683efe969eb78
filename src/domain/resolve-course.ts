import { type DateRange, type Day, monthsBetween, parseDate } from './calendar.ts';
import { factDefinition } from './fact-catalogue.ts';
import type { Fact, NumberValue } from './facts.ts';
import { type Dated, sourceOf } from './resolve-dating.ts';

/**
 * Months of stable disease as a record states them, in the light of the observations of the course: too old they are
 * unknown, progression after them ends their run, and progression of the same time contradicts them.
 * @param courseDays after which the last observation no longer tells the course (`course-observed`).
 * @returns what stands in place of the months decided so far; undefined when they stand.
 */
export function outdatedMonths(
  months: Fact | undefined,
  course: readonly Dated[],
  today: Day,
  courseDays: number,
): Fact | undefined {
  if (months?.state !== 'known' || months.value?.kind !== 'number') return undefined;
  const stated = parseDate(months.effective);
  const gone = (note: string, frame: Pick<Fact, 'state' | 'reason' | 'stale'>, by?: Visit): Fact => ({
    ...months,
    ...frame,
    sources: [
      ...months.sources.map((source) =>
        source.used ? { ...source, used: frame.state === 'conflicting', note } : source,
      ),
      ...(by?.members ?? []).map((one) => sourceOf(one, true)),
    ],
    note,
  });
  const unknown = { state: 'unknown', reason: 'stale', stale: true } as const;
  const against = visitsOf(course).filter(
    ({ range, course }) => course === 'progressing' && (stated === undefined || range.last >= stated.first),
  );
  // Nought months speak of no run that progression could end.
  const ended = months.value.high > 0 ? against[against.length - 1] : undefined;
  if (ended && (stated === undefined || ended.range.first > stated.last)) {
    return gone(`progression on ${ended.range.text}, after the months of stable disease`, unknown, ended);
  }
  if (stated !== undefined && today - stated.first > courseDays) {
    return gone(`the last value is older than ${courseDays} days`, unknown);
  }
  if (!ended) return undefined;
  return gone(
    `months of stable disease and progression (${ended.range.text}) are recorded for the same time`,
    { state: 'conflicting', reason: 'conflicting', stale: false },
    ended,
  );
}

interface Visit {
  readonly range: DateRange;
  /** Stable or responding, progressing, or neither for certain. */
  readonly course: 'steady' | 'progressing' | 'unclear';
  readonly members: readonly Dated[];
}

/**
 * Months of stable or responding disease from the observations of the course: from the first to the last observation
 * of the run that is unbroken until now. Progression at the last observation ends the run: 0 months. Unknown when the
 * last observation is older than the given days, or when the records of a day or their partial dates leave the order open.
 */
export function stableMonths(course: readonly Dated[], today: Day, observedDays: number): Fact | undefined {
  const visits = visitsOf(course);
  const last = visits[visits.length - 1];
  if (!last) return undefined;
  const unknown = (note: string, reason: 'stale' | 'absent'): Fact => ({
    id: 'stable-months',
    state: 'unknown',
    reason,
    stale: false,
    sources: last.members.map((one) => sourceOf(one, false)),
    note,
  });
  if (today - last.range.first > observedDays) {
    return unknown(`the last observation of the course is older than ${observedDays} days`, 'stale');
  }
  if (last.course === 'unclear') return unknown('the records of the last observation do not agree', 'absent');
  if (last.course === 'progressing') return known(last.range, last.range, last.members, { low: 0, high: 0 });

  let first = last;
  const members: Dated[] = [...last.members];
  let open = false;
  for (let index = visits.length - 2; index >= 0; index -= 1) {
    const visit = visits[index];
    if (!visit || visit.course === 'progressing') break;
    if (visit.course === 'unclear') {
      open = true;
      break;
    }
    first = visit;
    members.push(...visit.members);
  }
  const low = Math.max(0, monthsBetween(first.range.last, last.range.first));
  const most = longest();
  if (low > most) return unknown(`the observations lie more than ${most} months apart`, 'absent');
  // Behind an unclear observation the run may be longer; how much is not known.
  const high = open ? Math.max(0, monthsBetween(visits[0]?.range.first ?? 0, last.range.last)) : undefined;
  return known(first.range, last.range, members, {
    low,
    high: Math.min(most, high ?? Math.max(low, monthsBetween(first.range.first, last.range.last))),
  });
}

/** The most months that are plausible. */
function longest(): number {
  const definition = factDefinition('stable-months');
  return definition.type === 'number' ? definition.plausible[1] : Number.POSITIVE_INFINITY;
}

function known(
  first: DateRange,
  last: DateRange,
  members: readonly Dated[],
  months: { low: number; high: number },
): Fact {
  const value: NumberValue = { kind: 'number', ...months, lowOpen: false, highOpen: false };
  const note =
    first === last
      ? `derived from the observation of ${last.text}`
      : `derived from the observations from ${first.text} to ${last.text}`;
  return {
    id: 'stable-months',
    state: 'known',
    value,
    stale: false,
    effective: last.text,
    sources: members.map((one) => sourceOf(one, true)),
    note,
  };
}

/** Observations in the order of their days; those whose days overlap are one visit. */
function visitsOf(course: readonly Dated[]): readonly Visit[] {
  const inOrder = course
    .filter((one): one is Dated & { range: DateRange } => one.range !== undefined)
    .filter(({ candidate }) => candidate.value.kind === 'word')
    .sort((a, b) => a.range.first - b.range.first);
  const visits: { range: DateRange; members: (Dated & { range: DateRange })[] }[] = [];
  for (const one of inOrder) {
    const before = visits[visits.length - 1];
    if (before && one.range.first <= before.range.last) {
      before.members.push(one);
      if (one.range.last > before.range.last) before.range = { ...before.range, last: one.range.last };
    } else {
      visits.push({ range: one.range, members: [one] });
    }
  }
  return visits.map(({ range, members }) => ({ range, members, course: courseOf(members) }));
}

function courseOf(members: readonly Dated[]): Visit['course'] {
  const words = members.flatMap(({ candidate }) =>
    candidate.value.kind === 'word' ? candidate.value.possible : [],
  );
  if (words.every((word) => word === 'progressing')) return 'progressing';
  return words.every((word) => word === 'stable' || word === 'responding') ? 'steady' : 'unclear';
}
