import { describe, expect, it } from 'vitest';
import {
  coded,
  evaluated,
  factOf,
  type Json,
  lab,
  local,
  NELM,
  PRIMARY,
  quantity,
  SNOMED,
  text,
  word,
} from './scene.ts';

const LIVER = { bodySite: coded(SNOMED, '10200004') };
const PANCREAS = { bodySite: coded(SNOMED, '15776009') };
const grade = (said: string, extra: Json = {}): Json => lab('33732-9', text(said), extra);
const alert = (resources: readonly Json[]): string | undefined =>
  evaluated([PRIMARY, NELM, ...resources]).alerts.find(({ id }) => id === 'grade-discordance')?.text;

describe('reported grades of two specimens', () => {
  it('of different sites in different grades are said, and the higher decides', () => {
    const both = [grade('G1', PANCREAS), grade('G3', LIVER)];
    expect(alert(both)).toMatch(
      /reported G1 \(primary, 2026-11-10\); reported G3 \(liver-metastasis, 2026-11-10\)/,
    );
    expect(evaluated([PRIMARY, NELM, ...both]).classification.grade).toBe('G3');
    expect(
      alert([local('grade.reported', word('grade.reported', 'G1'), PANCREAS), grade('G2', LIVER)]),
    ).toBeDefined();
    const focus = [
      grade('G1', { focus: [{ reference: 'Condition/primary' }] }),
      grade('G2', { focus: [{ reference: 'Condition/nelm' }] }),
    ];
    expect(alert(focus)).toBeDefined();
  });

  it('of one site on different days in different grades too', () => {
    expect(
      alert([grade('G1', { ...LIVER, effectiveDateTime: '2024-01-01' }), grade('G2', LIVER)]),
    ).toBeDefined();
    expect(alert([grade('G1', LIVER), grade('G2', LIVER)])).toBeUndefined();
  });

  it('in one grade, or of a site that is not stated, are not', () => {
    expect(alert([grade('G2', PANCREAS), grade('G2', LIVER)])).toBeUndefined();
    expect(alert([grade('G1'), grade('G3', LIVER)])).toBeUndefined();
  });
});

describe('a carcinoma with an index below G3', () => {
  const poor = local('differentiation', word('differentiation', 'poor'));
  const at = (ki67: number) => {
    const evaluation = evaluated([PRIMARY, NELM, poor, lab('29593-1', quantity(ki67, '%'))]);
    return { fact: factOf(evaluation, 'differentiation'), category: evaluation.classification.category };
  };

  it('has no differentiation that counts', () => {
    const { fact, category } = at(20);
    expect(fact).toMatchObject({
      state: 'conflicting',
      reason: 'conflicting',
      value: null,
      text: 'not known',
    });
    expect(fact.note).toBe('recorded as poor, but the grade is G2: counts as unknown');
    expect(fact.sources).toHaveLength(1);
    expect(category).toBe('NET G2');
  });

  it('above the limit it is one', () => {
    expect(at(21)).toMatchObject({ fact: { state: 'known', value: 'poor' }, category: 'NEC' });
  });
});

describe('a metastasis after the statement of no spread', () => {
  const none = local('extrahepatic', word('extrahepatic', 'none'), { effectiveDateTime: '2026-10-01' });
  const bone = (on: string): Json => ({
    resourceType: 'Condition',
    id: 'bone',
    subject: { reference: 'Patient/pat' },
    code: coded(SNOMED, '94222008'),
    onsetDateTime: on,
    recordedDate: on,
  });
  const spread = (on: string) => {
    const evaluation = evaluated([PRIMARY, NELM, none, bone(on)]);
    const issue = evaluation.issues.find(({ resource }) => resource === 'Condition/bone');
    return [
      factOf(evaluation, 'extrahepatic').value,
      issue?.severity,
      /value ignored$/.test(issue?.text ?? ''),
    ];
  };

  it('is said, and decides when it is later', () => {
    expect(spread('2026-10-02')).toEqual(['unspecified', 'warning', true]);
    expect(spread('2026-10-01')).toEqual(['none', 'warning', false]);
  });
});

it('lesions on record one by one that are more than were counted are said', () => {
  const lesion = (id: string, segment: string): Json => ({
    resourceType: 'BodyStructure',
    id,
    patient: { reference: 'Patient/pat' },
    location: coded(SNOMED, segment),
  });
  const lesions = [lesion('a', '277956007'), lesion('b', '277959000'), lesion('c', '277960005')];
  const said = (count: number): readonly string[] => {
    const evaluation = evaluated([
      PRIMARY,
      NELM,
      local('liver.lesion-count', { valueInteger: count }),
      ...lesions,
    ]);
    expect(factOf(evaluation, 'liver.lesion-count').value).toBe(count);
    return evaluation.issues
      .map(({ text: issue }) => issue)
      .filter((issue) => issue.endsWith('the record decides'));
  };
  expect(said(2)).toEqual([expect.stringContaining('recorded 2, at least 3 on record one by one')]);
  expect(said(3)).toEqual([]);
});
