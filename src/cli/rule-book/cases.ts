import { type CellResult, readVignettes, type Vignette } from '../vignette-files.ts';

/** The names of the vignettes that exercise one criterion, by the result that they expect. */
export type CasesByResult = Readonly<Record<CellResult, readonly string[]>>;

/** Cases of one result: their names, and how many more only mention it. */
interface Found {
  readonly names: readonly string[];
  readonly more: number;
}

/** Cases that only mention a criterion are named up to this number. */
const MOST_MENTIONED = 5;

let all: readonly Vignette[] | undefined;

function vignettes(): readonly Vignette[] {
  all ??= readVignettes().vignettes;
  return all;
}

/** Cases that state the result of a criterion: those that it decides, else those that state it beside another. */
function found(id: string, resultIn: (vignette: Vignette) => CellResult | undefined) {
  const decided: Record<CellResult, string[]> = { met: [], 'not-met': [], unknown: [] };
  const mentioned: Record<CellResult, string[]> = { met: [], 'not-met': [], unknown: [] };
  for (const vignette of vignettes()) {
    const result = resultIn(vignette);
    if (result) (vignette.decides.includes(id) ? decided : mentioned)[result].push(vignette.name);
  }
  return (result: CellResult): Found =>
    decided[result].length > 0
      ? { names: decided[result], more: 0 }
      : {
          names: mentioned[result].slice(0, MOST_MENTIONED),
          more: Math.max(0, mentioned[result].length - MOST_MENTIONED),
        };
}

/** The result that a case expects of a criterion of an option (`applicable`: does its question arise) or of a set. */
function expected(owner: string, criterion: string): (vignette: Vignette) => CellResult | undefined {
  return ({ expect }) => expect.criteria?.[owner]?.[criterion] ?? expect.sets?.[`${owner}.${criterion}`];
}

/** Cases about a criterion of an option or of a transplant set, as the pages list them. */
export function casesOf(owner: string, criterion: string): CasesByResult {
  const of = found(`${owner}.${criterion}`, expected(owner, criterion));
  const listed = (result: CellResult): readonly string[] => {
    const { names, more } = of(result);
    return more > 0 ? [...names, `and ${more} more`] : names;
  };
  return { met: listed('met'), 'not-met': listed('not-met'), unknown: listed('unknown') };
}

/** The names of those cases alone. */
export function caseNamesOf(owner: string, criterion: string): CasesByResult {
  const of = found(`${owner}.${criterion}`, expected(owner, criterion));
  return { met: of('met').names, 'not-met': of('not-met').names, unknown: of('unknown').names };
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
