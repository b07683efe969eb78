import { describe, expect, it } from 'vitest';
import { mergedRows } from '../../src/review/knowledge/merged-rows.ts';
import { knowledgeBase, knowledgeInForce } from '../../src/decision/knowledge.ts';
import { ruleTables } from '../../src/decision/rule-tables.ts';
import { buildAssets } from '../../src/review/assets.ts';
import { SECTIONS } from '../../src/review/knowledge/blocks.ts';
import { knowledgeDocument } from '../../src/review/pages.ts';
import { dateText } from '../../src/review/view/wording.ts';

const base = knowledgeBase();
const assets = await buildAssets();
const page = knowledgeDocument(base, assets, '2026-11-20');

/** Text as the page writes it. */
function written(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One section of the page. */
function sectionOf(id: string): string {
  const start = page.indexOf(`<section id="${id}"`);
  expect(start, id).toBeGreaterThan(0);
  return page.slice(start, page.indexOf('</section>', start));
}

const holds = (where: string, ...texts: readonly string[]): void => {
  for (const text of texts) expect(where.replaceAll('&#39;', "'")).toContain(written(text));
};

describe('the knowledge page', () => {
  it('has a heading for each section, in the order of its contents, and no identifier twice', () => {
    const headings = [...page.matchAll(/<h2 id="([\w-]+)-title">([^<]+)<\/h2>/g)];
    expect(headings.map(([, id, title]) => [id, title])).toEqual(SECTIONS.map(([id, title]) => [id, title]));
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it('says when numbers are past their review, and nothing of it before', () => {
    expect(page).not.toContain('past the day by which');
    expect(knowledgeDocument(base, assets, '9999-01-01')).toContain('past the day by which a clinician');
  });

  it('gives every table a caption and every column a heading', () => {
    const tables = page.match(/<table/g)?.length ?? 0;
    expect(page.match(/<table[^>]*><caption/g)).toHaveLength(tables);
    expect(page).not.toMatch(/<thead><tr><td/);
  });

  it('shows the general rules, the decision tables and the readings', () => {
    const general = sectionOf('general');
    for (const rule of base.generalRules) holds(general, rule.title, ...rule.text);
    const tables = sectionOf('tables');
    for (const one of ruleTables()) {
      holds(tables, one.title, ...one.answers.map(({ name }) => name));
      const printed = mergedRows(
        one.rows.map(({ when, gives }) => ({ when, gives: gives.map(String) })),
        one.axes,
      );
      for (const { when } of printed) holds(tables, ...when);
    }
    const readings = sectionOf('readings');
    for (const { question, chosen, why } of base.readings) holds(readings, question, chosen, why);
  });

  it('shows what this project fixed, with its reasons, and when the numbers are looked at again', () => {
    const fixed = sectionOf('operational').toLowerCase();
    for (const option of base.options)
      for (const { citations } of option.criteria)
        for (const { source, at } of citations) if (source === 'OP') holds(fixed, at.toLowerCase());
    for (const { citation, meaning } of base.thresholds)
      if (citation.source === 'OP') holds(fixed, meaning.toLowerCase(), citation.at.toLowerCase());
    for (const { criteria } of base.transplantSets)
      for (const { operational } of criteria)
        if (operational !== undefined) holds(fixed, operational.toLowerCase());
    const dates = sectionOf('review-dates');
    for (const { id, reviewBy } of base.thresholds) holds(dates, id, dateText(reviewBy));
  });

  it('shows notes for some patients with their condition, numbers and cases of the criteria', () => {
    const options = sectionOf('options');
    for (const option of base.options) {
      for (const { text, when } of option.conditionalNotes ?? []) holds(options, text, when.slice(1));
      for (const { numbers, cases } of option.criteria)
        holds(options, ...(numbers ?? []), ...(cases?.met ?? []), ...(cases?.unknown ?? []));
    }
    const workup = sectionOf('workup');
    for (const { when } of base.workup) holds(workup, when);
  });

  it('says where a site has changed a number', () => {
    const [own] = base.thresholds.filter(({ citation }) => citation.source === 'OP');
    const changed = knowledgeDocument(
      knowledgeInForce({ [own?.id ?? '']: (own?.value ?? 0) + 0.5 }),
      assets,
      '2026-11-20',
    );
    expect(changed).toContain(`changed at this site; built in: ${own?.value}`);
  });

  it('stays below a megabyte', () => {
    expect(page.length).toBeLessThan(1_000_000);
  });
});
