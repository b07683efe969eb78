import { type CellResult, readVignettes, type Vignette } from '../vignette-files.ts';

/** The names of the vignettes that exercise one criterion, by the result that they expect. */
export type CasesByResult = Readonly<Record<CellResult, readonly string[]>>;

/** Cases that only mention a criterion are named up to this number. */
const MOST_MENTIONED = 5;

let all: readonly Vignette[] | undefined;

function vignettes(): readonly Vignette[] {
  all ??= readVignettes().vignettes;
  return all;
}

/**
 * Cases about a criterion of an option (`applicable` asks whether the question of the option arises): those that it
 * decides, else those that state its result beside another.
 */
export function casesOf(option: string, criterion: string): CasesByResult {
  const decided: Record<CellResult, string[]> = { met: [], 'not-met': [], unknown: [] };
  const mentioned: Record<CellResult, string[]> = { met: [], 'not-met': [], unknown: [] };
  for (const vignette of vignettes()) {
    const result = vignette.expect.criteria?.[option]?.[criterion];
    if (!result) continue;
    const decides = vignette.decides.includes(`${option}.${criterion}`);
    (decides ? decided : mentioned)[result].push(vignette.name);
  }
  const named = (result: CellResult): readonly string[] => {
    if (decided[result].length > 0) return decided[result];
    const more = mentioned[result].length - MOST_MENTIONED;
    const names = mentioned[result].slice(0, MOST_MENTIONED);
    return more > 0 ? [...names, `and ${more} more`] : names;
  };
  return { met: named('met'), 'not-met': named('not-met'), unknown: named('unknown') };
}

/** Cases that name a subject (an alert, a criterion of a set, `classification.grade`, `rank`) as what they are about. */
export function casesAbout(...subjects: readonly string[]): readonly Vignette[] {
  return vignettes().filter(({ decides }) => decides.some((decided) => subjects.includes(decided)));
}

/** Every subject that the cases name. */
export function subjects(): ReadonlySet<string> {
  return new Set(vignettes().flatMap(({ decides }) => decides));
}

export function caseCount(): number {
  return vignettes().length;
}
