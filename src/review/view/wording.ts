import type { EvaluatedFact, EvaluatedOption, Evaluation } from '../../domain/evaluation.ts';
import { factDefinition, isFactId } from '../../domain/fact-catalogue.ts';
import { PROGNOSTIC_FACTORS } from '../../evidence/prognostic.ts';

/** How facts, dates and lists read on the pages. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `3 Apr 2026`, `Apr 2026` or `2026`; other text as it is. */
export function dateText(date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(date);
  if (!match?.[1]) return date;
  const month = match[2] === undefined ? undefined : MONTHS[Number(match[2]) - 1];
  if (month === undefined) return match[1];
  return match[3] === undefined ? `${month} ${match[1]}` : `${Number(match[3])} ${month} ${match[1]}`;
}

/** A sentence with its ISO dates as people write them. */
export function withDates(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?(?![\w-])/g, dateText);
}

/** The name of a fact for people; of a derived or unknown id the id in words. */
export function factTitle(id: string): string {
  if (isFactId(id)) return factDefinition(id).title;
  if (id === 'ki67@liver') return 'Ki-67 of a liver metastasis';
  if (id.startsWith('prior:')) return `Past treatment: ${id.slice('prior:'.length).replaceAll('-', ' ')}`;
  return id.replaceAll(/[-.]/g, ' ');
}

/** Several names of facts, lower-cased inside a sentence. */
export function factTitles(ids: readonly string[]): string {
  return listed(ids.map((id) => inSentence(factTitle(id))));
}

/** First letter lower-cased where the word is no abbreviation. */
export function inSentence(title: string): string {
  return /^[A-Z][a-z]/.test(title) && !/^(Ki-|Child|ECOG|Couinaud)/.test(title)
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;
}

/** First letter upper-cased. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], word = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** `1 series`, `2 facts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A fact of an evaluation by its id. */
export function factOf(evaluation: Evaluation, id: string): EvaluatedFact | undefined {
  return evaluation.facts.find((fact) => fact.id === id);
}

/** An option of an evaluation by its code. */
export function optionOf(evaluation: Evaluation, code: string): EvaluatedOption | undefined {
  return evaluation.options.find((option) => option.code === code);
}

const STATES: Readonly<Record<EvaluatedFact['state'], string>> = {
  known: 'on record',
  assumed: 'assumed',
  unknown: 'not known',
  conflicting: 'records disagree',
};

/** Whether a fact is on record, assumed, unknown or in conflict, with `stale` where it is too old. */
export function stateText(fact: EvaluatedFact): string {
  return fact.stale ? `${STATES[fact.state]}, older than its limit` : STATES[fact.state];
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

/** The value of a fact, or why there is none. */
export function valueText(fact: EvaluatedFact | undefined): string {
  if (fact === undefined) return 'no record';
  if (fact.state === 'unknown' || fact.state === 'conflicting')
    return REASONS[fact.reason ?? 'absent'] ?? 'not known';
  return fact.text;
}

/** The value with how it stands there where no record states it: computed or derived from others, or assumed. */
export function valueWithStanding(fact: EvaluatedFact | undefined): string {
  const value = valueText(fact);
  if (fact?.state !== 'assumed') return value;
  const [how = 'assumed'] = /^(?:computed|derived)\b/.exec(fact.note ?? '') ?? [];
  return `${value} (${how})`;
}

/** The title of a prognostic factor. */
export function prognosticTitle(id: string): string {
  return PROGNOSTIC_FACTORS.find((factor) => factor.id === id)?.title ?? capital(id.replaceAll('-', ' '));
}

/** Options in the order in which they are read: recommended, consider, undecided, then the closed ones, each by rank. */
export function inReadingOrder(options: readonly EvaluatedOption[]): readonly EvaluatedOption[] {
  const place = ['recommended', 'consider', 'insufficient-data'];
  const of = (option: EvaluatedOption): number => {
    const at = place.indexOf(option.status);
    return at < 0 ? place.length : at;
  };
  return [...options].sort((a, b) => of(a) - of(b) || a.rank - b.rank);
}
