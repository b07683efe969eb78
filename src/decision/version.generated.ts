/** Digest of the knowledge base; written by the rule-book command, checked by a test. */
export const KNOWLEDGE_DIGEST = '230c4f21c879';
