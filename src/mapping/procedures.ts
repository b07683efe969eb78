import type { Candidate } from '../domain/candidate.ts';
import type { FactId, Treatment } from '../domain/fact-catalogue.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { diagnosesOf, type MappingInput } from './conditions.ts';
import { isCurative } from './curative.ts';
import { flagFutureOperations, isSameDay, type Operation, operations } from './operations.ts';
import { pancreatectomiesOfUnstatedExtent, pancreaticoduodenectomies } from './pancreas.ts';

/** Operations and interventions that are past treatments. */
export const TREATMENT_SETS: readonly (readonly [set: string, what: Treatment])[] = [
  ['liver-resection', 'liver-resection'],
  ['alpps', 'liver-resection'],
  ['ablation', 'ablation'],
  ['embolization', 'embolization'],
  ['radioembolization', 'radioembolization'],
  ['prrt-procedure', 'prrt'],
  ['liver-transplant', 'liver-transplant'],
  ['pve', 'pve'],
];

/** Operations that state a fact by having been done. */
export const FACT_SETS: readonly (readonly [set: string, fact: FactId, word: string])[] = [
  ['bilioenteric-anastomosis', 'bilioenteric-anastomosis', 'yes'],
  ['biliary-stent', 'biliary-stent', 'yes'],
  ['biliary-stent-removal', 'biliary-stent', 'no'],
  ['cholecystectomy', 'gallbladder', 'removed'],
];

/**
 * Past operations and interventions (`prior`), and what they leave behind: anastomosis, stent, removed gallbladder.
 * Only completed procedures count.
 */
export function procedureCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  flagFutureOperations(record, input);
  return [
    ...treatments(record, codes, input),
    ...FACT_SETS.flatMap(([set, fact, word]) =>
      operations(record, codes, set, input).map((operation) => stated(operation, fact, word)),
    ),
    ...pancreaticoduodenectomies(record, codes, input).flatMap((operation) => [
      {
        ...stated(operation, 'whipple', 'yes', operation.note),
        ...(isCurative(operation, codes) ? {} : { curative: false }),
      },
      stated(operation, 'bilioenteric-anastomosis', 'yes', operation.note),
    ]),
    ...pancreatectomiesOfUnstatedExtent(record, codes, input),
    ...statusConditions(record, codes, input),
  ];
}

function stated(operation: Operation, fact: FactId, word: string, note?: string): Candidate {
  return {
    fact,
    value: { kind: 'word', possible: [word] },
    reference: operation.reference,
    path: operation.path,
    standing: 'explicit',
    ...(operation.date === undefined ? {} : { effective: operation.date }),
    ...(note === undefined ? {} : { note }),
  };
}

function treatments(record: PatientRecord, codes: CodeSets, input: MappingInput): Candidate[] {
  const transplants = operations(record, codes, 'liver-transplant', input);
  const candidates: Candidate[] = [];
  for (const [set, what] of TREATMENT_SETS) {
    for (const operation of operations(record, codes, set, input)) {
      // The liver taken out for a graft of the same day is no liver resection.
      if (what === 'liver-resection' && transplants.some((transplant) => isSameDay(operation, transplant)))
        continue;
      const debulking = what === 'liver-resection' && !isCurative(operation, codes);
      candidates.push({
        fact: 'prior',
        value: { kind: 'set', members: [what], complete: false },
        reference: operation.reference,
        path: operation.path,
        standing: 'explicit',
        treatment: { what, inForce: false, ...(debulking ? { curative: false } : {}) },
        ...(operation.date === undefined ? {} : { effective: operation.date }),
        ...(debulking ? { note: 'not done with curative intent' } : {}),
      });
    }
  }
  flagUnnamedRadionuclide(record, codes, input);
  return candidates;
}

/** "Radionuclide therapy" may be iodine or radium: the drug must be on record before it counts as PRRT. */
function flagUnnamedRadionuclide(record: PatientRecord, codes: CodeSets, input: MappingInput): void {
  if (!input.flag) return;
  for (const { reference } of operations(record, codes, 'radionuclide-therapy', input)) {
    input.flag({
      severity: 'information',
      resource: reference,
      text: 'radionuclide therapy without its drug: not read as peptide receptor radionuclide therapy',
    });
  }
}

/** Conditions that record an operation of the past: transplanted liver (Z94.4), history of cholecystectomy. */
function statusConditions(record: PatientRecord, codes: CodeSets, input: MappingInput): Candidate[] {
  return diagnosesOf(record, codes, input).flatMap((diagnosis): Candidate[] => {
    if (diagnosis.force !== 'in-force' && diagnosis.force !== 'past') return [];
    const frame = {
      reference: diagnosis.reference,
      path: 'Condition.code',
      standing: 'explicit',
      ...(diagnosis.began === undefined ? {} : { effective: diagnosis.began }),
    } as const;
    const found: Candidate[] = [];
    if (diagnosis.says.has('liver-transplant')) {
      found.push({
        ...frame,
        fact: 'prior',
        value: { kind: 'set', members: ['liver-transplant'], complete: false },
        treatment: { what: 'liver-transplant', inForce: false },
      });
    }
    if (diagnosis.says.has('cholecystectomy')) {
      found.push({ ...frame, fact: 'gallbladder', value: { kind: 'word', possible: ['removed'] } });
    }
    return found;
  });
}
