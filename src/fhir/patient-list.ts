import type { Resource } from '@medplum/fhirtypes';
import type { Issue } from '../domain/facts.ts';
import { type BundlePage, type FullUrl, readBundlePage } from './bundle-page.ts';
import type { FhirClient } from './client.ts';
import { type FhirFailure, failureText, unreadReason } from './failure.ts';
import { type PatientSearch, queryFor, type SearchPart } from './searches.ts';
import type { Unread } from './unread.ts';

/** What one search gave. A list that failed from the start has `failure` and no resources. */
export interface PatientList {
  readonly resources: readonly Resource[];
  readonly fullUrls: readonly FullUrl[];
  readonly unread: readonly Unread[];
  readonly issues: readonly Issue[];
  readonly failure?: FhirFailure;
  /** The answer came and was no list of the type. */
  readonly unusable?: string;
}

/** Counts the fetched resources of one hook call against `maxResources`. */
export interface ResourceAllowance {
  remaining: number;
}

export const EMPTY_LIST: PatientList = { resources: [], fullUrls: [], unread: [], issues: [] };

/** An entry of `Unread` for a list that is only partly there. */
export function incomplete(resourceType: string, why: string, category?: string): Unread {
  const text = `${resourceType}: the list is not complete (${why})`;
  return category === undefined
    ? { resourceType, reason: 'incomplete', text }
    : { resourceType, category, reason: 'incomplete', text };
}

/** An entry of `Unread` for a list that could not be read. */
export function unreadBecause(resourceType: string, failure: FhirFailure, category?: string): Unread {
  const text = `${resourceType}: ${failureText(failure)}`;
  const reason = unreadReason(failure);
  return category === undefined ? { resourceType, reason, text } : { resourceType, category, reason, text };
}

/**
 * Follows `next` links from a page that is at hand: only at or under the server's base, no page twice, at most
 * `maxPages` pages and `maxResources` resources. What is missing afterwards is said in `unread`.
 * @param client nothing when the service has no access to the server: then a `next` link is a gap
 * @param url address of the first page, against which relative links are resolved
 */
export async function followPages(
  first: BundlePage,
  resourceType: string,
  url: string,
  client: FhirClient | undefined,
  allowance: ResourceAllowance,
  category?: string,
): Promise<PatientList> {
  const resources = [...first.resources];
  const fullUrls = [...first.fullUrls];
  const gaps = new Set(first.gaps);
  const issues: Issue[] = [];
  let matches = first.matches;
  let total = first.total;
  let page = first;
  let from = url;
  const visited = new Set([client?.resolve(url)?.href ?? url]);
  for (let pages = 1; page.next !== undefined; pages += 1) {
    if (client === undefined) {
      gaps.add('further pages need access to the FHIR server');
      break;
    }
    const next = client.resolve(page.next, client.resolve(from)?.href);
    if (next === undefined) {
      gaps.add('a further page lies outside the FHIR server of this client');
      issues.push({
        severity: 'warning',
        text: `A link to the next page of the ${resourceType} list leads away from the FHIR server of this client; it was not followed.`,
      });
      break;
    }
    if (visited.has(next.href)) {
      if (total === undefined || matches < total) gaps.add('the links between its pages run in a circle');
      total = undefined;
      break;
    }
    if (pages >= client.limits.maxPages || allowance.remaining <= 0) {
      gaps.add(pages >= client.limits.maxPages ? `more than ${pages} pages` : 'too many resources');
      break;
    }
    visited.add(next.href);
    const answer = await client.get(next.href, resourceType);
    if (!answer.ok) {
      gaps.add(`a further page could not be read: ${failureText(answer.failure)}`);
      break;
    }
    const reading = readBundlePage(answer.value, resourceType);
    if (!reading.ok) {
      gaps.add(`a further page ${reading.text}`);
      break;
    }
    page = reading.page;
    from = next.href;
    matches += page.matches;
    total = page.total ?? total;
    allowance.remaining -= page.resources.length;
    for (const resource of page.resources) resources.push(resource);
    for (const fullUrl of page.fullUrls) fullUrls.push(fullUrl);
    for (const gap of page.gaps) gaps.add(gap);
  }
  if (gaps.size === 0 && total !== undefined && total > matches) {
    gaps.add(`the server counts ${total} and sent ${matches}`);
  }
  const unread = gaps.size === 0 ? [] : [incomplete(resourceType, [...gaps].join('; '), category)];
  return { resources, fullUrls, unread, issues };
}

async function fetchQuery(
  query: string,
  resourceType: string,
  client: FhirClient,
  allowance: ResourceAllowance,
  category?: string,
): Promise<PatientList> {
  const answer = await client.get(query, resourceType);
  if (!answer.ok) return { ...EMPTY_LIST, failure: answer.failure };
  const reading = readBundlePage(answer.value, resourceType);
  if (!reading.ok) return { ...EMPTY_LIST, failure: { kind: 'not-fhir' }, unusable: reading.text };
  allowance.remaining -= reading.page.resources.length;
  return followPages(reading.page, resourceType, query, client, allowance, category);
}

/** 400, 422 and their like: the server does not want the search in this form. */
const rejected = (list: PatientList): boolean => list.failure?.kind === 'refused';

/**
 * One search on the server, in the form that the server accepts: as advertised, else plainer, else in parts. The
 * form that worked is remembered per server, so that the next hook call does not ask in vain.
 */
export async function fetchList(
  search: PatientSearch,
  patientId: string,
  client: FhirClient,
  allowance: ResourceAllowance,
): Promise<PatientList> {
  const { resourceType } = search;
  const whole = [search.query, ...search.plainer];
  let list: PatientList = EMPTY_LIST;
  let form = client.connections.formOf(client.base, resourceType);
  for (; form < whole.length; form += 1) {
    list = await fetchQuery(queryFor(whole[form] ?? '', patientId), resourceType, client, allowance);
    if (!rejected(list)) {
      if (list.failure === undefined) client.connections.rememberForm(client.base, resourceType, form);
      return list;
    }
  }
  if (search.parts.length === 0) return list;
  const parts = await fetchParts(search.parts, resourceType, patientId, client, allowance);
  if (parts.failure === undefined) client.connections.rememberForm(client.base, resourceType, whole.length);
  else client.connections.rememberForm(client.base, resourceType, 0);
  return parts;
}

async function fetchParts(
  parts: readonly SearchPart[],
  resourceType: string,
  patientId: string,
  client: FhirClient,
  allowance: ResourceAllowance,
): Promise<PatientList> {
  const lists = await Promise.all(
    parts.map((part) =>
      fetchQuery(queryFor(part.query, patientId), resourceType, client, allowance, part.category),
    ),
  );
  const firstFailure = lists.find((list) => list.failure !== undefined)?.failure;
  if (firstFailure !== undefined && lists.every((list) => list.failure !== undefined)) {
    return { ...EMPTY_LIST, failure: firstFailure };
  }
  const unread: Unread[] = [];
  const issues: Issue[] = [];
  lists.forEach((list, index) => {
    const part = parts[index];
    unread.push(...list.unread);
    issues.push(...list.issues);
    if (list.failure === undefined || part === undefined) return;
    if (rejected(list) && !part.guaranteed) {
      issues.push({
        severity: 'information',
        text: `The FHIR server does not know the category ${part.category} of ${resourceType}.`,
      });
    } else {
      unread.push(unreadBecause(resourceType, list.failure, part.category));
    }
  });
  return {
    resources: lists.flatMap((list) => list.resources),
    fullUrls: lists.flatMap((list) => list.fullUrls),
    unread,
    issues,
  };
}
