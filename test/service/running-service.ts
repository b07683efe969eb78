import { type Config, readConfig } from '../../src/config.ts';
import { answerFor } from '../../src/cards/cards.ts';
import type { OrderOnRecord } from '../../src/cards/input.ts';
import { NO_RECORD } from '../../src/decision/assumptions.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { recordFromBundle } from '../../src/fhir/bundle.ts';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { gather } from '../../src/fhir/gather.ts';
import { DEFAULT_FHIR_LIMITS } from '../../src/fhir/limits.ts';
import { prefetchTemplates } from '../../src/fhir/prefetch.ts';
import { buildRecord } from '../../src/fhir/record-index.ts';
import {
  baseUrlOf,
  closeServer,
  createHttpServer,
  listen,
  type ServerTimeouts,
} from '../../src/service/http-server.ts';
import { publish } from '../../src/service/knowledge.ts';
import { createLogger } from '../../src/service/log.ts';
import { openRooms } from '../../src/service/open-rooms.ts';
import type { Rooms } from '../../src/service/rooms.ts';
import { createService, type Pages, type Service } from '../../src/service/service.ts';
import type { RegisteredClient } from '../../src/service/clients.ts';
import { openStore } from '../../src/store/open.ts';
import { DEFAULT_RETENTION, type Store } from '../../src/store/store.ts';

/** A service on a real socket, with rooms that can be replaced one by one and a log that can be read. */
export interface RunningService {
  readonly base: string;
  readonly port: number;
  readonly service: Service;
  readonly store: Store;
  readonly logged: string[];
  /** How often the decision core was entered. */
  decided(): number;
  stop(): Promise<void>;
}

export interface Settings {
  readonly env?: Readonly<Record<string, string>>;
  readonly clients?: readonly RegisteredClient[];
  readonly rooms?: Partial<Rooms>;
  readonly now?: () => Date;
  readonly store?: Store;
  readonly pages?: Pages;
  readonly publicBaseUrl?: string;
  readonly timeouts?: ServerTimeouts;
  readonly production?: boolean;
  /** The rooms as they run in production, in place of the fake ones. */
  readonly realRooms?: true;
}

/** An evaluation with one option, enough for a card. */
export function evaluationOf(subject: string, date: string, change: Partial<Evaluation> = {}): Evaluation {
  return {
    evaluationDate: date,
    knowledgeVersion: '1.0.0-test',
    subject,
    strict: false,
    applies: true,
    facts: [
      {
        id: 'nelm',
        state: 'known',
        value: 'present',
        text: 'present',
        stale: false,
        sources: [{ reference: 'Condition/c1', path: 'Condition.code', used: true }],
      },
    ],
    classification: {
      grade: 'G2',
      category: 'NET G2',
      pattern: 'I',
      possibleGrades: ['G2'],
      possiblePatterns: ['I'],
    },
    options: [
      {
        code: 'liver-resection',
        title: 'Liver resection',
        status: 'recommended',
        rank: 0,
        couldBe: null,
        timing: null,
        deferred: false,
        criteria: [],
        missing: [],
        assumptions: [],
        notes: [],
        positions: [],
        settledBy: [],
        counterfactuals: [],
        evidence: '',
      },
    ],
    transplantCriteria: [],
    alerts: [],
    workup: [],
    workupOmitted: [],
    prognosticFactors: [],
    assumptions: [],
    issues: [],
    ...change,
  };
}

export function fakeRooms(change: Partial<Rooms> = {}): { rooms: Rooms; decided: () => number } {
  let decided = 0;
  const connections = new FhirConnections();
  const rooms: Rooms = {
    gather: (request) => gather(request, DEFAULT_FHIR_LIMITS, connections),
    record: buildRecord,
    recordFromBundle,
    map: (record) => ({
      recorded: { ...NO_RECORD, subject: record.subject },
      issues: record.issues,
      nelmConditions: record.all('Condition').map((condition) => record.reference(condition)),
      activeOrders: [],
    }),
    decide: (recorded, input) =>
      evaluationOf(recorded.subject, input.date, { issues: input.issues, strict: input.strict }),
    critique: () => [],
    readOrder: (resource): OrderOnRecord => ({
      reference: '',
      service: [],
      options: (resource as { option?: string }).option ? ['liver-resection'] : [],
      status: 'draft',
    }),
    say: answerFor,
    unmappedSystems: () => [],
    ...change,
  };
  return {
    rooms: {
      ...rooms,
      decide: (...parameters) => {
        decided += 1;
        return rooms.decide(...parameters);
      },
    },
    decided: () => decided,
  };
}

export async function startService(settings: Settings = {}): Promise<RunningService> {
  const config: Config = {
    ...readConfig({ DATABASE_URL: 'sqlite::memory:', ...settings.env }),
    ...(settings.clients ? { clients: settings.clients } : {}),
    ...(settings.production ? { production: true } : {}),
  };
  const logged: string[] = [];
  const store = settings.store ?? (await openStore(config.databaseUrl, { retention: DEFAULT_RETENTION }));
  const { rooms, decided } = fakeRooms(
    settings.realRooms
      ? { ...openRooms(config, new FhirConnections()).rooms, ...settings.rooms }
      : settings.rooms,
  );
  const server = createHttpServer(settings.timeouts);
  const port = await listen(server, '127.0.0.1', 0);
  const base = baseUrlOf('127.0.0.1', port);
  const service = createService({
    config,
    publicBaseUrl: settings.publicBaseUrl ?? config.publicBaseUrl ?? base,
    rooms,
    store,
    knowledge: publish({
      base: () => ({ version: '1.0.0-test' }),
      sourceAttributes: () => [{ number: 1 }],
      published: [{ resourceType: 'CodeSystem', id: 'nelm' }],
    }),
    prefetch: prefetchTemplates(),
    log: createLogger('trace', { write: (line) => void logged.push(line) }),
    ...(settings.now ? { now: settings.now } : {}),
    ...(settings.pages ? { pages: settings.pages } : {}),
  });
  server.on('request', service.app);
  return {
    base,
    port,
    service,
    store,
    logged,
    decided,
    stop: async () => {
      await closeServer(server, 500);
      await service.close();
      if (!settings.store) await store.close();
    },
  };
}

export const SENTINEL = 'MRN-12345';

/** A patient-view request with all that is required, under full prefetch. */
export function hookRequest(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    hook: 'patient-view',
    hookInstance: '3f0f5a1e-6c55-4b53-9d0e-0d0f2f7f3c11',
    context: { userId: 'Practitioner/p1', patientId: 'nelm-1' },
    prefetch: {
      patient: {
        resourceType: 'Patient',
        id: 'nelm-1',
        birthDate: '1961-04-05',
        name: [{ family: SENTINEL }],
        identifier: [{ value: SENTINEL }],
      },
      conditions: {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          {
            resource: {
              resourceType: 'Condition',
              id: 'c1',
              subject: { reference: 'Patient/nelm-1' },
              code: {
                coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C7B.02' }],
                text: SENTINEL,
              },
            },
          },
        ],
      },
      observations: null,
      procedures: null,
      diagnosticReports: null,
      medicationRequests: null,
    },
    ...change,
  };
}

export function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

/** Issues of an OperationOutcome answer. */
export async function issuesOf(
  response: Response,
): Promise<{ code: string; details: { text: string }; expression?: string[]; diagnostics?: string }[]> {
  const body = (await response.json()) as { resourceType?: string; issue?: [] };
  if (body.resourceType !== 'OperationOutcome' || !body.issue) throw new Error('not an OperationOutcome');
  return body.issue;
}
