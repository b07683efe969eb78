import { createHash } from 'node:crypto';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { isUuid } from './hook-requests.ts';

export type { Logger } from 'pino';

/**
 * JSON lines without patient data: only what this service itself made up or was configured with is logged (never
 * a body, a query, a header, a URL or the message of an error that may quote them). The redaction is a second
 * line of defence, for members that a later change might add.
 */
export function createLogger(level: string, output?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'nelm-cds' },
    timestamp: stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'body',
        'headers',
        'req',
        'res',
        'token',
        'access_token',
        'authorization',
        'url',
        'patientId',
        'userId',
        'subject',
        '*.body',
        '*.headers',
        '*.token',
        '*.access_token',
        '*.authorization',
        '*.patientId',
        '*.userId',
        '*.subject',
      ],
      censor: '[removed]',
    },
  };
  return output ? pino(options, output) : pino(options);
}

/** Kept for a reader of the log that does not keep up; what is more is dropped rather than requests held up. */
const LOG_BUFFER_BYTES = 4 * 1024 * 1024;

/** Standard output, written without waiting: a full pipe must not stop the service. */
export function standardOutput(): DestinationStream {
  return destination({ dest: 1, sync: false, maxLength: LOG_BUFFER_BYTES });
}

/**
 * What is told about an error: its class, its code and where it was thrown. Messages are left out, because those
 * of parsers, databases and FHIR libraries quote their input.
 */
export function errorFacts(error: unknown): { error: string; code?: string; at?: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // The frames come after the message, which may hold lines that look like frames.
  const stack = error.stack ?? '';
  const at = stack
    .slice(
      stack.startsWith(`${error.name}: ${error.message}`) ? error.name.length + error.message.length + 2 : 0,
    )
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { error: error.name, ...(code === undefined ? {} : { code }), at };
}

/** The hookInstance as the log carries it: as sent when it is a UUID, else a digest (it could be anything). */
export function correlation(hookInstance: string): string {
  if (isUuid(hookInstance)) return hookInstance.toLowerCase();
  return `sha256:${createHash('sha256').update(hookInstance).digest('hex').slice(0, 16)}`;
}
