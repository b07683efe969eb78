import type { Express, Router } from 'express';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { createApp } from './app.ts';
import { ClientAuthentication } from './client-authentication.ts';
import type { Knowledge } from './knowledge.ts';
import { Lifecycle } from './lifecycle.ts';
import type { Logger } from './log.ts';
import { Metrics } from './metrics.ts';
import { RateLimit } from './rate-limit.ts';
import { ReviewLinks } from './review-links.ts';
import type { Rooms } from './rooms.ts';
import { type RouteDeps, routeTable } from './route-table.ts';
import type { Route } from './routes.ts';

/** The parts that a service is put together from. */
export interface ServiceParts {
  readonly config: Config;
  /** Base of links, of `aud` checks and of the icon; without a trailing slash. */
  readonly publicBaseUrl: string;
  readonly rooms: Rooms;
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly prefetch: Readonly<Record<string, string>>;
  readonly log: Logger;
  readonly metrics?: Metrics;
  readonly now?: () => Date;
  readonly pages?: Pages;
}

/** Pages for people; without them the service answers JSON only. */
export interface Pages {
  /** Serves what is under `/review`. */
  readonly review?: (needs: ReviewNeeds) => Router;
  /** Serves pages at the root, before the routes: it must hand on what it does not serve. */
  readonly root?: Router;
  /** More that the review page needs of each evaluation. */
  readonly reviewExtras?: Readonly<Record<string, unknown>>;
}

/** What review pages are served with. */
export interface ReviewNeeds {
  readonly links: ReviewLinks;
  readonly store: Store;
  readonly now: () => Date;
  readonly publicBaseUrl: string;
}

export interface Service {
  readonly app: Express;
  readonly routes: readonly Route[];
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly links: ReviewLinks;
  /** Closes what the service itself opened (connections to key servers). The store is the caller's. */
  close(): Promise<void>;
}

/** Puts a service together. Nothing is opened and no clock is started. */
export function createService(parts: ServiceParts): Service {
  const { config, store, publicBaseUrl } = parts;
  const now = parts.now ?? (() => new Date());
  const metrics = parts.metrics ?? new Metrics();
  const lifecycle = new Lifecycle(metrics.inFlight);
  const links = new ReviewLinks(config.linkSecret, publicBaseUrl);
  const authentication = config.clients
    ? new ClientAuthentication({
        clients: config.clients,
        rememberToken: (issuer, jti, expiresAt) => store.rememberToken(issuer, jti, expiresAt),
        now: () => now().getTime(),
      })
    : undefined;
  const routeDeps: RouteDeps = {
    rooms: parts.rooms,
    store,
    metrics,
    links,
    publicBaseUrl,
    lifecycle,
    strict: config.strict,
    reviewTtlHours: config.reviewTtlHours,
    suppressDays: config.suppressDays,
    knowledge: parts.knowledge,
    prefetch: parts.prefetch,
    authenticated: authentication !== undefined,
    now,
    ...(parts.pages?.reviewExtras ? { reviewExtras: parts.pages.reviewExtras } : {}),
  };
  const routes = routeTable(routeDeps);
  const reviewRouter = parts.pages?.review?.({ links, store, now, publicBaseUrl });
  const app = createApp({
    routes,
    publicBaseUrl,
    corsOrigins: config.corsOrigins,
    bodyLimitBytes: config.bodyLimitBytes,
    rateLimit: new RateLimit(config.rateLimitPerMinute, () => performance.now()),
    lifecycle,
    metrics,
    log: parts.log,
    ...(authentication ? { authentication } : {}),
    ...(reviewRouter ? { reviewRouter } : {}),
    ...(parts.pages?.root ? { pagesRouter: parts.pages.root } : {}),
  });
  return {
    app,
    routes,
    lifecycle,
    metrics,
    links,
    close: async () => {
      await authentication?.close();
    },
  };
}
