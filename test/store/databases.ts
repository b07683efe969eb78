import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database that the store's tests run against, with a fresh and empty place for each test. */
export interface DatabaseUnderTest {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly reachable: boolean;
  create(): Promise<Place>;
}

export interface Place {
  readonly url: string;
  /** Past the store: what is really in the tables. Undefined columns are those of the statement. */
  query(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** Server for the tests; each place is a schema of its own in its database and is dropped at the end. */
const POSTGRES_URL = process.env.TEST_POSTGRES_URL ?? `postgres://${userInfo().username}@127.0.0.1:5432/test`;

async function postgresAnswers(): Promise<boolean> {
  const client = new pg.Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: 1500 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

export const sqlite: DatabaseUnderTest = {
  name: 'SQLite',
  reachable: true,
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'nelm-store-'));
    const path = join(folder, 'store.db');
    return {
      url: `sqlite:${path}`,
      async query(statement) {
        const { DatabaseSync } = await import('node:sqlite');
        const database = new DatabaseSync(path);
        const rows = database.prepare(statement).all();
        database.close();
        return rows.map((row) => ({ ...row }));
      },
      async drop() {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

export const postgres: DatabaseUnderTest = {
  name: 'PostgreSQL',
  reachable: await postgresAnswers(),
  async create() {
    const schema = `store_test_${randomUUID().replaceAll('-', '')}`;
    await onPostgres(POSTGRES_URL, `create schema ${schema}`);
    const url = new URL(POSTGRES_URL);
    url.searchParams.set('options', `-c search_path=${schema}`);
    return {
      url: url.href,
      query: (statement) => onPostgres(url.href, statement),
      async drop() {
        await onPostgres(POSTGRES_URL, `drop schema ${schema} cascade`);
      },
    };
  },
};

async function onPostgres(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Both databases; one that cannot be reached is named, so that a skipped run is seen to be one. */
export const databases: readonly DatabaseUnderTest[] = [sqlite, postgres];

if (!postgres.reachable) {
  console.warn(
    'SKIPPED: the tests of the store on PostgreSQL, no server at 127.0.0.1:5432 (TEST_POSTGRES_URL)',
  );
}
