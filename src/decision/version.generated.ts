/** Digest of the knowledge base; written by the rule-book command, checked by a test. */
export const KNOWLEDGE_DIGEST = '2a96565b02f0';
