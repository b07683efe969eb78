import { answerHook, type HookDeps } from './hook-answer.ts';
import { evaluateBundle } from './evaluate-bundle.ts';
import { takeFeedback } from './feedback.ts';
import { RequestForm } from './hook-requests.ts';
import { iconPng } from './icon.ts';
import type { Knowledge } from './knowledge.ts';
import type { Lifecycle } from './lifecycle.ts';
import { correlation } from './log.ts';
import { openApiDocument } from './openapi.ts';
import type { Outcome } from './outcome.ts';
import type { Operation, Route } from './routes.ts';
import { discovery, SERVICES, type CdsService } from './services.ts';

export interface RouteDeps extends HookDeps {
  readonly knowledge: Knowledge;
  readonly lifecycle: Lifecycle;
  /** Prefetch templates of discovery. */
  readonly prefetch: Readonly<Record<string, string>>;
  /** False in development mode: the OpenAPI document then asks for no token. */
  readonly authenticated: boolean;
}

const JSON_TYPE = 'application/json';
const HOUR = 3600;
const FORM_REFUSALS = [400, 413, 415];

function json(description: string, schema?: string): Operation['response'] {
  return { contentType: JSON_TYPE, description, ...(schema === undefined ? {} : { schema }) };
}

/** Every route of the service, in the order of the contract. The OpenAPI document is made from the same list. */
export function routeTable(deps: RouteDeps): readonly Route[] {
  const form = new RequestForm(deps.strict);
  const routes: Route[] = [
    {
      method: 'get',
      path: '/cds-services',
      access: 'open',
      operation: {
        id: 'discovery',
        summary: 'CDS Hooks discovery',
        response: json('The services', 'Discovery'),
      },
      handle: () => ({ kind: 'answered', body: discovery(deps.prefetch), cacheSeconds: 300 }),
    },
    ...SERVICES.flatMap((service) => [hookRoute(deps, form, service), feedbackRoute(deps, service)]),
    evaluateRoute(deps),
    ...knowledgeRoutes(deps),
    ...operationRoutes(deps),
  ];
  routes.push({
    method: 'get',
    path: '/openapi.json',
    access: 'open',
    operation: { id: 'openapi', summary: 'This document', response: json('OpenAPI 3.1') },
    handle: () => ({ kind: 'answered', body: openApiDocument(routes, deps), cacheSeconds: 300 }),
  });
  return routes;
}

function hookRoute(deps: RouteDeps, form: RequestForm, service: CdsService): Route {
  return {
    method: 'post',
    path: `/cds-services/${service.id}`,
    access: 'client',
    operation: {
      id: service.id,
      summary: service.title,
      description: `Hook \`${service.hook}\`. ${service.description}`,
      request: `Request-${service.hook}`,
      response: json('The cards; an empty list when there is nothing to say', 'Cards'),
      refusals: [...FORM_REFUSALS, 403, 412],
    },
    handle: async (exchange) => {
      const started = performance.now();
      let outcome: Outcome;
      const read = form.read(service.hook, exchange.body);
      if ('faults' in read) {
        outcome = { kind: 'malformed', faults: read.faults };
      } else {
        exchange.note({ cdsService: service.id, hookInstance: correlation(read.request.hookInstance) });
        deps.metrics.lastHookCall.setToCurrentTime();
        try {
          outcome = await answerHook(deps, service, read.request, exchange);
        } catch (error) {
          deps.metrics.outcomes.inc({ service: service.id, outcome: 'failed' });
          throw error;
        }
      }
      deps.metrics.outcomes.inc({ service: service.id, outcome: outcomeClass(outcome) });
      deps.metrics.serviceLatency.observe({ service: service.id }, (performance.now() - started) / 1000);
      return outcome;
    },
  };
}

function outcomeClass(outcome: Outcome): string {
  if (outcome.kind !== 'answered') return outcome.kind;
  const body = outcome.body as { cards?: readonly unknown[] };
  return body.cards?.length ? 'cards' : 'no-cards';
}

function feedbackRoute(deps: RouteDeps, service: CdsService): Route {
  const path = `/cds-services/${service.id}/feedback`;
  return {
    method: 'post',
    path,
    access: 'client',
    // Clients differ in which of the two they name; both are this service and no other.
    audiencePaths: () => [path, `/cds-services/${service.id}`],
    operation: {
      id: `${service.id}-feedback`,
      summary: `Feedback on cards of ${service.id}`,
      description: 'Kept durably before the answer. The same item may be sent again.',
      request: 'Feedback',
      response: json('The feedback was kept', 'FeedbackAnswer'),
      refusals: FORM_REFUSALS,
    },
    handle: (exchange) => {
      exchange.note({ cdsService: service.id });
      return takeFeedback(deps, service, exchange);
    },
  };
}

function evaluateRoute(deps: RouteDeps): Route {
  return {
    method: 'post',
    path: '/evaluate',
    access: 'client',
    operation: {
      id: 'evaluate',
      summary: 'Evaluation of the FHIR Bundle of one patient',
      description: 'Collection, searchset, transaction or batch response. Nothing is kept.',
      request: 'Bundle',
      response: json('The evaluation', 'Evaluation'),
      parameters: [
        {
          name: 'date',
          in: 'query',
          description: 'Day of the evaluation; today when absent.',
          schema: { type: 'string', format: 'date' },
        },
        {
          name: 'strict',
          in: 'query',
          description: 'true: nothing is assumed absent.',
          schema: { type: 'boolean' },
        },
      ],
      refusals: [...FORM_REFUSALS, 422],
    },
    handle: (exchange) => evaluateBundle(deps, exchange),
  };
}

function knowledgeRoutes(deps: RouteDeps): readonly Route[] {
  const { knowledge } = deps;
  const path = (name: string, description: string) =>
    ({ name, in: 'path', description, schema: { type: 'string' } }) as const;
  const FHIR_TYPE = 'application/fhir+json';
  return [
    {
      method: 'get',
      path: '/knowledge',
      access: 'open',
      operation: {
        id: 'knowledge',
        summary: 'The knowledge base',
        description: 'JSON; a page for people when the client prefers HTML.',
        response: json('Facts, options, criteria, sets, alerts, work-up, evidence, citations, thresholds'),
      },
      handle: () => ({ kind: 'answered', body: knowledge.base(), cacheSeconds: 300 }),
    },
    {
      method: 'get',
      path: '/knowledge/source-attributes',
      access: 'open',
      operation: {
        id: 'sourceAttributes',
        summary: 'The source attributes of 45 CFR 170.315(b)(11)',
        response: json('The 13 attributes'),
      },
      handle: () => ({ kind: 'answered', body: knowledge.sourceAttributes(), cacheSeconds: 300 }),
    },
    {
      method: 'get',
      path: '/fhir/{type}',
      access: 'open',
      operation: {
        id: 'fhirSearch',
        summary: 'The published FHIR resources of a type',
        response: { contentType: FHIR_TYPE, description: 'A searchset Bundle' },
        parameters: [path('type', 'CodeSystem, ValueSet or Questionnaire')],
        refusals: [404],
      },
      handle: ({ params }) => {
        const found = knowledge.resources(params.type ?? '');
        if (!found) return { kind: 'not-found', text: 'No resources of this type are published.' };
        const body = {
          resourceType: 'Bundle',
          type: 'searchset',
          total: found.length,
          entry: found.map((resource) => ({
            fullUrl: `${deps.publicBaseUrl}/fhir/${resource.resourceType}/${resource.id}`,
            resource,
            search: { mode: 'match' },
          })),
        };
        return { kind: 'answered', body, contentType: FHIR_TYPE, cacheSeconds: HOUR };
      },
    },
    {
      method: 'get',
      path: '/fhir/{type}/{id}',
      access: 'open',
      operation: {
        id: 'fhirRead',
        summary: 'One published FHIR resource',
        response: { contentType: FHIR_TYPE, description: 'The resource' },
        parameters: [path('type', 'CodeSystem, ValueSet or Questionnaire'), path('id', 'Its id')],
        refusals: [404],
      },
      handle: ({ params }) => {
        const body = knowledge.resources(params.type ?? '')?.find((resource) => resource.id === params.id);
        if (!body) return { kind: 'not-found', text: 'No such resource is published.' };
        return { kind: 'answered', body, contentType: FHIR_TYPE, cacheSeconds: HOUR };
      },
    },
  ];
}

function operationRoutes(deps: RouteDeps): readonly Route[] {
  const icon = iconPng();
  return [
    {
      method: 'get',
      path: '/icon.png',
      access: 'open',
      operation: {
        id: 'icon',
        summary: 'Icon of the cards, 100 x 100',
        response: { contentType: 'image/png', description: 'The icon' },
      },
      handle: () => ({
        kind: 'document',
        content: icon,
        contentType: 'image/png',
        cacheSeconds: 24 * HOUR,
        forOtherSites: true,
      }),
    },
    {
      method: 'get',
      path: '/health/live',
      access: 'open',
      always: true,
      operation: { id: 'live', summary: 'The process runs', response: json('It runs') },
      handle: () => ({ kind: 'answered', body: { status: 'live' } }),
    },
    {
      method: 'get',
      path: '/health/ready',
      access: 'open',
      always: true,
      operation: {
        id: 'ready',
        summary: 'The service takes requests and its store answers',
        response: json('It is ready'),
        refusals: [503],
      },
      handle: async () => {
        if (deps.lifecycle.draining) return unavailable('The service is shutting down.');
        try {
          await deps.store.ping();
        } catch {
          deps.metrics.storeErrors.inc({ operation: 'ping' });
          return unavailable('The store does not answer.');
        }
        return { kind: 'answered', body: { status: 'ready' } };
      },
    },
    {
      method: 'get',
      path: '/metrics',
      access: 'open',
      always: true,
      operation: {
        id: 'metrics',
        summary: 'Prometheus metrics',
        response: { contentType: 'text/plain', description: 'Prometheus text format' },
      },
      handle: async () => ({
        kind: 'document',
        content: await deps.metrics.registry.metrics(),
        contentType: deps.metrics.registry.contentType,
      }),
    },
  ];
}

function unavailable(text: string): Outcome {
  return { kind: 'unavailable', text, retryAfterSeconds: 5 };
}
