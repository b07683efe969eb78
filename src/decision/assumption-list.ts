import type { Evaluation } from '../domain/evaluation.ts';
import { FACT_IDS, type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { isAtMost } from '../domain/interval.ts';
import type { OptionDefinition } from './criterion.ts';
import { derivedValue, isDerived, valueText } from './describe.ts';
import { bilirubinAssumed } from './liver-function.ts';
import { use } from './parameters.ts';
import { disseminated } from './pattern.ts';
import type { Situation } from './situation.ts';

const SINGLE = use('single-lesion');

/** Facts that stay open and of which something is taken for granted all the same, with what. */
function takenForGranted(situation: Situation): ReadonlyMap<FactId, string> {
  const taken = new Map<FactId, string>();
  const { limits } = situation;
  const derivesPattern =
    situation.value('liver.pattern.reported') === undefined &&
    situation.bilobar === true &&
    isAtMost(situation.count, limits[SINGLE]) !== true;
  if (derivesPattern && situation.value('liver.segments') === undefined) {
    taken.set(
      'liver.segments',
      'not recorded (bilobar disease: read as not confined to two adjacent segments)',
    );
  }
  if (
    derivesPattern &&
    situation.value('liver.second-largest-lesion') === undefined &&
    situation.noDominantAssumed &&
    situation.segmentsConfined === false &&
    disseminated({ count: situation.count, involvement: situation.number('liver.involvement') }, limits) ===
      true
  ) {
    taken.set(
      'liver.second-largest-lesion',
      'not recorded (disseminated disease: read as no dominant lesion)',
    );
  }
  if (bilirubinAssumed(situation.liver)) {
    taken.set(
      'bilirubin',
      `below ${limits['bilirubin-insufficient']} mg/dL (not recorded beside Child-Pugh ${situation.liver.recordedClass?.join(' or ')})`,
    );
  }
  return taken;
}

function isAssumed(situation: Situation, id: FactId): boolean {
  if (situation.assumed.facts[id].state !== 'assumed') return false;
  // Why disease is unresectable is asked only where somebody called it so.
  if (id === 'liver.resectability-reason') return situation.resectability?.includes('unresectable') ?? false;
  return factDefinition(id).absence !== 'no';
}

/** What was assumed or read from other facts, in words: the facts, and the list for people. */
export interface AssumptionList {
  readonly facts: readonly FactId[];
  readonly texts: Evaluation['assumptions'];
}

/** Every assumption behind an evaluation. */
export function assumptionList(situation: Situation): AssumptionList {
  const taken = takenForGranted(situation);
  const facts = FACT_IDS.filter(
    (id) => taken.has(id) || isAssumed(situation, id) || isDerived(situation, id),
  );
  const texts = facts.map((id) => ({
    fact: id,
    text: `${factDefinition(id).title}: ${taken.get(id) ?? assumedText(situation, id)}`,
  }));
  return { facts, texts };
}

function assumedText(situation: Situation, id: FactId): string {
  const fact = situation.assumed.facts[id];
  const derived = derivedValue(situation, id);
  const why = fact.value ? (fact.note ?? factDefinition(id).absenceText) : (derived?.how ?? '');
  const value = id === 'prior' ? 'none on record' : valueText(id, fact.value ?? derived?.value);
  return `${value} (${why})`;
}

const READ_BY = new WeakMap<OptionDefinition, ReadonlySet<FactId>>();

/** The facts from which the pattern is read where none is reported. */
const PATTERN_FACTS: readonly FactId[] = ['liver.segments', 'liver.second-largest-lesion'];

/** Every fact that an option reads, and those of which an assumption reaches it through the pattern. */
export function leansOn(option: OptionDefinition): ReadonlySet<FactId> {
  let read = READ_BY.get(option);
  if (!read) {
    const own = new Set([...(option.applicable?.reads ?? []), ...option.criteria.flatMap((c) => c.reads)]);
    if (own.has('liver.pattern.reported')) for (const id of PATTERN_FACTS) own.add(id);
    read = own;
    READ_BY.set(option, read);
  }
  return read;
}
