import type { Client } from './clients.ts';
import type { Outcome } from './outcome.ts';

/** What a handler is given: values, nothing of HTTP. */
export interface Exchange {
  readonly requestId: string;
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters as they came: repeated ones are lists. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed JSON body of a POST; undefined otherwise. */
  readonly body: unknown;
  /** The caller: of a `client` route the authenticated client, else the development client. */
  readonly client: Client;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
  /** Adds words of this service to the log line of the request. Never anything of a patient. */
  note(fields: Readonly<Record<string, string | number | boolean>>): void;
}

/** One route: how it is reached, who may, what it does and what the OpenAPI document says about it. */
export interface Route {
  readonly method: 'get' | 'post';
  /** With parameters in braces: `/fhir/{type}/{id}`. */
  readonly path: string;
  /** `client`: a client token is asked (unless in development mode); `open`: anybody. */
  readonly access: 'client' | 'open';
  /** Answered also while the service is shutting down, is full or the caller is over its rate. */
  readonly always?: true;
  /** The paths a token's `aud` may name; absent: the path that was called. */
  readonly audiencePaths?: (params: Readonly<Record<string, string>>) => readonly string[];
  readonly operation: Operation;
  readonly handle: (exchange: Exchange) => Outcome | Promise<Outcome>;
}

export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** JSON Schema by name (in `components.schemas`). */
  readonly request?: string;
  readonly response: { readonly contentType: string; readonly schema?: string; readonly description: string };
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'query' | 'path';
    readonly description: string;
    readonly schema: Readonly<Record<string, unknown>>;
  }[];
  /** Kinds of refusals, as statuses, besides those every route of its access has. */
  readonly refusals?: readonly number[];
}

/** `/a/{b}` as Express writes it. */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
