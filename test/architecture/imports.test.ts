import { describe, expect, it } from 'vitest';
import {
  type Import,
  importsOf,
  layerOf,
  type SourceFile,
  sourceFiles,
  withoutComments,
} from './source-files.ts';

const FILES = sourceFiles('src');
const IMPORTS = FILES.flatMap(importsOf);

const RUNNING = ['domain', 'decision', 'evidence', 'fhir', 'mapping', 'cards', 'store'];

/** What a layer may import from the project. `top` are the files of `src` itself: configuration and start. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  evidence: ['domain'],
  decision: ['domain', 'evidence'],
  fhir: ['domain'],
  mapping: ['domain', 'fhir'],
  store: ['domain'],
  cards: ['domain', 'decision', 'evidence', 'mapping'],
  service: [...RUNNING, 'top'],
  // The pages stand on top of the service that serves them; the demo page is the client of the command line.
  review: [...RUNNING, 'service', 'cli', 'top'],
  top: [...RUNNING, 'service', 'review'],
  cli: [...RUNNING, 'service', 'review', 'top', 'sandbox'],
  sandbox: ['domain', 'decision', 'evidence', 'fhir', 'mapping'],
};

/** Packages that a layer may import; absent: any. Types of FHIR are allowed where FHIR is read. */
const MAY_USE: Readonly<Record<string, readonly RegExp[]>> = {
  domain: [],
  evidence: [],
  decision: [],
  fhir: [/^@medplum\/fhirtypes$/, /^@medplum\/core$/, /^undici$/, /^zod$/, /^node:/],
  mapping: [/^@medplum\//, /^fhirpath(\/|$)/, /^@lhncbc\/ucum-lhc$/, /^zod$/],
  cards: [/^@medplum\/fhirtypes$/, /^node:crypto$/],
  store: [/^kysely(\/|$)/, /^pg$/, /^node:/],
};

/** Files that work on the files of the project and are no part of what runs. */
const TOOLS = ['src/mapping/code-sets/build.ts'];

function across(one: Import): boolean {
  return one.target !== undefined && layerOf(one.target) !== layerOf(one.from);
}

function shown(imports: readonly Import[]): readonly string[] {
  return imports.map(({ from, specifier }) => `${from} -> ${specifier}`);
}

describe('layers', () => {
  it('every folder of src has its rule', () => {
    expect(
      [...new Set(FILES.map(({ path }) => layerOf(path)))].filter((layer) => !MAY_IMPORT[layer]),
    ).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))('%s imports only the layers below it', (layer) => {
    const allowed = MAY_IMPORT[layer] ?? [];
    const wrong = IMPORTS.filter((one) => layerOf(one.from) === layer && across(one)).filter(
      ({ target = '' }) => {
        const to = layerOf(target);
        return !allowed.includes(to);
      },
    );
    expect(shown(wrong)).toEqual([]);
  });

  it.each(Object.keys(MAY_USE))('%s uses only its packages', (layer) => {
    const wrong = IMPORTS.filter(
      (one) => layerOf(one.from) === layer && one.target === undefined && !TOOLS.includes(one.from),
    ).filter(({ specifier }) => !(MAY_USE[layer] ?? []).some((pattern) => pattern.test(specifier)));
    expect(shown(wrong)).toEqual([]);
  });

  it('production code knows nothing of the sandbox but the command line', () => {
    const wrong = IMPORTS.filter(
      ({ from, target = '' }) => layerOf(target) === 'sandbox' && !['sandbox', 'cli'].includes(layerOf(from)),
    );
    expect(shown(wrong)).toEqual([]);
  });

  it('every import leads to a file of src', () => {
    const known = new Set(FILES.map(({ path }) => path));
    const wrong = IMPORTS.filter(({ target }) => target?.endsWith('.ts') && !known.has(target));
    expect(shown(wrong)).toEqual([]);
    const outside = IMPORTS.filter(
      ({ target }) => target !== undefined && !target.startsWith('src/') && target !== 'package.json',
    );
    expect(shown(outside)).toEqual([]);
  });
});

/** What makes an answer depend on anything but facts and date, or ties it to one platform. */
const IMPURE: readonly RegExp[] = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /(?<!new )\bDate\(\s*\)/,
  /\bMath\.random\b/,
  /\bperformance\b/,
  /\bprocess\b/,
  /\bglobalThis\b/,
  /\bcrypto\b/,
  /\bBuffer\b/,
  /\bsetTimeout\b|\bsetInterval\b/,
  /\bfetch\(/,
  /\btoLocale(?:Date|Time)?String\(\s*\)/,
  /\bIntl\b/,
];

function impure(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const code = withoutComments(text).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
    return IMPURE.filter((pattern) => pattern.test(code)).map((pattern) => `${path}: ${pattern.source}`);
  });
}

describe('the core', () => {
  const core = FILES.filter(({ path }) => ['domain', 'decision', 'evidence'].includes(layerOf(path)));

  it('has no clock, no randomness and no platform', () => {
    expect(impure(core)).toEqual([]);
  });

  it('the check finds what it looks for', () => {
    const found = impure([
      { path: 'a.ts', text: 'const now = new Date();\nconst x = Math.random();' },
      { path: 'b.ts', text: "// Date.now()\nconst text = 'new Date()';" },
      { path: 'c.ts', text: "const seconds = Date.now() / 1000;\nimport fs from 'node:fs';" },
    ]);
    expect(found.map((line) => line.split(':')[0])).toEqual(['a.ts', 'a.ts', 'c.ts']);
    expect(
      importsOf({
        path: 'src/decision/x.ts',
        text: "import fs from 'node:fs';\nexport * from '../fhir/y.ts';",
      }),
    ).toEqual([
      { from: 'src/decision/x.ts', specifier: 'node:fs', target: undefined },
      { from: 'src/decision/x.ts', specifier: '../fhir/y.ts', target: 'src/fhir/y.ts' },
    ]);
  });
});

describe('files', () => {
  it('none has more than 400 lines', () => {
    const long = FILES.map(({ path, text }) => [path, text.split('\n').length - 1] as const).filter(
      ([, lines]) => lines > 400,
    );
    expect(long).toEqual([]);
  });

  it('none is named for nothing in particular', () => {
    const vague = /(^|[/._-])(utils?|helpers?|managers?|misc|common)([/._-]|$)/i;
    expect(
      [...FILES, ...sourceFiles('test')].map(({ path }) => path).filter((path) => vague.test(path)),
    ).toEqual([]);
  });
});
