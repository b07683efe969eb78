import { describe, expect, it } from 'vitest';
import { factsPage } from '../../src/cli/rule-book/fact-page.ts';
import { optionPage } from '../../src/cli/rule-book/option-page.ts';
import { alertsPage, transplantPage, workupPage } from '../../src/cli/rule-book/rule-pages.ts';
import type { OptionDefinition } from '../../src/decision/criterion.ts';
import { OPTIONS } from '../../src/decision/options.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';
import { FACT_IDS } from '../../src/domain/fact-catalogue.ts';

describe('the page of the transplant sets', () => {
  const text = transplantPage();
  const cases = text.slice(text.indexOf('## Cases that exercise it'));
  const rows = new Map(
    [...cases.matchAll(/^\| `([\w.-]+)` \|(.*)\|$/gm)].map(([, id = '', cells = '']) => [
      id,
      cells.split(/(?<!\\)\|/).map((cell) => cell.trim()),
    ]),
  );

  it.each(TRANSPLANT_SETS.flatMap((set) => set.criteria.map(({ id }) => `${set.code}.${id}`)))(
    '%s has cases met, not met and unknown',
    (id) => {
      expect(rows.get(id)).toHaveLength(3);
      for (const cell of rows.get(id) ?? []) expect(cell).not.toBe('');
    },
  );
});

describe('the pages of the options', () => {
  it.each(OPTIONS.map((option) => [option.code, option] as const))(
    '%s: every cell of the cases names a case, or why there is none',
    (_, option) => {
      const text = optionPage(option);
      const table = text.slice(text.indexOf('## Cases that exercise it'), text.indexOf('## Review'));
      const cells = [...table.matchAll(/^\| `[\w.-]+` \|(.*)\|$/gm)].map(([, all = '']) =>
        all.split(/(?<!\\)\|/),
      );
      const asked = option.criteria.length + (option.applicable ? 1 : 0);
      expect(cells).toHaveLength(asked);
      for (const row of cells) {
        expect(row).toHaveLength(3);
        for (const cell of row) expect(cell.trim()).not.toBe('');
      }
    },
  );

  it('say which result a criterion cannot have', () => {
    const prrt = OPTIONS.find(({ code }) => code === 'prrt') as OptionDefinition;
    expect(optionPage(prrt)).toContain('| cannot be: a G3 neoplasm without both tracers is undecided');
  });
});

describe('the page of the facts', () => {
  const text = factsPage();
  const about = (id: string): string => text.split(/^## /m).find((part) => part.startsWith(`${id}\n`)) ?? '';

  it('says that a pregnancy is over after its limit', () => {
    expect(about('pregnancy')).toContain('Age limit: 300 days; an older value is not used: it is `no`');
  });

  it('says of every fact what reads it, or that no rule does', () => {
    for (const id of FACT_IDS) expect(about(id), id).toMatch(/^- Read by(:| no rule)/m);
    expect(FACT_IDS.filter((id) => about(id).includes('Read by no rule'))).toEqual(['primary.size']);
    expect(about('liver.segments')).toContain('[the pattern]');
    expect(about('liver.second-largest-lesion')).toContain('[the pattern]');
    expect(about('primary.part')).toContain('[timing of the resection of the primary]');
    expect(about('liver.timing')).toContain('[timing of the resection of the primary]');
    expect(about('gallbladder')).toContain('[alert cholecystectomy-at-laparotomy]');
  });
});

describe('the page of the alerts', () => {
  it('names the operations at which cholecystectomy is thought of', () => {
    expect(alertsPage()).toContain(
      'When: Resection of the primary, debulking or two-stage hepatectomy is offered;',
    );
  });
});

describe('the page of the work-up', () => {
  const row = (id: string): string => new RegExp(`^\\| .*\`${id}\`.*$`, 'm').exec(workupPage())?.[0] ?? '';

  it('says when MR takes the place of CT', () => {
    expect(row('mri-liver')).toContain(
      'Takes the place of CT in pregnancy, with an eGFR below 30 mL/min/1.73 m2 (iodinated contrast barred), and when a CT or MR of the liver within its age limit is on record',
    );
    expect(row('ct-triphasic')).toContain('not where MR of the liver takes its place');
  });

  it('says that a primary is searched for while it is not known where it is', () => {
    expect(row('primary-search')).toContain('while it is not known where the primary is');
    expect(row('primary-search')).toContain('whether some option is offered, closed or open');
  });

  it('says what takes the place of an item in pregnancy', () => {
    expect(row('liver-volumetry')).toContain('In its place, in pregnancy: MR volumetry');
    expect(row('sstr-pet')).toContain('not in pregnancy');
  });

  it('says when the baseline items are asked for', () => {
    expect(row('chromogranin-a')).toContain('last 365 days');
    expect(row('hormone-panel')).toContain('carcinoid: 5-hiaa; insulinoma: insulin or c-peptide');
    expect(row('maa-scan')).toContain('Radioembolisation is offered');
  });
});
