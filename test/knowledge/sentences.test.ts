import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src/cli/rule-book/traced.ts';
import { ALERTS } from '../../src/decision/alerts.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { limits, type ParameterId } from '../../src/decision/parameters.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';

/**
 * Sentences are written by hand, the numbers of the rules stand in a table: a number that changes without its
 * sentence (or the other way round) would tell a reader what the rule does not do.
 */

/** A number of a sentence that is none of the table, and why. */
interface Stated {
  readonly is: number;
  readonly why: string;
}
type Said = ParameterId | Stated;

const ECOG_END: Stated = { is: 4, why: 'ECOG ends here' };
const printed = (is: number, at: string): Stated => ({ is, why: `as printed in ${at}` });

/** The numbers of each sentence in their order: by criterion, where they differ with the name of the option or set before it. */
const SAID: Readonly<Record<string, readonly Said[]>> = {
  'well-differentiated-g1-g2': ['ki67-g2-max', 'ki67-g3-surgery-limit'],
  'adequate-liver-remnant': ['remnant-min'],
  'poorly-differentiated': ['ki67-g3-surgery-limit'],
  'unfit-for-surgery': ['ecog-unfit', ECOG_END],
  'poor-performance-status': ['ecog-unfit', ECOG_END],
  'ecog-2': ['ecog-caution'],
  'hepatic-insufficiency': ['bilirubin-insufficient'],
  'borderline-liver-function': ['bilirubin-borderline', 'bilirubin-insufficient'],
  'net-g3-selected': [printed(21, 'C18:90'), printed(54, 'C18:90')],
  'large-burden-without-symptoms': ['large-burden'],
  'complete-resection-in-two-stages': ['remnant-min', 'remnant-min'],
  'less-than-ninety-percent': ['ablation-with-resection-fraction'],
  'extensive-bilobar': ['remnant-min'],
  'debulking-indication': ['debulking-indication-fraction'],
  'enough-removable': ['debulking-min-fraction'],
  'not-stable-6-months': ['debulking-stable-months'],
  'asymptomatic-cytoreduction': ['debulking-indication-fraction'],
  'below-ninety-percent': ['debulking-min-fraction', 'debulking-full-fraction'],
  'surgery-not-feasible': ['ecog-caution', ECOG_END],
  'limited-disease': ['ablation-max-lesions'],
  'size-ablatable': ['ablation-max-size'],
  'many-bilobar-lesions': ['ablation-max-lesions'],
  'incomplete-above-3-cm': ['ablation-incomplete-size'],
  'single-lesion': ['embolization-single-size'],
  'renal-insufficiency': ['egfr-contrast-caution'],
  'inadequate-renal-function': ['egfr-prrt-min'],
  'borderline-renal-function': ['egfr-prrt-min', 'egfr-prrt-adequate'],
  'inadequate-marrow-reserve': ['hemoglobin-prrt-min', 'leukocytes-prrt-min', 'platelets-prrt-min'],
  'very-large-burden': ['radioembolization-burden'],
  'high-burden': ['ssa-high-burden'],
  'age-over-45': ['transplant-age-caution'],
  'duodenopancreatic-primary': [
    printed(5, 'J12:506-511'),
    printed(12, 'J12:506-511'),
    printed(68, 'J12:506-511'),
  ],
  'bilirubin-above-low': ['bilirubin-low'],
  'renal-function-for-cisplatin': ['egfr-cisplatin'],
  'milan.age': ['transplant-age-55'],
  'milan.liver-involvement': ['transplant-involvement'],
  'milan.stable-disease': ['transplant-stable-months'],
  'enets.age': ['transplant-age-55'],
  'enets.grade': ['transplant-ki67'],
  'enets.primary-resected': ['transplant-primary-months'],
  'enets.liver-involvement': ['transplant-involvement', 'transplant-involvement-refractory'],
  'enets.stable-disease': ['transplant-stable-months'],
  'enets.low-bilirubin': ['bilirubin-low'],
  'unos.age': ['transplant-age-55'],
  'unos.liver-involvement': ['transplant-involvement'],
  'unos.stable-disease': ['transplant-stable-months'],
  'milan-2007.age': ['transplant-age-50'],
  'milan-2007.liver-involvement': ['transplant-involvement'],
  'milan-2007.stable-disease': ['transplant-stable-months'],
  'milan-ki67.age': ['transplant-age-55'],
  'milan-ki67.grade': ['transplant-ki67'],
  'milan-ki67.liver-involvement': ['transplant-involvement'],
  'alert cytopenia-after-prrt': ['hemoglobin-cytopenia', 'platelets-cytopenia', 'leukocytes-cytopenia'],
};

/** Names, units and places in sources that are written with figures. */
const NO_NUMBERS = /Ki-67|\bG[123]\b|\b\d+m?(?:Tc|Ga|Lu)\b|1\.73 m2|10\^9|\b(?:M21|C18|J12|A14)[:\d-]*/g;

function numbersIn(sentence: string): readonly number[] {
  return [...sentence.replace(NO_NUMBERS, ' ').matchAll(/\d+(?:\.\d+)?/g)].map(([text]) => Number(text));
}

const LIMITS = limits();

function valuesOf(said: readonly Said[]): readonly number[] {
  return said.map((one) => (typeof one === 'string' ? LIMITS[one] : one.is));
}

const SENTENCES = [...OPTIONS, ...TRANSPLANT_SETS].flatMap(({ code, criteria }) =>
  criteria.map((criterion) => {
    const own = `${code}.${criterion.id}`;
    const key = own in SAID ? own : criterion.id;
    const text = criterion.sentence;
    // A sentence may do without the numbers that the same criterion of another option names.
    return { code, own, key, criterion, text, said: numbersIn(text).length === 0 ? [] : (SAID[key] ?? []) };
  }),
);

describe('numbers in the sentences of the rules', () => {
  it('are those that the rules compare with', () => {
    for (const { own, text, said } of SENTENCES)
      expect(numbersIn(text), `${own}: ${text}`).toEqual(valuesOf(said));
    for (const [id, { when }] of Object.entries(ALERTS))
      expect(numbersIn(when), `${id}: ${when}`).toEqual(valuesOf(SAID[`alert ${id}`] ?? []));
  });

  it('are read by the very criterion that says them', () => {
    const unread = SENTENCES.flatMap(({ code, own, criterion, said }) => {
      const read = numbersOf(code, criterion.id).own.map(({ id }) => id);
      return said
        .filter((one) => typeof one === 'string')
        .filter((id) => !read.includes(id))
        .map((id) => `${own}: ${id}`);
    });
    expect(unread).toEqual([]);
  });

  it('no entry is left over, and none is without a reason', () => {
    const known = [...SENTENCES.map(({ key }) => key), ...Object.keys(ALERTS).map((id) => `alert ${id}`)];
    expect(Object.keys(SAID).filter((key) => !known.includes(key))).toEqual([]);
    const stated = Object.values(SAID)
      .flat()
      .filter((one) => typeof one !== 'string');
    expect(stated.filter(({ why }) => why.trim() === '')).toEqual([]);
  });

  it('the check finds what it looks for', () => {
    expect(numbersIn('Ki-67 of 55 % or more, G3, 99mTc-MAA, 3 x 10^9/L (M21:12-14)')).toEqual([55, 3]);
    expect(numbersIn('eGFR from 40 to below 50 mL/min/1.73 m2, at most 1.2 mg/dL, ECOG 3-4')).toEqual([
      40, 50, 1.2, 3, 4,
    ]);
  });
});
