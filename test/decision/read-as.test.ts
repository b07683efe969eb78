import { describe, expect, it } from 'vitest';
import { report } from '../../src/cli/report.ts';
import { evaluate } from '../../src/decision/evaluate.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';

const DISSEMINATED = {
  ...TYPICAL,
  'liver.pattern.reported': undefined,
  'liver.resectability': undefined,
  'liver.segments': undefined,
  'liver.second-largest-lesion': undefined,
  'liver.lobes': 'bilobar',
  'liver.lesion-count': 4,
  'liver.involvement': 51,
  'liver.largest-lesion': 60,
};
const NOTES = {
  'liver.segments': 'bilobar disease: read as not confined to two adjacent segments',
  'liver.second-largest-lesion': 'disseminated disease: read as no dominant lesion',
} as const;

describe('what is taken for granted of a fact that stays unknown', () => {
  const evaluation = evaluate(patient(DISSEMINATED as never), { date: TODAY, strict: false });
  const fact = (id: string, from = evaluation) => from.facts.find((each) => each.id === id);

  it.each(Object.entries(NOTES))('%s: its note tells how it is read', (id, note) => {
    expect(fact(id)).toMatchObject({ state: 'unknown', value: null, note });
    expect(evaluation.assumptions.find((each) => each.fact === id)?.text).toContain(`not recorded (${note})`);
  });

  it('the readable report tells it where it lists what an option rests on', () => {
    const text = report(evaluation).replace(/\s+/g, ' ');
    for (const [id, note] of Object.entries(NOTES)) {
      expect(text, id).toContain(`not recorded (${note})`);
    }
    expect(text).not.toMatch(/assumed: [^.]*lesion not known/);
  });

  it('what is on record, or not taken for granted, has no such note', () => {
    const known = evaluate(patient({ ...DISSEMINATED, 'liver.second-largest-lesion': 50 } as never), {
      date: TODAY,
      strict: true,
    });
    expect(fact('liver.second-largest-lesion', known)?.note).toBeUndefined();
  });
});
