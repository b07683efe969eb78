import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { staleFiles } from '../../src/cli/rule-book.ts';
import { ruleBook } from '../../src/cli/rule-book/book.ts';
import { canonicalJson, knowledgeDigest, ruleTexts } from '../../src/cli/rule-book/digest.ts';
import { mergedRows } from '../../src/review/knowledge/merged-rows.ts';
import { numbersOf } from '../../src/cli/rule-book/traced.ts';
import { KNOWLEDGE_VERSION, knowledgeBase, knowledgeContent } from '../../src/decision/knowledge.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { PARAMETERS } from '../../src/decision/parameters.ts';
import { ruleTables } from '../../src/decision/rule-tables.ts';
import { FACT_IDS } from '../../src/domain/fact-catalogue.ts';
import { ROOT, sourceFiles } from '../architecture/source-files.ts';

const BOOK = ruleBook();

describe('rule book', () => {
  it('is fresh: `node src/cli/rule-book.ts` would change nothing', () => {
    expect(staleFiles()).toEqual([]);
  });

  it('has a page for every option, with every criterion, its citations and a place for the reviewer', () => {
    for (const option of OPTIONS) {
      const text = BOOK.get(`${option.code}.md`) ?? '';
      expect(text, option.code).toContain('| Reviewed by |');
      for (const criterion of option.criteria) expect(text).toContain(`** \`${criterion.id}\``);
      for (const { id } of option.criteria.flatMap((criterion) => numbersOf(option.code, criterion.id).own))
        expect(text).toContain(`\`${id}\``);
    }
  });

  it('names every fact with its absence policy, and where it is looked for', () => {
    for (const id of FACT_IDS) {
      expect(BOOK.get('facts.md')).toContain(`\n## ${id}\n`);
      expect(BOOK.get('where-facts-are-found.md')).toContain(`\n## ${id}\n`);
      expect(BOOK.get('where-facts-are-found.md')).toContain(`local code \`${id}\``);
    }
  });

  it('has no link that leads nowhere', () => {
    const anchors = new Map(
      [...BOOK].map(([name, text]) => [
        name,
        new Set([...text.matchAll(/^#+ (.+)$/gm)].map((m) => anchorOf(m[1] ?? ''))),
      ]),
    );
    const dead: string[] = [];
    for (const [name, text] of BOOK) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const [file = '', anchor] = target.split('#');
        const known = anchors.get(file);
        if (!known || (anchor !== undefined && !known.has(anchor))) dead.push(`${name}: ${target}`);
      }
    }
    expect([...new Set(dead)]).toEqual([]);
  });

  it('says nothing of this machine, and holds no code of the AMA', () => {
    for (const [name, text] of BOOK) {
      expect(text, name).not.toMatch(/ama-assn|\/work\/|undefined|\[object|NaN/);
      expect(text, name).toMatch(/^# .+\n/);
    }
  });

  it('draws rows together without losing or doubling one', () => {
    for (const { axes, rows } of ruleTables()) {
      const printed = mergedRows(
        rows.map(({ when, gives }) => ({ when, gives: gives.map((one) => one.join()) })),
        axes,
      );
      expect(printed.length).toBeGreaterThan(0);
      expect(printed.length).toBeLessThanOrEqual(rows.length);
      const answers = (list: readonly { gives: readonly string[] }[]) =>
        new Set(list.map(({ gives }) => gives.join('|')));
      expect(answers(printed)).toEqual(
        answers(rows.map(({ gives }) => ({ gives: gives.map((one) => one.join()) }))),
      );
    }
  });
});

/** As the usual renderers make the anchor of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/\\/g, '')
    .replace(/[^a-z0-9_ -]/g, '')
    .replaceAll(' ', '-');
}

describe('version of the knowledge base', () => {
  it('is the release and the digest of the content', () => {
    expect(KNOWLEDGE_VERSION).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
    expect(KNOWLEDGE_VERSION.split('+')[1]).toBe(knowledgeDigest());
    expect(knowledgeBase().version).toBe(KNOWLEDGE_VERSION);
  });

  it('changes with any number and any word, not with the order of members', () => {
    const content = knowledgeContent();
    const [first, ...others] = content.thresholds;
    const moved = { ...content, thresholds: [{ ...first, value: (first?.value ?? 0) + 0.1 }, ...others] };
    expect(knowledgeDigest(moved)).not.toBe(knowledgeDigest());
    expect(knowledgeDigest({ ...content, transplantNotes: [] })).not.toBe(knowledgeDigest());
    expect(knowledgeDigest(Object.fromEntries(Object.entries(content).reverse()))).toBe(knowledgeDigest());
    expect(canonicalJson({ b: [1, { d: undefined, c: null }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":null}]}');
  });

  it('changes with any rule file, a function too, and not with the way lines end', () => {
    const content = knowledgeContent();
    const texts = ruleTexts();
    const digest = knowledgeDigest(content, texts);
    const path = 'src/decision/options/ablation.ts';
    const stricter = (texts[path] ?? '').replace('isAtMost', 'isBelow');
    expect(stricter).not.toBe(texts[path]);
    expect(knowledgeDigest(content, { ...texts, [path]: stricter })).not.toBe(digest);
    for (const one of ['src/domain/resolve.ts', 'src/evidence/sources.ts']) {
      expect(knowledgeDigest(content, { ...texts, [one]: `${texts[one]} ` }), one).not.toBe(digest);
    }
    expect(knowledgeDigest(content, Object.fromEntries(Object.entries(texts).reverse()))).toBe(digest);
    expect(Object.values(texts).filter((text) => text.includes('\r'))).toEqual([]);
  });

  it('covers every file of the rules but the one that holds it', () => {
    const expected = ['src/decision', 'src/domain', 'src/evidence']
      .flatMap((folder) => sourceFiles(folder).map(({ path }) => path))
      .filter((path) => path !== 'src/decision/version.generated.ts');
    expect(Object.keys(ruleTexts()).sort()).toEqual([...expected].sort());
  });

  it('counts numbers by name', () => {
    expect(existsSync(`${ROOT}docs/rule-book/parameters.md`)).toBe(true);
    for (const { id } of PARAMETERS) expect(BOOK.get('parameters.md')).toContain(`\n## ${id}\n`);
  });
});
