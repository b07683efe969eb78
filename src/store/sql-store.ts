import type { Kysely } from 'kysely';
import { findReview, insertAnswer, upsertReview } from './answers.ts';
import { exportRow, feedbackPage } from './feedback-export.ts';
import { findSuppressedTopics, insertFeedback } from './feedback.ts';
import { purgeTables } from './purge.ts';
import { errorCode } from './error-code.ts';
import { StoreError } from './store.ts';
import type { ExportRange, FeedbackExportRow, Store, StoreOptions } from './store.ts';
import { storedKey, storedTime } from './stored-text.ts';
import type { FeedbackTable, Tables } from './tables.ts';

/** Longest wait for the answer to `ping`, in milliseconds. */
const PING_MS = 2000;

/** The store on a database whose schema is up to date. */
export class SqlStore implements Store {
  readonly #db: Kysely<Tables>;
  readonly #options: StoreOptions;
  readonly #now: () => Date;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(db: Kysely<Tables>, options: StoreOptions) {
    this.#db = db;
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  recordAnswer: Store['recordAnswer'] = (answer) =>
    this.#run('recordAnswer', () => insertAnswer(this.#db, answer, this.#now()));

  feedback: Store['feedback'] = (items, meta) =>
    this.#run('feedback', () => insertFeedback(this.#db, items, meta));

  suppressedTopics: Store['suppressedTopics'] = (query) =>
    this.#run('suppressedTopics', () => findSuppressedTopics(this.#db, query));

  rememberToken: Store['rememberToken'] = (issuer, jti, expiresAt) =>
    this.#run('rememberToken', async () => {
      const added = await this.#db
        .insertInto('tokens')
        .values({ id: storedKey([issuer, jti]), expires_at: storedTime(expiresAt) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      return added.length === 1;
    });

  saveReview: Store['saveReview'] = (review) => this.#run('saveReview', () => upsertReview(this.#db, review));

  review: Store['review'] = (id) => this.#run('review', () => findReview(this.#db, id, this.#now()));

  async *exportFeedback(range: ExportRange = {}): AsyncIterableIterator<FeedbackExportRow> {
    let last: FeedbackTable | undefined;
    do {
      const page = await this.#run('exportFeedback', () => feedbackPage(this.#db, range, last));
      for (const row of page) yield exportRow(row);
      last = page.at(-1);
    } while (last !== undefined);
  }

  purge: Store['purge'] = (now) =>
    this.#run('purge', () => purgeTables(this.#db, this.#options.retention, now));

  ping: Store['ping'] = () =>
    this.#run('ping', async () => {
      const answer = this.#db.selectFrom('evaluations').select('id').limit(1).execute();
      await within(PING_MS, answer);
    });

  close: Store['close'] = () => {
    this.#closed ??= Promise.allSettled(this.#underWay).then(() => this.#db.destroy());
    return this.#closed;
  };

  /** Runs one operation: counts it as under way, and turns what it throws into an error that holds no data. */
  async #run<T>(operation: string, work: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw new StoreError(operation, 'CLOSED');
    const working = work();
    this.#underWay.add(working);
    try {
      return await working;
    } catch (error) {
      throw error instanceof StoreError ? error : new StoreError(operation, errorCode(error));
    } finally {
      this.#underWay.delete(working);
    }
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'TIMEOUT' })), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
