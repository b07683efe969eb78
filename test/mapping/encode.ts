import { addMonths, formatDay, parseDate } from '../../src/domain/calendar.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../src/domain/fact-catalogue.ts';
import { SYSTEMS } from '../../src/fhir/code-systems.ts';
import { STANDARD } from './encode-standard.ts';

/** A flat map of fact values: `ki67: 4`, `'>20'`, `'2-5'`, `'bilobar'`, `true`, `['2', '3']`, `prior: [...]`. */
export type FactMap = { readonly [key: string]: unknown };
export type Style = 'local' | 'us' | 'european';

export interface EncodeOptions {
  /** Evaluation date; everything without a date of its own is recorded ten days before it. */
  readonly date: string;
}

export type Json = { [key: string]: unknown };

/** What an encoding of one fact needs to know. */
export interface Frame {
  readonly style: Style;
  readonly facts: FactMap;
  /** Date of the evaluation and of the record of this fact. */
  readonly today: string;
  readonly recorded: string;
}

export interface Prior {
  readonly what: string;
  readonly date: string;
  readonly inForce: boolean;
}

export const SUBJECT = { reference: 'Patient/vignette' };
const DAYS_AGO = 10;
/** A drug that is not in force was given longer ago than the 90 days that an administration counts. */
const PAST_DRUG_DAYS = 200;

/**
 * A Bundle that says what the facts say: in the local code system throughout, or with standard codes where they exist
 * (SNOMED CT, ICD-10-CM, RxNorm, conventional units; or ICD-10-GM, ICD-O-3, ATC, SI units) and local ones elsewhere.
 */
export function encodeFacts(written: FactMap, style: Style, options: EncodeOptions): Json {
  const today = parseDate(options.date)?.first;
  if (today === undefined) throw new Error('encode: date');
  const facts: FactMap = { nelm: 'yes', ...written };
  const dates = (facts.dates ?? {}) as { readonly [fact: string]: string };
  const resources: Json[] = [patientOf(facts, style, options.date)];
  const frameOf = (fact: string): Frame => ({
    style,
    facts,
    today: options.date,
    recorded: dates[fact] ?? formatDay(today - DAYS_AGO),
  });
  for (const fact of FACT_IDS) {
    const value = facts[fact];
    if (value === undefined || fact === 'prior') continue;
    if (fact === 'ki67' && facts['ki67.specimens'] !== undefined) continue;
    if (fact === 'age' && style !== 'local' && typeof value === 'number') continue;
    const standard = style === 'local' ? undefined : STANDARD[fact]?.(value, frameOf(fact));
    resources.push(...(standard ?? [localObservation(fact, value, frameOf(fact).recorded)]));
  }
  for (const specimen of list(facts['ki67.specimens']) as Json[]) {
    resources.push(specimenObservation(specimen, frameOf('ki67')));
  }
  for (const past of list(facts.prior)) resources.push(...priorOf(past, frameOf('prior'), today));
  for (const [marker, date] of Object.entries((facts.markers ?? {}) as { [name: string]: string })) {
    resources.push(STANDARD.marker?.(marker, { ...frameOf('markers'), recorded: date })?.[0] ?? {});
  }
  if (typeof facts.echocardiogram === 'string') {
    resources.push({
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { coding: [{ system: SYSTEMS.loinc, code: '59281-6' }] },
      subject: SUBJECT,
      effectiveDateTime: facts.echocardiogram,
    });
  }
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources
      .filter((resource) => resource.resourceType !== undefined)
      .map((resource, index) => ({ resource: { id: `r${index}`, ...resource } })),
  };
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function patientOf(facts: FactMap, style: Style, date: string): Json {
  const patient: Json = { resourceType: 'Patient', id: 'vignette' };
  if (style === 'local' || typeof facts.age !== 'number') return patient;
  const today = parseDate(date)?.first ?? 0;
  return { ...patient, birthDate: formatDay(addMonths(today, -12 * facts.age) - 30) };
}

/** Any fact as an Observation with its local code. */
export function localObservation(fact: FactId, value: unknown, effective: string): Json {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: SYSTEMS.local, code: fact }] },
    subject: SUBJECT,
    effectiveDateTime: effective,
    ...localValue(fact, value),
  };
}

function localValue(fact: FactId, value: unknown): Json {
  const definition = factDefinition(fact);
  switch (definition.type) {
    case 'number':
      return numberValue(value, definition.unit);
    case 'date':
      return { valueDateTime: String(value) };
    case 'set':
      return { valueCodeableConcept: { coding: list(value).map((word) => wordCode(fact, String(word))) } };
    case 'word': {
      if (typeof value === 'boolean') return { valueBoolean: value };
      const words = list(value).map(String);
      const [word] = words;
      if (words.length === 1 && word !== undefined)
        return { valueCodeableConcept: { coding: [wordCode(fact, word)] } };
      // Mild or severe: a degree that is not stated.
      if (fact === 'ascites' || fact === 'encephalopathy') return { valueBoolean: true };
      throw new Error(`encode: ${fact} with several words has no encoding`);
    }
  }
}

function wordCode(fact: FactId, word: string): Json {
  return { system: SYSTEMS.local, code: `${fact}.${word}` };
}

const BOUND = /^(<=|<|>=|>)\s*(\d+(?:\.\d+)?)$/;
const RANGE = /^(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$/;

/** A number, bound or range as a Quantity or Range, after a conversion of each number. */
export function numberValue(value: unknown, unit: string, convert: (n: number) => number = (n) => n): Json {
  const quantity = (n: number): Json => ({ value: convert(n), unit, system: SYSTEMS.ucum, code: unit });
  if (typeof value === 'number') return { valueQuantity: quantity(value) };
  const text = String(value);
  const bound = BOUND.exec(text);
  if (bound) return { valueQuantity: { ...quantity(Number(bound[2])), comparator: bound[1] } };
  const range = RANGE.exec(text);
  if (!range) throw new Error(`encode: '${text}' is no number`);
  return { valueRange: { low: quantity(Number(range[1])), high: quantity(Number(range[2])) } };
}

function specimenObservation(specimen: Json, frame: Frame): Json {
  const sites: Json = {
    'liver-metastasis': { coding: [{ system: SYSTEMS.snomed, code: '10200004' }] },
    primary: { coding: [{ system: SYSTEMS.snomed, code: '15776009' }] },
    other: { coding: [{ system: SYSTEMS.snomed, code: '21514008' }] },
  };
  const site = sites[String(specimen.site)];
  return {
    ...localObservation(
      'ki67',
      specimen.value,
      typeof specimen.date === 'string' ? specimen.date : frame.recorded,
    ),
    ...(frame.style === 'local' ? {} : { code: { coding: [{ system: SYSTEMS.loinc, code: '29593-1' }] } }),
    ...(site === undefined ? {} : { bodySite: site }),
  };
}

function priorOf(past: unknown, frame: Frame, today: number): readonly Json[] {
  const entry = (typeof past === 'string' ? { what: past } : past) as Partial<Prior> & { what: string };
  const inForce = entry.inForce === true;
  const prior: Prior = {
    what: entry.what,
    inForce,
    date: entry.date ?? formatDay(today - (inForce ? DAYS_AGO : PAST_DRUG_DAYS)),
  };
  const standard = frame.style === 'local' ? undefined : STANDARD.prior?.(prior, frame);
  if (standard) return standard;
  const dates = inForce ? [prior.date, formatDay(today - DAYS_AGO)] : [prior.date];
  return [...new Set(dates)].map((date) => localObservation('prior', prior.what, date));
}
