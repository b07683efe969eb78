import { createHash } from 'node:crypto';
import { type DestinationStream, type Logger, pino } from 'pino';
import { isUuid } from './hook-requests.ts';

export type { Logger } from 'pino';

/**
 * JSON lines without patient data: only what this service itself made up or was configured with is logged (never
 * a body, a query, a header, a URL or the message of an error that may quote them). The redaction is a second
 * line of defence, for members that a later change might add.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'nelm-cds' },
    timestamp: pino.stdTimeFunctions.isoTime,
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
  return destination ? pino(options, destination) : pino(options);
}

/**
 * What is told about an error: its class, its code and where it was thrown. Messages are left out, because those
 * of parsers, databases and FHIR libraries quote their input.
 */
export function errorFacts(error: unknown): { error: string; code?: string; at?: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = (error.stack ?? '')
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
