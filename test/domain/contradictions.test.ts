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
    const said = (low: number, high = low): Candidate => candidate('age', number(low, high), '2026-11-01');
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
