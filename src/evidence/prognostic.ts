import type { FactId } from '../domain/fact-catalogue.ts';

/** A prognostic factor that the sources name. Shown, never scored: no source gives coefficients. */
export interface PrognosticFactor {
  readonly id: string;
  readonly title: string;
  readonly direction: 'favourable' | 'unfavourable' | 'disputed';
  /** What is associated with what, in our words. */
  readonly text: string;
  /** Facts that say whether the factor is present. */
  readonly facts: readonly FactId[];
  readonly citations: readonly string[];
}

function factor(
  id: string,
  title: string,
  direction: PrognosticFactor['direction'],
  text: string,
  facts: readonly FactId[],
  ...citations: string[]
): PrognosticFactor {
  return { id, title, direction, text, facts, citations };
}

export const PROGNOSTIC_FACTORS: readonly PrognosticFactor[] = [
  factor(
    'ki67-grade',
    'Ki-67 and grade',
    'unfavourable',
    'A higher Ki-67 or grade goes with shorter survival; one of the three variables of the Ruzzenente nomogram.',
    ['ki67', 'grade.reported', 'mitoses'],
    'C18:53',
  ),
  factor(
    'lesion-count',
    'Number of liver metastases',
    'unfavourable',
    'More metastases go with shorter survival; one of the three variables of the Ruzzenente nomogram.',
    ['liver.lesion-count'],
    'C18:53',
  ),
  factor(
    'largest-size',
    'Size of the largest metastasis',
    'unfavourable',
    'A larger maximum size goes with shorter survival; one of the three variables of the Ruzzenente nomogram.',
    ['liver.largest-lesion'],
    'C18:53',
  ),
  factor(
    'extrahepatic-disease',
    'Extrahepatic disease',
    'unfavourable',
    'Disease outside the liver goes with shorter survival.',
    ['extrahepatic'],
    'M21:67-92',
    'C18:53',
  ),
  factor(
    'differentiation',
    'Differentiation',
    'unfavourable',
    'Poor differentiation goes with shorter survival.',
    ['differentiation'],
    'M21:67-92',
    'C18:53',
  ),
  factor(
    'primary-site',
    'Site of the primary',
    'disputed',
    'A small-bowel primary was favourable in one series of more than 600; no difference between pancreas and other sites after matching in another.',
    ['primary.site'],
    'C18:55',
  ),
  factor(
    'pattern',
    'Pattern of the metastases',
    'unfavourable',
    'The distribution matters: restricted disease (type I) does better than dominant (II) and diffuse disease (III).',
    ['liver.pattern.reported', 'liver.lobes', 'liver.segments'],
    'J12:86-105',
    'M21:37',
  ),
  factor(
    'functioning-tumour',
    'Functioning tumour',
    'favourable',
    'With resection, a functioning tumour goes with longer survival.',
    ['syndrome'],
    'C18:53',
    'J12:201-204',
  ),
  factor(
    'synchronous',
    'Synchronous metastases',
    'unfavourable',
    'Metastases found together with the primary are counted among the negative factors.',
    ['liver.timing'],
    'M21:116',
  ),
  factor(
    'bilateral',
    'Bilateral metastases',
    'unfavourable',
    'Metastases in both lobes are counted among the negative factors.',
    ['liver.lobes'],
    'M21:116',
  ),
  factor(
    'lymph-node-metastasis',
    'Lymph-node metastasis',
    'unfavourable',
    'Lymph-node metastases are counted among the negative factors.',
    ['extrahepatic'],
    'M21:116',
  ),
  factor(
    'involvement-over-25',
    'Liver involvement above 25 %',
    'unfavourable',
    'Above 25 % and without symptoms surgery gave no longer survival than intra-arterial treatment (16.7 v 18.5 months).',
    ['liver.involvement'],
    'C18:63-78',
  ),
  factor(
    'involvement-over-50',
    'Liver involvement of 50 % or more',
    'unfavourable',
    'Half of the liver or more goes with recurrence in the liver after resection.',
    ['liver.involvement'],
    'M21:148',
  ),
  factor(
    'resection-margin',
    'Resection margin (R0/R1)',
    'disputed',
    'R1 goes with more recurrence (75 v 10 % at 5 years in one series); in another large series not with shorter survival.',
    [],
    'J12:204-207',
    'J12:258-263',
    'M21:148',
  ),
  factor(
    'incomplete-resection',
    'Incomplete resection (R2)',
    'unfavourable',
    'No source gives survival after R2 beside that after R0 or R1. In one series recurrence at 5 years was 91 % after incomplete and 76 % after complete resection, in median after 16 and 30 months; residual tumour goes with progression. 179 patients after R2 or cytoreductive surgery: 5-year survival 60.7, printed as % and months; 33 % of 36 simultaneous resections were R2, their survival is not given apart.',
    [],
    'J12:248-256',
    'A14:100-103',
    'M21:108, 116',
  ),
  factor(
    'liver-only-recurrence',
    'Recurrence in the liver only',
    'unfavourable',
    'More frequent with a non-functioning gastroenteropancreatic primary, moderate differentiation, synchronous disease, R1, half of the liver or more, and ablation during the operation.',
    ['liver.recurrent'],
    'M21:148',
  ),
];

/** The nomogram that the sources name without its coefficients: named, never computed. */
export const NOMOGRAM =
  'Ruzzenente nomogram (number of liver metastases, largest size, Ki-67): the sources give no coefficients, so nothing is computed (C18:53).';
