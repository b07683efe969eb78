import { UNKNOWN, define } from './definition.ts';

/** Disease elsewhere, imaging, performance and the heart. */
export const STAGING_FACTS = define({
  extrahepatic: {
    type: 'word',
    title: 'Extrahepatic disease',
    words: ['none', 'regional-nodes-only', 'limited-stable', 'resectable', 'unresectable', 'unspecified'],
    absence: 'conditional',
    assumed: 'none',
    ageLimitDays: 180,
    absenceText:
      'no record: assumed none when a cross-sectional and a functional staging study within their age limits are on record; else unknown',
    definition: 'Disease outside the liver and the primary; unspecified: present, resectability not stated.',
  },
  'staging.cross-sectional': {
    type: 'date',
    title: 'Last CT or MRI of the liver',
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'Date of the last CT or MRI that shows the liver.',
  },
  'staging.functional': {
    type: 'date',
    title: 'Last somatostatin-receptor imaging',
    ageLimitDays: 365,
    ...UNKNOWN,
    definition: 'Date of the last somatostatin-receptor imaging.',
  },
  sstr: {
    type: 'word',
    title: 'Somatostatin-receptor imaging',
    words: ['positive', 'negative'],
    ageLimitDays: 365,
    ...UNKNOWN,
    definition: 'Krenning 2-4 is positive, 0-1 negative.',
  },
  fdg: {
    type: 'word',
    title: 'FDG imaging',
    words: ['positive', 'negative'],
    ageLimitDays: 365,
    ...UNKNOWN,
    definition: 'Result of 18F-FDG PET.',
  },
  mibg: {
    type: 'word',
    title: 'MIBG imaging',
    words: ['positive', 'negative'],
    absence: 'assume',
    assumed: 'negative',
    absenceText: 'no record: assumed negative (never asked for routinely)',
    definition: 'Result of MIBG scintigraphy.',
  },
  ecog: {
    type: 'number',
    title: 'ECOG performance status',
    unit: '{score}',
    unitText: '',
    plausible: [0, 4],
    decimals: 0,
    integer: true,
    ageLimitDays: 90,
    ...UNKNOWN,
    definition: 'ECOG 0-4; Karnofsky is converted.',
  },
  'heart-disease': {
    type: 'word',
    title: 'Carcinoid heart disease',
    words: ['none', 'present', 'corrected'],
    absence: 'conditional',
    assumed: 'none',
    ageLimitDays: 365,
    closingWords: ['present'],
    absenceText:
      'no record: unknown when the syndrome is carcinoid or unknown and no echocardiogram of the last {echocardiogram-days} days is on record; else assumed none',
    definition: 'Carcinoid heart disease, uncorrected (present) or corrected.',
  },
});
