import type { FhirClient } from './client.ts';

/** One resource type of a CapabilityStatement. */
export interface CapabilityOfType {
  readonly interactions: ReadonlySet<string>;
  readonly searchParameters: ReadonlySet<string>;
}

export interface Capability {
  readonly fhirVersion?: string;
  readonly software?: string;
  readonly types: ReadonlyMap<string, CapabilityOfType>;
}

const list = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html); nothing when it is none. */
export function readCapability(value: unknown): Capability | undefined {
  const statement = value as Record<string, unknown> | null | undefined;
  if (statement?.resourceType !== 'CapabilityStatement') return undefined;
  const types = new Map<string, CapabilityOfType>();
  for (const rest of list(statement.rest)) {
    for (const resource of list(rest.resource)) {
      const type = text(resource.type);
      if (type === undefined) continue;
      types.set(type, {
        interactions: new Set(list(resource.interaction).flatMap((one) => text(one.code) ?? [])),
        searchParameters: new Set(list(resource.searchParam).flatMap((one) => text(one.name) ?? [])),
      });
    }
  }
  const software = text((statement.software as Record<string, unknown> | undefined)?.name);
  const fhirVersion = text(statement.fhirVersion);
  return {
    types,
    ...(fhirVersion === undefined ? {} : { fhirVersion }),
    ...(software === undefined ? {} : { software }),
  };
}

/**
 * Does the server's own statement leave the type out? False when the statement cannot be read or lists no type at
 * all: then nothing is known. Read at most once an hour per server, and only after a search has failed.
 */
export async function lacksType(client: FhirClient, resourceType: string): Promise<boolean> {
  let reading = underWay.get(client);
  if (reading === undefined) {
    reading = client.connections.capability(client.base, () => readTypes(client));
    underWay.set(client, reading);
  }
  const types = await reading;
  return types !== undefined && !types.has(resourceType);
}

/** One reading per hook call, however many searches ask. */
const underWay = new WeakMap<FhirClient, Promise<ReadonlySet<string> | undefined>>();

async function readTypes(client: FhirClient): Promise<ReadonlySet<string> | undefined> {
  const answer = await client.get('metadata', 'CapabilityStatement');
  const capability = answer.ok ? readCapability(answer.value) : undefined;
  return capability === undefined || capability.types.size === 0
    ? undefined
    : new Set(capability.types.keys());
}
