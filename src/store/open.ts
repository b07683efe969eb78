import { userInfo } from 'node:os';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from './migrations.ts';
import { SqlStore } from './sql-store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { errorCode } from './error-code.ts';
import { StoreError } from './store.ts';
import type { Store, StoreOptions } from './store.ts';
import type { Tables } from './tables.ts';

/** Longest wait for a PostgreSQL connection and for one statement, in milliseconds. */
const CONNECT_MS = 3000;
const STATEMENT_MS = 10_000;

/**
 * Opens the store and brings its schema up to date. `url`: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`
 * (`postgresql://…`). Rejects with a StoreError; the URL, which may hold a password, is never part of it.
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  try {
    const db = await openDatabase(url, options.mustExist ?? false);
    return new SqlStore(db, options);
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError('open', errorCode(error));
  }
}

/** What opening a file says that is none, is no database, or cannot be made where it is to be. */
const NO_SUCH_FILE: ReadonlySet<string> = new Set([
  'UNSUPPORTED_URL',
  'SQLITE_CANTOPEN',
  'SQLITE_NOTADB',
  'SQLITE_PERM',
  'SQLITE_READONLY',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'EACCES',
  'EPERM',
  'EROFS',
  'ELOOP',
  'ENAMETOOLONG',
]);

/** Does the store fail to open since `url` names no file that could be its database? Waiting mends that never. */
export function isBadAddress(url: string, error: StoreError): boolean {
  return url.startsWith('sqlite:') && error.operation === 'open' && NO_SUCH_FILE.has(error.code);
}

async function openDatabase(url: string, mustExist: boolean): Promise<Kysely<Tables>> {
  const path = sqlitePath(url);
  if (path !== undefined) {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(path, { mustExist }) });
    return await migrated(db, async () => undefined);
  }
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StoreError('open', 'UNSUPPORTED_URL');
  // Migrations may wait long for another replica's, so they run without the limit on statements.
  const migrating = postgres(url, { max: 1 });
  await migrated(migrating, currentSchema);
  await migrating.destroy();
  return postgres(url, { max: 10, query_timeout: STATEMENT_MS });
}

async function migrated(
  db: Kysely<Tables>,
  schema: (db: Kysely<Tables>) => Promise<string | undefined>,
): Promise<Kysely<Tables>> {
  try {
    await migrate(db, await schema(db));
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** The file that a `sqlite:` URL names, undefined for other URLs. `sqlite:///x` and `sqlite:/x` are the same. */
function sqlitePath(url: string): string | undefined {
  if (!url.startsWith('sqlite:')) return undefined;
  const path = url.slice('sqlite:'.length).replace(/^\/\//, '');
  if (path === '') throw new StoreError('open', 'UNSUPPORTED_URL');
  return path;
}

function postgres(url: string, limits: pg.PoolConfig): Kysely<Tables> {
  // As psql and libpq do: a URL without a user means the user of the process.
  pg.defaults.user ??= processUser();
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'nelm-cds',
    ...limits,
  });
  // A connection that breaks while idle is dropped by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

function processUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return undefined;
  }
}

async function currentSchema(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
  const name = rows[0]?.name;
  if (typeof name !== 'string') throw new StoreError('open', 'NO_SCHEMA');
  return name;
}
