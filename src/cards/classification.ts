import type { Evaluation } from '../domain/evaluation.ts';
import { enumerate } from './wording.ts';

/** How the disease is classified, in words; abbreviations are written out where there is room. */

const LONG_CATEGORY: readonly (readonly [prefix: string, words: string])[] = [
  ['NET', 'neuroendocrine tumour (NET)'],
  ['NEC', 'neuroendocrine carcinoma (NEC)'],
  ['NEN', 'neuroendocrine neoplasm (NEN)'],
];

const PATTERNS: Readonly<Record<string, string>> = {
  I: 'one lesion, one lobe or two adjacent segments',
  II: 'a dominant lesion with deposits in the other lobe',
  III: 'disseminated in both lobes',
};

/** `NET G2`, `NEN G1 or G2`, `NEN of unknown grade`. */
export function categoryText(evaluation: Evaluation, form: 'short' | 'long'): string {
  const { category, possibleGrades } = evaluation.classification;
  if (category !== null) {
    const long = LONG_CATEGORY.find(([prefix]) => category.startsWith(prefix));
    return form === 'short' || long === undefined ? category : category.replace(long[0], long[1]);
  }
  const grades =
    possibleGrades.length > 0 && possibleGrades.length < 3 ? enumerate(possibleGrades, 'or') : '';
  const name = form === 'short' ? 'NEN' : 'neuroendocrine neoplasm (NEN)';
  return grades === '' ? `${name} of unknown grade` : `${name} ${grades}`;
}

/** What follows "liver metastases": `type I`, `type II or III`, `of unknown pattern`. */
export function patternText(evaluation: Evaluation, form: 'short' | 'long'): string {
  const { pattern, possiblePatterns } = evaluation.classification;
  const type = form === 'short' ? 'type' : 'of type';
  if (pattern !== null) {
    const meaning = PATTERNS[pattern];
    return form === 'short' || meaning === undefined
      ? `${type} ${pattern}`
      : `${type} ${pattern} (${meaning})`;
  }
  if (possiblePatterns.length > 0 && possiblePatterns.length < 3) {
    return `${type} ${enumerate(possiblePatterns, 'or')}`;
  }
  return 'of unknown pattern';
}
