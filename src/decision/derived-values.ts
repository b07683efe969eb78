import { FACT_IDS, type FactId } from '../domain/fact-catalogue.ts';
import type { Fact, Value } from '../domain/facts.ts';
import { numberOf } from './atom.ts';
import type { Situation } from './situation.ts';
import { portalDrainage } from './portal-drainage.ts';

/** A value that is not on record but follows from other facts, with how. */
export interface Derived {
  readonly value: Value;
  readonly how: string;
}

/** Facts that are read from others when they are not on record, and are then assumed. */
const DERIVABLE: ReadonlySet<FactId> = new Set([
  'liver.lobes',
  'liver.pattern.reported',
  'liver.resectability',
  'grade.reported',
  'child-pugh',
  'liver.future-remnant',
  'primary.portal-drainage',
]);

/** Is a fact counted in specimens, each of which stands on record with its site and date? */
export function ofSpecimens(id: FactId): boolean {
  return id === 'ki67' || id === 'mitoses';
}

/** May something follow for the fact of a number? Of the number of lesions it may be a lower bound. */
const CAN_FOLLOW: readonly boolean[] = FACT_IDS.map((id) => DERIVABLE.has(id) || id === 'liver.lesion-count');

/**
 * Is a fact the same for every patient of whom it is not on record: nothing follows for it from others, and it has no
 * specimens? Then all that is said of it is the same as well.
 */
export function isSameForAll({ assumed }: Situation, fact: Fact, number: number): boolean {
  return fact === assumed.silent[number] && !CAN_FOLLOW[number] && !ofSpecimens(fact.id);
}

/** What other facts say of a fact that is not on record. */
export function derivedValue(situation: Situation, id: FactId): Derived | undefined {
  const number = numberOf(id);
  if (!CAN_FOLLOW[number]) return undefined;
  const { derived: kept } = situation.written;
  const known = kept[number];
  if (known !== undefined) return known ?? undefined;
  const derived = derive(situation, id);
  kept[number] = derived ?? null;
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
      return situation.lobes.length === 1 && situation.surveillance !== true
        ? word(situation.lobes, 'derived')
        : undefined;
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

/** Is the fact taken from a derivation instead of a record? */
export function isDerived(situation: Situation, id: FactId): boolean {
  if (!DERIVABLE.has(id) || situation.fact(id).state !== 'unknown') return false;
  const derived = derivedValue(situation, id);
  return derived !== undefined && (derived.value.kind !== 'word' || derived.value.possible.length === 1);
}

/** Judgements that a derivation stands in for: a recorded one decides, and a disagreement is shown. In the order of the catalogue. */
export const JUDGED: readonly FactId[] = [
  'primary.portal-drainage',
  'liver.lobes',
  'liver.pattern.reported',
  'liver.resectability',
  'child-pugh',
];

/** What the derivation would say instead of a recorded judgement (one of `JUDGED`), when the two exclude each other. */
export function disagreement(situation: Situation, id: FactId): string | undefined {
  const recorded = situation.value(id);
  if (recorded?.kind !== 'word' || situation.fact(id).state !== 'known') return undefined;
  const derived = derive(situation.without(id), id);
  if (derived?.value.kind !== 'word') return undefined;
  const { possible } = derived.value;
  if (possible.some((word) => recorded.possible.includes(word))) return undefined;
  return `recorded ${recorded.possible.join(' or ')}, derived ${possible.join(' or ')}; the record decides`;
}
