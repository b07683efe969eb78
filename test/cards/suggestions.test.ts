import { describe, expect, it } from 'vitest';
import { answerFor, cardsFor } from '../../src/cards/cards.ts';
import type { CardInput, OrderOnRecord } from '../../src/cards/input.ts';
import { ORDERS, orderForAlert, orderForOption, orderForWorkup, orderOf } from '../../src/cards/orders.ts';
import {
  changed,
  SAMPLE,
  sampleAlert,
  sampleCriterion,
  sampleFact,
  sampleInput,
  withFacts,
} from './sample.ts';

const SCT = 'http://snomed.info/sct';

function labels(input: CardInput, topic: string): string[] {
  const card = cardsFor(input).find((candidate) => candidate.source.topic.code === topic);
  return (card?.suggestions ?? []).map((suggestion) => suggestion.label);
}

function request(input: CardInput, label: string) {
  const suggestion = cardsFor(input)
    .flatMap((card) => card.suggestions ?? [])
    .find((candidate) => candidate.label === label);
  if (suggestion === undefined) throw new Error(`no suggestion ${label}`);
  return suggestion.actions[0].resource;
}

function order(more: Partial<OrderOnRecord>): OrderOnRecord {
  return { reference: 'ServiceRequest/9', service: [], options: [], status: 'active', ...more };
}

const recommended = { status: 'recommended', rank: 3 } as const;

describe('the table of orders', () => {
  it.each([
    ['mdt-review', '399414003', 'Present at the tumour board'],
    ['hepatobiliary-surgery', '306313008', 'Refer to hepatobiliary surgery'],
    ['pancreatic-surgery', '306314002', 'Refer to pancreatic surgery'],
    ['gastrointestinal-surgery', '306308009', 'Refer to gastrointestinal surgery'],
    ['interventional-radiology', '306299005', 'Refer to interventional radiology'],
    ['nuclear-medicine', '306287003', 'Refer to nuclear medicine'],
    ['liver-transplantation', '306316000', 'Refer to liver transplantation'],
    ['endocrinology', '306278007', 'Refer to endocrinology'],
    ['medical-oncology', '310515004', 'Refer to medical oncology'],
    ['cardiology', '308471005', 'Refer to cardiology'],
    ['biopsy-ki67', '86259008', 'Order biopsy of a liver metastasis with Ki-67'],
    ['ct-triphasic', '30612-6', 'Order triphasic CT of the liver'],
    ['mri-liver', '30670-4', 'Order MR of the liver'],
    ['sstr-pet', '764695006', 'Order 68Ga-DOTATATE PET/CT'],
    ['fdg-pet', '443271005', 'Order 18F-FDG PET/CT'],
    ['echocardiogram', '433236007', 'Order transthoracic echocardiogram'],
    ['liver-volumetry', '30612-6', 'Order CT volumetry'],
    ['renal-function', '98979-8', 'Order creatinine and eGFR'],
    ['liver-function', '1975-2', 'Order bilirubin, albumin, INR'],
    ['blood-count', '718-7', 'Order full blood count'],
    ['chromogranin-a', '9811-1', 'Order chromogranin A'],
    ['syndrome-assessment', '1695-6', 'Order 24-hour urine 5-HIAA'],
    ['primary-search', '764695006', 'Order work-up for the primary tumour'],
  ] as const)('%s is %s, "%s"', (key, code, label) => {
    const { coding, label: given } = orderOf(key);
    expect(coding?.code).toBe(code);
    expect(coding?.system).toBe(/-\d$/.test(code) ? 'http://loinc.org' : SCT);
    expect(given).toBe(label);
  });

  it('gives text without a code where no code is verified, and no label twice', () => {
    const uncoded = ORDERS.filter((entry) => entry.coding === undefined).map((entry) => entry.key);
    expect(uncoded).toEqual(['primary-search-in-pregnancy', 'maa-scan', 'hormone-panel', 'disease-course']);
    const all = ORDERS.map((entry) => entry.label);
    expect(new Set(all).size).toBe(all.length);
  });

  it('orders neither CT nor PET in pregnancy', () => {
    expect(orderForWorkup('liver-volumetry', true)).toBe('mri-liver');
    expect(orderOf(orderForWorkup('primary-search', true) ?? 'sstr-pet').coding).toBeUndefined();
    expect(orderForWorkup('primary-search')).toBe('primary-search');
  });

  it('refers each option to its service', () => {
    const none = { primarySite: undefined, syndrome: undefined, analogueInForce: false };
    const surgical =
      'liver-resection staged-hepatectomy resection-with-ablation repeat-hepatectomy alpps debulking';
    for (const option of surgical.split(' '))
      expect(orderForOption(option, none)).toBe('hepatobiliary-surgery');
    for (const option of ['ablation', 'embolization', 'radioembolization']) {
      expect(orderForOption(option, none)).toBe('interventional-radiology');
    }
    for (const option of ['targeted-therapy', 'chemotherapy', 'interferon-alpha', 'mibg-therapy']) {
      expect(orderForOption(option, none)).toBe('medical-oncology');
    }
    expect(orderForOption('prrt', none)).toBe('nuclear-medicine');
    expect(orderForOption('liver-transplantation', none)).toBe('liver-transplantation');
    expect(orderForOption('mdt-review', none)).toBe('mdt-review');
    expect(orderForOption('surveillance', none)).toBeUndefined();
    expect(orderForOption('primary-resection', { ...none, primarySite: 'pancreas' })).toBe(
      'pancreatic-surgery',
    );
    expect(orderForOption('primary-resection', none)).toBe('gastrointestinal-surgery');
    const analogue = 'somatostatin-analogue';
    expect(orderForOption(analogue, { ...none, syndrome: 'carcinoid' })).toBe('endocrinology');
    expect(orderForOption(analogue, { ...none, syndrome: 'none' })).toBe('medical-oncology');
    expect(orderForOption(analogue, { ...none, analogueInForce: true })).toBeUndefined();
  });

  it('answers alerts and work-up items; documentation items have no order', () => {
    expect(orderForAlert('carcinoid-heart-uncorrected')).toBe('cardiology');
    expect(orderForAlert('carcinoid-heart-unassessed')).toBe('echocardiogram');
    expect(orderForAlert('grade-mismatch')).toBeUndefined();
    expect(orderForWorkup('surgical-assessment')).toBe('hepatobiliary-surgery');
    expect(orderForWorkup('performance-status')).toBeUndefined();
    expect(orderForWorkup('cardiology')).toBeUndefined();
    expect(orderForWorkup('maa-scan')).toBe('maa-scan');
  });
});

describe('suggestions', () => {
  it('F37 G05 create a complete draft', () => {
    const draft = request(sampleInput(), 'Refer to hepatobiliary surgery');
    expect(draft).toMatchObject({
      resourceType: 'ServiceRequest',
      status: 'draft',
      intent: 'proposal',
      priority: 'routine',
      category: [{ coding: [{ system: SCT, code: '3457005' }] }],
      code: {
        coding: [{ system: SCT, code: '306313008' }],
        text: 'Referral to hepatobiliary surgery',
      },
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e1' },
      authoredOn: '2026-11-20T10:00:00.000Z',
      requester: { reference: 'Practitioner/7' },
      reasonCode: [{ text: 'Liver metastases of a neuroendocrine neoplasm' }],
      reasonReference: [{ reference: 'Condition/nelm' }],
      supportingInfo: [
        { reference: 'Observation/ki67' },
        { reference: 'Observation/liver-future-remnant' },
        { reference: 'Observation/ecog' },
      ],
    });
    const note = draft.note?.[0]?.text ?? '';
    expect(note).toContain('Curative liver resection in one stage');
    expect(note).toContain('Ki-67 4 % (1 Sep 2026)');
    expect(note).toContain('knowledge base 1.0.0');
    expect(draft.id).toBeUndefined();
  });

  it('F38 leave out encounter and requester that the context does not give', () => {
    const draft = request(
      sampleInput(SAMPLE, { context: { patientId: 'p1', userId: '7' } }),
      'Refer to hepatobiliary surgery',
    );
    expect(draft.encounter).toBeUndefined();
    expect(draft.requester).toBeUndefined();
  });

  it('take the intent and the local coding of the client', () => {
    const local = { system: 'urn:com.example.orders', code: '4711', display: 'HPB clinic' };
    const input = sampleInput(SAMPLE, {
      profile: {
        selectionBehavior: 'any',
        orderIntent: 'order',
        links: [],
        localCodings: { 'hepatobiliary-surgery': local },
      },
    });
    const draft = request(input, 'Refer to hepatobiliary surgery');
    expect(draft.intent).toBe('order');
    expect(draft.code?.coding?.map((coding) => coding.code)).toEqual(['306313008', '4711']);
  });

  it('keep references relative and drop what is none (transaction bundles)', () => {
    const facts = withFacts(
      sampleFact('ki67', {
        text: '4 %',
        sources: [
          { reference: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', path: 'x', used: true },
          { reference: 'https://elsewhere.example/fhir/Observation/1', path: 'x', used: true },
          { reference: 'Observation/ki67/_history/3', path: 'x', used: true },
          { reference: 'Observation/older', path: 'x', used: false },
        ],
      }),
    );
    const draft = request(sampleInput(changed({ facts })), 'Refer to hepatobiliary surgery');
    expect(draft.supportingInfo?.map(({ reference }) => reference)).toEqual([
      'Observation/ki67',
      'Observation/liver-future-remnant',
      'Observation/ecog',
    ]);
  });

  it('name what says that the metastases are there when no Condition does', () => {
    const facts = withFacts(
      sampleFact('nelm', {
        sources: [
          { reference: 'Observation/nelm', path: 'x', used: true },
          { reference: 'Procedure/p', path: 'x', used: true },
        ],
      }),
    );
    const draft = request(
      sampleInput(changed({ facts }), { nelmConditions: [] }),
      'Present at the tumour board',
    );
    expect(draft.reasonReference).toEqual([{ reference: 'Observation/nelm' }]);
  });

  it('merge options of the same service and list them in the note', () => {
    const evaluation = changed(
      {},
      {
        embolization: { ...recommended, title: 'Embolisation', rank: 9 },
        ablation: { status: 'consider', title: 'Ablation', criteria: [] },
      },
    );
    const input = sampleInput(evaluation);
    expect(labels(input, 'treatment-options')).toEqual([
      'Present at the tumour board',
      'Refer to hepatobiliary surgery',
      'Refer to interventional radiology',
    ]);
    const note = request(input, 'Refer to interventional radiology').note?.[0]?.text;
    expect(note).toMatch(/Embolisation.*Ablation/);
  });

  it('send the primary to the surgeon of the liver when both are on the table', () => {
    const primary = { 'primary-resection': { ...recommended, title: 'Resection of the primary' } };
    expect(labels(sampleInput(changed({}, primary)), 'treatment-options')).toEqual([
      'Present at the tumour board',
      'Refer to hepatobiliary surgery',
    ]);
    const alone = changed({}, { ...primary, 'liver-resection': { status: 'not-indicated' } });
    expect(labels(sampleInput(alone), 'treatment-options')).toContain('Refer to pancreatic surgery');
  });

  it('are at most four, the first recommended', () => {
    const evaluation = changed(
      {},
      {
        prrt: { status: 'recommended', couldBe: null },
        chemotherapy: { ...recommended, rank: 15 },
        embolization: { ...recommended, rank: 9 },
        'liver-transplantation': { status: 'consider', rank: 13 },
      },
    );
    const card = cardsFor(sampleInput(evaluation))[0];
    expect(card?.suggestions?.map(({ label, isRecommended }) => [label, isRecommended])).toEqual([
      ['Present at the tumour board', true],
      ['Refer to hepatobiliary surgery', undefined],
      ['Refer to interventional radiology', undefined],
      ['Refer to nuclear medicine', undefined],
    ]);
  });

  it('order nothing for an analogue in force', () => {
    const facts = withFacts(
      sampleFact('prior', { value: [{ what: 'ssa', dates: ['2026-01-01'], inForce: true }], text: 'ssa' }),
    );
    const evaluation = changed({ facts }, { 'somatostatin-analogue': { ...recommended, title: 'Analogue' } });
    expect(labels(sampleInput(evaluation), 'treatment-options')).not.toContain('Refer to medical oncology');
    const off = changed({}, { 'somatostatin-analogue': { ...recommended, title: 'Analogue' } });
    expect(labels(sampleInput(off), 'treatment-options')).toContain('Refer to medical oncology');
  });

  it.each([
    ['by code', { service: [`${SCT}|306313008`] }],
    ['by key', { service: ['hepatobiliary-surgery'] }],
    ['by option', { options: ['liver-resection'] }],
  ])('F40 are not offered again when ordered already (%s), and the detail says so', (_how, more) => {
    const input = sampleInput(SAMPLE, { activeOrders: [order(more)] });
    expect(labels(input, 'treatment-options')).toEqual(['Present at the tumour board']);
    expect(cardsFor(input)[0]?.detail).toContain(
      'referral to hepatobiliary surgery (ordered already: ServiceRequest/9)',
    );
  });

  it('H3 are not offered when among the draft orders', () => {
    const input = sampleInput(SAMPLE, {
      draftOrders: [order({ reference: 'ServiceRequest/d', options: ['mdt-review'] })],
    });
    expect(labels(input, 'treatment-options')).toEqual(['Refer to hepatobiliary surgery']);
    expect(cardsFor(input)[0]?.detail).toContain('among the draft orders: ServiceRequest/d');
  });

  it('keep the options of a service that are not ordered yet', () => {
    const evaluation = changed(
      {},
      { embolization: { ...recommended, rank: 9 }, ablation: { status: 'consider', criteria: [] } },
    );
    const input = sampleInput(evaluation, { activeOrders: [order({ options: ['embolization'] })] });
    expect(labels(input, 'treatment-options')).toContain('Refer to interventional radiology');
    expect(cardsFor(input)[0]?.detail).toContain('ordered already: ServiceRequest/9');
  });

  it('F16 F32 are one per card for a client that takes at most one', () => {
    const input = sampleInput(changed({ alerts: [sampleAlert('carcinoid-heart-unassessed')] }), {
      profile: { selectionBehavior: 'at-most-one', orderIntent: 'proposal', links: [] },
    });
    const cards = cardsFor(input);
    expect(cards.map((card) => [card.suggestions?.length, card.selectionBehavior])).toEqual([
      [1, 'at-most-one'],
      [1, 'at-most-one'],
      [1, 'at-most-one'],
    ]);
  });

  it('are not repeated by a later card of the same answer', () => {
    const workup = [
      {
        id: 'echocardiogram',
        title: 'Echocardiogram',
        facts: ['heart-disease'],
        decides: ['liver-resection'],
        score: 19,
        baseline: false,
        text: '',
        sources: [],
      },
      {
        id: 'surgical-assessment',
        title: 'Surgical assessment',
        facts: ['liver.resectability'],
        decides: ['liver-resection'],
        score: 9,
        baseline: false,
        text: '',
        sources: [],
      },
    ];
    const evaluation = changed({ alerts: [sampleAlert('carcinoid-heart-unassessed')], workup });
    expect(labels(sampleInput(evaluation), 'safety')).toEqual(['Order transthoracic echocardiogram']);
    expect(labels(sampleInput(evaluation), 'missing-data')).toEqual([]);
    const missing = cardsFor(sampleInput(evaluation))[2];
    expect(missing?.detail).toContain('Offered on another card of this answer');
    // Held back after an override, the safety card offers nothing: the order comes with the missing data.
    const held = sampleInput(evaluation, { suppressed: (topic) => topic === 'safety' });
    expect(labels(held, 'missing-data')).toEqual(['Order transthoracic echocardiogram']);
  });

  it('offer one order for each missing item, at most five, and say when one study serves two', () => {
    const item = (id: string, score: number) => ({
      id,
      title: id,
      facts: ['sstr'],
      decides: ['prrt'],
      score,
      baseline: false,
      text: '',
      sources: [],
    });
    const ids = [
      'biopsy-ki67',
      'performance-status',
      'sstr-pet',
      'primary-search',
      'ct-triphasic',
      'blood-count',
    ];
    const workup = [...ids, 'chromogranin-a'].map((id, index) => item(id, 20 - index));
    const input = sampleInput(changed({ workup }));
    expect(labels(input, 'missing-data')).toEqual([
      'Order biopsy of a liver metastasis with Ki-67',
      'Order 68Ga-DOTATATE PET/CT',
      'Order work-up for the primary tumour',
      'Order triphasic CT of the liver',
      'Order full blood count',
    ]);
    const missing = cardsFor(input).find((card) => card.source.topic.code === 'missing-data');
    expect(missing?.detail).toContain('One study can serve');
  });

  it('F40 tell a CT for volumetry from a CT for staging, which share their code', () => {
    const item = (id: string) => ({
      id,
      title: id,
      facts: ['liver.future-remnant'],
      decides: ['prrt'],
      score: 9,
      baseline: false,
      text: '',
      sources: [],
    });
    const evaluation = changed({ workup: [item('ct-triphasic'), item('liver-volumetry')] });
    const ct = order({ service: ['http://loinc.org|30612-6', 'ct-triphasic'] });
    expect(labels(sampleInput(evaluation, { activeOrders: [ct] }), 'missing-data')).toEqual([
      'Order CT volumetry',
    ]);
    const volumetry = order({ service: ['http://loinc.org|30612-6', 'liver-volumetry'] });
    expect(labels(sampleInput(evaluation, { activeOrders: [volumetry] }), 'missing-data')).toEqual([
      'Order triphasic CT of the liver',
    ]);
  });

  it('are on record by their service, not by their label', () => {
    const { cards, records } = answerFor(sampleInput());
    expect(records[0]?.suggestions).toEqual([
      { uuid: cards[0]?.suggestions?.[0]?.uuid, code: 'mdt-review' },
      { uuid: cards[0]?.suggestions?.[1]?.uuid, code: 'hepatobiliary-surgery' },
    ]);
    expect(records[0]?.optionCodes).toEqual(['mdt-review', 'liver-resection', 'prrt']);
  });

  it('offer no referral for an option that is only undecided', () => {
    expect(labels(sampleInput(), 'treatment-options')).not.toContain('Refer to nuclear medicine');
    const met = changed({}, { prrt: { status: 'consider', criteria: [sampleCriterion('sstr-positive')] } });
    expect(labels(sampleInput(met), 'treatment-options')).toContain('Refer to nuclear medicine');
  });
});
