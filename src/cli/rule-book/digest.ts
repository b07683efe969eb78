import { createHash } from 'node:crypto';
import { knowledgeContent } from '../../decision/knowledge.ts';

const DIGITS = 12;

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

/** Digest of the knowledge base: the first 12 hexadecimal digits of SHA-256 over its canonical JSON. */
export function knowledgeDigest(content: unknown = knowledgeContent()): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, DIGITS);
}

/** The text of `src/decision/version.generated.ts`. */
export function versionFile(digest: string = knowledgeDigest()): string {
  return `/** Digest of the knowledge base; written by the rule-book command, checked by a test. */
export const KNOWLEDGE_DIGEST = '${digest}';
`;
}
