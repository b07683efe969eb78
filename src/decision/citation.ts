import type { Citation, SourceKey } from '../domain/evaluation.ts';

const citing =
  (source: SourceKey) =>
  (at: string): Citation => ({ source, at });

/** Machairas 2021; `at`: lines of the text or section. */
export const M21 = citing('M21');
/** Chan 2018. */
export const C18 = citing('C18');
/** Jagannath 2012. */
export const J12 = citing('J12');
/** Alagusundaramoorthy 2014. */
export const A14 = citing('A14');
/** An operational definition of this project, with its reason: never presented as stated by a source. */
export const op = citing('OP');
