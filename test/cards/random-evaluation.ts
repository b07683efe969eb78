import fc from 'fast-check';
import type { CardInput, OrderOnRecord } from '../../src/cards/input.ts';
import type {
  EvaluatedAlert,
  EvaluatedCriterion,
  EvaluatedFact,
  EvaluatedOption,
  EvaluatedSet,
  Evaluation,
  WorkupItem,
} from '../../src/domain/evaluation.ts';
import { FACT_IDS, factDefinition } from '../../src/domain/fact-catalogue.ts';

/** Random evaluations: any text may be hostile, any list empty, any number absent. */

export const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](http://evil.example/p.png)',
  'see http://evil.example/a?b=c or www.evil.example or mail a@evil.example',
  '<script>alert(1)</script>',
  '`code` **bold** __b__ ~~s~~ | a | b |',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  'line\n\n---\n# two\r\nthree\u2028four',
  '\u202edlrow\u202c \u200bzero\u200dwidth\ufeff',
  `z${'\u0301'.repeat(500)}`,
  '\ud800 lone \udc00',
  '\u0000\u0007\u001b[31mred\u001b[0m',
  '&lt;b&gt; &#60; &amp',
  '<a href="x">y</a>',
  '[ref]: http://evil.example "t"',
  '   ',
  '',
  '\u0000',
  'x'.repeat(50_000),
  '𝒳'.repeat(5_000),
  '<!-- c --> <?php ?> <![CDATA[x]]>',
  'data:text/html,<b>x</b>',
] as const;

const text = fc.oneof(
  { arbitrary: fc.constantFrom(...HOSTILE), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 60 }), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      'Ki-67 4 % (2026-09-01)',
      'future remnant at least 30 %',
      'Type I: one lobe',
      'Grade is G1 or G2',
      'ECOG 1',
    ),
    weight: 6,
  },
);
const date = fc.constantFrom(
  '2026',
  '2026-04',
  '2026-04-03',
  '2026-04-03T10:00:00Z',
  '2019-12-31',
  'nonsense',
);
const reference = fc.oneof(
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom('Observation', 'Condition', 'Procedure', 'DiagnosticReport', 'Patient'),
        fc.integer({ min: 1, max: 40 }),
      )
      .map(([type, id]) => `${type}/${id}`),
    weight: 8,
  },
  {
    arbitrary: fc.constantFrom('urn:uuid:7', '#contained', 'https://other.example/Observation/1'),
    weight: 1,
  },
  { arbitrary: fc.constantFrom(...HOSTILE), weight: 1 },
);
const factId = fc.oneof(
  { arbitrary: fc.constantFrom(...FACT_IDS), weight: 9 },
  { arbitrary: fc.constantFrom('grade', 'prior:ssa', 'ki67@liver', ''), weight: 1 },
);
const factIds = fc.uniqueArray(factId, { maxLength: 5 });
const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 100 }));

function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

const fact = (id: string): fc.Arbitrary<EvaluatedFact> =>
  fc
    .record({
      state: fc.constantFrom('known', 'assumed', 'unknown', 'conflicting'),
      value: fc.oneof(
        number,
        text,
        fc.constant(null),
        fc.array(text, { maxLength: 3 }),
        fc.constant([{ what: 'ssa', dates: ['2025-03-01'], inForce: true }]),
      ),
      possible: fc.option(fc.array(text, { maxLength: 3 }), { nil: undefined }),
      low: fc.option(number, { nil: undefined }),
      high: fc.option(number, { nil: undefined }),
      text,
      reason: fc.option(fc.constantFrom('absent', 'stale', 'conflicting', 'unreadable', 'odd'), {
        nil: undefined,
      }),
      stale: fc.boolean(),
      effective: fc.option(date, { nil: undefined }),
      sources: fc.array(
        fc
          .record({
            reference,
            path: text,
            effective: fc.option(date, { nil: undefined }),
            used: fc.boolean(),
            note: fc.option(text, { nil: undefined }),
          })
          .map(without),
        { maxLength: 4 },
      ),
      note: fc.option(text, { nil: undefined }),
    })
    .map((members) => without({ id, ...members }) as unknown as EvaluatedFact);

const facts = fc
  .subarray([...FACT_IDS], { minLength: 0 })
  .chain((ids) => fc.tuple(...ids.map((id) => fact(id))))
  .map((list) => list.map((item) => inRange(item)));

/** Age and death decide whether there are cards at all: keep most patients alive and adult. */
function inRange(item: EvaluatedFact): EvaluatedFact {
  if (item.id === 'deceased') return { ...item, value: 'no' };
  if (item.id === 'age' && item.state === 'known') return { ...item, value: 60, low: 60, high: 60 };
  const definition = factDefinition(item.id as (typeof FACT_IDS)[number]);
  return definition.type === 'word' && item.state === 'known' && item.text.length % 2 === 0
    ? { ...item, value: definition.words[item.sources.length % definition.words.length] ?? null }
    : item;
}

const criterion: fc.Arbitrary<EvaluatedCriterion> = fc
  .record({
    id: fc.constantFrom(
      'well-differentiated-g1-g2',
      'adequate-liver-remnant',
      'sstr-positive',
      'g3',
      'pregnancy',
    ),
    kind: fc.constantFrom('required', 'contraindication', 'caution'),
    result: fc.constantFrom('met', 'not-met', 'unknown'),
    sentence: text,
    facts: factIds,
    explanation: text,
    sources: fc.subarray(['M21', 'J12', 'OP']),
    citations: fc.constant([]),
    operational: fc.boolean(),
    strength: fc.option(fc.constantFrom('absolute', 'relative'), { nil: undefined }),
    reversible: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map((members) => without(members) as EvaluatedCriterion);

export const OPTION_CODES = [
  'mdt-review',
  'liver-resection',
  'staged-hepatectomy',
  'resection-with-ablation',
  'repeat-hepatectomy',
  'alpps',
  'primary-resection',
  'debulking',
  'ablation',
  'embolization',
  'prrt',
  'radioembolization',
  'somatostatin-analogue',
  'liver-transplantation',
  'targeted-therapy',
  'chemotherapy',
  'interferon-alpha',
  'mibg-therapy',
  'surveillance',
] as const;

const STATUSES = [
  'recommended',
  'consider',
  'insufficient-data',
  'not-indicated',
  'contraindicated',
  'not-applicable',
] as const;

const option = (code: string, rank: number): fc.Arbitrary<EvaluatedOption> =>
  fc
    .record({
      title: fc.oneof(
        { arbitrary: fc.constant(`Title of ${code}`), weight: 5 },
        { arbitrary: text, weight: 1 },
      ),
      status: fc.constantFrom(...STATUSES),
      best: fc.constantFrom(...STATUSES),
      timing: fc.constantFrom('simultaneous', 'staged', null),
      deferred: fc.boolean(),
      criteria: fc.array(criterion, { maxLength: 5 }),
      missing: factIds,
      assumptions: factIds,
      notes: fc.array(text, { maxLength: 3 }),
      positions: fc.array(text, { maxLength: 3 }),
      evidence: text,
    })
    .map(
      ({ best, ...members }): EvaluatedOption => ({
        code,
        rank,
        couldBe: members.status === 'insufficient-data' ? best : null,
        settledBy: [],
        counterfactuals: [],
        ...members,
      }),
    );

const options = fc
  .subarray([...OPTION_CODES])
  .chain((codes) => fc.tuple(...codes.map((code, rank) => option(code, rank))));

const set: fc.Arbitrary<EvaluatedSet> = fc.record({
  set: fc.constantFrom('milan', 'enets', 'unos', 'milan-2007', 'milan-ki67'),
  title: text,
  result: fc.constantFrom('met', 'not-met', 'unknown'),
  criteria: fc.array(
    fc.record({
      id: fc.constantFrom('milan.age', 'milan.grade', 'odd'),
      result: fc.constantFrom('met', 'not-met', 'unknown'),
      explanation: text,
      facts: factIds,
      operational: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  citation: fc.constant({ source: 'M21', at: '134' } as const),
});

const alert = (ids: readonly string[]): fc.Arbitrary<EvaluatedAlert> =>
  fc.record({
    id: fc.constantFrom(...ids),
    severity: fc.constantFrom('info', 'warning', 'critical'),
    text,
    sources: fc.subarray(['M21', 'J12']),
    citations: fc.subarray(['M21:42', 'J12 section 4', 'OP']),
    facts: factIds,
  });

const ALERTS = [
  'carcinoid-crisis-prophylaxis',
  'syndrome-unstated',
  'carcinoid-heart-unassessed',
  'carcinoid-heart-uncorrected',
  'biliary-anastomosis',
  'portal-vein-thrombosis',
  'grade-discordance',
  'grade-mismatch',
  'cytopenia-after-prrt',
  'conflicting-records',
  'stale-data',
] as const;

export const WORKUP_IDS = [
  'biopsy-ki67',
  'ct-triphasic',
  'mri-liver',
  'primary-search',
  'sstr-pet',
  'fdg-pet',
  'liver-volumetry',
  'echocardiogram',
  'syndrome-assessment',
  'maa-scan',
  'surgical-assessment',
  'performance-status',
  'liver-function',
  'renal-function',
  'blood-count',
  'chromogranin-a',
  'hormone-panel',
  'disease-course',
] as const;

const workup = fc.subarray([...WORKUP_IDS], { maxLength: 7 }).chain((ids) =>
  fc.tuple(
    ...ids.map(
      (id, index): fc.Arbitrary<WorkupItem> =>
        fc.record({
          id: fc.constant(id),
          title: fc.oneof(
            { arbitrary: fc.constant(`Title of ${id}`), weight: 5 },
            { arbitrary: text, weight: 1 },
          ),
          facts: factIds,
          decides: fc.subarray([...OPTION_CODES], { maxLength: 4 }),
          score: fc.integer({ min: 0, max: 100 }),
          baseline: fc.constant(index >= 5),
          text,
          sources: fc.constant(['M21']),
        }),
    ),
  ),
);

export const evaluations: fc.Arbitrary<Evaluation> = fc
  .record({
    evaluationDate: fc.constantFrom('2026-11-20', '2026-01-02'),
    knowledgeVersion: fc.constantFrom('1.0.0', '2.3.4-rc.1'),
    subject: fc.constant('Patient/p1'),
    strict: fc.boolean(),
    applies: fc.oneof(
      { arbitrary: fc.constant(true), weight: 9 },
      { arbitrary: fc.constant(false), weight: 1 },
    ),
    facts,
    classification: fc.record({
      grade: fc.constantFrom('G1', 'G2', 'G3', null),
      category: fc.constantFrom('NET G1', 'NET G2', 'NET G3', 'NEC', 'NEN G3 unspecified', null),
      pattern: fc.constantFrom('I', 'II', 'III', null),
      possibleGrades: fc.subarray(['G1', 'G2', 'G3']),
      possiblePatterns: fc.subarray(['I', 'II', 'III']),
    }),
    options,
    transplantCriteria: fc.array(set, { maxLength: 5 }),
    alerts: fc.array(alert(ALERTS), { maxLength: 4 }),
    workup,
    workupOmitted: fc.subarray([...WORKUP_IDS], { maxLength: 3 }),
    prognosticFactors: fc.constant([]),
    assumptions: fc.array(fc.record({ fact: factId, text }), { maxLength: 4 }),
    issues: fc.array(
      fc
        .record({
          severity: fc.constantFrom('information', 'warning', 'error'),
          resource: fc.option(reference, { nil: undefined }),
          text,
        })
        .map(without),
      { maxLength: 3 },
    ),
  })
  .map((members) => (members.applies ? members : { ...members, options: [] }) as Evaluation);

const order: fc.Arbitrary<OrderOnRecord> = fc.record({
  reference,
  service: fc.subarray([
    'http://snomed.info/sct|399414003',
    'http://snomed.info/sct|306313008',
    'http://snomed.info/sct|433236007',
    'http://loinc.org|30612-6',
    'sstr-pet',
  ]),
  options: fc.subarray([...OPTION_CODES], { maxLength: 3 }),
  status: fc.constantFrom('active', 'draft'),
});

/** Random inputs; uuids count up, so an answer is the same for the same input. */
export const cardInputs: fc.Arbitrary<CardInput> = fc
  .record({
    evaluation: evaluations,
    hook: fc.constantFrom(
      'patient-view',
      'patient-view',
      'example.nelm-cds.oncology-note-open',
      'order-select',
      'order-sign',
    ),
    encounterId: fc.constantFrom(undefined, 'e1'),
    userId: fc.constantFrom('Practitioner/7', 'PractitionerRole/8', '9'),
    nelmConditions: fc.constantFrom([], ['Condition/c1'], ['Condition/c1', 'Condition/c2', 'urn:uuid:1']),
    activeOrders: fc.array(order, { maxLength: 2 }),
    draftOrders: fc.option(fc.array(order, { maxLength: 2 }), { nil: undefined }),
    unread: fc.array(
      fc.record({
        text,
        resourceType: fc.constantFrom('Observation', 'Procedure', 'Odd'),
        reason: fc.constantFrom('timeout', 'forbidden'),
      }),
      { maxLength: 2 },
    ),
    orderAlerts: fc.option(fc.array(alert(['contraindicated-order']), { maxLength: 3 }), { nil: undefined }),
    selectionBehavior: fc.constantFrom('any', 'at-most-one'),
    orderIntent: fc.constantFrom('proposal', 'order'),
    links: fc.subarray(['absolute', 'smart']),
    reviewUrl: fc.constantFrom(undefined, 'https://cds.example/review/1?token=x', 'javascript:alert(1)'),
    smartLaunchUrl: fc.constantFrom(undefined, 'https://cds.example/launch'),
  })
  .map(({ encounterId, userId, selectionBehavior, orderIntent, links, ...members }) => {
    let count = 0;
    return without({
      ...members,
      context: without({ patientId: 'p1', encounterId, userId }),
      profile: { selectionBehavior, orderIntent, links },
      publicBaseUrl: 'https://cds.example/',
      now: new Date('2026-11-20T10:00:00Z'),
      uuid: () => {
        count += 1;
        return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
      },
      suppressed: () => false,
    }) as CardInput;
  });
