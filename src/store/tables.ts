/**
 * The tables as kysely sees them. Times are UTC texts of fixed form (`2026-11-20T10:00:00.000Z`), which sort as
 * they should and read the same from SQLite and PostgreSQL; lists are JSON texts; truth values are 0 and 1.
 */
export interface Tables {
  readonly evaluations: EvaluationsTable;
  readonly cards: CardsTable;
  readonly feedback: FeedbackTable;
  readonly reviews: ReviewsTable;
  readonly tokens: TokensTable;
}

export interface EvaluationsTable {
  readonly id: string;
  readonly answered_at: string;
  readonly issuer: string;
  readonly tenant: string | null;
  readonly service: string;
  readonly hook_instance: string;
  readonly subject: string;
  readonly user_id: string | null;
  readonly fact_hash: string;
  readonly knowledge_version: string;
  readonly evaluation_date: string;
  readonly statuses: string;
  readonly duration_ms: number;
  readonly shadow: number;
  readonly suppressed: string;
}

export interface CardsTable {
  readonly uuid: string;
  readonly evaluation: string;
  readonly position: number;
  readonly topic: string;
  readonly fact_hash: string;
  readonly options: string;
  /** JSON list of `{ uuid, code }`. */
  readonly suggestions: string;
}

/**
 * What the card says about itself is copied, so that feedback keeps its meaning (export, suppression) when the
 * audit is past its retention.
 */
export interface FeedbackTable {
  /** Hash over issuer, card, outcome, time and suggestion: the same feedback is stored once. */
  readonly id: string;
  readonly received_at: string;
  /** Place of the item in its request. */
  readonly position: number;
  readonly issuer: string;
  readonly tenant: string | null;
  readonly service: string;
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly outcome_at: string;
  readonly suggestion: string | null;
  readonly suggestion_code: string | null;
  readonly reason: string | null;
  readonly reason_system: string | null;
  readonly reason_display: string | null;
  readonly comment: string | null;
  readonly user_id: string | null;
  readonly evaluation: string | null;
  readonly subject: string | null;
  readonly topic: string | null;
  readonly fact_hash: string | null;
  readonly options: string;
  readonly knowledge_version: string | null;
}

export interface ReviewsTable {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly snapshot: string;
}

export interface TokensTable {
  /** Hash over issuer and jti; a jti is a text of any length. */
  readonly id: string;
  readonly expires_at: string;
}
