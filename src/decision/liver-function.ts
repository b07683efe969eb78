import { type Interval, isAbove, isAtLeast, isBelow } from '../domain/interval.ts';
import { any, type Truth } from '../domain/truth.ts';
import { type Limits, type ParameterId, use } from './parameters.ts';

const BILIRUBIN_1 = use('child-pugh-bilirubin-1');
const BILIRUBIN_2 = use('child-pugh-bilirubin-2');
const ALBUMIN_1 = use('child-pugh-albumin-1');
const ALBUMIN_2 = use('child-pugh-albumin-2');
const INR_1 = use('child-pugh-inr-1');
const INR_2 = use('child-pugh-inr-2');
const CLASS_B = use('child-pugh-b-min');
const CLASS_C = use('child-pugh-c-min');
const INSUFFICIENT = use('bilirubin-insufficient');
const BORDERLINE = use('bilirubin-borderline');

const CHILD_PUGH = [BILIRUBIN_1, BILIRUBIN_2, ALBUMIN_1, ALBUMIN_2, INR_1, INR_2, CLASS_B, CLASS_C] as const;
/** The numbers behind hepatic insufficiency, and behind a liver function that is borderline. */
export const INSUFFICIENCY_NUMBERS: readonly ParameterId[] = [
  INSUFFICIENT,
  // Where class B begins does not matter; a bilirubin that earns three points is insufficiency by itself.
  ...CHILD_PUGH.filter((id) => id !== BILIRUBIN_2 && id !== CLASS_B),
];
export const BORDERLINE_NUMBERS: readonly ParameterId[] = [BORDERLINE, INSUFFICIENT, ...CHILD_PUGH];

export interface LiverFunction {
  readonly bilirubin: Interval | undefined;
  readonly albumin: Interval | undefined;
  readonly inr: Interval | undefined;
  /** Degrees still possible. */
  readonly ascites: readonly string[];
  readonly encephalopathy: readonly string[];
  /** The class on record, if any. */
  readonly recordedClass: readonly string[] | undefined;
  /** May a missing bilirubin be taken to be low? Not in strict mode, nor when its records conflict or were not read. */
  readonly assumesBilirubin: boolean;
}

interface Points {
  readonly fewest: number;
  readonly most: number;
}

const ONE = 1;
const TWO = 2;
const THREE = 3;

function between(low: Truth, high: Truth): Points {
  // `low`: the value earns one point; `high`: it earns three.
  if (low === true) return { fewest: ONE, most: ONE };
  if (high === true) return { fewest: THREE, most: THREE };
  return { fewest: low === false ? TWO : ONE, most: high === false ? TWO : THREE };
}

function byDegree(degrees: readonly string[]): Points {
  const points = degrees.map((degree) => (degree === 'none' ? ONE : degree === 'mild' ? TWO : THREE));
  return { fewest: Math.min(...points), most: Math.max(...points) };
}

/** Child-Pugh points: the fewest and the most that the known parts allow. */
export function childPughPoints(liver: LiverFunction, limits: Limits): Points {
  const open: Points = { fewest: ONE, most: THREE };
  const parts: Points[] = [
    liver.bilirubin
      ? between(isBelow(liver.bilirubin, limits[BILIRUBIN_1]), isAbove(liver.bilirubin, limits[BILIRUBIN_2]))
      : open,
    liver.albumin
      ? between(isAbove(liver.albumin, limits[ALBUMIN_1]), isBelow(liver.albumin, limits[ALBUMIN_2]))
      : open,
    liver.inr ? between(isBelow(liver.inr, limits[INR_1]), isAbove(liver.inr, limits[INR_2])) : open,
    byDegree(liver.ascites),
    byDegree(liver.encephalopathy),
  ];
  return {
    fewest: parts.reduce((sum, part) => sum + part.fewest, 0),
    most: parts.reduce((sum, part) => sum + part.most, 0),
  };
}

/** The classes still possible: as recorded, else from the points. */
export function childPughClasses(liver: LiverFunction, limits: Limits): readonly string[] {
  if (liver.recordedClass) return liver.recordedClass;
  const { fewest, most } = childPughPoints(liver, limits);
  const classes: string[] = [];
  if (fewest < limits[CLASS_B]) classes.push('A');
  if (fewest < limits[CLASS_C] && most >= limits[CLASS_B]) classes.push('B');
  if (most >= limits[CLASS_C]) classes.push('C');
  return classes;
}

function classC(classes: readonly string[]): Truth {
  if (!classes.includes('C')) return false;
  return classes.length === 1 ? true : 'unknown';
}

/** Hepatic insufficiency: class C, high bilirubin, or encephalopathy of any degree. */
export function hepaticInsufficiency(liver: LiverFunction, limits: Limits): Truth {
  const encephalopathy: Truth = liver.encephalopathy.includes('none')
    ? liver.encephalopathy.length === 1
      ? false
      : 'unknown'
    : true;
  return any(classC(childPughClasses(liver, limits)), highBilirubin(liver, limits), encephalopathy);
}

function highBilirubin(liver: LiverFunction, limits: Limits): Truth {
  if (liver.bilirubin) return isAtLeast(liver.bilirubin, limits[INSUFFICIENT]);
  return bilirubinAssumed(liver) ? false : 'unknown';
}

/** With a recorded class A or B a missing bilirubin is assumed below the limit (never in strict mode). */
export function bilirubinAssumed(liver: LiverFunction): boolean {
  return (
    !liver.bilirubin &&
    liver.assumesBilirubin &&
    liver.recordedClass !== undefined &&
    !liver.recordedClass.includes('C')
  );
}

/** Borderline liver function: class B, or bilirubin from the borderline limit to below insufficiency. */
export function borderlineLiverFunction(liver: LiverFunction, limits: Limits): Truth {
  const classes = childPughClasses(liver, limits);
  const classB: Truth = classes.includes('B') ? (classes.length === 1 ? true : 'unknown') : false;
  let raised: Truth = 'unknown';
  if (liver.bilirubin) {
    const from = isAtLeast(liver.bilirubin, limits[BORDERLINE]);
    const below = isBelow(liver.bilirubin, limits[INSUFFICIENT]);
    raised = from === false || below === false ? false : from === true && below === true ? true : 'unknown';
  }
  return any(classB, raised);
}

/** The parts of Child-Pugh that are not known. */
export function openParts(
  liver: LiverFunction,
): readonly ('bilirubin' | 'albumin' | 'inr' | 'ascites' | 'encephalopathy')[] {
  const parts: ('bilirubin' | 'albumin' | 'inr' | 'ascites' | 'encephalopathy')[] = [];
  const exact = (value: Interval | undefined): boolean => value !== undefined && value.low === value.high;
  if (!exact(liver.bilirubin)) parts.push('bilirubin');
  if (liver.encephalopathy.length > 1) parts.push('encephalopathy');
  if (liver.ascites.length > 1) parts.push('ascites');
  if (!exact(liver.albumin)) parts.push('albumin');
  if (!exact(liver.inr)) parts.push('inr');
  return parts;
}
