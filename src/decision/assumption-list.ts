import type { Evaluation } from '../domain/evaluation.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { isAtMost } from '../domain/interval.ts';
import { NODES_REMOVED } from './assumptions.ts';
import { derivedValue, isDerived } from './derived-values.ts';
import { factWords, standing } from './describe.ts';
import { bilirubinAssumed } from './liver-function.ts';
import { use } from './parameters.ts';
import { disseminated } from './pattern.ts';
import type { Situation } from './situation.ts';
import { worded } from './wording.ts';

const SINGLE = use('single-lesion');

/** What is taken for granted of a fact that stays open: the value shown of it, and how it is read. */
interface Taken {
  readonly value: string;
  readonly how: string;
}

const NOT_RECORDED = 'not recorded';

/** Facts that stay open and of which something is taken for granted all the same, with what. */
function takenForGranted(situation: Situation): ReadonlyMap<FactId, Taken> {
  const taken = new Map<FactId, Taken>();
  const { limits } = situation;
  const derivesPattern =
    situation.value('liver.pattern.reported') === undefined &&
    situation.bilobar === true &&
    isAtMost(situation.count, limits[SINGLE]) !== true;
  if (derivesPattern && situation.segmentsSilent && situation.value('liver.segments') === undefined) {
    const how = 'bilobar disease: read as not confined to two adjacent segments';
    taken.set('liver.segments', { value: NOT_RECORDED, how });
  }
  if (
    derivesPattern &&
    situation.value('liver.second-largest-lesion') === undefined &&
    situation.noDominantAssumed &&
    situation.segmentsConfined === false &&
    disseminated({ count: situation.count, involvement: situation.number('liver.involvement') }, limits) ===
      true
  ) {
    const how = 'disseminated disease: read as no dominant lesion';
    taken.set('liver.second-largest-lesion', { value: NOT_RECORDED, how });
  }
  const { assumed } = situation;
  // Where nothing else is on record and the staging is, the note of the assumption says it.
  if (
    !assumed.strict &&
    assumed.recorded.context.extrahepaticWithNodes !== undefined &&
    situation.fact('extrahepatic').state !== 'assumed'
  ) {
    taken.set('extrahepatic', { value: factWords(situation, 'extrahepatic').value, how: NODES_REMOVED });
  }
  if (bilirubinAssumed(situation.liver)) {
    taken.set('bilirubin', {
      value: `below ${limits['bilirubin-insufficient']} mg/dL`,
      how: `not recorded beside Child-Pugh ${situation.liver.recordedClass?.join(' or ')}`,
    });
  }
  return taken;
}

/** Does a fact that is assumed count among the assumptions? */
function counts(situation: Situation, id: FactId): boolean {
  // Why disease is unresectable is asked only where somebody called it so.
  if (id === 'liver.resectability-reason') return situation.resectability?.includes('unresectable') ?? false;
  return factDefinition(id).absence !== 'no';
}

/** What was assumed or read from other facts, in words: the facts, and the list for people. */
export interface AssumptionList {
  readonly facts: readonly FactId[];
  readonly texts: Evaluation['assumptions'];
  /** How a fact that stays unknown is read all the same. */
  readonly readAs: ReadonlyMap<FactId, string>;
}

/** Every assumption behind an evaluation. */
export function assumptionList(situation: Situation): AssumptionList {
  const taken = takenForGranted(situation);
  const facts: FactId[] = [];
  for (const { id, state } of situation.assumed.list) {
    const isAssumed =
      (state === 'assumed' && counts(situation, id)) || (state === 'unknown' && isDerived(situation, id));
    if (isAssumed || taken.has(id)) facts.push(id);
  }
  const texts = facts.map((id) => ({
    fact: id,
    text: `${factDefinition(id).title}: ${assumedText(situation, id, taken.get(id))}`,
  }));
  const readAs = new Map<FactId, string>();
  for (const [id, { value, how }] of taken) {
    if (situation.fact(id).state === 'unknown')
      readAs.set(id, value === NOT_RECORDED ? how : `${value}: ${how}`);
  }
  return { facts, texts, readAs };
}

function assumedText(situation: Situation, id: FactId, taken: Taken | undefined): string {
  if (taken !== undefined) return `${taken.value} (${taken.how})`;
  const fact = situation.fact(id);
  const derived = derivedValue(situation, id);
  const why = standing(fact)
    ? (fact.note ?? worded(factDefinition(id).absenceText, situation.limits))
    : (derived?.how ?? '');
  return `${factWords(situation, id).value} (${why})`;
}
