import type { Child, Element as Tree } from '../view/element.ts';

/** Trees as nodes of the page: elements and text only, no markup is ever parsed. */

const SVG = 'http://www.w3.org/2000/svg';

/** The node of a tree. */
export function nodeOf(tree: Tree | string, inSvg = false): Node {
  if (typeof tree === 'string') return document.createTextNode(tree);
  const svg = inSvg || tree.tag === 'svg';
  const element = svg ? document.createElementNS(SVG, tree.tag) : document.createElement(tree.tag);
  for (const [name, value] of Object.entries(tree.attributes)) element.setAttribute(name, value);
  for (const child of tree.children) element.append(nodeOf(child, svg));
  return element;
}

/** Puts trees in the place of what an element holds; blocks that were opened or closed by hand stay so. */
export function replaceContent(host: Element, trees: readonly Child[]): void {
  const open = new Map<string, boolean>();
  for (const block of host.querySelectorAll('details[id]')) {
    if (block instanceof HTMLDetailsElement) open.set(block.id, block.open);
  }
  const scrolled = new Map<string, number>();
  for (const region of host.querySelectorAll('.scroll[aria-label]')) {
    scrolled.set(region.getAttribute('aria-label') ?? '', region.scrollLeft);
  }
  host.replaceChildren(...flat(trees).map((tree) => nodeOf(tree)));
  for (const block of host.querySelectorAll('details[id]')) {
    const was = open.get(block.id);
    if (block instanceof HTMLDetailsElement && was !== undefined) block.open = was;
  }
  for (const region of host.querySelectorAll('.scroll[aria-label]')) {
    region.scrollLeft = scrolled.get(region.getAttribute('aria-label') ?? '') ?? 0;
  }
}

function flat(children: readonly Child[]): (Tree | string)[] {
  return children.flatMap((child): (Tree | string)[] => {
    if (child === null || child === undefined || child === false) return [];
    if (Array.isArray(child)) return flat(child as readonly Child[]);
    return [typeof child === 'number' ? String(child) : (child as Tree | string)];
  });
}

/** The element with an id. Throws when the page has none: the page and its script do not belong together. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no ${id}`);
  return element;
}

/** Plain data that the server put into the page. */
export function pageData(id: string): unknown {
  const holder = document.getElementById(id);
  const text = holder instanceof HTMLTemplateElement ? holder.content.textContent : null;
  return text === null ? undefined : JSON.parse(text, revived);
}

/** Open ends of intervals: JSON has no infinite numbers. */
function revived(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, '$number')) return value;
  return Number((value as Record<string, unknown>).$number);
}

/** Hands a text to the user as a file. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Copies a text; false when the browser does not allow it. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
