import type { FactId } from '../domain/fact-catalogue.ts';
import { FUNCTION } from './function.ts';
import { LABORATORY, LABORATORY_DERIVED } from './laboratory.ts';
import { LIVER_IMAGING } from './liver-imaging.ts';
import { LOCAL_LOOKUPS } from './local-codes.ts';
import type { ObservationLookup } from './observation.ts';
import { HISTOLOGY, PATHOLOGY } from './pathology.ts';
import { factsFrom } from './sources.ts';
import { STAGING } from './staging.ts';

/** One place in a record where a fact is looked for. */
export interface LookupRow {
  readonly fact: FactId;
  /** FHIR resource type. */
  readonly resourceType: string;
  /** Code set of the resource's code; absent when the rule has more than one (diagnoses, operations, drugs). */
  readonly codeSet?: string;
  /** FHIRPath of the element that is read. */
  readonly expression: string;
  /** What is accepted, in words. */
  readonly accepts: string;
}

const GROUPS: Readonly<Record<string, readonly [expression: string, accepts: string]>> = {
  Condition: ['Condition.code', 'diagnosis in force: code, morphology, body site, stage'],
  Procedure: ['Procedure.code', 'completed procedure'],
  MedicationRequest: [
    'MedicationRequest.medication',
    'order that is no proposal: active, completed, stopped, on hold',
  ],
  MedicationAdministration: ['MedicationAdministration.medication', 'administration'],
  MedicationStatement: ['MedicationStatement.medication', 'statement that the drug was taken'],
};

/** Where every fact is looked for, for the rule book; the local code first. */
export function lookupTable(): readonly LookupRow[] {
  const observation = (entry: ObservationLookup): LookupRow => ({
    fact: entry.fact,
    resourceType: 'Observation',
    codeSet: entry.codeSet,
    expression: entry.select.expression,
    accepts: entry.accepts,
  });
  const patient = (fact: FactId, element: string, accepts: string): LookupRow => ({
    fact,
    resourceType: 'Patient',
    expression: `Patient.${element}`,
    accepts,
  });
  return [
    ...LOCAL_LOOKUPS.map(observation),
    patient('age', 'birthDate', 'date; a partial one is a range'),
    patient('deceased', 'deceased', 'boolean, dateTime'),
    ...[...PATHOLOGY, ...HISTOLOGY, ...LABORATORY, ...LABORATORY_DERIVED, ...FUNCTION].map(observation),
    ...LIVER_IMAGING.map((row) => ({ resourceType: row.expression.split('.')[0] ?? '', ...row })),
    ...STAGING.flatMap(({ fact, codeSets, sources }) =>
      codeSets.flatMap((codeSet) =>
        sources.map(({ type, select }) => ({
          fact,
          resourceType: type,
          codeSet,
          expression: select.expression,
          accepts: 'date of a final report, an available study, a completed procedure',
        })),
      ),
    ),
    ...Object.entries(GROUPS).flatMap(([resourceType, [expression, accepts]]) =>
      factsFrom(resourceType)
        .filter((fact) => !fact.startsWith('staging.'))
        .map((fact) => ({ fact, resourceType, expression, accepts })),
    ),
  ];
}
