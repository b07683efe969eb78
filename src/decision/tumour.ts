import { type Interval, intersect, isAbove, isAtLeast, isBelow } from '../domain/interval.ts';
import { not, type Truth } from '../domain/truth.ts';
import type { Limits } from './parameters.ts';
import { use } from './parameters.ts';

/**
 * One tumour that the facts still allow. `band` tells how a G3 neoplasm reached its grade: by a Ki-67 in the range in
 * which surgery was reported to help (`selected`), by one above it (`high`), or by mitoses alone (`mitoses`).
 */
export interface Tumour {
  readonly grade: 1 | 2 | 3;
  readonly differentiation: 'well' | 'poor';
  readonly band: 'mitoses' | 'selected' | 'high' | null;
}

export type GradeNumber = 1 | 2 | 3;

/** G3, whatever its differentiation. */
export function isG3(tumour: Tumour): boolean {
  return tumour.grade === 3;
}

/** Are all values of a Ki-67 in G1 or G2? */
export function ki67BelowG3(value: Interval, limits: Limits): Truth {
  return not(isAbove(value, limits[KI_G3]));
}

const KI_G2 = use('ki67-g2-min');
const KI_G3 = use('ki67-g2-max');
const MITOSES_G2 = use('mitoses-g2-min');
const MITOSES_G3 = use('mitoses-g2-max');
const KI_SURGERY = use('ki67-g3-surgery-limit');

function gradesBetween(value: Interval, from: number, to: number): readonly GradeNumber[] {
  const grades: GradeNumber[] = [];
  if (isBelow(value, from) !== false) grades.push(1);
  if (intersect(value, { low: from, high: to, lowOpen: false, highOpen: false })) grades.push(2);
  if (isAbove(value, to) !== false) grades.push(3);
  return grades;
}

/** The grades that a Ki-67 (percent) allows. */
export function gradesOfKi67(value: Interval, limits: Limits): readonly GradeNumber[] {
  return gradesBetween(value, limits[KI_G2], limits[KI_G3]);
}

/** The grades that a mitotic count (per 2 mm2) allows. */
export function gradesOfMitoses(value: Interval, limits: Limits): readonly GradeNumber[] {
  return gradesBetween(value, limits[MITOSES_G2], limits[MITOSES_G3]);
}

/** The grades that the higher of two indices can have. */
export function higherGrades(a: readonly GradeNumber[], b: readonly GradeNumber[]): readonly GradeNumber[] {
  const found = new Set<GradeNumber>();
  for (const x of a) for (const y of b) found.add(x > y ? x : y);
  return [...found].sort();
}

export interface GradeInput {
  readonly ki67: Interval | undefined;
  readonly mitoses: Interval | undefined;
  readonly reported: readonly GradeNumber[] | undefined;
  /** Differentiations still possible. */
  readonly differentiation: readonly string[];
}

/** The grades still possible: the higher index of all specimens; a reported grade where the indices leave it open. */
export function possibleGrades(input: GradeInput, limits: Limits): readonly GradeNumber[] {
  const byKi = input.ki67 && gradesOfKi67(input.ki67, limits);
  const byMitoses = input.mitoses && gradesOfMitoses(input.mitoses, limits);
  const computed = byKi && byMitoses ? higherGrades(byKi, byMitoses) : (byKi ?? byMitoses);
  if (computed) {
    const agreed =
      input.reported && computed.length > 1 ? computed.filter((g) => input.reported?.includes(g)) : [];
    return agreed.length > 0 ? agreed : computed;
  }
  // Without an index a poorly differentiated carcinoma is G3 by definition, whatever grade is reported.
  if (input.differentiation.length === 1 && input.differentiation[0] === 'poor') return [3];
  return input.reported ?? [1, 2, 3];
}

/** Every tumour that the facts allow (grade, differentiation and, for G3, how it was reached). */
export function possibleTumours(input: GradeInput, limits: Limits): readonly Tumour[] {
  const tumours: Tumour[] = [];
  for (const grade of possibleGrades(input, limits)) {
    if (grade < 3) {
      tumours.push({ grade, differentiation: 'well', band: null });
      continue;
    }
    for (const band of bandsOfG3(input, limits)) {
      for (const differentiation of input.differentiation) {
        tumours.push({ grade, differentiation: differentiation === 'poor' ? 'poor' : 'well', band });
      }
    }
  }
  return tumours;
}

function bandsOfG3(input: GradeInput, limits: Limits): readonly ('mitoses' | 'selected' | 'high')[] {
  const mitosesReachG3 = input.mitoses !== undefined && isAbove(input.mitoses, limits[MITOSES_G3]) !== false;
  if (!input.ki67) return input.mitoses ? ['mitoses'] : ['selected', 'high'];
  const bands: ('mitoses' | 'selected' | 'high')[] = [];
  if (mitosesReachG3 && isAbove(input.ki67, limits[KI_G3]) !== true) bands.push('mitoses');
  const selected = { low: limits[KI_G3], high: limits[KI_SURGERY], lowOpen: true, highOpen: true };
  if (intersect(input.ki67, selected)) bands.push('selected');
  if (isAtLeast(input.ki67, limits[KI_SURGERY]) !== false) bands.push('high');
  return bands.length > 0 ? bands : ['selected', 'high'];
}

/** The category for people, or null while more than one is possible. */
export function categoryOf(tumours: readonly Tumour[]): string | null {
  const names = new Set(tumours.map(nameOf));
  if (names.size === 1) return [...names][0] ?? null;
  if (tumours.length > 0 && tumours.every((t) => t.grade === 3)) return 'NEN G3 unspecified';
  return null;
}

function nameOf(tumour: Tumour): string {
  if (tumour.differentiation === 'poor') return 'NEC';
  return `NET G${tumour.grade}`;
}
