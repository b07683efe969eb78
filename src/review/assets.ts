import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Scripts and styles of the pages, bundled from the source when the service starts: there is no build step and nothing
 * built is kept. Names carry a digest of the content, so browsers may keep them for ever.
 */

export interface Asset {
  readonly name: string;
  readonly content: Buffer;
  readonly type: string;
}

export interface Assets {
  /** File name of an entry (`review.js`, `review.css`). Throws for one that was not built. */
  name(entry: string): string;
  /** The asset with a file name. */
  get(name: string): Asset | undefined;
}

type Entries = readonly (readonly [entry: string, source: string])[];

const ENTRIES: Entries = [
  ['review.js', 'browser/review.ts'],
  ['knowledge.js', 'browser/knowledge.ts'],
  ['review.css', 'styles/review.css'],
  ['knowledge.css', 'styles/knowledge.css'],
];
/** The container image leaves out what these are made of. */
const DEMO_ENTRIES: Entries = [
  ['demo.js', 'browser/demo.ts'],
  ['demo.css', 'styles/demo.css'],
];
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The icon of the pages: the mark of a recommended option. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#0b4f78"/><path d="M4.5 8.2 7 10.7 11.6 5.8" fill="none" stroke="#fff" stroke-width="1.8"/></svg>`;

const built = new Map<boolean, Promise<Assets>>();

/** Bundles the assets, once per process; those of the demo page on request. Rejects when a source does not compile. */
export function buildAssets({ demo = false }: { readonly demo?: boolean } = {}): Promise<Assets> {
  const assets = built.get(demo) ?? bundle(demo ? [...ENTRIES, ...DEMO_ENTRIES] : ENTRIES);
  built.set(demo, assets);
  return assets;
}

async function bundle(entries: Entries): Promise<Assets> {
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const result = await build({
    entryPoints: entries.map(([entry, source]) => ({ in: here(source), out: entry.replace(/\.\w+$/, '') })),
    bundle: true,
    minify: true,
    write: false,
    outdir: here('.'),
    format: 'esm',
    platform: 'browser',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const byName = new Map<string, Asset>();
  const names = new Map<string, string>();
  const files = result.outputFiles.map((file) => ({
    base: file.path.split(/[\\/]/).at(-1) ?? '',
    contents: file.contents,
  }));
  for (const { base, contents } of [...files, { base: 'icon.svg', contents: Buffer.from(ICON) }]) {
    const [stem = '', ending = ''] = base.split('.');
    const digest = createHash('sha256').update(contents).digest('hex').slice(0, 12);
    const name = `${stem}-${digest}.${ending}`;
    names.set(base, name);
    byName.set(name, {
      name,
      content: Buffer.from(contents),
      type: TYPES[ending] ?? 'application/octet-stream',
    });
  }
  return {
    name: (entry) => {
      const name = names.get(entry);
      if (name === undefined) throw new Error(`no asset ${entry}`);
      return name;
    },
    get: (name) => byName.get(name),
  };
}
