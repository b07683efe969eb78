import { parseDate } from './calendar.ts';
import type { Candidate } from './candidate.ts';
import { factDefinition } from './fact-catalogue.ts';
import type { Fact, Issue, Value } from './facts.ts';
import { type Interval, intersect } from './interval.ts';
import type { Dated } from './resolve-dating.ts';

/** A derivation that says something else than the record: the record decides, and that is said. */
export function contradiction(recorded: Fact, derived: Fact): Issue | undefined {
  if (recorded.state !== 'known' || derived.state !== 'known') return undefined;
  const { value } = recorded;
  const other = derived.value;
  if (value?.kind !== 'word' || other?.kind !== 'word') return undefined;
  if (other.possible.some((word) => value.possible.includes(word))) return undefined;
  const words = `recorded ${value.possible.join(' or ')}, derived ${other.possible.join(' or ')}`;
  return issueOf(recorded, words);
}

/** An age on record that is not the one by the date of birth: the recorded one decides, and that is said. */
export function ageContradiction(age: Fact | undefined, candidates: readonly Candidate[]): Issue | undefined {
  if (age?.state !== 'known' || age.value?.kind !== 'number') return undefined;
  const recorded = age.value;
  for (const { standing, value } of candidates) {
    if (standing !== 'implied' || value.kind !== 'number' || intersect(recorded, value)) continue;
    return issueOf(age, `recorded ${numbers(recorded)}, by the date of birth ${numbers(value)} years`);
  }
  return undefined;
}

/** A number of lesions beside more of them that are on record one by one, and not before it: that is said. */
export function countContradiction(count: Fact | undefined, candidates: readonly Dated[]): Issue | undefined {
  if (count?.state !== 'known' || count.value?.kind !== 'number') return undefined;
  const recorded = count.value;
  const counted = parseDate(count.effective);
  for (const { candidate, range } of candidates) {
    const { standing, value } = candidate;
    if (standing !== 'implied' || value.kind !== 'number' || value.low <= recorded.high) continue;
    if (range !== undefined && counted !== undefined && range.last < counted.first) continue;
    return issueOf(count, `recorded ${numbers(recorded)}, at least ${value.low} on record one by one`);
  }
  return undefined;
}

function issueOf(recorded: Fact, words: string): Issue {
  const resource = recorded.sources.find(({ used }) => used)?.reference;
  const text = `${factDefinition(recorded.id).title}: ${words}; the record decides`;
  return { severity: 'warning', text, ...(resource === undefined ? {} : { resource }) };
}

function numbers({ low, high }: Interval): string {
  return low === high ? String(low) : `${low}-${high}`;
}

/** Do two entries of a fact say the same? */
export function saysTheSame(a: Fact | undefined, b: Fact | undefined): boolean {
  return a?.state === b?.state && a?.reason === b?.reason && sameValue(a?.value, b?.value);
}

function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
