import type { UnreadReason } from './unread.ts';

/**
 * Why a request gave no FHIR data.
 * - `forbidden` 401/403; `not-found` 404/410; `unsupported` 501 or an OperationOutcome `not-supported`;
 * - `refused` any other 4xx; `unavailable` network error, 429 or 5xx; `timeout`; `resting` the circuit is open;
 * - `too-large` over the byte caps; `not-fhir` HTML, broken JSON, a wrong resource; `redirect` any 3xx;
 * - `outside` the URL is not under the server's base; `address` the host resolves to a refused address;
 * - `cancelled` the hook call has ended.
 */
export type FailureKind =
  | 'forbidden'
  | 'not-found'
  | 'unsupported'
  | 'refused'
  | 'unavailable'
  | 'timeout'
  | 'resting'
  | 'too-large'
  | 'not-fhir'
  | 'redirect'
  | 'outside'
  | 'address'
  | 'cancelled';

export interface FhirFailure {
  readonly kind: FailureKind;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: FhirFailure };

const WORDS: Readonly<Record<FailureKind, string>> = {
  forbidden: 'the FHIR server refused access',
  'not-found': 'the FHIR server does not have it',
  unsupported: 'the FHIR server does not support it',
  refused: 'the FHIR server rejected the request',
  unavailable: 'the FHIR server failed',
  timeout: 'the FHIR server did not answer in time',
  resting: 'the FHIR server has failed repeatedly and is not asked for the moment',
  'too-large': 'the answer was too large',
  'not-fhir': 'the answer was not FHIR data',
  redirect: 'the FHIR server sent a redirect, which is not followed',
  outside: 'the address lies outside the FHIR server of this client',
  address: 'the FHIR server resolves to a network address that is not permitted',
  cancelled: 'the request was given up',
};

/** The failure in words, with the HTTP status and nothing else of the answer. */
export function failureText(failure: FhirFailure): string {
  return failure.status === undefined
    ? WORDS[failure.kind]
    : `${WORDS[failure.kind]} (HTTP ${failure.status})`;
}

/** The failure as a reason of `Unread`. */
export function unreadReason(failure: FhirFailure): UnreadReason {
  switch (failure.kind) {
    case 'forbidden':
      return 'forbidden';
    case 'timeout':
    case 'cancelled':
      return 'timeout';
    case 'unavailable':
    case 'resting':
      return 'unavailable';
    case 'too-large':
      return 'incomplete';
    default:
      return 'failed';
  }
}
