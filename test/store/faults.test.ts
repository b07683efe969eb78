import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteDialect } from '../../src/store/sqlite-dialect.ts';
import type { Tables } from '../../src/store/tables.ts';
import { isBadAddress, openStore } from '../../src/store/open.ts';
import { StoreError } from '../../src/store/store.ts';
import { answerGiven, feedbackOn, posted } from './answers-given.ts';
import { postgres } from './databases.ts';

const RETENTION = { auditDays: 30, feedbackDays: 90 };
const run = promisify(execFile);

describe('a store that cannot be opened', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nelm-faults-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['', 'UNSUPPORTED_URL'],
    ['sqlite:', 'UNSUPPORTED_URL'],
    ['mysql://user:SECRET@db/x', 'UNSUPPORTED_URL'],
    ['postgres://user:SECRET@[bad/x', 'ERR_INVALID_URL'],
    ['postgres://user:SECRET@127.0.0.1:1/x', 'ECONNREFUSED'],
  ])('H04 says why and never the URL: %s', async (url, code) => {
    const error = await openStore(url, { retention: RETENTION }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ operation: 'open', code });
    expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('SECRET');
  });

  it('H07 says so when the folder cannot be made, and when the file is no database', async () => {
    writeFileSync(join(folder, 'file'), 'x');
    await expect(openStore(`sqlite:${folder}/file/x.db`, { retention: RETENTION })).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTDIR|EEXIST/),
    });
    writeFileSync(join(folder, 'text.db'), 'no database at all, '.repeat(100));
    await expect(openStore(`sqlite:${folder}/text.db`, { retention: RETENTION })).rejects.toMatchObject({
      code: 'SQLITE_NOTADB',
    });
  });

  it('H04 tells a file that can never be its database from a server that may come back', async () => {
    const text = join(folder, 'text.txt');
    writeFileSync(text, 'this is no database, it is a text of some length');
    const isBad = async (url: string): Promise<boolean> => {
      const error = await openStore(url, { retention: RETENTION }).catch((thrown: unknown) => thrown);
      expect([url, error instanceof StoreError]).toEqual([url, true]);
      return isBadAddress(url, error as StoreError);
    };
    for (const path of [folder, text, join(text, 'x.db'), '/proc/x/y.db', '/dev/null/x.db'])
      expect([path, await isBad(`sqlite:${path}`)]).toEqual([path, true]);
    expect(await isBad('postgres://nobody@127.0.0.1:1/none')).toBe(false);
  });

  it('makes the folder and a file that only its owner reads', async () => {
    const path = join(folder, 'deep', 'data', 'store.db');
    const store = await openStore(`sqlite:${path}`, { retention: RETENTION });
    await store.recordAnswer(answerGiven());
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
    }
    await store.close();
  });

  it('makes no file when it must exist', async () => {
    const opening = openStore(`sqlite:${folder}/none.db`, { retention: RETENTION, mustExist: true });
    await expect(opening).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(`${folder}/none.db`)).toBe(false);
  });

  it('keeps a database in memory apart from every other', async () => {
    const one = await openStore('sqlite::memory:', { retention: RETENTION });
    const two = await openStore('sqlite::memory:', { retention: RETENTION });
    const expiry = new Date('2030-01-01T00:00:00Z');
    expect(await one.rememberToken('a', 'b', expiry)).toBe(true);
    expect(await two.rememberToken('a', 'b', expiry)).toBe(true);
    await one.close();
    await two.close();
  });

  it('writes ahead to the log, waits for the disk at each commit, and overwrites what is deleted', async () => {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(join(folder, 'store.db'), { mustExist: false }) });
    const pragma = async (name: string): Promise<unknown> =>
      (await sql`pragma ${sql.raw(name)}`.execute(db)).rows[0];
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
    expect(await pragma('secure_delete')).toEqual({ secure_delete: 1 });
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    await db.destroy();
  });

  it('refuses to bind what SQLite would take for something else', async () => {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(':memory:', { mustExist: false }) });
    for (const value of [new Date(), undefined, { a: 1 }, [1]]) {
      await expect(sql`select ${value} as value`.execute(db)).rejects.toThrow(TypeError);
    }
    const bound = await sql`select ${true} as yes, ${null} as none, ${1.5} as number`.execute(db);
    expect(bound.rows).toStrictEqual([{ yes: 1, none: null, number: 1.5 }]);
    await db.destroy();
  });
});

describe('a store that cannot write', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nelm-faults-'));
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  it('H07 rejects when the disk is full, keeps what it acknowledged, and goes on when there is room', async () => {
    // A process that may not write files above a size stands for a full disk.
    const program = fileURLToPath(new URL('./until-full.ts', import.meta.url));
    const url = `sqlite:${folder}/store.db`;
    const { stdout } = await run('bash', [
      '-c',
      'ulimit -f 2000; exec "$0" "$1" "$2"',
      process.execPath,
      program,
      url,
    ]);
    const { acknowledged, code, isStoreError, answersPing } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ code, isStoreError, answersPing }).toEqual({
      code: expect.stringMatching(/^SQLITE_(FULL|IOERR)$/),
      isStoreError: true,
      answersPing: true,
    });
    expect(acknowledged).toBeGreaterThan(0);
    const store = await openStore(url, { retention: RETENTION });
    let rows = 0;
    for await (const _ of store.exportFeedback()) rows++;
    expect(rows).toBe(acknowledged);
    expect(await store.feedback([feedbackOn('room again')], posted())).toMatchObject({ stored: 1 });
    await store.close();
  }, 30_000);

  it('H07 rejects while another process keeps the file locked, without stopping the event loop', async () => {
    const store = await openStore(`sqlite:${folder}/store.db`, { retention: RETENTION });
    const other = new DatabaseSync(`${folder}/store.db`);
    other.exec('begin immediate');
    let turns = 0;
    const turning = setInterval(() => turns++, 10);
    const writing = store.feedback([feedbackOn('a')], posted());
    setTimeout(() => other.exec('rollback'), 300);
    expect(await writing).toMatchObject({ stored: 1 });
    clearInterval(turning);
    expect(turns).toBeGreaterThan(10);
    other.close();
    await store.close();
  });

  it.skipIf(!postgres.reachable)('H07 rejects on PostgreSQL when writing is refused', async () => {
    const place = await postgres.create();
    const store = await openStore(place.url, { retention: RETENTION });
    await store.close();
    const url = new URL(place.url);
    url.searchParams.set('options', `${url.searchParams.get('options')} -c default_transaction_read_only=on`);
    const readOnly = await openStore(url.href, { retention: RETENTION });
    await readOnly.ping();
    const writing = readOnly.feedback([feedbackOn('a')], posted());
    await expect(writing).rejects.toMatchObject({ name: 'StoreError', code: '25006', operation: 'feedback' });
    await readOnly.close();
    await place.drop();
  });
});

describe('a PostgreSQL server that goes away', () => {
  it.skipIf(!postgres.reachable)('is found again: broken connections are replaced', async () => {
    const place = await postgres.create();
    const url = new URL(place.url);
    // A name of its own, so that no connection of anybody else is ended.
    const name = `store-test-${randomUUID()}`;
    url.searchParams.set('application_name', name);
    const store = await openStore(url.href, { retention: RETENTION });
    await Promise.all([store.ping(), store.ping(), store.ping()]);
    const ended = await place.query(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name = '${name}'`,
    );
    expect(ended).toEqual([{ ended: true }, { ended: true }, { ended: true }]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await store.ping();
    expect(await store.feedback([feedbackOn('a')], posted())).toMatchObject({ stored: 1 });
    await store.close();
    await place.drop();
  });

  it('does not hold readiness up when nothing answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const began = Date.now();
    await expect(
      openStore(`postgres://x@127.0.0.1:${port}/x`, { retention: RETENTION }),
    ).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(Date.now() - began).toBeLessThan(7000);
    silent.close();
  }, 10_000);
});
