import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { startPurging } from '../../src/store/purge.ts';
import type { PurgeCounts, Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store.ts';
import { reviewGiven } from './answers-given.ts';

const HOUR_MS = 3_600_000;

/** Lets the purge get on without moving the clock. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the purge that runs', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore('sqlite::memory:', { retention: { auditDays: 1, feedbackDays: 1 } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    vi.setSystemTime(new Date('2026-11-20T10:00:00Z'));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await store.close();
  });

  it('purges at once, then at each turn, until it is stopped', async () => {
    const told: PurgeCounts[] = [];
    const expiresAt = new Date('2026-11-20T10:30:00Z');
    await store.saveReview(reviewGiven({ expiresAt }));
    const stop = startPurging(store, HOUR_MS, { onPurged: (counts) => told.push(counts) });
    await until(() => told.length === 1);
    expect(told[0]?.reviews).toBe(0);
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1);
    expect(told).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await until(() => told.length === 2);
    expect(told[1]?.reviews).toBe(1);
    stop();
    await vi.advanceTimersByTimeAsync(5 * HOUR_MS);
    expect(told).toHaveLength(2);
  });

  it('tells of a failure and tries again', async () => {
    const failures: unknown[] = [];
    let calls = 0;
    const failing: Store = Object.assign(Object.create(store) as Store, {
      purge: async () => {
        calls++;
        throw new StoreError('purge', 'SQLITE_FULL');
      },
    });
    const stop = startPurging(failing, HOUR_MS, { onError: (error) => failures.push(error) });
    await until(() => failures.length === 1);
    await vi.advanceTimersByTimeAsync(2 * HOUR_MS);
    stop();
    expect(calls).toBe(3);
    expect(failures).toHaveLength(3);
  });

  it('takes an interval that is longer than a timer can be', async () => {
    const told: PurgeCounts[] = [];
    const stop = startPurging(store, 90 * 24 * HOUR_MS, { onPurged: (counts) => told.push(counts) });
    await until(() => told.length === 1);
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(told).toHaveLength(1);
    stop();
  });

  it('does not keep the process alive', async () => {
    vi.useRealTimers();
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const told: PurgeCounts[] = [];
    const stop = startPurging(store, HOUR_MS, { onPurged: (counts) => told.push(counts) });
    await until(() => told.length === 1);
    expect(timers()).toBeLessThanOrEqual(before);
    stop();
  });
});
