import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knowledgeFaults } from '../decision/load-checks.ts';
import { ruleBook } from './rule-book/book.ts';
import { versionFile } from './rule-book/digest.ts';
import { tracedFile } from './rule-book/traced.ts';

/**
 * Writes the rule book (`docs/rule-book`), the digest of the knowledge base, and what the pages know of the rules by
 * asking them, for the knowledge base at run time; `--check` writes nothing, says which files are stale, and exits with
 * 1 when one is.
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BOOK = 'docs/rule-book';
const VERSION = 'src/decision/version.generated.ts';
const TRACED = 'src/decision/traced.generated.json';

/** Every generated file by its path in the project, with the text that it should have. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    [VERSION, versionFile()],
    [TRACED, tracedFile()],
    ...[...ruleBook()].map(([name, text]) => [`${BOOK}/${name}`, text] as const),
  ]);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function leftOver(files: ReadonlyMap<string, string>): readonly string[] {
  let names: readonly string[] = [];
  try {
    names = readdirSync(join(ROOT, BOOK));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return names.map((name) => `${BOOK}/${name}`).filter((path) => !files.has(path));
}

/** Files that are missing, differ from what the rules say, or belong to nothing any more. */
export function staleFiles(): readonly string[] {
  const files = generatedFiles();
  const differing = [...files].filter(([path, text]) => readText(path) !== text).map(([path]) => path);
  return [...differing, ...leftOver(files)];
}

/** Writes what is stale; gives the paths that were written or taken away. */
export function writeRuleBook(): readonly string[] {
  const files = generatedFiles();
  const stale = staleFiles();
  mkdirSync(join(ROOT, BOOK), { recursive: true });
  for (const path of stale) {
    const text = files.get(path);
    if (text === undefined) unlinkSync(join(ROOT, path));
    else writeFileSync(join(ROOT, path), text);
  }
  return stale;
}

function main(args: readonly string[]): number {
  const faults = knowledgeFaults();
  for (const fault of faults) console.error(`fault: ${fault}`);
  if (faults.length > 0) return 1;
  if (args.includes('--check')) {
    const stale = staleFiles();
    for (const path of stale) console.error(`stale: ${path}`);
    console.log(stale.length === 0 ? 'rule book: fresh' : 'rule book: stale; run node src/cli/rule-book.ts');
    return stale.length === 0 ? 0 : 1;
  }
  const written = writeRuleBook();
  console.log(written.length === 0 ? 'rule book: nothing to do' : `rule book: wrote ${written.length} files`);
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
