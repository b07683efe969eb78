/** The same study with different numbers in different sources: shown side by side, none preferred. */
export interface StudyDisagreement {
  readonly id: string;
  readonly study: string;
  readonly options: readonly string[];
  readonly about: string;
  readonly numbers: readonly { readonly text: string; readonly at: string }[];
}

function disagreement(
  id: string,
  study: string,
  options: readonly string[],
  about: string,
  ...numbers: readonly (readonly [text: string, at: string])[]
): StudyDisagreement {
  return { id, study, options, about, numbers: numbers.map(([text, at]) => ({ text, at })) };
}

const RESECTION = ['liver-resection', 'resection-with-ablation'];

export const STUDY_DISAGREEMENTS: readonly StudyDisagreement[] = [
  disagreement(
    'mayo-2011-non-surgical',
    'Mayo 2011, surgery against intra-arterial treatment',
    RESECTION,
    '5-year survival without surgery',
    ['34 %', 'C18 Table 1'],
    ['30 %', 'A14 Table 1; A14:142'],
  ),
  disagreement(
    'mayo-2011-median',
    'Mayo 2011, surgery against intra-arterial treatment',
    RESECTION,
    'median survival',
    ['84 v 38.9 months, matched', 'C18:63'],
    ['123 v 34 months', 'A14 Table 1'],
  ),
  disagreement(
    'mayo-margins',
    'Mayo',
    RESECTION,
    'R0/R1',
    ['54/22 %', 'M21 Table 1'],
    ['53.7 and about 33 %', 'A14:107-109'],
  ),
  disagreement(
    'osborne-2006-survival',
    'Osborne 2006',
    ['liver-resection', 'debulking'],
    'mean survival, surgery v embolisation',
    ['43 ± 26.1 v 24 ± 15.8 months', 'C18 Table 1'],
    ['50 ± 27.6 v 32 ± 18.9 months', 'A14 Table 1'],
  ),
  disagreement(
    'osborne-2006-patients',
    'Osborne 2006',
    ['liver-resection', 'debulking'],
    'patients',
    ['120', 'C18 Table 1'],
    ['38 + 23 + 53', 'A14 Table 1'],
    ['23 of 191 debulked', 'C18:82'],
  ),
  disagreement(
    'sarmiento-2003',
    'Sarmiento 2003',
    RESECTION,
    'complete resection (5-year survival is 61 % in M21 and A14)',
    ['70 of 170 = 41 %', 'A14 Table 1'],
    ['44 %', 'J12:250'],
  ),
  disagreement(
    'ho-2007',
    'Ho 2007',
    ['embolization'],
    'median progression-free and overall survival in months',
    ['23-16 and 42-44', 'M21 Supplementary Table 1'],
    ['18 and 42', 'A14 Table 4'],
  ),
  disagreement(
    'olausson-2007',
    'Olausson 2007',
    ['liver-transplantation'],
    'patients and outcome',
    ['15 patients, survival 90 %, disease-free 20 %', 'C18 Table 2'],
    ['10 patients, survival 90 %', 'A14:371'],
  ),
  disagreement(
    'nguyen',
    'Nguyen',
    ['liver-transplantation'],
    '5-year survival',
    ['49.2 %', 'C18 Table 2'],
    ['49 and 58 %', 'A14 Table 2'],
    ['49.2 to 57.8 %', 'A14:302'],
  ),
  disagreement(
    'gedaly-2011',
    'Gedaly 2011',
    ['liver-transplantation'],
    'disease-free 32 % at 5 years',
    ['of 83 patients only', 'C18 Table 2'],
    ['of 150, as it seems', 'A14 Table 2'],
  ),
  disagreement(
    'mazzaferro-recurrence-free',
    'Mazzaferro',
    ['liver-transplantation'],
    'free of recurrence at 5 years',
    ['77 %', 'J12:519'],
    ['about 80 %', 'A14:366'],
    ['"DFS 13.1" (in doubt)', 'C18 Table 2'],
  ),
  disagreement(
    'glazer-repeat',
    'Glazer',
    ['repeat-hepatectomy'],
    'repeat surgery and patients',
    ['60 of 159, attributed to the Mayo Clinic', 'A14:157'],
    ['172 patients', 'A14 Table 1'],
  ),
];
