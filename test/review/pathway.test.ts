import { describe, expect, it } from 'vitest';
import { NO_RECORD } from '../../src/decision/assumptions.ts';
import { evaluate } from '../../src/decision/evaluate.ts';
import { survivalPoints } from '../../src/evidence/survival.ts';
import { tableById } from '../../src/evidence/tables/index.ts';
import { html, textOf } from '../../src/review/view/element.ts';
import { pathwayOf } from '../../src/review/view/pathway.ts';
import { wrapped } from '../../src/review/view/pathway-picture.ts';
import { survivalPlot } from '../../src/review/view/plot.ts';
import { notKnownLine, situationLine } from '../../src/review/view/situation.ts';
import {
  bearing,
  groupOf,
  resultWord,
  STATUS_ORDER,
  STATUS_WORDS,
  statusShape,
} from '../../src/review/view/status.ts';
import { dateText, withDates } from '../../src/review/view/wording.ts';
import { DATE, FIXTURE_NAMES, snapshotOfFixture } from '../browser/fixture-evaluation.ts';

const pathway = (name: string) => pathwayOf(snapshotOfFixture(name).evaluation);
const on = (name: string): string[] =>
  pathway(name).steps.flatMap((step) =>
    step.nodes.filter((node) => node.state === 'on').map((node) => node.id),
  );

describe('the pathway', () => {
  it.each([
    ['01', ['g1-g2', 'i', 'feasible']],
    ['02', ['g1-g2', 'iii', 'not-feasible']],
    ['03', ['g1-g2', 'ii', 'feasible']],
    ['04', ['nec', 'iii', 'not-feasible']],
    ['17', ['net-g3', 'i', 'feasible']],
    ['16', ['g1-g2', 'none']],
  ])('fixture %s goes by %j', (name, nodes) => {
    expect(on(name)).toEqual(nodes);
  });

  it('marks undecided steps with what they need', () => {
    const [grade, pattern, surgery] = pathway('07').steps;
    expect(grade?.nodes.map((node) => node.state)).toEqual(['possible', 'possible', 'possible']);
    expect(grade?.needs).toBe('Ki-67 and differentiation');
    expect(pattern?.needs).toContain('number of liver lesions');
    expect(surgery?.needs).not.toBe('');
    expect(pathway('02').steps.map((step) => step.needs)).toEqual(['', '', '']);
  });

  it('holds every option once, with a remark that says why', () => {
    for (const name of FIXTURE_NAMES) {
      const { evaluation } = snapshotOfFixture(name);
      if (!evaluation.applies) continue;
      const entries = pathwayOf(evaluation).groups.flatMap((group) => group.options);
      expect(entries.map(({ option }) => option.code).sort()).toEqual(
        evaluation.options.map((option) => option.code).sort(),
      );
      for (const { option, remark } of entries) {
        if (option.status === 'not-applicable') continue;
        if (groupOf(option.status) !== 'offered') expect(remark, `${name} ${option.code}`).toMatch(/: \S/);
      }
    }
  });

  it('breaks lines at words, and words that are too long', () => {
    expect(wrapped('one two three', 60, 7)).toEqual(['one two', 'three']);
    expect(wrapped('x'.repeat(25), 70, 7)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
    expect(wrapped('', 70, 7)).toEqual([]);
  });
});

describe('the situation in a line', () => {
  it('says what a board hears first', () => {
    expect(situationLine(snapshotOfFixture('02').evaluation)).toBe(
      '67 years, NET G2 (Ki-67 4 %), primary in jejunum or ileum, resected, 24 liver lesions, type III, bilobar, largest 45 mm, liver involvement 40 %, documented as unresectable, extrahepatic disease: regional nodes only, carcinoid syndrome, SSTR positive, progressing, ECOG 1.',
    );
    expect(situationLine(snapshotOfFixture('16').evaluation)).toContain('no liver lesion left');
  });

  it('names what is not known', () => {
    expect(notKnownLine(snapshotOfFixture('07').evaluation)).toContain('Ki-67, site of the primary tumour');
    expect(notKnownLine(snapshotOfFixture('02').evaluation)).toBe('');
  });

  it('is there for a record that holds nothing', () => {
    const nothing = evaluate({ ...NO_RECORD, subject: 'Patient/1' }, { date: DATE, strict: true });
    expect(situationLine(nothing)).toContain('grade not known');
  });
});

describe('states without colour', () => {
  it('have each a word and a shape of their own', () => {
    expect(new Set(STATUS_ORDER.map((status) => STATUS_WORDS[status])).size).toBe(6);
    expect(
      new Set(STATUS_ORDER.map((status) => html(statusShape(status)).replace(/class="shape [\w-]+"/, '')))
        .size,
    ).toBe(6);
  });

  it('"met" means present for contraindications and cautions', () => {
    expect(resultWord('required', 'met')).toBe('Met');
    expect(resultWord('contraindication', 'met')).toBe('Present');
    expect(resultWord('caution', 'not-met')).toBe('Not present');
    expect(bearing('required', 'met')).toBe('for');
    expect(bearing('contraindication', 'met')).toBe('against');
    expect(bearing('contraindication', 'not-met')).toBe('for');
    expect(bearing('caution', 'unknown')).toBe('open');
  });
});

describe('the plot', () => {
  it('draws a dot a series, leaves blanks blank and marks doubts', () => {
    const table = tableById('A14-T1');
    const plot = survivalPlot(survivalPoints(table), 'A14 Table 1');
    const text = plot === undefined ? '' : html(plot);
    const given = survivalPoints(table).filter((point) => point.fiveYear !== null).length;
    expect(text.match(/<circle/g)).toHaveLength(given);
    expect(plot && textOf(plot)).toContain('blank, n 339');
    expect(text.match(/series doubtful/g)).toHaveLength(5);
    expect(text).toContain('role="img"');
  });

  it('is left out where there is no number', () => {
    expect(survivalPlot(survivalPoints(tableById('A14-T3')), 'A14 Table 3')).toBeUndefined();
  });
});

describe('dates', () => {
  it('read as people write them', () => {
    expect(dateText('2026-04-03')).toBe('3 Apr 2026');
    expect(dateText('2026-04')).toBe('Apr 2026');
    expect(dateText('2026')).toBe('2026');
    expect(dateText('2026-04-03T10:00:00+02:00')).toBe('3 Apr 2026');
    expect(dateText('no date')).toBe('no date');
    expect(withDates('seen (2026-04-03), id-2026-04-03-x')).toContain('seen (3 Apr 2026)');
  });
});
