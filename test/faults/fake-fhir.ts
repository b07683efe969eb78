import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as it arrived on the wire. */
export interface Arrival {
  readonly origin: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly at: number;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;

/** A FHIR server on a real socket whose every answer can be scripted by resource type. */
export interface FakeFhir {
  readonly origin: string;
  readonly base: string;
  readonly arrivals: Arrival[];
  /** Connections that were opened. */
  readonly connections: () => number;
  /** Scripts the answers for a type (`Observation`, `metadata`); undefined puts the plain answer back. */
  on(type: string, handler: Handler | undefined): void;
  /** Scripts all answers. */
  onAll(handler: Handler | undefined): void;
  close(): Promise<void>;
}

interface Res {
  resourceType: string;
  id: string;
}

export const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(JSON.stringify(body));
};

export const searchset = (resources: readonly unknown[], more: Record<string, unknown> = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(resources.length === 0
    ? {}
    : { entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })) }),
  ...more,
});

/** Starts a server that holds the resources; searches answer all of a type, reads by id. */
export async function startFhir(resources: readonly Res[] = [], root = '/fhir'): Promise<FakeFhir> {
  const handlers = new Map<string, Handler>();
  const arrivals: Arrival[] = [];
  let all: Handler | undefined;
  let opened = 0;
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    arrivals.push({
      origin,
      path: request.url ?? '',
      authorization: request.headers.authorization,
      at: performance.now(),
    });
    const [type = '', id] = url.pathname.slice(root.length + 1).split('/');
    const handler = all ?? handlers.get(type);
    if (handler !== undefined) {
      void handler(request, response, url);
      return;
    }
    if (id !== undefined) {
      const found = resources.find((one) => one.resourceType === type && one.id === id);
      json(response, found === undefined ? 404 : 200, found ?? { resourceType: 'OperationOutcome' });
      return;
    }
    json(response, 200, searchset(resources.filter((one) => one.resourceType === type)));
  });
  server.on('connection', (socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    base: `${origin}${root}`,
    arrivals,
    connections: () => opened,
    on: (type, handler) => {
      if (handler === undefined) handlers.delete(type);
      else handlers.set(type, handler);
    },
    onAll: (handler) => {
      all = handler;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
