import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { assume, NO_RECORD } from '../../src/decision/assumptions.ts';
import { FACT_IDS, type FactId, TREATMENTS } from '../../src/domain/fact-catalogue.ts';
import type { RecordedFacts } from '../../src/domain/facts.ts';
import {
  type Answer,
  AnswerError,
  answerOnRecord,
  answerText,
  sameAnswer,
  withAnswers,
} from '../../src/review/what-if/answers.ts';
import { boardText } from '../../src/review/what-if/board-text.ts';
import { FIELD_GROUPS, FIELDS, type Field, fieldById } from '../../src/review/what-if/fields.ts';
import { LOCAL_SYSTEM, observationBundle } from '../../src/review/what-if/observations.ts';
import { ofRecord } from '../../src/review/view/model.ts';
import { DATE, snapshotOf, snapshotOfFixture } from '../browser/fixture-evaluation.ts';

const EMPTY: RecordedFacts = { ...NO_RECORD, subject: 'Patient/1' };

function field(id: string): Field {
  const found = fieldById(id);
  if (!found) throw new Error(`no field ${id}`);
  return found;
}

function answered(id: string, answer: Answer, recorded = EMPTY): RecordedFacts {
  return withAnswers(recorded, new Map([[id, answer]]), DATE);
}

/** An answer that fits the field. */
function fitting({ input }: Field): Answer {
  switch (input.type) {
    case 'number':
      return { kind: 'number', comparator: '=', value: Math.min(input.most, input.least + 1) };
    case 'word':
      return { kind: 'word', word: input.words[0] ?? '' };
    case 'set':
      return { kind: 'set', members: input.words.slice(0, 2) };
    case 'date':
      return { kind: 'date', date: '2026-09-01' };
  }
}

describe('the fields of the form', () => {
  it('cover every fact, each once or once a specimen or treatment', () => {
    expect(new Set(FIELDS.map((each) => each.fact))).toEqual(new Set(FACT_IDS));
    expect(new Set(FIELDS.map((each) => each.id)).size).toBe(FIELDS.length);
    expect(new Set(FIELDS.map((each) => each.group))).toEqual(new Set(FIELD_GROUPS));
  });

  it.each(FIELDS.map((each) => each.id))('%s: an answer is taken, shown again, and evaluated', (id) => {
    const answer = fitting(field(id));
    const recorded = answered(id, answer, snapshotOfFixture('01').recorded);
    expect(sameAnswer(answerOnRecord(field(id), recorded), answer)).toBe(true);
    expect(() => evaluate(recorded, { date: DATE, strict: false, withWorkup: false })).not.toThrow();
    const gone = answered(id, { kind: 'none' }, recorded);
    expect(answerOnRecord(field(id), gone)).toBeUndefined();
  });
});

describe('answers', () => {
  it('bounds end where the plausible range ends', () => {
    const ki67 = (answer: Answer) => answered('ki67@primary', answer).kiSpecimens[0]?.value;
    expect(ki67({ kind: 'number', comparator: '<', value: 2 })).toMatchObject({
      low: 0,
      high: 2,
      lowOpen: false,
      highOpen: true,
    });
    expect(ki67({ kind: 'number', comparator: '>', value: 20 })).toMatchObject({
      low: 20,
      high: 100,
      lowOpen: true,
      highOpen: false,
    });
    expect(ki67({ kind: 'number', comparator: '<=', value: 2 })).toMatchObject({ high: 2, highOpen: false });
    expect(ki67({ kind: 'number', comparator: '>=', value: 20 })).toMatchObject({ low: 20, lowOpen: false });
    expect(ki67({ kind: 'range', low: 2, high: 5 })).toMatchObject({ low: 2, high: 5 });
  });

  it('a specimen takes the place of those of its site, and the highest decides', () => {
    const first = answered('ki67@primary', { kind: 'number', comparator: '=', value: 10 });
    const second = answered('ki67@liver-metastasis', { kind: 'number', comparator: '=', value: 4 }, first);
    expect(second.kiSpecimens.map((specimen) => specimen.site)).toEqual(['primary', 'liver-metastasis']);
    expect(second.facts.ki67?.value).toMatchObject({ low: 10, high: 10 });
    const third = answered('ki67@primary', { kind: 'number', comparator: '=', value: 1 }, second);
    expect(third.kiSpecimens).toHaveLength(2);
    expect(third.facts.ki67?.value).toMatchObject({ low: 4, high: 4 });
    expect(answered('ki67@liver-metastasis', { kind: 'none' }, third).kiSpecimens).toHaveLength(1);
  });

  it.each([
    ['ecog', { kind: 'number', comparator: '=', value: 5 }],
    ['ecog', { kind: 'number', comparator: '=', value: Number.NaN }],
    ['ecog', { kind: 'word', word: '1' }],
    ['liver.lobes', { kind: 'word', word: 'both' }],
    ['liver.lobes', { kind: 'number', comparator: '=', value: 1 }],
    ['liver.segments', { kind: 'set', members: ['9'] }],
    ['liver.segments', { kind: 'set', members: [] }],
    ['liver.involvement', { kind: 'range', low: 40, high: 20 }],
    ['primary.resected-on', { kind: 'date', date: '2026-02-30' }],
    ['prior:prrt', { kind: 'word', word: 'in force' }],
    ['no-such-fact', { kind: 'none' }],
  ] as const)('refuses for %s: %j', (id, answer) => {
    expect(() => answered(id, answer)).toThrow(AnswerError);
  });

  it('does not touch the record, and takes a fact out of what could not be read', () => {
    const recorded: RecordedFacts = { ...EMPTY, unreadable: ['ecog', 'sstr'] };
    const changed = answered('ecog', { kind: 'number', comparator: '=', value: 1 }, recorded);
    expect(changed.unreadable).toEqual(['sstr']);
    expect(recorded.facts).toEqual({});
  });

  it('an answer on one past treatment leaves the others as unknown as they were', () => {
    const unread: RecordedFacts = { ...EMPTY, unreadable: ['prior'] };
    const one = answered('prior:prrt', { kind: 'word', word: 'given' }, unread);
    expect(one.unreadable).toEqual(['prior']);
    const { given } = assume(one, DATE, false);
    expect(given).toMatchObject({ prrt: 'yes', ssa: 'unknown', 'liver-resection': 'unknown' });
    const all = TREATMENTS.map((what): [string, Answer] => [`prior:${what}`, { kind: 'none' }]);
    expect(withAnswers(unread, new Map(all), DATE).unreadable).toEqual([]);
  });

  it('what is counted has whole ends, and no half', () => {
    const value = (id: string, answer: Answer) => answered(id, answer).facts[field(id).fact]?.value;
    const bound = (comparator: '<' | '<=' | '>' | '>=', of: number): Answer => ({
      kind: 'number',
      comparator,
      value: of,
    });
    const whole = { lowOpen: false, highOpen: false };
    expect(value('ecog', bound('>', 2))).toMatchObject({ low: 3, high: 4, ...whole });
    expect(value('ecog', bound('>=', 2))).toMatchObject({ low: 2, high: 4, ...whole });
    expect(value('liver.lesion-count', bound('<', 1))).toMatchObject({ low: 0, high: 0, ...whole });
    expect(value('liver.largest-lesion', bound('>', 50))).toMatchObject({ low: 50, lowOpen: true });
    for (const [id, answer] of [
      ['ecog', { kind: 'number', comparator: '=', value: 2.5 }],
      ['ecog', { kind: 'range', low: 1, high: 2.5 }],
      ['ecog', bound('>', 4)],
      ['liver.lesion-count', bound('<', 0)],
      ['bilirubin', bound('<', 0)],
      ['ki67@primary', bound('>', 100)],
    ] as const) {
      expect(() => answered(id, answer)).toThrow(AnswerError);
    }
  });

  describe('a pancreaticoduodenectomy that is entered', () => {
    const yes: Answer = { kind: 'word', word: 'yes' };
    const wordOf = (recorded: RecordedFacts, id: FactId): unknown => {
      const value = recorded.facts[id]?.value;
      return value?.kind === 'word' ? value.possible.join('|') : undefined;
    };
    const left = (answers: readonly (readonly [string, Answer])[], recorded = EMPTY): unknown[] => {
      const changed = withAnswers(recorded, new Map(answers), DATE);
      return [wordOf(changed, 'bilioenteric-anastomosis'), wordOf(changed, 'primary.status')];
    };
    const site = (word: string) => ['primary.site', { kind: 'word', word }] as const;
    const whipple = ['whipple', yes] as const;

    it('leaves a bilio-enteric anastomosis, and of pancreas or duodenum a resected primary', () => {
      expect(left([whipple])).toEqual(['yes', undefined]);
      for (const of of ['pancreas', 'duodenum'])
        expect(left([whipple, site(of)])).toEqual(['yes', 'resected']);
      expect(left([whipple, site('jejunum-ileum')])).toEqual(['yes', undefined]);
      expect(left([['whipple', { kind: 'word', word: 'no' }], site('pancreas')])).toEqual([
        undefined,
        undefined,
      ]);
    });

    it('does not stand before what is entered or on record', () => {
      const no = ['bilioenteric-anastomosis', { kind: 'word', word: 'no' }] as const;
      const open = ['primary.status', { kind: 'none' }] as const;
      expect(left([whipple, site('pancreas'), no, open])).toEqual(['no', undefined]);
      const inSitu = answered('primary.status', { kind: 'word', word: 'in-situ' });
      expect(left([whipple, site('pancreas')], inSitu)).toEqual(['yes', 'in-situ']);
    });

    it('takes with it what followed from one on record', () => {
      const operated = withAnswers(EMPTY, new Map([whipple, site('pancreas')]), DATE);
      expect(left([['whipple', { kind: 'none' }]], operated)).toEqual([undefined, undefined]);
      expect(left([site('lung')], operated)).toEqual(['yes', undefined]);
      expect(left([['ecog', { kind: 'none' }]], operated)).toEqual(['yes', 'resected']);
    });
  });

  it('an answer on metastases elsewhere stands whatever is assumed of nodes on record', () => {
    const fact = { id: 'extrahepatic', state: 'known', stale: false, sources: [] } as const;
    const value = { kind: 'word', possible: ['regional-nodes-only'] } as const;
    const context = { ...EMPTY.context, extrahepaticWithNodes: { ...fact, value } };
    const recorded: RecordedFacts = { ...EMPTY, context };
    const entered = answered('extrahepatic', { kind: 'word', word: 'none' }, recorded);
    expect(entered.context).toEqual(EMPTY.context);
    expect(answered('ecog', { kind: 'none' }, recorded).context).toEqual(context);
  });

  it('no answers, no change: the evaluation of the record stays, byte for byte', () => {
    const { recorded, evaluation } = snapshotOfFixture('02');
    const again = evaluate(withAnswers(recorded, new Map(), DATE), {
      date: DATE,
      strict: false,
      withWorkup: true,
      issues: evaluation.issues,
    });
    expect(JSON.stringify(again)).toBe(JSON.stringify(evaluation));
  });

  it('are written as people read them', () => {
    expect(answerText(field('ki67@primary'), { kind: 'number', comparator: '>', value: 20 })).toBe('> 20 %');
    expect(answerText(field('ecog'), { kind: 'none' })).toBe('not on record');
    expect(answerText(field('liver.segments'), { kind: 'set', members: ['2', '3'] })).toBe('2, 3');
  });
});

describe('the export', () => {
  const input = { subject: 'Patient/1', date: DATE, primarySite: 'pancreas' };

  it.each(
    FIELDS.filter((each) => each.id !== 'ki67@other' && each.id !== 'mitoses@other').map((each) => each.id),
  )('%s: the mapping reads the Observation back as the same fact', (id) => {
    const answer = fitting(field(id));
    const bundle = observationBundle(new Map([[id, answer]]), input) as { entry: { resource: object }[] };
    expect(bundle.entry.length).toBeGreaterThan(0);
    const { recorded } = snapshotOf({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: { resourceType: 'Patient', id: '1' } },
        ...bundle.entry.map(({ resource }, at) => ({ resource: { ...resource, id: `o${at}` } })),
      ],
    });
    expect(answerOnRecord(field(id), recorded)).toEqual(answer);
  });

  it('says nothing where nothing is on record', () => {
    expect(observationBundle(new Map([['ecog', { kind: 'none' }]]), input)).toMatchObject({
      type: 'transaction',
      entry: [],
    });
  });

  it('keeps comparators and codes words in the local code system', () => {
    const bundle = observationBundle(
      new Map<string, Answer>([
        ['ki67@liver-metastasis', { kind: 'number', comparator: '<', value: 2 }],
        ['liver.lobes', { kind: 'word', word: 'bilobar' }],
      ]),
      input,
    ) as { entry: { resource: Record<string, unknown> }[] };
    expect(bundle.entry[0]?.resource).toMatchObject({
      status: 'final',
      effectiveDateTime: DATE,
      valueQuantity: { value: 2, comparator: '<', code: '%', system: 'http://unitsofmeasure.org' },
      bodySite: { coding: [{ code: '10200004' }] },
    });
    expect(bundle.entry[1]?.resource).toMatchObject({
      valueCodeableConcept: { coding: [{ system: LOCAL_SYSTEM, code: 'liver.lobes.bilobar' }] },
    });
  });
});

describe('the text for a note', () => {
  it('holds situation, statuses with evidence, transplantation, and says what it is', () => {
    const text = boardText(ofRecord(snapshotOfFixture('02').evaluation));
    expect(text).toContain('67 years, NET G2 (Ki-67 4 %), primary in jejunum or ileum');
    expect(text).toMatch(/Recommended:\n- Tumour board review/);
    expect(text).toContain('Evidence: Median progression-free survival 14.3-40 months');
    expect(text).toContain('Transplantation criteria:\n- Milan: not met');
    expect(text).toMatch(/not yet reviewed by a clinical authority\.$/);
    expect(text).not.toMatch(/undefined|null|\[object/);
  });
});
