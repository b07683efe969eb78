import type { Citation } from '../domain/evaluation.ts';
import { A14, C18, J12, M21, op } from './citation.ts';

/** A rule that belongs to no single criterion, in words: what the code beside it does (`decidedIn`). */
export interface GeneralRule {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly citations: readonly Citation[];
  readonly decidedIn: string;
}

export const GENERAL_RULES: readonly GeneralRule[] = [
  {
    id: 'surgery-feasible',
    title: 'Is surgery feasible?',
    text: [
      'Asked over the one-stage resection, the two-stage hepatectomy, the resection with ablation and the repeat hepatectomy; ALPPS does not count.',
      'Yes, when one of them is offered and not merely judged from pattern II; also when every value of a future liver remnant that is not known makes one of them so.',
      'Not known, when one is undecided, offered from pattern II alone, or deferred.',
      'No, otherwise. Under surveillance the liver is cleared: yes, for the resection of the primary.',
    ],
    citations: [M21('48'), C18('Conclusions'), J12('5.3')],
    decidedIn: 'surgery-feasible.ts',
  },
  {
    id: 'deferred',
    title: 'Deferred operations',
    text: [
      'An operation that is closed by carcinoid heart disease alone is deferred: correct first, then reassess.',
      'While it is deferred, options that take the place of surgery wait: whether the heart can be corrected, or the risk is prohibitive, is asked for. The somatostatin analogue does not wait.',
    ],
    citations: [J12('5.1.1 (vi)')],
    decidedIn: 'surgery-feasible.ts',
  },
  {
    id: 'order',
    title: 'Order of presentation',
    text: [
      'Recommended options first, then those to be considered, then those with missing data; within each by rank.',
      'With a hormonal syndrome and no somatostatin analogue in force, the somatostatin analogue comes directly after the resections.',
      'With unresectable disease outside the liver, or G3: chemotherapy, targeted therapy, PRRT and the somatostatin analogue come before debulking and liver-directed treatment.',
      'Progressing, receptor-positive disease of a midgut primary (jejunum-ileum, appendix): PRRT before embolisation.',
    ],
    citations: [A14('51-52'), M21('48'), op('the order of options of the same weight')],
    decidedIn: 'rank.ts',
  },
  {
    id: 'timing',
    title: 'Timing of the resection of the primary',
    text: [
      'Simultaneous with the liver: synchronous disease, pattern I, ECOG {..<ecog-caution}, and no pancreaticoduodenectomy needed (primary neither in the duodenum nor in the head of the pancreas).',
      'With the first stage, when the two-stage hepatectomy is the leading operation of the liver.',
      'Staged, otherwise. Not stated while one of the facts is missing.',
    ],
    citations: [M21('100, 112'), J12('276-289')],
    decidedIn: 'timing.ts',
  },
  {
    id: 'grade-of-several-specimens',
    title: 'Grade of several specimens',
    text: [
      'The grade of a specimen is the higher of Ki-67 and mitoses; over the primary and the metastases the highest decides, and different grades raise the alert "grade discordance".',
      'A reported grade counts where no index is on record, or where the indices leave it open; where it disagrees the computed grade decides and the alert "grade mismatch" is raised. One index is enough.',
      'Poorly differentiated carcinoma without any index is G3 by definition.',
    ],
    citations: [M21('21, 102'), J12('70-76'), op('that the highest specimen decides')],
    decidedIn: 'tumour.ts',
  },
  {
    id: 'judgements',
    title: 'Judgements that a derivation stands in for',
    text: [
      'Resectability, pattern, recurrence, reported grade, Child-Pugh class and portal drainage: a recorded judgement decides. Where none is on record, a value is derived from other facts; it then counts as assumed, and every option that leans on it says so.',
      'Where the derivation yields nothing although the facts behind it are known, the judgement is a missing fact and is asked for.',
      'Where the records of a judgement contradict each other or could not be read, it stays unknown.',
    ],
    citations: [op('how the sources are read where they presuppose a judgement')],
    decidedIn: 'situation.ts',
  },
];
