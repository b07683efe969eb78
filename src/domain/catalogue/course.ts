import { ABSENT, UNKNOWN, YES_NO, define } from './definition.ts';
import { TREATMENTS } from './treatments.ts';

/** Course, treatments and general state. */
export const COURSE_FACTS = define({
  'disease-course': {
    type: 'word',
    title: 'Course of the disease',
    words: ['stable', 'responding', 'progressing'],
    ageLimitDays: 180,
    ...UNKNOWN,
    definition: 'RECIST-like course at the last assessment.',
  },
  'stable-months': {
    type: 'number',
    title: 'Months of stable or responding disease',
    unit: 'mo',
    unitText: 'months',
    plausible: [0, 600],
    decimals: 0,
    ...UNKNOWN,
    definition:
      'From the earliest to the last observation of the latest unbroken run of stable or responding disease.',
  },
  prior: {
    type: 'set',
    title: 'Past treatments',
    words: TREATMENTS,
    absence: 'assume',
    assumed: 'none',
    absenceText: 'no record: assumed not given',
    definition: 'Past treatments with dates; drugs also with whether they are in force.',
  },
  hepatomegaly: {
    type: 'word',
    title: 'Hepatomegaly',
    words: YES_NO,
    ...ABSENT,
    definition: 'Enlarged liver.',
  },
  pregnancy: {
    type: 'word',
    title: 'Pregnancy',
    words: YES_NO,
    ageLimitDays: 300,
    endsAs: 'no',
    ...ABSENT,
    definition: 'Current pregnancy.',
  },
  deceased: {
    type: 'word',
    title: 'Deceased',
    words: YES_NO,
    absence: 'no',
    assumed: 'no',
    absenceText: 'no record: no',
    definition: 'The patient has died: no cards.',
  },
});
