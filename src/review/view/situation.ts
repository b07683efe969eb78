import type { Evaluation } from '../../domain/evaluation.ts';
import { factOf, factTitles, inSentence, valueText } from './wording.ts';

/** The site as an organ: `jejunum or ileum`, `pancreas`. */
function site(text: string): string {
  return text === 'jejunum-ileum' ? 'jejunum or ileum' : text.replaceAll('-', ' ');
}

/** `no liver lesion`, `1 liver lesion`, `> 10 liver lesions`. */
function lesions(text: string): string {
  const count = text.replace(/ *lesions?$/, '');
  return count === '0' ? 'no liver lesion left' : `${count} liver ${count === '1' ? 'lesion' : 'lesions'}`;
}

interface Part {
  readonly fact: string;
  readonly say: (text: string) => string;
  /** Words that are not worth a mention. */
  readonly silent?: readonly string[];
}

const PARTS: readonly Part[] = [
  { fact: 'age', say: (text) => (/year/.test(text) ? text : `${text} years`) },
  {
    fact: 'primary.site',
    say: (text) => (text === 'unknown-primary' ? 'primary occult' : `primary in ${site(text)}`),
  },
  { fact: 'primary.status', say: (text) => text.replaceAll('-', ' '), silent: ['occult'] },
  { fact: 'liver.lesion-count', say: lesions },
  { fact: 'liver.lobes', say: (text) => text },
  { fact: 'liver.largest-lesion', say: (text) => `largest ${text}` },
  { fact: 'liver.involvement', say: (text) => `liver involvement ${text}` },
  { fact: 'liver.resectability', say: (text) => `documented as ${text}` },
  { fact: 'extrahepatic', say: (text) => `extrahepatic disease: ${text.replaceAll('-', ' ')}` },
  { fact: 'syndrome', say: (text) => (text === 'none' ? 'no hormonal syndrome' : `${text} syndrome`) },
  { fact: 'heart-disease', say: (text) => `carcinoid heart disease ${text}`, silent: ['none'] },
  { fact: 'sstr', say: (text) => `SSTR ${text}` },
  { fact: 'disease-course', say: (text) => text },
  { fact: 'ecog', say: (text) => `ECOG ${text}` },
];
/** Facts that a board asks for first; named when they are not known. */
const EXPECTED = [
  'ki67',
  'primary.site',
  'primary.status',
  'liver.lesion-count',
  'extrahepatic',
  'sstr',
  'ecog',
];

/** The situation in one line: what is known, in the order in which a board hears it. */
export function situationLine(evaluation: Evaluation): string {
  const { category, grade, pattern, possiblePatterns } = evaluation.classification;
  const parts: string[] = [];
  const cleared = valueText(factOf(evaluation, 'liver.lesion-count')).startsWith('0');
  for (const part of PARTS) {
    if (part.fact === 'primary.site') parts.push(...classified(evaluation, category, grade));
    if (part.fact === 'liver.lobes' && !cleared && (pattern !== null || possiblePatterns.length === 2)) {
      parts.push(`type ${pattern ?? possiblePatterns.join(' or ')}`);
    }
    const fact = factOf(evaluation, part.fact);
    if (!fact || (fact.state !== 'known' && fact.state !== 'assumed')) continue;
    const text = valueText(fact);
    if (part.silent?.includes(text) || (fact.state === 'assumed' && part.fact === 'liver.resectability'))
      continue;
    parts.push(`${part.say(text)}${fact.state === 'assumed' ? ' (assumed)' : ''}`);
  }
  return `${parts.join(', ')}.`;
}

function classified(
  evaluation: Evaluation,
  category: string | null,
  grade: string | null,
): readonly string[] {
  const ki67 = factOf(evaluation, 'ki67');
  const index = ki67 && ki67.state === 'known' ? ` (${inSentence(`Ki-67 ${valueText(ki67)}`)})` : '';
  const name =
    category ??
    (grade === null ? 'neuroendocrine neoplasm, grade not known' : `neuroendocrine neoplasm ${grade}`);
  return [`${name}${index}`];
}

/** What a board would ask first and is not known; empty when all is. */
export function notKnownLine(evaluation: Evaluation): string {
  const open = EXPECTED.filter((id) => {
    const state = factOf(evaluation, id)?.state;
    return state === 'unknown' || state === 'conflicting';
  });
  return factTitles(open);
}
