import type { Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import { fromStoredJson, storedJson, storedText, storedTextOrNull, storedTime } from './stored-text.ts';
import { LIMITS } from './store.ts';
import type { AnswerRecord, ReviewRecord, ReviewSnapshot } from './store.ts';
import type { CardsTable, ReviewsTable, Tables } from './tables.ts';

/** Audit, cards and review record of one evaluation in one transaction. */
export async function insertAnswer(db: Kysely<Tables>, answer: AnswerRecord, now: Date): Promise<void> {
  const id = answer.id ?? randomUUID();
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('evaluations')
      .values({
        id,
        answered_at: storedTime(answer.answeredAt ?? now),
        issuer: storedText(answer.issuer, LIMITS.reference),
        tenant: storedTextOrNull(answer.tenant, LIMITS.reference),
        service: storedText(answer.serviceId, LIMITS.code),
        hook_instance: storedText(answer.hookInstance, LIMITS.code),
        subject: storedText(answer.subject, LIMITS.reference),
        user_id: storedTextOrNull(answer.userId, LIMITS.reference),
        fact_hash: answer.factHash,
        knowledge_version: answer.knowledgeVersion,
        evaluation_date: answer.evaluationDate,
        statuses: JSON.stringify(answer.statuses),
        duration_ms: answer.durationMs,
        shadow: answer.shadow ? 1 : 0,
        suppressed: JSON.stringify(answer.suppressed ?? []),
      })
      .execute();
    const cards = answer.cards.map(
      (card, position): CardsTable => ({
        uuid: card.uuid,
        evaluation: id,
        position,
        topic: card.topic,
        fact_hash: card.factHash,
        options: JSON.stringify(card.optionCodes),
        suggestions: JSON.stringify(card.suggestions.map(({ uuid, code }) => ({ uuid, code }))),
      }),
    );
    if (cards.length > 0) await transaction.insertInto('cards').values(cards).execute();
    if (answer.review !== undefined) await upsertReview(transaction, answer.review);
  });
}

/** Keeps a review record; one with the same id is replaced. */
export async function upsertReview(db: Kysely<Tables>, review: ReviewRecord): Promise<void> {
  const row: ReviewsTable = {
    id: review.id,
    issuer: storedText(review.issuer, LIMITS.reference),
    subject: storedText(review.subject, LIMITS.reference),
    created_at: storedTime(review.createdAt),
    expires_at: storedTime(review.expiresAt),
    snapshot: storedJson(review.snapshot),
  };
  const { id: _, ...replaced } = row;
  await db
    .insertInto('reviews')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(replaced))
    .execute();
}

/** The review record unless it has expired at `now`. */
export async function findReview(
  db: Kysely<Tables>,
  id: string,
  now: Date,
): Promise<ReviewRecord | undefined> {
  // PostgreSQL refuses such text as a parameter; no record has it as an id.
  if (id.includes('\0')) return undefined;
  const row = await db
    .selectFrom('reviews')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', storedTime(now))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    issuer: row.issuer,
    subject: row.subject,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    snapshot: fromStoredJson(row.snapshot) as ReviewSnapshot,
  };
}
