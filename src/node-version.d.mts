/** Says what is wrong with a version of Node, or nothing. */
export function nodeVersionProblem(version: string): string | undefined;
