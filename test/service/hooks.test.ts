import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  hookRequest,
  issuesOf,
  post,
  type RunningService,
  SENTINEL,
  startService,
} from './running-service.ts';

let running: RunningService;
beforeEach(async () => {
  running = await startService();
});
afterEach(() => running.stop());

const url = (id = 'nelm-patient-view') => `${running.base}/cds-services/${id}`;

async function cardsOf(
  response: Response,
): Promise<{ source: { topic: { code: string } }; links?: { url: string }[] }[]> {
  expect(response.status).toBe(200);
  return ((await response.json()) as { cards: [] }).cards;
}

describe('hook call', () => {
  it('answers cards for a request with all required data', async () => {
    const cards = await cardsOf(await post(url(), hookRequest()));
    expect(cards.map((card) => card.source.topic.code)).toContain('treatment-options');
  });

  it('gives the same cards on note-open as on patient-view', async () => {
    const strip = (cards: unknown) =>
      JSON.stringify(cards).replace(/[0-9a-f]{8}-[0-9a-f-]{27}|token=[\w.-]+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
    const view = await cardsOf(await post(url(), hookRequest()));
    const note = await cardsOf(
      await post(url('nelm-note-open'), hookRequest({ hook: 'example.nelm-cds.oncology-note-open' })),
    );
    expect(strip(note)).toBe(strip(view));
  });

  it('names every fault of a request with its path', async () => {
    const response = await post(url(), {
      hook: 'patient-view',
      hookInstance: 7,
      context: { userId: 'Nurse/1', patientId: 'Patient/1', encounterId: 'a b' },
      prefetch: 'x',
      fhirAuthorization: { access_token: 'a\nb' },
    });
    expect(response.status).toBe(400);
    expect((await issuesOf(response)).map((issue) => issue.expression?.[0]).sort()).toEqual([
      'context.encounterId',
      'context.patientId',
      'context.userId',
      'fhirAuthorization.access_token',
      'hookInstance',
      'prefetch',
    ]);
  });

  it('keeps an audit of the evaluation and of the cards, and none of the patient', async () => {
    const recorded: unknown[] = [];
    const { store } = running;
    const keep = store.recordAnswer.bind(store);
    store.recordAnswer = async (answer) => {
      recorded.push(answer);
      await keep(answer);
    };
    const cards = await cardsOf(await post(url(), hookRequest()));
    expect(recorded).toHaveLength(1);
    expect(recorded[0]).toMatchObject({
      issuer: 'development',
      serviceId: 'nelm-patient-view',
      subject: 'Patient/nelm-1',
      statuses: { 'liver-resection': 'recommended' },
      shadow: false,
    });
    expect(JSON.stringify(recorded)).not.toContain(SENTINEL);
    const link = new URL(cards[0]?.links?.[0]?.url ?? '');
    const id = link.pathname.split('/').at(-1) ?? '';
    expect(running.service.links.isGood(id, link.searchParams.get('token'), new Date())).toBe(true);
    expect((await store.review(id))?.snapshot.evaluation.subject).toBe('Patient/nelm-1');
  });

  it('still gives cards, without a review link, when the store fails', async () => {
    const { StoreError } = await import('../../src/store/store.ts');
    running.store.recordAnswer = () => Promise.reject(new StoreError('recordAnswer', 'SQLITE_FULL'));
    const cards = await cardsOf(await post(url(), hookRequest()));
    expect(cards.length).toBeGreaterThan(0);
    expect(cards.flatMap((card) => card.links ?? [])).toEqual([]);
    expect(await running.service.metrics.registry.metrics()).toContain(
      'nelm_cds_store_errors_total{operation="recordAnswer"} 1',
    );
  });

  it('refuses another patient in the prefetch', async () => {
    const request = hookRequest({ context: { userId: 'Practitioner/1', patientId: 'other' } });
    const response = await post(url(), request);
    expect(response.status).toBe(412);
    expect((await issuesOf(response))[0]?.expression).toEqual(['prefetch.patient']);
    expect(running.decided()).toBe(0);
  });

  it('passes over null and empty optional members unless strict', async () => {
    const context = { userId: 'Practitioner/1', patientId: 'nelm-1', encounterId: null };
    const request = hookRequest({ context, fhirServer: '', fhirAuthorization: null, hookInstance: 'test' });
    expect((await post(url(), request)).status).toBe(200);
    const strict = await startService({ env: { STRICT: 'true' } });
    const refused = await post(`${strict.base}/cds-services/nelm-patient-view`, request);
    expect(refused.status).toBe(400);
    expect((await issuesOf(refused)).map((issue) => issue.expression?.[0]).sort()).toEqual([
      'context.encounterId',
      'fhirAuthorization',
      'fhirServer',
      'hookInstance',
    ]);
    await strict.stop();
  });
});

describe('order hooks', () => {
  const draftOrders = {
    resourceType: 'Bundle',
    entry: [
      {
        resource: {
          resourceType: 'ServiceRequest',
          id: 'a',
          option: 'x',
          subject: { reference: 'Patient/nelm-1' },
        },
      },
      { resource: { resourceType: 'ServiceRequest', id: 'b', option: 'x' } },
      {
        resource: {
          resourceType: 'ServiceRequest',
          id: 'c',
          option: 'x',
          subject: { reference: 'Patient/other' },
        },
      },
      {
        resource: { resourceType: 'MedicationRequest', id: 'd', medicationCodeableConcept: { coding: [{}] } },
      },
      {},
      null,
      'x',
    ],
  };

  async function examined(hook: 'order-select' | 'order-sign', context: object): Promise<readonly string[]> {
    const seen: string[] = [];
    const service = await startService({
      rooms: {
        critique: (_evaluation, drafts) => {
          seen.push(...drafts.map((draft) => `${draft.reference}: ${draft.label}`));
          return [];
        },
      },
    });
    const request = hookRequest({
      hook,
      context: { userId: 'Practitioner/1', patientId: 'nelm-1', ...context },
    });
    const response = await post(`${service.base}/cds-services/nelm-${hook}`, request);
    await service.stop();
    expect(response.status).toBe(200);
    return seen;
  }

  it('H3 looks at the selected orders on order-select and at all on order-sign, none of another patient', async () => {
    expect(await examined('order-select', { selections: ['ServiceRequest/b'], draftOrders })).toEqual([
      'ServiceRequest/b: Liver resection',
    ]);
    expect(await examined('order-sign', { draftOrders })).toEqual([
      'ServiceRequest/a: Liver resection',
      'ServiceRequest/b: Liver resection',
    ]);
  });

  it('asks for draftOrders and selections', async () => {
    const select = await post(url('nelm-order-select'), hookRequest({ hook: 'order-select' }));
    expect((await issuesOf(select)).map((issue) => issue.expression?.[0]).sort()).toEqual([
      'context.draftOrders',
      'context.selections',
    ]);
    const sign = await post(url('nelm-order-sign'), hookRequest({ hook: 'order-sign' }));
    expect((await issuesOf(sign)).map((issue) => issue.expression?.[0])).toEqual(['context.draftOrders']);
  });
});

describe('suppression and shadow mode', () => {
  async function override(code: string): Promise<void> {
    const cards = (await cardsOf(await post(url(), hookRequest()))) as unknown as { uuid: string }[];
    const feedback = cards.map(({ uuid }) => ({
      card: uuid,
      outcome: 'overridden',
      overrideReason: {
        reason: { code, system: 'https://nelm-cds.example/fhir/CodeSystem/override-reason' },
      },
      outcomeTimestamp: '2026-11-20T16:46:00Z',
    }));
    expect((await post(`${url()}/feedback`, { feedback })).status).toBe(200);
  }

  it('G07 holds an overridden card back until the facts change, and not after "later"', async () => {
    await override('later');
    expect((await cardsOf(await post(url(), hookRequest()))).length).toBeGreaterThan(0);
    await override('patient-declines');
    expect(await cardsOf(await post(url(), hookRequest()))).toEqual([]);
    const other = hookRequest({ context: { userId: 'Practitioner/1', patientId: 'nelm-2' } });
    other.prefetch = JSON.parse(JSON.stringify(other.prefetch).replaceAll('nelm-1', 'nelm-2'));
    expect((await cardsOf(await post(url(), other))).length).toBeGreaterThan(0);
  });

  it('SUPPRESS_DAYS 0 shows it again', async () => {
    await running.stop();
    running = await startService({ env: { SUPPRESS_DAYS: '0' } });
    await override('patient-declines');
    expect((await cardsOf(await post(url(), hookRequest()))).length).toBeGreaterThan(0);
  });
});
