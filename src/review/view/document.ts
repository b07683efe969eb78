import { type Child, type Element, escaped, h, html } from './element.ts';

export interface PageDocument {
  readonly title: string;
  /** Addresses of the assets, relative to the page. */
  readonly styles: string;
  readonly icon: string;
  readonly script?: string;
  readonly body: readonly Child[];
  /** Plain data for the script, carried as inert text. */
  readonly data?: { readonly id: string; readonly json: string };
  readonly bodyClass?: string;
}

/** A whole HTML document without a script or style of its own. */
export function documentText(page: PageDocument): string {
  const head: Element = h(
    'head',
    {},
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('meta', { name: 'robots', content: 'noindex' }),
    h('title', {}, page.title),
    h('link', { rel: 'icon', type: 'image/svg+xml', href: page.icon }),
    h('link', { rel: 'stylesheet', href: page.styles }),
    page.script !== undefined && h('script', { src: page.script, type: 'module' }),
  );
  const body = html(h('body', { class: page.bodyClass ?? null }, page.body));
  // The data stand in a template: inert, never run, and too long for the limit on shown text.
  const data =
    page.data === undefined
      ? ''
      : `<template id="${escaped(page.data.id)}">${escaped(page.data.json)}</template>`;
  return `<!doctype html><html lang="en">${html(head)}${body.replace(/<\/body>$/, () => `${data}</body>`)}</html>`;
}
