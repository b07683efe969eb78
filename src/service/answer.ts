import type { CodeSystem } from '@medplum/fhirtypes';
import type { Response } from 'express';
import type { Outcome, Refusal } from './outcome.ts';

/** Codes of `details.coding` in error bodies: the kinds of refusals. */
export const ERROR_SYSTEM = 'https://nelm-cds.example/fhir/CodeSystem/error';

interface Issue {
  readonly code: string;
  readonly text: string;
  readonly expression?: string;
  readonly diagnostics?: string;
}

/**
 * The one error-to-status map. Every refusal is a FHIR OperationOutcome (CDS Hooks 3.0, "Returning
 * OperationOutcome"), except a bad client token, whose answer is the same for every cause and has no body.
 */
const STATUS: Readonly<Record<Refusal['kind'], number>> = {
  malformed: 400,
  unauthenticated: 401,
  'fhir-server-refused': 403,
  'not-found': 404,
  'wrong-method': 405,
  'data-unobtainable': 412,
  'too-large': 413,
  'wrong-media-type': 415,
  'not-evaluable': 422,
  'too-many-requests': 429,
  failed: 500,
  unavailable: 503,
};

const MEANINGS: Readonly<Record<Refusal['kind'], string>> = {
  malformed:
    'The request is not JSON or not of the form that was asked for. Each issue names a member; correct it and send again.',
  unauthenticated:
    'No client token, or none that is good; the answer has no body. Check issuer, aud (the exact URL called), exp, iat, a new jti for each call, kid and algorithm; the log of the service tells which.',
  'fhir-server-refused':
    'fhirServer is not on the list of this client. Add its base URL to fhirServers of the client profile.',
  'not-found': 'No such service or resource.',
  'wrong-method': 'The Allow header names the methods of this address.',
  'data-unobtainable':
    'The patient or the conditions are neither prefetched nor readable. Fill the prefetch keys that are named, or give fhirServer with fhirAuthorization.',
  'too-large': 'The body is over the limit (BODY_LIMIT).',
  'wrong-media-type': 'Send application/json or application/fhir+json in UTF-8, plain or as gzip or deflate.',
  'not-evaluable': 'The Bundle holds no Patient, or several: send one patient at a time.',
  'too-many-requests': 'Over RATE_LIMIT_PER_MINUTE; Retry-After tells when to come back.',
  failed: 'A fault of the service. The id of the answer (X-Request-Id) leads to it in the log.',
  unavailable: 'Shutting down, busy, or the store does not answer; Retry-After tells when to come back.',
};

/** The error codes with their meaning and what to do, as data for the documentation and for publication. */
export const ERROR_CODES: readonly {
  readonly code: string;
  readonly status: number;
  readonly meaning: string;
}[] = (Object.keys(STATUS) as Refusal['kind'][]).map((code) => ({
  code,
  status: STATUS[code],
  meaning: MEANINGS[code],
}));

/** The error codes as a published FHIR CodeSystem. */
export function errorCodeSystem(): CodeSystem {
  return {
    resourceType: 'CodeSystem',
    id: 'error',
    url: ERROR_SYSTEM,
    version: '1.0.0',
    name: 'NelmCdsError',
    title: 'Why a request was refused',
    status: 'active',
    experimental: false,
    caseSensitive: true,
    content: 'complete',
    count: ERROR_CODES.length,
    concept: ERROR_CODES.map(({ code, status, meaning }) => ({
      code,
      display: `${code.replaceAll('-', ' ')} (HTTP ${status})`,
      definition: meaning,
    })),
  };
}

/** HTTP status of an outcome. */
export function statusOf(outcome: Outcome): number {
  return outcome.kind === 'answered' || outcome.kind === 'document' ? 200 : STATUS[outcome.kind];
}

function issuesOf(refusal: Refusal): readonly Issue[] {
  switch (refusal.kind) {
    case 'malformed':
      return refusal.faults.map((fault) => ({
        code: fault.code,
        text: fault.path === undefined ? fault.text : `${fault.path}: ${fault.text}`,
        ...(fault.path === undefined ? {} : { expression: fault.path }),
      }));
    case 'unauthenticated':
      return [];
    case 'fhir-server-refused':
      return [
        {
          code: 'forbidden',
          text: 'The FHIR server is not on the list of this client.',
          expression: 'fhirServer',
        },
      ];
    case 'not-found':
      return [{ code: 'not-found', text: refusal.text }];
    case 'wrong-method':
      return [{ code: 'not-supported', text: `Use ${refusal.allowed.join(' or ')}.` }];
    case 'data-unobtainable':
      return refusal.keys.map((key) => ({
        code: 'incomplete',
        text: `Required patient data could not be obtained: ${key}.`,
        expression: `prefetch.${key}`,
        diagnostics: refusal.text,
      }));
    case 'too-large':
      return [{ code: 'too-long', text: `The body is larger than ${refusal.limitBytes} bytes.` }];
    case 'wrong-media-type':
      return [{ code: 'not-supported', text: refusal.text }];
    case 'not-evaluable':
      return [{ code: 'business-rule', text: refusal.text }];
    case 'too-many-requests':
      return [{ code: 'throttled', text: 'Too many requests from this client.' }];
    case 'unavailable':
      return [{ code: 'transient', text: refusal.text }];
    case 'failed':
      return [{ code: 'exception', text: 'The service failed to answer. The failure was logged.' }];
  }
}

/** The FHIR OperationOutcome of a refusal; `requestId` ties it to the log. */
export function operationOutcome(refusal: Refusal, requestId: string): object {
  return {
    resourceType: 'OperationOutcome',
    id: requestId,
    issue: issuesOf(refusal).map((issue) => ({
      severity: refusal.kind === 'failed' ? 'fatal' : 'error',
      code: issue.code,
      details: { coding: [{ system: ERROR_SYSTEM, code: refusal.kind }], text: issue.text },
      ...(issue.diagnostics === undefined ? {} : { diagnostics: issue.diagnostics }),
      ...(issue.expression === undefined ? {} : { expression: [issue.expression] }),
    })),
  };
}

/** Sends an outcome. Nothing else in the service sets a status. */
export function sendOutcome(response: Response, outcome: Outcome, requestId: string): void {
  if (response.headersSent || response.destroyed) return;
  response.status(statusOf(outcome));
  const keep = outcome.kind === 'answered' || outcome.kind === 'document' ? outcome.cacheSeconds : undefined;
  response.set('Cache-Control', keep === undefined ? 'no-store' : `public, max-age=${keep}`);
  switch (outcome.kind) {
    case 'answered':
      response.type(outcome.contentType ?? 'application/json');
      response.send(JSON.stringify(outcome.body));
      return;
    case 'document':
      if (outcome.forOtherSites) response.set('Cross-Origin-Resource-Policy', 'cross-origin');
      response.type(outcome.contentType);
      response.send(outcome.content);
      return;
    case 'unauthenticated':
      response.set('WWW-Authenticate', 'Bearer');
      response.end();
      return;
    case 'wrong-method':
      response.set('Allow', outcome.allowed.join(', '));
      break;
    case 'too-many-requests':
    case 'unavailable':
      response.set('Retry-After', String(Math.max(1, Math.ceil(outcome.retryAfterSeconds))));
      break;
  }
  response.type('application/json');
  response.send(JSON.stringify(operationOutcome(outcome, requestId)));
}
