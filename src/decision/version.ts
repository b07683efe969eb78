/** Placeholder until the digest is computed. */
export const KNOWLEDGE_VERSION = '1.0.0';
