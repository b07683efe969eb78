import { setTimeout as sleep } from 'node:timers/promises';
import { request as send } from 'undici';
import { RefusedAddressError } from './addresses.ts';
import { type AllowedServer, isWithin } from './allowed-server.ts';
import type { FhirConnections } from './connections.ts';
import type { FailureKind, FhirFailure, Outcome } from './failure.ts';
import type { FhirLimits } from './limits.ts';
import {
  BodyTooLargeError,
  type ByteAllowance,
  discard,
  readJsonBody,
  UnreadableBodyError,
} from './response-body.ts';

/** FHIR `id`: letters, digits, `-` and `.`, at most 64 (https://hl7.org/fhir/R4/datatypes.html#id). */
export const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Is the text a FHIR id that may become a path segment? `.` and `..` are ids by grammar and paths by meaning. */
export function isFhirId(id: unknown): id is string {
  return typeof id === 'string' && FHIR_ID.test(id) && !/^\.+$/.test(id);
}

/** A bearer token that can be sent as a header; anything else is never sent (RFC 6750 b64token, and a little more). */
export function isSendableToken(token: string): boolean {
  return /^[\x21-\x7e]{1,16384}$/.test(token);
}

export interface FhirClientOptions {
  readonly server: AllowedServer;
  readonly accessToken?: string;
  readonly limits: FhirLimits;
  readonly connections: FhirConnections;
  /** Ends everything: the hook call is over, or the EHR has hung up. */
  readonly signal?: AbortSignal;
}

/** Ways a request can end for which a second try is worth it. */
interface Attempt {
  readonly outcome: Outcome<unknown>;
  readonly retry: boolean;
  /** Milliseconds, from Retry-After. */
  readonly retryAfter?: number;
  /** It had much less time than a request has: its timeout says nothing about the server. */
  readonly hurried?: boolean;
}

const failed = (kind: FailureKind, status?: number): { ok: false; failure: FhirFailure } => ({
  ok: false,
  failure: status === undefined ? { kind } : { kind, status },
});

/**
 * Reads from one FHIR server within one hook call: GET only, only at or under its base, no redirects, one deadline
 * for all requests, one retry, byte caps. The token is sent nowhere else and kept only as long as this object.
 */
export class FhirClient {
  readonly base: string;
  readonly connections: FhirConnections;
  readonly limits: FhirLimits;
  readonly #server: AllowedServer;
  readonly #token: string | undefined;
  readonly #deadline: number;
  readonly #over = new AbortController();
  readonly #bytes: ByteAllowance;

  constructor(options: FhirClientOptions) {
    this.base = options.server.base;
    this.connections = options.connections;
    this.limits = options.limits;
    this.#server = options.server;
    this.#token = options.accessToken;
    this.#deadline = options.connections.now() + options.limits.budgetMs;
    this.#bytes = { remaining: options.limits.maxTotalBytes };
    if (options.signal?.aborted === true) this.close();
    options.signal?.addEventListener('abort', () => this.close(), { once: true, signal: this.#over.signal });
  }

  /** Milliseconds left of the shared deadline. */
  get remainingMs(): number {
    return this.#deadline - this.connections.now();
  }

  get closed(): boolean {
    return this.#over.signal.aborted;
  }

  /** Gives up everything that is under way; nothing is sent afterwards. */
  close(): void {
    this.#over.abort();
  }

  /**
   * GET of a URL (absolute, or relative to `from`) that must lie at or under the server's base.
   * @param label resource type, for metrics
   */
  async get(target: string, label: string, from: string = this.base): Promise<Outcome<unknown>> {
    const url = this.resolve(target, from);
    if (url === undefined) return failed('outside');
    const startedAt = this.connections.now();
    const admission = await this.connections.circuit(this.base, this.limits).enter(this);
    if (admission === undefined) return this.#report(label, startedAt, 0, failed('resting'));
    let attempts = 1;
    let attempt = await this.#attempt(url);
    if (attempt.retry && (await this.#pause(attempt.retryAfter))) {
      attempts = 2;
      attempt = await this.#attempt(url);
    }
    admission.end(attempt.hurried === true ? 'neutral' : circuitResult(attempt.outcome));
    return this.#report(label, startedAt, attempts, attempt.outcome);
  }

  /** The URL when it lies at or under the base; otherwise nothing. */
  resolve(target: string, from: string = this.base): URL | undefined {
    if (/[\s\\]/.test(target)) return undefined;
    let url: URL;
    try {
      url = new URL(target, from);
    } catch {
      return undefined;
    }
    url.hash = '';
    return isWithin(url, this.base) ? url : undefined;
  }

  /** One attempt, bounded in total by the request timeout and by the deadline. Never throws. */
  async #attempt(url: URL): Promise<Attempt> {
    const time = Math.min(this.limits.requestTimeoutMs, this.remainingMs);
    if (this.closed) return { outcome: failed('cancelled'), retry: false };
    if (time <= 0) return { outcome: failed('timeout'), retry: false, hurried: true };
    const timer = new AbortController();
    const timeout = setTimeout(() => timer.abort(), time);
    try {
      const response = await send(url, {
        method: 'GET',
        headers: {
          accept: 'application/fhir+json',
          'accept-encoding': 'gzip',
          'user-agent': 'nelm-cds',
          ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        },
        dispatcher: this.connections.dispatcher(this.#server.addresses),
        signal: AbortSignal.any([timer.signal, this.#over.signal]),
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const status = response.statusCode;
      if (status === 200) {
        const value = await readJsonBody(
          response.headers,
          response.body,
          this.limits.maxResponseBytes,
          this.#bytes,
        );
        return { outcome: { ok: true, value }, retry: false };
      }
      return await this.#refusal(status, response);
    } catch (error) {
      if (timer.signal.aborted) {
        const hurried = time < Math.min(this.limits.requestTimeoutMs, this.limits.budgetMs) / 2;
        return { outcome: failed('timeout'), retry: false, hurried };
      }
      return this.#brokenBy(error);
    } finally {
      clearTimeout(timeout);
    }
  }

  async #refusal(status: number, response: Awaited<ReturnType<typeof send>>): Promise<Attempt> {
    const stop = (kind: FailureKind): Attempt => {
      discard(response.body);
      return { outcome: failed(kind, status), retry: false };
    };
    if (status === 401 || status === 403) return stop('forbidden');
    if (status === 404 || status === 410) return stop('not-found');
    if (status === 501) return stop('unsupported');
    if (status >= 300 && status < 400) return stop('redirect');
    if (status === 429 || status >= 500) {
      discard(response.body);
      const wait = retryAfterMs(response.headers['retry-after']);
      const outcome = failed('unavailable', status);
      return wait === undefined ? { outcome, retry: true } : { outcome, retry: true, retryAfter: wait };
    }
    if (status < 400) return stop('not-fhir');
    // HAPI and others answer 400 with an OperationOutcome `not-supported` for a type that they do not have.
    const body = await readJsonBody(response.headers, response.body, 256 * 1024, this.#bytes).catch(
      () => undefined,
    );
    return { outcome: failed(saysNotSupported(body) ? 'unsupported' : 'refused', status), retry: false };
  }

  #brokenBy(error: unknown): Attempt {
    if (this.closed) return { outcome: failed('cancelled'), retry: false };
    if (error instanceof BodyTooLargeError) return { outcome: failed('too-large'), retry: false };
    if (error instanceof UnreadableBodyError)
      return { outcome: failed('not-fhir'), retry: error.message === 'JSON' };
    if (error instanceof RefusedAddressError || causeOf(error) instanceof RefusedAddressError)
      return { outcome: failed('address'), retry: false };
    // zlib reports a cut or corrupt stream as an error of its own; everything else is the connection.
    const code = (error as { code?: unknown } | null)?.code;
    if (typeof code === 'string' && code.startsWith('Z_'))
      return { outcome: failed('not-fhir'), retry: true };
    return { outcome: failed('unavailable'), retry: true };
  }

  /** Waits before the one retry; false when the wait does not fit the deadline. */
  async #pause(retryAfter: number | undefined): Promise<boolean> {
    const wait = retryAfter ?? 50 + Math.random() * 100;
    if (this.closed || wait + 20 >= this.remainingMs) return false;
    try {
      await sleep(wait, undefined, { signal: this.#over.signal });
      return true;
    } catch {
      return false;
    }
  }

  #report<T extends Outcome<unknown>>(label: string, startedAt: number, attempts: number, outcome: T): T {
    const durationMs = this.connections.now() - startedAt;
    const status = outcome.ok ? 200 : outcome.failure.status;
    this.connections.observe({
      resourceType: label,
      outcome: outcome.ok ? 'ok' : outcome.failure.kind,
      ...(status === undefined ? {} : { status }),
      durationMs,
      attempts,
    });
    return outcome;
  }
}

/** What a request says about the health of the server: any answer below 500 is a sign of life. */
function circuitResult(outcome: Outcome<unknown>): 'success' | 'failure' | 'neutral' {
  if (outcome.ok) return 'success';
  const { kind, status } = outcome.failure;
  if (kind === 'cancelled' || status === 429) return 'neutral';
  return kind === 'unavailable' || kind === 'timeout' || kind === 'address' ? 'failure' : 'success';
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

/** Retry-After in milliseconds: seconds or an HTTP date; anything else counts as not given. */
export function retryAfterMs(value: string | string[] | undefined, now = Date.now()): number | undefined {
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Za-z]{3,9}, .* GMT$/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function saysNotSupported(body: unknown): boolean {
  const outcome = body as { resourceType?: unknown; issue?: unknown } | null | undefined;
  if (outcome?.resourceType !== 'OperationOutcome' || !Array.isArray(outcome.issue)) return false;
  return outcome.issue.some((issue) => (issue as { code?: unknown } | null)?.code === 'not-supported');
}
