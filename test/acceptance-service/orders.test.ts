import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeFhir, json, searchset, startFhir } from '../faults/fake-fhir.ts';
import { fixture, fixtureRequest, patientOf } from '../conformance/fixture-request.ts';
import { schemaFaults } from '../cards/response-schema.ts';
import {
  call,
  cardsOf,
  endAll,
  orderRequest,
  ordered,
  prescribed,
  type ServiceProcess,
  startProcess,
  topics,
} from './process.ts';

const RESECTABLE = '01-resectable-pancreatic-net';
const CARCINOID = '02-midgut-carcinoid-progressing';
const NEC = '04-colon-nec';
const NO_METASTASIS = '08-net-without-liver-metastasis';
const EUROPEAN = '11-european-record';
const MINEN = '14-minen';
const UNCLEAR = '15-unclear-origin';

const HEPATECTOMY = '107963000';
const REFERRAL_HPB = '306313008';
const REFERRAL_PANCREAS = '306314002';
const REFERRAL_TRANSPLANT = '306316000';
const EVEROLIMUS = '141704';
const OCTREOTIDE = '7617';
const ASPIRIN = '1191';

let service: ServiceProcess;
beforeAll(async () => {
  service = await startProcess();
});
afterAll(async () => {
  await service.kill('SIGTERM');
  endAll();
});

const verification = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code }],
});
const sign = (name: string, drafts: Parameters<typeof orderRequest>[2]) =>
  cardsOf(`${service.base}/cds-services/nelm-order-sign`, orderRequest(name, 'order-sign', drafts));
const select = (name: string, drafts: Parameters<typeof orderRequest>[2], selections?: readonly string[]) =>
  cardsOf(
    `${service.base}/cds-services/nelm-order-select`,
    orderRequest(name, 'order-select', drafts, selections),
  );

describe('order critique of the running service', () => {
  it('is critical on order-sign against an absolute contraindication, a warning on order-select', async () => {
    for (const code of [REFERRAL_TRANSPLANT, HEPATECTOMY, REFERRAL_HPB]) {
      const signed = await sign(NEC, [ordered(code)]);
      expect([topics(signed), signed[0]?.indicator]).toEqual([['safety'], 'critical']);
      const selected = await select(NEC, [ordered(code)]);
      expect([topics(selected), selected[0]?.indicator]).toEqual([['safety'], 'warning']);
    }
  });

  it('warns of what is not indicated and of what cannot be judged', async () => {
    const notIndicated = await sign(RESECTABLE, [prescribed(EVEROLIMUS)]);
    expect(notIndicated[0]?.indicator).toBe('warning');
    expect(notIndicated[0]?.summary).toContain('targeted therapy does not meet');
    const open = await sign('07-almost-everything-missing', [ordered(REFERRAL_TRANSPLANT)]);
    expect(open[0]?.summary).toBe('Draft order: liver transplantation cannot be judged, data are missing');
    expect(open[0]?.detail).toContain('number of liver lesions');
  });

  it('reads everolimus, octreotide, lutetium and procedures to be, and says nothing of orders that are fine', async () => {
    expect((await sign(RESECTABLE, [prescribed(OCTREOTIDE)]))[0]?.summary).toContain('somatostatin analogue');
    expect((await sign(RESECTABLE, [prescribed('1999335')]))[0]?.summary).toContain('PRRT');
    const toBe = { ...ordered(HEPATECTOMY), resourceType: 'Procedure', status: 'preparation' };
    expect((await sign(NEC, [toBe]))[0]?.indicator).toBe('critical');
    for (const draft of [toBe, ordered(HEPATECTOMY), ordered(REFERRAL_HPB), ordered('399414003')]) {
      expect(await sign(RESECTABLE, [draft])).toEqual([]);
      expect(await select(RESECTABLE, [draft])).toEqual([]);
    }
    expect(await sign(NEC, [prescribed(ASPIRIN), ordered('308471005')])).toEqual([]);
    expect(await sign(NO_METASTASIS, [ordered(HEPATECTOMY)])).toEqual([]);
  });

  it('does not criticise the referral that its own work-up asks for', async () => {
    const name = '07-almost-everything-missing';
    const asked = await cardsOf(`${service.base}/cds-services/nelm-patient-view`, fixtureRequest(name));
    expect(asked.flatMap((card) => card.suggestions?.map(({ label }) => label) ?? [])).toContain(
      'Refer to hepatobiliary surgery',
    );
    const [card] = await sign(name, [ordered(REFERRAL_HPB)]);
    expect(card?.indicator).toBe('warning');
    expect(card?.summary).toBe(
      'Draft order: referral to hepatobiliary surgery is itself what the work-up asks for: it can supply what is missing',
    );
    expect(card?.detail).toContain('it can supply what is missing (resectability of the liver disease');
    expect(card?.detail).not.toContain('cannot be judged');
  });

  it('names the criteria of every option that a draft stands for', async () => {
    const [card] = await sign(EUROPEAN, [ordered(HEPATECTOMY)]);
    const titles = [
      'Curative liver resection in one stage does not meet: ',
      'Two-stage hepatectomy does not meet: ',
      'Resection with ablation of the rest does not meet: ',
      'Cytoreductive surgery (debulking) cannot be judged, not known: ',
    ];
    const lines = (card?.detail ?? '').split('\n').map((text) => text.replace(/^- /, ''));
    expect(lines.filter((text) => titles.some((title) => text.startsWith(title)))).toHaveLength(4);
    expect(card?.detail).not.toContain('…');
    expect(card?.summary).toMatch(/: criteria not met or data missing$/);
  });

  it('says why a draft is not judged where the diagnoses are not read or not certain: no card reads as all clear', async () => {
    const fhir = await startFhir(fixture(NEC));
    fhir.on('Condition', (_request, response) => json(response, 503, {}));
    const cut = searchset([], { link: [{ relation: 'next', url: `${fhir.base}/Condition?page2` }] });
    const provisional = fixture(NEC)
      .filter(({ resourceType }) => resourceType === 'Condition')
      .map((condition) => ({ ...condition, verificationStatus: verification('provisional') }));
    const conditions = [
      cut,
      { resourceType: 'Bundle', type: 'searchset', entry: [null, {}] },
      searchset(provisional),
    ];
    try {
      for (const bundle of conditions) {
        for (const hook of ['order-sign', 'order-select'] as const) {
          const request = orderRequest(NEC, hook, [ordered(HEPATECTOMY)]);
          const cards = await cardsOf(`${service.base}/cds-services/nelm-${hook}`, {
            ...request,
            fhirServer: fhir.base,
            prefetch: { ...(request.prefetch as object), conditions: bundle },
          });
          expect([topics(cards), cards[0]?.indicator]).toEqual([['safety'], 'warning']);
          expect(cards[0]?.detail).toContain('No treatment advice is given');
        }
      }
    } finally {
      await fhir.close();
    }
    for (const name of [MINEN, UNCLEAR]) {
      expect(topics(await sign(name, [ordered(HEPATECTOMY)]))).toEqual(['safety']);
      expect(await sign(name, [prescribed(ASPIRIN)])).toEqual([]);
    }
  });

  it('raises the alerts that a draft makes relevant, and those of other orders not', async () => {
    const surgery = await sign(CARCINOID, [ordered(REFERRAL_PANCREAS)]);
    expect(surgery[0]?.summary).toContain('carcinoid crisis prophylaxis');
    expect(surgery[0]?.indicator).toBe('warning');
    expect(await sign(CARCINOID, [prescribed(EVEROLIMUS)])).toEqual([]);
    const heart = await sign(EUROPEAN, [ordered(REFERRAL_PANCREAS)]);
    expect(heart[0]?.suggestions?.map((one) => one.label)).toEqual(['Order transthoracic echocardiogram']);
    const both = await sign(EUROPEAN, [ordered(REFERRAL_PANCREAS), ordered('433236007')]);
    expect(both[0]?.suggestions).toBeUndefined();
    expect(both[0]?.detail).toContain('among the draft orders');
  });

  it('H3 judges the selected drafts only on order-select, all of them on order-sign', async () => {
    const drafts = [prescribed(ASPIRIN), ordered(REFERRAL_TRANSPLANT), ordered(REFERRAL_PANCREAS)];
    expect(await select(NEC, drafts, ['MedicationRequest/draft-1'])).toEqual([]);
    expect(await select(CARCINOID, drafts, ['MedicationRequest/draft-1'])).toEqual([]);
    const one = await select(NEC, drafts, ['ServiceRequest/draft-2']);
    expect(one[0]?.summary).toContain('liver transplantation');
    expect(one[0]?.detail).not.toContain('primary tumour is contraindicated');
    expect((await sign(NEC, drafts))[0]?.detail).toContain('primary tumour is contraindicated');
  });

  it('summaries are whole sentences of less than 140 characters', async () => {
    for (const name of [RESECTABLE, CARCINOID, NEC, '07-almost-everything-missing', EUROPEAN]) {
      for (const code of [
        REFERRAL_HPB,
        HEPATECTOMY,
        '306299005',
        '310515004',
        '306287003',
        REFERRAL_TRANSPLANT,
      ]) {
        const cards = await sign(name, [ordered(code)]);
        expect(schemaFaults({ cards })).toEqual([]);
        for (const card of cards) expect(card.summary).toMatch(/^.{10,138}[^…]$/u);
      }
    }
  });

  it('A8 H2 survives drafts of any shape', async () => {
    const odd = [
      {},
      { resource: null },
      { resource: 'x' },
      { resource: { resourceType: 'ServiceRequest', code: { coding: [{}] } } },
      { resource: { resourceType: 'MedicationRequest', medicationReference: { reference: '#none' } } },
      { resource: { resourceType: 'Task', code: [1] } },
      null,
      7,
    ];
    const request = orderRequest(NEC, 'order-sign', []) as {
      context: { draftOrders: Record<string, unknown> };
    };
    request.context.draftOrders = { resourceType: 'Bundle', entry: odd };
    const answer = await call(`${service.base}/cds-services/nelm-order-sign`, request);
    expect(answer.body).toEqual({ cards: [] });
  });
});

describe('a drug that the draft only refers to', () => {
  const drug = {
    resourceType: 'Medication',
    id: 'drug-1',
    code: prescribed(EVEROLIMUS).medicationCodeableConcept,
  };
  const draft = {
    resourceType: 'MedicationRequest',
    medicationReference: { reference: 'Medication/drug-1' },
  };
  let fhir: FakeFhir;
  beforeAll(async () => {
    fhir = await startFhir([...fixture(RESECTABLE), drug]);
  });
  afterAll(() => fhir.close());

  it('is found among the drafts', async () => {
    const request = orderRequest(RESECTABLE, 'order-sign', [draft]) as {
      context: { draftOrders: { entry: unknown[] } };
    };
    request.context.draftOrders.entry.push({ resource: drug });
    const cards = await cardsOf(`${service.base}/cds-services/nelm-order-sign`, request);
    expect(cards[0]?.summary).toContain('targeted therapy');
  });

  it('is read from the FHIR server', async () => {
    const cards = await cardsOf(`${service.base}/cds-services/nelm-order-sign`, {
      ...orderRequest(RESECTABLE, 'order-sign', [draft]),
      fhirServer: fhir.base,
    });
    expect(cards[0]?.summary).toContain('targeted therapy');
    expect(fhir.arrivals.filter(({ path }) => path.includes('drug-1'))).toHaveLength(1);
  });

  it('is named as not read when it cannot be had: no card would read as all clear', async () => {
    const cards = await sign(RESECTABLE, [draft]);
    expect([topics(cards), cards[0]?.indicator]).toEqual([['safety'], 'warning']);
    expect(cards[0]?.detail).toContain('could not be identified');
    expect(await sign(NO_METASTASIS, [draft])).toEqual([]);
  });
});

describe('what only a FHIR server could tell', () => {
  const view = (more: Record<string, unknown>) =>
    cardsOf(`${service.base}/cds-services/nelm-patient-view`, {
      ...fixtureRequest(RESECTABLE),
      hookInstance: crypto.randomUUID(),
      ...more,
    });
  const treatment = (cards: Awaited<ReturnType<typeof view>>) =>
    cards.find((card) => card.source.topic.code === 'treatment-options')?.detail ?? '';

  it('is named on the treatment card when there is no access to one', async () => {
    const detail = treatment(await view({}));
    expect(detail).toMatch(/Not looked up, since there is no access.*medication taken.*read as absent/);
    expect(detail.length).toBeLessThanOrEqual(3000);
  });

  it('is named when appointments are refused: a planned tumour board is not excluded', async () => {
    const fhir = await startFhir(fixture(RESECTABLE));
    try {
      expect(treatment(await view({ fhirServer: fhir.base }))).not.toMatch(/tumour board that is planned/);
      fhir.on('Appointment', (_request, response) => json(response, 403, {}));
      const detail = treatment(await view({ fhirServer: fhir.base }));
      expect(detail).toContain('a tumour board that is planned already could not be excluded');
      expect(detail).not.toContain('Not looked up');
    } finally {
      await fhir.close();
    }
  });
});

describe('a specimen that cannot be read', () => {
  it('is named by the safety card, and as the reason why Ki-67 does not decide', async () => {
    const name = '03-type-two-small-remnant';
    const resources = fixture(name).map((resource) =>
      resource.resourceType === 'Observation' && resource.specimen !== undefined
        ? { ...resource, bodySite: undefined }
        : resource,
    );
    const fhir = await startFhir(resources);
    fhir.on('Specimen', (_request, response) => json(response, 403, {}));
    try {
      const cards = await cardsOf(`${service.base}/cds-services/nelm-patient-view`, {
        ...fixtureRequest(name),
        prefetch: {},
        fhirServer: fhir.base,
      });
      expect(topics(cards)).toEqual(['safety', 'treatment-options', 'missing-data']);
      expect(cards[0]?.summary).toContain('not read: specimens');
      expect(cards[1]?.detail).toContain('Ki-67 (now 2 %, its specimen could not be read): bears on ALPPS');
    } finally {
      await fhir.close();
    }
  });
});

describe('an order that is there already', () => {
  it('is not suggested: on record as a request or as a planned appointment', async () => {
    const resources = fixture(RESECTABLE);
    const patient = { reference: `Patient/${patientOf(resources).id}` };
    const board = {
      resourceType: 'Appointment',
      id: 'board-1',
      status: 'booked',
      serviceType: [ordered('399414003').code],
      participant: [{ actor: patient, status: 'accepted' }],
    };
    const referral = {
      id: 'referral-1',
      status: 'active',
      intent: 'order',
      subject: patient,
      ...ordered(REFERRAL_HPB),
    };
    const fhir = await startFhir([...resources, board, referral]);
    try {
      const cards = await cardsOf(`${service.base}/cds-services/nelm-patient-view`, {
        hook: 'patient-view',
        hookInstance: crypto.randomUUID(),
        fhirServer: fhir.base,
        context: { userId: 'Practitioner/onc-7', patientId: patientOf(resources).id },
      });
      expect(topics(cards)).toContain('treatment-options');
      const labels = cards.flatMap((card) => card.suggestions?.map((one) => one.label) ?? []);
      expect(labels).not.toContain('Present at the tumour board');
      expect(labels).not.toContain('Refer to hepatobiliary surgery');
      const detail = cards.map((card) => card.detail).join('\n');
      expect(detail).toContain('Appointment/board-1');
      expect(detail).toContain('ServiceRequest/referral-1');
    } finally {
      await fhir.close();
    }
  });
});
