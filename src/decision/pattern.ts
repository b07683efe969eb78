import type { FactId } from '../domain/fact-catalogue.ts';
import { type Interval, isAbove, isAtMost } from '../domain/interval.ts';
import { any, type Truth } from '../domain/truth.ts';
import { type Limits, use } from './parameters.ts';

export type Pattern = 'I' | 'II' | 'III';
export type Lobes = 'unilobar' | 'bilobar';

/** The facts that the pattern is derived from where none is reported. */
export const PATTERN_PARTS: readonly FactId[] = [
  'liver.lesion-count',
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lobes',
  'liver.segments',
  'liver.involvement',
];

const SINGLE = use('single-lesion');
const NO_LESION = use('no-lesion');
const DISSEMINATED_COUNT = use('disseminated-count');
const DISSEMINATED_SHARE = use('disseminated-involvement');
const DOMINANT_RATIO = use('dominant-lesion-ratio');

/** Couinaud segments that lie side by side; the caudate (1) stands alone. */
const ADJACENT = new Set(
  ['2-3', '2-4a', '3-4b', '3-4', '4-5', '4b-5', '4-8', '4a-8', '5-6', '5-8', '6-7', '7-8'].flatMap((pair) => {
    const [a, b] = pair.split('-');
    return [pair, `${b}-${a}`];
  }),
);

/** One segment is named once: 4a with 4b (or with 4) is segment 4. */
export function distinctSegments(segments: readonly string[]): readonly string[] {
  const fourths = segments.filter((s) => s.startsWith('4'));
  const others = segments.filter((s) => !s.startsWith('4'));
  return [...new Set([...others, ...(new Set(fourths).size > 1 ? ['4'] : fourths)])];
}

/** Do the segments lie in one or in two adjacent ones? An incomplete list can only say no. */
export function confined(segments: readonly string[], complete: boolean): Truth {
  const distinct = distinctSegments(segments);
  if (distinct.length === 0) return 'unknown';
  const fits = distinct.length === 1 || (distinct.length === 2 && ADJACENT.has(distinct.join('-')));
  if (!fits) return false;
  return complete ? true : 'unknown';
}

/** The lobes of a list of segments: 2-4 left, 5-8 right, 1 neither. */
export function lobesOfSegments(segments: readonly string[], complete: boolean): readonly Lobes[] {
  const left = segments.some((s) => /^[234]/.test(s));
  const right = segments.some((s) => /^[5678]/.test(s));
  if (left && right) return ['bilobar'];
  if (complete && (left || right)) return ['unilobar'];
  return ['unilobar', 'bilobar'];
}

export interface PatternInput {
  readonly count: Interval;
  /** Are the lesions confined to one or two adjacent segments? */
  readonly confined: Truth;
  readonly lobes: readonly Lobes[];
  readonly largest: Interval | undefined;
  readonly secondLargest: Interval | undefined;
  readonly involvement: Interval | undefined;
  /** May a second-largest lesion that is not recorded be read as "no dominant lesion"? Never in strict mode. */
  readonly noDominantAssumed: boolean;
}

/** Is there a dominant lesion, at least twice the second largest? */
export function dominant(largest: Interval | undefined, second: Interval | undefined, limits: Limits): Truth {
  if (!largest || !second) return 'unknown';
  const ratio = limits[DOMINANT_RATIO];
  if (largest.low >= ratio * second.high) return true;
  const twice = ratio * second.low;
  if (largest.high < twice || (largest.high === twice && (largest.highOpen || second.lowOpen))) return false;
  return 'unknown';
}

/** Is the disease disseminated (rule 5 of the derivation)? */
export function disseminated(input: Pick<PatternInput, 'count' | 'involvement'>, limits: Limits): Truth {
  return any(
    isAbove(input.count, limits[DISSEMINATED_COUNT]),
    input.involvement ? isAbove(input.involvement, limits[DISSEMINATED_SHARE]) : 'unknown',
  );
}

/**
 * The types still possible; none when no lesion is left. The rules are asked in their order; one whose condition is
 * unknown is not passed over: its type stays possible and the next rule is asked as well.
 */
export function possiblePatterns(input: PatternInput, limits: Limits): readonly Pattern[] {
  // Without a lesion there is no distribution.
  if (isAtMost(input.count, limits[NO_LESION]) === true) return [];
  const bilobar: Truth = input.lobes.length === 1 ? input.lobes[0] === 'bilobar' : 'unknown';
  // Asked only of disease that is bilobar or may be so: the rule before them holds when it is not.
  const spread = disseminated(input, limits);
  const second = input.secondLargest;
  // When the disease is disseminated, a second-largest lesion that is not recorded is read as "no dominant lesion".
  const dominates =
    !second && bilobar === true && spread === true && input.noDominantAssumed
      ? false
      : dominant(input.largest, second, limits);
  const one = isAtMost(input.count, limits[SINGLE]);
  const rules: readonly (readonly [Truth, Pattern])[] = [
    [one, 'I'],
    [input.confined, 'I'],
    [bilobar === 'unknown' ? 'unknown' : !bilobar, 'I'],
    [dominates, 'II'],
    [spread, 'III'],
  ];
  const possible = new Set<Pattern>();
  for (const [condition, pattern] of rules) {
    if (condition === false) continue;
    possible.add(pattern);
    if (condition === true) return [...possible].sort();
  }
  possible.add('II').add('III');
  return [...possible].sort();
}
