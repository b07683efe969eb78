import type { Candidate } from '../domain/candidate.ts';
import { elements, isElement, text } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { comorbidityCandidates } from './comorbidity.ts';
import { flagFutureDiagnoses, type MappingInput } from './conditions.ts';
import { extrahepaticCandidates } from './extrahepatic.ts';
import { nelmCandidates } from './nelm.ts';
import { primaryCandidates } from './primary.ts';
import { primaryResectionCandidates } from './primary-resection.ts';
import { syndromeCandidates } from './syndrome.ts';

export { comorbidityCandidates } from './comorbidity.ts';
export type { MappingInput } from './conditions.ts';
export { extrahepaticCandidates } from './extrahepatic.ts';
export { nelmCandidates, nelmConditions } from './nelm.ts';
export { primaryCandidates } from './primary.ts';
export { primaryResectionCandidates } from './primary-resection.ts';
export { syndromeCandidates } from './syndrome.ts';

/** Everything that the diagnoses on record say, with the resections of the primary that complete them. */
export function diagnosisCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  flagUncoded(record, input);
  flagFutureDiagnoses(record, codes, input);
  return [
    ...nelmCandidates(record, codes, input),
    ...primaryCandidates(record, codes, input),
    ...primaryResectionCandidates(record, codes, input),
    ...extrahepaticCandidates(record, codes, input),
    ...syndromeCandidates(record, codes, input),
    ...comorbidityCandidates(record, codes, input),
  ];
}

/** Diagnoses that carry a text only are not read: they are counted so that nobody takes them for absent. */
function flagUncoded(record: PatientRecord, input: MappingInput): void {
  if (!input.flag) return;
  let count = 0;
  for (const condition of record.all('Condition')) {
    const code: unknown = condition.code;
    const coded = isElement(code) && elements(code.coding).some((coding) => text(coding.code) !== undefined);
    if (!coded) count += 1;
  }
  if (count === 0) return;
  input.flag({
    severity: 'information',
    text:
      count === 1
        ? '1 diagnosis without a code was not read'
        : `${count} diagnoses without a code were not read`,
  });
}
