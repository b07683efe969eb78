/** Most callers remembered at a time; the oldest window is forgotten first. */
const CALLER_LIMIT = 10_000;
const WINDOW_MILLISECONDS = 60_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/**
 * Counts requests per caller and minute, in this process. Several replicas each allow the limit: it guards the
 * process, it is no quota.
 */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  /** `perMinute` 0 allows everything. `now`: milliseconds. */
  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Counts one request: undefined when it is allowed, else the seconds until the caller may try again. */
  take(caller: string): number | undefined {
    if (this.#perMinute === 0) return undefined;
    const now = this.#now();
    let window = this.#windows.get(caller);
    if (!window || window.endsAt <= now) {
      this.#windows.delete(caller);
      this.#forgetOldest();
      window = { endsAt: now + WINDOW_MILLISECONDS, count: 0 };
      this.#windows.set(caller, window);
    }
    window.count += 1;
    return window.count <= this.#perMinute ? undefined : Math.ceil((window.endsAt - now) / 1000);
  }

  #forgetOldest(): void {
    if (this.#windows.size < CALLER_LIMIT) return;
    const oldest = this.#windows.keys().next();
    if (!oldest.done) this.#windows.delete(oldest.value);
  }
}
