import { describe, expect, it } from 'vitest';
import { OPTIONS } from '../../src/decision/options.ts';
import { OPTIONS_WITH_EVIDENCE, optionUse } from '../../src/evidence/option-evidence.ts';
import { evidenceFor } from '../../src/evidence/ranges.ts';

/** Series, patients, years and design: each is in the line, or the line says that the source does not give it. */
const NAMED: readonly (readonly [what: string, given: RegExp, missing: RegExp])[] = [
  ['series', /\b\d+ (of \d+ )?(series|trials?|cited papers)\b/, /\bno series\b/],
  ['patients', /\b[\d,]+ patients\b/, /number of patients[^();]* not (given|recoverable)/],
  ['years', /[;(] (treated )?(19|20)\d\d(-(19|20)\d\d)?;/, /\byear [^();]*not given/],
  [
    'design',
    /; [^();]*(retrospective|prospective|phase|randomised|registry|placebo|mixed|guideline|design not stated|multicentre)[^();]*;/,
    /\bdesign [^();]*not given/,
  ],
];

describe('the evidence line of every option', () => {
  it('is there for each option of the knowledge base', () => {
    expect([...OPTIONS_WITH_EVIDENCE].sort()).toEqual(OPTIONS.map(({ code }) => code).sort());
  });

  it.each(OPTIONS.map(({ code }) => code))('%s names series, patients, years and design', (option) => {
    const { line } = evidenceFor(option);
    for (const [what, given, missing] of NAMED)
      expect(given.test(line) || missing.test(line), `${what}: ${line}`).toBe(true);
  });

  it('has a study behind a figure wherever there is no table', () => {
    for (const option of OPTIONS_WITH_EVIDENCE) {
      const { tables, figures } = optionUse(option);
      if (tables.length === 0)
        for (const { text, study } of figures) expect(study, `${option}: ${text}`).toBeDefined();
    }
  });

  it('says in words what the source does not give', () => {
    expect(evidenceFor('alpps').line).toContain(
      '(1 series; 2020; interim analysis of a registry; number of patients not given; M21:102, 252)',
    );
    expect(evidenceFor('mdt-review').line).toContain(
      '(no series; number of patients, year and design not given; ',
    );
    expect(evidenceFor('repeat-hepatectomy').line).toContain(
      '(1 series; 33 patients; 2020; design not given; ',
    );
  });
});
