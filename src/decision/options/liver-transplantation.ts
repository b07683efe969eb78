import type { FactId } from '../../domain/fact-catalogue.ts';
import { all, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21, op } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf } from '../missing.ts';
import { use } from '../parameters.ts';
import type { Situation } from '../situation.ts';
import {
  ecogTwo,
  poorlyDifferentiated,
  pregnancyContraindication,
  uncorrectedHeartDisease,
  unfitForSurgery,
  wellDifferentiated,
} from '../surgical-base.ts';
import { setMet, setsMissing, someSetMet } from '../transplant-answers.ts';
import {
  SET_NOTES,
  TRANSPLANT_SETS,
  unresectableLiverDisease,
  unresectableMissing,
} from '../transplant-sets.ts';
import type { Tumour } from '../tumour.ts';
import { notTransplanted } from './applicable.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';

const AGE = use('transplant-age-caution');
const LOW_BILIRUBIN = use('bilirubin-low');

const duodenopancreatic = (s: Situation): Truth => s.is('primary.site', 'pancreas', 'duodenum');

const atMostG2 = (t: Tumour): Truth => t.grade < 3;

/** Disease outside the liver that can be removed before transplantation. */
const REMOVABLE = ['regional-nodes-only', 'limited-stable', 'resectable'];

/** What has to be done about disease outside the liver. */
function extrahepaticNote(s: Situation): string | undefined {
  const removable = s.is('extrahepatic', ...REMOVABLE);
  const none = s.is('extrahepatic', 'none');
  if (removable === true) return 'Disease outside the liver: to be removed first, then reassessment.';
  if (none === 'unknown') return 'Extrahepatic disease has to be excluded first.';
  return none === false && removable === 'unknown'
    ? 'Disease outside the liver is present, and whether it can be removed is not stated: if it can, to be removed first, then reassessment; if not, it rules transplantation out.'
    : undefined;
}

/** Every fact that some set of criteria asks for; a refractory syndrome is asked for together with the syndrome. */
const SET_FACTS: readonly FactId[] = [
  ...new Set<FactId>([
    ...TRANSPLANT_SETS.flatMap((set) => set.criteria.flatMap((criterion) => criterion.reads)),
    'syndrome',
    'liver.resectability-reason',
  ]),
];

/** The sets that are met, and those that are undecided. */
function describeSets(s: Situation): string {
  const named = (truth: Truth) =>
    TRANSPLANT_SETS.filter((set) => setMet(set, s) === truth).map((set) => set.title);
  const met = `sets met: ${named(true).join(', ') || 'none'}`;
  const undecided = named('unknown');
  return undecided.length === 0 ? met : `${met}; undecided: ${undecided.join(', ')}`;
}

export const liverTransplantation = option({
  code: 'liver-transplantation',
  title: 'Liver transplantation',
  summary: 'Replacement of the liver in selected patients with unresectable disease of the liver alone.',
  citations: [M21('122-142'), C18('118-124'), J12('495-564'), A14('286-371')],
  applicable: notTransplanted,
  atMostConsider: 'disputed even when a set of criteria is met (C18:120; M21:122-142)',
  criteria: [
    required('unresectable-liver-disease', {
      sentence:
        'Liver disease that no resection can clear (documented unresectable; without a record: pattern III)',
      citations: [M21('122-136'), J12('311-313')],
      reads: ['liver.resectability', 'liver.resectability-reason', 'liver.pattern.reported'],
      test: unresectableLiverDisease,
      missing: unresectableMissing,
    }),
    required('well-differentiated-g1-g2', {
      sentence: 'Well-differentiated neoplasm of grade G1 or G2',
      citations: [M21('134-135'), C18('122-124')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      test: wellDifferentiated,
      missing: (s) => tumourMissingFor(s, atMostG2),
    }),
    required('liver-only-disease', {
      sentence: 'No disease outside the liver (removable disease: remove first, then reassess)',
      citations: [M21('134-136'), A14('319'), C18('124'), J12('562-564')],
      reads: ['extrahepatic'],
      test: (s) => s.is('extrahepatic', 'none'),
    }),
    required('meets-a-criteria-set', {
      sentence: 'At least one of the five criteria sets is met',
      numbers: [LOW_BILIRUBIN],
      citations: [M21('134-136'), J12('519-527'), A14('315-321')],
      reads: SET_FACTS,
      test: someSetMet,
      missing: setsMissing,
      explain: describeSets,
    }),
    poorlyDifferentiated,
    unfitForSurgery,
    uncorrectedHeartDisease,
    pregnancyContraindication,
    caution('age-over-45', {
      sentence: 'Age above {transplant-age-caution} years',
      citations: [M21('126')],
      reads: ['age'],
      test: (s) => s.isAbove('age', AGE),
    }),
    caution('hepatomegaly', {
      sentence: 'Hepatomegaly',
      citations: [M21('126')],
      reads: ['hepatomegaly'],
      test: (s) => s.is('hepatomegaly', 'yes'),
    }),
    caution('duodenopancreatic-primary', {
      sentence: 'Duodenopancreatic primary with hepatomegaly (5-year survival 12 % against 68 %)',
      citations: [J12('506-511')],
      reads: ['primary.site', 'hepatomegaly'],
      test: (s) => all(duodenopancreatic(s), s.is('hepatomegaly', 'yes')),
      missing: (s) =>
        unknownParts(
          [duodenopancreatic(s), openOf(s, 'primary.site')],
          [s.is('hepatomegaly', 'yes'), openOf(s, 'hepatomegaly')],
        ),
    }),
    caution('bilirubin-above-low', {
      sentence: 'Bilirubin above {bilirubin-low} mg/dL',
      citations: [A14('308-310'), op('the sources say low or elevated bilirubin without a number')],
      reads: ['bilirubin'],
      test: (s) => s.isAbove('bilirubin', LOW_BILIRUBIN),
    }),
    ecogTwo,
  ],
  notes: [
    'Life-threatening refractory hormonal symptoms are a reason of their own (J12:501-504).',
    'Resection comes first where it is possible (J12:311-313).',
    'Concurrent resection of other organs is adverse in the registry (M21:126).',
    'Living donor transplantation is discussed (M21:142); donor organs are short.',
    'Recurrence is near certain after 5 years (M21:126).',
    extrahepaticNote,
    ...SET_NOTES,
  ],
});
