import type { ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';
import { BundleError } from './bundle-error.ts';
import { canonicalSystem, SYSTEMS } from './code-systems.ts';
import {
  type Coding,
  codings,
  type Element,
  elements,
  hasModifier,
  isElement,
  referenceText,
} from './elements.ts';
import type { Codes, ComponentHit, PatientRecord, RecordInput } from './record.ts';
import { admit, referenceName } from './record-admission.ts';

const NOTHING: readonly never[] = [];

/**
 * Builds the record of one patient.
 * @throws BundleError `no-patient` when the patient is not among the resources.
 */
export function buildRecord(input: RecordInput): PatientRecord {
  const admitted = admit(input);
  if (!admitted) throw new BundleError('no-patient', 'the patient is not among the resources');
  const { subject, patient, resources, names, resolve } = admitted;
  const issues = [...admitted.issues];

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
      if (system !== SYSTEMS.ops) continue;
      for (const category of opsCategories(code)) {
        put(codeIndex, `${resource.resourceType}|${system}|${category}`, resource);
      }
    }
    if (resource.resourceType !== 'Observation') continue;
    const components: unknown = resource.component;
    if (!Array.isArray(components)) continue;
    for (let index = 0; index < components.length; index += 1) {
      const component: unknown = components[index];
      if (!isElement(component)) continue;
      if (hasModifier(component)) {
        issues.push({
          severity: 'warning',
          resource: names.get(resource) ?? referenceName(resource, undefined),
          text: 'modifier not understood; component ignored',
        });
        continue;
      }
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
    const hits = index.get(key(canonicalSystem(system), code));
    if (!hits) continue;
    if (!first) first = hits;
    else {
      several ??= new Set(first);
      for (const hit of hits) several.add(hit);
    }
  }
  return several ? [...several] : (first ?? NOTHING);
}

/** The categories above a code of OPS, whose codes grow to the right: 5-524.10 lies in 5-524.1 and 5-524. */
function opsCategories(code: string): string[] {
  const parts = /^(\d-\w{3})(?:(\.\w)\w?)?/.exec(code);
  if (!parts?.[1]) return [];
  const [, category, subdivision] = parts;
  return [category, ...(subdivision === undefined ? [] : [category + subdivision])].filter(
    (above) => above !== code,
  );
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
