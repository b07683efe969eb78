import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixtureRequest } from '../conformance/fixture-request.ts';
import { cardsOf, endAll, startProcess, topics } from './process.ts';

/** The files of the container image: what `.dockerignore` lets through, and packages that are no development ones. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nelm-image-'));
  const left = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('src/'));
  const kept = (path: string) => !left.some((pattern) => matchesGlob(relative('.', path), pattern));
  cpSync('src', join(folder, 'src'), { recursive: true, filter: kept });
  for (const file of ['package.json', 'CHANGELOG.md']) cpSync(file, join(folder, file));
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
    if (dev === true || optional === true || path.split('node_modules/').length !== 2) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(process.cwd(), path), join(folder, path));
  }
});
afterAll(() => {
  endAll();
  rmSync(folder, { recursive: true });
});

it('H10 the image runs without sandbox, fixtures and development packages', async () => {
  const service = await startProcess({}, folder);
  const cards = await cardsOf(
    `${service.base}/cds-services/nelm-patient-view`,
    fixtureRequest('01-resectable-pancreatic-net'),
  );
  expect(topics(cards)).toContain('treatment-options');
  const link = new URL(cards[0]?.links?.[0]?.url ?? '');
  for (const path of [link.pathname + link.search, '/knowledge', '/icon.png', '/openapi.json', '/metrics']) {
    const answer = await fetch(service.base + path, { headers: { accept: 'text/html' } });
    expect([path, answer.status]).toEqual([path, 200]);
    await answer.arrayBuffer();
  }
  expect((await fetch(`${service.base}/demo`)).status).toBe(404);
  expect(await service.kill('SIGTERM')).toBe(0);
});
