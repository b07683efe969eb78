import type { Evaluation, Status } from '../domain/evaluation.ts';
import type { RecordedFacts } from '../domain/facts.ts';

/**
 * What the service keeps: the audit of each evaluation with the cards that were given, feedback, review records,
 * and the ids of client tokens until they expire. One small interface; SQLite and PostgreSQL stand behind it
 * (`open.ts`).
 *
 * Every method rejects with a `StoreError` when the database cannot do what was asked (disk full, read-only,
 * connection lost). Such an error carries the operation and the database's error code and nothing of the data.
 */
export interface Store {
  /**
   * Keeps the audit of one evaluation, the cards given and (when there is one) the review record behind the
   * link on them, all or nothing. Durable before it resolves.
   */
  recordAnswer(answer: AnswerRecord): Promise<void>;

  /**
   * Keeps feedback (CDS Hooks "Feedback"), the whole batch or nothing, durable before it resolves. An item that
   * is on record already is counted and changes nothing. A card that is unknown, or that was given to another
   * client, is kept without a link; callers must not tell the client which of these it was.
   */
  feedback(items: readonly FeedbackItem[], meta: FeedbackMeta): Promise<FeedbackCounts>;

  /**
   * What was overridden for a subject, for any reason but `later`, in feedback received at or after `since`:
   * by card topic the fact hashes that the overridden cards rested on. A card whose topic and hash are in the
   * answer is not to be shown again.
   */
  suppressedTopics(query: SuppressionQuery): Promise<ReadonlyMap<string, ReadonlySet<string>>>;

  /**
   * Remembers a client token until it has expired. False when the token was seen before, by this process or by
   * another one on the same database: a replay.
   */
  rememberToken(issuer: string, jti: string, expiresAt: Date): Promise<boolean>;

  /** Keeps a review record by itself; one with the same id is replaced. */
  saveReview(review: ReviewRecord): Promise<void>;

  /** The review record, or undefined when there is none or when it has expired. */
  review(id: string): Promise<ReviewRecord | undefined>;

  /** All feedback in the order of its arrival, read page by page. */
  exportFeedback(range?: ExportRange): AsyncIterable<FeedbackExportRow>;

  /** Deletes what is past its retention or its expiry at `now`. */
  purge(now: Date): Promise<PurgeCounts>;

  /** Resolves when the database answers within a short time (readiness). */
  ping(): Promise<void>;

  /** Waits for what is under way, then closes. Closing twice is harmless. */
  close(): Promise<void>;
}

/** How long records are kept, in days (fractions allowed); 0 keeps them without limit. */
export interface Retention {
  /** Evaluations and the cards given. */
  readonly auditDays: number;
  /** Feedback. Not shorter than the suppression after an override, which reads it. */
  readonly feedbackDays: number;
}

/** One year of audit; six years of feedback (the retention of documentation in 45 CFR 164.316(b)(2)(i)). */
export const DEFAULT_RETENTION: Retention = { auditDays: 365, feedbackDays: 2190 };

export interface StoreOptions {
  readonly retention: Retention;
  /** The clock; the system's by default. */
  readonly now?: () => Date;
  /** Refuse to create a SQLite file that is not there (command-line programs that only read). */
  readonly mustExist?: boolean;
}

/** The audit of one evaluation. Codes, hashes and references only: no clinical value belongs in here. */
export interface AnswerRecord {
  /** Identifies the evaluation; made up when absent. */
  readonly id?: string;
  /** The client: `iss` of its profile, or a fixed name in development mode. */
  readonly issuer: string;
  readonly tenant: string | null;
  readonly serviceId: string;
  readonly hookInstance: string;
  /**
   * Reference of the patient, the same string for the same patient within the issuer: when a client has several
   * FHIR servers, ids may repeat among them and the absolute URL is needed here.
   */
  readonly subject: string;
  readonly userId: string | null;
  readonly factHash: string;
  readonly knowledgeVersion: string;
  /** Day the evaluation was made for, `YYYY-MM-DD`. */
  readonly evaluationDate: string;
  /** Status by option code; empty when the knowledge does not apply to the patient. */
  readonly statuses: Readonly<Record<string, Status>>;
  readonly durationMs: number;
  /** Shadow mode: the cards were made and not shown. */
  readonly shadow: boolean;
  /** When the answer was given; the store's clock when absent. */
  readonly answeredAt?: Date;
  readonly cards: readonly GivenCard[];
  /** Topics of cards held back because the user had overridden them on the same facts. */
  readonly suppressed?: readonly string[];
  readonly review?: ReviewRecord;
}

export interface GivenCard {
  readonly uuid: string;
  /** `source.topic.code` of the card. */
  readonly topic: string;
  /** Hash over the facts that this card rests on. */
  readonly factHash: string;
  /** Options that the card is about. */
  readonly optionCodes: readonly string[];
  readonly suggestions: readonly GivenSuggestion[];
}

export interface GivenSuggestion {
  readonly uuid: string;
  /** Stable code of what the suggestion orders (its service), not its label. */
  readonly code: string;
}

export type FeedbackOutcome = 'accepted' | 'overridden';

/** One item of a feedback request, already checked against the CDS Hooks schema. */
export interface FeedbackItem {
  readonly card: string;
  readonly outcome: FeedbackOutcome;
  /** RFC 3339. */
  readonly outcomeTimestamp: string;
  readonly acceptedSuggestions?: readonly { readonly id: string }[] | undefined;
  readonly overrideReason?:
    | {
        readonly reason?:
          | {
              readonly code: string;
              readonly system?: string | undefined;
              readonly display?: string | undefined;
            }
          | undefined;
        /** Free text of the user, may hold patient data: kept, never logged. Cut at `LIMITS.comment`. */
        readonly userComment?: string | undefined;
      }
    | undefined;
}

export interface FeedbackMeta {
  /** Service that the feedback was posted to. */
  readonly serviceId: string;
  readonly issuer: string;
  readonly tenant: string | null;
  readonly receivedAt: Date;
  /** User, when the request names one; otherwise the user of the evaluation that gave the card. */
  readonly user?: string | null;
}

/** Counts of items; each item is counted in `stored` or in `repeated`. */
export interface FeedbackCounts {
  readonly stored: number;
  readonly repeated: number;
  /** Items, new or repeated, whose card this client was not given. For metrics, not for the answer. */
  readonly unknownCards: number;
}

export interface SuppressionQuery {
  readonly issuer: string;
  /** Only what this tenant of the issuer overrode (null: what came without a tenant); absent: any. */
  readonly tenant?: string | null;
  readonly subject: string;
  /** Overrides received before this do not count any more. */
  readonly since: Date;
}

/** The evaluation behind a review link. Clinical content, kept until it expires (`REVIEW_TTL_HOURS`). */
export interface ReviewRecord {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly snapshot: ReviewSnapshot;
}

/** Plain data. Numbers that are not finite (open ends of an interval) survive the store. */
export interface ReviewSnapshot {
  readonly evaluation: Evaluation;
  readonly recorded: RecordedFacts;
  /** More that the page needs, plain data as well. */
  readonly [more: string]: unknown;
}

export interface ExportRange {
  /** Feedback received at or after. */
  readonly from?: Date;
  /** Feedback received before. */
  readonly to?: Date;
}

/**
 * One action of a user on one card, with the fields that 45 CFR 170.315(b)(11) asks of a feedback export:
 * intervention, action, feedback, user, date and location. An accepted item with two suggestions is two rows.
 * The patient is not in it.
 */
export interface FeedbackExportRow {
  /** When the user acted, as the client says (RFC 3339). */
  readonly date: string;
  readonly receivedAt: string;
  /** Topic of the card; null when the card is not known. */
  readonly intervention: string | null;
  readonly options: readonly string[];
  readonly action: FeedbackOutcome;
  /** Code of the accepted suggestion; null when overridden or not known. */
  readonly suggestion: string | null;
  readonly suggestionId: string | null;
  readonly reason: string | null;
  readonly reasonSystem: string | null;
  readonly reasonDisplay: string | null;
  readonly comment: string | null;
  readonly user: string | null;
  /** Tenant of the client, or else its issuer. */
  readonly location: string;
  readonly service: string;
  readonly knowledgeVersion: string | null;
  readonly factHash: string | null;
  readonly card: string;
}

export interface PurgeCounts {
  readonly evaluations: number;
  readonly feedback: number;
  readonly reviews: number;
  readonly tokens: number;
}

/**
 * Longest texts kept, in UTF-16 units; longer ones are cut and end with an ellipsis. Refusing long input is the
 * service's business; these are the last line.
 */
export const LIMITS = { comment: 4000, reference: 512, code: 256, display: 512 } as const;

/** The database could not do what was asked. Holds no data, no statement and no connection string. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly operation: string;
  /** Error code of the database: SQLITE_…, an SQLSTATE, or a code of Node's. */
  readonly code: string;

  constructor(operation: string, code: string) {
    super(`The store failed in ${operation} (${code})`);
    this.operation = operation;
    this.code = code;
  }
}
