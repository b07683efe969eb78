import type { CodeSystem, CodeSystemConcept, ValueSet } from '@medplum/fhirtypes';
import { FACT_IDS, type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { type RecordLimitValues, recordNumbers } from '../domain/record-limits.ts';
import { withNumbers } from '../domain/wording.ts';
import { SYSTEMS } from './code-systems.ts';
import { wordDefinition } from './word-definitions.ts';

/** Version of the local code systems and value sets; changes with every change of a code or a meaning. */
export const TERMINOLOGY_VERSION = '1.0.0';

const BASE = 'https://nelm-cds.example/fhir';
export const CARD_TOPIC_SYSTEM = `${BASE}/CodeSystem/card-topic`;
export const OVERRIDE_REASON_SYSTEM = `${BASE}/CodeSystem/override-reason`;

const COMMON = {
  version: TERMINOLOGY_VERSION,
  status: 'active',
  experimental: false,
  publisher: 'nelm-cds',
} as const;

/** Topics of the cards (`source.topic`). */
const CARD_TOPICS: readonly CodeSystemConcept[] = [
  {
    code: 'safety',
    display: 'Safety of treatment of neuroendocrine liver metastases',
    definition:
      'Alerts, conflicting records, data that could not be read, orders that the record speaks against.',
  },
  {
    code: 'treatment-options',
    display: 'Treatment options for neuroendocrine liver metastases',
    definition: 'Options that are recommended or to be considered, with the criteria behind them.',
  },
  {
    code: 'missing-data',
    display: 'Missing data on neuroendocrine liver metastases',
    definition: 'Facts that are not on record, and what each of them would decide.',
  },
];

/** Reasons for turning a card down. */
const OVERRIDE_REASONS: readonly CodeSystemConcept[] = [
  { code: 'patient-declines', display: 'Patient declines', definition: 'The patient does not want it.' },
  {
    code: 'already-discussed',
    display: 'Already discussed at the tumour board',
    definition: 'The tumour board has decided already.',
  },
  {
    code: 'situation-differs',
    display: 'Clinical situation differs from the record',
    definition: 'The patient is not as the record describes.',
  },
  {
    code: 'data-outdated-or-wrong',
    display: 'Data outdated or wrong',
    definition: 'Facts that the card rests on are too old or not true.',
  },
  {
    code: 'not-available',
    display: 'Not available here',
    definition: 'The option is not offered at this hospital.',
  },
  { code: 'disagree', display: 'Disagree with the advice', definition: 'The clinician judges otherwise.' },
  { code: 'later', display: 'Later', definition: 'To be looked at another time; the card comes back.' },
];

/** Id of the value set of a fact's words: `nelm-primary.site`. */
export function valueSetId(fact: FactId): string {
  return `nelm-${fact}`;
}

/** Canonical URL of the value set of a fact's words. */
export function valueSetUrl(fact: FactId): string {
  return `${BASE}/ValueSet/${valueSetId(fact)}`;
}

/** The words of a fact that is stated by words; none for numbers and dates. */
export function wordsOf(fact: FactId): readonly string[] {
  const definition = factDefinition(fact);
  return definition.type === 'word' || definition.type === 'set' ? definition.words : [];
}

/** How a word of a fact reads: `Site of the primary tumour: jejunum ileum`. */
export function wordDisplay(fact: FactId, word: string): string {
  return `${factDefinition(fact).title}: ${word.replaceAll('-', ' ')}`;
}

/**
 * The local code system: every fact is a code, every word of it a code below (`liver.lobes.bilobar`). An Observation
 * with a fact's code states the fact; its unit and range are told in the definition, with the numbers of the site.
 */
export function localCodeSystem(site: Partial<RecordLimitValues> = {}): CodeSystem {
  const numbers = recordNumbers(site);
  const concept = FACT_IDS.map((fact): CodeSystemConcept => {
    const definition = factDefinition(fact);
    const below = wordsOf(fact).map((word): CodeSystemConcept => {
      const meaning = wordDefinition(fact, word, definition.definition);
      return {
        code: `${fact}.${word}`,
        display: wordDisplay(fact, word),
        ...(meaning === undefined ? {} : { definition: withNumbers(meaning, numbers) }),
      };
    });
    return {
      code: fact,
      display: definition.title,
      definition: `${withNumbers(definition.definition, numbers)} ${howRecorded(fact)}`,
      ...(below.length > 0 ? { concept: below } : {}),
    };
  });
  return {
    resourceType: 'CodeSystem',
    id: 'nelm',
    url: SYSTEMS.local,
    name: 'NelmFacts',
    title: 'Facts about patients with neuroendocrine liver metastases',
    ...COMMON,
    description:
      'Codes of the facts that nelm-cds reads, and of the words by which they are stated. Any fact can be recorded as an Observation with its code.',
    caseSensitive: true,
    content: 'complete',
    hierarchyMeaning: 'grouped-by',
    count: concept.reduce((n, { concept: below }) => n + 1 + (below?.length ?? 0), 0),
    concept,
  };
}

function howRecorded(fact: FactId): string {
  const definition = factDefinition(fact);
  switch (definition.type) {
    case 'number':
      return `Recorded as a number in ${definition.unit} between ${definition.plausible.join(' and ')}; a bound (comparator) or a range is possible.`;
    case 'date':
      return 'Recorded as a date.';
    case 'set':
      return 'Recorded by its words; several are possible.';
    case 'word':
      return 'Recorded by one of its words.';
  }
}

function flatCodeSystem(
  id: string,
  url: string,
  name: string,
  title: string,
  concept: readonly CodeSystemConcept[],
): CodeSystem {
  return {
    resourceType: 'CodeSystem',
    id,
    url,
    name,
    title,
    ...COMMON,
    caseSensitive: true,
    content: 'complete',
    count: concept.length,
    concept: [...concept],
    valueSet: `${BASE}/ValueSet/${id}`,
  };
}

/** The code systems that the service publishes. */
export function codeSystems(site: Partial<RecordLimitValues> = {}): readonly CodeSystem[] {
  return [
    localCodeSystem(site),
    flatCodeSystem('card-topic', CARD_TOPIC_SYSTEM, 'NelmCardTopic', 'Topics of the cards', CARD_TOPICS),
    flatCodeSystem(
      'override-reason',
      OVERRIDE_REASON_SYSTEM,
      'NelmOverrideReason',
      'Reasons for turning a card down',
      OVERRIDE_REASONS,
    ),
  ];
}

/** The value sets: all facts, the words of each fact, card topics, override reasons. */
export function valueSets(): readonly ValueSet[] {
  return [
    valueSet('nelm-facts', 'NelmFactCodes', 'Facts', {
      system: SYSTEMS.local,
      concept: FACT_IDS.map((code) => ({ code, display: factDefinition(code).title })),
    }),
    ...FACT_IDS.filter((fact) => wordsOf(fact).length > 0).map((fact) =>
      valueSet(valueSetId(fact), nameOf(fact), factDefinition(fact).title, {
        system: SYSTEMS.local,
        concept: wordsOf(fact).map((word) => ({ code: `${fact}.${word}`, display: wordDisplay(fact, word) })),
      }),
    ),
    valueSet('card-topic', 'NelmCardTopics', 'Topics of the cards', { system: CARD_TOPIC_SYSTEM }),
    valueSet('override-reason', 'NelmOverrideReasons', 'Reasons for turning a card down', {
      system: OVERRIDE_REASON_SYSTEM,
    }),
  ];
}

/** A name that computers can use: `NelmPrimarySiteWords`. */
function nameOf(fact: FactId): string {
  const parts = fact.split(/[.-]/).map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return `Nelm${parts.join('')}Words`;
}

function valueSet(
  id: string,
  name: string,
  title: string,
  include: { system: string; concept?: { code: string; display: string }[] },
): ValueSet {
  return {
    resourceType: 'ValueSet',
    id,
    url: `${BASE}/ValueSet/${id}`,
    name,
    title,
    ...COMMON,
    compose: { include: [include] },
  };
}

/** Everything that `GET /fhir/{CodeSystem,ValueSet}` serves, with the numbers of the site in its texts. */
export function localTerminology(site: Partial<RecordLimitValues> = {}): readonly (CodeSystem | ValueSet)[] {
  return [...codeSystems(site), ...valueSets()];
}
