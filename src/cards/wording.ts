import { factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import type { EvaluatedFact, EvaluatedOption, Evaluation, Status } from '../domain/evaluation.ts';
import { cleanText, shorten } from './markdown.ts';

/** Text helpers of the cards: dates, values, references and enumerations as clinicians write them. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `3 Apr 2026`, `Apr 2026` or `2026` from a FHIR date or dateTime; undefined when it is none. */
export function readableDate(date: string | undefined): string | undefined {
  const match = date === undefined ? null : /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(date);
  if (!match) return undefined;
  if (match[2] === undefined) return match[1];
  const month = MONTHS[Number(match[2]) - 1];
  if (month === undefined) return undefined;
  return match[3] === undefined ? `${month} ${match[1]}` : `${Number(match[3])} ${month} ${match[1]}`;
}

/** ISO dates inside a sentence, written for people; dates in the names of resources are left alone. */
export function readableDates(text: string): string {
  const months = text.replace(
    /(?<=[(,] ?)\d{4}-(?:0[1-9]|1[0-2])(?=[,)])/g,
    (iso) => readableDate(iso) ?? iso,
  );
  return months.replace(
    /(?<![\w/.-])\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?(?![\d-])/g,
    (iso) => {
      return readableDate(iso) ?? iso;
    },
  );
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

/** Name of a fact for people; facts that are derived (grade, pattern) are named by their id. */
export function factTitle(id: string): string {
  if (isFactId(id)) return factDefinition(id).title;
  return cleanText(id).replaceAll(/[-.]/g, ' ') || 'unnamed fact';
}

/** First letter lower-cased inside a sentence, except where the word is an abbreviation or a symbol. */
export function midSentence(title: string): string {
  return /^\p{Lu}\p{Ll}+(?:[\s,]|-\p{Ll}|$)/u.test(title)
    ? `${title.charAt(0).toLowerCase()}${title.slice(1)}`
    : title;
}

/** First letter upper-cased at the start of a sentence, except in a word such as eGFR. */
export function startSentence(text: string): string {
  if (/^\p{Ll}\p{Lu}/u.test(text)) return text;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The text closed by a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

const REASONS: Readonly<Record<string, string>> = {
  absent: 'no record',
  stale: 'last record too old',
  conflicting: 'records disagree',
  'unusable-unit': 'unit not usable',
  'not-final': 'only preliminary results',
  'not-confirmed': 'not confirmed',
  unreadable: 'could not be read',
};

/** Why a fact is not known, in words. */
export function unknownReason(fact: EvaluatedFact | undefined): string {
  if (fact === undefined) return 'no record';
  if (fact.state === 'conflicting') return 'records disagree';
  return REASONS[fact.reason ?? 'absent'] ?? 'no record';
}

/** A missing fact inside a sentence: its name, and why it is missing unless nothing is on record. */
export function gap(id: string, fact: EvaluatedFact | undefined): string {
  const why =
    fact?.state !== 'known'
      ? unknownReason(fact)
      : `${fact.value === null ? 'only' : 'now'} ${fact.text}${siteGap(fact)}`;
  return `${midSentence(factTitle(id))}${why === 'no record' ? '' : ` (${why})`}`;
}

/** What is missing of a known value is from where its tissue was taken: whether that was not recorded or not read. */
function siteGap({ specimens, sources }: EvaluatedFact): string {
  const unstated = (specimens ?? []).filter(({ site }) => site === 'unstated');
  if (unstated.length === 0) return '';
  const notRead = sources.some(
    ({ reference, note }) =>
      note?.includes('specimen could not be read') === true &&
      unstated.some((specimen) => specimen.reference === reference),
  );
  return notRead ? ', its specimen could not be read' : ', site of the specimen not stated';
}

/** The facts of an evaluation by id. */
export function factsById(evaluation: Evaluation): ReadonlyMap<string, EvaluatedFact> {
  return new Map(evaluation.facts.map((fact) => [fact.id, fact]));
}

const RELATIVE_REFERENCE =
  /^([A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** `Type/id` when the text is a relative literal reference (its version dropped), else undefined. */
export function relativeReference(reference: string | undefined): string | undefined {
  return reference === undefined ? undefined : (RELATIVE_REFERENCE.exec(reference)?.[1] ?? undefined);
}

/**
 * The resources that gave the value of a fact: the deciding specimen first, then the other used ones; all of them
 * where none was used.
 */
export function referencesOf(fact: EvaluatedFact | undefined): readonly string[] {
  if (fact === undefined) return [];
  const used = fact.sources.filter((source) => source.used);
  const references = (used.length > 0 ? used : fact.sources).map((source) => source.reference);
  const deciding = (fact.specimens ?? [])
    .filter((specimen) => specimen.low === fact.low && specimen.high === fact.high)
    .map((specimen) => specimen.reference)
    .filter((reference) => references.includes(reference));
  return unique([...deciding, ...references]);
}

/** Each item once, in order. */
export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** The pieces joined by commas, cut between pieces so that the text stays below a number of characters. */
export function enumerateWithin(items: readonly string[], limit: number): string {
  const whole = enumerate(items);
  if (whole.length <= limit) return whole;
  for (let count = items.length - 1; count > 0; count -= 1) {
    const text = `${items.slice(0, count).join(', ')} and ${items.length - count} more`;
    if (text.length <= limit) return text;
  }
  return shorten(whole, limit);
}

/** Options in the order in which people read them: recommended, then consider, then open, each by rank. */
export function byPresentation(options: readonly EvaluatedOption[]): EvaluatedOption[] {
  const order: readonly Status[] = ['recommended', 'consider', 'insufficient-data'];
  const place = (option: EvaluatedOption): number => {
    const index = order.indexOf(option.status);
    return index < 0 ? order.length : index;
  };
  return [...options].sort((a, b) => place(a) - place(b) || a.rank - b.rank || (a.code < b.code ? -1 : 1));
}

/** True for a status under which an option is offered to the clinician. */
export function isOffered(option: EvaluatedOption): boolean {
  return option.status === 'recommended' || option.status === 'consider';
}

/** True for an undecided option that the missing facts could open. */
export function isWorthAsking(option: EvaluatedOption): boolean {
  return (
    option.status === 'insufficient-data' &&
    (option.couldBe === 'recommended' || option.couldBe === 'consider')
  );
}
