import { DETAIL_COMFORTABLE, DETAIL_FULL, DETAIL_LIMIT } from './card.ts';
import { shorten } from './markdown.ts';

/**
 * Lays out the detail of a card: sections with a bold heading and a list each, in markdown that reads well as
 * plain text. Lines carry a weight, because a card is read in seconds: what does not fit stays behind the link.
 */

/** 1: the card is wrong without it. 2: shown while there is room. 3: shown while the card is short. */
export type Weight = 1 | 2 | 3;

export interface Line {
  /** Inert markdown (`markdownText`), one line. */
  readonly text: string;
  readonly weight: Weight;
}

export interface Section {
  readonly heading: string;
  /** Inert markdown in brackets after the heading. */
  readonly aside?: string;
  readonly lines: readonly Line[];
  /** Said when there is no line; without it an empty section is left out. */
  readonly whenEmpty?: string;
  /** Lines as one paragraph after the heading instead of a list. */
  readonly inline?: boolean;
}

/** A line of inert markdown with a weight. */
export function line(text: string, weight: Weight): Line {
  return { text, weight };
}

const MORE = (count: number): string => `(${count} more in the full evaluation)`;

function renderSection(section: Section, kept: ReadonlySet<Line>): string {
  const lines = section.lines.filter((item) => kept.has(item)).map((item) => item.text);
  const omitted = section.lines.length - lines.length;
  if (section.lines.length === 0) {
    return section.whenEmpty === undefined ? '' : `**${section.heading}:** ${section.whenEmpty}`;
  }
  if (lines.length === 0) return `**${section.heading}:** ${omitted} in the full evaluation`;
  if (omitted > 0) lines.push(MORE(omitted));
  if (section.inline === true) return `**${section.heading}:** ${lines.join(' ')}`;
  const aside = section.aside === undefined ? '' : ` (${section.aside})`;
  return `**${section.heading}**${aside}\n${lines.map((text) => `- ${text}`).join('\n')}`;
}

function render(sections: readonly Section[], kept: ReadonlySet<Line>, footer: string): string {
  return [...sections.map((section) => renderSection(section, kept)), footer]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The detail text: never longer than `DETAIL_LIMIT`, and short where it can be. */
export function layOut(sections: readonly Section[], footer: string): string {
  const lines = sections.flatMap((section) => section.lines);
  const kept = new Set(lines.filter((item) => item.weight === 1));
  const text = (): string => render(sections, kept, footer);

  for (const last of [...lines].reverse().filter((item) => item.weight === 1)) {
    if (text().length <= DETAIL_LIMIT) break;
    kept.delete(last);
  }
  const fill = (weight: Weight, limit: number): void => {
    for (const item of lines.filter((candidate) => candidate.weight === weight)) {
      kept.add(item);
      if (text().length > limit) kept.delete(item);
    }
  };
  fill(2, DETAIL_FULL);
  fill(3, DETAIL_COMFORTABLE);
  return shorten(text(), DETAIL_LIMIT);
}
