import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { storedTime } from './stored-text.ts';
import type { PurgeCounts, Retention, Store } from './store.ts';
import type { Tables } from './tables.ts';

const DAY_MS = 86_400_000;

/** Rows deleted in one transaction: others get their turn in between. */
const ROWS_PER_STEP = 500;

/**
 * How long a token id is kept beyond the token's expiry, in milliseconds: longer than any clock tolerance with
 * which an expired token is still taken.
 */
const TOKEN_MARGIN_MS = 3_600_000;

/** See `Store.purge`. */
export async function purgeTables(db: Kysely<Tables>, retention: Retention, now: Date): Promise<PurgeCounts> {
  return {
    evaluations: await deleteBefore(db, 'evaluations', 'answered_at', limitOf(retention.auditDays, now)),
    feedback: await deleteBefore(db, 'feedback', 'received_at', limitOf(retention.feedbackDays, now)),
    // A record has expired at its very expiry, so that one too is deleted.
    reviews: await deleteBefore(db, 'reviews', 'expires_at', new Date(now.getTime() + 1)),
    tokens: await deleteBefore(db, 'tokens', 'expires_at', new Date(now.getTime() - TOKEN_MARGIN_MS)),
  };
}

/** The time before which rows go; undefined when they are kept without limit. */
function limitOf(days: number, now: Date): Date | undefined {
  return days === 0 ? undefined : new Date(now.getTime() - days * DAY_MS);
}

async function deleteBefore(
  db: Kysely<Tables>,
  table: keyof Tables,
  column: string,
  limit: Date | undefined,
): Promise<number> {
  if (limit === undefined) return 0;
  let deleted = 0;
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where id in (
        select id from ${sql.table(table)} where ${sql.ref(column)} < ${storedTime(limit)}
        order by ${sql.ref(column)} limit ${sql.lit(ROWS_PER_STEP)})`.execute(db);
    const step = Number(numAffectedRows ?? 0);
    deleted += step;
    if (step < ROWS_PER_STEP) return deleted;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface PurgingListener {
  readonly onPurged?: (counts: PurgeCounts) => void;
  readonly onError?: (error: unknown) => void;
  /** The clock; the system's by default. */
  readonly now?: () => Date;
}

/** Longest delay that a timer of Node takes. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Purges now, and again `everyMs` milliseconds after each purge has ended. The timer does not keep the process
 * alive. A purge that fails is told and tried again at the next turn. Returns what stops it.
 */
export function startPurging(store: Store, everyMs: number, listener: PurgingListener = {}): () => void {
  const now = listener.now ?? (() => new Date());
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    try {
      const counts = await store.purge(now());
      if (!stopped) listener.onPurged?.(counts);
    } catch (error) {
      if (!stopped) listener.onError?.(error);
    }
    if (!stopped) timer = setTimeout(run, Math.min(everyMs, LONGEST_DELAY_MS)).unref();
  };
  void run();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
