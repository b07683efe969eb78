import { Agent, type Dispatcher } from 'undici';
import { type AddressPolicy, checkingLookup, type Resolver } from './addresses.ts';
import { Circuit } from './circuit.ts';
import type { FailureKind } from './failure.ts';
import type { FhirLimits } from './limits.ts';

/** One finished request, for metrics; carries no patient data. */
export interface FetchEvent {
  readonly resourceType: string;
  readonly outcome: 'ok' | FailureKind;
  readonly status?: number;
  readonly durationMs: number;
  readonly attempts: number;
}

/** Per server: the resource types that its CapabilityStatement lists, `undefined` when it could not be read. */
interface KnownCapability {
  readonly types: ReadonlySet<string> | undefined;
  readonly expires: number;
}

export interface ConnectionOptions {
  /** Replaces the checked connections (tests). */
  readonly dispatcher?: Dispatcher;
  /** Replaces the system's DNS look-up (tests); addresses are checked all the same. */
  readonly resolver?: Resolver;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
  readonly observe?: (event: FetchEvent) => void;
}

const CAPABILITY_TTL_MS = 60 * 60 * 1000;
const CAPABILITY_RETRY_MS = 60 * 1000;

/**
 * What outlives one hook call: kept-alive sockets, the circuit of each server, what its CapabilityStatement lists
 * and which form of a search it accepts. No patient data and no token is kept.
 */
export class FhirConnections {
  readonly now: () => number;
  readonly observe: (event: FetchEvent) => void;
  readonly #options: ConnectionOptions;
  readonly #agents = new Map<AddressPolicy, Agent>();
  readonly #circuits = new Map<string, Circuit>();
  readonly #capabilities = new Map<string, KnownCapability>();
  readonly #forms = new Map<string, number>();

  constructor(options: ConnectionOptions = {}) {
    this.#options = options;
    this.now = options.now ?? (() => performance.now());
    this.observe = options.observe ?? (() => undefined);
  }

  /** Connections that reach only addresses of the policy; the check is made as each socket connects. */
  dispatcher(policy: AddressPolicy): Dispatcher {
    if (this.#options.dispatcher !== undefined) return this.#options.dispatcher;
    let agent = this.#agents.get(policy);
    if (agent === undefined) {
      agent = new Agent({
        connections: 32,
        pipelining: 1,
        keepAliveTimeout: 10_000,
        maxHeaderSize: 32 * 1024,
        connect: { lookup: checkingLookup(policy, this.#options.resolver), timeout: 5000 },
      });
      this.#agents.set(policy, agent);
    }
    return agent;
  }

  circuit(base: string, limits: FhirLimits): Circuit {
    let circuit = this.#circuits.get(base);
    if (circuit === undefined) {
      circuit = new Circuit({
        failures: limits.circuitFailures,
        cooldownMs: limits.circuitCooldownMs,
        now: this.now,
      });
      this.#remember(this.#circuits, base, circuit);
    }
    return circuit;
  }

  /**
   * The types that the server's CapabilityStatement lists, from memory for an hour. It is only read when a search
   * has failed in a way that the absence of the type would explain.
   */
  async capability(
    base: string,
    read: () => Promise<ReadonlySet<string> | undefined>,
  ): Promise<ReadonlySet<string> | undefined> {
    const known = this.#capabilities.get(base);
    if (known !== undefined && known.expires > this.now()) return known.types;
    const types = await read();
    const expires = this.now() + (types === undefined ? CAPABILITY_RETRY_MS : CAPABILITY_TTL_MS);
    this.#remember(this.#capabilities, base, { types, expires });
    return types;
  }

  /** Which form of a search (0: as advertised) the server accepted last. */
  formOf(base: string, resourceType: string): number {
    return this.#forms.get(`${base} ${resourceType}`) ?? 0;
  }

  rememberForm(base: string, resourceType: string, form: number): void {
    const key = `${base} ${resourceType}`;
    if (form === 0) this.#forms.delete(key);
    else this.#remember(this.#forms, key, form);
  }

  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  /** Bounded: in development any loopback server may be named. */
  #remember<T>(map: Map<string, T>, key: string, value: T): void {
    if (map.size >= 1000) {
      const oldest = map.keys().next().value;
      if (oldest !== undefined) map.delete(oldest);
    }
    map.set(key, value);
  }
}

let shared: FhirConnections | undefined;

/** The connections of this process. */
export function sharedConnections(): FhirConnections {
  shared ??= new FhirConnections();
  return shared;
}
