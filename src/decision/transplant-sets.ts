import type { Citation } from '../domain/evaluation.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import { all, any, type Truth } from '../domain/truth.ts';
import { monthsSince } from './assumptions.ts';
import type { Atom } from './atom.ts';
import { byTable } from './case-table.ts';
import { A14, J12, M21 } from './citation.ts';
import { type FactGroup, groupOfFacts } from './fact-group.ts';
import { newPlace, type Place } from './known-values.ts';
import { openOf, patternMissing, refractoryMissing, resectabilityMissing, tumourMissing } from './missing.ts';
import { use } from './parameters.ts';
import { portalDrainage } from './portal-drainage.ts';
import type { Situation } from './situation.ts';
import { JUDGEMENT, REASON } from './table-inputs.ts';

const AGE_55 = use('transplant-age-55');
const AGE_50 = use('transplant-age-50');
const INVOLVEMENT = use('transplant-involvement');
const INVOLVEMENT_REFRACTORY = use('transplant-involvement-refractory');
const STABLE_MONTHS = use('transplant-stable-months');
const KI67 = use('transplant-ki67');
const PRIMARY_MONTHS = use('transplant-primary-months');
const LOW_BILIRUBIN = use('bilirubin-low');

/** One criterion of a set. */
interface SetRule {
  readonly id: string;
  readonly sentence: string;
  readonly reads: readonly FactId[];
  readonly test: (situation: Situation) => Truth;
  readonly missing?: (situation: Situation) => readonly Atom[];
  readonly operational?: string;
}

export interface SetCriterion extends SetRule, Place {
  /** With the set before it. */
  readonly wireId: string;
  /** The facts that it reads. */
  readonly group: FactGroup;
}

export interface TransplantSet extends Place {
  readonly code: string;
  readonly title: string;
  readonly citation: Citation;
  readonly criteria: readonly SetCriterion[];
}

const TUMOUR_FACTS = ['ki67', 'mitoses', 'grade.reported', 'differentiation'] as const;

/** Disease that no operation can clear, as transplantation asks for it. */
export const unresectableLiverDisease = byTable(
  'unresectable-liver-disease',
  [JUDGEMENT, REASON],
  [
    { when: [['unresectable'], ['extent', 'location', 'remnant']], gives: 'yes' },
    { when: [['unresectable'], ['patient']], gives: 'no' },
    { when: [['resectable', 'staged', 'I'], 'any'], gives: 'no' },
    { when: [['III'], 'any'], gives: 'yes' },
    // The sources disagree on type II: it needs the judgement of the surgeon.
    { when: [['II'], 'any'], gives: 'open' },
  ],
);

export const unresectableMissing = (s: Situation): readonly Atom[] => [
  ...resectabilityMissing(s),
  ...openOf(s, 'liver.resectability-reason'),
];

function drainage(set: 'milan' | 'other'): SetRule {
  return {
    id: 'portal-drainage',
    sentence:
      set === 'milan'
        ? 'Primary drained by the portal system (distal stomach to sigmoid, and pancreas)'
        : 'Primary drained by the portal system',
    reads: ['primary.site', 'primary.portal-drainage'],
    test: (s) => portalDrainage(s, set),
    missing: (s) => {
      const open = openOf(s, 'primary.site');
      return open.length > 0 ? open : openOf(s, 'primary.portal-drainage');
    },
  };
}

const ageBelow55: SetRule = {
  id: 'age',
  sentence: 'Age below {transplant-age-55} years',
  reads: ['age'],
  test: (s) => s.isBelow('age', AGE_55),
};

const gradeG1G2: SetRule = {
  id: 'grade',
  sentence: 'Grade G1 or G2 on histology',
  reads: TUMOUR_FACTS,
  test: (s) => s.forTumours((t) => t.grade < 3),
  missing: tumourMissing,
};

export const primaryResected: SetRule = {
  id: 'primary-resected',
  sentence: 'Primary resected with curative intent before transplantation',
  reads: ['primary.status'],
  test: (s) => s.is('primary.status', 'resected'),
};

const primaryResectedSixMonths: SetRule = {
  id: 'primary-resected',
  sentence: 'Primary resected at least {transplant-primary-months} months before transplantation',
  reads: ['primary.status', 'primary.resected-on'],
  test: (s) => all(s.is('primary.status', 'resected'), resectedLongEnough(s)),
  missing: (s) => [
    ...openOf(s, 'primary.status'),
    ...(s.is('primary.status', 'resected') === false ? [] : openOf(s, 'primary.resected-on')),
  ],
};

const LONG_ENOUGH = newPlace();

function resectedLongEnough(s: Situation): Truth {
  return s.recall(LONG_ENOUGH, longEnough);
}

function longEnough(s: Situation): Truth {
  const date = s.value('primary.resected-on');
  if (date?.kind !== 'date') return 'unknown';
  const { low, high } = monthsSince(date, s.assumed.today);
  if (low >= s.limits[PRIMARY_MONTHS]) return true;
  return high < s.limits[PRIMARY_MONTHS] ? false : 'unknown';
}

const involvementBelow: SetRule = {
  id: 'liver-involvement',
  sentence: 'Less than {transplant-involvement} % of the liver involved',
  reads: ['liver.involvement'],
  test: (s) => s.isBelow('liver.involvement', INVOLVEMENT),
};

const involvementAtMost: SetRule = {
  id: 'liver-involvement',
  sentence: 'At most {transplant-involvement} % of the liver involved',
  reads: ['liver.involvement'],
  test: (s) => s.isAtMost('liver.involvement', INVOLVEMENT),
};

const stableSixMonths: SetRule = {
  id: 'stable-disease',
  sentence: 'Stable or responding disease for at least {transplant-stable-months} months',
  reads: ['disease-course', 'stable-months'],
  test: (s) =>
    all(s.is('disease-course', 'stable', 'responding'), s.isAtLeast('stable-months', STABLE_MONTHS)),
};

const noExtrahepatic = (sentence: string): SetRule => ({
  id: 'no-extrahepatic-disease',
  sentence,
  reads: ['extrahepatic'],
  test: (s) => s.is('extrahepatic', 'none'),
});

const SETS: readonly (Omit<TransplantSet, 'criteria' | 'place'> & {
  readonly criteria: readonly SetRule[];
})[] = [
  {
    code: 'milan',
    title: 'Milan',
    citation: M21('134'),
    criteria: [
      ageBelow55,
      gradeG1G2,
      drainage('milan'),
      primaryResected,
      involvementBelow,
      stableSixMonths,
      noExtrahepatic('All extrahepatic disease removed before transplantation'),
    ],
  },
  {
    code: 'enets',
    title: 'ENETS',
    citation: M21('135'),
    criteria: [
      ageBelow55,
      {
        id: 'grade',
        sentence: 'Well differentiated, G1 or G2, Ki-67 at most {transplant-ki67} %',
        reads: TUMOUR_FACTS,
        test: (s) =>
          all(
            s.forTumours((t) => t.grade < 3),
            s.isAtMost('ki67', KI67),
          ),
        missing: (s) => [...new Set([...tumourMissing(s), ...openOf(s, 'ki67')])],
      },
      primaryResectedSixMonths,
      {
        id: 'liver-involvement',
        sentence:
          'Less than {transplant-involvement} % of the liver involved, or less than {transplant-involvement-refractory} % with a refractory syndrome',
        reads: ['liver.involvement', 'syndrome', 'syndrome.refractory'],
        test: (s) =>
          any(
            s.isBelow('liver.involvement', INVOLVEMENT),
            all(s.isBelow('liver.involvement', INVOLVEMENT_REFRACTORY), s.refractory),
          ),
        missing: (s) => [...openOf(s, 'liver.involvement'), ...refractoryMissing(s)],
      },
      { ...stableSixMonths, operational: 'ENETS says stable; responding counts here' },
      {
        id: 'no-extrahepatic-disease',
        sentence: 'Extrahepatic disease excluded by cross-sectional and functional imaging in time',
        reads: ['extrahepatic', 'staging.cross-sectional', 'staging.functional'],
        test: (s) =>
          all(
            s.is('extrahepatic', 'none'),
            s.studyInTime('staging.cross-sectional'),
            s.studyInTime('staging.functional'),
          ),
        missing: (s) => [
          ...openOf(s, 'extrahepatic'),
          ...(['staging.cross-sectional', 'staging.functional'] as const).filter(
            (id) => s.studyInTime(id) === 'unknown',
          ),
        ],
      },
      {
        id: 'low-bilirubin',
        sentence: 'Low bilirubin (at most {bilirubin-low} mg/dL)',
        reads: ['bilirubin'],
        test: (s) => s.isAtMost('bilirubin', LOW_BILIRUBIN),
        operational: 'the list says low without a number',
      },
    ],
  },
  {
    code: 'unos',
    title: 'UNOS',
    citation: M21('136'),
    criteria: [
      ageBelow55,
      drainage('other'),
      primaryResected,
      involvementBelow,
      stableSixMonths,
      noExtrahepatic('No extrahepatic disease'),
      {
        id: 'bilobar-unresectable',
        sentence: 'Bilobar disease that cannot be resected',
        reads: ['liver.lobes', 'liver.resectability', 'liver.resectability-reason', 'liver.pattern.reported'],
        test: (s) => all(s.bilobar, unresectableLiverDisease(s)),
        missing: (s) => [
          ...openOf(s, 'liver.lobes'),
          ...(s.bilobar === 'unknown' ? patternMissing(s) : []),
          ...unresectableMissing(s),
        ],
      },
    ],
  },
  {
    code: 'milan-2007',
    title: 'Milan 2007',
    citation: J12('519-527'),
    criteria: [
      {
        id: 'age',
        sentence: 'Age of at most {transplant-age-50} years',
        reads: ['age'],
        test: (s) => s.isAtMost('age', AGE_50),
      },
      {
        ...gradeG1G2,
        sentence: 'Well differentiated, low grade (read as G1 or G2)',
        operational: 'J12 says low grade; read as G1/G2',
      },
      drainage('other'),
      primaryResected,
      involvementAtMost,
      stableSixMonths,
      noExtrahepatic('Disease confined to the liver (J12:562-564)'),
    ],
  },
  {
    code: 'milan-ki67',
    title: 'Milan with Ki-67',
    citation: A14('315-321, 349-357, 693-699'),
    criteria: [
      ageBelow55,
      {
        id: 'grade',
        sentence: 'Ki-67 below {transplant-ki67} %',
        reads: ['ki67'],
        test: (s) => s.isBelow('ki67', KI67),
      },
      drainage('other'),
      primaryResected,
      involvementAtMost,
      {
        id: 'stable-disease',
        sentence: 'Stable or responding disease at present',
        reads: ['disease-course'],
        test: (s) => s.is('disease-course', 'stable', 'responding'),
      },
      noExtrahepatic('No extrahepatic disease'),
    ],
  },
];

/** Every set, with what is worked out once of its criteria. */
export const TRANSPLANT_SETS: readonly TransplantSet[] = SETS.map(({ code, title, citation, criteria }) => ({
  code,
  title,
  citation,
  ...newPlace(),
  criteria: criteria.map((rule) => ({
    ...newPlace(),
    id: rule.id,
    sentence: rule.sentence,
    reads: rule.reads,
    test: rule.test,
    ...(rule.missing === undefined ? {} : { missing: rule.missing }),
    ...(rule.operational === undefined ? {} : { operational: rule.operational }),
    wireId: `${code}.${rule.id}`,
    group: groupOfFacts(rule.reads),
  })),
}));

/** Notes that go with the sets. */
export const SET_NOTES: readonly string[] = [
  'C18:122-124 sums the common criteria as age below 45-55, Ki-67 below 10 %, portal drainage, less than 50 % involvement and no extrahepatic disease.',
  'Waiting (more than 60 days: A14:292-298; 6 months: C18:124) selects patients with a better biology.',
  "Survival: Milan's own comparison 97.2 % against 50.9 % at 5 and 88.9 % against 22.4 % at 10 years (M21:128); small-intestinal patients who met Milan and were not referred: 97 % at 5 years (M21:130).",
];
