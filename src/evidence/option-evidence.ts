/**
 * Which tables and figures of the sources stand behind which option. Rows are named by their line; without lines the
 * whole table belongs.
 */

/** Which of the two treatments that a row compares: the one of the table, or the other one. */
export type Arm = 'resection' | 'other';

export interface RowsOfTable {
  readonly table: string;
  readonly lines?: readonly number[];
  /** Absent: the treatment of the table. */
  readonly arm?: Arm;
}

/** What a source says of the studies behind a figure; what it does not give is said in words. */
export interface Study {
  /** `1 series`, `13 cited papers`. */
  readonly series: string;
  readonly patients?: number;
  /** Of publication, as the reference list has it. */
  readonly years?: string;
  readonly design?: string;
}

/** A single result of the running text in our words. */
export interface Figure {
  readonly text: string;
  readonly at: string;
  readonly study?: Study;
}

export interface OptionUse {
  /** Columns whose range the evidence line quotes, the first one first. */
  readonly headline: readonly (RowsOfTable & { readonly column: string })[];
  readonly tables: readonly RowsOfTable[];
  readonly figures: readonly Figure[];
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
    figures: [
      {
        text: 'three of the four sources ask for a multidisciplinary decision',
        at: 'M21:40-42; J12:571-573; A14:683-687',
        study: { series: 'no series' },
      },
    ],
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
        text: 'resection with cryoablation: 61 % at 5 and 40 % at 10 years',
        at: 'J12:388-410',
        study: { series: '1 series', patients: 40, years: 'treated 1992-2010' },
      },
    ],
    surgical: true,
  },
  'repeat-hepatectomy': {
    headline: [],
    tables: [],
    figures: [
      {
        text: '16 of 33 resected patients had a repeat resection: 5-year survival 78.6 % against 35.4 % without it',
        at: 'M21:148, 285',
        study: { series: '1 series', patients: 33, years: '2020' },
      },
      {
        text: 'repeat resection possible in 43.8 % of recurrences',
        at: 'M21:148, 284',
        study: { series: '1 series', years: '2017', design: 'retrospective, international multicentre' },
      },
    ],
    surgical: true,
  },
  alpps: {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'survival 95.2 % at 2 years, disease-free 41.8 %',
        at: 'M21:102, 252',
        study: { series: '1 series', years: '2020', design: 'interim analysis of a registry' },
      },
    ],
    surgical: true,
  },
  'primary-resection': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'simultaneous resection: 5-year survival 69 %',
        at: 'M21:108, 256',
        study: { series: '1 series', patients: 36, years: '2012' },
      },
      {
        text: 'with unresectable liver disease the studies disagree',
        at: 'C18:94, 108, 191-195',
        study: { series: '5 series', years: '2009-2017', design: 'none randomised' },
      },
    ],
    surgical: true,
  },
  debulking: {
    headline: [],
    tables: [{ table: 'A14-T1', lines: [266] }],
    figures: [
      {
        text: 'retrospective series only; 5-year survival 60.7, printed as % and months',
        at: 'M21:116, 264; J12:315-325',
        study: { series: '1 series', patients: 179, years: '2018', design: 'international multicentre' },
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
      { table: 'A14-T1', lines: [248], arm: 'other' },
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
      {
        text: 'symptom relief in about 85 %, biochemical response in 70 %',
        at: 'A14:558-563, 1230-1234',
        study: { series: '1 trial', years: '1995', design: 'randomised, double-blind' },
      },
      {
        text: 'PROMID: 14.3 against 6 months; called survival there, beside a sentence on time to progression',
        at: 'A14:566-574, 746-753',
        study: { series: '1 trial', years: '2009', design: 'randomised, double-blind, placebo, phase 3' },
      },
    ],
    surgical: false,
  },
  'targeted-therapy': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'median progression-free survival with sunitinib 11.4 v 4.6 months, with everolimus 11.0 v 5.5',
        at: 'A14:676-679, 1408-1414, 1431-1436',
        study: { series: '2 trials', years: '2011', design: 'against placebo' },
      },
    ],
    surgical: false,
  },
  chemotherapy: {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'response 25-78 %, progression-free 4-22 months; no randomised trial of other regimens against streptozocin',
        at: 'A14:586-595, 620-623, 1257-1341',
        study: { series: '13 cited papers', years: '1980-2011', design: 'mixed designs' },
      },
      {
        text: 'streptozocin, doxorubicin and fluorouracil in the pancreas: response 39 %',
        at: 'A14:616-619',
        study: { series: '1 series', patients: 84 },
      },
    ],
    surgical: false,
  },
  'interferon-alpha': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'no clear gain in survival or tumour size',
        at: 'A14:597-602, 1313-1326',
        study: { series: '2 cited papers', years: '2003-2007', design: 'one of them a randomised trial' },
      },
    ],
    surgical: false,
  },
  'mibg-therapy': {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'longer survival and fewer symptoms, without figures',
        at: 'A14:652-656, 1377-1380',
        study: { series: '1 series', patients: 98, years: '2004' },
      },
    ],
    surgical: false,
  },
  surveillance: {
    headline: [],
    tables: [],
    figures: [
      {
        text: 'recurrence after resection 65-90 %',
        at: 'M21:146-148, 211, 284-285',
        study: { series: '3 cited papers', years: '2016-2020', design: 'a guideline and two series' },
      },
    ],
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
