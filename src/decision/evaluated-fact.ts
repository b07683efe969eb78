import type { EvaluatedFact } from '../domain/evaluation.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Fact, Value } from '../domain/facts.ts';
import { type Interval, isExact } from '../domain/interval.ts';
import type { Assumed } from './assumptions.ts';
import { numberOf } from './atom.ts';
import { isCarcinomaBelowG3 } from './derivations.ts';
import { derivedValue, isDerived, isSameForAll, ofSpecimens } from './derived-values.ts';
import { factWords, KI_G2, NEAR_LIMIT, nearLimit, standing, stated } from './describe.ts';
import type { Situation } from './situation.ts';

/**
 * A fact as it goes over the wire.
 * @param readAs what is taken for granted of it although it is unknown
 */
export function evaluatedFact(situation: Situation, fact: Fact, readAs?: string): EvaluatedFact {
  if (readAs !== undefined || !isSameForAll(situation, fact, numberOf(fact.id)))
    return onTheWire(situation, fact, readAs);
  let evaluated = SAME_FOR_ALL.get(fact);
  if (evaluated === undefined) {
    evaluated = onTheWire(situation, fact, undefined);
    SAME_FOR_ALL.set(fact, evaluated);
  }
  return evaluated;
}

const SAME_FOR_ALL = new WeakMap<Fact, EvaluatedFact>();

function onTheWire(situation: Situation, fact: Fact, readAs: string | undefined): EvaluatedFact {
  if (fact.id === 'differentiation' && isCarcinomaBelowG3(situation)) return contradicted(situation, fact);
  const { assumed } = situation;
  const near =
    fact.id === 'ki67' && nearLimit(situation)
      ? `near the limit: G1 ends at ${situation.limits[NEAR_LIMIT]} % for M21:21, below ${situation.limits[KI_G2]} % for J12:70`
      : undefined;
  const derived = fact.state === 'unknown' ? derivedValue(situation, fact.id) : undefined;
  const taken = fact.state === 'unknown' && isDerived(situation, fact.id);
  const value = standing(fact) ?? derived?.value;
  const definition = factDefinition(fact.id);
  const evaluated: Writable<EvaluatedFact> = {
    id: fact.id,
    state: taken ? 'assumed' : fact.state,
    value: plainValue(assumed, fact, value, taken),
    text: factWords(situation, fact.id).value,
    stale: fact.stale,
    sources: fact.sources,
  };
  if (value?.kind === 'word' && value.possible.length > 1) evaluated.possible = value.possible;
  if (definition.type === 'number') evaluated.unit = definition.unit;
  if (value?.kind === 'number') addBounds(evaluated, fact.id, value);
  if (fact.state !== 'known' && !taken && fact.reason) evaluated.reason = fact.reason;
  if (fact.state === 'conflicting') evaluated.reason = 'conflicting';
  if (fact.effective !== undefined) evaluated.effective = fact.effective;
  const note = noteOf(taken ? derived?.how : (fact.note ?? derived?.how), near ?? readAs);
  if (note !== undefined) evaluated.note = note;
  if (ofSpecimens(fact.id)) Object.assign(evaluated, specimensOf(assumed, fact.id));
  return evaluated;
}

/** A carcinoma below G3 contradicts itself: the differentiation counts as unknown, and both sides are shown. */
function contradicted(situation: Situation, fact: Fact): EvaluatedFact {
  const grades = situation.grades.map((grade) => `G${grade}`).join(' or ');
  return {
    id: fact.id,
    state: 'conflicting',
    value: null,
    text: factWords(situation, fact.id).value,
    stale: fact.stale,
    sources: fact.sources,
    reason: 'conflicting',
    ...(fact.effective === undefined ? {} : { effective: fact.effective }),
    note: `recorded as poor, but the grade is ${grades}: counts as unknown`,
  };
}

function noteOf(note: string | undefined, added: string | undefined): string | undefined {
  return note !== undefined && added !== undefined ? `${note}; ${added}` : (note ?? added);
}

/** A record while it is put together: members that do not apply are left out of it. */
type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/**
 * The ends of a number. An end that is only the limit of what is plausible (`> 10` lesions) was stated by nobody and
 * is left out; nought and a hundred per cent are true ends.
 */
function addBounds(evaluated: Writable<EvaluatedFact>, id: FactId, value: Interval): void {
  const definition = factDefinition(id);
  if (definition.type !== 'number') return;
  const ends = ofSpecimens(id) ? value : stated(value, definition.plausible);
  const high = definition.unit === '%' ? value.high : ends.high;
  if (Number.isFinite(ends.low)) evaluated.low = ends.low;
  if (Number.isFinite(high)) evaluated.high = high;
}

function plainValue(
  assumed: Assumed,
  fact: Fact,
  value: Value | undefined,
  taken: boolean,
): EvaluatedFact['value'] {
  if (fact.id === 'prior' && fact.state !== 'unknown') {
    return assumed.recorded.prior.map(({ what, dates, inForce }) => ({ what, dates, inForce }));
  }
  if (!value || (fact.state === 'unknown' && !taken) || fact.state === 'conflicting') return null;
  switch (value.kind) {
    case 'number':
      return isExact(value) ? value.low : null;
    case 'word':
      return value.possible.length === 1 ? (value.possible[0] ?? null) : null;
    case 'set':
      return value.members;
    case 'date':
      return value.text;
  }
}

function specimensOf(assumed: Assumed, id: FactId): Pick<EvaluatedFact, 'specimens'> {
  if (!ofSpecimens(id)) return {};
  const specimens = id === 'ki67' ? assumed.recorded.kiSpecimens : assumed.recorded.mitosesSpecimens;
  if (specimens.length === 0) return {};
  return {
    specimens: specimens.map((s) => ({
      site: s.site,
      value: isExact(s.value) ? s.value.low : null,
      low: s.value.low,
      high: s.value.high,
      ...(s.effective === undefined ? {} : { effective: s.effective }),
      reference: s.reference,
    })),
  };
}
