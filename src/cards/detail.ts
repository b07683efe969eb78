import { DETAIL_COMFORTABLE, DETAIL_FULL, DETAIL_LIMIT, DETAIL_WANTED } from './card.ts';
import { shorten } from './markdown.ts';

/**
 * Lays out the detail of a card: sections with a bold heading and a list each, in markdown that reads well as
 * plain text. Lines carry a weight, because a card is read in seconds: what does not fit stays behind the link.
 */

/**
 * 1: the card is wrong without it. 2: wanted by most readers. 3: shown while there is room. 4: shown while the card is
 * short.
 */
export type Weight = 1 | 2 | 3 | 4;

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
  /** Shortened after the others (`firm`), or last of all (`whole`). */
  readonly hold?: 'firm' | 'whole';
  /** Lines as one paragraph after the heading instead of a list. */
  readonly inline?: boolean;
}

/** A line of inert markdown with a weight. */
export function line(text: string, weight: Weight): Line {
  return { text, weight };
}

const MORE = (count: number): string => `(${count} more)`;
const ABRIDGED = 'What is left out here stands in the full evaluation.';

function renderSection(section: Section, kept: ReadonlySet<Line>): string {
  const lines = section.lines.filter((item) => kept.has(item)).map((item) => item.text);
  const omitted = section.lines.length - lines.length;
  if (section.lines.length === 0) {
    return section.whenEmpty === undefined ? '' : `**${section.heading}:** ${section.whenEmpty}`;
  }
  if (lines.length === 0)
    return `**${section.heading}:** ${omitted} ${omitted === 1 ? 'point' : 'points'}, left out here.`;
  if (omitted > 0) lines.push(MORE(omitted));
  if (section.inline === true) return `**${section.heading}:** ${lines.join(' ')}`;
  const aside = section.aside === undefined ? '' : ` (${section.aside})`;
  return `**${section.heading}**${aside}\n${lines.map((text) => `- ${text}`).join('\n')}`;
}

function render(sections: readonly Section[], kept: ReadonlySet<Line>, footer: string): string {
  const abridged = sections.some((section) => section.lines.some((item) => !kept.has(item)));
  return [
    ...sections.map((section) => renderSection(section, kept)),
    abridged ? `${ABRIDGED} ${footer}` : footer,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The lines of a weight, the first of every section before the second of any. */
function inTurn(sections: readonly Section[], weight: Weight): Line[] {
  return sections
    .flatMap((section) =>
      section.lines.filter((item) => item.weight === weight).map((item, turn) => ({ item, turn })),
    )
    .sort((a, b) => a.turn - b.turn)
    .map(({ item }) => item);
}

/** The last line of the section that takes most room; sections that are held come later, an only line last. */
function nextToDrop(sections: readonly Section[], kept: ReadonlySet<Line>): Line | undefined {
  const candidates = sections
    .map((section) => {
      const shown = section.lines.filter((item) => kept.has(item));
      const alone = shown.length === 1;
      const turn = section.hold === 'whole' ? 3 : alone ? 2 : section.hold === 'firm' ? 1 : 0;
      return { shown, turn, size: shown.reduce((sum, item) => sum + item.text.length, 0) };
    })
    .filter(({ shown }) => shown.length > 0)
    .sort((a, b) => a.turn - b.turn || b.size - a.size);
  return candidates[0]?.shown.at(-1);
}

/** The detail text: never longer than `DETAIL_LIMIT`, and short where it can be. */
export function layOut(sections: readonly Section[], footer: string): string {
  const kept = new Set(inTurn(sections, 1));
  const essential = kept.size;
  const text = (): string => render(sections, kept, footer);
  while (text().length > DETAIL_LIMIT) {
    const last = nextToDrop(sections, kept);
    if (last === undefined) break;
    kept.delete(last);
  }
  const fill = (weight: Weight, limit: number): void => {
    for (const item of inTurn(sections, weight).filter((candidate) => !kept.has(candidate))) {
      kept.add(item);
      if (text().length > limit) kept.delete(item);
    }
  };
  fill(1, DETAIL_LIMIT);
  if (kept.size === essential) {
    fill(2, DETAIL_WANTED);
    fill(3, DETAIL_FULL);
    fill(4, DETAIL_COMFORTABLE);
  }
  return shorten(text(), DETAIL_LIMIT);
}
