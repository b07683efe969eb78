import type { Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../domain/candidate.ts';
import {
  FACT_IDS,
  type FactId,
  factDefinition,
  isFactId,
  TREATMENTS,
  type Treatment,
} from '../domain/fact-catalogue.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import { effectiveOf } from '../fhir/effective.ts';
import type { Element } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSet, CodeSets } from './code-set.ts';
import { lookup, type ObservationLookup, observationCandidates } from './observation.ts';
import { refusedValue } from './refusal.ts';
import { readDateSet, readWords } from './words.ts';
import { type Reading, readValue } from './values.ts';

/**
 * The local code system (every fact id is a code of it): an Observation, or a component of one, with that code states
 * the fact. It is how facts without a standard code are recorded.
 */
export const LOCAL_SETS: Readonly<Record<string, CodeSet>> = Object.assign(
  Object.create(null),
  Object.fromEntries(FACT_IDS.map((fact) => [fact, localSet(fact)])),
);

function localSet(fact: FactId): CodeSet {
  return {
    name: `local:${fact}`,
    codes: [{ system: SYSTEMS.local, code: fact }],
    has: (system, code) => system === SYSTEMS.local && code === fact,
  };
}

export const LOCAL_LOOKUPS: readonly ObservationLookup[] = FACT_IDS.map((fact) => ({
  ...lookup(fact, `local:${fact}`, acceptsOf(fact), (raw, resource) => readLocal(fact, raw, resource)),
  ofSpecimen: fact === 'ki67' || fact === 'mitoses' || fact === 'grade.reported',
  silence: refusedValue(fact, 'no value'),
}));

const NO_CODES: CodeSet = { name: 'none', codes: [], has: () => false };
const NO_SETS: CodeSets = { names: [], get: () => NO_CODES };

/** What the local observations say. */
export function localCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  const candidates: Candidate[] = [];
  const said = observationCandidates(
    record,
    codes,
    LOCAL_LOOKUPS,
    (entry) => LOCAL_SETS[entry.fact] ?? NO_CODES,
  );
  for (const candidate of said) {
    if (candidate.fact === 'prior' && candidate.value.kind === 'set') {
      for (const what of candidate.value.members) {
        if (isTreatment(what)) candidates.push({ ...candidate, treatment: { what, inForce: false } });
      }
    } else {
      candidates.push(candidate);
    }
  }
  return candidates;
}

/** What Observations state about one fact by its local code. */
export function localStatements(record: PatientRecord, fact: FactId): readonly Candidate[] {
  const own = LOCAL_LOOKUPS.filter((entry) => entry.fact === fact);
  return observationCandidates(record, NO_SETS, own, () => LOCAL_SETS[fact] ?? NO_CODES);
}

function readLocal(fact: FactId, raw: unknown, resource: Resource): Reading {
  const definition = factDefinition(fact);
  if (definition.type === 'date' && raw === true) {
    // "staging.cross-sectional: yes" is dated by the observation itself.
    const value = readDateSet(fact, effectiveOf(resource as unknown as Element)?.date);
    if (value) return { value };
  }
  return readValue(fact, raw);
}

function isTreatment(word: string): word is Treatment {
  return (TREATMENTS as readonly string[]).includes(word);
}

function acceptsOf(fact: FactId): string {
  const definition = factDefinition(fact);
  switch (definition.type) {
    case 'number':
      return `Quantity (${definition.unit}), comparator, Range, integer, text`;
    case 'word':
      return `CodeableConcept ${fact}.<word>, text, boolean`;
    case 'set':
      return `CodeableConcept ${fact}.<word>, text; several are united`;
    case 'date':
      return 'dateTime';
  }
}

/** True when the code is one of the local code system: a fact id, or a fact id with one of its words. */
export function isLocalCode(code: string): boolean {
  if (isFactId(code)) return true;
  const fact = FACT_IDS.find((id) => code.startsWith(`${id}.`) && wordOf(id, code.slice(id.length + 1)));
  return fact !== undefined;
}

function wordOf(fact: FactId, word: string): boolean {
  const definition = factDefinition(fact);
  if (definition.type === 'set') return definition.words.includes(word);
  return definition.type === 'word' && readWords(fact, word) !== undefined;
}
