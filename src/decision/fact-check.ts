import { type FactId, factDefinition, isFactId, TREATMENTS } from '../domain/fact-catalogue.ts';
import type { RecordedFacts, Value } from '../domain/facts.ts';

/** A fact of the wrong type or outside its plausible range: refused before anything is evaluated. */
export class FactError extends Error {
  readonly fact: string;
  readonly expected: string;
  constructor(fact: string, expected: string) {
    super(`fact '${fact}': expected ${expected}`);
    this.name = 'FactError';
    this.fact = fact;
    this.expected = expected;
  }
}

/** What a fact accepts, in words. */
export function expectedValue(id: FactId): string {
  const definition = factDefinition(id);
  switch (definition.type) {
    case 'number': {
      const [least, most] = definition.plausible;
      const kind = definition.integer ? 'a whole number' : 'a number';
      return `${kind} from ${least} to ${most}${definition.unitText ? ` ${definition.unitText}` : ''}`;
    }
    case 'word':
      return `one of ${definition.words.join(', ')}`;
    case 'set':
      return `a set of ${definition.words.join(', ')}`;
    case 'date':
      return 'a date';
  }
}

function fits(id: FactId, value: Value): boolean {
  const definition = factDefinition(id);
  switch (definition.type) {
    case 'number': {
      if (value.kind !== 'number') return false;
      const [least, most] = definition.plausible;
      if (Number.isNaN(value.low) || Number.isNaN(value.high) || value.low > value.high) return false;
      // A bound (`< 3`) may reach beyond the range; the value that it speaks of lies within.
      return value.low <= most && value.high >= least;
    }
    case 'word':
      return (
        value.kind === 'word' &&
        value.possible.length > 0 &&
        value.possible.every((word) => definition.words.includes(word))
      );
    case 'set':
      return value.kind === 'set' && value.members.every((word) => definition.words.includes(word));
    case 'date':
      return value.kind === 'date' && value.first <= value.last;
  }
}

/**
 * Refuses facts that no record can state.
 * @throws FactError with the identifier of the fact and what was expected.
 */
export function checkFacts(recorded: RecordedFacts): void {
  for (const id of Object.keys(recorded.facts)) {
    if (!isFactId(id)) throw new FactError(id, 'the identifier of a fact');
    const fact = recorded.facts[id];
    if (!fact) continue;
    if (fact.id !== id) throw new FactError(id, `an entry of '${id}'`);
    if (id === 'prior') continue;
    if (fact.state === 'known' && !fact.value) throw new FactError(id, expectedValue(id));
    if (fact.value && !fits(id, fact.value)) throw new FactError(id, expectedValue(id));
  }
  for (const [id, specimens] of [
    ['ki67', recorded.kiSpecimens],
    ['mitoses', recorded.mitosesSpecimens],
  ] as const) {
    for (const specimen of specimens) {
      if (!fits(id, specimen.value)) throw new FactError(id, expectedValue(id));
    }
  }
  for (const past of recorded.prior) {
    if (!TREATMENTS.includes(past.what)) throw new FactError('prior', expectedValue('prior'));
  }
}
