import type { ExtractResource, Patient, Resource, ResourceType } from '@medplum/fhirtypes';
import type { Issue } from '../domain/facts.ts';
import { type Coding, codings, type Element, elements, isElement, referenceText } from './elements.ts';
import { admit, referenceName } from './record-admission.ts';
import type { Unread } from './unread.ts';

export type { Unread } from './unread.ts';

/** Anything that lists codes: the code sets of the mapping have this shape. */
export interface Codes {
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

/** A component of an Observation, with the Observation that holds it. */
export interface ComponentHit {
  readonly resource: Resource;
  readonly component: Element;
  readonly index: number;
}

/**
 * Everything on record about one patient, indexed once by type and code. Resources about someone else, entered in
 * error, with a modifier that is not understood, and duplicates are no part of it; `issues` counts them.
 */
export interface PatientRecord {
  /** `Patient/123`. */
  readonly subject: string;
  readonly patient: Patient;
  /** All resources of a type. */
  all<T extends ResourceType>(type: T): readonly ExtractResource<T>[];
  /**
   * The resources of a type whose code is in the set: `code`, for drugs the medication (also behind a reference), for
   * a BodyStructure location and morphology, for an ImagingStudy its procedure codes.
   */
  withCode<T extends ResourceType>(type: T, codes: Codes): readonly ExtractResource<T>[];
  /** Components of Observations whose code is in the set. */
  components(codes: Codes): readonly ComponentHit[];
  /** The resource that a reference names: contained, local to the bundle, relative, or absolute on the own server. */
  resolve(reference: string, from?: Resource): Resource | undefined;
  /** Reports and panels that name the resource as a result or a member. */
  containers(resource: Resource): readonly Resource[];
  /** How the resource is named in the answer: `Observation/ki67-1`. */
  reference(resource: Resource): string;
  readonly unread: readonly Unread[];
  readonly issues: readonly Issue[];
}

export interface RecordInput {
  readonly resources: readonly unknown[];
  /** Logical id of the patient, or the `urn:uuid` that its bundle gives it. */
  readonly patientId: string;
  readonly unread?: readonly Unread[];
  /** Base URL of the server that the resources come from: absolute references below it are the own ones. */
  readonly serverBase?: string;
  /** `fullUrl` of bundle entries, for references that are local to the bundle. */
  readonly fullUrls?: ReadonlyMap<unknown, string>;
}

/** The record could not be built from what was given. */
export class BundleError extends Error {
  readonly reason: 'no-patient' | 'several-patients' | 'not-a-bundle';
  constructor(reason: 'no-patient' | 'several-patients' | 'not-a-bundle', message: string) {
    super(message);
    this.name = 'BundleError';
    this.reason = reason;
  }
}

const NOTHING: readonly never[] = [];

/**
 * Builds the record of one patient.
 * @throws BundleError `no-patient` when the patient is not among the resources.
 */
export function buildRecord(input: RecordInput): PatientRecord {
  const admitted = admit(input);
  if (!admitted) throw new BundleError('no-patient', 'the patient is not among the resources');
  const { subject, patient, resources, names, issues, resolve } = admitted;

  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const list = byType.get(resource.resourceType);
    if (list) list.push(resource);
    else byType.set(resource.resourceType, [resource]);
  }

  const codeIndex = new Map<string, Resource[]>();
  const componentIndex = new Map<string, ComponentHit[]>();
  for (const resource of resources) {
    for (const { system, code } of codesOf(resource, resolve)) {
      put(codeIndex, `${resource.resourceType}|${system}|${code}`, resource);
    }
    if (resource.resourceType !== 'Observation') continue;
    const components: unknown = resource.component;
    if (!Array.isArray(components)) continue;
    for (let index = 0; index < components.length; index += 1) {
      const component: unknown = components[index];
      if (!isElement(component) || hasModifier(component)) continue;
      for (const { system, code } of codings(component.code)) {
        put(componentIndex, `${system}|${code}`, { resource, component, index });
      }
    }
  }

  const found = new Map<Codes, Map<string, readonly Resource[]>>();
  const withCode = (type: string, codes: Codes): readonly Resource[] => {
    let ofSet = found.get(codes);
    if (!ofSet) {
      ofSet = new Map();
      found.set(codes, ofSet);
    }
    const known = ofSet.get(type);
    if (known) return known;
    const hits = byType.has(type)
      ? lookUp(codeIndex, codes, (system, code) => `${type}|${system}|${code}`)
      : NOTHING;
    ofSet.set(type, hits);
    return hits;
  };

  let containers: Map<Resource, Resource[]> | undefined;
  const containersOf = (resource: Resource): readonly Resource[] => {
    containers ??= containerIndex(resources, resolve);
    return containers.get(resource) ?? NOTHING;
  };

  return {
    subject,
    patient,
    all: <T extends ResourceType>(type: T) => (byType.get(type) ?? NOTHING) as readonly ExtractResource<T>[],
    withCode: <T extends ResourceType>(type: T, codes: Codes) =>
      withCode(type, codes) as readonly ExtractResource<T>[],
    components: (codes) => lookUp(componentIndex, codes, (system, code) => `${system}|${code}`),
    resolve,
    containers: containersOf,
    reference: (resource) => names.get(resource) ?? referenceName(resource, undefined),
    unread: input.unread ?? [],
    issues,
  };
}

/** True when an element carries a modifier: its meaning may be turned round, so it is not read. */
export function hasModifier(element: Element): boolean {
  const modifier = element.modifierExtension;
  return modifier !== undefined && modifier !== null && !(Array.isArray(modifier) && modifier.length === 0);
}

function put<T>(index: Map<string, T[]>, key: string, item: T): void {
  const list = index.get(key);
  if (!list) index.set(key, [item]);
  else if (list[list.length - 1] !== item) list.push(item);
}

function lookUp<T>(
  index: ReadonlyMap<string, readonly T[]>,
  codes: Codes,
  key: (system: string, code: string) => string,
): readonly T[] {
  let first: readonly T[] | undefined;
  let several: Set<T> | undefined;
  for (const { system, code } of codes.codes) {
    const hits = index.get(key(system, code));
    if (!hits) continue;
    if (!first) first = hits;
    else {
      several ??= new Set(first);
      for (const hit of hits) several.add(hit);
    }
  }
  return several ? [...several] : (first ?? NOTHING);
}

type Resolve = (reference: string, from?: Resource) => Resource | undefined;

/** The codes by which a resource is found. */
function codesOf(resource: Resource, resolve: Resolve): readonly Coding[] {
  const element = resource as unknown as Element;
  switch (resource.resourceType) {
    case 'MedicationRequest':
    case 'MedicationAdministration':
    case 'MedicationStatement': {
      const own = codings(element.medicationCodeableConcept);
      const reference = referenceText(element.medicationReference);
      const medication = reference === undefined ? undefined : resolve(reference, resource);
      if (medication?.resourceType !== 'Medication') return own;
      return [...own, ...codings(medication.code), ...ingredientCodes(medication as unknown as Element)];
    }
    case 'BodyStructure':
      return [...codings(element.location), ...codings(element.morphology)];
    case 'ImagingStudy':
      return elements(element.procedureCode).flatMap(codings);
    default:
      return codings(element.code);
  }
}

function ingredientCodes(medication: Element): readonly Coding[] {
  return elements(medication.ingredient).flatMap((ingredient) => codings(ingredient.itemCodeableConcept));
}

function containerIndex(resources: readonly Resource[], resolve: Resolve): Map<Resource, Resource[]> {
  const index = new Map<Resource, Resource[]>();
  for (const resource of resources) {
    const element = resource as unknown as Element;
    const members =
      resource.resourceType === 'DiagnosticReport'
        ? element.result
        : resource.resourceType === 'Observation'
          ? element.hasMember
          : undefined;
    for (const member of elements(members)) {
      const reference = referenceText(member);
      const target = reference === undefined ? undefined : resolve(reference, resource);
      if (!target) continue;
      const list = index.get(target);
      if (list) list.push(resource);
      else index.set(target, [resource]);
    }
  }
  return index;
}
