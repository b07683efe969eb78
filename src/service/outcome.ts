/**
 * What a handler concludes. Handlers know nothing of HTTP: `answer.ts` is the one place that turns an outcome
 * into a status code and a body.
 */
export type Outcome =
  /** Answered. `contentType` and `cache` only where they differ from private JSON. */
  | {
      readonly kind: 'answered';
      readonly body: unknown;
      readonly contentType?: string;
      /** How long others may keep the answer; absent: not at all. */
      readonly cacheSeconds?: number;
    }
  /** Answered with a page or picture as it stands. */
  | {
      readonly kind: 'document';
      readonly content: string | Buffer;
      readonly contentType: string;
      readonly cacheSeconds?: number;
      /** Pages of other sites may show it (the icon, in an EHR). */
      readonly forOtherSites?: true;
    }
  | Refusal;

export type Refusal =
  /** The request is not JSON or not of the form that was asked for. */
  | { readonly kind: 'malformed'; readonly faults: readonly Fault[] }
  /** No client token, or none that is good. The reason is for the log and is never told. */
  | { readonly kind: 'unauthenticated'; readonly reason: string }
  | { readonly kind: 'fhir-server-refused' }
  | { readonly kind: 'not-found'; readonly text: string }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  /** Data that the answer needs is neither in the request nor obtainable. */
  | { readonly kind: 'data-unobtainable'; readonly keys: readonly string[]; readonly text: string }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'wrong-media-type'; readonly text: string }
  /** A well-formed request whose content cannot be evaluated. */
  | { readonly kind: 'not-evaluable'; readonly text: string }
  | { readonly kind: 'too-many-requests'; readonly retryAfterSeconds: number }
  /** The service cannot answer now. */
  | { readonly kind: 'unavailable'; readonly text: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'failed' };

/** One fault of a request: where, and what was expected there. Never holds anything that was sent. */
export interface Fault {
  /** Path of the member (`context.patientId`); absent when the whole body is meant. */
  readonly path?: string;
  /** FHIR issue type. */
  readonly code:
    | 'structure'
    | 'required'
    | 'value'
    | 'invariant'
    | 'not-supported'
    | 'duplicate'
    | 'too-costly';
  readonly text: string;
}

/** A refusal raised where returning it would blur the flow (while a body is read). */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** A request of the wrong form, with a single fault. */
export function malformed(fault: Fault): Refusal {
  return { kind: 'malformed', faults: [fault] };
}
