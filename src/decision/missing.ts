import type { FactId } from '../domain/fact-catalogue.ts';
import type { Truth } from '../domain/truth.ts';
import type { Atom } from './atom.ts';
import { bilirubinAssumed, childPughClasses, openParts } from './liver-function.ts';
import { disseminated, dominant } from './pattern.ts';
import type { Situation } from './situation.ts';
import { gradesOfKi67, gradesOfMitoses, higherGrades } from './tumour.ts';

/** The open ones among some facts. */
export function openOf(situation: Situation, ...facts: readonly Atom[]): readonly Atom[] {
  return facts.filter((fact) => situation.isOpen(fact));
}

/** Can a Ki-67 that is known within bounds leave fewer grades open than the bounds do, beside the mitoses? */
function ki67Narrows(situation: Situation): boolean {
  const ki67 = situation.number('ki67');
  const mitoses = situation.number('mitoses');
  if (!ki67 || !mitoses) return ki67 !== undefined;
  const byKi = gradesOfKi67(ki67, situation.limits);
  const byMitoses = gradesOfMitoses(mitoses, situation.limits);
  const open = higherGrades(byKi, byMitoses).length;
  if (byKi.some((grade) => higherGrades([grade], byMitoses).length < open)) return true;
  // With the grade settled it is the range of a G3 that is still open.
  return open === 1 && byKi.includes(3);
}

/** What would settle grade and differentiation. One index is enough; a second one is not waited for. */
export function tumourMissing(situation: Situation): readonly Atom[] {
  const { tumours } = situation;
  if (tumours.length <= 1) return [];
  const missing: Atom[] = [];
  const undecided =
    new Set(tumours.map((t) => t.grade)).size > 1 || new Set(tumours.map((t) => t.band)).size > 1;
  if (undecided) {
    const mitoses = situation.number('mitoses');
    if (mitoses && !ki67Narrows(situation)) missing.push(...openOf(situation, 'mitoses'));
    else missing.push(...openOf(situation, 'ki67'));
    if (missing.length === 0 && mitoses) missing.push(...openOf(situation, 'mitoses'));
    if (missing.length === 0) missing.push(...openOf(situation, 'ki67', 'grade.reported'));
  }
  if (tumours.some((t) => t.grade === 3)) missing.push(...openOf(situation, 'differentiation'));
  return missing;
}

/** The facts from which the pattern is derived, as far as they are open and can matter. */
function patternParts(situation: Situation): readonly Atom[] {
  const sizes: FactId[] = [];
  const spreadParts: FactId[] = [];
  const lobesOpen = situation.bilobar === 'unknown';
  let spread: Truth = 'unknown';
  if (situation.bilobar !== false) {
    spread = disseminated(
      { count: situation.count, involvement: situation.number('liver.involvement') },
      situation.limits,
    );
    const largest = situation.number('liver.largest-lesion');
    const second = situation.number('liver.second-largest-lesion');
    const dominates = dominant(largest, second, situation.limits);
    if (dominates === 'unknown') {
      sizes.push('liver.largest-lesion');
      // Only where the disease is known to be bilobar and disseminated is a second lesion not asked for.
      if (lobesOpen || spread !== true || !situation.noDominantAssumed)
        sizes.push('liver.second-largest-lesion');
    }
    if (spread === 'unknown' && dominates !== true)
      spreadParts.push('liver.lesion-count', 'liver.involvement');
  }
  if (!lobesOpen) {
    const segments: FactId[] = situation.segmentsConfined === 'unknown' ? ['liver.segments'] : [];
    return openOf(situation, ...segments, ...sizes, ...spreadParts);
  }
  const lobes: FactId[] = ['liver.lobes'];
  if (!situation.value('liver.segments')) lobes.push('liver.segments');
  if (!spreadParts.includes('liver.lesion-count')) spreadParts.unshift('liver.lesion-count');
  // Disseminated if bilobar: the sizes are asked first, since the lobes would take the ground of asking away.
  return spread === true
    ? openOf(situation, ...sizes, ...lobes, ...spreadParts)
    : openOf(situation, ...lobes, ...sizes, ...spreadParts);
}

/** What would settle the pattern: its parts first; when they are known, the pattern as reported. */
export function patternMissing(situation: Situation): readonly Atom[] {
  if (situation.patterns.length <= 1) return [];
  // A report that could not be used (records in conflict, or not readable) decides over the parts once it is known.
  if (situation.value('liver.pattern.reported')) return openOf(situation, 'liver.pattern.reported');
  const parts = patternParts(situation);
  return parts.length > 0 ? parts : openOf(situation, 'liver.pattern.reported');
}

/** What would settle a rule that reads resectability, else the pattern. */
export function resectabilityMissing(situation: Situation): readonly Atom[] {
  const recorded = situation.resectability;
  if (recorded) return recorded.length > 1 ? openOf(situation, 'liver.resectability') : [];
  return [
    ...patternMissing(situation),
    ...(situation.patterns.includes('II') ? openOf(situation, 'liver.resectability') : []),
  ];
}

/** What would settle the future liver remnant. */
export function remnantMissing(situation: Situation): readonly Atom[] {
  return situation.remnantAssumed ? [] : openOf(situation, 'liver.future-remnant');
}

/** What would settle hepatic insufficiency. */
export function insufficiencyMissing(situation: Situation): readonly Atom[] {
  const { liver } = situation;
  const missing: Atom[] = [];
  if (!bilirubinAssumed(liver)) missing.push(...openOf(situation, 'bilirubin'));
  missing.push(...openOf(situation, 'encephalopathy'));
  if (liver.recordedClass) {
    if (liver.recordedClass.includes('C')) missing.push(...openOf(situation, 'child-pugh'));
  } else if (childPughClasses(liver, situation.limits).includes('C')) {
    missing.push(...openOf(situation, 'ascites', 'albumin', 'inr'));
  }
  return missing;
}

/** What would settle borderline liver function. */
export function borderlineMissing(situation: Situation): readonly Atom[] {
  const { liver } = situation;
  if (liver.recordedClass) return openOf(situation, 'child-pugh', 'bilirubin');
  return openOf(situation, ...openParts(liver));
}

/** What would settle whether a syndrome is refractory. */
export function refractoryMissing(situation: Situation): readonly Atom[] {
  return openOf(situation, 'syndrome', 'syndrome.refractory').filter(
    (atom) => atom !== 'syndrome' || situation.syndromePresent === 'unknown',
  );
}
