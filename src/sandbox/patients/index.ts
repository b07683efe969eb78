/** The fixture patients, in the order in which the demo lists them. */
import type { Bundle } from '@medplum/fhirtypes';
import { conflictingRecords, netGradeThree } from './difficult.ts';
import {
  midgutProgressing,
  poorlyDifferentiated,
  postWhippleProgressing,
  transplantCandidate,
} from './disseminated.ts';
import { european } from './european.ts';
import { hostileText } from './hostile.ts';
import { largeRecord } from './large.ts';
import {
  recurrenceAfterHepatectomy,
  resectablePancreaticNet,
  typeTwoSmallRemnant,
  uncorrectedHeartDisease,
} from './resectable.ts';
import {
  almostEverythingMissing,
  mixedNeoplasm,
  surveillance,
  unclearOrigin,
  withoutLiverMetastasis,
} from './sparse.ts';

/** Builders of the charts; the id of a bundle is the id of its patient and the name of its folder. */
export const CHARTS: readonly (() => Bundle)[] = [
  resectablePancreaticNet,
  midgutProgressing,
  typeTwoSmallRemnant,
  poorlyDifferentiated,
  transplantCandidate,
  recurrenceAfterHepatectomy,
  almostEverythingMissing,
  withoutLiverMetastasis,
  postWhippleProgressing,
  hostileText,
  european,
  largeRecord,
  uncorrectedHeartDisease,
  mixedNeoplasm,
  unclearOrigin,
  surveillance,
  netGradeThree,
  conflictingRecords,
];
