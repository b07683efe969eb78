/** How one admitted request ended: `neutral` says nothing about the server (it was cancelled, or 429). */
export type CircuitResult = 'success' | 'failure' | 'neutral';

/** The right to send one request; `end` must be called once. */
export interface Admission {
  end(result: CircuitResult): void;
}

/**
 * Circuit breaker of one FHIR server. After `failures` callers in a row for whom it failed, nothing is sent for
 * `cooldownMs`; then one request probes while the others wait for its result. A caller (one hook call) counts once,
 * however many of its requests failed: a single bad moment does not cost the next hook call its answer. A failure
 * counts only when nothing has succeeded since its request was sent: one resource type that hangs does not condemn
 * the server.
 */
export class Circuit {
  readonly #failures: number;
  readonly #cooldownMs: number;
  readonly #now: () => number;
  readonly #failedFor = new Set<object>();
  #openedAt: number | undefined;
  #lastSuccess = Number.NEGATIVE_INFINITY;
  #probe: Promise<CircuitResult> | undefined;

  constructor(options: { failures: number; cooldownMs: number; now: () => number }) {
    this.#failures = options.failures;
    this.#cooldownMs = options.cooldownMs;
    this.#now = options.now;
  }

  get state(): 'closed' | 'open' | 'half-open' {
    if (this.#openedAt === undefined) return 'closed';
    return this.#now() - this.#openedAt >= this.#cooldownMs ? 'half-open' : 'open';
  }

  /** Admission of one request, or nothing while the server is left alone. Waits for a probe that is under way. */
  async enter(caller: object): Promise<Admission | undefined> {
    while (this.#openedAt !== undefined) {
      if (this.state === 'open') return undefined;
      if (this.#probe === undefined) return this.#admitProbe(caller);
      const result = await this.#probe;
      if (result === 'failure') return undefined;
    }
    const sentAt = this.#now();
    return { end: (result) => this.#record(result, sentAt, caller) };
  }

  #admitProbe(caller: object): Admission {
    const sentAt = this.#now();
    const { promise, resolve } = Promise.withResolvers<CircuitResult>();
    this.#probe = promise;
    return {
      end: (result) => {
        this.#probe = undefined;
        if (result === 'failure') this.#openedAt = this.#now();
        this.#record(result, sentAt, caller);
        resolve(result);
      },
    };
  }

  #record(result: CircuitResult, sentAt: number, caller: object): void {
    if (result === 'success') {
      this.#lastSuccess = this.#now();
      this.#failedFor.clear();
      this.#openedAt = undefined;
    } else if (result === 'failure' && this.#lastSuccess <= sentAt) {
      this.#failedFor.add(caller);
      if (this.#failedFor.size >= this.#failures) this.#openedAt ??= this.#now();
    }
  }
}
