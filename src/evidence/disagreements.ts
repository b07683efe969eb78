/**
 * Conflicts between the sources that change a decision: the positions side by side with their lines, and what the
 * rules of this project do. Keyed by option and criterion.
 */
export interface SourceConflict {
  readonly id: string;
  readonly title: string;
  readonly options: readonly string[];
  /** Criteria of those options (or `<set>.<criterion>`) to which the conflict belongs; empty: to the option as a whole. */
  readonly criteria: readonly string[];
  readonly positions: readonly { readonly text: string; readonly at: string }[];
  /** What the rules do, and that this is our choice. */
  readonly taken: string;
}

type Position = readonly [text: string, at: string];

function conflict(
  id: string,
  title: string,
  options: readonly string[],
  criteria: readonly string[],
  positions: readonly Position[],
  taken: string,
): SourceConflict {
  return { id, title, options, criteria, positions: positions.map(([text, at]) => ({ text, at })), taken };
}

const HEPATECTOMIES = [
  'liver-resection',
  'staged-hepatectomy',
  'resection-with-ablation',
  'repeat-hepatectomy',
];
const LIVER_SURGERY = [...HEPATECTOMIES, 'alpps'];
const TRANSPLANTATION = ['liver-transplantation'];

export const SOURCE_CONFLICTS: readonly SourceConflict[] = [
  conflict(
    'grade-limits',
    'Where G1 ends',
    [...LIVER_SURGERY, 'debulking', 'prrt', 'chemotherapy', 'liver-transplantation'],
    ['well-differentiated-g1-g2', 'grade-eligible'],
    [
      ['G1: Ki-67 at most 2 %', 'M21:21'],
      ['G1: Ki-67 below 3 %; mitoses count too', 'J12:70-76'],
    ],
    'Above {ki67-near-limit} and below {ki67-g2-min} % is G1 and flagged as near the limit; mitoses count where they are on record.',
  ),
  conflict(
    'g3-surgery',
    'Surgery for G3',
    [...LIVER_SURGERY, 'primary-resection', 'debulking', 'ablation'],
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
    'NET G3 with Ki-67 below {ki67-g3-surgery-limit} % and type I or documented resectable disease: at most consider; other G3 not indicated; NEC contraindicated.',
  ),
  conflict(
    'types',
    'Types of distribution',
    LIVER_SURGERY,
    [
      'complete-resection-in-one-stage',
      'complete-resection-in-two-stages',
      'bilobar-limited',
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
    'Type I takes both definitions; type II needs a surgeon\u2019s judgement, and without it the option is at most considered.',
  ),
  conflict(
    'transplant-age',
    'Age for transplantation',
    TRANSPLANTATION,
    ['milan.age', 'enets.age', 'unos.age', 'milan-2007.age', 'milan-ki67.age', 'age-over-45'],
    [
      ['below 55', 'M21 Table 2; A14:353'],
      ['at most 50', 'J12:527'],
      ['below 45-55', 'C18:122'],
      ['above 45 goes with worse outcome (European registry)', 'M21:126'],
    ],
    'Each set keeps its own limit; above {transplant-age-caution} is a caution.',
  ),
  conflict(
    'transplant-ki67',
    'Ki-67 for transplantation',
    TRANSPLANTATION,
    ['milan.grade', 'enets.grade', 'milan-2007.grade', 'milan-ki67.grade'],
    [
      ['Milan: G1/G2, no Ki-67 limit', 'M21:134'],
      ['ENETS: at most 10 %', 'M21:135'],
      ['below 10 %, attributed to Milan', 'C18:124; A14:353-354'],
      ['UNOS has no such item', 'M21:136'],
    ],
    'Evaluated as two different Milan sets.',
  ),
  conflict(
    'transplant-involvement',
    'Share of the liver for transplantation',
    TRANSPLANTATION,
    [
      'milan.liver-involvement',
      'enets.liver-involvement',
      'unos.liver-involvement',
      'milan-2007.liver-involvement',
      'milan-ki67.liver-involvement',
    ],
    [
      ['below 50 %', 'M21 Table 2; C18:124; A14:697'],
      ['at most 50 %', 'J12:523; A14:357'],
      ['ENETS: below 75 % with refractory hormonal symptoms', 'M21:135'],
    ],
    'Each set keeps its own limit; exactly {transplant-involvement} % divides them.',
  ),
  conflict(
    'transplant-drainage',
    'Drainage of the primary for transplantation',
    TRANSPLANTATION,
    [
      'milan.portal-drainage',
      'unos.portal-drainage',
      'milan-2007.portal-drainage',
      'milan-ki67.portal-drainage',
    ],
    [
      ['Milan: distal stomach to sigmoid, and pancreas', 'M21:134'],
      [
        '"portal" without a list: rectum, fundus, ampulla and bile duct stay open',
        'M21:136; C18:122; J12:522; A14:355',
      ],
      ['ENETS has no such item', 'M21:135'],
    ],
    'Rectum: not met for Milan, unknown for the other sets; other sites need a statement on record.',
  ),
  conflict(
    'transplant-timing',
    'Waiting before transplantation',
    TRANSPLANTATION,
    [
      'milan.stable-disease',
      'enets.stable-disease',
      'unos.stable-disease',
      'milan-2007.stable-disease',
      'milan-ki67.stable-disease',
    ],
    [
      ['stable for 6 months', 'M21 Table 2; J12:525'],
      ['primary removed at least 6 months before (ENETS)', 'M21:135'],
      ['waiting more than 60 days', 'A14:296'],
      ['stable or progressing disease: still debated', 'C18:124'],
    ],
    'Each set keeps its own rule; the debate is shown.',
  ),
  conflict(
    'debulking-share',
    'How much debulking must remove',
    ['debulking'],
    ['enough-removable', 'below-ninety-percent', 'debulking-indication'],
    [
      ['at least 90 %', 'J12:330-332, 555-556; A14:55-57, 87, 123'],
      ['80-90 %', 'C18:82, 132'],
      ['70-90 %, at least 70 %', 'M21:116, 118-120'],
      ['stable for 6 months when not functioning', 'M21:116'],
    ],
    'At least {debulking-min-fraction} % is required; below {debulking-full-fraction} % is a caution.',
  ),
  conflict(
    'primary-with-unresectable-liver',
    'Primary with unresectable liver disease',
    ['primary-resection'],
    ['reason-to-resect-primary', 'disputed'],
    [
      ['not to be resected (ENETS, NCCN)', 'C18:94'],
      ['not for a small primary without symptoms', 'J12:271-273'],
      ['gain in survival and in the effect of systemic treatment', 'C18:108'],
      ['before PRRT, for pancreatic G1/G2', 'M21:188'],
    ],
    'Not indicated unless PRRT is offered (pancreas, jejunum-ileum; G1/G2) or only the primary keeps a transplantation set from being met; then considered as disputed.',
  ),
  conflict(
    'simultaneous-resection',
    'Primary and liver in one operation',
    ['primary-resection'],
    [],
    [
      ['unilobar disease', 'J12:276-279'],
      ['type I or limited bilobar disease without complex hepatectomy', 'M21:112'],
    ],
    'Simultaneous for synchronous type I in a fit patient without pancreaticoduodenectomy; else in steps.',
  ),
  conflict(
    'ablation-limits',
    'Limits of ablation',
    ['ablation', 'resection-with-ablation'],
    ['size-ablatable', 'incomplete-above-3-cm', 'limited-disease', 'many-bilobar-lesions'],
    [
      ['below 5 cm', 'M21:156; A14:332'],
      ['not above 5 cm, difficult above 3 cm', 'C18:116; J12:372-374'],
      ['stereotactic ablation above 5 cm is emerging', 'M21:158'],
      ['many bilobar lesions: ablation alone contraindicated', 'C18:116'],
      ['ablation among the non-surgical options, type not stated', 'J12 Fig. 1'],
    ],
    'At most {ablation-max-size} mm; above {ablation-incomplete-size} mm is a caution; more than {ablation-max-lesions} bilobar lesions contraindicate ablation alone.',
  ),
  conflict(
    'intra-arterial-contraindications',
    'Contraindications of intra-arterial treatment',
    ['embolization', 'radioembolization'],
    [
      'portal-vein-thrombosis',
      'hepatic-insufficiency',
      'bilioenteric-anastomosis',
      'very-large-burden',
      'biliary-stent',
    ],
    [
      ['portal vein thrombosis, hepatic insufficiency, bilio-enteric anastomosis: "generally"', 'M21:164'],
      ['the same as "potential" contraindications', 'A14:456'],
      [
        'radioembolisation: large burden and severe dysfunction with vascular involvement; may be read as one condition',
        'A14:536-538',
      ],
      ['extent of thrombosis, stents and cholestasis are not addressed', 'M21:164; A14:456'],
    ],
    'Each is a relative contraindication of its own; a biliary stent is a caution.',
  ),
  conflict(
    'prrt-progression',
    'When PRRT',
    ['prrt'],
    ['no-active-indication', 'inadequate-renal-function', 'inadequate-marrow-reserve'],
    [
      ['progression is not asked for', 'M21:184'],
      ['inoperable and drug-resistant disease', 'A14:637-642'],
      ['no numbers for kidney and marrow in any source', 'M21:184; A14:642-650'],
    ],
    'Without progression or a refractory syndrome: a caution. The limits are operational definitions.',
  ),
  conflict(
    'future-remnant',
    'Future liver remnant',
    ['liver-resection', 'resection-with-ablation', 'repeat-hepatectomy', 'staged-hepatectomy'],
    ['adequate-liver-remnant', 'complete-resection-in-two-stages'],
    [
      ['at least 30 %', 'M21:63'],
      ['no number', 'C18:49-51; J12 5.1.3; A14'],
    ],
    'At least {remnant-min} %.',
  ),
  conflict(
    'resectable-share',
    'How many patients can be resected completely',
    ['liver-resection'],
    [],
    [
      ['10-25 %', 'M21:44; A14:100'],
      ['10-20 %', 'J12:184'],
    ],
    'Shown; no rule rests on it.',
  ),
];

/** The conflicts that concern an option, or one criterion of it. */
export function conflictsFor(option: string, criterion?: string): readonly SourceConflict[] {
  return SOURCE_CONFLICTS.filter(
    (each) => each.options.includes(option) && (criterion === undefined || each.criteria.includes(criterion)),
  );
}

/** A conflict as lines for people: one position a line, with its place in the source. */
export function positionLines(conflict: SourceConflict): readonly string[] {
  return conflict.positions.map((position) => `${position.text} (${position.at})`);
}
