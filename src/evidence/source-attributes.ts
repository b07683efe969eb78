import { SOURCES } from './sources.ts';

/** One source attribute of an evidence-based decision support intervention. */
export interface SourceAttribute {
  /** Number in 45 CFR 170.315(b)(11)(iv)(A). */
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly used?: boolean;
  readonly text: string;
  readonly items?: readonly string[];
}

/** A release of the knowledge base. */
export interface Release {
  /** `1.1.0`. */
  readonly number: string;
  /** ISO date of the release. */
  readonly day: string;
}

/** Every release of the knowledge base, the first one first; the last one is in force. */
export const RELEASES: readonly [Release, ...Release[]] = [
  { number: '1.0.0', day: '2026-11-20' },
  { number: '1.1.0', day: '2026-11-30' },
];

function releaseDates([first, ...later]: readonly [Release, ...Release[]]): string {
  const revised = later.map(({ number, day }) => `${day} (${number})`).join(', ');
  return `released ${first.day} (${first.number}), ${later.length === 0 ? 'no revision since' : `revised ${revised}`}`;
}

/**
 * The 13 source attributes for an evidence-based decision support intervention
 * (45 CFR 170.315(b)(11)(iv)(A)(1)-(13)); none is empty.
 * @param knowledgeVersion as it is in force, with the mark of a site that has changed numbers
 */
export function sourceAttributes(
  knowledgeVersion: string,
  releases: readonly [Release, ...Release[]] = RELEASES,
): readonly SourceAttribute[] {
  return [
    {
      number: 1,
      id: 'bibliographic-citation',
      title: 'Bibliographic citation of the clinical research or guideline',
      text: 'Four published reviews; every rule names the lines of the text that it follows. Rules marked OP are operational definitions of this project and are not presented as statements of a source.',
      items: SOURCES.map((source) => source.citation),
    },
    {
      number: 2,
      id: 'developer',
      title: 'Developer of the intervention',
      text: 'The nelm-cds project (open source, Apache-2.0). The authors of the four reviews took no part in it.',
    },
    {
      number: 3,
      id: 'funding-source',
      title: 'Funding source of the technical implementation',
      text: 'No external funding: no manufacturer of a drug or device, no payer and no provider has funded the implementation.',
    },
    {
      number: 4,
      id: 'release-and-revision-dates',
      title: 'Release and revision dates',
      text: `Knowledge base ${knowledgeVersion}: ${releaseDates(releases)}. The sources are of 2012, 2014, 2018 and 2021.`,
    },
    {
      number: 5,
      id: 'race',
      title: 'Use of race',
      used: false,
      text: 'Not used. Race-specific eGFR results (LOINC 48642-3, 48643-1, 88293-6, 88294-4) are not read; eGFR comes from race-free results or from creatinine by CKD-EPI 2021, which has no race term.',
    },
    {
      number: 6,
      id: 'ethnicity',
      title: 'Use of ethnicity',
      used: false,
      text: 'Not used: no rule reads it.',
    },
    {
      number: 7,
      id: 'language',
      title: 'Use of language',
      used: false,
      text: 'Not used: no rule reads the preferred language.',
    },
    {
      number: 8,
      id: 'sexual-orientation',
      title: 'Use of sexual orientation',
      used: false,
      text: 'Not used: no rule reads it.',
    },
    {
      number: 9,
      id: 'gender-identity',
      title: 'Use of gender identity',
      used: false,
      text: 'Not used: no rule reads it. Where eGFR is computed, the administrative sex of the Patient resource is read.',
    },
    {
      number: 10,
      id: 'sex',
      title: 'Use of sex',
      used: true,
      text: 'Used only to compute eGFR from creatinine (CKD-EPI 2021) when no race-free eGFR result is on record; eGFR decides PRRT, embolisation and platinum cautions.',
    },
    {
      number: 11,
      id: 'date-of-birth',
      title: 'Use of date of birth',
      used: true,
      text: 'Used: age decides whether cards are given (18 or over), the age limits of the transplantation criteria, and the computed eGFR. A partial date is a range, never a guess.',
    },
    {
      number: 12,
      id: 'social-determinants-of-health',
      title: 'Use of social determinants of health data',
      used: false,
      text: 'Not used: no rule reads social determinants of health.',
    },
    {
      number: 13,
      id: 'health-status-assessments',
      title: 'Use of health status assessments data',
      used: true,
      text: 'Used: performance status (ECOG, or Karnofsky mapped to ECOG), symptoms of a hormonal syndrome and of tumour mass, pregnancy status. Not used: disability, mental and cognitive status, tobacco, alcohol or substance use, physical activity.',
    },
  ];
}
