import { describe, expect, it } from 'vitest';
import { situationOf } from '../../src/decision/evaluate.ts';
import { separators } from '../../src/decision/parameters.ts';
import { buildRecord } from '../../src/fhir/record-index.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { codes, procedure } from './patient.ts';

const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';
const DATE = '2026-11-20';

function factsOf(...resources: unknown[]) {
  const patient = { resourceType: 'Patient', id: 'p' };
  const record = buildRecord({ resources: [patient, ...resources] as never, patientId: 'p' });
  const { recorded } = mapRecord(record, { date: DATE, codes, cutpoints: separators });
  return situationOf(recorded, { date: DATE, strict: false });
}

describe('a resection of the pancreas whose code does not tell its extent', () => {
  it.each(['5-524.1', '5-524', '5-525.0'])(
    '%s leaves anastomosis and Whipple unknown, not absent',
    (code) => {
      const facts = factsOf(procedure(OPS, code, '2025-01-10'));
      expect(facts.fact('whipple')).toMatchObject({ state: 'unknown', reason: 'not-confirmed' });
      expect(facts.fact('bilioenteric-anastomosis')).toMatchObject({
        state: 'unknown',
        reason: 'not-confirmed',
      });
    },
  );
  it('another operation leaves them assumed absent', () => {
    const facts = factsOf(procedure(OPS, '5-454.1', '2025-01-10'));
    expect(facts.fact('whipple')).toMatchObject({ state: 'assumed', value: { possible: ['no'] } });
  });
});
