import type { CardInput } from '../../src/cards/input.ts';
import type {
  EvaluatedAlert,
  EvaluatedCriterion,
  EvaluatedFact,
  EvaluatedOption,
  Evaluation,
} from '../../src/domain/evaluation.ts';

/** A hand-written evaluation: type I, NET G2 of the pancreas, resected primary. Tests change what they need. */

export function sampleFact(id: string, more: Partial<EvaluatedFact> = {}): EvaluatedFact {
  return {
    id,
    state: 'known',
    value: 'yes',
    text: 'yes',
    stale: false,
    effective: '2026-09-01',
    sources: [{ reference: `Observation/${id.replaceAll('.', '-')}`, path: 'Observation.value', used: true }],
    ...more,
  };
}

export function sampleCriterion(id: string, more: Partial<EvaluatedCriterion> = {}): EvaluatedCriterion {
  return {
    id,
    kind: 'required',
    result: 'met',
    sentence: `Sentence of ${id}`,
    facts: [],
    explanation: '',
    sources: ['M21'],
    citations: [{ source: 'M21', at: '63' }],
    operational: false,
    ...more,
  };
}

export function sampleOption(code: string, more: Partial<EvaluatedOption> = {}): EvaluatedOption {
  return {
    code,
    title: code,
    status: 'not-applicable',
    rank: 0,
    couldBe: null,
    timing: null,
    deferred: false,
    criteria: [],
    missing: [],
    assumptions: [],
    notes: [],
    positions: [],
    settledBy: [],
    counterfactuals: [],
    evidence: '',
    ...more,
  };
}

export function sampleAlert(id: string, more: Partial<EvaluatedAlert> = {}): EvaluatedAlert {
  return {
    id,
    severity: 'warning',
    text: `Text of ${id}`,
    sources: ['J12'],
    citations: ['J12:226-228'],
    facts: [],
    ...more,
  };
}

const grade = sampleCriterion('well-differentiated-g1-g2', {
  sentence: 'Well-differentiated neoplasm of grade G1 or G2',
  facts: ['ki67'],
  explanation: 'Ki-67 4 % (2026-09-01)',
});
const remnant = sampleCriterion('adequate-liver-remnant', {
  sentence: 'Future liver remnant of at least 30 %',
  facts: ['liver.future-remnant'],
  explanation: 'Future liver remnant 45 % of liver volume (2026-09-10)',
});
const unfit = sampleCriterion('unfit-for-surgery', {
  kind: 'contraindication',
  result: 'not-met',
  sentence: 'Unfit for surgery',
  facts: ['ecog'],
  explanation: 'ECOG 1 (2026-10-20)',
  strength: 'absolute',
});

export const SAMPLE: Evaluation = {
  evaluationDate: '2026-11-20',
  knowledgeVersion: '1.0.0',
  subject: 'Patient/p1',
  strict: false,
  applies: true,
  facts: [
    sampleFact('age', { value: 60, low: 60, high: 60, text: '60 years', sources: [] }),
    sampleFact('nelm', { sources: [{ reference: 'Condition/nelm', path: 'Condition.code', used: true }] }),
    sampleFact('primary.site', { value: 'pancreas', text: 'pancreas' }),
    sampleFact('ki67', { value: 4, low: 4, high: 4, unit: '%', text: '4 %' }),
    sampleFact('liver.future-remnant', { value: 45, low: 45, high: 45, unit: '%', text: '45 %' }),
    sampleFact('ecog', { value: 1, low: 1, high: 1, text: '1', effective: '2026-10-20' }),
    sampleFact('sstr', { state: 'unknown', value: null, text: 'not known', reason: 'absent', sources: [] }),
    sampleFact('portal-vein-thrombosis', { state: 'assumed', value: 'no', text: 'no', sources: [] }),
  ],
  classification: {
    grade: 'G2',
    category: 'NET G2',
    pattern: 'I',
    possibleGrades: ['G2'],
    possiblePatterns: ['I'],
  },
  options: [
    sampleOption('mdt-review', {
      title: 'Tumour board review',
      status: 'recommended',
      rank: 0,
      criteria: [
        sampleCriterion('nelm', {
          sentence: 'Neuroendocrine liver metastases on record',
          facts: ['nelm'],
          explanation: 'on record',
        }),
      ],
    }),
    sampleOption('liver-resection', {
      title: 'Curative liver resection in one stage',
      status: 'recommended',
      rank: 1,
      criteria: [grade, remnant, unfit],
      assumptions: ['portal-vein-thrombosis'],
      notes: ['Intra-operative ultrasound finds lesions that imaging misses'],
      positions: ['C18:45 calls a single metastasis type I; J12:91-95 one lobe'],
      evidence: '5-year survival 44-83 % in 9 retrospective series (M21, 2021)',
    }),
    sampleOption('prrt', {
      title: 'Peptide receptor radionuclide therapy',
      status: 'insufficient-data',
      couldBe: 'consider',
      rank: 10,
      missing: ['sstr'],
      criteria: [sampleCriterion('sstr-positive', { result: 'unknown', facts: ['sstr'] })],
    }),
    sampleOption('ablation', {
      title: 'Ablation as the only local treatment',
      status: 'not-indicated',
      rank: 8,
      criteria: [
        sampleCriterion('surgery-not-feasible', { result: 'not-met', sentence: 'Surgery is not feasible' }),
      ],
    }),
  ],
  transplantCriteria: [],
  alerts: [],
  workup: [
    {
      id: 'sstr-pet',
      title: '68Ga-DOTA-peptide PET/CT',
      facts: ['sstr'],
      decides: ['prrt'],
      score: 10,
      baseline: false,
      text: 'somatostatin receptor imaging',
      sources: ['J12'],
    },
  ],
  workupOmitted: [],
  prognosticFactors: [],
  assumptions: [{ fact: 'portal-vein-thrombosis', text: 'no record: assumed absent' }],
  issues: [],
};

/** The sample with options changed by code, and other members replaced. */
export function changed(
  more: Partial<Evaluation>,
  options: Readonly<Record<string, Partial<EvaluatedOption>>> = {},
): Evaluation {
  const evaluation = { ...SAMPLE, ...more };
  const known = new Set(evaluation.options.map((option) => option.code));
  return {
    ...evaluation,
    options: [
      ...evaluation.options.map((option) => ({ ...option, ...options[option.code] })),
      ...Object.entries(options)
        .filter(([code]) => !known.has(code))
        .map(([code, members]) => sampleOption(code, members)),
    ],
  };
}

/** Facts of the sample with some replaced or added. */
export function withFacts(...facts: readonly EvaluatedFact[]): EvaluatedFact[] {
  const ids = new Set(facts.map((fact) => fact.id));
  return [...SAMPLE.facts.filter((fact) => !ids.has(fact.id)), ...facts];
}

export function sampleInput(evaluation: Evaluation = SAMPLE, more: Partial<CardInput> = {}): CardInput {
  let count = 0;
  return {
    evaluation,
    hook: 'patient-view',
    context: { patientId: 'p1', encounterId: 'e1', userId: 'Practitioner/7' },
    nelmConditions: ['Condition/nelm'],
    activeOrders: [],
    unread: [],
    profile: { selectionBehavior: 'any', orderIntent: 'proposal', links: ['absolute', 'smart'] },
    publicBaseUrl: 'https://cds.example',
    now: new Date('2026-11-20T10:00:00Z'),
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    suppressed: () => false,
    ...more,
  };
}
