import { describe, expect, it } from 'vitest';
import { answerFor, cardsFor } from '../../src/cards/cards.ts';
import type { CardInput } from '../../src/cards/input.ts';
import { OVERRIDE_REASONS } from '../../src/cards/override-reasons.ts';
import type { EvaluatedCriterion, Evaluation } from '../../src/domain/evaluation.ts';
import {
  changed,
  SAMPLE,
  sampleAlert,
  sampleCriterion,
  sampleFact,
  sampleInput,
  withFacts,
} from './sample.ts';
import { emptyMembers, schemaFaults } from './response-schema.ts';

const topics = (input: CardInput) => cardsFor(input).map((card) => card.source.topic.code);
const card = (input: CardInput, topic: string) => {
  const found = cardsFor(input).find((candidate) => candidate.source.topic.code === topic);
  if (found === undefined) throw new Error(`no card ${topic}`);
  return found;
};

describe('who gets cards', () => {
  it('A-16 a living adult with metastases does', () => {
    expect(topics(sampleInput())).toEqual(['treatment-options', 'missing-data']);
  });

  it.each([
    ['17 years', sampleFact('age', { value: 17, low: 17, high: 17, text: '17 years' }), 0],
    ['18 years', sampleFact('age', { value: 18, low: 18, high: 18, text: '18 years' }), 2],
    [
      'born 2008, 17 or 18 years',
      sampleFact('age', { value: null, low: 17, high: 18, text: '17-18 years' }),
      2,
    ],
    ['no birth date', sampleFact('age', { state: 'unknown', value: null, text: 'not known' }), 2],
    ['deceased', sampleFact('deceased', { value: 'yes' }), 0],
    ['not deceased', sampleFact('deceased', { value: 'no', text: 'no' }), 2],
  ])('A-16 %s', (_who, fact, count) => {
    expect(cardsFor(sampleInput(changed({ facts: withFacts(fact) })))).toHaveLength(count);
  });

  it.each([
    ['Patient/p1', 0],
    ['RelatedPerson/1', 0],
    ['PractitionerRole/1', 2],
  ])('a reader who is %s', (userId, count) => {
    expect(cardsFor(sampleInput(SAMPLE, { context: { patientId: 'p1', userId } }))).toHaveLength(count);
  });

  it('F2 nobody without metastases', () => {
    const nelm = sampleFact('nelm', { state: 'assumed', value: 'no', text: 'no', sources: [] });
    const evaluation = changed({ applies: false, options: [], workup: [], facts: withFacts(nelm) });
    expect(cardsFor(sampleInput(evaluation))).toEqual([]);
  });

  it('nobody when nothing is offered, missing or unsafe', () => {
    expect(cardsFor(sampleInput(changed({ options: [], workup: [] })))).toEqual([]);
  });
});

describe('the safety card without advice', () => {
  const origin = 'Origin of the liver metastases unclear: another malignancy is on record';

  it('says that the origin is unclear', () => {
    const evaluation = changed({
      applies: false,
      options: [],
      workup: [],
      facts: withFacts(
        sampleFact('nelm', { state: 'unknown', value: null, text: 'not known', reason: 'not-confirmed' }),
      ),
      issues: [{ severity: 'warning', resource: 'Condition/c7', text: origin }],
    });
    const [only, ...more] = cardsFor(sampleInput(evaluation));
    expect(more).toEqual([]);
    expect(only?.source.topic.code).toBe('safety');
    expect(only?.indicator).toBe('warning');
    expect(only?.summary).toContain('origin of the liver metastases unclear');
    expect(only?.detail).toContain(origin);
    expect(only?.suggestions).toBeUndefined();
  });

  it('says that the tumour is out of scope', () => {
    const scope = sampleFact('scope', { value: 'mixed-neoplasm', text: 'mixed-neoplasm' });
    const evaluation = changed({ applies: false, options: [], workup: [], facts: withFacts(scope) });
    expect(card(sampleInput(evaluation), 'safety').summary).toContain('outside the scope of the sources');
  });

  it('stays away when the diagnoses say no and only another search failed', () => {
    const nelm = sampleFact('nelm', { state: 'unknown', value: null, reason: 'unreadable', sources: [] });
    const evaluation = changed({ applies: false, options: [], workup: [], facts: [nelm] });
    const unread = [{ text: 'Results could not be read', resourceType: 'Observation', reason: 'timeout' }];
    expect(cardsFor(sampleInput(evaluation, { unread }))).toEqual([]);
    const tumour = changed({ applies: false, options: [], workup: [], facts: [nelm, sampleFact('ki67')] });
    expect(topics(sampleInput(tumour, { unread }))).toEqual(['safety']);
    // A page of the diagnoses that is missing may hold the one that matters.
    const page = [{ text: 'Condition: incomplete', resourceType: 'Condition', reason: 'incomplete' }];
    expect(topics(sampleInput(evaluation, { unread: page }))).toEqual(['safety']);
    const draftOrders = [
      { reference: 'ServiceRequest/d', service: [], options: ['liver-resection'], status: 'draft' },
    ];
    expect(topics(sampleInput(evaluation, { unread: page, hook: 'order-sign', draftOrders }))).toEqual([
      'safety',
    ]);
  });
});

describe('the safety card', () => {
  it('comes first and carries the alerts; information is no reason for it', () => {
    const alerts = [sampleAlert('down-staging', { severity: 'info' }), sampleAlert('portal-vein-thrombosis')];
    const input = sampleInput(changed({ alerts }));
    expect(topics(input)).toEqual(['safety', 'treatment-options', 'missing-data']);
    expect(card(input, 'safety').indicator).toBe('warning');
    expect(card(input, 'safety').detail).toContain('Text of portal-vein-thrombosis');
    expect(card(input, 'safety').detail).not.toContain('Text of down-staging');
    expect(card(input, 'treatment-options').detail).toContain('Text of down-staging');
    expect(topics(sampleInput(changed({ alerts: alerts.slice(0, 1) })))).not.toContain('safety');
  });

  it('shows both sides of a conflict with their resources and dates', () => {
    const fact = sampleFact('sstr', {
      state: 'conflicting',
      value: null,
      text: 'positive or negative',
      possible: ['positive', 'negative'],
      sources: [
        { reference: 'Observation/a', path: 'x', effective: '2026-04-03', used: false, note: 'positive' },
        { reference: 'Observation/b', path: 'x', effective: '2026-04-03', used: false, note: 'negative' },
      ],
    });
    const alerts = [sampleAlert('conflicting-records')];
    const { detail, summary } = card(sampleInput(changed({ facts: withFacts(fact), alerts })), 'safety');
    expect(detail).toContain(
      'Observation/a, 3 Apr 2026: positive against Observation/b, 3 Apr 2026: negative',
    );
    expect(summary).toContain('records disagree on somatostatin-receptor imaging');
    expect(detail).not.toContain('Text of conflicting-records');
  });

  it('B-03 says which data could not be read, and that they are not taken as absent', () => {
    const unread = [{ text: 'Procedures: no answer in time', resourceType: 'Procedure', reason: 'timeout' }];
    const { detail, summary } = card(sampleInput(SAMPLE, { unread }), 'safety');
    expect(summary).toBe('Liver metastases, safety: not read: procedures');
    expect(detail).toContain('Procedures: no answer in time');
    expect(detail).toContain('never as absent');
  });

  it('F13 is never critical outside of order-sign', () => {
    const alerts = [sampleAlert('contraindicated-order', { severity: 'critical' })];
    expect(card(sampleInput(changed({ alerts })), 'safety').indicator).toBe('warning');
  });
});

describe('the treatment card', () => {
  it('A-02 names the classification and the leading option', () => {
    expect(card(sampleInput(), 'treatment-options').summary).toBe(
      'NET G2, liver metastases type I: meets the criteria for curative liver resection in one stage',
    );
    const consider = changed({}, { 'liver-resection': { status: 'consider' } });
    expect(card(sampleInput(consider), 'treatment-options').summary).toContain(
      'consider curative liver resection',
    );
    const open = changed(
      {
        classification: {
          grade: null,
          category: null,
          pattern: null,
          possibleGrades: ['G1', 'G2'],
          possiblePatterns: ['II', 'III'],
        },
      },
      { 'liver-resection': { status: 'insufficient-data', couldBe: 'recommended' } },
    );
    expect(card(sampleInput(open), 'treatment-options').summary).toBe(
      'NEN G1 or G2, liver metastases type II or III: consider tumour board review; curative liver resection in one stage undecided',
    );
  });

  it('A-01 has its sections in order', () => {
    const set = (name: string, result: 'met' | 'not-met' | 'unknown') => ({
      set: name,
      title: name,
      result,
      criteria: [{ id: `${name}.age`, result, explanation: '', facts: [], operational: false }],
      citation: { source: 'M21', at: '134' } as const,
    });
    const evaluation = changed({ transplantCriteria: [set('Milan', 'unknown'), set('UNOS', 'not-met')] });
    const { detail } = card(sampleInput(evaluation), 'treatment-options');
    const headings = [...detail.matchAll(/^\*\*(.+?):?\*\*/gm)].map((match) => match[1]);
    expect(headings).toEqual([
      'Conclusion',
      'Why',
      'Against, or checked and absent',
      'Not known',
      'Assumed absent, or assumed',
      'Criteria for liver transplantation',
      'Where the sources disagree',
      'Also to note',
      'Evidence',
    ]);
    expect(detail).toContain('Milan: undetermined (not known: age)');
    expect(detail).toContain('UNOS: not met (not met: age)');
    expect(detail).toContain('disputed even where criteria are met');
    expect(detail.trimEnd().split('\n').at(-1)).toMatch(
      /Knowledge base 1\.0\.0, evaluated 20 Nov 2026\. For clinicians/,
    );
  });

  it('A-01 gives each criterion with value, unit, date and resource', () => {
    const { detail } = card(sampleInput(), 'treatment-options');
    expect(detail).toContain('Ki-67 4 % (1 Sep 2026, Observation/ki67)');
    expect(detail).toContain('45 % of liver volume (10 Sep 2026, Observation/liver-future-remnant)');
    expect(detail).toContain(
      'Checked and absent: unfit for surgery (ECOG performance status 1, 20 Oct 2026)',
    );
    expect(detail).toContain('Somatostatin-receptor imaging: bears on peptide receptor');
    expect(detail).toContain('Without a record, read as absent: portal vein thrombosis');
  });

  it('gives every value of what was checked and is absent, or says that there are more', () => {
    const counts = [
      ['hemoglobin', '11.4 g/dL'],
      ['leukocytes', '3.6 10^9/L'],
      ['platelets', '92 10^9/L'],
    ] as const;
    const marrow = sampleCriterion('inadequate-marrow-reserve', {
      kind: 'contraindication',
      result: 'not-met',
      facts: counts.map(([id]) => id),
    });
    const facts = withFacts(...counts.map(([id, text]) => sampleFact(id, { text })));
    const of = (criteria: readonly EvaluatedCriterion[]) =>
      /Checked and absent: .*/.exec(
        card(sampleInput(changed({ facts }, { 'liver-resection': { criteria } })), 'treatment-options')
          .detail,
      )?.[0];
    for (const [, text] of counts) expect(of([marrow])).toContain(text);
    const many = ['marrow-a', 'marrow-b', 'marrow-c', 'marrow-d'].map((id) => ({ ...marrow, id }));
    expect(of(many)).toMatch(/ and [1-3] more$/);
  });

  it('tells the cautions of offered options and why others are closed', () => {
    const evaluation = changed(
      {},
      {
        'liver-resection': {
          status: 'consider',
          criteria: [
            sampleCriterion('ecog-2', {
              kind: 'caution',
              sentence: 'ECOG performance status 2',
              explanation: 'ECOG 2',
            }),
          ],
        },
        embolization: {
          status: 'contraindicated',
          title: 'Embolisation',
          criteria: [
            sampleCriterion('portal-vein-thrombosis', {
              kind: 'contraindication',
              strength: 'relative',
              sentence: 'Portal vein thrombosis',
            }),
          ],
        },
      },
    );
    const { detail } = card(sampleInput(evaluation), 'treatment-options');
    expect(detail).toContain(
      'Caution for curative liver resection in one stage: ECOG performance status 2: ECOG 2',
    );
    expect(detail).toContain('Embolisation: relatively contraindicated: portal vein thrombosis');
    expect(detail).toContain(
      'Ablation as the only local treatment: criterion not met: surgery is not feasible',
    );
  });

  it('says what was not looked up, and that a tumour board may be planned; else the card of missing data does', () => {
    const never = (resourceType: string) => ({ resourceType, reason: 'not-asked', text: resourceType });
    const refused = { resourceType: 'Encounter', reason: 'forbidden', text: 'Encounter: refused access' };
    const section = (input: CardInput, topic: string): string =>
      /\*\*Assumed absent, or assumed[\s\S]*?(?=\n\n)/.exec(card(input, topic).detail)?.[0] ?? '';
    const readAsAbsent = [never('MedicationStatement'), never('Appointment')];
    const input = sampleInput(SAMPLE, { readAsAbsent });
    expect(section(input, 'treatment-options')).toContain(
      'Not looked up, since there is no access to a FHIR server: medication taken and appointments; what only these would hold is read as absent',
    );
    expect(section(input, 'treatment-options')).toContain(
      'tumour board that is planned already could not be excluded',
    );
    expect(section(input, 'missing-data')).toBe('');
    const closed = { ...input, evaluation: { ...SAMPLE, options: [] } };
    expect(topics(closed)).toEqual(['missing-data']);
    expect(section(closed, 'missing-data')).toContain('Not looked up');
    const strict = { ...input, evaluation: { ...SAMPLE, strict: true } };
    expect(section(strict, 'treatment-options')).toContain('what only these would hold is not known');
    const courtesy = section(sampleInput(SAMPLE, { readAsAbsent: [refused] }), 'treatment-options');
    expect(courtesy).toContain('Encounter: refused access');
    expect(courtesy).toContain('tumour board that is planned already could not be excluded');
    expect(courtesy).not.toContain('Not looked up');
    expect(section(sampleInput(), 'treatment-options')).not.toMatch(/looked up|planned/);
  });

  it('is left out when every option is closed', () => {
    const closed = { status: 'not-indicated', couldBe: null } as const;
    const evaluation = changed({}, { 'mdt-review': closed, 'liver-resection': closed, prrt: closed });
    expect(topics(sampleInput(evaluation))).toEqual(['missing-data']);
  });

  it('does not show an undecided option that can only turn out closed', () => {
    const evaluation = changed({}, { prrt: { couldBe: 'not-indicated' } });
    const { detail } = card(sampleInput(evaluation), 'treatment-options');
    expect(detail).not.toContain('Undecided');
    expect(detail).toContain('**Not known:** nothing that decides.');
  });
});

describe('order hooks', () => {
  const draft = (option: string, reference = 'ServiceRequest/d') => ({
    reference,
    service: [],
    options: [option],
    status: 'draft',
  });
  const critique = (severity: 'warning' | 'critical') =>
    sampleAlert('contraindicated-order', {
      severity,
      text: 'Liver resection: Liver resection is contraindicated: Unfit for surgery',
    });

  it('say nothing for orders that are fine, whatever else is open', () => {
    const input = sampleInput(SAMPLE, {
      hook: 'order-select',
      draftOrders: [draft('liver-resection')],
      orderAlerts: [],
    });
    expect(cardsFor(input)).toEqual([]);
    const otherOrder = { ...input, draftOrders: [{ ...draft('liver-resection'), options: [] }] };
    const unread = [{ text: 'Results', resourceType: 'Observation', reason: 'timeout' }];
    expect(cardsFor({ ...otherOrder, unread })).toEqual([]);
  });

  it('say what could not be read where an order was to be judged: no card would read as all clear', () => {
    const unread = [{ text: 'Results: timed out', resourceType: 'Observation', reason: 'timeout' }];
    const drug = [
      { text: 'Drug not identified', resourceType: 'Medication', reason: 'failed', ofDraft: true },
    ];
    const input = sampleInput(SAMPLE, { hook: 'order-sign', draftOrders: [draft('liver-resection')] });
    const [card] = cardsFor({ ...input, unread });
    expect([card?.source.topic.code, card?.indicator]).toEqual(['safety', 'warning']);
    expect(card?.detail).toContain('timed out');
    const unknownDrug = { ...input, draftOrders: [{ ...draft('x'), options: [] }], unread: drug };
    expect(cardsFor(unknownDrug)[0]?.summary).toContain('drugs of orders');
    const outside = { ...input, evaluation: { ...SAMPLE, applies: false }, unread };
    expect(cardsFor(outside)).toEqual([]);
  });

  it('say why an order of ours is not judged where the chart would say it, and are silent where it would be', () => {
    const without = (...facts: ReturnType<typeof sampleFact>[]) =>
      changed({ applies: false, options: [], workup: [], facts: withFacts(...facts) });
    const asked = (evaluation: Evaluation, options: readonly string[] = ['liver-resection']) =>
      cardsFor(
        sampleInput(evaluation, {
          hook: 'order-sign',
          draftOrders: [{ ...draft('x'), options }],
          orderAlerts: [],
        }),
      );
    const unconfirmed = without(
      sampleFact('nelm', { state: 'unknown', value: null, text: 'not known', reason: 'not-confirmed' }),
    );
    const unread = without(
      sampleFact('nelm', { state: 'unknown', value: null, text: 'not known', reason: 'unreadable' }),
    );
    const outside = without(sampleFact('scope', { value: 'mixed-neoplasm', text: 'mixed-neoplasm' }));
    for (const evaluation of [unconfirmed, unread, outside]) {
      const [card, ...more] = asked(evaluation);
      expect([card?.source.topic.code, card?.indicator, more]).toEqual(['safety', 'warning', []]);
      expect(card?.summary).toBe(cardsFor(sampleInput(evaluation))[0]?.summary);
      expect(asked(evaluation, [])).toEqual([]);
    }
    const none = without(sampleFact('nelm', { state: 'assumed', value: 'no', text: 'no', sources: [] }));
    expect(asked(none)).toEqual([]);
    const child = sampleFact('age', { value: 17, low: 17, high: 17, text: '17 years' });
    const nelm = sampleFact('nelm', { state: 'unknown', value: null, reason: 'not-confirmed' });
    expect(asked(without(nelm, child))).toEqual([]);
    expect(asked(without(nelm, sampleFact('deceased', { value: 'yes' })))).toEqual([]);
  });

  it.each([
    ['order-sign', 'critical', 'critical'],
    ['order-sign', 'warning', 'warning'],
    ['order-select', 'critical', 'warning'],
  ] as const)('F13 %s with a %s alert is %s', (hook, severity, indicator) => {
    const input = sampleInput(SAMPLE, {
      hook,
      draftOrders: [draft('liver-resection')],
      orderAlerts: [critique(severity)],
    });
    const cards = cardsFor(input);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.indicator).toBe(indicator);
    expect(cards[0]?.summary).toBe('Draft order: liver resection is contraindicated: Unfit for surgery');
    expect(schemaFaults({ cards })).toEqual([]);
  });

  it('bring the safety alerts that the order makes relevant, and no others', () => {
    const alerts = [sampleAlert('portal-vein-thrombosis'), sampleAlert('carcinoid-heart-unassessed')];
    const asked = (option: string) =>
      cardsFor(
        sampleInput(changed({ alerts }), {
          hook: 'order-select',
          draftOrders: [draft(option)],
          orderAlerts: [],
        }),
      );
    expect(asked('embolization')[0]?.detail).toContain('portal-vein-thrombosis');
    expect(asked('embolization')[0]?.detail).not.toContain('carcinoid-heart-unassessed');
    expect(asked('liver-resection')[0]?.detail).toContain('carcinoid-heart-unassessed');
    expect(asked('chemotherapy')).toEqual([]);
  });

  it('H3 look only at the selected draft orders', () => {
    const input = sampleInput(changed({ alerts: [sampleAlert('portal-vein-thrombosis')] }), {
      hook: 'order-select',
      draftOrders: [draft('embolization', 'ServiceRequest/1'), draft('chemotherapy', 'ServiceRequest/2')],
      orderAlerts: [],
    });
    expect(cardsFor({ ...input, examinedOrders: ['ServiceRequest/2'] })).toEqual([]);
    expect(cardsFor({ ...input, examinedOrders: ['ServiceRequest/1'] })).toHaveLength(1);
  });
});

describe('every card', () => {
  const input = sampleInput(changed({ alerts: [sampleAlert('grade-mismatch')] }), {
    reviewUrl: 'https://cds.example/review/1?token=t',
    smartLaunchUrl: 'https://cds.example/launch',
  });

  it('A-10 carries the seven coded override reasons', () => {
    expect(OVERRIDE_REASONS.map((reason) => reason.code)).toEqual([
      'patient-declines',
      'already-discussed',
      'situation-differs',
      'data-outdated-or-wrong',
      'not-available',
      'disagree',
      'later',
    ]);
    for (const shown of cardsFor(input)) expect(shown.overrideReasons).toEqual(OVERRIDE_REASONS);
  });

  it('F14 names its source, with address, icon and topic', () => {
    for (const shown of cardsFor({ ...input, publicBaseUrl: 'https://cds.example/base/' })) {
      expect(shown.source.label).toBe('nelm-cds knowledge base 1.0.0');
      expect(shown.source.url).toBe('https://cds.example/base/knowledge');
      expect(shown.source.icon).toBe('https://cds.example/base/icon.png');
      expect(shown.source.topic.system).toBe('https://nelm-cds.example/fhir/CodeSystem/card-topic');
    }
  });

  it('F50 F52 G04 links the review page and the app as far as the client takes links', () => {
    const types = (links: readonly ('absolute' | 'smart')[], more: Partial<CardInput> = {}) =>
      cardsFor({ ...input, ...more, profile: { ...input.profile, links } })[0]?.links?.map(
        (link) => link.type,
      );
    expect(types(['absolute', 'smart'])).toEqual(['absolute', 'smart']);
    expect(types(['absolute'])).toEqual(['absolute']);
    expect(types([])).toBeUndefined();
    expect(types(['absolute'], { reviewUrl: 'javascript:alert(1)' })).toBeUndefined();
  });

  it('F1 A3 is valid', () => {
    const body = JSON.parse(JSON.stringify({ cards: cardsFor(input) }));
    expect(body.cards).toHaveLength(3);
    expect(schemaFaults(body)).toEqual([]);
    expect(emptyMembers(body)).toEqual([]);
  });
});

describe('after an override', () => {
  const hashes = (input: CardInput) =>
    Object.fromEntries(answerFor(input).records.map((record) => [record.topic, record.factHash]));
  const before = hashes(sampleInput());

  it('A-11 G07 the card stays away while its facts are the same', () => {
    const input = sampleInput(SAMPLE, {
      suppressed: (topic, hash) => topic === 'treatment-options' && hash === before['treatment-options'],
    });
    const { cards, suppressed } = answerFor(input);
    expect(cards.map((shown) => shown.source.topic.code)).toEqual(['missing-data']);
    expect(suppressed).toEqual(['treatment-options']);
  });

  it.each([
    ['another value', sampleFact('ki67', { value: 5, low: 5, high: 5, unit: '%', text: '5 %' })],
    [
      'a newer record',
      sampleFact('ki67', { value: 4, low: 4, high: 4, unit: '%', text: '4 %', effective: '2026-11-01' }),
    ],
    ['an assumption confirmed', sampleFact('portal-vein-thrombosis', { value: 'no', text: 'no' })],
  ])('A-11 %s brings it back', (_what, fact) => {
    const after = hashes(sampleInput(changed({ facts: withFacts(fact) })));
    expect(after['treatment-options']).not.toBe(before['treatment-options']);
    expect(after['missing-data']).toBe(before['missing-data']);
  });

  it('A-11 a birthday, another day, other references or a fact beside the matter do not', () => {
    const facts = withFacts(
      sampleFact('age', { value: 61, low: 61, high: 61, text: '61 years', sources: [] }),
      sampleFact('primary.size', { value: 20, text: '20 mm' }),
      sampleFact('ki67', {
        value: 4,
        low: 4,
        high: 4,
        unit: '%',
        text: '4 %',
        sources: [{ reference: 'Observation/copy', path: 'x', used: true }],
      }),
    );
    const evaluation = changed({ facts: [...facts].reverse(), evaluationDate: '2026-11-21' });
    expect(hashes(sampleInput(evaluation))).toEqual(before);
  });

  it('A-11 another status brings it back', () => {
    const evaluation = changed({}, { prrt: { couldBe: 'recommended' } });
    expect(hashes(sampleInput(evaluation))['treatment-options']).not.toBe(before['treatment-options']);
  });

  it('A-11 an override in the chart does not silence the critique of an order', () => {
    const alerts = [sampleAlert('carcinoid-heart-unassessed')];
    const chart = sampleInput(changed({ alerts }));
    const order = sampleInput(changed({ alerts }), {
      hook: 'order-sign',
      draftOrders: [
        { reference: 'ServiceRequest/d', service: [], options: ['liver-resection'], status: 'draft' },
      ],
    });
    expect(hashes(order).safety).not.toBe(hashes(chart).safety);
  });
});
