import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import type { FeedbackExportRow, FeedbackItem, Store } from '../../src/store/store.ts';
import { posted } from './answers-given.ts';
import { databases } from './databases.ts';
import type { Place } from './databases.ts';

/** Items that often meet: few cards, outcomes, times and suggestions. */
const item: fc.Arbitrary<FeedbackItem> = fc.record({
  card: fc.constantFrom('card-a', 'card-b'),
  outcome: fc.constantFrom('accepted', 'overridden'),
  outcomeTimestamp: fc.constantFrom(
    '2026-11-20T10:00:00Z',
    '2026-11-20T10:00:00.000Z',
    '2026-11-20T11:00:00+01:00',
    '2026-11-20T10:00:01Z',
  ),
  acceptedSuggestions: fc.array(fc.record({ id: fc.constantFrom('s-1', 's-2', 's-3') }), { maxLength: 3 }),
});

/** What makes two rows the same feedback, written without the store. */
function identities(one: FeedbackItem): string[] {
  const time = Date.parse(one.outcomeTimestamp);
  const named = one.outcome === 'accepted' ? (one.acceptedSuggestions ?? []).map(({ id }) => id) : [];
  return (named.length === 0 ? [null] : [...new Set(named)]).map((id) =>
    JSON.stringify([one.card, one.outcome, time, id]),
  );
}

const identityOf = (row: FeedbackExportRow): string =>
  JSON.stringify([row.card, row.action, Date.parse(row.date), row.suggestionId]);

describe.each(databases)('feedback sent again to $name', (database) => {
  describe.skipIf(!database.reachable)('when it is reachable', () => {
    let place: Place;
    let store: Store;
    let run = 0;
    beforeAll(async () => {
      place = await database.create();
      store = await openStore(place.url, { retention: { auditDays: 0, feedbackDays: 0 } });
    });
    afterAll(async () => {
      await store.close();
      await place.drop();
    });

    it('I4 leaves the union of all that was said, in any batches, in any order, at the same time', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(item, { maxLength: 5 }), { maxLength: 5 }), async (batches) => {
          const issuer = `https://client-${run++}.example`;
          const counts = await Promise.all(
            batches.map((batch) => store.feedback(batch, posted({ issuer, tenant: issuer }))),
          );
          const expected = new Set(batches.flat().flatMap(identities));
          const rows: string[] = [];
          for await (const row of store.exportFeedback()) {
            if (row.location === issuer) rows.push(identityOf(row));
          }
          expect([...rows].sort()).toEqual([...expected].sort());
          for (const [index, batch] of batches.entries()) {
            const { stored, repeated } = counts[index] ?? { stored: -1, repeated: -1 };
            expect(stored + repeated).toBe(batch.length);
            const again = await store.feedback(batch, posted({ issuer, tenant: issuer }));
            expect(again).toMatchObject({ stored: 0, repeated: batch.length });
          }
        }),
        { numRuns: 40 },
      );
    });
  });
});
