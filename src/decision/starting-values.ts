import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Value } from '../domain/facts.ts';
import type { Assumed } from './assumptions.ts';
import { ATOMS, numberOf } from './atom.ts';
import type { Values } from './known-values.ts';

/**
 * Judgements that stand over a derivation. Where their records are in conflict or could not be read, the derivation
 * does not take their place: they stay unknown.
 */
const JUDGEMENTS: readonly FactId[] = [
  'liver.resectability',
  'liver.pattern.reported',
  'liver.lobes',
  'child-pugh',
  'primary.portal-drainage',
];
/** The starting values of a patient: what is known or assumed, with the highest specimen as Ki-67 and mitoses. */
export function startingValues(assumed: Assumed): Values {
  const values: (Value | undefined)[] = ATOMS.map(() => undefined);
  const put = (id: FactId, value: Value | undefined): void => {
    values[numberOf(id)] = value;
  };
  assumed.list.forEach(({ state, value }, number) => {
    if (state === 'known' || state === 'assumed') values[number] = value;
  });
  for (const id of JUDGEMENTS) {
    const fact = assumed.list[numberOf(id)];
    const definition = factDefinition(id);
    const withheld = fact?.state === 'conflicting' || fact?.reason === 'unreadable';
    if (withheld && definition.type === 'word') put(id, { kind: 'word', possible: definition.words });
  }
  for (const id of ['ki67', 'mitoses'] as const) {
    const specimens = id === 'ki67' ? assumed.recorded.kiSpecimens : assumed.recorded.mitosesSpecimens;
    if (specimens.length === 0) continue;
    const low = Math.max(...specimens.map((s) => s.value.low));
    const high = Math.max(...specimens.map((s) => s.value.high));
    put(id, {
      kind: 'number',
      low,
      high,
      lowOpen: specimens.filter((s) => s.value.low === low).every((s) => s.value.lowOpen),
      highOpen: specimens.filter((s) => s.value.high === high).every((s) => s.value.highOpen),
    });
  }
  const segments = values[numberOf('liver.segments')];
  if (segments?.kind === 'set' && segments.members.length === 0) put('liver.segments', undefined);
  return values;
}
