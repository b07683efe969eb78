import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knowledgeContent } from '../../decision/knowledge.ts';

const DIGITS = 12;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where the rules stand: what is decided, what a fact is, and what the sources say. */
const RULE_FOLDERS = ['src/decision', 'src/domain', 'src/evidence'] as const;
/** Holds the digest itself. */
const GENERATED = 'src/decision/version.generated.ts';

/** Text of the files of the rules by their paths in the project. */
export type RuleTexts = Readonly<Record<string, string>>;

/** JSON with the members of every object in alphabetical order: equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The files of the rules as they stand, comments too; the same on every machine. */
export function ruleTexts(folders: readonly string[] = RULE_FOLDERS): RuleTexts {
  const paths = folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name.split(sep).join('/')}`),
    )
    .filter((path) => path !== GENERATED);
  return textsOf(paths);
}

function textsOf(paths: readonly string[]): RuleTexts {
  return Object.fromEntries(
    paths.map((path) => [
      path,
      readFileSync(join(ROOT, path), 'utf8')
        .replace(/^\ufeff/, '')
        .replace(/\r\n?/g, '\n'),
    ]),
  );
}

/**
 * Digest of the knowledge base: the first 12 hexadecimal digits of SHA-256 over the canonical JSON of its content and
 * of the text of its rules. The content alone would leave out what the functions of the rules ask.
 */
export function knowledgeDigest(
  content: unknown = knowledgeContent(),
  rules: RuleTexts = ruleTexts(),
): string {
  return digestOf({ content, rules });
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, DIGITS);
}

/** What the numbers of the rules are found with. */
const TRACERS = ['beside-limits', 'made-up-patients', 'pinned-situation', 'trace'].map(
  (name) => `src/cli/rule-book/${name}.ts`,
);

/** Digest of all that decides which numbers a rule depends on: the rules, and how they are asked. */
export function tracedDigest(): string {
  return digestOf([ruleTexts(['src/decision', 'src/domain']), textsOf(TRACERS)]);
}

/** The text of `src/decision/version.generated.ts`. */
export function versionFile(digest: string = knowledgeDigest()): string {
  return `/** Digest of the knowledge base; written by the rule-book command, checked by a test. */
export const KNOWLEDGE_DIGEST = '${digest}';
`;
}
