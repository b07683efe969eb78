import type { Condition, Resource } from '@medplum/fhirtypes';
import { type DateRange, parseDate } from '../domain/calendar.ts';
import type { Issue } from '../domain/facts.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import {
  type Coding,
  codings,
  dateText,
  type Element,
  elements,
  isElement,
  referenceText,
} from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';

/** What a group of the mapping is told besides the record. */
export interface MappingInput {
  /** Evaluation date, `YYYY-MM-DD`. */
  readonly date: string;
  /** Takes remarks that belong to no candidate. */
  readonly flag?: (issue: Issue) => void;
}

/**
 * - `in-force`: confirmed (or no verification stated) and active, recurrent or relapsed (or no status stated);
 * - `past`: confirmed, but inactive, resolved, in remission or abated;
 * - `not-confirmed`: unconfirmed, provisional or differential: neither asserts nor denies;
 * - `refuted`: says nothing.
 */
export type Force = 'in-force' | 'past' | 'not-confirmed' | 'refuted';

/** One Condition with what its codes say, by the names of the code sets that hold them. */
export interface Diagnosis {
  readonly resource: Condition;
  readonly reference: string;
  readonly force: Force;
  /** Sets of `code` and of the morphology. */
  readonly says: ReadonlySet<string>;
  /** Sets of the morphology extension alone. */
  readonly morphology: ReadonlySet<string>;
  /** Codes of the morphology extension, known or not. */
  readonly morphologyCodes: readonly Coding[];
  /** Sets of `bodySite`. */
  readonly sites: ReadonlySet<string>;
  readonly statesSite: boolean;
  readonly codes: readonly Coding[];
  /** When the disease began, where the record says so: `onset[x]` as a date. */
  readonly began?: string;
  /** Onset, else the date of assertion or recording, as written. */
  readonly onset?: string;
  /** The later of onset and recording: the day on which the condition was last stated to be there. */
  readonly stated?: string;
  /** References of the Conditions that it is related or due to. */
  readonly related: readonly string[];
}

const MORPHOLOGY_EXTENSION =
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior';
const LINK_EXTENSIONS: readonly string[] = [
  'http://hl7.org/fhir/StructureDefinition/condition-related',
  'http://hl7.org/fhir/StructureDefinition/condition-dueTo',
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-primary-cancer-condition',
];
const ASSERTED_DATE = 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate';
const CLINICAL_STATUS = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const VERIFICATION_STATUS = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';

const NONE: ReadonlySet<string> = new Set();
const read = new WeakMap<PatientRecord, WeakMap<CodeSets, readonly Diagnosis[]>>();

/** The Conditions of the record that lie not wholly after the evaluation date, read once per record. */
export function diagnosesOf(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): readonly Diagnosis[] {
  const today = parseDate(input.date);
  const all = everyDiagnosis(record, codes);
  return today ? all.filter((diagnosis) => !isAfter(parseDate(diagnosis.onset), today.last)) : all;
}

/** Says which Conditions begin after the evaluation date: they are not read. */
export function flagFutureDiagnoses(record: PatientRecord, codes: CodeSets, input: MappingInput): void {
  const today = parseDate(input.date);
  if (!today || !input.flag) return;
  for (const { reference, onset, force } of everyDiagnosis(record, codes)) {
    const begins = parseDate(onset);
    if (force === 'refuted' || !begins || !isAfter(begins, today.last)) continue;
    input.flag({
      severity: 'warning',
      resource: reference,
      text: `dated in the future (${begins.text}); value ignored`,
    });
  }
}

function everyDiagnosis(record: PatientRecord, codes: CodeSets): readonly Diagnosis[] {
  let bySets = read.get(record);
  if (!bySets) {
    bySets = new WeakMap();
    read.set(record, bySets);
  }
  let diagnoses = bySets.get(codes);
  if (!diagnoses) {
    diagnoses = record.all('Condition').map((condition) => diagnosisOf(record, condition, codes));
    bySets.set(codes, diagnoses);
  }
  return diagnoses;
}

function isAfter(date: DateRange | undefined, day: number): boolean {
  return date !== undefined && date.first > day;
}

function diagnosisOf(record: PatientRecord, resource: Condition, codes: CodeSets): Diagnosis {
  const element = resource as unknown as Element;
  const own = codings(element.code);
  const extensions = elements(element.extension);
  const morphologies = extensions
    .filter((extension) => extension.url === MORPHOLOGY_EXTENSION)
    .flatMap((extension) => codings(extension.valueCodeableConcept));
  const bodySites = Array.isArray(element.bodySite)
    ? element.bodySite.flatMap((site) => codings(site))
    : codings(element.bodySite);
  const began = beganOn(element);
  const onset = began ?? writtenDown(element, extensions);
  const stated = statedOn(element, onset);
  return {
    resource,
    reference: record.reference(resource as Resource),
    force: forceOf(element),
    says: setsOf(codes, [...own, ...morphologies]),
    morphology: setsOf(codes, morphologies),
    morphologyCodes: morphologies,
    sites: setsOf(codes, bodySites),
    statesSite: bodySites.length > 0,
    codes: own,
    related: extensions
      .filter((extension) => LINK_EXTENSIONS.includes(String(extension.url)))
      .map((extension) => referenceText(extension.valueReference))
      .filter((reference) => reference !== undefined),
    ...(began === undefined ? {} : { began }),
    ...(onset === undefined ? {} : { onset }),
    ...(stated === undefined ? {} : { stated }),
  };
}

function setsOf(codes: CodeSets, concept: readonly Coding[]): ReadonlySet<string> {
  let found: Set<string> | undefined;
  for (const { system, code } of concept) {
    for (const name of setsHolding(codes, system, code)) {
      found ??= new Set();
      found.add(name);
    }
  }
  return found ?? NONE;
}

function beganOn(element: Element): string | undefined {
  const period = isElement(element.onsetPeriod) ? element.onsetPeriod : undefined;
  return dateText(element.onsetDateTime) ?? dateText(period?.start);
}

function writtenDown(element: Element, extensions: readonly Element[]): string | undefined {
  const asserted = extensions.find((extension) => extension.url === ASSERTED_DATE);
  return dateText(asserted?.valueDateTime) ?? dateText(element.recordedDate);
}

function statedOn(element: Element, onset: string | undefined): string | undefined {
  const recorded = dateText(element.recordedDate);
  const a = parseDate(onset);
  const b = parseDate(recorded);
  if (!a) return b ? recorded : onset;
  return b && b.first > a.first ? recorded : onset;
}

function forceOf(element: Element): Force {
  const verification = statusCode(element.verificationStatus, VERIFICATION_STATUS);
  if (verification === 'refuted' || verification === 'entered-in-error') return 'refuted';
  if (verification !== undefined && verification !== 'confirmed') return 'not-confirmed';
  const clinical = statusCode(element.clinicalStatus, CLINICAL_STATUS);
  if (clinical !== undefined) return ACTIVE.has(clinical) ? 'in-force' : 'past';
  return ABATEMENT.some((name) => element[name] !== undefined && element[name] !== false)
    ? 'past'
    : 'in-force';
}

const ACTIVE = new Set(['active', 'recurrence', 'relapse']);
const ABATEMENT = [
  'abatementDateTime',
  'abatementPeriod',
  'abatementAge',
  'abatementRange',
  'abatementString',
  'abatementBoolean',
];

/** The code of a status concept; a code without a system is taken as one of the required value set. */
function statusCode(concept: unknown, system: string): string | undefined {
  if (!isElement(concept)) return undefined;
  const all = elements(concept.coding).filter((coding) => typeof coding.code === 'string');
  const coding = all.find((c) => c.system === system) ?? all.find((c) => c.system === undefined) ?? all[0];
  return typeof coding?.code === 'string' ? coding.code : undefined;
}

const ICD_10: readonly string[] = [SYSTEMS.icd10cm, SYSTEMS.icd10, SYSTEMS.icd10gm];

/** The three-character categories of the ICD-10 codes of a diagnosis (`C18`). */
export function icdCategories(diagnosis: Diagnosis): readonly string[] {
  return diagnosis.codes
    .filter(({ system }) => ICD_10.includes(system))
    .map(({ code }) => code.trim().slice(0, 3).toUpperCase());
}

/** The Condition that a reference of a resource names, when it is one of the patient's. */
export function diagnosisNamed(
  record: PatientRecord,
  diagnoses: readonly Diagnosis[],
  reference: string,
  from: Resource,
): Diagnosis | undefined {
  const target = record.resolve(reference, from);
  return target === undefined ? undefined : diagnoses.find((diagnosis) => diagnosis.resource === target);
}
