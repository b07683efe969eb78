import { FACTS } from '../domain/fact-catalogue.ts';
import type { Input } from './case-table.ts';
import type { Lobes, Pattern } from './pattern.ts';
import { EXTRAHEPATIC_PRESENT } from './situation.ts';

/** What the tables of the rules ask about. */

type Words<Id extends keyof typeof FACTS> = (typeof FACTS)[Id] extends { words: readonly (infer Word)[] }
  ? Word
  : never;

/** The documented judgement of surgeon or board; where there is none, the pattern. */
export const JUDGEMENT: Input<Words<'liver.resectability'> | Pattern> = {
  name: 'resectability as documented, else the pattern',
  cases: [...FACTS['liver.resectability'].words, ...FACTS['liver.pattern.reported'].words],
  possible: (s) => s.resectability ?? s.patterns,
};

export const PATTERN: Input<Pattern> = {
  name: 'pattern',
  cases: FACTS['liver.pattern.reported'].words,
  possible: (s) => s.patterns,
};

/** Why the liver disease is unresectable. */
export const REASON: Input<Words<'liver.resectability-reason'>> = {
  name: 'reason',
  cases: FACTS['liver.resectability-reason'].words,
  possible: (s) => s.words('liver.resectability-reason'),
};

const SMALL = ['below the limit'] as const;
const ADEQUATE = ['adequate'] as const;
const EITHER = [...SMALL, ...ADEQUATE] as const;

/** The future liver remnant against its limit. */
export const REMNANT: Input<(typeof EITHER)[number]> = {
  name: 'future liver remnant',
  cases: EITHER,
  possible: (s) => {
    const adequate = s.remnantAdequate;
    if (adequate === 'unknown') return EITHER;
    return adequate ? ADEQUATE : SMALL;
  },
};

export const LOBES: Input<Lobes> = {
  name: 'lobes',
  cases: FACTS['liver.lobes'].words,
  possible: (s) => s.lobes,
};

/** Disease outside the liver; "unspecified" is any kind of it. */
export const EXTRAHEPATIC: Input<Exclude<Words<'extrahepatic'>, 'unspecified'>> = {
  name: 'disease outside the liver',
  cases: ['none', ...EXTRAHEPATIC_PRESENT],
  possible: (s) => s.words('extrahepatic'),
};

export const SITE: Input<Words<'primary.site'>> = {
  name: 'site of the primary',
  cases: FACTS['primary.site'].words,
  possible: (s) => s.words('primary.site'),
};

export const PRIMARY: Input<Words<'primary.status'>> = {
  name: 'primary',
  cases: FACTS['primary.status'].words,
  possible: (s) => s.words('primary.status'),
};

export const PRIMARY_RESECTABLE: Input<Words<'primary.resectable'>> = {
  name: 'primary can be resected',
  cases: FACTS['primary.resectable'].words,
  possible: (s) => s.words('primary.resectable'),
};
