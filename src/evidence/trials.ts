/** Trials that M21 lists as ongoing (M21:196), with what it says of them in 2021; nothing newer is claimed. */
export interface NamedTrial {
  /** Registry number as printed. */
  readonly number: string;
  readonly name: string | null;
  readonly about: string;
  readonly options: readonly string[];
  readonly remark: string | null;
  /** Address of the registry entry; null when the number is not valid. */
  readonly registry: string | null;
}

/** Shown above the list. */
export const TRIALS_HEADING = 'Named by M21 in 2021; check the registry';
export const TRIALS_CITATION = 'M21:196';

function trial(
  number: string,
  name: string | null,
  options: readonly string[],
  about: string,
  remark: string | null = null,
): NamedTrial {
  const valid = /^NCT\d{8}$/.test(number);
  return {
    number,
    name,
    options,
    about,
    remark,
    registry: valid ? `https://clinicaltrials.gov/study/${number}` : null,
  };
}

export const TRIALS: readonly NamedTrial[] = [
  trial(
    'NCT03590119',
    'LUTIA',
    ['prrt'],
    'phase 2, randomised between the lobes: intra-arterial against intravenous 177Lu-dotatate',
  ),
  trial(
    'NCT02724540',
    null,
    ['embolization'],
    'randomised: bland embolisation, TACE, drug-eluting beads; unresectable metastases, hepatic progression-free survival',
  ),
  trial(
    'NCT03724409',
    null,
    ['prrt'],
    'phase 1, several centres: intra-arterial 90Y-DOTATOC in increasing activity, small-intestinal primary after progression',
  ),
  trial(
    'NCT03457948',
    null,
    ['ablation', 'embolization', 'radioembolization'],
    'pilot with four arms, not randomised: pembrolizumab with ablation (up to 6 lesions), embolisation or radioembolisation by burden; G1/G2',
  ),
  trial(
    'NCT03049189',
    'COMPETE',
    ['prrt', 'targeted-therapy'],
    'phase 3: 177Lu-edotreotide, gastroenteropancreatic primary',
    'M21 writes COMPET.',
  ),
  trial('NCT01678664', 'EVACEL', ['embolization', 'targeted-therapy'], 'phase 2: everolimus after TACE'),
  trial(
    'NCT02230176',
    'OCCLURANDOM',
    ['prrt', 'targeted-therapy'],
    'phase 2, randomised: 177Lu-octreotate against sunitinib, pancreatic primary',
  ),
  trial(
    'NCT0388306',
    null,
    ['embolization'],
    'prospective: TACE with drug-eluting beads and oxaliplatin, unresectable metastases',
    'Shown as printed in M21: the number has a digit too few.',
  ),
];

/** The trials that concern an option. */
export function trialsFor(option: string): readonly NamedTrial[] {
  return TRIALS.filter((each) => each.options.includes(option));
}
