import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFor, cardsFor } from '../../src/cards/cards.ts';
import type { CardInput } from '../../src/cards/input.ts';
import { cardInputs, OPTION_CODES } from './random-evaluation.ts';
import { emptyMembers, schemaFaults, strings } from './response-schema.ts';

const RUNS = { numRuns: process.env.LONG ? 250 : 100 };
const response = (input: CardInput) => JSON.parse(JSON.stringify({ cards: cardsFor(input) }));

/** Anything that a markdown or HTML renderer could turn into a tag, a link, an image, a heading or a table. */
const LIVE: readonly RegExp[] = [
  /<[a-z/!?]/i,
  /\]\(/,
  /!\[/,
  /\[[^\]]*\]/,
  /:\/\//,
  /\bwww\./i,
  /\S@\S/,
  /`/,
  /javascript:/i,
  /[^\P{Cc}\n]|\p{Cf}/u,
  /\p{M}{4,}/u,
];

describe('cards of random evaluations', () => {
  it('F1 F2 A3 are valid responses without null, empty or blank members', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        const body = response(input);
        expect(schemaFaults(body)).toEqual([]);
        expect(emptyMembers(body)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('F11 A-02 G03 keep their lengths whatever the data', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        for (const card of cardsFor(input)) {
          expect(card.summary.length).toBeLessThan(140);
          expect([...card.summary].length).toBeLessThan(140);
          expect(card.summary).not.toMatch(/[\n*`[\]<>]/);
          expect(card.detail.length).toBeLessThanOrEqual(3000);
          for (const { path, text } of strings(card)) {
            expect(text.isWellFormed(), path).toBe(true);
            expect(text.length, path).toBeLessThanOrEqual(3000);
          }
        }
      }),
      RUNS,
    );
  });

  it('G01 G02 hold no live markup, link, address or invisible character from data', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        for (const card of cardsFor(input)) {
          const requests = (card.suggestions ?? []).flatMap(({ label, actions }) => [
            label,
            actions[0].description,
            ...strings(actions[0].resource.note).map(({ text }) => text),
          ]);
          for (const text of [card.summary, card.detail, ...requests]) {
            for (const pattern of LIVE) expect(text).not.toMatch(pattern);
            for (const written of text.split('\n'))
              expect(written).not.toMatch(/^\s*(#|>|\d+[.)]\s|- [-#>+=])/);
          }
        }
      }),
      RUNS,
    );
  });

  it('F20 gives at most three cards, in order, each topic once, with fresh ids and no order twice', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        const { cards, records } = answerFor(input);
        const topics = cards.map((card) => card.source.topic.code);
        const order = ['safety', 'treatment-options', 'missing-data'];
        expect(topics).toEqual(order.filter((topic) => topics.includes(topic)));
        expect(records.map(({ uuid, topic }) => [uuid, topic])).toEqual(
          cards.map((card) => [card.uuid, card.source.topic.code]),
        );
        const suggestions = cards.flatMap((card) => card.suggestions ?? []);
        const ids = [...cards.map((card) => card.uuid), ...suggestions.map((suggestion) => suggestion.uuid)];
        expect(new Set(ids).size).toBe(ids.length);
        const labels = suggestions.map((suggestion) => suggestion.label);
        expect(new Set(labels).size).toBe(labels.length);
        for (const card of cards) {
          const limit = card.source.topic.code === 'missing-data' ? 5 : 4;
          const allowed = input.profile.selectionBehavior === 'any' ? limit : 1;
          expect(card.suggestions?.length ?? 0).toBeLessThanOrEqual(allowed);
          expect(card.suggestions === undefined).toBe(card.selectionBehavior === undefined);
        }
      }),
      RUNS,
    );
  });

  it('F37 G05 offer only draft requests for the patient of the context, with relative references', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        for (const { actions } of cardsFor(input).flatMap((card) => card.suggestions ?? [])) {
          const request = actions[0].resource;
          expect(request.status).toBe('draft');
          expect(request.intent).toBe(input.profile.orderIntent);
          expect(request.subject).toEqual({ reference: 'Patient/p1' });
          expect(request.code?.text).toBeTruthy();
          const references = strings(request).filter(({ path }) => path.endsWith('/reference'));
          for (const { text } of references) expect(text).toMatch(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/);
          expect(request.requester?.reference).toBe(
            input.context.userId.includes('/') ? input.context.userId : undefined,
          );
        }
      }),
      RUNS,
    );
  });

  it('F13 is critical only on order-sign, for a contraindicated order', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        for (const card of cardsFor(input)) {
          if (card.indicator !== 'critical') continue;
          expect(input.hook).toBe('order-sign');
          expect(input.orderAlerts?.some((alert) => alert.severity === 'critical')).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('A-13 says the same twice, and records only codes and hashes', () => {
    fc.assert(
      fc.property(cardInputs, (input) => {
        const fixed = { ...input, uuid: () => '00000000-0000-4000-8000-000000000000' };
        const first = answerFor(fixed);
        expect(answerFor(fixed)).toEqual(first);
        for (const record of first.records) {
          expect(record.factHash).toMatch(/^[0-9a-f]{64}$/);
          for (const code of record.optionCodes) expect(OPTION_CODES).toContain(code);
        }
      }),
      { numRuns: 100 },
    );
  });
});
