/**
 * Pages as plain trees: the same functions make the page on the server (as text) and in the browser (as nodes). Text
 * is always text: nothing that comes from a record can become markup, a link or a style.
 */

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

export type Child = Element | string | number | null | undefined | false | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const NAME = /^[a-z][a-zA-Z0-9-]*$/;
/** Addresses that the code of this project may link to; data never makes a link. */
const ADDRESS = /^(?:#|https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/]|(?!\/\/)[\w./?=&%-]*$)/;
/** Controls, and characters that reorder or hide text. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const LONGEST_TEXT = 4000;

/** Text as it may be shown: no controls, no characters that change the direction, not endless. */
export function shown(text: string): string {
  const clean = text.toWellFormed().replace(UNSEEN, '\ufffd');
  return clean.length <= LONGEST_TEXT ? clean : `${clean.slice(0, LONGEST_TEXT)}\u2026`;
}

/**
 * One element. `false`, null and undefined attributes and children are left out; `true` gives an empty attribute.
 * Throws for a name that is no name, an inline style or handler, and an address that is not ours.
 */
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Element {
  if (!NAME.test(tag)) throw new Error(`no element name: ${tag}`);
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (!NAME.test(name) || name === 'style' || /^on/i.test(name)) throw new Error(`no attribute: ${name}`);
    const text = value === true ? '' : shown(String(value));
    if ((name === 'href' || name === 'src') && !ADDRESS.test(text)) throw new Error(`no address: ${name}`);
    given[name] = text;
  }
  return { tag, attributes: given, children: flat(children) };
}

function flat(children: readonly Child[]): (Element | string)[] {
  const result: (Element | string)[] = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) result.push(...flat(child as readonly Child[]));
    else if (typeof child === 'object') result.push(child as Element);
    else result.push(shown(String(child)));
  }
  return result;
}

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr', 'col']);

/** Text as it stands in HTML, in content and in quoted attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** The element as HTML. */
export function html(element: Element): string {
  const parts: string[] = [];
  write(element, parts);
  return parts.join('');
}

function write(element: Element, parts: string[]): void {
  parts.push('<', element.tag);
  for (const [name, value] of Object.entries(element.attributes)) {
    parts.push(' ', name, '="', escaped(value), '"');
  }
  parts.push('>');
  if (VOID.has(element.tag)) return;
  for (const child of element.children) {
    if (typeof child === 'string') parts.push(escaped(child));
    else write(child, parts);
  }
  parts.push('</', element.tag, '>');
}

/** All text below an element. */
export function textOf(element: Element | string): string {
  return typeof element === 'string' ? element : element.children.map(textOf).join('');
}
