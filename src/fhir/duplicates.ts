import type { Resource } from '@medplum/fhirtypes';
import { effectiveOf } from './effective.ts';
import { codings, type Element, isElement, text } from './elements.ts';

/**
 * One of each: of several versions of a resource the newest stays, and of resources that say the same under
 * different ids the first. `dropped` counts the others.
 */
export function withoutDuplicates(
  resources: readonly Resource[],
  fullUrl: (resource: Resource) => string | undefined,
): { kept: readonly Resource[]; dropped: number } {
  const byId = new Map<string, Resource>();
  for (const resource of resources) {
    const id = typeof resource.id === 'string' ? resource.id : undefined;
    const url = fullUrl(resource);
    if (id === undefined && url === undefined) {
      byId.set(`#${byId.size}`, resource);
      continue;
    }
    const key = id === undefined ? `${url}` : `${resource.resourceType}/${id}`;
    const other = byId.get(key);
    if (other === undefined || isNewer(resource, other)) byId.set(key, resource);
  }
  const kept: Resource[] = [];
  const sameSketch = new Map<string, Resource[]>();
  for (const resource of byId.values()) {
    if (!COMPARED.has(resource.resourceType)) {
      kept.push(resource);
      continue;
    }
    const key = sketch(resource);
    const others = sameSketch.get(key);
    if (!others) {
      sameSketch.set(key, [resource]);
      kept.push(resource);
      continue;
    }
    const own = content(resource);
    if (own !== undefined && others.some((other) => content(other) === own)) continue;
    others.push(resource);
    kept.push(resource);
  }
  return { kept, dropped: resources.length - kept.length };
}

/** By `meta.lastUpdated`, then by `meta.versionId`; a version without either is the older one. */
function isNewer(a: Resource, b: Resource): boolean {
  const updated = instant(a) - instant(b);
  if (updated !== 0) return updated > 0;
  return version(a) > version(b);
}

function instant(resource: Resource): number {
  const meta: unknown = resource.meta;
  const at = isElement(meta) ? Date.parse(text(meta.lastUpdated) ?? '') : Number.NaN;
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
}

function version(resource: Resource): number {
  const meta: unknown = resource.meta;
  const number = isElement(meta) ? Number(text(meta.versionId) ?? Number.NaN) : Number.NaN;
  return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
}

/** A cheap key that equal resources share: only those that share it are compared in full. */
function sketch(resource: Resource): string {
  const element = resource as unknown as Element;
  const code = codings(element.code ?? element.medicationCodeableConcept ?? element.location)[0];
  const date = effectiveOf(element)?.date ?? '';
  const quantity = element.valueQuantity;
  const value = isElement(quantity) ? String(quantity.value) : '';
  return `${resource.resourceType}|${code?.code ?? ''}|${date}|${value}`;
}

/** Statements. Things that others point at (specimens, lesions, medications) may look alike and be two. */
const COMPARED = new Set([
  'Condition',
  'Observation',
  'Procedure',
  'DiagnosticReport',
  'ImagingStudy',
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'ServiceRequest',
]);

/** Members that differ between copies of the same statement. */
const NOT_CONTENT = new Set(['id', 'meta', 'text', 'identifier', 'issued']);

function content(resource: Resource): string | undefined {
  const entries = Object.entries(resource)
    .filter(([key]) => !NOT_CONTENT.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  try {
    return JSON.stringify(entries);
  } catch {
    // Nested too deeply to be compared: it stays.
    return undefined;
  }
}
