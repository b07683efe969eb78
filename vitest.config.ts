import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests that start processes, replace modules or answer for other servers: each file has a worker of its own. */
const ALONE = [
  'acceptance-service',
  'browser',
  'cli',
  'demo',
  'faults',
  'integration',
  'service',
  'store',
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    exclude: ['test/long/**', 'node_modules/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // One more than the cores that it is meant for: many tests wait for servers, browsers and clocks.
    maxWorkers: 3,
    // Services that tests start as processes load what another one has compiled.
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/node') },
    projects: [
      // Processes and browsers take their time on a busy machine; what is asked of them says how long it may take.
      { extends: true, test: { name: 'alone', include: ALONE, testTimeout: 60_000 } },
      // All others are plain computation: a worker loads the rules once for many files.
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
  },
});
