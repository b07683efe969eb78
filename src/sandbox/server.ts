/** Starts the sandbox server on a port, and fills it with bundles. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle } from '@medplum/fhirtypes';
import express from 'express';
import { sandboxRouter } from './app.ts';
import { SandboxRepository } from './repository.ts';

export interface SandboxOptions {
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port?: number;
  readonly basePath?: string;
  /** Asks for this bearer token. */
  readonly token?: string;
  readonly pageSize?: number;
  readonly maxPageSize?: number;
}

export interface Sandbox {
  /** `http://127.0.0.1:8090/fhir/R4` */
  readonly baseUrl: string;
  readonly repository: SandboxRepository;
  /** Puts every resource of a bundle into the store under its own id, without validation. */
  load(bundle: Bundle): Promise<void>;
  close(): Promise<void>;
}

/** Puts every resource of a bundle into the store under its own id; versions and dates of change as given. */
export async function loadBundle(repository: SandboxRepository, bundle: Bundle): Promise<void> {
  await repository.withSeeding(async () => {
    for (const { resource } of bundle.entry ?? []) {
      if (resource?.id) await repository.createResource(resource, { assignedId: true }, true);
    }
  });
}

/**
 * Starts a sandbox FHIR R4 server (127.0.0.1, base path `/fhir/R4`).
 * Rejects with the error of `listen` (`EADDRINUSE` when the port is busy).
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const basePath = options.basePath ?? '/fhir/R4';
  const repository = new SandboxRepository();
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  let baseUrl = '';
  app.use(
    basePath,
    sandboxRouter(repository, {
      baseUrl: () => baseUrl,
      pageSize: options.pageSize ?? 50,
      maxPageSize: options.maxPageSize ?? 200,
      ...(options.token === undefined ? {} : { token: options.token }),
    }),
  );
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(options.port ?? 8090, host, (fault?: Error) => {
      if (fault) reject(fault);
      else resolve(listening);
    });
  });
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}${basePath}`;
  return {
    baseUrl,
    repository,
    load: (bundle) => loadBundle(repository, bundle),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((fault) => (fault ? reject(fault) : resolve()));
        server.closeAllConnections();
      }),
  };
}
