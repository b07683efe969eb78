import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, SKIPPED, startChromium } from './chromium.ts';
import { fixtureBundle, snapshotOf, snapshotOfFixture } from './fixture-evaluation.ts';
import { SHOWN_STATUSES } from './in-page.ts';
import { type ReviewServer, startReviewServer } from './review-server.ts';

let server: ReviewServer;
let browser: Browser;

async function open(fixture: string): Promise<{ page: Page; requests: string[] }> {
  const page = await browser.newPage();
  await page.goto(server.add(fixture, snapshotOfFixture(fixture)));
  await page.waitForSelector('#facts-form');
  await page.evaluate("for (const block of document.querySelectorAll('#fields details')) block.open = true");
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  return { page, requests };
}

/** The whole page follows after a short pause. */
async function settled(page: Page): Promise<void> {
  await page.locator('body:not([data-settled="no"])').waitFor();
}

async function statuses(page: Page): Promise<Record<string, string>> {
  await settled(page);
  return (await page.evaluate(SHOWN_STATUSES)) as Record<string, string>;
}

describe.skipIf(CHROMIUM === undefined)(`what-if in Chromium${SKIPPED}`, () => {
  beforeAll(async () => {
    server = await startReviewServer();
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('shows the statuses of the record, and the same when nothing is changed', async () => {
    const { page } = await open('18');
    const expected = Object.fromEntries(
      snapshotOfFixture('18').evaluation.options.map((option) => [option.code, option.status]),
    );
    expect(await statuses(page)).toEqual(expected);
    await page.close();
  });

  it('a changed fact changes the statuses at once, is marked, and one click goes back; nothing is sent', async () => {
    const { page, requests } = await open('01');
    const before = await statuses(page);
    expect(before['liver-resection']).toBe('recommended');
    await page.selectOption('select[name="surgical-risk"]', 'prohibitive');
    const after = await statuses(page);
    expect(after['liver-resection']).toBe('contraindicated');
    expect(await page.textContent('.changes')).toContain('prohibitive (record: ');
    expect(await page.textContent('#option-liver-resection > summary')).toContain(
      'changed: recommended by the record',
    );
    expect(await page.textContent('#said')).toContain(
      'Curative liver resection in one stage: Contraindicated, was Recommended',
    );
    expect(await page.locator('.field.is-changed').count()).toBe(1);
    await page.click('#back-all');
    expect(await statuses(page)).toEqual(before);
    expect(await page.locator('.is-changed, .changes, .changed').count()).toBe(0);
    expect(requests).toEqual([]);
    await page.close();
  });

  it.runIf(process.env.LONG)('takes numbers with comparisons, ranges and their limits', async () => {
    const { page } = await open('01');
    await page.fill('input[name="ki67@liver-metastasis"]', '30');
    await settled(page);
    expect(await page.textContent('.situation')).toContain('NET G3 (Ki-67 30 %)');
    await page.selectOption('select[name="ki67@liver-metastasis|comparator"]', '>');
    await settled(page);
    expect(await page.textContent('.changes')).toContain('> 30 %');
    await page.fill('input[name="ki67@liver-metastasis"]', '101');
    expect(await page.textContent('[data-field="ki67@liver-metastasis"] .error')).toContain(
      'from 0 to 100 %',
    );
    expect(await page.getAttribute('input[name="ki67@liver-metastasis"]', 'aria-invalid')).toBe('true');
    await settled(page);
    // What does not fit leaves the last answer in place.
    await settled(page);
    expect(await page.textContent('.changes')).toContain('> 30 %');
    await page.fill('input[name="ki67@liver-metastasis"]', '4');
    await page.selectOption('select[name="ki67@liver-metastasis|comparator"]', '..');
    await page.fill('input[name="ki67@liver-metastasis|high"]', '6');
    await settled(page);
    expect(await page.textContent('.changes')).toContain('4-6 %');
    expect(await page.textContent('[data-field="ki67@liver-metastasis"] .error')).toBe('');
    await page.close();
  });

  it.runIf(process.env.LONG)('keeps what was unfolded by hand', async () => {
    const { page } = await open('02');
    await page.click('#option-alpps > summary');
    await page.selectOption('select[name="ascites"]', 'severe');
    await settled(page);
    expect(await page.getAttribute('#option-alpps', 'open')).toBe('');
    await page.close();
  });

  it.runIf(process.env.LONG)(
    'the answers, handed to the EHR as Observations, give the same evaluation',
    async () => {
      const { page } = await open('07');
      await page.fill('input[name="ki67@primary"]', '2');
      await page.fill('input[name="ki67@liver-metastasis"]', '5');
      await page.selectOption('select[name="differentiation"]', 'well');
      await page.selectOption('select[name="primary.site"]', 'pancreas');
      await page.selectOption('select[name="primary.status"]', 'resected');
      await page.fill('input[name="liver.lesion-count"]', '3');
      await page.check('input[name="liver.segments"][value="5"]');
      await page.check('input[name="liver.segments"][value="6"]');
      await page.selectOption('select[name="liver.resectability"]', 'resectable');
      await page.selectOption('select[name="extrahepatic"]', 'none');
      await page.selectOption('select[name="syndrome"]', 'none');
      await page.fill('input[name="ecog"]', '0');
      await page.fill('input[name="bilirubin"]', '0.8');
      await page.selectOption('select[name="prior:ablation"]', 'given');
      const shown = await statuses(page);
      expect(shown['liver-resection']).toBe('recommended');
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export')]);
      const exported = JSON.parse(readFileSync(await download.path(), 'utf8'));
      expect(exported.type).toBe('transaction');
      expect(exported.entry).toHaveLength(14);
      for (const entry of exported.entry) {
        expect(entry.request).toEqual({ method: 'POST', url: 'Observation' });
        expect(entry.resource.status).toBe('final');
        expect(entry.resource.subject.reference).toMatch(/^Patient\//);
      }
      const bundle = fixtureBundle('07') as { entry: unknown[] };
      const ids = exported.entry.map((entry: { resource: object }, at: number) => ({
        fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
        resource: { ...entry.resource, id: `answer-${at}` },
      }));
      const again = snapshotOf({ ...bundle, entry: [...bundle.entry, ...ids] }).evaluation;
      expect(Object.fromEntries(again.options.map((option) => [option.code, option.status]))).toEqual(shown);
      await page.close();
    },
  );

  it('the answer can be copied as text; where that is not allowed, the text is there to be copied by hand', async () => {
    const { page } = await open('01');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.selectOption('select[name="surgical-risk"]', 'prohibitive');
    await page.click('#copy');
    await page.locator('#said', { hasText: 'Copied.' }).waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(copied).toContain('What if (facts entered on the page, not on record):');
    expect(copied).toContain('Surgical risk: prohibitive');
    expect(copied).toContain('Contraindicated:\n- Curative liver resection in one stage');
    await page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))");
    await page.click('#copy');
    await page.waitForSelector('#text:not([hidden])');
    expect(await page.inputValue('#text')).toBe(copied);
    await page.close();
  });
});
