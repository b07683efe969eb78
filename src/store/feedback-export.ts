import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { storedTime } from './stored-text.ts';
import type { ExportRange, FeedbackExportRow } from './store.ts';
import type { FeedbackTable, Tables } from './tables.ts';

const ROWS_PER_PAGE = 500;

/** One page of feedback after the row `after`, in the order of arrival. */
export async function feedbackPage(
  db: Kysely<Tables>,
  range: ExportRange,
  after: FeedbackTable | undefined,
): Promise<FeedbackTable[]> {
  let query = db
    .selectFrom('feedback')
    .selectAll()
    .orderBy('received_at')
    .orderBy('position')
    .orderBy('id')
    .limit(ROWS_PER_PAGE);
  if (range.from !== undefined) query = query.where('received_at', '>=', storedTime(range.from));
  if (range.to !== undefined) query = query.where('received_at', '<', storedTime(range.to));
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(received_at, position, id) > (${after.received_at}, ${after.position}, ${after.id})`,
    );
  }
  return await query.execute();
}

/** The row as it is exported. */
export function exportRow(row: FeedbackTable): FeedbackExportRow {
  return {
    date: row.outcome_at,
    receivedAt: row.received_at,
    intervention: row.topic,
    options: JSON.parse(row.options) as string[],
    action: row.outcome,
    suggestion: row.suggestion_code,
    suggestionId: row.suggestion,
    reason: row.reason,
    reasonSystem: row.reason_system,
    reasonDisplay: row.reason_display,
    comment: row.comment,
    user: row.user_id,
    location: row.tenant ?? row.issuer,
    service: row.service,
    knowledgeVersion: row.knowledge_version,
    factHash: row.fact_hash,
    card: row.card,
  };
}
