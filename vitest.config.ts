import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'node_modules/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // One more than the cores that it is meant for: many tests wait for servers, browsers and clocks.
    maxWorkers: 3,
    // Services that tests start as processes load what another one has compiled.
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/node') },
  },
});
