import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ORDERS } from '../../src/cards/orders.ts';
import { activeOrders, optionsOfOrder, orderOnRecord, servicesOfOrder } from '../../src/mapping/orders.ts';
import { ATC, codes, concept, LOINC, record, request, RX, SCT } from './patient.ts';

const order = (code: unknown, extra = {}) => ({
  resourceType: 'ServiceRequest',
  id: 'sr',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  code,
  ...extra,
});

describe('open orders', () => {
  it('every order that the cards suggest is recognised again as the same service', () => {
    for (const { key, coding, text } of ORDERS) {
      if (coding === undefined) continue;
      const written = order({ coding: [{ system: coding.system, code: coding.code }], text });
      expect(servicesOfOrder(written, codes), key).toContain(key);
    }
  });

  it('every order that the cards suggest is recognised by its text alone, active or drafted', () => {
    for (const { key, coding, text } of ORDERS) {
      for (const written of [text, ` ${text.toUpperCase()}  `]) {
        expect(servicesOfOrder(order({ text: written }), codes), key).toEqual([key]);
        expect(activeOrders(record(order({ text: written })), codes), key).toMatchObject([
          { reference: 'ServiceRequest/sr', service: [key] },
        ]);
        expect(orderOnRecord(order({ text: written }, { status: 'draft' }), codes)?.service).toEqual([key]);
      }
      if (coding === undefined) continue;
      const coded = order({ coding: [{ system: coding.system, code: coding.code }] });
      expect(optionsOfOrder(order({ text }), codes), key).toEqual(optionsOfOrder(coded, codes));
    }
    expect(servicesOfOrder(order({ text: 'Hormone panel' }), codes)).toEqual([]);
  });

  it('orders with the same code are told apart by the own text', () => {
    const ct = concept(LOINC, '30612-6');
    expect(servicesOfOrder(order(ct), codes)).toEqual([`${LOINC}|30612-6`, 'ct-triphasic']);
    expect(
      servicesOfOrder(order({ ...ct, text: 'CT volumetry of the liver, future remnant' }), codes),
    ).toEqual([`${LOINC}|30612-6`, 'liver-volumetry']);
  });

  it.each([
    ['active', 1],
    ['draft', 1],
    ['on-hold', 1],
    ['completed', 0],
    ['revoked', 0],
    ['entered-in-error', 0],
    ['unknown', 0],
    [undefined, 0],
  ])('a request of status %s', (status, n) => {
    expect(activeOrders(record(order(concept(SCT, '306313008'), { status })), codes)).toHaveLength(n);
  });

  it('an order not to do it is none', () => {
    const negated = order(concept(SCT, '306313008'), { doNotPerform: true });
    expect(activeOrders(record(negated), codes)).toEqual([]);
    expect(optionsOfOrder(negated, codes)).toEqual([]);
    expect(servicesOfOrder(negated, codes)).toEqual([]);
    expect(orderOnRecord(negated, codes)).toBeUndefined();
  });

  it('drugs are orders for the options that they belong to', () => {
    expect(optionsOfOrder(request(RX, '68092'), codes)).toEqual(['somatostatin-analogue']);
    expect(optionsOfOrder(request(ATC, 'L01BC06'), codes)).toEqual(['chemotherapy']);
    expect(optionsOfOrder(request(RX, '357977'), codes)).toEqual(['targeted-therapy']);
    expect(optionsOfOrder(request(ATC, 'V10XX04'), codes)).toEqual(['prrt']);
    expect(optionsOfOrder(request(ATC, 'L04AH02'), codes)).toEqual([]);
    const [open] = activeOrders(record(request(RX, '68092')), codes);
    expect(open).toMatchObject({ options: ['somatostatin-analogue'], status: 'active' });
  });

  it('a tumour board may be a planned encounter or a booked appointment', () => {
    const appointment = {
      resourceType: 'Appointment',
      id: 'a',
      status: 'booked',
      serviceType: [concept(SCT, '399414003')],
      participant: [{ actor: { reference: 'Patient/p' }, status: 'accepted' }],
    };
    const encounter = {
      resourceType: 'Encounter',
      id: 'e',
      status: 'planned',
      class: {},
      subject: { reference: 'Patient/p' },
      type: [concept(SCT, '708004003')],
    };
    expect(
      activeOrders(record(appointment, encounter), codes).map(({ reference, options }) => [
        reference,
        options,
      ]),
    ).toEqual([
      ['Appointment/a', ['mdt-review']],
      ['Encounter/e', ['mdt-review']],
    ]);
    expect(activeOrders(record({ ...encounter, status: 'finished' }), codes)).toEqual([]);
  });

  it('a draft of a hook is read in the same form', () => {
    const draft = order(concept(SCT, '306316000'), { status: 'draft', intent: 'proposal' });
    expect(orderOnRecord(draft, codes)).toEqual({
      reference: 'ServiceRequest/sr',
      service: [`${SCT}|306316000`, 'liver-transplantation'],
      options: ['liver-transplantation'],
      status: 'draft',
    });
    expect(orderOnRecord({ ...draft, id: '<script>' }, codes)?.reference).toBe('ServiceRequest/(no id)');
    expect(orderOnRecord({ resourceType: 'Observation' }, codes)).toBeUndefined();
    expect(orderOnRecord(null, codes)).toBeUndefined();
  });

  it('a drug contained in the draft is read, a reference elsewhere is not', () => {
    const draft = {
      resourceType: 'MedicationRequest',
      id: 'm',
      status: 'draft',
      contained: [{ resourceType: 'Medication', id: 'x', code: concept(RX, '7617') }],
      medicationReference: { reference: '#x' },
    };
    expect(optionsOfOrder(draft, codes)).toEqual(['somatostatin-analogue']);
    expect(optionsOfOrder({ ...draft, medicationReference: { reference: 'Medication/x' } }, codes)).toEqual(
      [],
    );
  });

  it('has no more keys than the orders of the cards', () => {
    const source = readFileSync(new URL('../../src/mapping/orders.ts', import.meta.url), 'utf8');
    const keys = [...source.matchAll(/services: \['([^']+)'\]/g)].map((match) => match[1]);
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.filter((key) => !ORDERS.some((known) => known.key === key))).toEqual([]);
  });
});
