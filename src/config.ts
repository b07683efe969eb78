import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ClientsFileSchema, type RegisteredClient } from './service/clients.ts';
import { memberPath } from './service/member-path.ts';

/** Settings that cannot be used: exit status 78 (EX_CONFIG of sysexits.h). One line each, without the value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash; undefined: `http://HOST:PORT` of the socket that is opened. */
  readonly publicBaseUrl: string | undefined;
  readonly databaseUrl: string;
  /** Undefined: development mode, no client token asked, FHIR servers on loopback only. */
  readonly clients: readonly RegisteredClient[] | undefined;
  readonly linkSecret: string;
  readonly linkSecretGiven: boolean;
  readonly corsOrigins: '*' | readonly string[];
  readonly bodyLimitBytes: number;
  readonly fhirTimeoutMs: number;
  readonly fhirBudgetMs: number;
  readonly fhirMaxPages: number;
  readonly fhirMaxResources: number;
  /** Parsed JSON of the file; undefined when none is named. */
  readonly thresholds: unknown;
  readonly codes: unknown;
  readonly strict: boolean;
  readonly reviewTtlHours: number;
  readonly suppressDays: number;
  readonly rateLimitPerMinute: number;
  readonly logLevel: string;
  readonly auditRetentionDays: number;
  readonly feedbackRetentionDays: number;
}

const number = (text: string) => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN);

function whole(minimum: number, maximum: number) {
  return z
    .string()
    .transform(number)
    .refine((value) => Number.isInteger(value) && value >= minimum && value <= maximum, {
      error: `must be a whole number from ${minimum} to ${maximum}`,
    });
}

function fraction(minimum: number, exclusive: boolean, maximum: number) {
  return z
    .string()
    .transform(number)
    .refine((value) => value <= maximum && (exclusive ? value > minimum : value >= minimum), {
      error: `must be a number ${exclusive ? 'above' : 'from'} ${minimum}${exclusive ? ',' : ''} up to ${maximum}`,
    });
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

const byteSize = z
  .string()
  .transform((text) => {
    const match = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?$/i.exec(text);
    return match ? Math.floor(Number(match[1]) * (UNITS[match[2]?.toLowerCase() ?? ''] ?? Number.NaN)) : 0;
  })
  .refine((bytes) => bytes >= 1 && bytes <= 1024 ** 3, {
    error: 'must be a size such as 10mb (at most 1gb)',
  });

const baseUrl = z
  .string()
  .refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const url = new URL(text);
      const plain = url.username === '' && url.password === '' && !/[?#]/.test(text);
      return plain && (url.protocol === 'https:' || url.protocol === 'http:');
    },
    { error: 'must be an absolute http or https URL without user, query and fragment' },
  )
  .transform((text) => {
    const url = new URL(text);
    return url.origin + url.pathname.replace(/\/+$/, '');
  });

const origins = z.string().transform((text, context) => {
  if (text.trim() === '*') return '*' as const;
  const list = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (list.every((part) => URL.canParse(part) && new URL(part).origin === part)) return list;
  context.addIssue({
    code: 'custom',
    message: 'must be * or origins such as https://ehr.example, with commas',
  });
  return z.NEVER;
});

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, { error: 'must be a host name or address' })
    .default('127.0.0.1'),
  PORT: whole(0, 65_535).default(3000),
  PUBLIC_BASE_URL: baseUrl.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(?:sqlite:.+|postgres(?:ql)?:\/\/.+)$/, { error: 'must begin with sqlite: or postgres://' })
    .default('sqlite:./data/nelm-cds.db'),
  CLIENTS_FILE: z.string().optional(),
  LINK_SECRET: z.string().optional(),
  CORS_ORIGINS: origins.optional(),
  BODY_LIMIT: byteSize.default(10 * 1024 ** 2),
  FHIR_TIMEOUT_MS: whole(1, 120_000).default(2000),
  FHIR_BUDGET_MS: whole(1, 120_000).default(5000),
  FHIR_MAX_PAGES: whole(1, 1000).default(20),
  FHIR_MAX_RESOURCES: whole(1, 100_000).default(5000),
  THRESHOLDS_FILE: z.string().optional(),
  CODES_FILE: z.string().optional(),
  STRICT: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false', '1', '0'], { error: 'must be true or false' }))
    .transform((text) => text === 'true' || text === '1')
    .default(false),
  REVIEW_TTL_HOURS: fraction(0, true, 8760).default(24),
  SUPPRESS_DAYS: fraction(0, false, 3650).default(90),
  RATE_LIMIT_PER_MINUTE: whole(0, 10_000_000).default(6000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  AUDIT_RETENTION_DAYS: fraction(0, false, 36_500).default(365),
  FEEDBACK_RETENTION_DAYS: fraction(0, false, 36_500).default(2190),
});

/** Names of the variables that are read, for documentation and `--check-config`. */
export const CONFIG_VARIABLES = Object.keys(Environment.shape);

/**
 * Reads the configuration from environment variables and the files they name. An empty variable counts as not
 * set. Throws a ConfigError that names each variable at fault; no value is ever part of it.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    CONFIG_VARIABLES.flatMap((name) => {
      const value = env[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = Environment.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const production = given.NODE_ENV === 'production';
  const clients = readClients(given.CLIENTS_FILE, faults);
  const thresholds = readJson('THRESHOLDS_FILE', given.THRESHOLDS_FILE, faults);
  const codes = readJson('CODES_FILE', given.CODES_FILE, faults);
  if (production && given.CLIENTS_FILE === undefined) {
    faults.push('CLIENTS_FILE must name the file of client profiles when NODE_ENV is production');
  }
  if (production && given.LINK_SECRET === undefined) {
    faults.push('LINK_SECRET must be set when NODE_ENV is production');
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const values = parsed.data;
  return {
    production,
    host: values.HOST,
    port: values.PORT,
    publicBaseUrl: values.PUBLIC_BASE_URL,
    databaseUrl: values.DATABASE_URL,
    clients,
    linkSecret: values.LINK_SECRET ?? randomBytes(32).toString('base64url'),
    linkSecretGiven: values.LINK_SECRET !== undefined,
    corsOrigins: values.CORS_ORIGINS ?? (production ? [] : '*'),
    bodyLimitBytes: values.BODY_LIMIT,
    fhirTimeoutMs: values.FHIR_TIMEOUT_MS,
    fhirBudgetMs: values.FHIR_BUDGET_MS,
    fhirMaxPages: values.FHIR_MAX_PAGES,
    fhirMaxResources: values.FHIR_MAX_RESOURCES,
    thresholds,
    codes,
    strict: values.STRICT,
    reviewTtlHours: values.REVIEW_TTL_HOURS,
    suppressDays: values.SUPPRESS_DAYS,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    logLevel: values.LOG_LEVEL,
    auditRetentionDays: values.AUDIT_RETENTION_DAYS,
    feedbackRetentionDays: values.FEEDBACK_RETENTION_DAYS,
  };
}

function readJson(variable: string, path: string | undefined, faults: string[]): unknown {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    faults.push(`${variable} names a file that cannot be read`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    faults.push(`${variable} names a file that is not JSON`);
    return undefined;
  }
}

function readClients(path: string | undefined, faults: string[]): readonly RegisteredClient[] | undefined {
  const json = readJson('CLIENTS_FILE', path, faults);
  if (json === undefined) return undefined;
  const parsed = ClientsFileSchema.safeParse(json);
  if (parsed.success) return parsed.data.clients;
  for (const issue of parsed.error.issues) {
    faults.push(`CLIENTS_FILE ${memberPath(issue.path)}: ${withoutValue(issue)}`);
  }
  return undefined;
}

function withoutValue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'has members that are not known';
  return issue.message;
}
