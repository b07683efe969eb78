/**
 * The facts about a patient: identifier, type, unit, plausible range, age limit and what the absence of a
 * record means. The identifiers are wire names (evaluation JSON, knowledge JSON, Questionnaire linkIds and codes
 * of the local code system). Age limits are operational definitions and can be changed by a site.
 */
import { COURSE_FACTS } from './catalogue/course.ts';
import type { FactDefinition } from './catalogue/definition.ts';
import { LIVER_FACTS } from './catalogue/liver.ts';
import { ORGAN_FACTS } from './catalogue/organs.ts';
import { STAGING_FACTS } from './catalogue/staging.ts';
import { TUMOUR_FACTS } from './catalogue/tumour.ts';

export type {
  AbsencePolicy,
  DateFact,
  FactDefinition,
  NumberFact,
  SetFact,
  WordFact,
} from './catalogue/definition.ts';
export { DRUG_TREATMENTS, TREATMENTS, type Treatment } from './catalogue/treatments.ts';

export const FACTS = {
  ...TUMOUR_FACTS,
  ...LIVER_FACTS,
  ...STAGING_FACTS,
  ...ORGAN_FACTS,
  ...COURSE_FACTS,
};

export type FactId = keyof typeof FACTS;
export const FACT_IDS = Object.keys(FACTS) as readonly FactId[];

/** The definition of a fact, with the type of the table widened. */
export function factDefinition(id: FactId): FactDefinition {
  return DEFINITIONS.get(id) ?? FACTS[id];
}

const DEFINITIONS: ReadonlyMap<FactId, FactDefinition> = new Map(FACT_IDS.map((id) => [id, FACTS[id]]));

/** True when the text is the identifier of a fact. */
export function isFactId(id: string): id is FactId {
  return Object.hasOwn(FACTS, id);
}
