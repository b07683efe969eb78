/** What an OperationOutcome says about the completeness of the answer that carries it. */
export interface OutcomeReading {
  /** Something was withheld, cut or failed: the answer is not the whole record. */
  readonly incomplete: boolean;
  /** An error or fatal issue that is not "nothing found". */
  readonly error: boolean;
}

/**
 * Issue types (https://hl7.org/fhir/R4/valueset-issue-type.html) that mean, even as a warning, that data is missing.
 * Remarks on parameters (`invalid`, `value`, `not-supported`, `processing` ...) as warnings do not: a server that
 * ignores a parameter sends more, not less.
 */
const WITHHELD = new Set([
  'incomplete',
  'suppressed',
  'too-costly',
  'throttled',
  'timeout',
  'transient',
  'lock-error',
  'no-store',
  'exception',
  'security',
  'login',
  'unknown',
  'expired',
  'forbidden',
]);

/** Epic's "This response ... may not contain the entire record available in the system". */
const NOT_ENTIRE_RECORD = '4119';

interface Issue {
  severity?: unknown;
  code?: unknown;
  diagnostics?: unknown;
  details?: { text?: unknown; coding?: unknown };
}

/** Is the value an OperationOutcome resource? */
export function isOperationOutcome(value: unknown): boolean {
  return (value as { resourceType?: unknown } | null | undefined)?.resourceType === 'OperationOutcome';
}

function readIssue(issue: Issue | null): OutcomeReading {
  const code = typeof issue?.code === 'string' ? issue.code : '';
  const severe = issue?.severity === 'error' || issue?.severity === 'fatal';
  const coding = Array.isArray(issue?.details?.coding) ? (issue.details.coding as { code?: unknown }[]) : [];
  const text = [issue?.diagnostics, issue?.details?.text]
    .filter((part) => typeof part === 'string')
    .join(' ');
  if (
    coding.some((one) => one?.code === NOT_ENTIRE_RECORD) ||
    /may not contain the entire record/i.test(text)
  ) {
    return { incomplete: true, error: false };
  }
  // "No results" comes as an issue too (Epic 4101, code not-found), at any severity.
  if (code === 'not-found') return { incomplete: false, error: false };
  return { incomplete: severe || WITHHELD.has(code), error: severe };
}

/** Reads all issues of an OperationOutcome that stands in a searchset. */
export function readOperationOutcome(value: unknown): OutcomeReading {
  const issues = (value as { issue?: unknown }).issue;
  const readings = (Array.isArray(issues) ? issues : []).map((issue) => readIssue(issue as Issue | null));
  return {
    incomplete: readings.some((reading) => reading.incomplete),
    error: readings.some((reading) => reading.error),
  };
}
