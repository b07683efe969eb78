import { describe, expect, it } from 'vitest';
import { documentText } from '../../src/review/view/document.ts';
import { h, html, shown, textOf } from '../../src/review/view/element.ts';
import { markdown } from '../../src/review/demo/markdown.ts';

describe('elements', () => {
  it('text is text, in content and in attributes', () => {
    const page = html(
      h('p', { title: '"><script>alert(1)</script>' }, '<img src=x onerror=alert(1)> & "quotes"'),
    );
    expect(page).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;</p>',
    );
  });

  it.each([
    ['style', () => h('p', { style: 'color: red' })],
    ['handler', () => h('p', { onclick: 'alert(1)' })],
    ['a handler in other letters', () => h('p', { onClick: 'alert(1)' })],
    ['name with markup', () => h('p><script', {})],
    ['attribute with markup', () => h('p', { 'a="b" onclick': 'x' })],
    ['script address', () => h('a', { href: 'javascript:alert(1)' })],
    ['script address in disguise', () => h('a', { href: ' java\u0000script:alert(1)' })],
    ['data address', () => h('a', { href: 'data:text/html,x' })],
    ['address without a scheme', () => h('script', { src: '//evil.example/x.js' })],
    ['address of another scheme', () => h('a', { href: 'vbscript:x' })],
  ])('refuses: %s', (_what, make) => {
    expect(make).toThrow();
  });

  it('lets pass the addresses of the pages themselves', () => {
    for (const href of [
      '#option-prrt',
      'assets/review-1a2b.css',
      'https://doi.org/10.1/x',
      'http://127.0.0.1:3000/review/1?token=a.b',
    ]) {
      expect(h('a', { href }).attributes.href).toBe(href);
    }
  });

  it('takes away controls and characters that reorder text', () => {
    expect(shown('a\u202eb\u0000c\u200bd\u2066e')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
    expect(shown('\ud800x')).toBe('\ufffdx');
    expect(shown('x'.repeat(5000))).toHaveLength(4001);
  });

  it('leaves out what is not there', () => {
    expect(
      html(
        h('p', { hidden: false, id: null, class: undefined, open: true }, null, false, undefined, 0, [
          'a',
          ['b'],
        ]),
      ),
    ).toBe('<p open="">0ab</p>');
    expect(textOf(h('p', {}, 'a', h('b', {}, 'c')))).toBe('ac');
  });

  it('writes void elements without an end', () => {
    expect(html(h('br'))).toBe('<br>');
  });
});

describe('documents', () => {
  it('carry data that cannot end their holder', () => {
    const text = documentText({
      title: 'T </title><script>',
      styles: 'a.css',
      icon: 'i.svg',
      body: [h('main', {}, 'x')],
      data: { id: 'snapshot', json: JSON.stringify({ name: '</template><script>alert(1)</script>$&$`' }) },
    });
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;/template&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;$`');
    expect(text.match(/<\/template>/g)).toHaveLength(1);
    expect(text).toMatch(/<\/template><\/body><\/html>$/);
  });
});

describe('markdown of cards', () => {
  const shownAs = (text: string): string => markdown(text).map(html).join('');

  it('paragraphs, headings of a line, lists, bold, emphasis', () => {
    expect(shownAs('**Why**\n- one **two**\n- _three_\n\nlast line\nof text')).toBe(
      '<p><strong>Why</strong></p><ul><li>one <strong>two</strong></li><li><em>three</em></li></ul><p>last line of text</p>',
    );
  });

  it('escapes and entities', () => {
    expect(shownAs('a \\*b\\* &amp;lt; snake_case_name')).toBe('<p>a *b* &amp;lt; snake_case_name</p>');
  });

  it('raw HTML, links and images stay text', () => {
    expect(
      shownAs('<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://evil.example/p.png)'),
    ).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; [a](javascript:alert(1)) ![b](https://evil.example/p.png)</p>',
    );
  });
});
