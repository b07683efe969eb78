/**
 * `npm run export-feedback`: all feedback as NDJSON or CSV on standard output or into a file, with the fields of
 * 45 CFR 170.315(b)(11): intervention, action, feedback (reason and comment), user, date, location. Reads while
 * the service runs.
 */
import '../node-version.mjs';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openStore } from '../store/open.ts';
import { DEFAULT_RETENTION, StoreError } from '../store/store.ts';
import type { ExportRange, Store } from '../store/store.ts';
import { CSV_HEADER, csvLine } from './feedback-csv.ts';

const USAGE = `Usage: npm run -s export-feedback -- [options]

  --format ndjson|csv   ndjson by default
  --from TIME           received at or after: YYYY-MM-DD (UTC) or YYYY-MM-DDThh:mm:ssZ
  --to TIME             received before
  --output FILE         a new file that only its owner reads; standard output by default

DATABASE_URL names the database, sqlite:./data/nelm-cds.db by default. Comments are free text of users and may
hold patient data: treat the export as part of the patients' records.
`;

/** Exit codes of sysexits.h. */
const EXIT = { usage: 64, noInput: 66, unavailable: 69, cannotCreate: 73 } as const;

class UsageError extends Error {}

interface Request extends ExportRange {
  readonly format: 'ndjson' | 'csv';
  readonly output: string | undefined;
}

function requestOf(args: readonly string[]): Request | 'help' {
  const { values } = parse(args);
  if (values.help === true) return 'help';
  const format = values.format ?? 'ndjson';
  if (format !== 'ndjson' && format !== 'csv') throw new UsageError('--format is ndjson or csv');
  return {
    format,
    output: values.output,
    ...(values.from === undefined ? {} : { from: timeOf('--from', values.from) }),
    ...(values.to === undefined ? {} : { to: timeOf('--to', values.to) }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    format: text,
    from: text,
    to: text,
    output: text,
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function timeOf(option: string, text: string): Date {
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
  const time = new Date(text);
  // 30 February becomes a day in March without an error; the day has to come back as it was written.
  const day = new Date(text.slice(0, 10));
  const real = !Number.isNaN(time.getTime()) && !Number.isNaN(day.getTime());
  if (!form.test(text) || !real || day.toISOString().slice(0, 10) !== text.slice(0, 10)) {
    throw new UsageError(`${option} is a day (YYYY-MM-DD) or a time with its zone (YYYY-MM-DDThh:mm:ssZ)`);
  }
  return time;
}

async function* lines(store: Store, request: Request): AsyncGenerator<string> {
  if (request.format === 'csv') yield CSV_HEADER;
  for await (const row of store.exportFeedback(request)) {
    yield request.format === 'csv' ? csvLine(row) : `${JSON.stringify(row)}\n`;
  }
}

async function exportFeedback(request: Request): Promise<void> {
  const url = process.env.DATABASE_URL?.trim() || 'sqlite:./data/nelm-cds.db';
  const store = await openStore(url, { retention: DEFAULT_RETENTION, mustExist: true });
  try {
    const source = Readable.from(lines(store, request));
    if (request.output === undefined) await pipeline(source, process.stdout, { end: false });
    else await pipeline(source, createWriteStream(request.output, { flags: 'wx', mode: 0o600 }));
  } finally {
    await store.close();
  }
}

/** What went wrong as a sentence and an exit code, undefined when nothing did (the reader went away). */
function failure(error: unknown): { text: string; exit: number } | undefined {
  const { code } = error as { code?: unknown };
  if (error instanceof UsageError) return { text: `${error.message}\n\n${USAGE}`, exit: EXIT.usage };
  if (error instanceof StoreError && code === 'ENOENT') {
    return { text: 'The database that DATABASE_URL names does not exist\n', exit: EXIT.noInput };
  }
  if (error instanceof StoreError) return { text: `${error.message}\n`, exit: EXIT.unavailable };
  // `| head` has read enough.
  if (code === 'EPIPE') return undefined;
  return { text: `The output cannot be written (${String(code)})\n`, exit: EXIT.cannotCreate };
}

try {
  const request = requestOf(process.argv.slice(2));
  if (request === 'help') process.stdout.write(USAGE);
  else await exportFeedback(request);
} catch (error) {
  const failed = failure(error);
  if (failed !== undefined) {
    process.stderr.write(failed.text);
    process.exitCode = failed.exit;
  }
}
