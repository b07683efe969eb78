/**
 * Markdown of the cards as text for a terminal: headings and lists stay visible, escapes and entities are taken
 * back, lines are wrapped, and nothing that a terminal would obey comes through.
 */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Control characters (escape sequences of a terminal among them) but line breaks, and bidi marks. */
const UNPRINTABLE = /[^\P{Cc}\n]|[\p{Cf}\p{Co}]/gu;

/** Text without characters that would steer the terminal. */
export function printable(text: string): string {
  return text.toWellFormed().replace(UNPRINTABLE, '');
}

/** Inline markdown taken back: bold marks, escapes, entities. */
function inline(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])|\*\*/g, (_mark, escaped: string | undefined) => escaped ?? '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

/** Wraps one paragraph; `first` and `rest` stand before its lines. Words longer than the width stay whole. */
export function wrap(text: string, width: number, first = '', rest = first): string[] {
  const lines: string[] = [];
  let current = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!empty && current.length + 1 + word.length > width) {
      lines.push(current);
      current = rest;
      empty = true;
    }
    current = empty ? `${current}${word}` : `${current} ${word}`;
    empty = false;
  }
  return [...lines, current];
}

/** The lines of a detail text, wrapped to a width and indented. */
export function plainMarkdown(markdown: string, width: number, indent = ''): string[] {
  return printable(markdown)
    .split('\n')
    .flatMap((raw) => {
      const item = /^(\s*)[-*] (.*)$/.exec(raw);
      if (item) return wrap(inline(item[2] ?? ''), width, `${indent}  • `, `${indent}    `);
      if (raw.trim() === '') return [''];
      return wrap(inline(raw), width, indent, indent);
    });
}
