/** The service as the demo runs it: development mode, nothing kept on disk, a quiet log. */
import { readConfig } from '../config.ts';
import { createPages } from '../review/pages.ts';
import { createLogger } from '../service/log.ts';
import { start } from '../service/start.ts';

export interface DemoService {
  /** Base of the service, without a slash at the end. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** What production needs and the demo must not have: client tokens would lock its own EHR out. */
const NOT_IN_DEMO = ['NODE_ENV', 'CLIENTS_FILE'];

/**
 * Starts the service with the environment of the demo, with all pages; the demo page shows the patients of the FHIR
 * server. Rejects with the error of `listen` when the port is taken.
 */
export async function startDemoService(
  env: Readonly<Record<string, string | undefined>>,
  fhirBase: string,
): Promise<DemoService> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== undefined && !NOT_IN_DEMO.includes(name)),
  );
  const config = readConfig({ DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'error', ...given });
  const started = await start(config, {
    log: createLogger(config.logLevel),
    pages: await createPages({ demo: { fhirBase } }),
  });
  return { baseUrl: started.publicBaseUrl, close: () => started.stop() };
}
