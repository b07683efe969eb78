import express, { type Router } from 'express';
import type { Assets } from '../assets.ts';
import { pageHeaders, pageJson } from '../router.ts';
import { documentText } from '../view/document.ts';
import { h } from '../view/element.ts';

export interface DemoSettings {
  /** Base of the sandbox FHIR server: `http://127.0.0.1:8090/fhir/R4`. */
  readonly fhirBase: string;
}

/** The demo page at `/demo`: a small EHR. Mounted by `npm run demo` only. */
export function demoRouter(settings: DemoSettings, assets: Assets): Router {
  const router = express.Router();
  const origin = new URL(settings.fhirBase).origin;
  router.get('/', (request, response) => {
    // Assets and calls are relative to `/demo`; with a slash at the end they would miss.
    if (request.originalUrl.split('?')[0]?.endsWith('/')) {
      response.redirect(308, '../demo');
      return;
    }
    pageHeaders(response, `'self' ${origin}`);
    response.send(
      documentText({
        title: 'Demo: a small EHR',
        styles: `review/assets/${assets.name('demo.css')}`,
        icon: `review/assets/${assets.name('icon.svg')}`,
        script: `review/assets/${assets.name('demo.js')}`,
        body: [
          h('a', { class: 'skip', href: '#patient' }, 'Skip to the patient'),
          h(
            'header',
            {},
            h('h1', {}, 'Demo: a small EHR'),
            h(
              'p',
              { class: 'quiet' },
              'All patients are synthetic. The page does what an EHR does: it calls the service with CDS Hooks and shows the cards.',
            ),
          ),
          h('main', { id: 'demo' }, h('p', { id: 'demo-off' }, 'This page needs scripts to be allowed.')),
        ],
        data: { id: 'settings', json: pageJson({ fhirBase: settings.fhirBase }) },
      }),
    );
  });
  return router;
}
