import { addMonths, type DateRange, type Day, parseDate } from './calendar.ts';
import type { FactId } from './fact-catalogue.ts';
import type { Fact, Source } from './facts.ts';
import { type Dated, sourceOf } from './resolve-dating.ts';

/** Facts that speak of a liver lesion when they are on record. */
export const LESION_FACTS: readonly FactId[] = [
  'liver.lesion-count',
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lobes',
  'liver.segments',
  'liver.pattern.reported',
  'liver.involvement',
  'liver.resectability',
];

type ByFact = ReadonlyMap<FactId, readonly Dated[]>;

/**
 * `liver.timing` from the onsets of primary and liver disease: synchronous up to these months after the primary.
 * Undefined when one of the onsets is not known.
 */
export function timing(byFact: ByFact, today: Day, synchronousMonths: number): Fact | undefined {
  const primary = earliestOnset(byFact.get('primary.site'), today);
  const liver = earliestOnset(byFact.get('nelm'), today);
  if (!primary || !liver) return undefined;
  const limitFirst = addMonths(primary.range.first, synchronousMonths);
  const limitLast = addMonths(primary.range.last, synchronousMonths);
  const certain =
    liver.range.last <= limitFirst
      ? 'synchronous'
      : liver.range.first > limitLast
        ? 'metachronous'
        : undefined;
  const possible = certain === undefined ? ['synchronous', 'metachronous'] : [certain];
  return {
    id: 'liver.timing',
    state: 'known',
    value: { kind: 'word', possible },
    stale: false,
    sources: [source(primary), source(liver)],
    note: `derived from the onsets: primary ${primary.range.text}, liver ${liver.range.text}`,
  };
}

interface Onset {
  readonly range: DateRange;
  readonly from: Dated;
}

function earliestOnset(candidates: readonly Dated[] | undefined, today: Day): Onset | undefined {
  let earliest: Onset | undefined;
  for (const from of candidates ?? []) {
    const { value, onset } = from.candidate;
    if (value.kind !== 'word' || value.possible.every((word) => word === 'no')) continue;
    const range = parseDate(onset);
    if (!range || range.first > today) continue;
    if (!earliest || range.first < earliest.range.first) earliest = { range, from };
  }
  return earliest;
}

function source({ range, from }: Onset): Source {
  const { reference, path } = from.candidate;
  return { reference, path, effective: range.text, used: true, note: 'onset' };
}

/**
 * `liver.recurrent`: yes when a liver lesion is dated more than these months after a curative liver resection and the
 * liver was cleared by it. A lesion that was seen within these months and never gone is residual. Undefined when
 * nothing speaks of a recurrence.
 */
export function recurrence(byFact: ByFact, residualMonths: number): Fact | undefined {
  const resections = (byFact.get('prior') ?? []).filter(
    ({ candidate, range }) =>
      range !== undefined &&
      candidate.value.kind !== 'none' &&
      candidate.treatment?.what === 'liver-resection' &&
      candidate.treatment.curative !== false,
  );
  if (resections.length === 0) return undefined;
  const imaged = LESION_FACTS.flatMap((fact) => byFact.get(fact) ?? []).filter(
    (one) => one.range && isLesion(one),
  );
  const lesions = [...imaged, ...diagnosed(byFact.get('nelm') ?? [])];
  const cleared = (byFact.get('liver.lesion-count') ?? []).filter((one) => one.range && isNone(one));
  let possible: Fact | undefined;
  for (const resection of resections) {
    const operated = resection.range;
    if (!operated) continue;
    for (const lesion of lesions) {
      const seen = lesion.range;
      const limit = addMonths(operated.first, residualMonths);
      if (!seen || seen.last <= limit) continue;
      if (isResidual(operated, limit, seen, imaged, cleared)) continue;
      const certain = seen.first > addMonths(operated.last, residualMonths);
      const fact: Fact = {
        id: 'liver.recurrent',
        state: 'known',
        value: { kind: 'word', possible: certain ? ['yes'] : ['yes', 'no'] },
        stale: false,
        effective: seen.text,
        sources: [sourceOf(resection, true), sourceOf(lesion, true)],
        note: `derived: liver resection ${operated.text}, liver lesion ${seen.text}`,
      };
      if (certain) return fact;
      possible ??= fact;
    }
  }
  return possible;
}

/** A diagnosis of liver metastasis is a lesion dated by its onset. */
export function diagnosed(candidates: readonly Dated[]): readonly Dated[] {
  return candidates.flatMap(({ candidate }) => {
    const { value, onset } = candidate;
    const range = value.kind === 'word' && value.possible.includes('yes') ? parseDate(onset) : undefined;
    return range ? [{ candidate, range }] : [];
  });
}

/** Was a lesion seen up to a day after the operation, and the liver never free of lesions before this one? */
function isResidual(
  operated: DateRange,
  limit: Day,
  seen: DateRange,
  lesions: readonly Dated[],
  cleared: readonly Dated[],
): boolean {
  const early = lesions.filter(({ range }) => range && range.first > operated.last && range.last <= limit);
  if (early.length === 0) return false;
  return !cleared.some(({ range }) => range && range.first > operated.last && range.last < seen.first);
}

/** Does the statement speak of a lesion (and not of none)? */
export function isLesion({ candidate }: Dated): boolean {
  const { value } = candidate;
  if (value.kind === 'number') return value.low > 0 || value.lowOpen;
  return value.kind === 'word' || (value.kind === 'set' && value.members.length > 0);
}

function isNone({ candidate }: Dated): boolean {
  return candidate.value.kind === 'number' && candidate.value.high === 0;
}

/** The note of what follows from a pancreaticoduodenectomy. */
export const LEFT_BY_WHIPPLE = 'derived: pancreaticoduodenectomy on record';

/** Organs whose primary a pancreaticoduodenectomy removes. */
const REMOVED_BY_WHIPPLE: readonly string[] = ['pancreas', 'duodenum'];

/**
 * What a pancreaticoduodenectomy on record says of facts that no record states: it leaves a bilio-enteric anastomosis,
 * and a primary of the pancreas or the duodenum was resected by it, unless the record says that it was not done for
 * cure.
 * @param forCure is there one that the record does not call debulking, palliative or R2?
 */
export function leftByWhipple(
  facts: Readonly<Partial<Record<FactId, Fact>>>,
  forCure = true,
): readonly Fact[] {
  const { whipple } = facts;
  if (whipple?.state !== 'known' || !isOnly(whipple, ['yes'])) return [];
  const fact = (id: FactId, word: string): Fact => ({
    id,
    state: 'known',
    value: { kind: 'word', possible: [word] },
    stale: false,
    sources: whipple.sources,
    note: LEFT_BY_WHIPPLE,
  });
  const site = facts['primary.site'];
  const resects = forCure && site?.state === 'known' && isOnly(site, REMOVED_BY_WHIPPLE);
  return [fact('bilioenteric-anastomosis', 'yes'), ...(resects ? [fact('primary.status', 'resected')] : [])];
}

function isOnly({ value }: Fact, words: readonly string[]): boolean {
  return value?.kind === 'word' && value.possible.every((word) => words.includes(word));
}
