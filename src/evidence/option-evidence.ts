/**
 * Which tables and figures of the sources stand behind which option. Rows are named by their line; without lines the
 * whole table belongs. A figure is a single result of the running text in our words.
 */

export interface RowsOfTable {
  readonly table: string;
  readonly lines?: readonly number[];
}

export interface OptionUse {
  /** Columns whose range the evidence line quotes, the first one first. */
  readonly headline: readonly (RowsOfTable & { readonly column: string })[];
  readonly tables: readonly RowsOfTable[];
  readonly figures: readonly { readonly text: string; readonly at: string }[];
  /** The line says that no randomised trial compares surgery with other treatment. */
  readonly surgical: boolean;
}

const RESECTION_AND_ABLATION = [250, 255, 257, 268, 270];
const RADIOEMBOLIZATION = [485, 488, 489, 490, 491];
const EMBOLIZATION = [487, 492, 493, 494, 495, 497, 498, 500, 501, 503, 504];
const SINGLE_ARM_AND_COMPARED = [
  237, 238, 239, 241, 243, 244, 246, 248, 256, 262, 263, 265, 271, 272, 277, 278, 280,
];

const OPTION_USES: Readonly<Record<string, OptionUse>> = {
  'mdt-review': {
    headline: [],
    tables: [],
    figures: [{ text: 'all sources ask for a multidisciplinary decision', at: 'M21:42; A14:683-687' }],
    surgical: false,
  },
  'liver-resection': {
    headline: [{ table: 'M21-T1', column: 'os-5y' }],
    tables: [{ table: 'M21-T1' }, { table: 'C18-T1' }, { table: 'A14-T1', lines: SINGLE_ARM_AND_COMPARED }],
    figures: [],
    surgical: true,
  },
  'staged-hepatectomy': {
    headline: [{ table: 'A14-T1', column: 'os-5y', lines: [264] }],
    tables: [{ table: 'A14-T1', lines: [264] }],
    figures: [
      {
        text: 'the same selected two-stage series: 5-year disease-free survival 50 %, R0 in 75 %',
        at: 'M21:100',
      },
    ],
    surgical: true,
  },
  'resection-with-ablation': {
    headline: [{ table: 'A14-T1', column: 'os-5y', lines: RESECTION_AND_ABLATION }],
    tables: [{ table: 'A14-T1', lines: RESECTION_AND_ABLATION }, { table: 'C18-T1' }],
    figures: [
      {
        text: 'resection with cryoablation in 40 patients: 61 % at 5 and 40 % at 10 years',
        at: 'J12:388-410',
      },
    ],
    surgical: true,
  },
  'repeat-hepatectomy': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'one retrospective series: 16 of 33 resected patients had a repeat resection, 5-year survival 78.6 % against 35.4 % without it',
        at: 'M21:148',
      },
    ],
    surgical: true,
  },
  alpps: {
    headline: [],
    tables: [],
    figures: [{ text: 'one registry: survival 95.2 % at 2 years, disease-free 41.8 %', at: 'M21:102' }],
    surgical: true,
  },
  'primary-resection': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'simultaneous resection in one series of 36: 5-year survival 69 %',
        at: 'M21:108',
      },
      { text: 'with unresectable liver disease the retrospective studies disagree', at: 'C18:94, 108' },
    ],
    surgical: true,
  },
  debulking: {
    headline: [],
    tables: [{ table: 'A14-T1', lines: [266] }],
    figures: [
      {
        text: 'retrospective series only; 5-year survival 60.7 in 179 patients (printed as % and months)',
        at: 'M21:116; J12:315-325',
      },
    ],
    surgical: true,
  },
  ablation: {
    headline: [{ table: 'A14-T3', column: 'median-os' }],
    tables: [{ table: 'A14-T3' }],
    figures: [],
    surgical: false,
  },
  embolization: {
    headline: [{ table: 'M21-ST1', column: 'median-os' }],
    tables: [{ table: 'M21-ST1' }, { table: 'A14-T4', lines: EMBOLIZATION }],
    figures: [{ text: 'heterogeneous methods: no safe conclusion across studies', at: 'M21:164-166' }],
    surgical: false,
  },
  radioembolization: {
    headline: [],
    tables: [{ table: 'A14-T4', lines: RADIOEMBOLIZATION }],
    figures: [{ text: 'the text gives a median survival of 36 to 70 months', at: 'A14:538-539' }],
    surgical: false,
  },
  prrt: {
    headline: [
      { table: 'M21-ST2', column: 'median-pfs' },
      { table: 'M21-ST2', column: 'orr' },
    ],
    tables: [{ table: 'M21-ST2' }],
    figures: [
      {
        text: 'one randomised trial (NETTER-1), in midgut tumours; other sites rest on retrospective data',
        at: 'M21:186',
      },
    ],
    surgical: false,
  },
  'liver-transplantation': {
    headline: [{ table: 'C18-T2', column: 'os-5y' }],
    tables: [
      { table: 'C18-T2' },
      { table: 'A14-T2' },
      { table: 'M21-T2' },
      { table: 'A14-T1', lines: [248] },
    ],
    figures: [
      {
        text: 'no randomised study compares transplantation with other treatment',
        at: 'C18:120',
      },
      {
        text: 'Milan: 97.2 % against 50.9 % at 5 years; patients who met Milan and were not transplanted: 97 %',
        at: 'M21:128, 130',
      },
    ],
    surgical: false,
  },
  'somatostatin-analogue': {
    headline: [],
    tables: [],
    figures: [
      { text: 'symptom relief in about 85 %, biochemical response in 70 %', at: 'A14:558-563' },
      {
        text: 'one randomised trial (PROMID): 14.3 against 6 months; called survival there, beside a sentence on time to progression',
        at: 'A14:566-574',
      },
    ],
    surgical: false,
  },
  'targeted-therapy': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'against placebo, median progression-free survival 11.4 v 4.6 months (sunitinib) and 11.0 v 5.5 (everolimus); patients and years not given',
        at: 'A14:676-679',
      },
    ],
    surgical: false,
  },
  chemotherapy: {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'response 25-78 %, progression-free 4-22 months over mixed series; no randomised trial of other regimens against streptozocin',
        at: 'A14:586-588, 620-623',
      },
    ],
    surgical: false,
  },
  'interferon-alpha': {
    headline: [],
    tables: [],
    figures: [{ text: 'no clear gain in survival or tumour size', at: 'A14:597-602' }],
    surgical: false,
  },
  'mibg-therapy': {
    headline: [],
    tables: [],
    figures: [{ text: 'one study cited, without figures', at: 'A14:652-656' }],
    surgical: false,
  },
  surveillance: {
    headline: [],
    tables: [],
    figures: [{ text: 'recurrence after resection 65-90 %', at: 'M21:146-148' }],
    surgical: false,
  },
};

const NOTHING: OptionUse = { headline: [], tables: [], figures: [], surgical: false };

/** The options for which something is listed. */
export const OPTIONS_WITH_EVIDENCE: readonly string[] = Object.keys(OPTION_USES);

/** What stands behind an option; nothing for an option that is not listed. */
export function optionUse(option: string): OptionUse {
  return OPTION_USES[option] ?? NOTHING;
}
