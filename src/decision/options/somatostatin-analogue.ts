import type { FactId } from '../../domain/fact-catalogue.ts';
import { all, not, type Truth } from '../../domain/truth.ts';
import type { Atom } from '../atom.ts';
import { A14, op } from '../citation.ts';
import { caution, type Criterion, option, required } from '../criterion.ts';
import { openOf } from '../missing.ts';
import { use } from '../parameters.ts';
import { factsBehind, NO_FACTS } from '../rests-on.ts';
import type { Situation } from '../situation.ts';
import {
  describeFeasibility,
  factsAgainstSurgery,
  feasibilityBehind,
  feasibleNowMissing,
  surgeryFeasibleNow,
  surgeryNotFeasible,
} from '../surgery-feasible.ts';
import { pregnancyCaution } from '../surgical-base.ts';
import type { Tumour } from '../tumour.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';

const HIGH_BURDEN = use('ssa-high-burden');

const notCarcinoma = (t: Tumour): Truth => t.differentiation !== 'poor';

const noSyndrome = (s: Situation): Truth => not(s.syndromePresent);

/** Disease is left in the liver and no operation clears it. Deferred surgery does not make the drug wait. */
function unresected(s: Situation): Truth {
  return all(not(s.surveillance), not(surgeryFeasibleNow(s)));
}

function unresectedMissing(s: Situation): readonly Atom[] {
  return [...(s.surveillance === 'unknown' ? openOf(s, 'liver.lesion-count') : []), ...feasibleNowMissing(s)];
}

const REQUIRED_WITHOUT_SYNDROME: readonly Criterion[] = [
  required('not-nec', {
    sentence: 'Without a syndrome: no neuroendocrine carcinoma',
    citations: [A14('558-577')],
    reads: ['syndrome', 'ki67', 'mitoses', 'grade.reported', 'differentiation'],
    when: noSyndrome,
    test: (s) => s.forTumours(notCarcinoma),
    missing: (s) => [...openSyndrome(s), ...tumourMissingFor(s, notCarcinoma)],
  }),
  required('unresected-disease', {
    sentence: 'Without a syndrome: disease is left that no operation clears',
    citations: [A14('558-577')],
    reads: ['syndrome', 'liver.lesion-count', ...surgeryNotFeasible.reads],
    when: noSyndrome,
    test: unresected,
    missing: (s) => [...openSyndrome(s), ...unresectedMissing(s)],
    behind: feasibilityBehind,
    explain: describeFeasibility,
    shows: (s) => {
      const against = factsAgainstSurgery(s);
      return against && [...new Set<FactId>(['syndrome', 'liver.lesion-count', ...against])];
    },
  }),
  required('sstr-positive', {
    sentence: 'Without a syndrome: somatostatin-receptor imaging positive',
    citations: [op('A14:558-577 does not ask for imaging; receptors are the target of the drug')],
    reads: ['syndrome', 'sstr'],
    when: noSyndrome,
    test: (s) => s.is('sstr', 'positive'),
    missing: (s) => [...openSyndrome(s), ...unknownParts([s.is('sstr', 'positive'), openOf(s, 'sstr')])],
  }),
];

const CAUTIONS_WITHOUT_SYNDROME: readonly Criterion[] = [
  caution('progressing', {
    sentence: 'Without a syndrome: progressing disease',
    citations: [A14('558-577')],
    reads: ['syndrome', 'disease-course'],
    when: noSyndrome,
    test: (s) => s.is('disease-course', 'progressing'),
    missing: (s) => [
      ...openSyndrome(s),
      ...unknownParts([s.is('disease-course', 'progressing'), openOf(s, 'disease-course')]),
    ],
  }),
  caution('high-burden', {
    sentence: 'Without a syndrome: more than {ssa-high-burden} % of the liver involved',
    citations: [A14('576-577')],
    reads: ['syndrome', 'liver.involvement'],
    when: noSyndrome,
    test: (s) => s.isAbove('liver.involvement', HIGH_BURDEN),
    missing: (s) => [
      ...openSyndrome(s),
      ...unknownParts([s.isAbove('liver.involvement', HIGH_BURDEN), openOf(s, 'liver.involvement')]),
    ],
  }),
];

function openSyndrome(s: Situation): readonly Atom[] {
  return s.syndromePresent === 'unknown' ? openOf(s, 'syndrome') : [];
}

/** Would the patient without a syndrome be recommended the drug, as far as is known? */
function recommendedWithoutSyndrome(s: Situation): boolean {
  return (
    REQUIRED_WITHOUT_SYNDROME.every((criterion) => criterion.test(s) === true) &&
    CAUTIONS_WITHOUT_SYNDROME.every((criterion) => criterion.test(s) !== true) &&
    s.is('pregnancy', 'yes') !== true
  );
}

export const somatostatinAnalogue = option({
  code: 'somatostatin-analogue',
  title: 'Somatostatin analogue',
  summary: 'Octreotide or lanreotide, for hormonal symptoms or to slow growth.',
  citations: [A14('51-52, 558-577')],
  criteria: [
    required('syndrome-clarified', {
      sentence: 'Hormonal syndrome known (or the drug recommended even without one)',
      citations: [A14('51-52')],
      // Refractory symptoms on record say that there is a syndrome.
      reads: ['syndrome', 'syndrome.refractory'],
      test: (s) => (s.syndromePresent !== 'unknown' || recommendedWithoutSyndrome(s) ? true : 'unknown'),
      missing: (s) => [
        ...openOf(s, 'syndrome'),
        ...REQUIRED_WITHOUT_SYNDROME.filter((c) => c.test(s) === 'unknown').flatMap(
          (c) => c.missing?.(s) ?? [],
        ),
      ],
      behind: (s) => (s.syndromePresent === 'unknown' ? factsBehind(REQUIRED_WITHOUT_SYNDROME, s) : NO_FACTS),
      explain: (s) =>
        s.syndromePresent === 'unknown' && recommendedWithoutSyndrome(s)
          ? 'the drug is recommended even without a syndrome, as the criteria that follow say'
          : undefined,
    }),
    ...REQUIRED_WITHOUT_SYNDROME,
    caution('insulinoma', {
      sentence: 'Insulinoma: may worsen hypoglycaemia',
      citations: [op('no source; general pharmacology')],
      reads: ['syndrome'],
      test: (s) => s.is('syndrome', 'insulinoma'),
    }),
    ...CAUTIONS_WITHOUT_SYNDROME,
    pregnancyCaution,
  ],
  notes: [
    (s) =>
      s.inForce('ssa') ? 'A somatostatin analogue is in force: continue; no order is suggested.' : undefined,
    (s) =>
      s.syndromePresent === true
        ? 'Control of hormonal symptoms has priority in treatment (A14:51-52).'
        : undefined,
  ],
});
