import type { Resource } from '@medplum/fhirtypes';
import type { SpecimenSite } from '../domain/facts.ts';
import { type Coding, codings, type Element, elements, isElement, referenceText } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';

/**
 * From where the tissue of a pathology result was taken: the body site of the Observation, of its specimen, of the
 * lesion or diagnosis that it is about, what that diagnosis is, else the same of the panel or report that holds it.
 */
export function specimenSite(record: PatientRecord, resource: Resource, codes: CodeSets): SpecimenSite {
  for (const holder of [resource, ...record.containers(resource)]) {
    const site = siteOf(siteCodings(record, holder), codes) ?? siteOfDiagnosis(record, holder, codes);
    if (site !== undefined) return site;
  }
  return 'unstated';
}

/** Does the resource name a specimen that is not at hand, so that its site may be unstated for that reason? */
export function lacksSpecimen(record: PatientRecord, resource: Resource): boolean {
  const reference = referenceText((resource as unknown as Element).specimen);
  return reference !== undefined && record.resolve(reference, resource) === undefined;
}

/** Sets of diagnoses that say where the tumour is that they name, in the order in which they are asked. */
const SITES_OF_DIAGNOSES: readonly (readonly [set: string, site: SpecimenSite])[] = [
  ['nelm', 'liver-metastasis'],
  ['liver-metastasis', 'liver-metastasis'],
  ['metastasis-regional-nodes', 'other'],
  ['metastasis-nodes', 'other'],
  ['metastasis-elsewhere', 'other'],
  ['nen', 'primary'],
];

/** Where the tumour is that a result is about, by the code of the diagnosis in its focus. */
export function siteOfDiagnosis(
  record: PatientRecord,
  resource: Resource,
  codes: CodeSets,
): SpecimenSite | undefined {
  for (const focus of elements((resource as unknown as Element).focus)) {
    const reference = referenceText(focus);
    const target = reference === undefined ? undefined : record.resolve(reference, resource);
    if (target?.resourceType !== 'Condition') continue;
    const about = codings(target.code);
    const isIn = (set: string): boolean => about.some((c) => codes.get(set).has(c.system, c.code));
    const found = SITES_OF_DIAGNOSES.find(([set]) => isIn(set));
    if (found) return found[1];
  }
  return undefined;
}

function siteOf(sites: readonly Coding[], codes: CodeSets): SpecimenSite | undefined {
  if (sites.length === 0) return undefined;
  const inSet = (name: string): boolean =>
    sites.some(({ system, code }) => codes.get(name).has(system, code));
  if (inSet('body-site-liver')) return 'liver-metastasis';
  if (inSet('body-site-primary')) return 'primary';
  return 'other';
}

/** Every body site that a resource states, directly or through its specimen and focus. */
export function siteCodings(record: PatientRecord, resource: Resource): readonly Coding[] {
  const element = resource as unknown as Element;
  const found: Coding[] = [...bodySites(element.bodySite)];
  for (const holder of [element.specimen, element.focus].flat()) {
    const reference = referenceText(holder);
    const target = reference === undefined ? undefined : record.resolve(reference, resource);
    if (target === undefined) continue;
    const about = target as unknown as Element;
    if (isElement(about.collection)) found.push(...bodySites(about.collection.bodySite));
    found.push(...codings(about.location), ...bodySites(about.bodySite));
  }
  return found;
}

function bodySites(value: unknown): readonly Coding[] {
  return Array.isArray(value) ? elements(value).flatMap(codings) : codings(value);
}
