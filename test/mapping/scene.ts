import type { Fact, Value } from '../../src/domain/facts.ts';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import { SYSTEMS } from '../../src/fhir/code-systems.ts';
import { recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { type Mapped, mapRecord } from '../../src/mapping/map.ts';
import type { Json } from './encode.ts';

export const TODAY = '2026-11-20';
export const RECENT = '2026-11-10';
export const PATIENT: Json = { resourceType: 'Patient', id: 'p', birthDate: '1961-03-02', gender: 'female' };
const SUBJECT = { reference: 'Patient/p' };

export const local = (code: string): Json => ({ system: SYSTEMS.local, code });
export const loinc = (code: string): Json => ({ system: SYSTEMS.loinc, code });
export const snomed = (code: string): Json => ({ system: SYSTEMS.snomed, code });

/** `{ value: 4, unit: '%' }` as a UCUM Quantity. */
export function quantity(value: number, unit: string, comparator?: string): Json {
  const valueQuantity = {
    value,
    unit,
    system: SYSTEMS.ucum,
    code: unit,
    ...(comparator ? { comparator } : {}),
  };
  return { valueQuantity };
}

export function observation(code: Json, value: Json, extra: Json = {}): Json {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [code] },
    subject: SUBJECT,
    effectiveDateTime: RECENT,
    ...value,
    ...extra,
  };
}

export function bundleOf(...resources: readonly Json[]): Json {
  const all = resources.some(({ resourceType }) => resourceType === 'Patient')
    ? resources
    : [PATIENT, ...resources];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: all.map((resource, index) => ({ resource: { id: `r${index}`, ...resource } })),
  };
}

export interface MapOptions {
  readonly date?: string;
  readonly cutpoints?: (fact: FactId) => readonly number[];
  readonly overlay?: unknown;
}

/** Maps loose resources of one patient. */
export function mapped(resources: readonly Json[], options: MapOptions = {}): Mapped {
  return mapRecord(recordFromBundle(bundleOf(...resources)), {
    date: options.date ?? TODAY,
    codes: loadCodeSets(options.overlay),
    cutpoints: options.cutpoints ?? (() => []),
  });
}

export function factOf(fact: FactId, resources: readonly Json[], options: MapOptions = {}): Fact | undefined {
  return mapped(resources, options).recorded.facts[fact];
}

/** A value as people write it: `4`, `<2`, `2-5`, `bilobar`, `mild|severe`; `unknown: reason`. */
export function said(fact: Fact | undefined): string {
  if (!fact) return 'not on record';
  if (fact.state !== 'known') return `${fact.state}: ${fact.reason}`;
  return shown(fact.value);
}

export function shown(value: Value | undefined): string {
  switch (value?.kind) {
    case 'number':
      if (value.low === value.high) return String(value.low);
      return `${value.lowOpen ? '(' : '['}${value.low}, ${value.high}${value.highOpen ? ')' : ']'}`;
    case 'word':
      return value.possible.join('|');
    case 'set':
      return [...value.members].sort().join(',');
    case 'date':
      return value.text;
    default:
      return 'nothing';
  }
}
