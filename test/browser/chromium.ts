import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const NAMES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser that the tests use; undefined when none is installed (`CHROMIUM` names another one). */
export const CHROMIUM = [process.env.CHROMIUM, ...NAMES].find(
  (path) => path !== undefined && existsSync(path),
);

/** Says once, where the tests are listed, why they are skipped. */
export const SKIPPED =
  CHROMIUM === undefined ? ' (skipped: no Chromium found, set CHROMIUM to its path)' : '';

/** Starts the browser without a display and without any talk of its own to the network. */
export function startChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('no Chromium found');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
