import type { Candidate } from '../domain/candidate.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { lookup, type ObservationLookup, observationCandidates, readBySets } from './observation.ts';

const GRADES = { 'grade-g1': 'G1', 'grade-g2': 'G2', 'grade-g3': 'G3' } as const;

/** Ki-67 and grade as pathology reports them. Mitoses have no standard code (local code only). */
export const PATHOLOGY: readonly ObservationLookup[] = [
  {
    ...lookup('ki67', 'ki67', 'Quantity (%, or 1 as a fraction), comparator, Range, text'),
    ofSpecimen: true,
  },
  {
    ...lookup(
      'grade.reported',
      'histologic-grade',
      'CodeableConcept (low, intermediate, high; G1-G3), text, integer',
      // High is G3 and says nothing about the differentiation: it mixes NET G3 and NEC.
      readBySets('grade.reported', GRADES),
    ),
    ofSpecimen: true,
  },
];

/**
 * Differentiation, grade and scope from a histology result: an explicit statement, unlike what a diagnosis code implies.
 * A histology that is neither well nor poorly differentiated (a neoplasm, a carcinoma of another kind) says nothing.
 */
export const HISTOLOGY: readonly ObservationLookup[] = [
  lookup(
    'differentiation',
    'histology',
    'CodeableConcept (ICD-O-3 or SNOMED CT morphology)',
    readBySets('differentiation', {
      'morphology-well-differentiated': 'well',
      'morphology-poorly-differentiated': 'poor',
    }),
  ),
  {
    ...lookup(
      'grade.reported',
      'histology',
      'CodeableConcept (SNOMED CT morphology that names the grade)',
      // A number or a letter here is the behaviour of the tumour, no grade.
      readBySets('grade.reported', GRADES, () => ({ refused: 'absent', text: 'no grade' })),
    ),
    ofSpecimen: true,
  },
  lookup(
    'scope',
    'histology',
    'CodeableConcept (ICD-O-3 or SNOMED CT morphology)',
    readBySets('scope', { 'morphology-mixed': 'mixed-neoplasm' }),
  ),
];

/** What pathology results say. */
export function pathologyCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  return [
    ...observationCandidates(record, codes, PATHOLOGY),
    ...observationCandidates(record, codes, HISTOLOGY).filter(({ value }) => value.kind !== 'none'),
  ];
}
