import { worded } from '../../decision/wording.ts';

/**
 * Text that stands in Markdown as it is: nothing in it starts a construct of Markdown or HTML. The numbers that it names
 * are the built-in ones.
 */
export function plain(text: string): string {
  return worded(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/([*_`[\]])/g, '\\$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A code or an expression: never wrapped, never read as Markdown. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** A table; the cells are Markdown already. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => (cell === '' ? ' ' : cell.replace(/(?<!\\)\|/g, '\\|'))).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A page: a title, and blocks apart from each other; empty blocks are left out. */
export function page(title: string, ...blocks: readonly (string | false | undefined)[]): string {
  const body = blocks.filter((block): block is string => typeof block === 'string' && block !== '');
  return `${[`# ${plain(title)}`, ...body].join('\n\n')}\n`;
}

export function heading(level: number, title: string): string {
  return `${'#'.repeat(level)} ${plain(title)}`;
}

/** A heading with what follows it; nothing when nothing follows. */
export function section(
  level: number,
  title: string,
  ...blocks: readonly (string | false | undefined)[]
): string {
  const body = blocks.filter((block): block is string => typeof block === 'string' && block !== '');
  return body.length === 0 ? '' : [heading(level, title), ...body].join('\n\n');
}
