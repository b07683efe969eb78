import { type FactId, factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import {
  PARAMETERS,
  type Parameter,
  type ParameterId,
  parseThresholds,
  type ThresholdOverrides,
} from './parameters.ts';
import { KNOWLEDGE_VERSION } from './version.ts';

export type AgeLimits = Partial<Record<FactId, number>>;

/** What a site puts in place of operational definitions. */
export interface SiteValues {
  readonly thresholds: ThresholdOverrides;
  /** Days after which a fact is stale. */
  readonly ageLimits: AgeLimits;
}

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
    const id = key.slice(AGE_LIMIT.length);
    if (!isFactId(id) || factDefinition(id).ageLimitDays === undefined) {
      throw new Error(`thresholds: '${key}' names no fact with an age limit`);
    }
    if (typeof days !== 'number' || !Number.isInteger(days) || days < 1) {
      throw new Error(`thresholds: '${key}' expects a whole number of days, at least 1`);
    }
    ageLimits[id] = days;
  }
  const thresholds = parseThresholds(
    Object.fromEntries(entries.filter(([key]) => !key.startsWith(AGE_LIMIT))),
  );
  return { thresholds, ageLimits };
}

/** The parameters that a site has changed. */
export function changedParameters(thresholds: ThresholdOverrides | undefined): readonly Parameter[] {
  if (!thresholds) return [];
  return PARAMETERS.filter((parameter) => {
    const value = thresholds[parameter.id as ParameterId];
    return value !== undefined && value !== parameter.value;
  });
}

/** What a site has changed, a line each. */
export function siteChanges(thresholds: ThresholdOverrides | undefined): readonly string[] {
  return changedParameters(thresholds).map(
    ({ id, unit, value, meaning }) =>
      `threshold of this site in force: ${id} ${thresholds?.[id as ParameterId]} ${unit} instead of ${value} (${meaning})`,
  );
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Version of the knowledge that answers: with a site's own thresholds it carries a mark of them. */
export function versionInForce(thresholds: ThresholdOverrides | undefined): string {
  const changed = changedParameters(thresholds);
  if (changed.length === 0) return KNOWLEDGE_VERSION;
  let hash = FNV_OFFSET;
  for (const character of changed.map(({ id }) => `${id}=${thresholds?.[id as ParameterId]}`).join(';')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), FNV_PRIME) >>> 0;
  }
  return `${KNOWLEDGE_VERSION}.site-${hash.toString(16).padStart(8, '0')}`;
}
