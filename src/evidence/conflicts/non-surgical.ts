import { conflict, type SourceConflict } from './conflict.ts';

/** Conflicts about ablation, intra-arterial treatment and PRRT. */
export const NON_SURGICAL_CONFLICTS: readonly SourceConflict[] = [
  conflict(
    'ablation-limits',
    'Limits of ablation',
    ['size-ablatable', 'incomplete-above-3-cm', 'limited-disease', 'many-bilobar-lesions'],
    [
      ['below 5 cm', 'M21:156; A14:332'],
      ['not above 5 cm, difficult above 3 cm', 'C18:116; J12:372-374'],
      ['stereotactic ablation above 5 cm is emerging', 'M21:158'],
      ['many bilobar lesions: ablation alone contraindicated', 'C18:116'],
      ['ablation among the non-surgical options, type not stated', 'J12 Fig. 1'],
    ],
    [
      [
        ['ablation'],
        'At most {ablation-max-size} mm; above {ablation-incomplete-size} mm is a caution. At most {ablation-max-lesions} lesions and not type III; more than {ablation-max-lesions} bilobar lesions contraindicate ablation alone.',
      ],
      [
        ['resection-with-ablation'],
        'The limits are of ablation alone: no size and no number of the lesions that are left to ablate is asked for.',
      ],
    ],
  ),
  conflict(
    'intra-arterial-contraindications',
    'Contraindications of intra-arterial treatment',
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
    [
      [
        ['embolization'],
        'Thrombosis, insufficiency and anastomosis are each a relative contraindication of its own; a biliary stent is a caution. The share of the liver is not asked.',
      ],
      [
        ['radioembolization'],
        'Thrombosis, insufficiency and more than {radioembolization-burden} % of the liver are each a relative contraindication of its own; so is an anastomosis, carried over from embolisation. A biliary stent is a caution.',
      ],
    ],
  ),
  conflict(
    'prrt-progression',
    'When PRRT',
    ['no-active-indication', 'inadequate-renal-function', 'inadequate-marrow-reserve'],
    [
      ['progression is not asked for', 'M21:184'],
      ['inoperable and drug-resistant disease', 'A14:637-642'],
      ['no numbers for kidney and marrow in any source', 'M21:184; A14:642-650'],
    ],
    [
      [
        ['prrt'],
        'Surgery must not be feasible; resistance to drugs is not asked for. Without progression or a refractory syndrome: a caution. The limits are operational definitions.',
      ],
    ],
  ),
];
