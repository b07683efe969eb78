import type { Observation, Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../domain/candidate.ts';
import { parseDate } from '../domain/calendar.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { NumberValue } from '../domain/facts.ts';
import { codings, type Element, elements, isElement, referenceText, text } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSet, CodeSets } from './code-set.ts';
import { measureOf } from './measures.ts';
import { COMPONENT_VALUE, dateOf, OBSERVATION_VALUE, standingOf } from './observation.ts';
import { selection } from './selection.ts';
import { siteCodings, siteOfDiagnosis } from './specimen.ts';
import { type Reading, readNumber, typeName } from './values.ts';

const LOCATION = selection('BodyStructure.location');
const SEGMENTS = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

/** One measurement of a tumour. */
interface Measurement {
  readonly of: 'liver' | 'primary';
  readonly lesion: string;
  readonly size?: NumberValue;
  readonly candidate: Omit<Candidate, 'fact'>;
}

/**
 * Sizes of liver lesions and of the primary (LOINC 21889-1 whose focus or body site says where), and the lower bounds
 * of number and segments that distinct lesions on record give (BodyStructure in the liver).
 */
export function liverImagingCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  const measured: Measurement[] = [];
  for (const resource of record.withCode('Observation', codes.get('tumor-size'))) {
    const measurement = measurementOf(record, codes, resource);
    if (measurement) measured.push(measurement);
  }
  return [
    ...sizeCandidates(measured.filter((one) => one.of === 'liver')),
    ...primarySizes(measured.filter((one) => one.of === 'primary')),
    ...structureCandidates(record, codes),
  ];
}

function measurementOf(
  record: PatientRecord,
  codes: CodeSets,
  resource: Observation,
): Measurement | undefined {
  const element = resource as unknown as Element;
  const standing = standingOf(element);
  const measure = measureOf('liver.largest-lesion');
  const of = organOf(record, codes, resource);
  if (standing === 'void' || of === undefined || !measure) return undefined;
  const { raw, path } = longestDimension(resource, codes.get('tumor-longest-dimension'));
  const reading: Reading =
    isElement(element.dataAbsentReason) || raw === undefined
      ? { refused: 'absent', text: 'no value' }
      : readNumber(raw, measure);
  const { effective, note } = dateOf(record, resource);
  const frame = {
    reference: record.reference(resource),
    path: raw === undefined ? path : `${path}.ofType(${typeName(raw)})`,
    standing: 'explicit' as const,
    ...(effective === undefined ? {} : { effective }),
    ...(note === undefined ? {} : { note }),
  };
  const lesion = lesionOf(record, resource) ?? frame.reference;
  if (standing === 'not-final') {
    const text = 'result is not final; value not used';
    return { of, lesion, candidate: { ...frame, value: { kind: 'none', reason: 'not-final', text } } };
  }
  if ('refused' in reading) {
    const value = { kind: 'none', reason: reading.refused, text: reading.text } as const;
    return { of, lesion, candidate: { ...frame, value } };
  }
  if (reading.value.kind !== 'number') return undefined;
  return { of, lesion, size: reading.value, candidate: { ...frame, value: reading.value } };
}

/** The component with the longest dimension, else the value of the Observation itself. */
function longestDimension(resource: Observation, set: CodeSet): { raw: unknown; path: string } {
  const components: unknown = resource.component;
  if (Array.isArray(components)) {
    for (let index = 0; index < components.length; index += 1) {
      const component: unknown = components[index];
      if (!isElement(component) || !codings(component.code).some((c) => set.has(c.system, c.code))) continue;
      if (isElement(component.dataAbsentReason)) continue;
      const [raw] = COMPONENT_VALUE(component);
      if (raw !== undefined) return { raw, path: `Observation.component[${index}].value` };
    }
  }
  return { raw: OBSERVATION_VALUE(resource)[0], path: 'Observation.value' };
}

/** Where the measured tumour lies, by body site, or by the lesion or diagnosis that the measurement is about. */
function organOf(record: PatientRecord, codes: CodeSets, resource: Resource): Measurement['of'] | undefined {
  const sites = siteCodings(record, resource);
  const inSet = (name: string): boolean => sites.some((c) => codes.get(name).has(c.system, c.code));
  if (inSet('body-site-liver')) return 'liver';
  if (sites.length > 0) return inSet('body-site-primary') ? 'primary' : undefined;
  const site = siteOfDiagnosis(record, resource, codes);
  if (site === 'liver-metastasis') return 'liver';
  return site === 'primary' ? site : undefined;
}

/** The lesion that is measured, when the record gives it a BodyStructure of its own. */
function lesionOf(record: PatientRecord, resource: Resource): string | undefined {
  for (const focus of elements((resource as unknown as Element).focus)) {
    const reference = referenceText(focus);
    const target = reference === undefined ? undefined : record.resolve(reference, resource);
    if (target?.resourceType === 'BodyStructure') return record.reference(target);
  }
  return undefined;
}

/** Measurements of one day belong to one study: largest and second-largest lesion, and at least so many lesions. */
function sizeCandidates(measured: readonly Measurement[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const study of byDay(measured)) {
    const lesions = new Map<string, Measurement & { size: NumberValue }>();
    for (const one of study) {
      const { size } = one;
      if (!size) {
        candidates.push({ ...one.candidate, fact: 'liver.largest-lesion' });
        continue;
      }
      const other = lesions.get(one.lesion);
      if (!other || size.high > other.size.high) lesions.set(one.lesion, { ...one, size });
    }
    const bySize = [...lesions.values()].sort((a, b) => b.size.high - a.size.high);
    const [largest, second] = bySize;
    if (!largest) continue;
    candidates.push({ ...largest.candidate, fact: 'liver.largest-lesion' });
    if (second)
      candidates.push({ ...second.candidate, fact: 'liver.second-largest-lesion', standing: 'implied' });
    candidates.push({
      ...largest.candidate,
      fact: 'liver.lesion-count',
      value: atLeast(lesions.size),
      standing: 'implied',
      note: `${lesions.size} measured ${lesions.size === 1 ? 'lesion' : 'lesions'}: a lower bound`,
    });
  }
  return candidates;
}

function primarySizes(measured: readonly Measurement[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const study of byDay(measured)) {
    const sized = study.filter((one) => one.size).sort((a, b) => (b.size?.high ?? 0) - (a.size?.high ?? 0));
    for (const one of sized.length > 0 ? sized.slice(0, 1) : study) {
      candidates.push({ ...one.candidate, fact: 'primary.size' });
    }
  }
  return candidates;
}

function byDay(measured: readonly Measurement[]): Iterable<readonly Measurement[]> {
  const days = new Map<string, Measurement[]>();
  for (const one of measured) {
    const day = parseDate(one.candidate.effective)?.text ?? '';
    const list = days.get(day);
    if (list) list.push(one);
    else days.set(day, [one]);
  }
  return days.values();
}

function atLeast(count: number): NumberValue {
  const most = measureOf('liver.lesion-count')?.plausible[1] ?? count;
  return { kind: 'number', low: count, high: Math.max(most, count), lowOpen: false, highOpen: false };
}

/** Distinct lesions that have a BodyStructure in the liver: at least so many, in at least these segments. */
function structureCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  const lesions = record.all('BodyStructure').filter((structure) => isLiverLesion(structure, codes));
  const [first] = lesions;
  if (!first) return [];
  const dates = lesionDates(record, codes);
  const dated = lesions
    .map((lesion) => dates.get(lesion))
    .filter((date): date is string => date !== undefined)
    .sort();
  const effective = dated[dated.length - 1];
  const frame = {
    reference: record.reference(first),
    path: LOCATION.expression,
    standing: 'implied' as const,
    ...(effective === undefined ? {} : { effective }),
  };
  const distinct = new Set(lesions.map((lesion) => identity(lesion) ?? record.reference(lesion)));
  const candidates: Candidate[] = [
    {
      ...frame,
      fact: 'liver.lesion-count',
      value: atLeast(distinct.size),
      note: `${distinct.size} ${distinct.size === 1 ? 'lesion' : 'lesions'} on record: a lower bound`,
    },
  ];
  const segments = SEGMENTS.filter((segment) => {
    const set = codes.get(`liver-segment-${segment}`);
    return lesions.some((lesion) =>
      LOCATION(lesion)
        .flatMap(codings)
        .some((c) => set.has(c.system, c.code)),
    );
  });
  if (segments.length > 0) {
    candidates.push({
      ...frame,
      fact: 'liver.segments',
      value: { kind: 'set', members: segments, complete: false },
      note: 'segments of the lesions on record: there may be more',
    });
  }
  return candidates;
}

function isLiverLesion(structure: Resource, codes: CodeSets): boolean {
  const element = structure as unknown as Element;
  if (element.active === false) return false;
  const profiles = isElement(element.meta) ? element.meta.profile : undefined;
  const isVolume =
    Array.isArray(profiles) && profiles.some((url) => String(url).includes('radiotherapy-volume'));
  const liver = codes.get('body-site-liver');
  return (
    !isVolume &&
    LOCATION(structure)
      .flatMap(codings)
      .some((c) => liver.has(c.system, c.code))
  );
}

/** Two records of one lesion carry the same identifier. */
function identity(structure: Resource): string | undefined {
  const [identifier] = elements((structure as unknown as Element).identifier);
  const value = identifier && text(identifier.value);
  return value === undefined ? undefined : `identifier ${text(identifier?.system) ?? ''}|${value}`;
}

/** A BodyStructure has no date: the last measurement of the lesion gives it. */
function lesionDates(record: PatientRecord, codes: CodeSets): ReadonlyMap<Resource, string> {
  const dates = new Map<Resource, string>();
  for (const resource of record.withCode('Observation', codes.get('tumor-size'))) {
    const { effective } = dateOf(record, resource);
    if (effective === undefined || standingOf(resource as unknown as Element) !== 'final') continue;
    for (const focus of elements((resource as unknown as Element).focus)) {
      const reference = referenceText(focus);
      const target = reference === undefined ? undefined : record.resolve(reference, resource);
      if (target && effective > (dates.get(target) ?? '')) dates.set(target, effective);
    }
  }
  return dates;
}

/** Facts that this group can give, with what is accepted: for the rule book. */
export const LIVER_IMAGING: readonly {
  fact: FactId;
  codeSet: string;
  expression: string;
  accepts: string;
}[] = [
  {
    fact: 'liver.largest-lesion',
    codeSet: 'tumor-size',
    expression: 'Observation.component.value',
    accepts: `longest dimension (33728-7) or value, to ${unitOf('liver.largest-lesion')}; focus or body site liver`,
  },
  {
    fact: 'liver.second-largest-lesion',
    codeSet: 'tumor-size',
    expression: 'Observation.component.value',
    accepts: 'the second largest of the lesions measured on one day',
  },
  {
    fact: 'primary.size',
    codeSet: 'tumor-size',
    expression: 'Observation.component.value',
    accepts: `as above, focus or body site an organ of a primary, to ${unitOf('primary.size')}`,
  },
  {
    fact: 'liver.lesion-count',
    codeSet: 'body-site-liver',
    expression: LOCATION.expression,
    accepts: 'distinct lesions in the liver: a lower bound',
  },
  {
    fact: 'liver.segments',
    codeSet: 'body-site-liver',
    expression: LOCATION.expression,
    accepts: 'Couinaud segments of the lesions: a lower bound',
  },
];

function unitOf(fact: FactId): string {
  const definition = factDefinition(fact);
  return definition.type === 'number' ? definition.unit : '';
}
