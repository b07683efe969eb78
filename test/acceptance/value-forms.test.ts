import { describe, expect, it } from 'vitest';
import { FACT_IDS, type FactId } from '../../src/domain/fact-catalogue.ts';
import { bare, coded, type Json, LOCAL, local, quantity, shown, text, UCUM, word, DATE } from './scene.ts';

type Row = readonly [value: Json, expected: string];
const unit = (value: unknown, written: string): Json => ({ valueQuantity: { value, unit: written } });
const range = (low: number | undefined, high: number | undefined, code: string): Json => {
  const side = (value: number) => ({ value, unit: code, system: UCUM, code });
  return {
    valueRange: {
      ...(low === undefined ? {} : { low: side(low) }),
      ...(high === undefined ? {} : { high: side(high) }),
    },
  };
};
const integer = (valueInteger: number): Json => ({ valueInteger });
const bool = (valueBoolean: boolean): Json => ({ valueBoolean });
const concept = (code: string): Json => ({ valueCodeableConcept: coded(LOCAL, code) });
const written = (value: string): Json => ({ valueCodeableConcept: { text: value } });

const PERCENT: readonly Row[] = [
  [quantity(4, '%'), 'known 4'],
  [quantity(2.94, '%'), 'known 2.9'],
  [quantity(0.25, '1'), 'known 25'],
  [quantity(0.03, '1'), 'known 3'],
  [quantity(20, '%', '>'), 'known 20..100'],
  [quantity(20, '%', '>='), 'known 20..100'],
  [quantity(2, '%', '<'), 'known 0..2'],
  [quantity(2, '%', '<='), 'known 0..2'],
  [quantity('25', '%'), 'known 25'],
  [quantity(250, '%'), 'unknown absent'],
  [quantity(-5, '%'), 'unknown absent'],
  [quantity(4, 'mg/L'), 'unknown unusable-unit'],
  [quantity(4, 'furlong-x'), 'unknown unusable-unit'],
  [unit(25, '%'), 'known 25'],
  [unit(25, 'pct'), 'unknown unusable-unit'],
  [unit(25, 'cells'), 'unknown unusable-unit'],
  [range(2, 5, '%'), 'known 2..5'],
  [range(20, undefined, '%'), 'known 20..100'],
  [range(undefined, 2, '%'), 'known 0..2'],
  [range(0.02, 0.05, '1'), 'known 2..5'],
  [text('<2%'), 'known 0..2'],
  [text('2-3 %'), 'known 2..3'],
  [text('2 - 3%'), 'known 2..3'],
  [text('2–3 %'), 'known 2..3'],
  [text('approx. 5'), 'known 5'],
  [text('approx. 5 %'), 'known 5'],
  [text('ca. 5%'), 'known 5'],
  [text('2,5 %'), 'known 2.5'],
  [text('2.5%'), 'known 2.5'],
  [text('> 20 %'), 'known 20..100'],
  [text('>=20%'), 'known 20..100'],
  [text('≤ 2 %'), 'known 0..2'],
  [text('15-20%'), 'known 15..20'],
  [text('3-5'), 'known 3..5'],
  [text('25'), 'known 25'],
  [text('high'), 'unknown absent'],
  [text('5 mg/L'), 'unknown unusable-unit'],
  [written('<2%'), 'known 0..2'],
  [integer(4), 'known 4'],
];

const MILLIMETRES: readonly Row[] = [
  [quantity(35, 'mm'), 'known 35'],
  [quantity(3.5, 'cm'), 'known 35'],
  [quantity(0.035, 'm'), 'known 35'],
  [quantity(34.6, 'mm'), 'known 35'],
  [quantity(5, 'cm', '>'), 'known 50..undefined'],
  [range(3, 4, 'cm'), 'known 30..40'],
  [unit(3.5, 'cm'), 'known 35'],
  [unit(35, 'mm'), 'known 35'],
  [text('3.5 cm'), 'known 35'],
  [text('35 mm'), 'known 35'],
  [text('3,5 cm'), 'known 35'],
  [quantity(35, 'kg'), 'unknown unusable-unit'],
  [quantity(900, 'cm'), 'unknown absent'],
];

const COUNT: readonly Row[] = [
  [integer(3), 'known 3'],
  [quantity(3, '1'), 'known 3'],
  [quantity(3, '{lesions}'), 'known 3'],
  [quantity(3, '{#}'), 'known 3'],
  [{ valueQuantity: { value: 3 } }, 'known 3'],
  [quantity(10, '1', '>'), 'known 10..undefined'],
  [range(5, 8, '1'), 'known 5..8'],
  [text('>10'), 'known 10..undefined'],
  [text('3'), 'known 3'],
  [text('at least 3'), 'known 3..undefined'],
  [integer(0), 'known 0'],
  [quantity(3, '%'), 'unknown unusable-unit'],
];

const MITOSES: readonly Row[] = [
  [quantity(4, '/[HPF]10'), 'known 4'],
  [quantity(4, '{count}/[HPF]10'), 'known 4'],
  [quantity(4, '{mitoses}/10.[HPF]'), 'known 4'],
  [quantity(4, '/10.[HPF]'), 'known 4'],
  [quantity(4, '/(10.[HPF])'), 'known 4'],
  [quantity(4, '/(2.mm2)'), 'known 4'],
  [quantity(4, '/2.mm2'), 'known 4'],
  [quantity(4, '{mitoses}/2.mm2'), 'known 4'],
  [quantity(20, '/[HPF]10', '>'), 'known 20..500'],
  [text('4/10 HPF'), 'known 4'],
  [text('4 per 10 HPF'), 'known 4'],
  [text('4 per 2 mm2'), 'known 4'],
  [text('<2 per 10 HPF'), 'known 0..2'],
  [text('4 mitoses/10 HPF'), 'known 4'],
  [text('4 / 2 mm²'), 'known 4'],
  [quantity(4, '/[HPF]'), 'unknown unusable-unit'],
  [text('4/HPF'), 'unknown unusable-unit'],
  [text('4 per HPF'), 'unknown unusable-unit'],
  [quantity(4, '/mm2'), 'unknown unusable-unit'],
];

const NUMBERS: Readonly<Partial<Record<FactId, readonly Row[]>>> = {
  ki67: PERCENT,
  'liver.involvement': PERCENT,
  'liver.future-remnant': PERCENT,
  'liver.resectable-fraction': PERCENT,
  'primary.size': MILLIMETRES,
  'liver.largest-lesion': MILLIMETRES,
  'liver.second-largest-lesion': MILLIMETRES,
  'liver.lesion-count': COUNT,
  mitoses: MITOSES,
  age: [
    [quantity(58, 'a'), 'known 58'],
    [integer(58), 'known 58'],
  ],
  'stable-months': [
    [quantity(14, 'mo'), 'known 14'],
    [quantity(1, 'a'), 'known 12'],
    [quantity(12, 'mo', '>='), 'known 12..undefined'],
    [text('14 months'), 'known 14'],
    [quantity(14, '%'), 'unknown unusable-unit'],
  ],
  ecog: [
    [integer(1), 'known 1'],
    [quantity(1, '{score}'), 'known 1'],
    [quantity(1, '1'), 'known 1'],
    [text('1'), 'known 1'],
    [range(1, 2, '{score}'), 'known 1..2'],
    [quantity(2, '{score}', '<='), 'known 0..2'],
    [integer(5), 'unknown absent'],
    [integer(-1), 'unknown absent'],
    [quantity(1.5, '{score}'), 'unknown absent'],
  ],
  bilirubin: [
    [quantity(1.2, 'mg/dL'), 'known 1.2'],
    [quantity(20.5, 'umol/L'), 'known 1.2'],
    [quantity(17.1, 'umol/L'), 'known 1'],
    [quantity(51.3, 'umol/L'), 'known 3'],
    [quantity(51.2, 'umol/L'), 'known 2.99'],
    [quantity(12, 'mg/L'), 'known 1.2'],
    [quantity(0.0205, 'mmol/L'), 'known 1.2'],
    [quantity(0.3, 'mg/dL', '<'), 'known 0..0.3'],
    [range(1, 2, 'mg/dL'), 'known 1..2'],
    [unit(1.2, 'mg/dL'), 'unknown unusable-unit'],
    [{ valueQuantity: { value: 1.2 } }, 'unknown unusable-unit'],
    [quantity(1.2, 'g/mol'), 'unknown unusable-unit'],
    [quantity(1.2, '%'), 'unknown unusable-unit'],
  ],
  albumin: [
    [quantity(3.5, 'g/dL'), 'known 3.5'],
    [quantity(35, 'g/L'), 'known 3.5'],
    [quantity(3500, 'mg/dL'), 'known 3.5'],
    [unit(35, 'g/L'), 'unknown unusable-unit'],
  ],
  inr: [
    [quantity(1.1, '{INR}'), 'known 1.1'],
    [quantity(1.1, '1'), 'known 1.1'],
    [quantity(1.1, '{ratio}'), 'known 1.1'],
    [quantity(90, '%'), 'unknown unusable-unit'],
    [{ valueQuantity: { value: 1.1 } }, 'unknown unusable-unit'],
    [unit(1.1, 'INR'), 'unknown unusable-unit'],
  ],
  egfr: [
    [quantity(72, 'mL/min/{1.73_m2}'), 'known 72'],
    [quantity(72, 'mL/min/1.73.m2'), 'known 72'],
    [quantity(72, 'mL/min/{1.73m2}'), 'known 72'],
    [quantity(90, 'mL/min/{1.73_m2}', '>'), 'known 90..undefined'],
    [quantity(72, '%'), 'unknown unusable-unit'],
    [unit(72, 'mL/min/1.73m2'), 'unknown unusable-unit'],
  ],
  hemoglobin: [
    [quantity(10.2, 'g/dL'), 'known 10.2'],
    [quantity(102, 'g/L'), 'known 10.2'],
    [quantity(5, 'mmol/L'), 'known 8.1'],
    [quantity(4.9648, 'mmol/L'), 'known 8'],
    [quantity(10.2, 'mg/dL'), 'unknown absent'],
  ],
  platelets: [
    [quantity(150, '10*9/L'), 'known 150'],
    [quantity(150, '10*3/uL'), 'known 150'],
    [quantity(150, 'K/uL'), 'unknown unusable-unit'],
    [quantity(150_000, '/uL'), 'known 150'],
    [quantity(150_000, '{cells}/uL'), 'known 150'],
    [quantity(150, '10*6/mL'), 'known 150'],
    [quantity(150, '10^9/L'), 'known 150'],
    [quantity(0.15, '10*6/uL'), 'known 150'],
    [quantity(150, 'G/L'), 'unknown unusable-unit'],
  ],
  leukocytes: [
    [quantity(4.5, '10*9/L'), 'known 4.5'],
    [quantity(4.5, '10*3/uL'), 'known 4.5'],
    [quantity(4500, '/uL'), 'known 4.5'],
    [quantity(4500, '/mm3'), 'known 4.5'],
  ],
};

const WORDS: Readonly<Partial<Record<FactId, readonly string[]>>> = {
  nelm: ['yes', 'no'],
  scope: ['in', 'mixed-neoplasm', 'paraganglioma', 'medullary-thyroid'],
  'primary.site': [
    'pancreas',
    'duodenum',
    'jejunum-ileum',
    'appendix',
    'colon',
    'rectum',
    'distal-stomach',
    'stomach',
    'lung',
    'thymus',
    'other',
    'unknown-primary',
  ],
  'primary.status': ['resected', 'in-situ', 'occult'],
  'primary.portal-drainage': ['yes', 'no'],
  'primary.part': ['pancreatic-head', 'pancreatic-body-tail', 'other'],
  'primary.resectable': ['yes', 'no'],
  'primary.symptomatic': ['yes', 'no'],
  differentiation: ['well', 'poor'],
  'grade.reported': ['G1', 'G2', 'G3'],
  syndrome: [
    'none',
    'carcinoid',
    'insulinoma',
    'gastrinoma',
    'vipoma',
    'glucagonoma',
    'somatostatinoma',
    'other',
  ],
  'syndrome.refractory': ['yes', 'no'],
  'bulk-symptoms': ['yes', 'no'],
  'liver.lobes': ['unilobar', 'bilobar'],
  'liver.pattern.reported': ['I', 'II', 'III'],
  'liver.resectability': ['resectable', 'staged', 'unresectable'],
  'liver.resectability-reason': ['extent', 'location', 'remnant', 'patient'],
  'surgical-risk': ['acceptable', 'prohibitive'],
  'liver.hilar': ['yes', 'no'],
  'liver.superficial': ['yes', 'no'],
  'liver.timing': ['synchronous', 'metachronous'],
  'liver.recurrent': ['yes', 'no'],
  extrahepatic: [
    'none',
    'regional-nodes-only',
    'limited-stable',
    'resectable',
    'unresectable',
    'unspecified',
  ],
  sstr: ['positive', 'negative'],
  fdg: ['positive', 'negative'],
  mibg: ['positive', 'negative'],
  'heart-disease': ['none', 'present', 'corrected'],
  ascites: ['none', 'mild', 'severe'],
  encephalopathy: ['none', 'mild', 'severe'],
  'child-pugh': ['A', 'B', 'C'],
  'portal-vein-thrombosis': ['yes', 'no'],
  'bilioenteric-anastomosis': ['yes', 'no'],
  'biliary-stent': ['yes', 'no'],
  gallbladder: ['in-place', 'removed'],
  'lung-shunt': ['major', 'minor'],
  whipple: ['yes', 'no'],
  'disease-course': ['stable', 'responding', 'progressing'],
  hepatomegaly: ['yes', 'no'],
  pregnancy: ['yes', 'no'],
  deceased: ['yes', 'no'],
};

const OTHER_FORMS: readonly (readonly [fact: FactId, value: Json, expected: string])[] = [
  ['syndrome.refractory', text('refractory'), 'known yes'],
  ['syndrome.refractory', concept('syndrome.refractory.refractory'), 'known yes'],
  ['sstr', integer(2), 'known positive'],
  ['sstr', integer(1), 'known negative'],
  ['sstr', integer(4), 'known positive'],
  ['sstr', integer(0), 'known negative'],
  ['sstr', integer(5), 'unknown absent'],
  ['sstr', quantity(3, '{score}'), 'known positive'],
  ['sstr', quantity(1, '{score}'), 'known negative'],
  ['sstr', text('3'), 'known positive'],
  [
    'sstr',
    { interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', 'POS')] },
    'known positive',
  ],
  [
    'fdg',
    { interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', 'NEG')] },
    'known negative',
  ],
  [
    'mibg',
    { interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', 'POS')] },
    'known positive',
  ],
  ['liver.segments', concept('liver.segments.4a'), 'known 4a'],
  ['liver.segments', text('2,3'), 'known 2,3'],
  ['liver.segments', text('II, III and IVa'), 'known 2,3,4a'],
  [
    'liver.segments',
    {
      valueCodeableConcept: {
        coding: [
          { system: LOCAL, code: 'liver.segments.5' },
          { system: LOCAL, code: 'liver.segments.6' },
        ],
      },
    },
    'known 5,6',
  ],
  ['liver.segments', integer(7), 'known 7'],
  ['liver.segments', text('9'), 'unknown absent'],
  ['prior', concept('prior.prrt'), 'known prrt@2026-11-10'],
  ['prior', text('ablation'), 'known ablation@2026-11-10'],
  ['prior', text('ablation, embolization'), 'known ablation@2026-11-10,embolization@2026-11-10'],
  ['primary.resected-on', { valueDateTime: '2025-04-01' }, 'known 2025-04-01'],
  ['primary.resected-on', { valueDateTime: '2025-04-01T08:00:00Z' }, 'known 2025-04-01'],
  ['primary.resected-on', { valueDateTime: '2025-04' }, 'known 2025-04'],
  ['primary.resected-on', text('2025-04-01'), 'known 2025-04-01'],
  ['primary.resected-on', { valueDateTime: '2025-13-45' }, 'unknown absent'],
  ['staging.cross-sectional', { valueDateTime: '2026-10-01' }, 'known 2026-10-01'],
  ['staging.functional', { valueDateTime: '2026-10-01' }, 'known 2026-10-01'],
  ['staging.functional', text('2026-10-01'), 'known 2026-10-01'],
  ['grade.reported', text('Grade 2'), 'known G2'],
  ['grade.reported', integer(2), 'known G2'],
  ['liver.lobes', concept('bilobar'), 'known bilobar'],
  ['liver.lobes', text('Bilobar'), 'known bilobar'],
  ['liver.lobes', text(' bilobar '), 'known bilobar'],
  ['liver.lobes', text('both sides'), 'unknown absent'],
  ['ascites', text('moderate'), 'known mild|severe'],
];

describe('numbers through the local code system', () => {
  for (const [id, rows] of Object.entries(NUMBERS)) {
    it.each(rows.map(([value, expected]) => [JSON.stringify(value), value, expected] as const))(
      `${id} %s`,
      (_name, value, expected) => {
        // An age is true of the day on which it was stated; everything else of the days after it too.
        const stated = id === 'age' ? { effectiveDateTime: DATE } : {};
        expect(shown(bare(id as FactId, [local(id, value, stated)]))).toBe(expected);
      },
    );
  }
});

describe('words through the local code system', () => {
  for (const [id, words] of Object.entries(WORDS)) {
    it.each(words)(`${id} %s`, (value) => {
      const forms: readonly Json[] = [
        word(id, value),
        concept(value),
        { valueCodeableConcept: { text: value } },
        text(value),
        text(value.toUpperCase()),
        ...(value === 'yes' || value === 'no' ? [bool(value === 'yes')] : []),
      ];
      for (const form of forms) {
        expect(shown(bare(id as FactId, [local(id, form)])), JSON.stringify(form)).toBe(`known ${value}`);
      }
      expect(
        shown(
          bare(id as FactId, [local(id, { component: [{ code: coded(LOCAL, id), ...word(id, value) }] })]),
        ),
      ).toBe(`known ${value}`);
    });
  }
});

describe('other forms', () => {
  it.each(OTHER_FORMS.map(([id, value, expected]) => [id, JSON.stringify(value), value, expected] as const))(
    '%s %s',
    (id, _name, value, expected) => {
      expect(shown(bare(id, [local(id, value)]))).toBe(expected);
    },
  );
});

it('every fact has a row in one of the tables', () => {
  const rows = new Set<string>([
    ...Object.keys(NUMBERS),
    ...Object.keys(WORDS),
    ...OTHER_FORMS.map(([id]) => id),
  ]);
  expect(FACT_IDS.filter((id) => !rows.has(id))).toEqual([]);
});
