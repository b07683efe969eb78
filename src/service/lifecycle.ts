import type { Gauge } from 'prom-client';

/** Most requests answered at a time; the others are told to come back. */
export const IN_FLIGHT_LIMIT = 256;

/** Whether the service takes requests, and how many are under way. */
export class Lifecycle {
  #draining = false;
  #inFlight = 0;
  #waiting: (() => void)[] = [];
  readonly #gauge: Gauge | undefined;

  constructor(gauge?: Gauge) {
    this.#gauge = gauge;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** False when as many requests are under way as the service takes at a time. */
  get hasRoom(): boolean {
    return this.#inFlight < IN_FLIGHT_LIMIT;
  }

  /** True when no request is under way. */
  get idle(): boolean {
    return this.#inFlight === 0;
  }

  begin(): void {
    this.#inFlight += 1;
    this.#gauge?.set(this.#inFlight);
  }

  end(): void {
    this.#inFlight -= 1;
    this.#gauge?.set(this.#inFlight);
    if (this.#inFlight === 0) for (const done of this.#waiting.splice(0)) done();
  }

  /** New requests are refused from now on; resolves when none is under way, at the latest after `deadlineMs`. */
  async drain(deadlineMs: number): Promise<void> {
    this.#draining = true;
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadlineMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
