import type { Patient, Resource } from '@medplum/fhirtypes';
import type { Issue } from '../domain/facts.ts';
import { BundleError } from './bundle-error.ts';
import { type Element, elements, isElement, text } from './elements.ts';
import type { PatientRecord } from './record.ts';
import { isMerged } from './record-admission.ts';
import { buildRecord } from './record-index.ts';
import type { Unread } from './unread.ts';

export { BundleError } from './bundle-error.ts';

export interface BundleInput {
  /** Which patient; needed only when the bundle could hold several. */
  readonly patientId?: string;
  readonly serverBase?: string;
}

/** An unread entry that names no type: any type may be missing. */
export const ANY_TYPE = '*';

/** Stands for a Patient that the bundle gives neither an id nor a fullUrl. */
const NAMELESS = 'urn:uuid:00000000-0000-0000-0000-000000000000';
const DEPTH = 4;
/** Issue codes by which a server says that it holds something back. */
const HOLDS_BACK = new Set(['incomplete', 'suppressed', 'too-costly', 'timeout', 'throttled', 'transient']);
const FORBIDS = new Set(['forbidden', 'security', 'login', 'expired']);

/**
 * Reads the record of one patient from a Bundle (collection, searchset, transaction, batch and their responses,
 * also a batch response that holds searchsets). Inner answers with an error status are no data, and what they
 * should have brought counts as unread.
 * @throws BundleError when it is no Bundle, holds no Patient or several, or one that was merged into another.
 */
export function recordFromBundle(bundle: unknown, input: BundleInput = {}): PatientRecord {
  if (!isElement(bundle) || bundle.resourceType !== 'Bundle') {
    throw new BundleError('not-a-bundle', 'expected a FHIR Bundle');
  }
  const resources: Resource[] = [];
  const fullUrls = new Map<unknown, string>();
  const unread: Unread[] = [];
  collect(bundle, DEPTH, resources, fullUrls, unread);

  const patients = new Map<string, Patient>();
  for (const resource of resources) {
    if (resource.resourceType !== 'Patient') continue;
    if (typeof resource.id !== 'string' && !fullUrls.has(resource)) fullUrls.set(resource, NAMELESS);
    const id = typeof resource.id === 'string' ? resource.id : fullUrls.get(resource);
    if (id !== undefined) patients.set(id, resource);
  }
  const wanted = input.patientId === undefined ? [...patients.keys()] : [input.patientId];
  const [patientId] = wanted;
  if (patientId === undefined || !patients.has(patientId)) {
    throw new BundleError('no-patient', 'the bundle holds no Patient');
  }
  if (wanted.length > 1) throw new BundleError('several-patients', 'the bundle holds several patients');
  const patient = patients.get(patientId);
  if (patient && isMerged(patient)) {
    throw new BundleError('merged-patient', 'the patient record was merged into another');
  }
  const record = buildRecord({
    resources,
    patientId,
    unread,
    fullUrls,
    ...(input.serverBase === undefined ? {} : { serverBase: input.serverBase }),
  });
  // A bundle comes without a safety card that would name what could not be read.
  return { ...record, issues: [...unread.map(issueOf), ...record.issues] };
}

function issueOf({ resourceType, text }: Unread): Issue {
  const what = resourceType === ANY_TYPE ? 'some records' : resourceType;
  return { severity: 'warning', text: `${what} could not be read: ${text}` };
}

function collect(
  bundle: Element,
  depth: number,
  resources: Resource[],
  fullUrls: Map<unknown, string>,
  unread: Unread[],
): void {
  const types = new Set<string>();
  for (const [at, entry] of elements(bundle.entry).entries()) {
    const status = statusOf(entry);
    if (status >= 400) {
      // 404 and 501: the server does not have the type, which is normal for the optional ones.
      if (status !== 404 && status !== 501 && status !== 410) {
        unread.push({
          resourceType: typeOfUrl(entry) ?? ANY_TYPE,
          reason: status === 401 || status === 403 ? 'forbidden' : 'failed',
          text: `entry ${at + 1} of the bundle is an answer with status ${status}`,
        });
      }
      continue;
    }
    const resource = entry.resource;
    if (!isElement(resource) || text(resource.resourceType) === undefined) continue;
    if (resource.resourceType === 'OperationOutcome') {
      const warning = withheld(resource);
      if (warning) unread.push(warning);
      continue;
    }
    if (resource.resourceType === 'Bundle') {
      if (depth > 0) collect(resource, depth - 1, resources, fullUrls, unread);
      continue;
    }
    types.add(String(resource.resourceType));
    resources.push(resource as unknown as Resource);
    const fullUrl = text(entry.fullUrl);
    if (fullUrl !== undefined) fullUrls.set(resource, fullUrl);
  }
  const more = elements(bundle.link).some((link) => link.relation === 'next');
  if (more) {
    const only = types.size === 1 ? [...types] : [ANY_TYPE];
    for (const resourceType of only) {
      unread.push({
        resourceType,
        reason: 'incomplete',
        text: 'the bundle has further pages that were not given',
      });
    }
  }
}

/** HTTP status of an inner answer: the text begins with its digits (`404 Not Found`). */
function statusOf(entry: Element): number {
  const status = isElement(entry.response) ? text(entry.response.status) : undefined;
  return status === undefined ? 200 : Number.parseInt(status, 10) || 200;
}

function typeOfUrl(entry: Element): string | undefined {
  const request = isElement(entry.request) ? text(entry.request.url) : undefined;
  const match = /^([A-Z][A-Za-z]{2,40})(?:$|[/?])/.exec(request ?? '');
  return match?.[1];
}

function withheld(outcome: Element): Unread | undefined {
  for (const issue of elements(outcome.issue)) {
    const code = text(issue.code) ?? '';
    const restricted =
      isElement(issue.details) && elements(issue.details.coding).some((c) => c.code === '4119');
    if (FORBIDS.has(code))
      return { resourceType: ANY_TYPE, reason: 'forbidden', text: 'a search was refused' };
    if (restricted || HOLDS_BACK.has(code)) {
      return {
        resourceType: ANY_TYPE,
        reason: 'incomplete',
        text: 'the server says that records are held back',
      };
    }
    if (issue.severity === 'fatal')
      return { resourceType: ANY_TYPE, reason: 'failed', text: 'a search failed' };
  }
  return undefined;
}
