import { describe, expect, it } from 'vitest';
import { checkFacts, FactError } from '../../src/decision/fact-check.ts';
import { type EvaluateInput, evaluate } from '../../src/decision/evaluate.ts';
import type { RecordedFacts } from '../../src/domain/facts.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';

type Json = Readonly<Record<string, unknown>>;

const BASE = patient({ ...TYPICAL, prior: ['ssa'] });

const number = (low: unknown, high: unknown = low, open = ''): Json => ({
  kind: 'number',
  low,
  high,
  lowOpen: open.startsWith('('),
  highOpen: open.endsWith(')'),
});
const withFact = (id: string, members: Json): RecordedFacts =>
  ({
    ...BASE,
    facts: { ...BASE.facts, [id]: { id, state: 'known', stale: false, sources: [], ...members } },
  }) as RecordedFacts;
const withValue = (id: string, value: unknown): RecordedFacts => withFact(id, { value });
const withMember = (member: string, value: unknown): RecordedFacts =>
  ({ ...BASE, [member]: value }) as RecordedFacts;

function refusal(recorded: RecordedFacts): string | undefined {
  try {
    checkFacts(recorded);
    return undefined;
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    return error.message;
  }
}

const INFINITE = Number.POSITIVE_INFINITY;

describe('facts that are refused, with the fact and what was expected', () => {
  it.each<[string, unknown, string]>([
    ['ecog', number(2.5), 'a whole number from 0 to 4'],
    ['ecog', number(1, 2.5), 'a whole number from 0 to 4'],
    ['liver.lesion-count', number(3.5), 'a whole number from 0 to 1000 lesions'],
    ['ki67', number(90, 300), 'a number from 0 to 100 %'],
    ['ki67', number(-50, 5), 'a number from 0 to 100 %'],
    ['ki67', number(200, INFINITE), 'a number from 0 to 100 %'],
    ['ki67', number(-INFINITE, INFINITE), 'a number from 0 to 100 %'],
    ['ki67', number(INFINITE), 'a number from 0 to 100 %'],
    ['ki67', number(-INFINITE), 'a number from 0 to 100 %'],
    ['ki67', number(5, 4), 'a number from 0 to 100 %'],
    ['ki67', number(5, 5, '()'), 'a number from 0 to 100 %'],
    ['ki67', number('4'), 'a number from 0 to 100 %'],
    ['ki67', number(null, 4), 'a number from 0 to 100 %'],
    ['ki67', { kind: 'number', low: 4, high: 4 }, 'a number from 0 to 100 %'],
    ['ki67', 4, 'a number from 0 to 100 %'],
    ['ki67', null, 'a number from 0 to 100 %'],
    ['ki67', undefined, 'a number from 0 to 100 %'],
    ['liver.lobes', 'bilobar', 'one of unilobar, bilobar'],
    ['liver.lobes', { kind: 'word' }, 'one of unilobar, bilobar'],
    ['liver.lobes', { kind: 'word', possible: 'bilobar' }, 'one of unilobar, bilobar'],
    ['liver.lobes', { kind: 'word', possible: [] }, 'one of unilobar, bilobar'],
    ['liver.lobes', { kind: 'word', possible: ['bilobar', null] }, 'one of unilobar, bilobar'],
    ['liver.segments', { kind: 'set', members: '2', complete: true }, 'a set of 1, 2, 3'],
    ['liver.segments', { kind: 'set', members: ['2'] }, 'a set of 1, 2, 3'],
    ['prior', { kind: 'set', members: ['leeches'], complete: true }, 'a set of liver-resection'],
    ['prior', undefined, 'a set of liver-resection'],
    ['primary.resected-on', { kind: 'date', first: '2025', last: '2025', text: '2025' }, 'a date'],
    ['primary.resected-on', { kind: 'date', first: Number.NaN, last: 5, text: '2025' }, 'a date'],
    ['primary.resected-on', { kind: 'date', first: 6, last: 5, text: '2025' }, 'a date'],
    ['primary.resected-on', { kind: 'date' }, 'a date'],
  ])('%s %j', (id, value, expected) => {
    expect(refusal(withValue(id, value))).toContain(`fact '${id}': expected ${expected}`);
  });

  it('a state that is none, a fact under the name of another, no sources', () => {
    const value = number(4);
    expect(refusal(withFact('ki67', { value, state: 'measured' }))).toContain(
      "fact 'ki67': expected a state",
    );
    expect(refusal(withFact('ki67', { value, id: 'mitoses' }))).toContain("an entry of 'ki67'");
    expect(refusal(withFact('ki67', { value, sources: undefined }))).toContain('a list of sources');
    for (const none of [null, 4, 'ki67']) {
      expect(refusal(withMember('facts', { ki67: none }))).toContain("an entry of 'ki67'");
    }
    for (const none of [null, undefined, 'facts']) {
      expect(refusal(withMember('facts', none))).toContain('facts by their identifiers');
    }
  });

  it.each<[unknown, string]>([
    [[{ site: 'knee', value: number(4), reference: 'a' }], 'a specimen of primary, liver-metastasis'],
    [[{ value: number(4), reference: 'a' }], 'a specimen of primary, liver-metastasis'],
    [[{ site: 'primary', value: number(90, 600), reference: 'a' }], 'a number from 0 to 100 %'],
    [[{ site: 'primary', reference: 'a' }], 'a number from 0 to 100 %'],
    [[null], 'a number from 0 to 100 %'],
    [undefined, 'a list of specimens'],
  ])('specimens %j', (specimens, expected) => {
    expect(refusal(withMember('kiSpecimens', specimens))).toContain(`fact 'ki67': expected ${expected}`);
    expect(refusal(withMember('mitosesSpecimens', specimens))).toContain("fact 'mitoses': expected a");
  });

  const past = { what: 'prrt', dates: ['2025-03-01'], inForce: false, references: [] };
  it.each<[unknown, string]>([
    [[{ ...past, what: 'leeches' }], 'a set of liver-resection'],
    [[{ ...past, inForce: 'yes' }], 'whether it is in force'],
    [[{ ...past, dates: '2025' }], 'dates of each treatment'],
    [[null], 'a set of liver-resection'],
    ['prrt', 'a list of treatments'],
    ...[
      '',
      '25',
      'last year',
      '2025-13',
      '2025-00',
      '2025-02-29',
      '2025-2-3',
      '2025-02-1x',
      '0000',
      2025,
    ].map((date): [unknown, string] => [[{ ...past, dates: ['2024', date] }], 'dates of each treatment']),
  ])('past treatments %j', (prior, expected) => {
    expect(refusal(withMember('prior', prior))).toContain("fact 'prior': expected");
    expect(refusal(withMember('prior', prior))).toContain(expected);
  });

  it('what could not be read is a list of facts', () => {
    expect(refusal(withMember('unreadable', ['shoe.size']))).toContain("fact 'shoe.size'");
    expect(refusal(withMember('unreadable', [7]))).toContain('the identifier of a fact');
    expect(refusal(withMember('unreadable', 'ki67'))).toContain('a list of facts');
  });
});

describe('what goes with a fact', () => {
  const value = number(4);
  it.each<[Json, string]>([
    [
      { value, effective: 'yesterday' },
      "'ki67': expected YYYY, YYYY-MM or YYYY-MM-DD as its date; found a text",
    ],
    [{ value, effective: '2026-99-99' }, "found '2026-99-99'"],
    [{ value, effective: '2026-11-10T08:00:00Z' }, 'found a text'],
    [{ value, stale: 'no' }, "'ki67': expected whether it is stale; found a text"],
    [{ state: 'unknown', reason: 'lost' }, "'ki67': expected a reason of absent, stale"],
  ])('%j is refused', (members, expected) => {
    expect(refusal(withFact('ki67', members))).toContain(expected);
  });

  it('a number outside the plausible range is named', () => {
    expect(refusal(withValue('ecog', number(40)))).toContain('found 40');
    expect(refusal(withValue('ki67', number(90, 300)))).toContain('found 90 to 300');
  });

  it('a date of a specimen', () => {
    const specimen = { site: 'primary', value, reference: 'a' };
    expect(refusal(withMember('kiSpecimens', [{ ...specimen, effective: 'May' }]))).toContain(
      'of each specimen',
    );
    expect(refusal(withMember('kiSpecimens', [{ ...specimen, effective: '2026-05' }]))).toBeUndefined();
  });

  it.each<[unknown, string]>([
    [undefined, "'context': expected"],
    [{ activeOrders: [] }, "'markers': expected"],
    [
      { markers: { gastrin: '2026-99-99' }, activeOrders: [] },
      "'markers.gastrin': expected YYYY, YYYY-MM or YYYY-MM-DD; found '2026-99-99'",
    ],
    [{ markers: {}, activeOrders: 'prrt' }, "'activeOrders': expected a list"],
    [{ markers: {}, activeOrders: [], echocardiogram: 'now' }, "'echocardiogram': expected YYYY"],
    [
      { markers: {}, activeOrders: [], extrahepaticWithNodes: { id: 'ki67' } },
      "'extrahepatic': expected an entry",
    ],
  ])('context %j', (context, expected) => {
    expect(refusal(withMember('context', context))).toContain(expected);
  });

  it('context as the mapping gives it', () => {
    const context = { markers: { gastrin: '2026-09' }, activeOrders: ['prrt'], echocardiogram: '2026' };
    expect(refusal(withMember('context', context))).toBeUndefined();
  });
});

describe('what an evaluation is asked with', () => {
  const asked = (members: Json): string | undefined => {
    try {
      evaluate(BASE, { date: TODAY, strict: false, ...members } as EvaluateInput);
      return undefined;
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      return error.message;
    }
  };

  it.each<[Json, string]>([
    [{ strict: 'yes' }, "input 'strict': expected true or false; found a text"],
    [{ strict: undefined }, "input 'strict': expected true or false; found nothing"],
    [{ withWorkup: 1 }, "input 'withWorkup': expected true or false; found 1"],
    [{ withExplanations: 'no' }, "input 'withExplanations': expected true or false"],
    [{ thresholds: [] }, "input 'thresholds': expected an object"],
    [
      { thresholds: { 'ecog-unfit': 'x' } },
      "input 'thresholds.ecog-unfit': expected a number from 1 to 4, without decimals; found a text",
    ],
    [
      { thresholds: { 'ecog-unfit': 40 } },
      "'thresholds.ecog-unfit': expected a number from 1 to 4, without decimals; found 40",
    ],
    [{ thresholds: { 'ecog-unfit': Number.NaN } }, 'found NaN'],
    [{ thresholds: { 'remnant-min': '30' } }, "'thresholds.remnant-min': expected a number; found '30'"],
    [{ thresholds: { 'shoe-size': 40 } }, "'thresholds.shoe-size': expected the id of a parameter"],
    [{ thresholds: { synchronous: 99 } }, "'thresholds.synchronous': expected a number from 1 to 24 months"],
    [{ thresholds: { 'age-limit.age': 9 } }, "'thresholds.age-limit.age': expected the age limit of a fact"],
    [{ thresholds: { 'age-limit.ecog': 0 } }, "'thresholds.age-limit.ecog': expected a whole number of days"],
    [{ draftOptions: 'prrt' }, "input 'draftOptions': expected a list of options; found a text"],
    [
      { draftOptions: ['prrt', 'leeches'] },
      "input 'draftOptions': expected the codes of options; found a text",
    ],
    [{ issues: 'none' }, "input 'issues': expected a list of issues"],
    [{ issues: [{ severity: 'fatal', text: 'x' }] }, "input 'issues': expected issues with a severity"],
  ])('%j is refused', (members, expected) => {
    expect(asked(members)).toContain(expected);
  });

  it('what can be asked', () => {
    expect(
      asked({
        strict: true,
        withWorkup: false,
        thresholds: { 'ecog-unfit': 4, 'age-limit.ecog': 30, synchronous: 24 },
        draftOptions: ['prrt', 'ablation'],
        issues: [{ severity: 'warning', text: 'x' }],
      }),
    ).toBeUndefined();
  });
});

describe('a bound without an upper limit', () => {
  it('is the same as one that ends with the plausible range, as the mapping writes it', () => {
    const evaluated = (high: number) =>
      evaluate(withValue('liver.lesion-count', number(10, high, '(]')), { date: TODAY, strict: false });
    const [unlimited, mapped] = [evaluated(INFINITE), evaluated(1000)];
    expect(unlimited).toEqual(mapped);
    expect(unlimited.facts.find(({ id }) => id === 'liver.lesion-count')?.text).toBe('> 10 lesions');
    expect(refusal(withValue('liver.lesion-count', number(10, 1001, '(]')))).toContain('from 0 to 1000');
  });
});

describe('facts that a record can state', () => {
  it.each<[string, unknown]>([
    ['ki67', number(0)],
    ['ki67', number(100)],
    ['ki67', number(20, 100, '(]')],
    ['ki67', number(0, 2, '[)')],
    ['ki67', number(20, INFINITE, '(]')],
    ['ki67', number(-INFINITE, 3, '[)')],
    ['albumin', number(0.5, 2.8, '[)')],
    ['ecog', number(3, INFINITE)],
    ['liver.segments', { kind: 'set', members: ['4a', '4b'], complete: false }],
    ['liver.segments', { kind: 'set', members: [], complete: true }],
    ['primary.resected-on', { kind: 'date', first: 20000, last: 20030, text: '2024-10' }],
    ['ascites', { kind: 'word', possible: ['mild', 'severe'] }],
  ])('%s %j', (id, value) => {
    expect(refusal(withValue(id, value))).toBeUndefined();
  });

  it('unknown and conflicting facts need no value; a stale one keeps the old value', () => {
    expect(refusal(withFact('ki67', { state: 'unknown', reason: 'absent' }))).toBeUndefined();
    expect(refusal(withFact('ki67', { state: 'conflicting', value: number(4) }))).toBeUndefined();
    expect(refusal(withFact('ki67', { state: 'unknown', value: number(400) }))).toContain("'ki67'");
  });

  it('dates of treatments: years, months and days of the calendar', () => {
    const dates = ['2024', '2024-12', '2024-02-29', '2000-02-29', '2025-01-31'];
    const prior = [{ what: 'prrt', dates, inForce: false, references: [] }];
    expect(refusal(withMember('prior', prior))).toBeUndefined();
    expect(refusal(withMember('prior', [{ ...prior[0], dates: ['1900-02-29'] }]))).toContain('dates');
  });
});
