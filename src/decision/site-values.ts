import { FACT_IDS, type FactId, factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import { foundValue } from '../domain/expected-value.ts';
import type { RecordLimitValues } from '../domain/record-limits.ts';
import { type AgeLimitId, type Parameter, siteRecordLimits, type ThresholdOverrides } from './parameters.ts';
import { NUMBERS, numberCalled, parseThresholds, unfitValue } from './site-thresholds.ts';
import { KNOWLEDGE_VERSION } from './version.ts';

export type AgeLimits = Partial<Record<FactId, number>>;

/** What a site puts in place of operational definitions. */
export interface SiteValues {
  /** All of it, by the names that the file gives them: evaluations say what is in force. */
  readonly thresholds: ThresholdOverrides;
  /** Days after which a fact is stale, as the reading of the record asks for them. */
  readonly ageLimits: AgeLimits;
  /** Other numbers that the reading of the record asks for. */
  readonly recordLimits: Partial<RecordLimitValues>;
}

/** No fact is looked at as of more than a lifetime ago. */
const MOST_DAYS = 36_525;
const DAYS = `a whole number of days, at least 1 and at most ${MOST_DAYS}`;

const AGE_LIMIT = 'age-limit.';

/**
 * Reads THRESHOLDS_FILE: `{ "<parameter>": number, "age-limit.<fact>": days }`. Only operational definitions can be
 * changed.
 * @throws Error that names the entry and what was expected.
 */
export function parseSiteValues(json: unknown): SiteValues {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('thresholds: expected an object of parameter ids and numbers');
  }
  const entries = Object.entries(json);
  const ageLimits: AgeLimits = {};
  for (const [key, days] of entries) {
    if (!key.startsWith(AGE_LIMIT)) continue;
    const fact = agedFact(key);
    if (fact === undefined) throw new Error(`thresholds: '${key}' names no fact with an age limit`);
    if (!isAge(days)) throw new Error(`thresholds: '${key}' expects ${DAYS}; found ${foundValue(days)}`);
    ageLimits[fact] = days;
  }
  const parameters = parseThresholds(
    Object.fromEntries(entries.filter(([key]) => !key.startsWith(AGE_LIMIT))),
  );
  const named = Object.entries(ageLimits).map(([id, days]) => [`${AGE_LIMIT}${id}`, days] as const);
  return {
    thresholds: { ...parameters, ...Object.fromEntries(named) },
    ageLimits,
    recordLimits: siteRecordLimits(parameters),
  };
}

/** The fact of the name of an age limit. */
function agedFact(key: string): FactId | undefined {
  const id = key.slice(AGE_LIMIT.length);
  return isFactId(id) && factDefinition(id).ageLimitDays !== undefined ? id : undefined;
}

function isAge(days: unknown): days is number {
  return typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}

/** What is expected of a site's value where it cannot be used; undefined when it can. */
export function unfitThreshold(id: string, value: unknown): string | undefined {
  if (id.startsWith(AGE_LIMIT)) {
    if (agedFact(id) === undefined) return 'the age limit of a fact that has one';
    return isAge(value) ? undefined : DAYS;
  }
  const number = numberCalled(id);
  return number === undefined ? 'the id of a parameter' : unfitValue(number, value);
}

/** The numbers that a site has changed: of the rules, and by which the record is read. */
export function changedParameters(thresholds: ThresholdOverrides | undefined): readonly Parameter[] {
  if (!thresholds) return [];
  return NUMBERS.filter((parameter) => {
    const value = thresholds[parameter.id as keyof ThresholdOverrides];
    return value !== undefined && value !== parameter.value;
  });
}

/** An age limit that a site has changed. */
export interface ChangedAgeLimit {
  readonly id: AgeLimitId;
  readonly fact: FactId;
  readonly days: number;
  readonly builtIn: number;
}

/** The age limits that a site has changed, in the order of the catalogue. */
export function changedAgeLimits(thresholds: ThresholdOverrides | undefined): readonly ChangedAgeLimit[] {
  if (!thresholds) return [];
  return FACT_IDS.flatMap((fact) => {
    const id: AgeLimitId = `${AGE_LIMIT}${fact}`;
    const days = thresholds[id];
    const builtIn = factDefinition(fact).ageLimitDays;
    return days === undefined || builtIn === undefined || days === builtIn
      ? []
      : [{ id, fact, days, builtIn }];
  });
}

/** What a site has changed, a line each. */
export function siteChanges(thresholds: ThresholdOverrides | undefined): readonly string[] {
  return [
    ...changedParameters(thresholds).map(
      ({ id, unit, value, meaning }) =>
        `threshold of this site in force: ${id} ${thresholds?.[id as keyof ThresholdOverrides]} ${unit} instead of ${value} (${meaning})`,
    ),
    ...changedAgeLimits(thresholds).map(
      ({ id, fact, days, builtIn }) =>
        `age limit of this site in force: ${id} ${days} days instead of ${builtIn} (${factDefinition(fact).title}: older is stale)`,
    ),
  ];
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Version of the knowledge that answers: with a site's own numbers or age limits it carries a mark of them. */
export function versionInForce(thresholds: ThresholdOverrides | undefined): string {
  const changed = [
    ...changedParameters(thresholds).map(({ id }) => `${id}=${thresholds?.[id as keyof ThresholdOverrides]}`),
    ...changedAgeLimits(thresholds).map(({ id, days }) => `${id}=${days}`),
  ];
  if (changed.length === 0) return KNOWLEDGE_VERSION;
  let hash = FNV_OFFSET;
  for (const character of changed.join(';')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), FNV_PRIME) >>> 0;
  }
  return `${KNOWLEDGE_VERSION}.site-${hash.toString(16).padStart(8, '0')}`;
}
