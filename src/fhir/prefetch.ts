import type { Patient } from '@medplum/fhirtypes';
import { type BundlePage, readBundlePage } from './bundle-page.ts';
import { PATIENT_READ, PATIENT_SEARCHES } from './searches.ts';

/**
 * The prefetch templates that discovery advertises: the patient, and the lists of resource types that every US Core
 * server has, so that one unknown type does not spoil a client's whole prefetch.
 * @see https://cds-hooks.hl7.org/2.0/#prefetch-template
 */
export function prefetchTemplates(): Record<string, string> {
  const lists = PATIENT_SEARCHES.filter((search) => search.prefetch);
  return Object.fromEntries([
    [PATIENT_READ.key, PATIENT_READ.query],
    ...lists.map((search) => [search.key, search.query] as const),
  ]);
}

/**
 * What a client sent under one key.
 * - `omitted`: it could not or would not satisfy the template;
 * - `null`: it says that there is no data;
 * - `failed`: an OperationOutcome, or something that is no FHIR data of this key; `text` is for people.
 */
export type Prefetched<T> =
  | { readonly state: 'omitted' | 'null' }
  | { readonly state: 'failed'; readonly text: string }
  | { readonly state: 'given'; readonly value: T };

function member(prefetch: unknown, key: string): unknown {
  if (typeof prefetch !== 'object' || prefetch === null || Array.isArray(prefetch)) return undefined;
  return Object.hasOwn(prefetch, key) ? (prefetch as Record<string, unknown>)[key] : undefined;
}

/**
 * A prefetched list that has exactly as many entries as a page was asked to hold, and neither a total nor a link to
 * go on, is taken for a page whose links were lost on the way.
 */
function maybeCut(page: BundlePage, query: string): BundlePage {
  const pageSize = Number(/_count=(\d+)/.exec(query)?.[1]);
  if (page.matches !== pageSize || page.total !== undefined || page.next !== undefined) return page;
  return { ...page, gaps: [...page.gaps, 'a full page without a total or a link to the next'] };
}

/** A list under an advertised key. Keys that were not advertised are never looked at. */
export function prefetchedList(
  prefetch: unknown,
  search: { readonly key: string; readonly resourceType: string; readonly query: string },
): Prefetched<BundlePage> {
  const { key, resourceType, query } = search;
  const value = member(prefetch, key);
  if (value === undefined) return { state: 'omitted' };
  if (value === null) return { state: 'null' };
  const reading = readBundlePage(value, resourceType);
  return reading.ok
    ? { state: 'given', value: maybeCut(reading.page, query) }
    : { state: 'failed', text: `what was sent ${reading.text}` };
}

/**
 * The patients under the key `patient`: one resource, or a Bundle of them (their ids are checked by the caller).
 * A patient without an id cannot be checked and counts as failed.
 */
export function prefetchedPatients(prefetch: unknown): Prefetched<readonly Patient[]> {
  const list = prefetchedList(prefetch, { ...PATIENT_READ, resourceType: 'Patient' });
  if (list.state !== 'given') return list;
  const patients = list.value.resources.filter(
    (resource): resource is Patient => resource.resourceType === 'Patient',
  );
  if (patients.length === 0) return { state: 'null' };
  if (patients.some((patient) => typeof patient.id !== 'string')) {
    return { state: 'failed', text: 'what was sent has no id' };
  }
  return { state: 'given', value: patients };
}
