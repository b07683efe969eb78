import { describe, expect, it } from 'vitest';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import { recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import type { Json } from './encode.ts';
import {
  bundleOf,
  factOf,
  loinc,
  local,
  mapped,
  observation,
  quantity,
  RECENT,
  said,
  snomed,
  TODAY,
} from './scene.ts';

const LIVER = { coding: [snomed('10200004')] };
const texts = (resources: readonly Json[]): string[] => mapped(resources).issues.map(({ text }) => text);

describe('status of a result', () => {
  const bilirubin = (status: string, value: number, extra: Json = {}): Json =>
    observation(loinc('1975-2'), quantity(value, 'mg/dL'), { status, ...extra });

  it.each(['final', 'amended', 'corrected'])('F20: %s counts', (status) => {
    expect(said(factOf('bilirubin', [bilirubin(status, 1)]))).toBe('1');
  });

  it.each(['preliminary', 'registered', 'unknown', 'appended'])(
    'F20: %s alone leaves the fact unknown',
    (status) => {
      const fact = factOf('bilirubin', [bilirubin(status, 1)]);
      expect(said(fact)).toBe('unknown: not-final');
      expect(fact?.sources).toHaveLength(1);
    },
  );

  it('F20: a preliminary result beside a final one is listed and not used, a cancelled one is not listed', () => {
    const fact = factOf('bilirubin', [
      bilirubin('final', 1, { effectiveDateTime: '2026-11-01' }),
      bilirubin('preliminary', 9),
      bilirubin('cancelled', 8),
    ]);
    expect(said(fact)).toBe('1');
    expect(fact?.sources.map(({ used, note }) => [used, note])).toEqual([
      [true, undefined],
      [false, 'result is not final; value not used'],
    ]);
    expect(factOf('bilirubin', [bilirubin('cancelled', 8)])).toBeUndefined();
  });

  it('F30: data absent is unknown, also beside a value', () => {
    const absent = { dataAbsentReason: { coding: [{ system: 'x', code: 'not-performed' }] } };
    const fact = factOf('bilirubin', [bilirubin('final', 1, absent)]);
    expect(said(fact)).toBe('unknown: absent');
    expect(fact?.note).toBe('data absent: not-performed');
  });

  it('F08: the date of issue stands in with a mark', () => {
    const fact = factOf('bilirubin', [
      bilirubin('final', 1, { effectiveDateTime: undefined, issued: '2026-11-09T10:00:00Z' }),
    ]);
    expect(fact).toMatchObject({ state: 'known', effective: '2026-11-09', note: 'date of issue' });
  });

  it('a period is read at its end', () => {
    const period = {
      effectiveDateTime: undefined,
      effectivePeriod: { start: '2026-01-01', end: '2026-11-03' },
    };
    expect(factOf('bilirubin', [bilirubin('final', 1, period)])?.effective).toBe('2026-11-03');
  });
});

describe('components, panels and reports', () => {
  it('a component with a local code counts as an Observation', () => {
    const report = observation(
      loinc('18748-4'),
      {},
      {
        component: [
          { code: { coding: [local('liver.lobes')] }, valueString: 'bilobar' },
          { code: { coding: [local('liver.lesion-count')] }, ...quantity(10, '1', '>') },
          { code: { coding: [local('liver.hilar')] }, valueBoolean: true, modifierExtension: [{ url: 'x' }] },
          {
            code: { coding: [local('liver.involvement')] },
            dataAbsentReason: { coding: [{ code: 'unknown' }] },
          },
        ],
      },
    );
    const { facts } = mapped([report]).recorded;
    expect(said(facts['liver.lobes'])).toBe('bilobar');
    expect(said(facts['liver.lesion-count'])).toBe('(10, 1000]');
    expect(facts['liver.lobes']?.sources[0]?.path).toBe('Observation.component[0].value.ofType(string)');
    expect(facts['liver.hilar']).toBeUndefined();
    expect(said(facts['liver.involvement'])).toBe('unknown: absent');
  });

  it('a panel without a value of its own says nothing', () => {
    const panel = observation(loinc('29593-1'), {}, { hasMember: [{ reference: 'Observation/k' }] });
    expect(factOf('ki67', [panel])).toBeUndefined();
  });

  it('a member of a report takes date and specimen from it', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd',
      status: 'final',
      subject: { reference: 'Patient/p' },
      effectiveDateTime: '2026-06-01',
      specimen: [{ reference: 'Specimen/s' }],
      result: [{ reference: 'Observation/k' }],
    };
    const specimen = {
      resourceType: 'Specimen',
      id: 's',
      subject: { reference: 'Patient/p' },
      collection: { bodySite: LIVER },
    };
    const ki67 = observation(
      loinc('29593-1'),
      { valueString: '2-3 %' },
      { id: 'k', effectiveDateTime: undefined },
    );
    const { recorded } = mapped([report, specimen, ki67]);
    expect(recorded.kiSpecimens).toMatchObject([
      { site: 'liver-metastasis', effective: '2026-06-01', value: { low: 2, high: 3 } },
    ]);
  });

  it('one Observation with a local and a standard code is one statement', () => {
    const both = observation(loinc('29593-1'), quantity(4, '%'));
    const code = { coding: [loinc('29593-1'), local('ki67')] };
    expect(mapped([{ ...both, code }]).recorded.kiSpecimens).toHaveLength(1);
  });
});

describe('issues', () => {
  it('F15: a unit that cannot be converted', () => {
    const bad = observation(local('liver.involvement'), quantity(10, 'foo'), { id: 'seven' });
    expect(mapped([bad]).issues).toEqual([
      {
        severity: 'warning',
        resource: 'Observation/seven',
        text: "unit 'foo' not convertible to %; value ignored",
      },
    ]);
  });

  it('H01: no text of the record goes into an issue or a note', () => {
    const sentinel = 'Smith John';
    const { recorded, issues } = mapped([
      observation(local('liver.lobes'), { valueString: sentinel }, { note: [{ text: sentinel }] }),
      observation(local('liver.hilar'), { valueCodeableConcept: { text: sentinel } }),
      observation(loinc('29593-1'), { valueString: `5 % ${sentinel}` }, { effectiveDateTime: sentinel }),
      observation(
        local('ascites'),
        { valueString: 'none' },
        { dataAbsentReason: { coding: [{ code: sentinel }], text: sentinel } },
      ),
    ]);
    expect(JSON.stringify({ facts: recorded.facts, issues })).not.toContain('John');
  });

  it('F09: an impossible date is flagged', () => {
    expect(
      texts([observation(loinc('89247-1'), { valueInteger: 1 }, { effectiveDateTime: '2020-13-45' })]),
    ).toEqual(['impossible date; value treated as undated']);
  });
});

describe('what could not be read', () => {
  const unreadable = (...unread: { resourceType: string; category?: string }[]): readonly FactId[] => {
    const record = recordFromBundle(bundleOf());
    return mapRecord(
      { ...record, unread: unread.map((one) => ({ ...one, reason: 'timeout' as const, text: '' })) },
      { date: TODAY, codes: loadCodeSets(), cutpoints: () => [] },
    ).recorded.unreadable;
  };

  it('facts of the type, by category of observations', () => {
    expect(unreadable()).toEqual([]);
    expect(unreadable({ resourceType: 'MedicationRequest' })).toEqual(['prior']);
    expect(unreadable({ resourceType: 'Procedure' })).toEqual(
      expect.arrayContaining(['prior', 'whipple', 'primary.status']),
    );
    const laboratory = unreadable({ resourceType: 'Observation', category: 'laboratory' });
    expect(laboratory).toEqual(expect.arrayContaining(['bilirubin', 'ki67']));
    expect(laboratory).not.toContain('extrahepatic');
    const survey = unreadable({ resourceType: 'Observation', category: 'survey' });
    expect(survey).toContain('ecog');
    expect(survey).not.toContain('bilirubin');
    expect(unreadable({ resourceType: 'Observation' })).toContain('deceased');
    expect(unreadable({ resourceType: 'Encounter' })).toEqual([]);
    expect(unreadable({ resourceType: '__proto__' })).toEqual([]);
  });
});

it("a site's own code of a fact is read like the local one", () => {
  const overlay = { 'liver.lesion-count': [{ system: 'https://hospital.example/codes', code: 'LES' }] };
  const own = observation({ system: 'https://hospital.example/codes', code: 'LES' }, { valueInteger: 3 });
  expect(said(factOf('liver.lesion-count', [own], { overlay }))).toBe('3');
  expect(factOf('liver.lesion-count', [own])).toBeUndefined();
});

it('the date of the values is told as the day', () => {
  expect(
    factOf('ecog', [
      observation(loinc('89247-1'), { valueInteger: 1 }, { effectiveDateTime: `${RECENT}T10:11:12+02:00` }),
    ]),
  ).toMatchObject({
    effective: RECENT,
    sources: [{ effective: RECENT, used: true, path: 'Observation.value.ofType(integer)' }],
  });
});
