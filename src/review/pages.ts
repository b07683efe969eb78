import express, { type Router } from 'express';
import { type KnowledgeBase, knowledgeBase } from '../decision/knowledge.ts';
import { sourceAttributes } from '../evidence/source-attributes.ts';
import { calendarDay } from '../service/hook-answer.ts';
import type { Pages } from '../service/service.ts';
import { type Assets, buildAssets } from './assets.ts';
import { type DemoSettings, demoRouter } from './demo/demo-router.ts';
import { installedHistory } from './knowledge/history.ts';
import { knowledgeBody } from './knowledge/knowledge-page.ts';
import { pageHeaders, reviewRouter } from './router.ts';
import { documentText } from './view/document.ts';

export interface PagesInput {
  /** The demo page is served when this is given, and only then. */
  readonly demo?: DemoSettings;
  /** The knowledge base as it is in force at the site; without it, as it is built in. */
  readonly knowledge?: () => KnowledgeBase;
}

/** All pages for people, with their scripts and styles bundled. Rejects when the sources of the pages do not compile. */
export async function createPages(input: PagesInput = {}): Promise<Pages> {
  const assets = await buildAssets({ demo: input.demo !== undefined });
  const root = express.Router();
  root.use(knowledgeRouter(assets, input.knowledge));
  if (input.demo) root.use('/demo', demoRouter(input.demo, assets));
  return {
    root,
    review: ({ links, store, now }) => reviewRouter({ links, review: (id) => store.review(id), assets, now }),
  };
}

/** `GET /knowledge` for people; whoever prefers JSON is handed on. */
export function knowledgeRouter(assets: Assets, base: () => KnowledgeBase = knowledgeBase): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  let page: { readonly day: string; readonly text: string } | undefined;
  router.get('/knowledge', (request, response, next) => {
    response.vary('Accept');
    if (request.accepts(['json', 'html']) !== 'html') {
      next();
      return;
    }
    const day = calendarDay(new Date());
    if (page?.day !== day) page = { day, text: knowledgeDocument(base(), assets, day) };
    pageHeaders(response);
    response.set('Cache-Control', 'public, max-age=300').removeHeader('X-Robots-Tag');
    response.send(page.text);
  });
  return router;
}

/** The knowledge page as a document, as it is read on the day. */
export function knowledgeDocument(base: KnowledgeBase, assets: Assets, day: string): string {
  return documentText({
    title: 'Knowledge base: neuroendocrine liver metastases',
    styles: `review/assets/${assets.name('knowledge.css')}`,
    icon: `review/assets/${assets.name('icon.svg')}`,
    script: `review/assets/${assets.name('knowledge.js')}`,
    body: knowledgeBody({
      base,
      attributes: sourceAttributes(base.version),
      history: installedHistory(),
      day,
    }),
  });
}
