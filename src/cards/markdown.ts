/**
 * Text that reaches a card. Whatever comes from a record is hostile: clients render `detail` as GitHub-flavoured
 * markdown, some with raw HTML on, some as plain text. So text is made inert for all three at once: characters
 * that could build a tag, a link, an image or a heading are replaced by readable look-alikes or escaped, and
 * addresses are broken up, because GitHub's autolinks need no markup at all.
 * https://github.github.com/gfm/#autolinks-extension-
 */

/** Longest run of combining marks that is left on one letter. */
const COMBINING_MARKS = 3;
/** Stands for text of which nothing readable is left. */
const UNREADABLE = '(unreadable)';

/** Control, format (bidi, zero width, tags), private use, noncharacters, and letters that draw nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text without control, bidi, zero-width and private-use characters, without lone surrogates and piles of
 * combining marks; white space and line breaks become single spaces. Not yet safe for markdown.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t-\r\u0085\u2028\u2029]/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/(\p{M})\p{M}+/gu, (run) => Array.from(run).slice(0, COMBINING_MARKS).join(''))
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * Cuts to a number of UTF-16 units with a mark, never inside a character: between the pieces of an enumeration where
 * that leaves most of the text, else at a word where one is near.
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let cut = '';
  for (const character of text) {
    if (cut.length + character.length > limit - 1) break;
    cut += character;
  }
  for (let end = cut.lastIndexOf('; '); end > limit * 0.6; end = cut.lastIndexOf('; ', end - 1)) {
    const whole = cut.slice(0, end);
    // A semicolon inside parentheses ends no piece.
    if (whole.split('(').length === whole.split(')').length) return `${whole}; …`;
  }
  const space = cut.lastIndexOf(' ');
  if (space > limit * 0.7) cut = cut.slice(0, space);
  return `${cut.replace(/[\s,;:(\\&]+$/u, '')}…`;
}

/** Words for comparators, so that no angle bracket is needed: `< 2 %` reads "less than 2 %". */
function comparatorsInWords(text: string): string {
  return text
    .replace(/<=/g, '≤')
    .replace(/>=/g, '≥')
    .replace(/->|=>/g, '→')
    .replace(/<\s*(?=[\d.])/g, 'less than ')
    .replace(/>\s*(?=[\d.])/g, 'more than ')
    .replace(/</g, '‹')
    .replace(/>/g, '›');
}

/** Addresses that a client would turn into links by itself. */
function breakAddresses(text: string): string {
  return text
    .replace(/:\/\//g, ': //')
    .replace(/\bwww\./giu, 'www .')
    .replace(/@/g, ' at ')
    .replace(/\b(javascript|data|vbscript|mailto|xmpp|file):/giu, '$1 :');
}

/** Text for a member that clients show as it is (summary, label, description, display): no markup of any kind. */
export function plainText(text: string, limit: number): string {
  const plain = breakAddresses(comparatorsInWords(cleanText(text)))
    .replace(/[[{]/g, '(')
    .replace(/[\]}]/g, ')')
    .replace(/!(?=\()/g, '! ')
    .replace(/`/g, "'")
    .replace(/\b10\*(?=\d)/g, '10^')
    .replace(/(\d)\*(?=\d)/g, '$1×')
    .replace(/[*\\|~]/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/&(?=[#\p{L}\p{N}])/gu, '& ')
    .replace(/^[\s#+=-]+/u, '')
    .replace(/^(\d{1,9})[.)](?=\s|$)/u, '$1:')
    .replace(/\s+/gu, ' ')
    .trim();
  return shorten(plain === '' ? UNREADABLE : plain, limit);
}

/**
 * Text for a place in markdown (`detail`, `Annotation.text`): one line, inert in markdown and in HTML, still
 * readable where markdown is shown as plain text. Brackets become parentheses, so nothing can be a link or an image.
 */
export function markdownText(text: string, limit: number): string {
  const inert = breakAddresses(comparatorsInWords(shorten(cleanText(text), limit)))
    .replace(/\[/g, '(')
    .replace(/\]/g, ')')
    .replace(/!(?=\()/g, '! ')
    .replace(/`/g, "'")
    .replace(/\b10\*(?=\d)/g, '10^')
    .replace(/(\d)\*(?=\d)/g, '$1×')
    .replace(/[\\*~|]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, (run) => '\\_'.repeat(run.length))
    .replace(/&(?=[#\p{L}\p{N}])/gu, '&amp;')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/u, '$1\\$2')
    .replace(/^(?=[#+=-])/u, '\\');
  return inert === '' ? UNREADABLE : inert;
}
