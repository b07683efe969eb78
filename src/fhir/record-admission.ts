import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Issue } from '../domain/facts.ts';
import { withoutDuplicates } from './duplicates.ts';
import { codeText, type Element, elements, hasModifier, isElement, referenceText, text } from './elements.ts';
import type { RecordInput } from './record.ts';

/** What belongs to the patient, and how references find their way. */
export interface Admitted {
  readonly subject: string;
  readonly patient: Patient;
  readonly resources: readonly Resource[];
  readonly names: ReadonlyMap<Resource, string>;
  readonly issues: readonly Issue[];
  resolve(reference: string, from?: Resource): Resource | undefined;
}

/** FHIR allows 64 characters and no underscore; servers with longer ids exist. */
const ID = /^[A-Za-z0-9._-]{1,128}$/;
const URN = /^urn:(uuid|oid):[0-9A-Za-z.-]{1,64}$/;
/** Types that are read by themselves although they may stand inside another resource. */
const READ_WHEN_CONTAINED: readonly string[] = ['Observation'];

/**
 * `Observation/7`; for an entry without an id its `urn:uuid`, else its place in the list; never a text that is no
 * identifier.
 */
export function referenceName(resource: Resource, fullUrl: string | undefined, place?: number): string {
  const id = codeText(resource.id);
  if (id !== undefined && ID.test(id)) return `${resource.resourceType}/${id}`;
  if (fullUrl !== undefined && URN.test(fullUrl)) return fullUrl;
  return `${resource.resourceType}/(no id${place === undefined ? '' : ` ${place}`})`;
}

/** Chooses the patient's own resources; undefined when the patient is not among them. */
export function admit(input: RecordInput): Admitted | undefined {
  const fullUrl = (resource: unknown): string | undefined => input.fullUrls?.get(resource);
  const counts = { foreign: 0, error: 0, modifier: 0, negated: 0, unattributed: 0, duplicate: 0 };
  const candidates = input.resources.filter(isResource);
  const { kept, dropped } = withoutDuplicates(candidates, fullUrl);
  counts.duplicate = dropped;

  const patient = kept.find(
    (resource): resource is Patient =>
      resource.resourceType === 'Patient' &&
      (resource.id === input.patientId || fullUrl(resource) === input.patientId),
  );
  if (!patient) return undefined;
  const subject = referenceName(patient, fullUrl(patient));
  const base = input.serverBase?.replace(/\/+$/, '');
  const isPatient = patientTest(patient, fullUrl(patient), base);

  const byReference = new Map<string, Resource>();
  const names = new Map<Resource, string>();
  const resources: Resource[] = [];
  const issues: Issue[] = [];
  const resolve = resolver(byReference, base);
  for (const resource of kept) {
    const url = fullUrl(resource);
    const element = resource as unknown as Element;
    if (resource.resourceType === 'Patient' && resource !== patient) {
      counts.foreign += 1;
      continue;
    }
    const whose = resource === patient ? 'own' : belongs(element, isPatient);
    if (whose === 'foreign') {
      counts.foreign += 1;
      continue;
    }
    if (whose === 'unattributed') counts.unattributed += 1;
    const name = referenceName(resource, url, names.size + 1);
    names.set(resource, name);
    if (resource !== patient) {
      if (isEnteredInError(element)) {
        counts.error += 1;
        continue;
      }
      if (hasModifier(element) || text(element.implicitRules) !== undefined) {
        counts.modifier += 1;
        issues.push({
          severity: 'warning',
          resource: name,
          text: 'modifier not understood; resource ignored',
        });
        continue;
      }
      if (element.doNotPerform === true) {
        counts.negated += 1;
        issues.push({
          severity: 'information',
          resource: name,
          text: 'an order not to do something; ignored',
        });
        continue;
      }
    }
    if (url !== undefined) byReference.set(url, resource);
    if (resource.id !== undefined) byReference.set(`${resource.resourceType}/${resource.id}`, resource);
    resources.push(resource);
    for (const inside of elements(element.contained)) {
      if (!isResource(inside) || !READ_WHEN_CONTAINED.includes(inside.resourceType)) continue;
      if (belongs(inside as unknown as Element, isPatient) === 'foreign') counts.foreign += 1;
      else if (
        !isEnteredInError(inside as unknown as Element) &&
        !hasModifier(inside as unknown as Element)
      ) {
        const id = codeText(inside.id);
        names.set(inside, `${name}#${id !== undefined && ID.test(id) ? id : `(no id ${names.size + 1})`}`);
        resources.push(inside);
      }
    }
  }
  issues.unshift(...countIssues(counts));
  if (isMerged(patient)) {
    issues.unshift({
      severity: 'error',
      resource: subject,
      text: 'this patient record was merged into another and is no longer in use',
    });
  }
  if (hasModifier(patient as unknown as Element)) {
    issues.unshift({
      severity: 'warning',
      resource: subject,
      text: 'the patient carries a modifier not understood',
    });
  }
  return { subject, patient, resources, names, issues, resolve };
}

/** True when the record says that another patient record has replaced this one. */
export function isMerged(patient: Patient): boolean {
  const element = patient as unknown as Element;
  return element.active === false && elements(element.link).some((link) => link.type === 'replaced-by');
}

/** Does every one of the resources name another patient as its subject? False when there is none. */
export function areForeign(
  resources: readonly Resource[],
  patient: Patient,
  serverBase: string | undefined,
): boolean {
  const isPatient = patientTest(patient, undefined, serverBase?.replace(/\/+$/, ''));
  return (
    resources.length > 0 &&
    resources.every((resource) => !subjectsOf(resource as unknown as Element).every(isPatient))
  );
}

function isResource(value: unknown): value is Resource {
  return isElement(value) && codeText(value.resourceType) !== undefined;
}

function patientTest(
  patient: Patient,
  fullUrl: string | undefined,
  base: string | undefined,
): (reference: unknown) => boolean {
  const own = new Set<string>();
  if (patient.id !== undefined) {
    own.add(`Patient/${patient.id}`);
    if (base !== undefined) own.add(`${base}/Patient/${patient.id}`);
  }
  if (fullUrl !== undefined) own.add(fullUrl);
  const identifiers = new Set(
    elements((patient as unknown as Element).identifier).map((identifier) => identifierKey(identifier)),
  );
  return (reference) => {
    if (!isElement(reference)) return false;
    const literal = referenceText(reference);
    if (literal === undefined) {
      return isElement(reference.identifier) && identifiers.has(identifierKey(reference.identifier));
    }
    const versionless = literal.replace(/\/_history\/[^/]*$/, '');
    if (own.has(versionless)) return true;
    const conditional = /^Patient\?identifier=([^&]+)$/.exec(literal);
    return conditional !== null && identifiers.has(conditional[1] ?? '');
  };
}

function identifierKey(identifier: Element): string {
  return `${text(identifier.system) ?? ''}|${text(identifier.value) ?? ''}`;
}

/** The subject and the patient that the resource names, as written. */
function subjectsOf(resource: Element): readonly unknown[] {
  return [resource.subject, resource.patient].filter((value) => value !== undefined && value !== null);
}

/** Whose the resource is, by its subject or patient; resources that have neither are nobody's and stay. */
function belongs(
  resource: Element,
  isPatient: (reference: unknown) => boolean,
): 'own' | 'foreign' | 'unattributed' {
  const references = subjectsOf(resource);
  if (!references.every(isPatient)) return 'foreign';
  // An Observation about a relative, a donor or an unborn child names it as its focus.
  for (const focus of elements(resource.focus)) {
    const target = referenceText(focus) ?? '';
    if (/(^|\/)(RelatedPerson|Group|Practitioner)\//.test(target)) return 'foreign';
    if (/(^|\/)Patient\//.test(target) && !isPatient(focus)) return 'foreign';
  }
  if (references.length > 0) return 'own';
  return NEEDS_SUBJECT.has(String(resource.resourceType)) ? 'unattributed' : 'own';
}

const NEEDS_SUBJECT = new Set([
  'Condition',
  'Observation',
  'Procedure',
  'DiagnosticReport',
  'ImagingStudy',
  'BodyStructure',
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'ServiceRequest',
]);

function isEnteredInError(resource: Element): boolean {
  if (resource.status === 'entered-in-error') return true;
  const verification = resource.verificationStatus;
  if (isElement(verification) && elements(verification.coding).some((c) => c.code === 'entered-in-error'))
    return true;
  return (
    isElement(resource.meta) && elements(resource.meta.tag).some((tag) => tag.code === 'entered-in-error')
  );
}

function resolver(byReference: ReadonlyMap<string, Resource>, base: string | undefined): Admitted['resolve'] {
  return (reference, from) => {
    if (reference.startsWith('#')) {
      const contained = from === undefined ? [] : elements((from as unknown as Element).contained);
      return contained.filter(isResource).find((inside) => inside.id === reference.slice(1)) as
        | Resource
        | undefined;
    }
    const versionless = reference.replace(/\/_history\/[^/]*$/, '');
    const direct = byReference.get(versionless);
    if (direct) return direct;
    if (base !== undefined && versionless.startsWith(`${base}/`)) {
      return byReference.get(versionless.slice(base.length + 1));
    }
    return undefined;
  };
}

function countIssues(counts: Readonly<Record<string, number>>): Issue[] {
  const issues: Issue[] = [];
  const say = (n: number | undefined, severity: Issue['severity'], one: string, many: string): void => {
    if (n !== undefined && n > 0) issues.push({ severity, text: n === 1 ? `1 ${one}` : `${n} ${many}` });
  };
  say(
    counts.foreign,
    'warning',
    'resource about another patient was ignored',
    'resources about another patient were ignored',
  );
  say(
    counts.error,
    'information',
    'resource entered in error was ignored',
    'resources entered in error were ignored',
  );
  say(counts.duplicate, 'information', 'duplicate resource was ignored', 'duplicate resources were ignored');
  say(
    counts.unattributed,
    'information',
    "resource names no patient; read as this patient's",
    "resources name no patient; read as this patient's",
  );
  return issues;
}
