/**
 * What the sandbox server can store and search: one table that drives matching, sorting, rejection of anything
 * else, and the CapabilityStatement. Element paths are plain property paths (no FHIRPath: an EHR-sized record is
 * searched in about a millisecond).
 */

export type ParameterKind = 'token' | 'reference' | 'date' | 'string';

export interface SearchParameter {
  readonly kind: ParameterKind;
  /** Property paths; arrays on the way are flattened. */
  readonly paths: readonly string[];
}

type Parameters = Readonly<Record<string, SearchParameter>>;

const token = (...paths: string[]): SearchParameter => ({ kind: 'token', paths });
const reference = (...paths: string[]): SearchParameter => ({ kind: 'reference', paths });
const date = (...paths: string[]): SearchParameter => ({ kind: 'date', paths });
const string = (...paths: string[]): SearchParameter => ({ kind: 'string', paths });

const identifier = { identifier: token('identifier') };
/** `patient` narrows `subject` to patients; both are offered on clinical resources (US Core asks for `patient`). */
const subject = { patient: reference('subject'), subject: reference('subject') };
const encounter = { encounter: reference('encounter') };
const coded = { code: token('code'), category: token('category'), status: token('status') };
const effective = date('effectiveDateTime', 'effectivePeriod', 'effectiveInstant');
const drug = token('medicationCodeableConcept');

/** Parameters by resource type. */
export const SEARCH_PARAMETERS: Readonly<Record<string, Parameters>> = {
  Patient: {
    ...identifier,
    name: string('name.family', 'name.given', 'name.text'),
    family: string('name.family'),
    given: string('name.given'),
    birthdate: date('birthDate'),
    gender: token('gender'),
    active: token('active'),
    deceased: token('deceasedBoolean'),
  },
  Condition: {
    ...identifier,
    ...subject,
    ...encounter,
    code: token('code'),
    category: token('category'),
    'clinical-status': token('clinicalStatus'),
    'verification-status': token('verificationStatus'),
    'body-site': token('bodySite'),
    'onset-date': date('onsetDateTime', 'onsetPeriod'),
    'recorded-date': date('recordedDate'),
  },
  Observation: {
    ...identifier,
    ...subject,
    ...encounter,
    ...coded,
    date: effective,
    focus: reference('focus'),
    specimen: reference('specimen'),
    'has-member': reference('hasMember'),
  },
  DiagnosticReport: {
    ...identifier,
    ...subject,
    ...encounter,
    ...coded,
    date: effective,
    issued: date('issued'),
    result: reference('result'),
  },
  Procedure: {
    ...identifier,
    ...subject,
    ...encounter,
    ...coded,
    date: date('performedDateTime', 'performedPeriod'),
  },
  MedicationRequest: {
    ...identifier,
    ...subject,
    ...encounter,
    code: drug,
    status: token('status'),
    intent: token('intent'),
    category: token('category'),
    authoredon: date('authoredOn'),
  },
  MedicationAdministration: {
    ...identifier,
    ...subject,
    code: drug,
    status: token('status'),
    context: reference('context'),
    'effective-time': date('effectiveDateTime', 'effectivePeriod'),
  },
  MedicationStatement: {
    ...identifier,
    ...subject,
    code: drug,
    status: token('status'),
    category: token('category'),
    effective: date('effectiveDateTime', 'effectivePeriod'),
  },
  ServiceRequest: {
    ...identifier,
    ...subject,
    ...encounter,
    ...coded,
    intent: token('intent'),
    authored: date('authoredOn'),
    occurrence: date('occurrenceDateTime', 'occurrencePeriod'),
    requester: reference('requester'),
  },
  Encounter: {
    ...identifier,
    ...subject,
    status: token('status'),
    class: token('class'),
    type: token('type'),
    date: date('period'),
  },
  ImagingStudy: {
    ...identifier,
    ...subject,
    ...encounter,
    status: token('status'),
    modality: token('modality', 'series.modality'),
    bodysite: token('series.bodySite'),
    started: date('started'),
  },
  BodyStructure: {
    ...identifier,
    patient: reference('patient'),
    location: token('location'),
    morphology: token('morphology'),
  },
  Specimen: {
    ...identifier,
    ...subject,
    type: token('type'),
    status: token('status'),
    collected: date('collection.collectedDateTime', 'collection.collectedPeriod'),
  },
  DocumentReference: {
    ...identifier,
    ...subject,
    encounter: reference('context.encounter'),
    type: token('type'),
    category: token('category'),
    status: token('status'),
    date: date('date'),
    period: date('context.period'),
  },
  Appointment: {
    ...identifier,
    patient: reference('participant.actor'),
    actor: reference('participant.actor'),
    status: token('status'),
    'service-type': token('serviceType'),
    date: date('start'),
  },
  AllergyIntolerance: {
    ...identifier,
    patient: reference('patient'),
    code: token('code'),
    'clinical-status': token('clinicalStatus'),
    'verification-status': token('verificationStatus'),
    date: date('recordedDate'),
  },
  Immunization: {
    ...identifier,
    patient: reference('patient'),
    'vaccine-code': token('vaccineCode'),
    status: token('status'),
    date: date('occurrenceDateTime'),
  },
  Practitioner: {
    ...identifier,
    name: string('name.family', 'name.given', 'name.text'),
    family: string('name.family'),
  },
  PractitionerRole: {
    ...identifier,
    practitioner: reference('practitioner'),
    organization: reference('organization'),
    role: token('code'),
    specialty: token('specialty'),
  },
  Organization: { ...identifier, name: string('name', 'alias') },
};

/** Parameters that every type has. */
export const COMMON_PARAMETERS: Parameters = { _id: token('id'), _lastUpdated: date('meta.lastUpdated') };

/** The parameter of a type; undefined when the server does not support it. */
export function searchParameter(resourceType: string, name: string): SearchParameter | undefined {
  const own = SEARCH_PARAMETERS[resourceType];
  if (own === undefined) return undefined;
  if (Object.hasOwn(own, name)) return own[name];
  return Object.hasOwn(COMMON_PARAMETERS, name) ? COMMON_PARAMETERS[name] : undefined;
}

/** Is the resource type one that the sandbox stores? */
export function isSupportedType(resourceType: string): boolean {
  return Object.hasOwn(SEARCH_PARAMETERS, resourceType);
}
