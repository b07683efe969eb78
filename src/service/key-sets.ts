import { createLocalJWKSet, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';
import { Agent, request } from 'undici';

/** Finds the public key for the header of a token; rejects when there is none. */
export type KeyFinder = ReturnType<typeof createLocalJWKSet>;

export interface KeySetOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly timeoutMs?: number;
  /** A set is read again after this long. */
  readonly freshMs?: number;
  /** Keys go on working this long when the client's server is down. */
  readonly staleMs?: number;
  /** After a refresh for an unknown key, or one that failed, no other for this long. */
  readonly coolDownMs?: number;
}

const SIZE_LIMIT = 256 * 1024;

/**
 * The published keys of one client at one configured address (never one that a token names). Kept for ten
 * minutes; read once more when a token names a key that is not in it (rotation), with a cool-down, so that
 * made-up key ids cause no flood; kept up to a day when the address does not answer. One request at a time, no
 * redirects, at most 256 KiB.
 */
export class PublishedKeys {
  readonly #url: string;
  readonly #options: Required<KeySetOptions>;
  readonly #agent: Agent;
  #keys: JSONWebKeySet | undefined;
  #finder: KeyFinder | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #coolUntil = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(url: string, options: KeySetOptions) {
    this.#url = url;
    this.#options = {
      timeoutMs: 900,
      freshMs: 600_000,
      staleMs: 86_400_000,
      coolDownMs: 30_000,
      ...options,
    };
    this.#agent = new Agent({ connections: 2, maxHeaderSize: 16_384 });
  }

  /** The finder to verify a token with, after whatever reading is due. Rejects when no key is known. */
  async finderFor(header: JWSHeaderParameters): Promise<KeyFinder> {
    const due = this.#options.now() - this.#readAt > this.#options.freshMs && this.#mayRead();
    if (due) {
      await this.#read();
    } else if (!this.#has(header.kid) && this.#mayRead()) {
      this.#coolUntil = this.#options.now() + this.#options.coolDownMs;
      await this.#read();
    }
    const usable = this.#options.now() - this.#readAt <= this.#options.staleMs;
    if (!this.#finder || !usable) throw new Error('no keys of this client are known');
    return this.#finder;
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #has(kid: string | undefined): boolean {
    return this.#keys?.keys.some((key) => key.kid === kid) ?? false;
  }

  #mayRead(): boolean {
    return this.#reading !== undefined || this.#options.now() >= this.#coolUntil;
  }

  async #read(): Promise<void> {
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #fetch(): Promise<void> {
    try {
      const keys = await this.#download();
      const finder = createLocalJWKSet(keys);
      this.#keys = keys;
      this.#finder = finder;
      this.#readAt = this.#options.now();
    } catch {
      this.#coolUntil = this.#options.now() + this.#options.coolDownMs;
    }
  }

  async #download(): Promise<JSONWebKeySet> {
    const signal = AbortSignal.timeout(this.#options.timeoutMs);
    const answer = await request(this.#url, {
      dispatcher: this.#agent,
      headers: { accept: 'application/json' },
      signal,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (answer.statusCode !== 200 || size > SIZE_LIMIT) throw new Error('not a key set');
      chunks.push(chunk);
    }
    if (answer.statusCode !== 200) throw new Error('not a key set');
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as JSONWebKeySet;
  }
}
