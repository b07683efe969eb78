/**
 * The store behind the sandbox server: @medplum/fhir-router's MemoryRepository with a native search. The inherited
 * one evaluates FHIRPath with `resolve()` per resource and sorts by it: about a hundred times slower, and it
 * answers an unknown parameter with an empty result, which a client would read as "no disease".
 */
import type { Filter, SearchRequest, WithId } from '@medplum/core';
import { allOk, badRequest, created, multipleMatches, OperationOutcomeError } from '@medplum/core';
import type { CreateResourceOptions, DeleteResourceOptions } from '@medplum/fhir-router';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Condition, SortKey } from './search.ts';
import { conditionFault, matches, sorted, valuesAt } from './search.ts';
import { isSupportedType, searchParameter } from './search-parameters.ts';

type Identified = WithId<Resource>;

/** Ids of the patients that a resource is about. */
function patientsOf(resource: Resource): string[] {
  return ['subject', 'patient', 'participant.actor']
    .flatMap((path) => valuesAt(resource, `${path}.reference`))
    .flatMap((reference) =>
      typeof reference === 'string' ? (/(?:^|\/)Patient\/([^/]+)$/.exec(reference)?.[1] ?? []) : [],
    );
}

export class SandboxRepository extends MemoryRepository {
  private readonly byType = new Map<string, Map<string, Identified>>();
  private readonly byPatient = new Map<string, Set<string>>();

  /** All resources of a type, in order of creation. */
  all(resourceType: string): Identified[] {
    return [...(this.byType.get(resourceType)?.values() ?? [])];
  }

  /** Is there such a resource (`Patient/1`)? */
  has(resourceType: string, id: string): boolean {
    return this.byType.get(resourceType)?.has(id) ?? false;
  }

  override async createResource<T extends Resource>(
    resource: T,
    options?: CreateResourceOptions,
    update = false,
  ): Promise<WithId<T>> {
    const stored = await super.createResource(resource, options, update);
    this.forget(stored.resourceType, stored.id);
    const ofType = this.byType.get(stored.resourceType) ?? new Map<string, Identified>();
    this.byType.set(stored.resourceType, ofType.set(stored.id, stored));
    for (const patient of patientsOf(stored)) {
      const key = `${stored.resourceType} ${patient}`;
      this.byPatient.set(key, (this.byPatient.get(key) ?? new Set()).add(stored.id));
    }
    return stored;
  }

  override async deleteResource(
    resourceType: string,
    id: string,
    options?: DeleteResourceOptions,
  ): Promise<void> {
    await super.deleteResource(resourceType, id, options);
    this.forget(resourceType, id);
    this.byType.get(resourceType)?.delete(id);
  }

  private forget(resourceType: string, id: string): void {
    const old = this.byType.get(resourceType)?.get(id);
    if (!old) return;
    for (const patient of patientsOf(old)) this.byPatient.get(`${resourceType} ${patient}`)?.delete(id);
  }

  /** Conditional create (`If-None-Exist`), on the native search. */
  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest<T>,
    options?: CreateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    const found = this.find(search);
    const only = found[0];
    if (found.length > 1) throw new OperationOutcomeError(multipleMatches);
    if (only) return { resource: only as WithId<T>, outcome: allOk };
    return { resource: await this.createResource(resource, options), outcome: created };
  }

  /** One page of a search, with the total of all pages. Unsupported parameters throw a 400 OperationOutcome. */
  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const found = this.find(request);
    const offset = request.offset ?? 0;
    const page =
      request.count === undefined ? found.slice(offset) : found.slice(offset, offset + request.count);
    const entry = page.map(
      (resource): BundleEntry<WithId<T>> => ({ resource: resource as WithId<T>, search: { mode: 'match' } }),
    );
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: found.length,
      ...(entry.length > 0 ? { entry } : {}),
    };
  }

  private find(request: SearchRequest): Identified[] {
    const { resourceType } = request;
    if (!isSupportedType(resourceType)) {
      throw new OperationOutcomeError(badRequest('this server does not hold resources of that type'));
    }
    if (request.include || request.revInclude) {
      throw new OperationOutcomeError(badRequest('_include and _revinclude are not supported'));
    }
    if (request.fields || request.summary) {
      throw new OperationOutcomeError(badRequest('_elements and _summary (but count) are not supported'));
    }
    const conditions = (request.filters ?? []).map((filter) => conditionOf(resourceType, filter));
    const keys = (request.sortRules ?? []).map((rule): SortKey => {
      const parameter = searchParameter(resourceType, rule.code);
      if (!parameter)
        throw new OperationOutcomeError(badRequest(`cannot sort ${resourceType} by that parameter`));
      return { parameter, descending: rule.descending === true };
    });
    const found = this.candidates(resourceType, conditions).filter((resource) =>
      conditions.every((condition) => matches(resource, condition)),
    );
    return sorted(found, keys);
  }

  /** Resources of one patient when the search names one, else all of the type. */
  private candidates(resourceType: string, conditions: readonly Condition[]): Identified[] {
    const ofType = this.byType.get(resourceType);
    const one = conditions.find(
      (c) => (c.name === 'patient' || c.name === 'subject') && /^(.*Patient\/)?[A-Za-z0-9.-]+$/.test(c.value),
    );
    if (!ofType) return [];
    if (!one) return [...ofType.values()];
    const ids = this.byPatient.get(`${resourceType} ${one.value.split('/').at(-1)}`) ?? new Set<string>();
    return [...ids].flatMap((id) => ofType.get(id) ?? []);
  }
}

const COMPARISONS = new Set<string>(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb']);

function conditionOf(resourceType: string, filter: Filter): Condition {
  const parameter = searchParameter(resourceType, filter.code);
  if (!parameter) {
    throw new OperationOutcomeError(
      badRequest(`unsupported search parameter for ${resourceType}: ${filter.code}`),
    );
  }
  const prefix: string = filter.operator;
  if (!COMPARISONS.has(prefix) || (parameter.kind !== 'date' && prefix !== 'eq')) {
    throw new OperationOutcomeError(badRequest(`unsupported modifier or prefix on ${filter.code}`));
  }
  const condition = { name: filter.code, parameter, prefix, value: filter.value };
  const fault = conditionFault(condition);
  if (fault !== undefined) throw new OperationOutcomeError(badRequest(fault));
  return condition;
}
