import { type Child, type Element, h } from '../view/element.ts';

/**
 * The markdown that cards use, as trees: paragraphs, lists, bold and emphasis, escapes. Raw HTML, links and images stay
 * the text that they are.
 */
export function markdown(text: string): readonly Element[] {
  const blocks: Element[] = [];
  let items: Child[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (items.length > 0) blocks.push(h('ul', {}, items));
    if (lines.length > 0) blocks.push(h('p', {}, inline(lines.join(' '))));
    items = [];
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*[-*] +(.*)$/.exec(line);
    if (item?.[1] !== undefined) {
      if (lines.length > 0) flush();
      items.push(h('li', {}, inline(item[1])));
    } else if (line.trim() === '') {
      flush();
    } else {
      if (items.length > 0) flush();
      lines.push(line.trim());
      // A line that is bold as a whole stands as a heading of its own.
      if (/^\*\*.+\*\*$/.test(line.trim())) flush();
    }
  }
  flush();
  return blocks;
}

const TOKEN =
  /\\([!-/:-@[-`{-~])|\*\*(.+?)\*\*|(?<![\p{L}\p{N}])_(.+?)_(?![\p{L}\p{N}])|&(amp|lt|gt|quot|#39);/gsu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function inline(text: string): readonly Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const [all, literal, bold, emphasis, entity] = match;
    if (literal !== undefined) parts.push(literal);
    else if (bold !== undefined) parts.push(h('strong', {}, inline(bold)));
    else if (emphasis !== undefined) parts.push(h('em', {}, inline(emphasis)));
    else if (entity !== undefined) parts.push(ENTITIES[entity] ?? all);
    from = match.index + all.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
