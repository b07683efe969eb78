import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { UnknownReason, Value } from '../domain/facts.ts';
import { roundTo } from '../domain/interval.ts';
import { codeText, codings, isElement, text } from '../fhir/elements.ts';
import { measureOf } from './measures.ts';
import { boundsOf, clipped, plainNumber, readNumberText, type WrittenNumber } from './number-text.ts';
import { factName, foundIn, refusedNumber, refusedValue } from './refusal.ts';
import { conversion, factorOfText, isCount, type Measure, shownUnit, type WrittenUnit } from './units.ts';
import { readDateSet, readWords } from './words.ts';

/** What a FHIR value says about a fact, or why it says nothing. */
export type Reading =
  | {
      readonly value: Value;
      readonly note?: string;
      /** What is wrong with the way in which it is written, though it can be read: becomes an issue. */
      readonly flag?: string;
    }
  | { readonly refused: UnknownReason; readonly text: string };

/** The name of a value[x] type, as it is written in the path of a source. */
export function typeName(raw: unknown): string {
  if (typeof raw === 'boolean') return 'boolean';
  if (typeof raw === 'number') return Number.isInteger(raw) ? 'integer' : 'decimal';
  if (typeof raw === 'string') return /^\d{4}(-\d{2}){0,2}(T|$)/.test(raw) ? 'dateTime' : 'string';
  if (!isElement(raw)) return 'Element';
  if ('coding' in raw || 'text' in raw) return 'CodeableConcept';
  if ('low' in raw || 'high' in raw) return 'Range';
  if ('numerator' in raw || 'denominator' in raw) return 'Ratio';
  if ('start' in raw || 'end' in raw) return 'Period';
  return 'Quantity';
}

/** Reads a value[x] as the value of a fact: number, word, set of words or date. */
export function readValue(fact: FactId, raw: unknown): Reading {
  const definition = factDefinition(fact);
  if (definition.type === 'number') {
    const measure = measureOf(fact);
    if (!measure) return notUnderstood(fact, raw);
    return readNumber(raw, measure);
  }
  const value =
    definition.type === 'date' || definition.type === 'set' ? readDateSet(fact, raw) : readWords(fact, raw);
  return value ? withFlag({ value }, raw, factName(fact)) : notUnderstood(fact, raw);
}

function notUnderstood(fact: FactId, raw: unknown): Reading {
  return { refused: 'absent', text: refusedValue(fact, foundIn(raw)) };
}

/** FHIR writes a number as a number. One that is written as a text is read all the same, and said. */
function withFlag(reading: Reading, raw: unknown, name: string): Reading {
  if (!('value' in reading) || !isElement(raw)) return reading;
  const isText = [raw, raw.low, raw.high, raw.numerator, raw.denominator].some(
    (part) => isElement(part) && typeof part.value === 'string',
  );
  return isText
    ? { ...reading, flag: `${name}: the number is written as a text; read as a number` }
    : reading;
}

/**
 * Reads a number in the unit of the measure: Quantity with or without comparator, Range, Ratio, integer, decimal, or
 * a text. A bound is clipped to the plausible range; anything outside of it is refused.
 */
export function readNumber(raw: unknown, measure: Measure): Reading {
  return withFlag(numberIn(raw, measure), raw, measure.name);
}

function numberIn(raw: unknown, measure: Measure): Reading {
  if (typeof raw === 'number') return finish(boundsOf(raw, undefined), 1, measure);
  if (typeof raw === 'string') return ofText(raw, measure);
  if (!isElement(raw)) return noNumber(measure, foundIn(raw));
  if ('low' in raw || 'high' in raw) return ofRange(raw, measure);
  if ('numerator' in raw || 'denominator' in raw) return ofRatio(raw, measure);
  if ('coding' in raw || 'text' in raw) {
    const written = text(raw.text);
    return written === undefined ? noNumber(measure, foundIn(raw)) : ofText(written, measure);
  }
  return ofQuantity(raw, measure);
}

function noNumber(measure: Measure, found: string): Reading {
  return { refused: 'absent', text: refusedNumber(measure, found) };
}

function ofQuantity(raw: Readonly<Record<string, unknown>>, measure: Measure): Reading {
  const value = quantityNumber(raw.value);
  if (value === undefined) return noNumber(measure, foundIn(raw));
  const converted = conversion(writtenUnit(raw), measure);
  if ('refused' in converted) return { refused: 'unusable-unit', text: converted.refused };
  const comparator = raw.comparator;
  if (comparator !== undefined && !['<', '<=', '>', '>='].includes(String(comparator))) {
    return noNumber(measure, 'a comparator that is not known');
  }
  return finish(boundsOf(value, text(comparator)), converted.factor, measure, unitShown(raw, measure));
}

function quantityNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? plainNumber(value) : undefined;
}

function writtenUnit(raw: Readonly<Record<string, unknown>>): WrittenUnit {
  return { system: codeText(raw.system), code: codeText(raw.code), unit: text(raw.unit) };
}

function ofRange(raw: Readonly<Record<string, unknown>>, measure: Measure): Reading {
  const sides: Partial<Record<'low' | 'high', number>> = {};
  for (const side of ['low', 'high'] as const) {
    const quantity = raw[side];
    if (quantity === undefined) continue;
    if (!isElement(quantity)) return noNumber(measure, 'a range that is not understood');
    const value = quantityNumber(quantity.value);
    if (value === undefined) return noNumber(measure, 'a range that is not understood');
    const converted = conversion(writtenUnit(quantity), measure);
    if ('refused' in converted) return { refused: 'unusable-unit', text: converted.refused };
    sides[side] = value * converted.factor;
  }
  if (sides.low === undefined && sides.high === undefined)
    return noNumber(measure, 'a range without a number');
  return finish({ ...sides, lowOpen: false, highOpen: false }, 1, measure);
}

/** A share: numerator by denominator in the same unit, read as the fraction that it is. */
function ofRatio(raw: Readonly<Record<string, unknown>>, measure: Measure): Reading {
  const refused = noNumber(measure, 'a ratio');
  if (measure.unit !== '%' || !isElement(raw.numerator) || !isElement(raw.denominator)) return refused;
  const numerator = quantityNumber(raw.numerator.value);
  const denominator = quantityNumber(raw.denominator.value);
  const sameUnit = codeText(raw.numerator.code) === codeText(raw.denominator.code);
  const compared = raw.numerator.comparator !== undefined || raw.denominator.comparator !== undefined;
  if (numerator === undefined || denominator === undefined || !(denominator > 0)) return refused;
  if (!sameUnit || compared) return refused;
  return finish(boundsOf(numerator / denominator, undefined), 100, measure);
}

function ofText(raw: string, measure: Measure): Reading {
  const written = readNumberText(raw);
  if (!written) return noNumber(measure, 'a text');
  if (written.unit === '') {
    if (measure.ucumOnly) {
      return { refused: 'unusable-unit', text: `no UCUM unit, expected ${measure.unit}; value ignored` };
    }
    // "0.25" may be a fraction or a quarter of a per cent.
    if (
      measure.unit === '%' &&
      written.low === written.high &&
      (written.low ?? 0) > 0 &&
      (written.low ?? 0) < 1
    ) {
      return {
        refused: 'unusable-unit',
        text: 'a number below 1 without a unit may be a fraction; value ignored',
      };
    }
    return withNote(finish(written, 1, measure), written);
  }
  const factor = measure.ucumOnly
    ? ucumText(written.unit, measure)
    : (factorOfText(written.unit, measure) ?? ucumText(written.unit, measure));
  if (factor === undefined) {
    // What stands behind the number is free text: nothing of it is shown.
    return {
      refused: 'unusable-unit',
      text: `unit in the text not convertible to ${measure.unit}; value ignored`,
    };
  }
  return withNote(finish(written, factor, measure), written);
}

/** The unit at the end of a text, read as UCUM. */
function ucumText(unit: string, measure: Measure): number | undefined {
  if (isCount(measure)) return undefined;
  const converted = conversion({ system: 'http://unitsofmeasure.org', code: unit }, measure);
  return 'factor' in converted ? converted.factor : undefined;
}

function withNote(reading: Reading, written: WrittenNumber): Reading {
  return 'value' in reading && written.approximate ? { ...reading, note: 'stated as approximate' } : reading;
}

type Bounds = Pick<WrittenNumber, 'low' | 'high' | 'lowOpen' | 'highOpen'>;

/** Converts, refuses what is implausible, rounds as the table of facts shows the value. */
function finish(bounds: Bounds, factor: number, measure: Measure, unit = ''): Reading {
  const convert = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : value * factor;
  const low = convert(bounds.low);
  const high = convert(bounds.high);
  const refused = (): Reading => noNumber(measure, `${boundsText(bounds)}${unit}`);
  for (const value of [low, high]) {
    if (value === undefined) continue;
    if (!Number.isFinite(value) || !isPlausible(value, measure)) return refused();
    if (measure.integer && Math.abs(value - Math.round(value)) > 1e-9) return refused();
  }
  const shown = (value: number): number =>
    measure.completed ? Math.floor(value) : roundTo(value, measure.decimals);
  const interval = clipped(
    withWholeEnds(
      {
        lowOpen: bounds.lowOpen,
        highOpen: bounds.highOpen,
        ...(low === undefined ? {} : { low: shown(low) }),
        ...(high === undefined ? {} : { high: shown(high) }),
      },
      measure,
    ),
    measure.plausible,
  );
  return interval ? { value: { kind: 'number', ...interval } } : refused();
}

/** On a scale in steps, more than 70 is 80 or more. Other bounds stay as they are written: the rules read them. */
function withWholeEnds(bounds: Bounds, { step }: Measure): Bounds {
  if (step === undefined) return bounds;
  const { low, high, lowOpen, highOpen } = bounds;
  return {
    lowOpen: false,
    highOpen: false,
    ...(low === undefined ? {} : { low: lowOpen ? low + step : low }),
    ...(high === undefined ? {} : { high: highOpen ? high - step : high }),
  };
}

/** Numbers as written: `150`, `> 100`, `10 to 5`. */
function boundsText({ low, high, lowOpen, highOpen }: Bounds): string {
  if (low === undefined) return `${highOpen ? '<' : '<='} ${high}`;
  if (high === undefined) return `${lowOpen ? '>' : '>='} ${low}`;
  return low === high ? String(low) : `${low} to ${high}`;
}

/** The unit of a Quantity behind its number, where it is another one than is expected. */
function unitShown(raw: Readonly<Record<string, unknown>>, { unit }: Measure): string {
  const shown = shownUnit(writtenUnit(raw));
  if (shown === undefined || shown === unit) return '';
  if (shown === '1' || shown.startsWith('{')) return unit === '%' ? ' as a fraction' : '';
  return ` ${shown}`;
}

/** Conversion leaves traces in the last binary digits: they do not make a value implausible. */
function isPlausible(value: number, { plausible }: Measure): boolean {
  return value >= plausible[0] - 1e-9 && value <= plausible[1] + 1e-9;
}

/** The codings of a value, for tables of answer codes. */
export function answerCodes(raw: unknown): readonly string[] {
  return codings(raw).map(({ system, code }) => `${system}|${code}`);
}
