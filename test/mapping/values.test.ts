import { describe, expect, it, vi } from 'vitest';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import { hasUcumForm } from '../../src/mapping/ucum-form.ts';
import { readValue } from '../../src/mapping/values.ts';
import { shown } from './scene.ts';

const UCUM = 'http://unitsofmeasure.org';

function read(fact: FactId, raw: unknown): string {
  const reading = readValue(fact, raw);
  return 'value' in reading ? shown(reading.value) : `${reading.refused}: ${reading.text}`;
}
const ucum = (value: unknown, code: string, comparator?: string): unknown => ({
  value,
  unit: code,
  system: UCUM,
  code,
  ...(comparator ? { comparator } : {}),
});

describe('Ki-67 as texts', () => {
  it.each([
    ['2%', '2'],
    ['<2%', '[0, 2)'],
    ['< 2 %', '[0, 2)'],
    ['<=2 %', '[0, 2]'],
    ['≤ 2 %', '[0, 2]'],
    ['>20%', '(20, 100]'],
    ['> 20 %', '(20, 100]'],
    ['≥20%', '[20, 100]'],
    ['at least 20 %', '[20, 100]'],
    ['less than 3 %', '[0, 3)'],
    ['up to 5%', '[0, 5]'],
    ['2-3 %', '[2, 3]'],
    ['2 % - 3 %', '[2, 3]'],
    ['15-20%', '[15, 20]'],
    ['15 – 20 %', '[15, 20]'],
    ['2 to 3%', '[2, 3]'],
    ['approx. 5', '5'],
    ['approx. 5 %', '5'],
    ['ca. 5%', '5'],
    ['~ 5 %', '5'],
    ['2,5 %', '2.5'],
    ['2.5 %', '2.5'],
    ['2 percent', '2'],
    ['<1', '[0, 1)'],
  ])('F18 F19: %s is %s', (text, expected) => {
    expect(read('ki67', text)).toBe(expected);
  });

  it.each([
    '1,500 %',
    '5 %%',
    'low',
    '',
    '5 % of cells in hot spots',
    '20-15 %',
    '<2-3 %',
    '5 6',
    '.5 %',
    'x'.repeat(5000),
  ])('F19: %s is not read', (text) => {
    expect(read('ki67', text)).toMatch(/^(absent|unusable-unit):/);
  });

  it('a bare number below 1 may be a fraction', () => {
    expect(read('ki67', '0.25')).toMatch(/^unusable-unit/);
    expect(read('ki67', '0.25 %')).toBe('0.3');
  });

  it('H08: hostile texts are read in linear time', () => {
    const start = performance.now();
    for (const text of ['a'.repeat(40_000), `${'1'.repeat(40_000)}!`, `${' '.repeat(40_000)}5`])
      read('ki67', text);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('Quantities of a percentage', () => {
  it.each([
    [ucum(25, '%'), '25'],
    [ucum(0.25, '1'), '25'],
    [ucum(0.25, '{ratio}'), '25'],
    [ucum(20, '%', '>'), '(20, 100]'],
    [ucum(0.2, '1', '>='), '[20, 100]'],
    [ucum(2, '%', '<'), '[0, 2)'],
    [ucum('25', '%'), '25'],
    [{ value: 25, unit: '%' }, '25'],
    [{ value: 25, unit: 'percent' }, '25'],
    [{ low: ucum(5, '%'), high: ucum(10, '%') }, '[5, 10]'],
    [{ low: ucum(5, '%') }, '[5, 100]'],
    [{ high: ucum(0.1, '1') }, '[0, 10]'],
    [{ numerator: { value: 1 }, denominator: { value: 4 } }, '25'],
    [7, '7'],
  ])('F13 F14 F18: %j is %s', (raw, expected) => {
    expect(read('ki67', raw)).toBe(expected);
  });

  it.each([
    [ucum(25, 'mg/L'), "unusable-unit: unit 'mg/L' not convertible to %; value ignored"],
    [ucum(25, 'foo'), "unusable-unit: unit 'foo' not convertible to %; value ignored"],
    [{ value: 25, unit: 'pct' }, "unusable-unit: unit 'pct' not convertible to %; value ignored"],
    [{ value: 25, unit: '% of liver' }, 'unusable-unit: unit not convertible to %; value ignored'],
    [{ value: 25 }, 'unusable-unit: no unit, expected %; value ignored'],
    [ucum(250, '%'), 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found 250; value ignored'],
    [
      ucum(25, '1'),
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found 25 as a fraction; value ignored',
    ],
    [ucum(-5, '%'), 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found -5; value ignored'],
    [
      ucum(Number.POSITIVE_INFINITY, '%'),
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found Infinity; value ignored',
    ],
    [
      ucum(100, '%', '>'),
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found > 100; value ignored',
    ],
    [ucum(0, '%', '<'), 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found < 0; value ignored'],
    [
      ucum('twenty', '%'),
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a text in place of the number; value ignored',
    ],
    [
      { unit: '%' },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a quantity without a number; value ignored',
    ],
    ['150 %', 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found 150; value ignored'],
    ['very high', 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a text; value ignored'],
    [
      { text: 'very high' },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a text; value ignored',
    ],
    [
      { coding: [{ code: 'high' }], text: 'Smith' },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a text; value ignored',
    ],
    [
      { coding: [{ code: 'high' }] },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a code; value ignored',
    ],
    [
      { start: '2025' },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a period; value ignored',
    ],
    [
      { numerator: { value: 1 }, denominator: { value: 0 } },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a ratio; value ignored',
    ],
    [
      ucum(5, '%', 'ad'),
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a comparator that is not known; value ignored',
    ],
    [
      { low: ucum(10, '%'), high: ucum(5, '%') },
      'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found 10 to 5; value ignored',
    ],
    [true, 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found a yes or no; value ignored'],
    [null, 'absent: Ki-67 (ki67): expected a number from 0 to 100 %, found no value; value ignored'],
  ])('F15 F17: %j is refused', (raw, expected) => {
    expect(read('ki67', raw)).toBe(expected);
  });

  it('a number that is written as a text is read, and said', () => {
    const flag = 'Ki-67 (ki67): the number is written as a text; read as a number';
    const percent = (value: unknown) => ucum(value, '%');
    for (const raw of [percent('4'), { low: percent(2), high: percent('4') }]) {
      expect(readValue('ki67', raw)).toMatchObject({ value: { high: 4 }, flag });
    }
    expect(readValue('sstr', { value: '2', unit: '{score}' })).toMatchObject({
      value: { possible: ['positive'] },
      flag: expect.stringContaining('(sstr)'),
    });
    expect(readValue('ki67', percent(4))).not.toHaveProperty('flag');
    expect(readValue('ki67', '4 %')).not.toHaveProperty('flag');
  });

  it('shows a foreign unit short and without markup', () => {
    const text = read('ki67', { value: 5, unit: `<img src=x onerror=alert(1)>${'y'.repeat(200)}` });
    expect(text).not.toMatch(/[<>]/);
    expect(text.length).toBeLessThan(110);
  });
});

describe('laboratory units', () => {
  it.each<[FactId, number, string, string]>([
    ['bilirubin', 1.2, 'mg/dL', '1.2'],
    ['bilirubin', 20.52, 'umol/L', '1.2'],
    ['bilirubin', 20.5, 'umol/L', '1.2'],
    ['bilirubin', 20.7, 'umol/L', '1.21'],
    ['bilirubin', 51.2, 'umol/L', '2.99'],
    ['bilirubin', 51.3, 'umol/L', '3'],
    ['bilirubin', 0.0513, 'mmol/L', '3'],
    ['bilirubin', 12, 'mg/L', '1.2'],
    ['albumin', 35, 'g/L', '3.5'],
    ['albumin', 526.4, 'umol/L', '3.5'],
    ['hemoglobin', 120, 'g/L', '12'],
    ['hemoglobin', 4.96, 'mmol/L', '8'],
    ['hemoglobin', 4.9, 'mmol/L', '7.9'],
    ['platelets', 75, '10*3/uL', '75'],
    ['platelets', 75_000, '/uL', '75'],
    ['platelets', 75, '10*9/L', '75'],
    ['leukocytes', 2, '10*3/uL', '2'],
    ['leukocytes', 1.94, '10*9/L', '1.9'],
    ['leukocytes', 1.96, '10*9/L', '2'],
    ['leukocytes', 4.2, '/nL', '4.2'],
    ['inr', 1.7, '{INR}', '1.7'],
    ['inr', 1.7, '1', '1.7'],
    ['egfr', 50, 'mL/min/{1.73_m2}', '50'],
    ['egfr', 49.4, 'mL/min/1.73m2', '49'],
    ['egfr', 50, 'mL/min', '50'],
  ])('F16 F32: %s %d %s is %s', (fact, value, unit, expected) => {
    expect(read(fact, ucum(value, unit))).toBe(expected);
  });

  it.each<[FactId, unknown]>([
    ['bilirubin', { value: 1.2, unit: 'mg/dL' }],
    ['bilirubin', { value: 1.2, unit: 'mg/dL', system: 'http://loinc.org', code: 'mg/dL' }],
    ['bilirubin', { value: 1.2 }],
    ['bilirubin', '1.2'],
    ['inr', { value: 1.2 }],
    ['inr', ucum(80, '%')],
    ['platelets', ucum(150, 'K/uL')],
    ['hemoglobin', ucum(12, 'mm')],
    ['egfr', ucum(60, 'mL')],
  ])('%s %j has no usable unit', (fact, raw) => {
    expect(read(fact, raw)).toMatch(/^unusable-unit/);
  });

  it('a text with its UCUM unit is read', () => {
    expect(read('bilirubin', '1,2 mg/dL')).toBe('1.2');
    expect(read('bilirubin', '< 5 umol/L')).toBe('[0, 0.29)');
  });
});

describe('sizes, counts and months', () => {
  it.each<[FactId, unknown, string]>([
    ['liver.largest-lesion', ucum(5, 'cm'), '50'],
    ['liver.largest-lesion', ucum(5.04, 'cm'), '50'],
    ['liver.largest-lesion', ucum(5.06, 'cm'), '51'],
    ['liver.largest-lesion', '3,2 cm', '32'],
    ['liver.largest-lesion', { value: 32, unit: 'mm' }, '32'],
    [
      'liver.largest-lesion',
      ucum(900, 'cm'),
      'absent: Largest liver lesion (liver.largest-lesion): expected a number from 0 to 500 mm, found 900 cm; value ignored',
    ],
    ['liver.lesion-count', ucum(10, '1', '>'), '(10, 1000]'],
    ['liver.lesion-count', ucum(1, '1', '<'), '[0, 1)'],
    ['liver.lesion-count', '< 3', '[0, 3)'],
    ['liver.lesion-count', ucum(10, '1', '>='), '[10, 1000]'],
    [
      'liver.lesion-count',
      ucum(0, '1', '<'),
      'absent: Number of liver lesions (liver.lesion-count): expected a whole number from 0 to 1000 lesions, found < 0; value ignored',
    ],
    [
      'liver.lesion-count',
      ucum(1000, '1', '>'),
      'absent: Number of liver lesions (liver.lesion-count): expected a whole number from 0 to 1000 lesions, found > 1000; value ignored',
    ],
    [
      'liver.lesion-count',
      ucum(2.5, '1', '>'),
      'absent: Number of liver lesions (liver.lesion-count): expected a whole number from 0 to 1000 lesions, found > 2.5; value ignored',
    ],
    ['ecog', ucum(2, '{score}', '>'), '(2, 4]'],
    ['ecog', ucum(1, '{score}', '<'), '[0, 1)'],
    ['ecog', '> 3', '(3, 4]'],
    ['liver.lesion-count', ucum(3, '{lesions}'), '3'],
    ['liver.lesion-count', { value: 3 }, '3'],
    ['liver.lesion-count', 0, '0'],
    [
      'liver.lesion-count',
      2.5,
      'absent: Number of liver lesions (liver.lesion-count): expected a whole number from 0 to 1000 lesions, found 2.5; value ignored',
    ],
    ['liver.lesion-count', ucum(3, '%'), "unusable-unit: unit '%' not convertible to 1; value ignored"],
    ['stable-months', ucum(6, 'mo'), '6'],
    ['stable-months', ucum(1, 'a'), '12'],
    ['age', ucum(54.9, 'a'), '54'],
    ['ecog', 4, '4'],
    [
      'ecog',
      5,
      'absent: ECOG performance status (ecog): expected a whole number from 0 to 4, found 5; value ignored',
    ],
    ['mitoses', 4, '4'],
    ['mitoses', ucum(4, '/[HPF]10'), '4'],
    ['mitoses', ucum(4, '{count}/[HPF]10'), '4'],
    ['mitoses', ucum(4, '/10.[HPF]'), '4'],
    ['mitoses', ucum(4, '{mitoses}/(2.mm2)'), '4'],
    ['mitoses', '4/10 HPF', '4'],
    ['mitoses', '<2 per 2 mm2', '[0, 2)'],
    ['mitoses', '2-5 / 10 HPF', '[2, 5]'],
  ])('%s %j is %s', (fact, raw, expected) => {
    expect(read(fact, raw)).toBe(expected);
  });

  it('a mitotic count of one field is not converted', () => {
    expect(read('mitoses', ucum(4, '/[HPF]'))).toMatch(/^unusable-unit/);
    expect(read('mitoses', ucum(4, '/mm2'))).toMatch(/^unusable-unit/);
    expect(read('mitoses', '4/HPF')).toMatch(/^unusable-unit/);
  });
});

describe('the form of a UCUM unit', () => {
  it.each([
    'mg/dL',
    '10*3/uL',
    '/uL',
    '{INR}',
    'mL/min/{1.73_m2}',
    '/(10.[HPF])',
    'mg/(24.h)',
    '%',
    'm[H2O]',
    'dL-1',
    'm2.s-1',
  ])('%s', (unit) => {
    expect(hasUcumForm(unit)).toBe(true);
  });

  it.each([
    '',
    'mg dL',
    'mg//dL',
    '()',
    '((mg))',
    'mg)',
    '(mg',
    '{',
    'm{a}{b}',
    'Ü',
    '1.'.repeat(30),
    'a'.repeat(61),
  ])('not %s', (unit) => {
    expect(hasUcumForm(unit)).toBe(false);
  });

  it('H08: no unit writes to the console or takes long', () => {
    const written: unknown[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...args) => written.push(args));
    const start = performance.now();
    for (const unit of [
      'Smith John',
      'd()m',
      '{(-eHF^T}91',
      `${'1.'.repeat(29)}1`,
      '('.repeat(60),
      'a+1'.repeat(20),
    ]) {
      readValue('bilirubin', ucum(1, unit));
      readValue('bilirubin', `1 ${unit}`);
    }
    log.mockRestore();
    expect(performance.now() - start).toBeLessThan(200);
    expect(written).toEqual([]);
  });
});

describe('words', () => {
  const coded = (code: string): unknown => ({
    coding: [{ system: 'https://nelm-cds.example/fhir/CodeSystem/nelm', code }],
  });
  it.each<[FactId, unknown, string]>([
    ['liver.lobes', coded('liver.lobes.bilobar'), 'bilobar'],
    ['liver.lobes', coded('bilobar'), 'bilobar'],
    ['liver.lobes', 'bilobar', 'bilobar'],
    ['liver.lobes', ' Bilobar ', 'bilobar'],
    ['liver.lobes', { text: 'unilobar' }, 'unilobar'],
    ['syndrome.refractory', 'refractory', 'yes'],
    ['syndrome.refractory', true, 'yes'],
    ['syndrome.refractory', false, 'no'],
    ['liver.pattern.reported', 2, 'II'],
    ['liver.pattern.reported', 'type III', 'III'],
    ['liver.pattern.reported', coded('liver.pattern.reported.I'), 'I'],
    ['grade.reported', 'g2', 'G2'],
    ['grade.reported', 3, 'G3'],
    ['child-pugh', 7, 'B'],
    ['child-pugh', 6, 'A'],
    ['child-pugh', 10, 'C'],
    ['ascites', true, 'mild|severe'],
    ['ascites', false, 'none'],
    ['ascites', 'moderate', 'mild|severe'],
    ['sstr', 1, 'negative'],
    ['sstr', 2, 'positive'],
    ['sstr', { value: 4, system: UCUM, code: '{score}' }, 'positive'],
    ['sstr', { value: 0, unit: '{score}' }, 'negative'],
    ['extrahepatic', coded('extrahepatic.regional-nodes-only'), 'regional-nodes-only'],
    ['liver.segments', '2, 3, IVa', '2,3,4a'],
    ['liver.segments', 'S5/S6', '5,6'],
    ['liver.segments', { coding: [{ system: 'http://snomed.info/sct', code: '277957003' }] }, '3'],
    ['liver.segments', 7, '7'],
    ['prior', coded('prior.prrt'), 'prrt'],
    ['primary.resected-on', '2025-01-10', '2025-01-10'],
    ['primary.resected-on', '2025', '2025'],
  ])('%s %j is %s', (fact, raw, expected) => {
    expect(read(fact, raw)).toBe(expected);
  });

  it.each<[FactId, unknown]>([
    ['liver.lobes', 'both'],
    ['liver.lobes', coded('liver.pattern.reported.II')],
    ['liver.lobes', { coding: [{ system: 'http://example.org', code: 'bilobar', display: 'bilobar' }] }],
    ['liver.lobes', true],
    ['sstr', 5],
    ['sstr', 1.5],
    ['liver.segments', '2, 9'],
    ['primary.resected-on', '2025-13-45'],
    ['liver.lobes', { coding: 'bilobar' }],
    ['liver.lobes', '__proto__'],
    ['ascites', 'constructor'],
  ])('%s %j says nothing', (fact, raw) => {
    expect(read(fact, raw)).toMatch(/^absent:/);
  });
});
