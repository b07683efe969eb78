import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

/** A list of sites that names one site twice and leaves out the others. */
vi.mock('../../src/decision/word-lists.ts', async (original) => ({
  ...(await original<typeof import('../../src/decision/word-lists.ts')>()),
  WORD_LISTS: [{ name: 'drainage', fact: 'primary.site', lists: { portal: ['colon'], systemic: ['colon'] } }],
}));

const { run } = await import('../../src/cli/evaluate.ts');
const FIXTURE = fileURLToPath(
  new URL('../../fixtures/02-midgut-carcinoid-progressing/bundle.json', import.meta.url),
);

describe('npm run evaluate', () => {
  it('refuses a knowledge base with a fault', async () => {
    let [out, said] = ['', ''];
    const exit = await run(
      [FIXTURE, '--date', '2026-11-20'],
      {},
      {
        stdin: Readable.from([]),
        stdout: { write: (text: string) => (out += text) },
        stderr: { write: (text: string) => (said += text) },
      },
    );
    expect(exit).toBe(70);
    expect(out).toBe('');
    expect(said).toContain("drainage: 'colon' of primary.site is in portal and in systemic");
  });
});
