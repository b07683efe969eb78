/** Names of SQLite's primary result codes (https://www.sqlite.org/rescode.html) that are met in operation. */
const SQLITE_CODES: ReadonlyMap<number, string> = new Map([
  [1, 'SQLITE_ERROR'],
  [3, 'SQLITE_PERM'],
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [7, 'SQLITE_NOMEM'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [19, 'SQLITE_CONSTRAINT'],
  [26, 'SQLITE_NOTADB'],
]);

/**
 * What kind of error it is, in one word. Messages and details of a database repeat values of the failing row, so
 * nothing else of the error is used.
 */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  if (typeof errcode === 'number') return SQLITE_CODES.get(errcode & 0xff) ?? `SQLITE_${errcode}`;
  if (typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code)) return code;
  // kysely, when a migration that this program does not have was run on the database.
  if (error.message.startsWith('corrupted migrations')) return 'SCHEMA_MISMATCH';
  if (/timeout/i.test(error.message)) return 'TIMEOUT';
  if (/terminated|connection/i.test(error.message)) return 'CONNECTION_LOST';
  return error.name;
}
