import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Issue } from '../../src/domain/facts.ts';
import { candidate, number, run, word } from './statements.ts';

function issues(...candidates: readonly Candidate[]): readonly Issue[] {
  return run(candidates).issues.filter(({ text }) => text.endsWith('the record decides'));
}

describe('a derivation that contradicts the record', () => {
  const resection = candidate(
    'prior',
    { kind: 'set', members: ['liver-resection'], complete: false },
    '2024-02-01',
    {
      treatment: { what: 'liver-resection', inForce: false },
    },
  );
  const lesions = candidate('liver.lesion-count', number(2), '2026-09-11');
  const recurrent = (...words: string[]): Candidate =>
    candidate('liver.recurrent', word(...words), '2026-10-01', { reference: 'Observation/recurrent' });

  it('liver.recurrent: a recorded no beside a later lesion is said, and decides', () => {
    const result = run([resection, lesions, recurrent('no')]);
    expect(result.recorded.facts['liver.recurrent']?.value).toEqual(word('no'));
    expect(result.issues).toContainEqual({
      severity: 'warning',
      resource: 'Observation/recurrent',
      text: 'Recurrence in the liver: recorded no, derived yes; the record decides',
    });
  });

  it('liver.recurrent: nothing is said where the two agree, may agree, or one of them is open', () => {
    expect(issues(resection, lesions, recurrent('yes'))).toEqual([]);
    expect(issues(resection, lesions, recurrent('yes', 'no'))).toEqual([]);
    expect(issues(resection, lesions)).toEqual([]);
    expect(issues(resection, recurrent('no'))).toEqual([]);
    expect(issues(lesions, recurrent('no'))).toEqual([]);
  });

  it('liver.timing and what a pancreaticoduodenectomy leaves', () => {
    const onset = (fact: 'nelm' | 'primary.site', value: string, on: string): Candidate =>
      candidate(fact, word(value), '2026-01-01', { onset: on });
    const site = onset('primary.site', 'pancreas', '2024-01-01');
    const timing = candidate('liver.timing', word('metachronous'), '2026-01-01');
    expect(issues(site, onset('nelm', 'yes', '2024-03-01'), timing)[0]?.text).toBe(
      'Timing of the liver metastases: recorded metachronous, derived synchronous; the record decides',
    );
    expect(issues(site, onset('nelm', 'yes', '2025-03-01'), timing)).toEqual([]);
    const whipple = candidate('whipple', word('yes'), '2024-05-01');
    const status = candidate('primary.status', word('in-situ'), '2026-01-01');
    expect(issues(site, whipple, status)[0]?.text).toBe(
      'Status of the primary tumour: recorded in-situ, derived resected; the record decides',
    );
  });

  it('an age that is not the one by the date of birth', () => {
    const born = candidate('age', number(63), '2026-11-20', { standing: 'implied', reference: 'Patient/p' });
    const range = candidate('age', number(62, 63), '2026-11-20', { standing: 'implied' });
    const said = (low: number, high = low): Candidate => candidate('age', number(low, high), '2026-11-20');
    expect(issues(born, said(50))[0]?.text).toBe(
      'Age: recorded 50, by the date of birth 63 years; the record decides',
    );
    expect(issues(range, said(50, 55))[0]?.text).toBe(
      'Age: recorded 50-55, by the date of birth 62-63 years; the record decides',
    );
    for (const agreed of [said(63), said(60, 70)]) expect(issues(born, agreed)).toEqual([]);
    expect(issues(born)).toEqual([]);
    expect(issues(said(50))).toEqual([]);
  });
});

describe('lymph nodes that are read as removed with the primary', () => {
  const nodes = candidate('extrahepatic', word('regional-nodes-only'), '2024-01-01', {
    standing: 'implied',
    removed: true,
  });
  const context = (...candidates: readonly Candidate[]) => run(candidates).recorded.context;

  it('are no extrahepatic disease; as it would be with them is kept', () => {
    expect(run([nodes]).recorded.facts.extrahepatic).toBeUndefined();
    expect(context(nodes).extrahepaticWithNodes).toMatchObject({
      id: 'extrahepatic',
      state: 'known',
      value: word('regional-nodes-only'),
    });
  });

  it('beside new regional nodes: unspecified when they were elsewhere', () => {
    const regional = candidate('extrahepatic', word('regional-nodes-only'), '2026-01-01', {
      standing: 'implied',
    });
    const distant: Candidate = { ...nodes, value: word('unspecified') };
    expect(run([regional, distant]).recorded.facts.extrahepatic?.value).toEqual(word('regional-nodes-only'));
    expect(context(regional, distant).extrahepaticWithNodes?.value).toEqual(word('unspecified'));
  });

  it('make no difference beside other metastases, or where somebody stated what there is', () => {
    const bone = candidate('extrahepatic', word('unspecified'), '2026-01-01', { standing: 'implied' });
    const stated = candidate('extrahepatic', word('none'), '2026-11-01');
    expect(context(bone, nodes)).not.toHaveProperty('extrahepaticWithNodes');
    expect(context(stated, nodes)).not.toHaveProperty('extrahepaticWithNodes');
    expect(run([stated, nodes]).recorded.facts.extrahepatic?.value).toEqual(word('none'));
  });
});

describe('the evaluation date and the longest run', () => {
  it('a partial date is no day to evaluate at', () => {
    for (const date of ['2026', '2026-11', '2026-13-45', '2026-11-20T10:00:00Z']) {
      expect(() => run([], { date })).toThrow('YYYY-MM-DD');
    }
  });

  it('stable disease over more months than are plausible is not known', () => {
    const seen = (on: string): Candidate => candidate('disease-course', word('stable'), on);
    const { facts } = run([seen('1926-10-01'), seen('2026-10-01')]).recorded;
    expect(facts['stable-months']).toMatchObject({ state: 'unknown', reason: 'absent' });
    const partial = run([seen('1976'), seen('2026-10-01')]).recorded.facts['stable-months'];
    expect(partial).toMatchObject({ state: 'known', value: { low: 597, high: 600 } });
  });
});

describe('a count of no lesions', () => {
  const cleared = (on?: string) =>
    candidate('liver.lesion-count', number(0), on, { reference: 'Observation/count' });
  const counted = (...candidates: readonly Candidate[]) => {
    const { recorded, issues: all } = run(candidates);
    const said = all.filter(({ text }) => text.includes('no lesion'));
    return { fact: recorded.facts['liver.lesion-count'], said };
  };
  const stands = { state: 'known', value: number(0) };

  it.each<[string, Candidate]>([
    ['a size', candidate('liver.largest-lesion', number(25), '2026-11-01')],
    ['lobes', candidate('liver.lobes', word('unilobar'), '2026-11-01')],
    ['segments', candidate('liver.segments', { kind: 'set', members: ['6'], complete: true }, '2026-11-01')],
    ['a pattern', candidate('liver.pattern.reported', word('I'), '2026-11-01')],
    ['a share of the liver', candidate('liver.involvement', number(20), '2026-11-01')],
    ['a judgement', candidate('liver.resectability', word('unresectable'), '2026-11-01')],
    ['a recurrence', candidate('liver.recurrent', word('yes'), '2026-11-01')],
    ['a diagnosis', candidate('nelm', word('yes'), '2026-11-02', { onset: '2026-11-01' })],
  ])('is taken back by %s of a later day', (_name, later) => {
    const { fact, said } = counted(cleared('2026-10-30'), later);
    expect(fact).toMatchObject({ state: 'unknown', reason: 'stale' });
    expect(fact?.value).toBeUndefined();
    expect(said).toMatchObject([{ severity: 'warning', resource: later.reference }]);
    expect(said[0]?.text).toMatch(
      /^Number of liver lesions: no lesion on 2026-10-30, but a later record .* of 2026-11-01\)/,
    );
  });

  it('stands beside a lesion of the same day, or of a month that holds the day, and that is said', () => {
    for (const on of ['2026-10-30', '2026-10']) {
      const { fact, said } = counted(
        cleared('2026-10-30'),
        candidate('liver.largest-lesion', number(25), on, { reference: 'Observation/size' }),
      );
      expect(fact).toMatchObject(stands);
      expect(said).toMatchObject([{ severity: 'warning', resource: 'Observation/size' }]);
      expect(said[0]?.text).toMatch(/another record of that time speaks .*; the record decides$/);
    }
  });

  it('stands over what is older, undated, or no lesion', () => {
    for (const other of [
      candidate('liver.largest-lesion', number(25), '2026-10-29'),
      candidate('liver.largest-lesion', number(25)),
      candidate('liver.largest-lesion', number(0), '2026-11-01'),
      candidate('liver.involvement', number(0), '2026-11-01'),
      candidate('liver.recurrent', word('no'), '2026-11-01'),
      candidate('nelm', word('yes'), '2026-11-02', { onset: '2024-01-01' }),
    ]) {
      const { fact, said } = counted(cleared('2026-10-30'), other);
      expect(fact).toMatchObject(stands);
      expect(said).toEqual([]);
    }
  });

  it('without a date ranks behind a dated lesion', () => {
    expect(counted(cleared(), candidate('liver.largest-lesion', number(25), '2020-01-01')).fact?.state).toBe(
      'unknown',
    );
    expect(counted(cleared(), candidate('liver.largest-lesion', number(25)))).toMatchObject({
      fact: stands,
      said: [{ severity: 'warning' }],
    });
  });

  it('a later count decides as before', () => {
    const lesion = candidate('liver.largest-lesion', number(25), '2026-11-01');
    expect(
      counted(cleared('2026-10-30'), lesion, candidate('liver.lesion-count', number(1), '2026-11-01')),
    ).toMatchObject({ fact: { state: 'known', value: number(1) }, said: [] });
    expect(counted(lesion, cleared('2026-11-05')).fact).toMatchObject(stands);
  });
});
