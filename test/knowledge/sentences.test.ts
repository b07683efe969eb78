import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src/cli/rule-book/traced.ts';
import { ALERTS } from '../../src/decision/alerts.ts';
import { GENERAL_RULES } from '../../src/decision/general-rules.ts';
import { knowledgeContent } from '../../src/decision/knowledge.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { limits } from '../../src/decision/parameters.ts';
import { READINGS } from '../../src/decision/readings.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';
import { worded } from '../../src/decision/wording.ts';
import { workupCondition } from '../../src/decision/workup-conditions.ts';
import { BASELINE_WORKUP, WORKUP } from '../../src/decision/workup-items.ts';
import { FACT_IDS, factDefinition } from '../../src/domain/fact-catalogue.ts';
import { namesIn } from '../../src/domain/wording.ts';
import { SOURCE_CONFLICTS } from '../../src/evidence/disagreements.ts';

/**
 * Texts of the rules name their numbers (`{remnant-min}`), which stand in a table: a number that was written out would
 * tell a reader what the rule does not do as soon as one of the two changes, or a site sets another one.
 */

/** Numbers that are written out, by a part of the text, and why they are none of the table. */
const WRITTEN_OUT: Readonly<Record<string, string>> = {
  'benefit reported for Ki-67 21-54 % only': 'as printed in C18:90',
  '5-year survival 12 % against 68 %': 'as printed in J12:506-511',
  'at least 1 from any liver lesion fact': 'how lesions are counted',
  'at least 2 when bilobar': 'how lesions are counted',
  'by CKD-EPI 2021': 'name of an equation',
  'Krenning 2-4 is positive, 0-1 negative': 'a score by its definition',
  'ECOG 0-4; Karnofsky': 'a score by its definition',
  'Mitoses per 10 high-power fields or per 2 mm2': 'the field of the count',
  'Up to 30 days before': 'how an operation is told to belong to a diagnosis that is written down after it',
};

/** Names, units and places in sources that are written with figures. */
const NO_NUMBERS =
  /Ki-67|ICD-10|\bG[123]\b|\bR[012]\b|\b\d+m?(?:Tc|Ga|Lu|F)\b|\b5-HIAA\b|1\.73 m2|10\^9|\b(?:M21|C18|J12|A14)(?: Table \d)?[:\d-]*/gi;

function numbersIn(text: string): readonly string[] {
  let rest = text.replaceAll(/\{[^{}]*\}/g, ' ');
  for (const part of Object.keys(WRITTEN_OUT)) rest = rest.replaceAll(part, ' ');
  return [...rest.replace(NO_NUMBERS, ' ').matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number);
}

const CRITERIA = [
  ...OPTIONS.flatMap(({ code, applicable, criteria }) => [
    ...(applicable ? [{ own: `${code}.applicable`, criterion: undefined, text: applicable.sentence }] : []),
    ...criteria.map((criterion) => ({
      own: `${code}.${criterion.id}`,
      criterion,
      text: criterion.sentence,
    })),
  ]),
  ...TRANSPLANT_SETS.flatMap(({ code, criteria }) =>
    criteria.map((criterion) => ({ own: `${code}.${criterion.id}`, criterion, text: criterion.sentence })),
  ),
];

/** Every text that says what a rule does, with where it stands. */
const TEXTS: readonly (readonly [where: string, text: string])[] = [
  ...CRITERIA.map(({ own, text }) => [own, text] as const),
  ...Object.entries(ALERTS).flatMap(([id, { when, says }]) => [
    [`alert ${id}`, when] as const,
    [`alert ${id}`, says] as const,
  ]),
  ...[...WORKUP, ...BASELINE_WORKUP].map((item) => [`work-up ${item.id}`, workupCondition(item)] as const),
  ...GENERAL_RULES.flatMap(({ id, text }) => text.map((line) => [`rule ${id}`, line] as const)),
  ...READINGS.flatMap(({ id, question, chosen }) => [
    [`reading ${id}`, question] as const,
    [`reading ${id}`, chosen] as const,
  ]),
  ...SOURCE_CONFLICTS.flatMap(({ id, taken }) => taken.map(({ text }) => [`conflict ${id}`, text] as const)),
  ...FACT_IDS.flatMap((id) => [
    [`fact ${id}`, factDefinition(id).definition] as const,
    [`fact ${id}`, factDefinition(id).absenceText] as const,
  ]),
];

/** The numbers that a criterion compares with; `own` names its option or set before it. */
function comparedIn(own: string) {
  const [owner = '', id = ''] = own.split('.');
  return numbersOf(owner, id).own;
}

describe('numbers in the texts of the rules', () => {
  it('are named, and written out only where they are none of the table', () => {
    const found = TEXTS.filter(([, text]) => numbersIn(text).length > 0).map(
      ([where, text]) => `${where}: ${numbersIn(text).join(', ')} in "${text}"`,
    );
    expect(found).toEqual([]);
  });

  it('that are named are read by the very criterion that says them', () => {
    const unread = CRITERIA.flatMap(({ own, criterion, text }) => {
      if (!criterion) return namesIn(text) ?? [];
      const read = comparedIn(own).map(({ id }) => id);
      const named = [...(namesIn(text) ?? []), ...('numbers' in criterion ? (criterion.numbers ?? []) : [])];
      return named.filter((id) => !read.includes(id)).map((id) => `${own}: ${id}`);
    });
    expect(unread).toEqual([]);
  });

  it('every number that a site can change is named by the criterion that compares with it', () => {
    /** Behind grade, pattern, Child-Pugh class and feasibility, which stand in texts of their own. */
    const DERIVED =
      /^(?:ki67-g3-surgery-limit|dominant-lesion-ratio|disseminated-(?:count|involvement)|child-pugh-[bc]-min)$/;
    const SURGERY =
      /surgery-not-feasible|surgery-still-possible|unresected-disease|complete-resection-not-feasible|liver-directed-first/;
    const silent = CRITERIA.flatMap(({ own, criterion, text }) => {
      if (!criterion || SURGERY.test(own)) return [];
      const named = [...(namesIn(text) ?? []), ...('numbers' in criterion ? (criterion.numbers ?? []) : [])];
      return comparedIn(own)
        .filter(({ id, siteRange }) => siteRange && !DERIVED.test(id) && !named.includes(id))
        .map(({ id }) => `${own}: ${id}`);
    });
    expect(silent).toEqual([]);
  });

  it('read with the built-in values as they were written', () => {
    const reads = (text: string) => worded(text, limits());
    expect(reads('ECOG {ecog-unfit..}, not {..<ecog-caution}')).toBe('ECOG 3-4, not 0-1');
    expect(reads('ECOG {ecog-caution..<ecog-unfit}, eGFR below {egfr-prrt-min} mL/min/1.73 m2')).toBe(
      'ECOG 2, eGFR below 40 mL/min/1.73 m2',
    );
    expect(reads('within {synchronous} months')).toBe('within 6 months');
    const left =
      JSON.stringify(knowledgeContent()).match(/"[^"]*[(,] ?this site[^"]*"|\{[a-z0-9.<-]+\}/g) ?? [];
    // Units of UCUM are written with braces.
    expect(left.filter((text) => !['{count}', '{score}'].includes(text))).toEqual([]);
  });

  it('read with the values of a site, and say so', () => {
    const values = limits({ 'ecog-unfit': 2, 'ecog-caution': 1, 'egfr-prrt-min': 38.5, synchronous: 12 });
    const reads = (text: string) => worded(text, values);
    expect(reads('ECOG {ecog-unfit..}, not {..<ecog-caution}')).toBe(
      'ECOG 2-4 (this site), not 0 (this site)',
    );
    expect(reads('ECOG performance status {ecog-caution..<ecog-unfit}')).toBe(
      'ECOG performance status 1 (this site)',
    );
    expect(reads('eGFR from {egfr-prrt-min} to below {egfr-prrt-adequate} mL/min/1.73 m2')).toBe(
      'eGFR from 38.5 (this site) to below 50 mL/min/1.73 m2',
    );
    expect(reads('(eGFR below {egfr-prrt-min} mL/min/1.73 m2)')).toBe(
      '(eGFR below 38.5 mL/min/1.73 m2, this site)',
    );
    expect(reads('within {synchronous} months')).toBe('within 12 months (this site)');
    expect(worded('ECOG {ecog-unfit..}', limits({ 'ecog-unfit': 4 }))).toBe('ECOG 4 (this site)');
  });

  it('no exception is left over', () => {
    const parts = Object.keys(WRITTEN_OUT).filter((part) => !TEXTS.some(([, text]) => text.includes(part)));
    expect(parts).toEqual([]);
  });

  it('the check finds what it looks for', () => {
    expect(numbersIn('Ki-67 of 55 % or more, G3, 99mTc-MAA, 3 x 10^9/L (M21:12-14)')).toEqual(['55', '3']);
    expect(numbersIn('eGFR from {egfr-prrt-min} to below 50 mL/min/1.73 m2, at most 1.2 mg/dL')).toEqual([
      '50',
      '1.2',
    ]);
    expect(namesIn('At least {a} %, {b..} or {..<c}, {d..<e}')).toEqual(['a', 'b', 'c', 'd', 'e']);
    for (const text of ['{a b}', '{}', '{..}', 'a}', '{a', '{{a}'])
      expect(namesIn(text), text).toBeUndefined();
  });
});
