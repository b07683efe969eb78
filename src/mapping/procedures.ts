import { type DateRange, parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import type { FactId, Treatment } from '../domain/fact-catalogue.ts';
import { canonicalSystem, SYSTEMS } from '../fhir/code-systems.ts';
import { codings } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { diagnosesOf, type MappingInput } from './conditions.ts';
import { flagFutureOperations, type Operation, operations } from './operations.ts';
import { isCurative } from './primary-resection.ts';

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
  ['whipple', 'whipple', 'yes'],
  ['whipple', 'bilioenteric-anastomosis', 'yes'],
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
    ...pancreaticoduodenectomies(record, codes, input),
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

/** ICD-10-PCS has no code for it: a resection of the duodenum and of the pancreas on the same day. */
function pancreaticoduodenectomies(record: PatientRecord, codes: CodeSets, input: MappingInput): Candidate[] {
  const pancreas = operations(record, codes, 'pancreatic-resection', input);
  return operations(record, codes, 'duodenal-resection', input)
    .filter((duodenum) => pancreas.some((operation) => isSameDay(operation, duodenum)))
    .flatMap((operation) => {
      const note = 'resection of duodenum and pancreas on the same day';
      return [
        stated(operation, 'whipple', 'yes', note),
        stated(operation, 'bilioenteric-anastomosis', 'yes', note),
      ];
    });
}

/** OPS categories of which a subdivision may be a resection with the duodenum or a new anastomosis to the bile duct. */
const PANCREATECTOMY_CATEGORIES = /^5-52[45]/;

/**
 * A resection of the pancreas under an OPS code does not tell here whether it was a pancreaticoduodenectomy: that
 * there was none, and no anastomosis to the bile duct, cannot be assumed.
 */
function pancreatectomiesOfUnstatedExtent(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  return operations(record, codes, 'pancreatic-resection', input)
    .filter(({ resource }) =>
      codings(resource.code).some(
        ({ system, code }) =>
          system !== undefined &&
          canonicalSystem(system) === SYSTEMS.ops &&
          PANCREATECTOMY_CATEGORIES.test(code ?? ''),
      ),
    )
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

/** True when both dates are known to the day and are the same day. */
function isSameDay(a: Operation, b: Operation): boolean {
  const one = parseDate(a.date);
  const other = parseDate(b.date);
  return one !== undefined && other !== undefined && isDay(one) && isDay(other) && one.first === other.first;
}

function isDay(range: DateRange): boolean {
  return range.first === range.last;
}
