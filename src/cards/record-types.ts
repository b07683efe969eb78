import { type Line, line } from './detail.ts';
import type { CardInput } from './input.ts';
import { markdownText } from './markdown.ts';
import { enumerate, unique } from './wording.ts';

/** The kinds of records, in the words of clinicians, and those that were not looked up. */

const TYPE_NAMES: Readonly<Record<string, string>> = {
  '*': 'some records',
  Patient: 'patient data',
  Condition: 'diagnoses',
  Observation: 'results',
  Procedure: 'procedures',
  DiagnosticReport: 'reports',
  Medication: 'drugs of orders',
  MedicationRequest: 'prescriptions',
  MedicationAdministration: 'medication given',
  MedicationStatement: 'medication taken',
  ServiceRequest: 'orders',
  BodyStructure: 'tumour sites',
  ImagingStudy: 'imaging studies',
  Appointment: 'appointments',
  Encounter: 'planned encounters',
  Specimen: 'specimens',
};

/** What a resource type holds, inside a sentence. */
export function typeName(resourceType: string): string {
  return Object.hasOwn(TYPE_NAMES, resourceType) ? (TYPE_NAMES[resourceType] ?? resourceType) : resourceType;
}

/** Types of which a tumour board that is planned already would be known. */
const BOARD_TYPES: ReadonlySet<string> = new Set(['Appointment', 'Encounter']);

/**
 * What was not looked up, or in vain, without making anything unknown: what only these records would hold is not on
 * the card, and the reader has to know.
 */
export function readAsAbsent(input: CardInput): Line[] {
  const items = input.readAsAbsent ?? [];
  if (items.length === 0) return [];
  const never = items
    .filter((item) => item.reason === 'not-asked')
    .map((item) => typeName(item.resourceType));
  const failed = items.filter((item) => item.reason !== 'not-asked').map((item) => item.text);
  const taken = input.evaluation.strict ? 'is not known' : 'is read as absent';
  const board = items.some((item) => BOARD_TYPES.has(item.resourceType));
  const text = [
    ...(never.length > 0
      ? [
          `Not looked up, since there is no access to a FHIR server: ${enumerate(unique(never))}`,
          `what only these would hold ${taken}`,
        ]
      : []),
    ...(failed.length > 0 ? [`Could not be read: ${enumerate(unique(failed))}`] : []),
    ...(board ? ['a tumour board that is planned already could not be excluded'] : []),
  ].join('; ');
  return [line(markdownText(text, 400), 1)];
}
