import type { FactId, Treatment } from '../domain/fact-catalogue.ts';
import { type Interval, isAtMost } from '../domain/interval.ts';
import type { LiverFunction } from './liver-function.ts';
import { use } from './parameters.ts';
import { type Lobes, lobesOfSegments, type Pattern, possiblePatterns } from './pattern.ts';
import type { Situation } from './situation.ts';
import { type GradeInput, type GradeNumber, possibleGrades, possibleTumours, type Tumour } from './tumour.ts';

const SINGLE = use('single-lesion');

const LIVER_FACTS: readonly FactId[] = [
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lobes',
  'liver.segments',
  'liver.pattern.reported',
  'liver.resectability',
];
const LOCAL_TREATMENTS: readonly Treatment[] = ['liver-resection', 'ablation', 'liver-transplant'];

/** Lobes as recorded or read from pattern and segments (not from the number of lesions). */
function lobesOnRecord(situation: Situation): readonly Lobes[] {
  const recorded = situation.value('liver.lobes');
  if (recorded?.kind === 'word') return recorded.possible as readonly Lobes[];
  const pattern = situation.value('liver.pattern.reported');
  if (pattern?.kind === 'word' && !pattern.possible.includes('I')) return ['bilobar'];
  const segments = situation.value('liver.segments');
  if (segments?.kind === 'set') return lobesOfSegments(segments.members, segments.complete);
  return ['unilobar', 'bilobar'];
}

/** Lobes that can still hold metastases. */
export function lobesOf(situation: Situation): readonly Lobes[] {
  const lobes = lobesOnRecord(situation);
  const count = situation.number('liver.lesion-count');
  const single = count !== undefined && isAtMost(count, situation.limits[SINGLE]) === true;
  return lobes.length > 1 && single ? ['unilobar'] : lobes;
}

const ANY_NUMBER: Interval = { low: 0, high: Number.POSITIVE_INFINITY, lowOpen: false, highOpen: true };

/** Number of lesions with the lower bounds that other facts give. */
export function countOf(situation: Situation): Interval {
  const recorded = situation.number('liver.lesion-count') ?? ANY_NUMBER;
  const low = fewestLesions(situation);
  return recorded.low >= low || recorded.high < low ? recorded : { ...recorded, low, lowOpen: false };
}

/** Is there a record (or something filled in for one) that speaks of a liver lesion? */
function speaksOfLesion(situation: Situation, id: FactId): boolean {
  const value = situation.value(id);
  if (value === undefined) return false;
  if (situation.fact(id).state !== 'known' && !situation.isFilled(id)) return false;
  return value.kind !== 'number' || value.low > 0 || value.lowOpen;
}

/** The lower bound of the number of lesions that other facts give. */
function fewestLesions(situation: Situation): number {
  const lobes = lobesOnRecord(situation);
  if (lobes.length === 1 && lobes[0] === 'bilobar') return 2;
  if (LIVER_FACTS.some((id) => speaksOfLesion(situation, id))) return 1;
  if (situation.is('nelm', 'yes') !== true) return 0;
  return LOCAL_TREATMENTS.every((treatment) => situation.given(treatment) === false) ? 1 : 0;
}

/** Patterns that are still possible: as reported, else derived. */
export function patternsOf(situation: Situation): readonly Pattern[] {
  const reported = situation.value('liver.pattern.reported');
  if (reported?.kind === 'word') return reported.possible as readonly Pattern[];
  return possiblePatterns(
    {
      count: situation.count,
      confined: situation.segmentsConfined,
      lobes: situation.lobes,
      largest: situation.number('liver.largest-lesion'),
      secondLargest: situation.number('liver.second-largest-lesion'),
      involvement: situation.number('liver.involvement'),
      noDominantAssumed: situation.noDominantAssumed,
    },
    situation.limits,
  );
}

function gradeInput(situation: Situation): GradeInput {
  return {
    ki67: situation.number('ki67'),
    mitoses: situation.number('mitoses'),
    reported: situation.reportedGrades,
    differentiation: situation.words('differentiation'),
  };
}

/** The grades that would be possible with this number in the place of the Ki-67 or of the mitoses. */
export function gradesWith(
  situation: Situation,
  index: 'ki67' | 'mitoses',
  value: Interval,
): readonly GradeNumber[] {
  return possibleGrades({ ...gradeInput(situation), [index]: value }, situation.limits);
}

/** Grades that are still possible. */
export function gradesOf(situation: Situation): readonly GradeNumber[] {
  return possibleGrades(gradeInput(situation), situation.limits);
}

/** Is a carcinoma on record whose index gives G1 or G2? By definition it is G3: one of the two is wrong. */
export function isCarcinomaBelowG3(situation: Situation): boolean {
  const differentiation = situation.value('differentiation');
  return (
    differentiation?.kind === 'word' &&
    differentiation.possible.every((word) => word === 'poor') &&
    situation.grades.every((grade) => grade < 3)
  );
}

/** Tumours that are still possible. */
export function tumoursOf(situation: Situation): readonly Tumour[] {
  return possibleTumours(gradeInput(situation), situation.limits);
}

/** What is known of the function of the liver. */
export function liverOf(situation: Situation): LiverFunction {
  const recorded = situation.value('child-pugh');
  return {
    bilirubin: situation.number('bilirubin'),
    albumin: situation.number('albumin'),
    inr: situation.number('inr'),
    ascites: situation.words('ascites'),
    encephalopathy: situation.words('encephalopathy'),
    recordedClass: recorded?.kind === 'word' ? recorded.possible : undefined,
    assumesBilirubin: !situation.assumed.strict && situation.silent('bilirubin'),
  };
}
