import type { Fact, GradedSpecimen, NumberValue, Specimen } from './facts.ts';
import type { FactId } from './fact-catalogue.ts';
import { greaterOf } from './interval.ts';
import { type Dated, sourceOf } from './resolve-dating.ts';

/**
 * Ki-67 or mitoses: every specimen is kept, whatever its date, and the highest decides (operational definition). With
 * bounds among them the fact is the interval in which the highest value lies.
 */
export function specimens(
  id: FactId,
  candidates: readonly Dated[],
): { fact?: Fact; kept: readonly Specimen[] } {
  const kept: { specimen: Specimen; from: Dated }[] = [];
  for (const from of candidates) {
    const { value, site, reference } = from.candidate;
    if (value.kind !== 'number') continue;
    const specimen: Specimen = {
      site: site ?? 'unstated',
      value,
      reference,
      ...(from.range ? { effective: from.range.text } : {}),
    };
    kept.push({ specimen, from });
  }
  const [first] = kept;
  if (!first) return { kept: [] };
  let decides = first;
  let highest = first.specimen.value;
  for (const one of kept) {
    if (isHigher(one.specimen.value, decides.specimen.value)) decides = one;
    highest = { kind: 'number', ...greaterOf(highest, one.specimen.value) };
  }
  const { effective } = decides.specimen;
  const sources = candidates.map((one) =>
    one.candidate.value.kind === 'none'
      ? sourceOf(one, false, one.candidate.value.text)
      : sourceOf(one, true, kept.length > 1 && one !== decides.from ? 'another specimen' : undefined),
  );
  const fact: Fact = {
    id,
    state: 'known',
    value: highest,
    stale: false,
    sources,
    ...(effective === undefined ? {} : { effective }),
    ...(kept.length > 1 ? { note: `the highest of ${kept.length} specimens decides` } : {}),
  };
  return { fact, kept: kept.map(({ specimen }) => specimen) };
}

/** The reported grades of specimens that state their site; nothing when they are fewer than two. */
export function gradedSpecimens(reported: readonly Dated[]): readonly GradedSpecimen[] | undefined {
  const graded = reported.flatMap(({ candidate, range }): GradedSpecimen[] => {
    const { value, site, reference } = candidate;
    if (value.kind !== 'word' || site === undefined || site === 'unstated') return [];
    return [{ site, possible: value.possible, reference, ...(range ? { effective: range.text } : {}) }];
  });
  return graded.length > 1 ? graded : undefined;
}

function isHigher(a: NumberValue, b: NumberValue): boolean {
  if (a.low !== b.low) return a.low > b.low;
  if (a.lowOpen !== b.lowOpen) return a.lowOpen;
  return a.high > b.high;
}
