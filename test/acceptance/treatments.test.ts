import { describe, expect, it } from 'vitest';
import {
  ATC,
  bare,
  bundle,
  coded,
  condition,
  daysAgo,
  evaluateBundle,
  factOf,
  ICD10CM,
  type Json,
  local,
  procedure,
  RXNORM,
  shown,
  SNOMED,
  SUBJECT,
  word,
} from './scene.ts';

const OCTREOTIDE = coded(ATC, 'H01CB02');
const LUTETIUM = coded(RXNORM, '1999335');
const request = (extra: Json = {}): Json => ({
  resourceType: 'MedicationRequest',
  id: 'request',
  status: 'active',
  intent: 'order',
  subject: SUBJECT,
  authoredOn: '2026-02-01',
  medicationCodeableConcept: OCTREOTIDE,
  ...extra,
});
const administration = (extra: Json = {}): Json => ({
  resourceType: 'MedicationAdministration',
  id: 'administration',
  status: 'completed',
  subject: SUBJECT,
  effectiveDateTime: '2026-02-01',
  medicationCodeableConcept: OCTREOTIDE,
  ...extra,
});
const statement = (extra: Json = {}): Json => ({
  resourceType: 'MedicationStatement',
  id: 'statement',
  status: 'active',
  subject: SUBJECT,
  effectiveDateTime: '2026-02-01',
  medicationCodeableConcept: OCTREOTIDE,
  ...extra,
});
const prior = (...resources: readonly Json[]) => shown(bare('prior', resources));

describe('operations and interventions', () => {
  it.each([
    ['liver-resection', SNOMED, '71273005'],
    ['ablation', SNOMED, '448781006'],
    ['embolization', SNOMED, '314617008'],
    ['radioembolization', SNOMED, '438415006'],
    ['liver-transplant', SNOMED, '18027006'],
    ['pve', 'http://www.cms.gov/Medicare/Coding/ICD10', '06L83DZ'],
  ])('%s', (what, system, code) => {
    expect(prior(procedure('p', system, code, '2025-05-01'))).toBe(`known ${what}@2025-05-01`);
    expect(prior(procedure('p', system, code, '2025-05-01', { status: 'not-done' }))).toBe('assumed ');
  });
  it('a period ends the treatment; without a date it is given all the same', () => {
    const period = { performedPeriod: { start: '2025-05-01', end: '2025-05-03' } };
    expect(prior(procedure('p', SNOMED, '448781006', undefined, period))).toBe('known ablation@2025-05-03');
    expect(prior(procedure('p', SNOMED, '448781006'))).toBe('known ablation@');
  });
  it('233527006 is a cannula insertion, not an embolisation', () => {
    expect(prior(procedure('p', SNOMED, '233527006', '2025-05-01'))).toBe('assumed ');
  });
});

describe('drugs', () => {
  it.each([
    ['an active order', request(), 'known ssa@2026-02-01!'],
    ['a completed order', request({ status: 'completed' }), 'known ssa@2026-02-01'],
    ['a stopped order', request({ status: 'stopped' }), 'known ssa@2026-02-01'],
    ['a proposal', request({ intent: 'proposal' }), 'assumed '],
    ['a cancelled order', request({ status: 'cancelled' }), 'assumed '],
    ['a draft', request({ status: 'draft' }), 'assumed '],
    ['entered in error', request({ status: 'entered-in-error' }), 'assumed '],
    ['90 days ago', administration({ effectiveDateTime: daysAgo(90) }), `known ssa@${daysAgo(90)}!`],
    ['91 days ago', administration({ effectiveDateTime: daysAgo(91) }), `known ssa@${daysAgo(91)}`],
    ['not given', administration({ status: 'not-done' }), 'assumed '],
    [
      'a period',
      administration({
        effectiveDateTime: undefined,
        effectivePeriod: { start: '2026-01-01', end: daysAgo(90) },
      }),
      `known ssa@${daysAgo(90)}!`,
    ],
    ['in the future', administration({ effectiveDateTime: '2027-01-01' }), 'assumed '],
    ['not taken', statement({ status: 'not-taken' }), 'assumed '],
    ['taken in the past', statement({ status: 'completed' }), 'known ssa@2026-02-01'],
  ] as const)('%s', (_name, resource, expected) => {
    expect(prior(resource)).toBe(expected);
  });
  it('one drug of several records: dates united, in force when one of them is', () => {
    expect(prior(administration({ effectiveDateTime: '2025-01-01' }), request())).toBe(
      'known ssa@2025-01-01+2026-02-01!',
    );
  });
  it.each([
    ['interferon', ATC, 'L03AB05'],
    ['everolimus', ATC, 'L01EG02'],
    ['everolimus', ATC, 'L01XE10'],
    ['sunitinib', ATC, 'L01EX01'],
    ['sunitinib', ATC, 'L01XE04'],
    ['bevacizumab', ATC, 'L01FG01'],
    ['bevacizumab', ATC, 'L01XC07'],
    ['chemotherapy', ATC, 'L01AX03'],
    ['chemotherapy', ATC, 'L01AD04'],
    ['ssa', RXNORM, '68092'],
    ['ssa', RXNORM, '7617'],
  ])('%s: %s %s', (what, system, code) => {
    expect(prior(administration({ medicationCodeableConcept: coded(system, code) }))).toBe(
      `known ${what}@2026-02-01`,
    );
  });
  it('PRRT comes from lutetium-177 that was given, not from an order', () => {
    expect(prior(administration({ medicationCodeableConcept: LUTETIUM }))).toBe('known prrt@2026-02-01');
    expect(prior(request({ medicationCodeableConcept: LUTETIUM }))).toBe('assumed ');
  });
  it('another use of a drug is not read as treatment of the tumour', () => {
    const afterTransplant = { reasonCode: [coded(ICD10CM, 'Z94.0')] };
    expect(prior(request({ medicationCodeableConcept: coded(ATC, 'L01EG02'), ...afterTransplant }))).toBe(
      'assumed ',
    );
    expect(prior(request({ medicationCodeableConcept: coded(ATC, 'L04AH02') }))).toBe('assumed ');
  });
  it('C14 a Medication that is contained, of the bundle, or behind urn:uuid', () => {
    const medication = { resourceType: 'Medication', code: OCTREOTIDE };
    const through = (reference: string, extra: Json = {}): Json =>
      request({ medicationCodeableConcept: undefined, medicationReference: { reference }, ...extra });
    const expected = 'known ssa@2026-02-01!';
    expect(prior(through('#m', { contained: [{ ...medication, id: 'm' }] }))).toBe(expected);
    expect(prior({ ...medication, id: 'm' }, through('Medication/m'))).toBe(expected);
    const urn = 'urn:uuid:6b7d6f4c-96e3-4f6c-a58b-1a2b3c4d5e6f';
    const body = bundle([through(urn)]) as { entry: unknown[] };
    body.entry.push({ fullUrl: urn, resource: medication });
    expect(shown(factOf(evaluateBundle(body), 'prior'))).toBe(expected);
  });
  it('a drug behind a reference that leads nowhere leaves the past treatments unknown', () => {
    const lost = request({
      medicationCodeableConcept: undefined,
      medicationReference: { reference: 'Medication/gone' },
    });
    expect(bare('prior', [lost]).state).toBe('unknown');
  });
});

describe('what operations leave behind', () => {
  it.each([
    ['bilioenteric-anastomosis', '301704008', 'known yes', 'assumed no'],
    ['gallbladder', '38102005', 'known removed', 'assumed in-place'],
    ['whipple', '116241004', 'known yes', 'assumed no'],
    ['bilioenteric-anastomosis', '116241004', 'known yes', 'assumed no'],
  ] as const)('%s by %s', (id, code, done, otherwise) => {
    expect(shown(bare(id, [procedure('p', SNOMED, code, '2025-05-01')]))).toBe(done);
    expect(shown(bare(id, []))).toBe(otherwise);
    expect(bare(id, [], { strict: true }).state).toBe('unknown');
  });
});

it('past treatments on the wire', () => {
  const found = bare('prior', [
    administration({ medicationCodeableConcept: LUTETIUM, effectiveDateTime: '2025-03-01' }),
    request(),
    local('prior', word('prior', 'ablation'), { effectiveDateTime: '2024-02' }),
    condition('z', ICD10CM, 'Z94.4', { onsetDateTime: '2020-01-01' }),
  ]);
  expect(found.value).toEqual([
    { what: 'ablation', dates: ['2024-02'], inForce: false },
    { what: 'prrt', dates: ['2025-03-01'], inForce: false },
    { what: 'liver-transplant', dates: ['2020-01-01'], inForce: false },
    { what: 'ssa', dates: ['2026-02-01'], inForce: true },
  ]);
  expect(bare('prior', []).value).toEqual([]);
  expect([bare('prior', [], { strict: true }).state, bare('prior', [], { strict: true }).value]).toEqual([
    'unknown',
    null,
  ]);
});
