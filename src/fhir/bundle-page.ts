import type { Resource } from '@medplum/fhirtypes';
import { isOperationOutcome, readOperationOutcome } from './operation-outcome.ts';

/** One page of a list of resources, read without trust. */
export interface BundlePage {
  /** Resources of the wanted type, and included ones that references may need. */
  readonly resources: readonly Resource[];
  /** Entries that count for `total`. */
  readonly matches: number;
  readonly total?: number;
  /** Target of `link[relation=next]`, unchecked. */
  readonly next?: string;
  /** `fullUrl` of the entries, for references that are local to the Bundle (`urn:uuid:...`). */
  readonly fullUrls: readonly FullUrl[];
  /** Why this page is not all that its server has, in words; empty when it says nothing of the kind. */
  readonly gaps: readonly string[];
}

export type FullUrl = readonly [resource: Resource, fullUrl: string];

export type PageReading =
  | { readonly ok: true; readonly page: BundlePage }
  | { readonly ok: false; readonly text: string };

const CLINICAL_TYPES = new Set([
  'Patient',
  'Condition',
  'Observation',
  'Procedure',
  'DiagnosticReport',
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'ServiceRequest',
  'BodyStructure',
  'ImagingStudy',
]);

/** Nesting beyond which a resource is not used: recursion over it could overflow the stack. */
export const MAX_DEPTH = 64;

interface Entry {
  resource?: unknown;
  fullUrl?: unknown;
  search?: { mode?: unknown };
  request?: { method?: unknown };
  response?: { status?: unknown };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const bad = (text: string): PageReading => ({ ok: false, text });

/** Is the value nested deeper than `limit`? Walks without recursion. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const child of Object.values(one))
        if (typeof child === 'object' && child !== null) below.push(child);
    }
    level = below;
  }
  return false;
}

/**
 * Reads an answer to a search for one resource type: a Bundle (searchset, collection, batch response, history), or a
 * single resource of the type. Never throws.
 * @returns the page, or in words why it is none
 */
export function readBundlePage(value: unknown, resourceType: string): PageReading {
  if (!isObject(value)) return bad('is not a FHIR resource');
  if (isOperationOutcome(value)) return bad('is an OperationOutcome instead of data');
  if (value.resourceType === resourceType) {
    if (isDeeperThan(value, MAX_DEPTH)) return bad('is nested too deeply');
    return {
      ok: true,
      page: { resources: [value as unknown as Resource], matches: 1, fullUrls: [], gaps: [] },
    };
  }
  if (value.resourceType !== 'Bundle') return bad('is a resource of another type');
  if (value.entry !== undefined && value.entry !== null && !Array.isArray(value.entry)) {
    return bad('is a Bundle without a list of entries');
  }
  return readEntries(value, resourceType);
}

/** The entries of the Bundle; Bundles inside (answers of a batch) are opened one level deep. */
function entriesOf(bundle: Record<string, unknown>): readonly unknown[] {
  const entries: unknown[] = Array.isArray(bundle.entry) ? bundle.entry : [];
  return entries.flatMap((entry) => {
    const inner = (entry as Entry | null)?.resource;
    return isObject(inner) && inner.resourceType === 'Bundle' && Array.isArray(inner.entry)
      ? inner.entry
      : [entry];
  });
}

function readEntries(bundle: Record<string, unknown>, resourceType: string): PageReading {
  const resources: Resource[] = [];
  const fullUrls: FullUrl[] = [];
  const gaps = new Set<string>();
  const seen = new Set<string>();
  let matches = 0;
  let strangers = 0;
  let errors = 0;
  let empty = 0;
  for (const raw of entriesOf(bundle)) {
    if (!isObject(raw) || Object.keys(raw).length === 0) {
      empty += 1;
      continue;
    }
    const entry = raw as Entry;
    const resource = entry.resource;
    if (isOperationOutcome(resource)) {
      const reading = readOperationOutcome(resource);
      if (reading.error) errors += 1;
      if (reading.incomplete) gaps.add('the server says that it may not be the entire record');
      continue;
    }
    if (/^[45]/.test(String(entry.response?.status ?? ''))) {
      errors += 1;
      gaps.add('a part of the answer failed');
      continue;
    }
    // A deleted version in a history names its resource and carries none; so does a plain response entry.
    if (bundle.type === 'history' && isOldVersion(entry, seen)) continue;
    if (!isObject(resource)) {
      if (resource !== undefined || entry.response === undefined) gaps.add('an entry has no resource');
      continue;
    }
    if (typeof resource.resourceType !== 'string' || isDeeperThan(resource, MAX_DEPTH)) {
      gaps.add('an entry is not readable');
      continue;
    }
    if (typeof entry.fullUrl === 'string') fullUrls.push([resource as unknown as Resource, entry.fullUrl]);
    const mode = entry.search?.mode;
    if (resource.resourceType === resourceType && mode !== 'include' && mode !== 'outcome') {
      matches += 1;
      resources.push(resource as unknown as Resource);
    } else if (!CLINICAL_TYPES.has(resource.resourceType)) {
      resources.push(resource as unknown as Resource);
    } else if (mode !== 'include') {
      strangers += 1;
    }
  }
  if (matches === 0 && strangers > 0) return bad('holds resources of another type');
  if (matches === 0 && errors > 0) return bad('holds an error instead of data');
  const { total } = bundle;
  // What stood in an empty place is not known, unless the count says that all is there.
  if (empty > 0 && !(typeof total === 'number' && total <= matches)) gaps.add('an entry is not readable');
  const page = { resources, matches, fullUrls, gaps: [...gaps] };
  const next = nextLink(bundle.link);
  return {
    ok: true,
    page: {
      ...page,
      ...(typeof total === 'number' && Number.isInteger(total) && total >= 0 ? { total } : {}),
      ...(next === undefined ? {} : { next }),
    },
  };
}

/** A history lists versions newest first: only the first of each resource counts, and none when it was deleted. */
function isOldVersion(entry: Entry, seen: Set<string>): boolean {
  const resource = isObject(entry.resource) ? entry.resource : undefined;
  const key =
    resource === undefined
      ? String(entry.fullUrl ?? '')
      : `${String(resource.resourceType)}/${String(resource.id)}`;
  const old = [...seen].some(
    (known) => known === key || known.endsWith(`/${key}`) || key.endsWith(`/${known}`),
  );
  seen.add(key);
  return old || entry.request?.method === 'DELETE';
}

function nextLink(links: unknown): string | undefined {
  if (!Array.isArray(links)) return undefined;
  for (const link of links as ({ relation?: unknown; url?: unknown } | null)[]) {
    if (link?.relation === 'next' && typeof link.url === 'string' && link.url !== '') return link.url;
  }
  return undefined;
}
