/**
 * Takes the pictures of the README: `node test/browser/take-screenshots.ts`. Synthetic patients only; the demo's
 * servers run on free ports while it works.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDemo } from '../../src/cli/demo.ts';
import { readFixtures } from '../../src/sandbox/fixtures.ts';
import { startChromium } from './chromium.ts';
import { snapshotOfFixture } from './fixture-evaluation.ts';
import { startReviewServer } from './review-server.ts';

const FOLDER = join(import.meta.dirname, '../../docs/images');
const SIZE = { width: 1200, height: 1000 };

mkdirSync(FOLDER, { recursive: true });
const browser = await startChromium();
const server = await startReviewServer();
const demo = await startDemo(readFixtures(), { PORT: '0', SANDBOX_PORT: '0' });
try {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(server.add('02', snapshotOfFixture('02')));
  await page.waitForSelector('#facts-form');
  await page.screenshot({ path: join(FOLDER, 'review-page.png') });
  await page.goto(`${demo.serviceUrl}/demo`);
  await page.click('[data-patient^="02"]');
  await page.waitForSelector('.card');
  await page.screenshot({ path: join(FOLDER, 'demo-page.png') });
} finally {
  await browser.close();
  await demo.close();
  await server.close();
}
