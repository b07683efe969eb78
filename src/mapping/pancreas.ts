import type { Candidate } from '../domain/candidate.ts';
import { codings } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import type { MappingInput } from './conditions.ts';
import { isSameDay, type Operation, operations } from './operations.ts';

/**
 * Pancreaticoduodenectomies: by their codes, and, as ICD-10-PCS has none, as a resection of the duodenum and of the
 * pancreas on the same day.
 */
export function pancreaticoduodenectomies(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): readonly (Operation & { readonly note?: string })[] {
  const pancreas = operations(record, codes, 'pancreatic-resection', input);
  const pairs = operations(record, codes, 'duodenal-resection', input)
    .filter((duodenum) => isWithOneOf(pancreas, duodenum))
    .map((operation) => ({ ...operation, note: 'resection of duodenum and pancreas on the same day' }));
  return [...operations(record, codes, 'whipple', input), ...pairs];
}

/**
 * A total pancreatectomy, and an OPS category that holds resections with the duodenum, may have been a
 * pancreaticoduodenectomy: that there was none, and no anastomosis to the bile duct, cannot be assumed. Other systems
 * have codes of their own for it (SNOMED CT), or code the duodenum beside the pancreas (ICD-10-PCS).
 */
export function pancreatectomiesOfUnstatedExtent(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  const isOpen = ({ resource }: Operation): boolean => {
    const sets = codings(resource.code).map(({ system, code }) => setsHolding(codes, system, code));
    const resections = sets.filter((holding) => holding.includes('pancreatic-resection'));
    return resections.every((holding) => holding.includes('pancreatic-resection-with-bile-duct-open'));
  };
  const duodenum = operations(record, codes, 'duodenal-resection', input);
  return operations(record, codes, 'pancreatic-resection', input)
    .filter((operation) => isOpen(operation) && !isWithOneOf(duodenum, operation))
    .flatMap((operation) =>
      (['whipple', 'bilioenteric-anastomosis'] as const).map(
        (fact): Candidate => ({
          fact,
          value: {
            kind: 'none',
            reason: 'not-confirmed',
            text: 'a resection of the pancreas is on record whose code does not tell its extent',
          },
          reference: operation.reference,
          path: operation.path,
          standing: 'implied',
          ...(operation.date === undefined ? {} : { effective: operation.date }),
        }),
      ),
    );
}

function isWithOneOf(others: readonly Operation[], operation: Operation): boolean {
  return others.some((other) => isSameDay(other, operation));
}
