import { conflict, type SourceConflict } from './conflict.ts';

const TRANSPLANTATION = ['liver-transplantation'];

/** Conflicts about transplantation. */
export const TRANSPLANT_CONFLICTS: readonly SourceConflict[] = [
  conflict(
    'transplant-age',
    'Age for transplantation',
    ['milan.age', 'enets.age', 'unos.age', 'milan-2007.age', 'milan-ki67.age', 'age-over-45'],
    [
      ['below 55', 'M21 Table 2; A14:353'],
      ['at most 50', 'J12:527'],
      ['below 45-55', 'C18:122'],
      ['above 45 goes with worse outcome (European registry)', 'M21:126'],
    ],
    [[TRANSPLANTATION, 'Each set keeps its own limit; above {transplant-age-caution} is a caution.']],
  ),
  conflict(
    'transplant-ki67',
    'Ki-67 for transplantation',
    ['milan.grade', 'enets.grade', 'milan-2007.grade', 'milan-ki67.grade'],
    [
      ['Milan: G1/G2, no Ki-67 limit', 'M21:134'],
      ['ENETS: at most 10 %', 'M21:135'],
      ['below 10 %, attributed to Milan', 'C18:124; A14:353-354'],
      ['UNOS has no such item', 'M21:136'],
    ],
    [
      [
        TRANSPLANTATION,
        'Each set keeps its own item: Milan in M21 and in J12 without a limit of Ki-67, Milan with Ki-67 below {transplant-ki67} % as a set of its own, ENETS at most {transplant-ki67} %, UNOS without grade.',
      ],
    ],
  ),
  conflict(
    'transplant-involvement',
    'Share of the liver for transplantation',
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
    [
      [
        TRANSPLANTATION,
        'Each set keeps its own limit; exactly {transplant-involvement} % divides them. Only ENETS allows more, below {transplant-involvement-refractory} % with a refractory syndrome.',
      ],
    ],
  ),
  conflict(
    'transplant-drainage',
    'Drainage of the primary for transplantation',
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
    [
      [
        TRANSPLANTATION,
        'Pancreas and distal stomach to colon: portal; lung and thymus: not. Rectum: not met for Milan, unknown for the other sets. Stomach without a part, other and unknown primaries need a statement on record. ENETS does not ask.',
      ],
    ],
  ),
  conflict(
    'transplant-timing',
    'Waiting before transplantation',
    [
      'milan.stable-disease',
      'enets.stable-disease',
      'enets.primary-resected',
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
    [
      [
        TRANSPLANTATION,
        'Each set keeps its own rule; Milan with Ki-67 asks for stable or responding disease at present. No set asks for a time on the waiting list; the debate is shown.',
      ],
    ],
  ),
];
