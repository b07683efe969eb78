import type { Resource } from '@medplum/fhirtypes';
import { parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import { type Element, elements, referenceText } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosisNamed, type MappingInput } from './conditions.ts';
import { isCurative } from './curative.ts';
import { localStatements } from './local-codes.ts';
import { type Tumours, tumoursOf } from './malignancy.ts';
import { type Operation, operations } from './operations.ts';
import { pancreaticoduodenectomies } from './pancreas.ts';
import { statedPrimaries } from './primary.ts';

/** Which operations remove a primary of which organ. */
export const RESECTIONS: Readonly<Record<string, readonly string[]>> = {
  whipple: ['pancreas', 'duodenum'],
  'pancreatic-resection': ['pancreas'],
  'duodenal-resection': ['duodenum'],
  'small-bowel-resection': ['jejunum-ileum'],
  'right-hemicolectomy': ['jejunum-ileum', 'appendix', 'colon'],
  appendectomy: ['appendix'],
  colectomy: ['colon'],
  'rectal-resection': ['rectum'],
  'gastric-resection': ['stomach', 'distal-stomach'],
  'lung-resection': ['lung'],
  thymectomy: ['thymus'],
};

/**
 * "At diagnosis": a tumour is often found in the specimen, and the diagnosis is written down some days after the
 * operation.
 */
const DAYS_BEFORE_DIAGNOSIS = 30;

/** An operation on the organ of the primary, and how it stands in time to the diagnosis. */
interface OnPrimary extends Operation {
  readonly when: string;
}

/**
 * Curative resections of the primary: completed operations on the organ of the primary, at or after its diagnosis, for
 * this tumour as far as a reason is stated.
 */
export function resectionsOfPrimary(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): OnPrimary[] {
  return operationsOnPrimary(record, codes, input).filter((operation) => isCurative(operation, codes));
}

/** The same with those that the record calls debulking, palliative or R2. */
function operationsOnPrimary(record: PatientRecord, codes: CodeSets, input: MappingInput): OnPrimary[] {
  const tumours = tumoursOf(record, codes, input);
  const primaries = statedPrimaries(tumours);
  const stated = statedSites(record);
  const found = new Map<Resource, OnPrimary>();
  for (const [set, organs] of Object.entries(RESECTIONS)) {
    const ofOrgan = primaries.filter(({ site }) => site.possible.some((organ) => organs.includes(organ)));
    const isStated = organs.some((organ) => stated.has(organ));
    if (ofOrgan.length === 0 && !isStated) continue;
    const isWhipple = set === 'whipple';
    const done = isWhipple
      ? pancreaticoduodenectomies(record, codes, input)
      : operations(record, codes, set, input);
    for (const operation of done) {
      if (isForOther(record, operation, tumours)) continue;
      // An appendix may have been taken out long before: without a date nothing follows.
      if (set === 'appendectomy' && !parseDate(operation.date)) continue;
      const times = ofOrgan.map(({ diagnosis }) => timeOf(operation, diagnosis));
      // A pancreaticoduodenectomy removes the organ, whenever the tumour in it was written down.
      const when = isStated
        ? AFTER
        : (times.find((time) => time === AFTER) ??
          times.find((time) => time !== undefined) ??
          (isWhipple ? 'before its diagnosis was written down' : undefined));
      if (when !== undefined && !found.has(operation.resource)) {
        found.set(operation.resource, { ...operation, when });
      }
    }
  }
  return [...found.values()];
}

/** The organs of the primary that Observations state by the local code: they carry no day of diagnosis. */
function statedSites(record: PatientRecord): ReadonlySet<string> {
  const stated = new Set<string>();
  for (const { value } of localStatements(record, 'primary.site')) {
    if (value.kind === 'word' && value.possible.length === 1) stated.add(value.possible[0] ?? '');
  }
  return stated;
}

/**
 * `primary.status` resected and `primary.resected-on`. An operation that was not done for cure may leave the primary in
 * part: it says nothing, and that is told.
 */
export function primaryResectionCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  return operationsOnPrimary(record, codes, input).flatMap((operation) => {
    const base = {
      reference: operation.reference,
      standing: 'explicit',
      ...(operation.date === undefined ? {} : { effective: operation.date }),
    } as const;
    if (!isCurative(operation, codes)) {
      input.flag?.({
        severity: 'information',
        resource: operation.reference,
        text: 'operation on the primary that the record calls debulking, palliative or R2: not read as its resection',
      });
      return [];
    }
    const resected: Candidate = {
      ...base,
      fact: 'primary.status',
      value: { kind: 'word', possible: ['resected'] },
      path: 'Procedure.code',
      note: `resection of the organ of the primary, ${operation.when}`,
    };
    const date = parseDate(operation.date);
    if (!date) return [resected];
    return [
      resected,
      {
        ...base,
        fact: 'primary.resected-on',
        value: { kind: 'date', ...date },
        path: 'Procedure.performed',
      },
    ];
  });
}

/** True when every reason that is stated names another disease than the neuroendocrine neoplasm. */
function isForOther(record: PatientRecord, operation: Operation, tumours: Tumours): boolean {
  const element = operation.resource as unknown as Element;
  const reasons = elements(element.reasonReference)
    .map((reason) => referenceText(reason))
    .map((reference) =>
      reference === undefined
        ? undefined
        : diagnosisNamed(record, tumours.diagnoses, reference, operation.resource as Resource),
    )
    .filter((reason) => reason !== undefined);
  return reasons.length > 0 && reasons.every((reason) => tumours.others.includes(reason));
}

const AFTER = 'at or after its diagnosis';

/** When the organ was operated on, as far as that is at or after the diagnosis; undefined when it was before. */
function timeOf(operation: Operation, diagnosis: Diagnosis): string | undefined {
  const performed = parseDate(operation.date);
  const onset = parseDate(diagnosis.onset);
  if (!performed || !onset || performed.last >= onset.first) return AFTER;
  return performed.last >= onset.first - DAYS_BEFORE_DIAGNOSIS
    ? `no more than ${DAYS_BEFORE_DIAGNOSIS} days before its diagnosis`
    : undefined;
}
