import { type DateRange, parseDate } from './calendar.ts';
import { type FactId, factDefinition } from './fact-catalogue.ts';
import type { Fact, Issue } from './facts.ts';
import { type Dated, sourceOf } from './resolve-dating.ts';
import { diagnosed, isLesion, LESION_FACTS } from './resolve-derived.ts';

/** How a statement of a lesion stands in time to the count of none. */
type Standing = 'later' | 'same-time' | 'earlier';

/**
 * "No lesion" is what the last staging found only while nothing on record speaks of a lesion after it. A later lesion
 * (size, lobes, segments, pattern, share, resectability, recurrence, a diagnosis with its onset) takes the count back;
 * one of the same day contradicts it. Otherwise a recurrence would be answered with follow-up alone.
 * @returns the count in place of the one decided so far, with what is said about it; undefined when it stands.
 */
export function noLongerCleared(
  count: Fact | undefined,
  byFact: ReadonlyMap<FactId, readonly Dated[]>,
): { readonly fact: Fact; readonly issue: Issue } | undefined {
  if (count?.state !== 'known' || count.value?.kind !== 'number' || count.value.high > 0) return undefined;
  const counted = parseDate(count.effective);
  const against = lesions(byFact)
    .map((lesion) => ({ lesion, stands: standing(lesion.range, counted) }))
    .filter(({ stands }) => stands !== 'earlier');
  const [first] = against.filter(({ stands }) => stands === 'later').concat(against);
  if (first === undefined) return undefined;
  const { candidate, range } = first.lesion;
  const title = factDefinition(candidate.fact).title;
  const lesion = `${title}${range === undefined ? '' : ` of ${range.text}`}`;
  const isLater = first.stands === 'later';
  const said = `no lesion${counted === undefined ? '' : ` on ${counted.text}`}, but ${isLater ? 'a later record speaks' : 'another record speaks'} of disease in the liver (${lesion})`;
  const note = isLater ? 'a later record speaks of a lesion' : 'contradicted by a record of the same time';
  const fact: Fact = {
    id: count.id,
    ...(isLater
      ? { state: 'unknown', reason: 'stale', stale: true }
      : { state: 'conflicting', reason: 'conflicting', stale: count.stale }),
    ...(count.effective === undefined ? {} : { effective: count.effective }),
    sources: [
      ...count.sources.map((source) => (source.used ? { ...source, used: !isLater, note } : source)),
      sourceOf(first.lesion, true),
    ],
    note: said,
  };
  const text = `${factDefinition(count.id).title}: ${said}; value ignored`;
  const issue: Issue = { severity: 'warning', text, resource: candidate.reference };
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
