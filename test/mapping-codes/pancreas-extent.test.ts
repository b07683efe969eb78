import { describe, expect, it } from 'vitest';
import { situationOf } from '../../src/decision/evaluate.ts';
import { separators } from '../../src/decision/parameters.ts';
import { buildRecord } from '../../src/fhir/record-index.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { codes, PCS, procedure, SCT } from './patient.ts';

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
    [SCT, '33149006'],
    [SCT, '287847009'],
    [SCT, '9524002'],
    [PCS, '0FTG0ZZ'],
    [PCS, '0FTG4ZZ'],
    [PCS, '0FBG0ZZ'],
    [PCS, '0FBG4ZZ'],
  ])('%s %s leaves anastomosis and Whipple unknown, not absent', (system, code) => {
    expect(of(procedure(system, code, '2025-01-10'))).toEqual(UNKNOWN);
  });

  it('body, tail, left, distal and enucleation leave the bile duct in place', () => {
    const stated = codes.get('pancreatic-resection-without-bile-duct').codes;
    expect(stated).toHaveLength(10);
    for (const { system, code, display } of stated) {
      expect(codes.get('pancreatic-resection').has(system, code), code).toBe(true);
      expect(display).toMatch(/distal|left pancreatectomy|enucleation/i);
      expect(of(procedure(system, code, '2025-01-10')), code).toEqual(NO);
    }
  });

  it('a second coding may state the extent', () => {
    const coding = [
      { system: PCS, code: '0FBG0ZZ' },
      { system: SCT, code: '235468001' },
    ];
    expect(of(procedure(PCS, '0FBG0ZZ', '2025-01-10', { code: { coding } }))).toEqual(NO);
  });

  it('a pancreaticoduodenectomy on record decides', () => {
    const whipple = procedure(SCT, '116241004', '2020-01-10');
    expect(of(whipple, procedure(SCT, '33149006', '2025-01-10'))).toEqual(['known yes', 'known yes']);
  });

  it('another operation leaves them assumed absent', () => {
    const facts = factsOf(procedure(OPS, '5-454.1', '2025-01-10'));
    expect(facts.fact('whipple')).toMatchObject({ state: 'assumed', value: { possible: ['no'] } });
  });
});
