/** The evidence behind the rules: plain data of the four sources and what is computed from it. */
export {
  conflictsFor,
  positionLines,
  SOURCE_CONFLICTS,
  type SourceConflict,
  takenFor,
} from './disagreements.ts';
export { ROW_DOUBTS, TEXT_DOUBTS } from './doubts.ts';
export { OPTIONS_WITH_EVIDENCE } from './option-evidence.ts';
export { NOMOGRAM, PROGNOSTIC_FACTORS, type PrognosticFactor } from './prognostic.ts';
export {
  type EvidenceRange,
  evidenceFor,
  type OptionEvidence,
  rangeOver,
  rangeText,
} from './ranges.ts';
export { RELEASES, type Release, type SourceAttribute, sourceAttributes } from './source-attributes.ts';
export {
  citationText,
  citationTexts,
  OPERATIONAL_DEFINITION,
  type PublishedSource,
  SOURCES,
  sourceByKey,
} from './sources.ts';
export { STUDY_DISAGREEMENTS, type StudyDisagreement } from './study-disagreements.ts';
export { type SurvivalPoint, survivalPoints, survivalSeries } from './survival.ts';
export { cellText, doubtOf, type EvidenceRow, type EvidenceTable, numbersOf } from './table.ts';
export { EVIDENCE_TABLES, tableById } from './tables/index.ts';
export { J12_ALGORITHM, NOT_IN_THE_TEXTS } from './tables/j12-algorithm.ts';
export { TRIALS, TRIALS_CITATION, TRIALS_HEADING, trialsFor } from './trials.ts';
