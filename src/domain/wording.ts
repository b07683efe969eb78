import { roundTo } from './interval.ts';

/**
 * Texts name their numbers, so that each number stands in one place and a text follows a site that changes it:
 * - `{remnant-min}`: the number itself
 * - `{ecog-unfit..}`: from it to the end of the scale of its fact (3-4)
 * - `{..<ecog-caution}`: from the beginning of the scale to the step before it (0-1)
 * - `{ecog-caution..<ecog-unfit}`: from the one to the step before the other (2)
 */
const NAMED = /\{([a-z0-9-]*)(?:(\.\.)(?:<([a-z0-9-]+))?)?\}/g;

/** Decimals of the finest step. */
const DECIMALS = 3;

/** A number as a text says it. */
export interface NamedNumber {
  readonly value: number;
  /** The value that a site has replaced, or the same. */
  readonly builtIn: number;
  readonly unit: string;
  /** The smallest step of its scale. */
  readonly step: number;
  /** The ends of its scale, where it has one. */
  readonly scale?: readonly [number, number] | undefined;
}

export type NamedNumbers = ReadonlyMap<string, NamedNumber>;

/** The names that a text holds; undefined when something in braces is no name of a number. */
export function namesIn(text: string): readonly string[] | undefined {
  const names: string[] = [];
  let rest = text;
  for (const [whole, from = '', range, before] of text.matchAll(NAMED)) {
    if (from === '' && before === undefined) continue;
    rest = rest.replace(whole, '');
    for (const name of range === undefined ? [from] : [from, before ?? '']) if (name !== '') names.push(name);
  }
  return /[{}]/.test(rest) ? undefined : names;
}

/** A number, or the range that begins or ends with it. */
function numberText(
  from: NamedNumber | undefined,
  range: string | undefined,
  before: NamedNumber | undefined,
): string {
  if (range === undefined) return `${from?.value}`;
  const low = from?.value ?? before?.scale?.[0];
  const high = before === undefined ? from?.scale?.[1] : roundTo(before.value - before.step, DECIMALS);
  return low === high ? `${low}` : `${low}-${high}`;
}

/** Does a text end behind an opening bracket that is not closed yet? */
function endsInBrackets(text: string): boolean {
  return text.lastIndexOf('(') > text.lastIndexOf(')');
}

/**
 * A text with numbers in the place of their names. One that a site has set in place of the built-in number is marked as
 * the site's. A name of no number stays as it is; the checks of the knowledge base refuse it.
 */
export function withNumbers(text: string, numbers: NamedNumbers): string {
  if (!text.includes('{')) return text;
  let written = '';
  let done = 0;
  for (const match of text.matchAll(NAMED)) {
    const [whole, first = '', range, second = ''] = match;
    const from = numbers.get(first);
    const before = numbers.get(second);
    const last = before ?? from;
    if (last === undefined) continue;
    written += text.slice(done, match.index) + numberText(from, range, before);
    done = match.index + whole.length;
    if ([from, before].every((one) => one === undefined || one.value === one.builtIn)) continue;
    if (last.unit !== '' && text.startsWith(` ${last.unit}`, done)) {
      written += ` ${last.unit}`;
      done += last.unit.length + 1;
    }
    written += endsInBrackets(written) ? ', this site' : ' (this site)';
  }
  return written + text.slice(done);
}
