import express, { type Request, type Response, type Router } from 'express';
import type { ReviewRecord } from '../store/store.ts';
import type { Assets } from './assets.ts';
import { documentText } from './view/document.ts';
import { h } from './view/element.ts';
import { ofRecord } from './view/model.ts';
import { reviewBody } from './view/review-page.ts';

/** What the review page needs of the service. */
export interface ReviewDeps {
  /** Is the token one that was given out for this id, and still good? */
  readonly links: { isGood(id: string, token: unknown, now: Date): boolean };
  readonly review: (id: string) => Promise<ReviewRecord | undefined>;
  readonly assets: Assets;
  readonly now?: () => Date;
}

/**
 * Nothing from elsewhere, no script or style in the page, no form that is sent, no frame, and no markup from strings
 * (Trusted Types): text of a record cannot become anything but text.
 */
export function contentSecurityPolicy(connect = "'none'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Headers of every page for people. */
export function pageHeaders(response: Response, connect?: string): void {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy(connect),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  });
  response.type('text/html; charset=utf-8');
}

/** Plain data as text that a page can carry; open ends of intervals survive. */
export function pageJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? { $number: String(value) } : value,
  );
}

/** What is under `/review`: the page of one evaluation, and the scripts and styles of all pages. */
export function reviewRouter(deps: ReviewDeps): Router {
  const router = express.Router();
  const now = deps.now ?? (() => new Date());
  router.get('/assets/:name', (request, response) => serveAsset(deps.assets, request, response));
  router.get('/:id', async (request, response) => {
    const { id } = request.params;
    if (!deps.links.isGood(id, request.query.token, now())) {
      refuse(deps, request, response, 403, 'This link is not valid or has expired.');
      return;
    }
    let record: ReviewRecord | undefined;
    try {
      record = await deps.review(id);
    } catch {
      refuse(deps, request, response, 503, 'The record of this evaluation cannot be read at the moment.');
      return;
    }
    if (!record) {
      refuse(deps, request, response, 404, 'This evaluation is not kept any more.');
      return;
    }
    pageHeaders(response);
    response.send(reviewDocument(record, deps.assets));
  });
  router.all(['/assets/:name', '/:id'], (request, response) => {
    response.set('Allow', 'GET, HEAD');
    refuse(deps, request, response, 405, 'Use GET or HEAD.');
  });
  return router;
}

/** The page of a review record. */
export function reviewDocument(record: ReviewRecord, assets: Assets): string {
  const { evaluation, recorded, thresholds } = record.snapshot;
  return documentText({
    title: `Board review, ${evaluation.evaluationDate}`,
    styles: `assets/${assets.name('review.css')}`,
    icon: `assets/${assets.name('icon.svg')}`,
    script: `assets/${assets.name('review.js')}`,
    body: reviewBody(ofRecord(evaluation)),
    data: { id: 'snapshot', json: pageJson({ evaluation, recorded, thresholds }) },
  });
}

/** One script or style; its name holds a digest, so it never changes. */
export function serveAsset(assets: Assets, request: Request, response: Response): void {
  const asset = assets.get(String(request.params.name));
  if (!asset) {
    response.status(404).set('Cache-Control', 'no-store').type('text/plain').send('There is nothing here.');
    return;
  }
  response.set({
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
  });
  response.type(asset.type).send(asset.content);
}

const CODES: Readonly<Record<number, string>> = {
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  503: 'transient',
};

/** Says why there is no page: a page for people, an OperationOutcome for programs. */
function refuse(deps: ReviewDeps, request: Request, response: Response, status: number, text: string): void {
  response.status(status).set('Cache-Control', 'no-store');
  if (request.accepts(['json', 'html']) !== 'html') {
    response.type('application/json').send(
      JSON.stringify({
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: CODES[status] ?? 'processing', details: { text } }],
      }),
    );
    return;
  }
  pageHeaders(response);
  response.send(
    documentText({
      title: 'No review page',
      styles: `assets/${deps.assets.name('review.css')}`,
      icon: `assets/${deps.assets.name('icon.svg')}`,
      body: [
        h(
          'main',
          {},
          h('h1', {}, 'No review page'),
          h('p', {}, text),
          h('p', {}, 'Open the note again in the record system: the cards carry a new link.'),
        ),
      ],
    }),
  );
}
