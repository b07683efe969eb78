import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { answerGiven, cardGiven, feedbackOn, posted } from '../store/answers-given.ts';

const PROGRAM = fileURLToPath(new URL('../../src/cli/export-feedback.ts', import.meta.url));

/** A small reader of RFC 4180, so that the export is read by other code than wrote it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push((quoted ?? '').replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('export-feedback', () => {
  let folder: string;
  let url: string;
  let store: Store;

  const run = async (args: string[], env: Record<string, string> = { DATABASE_URL: url }) => {
    const program = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env.PATH, ...env },
      cwd: folder,
    });
    let stdout = '';
    let stderr = '';
    program.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    program.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [exit] = (await once(program, 'close')) as [number | null];
    return { exit, stdout, stderr };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nelm-export-'));
    url = `sqlite:${folder}/store.db`;
    // The store stays open: the export reads while the service runs.
    store = await openStore(url, { retention: { auditDays: 0, feedbackDays: 0 } });
    const card = cardGiven({ uuid: 'card-a', suggestions: [{ uuid: 's-1', code: 'hepatobiliary-surgery' }] });
    await store.recordAnswer(answerGiven({ cards: [card], userId: '=HYPERLINK("http://evil")' }));
    await store.feedback(
      [
        feedbackOn('card-a', { outcome: 'accepted', acceptedSuggestions: [{ id: 's-1' }] }),
        feedbackOn('card-a', {
          overrideReason: {
            reason: { code: 'disagree', system: 'urn:reasons', display: '@SUM(A1)' },
            userComment: '-1+cmd|\' /C calc\'!A0, "quoted"\r\nsecond line \u{1F600}',
          },
        }),
      ],
      posted({ tenant: 'north' }),
    );
    const receivedAt = new Date('2026-12-01T00:00:00Z');
    await store.feedback(
      [feedbackOn('unknown', { overrideReason: { userComment: '  =1+1' } })],
      posted({ receivedAt }),
    );
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes one JSON object a line, as the users said it', async () => {
    const { exit, stdout, stderr } = await run([]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      intervention: 'treatment-options',
      options: ['liver-resection', 'prrt'],
      action: 'accepted',
      suggestion: 'hepatobiliary-surgery',
      user: '=HYPERLINK("http://evil")',
      location: 'north',
      service: 'nelm-patient-view',
      knowledgeVersion: '1.0.0',
      date: '2026-11-20T10:00:00.000Z',
    });
    expect(rows[1]?.comment).toBe('-1+cmd|\' /C calc\'!A0, "quoted"\r\nsecond line \u{1F600}');
  });

  it('writes CSV in which nothing is a formula and everything can be read back', async () => {
    const { exit, stdout } = await run(['--format', 'csv']);
    expect(exit).toBe(0);
    const [header, ...rows] = readCsv(stdout);
    expect(rows).toHaveLength(3);
    for (const row of [header, ...rows]) {
      expect(row).toHaveLength(17);
      for (const cell of row ?? []) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
    }
    const cell = (row: number, column: string): string | undefined =>
      rows[row]?.[header?.indexOf(column) ?? -1];
    expect(cell(0, 'options')).toBe('liver-resection prrt');
    expect(cell(0, 'user')).toBe('\'=HYPERLINK("http://evil")');
    expect(cell(1, 'reasonDisplay')).toBe("'@SUM(A1)");
    expect(cell(1, 'comment')).toBe("'-1+cmd|' /C calc'!A0, \"quoted\"\r\nsecond line \u{1F600}");
    expect(cell(2, 'comment')).toBe("'  =1+1");
    expect(cell(2, 'intervention')).toBe('');
  });

  it('takes a range of the time of arrival and writes a file that only its owner reads', async () => {
    const output = join(folder, 'out.ndjson');
    const args = ['--from', '2026-11-21', '--to', '2026-12-02T00:00:00+01:00', '--output', output];
    expect(await run(args)).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toHaveLength(1);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    // It never writes over a file.
    expect(await run(args)).toMatchObject({ exit: 73, stderr: 'The output cannot be written (EEXIST)\n' });
  });

  it.each([
    [['--format', 'xml']],
    [['--from', 'yesterday']],
    [['--from', '2026-02-30']],
    [['--to', '2026-11-20T10:00:00']],
    [['--nonsense']],
    [['stray']],
  ])('refuses %j', async (args) => {
    const { exit, stdout, stderr } = await run(args);
    expect({ exit, stdout }).toEqual({ exit: 64, stdout: '' });
    expect(stderr).toContain('Usage:');
  });

  it('H04 says what is wrong with the database, makes none, and prints no secret', async () => {
    const missing = await run([], {});
    expect(missing).toMatchObject({ exit: 66, stdout: '' });
    expect(existsSync(join(folder, 'data'))).toBe(false);
    const refused = await run([], { DATABASE_URL: 'postgres://user:SECRET@127.0.0.1:1/x' });
    expect(refused).toMatchObject({ exit: 69, stderr: 'The store failed in open (ECONNREFUSED)\n' });
    expect((await run([], { DATABASE_URL: 'mysql://user:SECRET@h/x' })).stderr).not.toContain('SECRET');
  });

  it('ends quietly when its reader has read enough', async () => {
    const many = `sqlite:${folder}/many.db`;
    const filled = await openStore(many, { retention: { auditDays: 0, feedbackDays: 0 } });
    const long = { overrideReason: { userComment: 'x'.repeat(500) } };
    await filled.feedback(
      Array.from({ length: 3000 }, (_, index) => feedbackOn(`card-${index}`, long)),
      posted(),
    );
    await filled.close();
    const script = 'set -o pipefail; "$0" "$1" --format csv | head -c 10';
    const program = spawn('bash', ['--norc', '-c', script, process.execPath, PROGRAM], {
      env: { PATH: process.env.PATH, DATABASE_URL: many },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    program.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const [exit] = (await once(program, 'close')) as [number | null];
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  });
});
