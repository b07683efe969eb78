/**
 * Numbers by which a record is read before any rule is asked (all of them operational definitions). They are no
 * site's to change, and listed in the rule book beside the numbers of the rules.
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
}

const REVIEW_BY = '2027-11-20';

export const RECORD_LIMITS = {
  synchronous: {
    value: 6,
    unit: 'months',
    meaning: 'liver disease found up to this long after the primary is synchronous, later it is metachronous',
    reason: 'the sources say synchronous without a number',
    reviewBy: REVIEW_BY,
  },
  residual: {
    value: 3,
    unit: 'months',
    meaning:
      'a liver lesion seen up to this long after a curative liver resection is residual, not recurrent',
    reason: 'the sources say recurrence without a number',
    reviewBy: REVIEW_BY,
  },
  'drug-in-force': {
    value: 90,
    unit: 'days',
    meaning: 'an administration keeps a drug in force for this long; an active order does so by itself',
    reason: 'in no source; long-acting preparations are given every few weeks',
    reviewBy: REVIEW_BY,
  },
  'not-recorded': {
    value: 2,
    unit: 'times the age limit',
    meaning: 'older than this, a fact counts as not recorded; up to this it counts and is called stale',
    reason: 'in no source; between use with a warning and no use there has to be a limit',
    reviewBy: REVIEW_BY,
  },
  'course-observed': {
    value: 180,
    unit: 'days',
    meaning: 'months of stable disease are counted while its last observation is no older than this',
    reason: 'in no source; the age limit of findings on imaging',
    reviewBy: REVIEW_BY,
  },
} as const satisfies Readonly<Record<string, RecordLimit>>;
