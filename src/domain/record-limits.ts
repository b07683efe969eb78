import type { NamedNumber, NamedNumbers } from './wording.ts';

/**
 * Numbers by which a record is read before any rule is asked. All of them are operational definitions: the sources use
 * the word and give no number. A site changes them by their names, like the numbers of the rules.
 */
export interface RecordLimit {
  readonly value: number;
  readonly unit: 'days' | 'months' | 'times the age limit';
  /** What it separates, for people. */
  readonly meaning: string;
  /** Why this number, or that no source gives one. */
  readonly reason: string;
  /** The day by which a clinician has to look at the number again. */
  readonly reviewBy: string;
  /** What a site may set, both ends included. */
  readonly range: readonly [number, number];
  /** The smallest step: calendar time is counted in whole days and months. */
  readonly step: number;
}

const REVIEW_BY = '2027-11-20';

export const RECORD_LIMITS = {
  synchronous: {
    value: 6,
    unit: 'months',
    meaning: 'liver disease found up to this long after the primary is synchronous, later it is metachronous',
    reason: 'the sources say synchronous without a number',
    reviewBy: REVIEW_BY,
    range: [1, 24],
    step: 1,
  },
  residual: {
    value: 3,
    unit: 'months',
    meaning:
      'a liver lesion seen up to this long after a curative liver resection is residual, not recurrent',
    reason: 'the sources say recurrence without a number',
    reviewBy: REVIEW_BY,
    range: [1, 24],
    step: 1,
  },
  'drug-in-force': {
    value: 90,
    unit: 'days',
    meaning: 'an administration keeps a drug in force for this long; an active order does so by itself',
    reason: 'in no source; long-acting preparations are given every few weeks',
    reviewBy: REVIEW_BY,
    range: [1, 365],
    step: 1,
  },
  'not-recorded': {
    value: 2,
    unit: 'times the age limit',
    meaning: 'older than this, a fact counts as not recorded; up to this it counts and is called stale',
    reason: 'in no source; between use with a warning and no use there has to be a limit',
    reviewBy: REVIEW_BY,
    range: [1, 10],
    step: 0.5,
  },
  'course-observed': {
    value: 180,
    unit: 'days',
    meaning: 'months of stable disease are counted while its last observation is no older than this',
    reason: 'in no source; the age limit of findings on imaging',
    reviewBy: REVIEW_BY,
    range: [1, 1095],
    step: 1,
  },
} as const satisfies Readonly<Record<string, RecordLimit>>;

export type RecordLimitId = keyof typeof RECORD_LIMITS;
/** The numbers by which a record is read, by their names. */
export type RecordLimitValues = Readonly<Record<RecordLimitId, number>>;

const BUILT_IN = Object.fromEntries(
  Object.entries(RECORD_LIMITS).map(([id, { value }]) => [id, value]),
) as RecordLimitValues;

/** The values in force: the table with a site's values in place. */
export function recordLimits(site: Partial<RecordLimitValues> = {}): RecordLimitValues {
  return { ...BUILT_IN, ...site };
}

/** The values in force by their names, as texts say them. */
export function recordNumbers(site: Partial<RecordLimitValues> = {}): NamedNumbers {
  const values = recordLimits(site);
  return new Map(
    Object.entries<RecordLimit>(RECORD_LIMITS).map(([id, { value, unit, step }]): [string, NamedNumber] => [
      id,
      { value: values[id as RecordLimitId], builtIn: value, unit, step },
    ]),
  );
}
