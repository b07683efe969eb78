import { z } from 'zod';
import { FeedbackSchema } from './feedback.ts';
import { type HookName, requestSchema } from './hook-requests.ts';
import type { Route } from './routes.ts';
import { SERVICES } from './services.ts';
import { CardsSchema, DiscoverySchema, EvaluationSchema, OperationOutcomeSchema } from './wire-schemas.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'Malformed JSON, or not of the form asked for: one issue per fault, with its path',
  401: 'No client token, or none that is good (the same answer for every cause, without a body)',
  403: 'The FHIR server is not on the list of this client',
  404: 'Not found',
  412: 'Data the answer needs is neither prefetched nor obtainable; names the prefetch keys',
  413: 'The body is over the limit',
  415: 'Not JSON in UTF-8',
  422: 'The Bundle holds no Patient, or several',
  429: 'Too many requests from this client; see Retry-After',
  500: 'The service failed',
  503: 'Shutting down, busy, or the store does not answer; see Retry-After',
};

/** Served by a router of its own, not by the table of routes. */
const REVIEW_PAGE = {
  '/review/{id}': {
    get: {
      operationId: 'reviewPage',
      summary: 'The tumour-board page of one evaluation',
      description: 'The address is in the links of cards: signed, expiring, bound to one evaluation.',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'token', in: 'query', required: true, schema: { type: 'string' } },
      ],
      responses: {
        '200': { description: 'The page', content: { 'text/html': {} } },
        '403': { description: 'The token is not good or has expired' },
        '404': { description: 'The evaluation is not kept any more' },
      },
    },
  },
};

/** JSON Schema of what is accepted, made from the schema that checks it. */
function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  });
  return rest;
}

function components(strict: boolean): Readonly<Record<string, JsonSchema>> {
  return {
    ...Object.fromEntries(
      SERVICES.map(({ hook }) => [
        `Request-${hook}`,
        schemaOf(requestSchema(hook satisfies HookName, strict)),
      ]),
    ),
    Feedback: schemaOf(FeedbackSchema),
    FeedbackAnswer: { type: 'object', properties: { received: { type: 'integer' } }, required: ['received'] },
    Bundle: {
      type: 'object',
      description: 'A FHIR R4 Bundle with the data of one patient',
      properties: { resourceType: { const: 'Bundle' } },
      required: ['resourceType'],
    },
    Discovery: schemaOf(DiscoverySchema),
    Cards: schemaOf(CardsSchema),
    Evaluation: schemaOf(EvaluationSchema),
    OperationOutcome: schemaOf(OperationOutcomeSchema),
  };
}

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(
  routes: readonly Route[],
  options: { readonly publicBaseUrl: string; readonly strict: boolean; readonly authenticated: boolean },
): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, options.authenticated) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'nelm-cds',
      version: '1',
      description:
        'CDS Hooks service for patients with liver metastases of neuroendocrine neoplasms. Decision support for ' +
        'clinicians; not reviewed by a clinical authority.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.publicBaseUrl }],
    paths: { ...paths, ...REVIEW_PAGE },
    components: {
      schemas: components(options.strict),
      securitySchemes: {
        cdsClient: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'Signed by the CDS client with ES384 or RS384; aud is the URL called, jti is used once.',
        },
      },
    },
  };
}

function operationOf(route: Route, authenticated: boolean): object {
  const { operation } = route;
  const statuses = new Set([
    ...(operation.refusals ?? []),
    ...(route.access === 'client' && authenticated ? [401] : []),
    ...(route.always ? [] : [429, 503]),
    500,
  ]);
  const content = operation.response.schema
    ? { schema: { $ref: `#/components/schemas/${operation.response.schema}` } }
    : {};
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    ...(operation.parameters === undefined
      ? {}
      : {
          parameters: operation.parameters.map((parameter) => ({
            ...parameter,
            ...(parameter.in === 'path' ? { required: true } : {}),
          })),
        }),
    ...(operation.request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              ['application/json', 'application/fhir+json'].map((type) => [
                type,
                { schema: { $ref: `#/components/schemas/${operation.request}` } },
              ]),
            ),
          },
        }),
    ...(route.access === 'client' && authenticated ? { security: [{ cdsClient: [] }] } : {}),
    responses: Object.fromEntries([
      [
        '200',
        {
          description: operation.response.description,
          content: { [operation.response.contentType]: content },
        },
      ],
      ...[...statuses]
        .sort((a, b) => a - b)
        .map((status) => [String(status), refusalResponse(status)] as const),
    ]),
  };
}

function refusalResponse(status: number): object {
  const description = REFUSALS[status] ?? 'Refused';
  if (status === 401) return { description };
  return {
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/OperationOutcome' } } },
  };
}
