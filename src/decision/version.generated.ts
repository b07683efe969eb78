/** Digest of the knowledge base; written by the rule-book command, checked by a test. */
export const KNOWLEDGE_DIGEST = 'f61de6550c80';
