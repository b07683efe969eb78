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
