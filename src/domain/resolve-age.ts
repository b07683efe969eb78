import { type Day, yearsBetween } from './calendar.ts';
import { factDefinition } from './fact-catalogue.ts';
import type { Fact, NumberValue } from './facts.ts';
import { intersect } from './interval.ts';
import type { Dated } from './resolve-dating.ts';

/**
 * An age is true of the day on which it was stated; since then the patient has grown older. How many birthdays lie
 * between that day and today is known up to one, where the date is partial up to more.
 * @returns the statement with the age of today; the same for statements of anything else, and without a date
 */
export function grownOlder(one: Dated, today: Day): Dated {
  const { candidate, range } = one;
  const { fact, value, standing } = candidate;
  if (fact !== 'age' || standing !== 'explicit' || value.kind !== 'number') return one;
  if (range === undefined || range.first >= today) return one;
  const oldest = plausible()[1];
  const low = value.low + yearsBetween(range.last, today);
  const high = Math.min(value.high + birthdaysAfter(range.first, today), oldest);
  if (low > high) {
    const text = `older than ${oldest} years by now; value ignored`;
    return { ...one, candidate: { ...candidate, value: { kind: 'none', reason: 'absent', text } } };
  }
  const note = `stated on ${range.text}, in years of today`;
  return {
    ...one,
    candidate: {
      ...candidate,
      value: { ...value, low, high, highOpen: value.highOpen && high < oldest },
      note: candidate.note === undefined ? note : `${candidate.note}; ${note}`,
    },
  };
}

/** The most birthdays that can lie between a day and a later one: the first of them may be the next day. */
function birthdaysAfter(from: Day, to: Day): number {
  return to > from ? 1 + yearsBetween(from + 1, to) : 0;
}

function plausible(): readonly [number, number] {
  const definition = factDefinition('age');
  return definition.type === 'number' ? definition.plausible : [0, Number.POSITIVE_INFINITY];
}

/**
 * Where the age on record and the one by the date of birth agree, what both allow: the date of birth is the exact one.
 * Without a date of birth an age that was stated within the last year is taken as it stands.
 * @param asStated the statements before they were brought to today
 */
export function agreedAge(
  age: Fact | undefined,
  candidates: readonly Dated[],
  asStated: readonly Dated[],
  today: Day,
): Fact | undefined {
  const value = age?.state === 'known' ? age.value : undefined;
  if (age === undefined || value?.kind !== 'number') return age;
  const born = candidates.find(({ candidate }) => candidate.standing === 'implied');
  if (born?.candidate.value.kind !== 'number') return statedThisYear(age, asStated, today);
  const both = intersect(value, born.candidate.value);
  if (both === undefined) return age;
  const { reference, path, effective } = born.candidate;
  const agreed: NumberValue = { kind: 'number', ...both };
  const { note: _, ...rest } = age;
  return {
    ...rest,
    value: agreed,
    ...(effective === undefined ? {} : { effective }),
    sources: age.sources.map((source) =>
      source.reference === reference && source.path === path
        ? { reference, path, used: true, ...(effective === undefined ? {} : { effective }) }
        : source,
    ),
  };
}

function statedThisYear(age: Fact, asStated: readonly Dated[], today: Day): Fact {
  const [stated, ...others] = asStated.filter(({ candidate }) =>
    age.sources.some(
      ({ used, reference, path }) => used && reference === candidate.reference && path === candidate.path,
    ),
  );
  if (stated?.range === undefined || others.length > 0) return age;
  const { value } = stated.candidate;
  const isRecent = yearsBetween(stated.range.first, today) === 0;
  return isRecent && value.kind === 'number' ? { ...age, value } : age;
}
