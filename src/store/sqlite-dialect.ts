import { mkdirSync, openSync, closeSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { SQLInputValue } from 'node:sqlite';
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, Kysely, QueryResult } from 'kysely';

/**
 * How long a statement waits for another connection that is writing, in milliseconds. The wait is between tries
 * and not inside SQLite: there it would stop the event loop, and with it the very transaction that is waited for
 * when two stores of one process share a file.
 */
const BUSY_TIMEOUT_MS = 5000;

/** kysely on the SQLite that comes with Node; `path` as SQLite takes it, `:memory:` included. */
export function sqliteDialect(path: string, options: { mustExist: boolean }): Dialect {
  return {
    createAdapter: () => new TransactionalDdlAdapter(),
    createDriver: () => new NodeSqliteDriver(() => openDatabase(path, options.mustExist)),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * SQLite can roll back a change of the schema. With it the migrator runs inside one immediate transaction, so
 * that two processes that start at once migrate one after the other.
 */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

async function openDatabase(path: string, mustExist: boolean): Promise<DatabaseSync> {
  if (path !== ':memory:') prepareFile(path, mustExist);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    await whenFree(() => database.exec('PRAGMA journal_mode = WAL'));
    // FULL: a commit is on the disk before it is acknowledged, also when the power fails (NORMAL loses the last
    // commits then).
    database.exec('PRAGMA synchronous = FULL');
    // Records are deleted because they hold what must not be kept: overwrite them.
    database.exec('PRAGMA secure_delete = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Folder by folder: where none can be made (`/proc`), the recursive form of `mkdir` may never come back. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process that starts may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The folder, and the file readable by its owner only; the log beside it gets the file's mode from SQLite. */
function prepareFile(path: string, mustExist: boolean): void {
  if (existsSync(path)) return;
  if (mustExist) throw Object.assign(new Error('no such database'), { code: 'ENOENT' });
  makeFolder(dirname(path));
  closeSync(openSync(path, 'a', 0o600));
}

/** Does it, again and again while another connection holds the file, until the time is over. */
async function whenFree<T>(work: () => T): Promise<T> {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await delay(1 + Math.random() * 10);
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && (code & 0xff) === 5;
}

class NodeSqliteDriver implements Driver {
  readonly #open: () => Promise<DatabaseSync>;
  #database: DatabaseSync | undefined;
  #connection: NodeSqliteConnection | undefined;

  constructor(open: () => Promise<DatabaseSync>) {
    this.#open = open;
  }

  async init(): Promise<void> {
    this.#database = await this.#open();
    this.#connection = new NodeSqliteConnection(this.#database);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#connection === undefined) throw new Error('the database is not open');
    return this.#connection;
  }

  /**
   * `immediate` takes the write lock at once and waits for it. A deferred transaction that reads before it writes
   * would fail without waiting when another process wrote in between.
   */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  /** SQLite ends the transaction by itself on some errors (disk full); there is nothing to roll back then. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database?.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {
    // There is one connection, and kysely hands it out to one user at a time.
  }

  async destroy(): Promise<void> {
    this.#database?.close();
    this.#database = undefined;
    this.#connection = undefined;
  }
}

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const parameters = query.parameters.map(bindable);
    // A transaction has the lock that it needs; what fails inside of one cannot be tried again by itself.
    if (this.#database.isTransaction) return this.#execute(query.sql, parameters);
    return await whenFree(() => this.#execute(query.sql, parameters));
  }

  #execute<R>(statementText: string, parameters: readonly SQLInputValue[]): QueryResult<R> {
    const statement = this.#database.prepare(statementText);
    if (statement.columns().length > 0) {
      // Rows come without a prototype; plain objects behave like those of every other source.
      return { rows: statement.all(...parameters).map((row) => ({ ...row }) as R) };
    }
    const { changes } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported: read page by page');
  }
}

/**
 * What SQLite can bind. node:sqlite takes a Date for an object of named parameters and stores NULL; here that is
 * an error, and so is anything else that is not a plain value.
 */
function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError('a parameter is neither text nor a number');
}
