import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { cutpoints } from '../../src/decision/parameters.ts';
import type { Evaluation } from '../../src/domain/evaluation.ts';
import { recordFromBundle } from '../../src/fhir/bundle.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { datedTo, FIXTURE_DAY, readFixture, readFixtures } from '../../src/sandbox/fixtures.ts';

/** What the READMEs of the fixture patients say, in a form that can fail. Options that are not named are closed. */
interface Expected {
  readonly category: string | null;
  readonly pattern: 'I' | 'II' | 'III' | null;
  readonly recommended: readonly string[];
  readonly consider?: readonly string[];
  readonly open?: readonly string[];
  readonly deferred?: readonly string[];
  readonly contraindicated?: readonly string[];
  readonly alerts?: readonly string[];
  readonly sets?: readonly string[];
  readonly conflicting?: readonly string[];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  '01-resectable-pancreatic-net': {
    category: 'NET G2',
    pattern: 'I',
    recommended: ['mdt-review', 'liver-resection'],
  },
  '02-midgut-carcinoid-progressing': {
    category: 'NET G2',
    pattern: 'III',
    recommended: ['mdt-review', 'somatostatin-analogue', 'prrt', 'embolization'],
    consider: ['radioembolization', 'targeted-therapy', 'chemotherapy', 'interferon-alpha'],
    contraindicated: ['ablation'],
    alerts: ['carcinoid-crisis-prophylaxis', 'down-staging'],
  },
  '03-type-two-small-remnant': {
    category: 'NET G1',
    pattern: 'II',
    recommended: ['mdt-review', 'staged-hepatectomy'],
    consider: ['alpps'],
  },
  '04-colon-nec': {
    category: 'NEC',
    pattern: 'III',
    recommended: ['mdt-review', 'chemotherapy'],
    open: ['targeted-therapy'],
    contraindicated: [
      'liver-resection',
      'staged-hepatectomy',
      'resection-with-ablation',
      'alpps',
      'primary-resection',
      'debulking',
      'ablation',
      'liver-transplantation',
    ],
  },
  '05-transplant-candidate': {
    category: 'NET G2',
    pattern: 'III',
    recommended: ['mdt-review'],
    consider: ['embolization', 'prrt', 'radioembolization', 'somatostatin-analogue', 'liver-transplantation'],
    contraindicated: ['ablation'],
    alerts: ['down-staging'],
    sets: ['milan', 'enets', 'unos', 'milan-2007', 'milan-ki67'],
  },
  '06-recurrence-after-hepatectomy': {
    category: 'NET G1',
    pattern: 'I',
    recommended: ['mdt-review'],
    consider: ['repeat-hepatectomy', 'ablation'],
  },
  '07-almost-everything-missing': {
    category: null,
    pattern: null,
    recommended: ['mdt-review'],
    open: [
      'liver-resection',
      'staged-hepatectomy',
      'resection-with-ablation',
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
    ],
  },
  '09-post-whipple-progressing': {
    category: 'NET G2',
    pattern: 'III',
    recommended: ['mdt-review', 'prrt', 'targeted-therapy'],
    consider: ['somatostatin-analogue', 'chemotherapy'],
    contraindicated: ['ablation', 'embolization', 'radioembolization'],
    alerts: ['biliary-anastomosis', 'down-staging'],
  },
  '10-hostile-text': { category: 'NET G1', pattern: 'I', recommended: ['mdt-review', 'liver-resection'] },
  '11-european-record': {
    category: 'NET G2',
    pattern: 'III',
    recommended: ['mdt-review', 'somatostatin-analogue', 'embolization'],
    consider: ['prrt', 'radioembolization'],
    open: ['debulking', 'interferon-alpha'],
    contraindicated: ['ablation'],
    alerts: ['carcinoid-crisis-prophylaxis', 'carcinoid-heart-unassessed', 'down-staging'],
  },
  '12-large-record': {
    category: 'NET G2',
    pattern: 'III',
    recommended: ['mdt-review', 'somatostatin-analogue', 'prrt', 'embolization'],
    consider: ['radioembolization', 'targeted-therapy', 'chemotherapy'],
    contraindicated: ['ablation'],
    alerts: ['carcinoid-crisis-prophylaxis', 'cytopenia-after-prrt', 'down-staging'],
  },
  '13-carcinoid-heart-disease': {
    category: 'NET G1',
    pattern: 'I',
    recommended: ['mdt-review', 'somatostatin-analogue'],
    open: ['ablation', 'embolization', 'prrt', 'radioembolization', 'targeted-therapy'],
    deferred: ['liver-resection'],
    alerts: ['carcinoid-crisis-prophylaxis', 'carcinoid-heart-uncorrected'],
  },
  '16-surveillance-after-resection': {
    category: 'NET G2',
    pattern: null,
    recommended: ['mdt-review', 'surveillance'],
  },
  '17-net-g3-selected': {
    category: 'NET G3',
    pattern: 'I',
    recommended: ['mdt-review'],
    consider: ['liver-resection', 'chemotherapy'],
    contraindicated: ['alpps'],
  },
  '18-conflicting-records': {
    category: 'NET G2',
    pattern: 'I',
    recommended: ['mdt-review'],
    alerts: ['grade-discordance', 'conflicting-records'],
    conflicting: ['liver.resectability'],
  },
};

/** Patients for whom the service gives no advice, with the words of the issue that says why. */
const NO_ADVICE: Readonly<Record<string, RegExp>> = {
  '08-net-without-liver-metastasis': /no neuroendocrine liver metastasis/i,
  '14-minen': /mixed-neoplasm/,
  '15-unclear-origin': /origin of liver metastasis unclear/,
};

const codes = loadCodeSets();

function evaluated(id: string, date = FIXTURE_DAY, bundle = readFixture(id).bundle): Evaluation {
  const mapped = mapRecord(recordFromBundle(bundle), { date, codes, cutpoints });
  return evaluate(mapped.recorded, { date, strict: false, issues: mapped.issues, withWorkup: true });
}

const having = (evaluation: Evaluation, status: string): string[] =>
  evaluation.options.filter((option) => option.status === status).map((option) => option.code);
const sorted = (list: readonly string[] = []): string[] => [...list].sort();

it('expects something of every fixture patient', () => {
  expect(sorted([...Object.keys(EXPECTED), ...Object.keys(NO_ADVICE)])).toEqual(
    readFixtures().map((f) => f.id),
  );
});

describe.each(Object.entries(EXPECTED))('%s', (id, expected) => {
  const evaluation = evaluated(id);

  it('is classified', () => {
    expect(evaluation.applies).toBe(true);
    expect(evaluation.classification.category).toBe(expected.category);
    if (id !== '16-surveillance-after-resection')
      expect(evaluation.classification.pattern).toBe(expected.pattern);
  });

  it('gets the options that its README names', () => {
    expect(sorted(having(evaluation, 'recommended'))).toEqual(sorted(expected.recommended));
    expect(sorted(having(evaluation, 'consider'))).toEqual(sorted(expected.consider));
    if (id !== '18-conflicting-records') {
      expect(sorted(having(evaluation, 'insufficient-data'))).toEqual(sorted(expected.open));
    }
    expect(having(evaluation, 'contraindicated')).toEqual(
      expect.arrayContaining([...(expected.contraindicated ?? [])]),
    );
    const deferred = evaluation.options.filter((option) => option.deferred).map((option) => option.code);
    expect(deferred).toEqual(expect.arrayContaining([...(expected.deferred ?? [])]));
  });

  it('raises the alerts that its README names', () => {
    expect(sorted(evaluation.alerts.map((alert) => alert.id))).toEqual(sorted(expected.alerts));
  });

  it('meets the transplant sets that its README names', () => {
    const met = evaluation.transplantCriteria.filter((set) => set.result === 'met').map((set) => set.set);
    expect(sorted(met)).toEqual(sorted(expected.sets));
  });

  it('has no conflict that its README does not name', () => {
    const conflicting = evaluation.facts
      .filter((fact) => fact.state === 'conflicting')
      .map((fact) => fact.id);
    expect(conflicting).toEqual(expected.conflicting ?? []);
  });
});

/** A year of birth without a day does not move: the age of 07, and what depends on it, changes with the day. */
const movable = Object.keys(EXPECTED).filter((id) => id !== '07-almost-everything-missing');

it.each(movable)('%s gets the same answer when the chart is moved to another day', (id) => {
  const day = '2028-02-29';
  const moved = evaluated(id, day, datedTo(readFixture(id).bundle, day));
  const statuses = (one: Evaluation): string[] =>
    one.options.map((option) => `${option.code} ${option.status}`);
  expect(sorted(statuses(moved))).toEqual(sorted(statuses(evaluated(id))));
});

describe.each(Object.entries(NO_ADVICE))('%s', (id, why) => {
  it('gets no treatment advice, and the reason', () => {
    const evaluation = evaluated(id);
    expect(evaluation.applies).toBe(false);
    expect(evaluation.options).toEqual([]);
    expect(evaluation.issues.map((issue) => issue.text).join('\n')).toMatch(why);
  });
});

it('18: what depends on resectability is undecided', () => {
  expect(having(evaluated('18-conflicting-records'), 'insufficient-data')).toContain('liver-resection');
});

it('11: units, scales and codes of a European record are understood', () => {
  const fact = (id: string) => evaluated('11-european-record').facts.find((one) => one.id === id);
  expect(fact('ki67')).toMatchObject({ state: 'known', value: 8 });
  expect(fact('bilirubin')).toMatchObject({ state: 'known', value: 0.82, unit: 'mg/dL' });
  expect(fact('hemoglobin')?.value).toBeCloseTo(13.5, 1);
  expect(fact('ecog')).toMatchObject({ state: 'known', value: 1 });
  expect(fact('sstr')).toMatchObject({ state: 'known', value: 'positive' });
  expect(fact('liver.lesion-count')).toMatchObject({ state: 'known' });
  expect(fact('liver.involvement')).toMatchObject({ low: 30, high: 40 });
});

it('02: PRRT stands before embolisation in progressing midgut disease', () => {
  const rank = (code: string) =>
    evaluated('02-midgut-carcinoid-progressing').options.find((o) => o.code === code)?.rank;
  expect(rank('prrt')).toBeLessThan(rank('embolization') ?? -1);
});
