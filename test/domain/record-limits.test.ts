import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Treatment } from '../../src/domain/fact-catalogue.ts';
import type { ResolveInput } from '../../src/domain/resolve.ts';
import { candidate, days, fact, number, run, word } from './statements.ts';

/** The numbers by which a record is read, as a site sets them: on and beside each. */
describe('numbers of a site by which the record is read', () => {
  const at = (recordLimits: NonNullable<ResolveInput['recordLimits']>) => ({ recordLimits });

  it.each([
    [12, '2026-01-10', 'synchronous'],
    [12, '2026-01-11', 'metachronous'],
    [3, '2025-04-10', 'synchronous'],
    [3, '2025-04-11', 'metachronous'],
  ])('synchronous %d months: primary 2025-01-10, liver %s is %s', (synchronous, liver, expected) => {
    const found = fact(
      'liver.timing',
      [
        candidate('primary.site', word('pancreas'), '2025-01-10', { onset: '2025-01-10' }),
        candidate('nelm', word('yes'), liver, { onset: liver }),
      ],
      at({ synchronous }),
    );
    expect(found?.value).toEqual(word(expected));
  });

  const given = (what: Treatment, on: string, reference: string): Candidate =>
    candidate('prior', { kind: 'set', members: [what], complete: false }, on, {
      reference,
      treatment: { what, inForce: false },
    });

  it('residual: a lesion up to so many months after the resection', () => {
    const recurrent = (lesion: string) =>
      fact(
        'liver.recurrent',
        [
          given('liver-resection', '2026-02-10', 'Procedure/1'),
          candidate('liver.lesion-count', number(2), lesion),
        ],
        at({ residual: 6 }),
      );
    expect(recurrent('2026-08-10')).toBeUndefined();
    expect(recurrent('2026-08-11')?.value).toEqual(word('yes'));
  });

  it('residual: a lesion seen within these months and never gone', () => {
    const recurrent = (residual: number) =>
      fact(
        'liver.recurrent',
        [
          given('liver-resection', '2026-01-10', 'Procedure/1'),
          candidate('liver.lesion-count', number(1), '2026-03-01'),
          candidate('liver.lesion-count', number(2), '2026-09-11'),
        ],
        at({ residual }),
      );
    expect(recurrent(2)).toBeUndefined();
    expect(recurrent(1)?.value).toEqual(word('yes'));
  });

  it('drug-in-force: an administration keeps a drug in force for so many days', () => {
    const inForce = (ago: number) =>
      run([given('ssa', days(ago), 'MedicationAdministration/1')], at({ 'drug-in-force': 28 })).recorded
        .prior[0]?.inForce;
    expect(inForce(28)).toBe(true);
    expect(inForce(29)).toBe(false);
  });

  it('course-observed: months of stable disease count while the last observation is no older', () => {
    const stable = (ago: number) =>
      fact(
        'stable-months',
        [
          candidate('disease-course', word('stable'), '2025-01-01'),
          candidate('disease-course', word('stable'), days(ago)),
        ],
        at({ 'course-observed': 90 }),
      );
    expect(stable(90)?.state).toBe('known');
    expect(stable(91)).toMatchObject({
      state: 'unknown',
      reason: 'stale',
      note: 'the last observation of the course is older than 90 days',
    });
  });

  it('not-recorded: so many times its age limit a value counts', () => {
    const ecog = (ago: number) =>
      fact('ecog', [candidate('ecog', number(1), days(ago))], at({ 'not-recorded': 1.5 }));
    expect(ecog(135)).toMatchObject({ state: 'known', stale: true });
    expect(ecog(136)).toMatchObject({
      state: 'unknown',
      reason: 'stale',
      note: 'the last value is older than 135 days',
    });
  });
});
