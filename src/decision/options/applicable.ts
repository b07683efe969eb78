import { all, not, type Truth } from '../../domain/truth.ts';
import { M21, op } from '../citation.ts';
import { applicable } from '../criterion.ts';
import { openOf } from '../missing.ts';
import type { Situation } from '../situation.ts';

/** Treatments are asked about while liver metastases are left; when none is, surveillance takes their place. */
export const lesionsLeft = applicable({
  sentence: 'Liver metastases are left (with none left, surveillance applies)',
  citations: [M21('148-150')],
  reads: ['liver.lesion-count'],
  test: (s) => not(s.surveillance),
});

/** The first operations: asked about when the disease has not come back after a resection. */
export const notRecurrent = applicable({
  sentence: 'No recurrence after a curative liver resection, and liver metastases are left',
  citations: [M21('146-150')],
  reads: ['liver.recurrent', 'liver.lesion-count'],
  test: (s) => all(s.is('liver.recurrent', 'no'), not(s.surveillance)),
  missing: (s) => missingRecurrence(s),
});

/** The operation for a recurrence. */
export const recurrent = applicable({
  sentence: 'Recurrence in the liver after a curative liver resection',
  citations: [M21('146-150')],
  reads: ['liver.recurrent', 'liver.lesion-count'],
  test: (s) => all(s.is('liver.recurrent', 'yes'), not(s.surveillance)),
  missing: (s) => missingRecurrence(s),
});

/** Transplantation is asked about once. */
export const notTransplanted = applicable({
  sentence: 'No liver transplantation in the past, and liver metastases are left',
  citations: [op('the sources speak of first transplantation')],
  reads: ['prior', 'liver.lesion-count'],
  test: (s): Truth => all(not(s.given('liver-transplant')), not(s.surveillance)),
  missing: (s) => [
    ...openOf(s, 'prior:liver-transplant'),
    ...(s.surveillance === 'unknown' ? openOf(s, 'liver.lesion-count') : []),
  ],
});

function missingRecurrence(s: Situation) {
  return [
    ...openOf(s, 'liver.recurrent'),
    ...(s.surveillance === 'unknown' ? openOf(s, 'liver.lesion-count') : []),
  ];
}
