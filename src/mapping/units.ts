import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import { canonicalSystem, SYSTEMS } from '../fhir/code-systems.ts';
import { hasUcumForm } from './ucum-form.ts';

/** What a number is read as: the unit, the range outside of which it is refused, and how it is rounded. */
export interface Measure {
  /** As issues name it: `Ki-67 (ki67)`. */
  readonly name: string;
  /** What is expected, in words: `a number from 0 to 100 %`. */
  readonly expected: string;
  /** UCUM unit of the domain. */
  readonly unit: string;
  readonly plausible: readonly [number, number];
  readonly decimals: number;
  readonly integer?: boolean;
  /** Whole numbers that come in steps of more than one. */
  readonly step?: number;
  /** Completed units (years of age): cut, not rounded. */
  readonly completed?: boolean;
  /** Amount of substance per unit of mass concentration, for the analytes that are reported both ways. */
  readonly molar?: { readonly unit: string; readonly perUnit: number };
  /** A laboratory value: only a UCUM code tells its unit. */
  readonly ucumOnly?: boolean;
}

/** The unit of a Quantity as written. */
export interface WrittenUnit {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
  readonly unit?: string | undefined;
}

/** The factor to the unit of the measure, or why there is none. */
export type Conversion = { readonly factor: number } | { readonly refused: string };

/**
 * Unit texts that may stand without a UCUM code (never for laboratory values): an explicit list, in the unit's own
 * words.
 */
const UNIT_TEXTS: ReadonlyMap<string, string> = new Map([
  ['%', '%'],
  ['percent', '%'],
  ['mm', 'mm'],
  ['millimeter', 'mm'],
  ['millimetre', 'mm'],
  ['cm', 'cm'],
  ['centimeter', 'cm'],
  ['centimetre', 'cm'],
  ['centimeters', 'cm'],
  ['mo', 'mo'],
  ['month', 'mo'],
  ['months', 'mo'],
  ['a', 'a'],
  ['years', 'a'],
]);

/** Mitoses: only a count per 10 high-power fields or per 2 mm2 is comparable. Annotations are taken out before. */
const MITOTIC_FIELDS = new Set([
  '/[HPF]10',
  '/10[HPF]',
  '/10.[HPF]',
  '/(10.[HPF])',
  '/(10[HPF])',
  '/2.mm2',
  '/(2.mm2)',
  '/(2mm2)',
  '/2mm2',
]);
/** The same as texts, and in annotations. */
const MITOTIC_TEXT =
  /^(mitoses|mitosis|count)?[ _]?(\/|per )? ?(10[ _]?(hpf|high[- ]power fields)|2[ _]?mm(2|\^2|²))$/i;

/** Spellings of mL/min/1.73 m2 that are seen with the UCUM system and can mean nothing else. */
const NORMALISED_RATE = /^mL\/min\/(1\.73[ _.]?m(2|\^2|²)|\{1\.73[ _.]?m2\}|\(?173\.10\*-2\.m2\)?)$/;

const ucum = UcumLhcUtils.getInstance();
const factors = new Map<string, number | undefined>();
const CACHE_LIMIT = 2000;

/** UCUM factor between two units; undefined when the library knows the unit not, guesses, or cannot convert. */
function ucumFactor(from: string, to: string): number | undefined {
  const key = `${from}→${to}`;
  if (factors.has(key)) return factors.get(key);
  let factor: number | undefined;
  if (!hasUcumForm(from)) return undefined;
  try {
    const result = ucum.convertUnitTo(from, 1, to);
    // A message is a guess at what was meant ("We assumed you meant ..."): no conversion.
    const guessed = Array.isArray(result.msg) && result.msg.length > 0;
    if (result.status === 'succeeded' && !guessed && typeof result.toVal === 'number') factor = result.toVal;
  } catch {
    factor = undefined;
  }
  if (factors.size < CACHE_LIMIT) factors.set(key, factor);
  return factor;
}

/**
 * A unit as it may be shown: a single short word of printable characters, without markup; otherwise nothing of it (a
 * unit field may hold any text).
 */
export function shownUnit(unit: WrittenUnit): string | undefined {
  const written = unit.code ?? unit.unit ?? '';
  return /^[A-Za-z0-9%/*^.[\]{}()_+-]{1,24}$/.test(written) ? written : undefined;
}

/** The factor by which a number in the written unit becomes one in the unit of the measure. */
export function conversion(written: WrittenUnit, measure: Measure): Conversion {
  const shown = shownUnit(written);
  const named = shown === undefined ? 'unit' : `unit '${shown}'`;
  const refused = { refused: `${named} not convertible to ${measure.unit}; value ignored` };
  const isUcum = written.system !== undefined && canonicalSystem(written.system) === SYSTEMS.ucum;
  if (isUcum && written.code !== undefined && written.code !== '') {
    const factor = factorOf(written.code, measure);
    return factor === undefined ? refused : { factor };
  }
  if (measure.ucumOnly) {
    return { refused: `no UCUM unit, expected ${measure.unit}; value ignored` };
  }
  const text = (written.unit ?? written.code ?? '').trim();
  if (text === '') {
    if (isCount(measure)) return { factor: 1 };
    return { refused: `no unit, expected ${measure.unit}; value ignored` };
  }
  const factor = factorOfText(text, measure);
  return factor === undefined ? refused : { factor };
}

/** The factor of a unit that is written as text (no UCUM code), by the explicit list only. */
export function factorOfText(text: string, measure: Measure): number | undefined {
  if (isMitotic(measure)) return MITOTIC_TEXT.test(text) ? 1 : undefined;
  const known = UNIT_TEXTS.get(text.toLowerCase());
  if (known !== undefined) return factorOf(known, measure);
  if (isCount(measure) && /^(1|\{?(lesions?|count|score)\}?)$/i.test(text)) return 1;
  return undefined;
}

/** A plain number or score: no unit is needed. */
export function isCount(measure: Measure): boolean {
  return measure.unit === '1' || (measure.unit.startsWith('{') && measure.unit.endsWith('}'));
}

function isMitotic(measure: Measure): boolean {
  return measure.unit.includes('[HPF]');
}

function factorOf(code: string, measure: Measure): number | undefined {
  if (code === measure.unit) return 1;
  const bare = code.replace(/\{[^{}]*\}/g, '');
  if (isMitotic(measure)) {
    if (MITOTIC_FIELDS.has(bare)) return 1;
    const annotation = /^\/?\{([^{}]*)\}$/.exec(code)?.[1];
    return annotation !== undefined && MITOTIC_TEXT.test(annotation.replace(/_/g, ' ')) ? 1 : undefined;
  }
  // 1 and annotations only ({score}, {INR}): a percentage is no count, though UCUM would convert it.
  if (isCount(measure)) return bare === '' || bare === '1' ? 1 : undefined;
  if (measure.unit === '%') {
    if (bare === '%') return 1;
    if (bare === '' || bare === '1') return 100;
  }
  if (measure.unit === 'mL/min/{1.73_m2}' && NORMALISED_RATE.test(code)) return 1;
  if (measure.molar) {
    const molar = ucumFactor(code, measure.molar.unit);
    if (molar !== undefined) return molar / measure.molar.perUnit;
  }
  return ucumFactor(code, measure.unit);
}
