import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import type { EvaluatedOption, Evaluation } from '../../src/domain/evaluation.ts';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import type { Fact, RecordedFacts, UnknownReason } from '../../src/domain/facts.ts';
import { patient, TODAY, TYPICAL, type Written } from './patient.ts';

const IN_SITU = { 'primary.status': 'in-situ', 'primary.resectable': 'yes' } as const;
const TYPE_TWO: Written = {
  'liver.pattern.reported': 'II',
  'liver.lobes': 'bilobar',
  'liver.segments': ['2', '6'],
  'liver.resectability': 'staged',
  'liver.future-remnant': 25,
};

/** The typical patient with other facts; null takes one away. */
function typical(facts: Written, ...taken: readonly FactId[]): RecordedFacts {
  const all: Record<string, unknown> = { ...TYPICAL, ...facts };
  for (const id of taken) delete all[id];
  return patient(all as Written);
}

/** The same with a fact that is on record but cannot be used. */
function withUnusable(recorded: RecordedFacts, id: FactId, reason: UnknownReason, value?: Fact['value']) {
  const fact: Fact = { id, state: 'unknown', reason, stale: false, sources: [], value };
  return { ...recorded, facts: { ...recorded.facts, [id]: fact } };
}

function evaluated(recorded: RecordedFacts, strict = false): Evaluation {
  return evaluate(recorded, { date: TODAY, strict, withWorkup: false });
}

function option(evaluation: Evaluation, code: string): EvaluatedOption {
  const found = evaluation.options.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
}

function fact(evaluation: Evaluation, id: FactId) {
  return evaluation.facts.find((one) => one.id === id);
}

describe('bounds', () => {
  it('the higher of 20 % and above 20 % is above 20 %', () => {
    const found = evaluated(
      typical({
        'ki67.specimens': [
          { site: 'primary', value: 20 },
          { site: 'liver-metastasis', value: '>20' },
        ],
      }),
    );
    expect(found.classification.possibleGrades).toEqual(['G3']);
  });
  it.each(['>20', '20-40', '<40'])(
    'a remnant of %s leaves surgery as feasible as no remnant does',
    (value) => {
      const known = evaluated(typical({ ...IN_SITU, 'liver.future-remnant': value }));
      const unknown = evaluated(typical(IN_SITU, 'liver.future-remnant'));
      for (const code of ['primary-resection', 'embolization', 'prrt', 'debulking'])
        expect(option(known, code).status, code).toBe(option(unknown, code).status);
      expect(option(known, 'primary-resection').status).toBe('recommended');
    },
  );
  it.each([
    ['>2', 'contraindicated'],
    ['<3', 'consider'],
    ['>1', 'insufficient-data'],
  ])('ECOG %s holds the whole numbers in it', (ecog, status) => {
    const found = option(evaluated(typical({ ecog })), 'liver-resection');
    expect(found.status === 'recommended' ? 'consider' : found.status).toBe(status);
  });
  it('fewer than 2 lesions beside a lesion on record is one, fewer than 1 is none', () => {
    const lesions = (count: string) =>
      evaluated(typical({ 'liver.lesion-count': count }, 'liver.lobes', 'liver.segments'));
    expect(lesions('<2').classification.pattern).toBe('I');
    expect(option(lesions('<1'), 'surveillance').status).toBe('recommended');
  });
  it('a largest lesion below twice the second one is not dominant', () => {
    const found = evaluated(
      typical(
        {
          'liver.lobes': 'bilobar',
          'liver.lesion-count': 11,
          'liver.largest-lesion': 30,
          'liver.second-largest-lesion': '>15',
        },
        'liver.segments',
        'liver.resectability',
      ),
    );
    expect(found.classification.possiblePatterns).toEqual(['III']);
  });
  it('a Ki-67 of the liver that is known within bounds leaves ALPPS open to both sides', () => {
    const found = option(
      evaluated(typical({ ...TYPE_TWO, 'ki67.specimens': [{ site: 'liver-metastasis', value: '10-30' }] })),
      'alpps',
    );
    expect([found.status, found.couldBe]).toEqual(['insufficient-data', 'consider']);
    expect(found.missing).toContain('ki67');
  });
  it('the index that can narrow the grade is the one that is asked for', () => {
    const found = option(
      evaluated(
        typical(
          {
            'liver.resectability': 'unresectable',
            'disease-course': 'progressing',
            ki67: '<2',
            mitoses: '1-3',
          },
          'stable-months',
          'grade.reported',
        ),
      ),
      'chemotherapy',
    );
    expect(found.missing).not.toContain('ki67');
  });
});

describe('records that could not be used are no silence', () => {
  const judged = typical({ 'liver.segments': ['6'] }, 'liver.resectability');
  it.each(['not-final', 'not-confirmed', 'unreadable'] as const)(
    'a judgement that is %s is not replaced by the pattern',
    (reason) => {
      const found = evaluated(withUnusable(judged, 'liver.resectability', reason));
      expect(fact(found, 'liver.resectability')?.state).toBe('unknown');
      expect(option(found, 'liver-resection').missing).toContain('liver.resectability');
    },
  );
  it('one of which there is no record is', () => {
    expect(fact(evaluated(judged), 'liver.resectability')).toMatchObject({
      state: 'assumed',
      value: 'resectable',
    });
  });
  it('judgements that could not be read are no lesion on record', () => {
    const cleared = { prior: ['liver-resection'], 'primary.site': 'pancreas', ki67: 4 } as const;
    const unread = patient({ nelm: 'yes', ...cleared, unreadable: ['liver.lobes', 'liver.resectability'] });
    expect(option(evaluated(unread), 'surveillance').status).toBe('insufficient-data');
  });
  it('a lesion of 0 mm is none', () => {
    const none = patient({ nelm: 'yes', prior: ['ablation'], 'liver.largest-lesion': 0 });
    expect(option(evaluated(none), 'surveillance').status).toBe('insufficient-data');
  });
  it('a remnant, a bilirubin or a second lesion of which the record says "not known" is not assumed', () => {
    const remnant = withUnusable(typical({}, 'liver.future-remnant'), 'liver.future-remnant', 'absent');
    expect(fact(evaluated(remnant), 'liver.future-remnant')?.state).toBe('unknown');
    const bilirubin = withUnusable(typical({ 'child-pugh': 'A' }, 'bilirubin'), 'bilirubin', 'absent');
    expect(evaluated(bilirubin).assumptions.map((one) => one.fact)).not.toContain('bilirubin');
  });
  it.each(['not-final', 'unreadable'] as const)(
    'segments that are %s are not read as apart in bilobar disease',
    (reason) => {
      const bilobar = typical(
        { 'liver.lobes': 'bilobar', 'liver.lesion-count': 4 },
        'liver.segments',
        'liver.resectability',
        'liver.pattern.reported',
      );
      const found = evaluated(withUnusable(bilobar, 'liver.segments', reason));
      expect(found.classification.possiblePatterns).toContain('I');
      expect(option(found, 'liver-resection').missing).toContain('liver.segments');
      expect(evaluated(bilobar).classification.possiblePatterns).not.toContain('I');
    },
  );
  it('an echocardiogram of a year counts from the first day that it can mean', () => {
    const carcinoid = typical({ syndrome: 'carcinoid', 'primary.site': 'jejunum-ileum' }, 'heart-disease');
    const examined = (echocardiogram: string) =>
      fact(evaluated({ ...carcinoid, context: { ...carcinoid.context, echocardiogram } }), 'heart-disease')
        ?.state;
    expect(examined('2025')).toBe('unknown');
    expect(examined('2026')).toBe('assumed');
  });
});

describe('what a completion fills in grants no assumption', () => {
  it('two-stage hepatectomy stays possible where the judgement and the remnant are missing', () => {
    const bilobar = typical(
      { ki67: 30, 'liver.lobes': 'bilobar' },
      'liver.segments',
      'liver.resectability',
      'liver.future-remnant',
      'liver.pattern.reported',
      'grade.reported',
    );
    expect(option(evaluated(bilobar), 'staged-hepatectomy').couldBe).toBe('consider');
    const told = typical({
      ki67: 30,
      'liver.lobes': 'bilobar',
      'liver.pattern.reported': 'II',
      'liver.resectability': 'resectable',
      'liver.future-remnant': 20,
    });
    expect(option(evaluated(told), 'staged-hepatectomy').status).toBe('consider');
  });
  it('ablation can become the first choice where surgery is judged from the pattern alone', () => {
    const bilobar = typical(
      { 'child-pugh': 'B', 'liver.lobes': 'bilobar', 'liver.future-remnant': 20 },
      'liver.segments',
      'liver.resectability',
      'liver.pattern.reported',
    );
    expect(
      option(evaluated(bilobar), 'ablation').couldBe ?? option(evaluated(bilobar), 'ablation').status,
    ).toBe('recommended');
  });
});

describe('resection of the primary', () => {
  const symptoms = (facts: Written, ...taken: readonly FactId[]) =>
    option(
      evaluated(typical({ ...IN_SITU, ...facts, unreadable: ['primary.symptomatic'] }, ...taken)),
      'primary-resection',
    );
  it('is at most considered in G3, with and without symptoms', () => {
    const g3 = { ki67: 30, 'grade.reported': 'G3' };
    expect(symptoms(g3).status).toBe('consider');
    expect(symptoms(g3, 'ecog').couldBe).toBe('consider');
  });
  it('lists the symptoms where they decide whether it is disputed', () => {
    const found = symptoms(
      {
        'liver.pattern.reported': 'III',
        'liver.lobes': 'bilobar',
        'liver.segments': ['2', '6'],
        'liver.lesion-count': 12,
        'liver.resectability': 'unresectable',
        'disease-course': 'progressing',
      },
      'stable-months',
    );
    expect(found.status).toBe('recommended');
    expect(found.missing).toContain('primary.symptomatic');
  });
  it('has no timing while an operation that could lead is undecided', () => {
    const staged = {
      ...IN_SITU,
      ...TYPE_TWO,
      'primary.symptomatic': 'yes',
      'liver.timing': 'metachronous',
    } as const;
    const timing = (facts: Written) =>
      option(evaluated(typical({ ...staged, ...facts })), 'primary-resection').timing;
    expect(timing({ extrahepatic: 'unspecified' })).toBeNull();
    expect(timing({ extrahepatic: 'resectable' })).toBe('with-first-stage');
    expect(timing({ extrahepatic: 'unresectable' })).toBe('staged');
  });
});

it('a poorly differentiated neoplasm without an index is G3, whatever grade is reported', () => {
  const found = evaluated(typical({ differentiation: 'poor', 'grade.reported': 'G1' }, 'ki67', 'mitoses'));
  expect(found.classification).toMatchObject({ grade: 'G3', category: 'NEC' });
  expect(found.alerts.map(({ id }) => id)).toContain('grade-mismatch');
  expect(option(found, 'liver-resection').status).toBe('contraindicated');
});

describe('explanations', () => {
  it('two mitotic counts in different grades are named', () => {
    const base = typical({ mitoses: 1 }, 'ki67', 'grade.reported');
    const [one] = base.mitosesSpecimens;
    if (!one) throw new Error('no specimen');
    const other = { ...one, reference: 'Observation/other', value: { ...one.value, low: 25, high: 25 } };
    const found = evaluated({ ...base, mitosesSpecimens: [one, other] });
    const alert = found.alerts.find(({ id }) => id === 'grade-discordance');
    expect(alert?.text).toContain('mitoses 25');
  });
  it('an assumption in place of a record that is too old says so', () => {
    const old = withUnusable(typical({}), 'ascites', 'stale', { kind: 'word', possible: ['none'] });
    expect(fact(evaluated(old), 'ascites')).toMatchObject({ state: 'assumed', reason: 'stale' });
    expect(evaluated(old).assumptions.find((one) => one.fact === 'ascites')?.text).toContain('too old');
  });
  it('every known fact that closes an option is varied, none that is assumed', () => {
    const unresectable = evaluated(typical({}));
    const found = option(unresectable, 'somatostatin-analogue').counterfactuals.map((one) => one.fact);
    expect(found).toEqual(expect.arrayContaining(['ecog', 'bilirubin']));
    for (const { counterfactuals } of unresectable.options)
      for (const one of counterfactuals) expect(fact(unresectable, one.fact as FactId)?.state).toBe('known');
  });
  it('the smallest sets that settle an option are found among many missing facts, or none is named', () => {
    const found = evaluated(typical(IN_SITU, 'ki67', 'grade.reported', 'mitoses', 'ecog'));
    const { settledBy, missing } = option(found, 'liver-resection');
    for (const set of settledBy) expect(missing).toEqual(expect.arrayContaining([...set]));
    expect(settledBy.length).toBeGreaterThan(0);
    expect(option(evaluated(patient({ nelm: 'yes' })), 'liver-resection').settledBy).toEqual([]);
  });
});

it('a day is asked for: a month or a year is no evaluation date', () => {
  expect(() => evaluate(typical({}), { date: '2026', strict: false })).toThrow(/YYYY-MM-DD/);
});

describe('statements that do not go together', () => {
  it('refractory symptoms without a syndrome are said, and not counted', () => {
    const texts = evaluated(typical({ syndrome: 'none', 'syndrome.refractory': 'yes' })).issues;
    expect(texts.map(({ text }) => text).join()).toContain('Refractory hormonal symptoms');
    expect(
      evaluated(typical({}))
        .issues.map(({ text }) => text)
        .join(),
    ).not.toContain('Refractory');
  });
});

describe('what would settle it', () => {
  const workup = (recorded: RecordedFacts) => evaluate(recorded, { date: TODAY, strict: false }).workup;
  const item = (recorded: RecordedFacts, id: string) => workup(recorded).find((one) => one.id === id);
  const UNJUDGED = ['liver.segments', 'liver.resectability', 'liver.pattern.reported'] as const;

  it('couldBe is reached although much is missing', () => {
    const little = typical(
      { 'liver.lobes': 'unilobar' },
      ...UNJUDGED,
      'primary.status',
      'primary.resected-on',
      'extrahepatic',
      'staging.functional',
      'liver.future-remnant',
      'ecog',
      'bilirubin',
      'albumin',
      'inr',
      'liver.lesion-count',
    );
    expect(option(evaluated(little), 'ablation').couldBe).toBe('recommended');
  });
  it('imaging decides on the operations while the pattern is open: a judgement is asked for after it', () => {
    const open = typical({ 'liver.lesion-count': 4 }, ...UNJUDGED, 'liver.lobes');
    const imaging = item(open, 'ct-triphasic') ?? item(open, 'mri-liver');
    expect(imaging?.decides).toEqual(expect.arrayContaining(['liver-resection', 'embolization', 'prrt']));
  });
  it('the surgeon decides on what other facts leave offered from the pattern alone', () => {
    const open = typical(
      {
        'liver.lobes': 'bilobar',
        'liver.largest-lesion': 60,
        'liver.second-largest-lesion': 20,
        'liver.lesion-count': 4,
      },
      ...UNJUDGED,
      'bilirubin',
    );
    expect(item(open, 'surgical-assessment')?.decides).toContain('staged-hepatectomy');
  });
  it('the surgical assessment of a provisional type III is shown, not only counted', () => {
    const diffuse = patient({
      nelm: 'yes',
      age: 52,
      'primary.site': 'pancreas',
      'primary.status': 'resected',
      differentiation: 'well',
      syndrome: 'none',
      'liver.lesion-count': 20,
      'liver.largest-lesion': 25,
      'liver.lobes': 'bilobar',
      'liver.future-remnant': 60,
      extrahepatic: 'none',
      ecog: 0,
      albumin: 4.1,
      inr: 1,
      platelets: 220,
      'bulk-symptoms': 'yes',
    });
    expect(item(diffuse, 'surgical-assessment')).toBeDefined();
  });
  it('no item is without a fact that is missing', () => {
    const deferred = typical(
      { syndrome: 'carcinoid', 'heart-disease': 'present', 'disease-course': 'progressing' },
      'extrahepatic',
      'staging.functional',
      'stable-months',
    );
    for (const one of workup(deferred)) if (!one.baseline) expect(one.facts, one.id).not.toEqual([]);
  });
});

describe('specimens in different grades', () => {
  const specimen = (site: 'primary' | 'liver-metastasis' | 'unstated', value: number) => ({
    site,
    reference: `Observation/${site}-${value}`,
    value: { kind: 'number', low: value, high: value, lowOpen: false, highOpen: false } as const,
  });
  const raised = (
    ki: readonly ReturnType<typeof specimen>[],
    mitoses: readonly ReturnType<typeof specimen>[],
  ) =>
    evaluated({ ...typical({}, 'grade.reported'), kiSpecimens: ki, mitosesSpecimens: mitoses }).alerts.some(
      ({ id }) => id === 'grade-discordance',
    );
  it('the grade of a specimen is the higher of its indices', () => {
    expect(
      raised([specimen('primary', 2), specimen('liver-metastasis', 10)], [specimen('primary', 10)]),
    ).toBe(false);
    expect(raised([specimen('primary', 2), specimen('liver-metastasis', 10)], [])).toBe(true);
  });
  it('two indices may be of one specimen where a site is not stated', () => {
    expect(raised([specimen('primary', 2)], [specimen('unstated', 5)])).toBe(false);
    expect(raised([specimen('primary', 2)], [specimen('liver-metastasis', 5)])).toBe(true);
  });
});

it('the end of what is plausible is no end of a bound', () => {
  const text = (inr: string) => fact(evaluated(typical({ inr })), 'inr')?.text;
  expect(text('<1.7')).toBe('< 1.7');
  expect(text('>1.7')).toBe('> 1.7');
});
