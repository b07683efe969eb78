/**
 * The sandbox FHIR R4 server over HTTP: @medplum/fhir-router for the interactions, and what it leaves out: paging
 * links, absolute URLs, form search, validation on write, CapabilityStatement, ETag and Location, a bearer token.
 * A development dependency: the service never imports it.
 * @see https://hl7.org/fhir/R4/http.html
 */
import { badRequest, getStatus, isOk, normalizeOperationOutcome, notFound } from '@medplum/core';
import type { FhirRequest, HttpMethod } from '@medplum/fhir-router';
import { FhirRouter } from '@medplum/fhir-router';
import type { Bundle, OperationOutcome, OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import type { ErrorRequestHandler, Request, Response } from 'express';
import express from 'express';
import { capabilityStatement } from './capability.ts';
import type { SandboxRepository } from './repository.ts';
import { isSupportedType } from './search-parameters.ts';
import { danglingReferences, validationIssues } from './validation.ts';

export interface SandboxAppOptions {
  /** Absolute base of all URLs in answers, without a slash at the end. */
  readonly baseUrl: () => string;
  /** When set, every request but `/metadata` must carry `Authorization: Bearer <token>`. */
  readonly token?: string;
  /** Entries of a search page when the client asks for no number, and the most it can get. */
  readonly pageSize: number;
  readonly maxPageSize: number;
}

const FHIR_JSON = 'application/fhir+json; charset=utf-8';
const ID = /^[A-Za-z0-9.-]{1,64}$/;

const unauthorized: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'login', details: { text: 'a bearer token is needed' } }],
};

const notAllowed: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'not-supported', details: { text: 'interaction not supported' } }],
};

function unprocessable(issue: OperationOutcomeIssue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue };
}

function send(res: Response, status: number, body: object): void {
  res.status(status).set('Content-Type', FHIR_JSON).send(JSON.stringify(body));
}

/** The router of `[base]`; mount it at the path of the base URL. */
export function sandboxRouter(repository: SandboxRepository, options: SandboxAppOptions): express.Router {
  const fhir = new FhirRouter();
  const router = express.Router();

  router.use((_req, res, next) => {
    // Browser clients (the demo page) call the sandbox from another port.
    res.set({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept, If-None-Exist, If-Match, Prefer',
      'Access-Control-Expose-Headers': 'ETag, Location, Content-Location',
      'Cache-Control': 'no-store',
    });
    next();
  });
  router.options('/{*path}', (_req, res) => {
    res.status(204).end();
  });
  router.get('/metadata', (_req, res) =>
    send(res, 200, capabilityStatement(options.baseUrl(), options.token !== undefined)),
  );
  router.use((req, res, next) => {
    if (options.token === undefined || req.get('authorization') === `Bearer ${options.token}`) next();
    else send(res.set('WWW-Authenticate', 'Bearer'), 401, unauthorized);
  });
  router.use(express.json({ type: ['application/fhir+json', 'application/json'], limit: '20mb' }));
  router.use(express.urlencoded({ extended: false, limit: '1mb' }));

  router.get('/:type', (req, res) =>
    search(req, res, new URL(req.originalUrl, 'http://sandbox').searchParams),
  );
  router.post('/:type/_search', (req, res) => {
    const parameters = new URL(req.originalUrl, 'http://sandbox').searchParams;
    for (const [name, value] of Object.entries((req.body ?? {}) as Record<string, string | string[]>)) {
      for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, one);
    }
    return search(req, res, parameters);
  });
  router.post('/', (req, res) => write(req, res, '', bundleIssues(req.body)));
  router.post('/:type', (req, res) => write(req, res, `${req.params.type}`, resourceIssues(req.body)));
  router.put('/:type/:id', (req, res) =>
    write(req, res, `${req.params.type}/${req.params.id}`, resourceIssues(req.body)),
  );
  router.get('/:type/:id', (req, res) => handle(req, res, `${req.params.type}/${req.params.id}`));
  router.get('/:type/:id/_history', (req, res) =>
    handle(req, res, `${req.params.type}/${req.params.id}/_history`),
  );
  router.get('/:type/:id/_history/:version', (req, res) =>
    handle(req, res, `${req.params.type}/${req.params.id}/_history/${req.params.version}`),
  );
  router.delete('/:type/:id', (req, res) => handle(req, res, `${req.params.type}/${req.params.id}`));
  router.use((_req, res) => send(res, 404, notAllowed));
  const onError: ErrorRequestHandler = (fault: { status?: number }, _req, res, _next) => {
    const status = fault.status ?? 500;
    send(
      res,
      status,
      status < 500 ? badRequest('the body cannot be read') : normalizeOperationOutcome(undefined),
    );
  };
  router.use(onError);
  return router;

  function resourceIssues(body: unknown): OperationOutcomeIssue[] | undefined {
    if (typeof body !== 'object' || body === null || !('resourceType' in body)) return undefined;
    const resource = body as Resource;
    const faults = validationIssues(resource);
    return faults.length > 0 ? faults : danglingReferences(resource, (type, id) => repository.has(type, id));
  }

  /** All entries are checked before the first is written: the in-memory store cannot roll back. */
  function bundleIssues(body: unknown): OperationOutcomeIssue[] | undefined {
    const bundle = body as Partial<Bundle> | undefined;
    if (bundle?.resourceType !== 'Bundle') return undefined;
    return (bundle.entry ?? []).flatMap((entry) => (entry.resource ? validationIssues(entry.resource) : []));
  }

  async function write(
    req: Request,
    res: Response,
    path: string,
    issues: OperationOutcomeIssue[] | undefined,
  ): Promise<void> {
    if (!issues) return send(res, 400, badRequest('a resource in FHIR JSON is expected'));
    if (issues.length > 0) return send(res, 422, unprocessable(issues));
    return handle(req, res, path);
  }

  async function handle(req: Request, res: Response, path: string): Promise<void> {
    const [type, id] = path.split('/');
    if (type && !isSupportedType(type)) return send(res, 404, notFound);
    if (id !== undefined && !ID.test(id)) return send(res, 400, badRequest('not a FHIR id'));
    const body: unknown = req.body;
    // The id of a new resource is the server's to choose, whatever the client sent.
    const sent =
      req.method === 'POST' && type && typeof body === 'object' ? { ...body, id: undefined } : body;
    const request: FhirRequest = {
      method: req.method as HttpMethod,
      url: `/${path}`,
      pathname: '',
      body: sent,
      params: {},
      query: {},
      headers: req.headers,
    };
    const [outcome, resource] = await fhir.handleRequest(request, repository);
    const status = getStatus(outcome);
    if (!isOk(outcome) || !resource)
      return send(res, req.method === 'DELETE' && isOk(outcome) ? 200 : status, outcome);
    if (resource.id !== undefined && resource.resourceType !== 'Bundle') {
      const version = resource.meta?.versionId ?? '1';
      const url = `${options.baseUrl()}/${resource.resourceType}/${resource.id}/_history/${version}`;
      res.set('ETag', `W/"${version}"`);
      if (resource.meta?.lastUpdated)
        res.set('Last-Modified', new Date(resource.meta.lastUpdated).toUTCString());
      if (req.method === 'POST') res.set('Location', url);
    }
    return send(res, status, resource);
  }

  async function search(req: Request, res: Response, parameters: URLSearchParams): Promise<void> {
    const type = `${req.params.type}`;
    if (!isSupportedType(type)) return send(res, 404, notFound);
    const format = parameters.get('_format');
    if (format && !/^(application\/)?(fhir[+ ])?json$/.test(format))
      return send(res, 406, badRequest('only JSON is served'));
    parameters.delete('_format');
    parameters.delete('_pretty');
    const asked = parameters.get('_count');
    if (asked !== null && !/^\d{1,9}$/.test(asked))
      return send(res, 400, badRequest('_count is not a number'));
    const offset = parameters.get('_offset') ?? '0';
    if (!/^\d{1,9}$/.test(offset)) return send(res, 400, badRequest('_offset is not a number'));
    const counting = parameters.get('_summary') === 'count' || asked === '0';
    const count = Math.min(Number(asked ?? options.pageSize), options.maxPageSize);
    if (!counting) parameters.set('_count', String(count));
    const query = parameters.toString();
    const request: FhirRequest = {
      method: 'GET',
      url: `/${type}${query ? `?${query}` : ''}`,
      pathname: '',
      body: undefined,
      params: {},
      query: {},
    };
    const [outcome, resource] = await fhir.handleRequest(request, repository);
    if (!isOk(outcome) || resource?.resourceType !== 'Bundle') return send(res, getStatus(outcome), outcome);
    return send(res, 200, paged(resource, type, parameters, { offset: Number(offset), count, counting }));
  }

  /** The bundle with absolute full URLs and the links self, first, previous and next. */
  function paged(
    bundle: Bundle,
    type: string,
    parameters: URLSearchParams,
    page: { offset: number; count: number; counting: boolean },
  ): Bundle {
    const at = (offset: number): string => {
      const query = new URLSearchParams(parameters);
      if (offset > 0) query.set('_offset', String(offset));
      else query.delete('_offset');
      const text = query.toString();
      return `${options.baseUrl()}/${type}${text ? `?${text}` : ''}`;
    };
    const link = [{ relation: 'self', url: at(page.offset) }];
    if (!page.counting && page.offset > 0) {
      link.push({ relation: 'first', url: at(0) });
      link.push({ relation: 'previous', url: at(Math.max(0, page.offset - page.count)) });
    }
    const end = page.offset + page.count;
    if (!page.counting && end < (bundle.total ?? 0)) link.push({ relation: 'next', url: at(end) });
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      meta: { lastUpdated: new Date().toISOString() },
      ...(bundle.total === undefined ? {} : { total: bundle.total }),
      link,
      ...(bundle.entry && !page.counting
        ? {
            entry: bundle.entry.map((entry) => ({
              fullUrl: `${options.baseUrl()}/${type}/${entry.resource?.id}`,
              ...entry,
            })),
          }
        : {}),
    };
  }
}
