import type { Candidate } from '../../src/domain/candidate.ts';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import type { Fact, Value } from '../../src/domain/facts.ts';
import { type Resolved, type ResolveInput, resolve } from '../../src/domain/resolve.ts';
import { parseDate } from '../../src/domain/calendar.ts';

export const TODAY = '2026-11-20';
export const number = (low: number, high = low, open = ''): Value => ({
  kind: 'number',
  low,
  high,
  lowOpen: open.startsWith('('),
  highOpen: open.endsWith(')'),
});
export const word = (...possible: string[]): Value => ({ kind: 'word', possible });
export const day = (text: string): Value => {
  const range = parseDate(text);
  if (!range) throw new Error(text);
  return { kind: 'date', ...range };
};

let counter = 0;
export function candidate(
  fact: FactId,
  value: Candidate['value'],
  effective?: string,
  extra: Partial<Candidate> = {},
): Candidate {
  counter += 1;
  return {
    fact,
    value,
    reference: `Observation/o${counter}`,
    path: 'Observation.value.ofType(Quantity)',
    standing: 'explicit',
    ...(effective === undefined ? {} : { effective }),
    ...extra,
  };
}

export function run(candidates: readonly Candidate[], extra: Partial<ResolveInput> = {}): Resolved {
  return resolve(candidates, {
    subject: 'Patient/p',
    date: TODAY,
    unreadable: [],
    context: { markers: {}, activeOrders: [] },
    cutpoints: () => [],
    ...extra,
  });
}
export function fact(
  id: FactId,
  candidates: readonly Candidate[],
  extra: Partial<ResolveInput> = {},
): Fact | undefined {
  return run(candidates, extra).recorded.facts[id];
}
export function days(ago: number): string {
  const today = parseDate(TODAY);
  return new Date(((today?.first ?? 0) - ago) * 86_400_000).toISOString().slice(0, 10);
}
