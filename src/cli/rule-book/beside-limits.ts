import type { Parameter, ParameterId } from '../../decision/parameters.ts';
import { type FactId, factDefinition } from '../../domain/fact-catalogue.ts';
import { roundTo } from '../../domain/interval.ts';
import type { MadeUp } from './made-up-patients.ts';

/** What puts a made-up patient just below, at, and just above a number of the rules. */

/** Another value of some facts; undefined: not on record. */
export type Beside = Partial<Omit<MadeUp, 'given'>> & {
  readonly given?: Readonly<Partial<Record<FactId, MadeUp['given'][FactId] | undefined>>>;
};

const DAYS_OF_A_MONTH = 30.44;
/** Enough for the decimals of every fact. */
const DECIMALS = 3;

type Given = NonNullable<Beside['given']>;
type Places = (value: number) => readonly Beside[];

const given =
  (facts: (value: number) => Given): Places =>
  (value) => [{ given: facts(value) }];

/** Past treatment of the blood counts that raise an alert. */
const afterPrrt =
  (fact: FactId): Places =>
  (value) => [{ given: { [fact]: value }, prior: ['prrt'] }];

/** Parts of Child-Pugh that earn one, two and three points. */
const PARTS = {
  albumin: [4, 3, 2],
  inr: [1, 2, 3],
  ascites: ['none', 'mild', 'severe'],
} as const;
const FEWEST_POINTS = 5;

/** The other parts earn so many points more than the fewest; the bilirubin is low and there is no encephalopathy. */
function childPugh(more: number, own: Given = {}): Given {
  const others = Object.entries(PARTS).filter(([id]) => !(id in own));
  const parts = others.map(([id, values], at) => [id, values[Math.min(2, Math.max(0, more - 2 * at))]]);
  return {
    'child-pugh': undefined,
    bilirubin: 1,
    encephalopathy: 'none',
    ...Object.fromEntries(parts),
    ...own,
  };
}

/** A part of Child-Pugh at a value, with the other parts that leave the class to it. */
const partOfChildPugh =
  (fact: FactId): Places =>
  (value) =>
    [0, 1, 2, 3, 4].map((more) => ({ given: childPugh(more, { [fact]: value }) }));

/** Numbers that are compared with something else than a fact of their row. */
const OTHERWISE: Partial<Record<ParameterId, Places>> = {
  'remnant-assumed-segments': given((value) => ({
    'liver.segments': ['5', '6', '7', '8'].slice(0, value),
    'liver.future-remnant': undefined,
  })),
  // The larger of two lesions, for a second one of 20 mm.
  'dominant-lesion-ratio': given((value) => ({
    'liver.largest-lesion': roundTo(value * 20, 0),
    'liver.second-largest-lesion': 20,
    'liver.pattern.reported': undefined,
  })),
  'child-pugh-bilirubin-1': partOfChildPugh('bilirubin'),
  'child-pugh-bilirubin-2': partOfChildPugh('bilirubin'),
  'child-pugh-albumin-1': partOfChildPugh('albumin'),
  'child-pugh-albumin-2': partOfChildPugh('albumin'),
  'child-pugh-inr-1': partOfChildPugh('inr'),
  'child-pugh-inr-2': partOfChildPugh('inr'),
  'child-pugh-b-min': given((points) => childPugh(points - FEWEST_POINTS)),
  'child-pugh-c-min': given((points) => childPugh(points - FEWEST_POINTS)),
  'egfr-contrast-barred': given((egfr) => ({ egfr })),
  'marker-days': (value) => [{ marker: value }],
  'hemoglobin-cytopenia': afterPrrt('hemoglobin'),
  'platelets-cytopenia': afterPrrt('platelets'),
  'leukocytes-cytopenia': afterPrrt('leukocytes'),
  'echocardiogram-days': (value) => [{ given: { 'heart-disease': undefined }, echocardiogram: value }],
  'transplant-primary-months': given((months) => ({
    'primary.resected-on': Math.ceil(months * DAYS_OF_A_MONTH),
  })),
};

/** A place beside a number, and the directions in which moving the number can pass it. */
export interface Place {
  readonly beside: Beside;
  readonly passedBy: readonly (-1 | 1)[];
}

const PLACES = [
  { at: -1, passedBy: [-1] },
  { at: 0, passedBy: [-1, 1] },
  { at: 1, passedBy: [1] },
] as const;

/** The places below, at and above the number where a patient can stand. */
export function besides({ id, value, step, facts }: Parameter): readonly Place[] {
  const otherwise = OTHERWISE[id as ParameterId];
  return PLACES.flatMap(({ at, passedBy }) => {
    const there = roundTo(value + at * step, DECIMALS);
    const places = otherwise ? otherwise(there) : facts.flatMap((fact) => exactly(fact, there));
    return places.map((beside) => ({ beside, passedBy }));
  });
}

function exactly(fact: FactId, value: number): readonly Beside[] {
  const definition = factDefinition(fact);
  if (definition.type !== 'number') return [];
  const [least, most] = definition.plausible;
  return value < least || value > most ? [] : [{ given: { [fact]: value } }];
}

const EITHER_WAY = [-1, 1] as const;

/**
 * Places of somebody of whom no more is known than that the fact lies below the number, or above; and the patient
 * without another value: a number can reach a rule through other facts than its own.
 */
export function boundsBeside({ value, facts }: Parameter): readonly Place[] {
  const numbers = facts.filter((fact) => factDefinition(fact).type === 'number');
  const bounds = numbers.flatMap((fact) => [{ [fact]: { below: value } }, { [fact]: { above: value } }]);
  return [{}, ...bounds].map((given) => ({ beside: { given }, passedBy: EITHER_WAY }));
}

/** The patient at that place. */
export function put(patient: MadeUp, { given = {}, ...others }: Beside): MadeUp {
  const all: Record<string, unknown> = { ...patient.given, ...given };
  for (const [id, value] of Object.entries(all)) if (value === undefined) delete all[id];
  return { ...patient, ...others, given: all as MadeUp['given'] };
}
