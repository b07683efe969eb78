import { describe, expect, it } from 'vitest';
import { situationOf } from '../../src/decision/evaluate.ts';
import { separators } from '../../src/decision/parameters.ts';
import { buildRecord } from '../../src/fhir/record-index.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { codes, procedure, SCT } from './patient.ts';

const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';
const DATE = '2026-11-20';

function factsOf(...resources: unknown[]) {
  const patient = { resourceType: 'Patient', id: 'p' };
  const record = buildRecord({ resources: [patient, ...resources] as never, patientId: 'p' });
  const { recorded } = mapRecord(record, { date: DATE, codes, cutpoints: separators });
  return situationOf(recorded, { date: DATE, strict: false });
}

describe('a resection of the pancreas whose code does not tell its extent', () => {
  const of = (...resources: unknown[]) => {
    const facts = factsOf(...resources);
    return (['whipple', 'bilioenteric-anastomosis'] as const).map((id) => {
      const { state, reason, value } = facts.fact(id);
      return `${state} ${value?.kind === 'word' ? value.possible.join() : reason}`;
    });
  };
  const UNKNOWN = ['unknown not-confirmed', 'unknown not-confirmed'];
  const NO = ['assumed no', 'assumed no'];

  it.each([
    [OPS, '5-524.1'],
    [OPS, '5-524'],
    [OPS, '5-525.0'],
    [SCT, '9524002'],
  ])('%s %s leaves anastomosis and Whipple unknown, not absent', (system, code) => {
    expect(of(procedure(system, code, '2025-01-10'))).toEqual(UNKNOWN);
  });

  it('every other code of a resection of the pancreas is no record of a pancreaticoduodenectomy', () => {
    const open = codes.get('pancreatic-resection-with-bile-duct-open');
    const others = codes
      .get('pancreatic-resection')
      .codes.filter(({ system, code }) => !open.has(system, code));
    expect(others.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['33149006', '287847009', '235468001', '301847000', '0FBG0ZZ', '0FTG0ZZ']),
    );
    for (const { system, code } of others)
      expect(of(procedure(system, code, '2025-01-10')), code).toEqual(NO);
  });

  it('a second coding may state the extent', () => {
    const coding = [
      { system: OPS, code: '5-524.1' },
      { system: SCT, code: '235468001' },
    ];
    expect(of(procedure(OPS, '5-524.1', '2025-01-10', { code: { coding } }))).toEqual(NO);
  });

  it('a pancreaticoduodenectomy on record decides', () => {
    const whipple = procedure(SCT, '116241004', '2020-01-10');
    expect(of(whipple, procedure(SCT, '9524002', '2025-01-10'))).toEqual(['known yes', 'known yes']);
  });

  it('another operation leaves them assumed absent', () => {
    const facts = factsOf(procedure(OPS, '5-454.1', '2025-01-10'));
    expect(facts.fact('whipple')).toMatchObject({ state: 'assumed', value: { possible: ['no'] } });
  });
});
