import type { EvaluatedFact } from '../domain/evaluation.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { Fact, Value } from '../domain/facts.ts';
import { type Interval, isAbove, isBelow, isExact } from '../domain/interval.ts';
import type { Assumed } from './assumptions.ts';
import { use } from './parameters.ts';
import type { Situation } from './situation.ts';
import { portalDrainage } from './transplant-sets.ts';

const NEAR_LIMIT = use('ki67-near-limit');
const KI_G2 = use('ki67-g2-min');

/** A number, bound or range in words, without unit: `4`, `> 20`, `2-5`. */
export function intervalText(value: Interval): string {
  if (isExact(value)) return String(value.low);
  const open = (end: number): boolean => !Number.isFinite(end);
  if (open(value.high) && open(value.low)) return 'not known';
  if (open(value.high)) return `${value.lowOpen ? '>' : '>='} ${value.low}`;
  if (open(value.low) || (value.low === 0 && value.highOpen))
    return `${value.highOpen ? '<' : '<='} ${value.high}`;
  return `${value.lowOpen ? 'above ' : ''}${value.low}-${value.highOpen ? 'below ' : ''}${value.high}`;
}

/** A value as people read it, with its unit. */
export function valueText(id: FactId, value: Value | undefined): string {
  if (!value) return 'not known';
  const definition = factDefinition(id);
  switch (value.kind) {
    case 'number': {
      const unit = definition.type === 'number' ? definition.unitText : '';
      const bounded =
        definition.type === 'number' && value.high >= definition.plausible[1] && !isExact(value)
          ? { ...value, high: Number.POSITIVE_INFINITY }
          : value;
      return `${intervalText(bounded)}${unit === '' ? '' : ` ${unit}`}`;
    }
    case 'word':
      return value.possible.length === 1 ? (value.possible[0] ?? '') : value.possible.join(' or ');
    case 'set':
      return `${value.complete ? '' : 'at least '}${value.members.join(', ') || 'none'}`;
    case 'date':
      return value.text;
  }
}

/** A fact in words, and whether anything is known of it. */
export interface FactWords {
  readonly text: string;
  readonly known: boolean;
}

function wordsOf(situation: Situation, id: FactId): FactWords {
  situation.texts ??= new Map();
  let words = situation.texts.get(id);
  if (words === undefined) {
    const known =
      situation.assumed.facts[id].value !== undefined || derivedValue(situation, id) !== undefined;
    words = { text: writtenFact(situation, id), known };
    situation.texts.set(id, words);
  }
  return words;
}

/** A fact with value, state and date, for explanations: `Ki-67 4 % (2026-09-01)`. */
export function factText(situation: Situation, id: FactId): string {
  return wordsOf(situation, id).text;
}

/** The known ones among some facts in words; all of them when none is known. */
export function factsText(situation: Situation, reads: readonly FactId[]): string {
  let known = '';
  for (const id of reads) {
    const words = wordsOf(situation, id);
    if (words.known) known = known === '' ? words.text : `${known}; ${words.text}`;
  }
  return known === '' ? reads.map((id) => factText(situation, id)).join('; ') : known;
}

function writtenFact(situation: Situation, id: FactId): string {
  const fact = situation.assumed.facts[id];
  const { title } = factDefinition(id);
  if (id === 'prior') return `${title}: ${priorText(situation.assumed)}`;
  const derived = derivedValue(situation, id);
  const value = standing(fact) ?? derived?.value;
  let details = '';
  const add = (detail: string): void => {
    details = details === '' ? detail : `${details}, ${detail}`;
  };
  if (fact.reason === 'stale' && fact.value && !standing(fact))
    add(`last recorded ${valueText(id, fact.value)}`);
  if (fact.state === 'assumed' || (!standing(fact) && derived))
    add(derived && !standing(fact) ? derived.how : 'assumed');
  if (fact.state === 'conflicting') add('records conflict');
  if (fact.state === 'unknown' && !derived && fact.reason && fact.reason !== 'absent') add(fact.reason);
  if (id === 'ki67' && nearLimit(situation)) add('near the limit of G1');
  if (fact.effective) add(fact.effective);
  if (fact.stale) add('older than its age limit');
  const text = `${title} ${valueText(id, value)}`;
  return details === '' ? text : `${text} (${details})`;
}

function priorText(assumed: Assumed): string {
  const past = assumed.recorded.prior.map(
    (p) => `${p.what}${p.dates.length > 0 ? ` (${p.dates.join(', ')})` : ''}${p.inForce ? ', in force' : ''}`,
  );
  return past.join('; ') || 'none on record';
}

/** A Ki-67 that is G1 here and for J12, but above the end of G1 of M21. */
function nearLimit(situation: Situation): boolean {
  const ki67 = situation.number('ki67');
  const { limits } = situation;
  return (
    ki67 !== undefined && isAbove(ki67, limits[NEAR_LIMIT]) === true && isBelow(ki67, limits[KI_G2]) === true
  );
}

/** The value of a fact, unless it is too old or in conflict: then it counts as not known. */
function standing(fact: Fact): Value | undefined {
  return fact.state === 'known' || fact.state === 'assumed' ? fact.value : undefined;
}

/** A value that is not on record but follows from other facts, with how. */
export interface Derived {
  readonly value: Value;
  readonly how: string;
}

/** What other facts say of a fact that is not on record. */
export function derivedValue(situation: Situation, id: FactId): Derived | undefined {
  if (!CAN_FOLLOW.has(id)) return undefined;
  situation.derived ??= new Map();
  const known = situation.derived.get(id);
  if (known !== undefined) return known ?? undefined;
  const derived = derive(situation, id);
  situation.derived.set(id, derived ?? null);
  return derived;
}

function derive(situation: Situation, id: FactId): Derived | undefined {
  if (situation.value(id)) return undefined;
  const word = (possible: readonly string[], how: string) => ({
    value: { kind: 'word' as const, possible },
    how,
  });
  switch (id) {
    case 'liver.lobes':
      return situation.lobes.length === 1 ? word(situation.lobes, 'derived') : undefined;
    case 'liver.pattern.reported':
      return situation.patterns.length > 0 && situation.patterns.length < 3
        ? word(situation.patterns, 'derived from number, lobes, segments and sizes')
        : undefined;
    case 'liver.resectability': {
      if (situation.patterns.length !== 1 || situation.patterns[0] === 'II') return undefined;
      const [pattern] = situation.patterns;
      return word(
        [pattern === 'I' ? 'resectable' : 'unresectable'],
        `no surgeon's judgement on record; read from pattern ${pattern}`,
      );
    }
    case 'grade.reported':
      return situation.grades.length < 3
        ? word(
            situation.grades.map((g) => `G${g}`),
            'computed',
          )
        : undefined;
    case 'child-pugh': {
      const classes = situation.childPugh;
      return classes.length < 3 ? word(classes, 'derived from its parts') : undefined;
    }
    case 'primary.portal-drainage': {
      const drains = portalDrainage(situation, 'other');
      return drains === 'unknown'
        ? undefined
        : word([drains ? 'yes' : 'no'], 'derived from the site of the primary');
    }
    case 'liver.lesion-count':
      return situation.count.low > 0
        ? { value: { kind: 'number', ...situation.count }, how: 'lower bound from other facts' }
        : undefined;
    case 'liver.future-remnant':
      return situation.remnantAssumed
        ? { value: { kind: 'number', ...situation.adequateRemnant }, how: 'assumed adequate' }
        : undefined;
    default:
      return undefined;
  }
}

/** Facts that are read from others when they are not on record, and are then assumed. */
const DERIVABLE: readonly FactId[] = [
  'liver.lobes',
  'liver.pattern.reported',
  'liver.resectability',
  'grade.reported',
  'child-pugh',
  'liver.future-remnant',
  'primary.portal-drainage',
];

const CAN_FOLLOW: ReadonlySet<FactId> = new Set([...DERIVABLE, 'liver.lesion-count']);

/** Is the fact taken from a derivation instead of a record? */
export function isDerived(situation: Situation, id: FactId): boolean {
  if (!DERIVABLE.includes(id) || situation.assumed.facts[id].state !== 'unknown') return false;
  const derived = derivedValue(situation, id);
  return derived !== undefined && (derived.value.kind !== 'word' || derived.value.possible.length === 1);
}

/** Judgements that a derivation stands in for: a recorded one decides, and a disagreement is shown. */
const JUDGED: readonly FactId[] = [
  'liver.lobes',
  'liver.pattern.reported',
  'liver.resectability',
  'child-pugh',
  'primary.portal-drainage',
];

/** What the derivation would say instead of the recorded judgement, when the two exclude each other. */
export function disagreement(situation: Situation, id: FactId): string | undefined {
  if (!JUDGED.includes(id)) return undefined;
  const recorded = situation.value(id);
  if (recorded?.kind !== 'word' || situation.assumed.facts[id].state !== 'known') return undefined;
  const derived = derive(situation.without(id), id);
  if (derived?.value.kind !== 'word') return undefined;
  const { possible } = derived.value;
  if (possible.some((word) => recorded.possible.includes(word))) return undefined;
  return `recorded ${recorded.possible.join(' or ')}, derived ${possible.join(' or ')}; the record decides`;
}

/** A fact as it goes over the wire. */
export function evaluatedFact(situation: Situation, fact: Fact): EvaluatedFact {
  const { assumed } = situation;
  const near =
    fact.id === 'ki67' && nearLimit(situation)
      ? `near the limit: G1 ends at ${situation.limits[NEAR_LIMIT]} % for M21:21, below ${situation.limits[KI_G2]} % for J12:70`
      : undefined;
  const derived = fact.state === 'unknown' ? derivedValue(situation, fact.id) : undefined;
  const taken = isDerived(situation, fact.id);
  const value = standing(fact) ?? derived?.value;
  const definition = factDefinition(fact.id);
  const evaluated: Writable<EvaluatedFact> = {
    id: fact.id,
    state: taken ? 'assumed' : fact.state,
    value: plainValue(assumed, fact, value, taken),
    text: fact.id === 'prior' ? priorText(assumed) : valueText(fact.id, value),
    stale: fact.stale,
    sources: fact.sources,
  };
  if (value?.kind === 'word' && value.possible.length > 1) evaluated.possible = value.possible;
  if (definition.type === 'number') evaluated.unit = definition.unit;
  if (value?.kind === 'number') addBounds(evaluated, fact.id, value);
  if (fact.state === 'unknown' && !taken && fact.reason) evaluated.reason = fact.reason;
  if (fact.state === 'conflicting') evaluated.reason = 'conflicting';
  if (fact.effective !== undefined) evaluated.effective = fact.effective;
  const note = fact.note ?? near ?? derived?.how;
  if (note !== undefined) evaluated.note = note;
  if (ofSpecimens(fact.id)) Object.assign(evaluated, specimensOf(assumed, fact.id));
  return evaluated;
}

/** A record while it is put together: members that do not apply are left out of it. */
type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/**
 * The ends of a number. An end that is only the limit of what is plausible (`> 10` lesions) was stated by nobody and
 * is left out; nought and a hundred per cent are true ends.
 */
function addBounds(evaluated: Writable<EvaluatedFact>, id: FactId, value: Interval): void {
  const definition = factDefinition(id);
  const open = definition.type === 'number' && !isExact(value) && !ofSpecimens(id);
  const [least, most] = open ? definition.plausible : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const noLow = !Number.isFinite(value.low) || (value.low <= least && value.low > 0);
  const noHigh =
    !Number.isFinite(value.high) ||
    (value.high >= most && definition.type === 'number' && definition.unit !== '%');
  if (!noLow) evaluated.low = value.low;
  if (!noHigh) evaluated.high = value.high;
}

function ofSpecimens(id: FactId): boolean {
  return id === 'ki67' || id === 'mitoses';
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
