import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAssets } from '../../src/review/assets.ts';
import { clinicalHistory } from '../../src/review/knowledge/history.ts';
import { acceptedForms, ALL_FACTS, lookedForIn } from '../../src/review/knowledge/looked-for.ts';
import { knowledgeRouter } from '../../src/review/pages.ts';
import { reviewRouter } from '../../src/review/router.ts';
import { FIXTURE_NAMES, snapshotOfFixture } from '../browser/fixture-evaluation.ts';
import { type ReviewServer, startReviewServer } from '../browser/review-server.ts';

let server: ReviewServer;
beforeAll(async () => {
  server = await startReviewServer();
  server.router.use(knowledgeRouter(await buildAssets()));
  server.router.get('/knowledge', (_request, response) => void response.json({ json: true }));
});
afterAll(() => server.close());

const HTML = { headers: { accept: 'text/html' } };

describe('the review page over HTTP', () => {
  it('carries a policy that lets nothing in, is not kept, and says nothing to others', async () => {
    const response = await fetch(server.add('a', snapshotOfFixture('01')), HTML);
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it.each(FIXTURE_NAMES)(
    '%s: no script, no style, no handler in the page, and no patient in an address',
    async (name) => {
      const text = await (await fetch(server.add(name, snapshotOfFixture(name)), HTML)).text();
      expect(text.match(/<script/g)).toHaveLength(1);
      expect(text).toMatch(/<script src="assets\/review-[0-9a-f]{12}\.js" type="module"><\/script>/);
      expect(text).not.toMatch(/<style|<img|<iframe| style="| on\w+="/);
      for (const [, address] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        expect(address).toMatch(
          /^(#[\w-]+|assets\/[\w-]+\.\w+|https:\/\/(doi\.org|clinicaltrials\.gov)\/.*)$/,
        );
      }
      // Every link inside the page leads to something that is there.
      for (const [, id] of text.matchAll(/ href="#([^"]*)"/g)) expect(text).toContain(` id="${id}"`);
      expect(text.match(/ id="([^"]+)"/g)?.length).toBe(new Set(text.match(/ id="([^"]+)"/g)).size);
    },
  );

  it('is refused with the same words for every bad token', async () => {
    const good = new URL(server.add('b', snapshotOfFixture('01')));
    const other = new URL(server.add('c', snapshotOfFixture('01')));
    const expired = server.add('d', snapshotOfFixture('01'), -1000);
    const token = other.searchParams.get('token');
    const texts = new Set<string>();
    for (const address of [
      `${server.base}/review/b`,
      `${server.base}/review/b?token=${token}`,
      `${server.base}/review/b?token=x`,
      `${server.base}/review/b?token=${token}&token=${token}`,
      `${server.base}/review/unknown?token=${good.searchParams.get('token')}`,
      expired,
    ]) {
      const response = await fetch(address, HTML);
      expect(response.status).toBe(403);
      texts.add(await response.text());
    }
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain('This link is not valid or has expired.');
  });

  it('refuses programs with an OperationOutcome', async () => {
    const response = await fetch(`${server.base}/review/b`, { headers: { accept: 'application/json' } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'forbidden' }],
    });
  });

  it('knows GET and HEAD only', async () => {
    const response = await fetch(`${server.base}/review/b`, { method: 'POST', ...HTML });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it('says when the record is gone and when the store does not answer', async () => {
    const app = express();
    const assets = await buildAssets();
    const links = { isGood: () => true };
    const review = (id: string) =>
      id === 'gone' ? Promise.resolve(undefined) : Promise.reject(new Error('secret'));
    app.use('/review', reviewRouter({ links, review, assets }));
    const listening = app.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/review`;
    const gone = await fetch(`${base}/gone?token=t`, HTML);
    expect(gone.status).toBe(404);
    const failed = await fetch(`${base}/failed?token=t`, HTML);
    expect(failed.status).toBe(503);
    expect(await failed.text()).not.toContain('secret');
    listening.closeAllConnections();
    listening.close();
  });

  it('serves scripts and styles under names that never change their content', async () => {
    const text = await (await fetch(server.add('e', snapshotOfFixture('01')), HTML)).text();
    const names = [...text.matchAll(/assets\/([\w.-]+)/g)].map(([, name]) => name);
    expect(names).toHaveLength(3);
    for (const name of names) {
      const response = await fetch(`${server.base}/review/assets/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await fetch(`${server.base}/review/assets/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${server.base}/review/assets/review.js`)).status).toBe(404);
  });

  it('the script holds the decision core and nothing of Node', async () => {
    const assets = await buildAssets();
    const script = assets.get(assets.name('review.js'))?.content.toString() ?? '';
    expect(script.includes('well-differentiated-g1-g2')).toBe(true);
    expect(/["'`]node:|\brequire\(/.test(script)).toBe(false);
    expect(script.length).toBeLessThan(600_000);
    expect(() => assets.name('nothing.js')).toThrow();
  });
});

describe('the knowledge page over HTTP', () => {
  it('is a page for browsers and handed on for programs', async () => {
    const page = await fetch(`${server.base}/knowledge`, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('vary')).toContain('Accept');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await page.text();
    for (const words of [
      'Curative liver resection in one stage',
      'NCT0388306',
      'Use of race',
      'M21 Table 1',
      '45 CFR 170.315',
    ]) {
      expect(text).toContain(words);
    }
    for (const accept of ['application/json', '*/*', 'application/fhir+json, application/json']) {
      const json = await fetch(`${server.base}/knowledge`, { headers: { accept } });
      expect(await json.json()).toEqual({ json: true });
      expect(json.headers.get('vary')).toContain('Accept');
    }
  });

  it('says for every fact where it is looked for and how it is stated', () => {
    for (const fact of ALL_FACTS) {
      expect(lookedForIn(fact).length, fact).toBeGreaterThan(0);
      expect(acceptedForms(fact)).not.toBe('');
    }
    expect(lookedForIn('prior')).toContain('Procedure');
  });

  it('reads the clinical entries of the change log', () => {
    const log = [
      '# Changelog',
      '## [Unreleased]',
      '### Added',
      '- a page',
      '## [1.1.0] - 2026-12-01',
      '### Clinical',
      '- G3 by mitoses alone',
      '  is not selected for surgery',
      '- second',
      '### Fixed',
      '- not clinical',
      '## 1.0.0 - 2026-11-20',
      '### Clinical',
      '* first release',
    ].join('\n');
    expect(clinicalHistory(log)).toEqual([
      {
        version: '1.1.0',
        date: '2026-12-01',
        clinical: ['G3 by mitoses alone is not selected for surgery', 'second'],
      },
      { version: '1.0.0', date: '2026-11-20', clinical: ['first release'] },
    ]);
    expect(clinicalHistory('')).toEqual([]);
  });
});
