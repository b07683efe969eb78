import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { LIMITS, StoreError } from '../../src/store/store.ts';
import type { FeedbackExportRow, FeedbackItem, Store } from '../../src/store/store.ts';
import {
  answerGiven,
  cardGiven,
  feedbackOn,
  ISSUER,
  OTHER_ISSUER,
  overriddenFor,
  posted,
  reviewGiven,
} from './answers-given.ts';
import { databases } from './databases.ts';
import type { Place } from './databases.ts';

const RETENTION = { auditDays: 30, feedbackDays: 90 };
const SUBJECT = { issuer: ISSUER, subject: 'Patient/1', since: new Date('2026-11-01T00:00:00Z') };

async function exported(store: Store): Promise<FeedbackExportRow[]> {
  const rows: FeedbackExportRow[] = [];
  for await (const row of store.exportFeedback()) rows.push(row);
  return rows;
}

describe.each(databases)('the store on $name', (database) => {
  describe.skipIf(!database.reachable)('when it is reachable', () => {
    let place: Place;
    let store: Store;
    let clock: Date;

    const open = (): Promise<Store> => openStore(place.url, { retention: RETENTION, now: () => clock });

    beforeEach(async () => {
      clock = new Date('2026-11-20T10:00:00Z');
      place = await database.create();
      store = await open();
    });
    afterEach(async () => {
      await store.close();
      await place.drop();
    });

    describe('audit', () => {
      it('keeps an evaluation with its cards and reads them from another connection', async () => {
        const card = cardGiven({ uuid: 'card-a', factHash: 'h-card' });
        await store.recordAnswer(answerGiven({ id: 'eval-1', hookInstance: 'hook-1', cards: [card] }));
        expect(await place.query('select * from evaluations')).toEqual([
          {
            id: 'eval-1',
            answered_at: '2026-11-20T10:00:00.000Z',
            issuer: ISSUER,
            tenant: null,
            service: 'nelm-patient-view',
            hook_instance: 'hook-1',
            subject: 'Patient/1',
            user_id: 'Practitioner/7',
            fact_hash: 'hash-of-all',
            knowledge_version: '1.0.0',
            evaluation_date: '2026-11-20',
            statuses: '{"liver-resection":"recommended","prrt":"insufficient-data"}',
            duration_ms: 12.5,
            shadow: 0,
            suppressed: '[]',
          },
        ]);
        expect(await place.query('select uuid, evaluation, topic, fact_hash, options from cards')).toEqual([
          {
            uuid: 'card-a',
            evaluation: 'eval-1',
            topic: 'treatment-options',
            fact_hash: 'h-card',
            options: '["liver-resection","prrt"]',
          },
        ]);
      });

      it('keeps an answer without cards, in shadow mode, with what was suppressed', async () => {
        await store.recordAnswer(
          answerGiven({ cards: [], statuses: {}, shadow: true, suppressed: ['safety'], userId: null }),
        );
        const [row] = await place.query('select shadow, suppressed, statuses, user_id from evaluations');
        expect(row).toEqual({ shadow: 1, suppressed: '["safety"]', statuses: '{}', user_id: null });
      });

      it('keeps nothing of an answer when one part of it cannot be kept', async () => {
        await store.recordAnswer(answerGiven({ cards: [cardGiven({ uuid: 'twice' })] }));
        const second = answerGiven({
          cards: [cardGiven(), cardGiven({ uuid: 'twice' })],
          review: reviewGiven(),
        });
        await expect(store.recordAnswer(second)).rejects.toThrow(StoreError);
        expect(await place.query('select uuid from cards')).toEqual([{ uuid: 'twice' }]);
        expect(await place.query('select id from evaluations')).toHaveLength(1);
        expect(await place.query('select id from reviews')).toHaveLength(0);
        // The connection is usable afterwards.
        await store.recordAnswer(answerGiven());
        expect(await place.query('select id from evaluations')).toHaveLength(2);
      });

      it('H01 says nothing of the data in an error', async () => {
        const card = cardGiven({ uuid: 'twice', topic: 'SENTINEL-TOPIC' });
        const answer = answerGiven({ cards: [card, card], subject: 'Patient/SENTINEL-PATIENT' });
        const error = await store.recordAnswer(answer).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(StoreError);
        const { message, stack, cause, ...rest } = error as StoreError & { cause?: unknown };
        expect(cause).toBeUndefined();
        expect(JSON.stringify({ message, stack, rest })).not.toMatch(/SENTINEL|twice|insert/i);
        expect(rest).toMatchObject({
          operation: 'recordAnswer',
          code: expect.stringMatching(/CONSTRAINT|23505/),
        });
      });

      it('takes text that a database refuses or that would not come back', async () => {
        await store.recordAnswer(
          answerGiven({ hookInstance: 'a\0b', subject: 'Patient/\ud800', userId: ' ', cards: [] }),
        );
        const [row] = await place.query('select hook_instance, subject, user_id from evaluations');
        expect(row).toEqual({ hook_instance: 'a\u{FFFD}b', subject: 'Patient/\u{FFFD}', user_id: null });
      });
    });

    describe('feedback', () => {
      it('links feedback to card, options, fact hash, knowledge version and user', async () => {
        const card = cardGiven({
          uuid: 'card-a',
          suggestions: [
            { uuid: 's-1', code: 'surgery' },
            { uuid: 's-2', code: 'nuclear-medicine' },
          ],
        });
        await store.recordAnswer(answerGiven({ cards: [card] }));
        const counts = await store.feedback(
          [
            feedbackOn('card-a', {
              outcome: 'accepted',
              acceptedSuggestions: [{ id: 's-2' }, { id: 's-1' }],
            }),
            feedbackOn('card-a', {
              outcomeTimestamp: '2026-11-20T11:00:01.5+01:00',
              overrideReason: {
                reason: { code: 'disagree', system: 'urn:reasons', display: 'Disagree' },
                userComment: 'Not\nthis "way"',
              },
            }),
          ],
          posted({ tenant: 'north' }),
        );
        expect(counts).toEqual({ stored: 2, repeated: 0, unknownCards: 0 });
        const rows = await exported(store);
        const common = {
          receivedAt: '2026-11-20T10:00:05.000Z',
          intervention: 'treatment-options',
          options: ['liver-resection', 'prrt'],
          user: 'Practitioner/7',
          location: 'north',
          service: 'nelm-patient-view',
          knowledgeVersion: '1.0.0',
          factHash: 'hash-1',
          card: 'card-a',
        };
        const none = { reason: null, reasonSystem: null, reasonDisplay: null, comment: null };
        const accepted = { ...common, ...none, date: '2026-11-20T10:00:00.000Z', action: 'accepted' };
        expect(rows).toHaveLength(3);
        expect(rows).toEqual(
          expect.arrayContaining([
            { ...accepted, suggestion: 'surgery', suggestionId: 's-1' },
            { ...accepted, suggestion: 'nuclear-medicine', suggestionId: 's-2' },
          ]),
        );
        expect(rows.at(-1)).toEqual({
          ...common,
          date: '2026-11-20T10:00:01.500Z',
          action: 'overridden',
          suggestion: null,
          suggestionId: null,
          reason: 'disagree',
          reasonSystem: 'urn:reasons',
          reasonDisplay: 'Disagree',
          comment: 'Not\nthis "way"',
        });
        expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
      });

      it('I4 counts what is repeated and stores it once, also within a batch and in other words for the time', async () => {
        const item = overriddenFor('card-a', 'disagree');
        expect(await store.feedback([item, item], posted())).toMatchObject({ stored: 1, repeated: 1 });
        const same = { ...item, outcomeTimestamp: '2026-11-20T11:00:00.000+01:00' };
        expect(await store.feedback([same], posted())).toMatchObject({ stored: 0, repeated: 1 });
        const later = { ...item, outcomeTimestamp: '2026-11-20T10:00:00.001Z' };
        expect(await store.feedback([later, item], posted())).toMatchObject({ stored: 1, repeated: 1 });
        expect(await exported(store)).toHaveLength(2);
      });

      it('I4 keeps a card that is accepted in part, accepted further, then overridden', async () => {
        const accept = (id: string): FeedbackItem =>
          feedbackOn('card-a', { outcome: 'accepted', acceptedSuggestions: [{ id }] });
        expect(await store.feedback([accept('s-1')], posted())).toMatchObject({ stored: 1 });
        const both = feedbackOn('card-a', {
          outcome: 'accepted',
          acceptedSuggestions: [{ id: 's-1' }, { id: 's-2' }],
        });
        expect(await store.feedback([both], posted())).toMatchObject({ stored: 1, repeated: 0 });
        expect(await store.feedback([feedbackOn('card-a')], posted())).toMatchObject({ stored: 1 });
        expect((await exported(store)).map((row) => [row.action, row.suggestionId]).sort()).toEqual([
          ['accepted', 's-1'],
          ['accepted', 's-2'],
          ['overridden', null],
        ]);
      });

      it('I7 keeps feedback on an unknown card and counts it', async () => {
        const counts = await store.feedback([feedbackOn('nobody-knows')], posted());
        expect(counts).toEqual({ stored: 1, repeated: 0, unknownCards: 1 });
        expect(await exported(store)).toMatchObject([
          { card: 'nobody-knows', intervention: null, options: [], factHash: null, location: ISSUER },
        ]);
      });

      it('G09 keeps feedback on the card of another client without a link, and leaves room for the true one', async () => {
        await store.recordAnswer(answerGiven({ cards: [cardGiven({ uuid: 'card-a' })] }));
        const item = overriddenFor('card-a', 'disagree');
        const foreign = await store.feedback([item], posted({ issuer: OTHER_ISSUER }));
        const unknown = await store.feedback([feedbackOn('no-card')], posted({ issuer: OTHER_ISSUER }));
        expect(foreign).toEqual(unknown);
        expect(await store.suppressedTopics(SUBJECT)).toEqual(new Map());
        expect(await exported(store)).toMatchObject([{ intervention: null }, { intervention: null }]);
        expect(await store.feedback([item], posted())).toEqual({ stored: 1, repeated: 0, unknownCards: 0 });
        expect((await store.suppressedTopics(SUBJECT)).get('treatment-options')).toEqual(new Set(['hash-1']));
      });

      it('G08 keeps 5000 items in one batch and cuts what is too long', async () => {
        const items = Array.from({ length: 5000 }, (_, index) => feedbackOn(`card-${index}`));
        expect(await store.feedback(items, posted())).toEqual({
          stored: 5000,
          repeated: 0,
          unknownCards: 5000,
        });
        const long = feedbackOn('c'.repeat(100_000), {
          overrideReason: {
            reason: { code: 'x'.repeat(9000), system: 's'.repeat(9000), display: 'd'.repeat(9000) },
            userComment: `${'x'.repeat(LIMITS.comment - 2)}\u{1F600}\u{1F600} and more`,
          },
        });
        expect(await store.feedback([long], posted({ receivedAt: clock }))).toMatchObject({ stored: 1 });
        const rows = await exported(store);
        expect(rows).toHaveLength(5001);
        const [cut] = rows;
        expect(cut?.comment).toBe(`${'x'.repeat(LIMITS.comment - 2)}…`);
        expect(cut?.reason).toHaveLength(LIMITS.code);
        expect(cut?.reasonSystem).toHaveLength(LIMITS.reference);
        expect(cut?.card).toHaveLength(LIMITS.code);
        expect(rows.slice(1).map((row) => row.card)).toEqual(items.map((item) => item.card));
      });

      it('takes an empty batch', async () => {
        expect(await store.feedback([], posted())).toEqual({ stored: 0, repeated: 0, unknownCards: 0 });
      });

      it('takes the user of the request before that of the evaluation', async () => {
        await store.recordAnswer(answerGiven({ cards: [cardGiven({ uuid: 'card-a' })] }));
        await store.feedback([feedbackOn('card-a')], posted({ user: 'Practitioner/9' }));
        expect(await exported(store)).toMatchObject([{ user: 'Practitioner/9' }]);
      });

      it('exports a range of the time of arrival', async () => {
        const at = ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => new Date(`${day}T00:00:00Z`));
        for (const [index, receivedAt] of at.entries()) {
          await store.feedback([feedbackOn(`card-${index}`)], posted({ receivedAt }));
        }
        const cards: string[] = [];
        const [, from, to] = at;
        if (from === undefined || to === undefined) throw new Error('no range');
        for await (const row of store.exportFeedback({ from, to })) cards.push(row.card);
        expect(cards).toEqual(['card-1']);
      });
    });

    describe('suppression after an override', () => {
      const give = async (uuid: string, factHash = 'hash-1', topic = 'treatment-options'): Promise<void> =>
        store.recordAnswer(answerGiven({ cards: [cardGiven({ uuid, factHash, topic })] }));

      it('G07 gives topics and fact hashes of what was overridden, with any reason but later', async () => {
        await give('a', 'h-a', 'safety');
        await give('b', 'h-b');
        await give('c', 'h-c');
        await give('d', 'h-d', 'missing-data');
        await give('e', 'h-e', 'missing-data');
        await store.feedback(
          [
            overriddenFor('a', 'disagree'),
            overriddenFor('b', 'patient-declines'),
            feedbackOn('c'),
            overriddenFor('d', 'later'),
            feedbackOn('e', { outcome: 'accepted' }),
          ],
          posted(),
        );
        expect(await store.suppressedTopics(SUBJECT)).toEqual(
          new Map([
            ['safety', new Set(['h-a'])],
            ['treatment-options', new Set(['h-b', 'h-c'])],
          ]),
        );
      });

      it('G07 suppresses on a comment without a reason', async () => {
        await give('a');
        await store.feedback([feedbackOn('a', { overrideReason: { userComment: 'no' } })], posted());
        expect((await store.suppressedTopics(SUBJECT)).size).toBe(1);
      });

      it('G07 holds for the patient and the client that it was given for', async () => {
        await give('a');
        await store.feedback([overriddenFor('a', 'disagree')], posted());
        expect(await store.suppressedTopics({ ...SUBJECT, subject: 'Patient/2' })).toEqual(new Map());
        expect(await store.suppressedTopics({ ...SUBJECT, issuer: OTHER_ISSUER })).toEqual(new Map());
      });

      it('G07 ends at `since`, by the time of arrival whatever the client says', async () => {
        await give('a');
        const item = overriddenFor('a', 'disagree', { outcomeTimestamp: '1999-01-01T00:00:00Z' });
        await store.feedback([item], posted({ receivedAt: new Date('2026-11-20T10:00:05.000Z') }));
        const at = (since: string): Promise<number> =>
          store.suppressedTopics({ ...SUBJECT, since: new Date(since) }).then((topics) => topics.size);
        expect(await at('2026-11-20T10:00:04.999Z')).toBe(1);
        expect(await at('2026-11-20T10:00:05.000Z')).toBe(1);
        expect(await at('2026-11-20T10:00:05.001Z')).toBe(0);
      });

      it('outlives the audit that the card came from', async () => {
        await give('a');
        await store.feedback([overriddenFor('a', 'disagree')], posted());
        const purged = await store.purge(new Date('2026-12-25T00:00:00Z'));
        expect(purged).toMatchObject({ evaluations: 1, feedback: 0 });
        expect((await store.suppressedTopics(SUBJECT)).size).toBe(1);
        expect(await exported(store)).toMatchObject([
          { intervention: 'treatment-options', user: 'Practitioner/7' },
        ]);
      });
    });

    describe('token ids', () => {
      const expiry = new Date('2026-11-20T10:05:00Z');

      it('A12 knows a token again, also through another connection', async () => {
        const other = await open();
        try {
          expect(await store.rememberToken(ISSUER, 'jti-1', expiry)).toBe(true);
          expect(await store.rememberToken(ISSUER, 'jti-1', expiry)).toBe(false);
          expect(await other.rememberToken(ISSUER, 'jti-1', expiry)).toBe(false);
          expect(await other.rememberToken(ISSUER, 'jti-2', expiry)).toBe(true);
          expect(await other.rememberToken(OTHER_ISSUER, 'jti-1', expiry)).toBe(true);
        } finally {
          await other.close();
        }
      });

      it('A12 lets one of many at once through', async () => {
        const other = await open();
        const tries = Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store : other).rememberToken(ISSUER, 'the-one', expiry),
        );
        const results = await Promise.all(tries);
        await other.close();
        expect(results.filter((first) => first)).toHaveLength(1);
      });

      it('G12 takes any text as jti, and does not mix up issuer and jti', async () => {
        const texts = ['', '\0', '\ud800', 'x'.repeat(100_000), "'; drop table tokens; --"];
        for (const jti of texts) {
          expect(await store.rememberToken('a', jti, expiry)).toBe(true);
          expect(await store.rememberToken('a', jti, expiry)).toBe(false);
        }
        expect(await store.rememberToken('ab', 'c', expiry)).toBe(true);
        expect(await store.rememberToken('a', 'bc', expiry)).toBe(true);
      });

      it('A13 forgets expired tokens, with a margin for tolerant clocks', async () => {
        for (let index = 0; index < 1200; index++) await store.rememberToken(ISSUER, `jti-${index}`, expiry);
        expect((await store.purge(new Date('2026-11-20T10:06:00Z'))).tokens).toBe(0);
        expect(await store.rememberToken(ISSUER, 'jti-7', expiry)).toBe(false);
        expect((await store.purge(new Date('2026-11-20T12:00:00Z'))).tokens).toBe(1200);
      });

      it('refuses an expiry that is no time', async () => {
        await expect(store.rememberToken(ISSUER, 'jti', new Date(Number.NaN))).rejects.toThrow(StoreError);
      });
    });

    describe('review records', () => {
      it('gives back what was kept, open ends of intervals included', async () => {
        const review = reviewGiven({ id: 'r-1' }, { text: 'a\0b "c" \u2028', nested: [{ at: -Infinity }] });
        await store.recordAnswer(answerGiven({ review }));
        expect(await store.review('r-1')).toEqual(review);
        expect(await store.review('r-2')).toBeUndefined();
        expect(await store.review("' or 1=1 --")).toBeUndefined();
        expect(await store.review('r-1\0')).toBeUndefined();
      });

      it('gives none that has expired, purged or not', async () => {
        const review = reviewGiven({ id: 'r-1', expiresAt: new Date('2026-11-21T10:00:00.000Z') });
        await store.saveReview(review);
        clock = new Date('2026-11-21T09:59:59.999Z');
        expect(await store.review('r-1')).toEqual(review);
        expect((await store.purge(clock)).reviews).toBe(0);
        clock = new Date('2026-11-21T10:00:00.000Z');
        expect(await store.review('r-1')).toBeUndefined();
        expect(await place.query('select id from reviews')).toHaveLength(1);
        expect((await store.purge(clock)).reviews).toBe(1);
        expect(await place.query('select id from reviews')).toHaveLength(0);
      });

      it('replaces the record with the same id', async () => {
        await store.saveReview(reviewGiven({ id: 'r-1' }));
        const second = reviewGiven({ id: 'r-1', subject: 'Patient/2' }, { more: true });
        await store.saveReview(second);
        expect(await store.review('r-1')).toEqual(second);
      });
    });

    describe('retention', () => {
      it('purges each kind at its own limit', async () => {
        await store.recordAnswer(answerGiven({ answeredAt: new Date('2026-11-01T00:00:00Z') }));
        await store.recordAnswer(answerGiven({ answeredAt: new Date('2026-11-02T00:00:00Z') }));
        await store.feedback([feedbackOn('a')], posted({ receivedAt: new Date('2026-09-01T00:00:00Z') }));
        await store.feedback([feedbackOn('b')], posted({ receivedAt: new Date('2026-09-03T00:00:00Z') }));
        // 30 days after 2 November 00:00 the first answer is past its limit and the second is not yet.
        expect(await store.purge(new Date('2026-12-02T00:00:00Z'))).toEqual({
          evaluations: 1,
          feedback: 1,
          reviews: 0,
          tokens: 0,
        });
        expect(await place.query('select evaluation from cards')).toHaveLength(1);
      });

      it('purges nothing without limit, and thousands in steps', async () => {
        const endless = await openStore(place.url, { retention: { auditDays: 0, feedbackDays: 0 } });
        const items = Array.from({ length: 1300 }, (_, index) => feedbackOn(`card-${index}`));
        await store.feedback(items, posted());
        await store.recordAnswer(answerGiven());
        const far = new Date('2126-01-01T00:00:00Z');
        expect(await endless.purge(far)).toMatchObject({ evaluations: 0, feedback: 0 });
        await endless.close();
        expect(await store.purge(far)).toMatchObject({ evaluations: 1, feedback: 1300 });
      });

      it('takes fractions of a day', async () => {
        const short = await openStore(place.url, { retention: { auditDays: 0.5, feedbackDays: 0.5 } });
        await store.feedback([feedbackOn('a')], posted({ receivedAt: new Date('2026-11-20T00:00:00Z') }));
        expect((await short.purge(new Date('2026-11-20T12:00:00Z'))).feedback).toBe(0);
        expect((await short.purge(new Date('2026-11-20T12:00:00.001Z'))).feedback).toBe(1);
        await short.close();
      });
    });

    describe('opening and closing', () => {
      it('finds what was kept when it is opened again', async () => {
        await store.feedback([feedbackOn('a')], posted());
        await store.close();
        store = await open();
        await store.ping();
        expect(await exported(store)).toHaveLength(1);
      });

      it('opens many times at once on an empty database', async () => {
        const empty = await database.create();
        const opened = await Promise.all(
          Array.from({ length: 6 }, () => openStore(empty.url, { retention: RETENTION })),
        );
        await Promise.all(opened.map((each) => each.recordAnswer(answerGiven())));
        expect(await empty.query('select id from evaluations')).toHaveLength(6);
        await Promise.all(opened.map((each) => each.close()));
        await empty.drop();
      });

      it('refuses a database of a newer program', async () => {
        await place.query(`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`);
        await expect(open()).rejects.toMatchObject({ code: 'SCHEMA_MISMATCH', operation: 'open' });
      });

      it('waits for what is under way, then refuses', async () => {
        const writing = store.feedback([feedbackOn('a')], posted());
        await Promise.all([store.close(), store.close()]);
        expect(await writing).toMatchObject({ stored: 1 });
        await expect(store.ping()).rejects.toMatchObject({ code: 'CLOSED' });
        await expect(store.feedback([], posted())).rejects.toMatchObject({ code: 'CLOSED' });
        await expect(exported(store)).rejects.toMatchObject({ code: 'CLOSED' });
      });

      it('keeps two writers on one database apart', async () => {
        const other = await open();
        const write = (by: Store, name: string): Promise<unknown>[] =>
          Array.from({ length: 25 }, (_, index) =>
            index % 2 === 0
              ? by.feedback([feedbackOn(`${name}-${index}`), feedbackOn('shared')], posted())
              : by.recordAnswer(answerGiven({ cards: [cardGiven({ uuid: randomUUID() })] })),
          );
        await Promise.all([...write(store, 'a'), ...write(other, 'b')]);
        await other.close();
        expect(await exported(store)).toHaveLength(27);
        expect(await place.query('select id from evaluations')).toHaveLength(24);
      });
    });
  });
});
