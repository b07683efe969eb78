import { describe, expect, it } from 'vitest';
import { cardsFor } from '../../src/cards/cards.ts';
import { plainMarkdown, wrap } from '../../src/cli/plain-markdown.ts';
import { printCards } from '../../src/cli/print-cards.ts';
import { changed, sampleAlert, sampleInput } from '../cards/sample.ts';

const cards = cardsFor(
  sampleInput(changed({ alerts: [sampleAlert('carcinoid-heart-unassessed')] }), {
    reviewUrl: 'https://cds.example/review/1?token=t',
  }),
);

describe('cards in a terminal', () => {
  it('show summary, detail, buttons, links and source of every card', () => {
    const text = printCards(cards, { width: 100 });
    expect(text).toContain('WARNING · card 1 of 3 · safety');
    expect(text).toContain(
      'NET G2, liver metastases type I: meets the criteria for curative liver resection',
    );
    expect(text).toContain('[ Present at the tumour board ]  (first choice)');
    expect(text.replace(/\n│ +/g, ' ')).toContain('http://snomed.info/sct 306313008');
    expect(text).toContain('https://cds.example/review/1?token=t');
    expect(text).toContain('Source: nelm-cds knowledge base 1.0.0, https://cds.example/knowledge');
    expect(text).not.toMatch(/\*\*|\\/);
  });

  it('stay within the width, whatever it is', () => {
    for (const width of [60, 80, 120]) {
      for (const line of printCards(cards, { width }).split('\n')) {
        // An address or a resource name is not broken.
        if (!/https?:|\w\/\w/.test(line)) expect(line.length, line).toBeLessThanOrEqual(width);
      }
    }
  });

  it('are coloured only on request', () => {
    expect(printCards(cards)).not.toContain('\u001b');
    expect(printCards(cards, { colour: true })).toContain('\u001b[33m');
  });

  it('G02 obey no control character of the text', () => {
    const [card] = cards;
    if (card === undefined) throw new Error('no card');
    const hostile = { ...card, summary: 'a\u001b[2Jb\u202ec', detail: 'x\u0007\u009b31my' };
    const text = printCards([hostile]);
    expect(text).toContain('a[2Jbc');
    expect(text).toContain('x31my');
  });

  it('say that the service looked when there is no card', () => {
    expect(printCards([])).toBe('No card: the service looked and has nothing to say.\n');
  });
});

describe('markdown as plain text', () => {
  it('takes escapes, entities and bold marks back, and keeps lists', () => {
    const lines = plainMarkdown('**Why**\n- a \\*b\\* &amp;lt; c\\_d\n\n1\\. e', 40);
    expect(lines).toEqual(['Why', '  • a *b* &lt; c_d', '', '1. e']);
  });

  it('wraps at words, and keeps a long word whole', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('aaaaaaaaaaaa b', 5, '- ', '  ')).toEqual(['- aaaaaaaaaaaa', '  b']);
    expect(wrap('', 5)).toEqual(['']);
  });
});
