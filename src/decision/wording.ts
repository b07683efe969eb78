import { factDefinition } from '../domain/fact-catalogue.ts';
import { type NamedNumber, type NamedNumbers, withNumbers } from '../domain/wording.ts';
import { limits, type Limits, type Parameter } from './parameters.ts';
import { NUMBERS } from './site-thresholds.ts';

function scaleOf({ facts: [fact] }: Parameter): readonly [number, number] | undefined {
  const definition = fact === undefined ? undefined : factDefinition(fact);
  return definition?.type === 'number' ? definition.plausible : undefined;
}

const NAMED = new WeakMap<Limits, NamedNumbers>();

/** The numbers in force by their names, as texts say them. */
export function namedNumbers(values: Limits = limits()): NamedNumbers {
  let named = NAMED.get(values);
  if (named === undefined) {
    named = new Map(
      NUMBERS.map((one): [string, NamedNumber] => {
        const { id, value, unit, step } = one;
        return [id, { value: values[id as keyof Limits], builtIn: value, unit, step, scale: scaleOf(one) }];
      }),
    );
    NAMED.set(values, named);
  }
  return named;
}

/** A text of the rules as it reads with the numbers in force. */
export function worded(text: string, values: Limits = limits()): string {
  return text.includes('{') ? withNumbers(text, namedNumbers(values)) : text;
}

/** Plain data with every text in it as it reads with the numbers in force. */
export function allWorded<T>(data: T, values: Limits): T {
  if (typeof data === 'string') return worded(data, values) as T;
  if (Array.isArray(data)) return data.map((one: unknown) => allWorded(one, values)) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]: [string, unknown]) => [key, allWorded(value, values)]),
  ) as T;
}
