import { describe, expect, it } from 'vitest';
import type { Json } from './encode.ts';
import { factOf, local, loinc, mapped, observation, quantity, said } from './scene.ts';

const texts = (...resources: readonly Json[]): string[] => mapped(resources).issues.map(({ text }) => text);
const stated = (fact: string, value: Json, extra: Json = {}): Json => observation(local(fact), value, extra);

describe('a value of the local system that is not used is said: fact, what was expected, what was found', () => {
  it.each<[string, Json, string]>([
    ['ki67', quantity(150, '%'), 'Ki-67 (ki67): expected a number from 0 to 100 %, found 150; value ignored'],
    [
      'ecog',
      { valueInteger: 7 },
      'ECOG performance status (ecog): expected a whole number from 0 to 4, found 7; value ignored',
    ],
    [
      'liver.largest-lesion',
      quantity(90, 'cm'),
      'Largest liver lesion (liver.largest-lesion): expected a number from 0 to 500 mm, found 90 cm; value ignored',
    ],
    [
      'liver.lobes',
      { valueString: 'both, says Dr Smith' },
      'Lobes with metastases (liver.lobes): expected one of unilobar, bilobar, found a text; value ignored',
    ],
    [
      'liver.lobes',
      { valueCodeableConcept: { coding: [{ system: 'http://example.org', code: 'smith' }] } },
      'Lobes with metastases (liver.lobes): expected one of unilobar, bilobar, found a code; value ignored',
    ],
    [
      'liver.segments',
      { valueString: '2, 9' },
      'Liver segments with metastases (liver.segments): expected a set of 1, 2, 3, 4, 4a, 4b, 5, 6, 7, 8, found a text; value ignored',
    ],
    [
      'primary.resected-on',
      { valueDateTime: '2025-13-45' },
      'Date of the resection of the primary (primary.resected-on): expected a date, found a text; value ignored',
    ],
    [
      'hepatomegaly',
      {},
      'Hepatomegaly (hepatomegaly): expected one of yes, no, found no value; value ignored',
    ],
  ])('%s %j', (fact, value, text) => {
    const { issues } = mapped([stated(fact, value)]);
    expect(issues).toEqual([{ severity: 'warning', resource: 'Observation/r1', text }]);
  });

  it('a number that is written as a text is read, and said', () => {
    const observed = stated('ki67', { valueQuantity: { ...quantityOf('4') } });
    expect(said(factOf('ki67', [observed]))).toBe('4');
    expect(texts(observed)).toEqual(['Ki-67 (ki67): the number is written as a text; read as a number']);
  });

  it('no value is no fault where data are absent, in a panel, and of a void result; of a component it is', () => {
    expect(
      texts(stated('ecog', { dataAbsentReason: { coding: [{ system: 'x', code: 'unknown' }] } })),
    ).toEqual(['data absent: unknown']);
    const part = (value: Json): Json => ({ code: { coding: [local('ecog')] }, ...value });
    expect(texts(stated('liver.lobes', { component: [part({ valueInteger: 1 })] }))).toEqual([]);
    expect(texts(stated('ecog', {}, { status: 'cancelled' }))).toEqual([]);
    expect(texts(observation(loinc('89247-1'), {}))).toEqual([]);
    expect(texts(stated('liver.lobes', { component: [part({})] }))).toEqual([
      'ECOG performance status (ecog): expected a whole number from 0 to 4, found no value; value ignored',
    ]);
  });

  it('an unusable unit is named, as for any Observation', () => {
    expect(texts(stated('ki67', quantity(4, 'foo')))).toEqual([
      "unit 'foo' not convertible to %; value ignored",
    ]);
  });

  it('Karnofsky that is not in tens', () => {
    expect(texts(observation(loinc('89243-0'), { valueInteger: 85 }))).toEqual([
      'Karnofsky for the ECOG (ecog): expected a whole number from 10 to 100, in tens, found 85; value ignored',
    ]);
    const below = observation(loinc('89243-0'), quantity(80, '{score}', '<'));
    expect(said(factOf('ecog', [below]))).toBe('[1, 4]');
  });
});

describe('codes of the local system that name no fact', () => {
  it.each([
    ['ki-67', "unknown code 'ki-67' of the local system; ignored"],
    [
      'liver.lobes.bilobar',
      "code 'liver.lobes.bilobar' of the local system is a value and names no fact; ignored",
    ],
    ['Smith, John', 'unknown code of the local system; ignored'],
    ['x'.repeat(41), 'unknown code of the local system; ignored'],
  ])('%s', (code, text) => {
    const { issues } = mapped([stated(code, { valueInteger: 1 })]);
    expect(issues).toEqual([{ severity: 'warning', resource: 'Observation/r1', text }]);
  });

  it('of a component; once; not of a void result, nor where a site names the code', () => {
    const parts = { component: [1, 2].map(() => ({ code: { coding: [local('shoe')] }, valueInteger: 1 })) };
    expect(texts(observation(loinc('18748-4'), parts))).toEqual([
      "unknown code 'shoe' of the local system; ignored",
    ]);
    expect(texts(stated('shoe', { valueInteger: 1 }, { status: 'cancelled' }))).toEqual([]);
    const overlay = { ecog: [local('performance')] };
    const own = mapped([stated('performance', { valueInteger: 1 })], { overlay });
    expect(own.issues).toEqual([]);
    expect(said(own.recorded.facts.ecog)).toBe('1');
  });
});

describe('an age beside the date of birth', () => {
  it('that is another is said', () => {
    expect(texts(stated('age', quantity(40, 'a')))).toEqual([
      'Age: recorded 40-41, by the date of birth 65 years; the record decides',
    ]);
    expect(texts(stated('age', quantity(65, 'a')))).toEqual([]);
  });
});

function quantityOf(value: string): Json {
  return { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' };
}
