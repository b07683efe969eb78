import { type Config, ConfigError, readConfig } from './config.ts';
import { knowledgeInForce } from './decision/knowledge.ts';
import type { ThresholdOverrides } from './decision/parameters.ts';
import { overdueSentence } from './decision/overdue.ts';
import { parseSiteValues } from './decision/site-values.ts';
import { FhirConnections } from './fhir/connections.ts';
import { isBadAddress } from './store/open.ts';
import { StoreError } from './store/store.ts';
import { createPages } from './review/pages.ts';
import { calendarDay } from './service/hook-answer.ts';
import { createLogger, errorFacts, type Logger, standardOutput } from './service/log.ts';
import { openRooms } from './service/open-rooms.ts';
import { start, type Started } from './service/start.ts';
import { stopWithNpm } from './stop-with-npm.ts';

/** Exit status of sysexits.h. */
const EXIT = { usage: 64, unavailable: 69, software: 70, config: 78 } as const;

const USAGE = `Usage: npm start [-- --check-config]

  --check-config   check the configuration and the files it names, then stop (0: usable, 78: not)
`;

/** `npm start`: runs the service until SIGTERM or SIGINT. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const unknown = args.filter((argument) => argument !== '--check-config');
  if (unknown.length > 0) return leave(unknown.includes('--help') ? 0 : EXIT.usage, USAGE);
  let config: Config;
  try {
    config = readConfig(env);
    if (args.includes('--check-config')) {
      const connections = new FhirConnections();
      openRooms(config, connections);
      await connections.close();
      return leave(0, `${effective(config).join('\n')}\nThe configuration can be used.\n`);
    }
  } catch (error) {
    if (error instanceof ConfigError) return leave(EXIT.config, faultsText(error));
    throw error;
  }
  const log = createLogger(config.logLevel, standardOutput());
  let started: Started;
  try {
    started = await start(config, {
      log,
      processMetrics: true,
      pages: await createPages({ knowledge: () => knowledgeInForce(thresholdsOf(config)) }),
    });
  } catch (error) {
    if (error instanceof ConfigError) return leave(EXIT.config, faultsText(error));
    if (error instanceof StoreError) {
      return leave(
        isBadAddress(config.databaseUrl, error) ? EXIT.config : EXIT.unavailable,
        `nelm-cds: DATABASE_URL names a database that cannot be used (${error.code})\n`,
      );
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      return leave(
        EXIT.unavailable,
        `nelm-cds: HOST and PORT name an address that cannot be used (${code})\n`,
      );
    }
    throw error;
  }
  warn(config, started, log);
  log.info({ address: started.address, publicBaseUrl: started.publicBaseUrl }, 'listening');
  stopOnSignals(started, log);
  stopWithNpm(env);
}

/** What the site changes; the service has refused a file that cannot be used before this is asked. */
function thresholdsOf({ thresholds }: Config): ThresholdOverrides {
  return thresholds === undefined ? {} : parseSiteValues(thresholds).thresholds;
}

function leave(status: number, text: string): void {
  (status === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = status;
}

function faultsText(error: ConfigError): string {
  return error.faults.map((fault) => `nelm-cds: ${fault}\n`).join('');
}

/** What the service would run with; secrets and the database's address only as being set. */
function effective(config: Config): readonly string[] {
  return [
    `mode: ${config.clients ? `${config.clients.length} clients` : 'development (no client token is asked)'}`,
    `listen: ${config.host} port ${config.port}`,
    `public base URL: ${config.publicBaseUrl ?? 'as it listens'}`,
    `database: ${config.databaseUrl.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL'}`,
    `link secret: ${config.linkSecretGiven ? 'set' : 'random for each process'}`,
    `CORS origins: ${config.corsOrigins === '*' ? 'all' : config.corsOrigins.join(' ') || 'none'}`,
    `thresholds: ${config.thresholds === undefined ? 'built in' : 'file'}, codes: ${config.codes === undefined ? 'built in' : 'built in and file'}`,
    `strict: ${config.strict}`,
  ];
}

function warn(config: Config, started: Started, log: Logger): void {
  const overdue = overdueSentence(calendarDay(new Date()));
  if (overdue !== undefined) log.warn(overdue);
  if (!config.clients) {
    log.warn('development mode: no client token is asked and FHIR servers are on loopback only');
    if (!/^(?:127\.|localhost$|::1$)/.test(config.host)) {
      log.warn('development mode on an address that others can reach: anybody may call the service');
    }
  }
  if (!config.linkSecretGiven)
    log.warn('LINK_SECRET is not set: links to review pages end with this process');
  else if (config.linkSecret.length < 32)
    log.warn('LINK_SECRET is short: 32 random characters or more are advised');
  const url = new URL(started.publicBaseUrl);
  if (
    config.production &&
    url.protocol === 'http:' &&
    url.hostname !== '127.0.0.1' &&
    url.hostname !== 'localhost'
  ) {
    log.warn('PUBLIC_BASE_URL is not https: CDS clients are to be served over TLS only');
  }
}

function stopOnSignals(started: Started, log: Logger): void {
  let leaving = false;
  const stop = (status: number) => {
    if (leaving) return;
    leaving = true;
    started.stop().then(
      () => {
        log.info('stopped');
        exitSoon(status);
      },
      (error: unknown) => {
        log.error(errorFacts(error), 'stopping failed');
        exitSoon(EXIT.software);
      },
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  // A rejection that nobody handles is a fault of this program, yet no reason to fail every other request.
  process.on('unhandledRejection', (reason) => log.error(errorFacts(reason), 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal(errorFacts(error), 'uncaught exception');
    stop(EXIT.software);
  });
}

/** Lets the last log lines out, and leaves in any case: nobody may be reading them. */
function exitSoon(status: number): void {
  process.exitCode = status;
  setTimeout(() => process.exit(status), 1000).unref();
}
