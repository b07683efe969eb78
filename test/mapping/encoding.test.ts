import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decision/evaluate.ts';
import { cutpoints } from '../../src/decision/parameters.ts';
import { FACT_IDS, type FactId, factDefinition } from '../../src/domain/fact-catalogue.ts';
import { recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { type Mapped, mapRecord } from '../../src/mapping/map.ts';
import { encodeFacts, type FactMap, type Style } from './encode.ts';
import { said, shown, TODAY } from './scene.ts';

const STYLES: readonly Style[] = ['local', 'us', 'european'];

function through(style: Style, facts: FactMap): Mapped {
  return mapRecord(recordFromBundle(encodeFacts(facts, style, { date: TODAY })), {
    date: TODAY,
    codes: loadCodeSets(),
    cutpoints: () => [],
  });
}

/** A value as the table of facts shows it, to be compared with what the mapping says. */
function expected(fact: FactId, written: unknown): string {
  const definition = factDefinition(fact);
  if (definition.type === 'word') {
    if (typeof written === 'boolean') return written ? 'yes' : 'no';
    return (Array.isArray(written) ? written : [written]).join('|');
  }
  if (definition.type === 'set') return [...(written as string[])].sort().join(',');
  if (definition.type === 'date') return String(written);
  if (typeof written === 'number') return String(written);
  const [low, high] = definition.plausible;
  const bound = /^(<=|<|>=|>)(.*)$/.exec(String(written));
  if (bound) {
    const limit = Number(bound[2]);
    return bound[1]?.startsWith('<')
      ? `[${low}, ${limit}${bound[1] === '<' ? ')' : ']'}`
      : `${bound[1] === '>' ? '(' : '['}${limit}, ${high}]`;
  }
  const [from, to] = String(written).split('-');
  return `[${from}, ${to}]`;
}

const PATIENTS: readonly FactMap[] = [
  {
    age: 52,
    'primary.site': 'pancreas',
    'primary.status': 'resected',
    'primary.resected-on': '2025-01-10',
    differentiation: 'well',
    ki67: 4,
    'grade.reported': 'G2',
    syndrome: 'none',
    'liver.lesion-count': 2,
    'liver.largest-lesion': 25,
    'liver.second-largest-lesion': 18,
    'liver.lobes': 'unilobar',
    'liver.segments': ['2', '3', '4a'],
    'liver.involvement': '<25',
    extrahepatic: 'none',
    'staging.cross-sectional': '2026-10-20',
    'staging.functional': '2026-09-10',
    sstr: 'positive',
    ecog: 1,
    bilirubin: 1.2,
    albumin: 3.5,
    inr: 1.7,
    egfr: 50,
    hemoglobin: 8,
    platelets: 75,
    leukocytes: 2,
    'disease-course': 'stable',
    'stable-months': 8,
    prior: [{ what: 'prrt', date: '2025-03-01' }, { what: 'ssa', inForce: true }, 'chemotherapy'],
  },
  {
    age: 71,
    'primary.site': 'jejunum-ileum',
    'primary.status': 'in-situ',
    differentiation: 'well',
    ki67: '>20',
    syndrome: 'carcinoid',
    'syndrome.refractory': true,
    'heart-disease': 'present',
    'liver.lesion-count': '>10',
    'liver.lobes': 'bilobar',
    'liver.pattern.reported': 'III',
    'liver.resectability': 'unresectable',
    'liver.future-remnant': '20-30',
    extrahepatic: 'unspecified',
    bilirubin: '<0.5',
    'portal-vein-thrombosis': true,
    'biliary-stent': true,
    gallbladder: 'removed',
    'bilioenteric-anastomosis': true,
    hepatomegaly: true,
    'disease-course': 'progressing',
    ecog: 3,
    prior: [
      { what: 'liver-resection', date: '2020-05-01' },
      { what: 'embolization', date: '2024-05-01' },
      { what: 'radioembolization', date: '2025-05-01' },
      { what: 'everolimus', inForce: true },
    ],
    'liver.recurrent': 'yes',
  },
  { 'primary.site': 'unknown-primary', differentiation: 'poor', ki67: 70, fdg: 'positive', ascites: 'mild' },
  { 'primary.site': 'lung', differentiation: 'well', ki67: '2-5', encephalopathy: 'none', mitoses: '<2' },
];

describe.each(STYLES)('%s codes', (style) => {
  it.each(PATIENTS.map((facts, index) => [index, facts] as const))(
    'patient %d says what was written',
    (_index, facts) => {
      const { recorded, issues } = through(style, facts);
      for (const fact of FACT_IDS) {
        const written = facts[fact];
        if (written === undefined || fact === 'prior') continue;
        expect(`${fact}: ${said(recorded.facts[fact])}`).toBe(`${fact}: ${expected(fact, written)}`);
      }
      expect(said(recorded.facts.nelm)).toBe('yes');
      const prior = (facts.prior ?? []) as readonly (string | { what: string; inForce?: boolean })[];
      const wanted = prior.map((past) => (typeof past === 'string' ? { what: past } : past));
      expect(new Set(recorded.prior.map(({ what, inForce }) => `${what} ${inForce}`))).toEqual(
        new Set(wanted.map((past) => `${past.what} ${'inForce' in past && past.inForce === true}`)),
      );
      expect(issues.filter(({ severity }) => severity !== 'information')).toEqual([]);
    },
  );
});

it('every fact can be given with its local code', () => {
  const values: { [fact: string]: unknown } = {
    age: 60,
    'primary.site': 'rectum',
    scope: 'mixed-neoplasm',
    'primary.status': 'resected',
    'primary.portal-drainage': false,
    'primary.part': 'pancreatic-head',
    'primary.resected-on': '2024-02-03',
    'liver.segments': ['5', '6'],
    'staging.cross-sectional': '2026-10-01',
    'staging.functional': '2026-10-02',
    // Beside months of stable disease, progression would be a contradiction.
    'disease-course': 'responding',
  };
  for (const fact of FACT_IDS) {
    if (fact === 'prior' || values[fact] !== undefined) continue;
    const definition = factDefinition(fact);
    values[fact] = definition.type === 'word' ? definition.words[definition.words.length - 1] : 4;
  }
  const { recorded, issues } = through('local', { ...values, prior: ['ablation'] });
  for (const fact of FACT_IDS) {
    expect(recorded.facts[fact], fact).toMatchObject({ state: 'known' });
    if (fact !== 'prior')
      expect(`${fact} ${shown(recorded.facts[fact]?.value)}`).toBe(`${fact} ${expected(fact, values[fact])}`);
  }
  expect(issues).toEqual([]);
});

it('every word of every fact has a local code that says it', () => {
  for (const fact of FACT_IDS) {
    const definition = factDefinition(fact);
    if (definition.type !== 'word') continue;
    for (const word of definition.words) {
      expect(`${fact} ${said(through('local', { nelm: 'yes', [fact]: word }).recorded.facts[fact])}`).toBe(
        `${fact} ${word}`,
      );
    }
  }
});

it.each(PATIENTS.map((facts, index) => [index, facts] as const))(
  'patient %d: the same advice whatever the codes',
  (_index, facts) => {
    const advice = STYLES.map((style) => {
      const { recorded, issues } = mapRecord(recordFromBundle(encodeFacts(facts, style, { date: TODAY })), {
        date: TODAY,
        codes: loadCodeSets(),
        cutpoints,
      });
      const evaluation = evaluate(recorded, { date: TODAY, strict: false, issues });
      return {
        applies: evaluation.applies,
        classification: evaluation.classification,
        options: evaluation.options.map(({ code, status, rank }) => `${rank} ${code} ${status}`),
        sets: evaluation.transplantCriteria.map(({ set, result }) => `${set} ${result}`),
        alerts: evaluation.alerts.map(({ id }) => id),
      };
    });
    expect(advice[0]?.applies).toBe(true);
    expect(advice[1]).toEqual(advice[0]);
    expect(advice[2]).toEqual(advice[0]);
  },
);
