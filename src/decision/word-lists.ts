import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { SITES_THAT_MAY_SECRETE } from './assumptions.ts';
import { EXTRAHEPATIC_PRESENT } from './situation.ts';

/** Lists of words that have to share out the words of a fact: each word in one list, and in no other. */
export interface WordLists {
  readonly name: string;
  readonly fact: FactId;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** Words that the rules sort into lists; those on which the sources are silent stand in a list too. */
export const WORD_LISTS: readonly WordLists[] = [
  {
    name: 'silence on hormones',
    fact: 'primary.site',
    lists: {
      'may secrete': SITES_THAT_MAY_SECRETE,
      'no record is read as no syndrome': [
        'pancreas',
        'duodenum',
        'rectum',
        'distal-stomach',
        'stomach',
        'thymus',
        'other',
      ],
    },
  },
  {
    name: 'disease outside the liver',
    fact: 'extrahepatic',
    lists: { absent: ['none'], present: EXTRAHEPATIC_PRESENT, 'present, kind not stated': ['unspecified'] },
  },
];

/** Words that stand in two lists (or twice in one), in none, or that the fact cannot take. */
export function wordListFaults({ name, fact, lists }: WordLists): readonly string[] {
  const definition = factDefinition(fact);
  const words: readonly string[] = definition.type === 'word' ? definition.words : [];
  const listed = Object.entries(lists).flatMap(([list, members]) => members.map((word) => ({ list, word })));
  const holding = (word: string): readonly string[] =>
    listed.filter((one) => one.word === word).map(({ list }) => list);
  return [
    ...words.flatMap((word) => {
      const found = holding(word);
      if (found.length === 0) return [`${name}: '${word}' of ${fact} is in no list`];
      return found.length > 1 ? [`${name}: '${word}' of ${fact} is in ${found.join(' and in ')}`] : [];
    }),
    ...[...new Set(listed.map(({ word }) => word))]
      .filter((word) => !words.includes(word))
      .map((word) => `${name}: '${word}' is no word of ${fact}`),
  ];
}
