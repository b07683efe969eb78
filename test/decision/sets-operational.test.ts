import { expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { patient, TODAY, TYPICAL } from './patient.ts';

it('what no source states of a transplant set is marked wherever the set is shown', () => {
  const { transplantCriteria } = evaluate(patient(TYPICAL), {
    date: TODAY,
    strict: false,
    withWorkup: false,
  });
  const marked = transplantCriteria.flatMap(({ criteria }) => criteria.filter((one) => one.operational));
  expect(marked.map(({ id }) => id)).toEqual([
    'enets.stable-disease',
    'enets.low-bilirubin',
    'milan-2007.grade',
  ]);
  for (const { explanation } of marked) expect(explanation).toMatch(/; operational definition \(.+\)$/);
  const others = transplantCriteria.flatMap(({ criteria }) => criteria.filter((one) => !one.operational));
  for (const { explanation } of others) expect(explanation).not.toMatch(/operational/);
});
