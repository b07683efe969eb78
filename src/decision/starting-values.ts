import { FACT_IDS, type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Fact, Value } from '../domain/facts.ts';
import { greaterOf, type Interval, wholeNumbers } from '../domain/interval.ts';
import type { Assumed } from './assumptions.ts';
import { ATOMS, numberOf } from './atom.ts';
import { JUDGED } from './derived-values.ts';
import type { Values } from './known-values.ts';

/** Facts that are counted. */
const WHOLE_NUMBERS: readonly FactId[] = FACT_IDS.filter((id) => {
  const definition = factDefinition(id);
  return definition.type === 'number' && definition.integer;
});

/** Somebody judged, but what is not known: the records disagree, or none could be used. */
function isWithheld({ state, reason }: Fact): boolean {
  if (state === 'conflicting') return true;
  return state === 'unknown' && reason !== 'absent' && reason !== 'stale';
}

/** The starting values of a patient: what is known or assumed, with the highest specimen as Ki-67 and mitoses. */
export function startingValues(assumed: Assumed): Values {
  const values: (Value | undefined)[] = ATOMS.map(() => undefined);
  const put = (id: FactId, value: Value | undefined): void => {
    values[numberOf(id)] = value;
  };
  assumed.list.forEach(({ state, value }, number) => {
    if (state === 'known' || state === 'assumed') values[number] = value;
  });
  for (const id of WHOLE_NUMBERS) {
    const value = values[numberOf(id)];
    if (value?.kind === 'number' && (value.lowOpen || value.highOpen))
      put(id, { kind: 'number', ...wholeNumbers(value) });
  }
  // Where nothing that is on record of a judgement can be used, the derivation does not take its place: it stays unknown.
  for (const id of JUDGED) {
    const fact = assumed.list[numberOf(id)];
    const definition = factDefinition(id);
    if (fact && isWithheld(fact) && definition.type === 'word')
      put(id, { kind: 'word', possible: definition.words });
  }
  for (const id of ['ki67', 'mitoses'] as const) {
    const specimens = id === 'ki67' ? assumed.recorded.kiSpecimens : assumed.recorded.mitosesSpecimens;
    if (specimens.length === 0) continue;
    const highest = specimens.map((specimen): Interval => specimen.value).reduce(greaterOf);
    put(id, { kind: 'number', ...highest });
  }
  const segments = values[numberOf('liver.segments')];
  if (segments?.kind === 'set' && segments.members.length === 0) put('liver.segments', undefined);
  return values;
}
