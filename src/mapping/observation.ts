import type { Observation, Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../domain/candidate.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import type { UnknownReason } from '../domain/facts.ts';
import { effectiveOf } from '../fhir/effective.ts';
import { codings, type Element, elements, isElement } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSet, CodeSets } from './code-set.ts';
import { type Selection, selection } from './selection.ts';
import { lacksSpecimen, specimenSite } from './specimen.ts';
import { type Reading, readValue, typeName } from './values.ts';

/** The value of an Observation, and of one of its components. */
export const OBSERVATION_VALUE = selection('Observation.value');
export const COMPONENT_VALUE = selection('value', 'Observation.component');

/** Where a fact is looked for among the Observations, and how the value is read. */
export interface ObservationLookup {
  readonly fact: FactId;
  /** Name of the code set of `Observation.code` (and of `component.code`). */
  readonly codeSet: string;
  readonly select: Selection;
  readonly selectComponent: Selection;
  readonly read: (raw: unknown, resource: Resource, codes: CodeSets) => Reading;
  readonly standing: Candidate['standing'];
  /** Ki-67, mitoses and reported grade: the specimen is told with the value. */
  readonly ofSpecimen?: boolean;
  /** An Observation without a value is a fault, and this says so; absent where it is none. */
  readonly silence?: string;
  /** What is accepted, in words for the rule book. */
  readonly accepts: string;
}

/** A lookup with the usual selections. */
export function lookup(
  fact: FactId,
  codeSet: string,
  accepts: string,
  read: ObservationLookup['read'] = (raw) => readValue(fact, raw),
): ObservationLookup {
  return {
    fact,
    codeSet,
    accepts,
    read,
    select: OBSERVATION_VALUE,
    selectComponent: COMPONENT_VALUE,
    standing: 'explicit',
  };
}

export type Standing = 'final' | 'not-final' | 'void';

/**
 * Only final, amended and corrected results count. One that is on its way is listed and not used; a cancelled one is
 * no statement. A report may also be appended to.
 */
export function standingOf(resource: Element): Standing {
  switch (resource.status) {
    case 'final':
    case 'amended':
    case 'corrected':
      return 'final';
    case 'appended':
      return resource.resourceType === 'DiagnosticReport' ? 'final' : 'not-final';
    case 'cancelled':
    case 'entered-in-error':
      return 'void';
    default:
      return 'not-final';
  }
}

/** The date of an Observation; a contained one, or a member of a panel, may leave it to what holds it. */
export function dateOf(record: PatientRecord, resource: Resource): { effective?: string; note?: string } {
  const own = effectiveOf(resource as unknown as Element);
  const found =
    own ??
    record
      .containers(resource)
      .map((container) => effectiveOf(container as unknown as Element))
      .find((date) => date !== undefined);
  if (!found) return {};
  return { effective: found.date, ...(found.element === 'issued' ? { note: 'date of issue' } : {}) };
}

const SPECIMEN_NOT_READ = 'its specimen could not be read, so its site is not known';

/** The statements that Observations with a code of the lookup's set make about its fact. */
export function observationCandidates(
  record: PatientRecord,
  codes: CodeSets,
  lookups: readonly ObservationLookup[],
  setOf: (entry: ObservationLookup) => CodeSet = (entry) => codes.get(entry.codeSet),
): Candidate[] {
  const candidates: Candidate[] = [];
  const add = (candidate: Candidate | undefined, resource: Resource, entry: ObservationLookup): void => {
    if (!candidate) return;
    candidates.push(entry.ofSpecimen ? withSite(record, resource, codes, candidate) : candidate);
  };
  for (const entry of lookups) {
    const set = setOf(entry);
    if (set.codes.length === 0) continue;
    for (const resource of record.withCode('Observation', set)) {
      add(candidateOf(record, codes, resource, entry), resource, entry);
    }
    for (const { resource, component, index } of record.components(set)) {
      add(componentCandidate(record, codes, resource, component, index, entry), resource, entry);
    }
  }
  return candidates;
}

function withSite(
  record: PatientRecord,
  resource: Resource,
  codes: CodeSets,
  candidate: Candidate,
): Candidate {
  const site = specimenSite(record, resource, codes);
  if (site !== 'unstated' || !lacksSpecimen(record, resource)) return { ...candidate, site };
  const notes = [candidate.note, SPECIMEN_NOT_READ].filter((part) => part !== undefined);
  return { ...candidate, site, note: notes.join('; ') };
}

/** What one Observation says; undefined when it is void or only holds members. */
export function candidateOf(
  record: PatientRecord,
  codes: CodeSets,
  resource: Observation,
  entry: ObservationLookup,
): Candidate | undefined {
  const element = resource as unknown as Element;
  const standing = standingOf(element);
  if (standing === 'void') return undefined;
  const [raw] = entry.select(resource);
  const isPanel =
    raw === undefined &&
    element.dataAbsentReason === undefined &&
    (elements(element.component).length > 0 || elements(element.hasMember).length > 0);
  if (isPanel) return undefined;
  return build(
    record,
    resource,
    entry,
    standing,
    readingOf(raw, element, resource, entry, codes),
    'Observation.value',
    raw,
  );
}

function componentCandidate(
  record: PatientRecord,
  codes: CodeSets,
  resource: Resource,
  component: Element,
  index: number,
  entry: ObservationLookup,
): Candidate | undefined {
  const standing = standingOf(resource as unknown as Element);
  if (standing === 'void') return undefined;
  const [raw] = entry.selectComponent(component);
  const path = `Observation.component[${index}].value`;
  return build(
    record,
    resource,
    entry,
    standing,
    readingOf(raw, component, resource, entry, codes),
    path,
    raw,
  );
}

function readingOf(
  raw: unknown,
  holder: Element,
  resource: Resource,
  entry: ObservationLookup,
  codes: CodeSets,
): Reading {
  if (isElement(holder.dataAbsentReason))
    return { refused: 'absent', text: absentText(holder.dataAbsentReason) };
  if (raw === undefined) {
    const interpreted = interpretation(holder);
    const reading = interpreted === undefined ? undefined : entry.read(interpreted, resource, codes);
    if (reading && 'value' in reading) return reading;
    return { refused: 'absent', text: entry.silence ?? NO_VALUE.text };
  }
  return entry.read(raw, resource, codes);
}

/** The interpretation (positive, negative, a coded grade) of an Observation that has no value. */
function interpretation(holder: Element): unknown {
  return elements(holder.interpretation)[0];
}

function absentText(reason: Element): string {
  const code = codings(reason)[0]?.code;
  return code !== undefined && /^[a-z-]{1,40}$/.test(code) ? `data absent: ${code}` : 'data absent';
}

function build(
  record: PatientRecord,
  resource: Resource,
  entry: ObservationLookup,
  standing: Standing,
  reading: Reading,
  path: string,
  raw: unknown,
): Candidate {
  const { effective, note } = dateOf(record, resource);
  const refused: { reason: UnknownReason; text: string } | undefined =
    standing === 'not-final'
      ? { reason: 'not-final', text: 'result is not final; value not used' }
      : 'refused' in reading
        ? { reason: reading.refused, text: reading.text }
        : undefined;
  const notes = [note, 'note' in reading ? reading.note : undefined].filter((part) => part !== undefined);
  return {
    fact: entry.fact,
    value: refused || !('value' in reading) ? { kind: 'none', ...(refused ?? NO_VALUE) } : reading.value,
    reference: record.reference(resource),
    path: raw === undefined ? path : `${path}.ofType(${typeName(raw)})`,
    standing: entry.standing,
    ...(effective === undefined ? {} : { effective }),
    ...(notes.length > 0 ? { note: notes.join('; ') } : {}),
    ...('flag' in reading && reading.flag !== undefined && !refused ? { flag: reading.flag } : {}),
  };
}

const NO_VALUE = { reason: 'absent', text: 'no value' } as const;

/**
 * Reads a coded answer by the code sets that it is in, each standing for a word.
 * @param otherwise reads what is in none of them; by default as a word of the fact
 */
export function readBySets(
  fact: FactId,
  sets: Readonly<Record<string, string>>,
  otherwise: (raw: unknown) => Reading = (raw) => readValue(fact, raw),
): (raw: unknown, resource: Resource, codes: CodeSets) => Reading {
  return (raw, _resource, codes) => {
    const said = new Set<string>();
    for (const { system, code } of codings(raw)) {
      for (const [set, word] of Object.entries(sets)) if (codes.get(set).has(system, code)) said.add(word);
    }
    return said.size > 0 ? { value: { kind: 'word', possible: [...said] } } : otherwise(raw);
  };
}
