import type { Truth } from '../../domain/truth.ts';
import type { Atom } from '../atom.ts';
import { tumourMissing } from '../missing.ts';
import type { Situation } from '../situation.ts';
import type { Tumour } from '../tumour.ts';

/** One part of a criterion: its answer, and what would settle it. */
type Part = readonly [answer: Truth, missing: readonly Atom[]];

/** What would settle a criterion made of parts: what belongs to the parts that are not known yet. */
export function unknownParts(...parts: readonly Part[]): readonly Atom[] {
  return parts.flatMap(([answer, missing]) => (answer === 'unknown' ? missing : []));
}

/** Are there two different answers among those of some tumours? */
function differ(tumours: readonly Tumour[], test: (tumour: Tumour) => unknown): boolean {
  return new Set(tumours.map(test)).size > 1;
}

/** Can the grade (or how G3 was reached) change what a rule answers, with the differentiation as it may turn out? */
function gradeMatters(s: Situation, test: (tumour: Tumour) => Truth): boolean {
  return s.words('differentiation').some((word) =>
    differ(
      s.tumours.filter((t) => t.grade < 3 || t.differentiation === word),
      test,
    ),
  );
}

/** Can the differentiation change what a rule answers? Without any index poor differentiation also says G3. */
function differentiationMatters(s: Situation, test: (tumour: Tumour) => Truth): boolean {
  const indexed = s.number('ki67') ?? s.number('mitoses') ?? s.reportedGrades;
  if (indexed === undefined && differ(s.tumours, test)) return true;
  return s.tumours.some((one) =>
    differ(
      s.tumours.filter((t) => t.grade === one.grade && t.band === one.band),
      test,
    ),
  );
}

/** What would settle a rule on the tumour, without what cannot change its answer. */
export function tumourMissingFor(s: Situation, test: (tumour: Tumour) => Truth): readonly Atom[] {
  const grade = gradeMatters(s, test);
  const differentiation = differentiationMatters(s, test);
  return tumourMissing(s).filter((atom) => (atom === 'differentiation' ? differentiation : grade));
}
