import type { Candidate } from '../domain/candidate.ts';
import { FACT_IDS, type FactId } from '../domain/fact-catalogue.ts';
import type { Issue, RecordedFacts } from '../domain/facts.ts';
import type { RecordLimitValues } from '../domain/record-limits.ts';
import { resolve } from '../domain/resolve.ts';
import { ANY_TYPE } from '../fhir/bundle.ts';
import type { PatientRecord, Unread } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { demographicCandidates } from './demographics.ts';
import { diagnosisCandidates, type MappingInput, nelmConditions } from './diagnosis.ts';
import { FUNCTION, functionCandidates } from './function.ts';
import { LABORATORY, LABORATORY_DERIVED, laboratoryCandidates } from './laboratory.ts';
import { liverImagingCandidates } from './liver-imaging.ts';
import { localCandidates } from './local-codes.ts';
import { tumoursOf } from './malignancy.ts';
import { medicationCandidates, unnamedDrugs } from './medications.ts';
import { lookup, type ObservationLookup, observationCandidates } from './observation.ts';
import { type ActiveOrder, activeOrders } from './orders.ts';
import { ofThisTumour } from './other-tumour.ts';
import { HISTOLOGY, PATHOLOGY, pathologyCandidates } from './pathology.ts';
import { procedureCandidates } from './procedures.ts';
import { unreadableFacts } from './sources.ts';
import { echocardiogramDate, markerDates, stagingCandidates } from './staging.ts';
import { unknownLocalCodes } from './unknown-local-codes.ts';

export interface MapInput {
  /** Evaluation date, YYYY-MM-DD. */
  readonly date: string;
  readonly codes: CodeSets;
  /** Every numeric limit that reads a fact (the decision core gives them). */
  readonly cutpoints: (fact: FactId) => readonly number[];
  /** Age limits of the site in days. */
  readonly ageLimits?: Readonly<Partial<Record<FactId, number>>>;
  /** Other numbers of the site by which the record is read. */
  readonly recordLimits?: Partial<RecordLimitValues>;
}

export interface Mapped {
  readonly recorded: RecordedFacts;
  readonly issues: readonly Issue[];
  /** References of the Conditions that record the liver metastases. */
  readonly nelmConditions: readonly string[];
  /** Orders that are open for the patient. */
  readonly activeOrders: readonly ActiveOrder[];
}

/** What the whole record says about every fact, decided for the evaluation date. */
export function mapRecord(record: PatientRecord, input: MapInput): Mapped {
  const { codes, date } = input;
  const remarks: Issue[] = [];
  const told: MappingInput = { date, flag: (issue) => remarks.push(issue) };
  const candidates = candidatesOf(record, codes, told);
  const orders = activeOrders(record, codes);
  const unnamed = unnamedAmong(record, told);
  const echocardiogram = echocardiogramDate(record, codes, date);
  const { recorded, issues } = resolve(candidates, {
    subject: record.subject,
    date,
    unreadable: unreadable(record, codes, told, unnamed ? [...record.unread, unnamed] : record.unread),
    context: {
      markers: markerDates(record, codes, date),
      activeOrders: [...new Set(orders.flatMap(({ options }) => options))],
      ...(echocardiogram === undefined ? {} : { echocardiogram }),
    },
    cutpoints: input.cutpoints,
    ...(input.ageLimits === undefined ? {} : { ageLimits: input.ageLimits }),
    ...(input.recordLimits === undefined ? {} : { recordLimits: input.recordLimits }),
  });
  return {
    recorded,
    issues: [...record.issues, ...remarks, ...unknownLocalCodes(record, codes), ...issues],
    nelmConditions: nelmConditions(record, codes, told),
    activeOrders: orders,
  };
}

/**
 * Facts that could not all be read. Whether there are liver metastases is told by the diagnoses; beside a
 * neuroendocrine neoplasm other records may state them too.
 */
function unreadable(
  record: PatientRecord,
  codes: CodeSets,
  told: MappingInput,
  unread: readonly Unread[],
): readonly FactId[] {
  const facts = unreadableFacts(unread);
  if (!facts.includes('nelm')) return facts;
  const undiagnosed = unread.some(
    ({ resourceType }) => resourceType === 'Condition' || resourceType === ANY_TYPE,
  );
  return undiagnosed || isNenSuspected(record, codes, told) ? facts : facts.filter((fact) => fact !== 'nelm');
}

function isNenSuspected(record: PatientRecord, codes: CodeSets, told: MappingInput): boolean {
  const { nen, benignNen, historyOfNen, unconfirmedNen, nenMetastases } = tumoursOf(record, codes, told);
  return [nen, benignNen, historyOfNen, unconfirmedNen, nenMetastases].some((found) => found.length > 0);
}

/** A drug that a reference names and that is not on record could be any: what was given is then not fully known. */
function unnamedAmong(record: PatientRecord, { flag }: MappingInput): Unread | undefined {
  if (record.unread.some(({ resourceType }) => resourceType === 'Medication')) return undefined;
  const unnamed = unnamedDrugs(record);
  const [resource] = unnamed;
  if (resource === undefined) return undefined;
  const text = `${unnamed.length === 1 ? 'a drug' : `${unnamed.length} drugs`} behind a reference that could not be read`;
  flag?.({ severity: 'warning', resource, text });
  return { resourceType: 'Medication', reason: 'incomplete', text };
}

/** Every statement of the record, by group; one that two groups read alike is told once. */
export function candidatesOf(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): readonly Candidate[] {
  const all = [
    ...localCandidates(record, codes),
    ...demographicCandidates(record, input.date),
    ...diagnosisCandidates(record, codes, input),
    ...procedureCandidates(record, codes, input),
    ...medicationCandidates(record, codes, input),
    ...pathologyCandidates(record, codes),
    ...laboratoryCandidates(record, codes),
    ...liverImagingCandidates(record, codes),
    ...stagingCandidates(record, codes),
    ...functionCandidates(record, codes),
    ...siteCandidates(record, codes),
  ];
  const seen = new Set<string>();
  return ofThisTumour(record, codes, input, all).filter(({ fact, reference, path, treatment }) => {
    const key = `${fact}|${reference}|${path}|${treatment?.what ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Facts that a group of their own reads from Observations by the code set of the same name. */
const READ_ELSEWHERE = new Set<string>([
  'prior',
  ...[...PATHOLOGY, ...HISTOLOGY, ...LABORATORY, ...LABORATORY_DERIVED, ...FUNCTION].map(
    ({ codeSet }) => codeSet,
  ),
]);

/** A site may name its own Observation codes for any fact: they are read like the local code of the fact. */
const SITE_LOOKUPS: readonly ObservationLookup[] = FACT_IDS.filter((fact) => !READ_ELSEWHERE.has(fact)).map(
  (fact) => lookup(fact, fact, "as the local code of the fact, by a site's own code"),
);

function siteCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  return observationCandidates(record, codes, SITE_LOOKUPS);
}
