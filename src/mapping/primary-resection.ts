import type { Resource } from '@medplum/fhirtypes';
import { parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import { codings, type Element, elements, referenceText } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { type Diagnosis, diagnosisNamed, type MappingInput } from './conditions.ts';
import { localStatements } from './local-codes.ts';
import { type Tumours, tumoursOf } from './malignancy.ts';
import { type Operation, operations } from './operations.ts';
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

/**
 * Curative resections of the primary: completed operations on the organ of the primary, at or after its diagnosis, for
 * this tumour as far as a reason is stated.
 */
export function resectionsOfPrimary(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Operation[] {
  const tumours = tumoursOf(record, codes, input);
  const primaries = statedPrimaries(tumours);
  const stated = statedSites(record);
  const found = new Map<Resource, Operation>();
  for (const [set, organs] of Object.entries(RESECTIONS)) {
    const ofOrgan = primaries.filter(({ site }) => site.possible.some((organ) => organs.includes(organ)));
    const isStated = organs.some((organ) => stated.has(organ));
    if (ofOrgan.length === 0 && !isStated) continue;
    for (const operation of operations(record, codes, set, input)) {
      if (!isCurative(operation, codes) || isForOther(record, operation, tumours)) continue;
      // An appendix may have been taken out long before: without a date nothing follows.
      if (set === 'appendectomy' && !parseDate(operation.date)) continue;
      if (isStated || ofOrgan.some(({ diagnosis }) => isAtOrAfter(operation, diagnosis))) {
        found.set(operation.resource, operation);
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

/** `primary.status` resected and `primary.resected-on`. */
export function primaryResectionCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  return resectionsOfPrimary(record, codes, input).flatMap((operation) => {
    const base = {
      reference: operation.reference,
      standing: 'explicit',
      ...(operation.date === undefined ? {} : { effective: operation.date }),
    } as const;
    const status: Candidate = {
      ...base,
      fact: 'primary.status',
      value: { kind: 'word', possible: ['resected'] },
      path: 'Procedure.code',
      note: 'resection of the organ of the primary, at or after its diagnosis',
    };
    const date = parseDate(operation.date);
    if (!date) return [status];
    return [
      status,
      {
        ...base,
        fact: 'primary.resected-on',
        value: { kind: 'date', ...date },
        path: 'Procedure.performed',
      },
    ];
  });
}

const INTENT_EXTENSIONS: readonly string[] = [
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent',
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent',
];

/** False when the record states an intent or an outcome other than curative. */
export function isCurative(operation: Operation, codes: CodeSets): boolean {
  const element = operation.resource as unknown as Element;
  const intents = elements(element.extension)
    .filter((extension) => INTENT_EXTENSIONS.includes(String(extension.url)))
    .flatMap((extension) => codings(extension.valueCodeableConcept));
  return (
    intents.length === 0 ||
    intents.some(({ system, code }) => setsHolding(codes, system, code).includes('intent-curative'))
  );
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

function isAtOrAfter(operation: Operation, diagnosis: Diagnosis): boolean {
  const performed = parseDate(operation.date);
  const onset = parseDate(diagnosis.onset);
  return !performed || !onset || performed.last >= onset.first - DAYS_BEFORE_DIAGNOSIS;
}
