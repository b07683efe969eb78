import { describe, expect, it } from 'vitest';
import { cardsFor } from '../../src/cards/cards.ts';
import { footer } from '../../src/cards/footer.ts';
import { report } from '../../src/cli/report.ts';
import { overdueParameters } from '../../src/decision/overdue.ts';
import { provenanceSection } from '../../src/review/view/record-view.ts';
import { SAMPLE, sampleInput } from '../cards/sample.ts';
import { op } from '../../src/decision/citation.ts';
import { ALERTS } from '../../src/decision/alerts.ts';
import { byTable, CASE_TABLES, type CaseTable, type Row } from '../../src/decision/case-table.ts';
import type { OptionDefinition } from '../../src/decision/criterion.ts';
import { type DecisionTable, faultsOf } from '../../src/decision/decision-tables.ts';
import { LIMIT_ORDER, limitsOutOfOrder } from '../../src/decision/limit-order.ts';
import {
  assertKnowledge,
  type Checked,
  knowledgeFaults,
  knowledgeToCheck,
} from '../../src/decision/load-checks.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { whatRulesRead } from '../../src/decision/sample-situations.ts';
import { limits, PARAMETERS, unusedParameters } from '../../src/decision/parameters.ts';
import { parseThresholds } from '../../src/decision/site-thresholds.ts';
import { ruleTables } from '../../src/decision/rule-tables.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';
import { RECORD_LIMITS } from '../../src/domain/record-limits.ts';
import type { Situation } from '../../src/decision/situation.ts';
import { WORD_LISTS } from '../../src/decision/word-lists.ts';

const SOUND = knowledgeToCheck();
const [FIRST] = PARAMETERS;
const RESECTION = OPTIONS.find((option) => option.code === 'liver-resection');

function withOption(change: (option: OptionDefinition) => OptionDefinition): Checked {
  return { ...SOUND, options: OPTIONS.map((option) => (option === RESECTION ? change(option) : option)) };
}

describe('the knowledge base as it stands', () => {
  it('loads', () => {
    expect(() => assertKnowledge()).not.toThrow();
    expect(knowledgeFaults()).toEqual([]);
  });

  it('cites every criterion, every option and every number, and uses every number', () => {
    for (const option of OPTIONS) {
      expect(option.citations.length, option.code).toBeGreaterThan(0);
      for (const { id, citations } of option.criteria) {
        expect(citations.length, `${option.code} ${id}`).toBeGreaterThan(0);
        for (const { at } of citations) expect(at.trim(), `${option.code} ${id}`).not.toBe('');
      }
    }
    for (const { id, citation } of PARAMETERS) expect(citation.at.trim(), id).not.toBe('');
    for (const { code, citation } of TRANSPLANT_SETS) expect(citation.at.trim(), code).not.toBe('');
    expect(unusedParameters()).toEqual([]);
  });

  it('reads every number while its rules are watched', () => {
    const read = whatRulesRead(OPTIONS).parameters;
    expect(PARAMETERS.filter(({ id }) => !read.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('is checked quickly: the service and the command line do so when they start', () => {
    const START_MILLISECONDS = 300;
    const taken = Array.from({ length: 3 }, () => {
      const begin = process.cpuUsage();
      knowledgeFaults();
      return process.cpuUsage(begin).user / 1000;
    });
    expect(Math.min(...taken)).toBeLessThan(START_MILLISECONDS);
  });

  it('has no number whose review is overdue today', () => {
    expect(overdueParameters(new Date().toISOString().slice(0, 10))).toEqual([]);
    expect(overdueParameters('9999-01-01')).toEqual([
      ...PARAMETERS.map(({ id }) => id),
      ...Object.keys(RECORD_LIMITS),
    ]);
  });

  it('says so from the day after the review on, in cards, report and pages, and not before', () => {
    const days = [...PARAMETERS, ...Object.values(RECORD_LIMITS)].map(({ reviewBy }) => reviewBy).sort();
    const [last = ''] = days;
    const next = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const evaluation = (evaluationDate: string) => ({ ...SAMPLE, evaluationDate });
    const texts = (day: string) => [
      footer(evaluation(day)),
      report(evaluation(day), 1000),
      JSON.stringify(provenanceSection(evaluation(day))),
    ];
    for (const text of texts(last)) expect(text).not.toContain('past the day by which');
    for (const text of texts(next)) expect(text).toContain('past the day by which a clinician had to review');
    expect(overdueParameters(last)).toEqual([]);
    expect(overdueParameters(next)).not.toEqual([]);
    for (const card of cardsFor(sampleInput(evaluation(next)))) {
      expect(card.detail).toContain('may be out of date.');
      expect(card.detail.length).toBeLessThanOrEqual(3000);
    }
  });
});

describe('loading fails', () => {
  const faultOf = (checked: Checked): string => knowledgeFaults(checked).join('\n');

  it('on a number without a citation, a meaning, a unit step or a plausible value', () => {
    if (!FIRST) throw new Error('no parameters');
    const with_ = (change: Partial<typeof FIRST>): Checked => ({
      ...SOUND,
      parameters: PARAMETERS.map((one) => (one === FIRST ? { ...one, ...change } : one)),
    });
    expect(faultOf(with_({ citation: op(' ') }))).toContain(`parameter '${FIRST.id}': no citation`);
    expect(faultOf(with_({ meaning: '' }))).toContain('does not say what it separates');
    expect(faultOf(with_({ step: 0 }))).toContain('no step');
    expect(faultOf(with_({ value: 101 }))).toContain('plausible range of ki67');
    expect(faultOf(with_({ reviewBy: '2027-13-01' }))).toContain('no day to review it by');
  });

  it('on a criterion that is uncited, says nothing, reads nothing or stands twice', () => {
    const first = RESECTION?.criteria[0];
    if (!first) throw new Error('no criteria');
    const changed = (change: Partial<typeof first>): string =>
      faultOf(withOption((o) => ({ ...o, criteria: [{ ...first, ...change }, ...o.criteria.slice(1)] })));
    expect(changed({ citations: [] })).toContain(`liver-resection, criterion '${first.id}': no citation`);
    expect(changed({ sentence: ' ' })).toContain('no sentence');
    expect(changed({ reads: [] })).toContain('reads no fact');
    expect(changed({ strength: 'relative' })).toContain('a strength belongs to a contraindication');
    expect(changed({ reversible: true })).toContain('only a contraindication can be reversible');
    expect(faultOf(withOption((o) => ({ ...o, criteria: [...o.criteria, first] })))).toContain(
      `criterion '${first.id}' twice`,
    );
  });

  it('on an option that is uncited or stands twice', () => {
    expect(faultOf(withOption((option) => ({ ...option, citations: [] })))).toContain(
      "option 'liver-resection': no citation",
    );
    const twice = RESECTION ? [...OPTIONS, RESECTION] : OPTIONS;
    expect(faultOf({ ...SOUND, options: twice })).toContain("option 'liver-resection': twice");
  });

  it('on a number that no rule reads, although it may be named', () => {
    if (!FIRST) throw new Error('no parameters');
    const parameters = [...PARAMETERS, { ...FIRST, id: 'read-by-nobody' }];
    expect(faultOf({ ...SOUND, parameters })).toBe("parameter 'read-by-nobody': no rule reads it");
  });

  it.each([{ value: 0 }, { meaning: '' }, { reason: ' ' }, { reviewBy: '2027-13-01' }])(
    'on a number of the record with %j',
    (change) => {
      const recordLimits = { ...RECORD_LIMITS, residual: { ...RECORD_LIMITS.residual, ...change } };
      expect(faultOf({ ...SOUND, recordLimits })).toContain("number of the record 'residual'");
    },
  );

  it('on a text that names a number that does not exist, or one where none is put in', () => {
    const first = RESECTION?.criteria[0];
    if (!first) throw new Error('no criteria');
    const saying = (sentence: string): string =>
      faultOf(withOption((o) => ({ ...o, criteria: [{ ...first, sentence }, ...o.criteria.slice(1)] })));
    const where = `liver-resection, criterion '${first.id}'`;
    expect(saying('At least {remnant-mini} %')).toContain(`${where}: 'remnant-mini' is no number`);
    expect(saying('ECOG {ecog-caution..<ecog-unfitt}')).toContain(`${where}: 'ecog-unfitt' is no number`);
    expect(saying('At least {remnant min} %')).toContain(`${where}: braces that name no number`);
    expect(saying('At least {remnant-min %')).toContain(`${where}: braces that name no number`);
    expect(saying('At least {remnant-min} %')).toBe('');
    expect(faultOf(withOption((o) => ({ ...o, notes: ['At least {remnant-min} %'] })))).toContain(
      "option 'liver-resection': 'At least {remnant-min} %' is shown as it stands",
    );
  });

  it('on a number that a site may set, without a range or outside of it', () => {
    const parameters = (change: object): Checked => ({
      ...SOUND,
      parameters: PARAMETERS.map((one) => (one.id === 'ecog-unfit' ? { ...one, ...change } : one)),
    });
    expect(faultOf(parameters({ siteRange: undefined }))).toContain("parameter 'ecog-unfit': no range");
    expect(faultOf(parameters({ siteRange: [1, 2] }))).toContain('outside what a site may set');
  });

  it('on a fact that is compared with a word that it cannot be', () => {
    const first = RESECTION?.criteria[0];
    if (!first) throw new Error('no criteria');
    const asking = { ...first, test: (s: Situation) => s.is('primary.site', 'duodenumm') };
    expect(faultOf(withOption((o) => ({ ...o, criteria: [asking, ...o.criteria.slice(1)] })))).toContain(
      'rules: a fact is compared with what it cannot be (primary.site: duodenumm)',
    );
  });

  const uncitedRule = { citations: [] };
  const uncitedPlace = { sources: [' '] };
  it.each<[string, Checked, string]>([
    [
      'alert without a source',
      { ...SOUND, alerts: { ...SOUND.alerts, x: { ...ALERTS['down-staging'], sources: [] } } },
      "alert 'x': no source",
    ],
    [
      'alert with an empty source',
      { ...SOUND, alerts: { ...SOUND.alerts, x: { ...ALERTS['down-staging'], ...uncitedPlace } } },
      "alert 'x': no source",
    ],
    [
      'general rule',
      { ...SOUND, generalRules: SOUND.generalRules.map((rule) => ({ ...rule, ...uncitedRule })) },
      "rule 'order': no citation",
    ],
    [
      'rule table',
      { ...SOUND, tables: SOUND.tables.map((one) => ({ ...one, ...uncitedRule })) },
      "table 'grade': no citation",
    ],
    [
      'prognostic factor',
      { ...SOUND, prognosticFactors: SOUND.prognosticFactors.map((one) => ({ ...one, ...uncitedRule })) },
      "prognostic factor 'ki67-grade': no citation",
    ],
    [
      'evidence table',
      { ...SOUND, evidenceTables: SOUND.evidenceTables.map((one) => ({ ...one, lines: '' })) },
      "evidence table '",
    ],
  ])('on an uncited %s', (_, checked, fault) => {
    expect(faultOf(checked)).toContain(fault);
  });

  it.each([
    [
      'in two lists',
      { absent: ['none', 'resectable'] },
      "'resectable' of extrahepatic is in absent and in present",
    ],
    ['twice in a list', { absent: ['none', 'none'] }, "'none' of extrahepatic is in absent and in absent"],
    ['in no list', { present: ['resectable'] }, "'unresectable' of extrahepatic is in no list"],
    ['that does not exist', { absent: ['none', 'lung'] }, "'lung' is no word of extrahepatic"],
  ])('on a word %s', (_, change, fault) => {
    const wordLists = WORD_LISTS.map((one) =>
      one.name === 'disease outside the liver' ? { ...one, lists: { ...one.lists, ...change } } : one,
    );
    expect(faultOf({ ...SOUND, wordLists })).toContain(`disease outside the liver: ${fault}`);
  });

  describe('on a table of the rules', () => {
    const two = CASE_TABLES.find(({ id }) => id === 'complete-resection-in-two-stages');
    if (two === undefined) throw new Error('no such table');
    const withRows = (change: (rows: readonly Row[]) => readonly Row[]): string =>
      faultOf({
        ...SOUND,
        caseTables: CASE_TABLES.map(
          (one): CaseTable => (one === two ? { ...one, rows: change(one.rows) } : one),
        ),
      });

    it.each(CASE_TABLES.flatMap(({ id, rows }) => rows.map((_, at) => [id, at] as const)))(
      '%s without its row %i: a gap',
      (id, at) => {
        const caseTables = CASE_TABLES.map((one) =>
          one.id === id ? { ...one, rows: one.rows.filter((_, row) => row !== at) } : one,
        );
        expect(faultOf({ ...SOUND, caseTables })).toMatch(
          new RegExp(`^rule table '${id}', .*: a gap, no row$`, 'm'),
        );
      },
    );

    it('with a case in two rows: an overlap, also where both give the same', () => {
      for (const gives of ['yes', 'no'] as const)
        expect(withRows((rows) => [...rows, { when: [['staged'], ['adequate']], gives }])).toBe(
          "rule table 'complete-resection-in-two-stages', staged / adequate: an overlap, rows 1 and 5",
        );
    });

    it('with a row for what its input cannot be, or for nothing', () => {
      expect(withRows((rows) => [...rows, { when: [['IV'], 'any'], gives: 'no' }])).toContain(
        "row 5: 'IV' is no case of resectability as documented, else the pattern",
      );
      expect(withRows((rows) => [...rows, { when: [[], 'any'], gives: 'no' }])).toContain(
        'row 5: no case of',
      );
    });

    it('that stands twice', () => {
      expect(faultOf({ ...SOUND, caseTables: [...CASE_TABLES, two] })).toContain(
        "rule table 'complete-resection-in-two-stages': twice",
      );
    });
  });

  it.each(LIMIT_ORDER.map(([lower, upper]) => [lower, upper] as const))(
    'on %s out of order with %s',
    (lower, upper) => {
      const values = limits();
      const turned = { ...values, [lower]: values[upper] + 1 };
      expect(faultOf({ ...SOUND, limits: turned })).toContain(`parameters: '${lower}'`);
      expect(limitsOutOfOrder(values)).toEqual([]);
    },
  );
});

describe("a site's thresholds", () => {
  it('have to keep the order of the scale', () => {
    expect(() => parseThresholds({ 'egfr-prrt-min': 60 })).toThrow(
      /'egfr-prrt-min' \(60\) has to be at most/,
    );
    expect(() => parseThresholds({ 'bilirubin-borderline': 3 })).toThrow(/below 'bilirubin-insufficient'/);
    expect(parseThresholds({ 'egfr-prrt-min': 45, 'egfr-prrt-adequate': 55 })).toEqual({
      'egfr-prrt-min': 45,
      'egfr-prrt-adequate': 55,
    });
  });
});

describe('decision tables', () => {
  it.each(ruleTables().map((table) => [table.id, table] as const))('%s: no gap, no overlap', (_, table) => {
    expect(faultsOf(table)).toEqual([]);
  });

  const table = (gives: readonly (readonly string[])[], open?: DecisionTable['open']): DecisionTable => ({
    id: 'made-up',
    title: 'Made up',
    citations: [op('a test')],
    axes: [],
    answers: [{ name: 'Answer', expected: ['a', 'b'], of: () => [] }],
    rows: gives.map((one, i) => ({ when: [String(i)], gives: [one] })),
    ...(open ? { open } : {}),
  });

  it('a gap is a fault', () => {
    expect(faultsOf(table([['a'], [], ['b']]))).toEqual([
      "table 'made-up', Answer, 1: a gap, no rule answers",
    ]);
  });

  it('two answers are a fault unless the row is left open on purpose', () => {
    expect(faultsOf(table([['a'], ['a', 'b'], ['b']]))).toEqual([
      "table 'made-up', Answer, 1: not decided, a or b",
    ]);
    const open: DecisionTable['open'] = ([row]) => (row === '1' ? 'nobody knows' : undefined);
    expect(faultsOf(table([['a'], ['a', 'b'], ['b']], open))).toEqual([]);
    expect(faultsOf(table([['a'], ['b']], open))).toEqual([
      "table 'made-up', Answer, 1: said to be open and decided",
    ]);
  });

  it('an answer that no row gives is a fault', () => {
    expect(faultsOf(table([['a'], ['a']]))).toEqual(["table 'made-up', Answer: no row gives 'b'"]);
  });
});

describe('a rule that answers by a table', () => {
  const possible = (name: string, cases: readonly string[]) => ({
    name,
    cases: ['a', 'b'],
    possible: () => cases,
  });
  // Made of inputs of its own, and taken out of the tables of the rules again.
  const answer = (first: readonly string[], second: readonly string[], rows: readonly Row[]) => {
    const asks = byTable('made-up', [possible('one', first), possible('two', second)], rows as never);
    CASE_TABLES.pop();
    return asks({} as Situation);
  };
  const rows: readonly Row[] = [
    { when: [['a'], 'any'], gives: 'yes' },
    { when: [['b'], ['a']], gives: 'no' },
    { when: [['b'], ['b']], gives: 'open' },
  ];

  it.each([
    [['a'], [], true],
    [['a'], ['a', 'b'], true],
    [['b'], ['a'], false],
    [['b'], ['b'], 'unknown'],
    [['b'], ['a', 'b'], 'unknown'],
    [['a', 'b'], ['a'], 'unknown'],
    [['b'], [], 'unknown'],
    [[], ['a'], 'unknown'],
  ] as const)('%j and %j: %s', (first, second, truth) => {
    expect(answer(first, second, rows)).toBe(truth);
  });

  it('where each case that is possible gives the same, the answer is known', () => {
    const same: readonly Row[] = [
      { when: [['a'], ['a']], gives: 'no' },
      { when: [['a'], ['b']], gives: 'yes' },
      { when: [['b'], ['a']], gives: 'no' },
      { when: [['b'], ['b']], gives: 'yes' },
    ];
    expect(answer(['a', 'b'], ['b'], same)).toBe(true);
    expect(answer(['a', 'b'], ['a'], same)).toBe(false);
    expect(answer(['a', 'b'], ['a', 'b'], same)).toBe('unknown');
  });
});
