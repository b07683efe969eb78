import { conflict, type SourceConflict } from './conflict.ts';

const HEPATECTOMIES = [
  'liver-resection',
  'staged-hepatectomy',
  'resection-with-ablation',
  'repeat-hepatectomy',
];
const LIVER_SURGERY = [...HEPATECTOMIES, 'alpps'];

/** Conflicts about resection, debulking and the primary. */
export const SURGERY_CONFLICTS: readonly SourceConflict[] = [
  conflict(
    'grade-limits',
    'Where G1 ends',
    ['well-differentiated-g1-g2', 'grade-eligible'],
    [
      ['G1: Ki-67 at most 2 %', 'M21:21'],
      ['G1: Ki-67 below 3 %; mitoses count too', 'J12:70-76'],
    ],
    [
      [
        [...LIVER_SURGERY, 'debulking', 'prrt', 'chemotherapy', 'liver-transplantation'],
        'Above {ki67-near-limit} and below {ki67-g2-min} % is G1 and flagged as near the limit; mitoses count where they are on record. Chemotherapy outside the pancreas alone tells G1 from G2.',
      ],
    ],
  ),
  conflict(
    'g3-surgery',
    'Surgery for G3',
    ['well-differentiated-g1-g2', 'net-g3-selected', 'poorly-differentiated', 'g3', 'not-g3'],
    [
      [
        'only poorly differentiated tumours are excluded; well-differentiated G3 is a class of its own',
        'M21:21, 44',
      ],
      ['all G3 are excluded', 'J12:74-84, Fig. 1'],
      ['resection and ablation not recommended for high grade (ENETS)', 'C18:86'],
      ['benefit in selected patients, Ki-67 21-54 %', 'C18:90'],
      ['G3 contraindicates ALPPS', 'M21:102'],
    ],
    [
      [
        HEPATECTOMIES,
        'NET G3 with Ki-67 above {ki67-g2-max} and below {ki67-g3-surgery-limit} % and type I or documented resectable disease: at most considered; Ki-67 of {ki67-g3-surgery-limit} % or more and NEC: contraindicated; other G3: not indicated.',
      ],
      [
        ['alpps'],
        'Any G3 is contraindicated, the range of NET G3 that is selected for other operations as well.',
      ],
      [
        ['primary-resection'],
        'With symptoms of the primary any G3 is at most considered. Without symptoms: NET G3 with Ki-67 above {ki67-g2-max} and below {ki67-g3-surgery-limit} % at most considered while surgery of the liver is feasible or no lesion is left; Ki-67 of {ki67-g3-surgery-limit} % or more and NEC contraindicated; other G3 not indicated.',
      ],
      [
        ['debulking'],
        'No exception for NET G3: G3 is not indicated; with Ki-67 of {ki67-g3-surgery-limit} % or more, or NEC, it is contraindicated.',
      ],
      [['ablation'], 'No exception for NET G3: any G3 and NEC are not indicated.'],
    ],
  ),
  conflict(
    'types',
    'Types of distribution',
    [
      'complete-resection-in-one-stage',
      'complete-resection-in-two-stages',
      'bilobar-limited',
      'limited-involvement',
      'extensive-bilobar',
      'judged-from-pattern-only',
    ],
    [
      [
        'type I: one lobe or two adjacent segments; type II: dominant lesion with contralateral satellites, operable',
        'J12:91-101',
      ],
      [
        'type I: a single metastasis; type II: isolated bulk with smaller deposits; II and III to non-surgical treatment',
        'C18:45-49',
      ],
      ['figure 1 is not in the text', 'M21:52'],
    ],
    [
      [
        ['liver-resection'],
        'Type I takes both definitions. Without a documented judgement type I counts as resectable in one stage, type II stays undecided until a surgeon has judged it, type III is not resectable.',
      ],
      [
        ['staged-hepatectomy'],
        'Type I takes both definitions. Without a documented judgement type II counts as resectable in two stages and is at most considered, type I only with a remnant below {remnant-min} %, type III not.',
      ],
      [
        ['resection-with-ablation'],
        'Without a documented judgement type II alone counts as bilobar disease that can be cleared, and is at most considered; types I and III do not.',
      ],
      [
        ['repeat-hepatectomy'],
        'Type I takes both definitions. Without a documented judgement types I and II count as limited, type II with a caution; type III does not.',
      ],
      [
        ['alpps'],
        'Type II is required; without a documented judgement it carries a caution. Types I and III: not indicated.',
      ],
    ],
  ),
  conflict(
    'future-remnant',
    'Future liver remnant',
    ['adequate-liver-remnant', 'complete-resection-in-two-stages', 'extensive-bilobar'],
    [
      ['at least 30 %', 'M21:63'],
      ['no number', 'C18:49-51; J12 5.1.3; A14'],
    ],
    [
      [
        ['liver-resection', 'resection-with-ablation', 'repeat-hepatectomy'],
        'At least {remnant-min} % is required.',
      ],
      [
        ['staged-hepatectomy'],
        'Type I and documented resectable disease come here below {remnant-min} % alone; type II and documented two-stage disease with any remnant.',
      ],
      [['alpps'], 'Below {remnant-min} % is required.'],
    ],
  ),
  conflict(
    'resectable-share',
    'How many patients can be resected completely',
    [],
    [
      ['10-25 %', 'M21:44; A14:100'],
      ['10-20 %', 'J12:184'],
    ],
    [[['liver-resection'], 'Shown; no rule rests on it.']],
  ),
  conflict(
    'debulking-share',
    'How much debulking must remove',
    ['enough-removable', 'below-ninety-percent', 'debulking-indication'],
    [
      ['at least 90 %', 'J12:330-332, 555-556; A14:55-57, 87, 123'],
      ['80-90 %', 'C18:82, 132'],
      ['70-90 %, at least 70 %', 'M21:116, 118-120'],
      ['stable for 6 months when not functioning', 'M21:116'],
    ],
    [
      [
        ['debulking'],
        'At least {debulking-min-fraction} % is required; below {debulking-full-fraction} % is a caution. From {debulking-indication-fraction} % the share alone is a reason, with a caution. Less than {debulking-stable-months} months of stable disease is a caution for symptoms of bulk without a syndrome.',
      ],
    ],
  ),
  conflict(
    'primary-with-unresectable-liver',
    'Primary with unresectable liver disease',
    ['reason-to-resect-primary', 'disputed'],
    [
      ['not to be resected (ENETS, NCCN)', 'C18:94'],
      ['not for a small primary without symptoms', 'J12:271-273'],
      ['gain in survival and in the effect of systemic treatment', 'C18:108'],
      ['before PRRT, for pancreatic G1/G2', 'M21:188'],
    ],
    [
      [
        ['primary-resection'],
        'Without symptoms of the primary not indicated, unless PRRT is offered (pancreas, jejunum-ileum; G1/G2; nothing unresectable outside the liver) or only the primary keeps a transplantation set from being met; then considered as disputed.',
      ],
    ],
  ),
  conflict(
    'simultaneous-resection',
    'Primary and liver in one operation',
    [],
    [
      ['unilobar disease', 'J12:276-279'],
      ['type I or limited bilobar disease without complex hepatectomy', 'M21:112'],
    ],
    [
      [
        ['primary-resection'],
        'Simultaneous for synchronous type I with ECOG {..<ecog-caution} and without pancreaticoduodenectomy; with the first stage where two-stage hepatectomy leads; else in steps.',
      ],
    ],
  ),
];
