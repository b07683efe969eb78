import type { Kysely } from 'kysely';
import { storedKey, storedText, storedTextOrNull, storedTime } from './stored-text.ts';
import { LIMITS } from './store.ts';
import type {
  FeedbackCounts,
  FeedbackItem,
  FeedbackMeta,
  GivenSuggestion,
  SuppressionQuery,
} from './store.ts';
import type { FeedbackTable, Tables } from './tables.ts';

/** Rows in one statement: far below the number of parameters that either database takes. */
const ROWS_PER_STATEMENT = 200;

/** The one reason that does not hold a card back: the user wants to be asked again. */
const LATER = 'later';

/** Keeps the batch in one transaction; what is on record already stays as it is. */
export async function insertFeedback(
  db: Kysely<Tables>,
  items: readonly FeedbackItem[],
  meta: FeedbackMeta,
): Promise<FeedbackCounts> {
  const cards = await cardsGiven(
    db,
    items.map((item) => storedText(item.card, LIMITS.code)),
    storedText(meta.issuer, LIMITS.reference),
  );
  const rows = new Map<string, FeedbackTable>();
  const rowsOfItem = items.map((item, position) => {
    const own: string[] = [];
    for (const row of rowsOf(item, position, meta, cards)) {
      if (rows.has(row.id)) continue;
      rows.set(row.id, row);
      own.push(row.id);
    }
    return own;
  });
  const added = await insertRows(db, rows);
  const stored = rowsOfItem.filter((own) => own.some((id) => added.has(id))).length;
  const unknownCards = items.filter((item) => !cards.has(storedText(item.card, LIMITS.code))).length;
  return { stored, repeated: items.length - stored, unknownCards };
}

async function insertRows(
  db: Kysely<Tables>,
  rows: ReadonlyMap<string, FeedbackTable>,
): Promise<ReadonlySet<string>> {
  // In one order everywhere, so that two batches which overlap wait for each other and never deadlock.
  const ordered = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const added = new Set<string>();
  if (ordered.length === 0) return added;
  await db.transaction().execute(async (transaction) => {
    for (let start = 0; start < ordered.length; start += ROWS_PER_STATEMENT) {
      const inserted = await transaction
        .insertInto('feedback')
        .values(ordered.slice(start, start + ROWS_PER_STATEMENT))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      for (const row of inserted) added.add(row.id);
    }
  });
  return added;
}

interface CardGiven {
  readonly evaluation: string;
  readonly service: string;
  readonly subject: string;
  readonly user_id: string | null;
  readonly knowledge_version: string;
  readonly topic: string;
  readonly fact_hash: string;
  readonly options: string;
  readonly suggestions: readonly GivenSuggestion[];
}

/** The cards among `uuids` that were given to this client, by uuid. A card of another client is not found. */
async function cardsGiven(
  db: Kysely<Tables>,
  uuids: readonly string[],
  issuer: string,
): Promise<ReadonlyMap<string, CardGiven>> {
  const distinct = [...new Set(uuids)];
  const found = new Map<string, CardGiven>();
  for (let start = 0; start < distinct.length; start += ROWS_PER_STATEMENT) {
    const rows = await db
      .selectFrom('cards')
      .innerJoin('evaluations', 'evaluations.id', 'cards.evaluation')
      .select([
        'cards.uuid',
        'cards.topic',
        'cards.fact_hash',
        'cards.options',
        'cards.suggestions',
        'evaluations.id as evaluation',
        'evaluations.service',
        'evaluations.subject',
        'evaluations.user_id',
        'evaluations.knowledge_version',
      ])
      .where('cards.uuid', 'in', distinct.slice(start, start + ROWS_PER_STATEMENT))
      .where('evaluations.issuer', '=', issuer)
      .execute();
    for (const { uuid, suggestions, ...card } of rows) {
      found.set(uuid, { ...card, suggestions: JSON.parse(suggestions) as GivenSuggestion[] });
    }
  }
  return found;
}

/** One row for each accepted suggestion, or one for the card when none is named. */
function rowsOf(
  item: FeedbackItem,
  position: number,
  meta: FeedbackMeta,
  cards: ReadonlyMap<string, CardGiven>,
): FeedbackTable[] {
  const uuid = storedText(item.card, LIMITS.code);
  const card = cards.get(uuid);
  const time = instant(item.outcomeTimestamp);
  const named = item.outcome === 'accepted' ? (item.acceptedSuggestions ?? []) : [];
  const reason = item.overrideReason?.reason;
  return (named.length === 0 ? [null] : named).map((accepted) => {
    const suggestion = accepted === null ? null : storedText(accepted.id, LIMITS.code);
    return {
      id: storedKey([meta.issuer, item.card, item.outcome, time, accepted?.id ?? '']),
      received_at: storedTime(meta.receivedAt),
      position,
      issuer: storedText(meta.issuer, LIMITS.reference),
      tenant: storedTextOrNull(meta.tenant, LIMITS.reference),
      service: card?.service ?? storedText(meta.serviceId, LIMITS.code),
      card: uuid,
      outcome: item.outcome,
      outcome_at: time,
      suggestion,
      suggestion_code: card?.suggestions.find((given) => given.uuid === suggestion)?.code ?? null,
      reason: storedTextOrNull(reason?.code, LIMITS.code),
      reason_system: storedTextOrNull(reason?.system, LIMITS.reference),
      reason_display: storedTextOrNull(reason?.display, LIMITS.display),
      comment: storedTextOrNull(item.overrideReason?.userComment, LIMITS.comment),
      user_id: storedTextOrNull(meta.user ?? card?.user_id, LIMITS.reference),
      evaluation: card?.evaluation ?? null,
      subject: card?.subject ?? null,
      topic: card?.topic ?? null,
      fact_hash: card?.fact_hash ?? null,
      options: card?.options ?? '[]',
      knowledge_version: card?.knowledge_version ?? null,
    };
  });
}

/** The same instant in the same words, whatever its offset and fraction; text that is no time stays as it is. */
function instant(timestamp: string): string {
  const time = new Date(timestamp);
  return Number.isNaN(time.getTime()) ? storedText(timestamp, LIMITS.code) : storedTime(time);
}

/** See `Store.suppressedTopics`. An override without a reason counts: the card was seen and dismissed. */
export async function findSuppressedTopics(
  db: Kysely<Tables>,
  query: SuppressionQuery,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { tenant } = query;
  const rows = await db
    .selectFrom('feedback')
    .select(['topic', 'fact_hash'])
    .distinct()
    .$if(tenant === null, (all) => all.where('tenant', 'is', null))
    .$if(typeof tenant === 'string', (all) =>
      all.where('tenant', '=', storedText(tenant ?? '', LIMITS.reference)),
    )
    .where('issuer', '=', storedText(query.issuer, LIMITS.reference))
    .where('subject', '=', storedText(query.subject, LIMITS.reference))
    // When it was received, by our clock: what a client says about the time is not relied on.
    .where('received_at', '>=', storedTime(query.since))
    .where('outcome', '=', 'overridden')
    .where((where) => where.or([where('reason', 'is', null), where('reason', '<>', LATER)]))
    .execute();
  const topics = new Map<string, Set<string>>();
  for (const { topic, fact_hash } of rows) {
    if (topic === null || fact_hash === null) continue;
    const hashes = topics.get(topic) ?? new Set();
    hashes.add(fact_hash);
    topics.set(topic, hashes);
  }
  return topics;
}
