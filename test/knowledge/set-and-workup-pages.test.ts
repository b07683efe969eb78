import { describe, expect, it } from 'vitest';
import { transplantPage, workupPage } from '../../src/cli/rule-book/rule-pages.ts';
import { TRANSPLANT_SETS } from '../../src/decision/transplant-sets.ts';

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

describe('the page of the work-up', () => {
  const row = (id: string): string => new RegExp(`^\\| .*\`${id}\`.*$`, 'm').exec(workupPage())?.[0] ?? '';

  it('says when MR takes the place of CT', () => {
    expect(row('mri-liver')).toContain(
      'Takes the place of CT in pregnancy, with an eGFR below 30 mL/min/1.73 m2 (iodinated contrast barred), and when a CT or MR of the liver within its age limit is on record',
    );
    expect(row('ct-triphasic')).toContain('not where MR of the liver takes its place');
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
