import type { FactId } from '../../domain/fact-catalogue.ts';
import { all, any, not, type Truth } from '../../domain/truth.ts';
import type { Atom } from '../atom.ts';
import { C18, J12, M21 } from '../citation.ts';
import { applicable, caution, contraindication, missingOf, option, required } from '../criterion.ts';
import { openOf, tumourMissing } from '../missing.ts';
import { use } from '../parameters.ts';
import { factsBehindAll, NO_FACTS, restsOn } from '../rests-on.ts';
import type { Situation } from '../situation.ts';
import { answer, isOffered, missingAtoms } from '../status.ts';
import {
  describeFeasibility,
  feasibilityBehind,
  feasibleMissing,
  surgeryFeasible,
} from '../surgery-feasible.ts';
import {
  borderlineLiver,
  ecogTwo,
  G3_LIMIT,
  hepaticInsufficiencyContraindication,
  poorlyDifferentiated,
  pregnancyCaution,
  uncorrectedHeartDisease,
  unfitForSurgery,
} from '../surgical-base.ts';
import { lacksOnlyPrimary, onlyPrimaryLacking, onlyPrimaryLackingMissing } from '../transplant-answers.ts';
import { TRANSPLANT_SETS } from '../transplant-sets.ts';
import { isG3 } from '../tumour.ts';
import { liverTransplantation } from './liver-transplantation.ts';
import { prrt } from './prrt.ts';

const PRRT_FACTS: readonly FactId[] = [
  'primary.site',
  'extrahepatic',
  'ki67',
  'mitoses',
  'grade.reported',
  'differentiation',
];

/** Of the transplant sets that a resection of the primary may be for. */
const LOW_BILIRUBIN = use('bilirubin-low');

const symptomatic = (s: Situation): Truth => s.is('primary.symptomatic', 'yes');
const withoutSymptoms = (s: Situation): Truth => not(symptomatic(s));

/** Before PRRT: pancreas or midgut, G1/G2, nothing unresectable outside the liver, and PRRT offered. */
function beforePrrt(s: Situation): Truth {
  return all(
    s.is('primary.site', 'pancreas', 'jejunum-ileum'),
    s.forTumours((t) => !isG3(t)),
    not(s.is('extrahepatic', 'unresectable')),
    isOffered(prrt, s),
  );
}

/** Before transplantation: nothing but the primary keeps a set, and every other criterion of the option holds. */
function beforeTransplantation(s: Situation): Truth {
  return all(
    not(surgeryFeasible(s)),
    not(s.given('liver-transplant')),
    onlyPrimaryLacking(s),
    ...liverTransplantation.criteria.map((criterion): Truth => {
      if (criterion.kind === 'caution' || criterion.id === 'meets-a-criteria-set') return true;
      const truth = answer(criterion, s);
      return criterion.kind === 'contraindication' ? not(truth) : truth;
    }),
  );
}

const disputedReason = (s: Situation): Truth => any(beforePrrt(s), beforeTransplantation(s));

function disputedMissing(s: Situation): readonly Atom[] {
  const missing: Atom[] = [];
  if (beforePrrt(s) === 'unknown') {
    missing.push(
      ...openOf(s, 'primary.site', 'extrahepatic'),
      ...tumourMissing(s),
      ...missingAtoms(prrt, s, 'deciding'),
    );
  }
  if (beforeTransplantation(s) === 'unknown') {
    missing.push(
      ...feasibleMissing(s),
      ...openOf(s, 'prior:liver-transplant'),
      ...onlyPrimaryLackingMissing(s),
    );
    for (const criterion of liverTransplantation.criteria) {
      if (criterion.kind !== 'caution' && answer(criterion, s) === 'unknown')
        missing.push(...missingOf(criterion, s));
    }
  }
  return missing;
}

/** The facts behind the reasons: those of a reason that holds, else those of all of them. */
function reasonsBehind(s: Situation): ReadonlySet<FactId> {
  if (symptomatic(s) === true) return NO_FACTS;
  if (surgeryFeasible(s) === true) return feasibilityBehind(s);
  const isBeforePrrt = beforePrrt(s) === true;
  const isBeforeTransplantation = beforeTransplantation(s) === true;
  return new Set([
    ...feasibilityBehind(s),
    ...(isBeforePrrt || !isBeforeTransplantation ? PRRT_FACTS : []),
    ...(isBeforePrrt || !isBeforeTransplantation ? restsOn(prrt, s) : []),
    ...(isBeforeTransplantation || !isBeforePrrt ? factsBehindAll(liverTransplantation, s) : []),
  ]);
}

/** The reasons that hold; where none does, why; while it is undecided, what stands of each. */
function describeReasons(s: Situation): string {
  if (symptomatic(s) === true) return 'for symptoms of the primary';
  if (surgeryFeasible(s) === true) return describeFeasibility(s);
  const lacking = TRANSPLANT_SETS.filter((set) => lacksOnlyPrimary(set, s) === true).map(
    ({ title }) => title,
  );
  const [prrtFirst, transplantation] = [beforePrrt(s), beforeTransplantation(s)];
  const reasons = [
    prrtFirst === true ? 'before PRRT, which is offered' : '',
    transplantation === true
      ? `to meet a transplant set that lacks nothing else (${lacking.join(', ')})`
      : '',
  ].filter(Boolean);
  if (reasons.length > 0) return `disputed: ${reasons.join(', and ')}; ${describeFeasibility(s)}`;
  const open = (truth: Truth, undecided: string, not_: string): string =>
    truth === 'unknown' ? undecided : not_;
  return [
    describeFeasibility(s),
    open(
      prrtFirst,
      'whether it would come before PRRT is undecided',
      'not before PRRT (site, grade, disease outside the liver or PRRT itself speak against it)',
    ),
    open(
      transplantation,
      'whether a transplant set lacks nothing else is undecided',
      'no transplantation that waits for nothing but the primary',
    ),
  ].join('; ');
}

/** A NET G3 in the range in which surgery was reported to help, while surgery of the liver is feasible. */
const selectedG3 = (s: Situation): Truth =>
  s.forTumours((t) =>
    isG3(t) && t.differentiation === 'well' && t.band === 'selected' ? surgeryFeasible(s) : false,
  );

export const primaryResection = option({
  code: 'primary-resection',
  title: 'Resection of the primary tumour',
  summary: 'Resection of a primary tumour that is in situ.',
  citations: [M21('104-112'), C18('92-108'), J12('268-289')],
  applicable: applicable({
    sentence: 'The primary tumour is in situ',
    citations: [M21('104-112')],
    reads: ['primary.status'],
    test: (s) => s.is('primary.status', 'in-situ'),
  }),
  criteria: [
    required('primary-resectable', {
      sentence: 'The primary tumour can be resected',
      citations: [J12('5.1.1 (i)')],
      reads: ['primary.resectable'],
      test: (s) => s.is('primary.resectable', 'yes'),
    }),
    required('grade-eligible', {
      sentence:
        'Without symptoms of the primary: G1 or G2, or a selected NET G3 with feasible surgery of the liver',
      citations: [C18('86, 90'), M21('44')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      when: withoutSymptoms,
      test: (s) =>
        s.forTumours((t) => {
          if (!isG3(t)) return true;
          return t.differentiation === 'well' && t.band === 'selected' ? surgeryFeasible(s) : false;
        }),
      missing: (s) => [...openOf(s, 'primary.symptomatic'), ...tumourMissing(s), ...feasibleMissing(s)],
      behind: (s) => (s.tumours.some(isG3) ? feasibilityBehind(s) : NO_FACTS),
      explain: (s) => (s.tumours.some(isG3) ? describeFeasibility(s) : undefined),
    }),
    required('reason-to-resect-primary', {
      sentence:
        'Symptoms of the primary; or surgery of the liver is feasible; or (disputed) before PRRT or to meet a transplant set',
      citations: [M21('104-112, 188'), C18('94, 108'), J12('268-273')],
      reads: [
        'primary.symptomatic',
        'liver.resectability',
        'liver.pattern.reported',
        'primary.site',
        'extrahepatic',
      ],
      test: (s) => any(symptomatic(s), surgeryFeasible(s), disputedReason(s)),
      missing: (s) => [...openOf(s, 'primary.symptomatic'), ...feasibleMissing(s), ...disputedMissing(s)],
      numbers: [LOW_BILIRUBIN],
      behind: reasonsBehind,
      explain: describeReasons,
    }),
    contraindication('poorly-differentiated', {
      sentence:
        'Without symptoms of the primary: poorly differentiated carcinoma, or G3 with Ki-67 of {ki67-g3-surgery-limit} % or more',
      citations: poorlyDifferentiated.citations,
      reads: poorlyDifferentiated.reads,
      when: withoutSymptoms,
      test: poorlyDifferentiated.test,
      missing: (s) => [...openOf(s, 'primary.symptomatic'), ...tumourMissing(s)],
    }),
    unfitForSurgery,
    uncorrectedHeartDisease,
    hepaticInsufficiencyContraindication,
    caution('symptom-relief-only', {
      sentence: 'G3 or carcinoma: for symptoms, not for cure',
      citations: [C18('94, 108')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      when: symptomatic,
      test: (s) => s.forTumours(isG3),
      missing: (s) => [...openOf(s, 'primary.symptomatic'), ...tumourMissing(s)],
    }),
    caution('net-g3-selected', {
      sentence: 'Well-differentiated G3 (NET G3) selected for surgery',
      numbers: [G3_LIMIT],
      citations: [C18('86, 90'), M21('21, 44')],
      reads: ['ki67', 'mitoses', 'grade.reported', 'differentiation'],
      // Asked while symptoms are not ruled in: with symptoms the caution before this one says the same.
      when: (s) => symptomatic(s) !== true,
      test: selectedG3,
      behind: (s) => (s.tumours.some(isG3) ? feasibilityBehind(s) : NO_FACTS),
      missing: (s) => [...openOf(s, 'primary.symptomatic'), ...tumourMissing(s), ...feasibleMissing(s)],
    }),
    caution('disputed', {
      sentence: 'Surgery of the liver is not feasible: resection of the primary is disputed',
      citations: [M21('188'), C18('94, 108'), J12('271-273')],
      reads: ['primary.symptomatic', 'liver.resectability', 'liver.pattern.reported'],
      when: withoutSymptoms,
      test: (s) => not(surgeryFeasible(s)),
      missing: (s) => [...openOf(s, 'primary.symptomatic'), ...feasibleMissing(s)],
      behind: feasibilityBehind,
    }),
    ecogTwo,
    borderlineLiver,
    pregnancyCaution,
  ],
  notes: [
    'Benefit was seen by Bertani and by Citterio (C18:108); after pancreaticoduodenectomy intra-arterial treatment risks sepsis (C18:108).',
    'Simultaneous resection: morbidity 42 %, 90-day mortality 3 % in one series (M21:108).',
  ],
});
