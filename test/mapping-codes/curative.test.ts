import { describe, expect, it } from 'vitest';
import { recordFromBundle } from '../../src/fhir/bundle.ts';
import { saidAgainstCure } from '../../src/mapping/curative-words.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { CM, codes, concept, condition, procedure, SCT } from './patient.ts';

const DATE = '2026-11-20';
const INTENT = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent';
const intent = (code: string) => ({ extension: [{ url: INTENT, valueCodeableConcept: concept(SCT, code) }] });

function mapped(...resources: readonly object[]) {
  const entry = [{ resourceType: 'Patient', id: 'p' }, ...resources].map((resource) => ({ resource }));
  const record = recordFromBundle({ resourceType: 'Bundle', type: 'collection', entry });
  const { recorded, issues } = mapRecord(record, { date: DATE, codes, cutpoints: () => [] });
  return { ...recorded, issues };
}

const PRIMARY = condition(SCT, '735735001', { onsetDateTime: '2024-01-10' });
/** A left pancreatectomy, as the extra members describe it. */
const status = (extra: object) =>
  mapped(PRIMARY, procedure(SCT, '401004', '2024-02-01', extra as never)).facts['primary.status'];

describe('what is written against cure', () => {
  it.each([
    'Debulking',
    'Tumour debulking of the liver',
    'cytoreductive surgery',
    'Zytoreduktive Resektion',
    'R2',
    'R2a resection',
    'status (R2)',
    'R-2',
    'pT3 N1 M1 R2',
    'not R0 but R2, palliative',
    'Palliative resection of the pancreas',
    'palliative Intention',
    'done as palliation',
    'no complications after debulking',
    'debulking, no complications',
    'no R0. R2',
    'R2 resection, margins not assessed',
  ])('%s', (text) => {
    expect(saidAgainstCure(text).size).toBeGreaterThan(0);
  });

  it.each([
    '',
    'R0',
    'R1',
    'R0, no R2',
    'not R2',
    'R0 (not R2)',
    'no R1 or R2',
    'no R1/R2',
    'neither R1 nor R2',
    'no macroscopic residual tumour (R2)',
    'no evidence of residual disease (R2)',
    'R2: no',
    'R2 excluded',
    'R2 ruled out',
    'debulking was not done',
    'resection without debulking',
    'curative, not palliative',
    'curative rather than palliative',
    'not done with palliative intent',
    'palliative intent: no',
    'keine R2-Resektion',
    'patient known to the palliative care team',
    'after palliative chemotherapy',
    'D2 (R2 lymphadenectomy)',
    'R20 R22 GR2 grade r2x',
  ])('not: %s', (text) => {
    expect([...saidAgainstCure(text)]).toEqual([]);
  });

  it.each([
    ['a long text', 'no a the any of '.repeat(200_000)],
    ['many denials', 'R2 no '.repeat(200_000)],
    ['one word', 'debulk'.repeat(200_000)],
    ['signs', '(((((/////:::::'.repeat(100_000)],
    ['combining marks', 'é́'.repeat(500_000)],
  ])('hostile text is read in bounded time: %s', (_name, text) => {
    const before = performance.now();
    saidAgainstCure(text);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe('a resection of the primary', () => {
  it.each<[string, object]>([
    ['outcome', { outcome: { text: 'R2' } }],
    ['code of the outcome', { outcome: { coding: [{ system: 'urn:oid:1.2.3', code: 'R2' }] } }],
    ['note', { note: [{ text: 'Cytoreductive surgery (debulking), R2' }] }],
    ['second note', { note: [{ text: 'R0 planned' }, { text: 'Debulking' }] }],
    ['category', { category: { text: 'Palliative surgery' } }],
    ['reason', { reasonCode: [{ text: 'Palliation of obstruction' }] }],
    ['name', { code: { ...concept(SCT, '401004'), text: 'Debulking of a tumour of the pancreatic tail' } }],
    ['intent', intent('363676003')],
    ['curative intent, R2 left', { ...intent('373808002'), outcome: { text: 'R2' } }],
  ])('%s against cure: not read as resected', (_where, extra) => {
    expect(status(extra)).toBeUndefined();
  });

  it.each<[string, object]>([
    ['nothing said', {}],
    ['R0', { outcome: { text: 'R0, no R2' }, note: [{ text: 'no debulking' }] }],
    ['a display is not read', { outcome: { coding: [{ system: SCT, code: '385669000', display: 'R2' }] } }],
    [
      'curative intent, a palliative treatment mentioned',
      { ...intent('373808002'), note: [{ text: 'earlier: palliative' }] },
    ],
    ['text of another type', { note: 'R2', outcome: 'R2', reasonCode: { text: 'R2' } }],
  ])('%s: resected', (_where, extra) => {
    expect(status(extra)).toMatchObject({ state: 'known', value: { possible: ['resected'] } });
  });

  it('is said, without the words of the record', () => {
    const { issues } = mapped(
      PRIMARY,
      procedure(SCT, '401004', '2024-02-01', { note: [{ text: 'debulking <b>x' }] }),
    );
    expect(issues.map(({ text }) => text)).toContain(
      'operation on the primary that the record calls debulking, palliative or R2: not read as its resection',
    );
  });

  it('another operation that was curative decides', () => {
    const r2 = procedure(SCT, '401004', '2024-02-01', { outcome: { text: 'R2' } });
    const again = procedure(SCT, '33149006', '2024-05-01');
    expect(mapped(PRIMARY, r2, again).facts['primary.status']).toMatchObject({ state: 'known' });
  });

  it('a pancreaticoduodenectomy that was not done for cure leaves the anastomosis, not a resected primary', () => {
    const { facts } = mapped(PRIMARY, procedure(SCT, '116241004', '2020-02-01', { outcome: { text: 'R2' } }));
    expect(facts.whipple?.value).toMatchObject({ possible: ['yes'] });
    expect(facts['bilioenteric-anastomosis']?.value).toMatchObject({ possible: ['yes'] });
    expect(facts['primary.status']).toBeUndefined();
    expect(facts['primary.resected-on']).toBeUndefined();
  });
});

describe('when the primary was resected', () => {
  const note = (code: string, performed: string) =>
    mapped(PRIMARY, procedure(SCT, code, performed)).facts['primary.status']?.note;

  it('up to 30 days before the diagnosis, as it was', () => {
    expect(note('401004', '2024-01-10')).toBe(
      'resection of the organ of the primary, at or after its diagnosis',
    );
    expect(note('401004', '2024-01-09')).toBe(
      'resection of the organ of the primary, no more than 30 days before its diagnosis',
    );
    expect(note('401004', '2023-12-11')).toMatch(/no more than 30 days before/);
    expect(note('401004', '2023-12-10')).toBeUndefined();
  });

  it.each([
    ['by its code', [procedure(SCT, '116241004', '2023-11-11')]],
    [
      'as two operations of one day',
      ['0DT90ZZ', '0FTG0ZZ'].map((code) =>
        procedure('http://www.cms.gov/Medicare/Coding/ICD10', code, '2023-11-11'),
      ),
    ],
  ])('by a pancreaticoduodenectomy on its date, whenever that was: %s', (_name, done) => {
    const { facts } = mapped(PRIMARY, ...done);
    expect(facts['primary.status']?.value).toMatchObject({ possible: ['resected'] });
    expect(facts['primary.resected-on']?.value).toMatchObject({ text: '2023-11-11' });
  });
});

describe('a resection of the liver', () => {
  it.each([
    ['Debulking, R2', undefined],
    ['R0, no R2', 'yes'],
  ])('%s: recurrence later is %s', (text, recurrent) => {
    const { facts } = mapped(
      condition(CM, 'C7B.02', { onsetDateTime: '2023-01-10' }),
      procedure(SCT, '107963000', '2024-02-01', { note: [{ text }] }),
      {
        resourceType: 'Observation',
        id: 'lesions',
        status: 'final',
        code: concept('https://nelm-cds.example/fhir/CodeSystem/nelm', 'liver.lesion-count'),
        effectiveDateTime: '2026-10-01',
        valueInteger: 3,
      },
    );
    const value = facts['liver.recurrent']?.value;
    expect(value?.kind === 'word' ? value.possible.join() : undefined).toBe(recurrent);
  });
});
