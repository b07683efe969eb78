import type { Server } from 'node:http';
import type { Config } from '../config.ts';
import { sourceAttributes } from '../evidence/source-attributes.ts';
import { knowledgeInForce } from '../decision/knowledge.ts';
import { assertKnowledge } from '../decision/load-checks.ts';
import { siteRecordLimits, type ThresholdOverrides } from '../decision/parameters.ts';
import { FhirConnections } from '../fhir/connections.ts';
import { localTerminology } from '../fhir/local-terminology.ts';
import { prefetchTemplates } from '../fhir/prefetch.ts';
import { factsQuestionnaire } from '../fhir/questionnaire.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { errorCodeSystem } from './answer.ts';
import { baseUrlOf, closeServer, createHttpServer, listen } from './http-server.ts';
import { type Knowledge, type PublishedResource, publish } from './knowledge.ts';
import { errorFacts, type Logger } from './log.ts';
import { Metrics } from './metrics.ts';
import { openRooms } from './open-rooms.ts';
import { createService, type Pages, type Service } from './service.ts';

/** How long requests under way may take to finish when the service is told to stop. */
const DRAIN_MILLISECONDS = 10_000;
/** How long the listener stays open at least, so that a load balancer sees readiness fall. */
const NOTICE_MILLISECONDS = 250;
const PURGE_EVERY_MILLISECONDS = 3_600_000;

export interface StartOptions {
  readonly log: Logger;
  readonly pages?: Pages;
  /** Metrics of the process too (once per process). */
  readonly processMetrics?: boolean;
}

export interface Started {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly publicBaseUrl: string;
  readonly service: Service;
  readonly store: Store;
  /** Refuses new requests, waits for those under way, closes the store. Calling it twice is harmless. */
  stop(): Promise<void>;
}

/**
 * Starts the whole service: store, rooms, routes, listener. Rejects when one of them cannot be had, or when the
 * knowledge base has a fault.
 */
export async function start(config: Config, options: StartOptions): Promise<Started> {
  assertKnowledge();
  const { log } = options;
  const metrics = new Metrics();
  if (options.processMetrics) metrics.collectProcessMetrics();
  const connections = new FhirConnections();
  const { rooms, thresholds } = openRooms(config, connections);
  const store = await openStore(config.databaseUrl, {
    retention: { auditDays: config.auditRetentionDays, feedbackDays: config.feedbackRetentionDays },
  });
  const server = createHttpServer();
  let port: number;
  try {
    port = await listen(server, config.host, config.port);
  } catch (error) {
    await store.close();
    throw error;
  }
  const address = baseUrlOf(config.host, port);
  const publicBaseUrl = config.publicBaseUrl ?? address;
  const service = createService({
    config,
    publicBaseUrl,
    rooms,
    store,
    knowledge: publishedKnowledge(thresholds),
    prefetch: prefetchTemplates(),
    log,
    metrics,
    pages: {
      ...options.pages,
      reviewExtras: { ...options.pages?.reviewExtras, thresholds: thresholds ?? {} },
    },
  });
  server.on('request', service.app);
  const purging = purgeRegularly(store, log);
  let stopped: Promise<void> | undefined;
  return {
    address,
    publicBaseUrl,
    service,
    store,
    stop: () => {
      stopped ??= stop(server, service, store, connections, purging);
      return stopped;
    },
  };
}

/** All that the service publishes about itself; numbers, age limits and version as they are in force at this site. */
export function publishedKnowledge(thresholds: ThresholdOverrides = {}): Knowledge {
  const base = knowledgeInForce(thresholds);
  const attributes = sourceAttributes(base.version);
  return publish({
    base: () => base,
    sourceAttributes: () => attributes,
    published: publishedResources(thresholds),
  });
}

/** The FHIR resources under `/fhir`: code systems, value sets, the questionnaire of the facts. */
export function publishedResources(thresholds: ThresholdOverrides = {}): readonly PublishedResource[] {
  return [
    ...localTerminology(siteRecordLimits(thresholds)),
    errorCodeSystem(),
    factsQuestionnaire(),
  ] as readonly PublishedResource[];
}

async function stop(
  server: Server,
  service: Service,
  store: Store,
  connections: FhirConnections,
  purging: NodeJS.Timeout,
): Promise<void> {
  clearInterval(purging);
  const noticed = new Promise((resolve) => setTimeout(resolve, NOTICE_MILLISECONDS));
  await Promise.all([service.lifecycle.drain(DRAIN_MILLISECONDS), noticed]);
  await closeServer(server, 1000);
  await Promise.all([service.close(), connections.close()]);
  await store.close();
}

function purgeRegularly(store: Store, log: Logger): NodeJS.Timeout {
  const purge = async () => {
    try {
      log.info({ purged: await store.purge(new Date()) }, 'purged');
    } catch (error) {
      log.error(errorFacts(error), 'purge failed');
    }
  };
  void purge();
  const timer = setInterval(() => void purge(), PURGE_EVERY_MILLISECONDS);
  timer.unref();
  return timer;
}
