import { FACT_IDS, type FactId } from '../domain/fact-catalogue.ts';
import { PATIENT_SEARCHES } from '../fhir/searches.ts';
import { unreadableFacts } from '../mapping/sources.ts';

const TYPES: readonly string[] = ['Patient', ...PATIENT_SEARCHES.map(({ resourceType }) => resourceType)];

/** The facts that would be unknown if the type could not be read: those that the mapping looks for there. */
const BY_TYPE: ReadonlyMap<string, readonly FactId[]> = new Map(
  TYPES.map((resourceType) => [
    resourceType,
    unreadableFacts([{ resourceType, reason: 'failed', text: resourceType }]),
  ]),
);

/** The resource types that each fact can come from, as the mapping has it. */
export const FACT_SOURCES: ReadonlyMap<FactId, readonly string[]> = new Map(
  FACT_IDS.map((fact) => [fact, TYPES.filter((type) => BY_TYPE.get(type)?.includes(fact))]),
);
