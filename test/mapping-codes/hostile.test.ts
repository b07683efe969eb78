import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosisCandidates, nelmConditions } from '../../src/mapping/diagnosis.ts';
import { medicationCandidates } from '../../src/mapping/medications.ts';
import { activeOrders, optionsOfOrder, orderOnRecord } from '../../src/mapping/orders.ts';
import { procedureCandidates } from '../../src/mapping/procedures.ts';
import { codes, DATE, record } from './patient.ts';

const ELEMENTS = [
  'code',
  'status',
  'clinicalStatus',
  'verificationStatus',
  'bodySite',
  'extension',
  'onsetDateTime',
  'onsetPeriod',
  'recordedDate',
  'abatementDateTime',
  'stage',
  'reasonCode',
  'reasonReference',
  'performedDateTime',
  'performedPeriod',
  'medicationCodeableConcept',
  'medicationReference',
  'effectiveDateTime',
  'effectivePeriod',
  'dosage',
  'dosageInstruction',
  'focus',
  'component',
  'conclusionCode',
  'contained',
  'meta',
  'intent',
  'authoredOn',
  'serviceType',
  'type',
] as const;

const SCT = 'http://snomed.info/sct';
const CONCEPTS = ['94381002', '735735001', '18027006', '306313008', '36222008'].map((code) => ({
  coding: [{ system: SCT, code }],
}));

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    ...CONCEPTS,
    CONCEPTS,
    { coding: 'x' },
    { coding: [null, 1, { system: SCT }, { code: '94381002' }] },
    { reference: 'Condition/1' },
    [{ reference: '#' }, { reference: 'Condition/1' }, null],
    '2020-13-45',
    '2024',
    'completed',
    'active',
    { start: 5, end: {} },
    [{ url: 'http://hl7.org/fhir/StructureDefinition/condition-related', valueReference: 1 }],
    [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/condition-related',
        valueReference: { reference: 'Condition/1' },
      },
    ],
    [{ summary: null, type: [] }, 'x'],
  ),
);
const TYPES = [
  'Condition',
  'Procedure',
  'Observation',
  'DiagnosticReport',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'ServiceRequest',
  'Appointment',
  'Encounter',
];
const resource = fc
  .record({
    type: fc.constantFrom(...TYPES),
    id: fc.constantFrom<unknown>('1', '2', '3', undefined, 7, {}),
    elements: fc.dictionary(fc.constantFrom(...ELEMENTS), junk, { maxKeys: 6 }),
  })
  .map(({ type, id, elements }) => ({ resourceType: type, id, ...elements }));

describe('shapes that no one should send', () => {
  it('never make a group throw', () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 8 }), (resources) => {
        const built = record(...resources);
        const input = { date: DATE, flag: () => {} };
        diagnosisCandidates(built, codes, input);
        procedureCandidates(built, codes, input);
        medicationCandidates(built, codes, input);
        nelmConditions(built, codes, input);
        activeOrders(built, codes);
        for (const one of resources) {
          optionsOfOrder(one, codes);
          orderOnRecord(one, codes);
        }
      }),
      { numRuns: 400, seed: 20250601 },
    );
  });

  it('give candidates without foreign text in dates and references', () => {
    const built = record({
      resourceType: 'Condition',
      id: '<b>x</b>',
      subject: { reference: 'Patient/p' },
      code: { coding: [{ system: SCT, code: '17920008' }] },
      onsetDateTime: '<script>',
    });
    const [candidate] = diagnosisCandidates(built, codes, { date: DATE });
    expect(JSON.stringify(candidate)).not.toContain('<');
  });

  it.each([undefined, null, 1, 'x', [], { resourceType: 5 }, { resourceType: '__proto__' }])(
    'an order may be anything: %j',
    (value) => {
      expect(optionsOfOrder(value, codes)).toEqual([]);
      expect(orderOnRecord(value, codes)).toBeUndefined();
    },
  );
});
