/** The place of the patient's id in a query, as CDS Hooks writes it (CDS Hooks 2.0, Prefetch tokens). */
export const PATIENT_TOKEN = '{{context.patientId}}';

/**
 * One list of resources that the service looks at.
 * @see https://cds-hooks.hl7.org/2.0/#prefetch-template
 */
export interface PatientSearch {
  /** Prefetch key; names the list in errors too. */
  readonly key: string;
  readonly resourceType: string;
  /** The query, and for advertised lists the prefetch template. */
  readonly query: string;
  /** What a server that rejects the query is asked: plainer first, then in parts that US Core guarantees. */
  readonly plainer: readonly string[];
  /**
   * Asked together when the server rejects the list as a whole; each has its own `category` or `intent`. A server
   * that rejects one of them does not know that category, unless it is marked: then the list is not complete.
   */
  readonly parts: readonly SearchPart[];
  /**
   * - `required`: without it there is no answer (412);
   * - `expected`: every US Core server has the type; when it cannot be read, facts are unknown;
   * - `if-supported`: a server may lack the type, which is normal; any other failure makes facts unknown;
   * - `courtesy`: no fact rests on it (has the patient an appointment already?); a failure is only an issue.
   */
  readonly need: 'required' | 'expected' | 'if-supported' | 'courtesy';
  /** Advertised as a prefetch template. */
  readonly prefetch: boolean;
}

export interface SearchPart {
  readonly query: string;
  readonly category: string;
  /** US Core obliges every server to know it. */
  readonly guaranteed: boolean;
}

const of = (type: string): string => `${type}?patient=${PATIENT_TOKEN}`;
const byPart = (type: string, parameter: string, values: readonly string[]): readonly SearchPart[] =>
  values.map((value, index) => ({
    query: `${of(type)}&${parameter}=${value}`,
    category: value,
    guaranteed: index === 0,
  }));

/**
 * Observation categories that facts can come from (http://terminology.hl7.org/CodeSystem/observation-category and US
 * Core); the first is one that every US Core server knows. Vital signs carry no fact.
 */
export const OBSERVATION_CATEGORIES = [
  'laboratory',
  'imaging',
  'exam',
  'survey',
  'procedure',
  'clinical-test',
] as const;

/**
 * All that the service may read about a patient. The id of the patient goes into each query, so nobody else's data
 * is asked for. No query repeats a parameter or goes beyond what common clients can expand.
 *
 * The Observation list is asked for without category on purpose: many servers do not categorise pathology and
 * imaging findings. A server that demands a category is asked category by category (`parts`).
 */
export const PATIENT_SEARCHES: readonly PatientSearch[] = [
  {
    key: 'conditions',
    resourceType: 'Condition',
    query: `${of('Condition')}&_count=500`,
    plainer: [of('Condition')],
    parts: [],
    need: 'required',
    prefetch: true,
  },
  {
    key: 'observations',
    resourceType: 'Observation',
    query: `${of('Observation')}&_sort=-date&_count=500`,
    plainer: [of('Observation')],
    parts: byPart('Observation', 'category', OBSERVATION_CATEGORIES),
    need: 'expected',
    prefetch: true,
  },
  {
    key: 'procedures',
    resourceType: 'Procedure',
    query: `${of('Procedure')}&_count=500`,
    plainer: [of('Procedure')],
    parts: [],
    need: 'expected',
    prefetch: true,
  },
  {
    key: 'diagnosticReports',
    resourceType: 'DiagnosticReport',
    query: `${of('DiagnosticReport')}&_sort=-date&_count=200`,
    plainer: [of('DiagnosticReport')],
    parts: [],
    need: 'expected',
    prefetch: true,
  },
  {
    key: 'medicationRequests',
    resourceType: 'MedicationRequest',
    query: `${of('MedicationRequest')}&_count=500`,
    plainer: [of('MedicationRequest')],
    parts: byPart('MedicationRequest', 'intent', ['order', 'plan']),
    need: 'expected',
    prefetch: true,
  },
  ...['MedicationAdministration', 'MedicationStatement', 'BodyStructure', 'ImagingStudy'].map(
    (resourceType): PatientSearch => ({
      key: `${resourceType.charAt(0).toLowerCase()}${resourceType.slice(1)}s`.replace(/ys$/, 'ies'),
      resourceType,
      query: `${of(resourceType)}&_count=500`,
      plainer: [of(resourceType)],
      parts: [],
      need: 'if-supported',
      prefetch: false,
    }),
  ),
  {
    key: 'serviceRequests',
    resourceType: 'ServiceRequest',
    query: `${of('ServiceRequest')}&status=active,draft,on-hold&_count=200`,
    plainer: [of('ServiceRequest')],
    parts: [],
    need: 'if-supported',
    prefetch: false,
  },
  {
    key: 'appointments',
    resourceType: 'Appointment',
    query: `${of('Appointment')}&status=proposed,pending,booked&_count=50`,
    plainer: [of('Appointment')],
    parts: [],
    need: 'courtesy',
    prefetch: false,
  },
  {
    key: 'encounters',
    resourceType: 'Encounter',
    query: `${of('Encounter')}&status=planned&_count=50`,
    plainer: [],
    parts: [],
    need: 'courtesy',
    prefetch: false,
  },
];

/** The read of the patient: required, and advertised. */
export const PATIENT_READ = { key: 'patient', query: `Patient/${PATIENT_TOKEN}` } as const;

/** The query for one patient. The id must be a FHIR id (checked by the caller): it is not escaped. */
export function queryFor(query: string, patientId: string): string {
  return query.replace(PATIENT_TOKEN, patientId);
}
