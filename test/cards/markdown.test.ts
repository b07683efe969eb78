import { describe, expect, it } from 'vitest';
import { cleanText, markdownText, plainText, shorten } from '../../src/cards/markdown.ts';

describe('text that reaches a card', () => {
  it.each([
    ['<img src=x onerror=alert(1)>', '‹img src=x onerror=alert(1)›'],
    ['[click](javascript:alert(1))', '(click)(javascript :alert(1))'],
    ['![x](http://evil.example/p.png)', '! (x)(http: //evil.example/p.png)'],
    ['**bold** ~~s~~ `code`', "\\*\\*bold\\*\\* \\~\\~s\\~\\~ 'code'"],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['one\n\n# two', 'one # two'],
    ['mail a@evil.example or www.evil.example', 'mail a at evil.example or www .evil.example'],
    ['&lt;b&gt; R & D', '&amp;lt;b&amp;gt; R & D'],
    ['_emphasis_ snake_case', '\\_emphasis\\_ snake_case'],
  ])('G01 makes %s inert in markdown and HTML', (hostile, inert) => {
    expect(markdownText(hostile, 500)).toBe(inert);
  });

  it.each([
    ['Ki-67 < 2 %', 'Ki-67 less than 2 %'],
    ['more than 10: >10', 'more than 10: more than 10'],
    ['remnant >= 30 %', 'remnant ≥ 30 %'],
    ['platelets 75 10*9/L', 'platelets 75 10^9/L'],
    ['Ki-67 4 % (3 Apr 2026, Observation/ki67-1)', 'Ki-67 4 % (3 Apr 2026, Observation/ki67-1)'],
  ])('keeps %s readable', (text, read) => {
    expect(markdownText(text, 500)).toBe(read);
    expect(plainText(text, 139)).toBe(read);
  });

  it('G02 strips bidi, zero-width and control characters, lone surrogates and piles of marks', () => {
    expect(cleanText('a\u202eb\u200bc\ufeffd\u2066e\u00adf')).toBe('abcdef');
    expect(cleanText('a\u0000\u0007\u001b[31mb\u0085c')).toBe('a[31mb c');
    expect(cleanText('x\ud800y')).toBe('x\ufffdy');
    expect(cleanText(`z${'\u0301'.repeat(10_000)}`).length).toBeLessThanOrEqual(4);
    expect(cleanText('\u{e0041}\u{e0042}ok\u115f')).toBe('ok');
  });

  it('G03 cuts long text with a mark and never inside a character', () => {
    expect(markdownText('x'.repeat(50_000), 100)).toHaveLength(100);
    expect(shorten('𝒳𝒳𝒳𝒳', 6)).toBe('𝒳𝒳…');
    expect(shorten('short', 5)).toBe('short');
    expect(shorten('one two three four', 14)).toBe('one two three…');
  });

  it('says so when nothing readable is left', () => {
    for (const blank of ['', '   ', '\u0000', '\u200b\u200b']) {
      expect(markdownText(blank, 50)).toBe('(unreadable)');
      expect(plainText(blank, 50)).toBe('(unreadable)');
    }
    expect(plainText('***', 50)).toBe('(unreadable)');
  });
});

describe('shortening', () => {
  it('cuts an enumeration between its pieces, not inside parentheses', () => {
    const text =
      'Ki-67 4 % (5 Nov 2026; liver); Grade G2 (computed); Differentiation well (5 Nov 2026; liver)';
    expect(shorten(text, 80)).toBe('Ki-67 4 % (5 Nov 2026; liver); Grade G2 (computed); …');
    expect(shorten(text, text.length)).toBe(text);
  });

  it('cuts at a word where the pieces are too long, and inside a word where there is none', () => {
    expect(shorten('one; two three four five six', 24)).toBe('one; two three four…');
    expect(shorten('x'.repeat(30), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});
