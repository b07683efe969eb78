import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { FACT_IDS } from '../../src/domain/fact-catalogue.ts';
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

const EMPTY: RecordedFacts = {
  subject: 'Patient/1',
  facts: {},
  kiSpecimens: [],
  mitosesSpecimens: [],
  prior: [],
  unreadable: [],
  context: { markers: {}, activeOrders: [] },
};

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
