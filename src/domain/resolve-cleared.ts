import { type DateRange, parseDate } from './calendar.ts';
import { type FactId, factDefinition } from './fact-catalogue.ts';
import type { Fact, Issue } from './facts.ts';
import { type Dated, sourceOf } from './resolve-dating.ts';
import { diagnosed, isLesion, LESION_FACTS } from './resolve-derived.ts';

/** How a statement of a lesion stands in time to the count of none. */
type Standing = 'later' | 'same-time' | 'earlier';

/** What is said of a count of none, and the count in its place where it does not stand. */
export interface Recount {
  readonly fact?: Fact;
  readonly issue: Issue;
}

/**
 * "No lesion" is what the last staging found only while nothing on record speaks of a lesion after it. A later lesion
 * (size, lobes, segments, pattern, share, resectability, recurrence, a diagnosis with its onset) takes the count back:
 * otherwise a recurrence would be answered with follow-up alone. Beside a statement of the same time the count stands,
 * as the one that says what the staging found, and the contradiction is said.
 */
export function recount(
  count: Fact | undefined,
  byFact: ReadonlyMap<FactId, readonly Dated[]>,
): Recount | undefined {
  if (count?.state !== 'known' || count.value?.kind !== 'number' || count.value.high > 0) return undefined;
  const counted = parseDate(count.effective);
  const of = (wanted: Standing): Dated | undefined =>
    lesions(byFact).find(({ range }) => standing(range, counted) === wanted);
  const later = of('later');
  const against = later ?? of('same-time');
  if (against === undefined) return undefined;
  const { candidate, range } = against;
  const title = factDefinition(candidate.fact).title;
  const lesion = `${title}${range === undefined ? '' : ` of ${range.text}`}`;
  const said = `no lesion${counted === undefined ? '' : ` on ${counted.text}`}, but ${later ? 'a later record speaks' : 'another record of that time speaks'} of disease in the liver (${lesion})`;
  const text = `${factDefinition(count.id).title}: ${said}; ${later ? 'value ignored' : 'the record decides'}`;
  const issue: Issue = { severity: 'warning', text, resource: candidate.reference };
  if (!later) return { issue };
  const note = 'a later record speaks of a lesion';
  const fact: Fact = {
    id: count.id,
    state: 'unknown',
    reason: 'stale',
    stale: true,
    ...(count.effective === undefined ? {} : { effective: count.effective }),
    sources: [
      ...count.sources.map((source) => (source.used ? { ...source, used: false, note } : source)),
      sourceOf(later, true),
    ],
    note: said,
  };
  return { fact, issue };
}

function lesions(byFact: ReadonlyMap<FactId, readonly Dated[]>): readonly Dated[] {
  const recurrent = (byFact.get('liver.recurrent') ?? []).filter(
    ({ candidate: { value } }) => value.kind === 'word' && value.possible.every((word) => word === 'yes'),
  );
  return [
    ...LESION_FACTS.filter((id) => id !== 'liver.lesion-count').flatMap((id) =>
      (byFact.get(id) ?? []).filter(isLesion),
    ),
    ...recurrent,
    ...diagnosed(byFact.get('nelm') ?? []),
  ];
}

/** Statements without a date rank behind dated ones. */
function standing(lesion: DateRange | undefined, counted: DateRange | undefined): Standing {
  if (lesion === undefined) return counted === undefined ? 'same-time' : 'earlier';
  if (counted === undefined || lesion.first > counted.last) return 'later';
  return lesion.last < counted.first ? 'earlier' : 'same-time';
}
