import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run({
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
}).then((results) => results.violations.flatMap((violation) =>
  violation.nodes.map((node) => violation.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary)))`;

/** Violations that axe finds on a page. The page must be opened with its policy bypassed. */
export async function violations(page: Page): Promise<unknown> {
  await page.evaluate(SOURCE);
  return page.evaluate(RUN);
}
