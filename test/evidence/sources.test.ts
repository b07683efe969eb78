import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWLEDGE_RELEASE } from '../../src/decision/version.ts';
import { FACT_IDS } from '../../src/domain/fact-catalogue.ts';
import { conflictsFor, positionLines, SOURCE_CONFLICTS, takenFor } from '../../src/evidence/disagreements.ts';
import { OPTIONS_WITH_EVIDENCE } from '../../src/evidence/option-evidence.ts';
import { PROGNOSTIC_FACTORS } from '../../src/evidence/prognostic.ts';
import { RELEASES, sourceAttributes } from '../../src/evidence/source-attributes.ts';
import { citationText, citationTexts, SOURCES, sourceByKey } from '../../src/evidence/sources.ts';
import { STUDY_DISAGREEMENTS } from '../../src/evidence/study-disagreements.ts';
import { TRIALS, trialsFor } from '../../src/evidence/trials.ts';

const PLACE = /(M21|C18|J12|A14)([ :]|$)/;

describe('sources', () => {
  it('are the four reviews with their identifiers', () => {
    expect(SOURCES.map((source) => [source.key, source.year, source.doi])).toEqual([
      ['M21', 2021, '10.20524/aog.2021.0574'],
      ['C18', 2018, '10.21037/gs.2017.11.16'],
      ['J12', 2012, '10.1155/2012/782672'],
      ['A14', 2014, '10.3748/wjg.v20.i39.14348'],
    ]);
    expect(sourceByKey('M21')?.citation).toBe(
      'Machairas N, Daskalakis K, Felekouras E, Alexandraki KI, Kaltsas G, Sotiropoulos GC. Currently available treatment options for neuroendocrine liver metastases. Ann Gastroenterol 2021;34(2):130-141. doi:10.20524/aog.2021.0574',
    );
    expect(sourceByKey('OP')).toBeUndefined();
  });

  it('are cited by line or by section', () => {
    expect(citationText({ source: 'M21', at: '63' })).toBe('M21:63');
    expect(citationText({ source: 'C18', at: '59-61' })).toBe('C18:59-61');
    expect(citationText({ source: 'J12', at: '5.1.1 (i)' })).toBe('J12 5.1.1 (i)');
    expect(citationText({ source: 'J12', at: 'Fig. 1' })).toBe('J12 Fig. 1');
    expect(citationText({ source: 'OP', at: 'NETTER-1 limits' })).toBe('OP: NETTER-1 limits');
    expect(
      citationTexts([
        { source: 'M21', at: '63' },
        { source: 'M21', at: '63' },
      ]),
    ).toEqual(['M21:63']);
  });
});

describe('trials', () => {
  it('are those that M21 names, with registry addresses only for valid numbers', () => {
    expect(TRIALS.map((trial) => trial.number)).toEqual([
      'NCT03590119',
      'NCT02724540',
      'NCT03724409',
      'NCT03457948',
      'NCT03049189',
      'NCT01678664',
      'NCT02230176',
      'NCT0388306',
    ]);
    const misprinted = TRIALS.filter((trial) => trial.registry === null);
    expect(misprinted.map((trial) => trial.number)).toEqual(['NCT0388306']);
    expect(misprinted[0]?.remark).toContain('a digit too few');
    expect(TRIALS.find((trial) => trial.name === 'COMPETE')?.remark).toContain('COMPET');
    expect(trialsFor('ablation').map((trial) => trial.number)).toEqual(['NCT03457948']);
  });
});

describe('what the sources disagree about', () => {
  it('has the sixteen conflicts, each with several positions that are cited', () => {
    expect(SOURCE_CONFLICTS).toHaveLength(16);
    expect(new Set(SOURCE_CONFLICTS.map((each) => each.id)).size).toBe(16);
    for (const conflict of SOURCE_CONFLICTS) {
      expect(conflict.positions.length).toBeGreaterThan(1);
      for (const position of conflict.positions) expect(position.at).toMatch(PLACE);
      for (const option of conflict.options) expect(OPTIONS_WITH_EVIDENCE).toContain(option);
      for (const option of conflict.options) expect(takenFor(conflict, option), option).not.toBe('');
    }
  });

  it('is found by option and by criterion', () => {
    expect(conflictsFor('debulking', 'enough-removable').map((each) => each.id)).toEqual(['debulking-share']);
    expect(conflictsFor('prrt').map((each) => each.id)).toEqual(['grade-limits', 'prrt-progression']);
    expect(conflictsFor('surveillance')).toEqual([]);
    const [share] = conflictsFor('debulking', 'below-ninety-percent');
    expect(share && positionLines(share)[0]).toBe('at least 90 % (J12:330-332, 555-556; A14:55-57, 87, 123)');
  });

  it('lists studies that are printed with different numbers', () => {
    expect(STUDY_DISAGREEMENTS).toHaveLength(12);
    for (const study of STUDY_DISAGREEMENTS) {
      expect(study.numbers.length).toBeGreaterThan(1);
      for (const number of study.numbers) expect(number.at).toMatch(PLACE);
      for (const option of study.options) expect(OPTIONS_WITH_EVIDENCE).toContain(option);
    }
  });
});

describe('prognostic factors', () => {
  it('have a direction, a citation and facts of the catalogue', () => {
    expect(new Set(PROGNOSTIC_FACTORS.map((each) => each.id)).size).toBe(PROGNOSTIC_FACTORS.length);
    for (const factor of PROGNOSTIC_FACTORS) {
      expect(factor.citations.length).toBeGreaterThan(0);
      for (const at of factor.citations) expect(at).toMatch(PLACE);
      for (const fact of factor.facts) expect(FACT_IDS).toContain(fact);
    }
    expect(PROGNOSTIC_FACTORS.find((each) => each.id === 'functioning-tumour')?.direction).toBe('favourable');
    expect(PROGNOSTIC_FACTORS.find((each) => each.id === 'primary-site')?.direction).toBe('disputed');
  });
});

describe('what the sources say of an incomplete resection', () => {
  it('is stated with its lines, and that none compares its survival', () => {
    const factor = PROGNOSTIC_FACTORS.find((each) => each.title.includes('R2'));
    expect(factor?.text).toContain('No source gives survival after R2 beside');
    expect(factor?.citations).toEqual(['J12:248-256', 'A14:100-103', 'M21:108, 116']);
  });
});

describe('source attributes', () => {
  const attributes = sourceAttributes('1.1.0+abc');

  it('are thirteen, numbered and none empty', () => {
    expect(attributes.map((each) => each.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    for (const attribute of attributes) expect(attribute.text.trim().length).toBeGreaterThan(10);
    expect(attributes[0]?.items).toHaveLength(4);
  });

  it('say what is used and what is not', () => {
    const used = Object.fromEntries(attributes.map((each) => [each.id, each.used]));
    expect(used).toMatchObject({
      race: false,
      ethnicity: false,
      language: false,
      'sexual-orientation': false,
      'gender-identity': false,
      sex: true,
      'date-of-birth': true,
      'social-determinants-of-health': false,
      'health-status-assessments': true,
    });
  });

  it('name the version, the release and every revision with its day', () => {
    expect(attributes[3]?.text).toContain(
      'Knowledge base 1.1.0+abc: released 2026-11-20 (1.0.0), revised 2026-11-30 (1.1.0)',
    );
    const first = sourceAttributes('1.0.0', [{ number: '1.0.0', day: '2026-11-20' }]);
    expect(first[3]?.text).toContain('released 2026-11-20 (1.0.0), no revision since');
  });

  it('know the release that is in force as the last one, and the days in their order', () => {
    expect(RELEASES.at(-1)?.number).toBe(KNOWLEDGE_RELEASE);
    const days = RELEASES.map(({ day }) => day);
    expect(days).toEqual([...new Set(days)].sort());
    for (const day of days) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('the evidence layer', () => {
  it('imports only itself and the domain, so that it runs in a browser', () => {
    const root = join(import.meta.dirname, '../../src/evidence');
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const imports = readFileSync(join(root, file), 'utf8').matchAll(/from '([^']+)'/g);
      for (const [, from] of imports) expect(from, file).toMatch(/^\.{1,2}\//);
    }
  });
});
