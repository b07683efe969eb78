import { randomUUID } from 'node:crypto';
import express, {
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import helmet from 'helmet';
import { sendOutcome, statusOf } from './answer.ts';
import { ConnectionLostError, readJsonBody } from './body.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import { type Client, DEVELOPMENT_CLIENT } from './clients.ts';
import { cors } from './cors.ts';
import type { Lifecycle } from './lifecycle.ts';
import { errorFacts, type Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outcome } from './outcome.ts';
import type { RateLimit } from './rate-limit.ts';
import { type Exchange, expressPath, type Route } from './routes.ts';

/** All that the HTTP side needs; what the answers are is in the routes. */
export interface AppDeps {
  readonly routes: readonly Route[];
  /** Without a trailing slash; may carry a path prefix. Never taken from a request. */
  readonly publicBaseUrl: string;
  /** Absent: development mode, nobody is asked for a token. */
  readonly authentication?: ClientAuthentication;
  readonly corsOrigins: '*' | readonly string[];
  readonly bodyLimitBytes: number;
  readonly rateLimit: RateLimit;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** The review pages, mounted under `/review`. */
  readonly reviewRouter?: Router;
  /** Pages for people at addresses of their own or beside the JSON of a route; asked before the routes. */
  readonly pagesRouter?: Router;
}

/** What the log line of a request is made of. */
type Notes = Record<string, string | number | boolean>;

/** The Express application. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', false);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.use(withoutPrefix(new URL(deps.publicBaseUrl).pathname));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
    }),
  );
  app.use(cors(deps.corsOrigins));
  if (deps.pagesRouter) app.use(deps.pagesRouter);
  for (const route of deps.routes) {
    app[route.method](expressPath(route.path), serve(deps, route));
  }
  for (const [path, allowed] of methodsByPath(deps.routes)) {
    app.all(expressPath(path), refuseMethod(deps, allowed));
  }
  if (deps.reviewRouter) app.use('/review', deps.reviewRouter);
  app.use((request, response) => {
    finish(deps, request, response, 'none', randomUUID(), {
      kind: 'not-found',
      text: 'There is nothing here.',
    });
  });
  app.use(((error, request, response, _next) => {
    // Express itself refuses undecodable paths; everything else that comes here is a fault of this program.
    const clientFault = error instanceof URIError || (error as { status?: unknown })?.status === 400;
    if (!clientFault) deps.log.error(errorFacts(error), 'request failed');
    const outcome: Outcome = clientFault
      ? { kind: 'not-found', text: 'There is nothing here.' }
      : { kind: 'failed' };
    finish(deps, request, response, 'none', randomUUID(), outcome);
  }) satisfies express.ErrorRequestHandler);
  return app;
}

/** Behind a proxy that leaves its path prefix on, requests are read as if it were not there. */
function withoutPrefix(pathname: string): RequestHandler {
  const prefix = pathname.replace(/\/+$/, '');
  return (request, _response, next) => {
    if (prefix !== '' && (request.url === prefix || request.url.startsWith(`${prefix}/`))) {
      request.url = request.url.slice(prefix.length) || '/';
    }
    next();
  };
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const route of routes) {
    const methods = route.method === 'get' ? ['GET', 'HEAD'] : ['POST'];
    paths.set(route.path, [...(paths.get(route.path) ?? []), ...methods]);
  }
  return paths;
}

function refuseMethod(deps: AppDeps, allowed: readonly string[]): RequestHandler {
  return (request, response) => {
    if (request.method === 'OPTIONS') {
      response
        .set('Allow', [...allowed, 'OPTIONS'].join(', '))
        .status(204)
        .end();
      return;
    }
    finish(deps, request, response, 'none', randomUUID(), { kind: 'wrong-method', allowed });
  };
}

function serve(deps: AppDeps, route: Route): RequestHandler {
  return async (request, response) => {
    const requestId = randomUUID();
    const started = performance.now();
    const notes: Notes = {};
    const aborted = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) aborted.abort();
    });
    if (!route.always) deps.lifecycle.begin();
    let outcome: Outcome;
    try {
      outcome = await answer(deps, route, { request, requestId, notes, signal: aborted.signal });
    } catch (error) {
      if (error instanceof ConnectionLostError || aborted.signal.aborted) {
        deps.log.info({ requestId, route: route.path, outcome: 'hung-up' }, 'the client hung up');
        response.destroy();
        return;
      }
      deps.log.error({ requestId, route: route.path, ...errorFacts(error) }, 'request failed');
      outcome = { kind: 'failed' };
    } finally {
      if (!route.always) deps.lifecycle.end();
    }
    finish(deps, request, response, route.path, requestId, outcome, started, notes);
  };
}

interface Call {
  readonly request: Request;
  readonly requestId: string;
  readonly notes: Notes;
  readonly signal: AbortSignal;
}

/** Admission, token, rate, body, and then the handler: cheap refusals come first. */
async function answer(deps: AppDeps, route: Route, call: Call): Promise<Outcome> {
  const { request } = call;
  const params = request.params as Record<string, string>;
  if (!route.always) {
    if (deps.lifecycle.draining) {
      return { kind: 'unavailable', text: 'The service is shutting down.', retryAfterSeconds: 5 };
    }
    if (!deps.lifecycle.hasRoom) {
      return { kind: 'unavailable', text: 'The service is busy.', retryAfterSeconds: 1 };
    }
  }
  let client: Client = DEVELOPMENT_CLIENT;
  let caller = `address ${request.socket.remoteAddress ?? ''}`;
  if (route.access === 'client' && deps.authentication) {
    const paths = route.audiencePaths?.(params) ?? [request.path.replace(/\/+$/, '')];
    const checked = await deps.authentication.authenticate(
      request.headersDistinct.authorization ?? [],
      paths.map((path) => `${deps.publicBaseUrl}${path}`),
    );
    if (checked.kind === 'refused') {
      deps.metrics.refusedTokens.inc({ reason: checked.reason });
      call.notes.refusedToken = checked.reason;
      return { kind: 'unauthenticated', reason: checked.reason };
    }
    if (checked.kind === 'undecided') {
      deps.metrics.storeErrors.inc({ operation: 'rememberToken' });
      return { kind: 'unavailable', text: 'The service cannot check tokens now.', retryAfterSeconds: 5 };
    }
    client = checked.client;
    caller = `issuer ${client.issuer} ${client.tenant ?? ''}`;
    call.notes.issuer = client.issuer;
  }
  if (!route.always) {
    const wait = deps.rateLimit.take(caller);
    if (wait !== undefined) return { kind: 'too-many-requests', retryAfterSeconds: wait };
  }
  let body: unknown;
  if (route.method === 'post') {
    const read = await readJsonBody(request, deps.bodyLimitBytes);
    if ('kind' in read) return read;
    body = read.value;
  }
  const exchange: Exchange = {
    requestId: call.requestId,
    params,
    query: request.query as Record<string, unknown>,
    body,
    client,
    signal: call.signal,
    note: (fields) => Object.assign(call.notes, fields),
  };
  return route.handle(exchange);
}

function finish(
  deps: AppDeps,
  request: Request,
  response: Response,
  route: string,
  requestId: string,
  outcome: Outcome,
  started = performance.now(),
  notes: Notes = {},
): void {
  const status = statusOf(outcome);
  const seconds = (performance.now() - started) / 1000;
  if (!response.headersSent) response.set('X-Request-Id', requestId);
  if (deps.lifecycle.draining) response.set('Connection', 'close');
  sendOutcome(response, outcome, requestId);
  deps.metrics.requests.observe({ route, status: String(status) }, seconds);
  deps.log[status >= 500 ? 'error' : 'info'](
    {
      requestId,
      method: request.method,
      route,
      status,
      outcome: outcome.kind,
      milliseconds: Math.round(seconds * 1000),
      ...notes,
    },
    'answered',
  );
}
