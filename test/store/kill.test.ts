import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { databases } from './databases.ts';

const WRITER = fileURLToPath(new URL('./acknowledging-writer.ts', import.meta.url));
const ROUNDS = 5;

/** Runs the writer, kills it (SIGKILL) after `afterMs` of writing, and gives back what it had acknowledged. */
async function writeAndBeKilled(url: string, afterMs: number): Promise<string[]> {
  const writer = spawn(process.execPath, [WRITER, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaints = '';
  writer.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  writer.stdout.on('data', (chunk: Buffer) => {
    if (output === '') setTimeout(() => writer.kill('SIGKILL'), afterMs);
    output += chunk.toString();
  });
  const [, signal] = (await once(writer, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${complaints}`);
  // A line that was cut by the kill was not acknowledged in full.
  return output.split('\n').slice(1, -1);
}

describe.each(databases)('kill -9 on $name', (database) => {
  it.skipIf(!database.reachable)(
    'H02 loses no acknowledged feedback, keeps each batch whole, and opens again',
    async () => {
      const place = await database.create();
      const acknowledged: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        acknowledged.push(...(await writeAndBeKilled(place.url, 20 + Math.random() * 180)));
      }
      expect(acknowledged.length).toBeGreaterThan(ROUNDS);

      const store = await openStore(place.url, { retention: { auditDays: 0, feedbackDays: 0 } });
      const rowsOfBatch = new Map<string | null, number>();
      for await (const row of store.exportFeedback()) {
        // Its answer was recorded before it, so each is linked.
        expect(row.intervention).toBe('treatment-options');
        rowsOfBatch.set(row.comment, (rowsOfBatch.get(row.comment) ?? 0) + 1);
      }
      await store.close();
      expect(acknowledged.filter((batch) => rowsOfBatch.get(batch) !== 3)).toEqual([]);
      expect([...rowsOfBatch.values()].filter((count) => count !== 3)).toEqual([]);
      // At most one batch a round may be on record without its acknowledgement having come out.
      expect(rowsOfBatch.size - acknowledged.length).toBeLessThanOrEqual(ROUNDS);

      if (database.name === 'SQLite') {
        const file = new DatabaseSync(place.url.slice('sqlite:'.length));
        expect({ ...file.prepare('pragma integrity_check').get() }).toEqual({ integrity_check: 'ok' });
        expect(file.prepare('pragma foreign_key_check').all()).toEqual([]);
        file.close();
      }
      await place.drop();
    },
    60_000,
  );
});
