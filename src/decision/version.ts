import { KNOWLEDGE_DIGEST } from './version.generated.ts';

/** Number of the release of the knowledge base: rises with every change of an answer. */
export const KNOWLEDGE_RELEASE = '1.1.0';

/**
 * Release and digest of the content and of the text of the rules (decision, domain, evidence): two answers with the
 * same version come from the same rules.
 */
export const KNOWLEDGE_VERSION = `${KNOWLEDGE_RELEASE}+${KNOWLEDGE_DIGEST}`;
