import { evaluatedFact } from '../../src/decision/evaluated-fact.ts';
import { evaluate, situationOf } from '../../src/decision/evaluate.ts';
import { limits, separators } from '../../src/decision/parameters.ts';
import type { EvaluatedFact, Evaluation } from '../../src/domain/evaluation.ts';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import { recordFromBundle } from '../../src/fhir/bundle.ts';
import type { PatientRecord } from '../../src/fhir/record.ts';
import { buildRecord } from '../../src/fhir/record-index.ts';
import type { Unread } from '../../src/fhir/unread.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { type Mapped, mapRecord } from '../../src/mapping/map.ts';

/**
 * The acceptance suite: Bundles written by hand go the way of `POST /evaluate`, and the answer is held against the
 * tables of facts and encodings. Nothing here looks inside the mapping.
 */
export type Json = { readonly [key: string]: unknown };

export const DATE = '2026-11-20';
export const LOCAL = 'https://nelm-cds.example/fhir/CodeSystem/nelm';
export const UCUM = 'http://unitsofmeasure.org';
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const ICDO3 = 'http://terminology.hl7.org/CodeSystem/icd-o-3';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ATC = 'http://www.whocc.no/atc';

const DAY = 86_400_000;

/** The day that lies a number of days before the evaluation date. */
export function daysAgo(days: number, date: string = DATE): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10);
}

export const SUBJECT = { reference: 'Patient/pat' };
export const PATIENT: Json = {
  resourceType: 'Patient',
  id: 'pat',
  birthDate: '1966-03-02',
  gender: 'female',
};

export const coded = (system: string, code: string): Json => ({ coding: [{ system, code }] });

/** A confirmed and active Condition, unless the extra members say otherwise. */
export function condition(id: string, system: string, code: string, extra: Json = {}): Json {
  return {
    resourceType: 'Condition',
    id,
    subject: SUBJECT,
    clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
    verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'confirmed'),
    code: coded(system, code),
    ...extra,
  };
}

export const clinical = (code: string): Json => ({
  clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', code),
});
export const verification = (code: string): Json => ({
  verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', code),
});

/** A NET of the pancreas with liver metastases. */
export const PRIMARY = condition('primary', ICD10CM, 'C7A.8', {
  bodySite: [coded(SNOMED, '15776009')],
  onsetDateTime: '2026-01-10',
});
export const NELM = condition('nelm', ICD10CM, 'C7B.02', { onsetDateTime: '2026-02-01' });

export function observation(id: string, code: Json, members: Json): Json {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code,
    subject: SUBJECT,
    effectiveDateTime: '2026-11-10',
    ...members,
  };
}

let serial = 0;

/** An Observation with the local code of a fact. */
export function local(fact: string, value: Json, extra: Json = {}): Json {
  serial += 1;
  return observation(`local-${serial}`, coded(LOCAL, fact), { ...value, ...extra });
}

export function lab(code: string, value: Json, extra: Json = {}): Json {
  serial += 1;
  return observation(`lab-${serial}`, coded(LOINC, code), { ...value, ...extra });
}

export function procedure(
  id: string,
  system: string,
  code: string,
  performed?: string,
  extra: Json = {},
): Json {
  return {
    resourceType: 'Procedure',
    id,
    status: 'completed',
    subject: SUBJECT,
    code: coded(system, code),
    ...(performed === undefined ? {} : { performedDateTime: performed }),
    ...extra,
  };
}

/** A Quantity with a UCUM code. */
export function quantity(value: unknown, code: string, comparator?: string): Json {
  return {
    valueQuantity: {
      value,
      unit: code,
      system: UCUM,
      code,
      ...(comparator === undefined ? {} : { comparator }),
    },
  };
}

export const text = (valueString: string): Json => ({ valueString });
export const word = (fact: string, value: string): Json => ({
  valueCodeableConcept: coded(LOCAL, `${fact}.${value}`),
});

export function bundle(resources: readonly Json[]): Json {
  const all = resources.some(({ resourceType }) => resourceType === 'Patient')
    ? resources
    : [PATIENT, ...resources];
  return { resourceType: 'Bundle', type: 'collection', entry: all.map((resource) => ({ resource })) };
}

export interface Options {
  readonly date?: string;
  readonly strict?: boolean;
  readonly unread?: readonly Unread[];
}

const CODES = loadCodeSets();
const LIMITS = limits(undefined);

function recordOf(resources: readonly Json[], options: Options): PatientRecord {
  if (options.unread === undefined) return recordFromBundle(bundle(resources));
  return buildRecord({ resources: [PATIENT, ...resources], patientId: 'pat', unread: options.unread });
}

function map(record: PatientRecord, date: string): Mapped {
  return mapRecord(record, { date, codes: CODES, cutpoints: (fact) => separators(fact, LIMITS) });
}

function decide(record: PatientRecord, options: Options): Evaluation {
  const date = options.date ?? DATE;
  const mapped = map(record, date);
  return evaluate(mapped.recorded, {
    date,
    strict: options.strict ?? false,
    issues: mapped.issues,
    withWorkup: false,
    withExplanations: false,
  });
}

/** The evaluation of a Bundle as `POST /evaluate` gives it. */
export function evaluateBundle(body: unknown, options: Options = {}): Evaluation {
  return decide(recordFromBundle(body), options);
}

/** The evaluation of loose resources of the patient. */
export function evaluated(resources: readonly Json[], options: Options = {}): Evaluation {
  return decide(recordOf(resources, options), options);
}

/** One fact of a patient with a pancreatic NET, liver metastases and the resources given. */
export function fact(id: FactId, resources: readonly Json[], options: Options = {}): EvaluatedFact {
  return bare(id, [PRIMARY, NELM, ...resources], options);
}

/** One fact from these resources alone: as the evaluation gives it, without judging the options. */
export function bare(id: FactId, resources: readonly Json[], options: Options = {}): EvaluatedFact {
  const date = options.date ?? DATE;
  const { recorded } = map(recordOf(resources, options), date);
  const situation = situationOf(recorded, { date, strict: options.strict ?? false });
  return evaluatedFact(situation, situation.fact(id));
}

export function factOf(evaluation: Evaluation, id: FactId): EvaluatedFact {
  const found = evaluation.facts.find((one) => one.id === id);
  if (!found) throw new Error(`no fact ${id}`);
  return found;
}

/** A fact in one line: `known 4`, `known 2..5`, `known mild|severe`, `unknown stale`, `conflicting`, `assumed none`. */
export function shown(one: EvaluatedFact): string {
  if (one.state === 'conflicting') return 'conflicting';
  if (one.state === 'unknown') return `unknown ${one.reason}`;
  return `${one.state} ${valueShown(one)}`;
}

function valueShown(one: EvaluatedFact): string {
  if (one.possible) return one.possible.join('|');
  if (one.value === null) return `${one.low}..${one.high}`;
  if (!Array.isArray(one.value)) return String(one.value);
  return one.value
    .map((part) =>
      typeof part === 'string' ? part : `${part.what}@${part.dates.join('+')}${part.inForce ? '!' : ''}`,
    )
    .join(',');
}
