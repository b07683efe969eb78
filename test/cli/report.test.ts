import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/evaluate.ts';
import { report } from '../../src/cli/report.ts';
import type { EvaluatedOption, Evaluation } from '../../src/domain/evaluation.ts';

/** The readable report gives all of an evaluation: checked member by member for every fixture. */

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const BUNDLES = readdirSync(FIXTURES).flatMap((folder) =>
  folder.includes('.')
    ? []
    : readdirSync(`${FIXTURES}${folder}`)
        .filter((name) => /^bundle.*\.json$/.test(name))
        .map((name) => `${folder}/${name}`),
);

async function evaluation(bundle: string): Promise<Evaluation> {
  let json = '';
  const stdout = { write: (text: string) => (json += text) };
  const stderr = { write: () => true };
  const exit = await run(
    [`${FIXTURES}${bundle}`, '--date', '2026-11-20'],
    {},
    { stdin: process.stdin, stdout, stderr },
  );
  expect(exit).toBe(0);
  return JSON.parse(json) as Evaluation;
}

/** Without line breaks, runs of blanks, and characters that a terminal would obey. */
const flat = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n]|[\p{Cf}\p{Co}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The part of a report that is about one option. */
function about(option: EvaluatedOption, text: string): string {
  const details = text.slice(text.indexOf('\nOPTIONS\n'));
  const start = details.indexOf(`[${option.code}]`);
  const end = details.indexOf('\n\n', start);
  return flat(details.slice(start, end));
}

describe('the readable report', () => {
  it.each(BUNDLES)('of %s leaves nothing out and fits 100 columns', async (bundle) => {
    const given = await evaluation(bundle);
    const text = report(given);
    const whole = flat(text);
    for (const line of text.split('\n')) {
      // A word longer than a line (an address, a reference) stays whole.
      if (line.trim().split(' ').length > 1) expect(line.length, line).toBeLessThanOrEqual(100);
    }
    for (const option of given.options) {
      const part = about(option, text);
      const has = (said: string): void => expect(part, option.code).toContain(flat(said));
      for (const criterion of option.criteria) {
        has(criterion.sentence);
        has(criterion.explanation);
        for (const { source } of criterion.citations) has(source);
      }
      if (option.couldBe !== null) has(`could be: ${option.couldBe}`);
      if (option.missing.length > 0) has('missing: ');
      if (option.settledBy.length > 0) has('settled by: ');
      expect(part.split('; or by ').length, option.code).toBe(Math.max(1, option.settledBy.length));
      for (const one of option.counterfactuals) {
        has(`would be ${one.status} if: `);
        has(`were ${one.would} (now ${one.now})`);
      }
      for (const note of option.notes) has(note);
      for (const position of option.positions) expect(whole).toContain(flat(position));
      has(option.evidence);
    }
    for (const alert of given.alerts) {
      expect(whole).toContain(flat(alert.text));
      for (const place of alert.citations) expect(whole).toContain(flat(place));
    }
    for (const set of given.transplantCriteria) {
      expect(whole).toContain(`${set.title} [${set.set}]: ${set.result} {`);
      for (const { explanation } of set.criteria) expect(whole).toContain(flat(explanation));
    }
    for (const item of given.workup) {
      expect(whole).toContain(flat(item.text));
      for (const place of item.sources) expect(whole).toContain(flat(place));
    }
    for (const one of [...given.assumptions, ...given.prognosticFactors, ...given.issues])
      expect(whole).toContain(flat(one.text));
    for (const fact of given.facts) {
      const assumed = given.assumptions.some((one) => one.fact === fact.id);
      if (fact.note !== undefined && !assumed) expect(whole).toContain(flat(fact.note));
      for (const { reference } of fact.specimens ?? []) expect(whole).toContain(reference);
    }
  });

  it('says why an option is not applicable', async () => {
    const given = await evaluation('01-resectable-pancreatic-net/bundle.json');
    const closed = given.options.find(({ code }) => code === 'repeat-hepatectomy');
    expect(closed?.status).toBe('not-applicable');
    expect(about(closed as EvaluatedOption, report(given))).toMatch(
      /\[-\] asked when: Recurrence in the liver after a curative liver resection: .* \{M21:146-150\}.*evidence: /,
    );
  });
});
