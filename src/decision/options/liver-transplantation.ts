import { all, type Truth } from '../../domain/truth.ts';
import { A14, C18, J12, M21 } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf, tumourMissing } from '../missing.ts';
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
import {
  SET_NOTES,
  setsMissing,
  someSetMet,
  unresectableLiverDisease,
  unresectableMissing,
} from '../transplant-sets.ts';
import { notTransplanted } from './applicable.ts';

const AGE = use('transplant-age-caution');
const LOW_BILIRUBIN = use('bilirubin-low');

const duodenopancreatic = (s: Situation): Truth => s.is('primary.site', 'pancreas', 'duodenum');

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
      missing: tumourMissing,
    }),
    required('liver-only-disease', {
      sentence: 'No disease outside the liver (removable disease: remove first, then reassess)',
      citations: [M21('134-136'), A14('319'), C18('124'), J12('562-564')],
      reads: ['extrahepatic'],
      test: (s) => s.is('extrahepatic', 'none'),
    }),
    required('meets-a-criteria-set', {
      sentence: 'At least one of the five criteria sets is met',
      citations: [M21('134-136'), J12('519-527'), A14('315-321')],
      reads: [
        'age',
        'ki67',
        'primary.site',
        'primary.status',
        'primary.resected-on',
        'liver.involvement',
        'disease-course',
        'stable-months',
        'extrahepatic',
        'bilirubin',
      ],
      test: someSetMet,
      missing: setsMissing,
    }),
    poorlyDifferentiated,
    unfitForSurgery,
    uncorrectedHeartDisease,
    pregnancyContraindication,
    caution('age-over-45', {
      sentence: 'Age above 45 years',
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
    }),
    caution('bilirubin-above-low', {
      sentence: 'Bilirubin above 1.2 mg/dL',
      citations: [A14('308-310')],
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
    (s) =>
      ['regional-nodes-only', 'limited-stable', 'resectable'].some(
        (word) => s.is('extrahepatic', word) === true,
      )
        ? 'Disease outside the liver: to be removed first, then reassessment.'
        : undefined,
    (s) =>
      openOf(s, 'extrahepatic').length > 0 ? 'Extrahepatic disease has to be excluded first.' : undefined,
    ...SET_NOTES,
  ],
});
