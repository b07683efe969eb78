import { answerFor } from '../cards/cards.ts';
import type { Config } from '../config.ts';
import { ConfigError } from '../config.ts';
import { evaluate } from '../decision/evaluate.ts';
import { critiqueOrders } from '../decision/order-critique.ts';
import { limits, separators, type ThresholdOverrides } from '../decision/parameters.ts';
import { parseSiteValues } from '../decision/site-values.ts';
import { recordFromBundle } from '../fhir/bundle.ts';
import type { FhirConnections } from '../fhir/connections.ts';
import { codings, type Element, elements } from '../fhir/elements.ts';
import { gather } from '../fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS, type FhirLimits } from '../fhir/limits.ts';
import type { PatientRecord } from '../fhir/record.ts';
import { buildRecord } from '../fhir/record-index.ts';
import { type IndexedCodeSets, loadCodeSets } from '../mapping/code-sets.ts';
import { mapRecord } from '../mapping/map.ts';
import { orderOnRecord } from '../mapping/orders.ts';
import type { Rooms } from './rooms.ts';

/** The rooms as they are, and what was read of the site's own files. */
export interface OpenRooms {
  readonly rooms: Rooms;
  readonly thresholds: ThresholdOverrides | undefined;
}

/**
 * Opens the four rooms: code sets with the site's additions, thresholds, bounds of fetching.
 * @throws ConfigError naming the variable whose file cannot be used.
 */
export function openRooms(config: Config, connections: FhirConnections): OpenRooms {
  const codes = fromFile('CODES_FILE', () => loadCodeSets(config.codes));
  const site = fromFile('THRESHOLDS_FILE', () =>
    config.thresholds === undefined ? undefined : parseSiteValues(config.thresholds),
  );
  const thresholds = site?.thresholds;
  const { ageLimits = {}, recordLimits = {} } = site ?? {};
  const values = limits(thresholds);
  const fhirLimits = fhirLimitsOf(config);
  const rooms: Rooms = {
    gather: (request) => gather(request, fhirLimits, connections),
    record: buildRecord,
    recordFromBundle: (bundle) => recordFromBundle(bundle),
    map: (record, date) =>
      mapRecord(record, {
        date,
        codes,
        cutpoints: (fact) => separators(fact, values),
        ageLimits,
        recordLimits,
      }),
    decide: (recorded, input) =>
      evaluate(recorded, { ...input, ...(thresholds === undefined ? {} : { thresholds }) }),
    critique: critiqueOrders,
    readOrder: (resource) => orderOnRecord(resource, codes),
    say: answerFor,
    unmappedSystems: (record) => unmappedSystems(record, codes),
  };
  return { rooms, thresholds };
}

/** The bounds of fetching as the environment sets them. */
export function fhirLimitsOf(config: Config): FhirLimits {
  return {
    ...DEFAULT_FHIR_LIMITS,
    requestTimeoutMs: config.fhirTimeoutMs,
    budgetMs: config.fhirBudgetMs,
    maxPages: config.fhirMaxPages,
    maxResources: config.fhirMaxResources,
  };
}

function fromFile<T>(variable: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError([`${variable}: ${error instanceof Error ? error.message : 'cannot be used'}`]);
  }
}

/** Types whose codes say what a patient has or had: a code there that no set holds may be a gap in the sets. */
const CODED_TYPES = ['Condition', 'Procedure', 'Observation'] as const;

function unmappedSystems(record: PatientRecord, codes: IndexedCodeSets): readonly string[] {
  const seen = new Set<string>();
  const systems: string[] = [];
  for (const type of CODED_TYPES) {
    for (const resource of record.all(type) as unknown as readonly Element[]) {
      const components = elements(resource.component).map((component) => component.code);
      for (const concept of [resource.code, ...components]) {
        for (const { system, code } of codings(concept)) {
          const key = `${system}|${code}`;
          if (seen.has(key)) continue;
          seen.add(key);
          if (codes.setsOf(system, code).length === 0) systems.push(system);
        }
      }
    }
  }
  return systems;
}
