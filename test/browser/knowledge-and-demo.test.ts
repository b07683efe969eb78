import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../src/cli/demo.ts';
import { readFixtures } from '../../src/sandbox/fixtures.ts';
import { violations } from './axe.ts';
import { CHROMIUM, SKIPPED, startChromium } from './chromium.ts';
import { ACTIVE_CONTENT, PAGE_WIDTH, STICKING_OUT, UNFOLD_ALL } from './in-page.ts';

let demo: Demo;
let browser: Browser;

async function open(
  path: string,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage(options);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${demo.serviceUrl}${path}`);
  return { page, troubles };
}

async function choose(page: Page, patient: string): Promise<void> {
  await page.click(`[data-patient^="${patient}"]`);
  await page.locator('#said', { hasText: /Note opened|No advice/ }).waitFor();
}

describe.skipIf(CHROMIUM === undefined)(`knowledge page and demo page in Chromium${SKIPPED}`, () => {
  beforeAll(async () => {
    demo = await startDemo(readFixtures(), { PORT: '0', SANDBOX_PORT: '0' });
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  describe('knowledge page', () => {
    it.runIf(process.env.LONG)('axe finds nothing', async () => {
      const { page, troubles } = await open('/knowledge', { bypassCSP: true });
      await page.click('#option-liver-resection > summary');
      expect(await violations(page)).toEqual([]);
      expect(troubles).toEqual([]);
      await page.close();
    });

    it('search keeps the entries that hold all the words', async () => {
      const { page, troubles } = await open('/knowledge');
      const total = await page.locator('[data-entry]').count();
      await page.fill('#query', 'NCT0388306');
      expect(await page.textContent('#found')).toMatch(/^\d+ entr(y|ies) found$/);
      const found = await page.locator('[data-entry]:not([hidden])').allTextContents();
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(total / 4);
      for (const text of found) expect(text).toContain('NCT0388306');
      await page.fill('#query', '');
      expect(await page.locator('[data-entry]:not([hidden])').count()).toBe(total);
      expect(troubles).toEqual([]);
      await page.close();
    });

    it('a link to an entry opens it', async () => {
      const { page } = await open('/knowledge#option-prrt');
      expect(await page.getAttribute('#option-prrt', 'open')).toBe('');
      await page.close();
    });

    it.runIf(process.env.LONG)('fits 320 px', async () => {
      const { page } = await open('/knowledge', { viewport: { width: 320, height: 600 } });
      await page.evaluate(UNFOLD_ALL);
      expect(await page.evaluate(STICKING_OUT)).toEqual([]);
      expect(await page.evaluate(PAGE_WIDTH)).toBeLessThanOrEqual(320);
      await page.close();
    });

    it('is JSON for programs', async () => {
      const response = await fetch(`${demo.serviceUrl}/knowledge`, {
        headers: { accept: 'application/json' },
      });
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(((await response.json()) as { options: unknown[] }).options).toHaveLength(19);
    });
  });

  describe('demo page', () => {
    it.runIf(process.env.LONG)('axe finds nothing, with cards shown', async () => {
      const { page } = await open('/demo', { bypassCSP: true });
      await choose(page, '02');
      expect(await page.locator('.card').count()).toBe(3);
      expect(await violations(page)).toEqual([]);
      await page.close();
    });

    it('accepting creates the order on the FHIR server and sends feedback', async () => {
      const { page, troubles } = await open('/demo');
      await choose(page, '03');
      const label = await page.locator('[data-accept]').first().textContent();
      await page.locator('[data-accept]').first().click();
      await page.locator('#said', { hasText: 'Accepted: ' }).waitFor();
      const reference = /ServiceRequest\/\S+?(?= )/.exec((await page.textContent('#said')) ?? '')?.[0];
      const stored = await fetch(`${demo.sandboxUrl}/${reference}`);
      const order = (await stored.json()) as {
        status: string;
        intent: string;
        subject: { reference: string };
      };
      expect(order).toMatchObject({ status: 'draft', intent: 'proposal' });
      expect(order.subject.reference).toMatch(/^Patient\/03/);
      const wire = await page.locator('#wire summary').allTextContents();
      expect(wire.some((line) => /^POST .*\/feedback \u2013 200/.test(line))).toBe(true);
      expect(await page.locator('.done').first().textContent()).toContain(label);
      expect(troubles).toEqual([]);
      await page.close();
    });

    it('overriding asks for the reason, and the card stays away while the facts are the same', async () => {
      const { page } = await open('/demo');
      await choose(page, '13');
      const topic = await page.locator('.card h3').first().textContent();
      await page.locator('[data-override]').first().selectOption('disagree');
      await page.locator('#said', { hasText: 'Overridden: Disagree' }).waitFor();
      expect(await page.locator('.card.gone').count()).toBe(1);
      await page.click('[data-action="note"]');
      await page.locator('#said', { hasText: 'Note opened' }).waitFor();
      expect(await page.locator('.card h3').allTextContents()).not.toContain(topic);
      await page.close();
    });

    it('order entry: a contraindicated order is criticised on signing', async () => {
      const { page } = await open('/demo');
      await choose(page, '02');
      await page.selectOption('#order', { label: 'Radiofrequency ablation of liver' });
      await page.click('[data-action="order-select"]');
      await page.locator('#said', { hasText: 'Order selected' }).waitFor();
      expect(await page.locator('.card.warning').count()).toBe(1);
      await page.click('[data-action="order-sign"]');
      await page.locator('#said', { hasText: 'Order about to be signed' }).waitFor();
      expect(await page.locator('.card.critical').count()).toBe(1);
      await page.locator('#wire details').first().evaluate('(block) => { block.open = true; }');
      const raw = await page.locator('#wire details').first().locator('pre').allTextContents();
      expect(JSON.parse(raw[0] ?? '')).toMatchObject({ hook: 'order-sign' });
      expect(JSON.parse(raw[1] ?? '').cards).toHaveLength(1);
      await page.close();
    });

    it('hostile text stays text', async () => {
      const { page, troubles } = await open('/demo');
      await choose(page, '10');
      expect(await page.evaluate(ACTIVE_CONTENT)).toMatchObject({
        scripts: 1,
        foreign: 0,
        handlers: 0,
        links: 0,
      });
      expect(troubles).toEqual([]);
      await page.close();
    });

    it('the link of a card opens the review page', async () => {
      const { page } = await open('/demo');
      await choose(page, '05');
      const [review] = await Promise.all([
        page.context().waitForEvent('page'),
        page
          .getByRole('link', { name: /tumour board page/ })
          .first()
          .click(),
      ]);
      await review.waitForSelector('.situation');
      expect(await review.textContent('h1')).toContain('board review');
      await review.close();
      await page.close();
    });

    it('is not served by the service alone', async () => {
      const { createPages } = await import('../../src/review/pages.ts');
      const { default: express } = await import('express');
      const app = express();
      const pages = await createPages();
      if (pages.root) app.use(pages.root);
      const server = app.listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { port: number };
      expect((await fetch(`http://127.0.0.1:${port}/demo`)).status).toBe(404);
      server.close();
    });
  });
});
