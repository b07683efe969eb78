import { FACT_IDS, type FactId, factDefinition } from '../../domain/fact-catalogue.ts';
import { PATIENT_SEARCHES } from '../../fhir/searches.ts';
import { unreadableFacts } from '../../mapping/sources.ts';

const TYPES: readonly string[] = ['Patient', ...PATIENT_SEARCHES.map(({ resourceType }) => resourceType)];

const FACTS_BY_TYPE: ReadonlyMap<string, readonly FactId[]> = new Map(
  [...new Set(TYPES)].map((resourceType) => [
    resourceType,
    unreadableFacts([{ resourceType, reason: 'failed', text: resourceType }]),
  ]),
);

/** Where a fact is looked for: the resource types that can hold it, as the mapping has it. */
export function lookedForIn(fact: FactId): readonly string[] {
  return [...FACTS_BY_TYPE].filter(([, facts]) => facts.includes(fact)).map(([type]) => type);
}

/** How an Observation with the local code states a fact. */
export function acceptedForms(fact: FactId): string {
  const definition = factDefinition(fact);
  switch (definition.type) {
    case 'number':
      return `Quantity in ${definition.unit}, with or without comparator; Range; integer; text`;
    case 'word':
      return definition.words.join(', ');
    case 'set':
      return `several of ${definition.words.join(', ')}`;
    case 'date':
      return 'dateTime';
  }
}

/** All facts in the order of the table. */
export const ALL_FACTS: readonly FactId[] = FACT_IDS;
