import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { positionsOf } from '../../src/decision/positions.ts';
import { SOURCE_CONFLICTS } from '../../src/evidence/disagreements.ts';
import { patient, TODAY, TYPICAL, type Written } from '../decision/patient.ts';

/** What is done here about a conflict, as an option says it. */
function taken(conflict: string, option: string): string {
  const title = SOURCE_CONFLICTS.find(({ id }) => id === conflict)?.title ?? conflict;
  const line = positionsOf(option).find((text) => text.startsWith(`${title}: `));
  return line?.split('. Here: ')[1] ?? '';
}

/** The status of an option for the typical patient with other facts; null takes one away. */
function status(option: string, facts: Written): string | undefined {
  const all: Record<string, unknown> = { ...TYPICAL, ...facts };
  for (const [id, value] of Object.entries(all)) if (value === null) delete all[id];
  return evaluate(patient(all as Written), { date: TODAY, strict: false, withWorkup: false }).options.find(
    ({ code }) => code === option,
  )?.status;
}

const NET_G3: Written = { ki67: 40, differentiation: 'well' };
const HIGH_KI67: Written = { ki67: 55, differentiation: 'well' };
const TYPE_TWO: Written = {
  'liver.resectability': null,
  'liver.pattern.reported': 'II',
  'liver.lobes': 'bilobar',
  'liver.segments': ['2', '6', '7'],
  'liver.future-remnant': 25,
};
const UNRESECTABLE: Written = {
  'liver.resectability': 'unresectable',
  'liver.pattern.reported': 'III',
  'liver.lobes': 'bilobar',
  'liver.segments': ['2', '6', '7'],
  'liver.future-remnant': null,
};

describe('what is done here where the sources disagree', () => {
  it('is said of every option that a conflict concerns', () => {
    for (const { id, options } of SOURCE_CONFLICTS)
      for (const option of options) expect(taken(id, option), `${id}: ${option}`).not.toBe('');
    expect(OPTIONS.flatMap(({ code }) => positionsOf(code)).filter((line) => / Here: $/.test(line))).toEqual(
      [],
    );
  });

  // Of each line the words that the rule has to agree with, for a patient of whom they speak.
  it.each([
    [
      'liver-resection',
      NET_G3,
      'consider',
      'below 55 % and type I or documented resectable disease: at most',
    ],
    ['liver-resection', HIGH_KI67, 'contraindicated', 'Ki-67 of 55 % or more and NEC: contraindicated'],
    ['liver-resection', { ...NET_G3, ...UNRESECTABLE }, 'not-indicated', 'other G3: not indicated'],
    ['alpps', { ...NET_G3, ...TYPE_TWO }, 'contraindicated', 'Any G3 is contraindicated'],
    ['debulking', { ...NET_G3, ...UNRESECTABLE }, 'not-indicated', 'G3 is not indicated'],
    ['debulking', { ...HIGH_KI67, ...UNRESECTABLE }, 'contraindicated', 'or NEC, it is contraindicated'],
    ['ablation', { ...NET_G3, ...UNRESECTABLE }, 'not-indicated', 'any G3 and NEC are not indicated'],
    ['ablation', { ...HIGH_KI67, ...UNRESECTABLE }, 'not-indicated', 'any G3 and NEC are not indicated'],
  ] as const)('G3: %s of %j is %s', (option, facts, expected, words) => {
    expect(status(option, facts)).toBe(expected);
    expect(taken('g3-surgery', option)).toContain(words);
  });

  it.each([
    ['liver-resection', { 'liver.future-remnant': 40 }, 'insufficient-data', 'type II stays undecided'],
    [
      'staged-hepatectomy',
      {},
      'consider',
      'type II counts as resectable in two stages and is at most considered',
    ],
    ['resection-with-ablation', { 'liver.future-remnant': 40 }, 'consider', 'and is at most considered'],
    ['alpps', {}, 'consider', 'Type II is required'],
  ] as const)('type II without a judgement: %s with %j is %s', (option, facts, expected, words) => {
    const liver = option === 'alpps' ? { 'ki67.specimens': [{ site: 'liver-metastasis', value: 8 }] } : {};
    expect(status(option, { ...TYPE_TWO, ...(liver as Written), ...facts })).toBe(expected);
    expect(taken('types', option)).toContain(words);
  });

  it('asks for no size of the lesions that are ablated beside a resection', () => {
    const facts = { ...TYPE_TWO, 'liver.future-remnant': 40 };
    expect(status('resection-with-ablation', { ...facts, 'liver.largest-lesion': 51 })).toBe('consider');
    expect(taken('ablation-limits', 'resection-with-ablation')).toContain('no size and no number');
    expect(
      status('ablation', { ...UNRESECTABLE, 'liver.pattern.reported': 'II', 'liver.largest-lesion': 51 }),
    ).toBe('not-indicated');
    expect(taken('ablation-limits', 'ablation')).toContain('At most 50 mm');
  });
});
