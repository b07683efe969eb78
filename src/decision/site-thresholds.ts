import { foundValue } from '../domain/expected-value.ts';
import { limitsOutOfOrder } from './limit-order.ts';
import {
  limits,
  PARAMETERS,
  type Parameter,
  RECORD_PARAMETERS,
  type ThresholdOverrides,
} from './parameters.ts';

/** Every number that has a name: those of the rules, and those by which the record is read. */
export const NUMBERS: readonly Parameter[] = [...PARAMETERS, ...RECORD_PARAMETERS];

const BY_ID: ReadonlyMap<string, Parameter> = new Map(NUMBERS.map((one) => [one.id, one]));

/** The number of a name, or undefined. */
export function numberCalled(id: string): Parameter | undefined {
  return BY_ID.get(id);
}

/** What is expected in the place of a number where the value cannot stand there; undefined when it can. */
export function unfitValue({ siteRange, unit, whole }: Parameter, value: unknown): string | undefined {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (siteRange === undefined) return isNumber ? undefined : 'a number';
  const [least, most] = siteRange;
  if (isNumber && value >= least && value <= most && (!whole || Number.isInteger(value))) return undefined;
  const counted = whole ? ', without decimals' : '';
  return `a number from ${`${least} to ${most} ${unit}`.trim()}${counted}`;
}

/**
 * Reads a site's thresholds (`{ "parameter-id": number }`). Only operational definitions may be changed: a number
 * that a source states is not a site's to move. A value lies within what is plausible for the facts that are compared
 * with it, and limits of one scale have to stay in their order.
 * @throws Error that names the entry and what was expected.
 */
export function parseThresholds(json: unknown): ThresholdOverrides {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('thresholds: expected an object of parameter ids and numbers');
  }
  const overrides: Record<string, number> = {};
  for (const [id, value] of Object.entries(json)) {
    const number = numberCalled(id);
    if (!number) throw new Error(`thresholds: '${id}' is no parameter`);
    if (number.citation.source !== 'OP') {
      throw new Error(`thresholds: '${id}' is stated by ${number.citation.source} and cannot be changed`);
    }
    const unfit = unfitValue(number, value);
    if (unfit !== undefined)
      throw new Error(`thresholds: '${id}' expects ${unfit}; found ${foundValue(value)}`);
    overrides[id] = value as number;
  }
  const [disorder] = limitsOutOfOrder(limits(overrides));
  if (disorder !== undefined) throw new Error(`thresholds: ${disorder}`);
  return overrides;
}
