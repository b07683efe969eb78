/** An atom with exponent, a number or a power of ten, each with an annotation; or an annotation alone. */
const ATOM =
  /(?:10[*^][+-]?\d{1,3}|\d{1,9}|(?:[A-Za-z%]{1,14}(?:\[[A-Za-z0-9_'.]{1,20}\])?|\[[A-Za-z0-9_'.]{1,20}\])(?:[+-]?\d{1,2})?)(?:\{[^{}\s]{1,40}\})?|\{[^{}\s]{1,40}\}/y;

const MAX_LENGTH = 60;

/**
 * True when a text has the form of a UCUM unit: atoms joined by `.` and `/`, with at most one level of parentheses.
 * Only such texts are handed to the UCUM library, which writes to the console what it cannot parse. One pass.
 */
export function hasUcumForm(text: string): boolean {
  if (text === '' || text.length > MAX_LENGTH) return false;
  let at = text.startsWith('/') ? 1 : 0;
  let open = false;
  for (;;) {
    if (text[at] === '(') {
      if (open) return false;
      open = true;
      at += text[at + 1] === '/' ? 2 : 1;
    }
    ATOM.lastIndex = at;
    const atom = ATOM.exec(text);
    if (!atom) return false;
    at += atom[0].length;
    if (text[at] === ')') {
      if (!open) return false;
      open = false;
      at += 1;
    }
    if (at === text.length) return !open;
    if (text[at] !== '.' && text[at] !== '/') return false;
    at += 1;
  }
}
