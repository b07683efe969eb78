import type { Citation, SourceKey } from '../domain/evaluation.ts';

/** One of the four published reviews on which every rule rests. */
export interface PublishedSource {
  readonly key: Exclude<SourceKey, 'OP'>;
  readonly citation: string;
  readonly authors: string;
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly doi: string;
  readonly url: string;
}

function source(
  key: PublishedSource['key'],
  authors: string,
  title: string,
  journal: string,
  year: number,
  doi: string,
): PublishedSource {
  return {
    key,
    authors,
    title,
    journal,
    year,
    doi,
    url: `https://doi.org/${doi}`,
    citation: `${authors}. ${title}. ${journal} doi:${doi}`,
  };
}

export const SOURCES: readonly PublishedSource[] = [
  source(
    'M21',
    'Machairas N, Daskalakis K, Felekouras E, Alexandraki KI, Kaltsas G, Sotiropoulos GC',
    'Currently available treatment options for neuroendocrine liver metastases',
    'Ann Gastroenterol 2021;34(2):130-141.',
    2021,
    '10.20524/aog.2021.0574',
  ),
  source(
    'C18',
    'Chan MY, Ma KW, Chan A',
    'Surgical management of neuroendocrine tumor-associated liver metastases: a review',
    'Gland Surg 2018;7(1):28-35.',
    2018,
    '10.21037/gs.2017.11.16',
  ),
  source(
    'J12',
    'Jagannath P, Chhabra D, Shrikhande S, Shah R',
    'Surgical treatment of liver metastases in neuroendocrine neoplasms',
    'Int J Hepatol 2012;2012:782672.',
    2012,
    '10.1155/2012/782672',
  ),
  source(
    'A14',
    'Alagusundaramoorthy SS, Gedaly R',
    'Role of surgery and transplantation in the treatment of hepatic metastases from neuroendocrine tumor',
    'World J Gastroenterol 2014;20(39):14348-14358.',
    2014,
    '10.3748/wjg.v20.i39.14348',
  ),
];

/** What "OP" means wherever a rule or a number carries it. */
export const OPERATIONAL_DEFINITION =
  'Operational definition: the sources use a word and give no number; this project fixes one and a site can change it.';

/** The source with a key; undefined for `OP` and for a key that does not exist. */
export function sourceByKey(key: string): PublishedSource | undefined {
  return SOURCES.find((each) => each.key === key);
}

/** `M21:63`, `J12 5.1.1 (i)`, `OP: NETTER-1 limits`: how a citation is written beside a rule. */
export function citationText(citation: Citation): string {
  if (citation.source === 'OP') return citation.at === '' ? 'OP' : `OP: ${citation.at}`;
  return /^\d/.test(citation.at) && !/^\d+\.\d/.test(citation.at)
    ? `${citation.source}:${citation.at}`
    : `${citation.source} ${citation.at}`.trim();
}

/** Several citations in a row, each once, in the order given. */
export function citationTexts(citations: readonly Citation[]): readonly string[] {
  return [...new Set(citations.map(citationText))];
}
