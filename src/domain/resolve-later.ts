import { parseDate } from './calendar.ts';
import { factDefinition, type FactId } from './fact-catalogue.ts';
import type { Fact, Issue } from './facts.ts';
import type { Dated } from './resolve-dating.ts';

/**
 * An implied statement gives way to one that is made in so many words, but for what has certainly come about since: a
 * filtration rate computed from a later creatinine, and a metastasis diagnosed after the statement on spread.
 * @param explicit the statements in words that would decide
 * @returns the implied statements that decide in their place; none when they stand
 */
export function laterImplied(
  id: FactId,
  explicit: readonly Dated[],
  implied: readonly Dated[],
): readonly Dated[] {
  if (id === 'egfr') return implied.filter((one) => isLater(one, explicit));
  if (id !== 'extrahepatic') return [];
  return implied.filter((one) => isLater(one, explicit) && contradicts(one, explicit));
}

/** A diagnosis and a statement on spread that exclude each other: which of them decides is said. */
export function spreadContradiction(fact: Fact | undefined, candidates: readonly Dated[]): Issue | undefined {
  if (fact === undefined) return undefined;
  const valued = candidates.filter(({ candidate }) => candidate.value.kind === 'word');
  const decides = ({ candidate: { reference, path } }: Dated): boolean =>
    fact.sources.some((source) => source.used && source.reference === reference && source.path === path);
  const explicit = valued.filter(({ candidate }) => candidate.standing === 'explicit');
  const implied = valued.filter(({ candidate }) => candidate.standing === 'implied');
  const title = factDefinition('extrahepatic').title;
  const stated = explicit.filter(decides);
  const against = implied.find((one) => stated.length > 0 && contradicts(one, stated));
  if (against) {
    const words = `recorded ${wordsOf(stated)}, but a diagnosis${on(against)} says ${wordsOf([against])}`;
    const text = `${title}: ${words}; the record decides`;
    return { severity: 'warning', resource: against.candidate.reference, text };
  }
  const [later] = laterImplied('extrahepatic', explicit, implied.filter(decides));
  if (later === undefined) return undefined;
  const words = `recorded ${wordsOf(explicit)}${on(explicit[0])}, but a later diagnosis${on(later)} says ${wordsOf([later])}`;
  const text = `${title}: ${words}; value ignored`;
  return { severity: 'warning', resource: later.candidate.reference, text };
}

/** Certainly younger than all of them; one without a date ranks behind one that has a date. */
function isLater({ range }: Dated, others: readonly Dated[]): boolean {
  return (
    range !== undefined &&
    others.every((other) => other.range === undefined || range.first > other.range.last)
  );
}

/**
 * A diagnosis says that there is disease, and where, but nothing of its resectability: beside a judgement of that it
 * says something else only when the disease began after the judgement. Unresectable disease stays so.
 */
function contradicts(diagnosis: Dated, stated: readonly Dated[]): boolean {
  const { value, onset } = diagnosis.candidate;
  const said = wordsIn(stated);
  if (value.kind !== 'word' || said.length === 0) return false;
  const outgrown = BY_DIAGNOSIS.get(value.possible.join()) ?? [];
  const isNew = begins(onset, stated) && value.possible.includes('unspecified');
  return said.every((word) => outgrown.includes(word) || (isNew && OUTGROWN_BY_NEW.includes(word)));
}

/** What a statement on spread cannot have been when disease is diagnosed outside the liver, by what is diagnosed. */
const BY_DIAGNOSIS: ReadonlyMap<string, readonly string[]> = new Map([
  ['unspecified', ['none', 'regional-nodes-only']],
  ['regional-nodes-only', ['none']],
]);
/** Judgements that do not hold for disease that has begun since. */
const OUTGROWN_BY_NEW: readonly string[] = ['limited-stable', 'resectable'];

function begins(onset: string | undefined, stated: readonly Dated[]): boolean {
  const range = parseDate(onset);
  return range !== undefined && stated.every((one) => one.range && range.first > one.range.last);
}

function wordsIn(statements: readonly Dated[]): readonly string[] {
  return statements.flatMap(({ candidate: { value } }) => (value.kind === 'word' ? value.possible : []));
}

function wordsOf(statements: readonly Dated[]): string {
  return [...new Set(wordsIn(statements))].join(' or ');
}

function on(one: Dated | undefined): string {
  return one?.range === undefined ? '' : ` of ${one.range.text}`;
}
