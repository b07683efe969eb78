import { describe, expect, it } from 'vitest';
import {
  coded,
  LOINC,
  SUBJECT,
  condition,
  evaluated,
  fact,
  ICD10CM,
  type Json,
  NELM,
  PRIMARY,
  procedure,
  SNOMED,
  shown,
} from './scene.ts';

const OPERATION = procedure('op', SNOMED, '401004', '2026-03-01');
const NODES = condition('nodes', ICD10CM, 'C77.2', { onsetDateTime: '2026-02-01' });
const BONE = condition('bone', ICD10CM, 'C79.51', { onsetDateTime: '2026-05-01' });
const NEW_NODES = condition('new', ICD10CM, 'C77.2', { onsetDateTime: '2026-05-01' });
const DISTANT = condition('distant', ICD10CM, 'C77.0', { onsetDateTime: '2026-02-01' });
const STAGING: readonly Json[] = [
  {
    resourceType: 'DiagnosticReport',
    id: 'ct',
    status: 'final',
    subject: SUBJECT,
    code: coded(LOINC, '41806-1'),
    effectiveDateTime: '2026-11-01',
  },
  procedure('pet', SNOMED, '764695006', '2026-11-01'),
];

const listed = (resources: readonly Json[], strict = false): string | undefined =>
  evaluated([PRIMARY, NELM, OPERATION, ...resources], { strict }).assumptions.find(
    (assumption) => assumption.fact === 'extrahepatic',
  )?.text;
const extrahepatic = (resources: readonly Json[], strict = false): string =>
  shown(fact('extrahepatic', [OPERATION, ...resources], { strict }));

describe('lymph nodes from before the resection of the primary', () => {
  it('are read as removed: an assumption that is listed', () => {
    expect(extrahepatic([NODES])).toBe('unknown absent');
    expect(listed([NODES])).toMatch(
      /^Extrahepatic disease: not known \(lymph node .*read as removed with it\)$/,
    );
    expect(listed([NODES, NEW_NODES])).toBeUndefined();
    expect(listed([DISTANT, NEW_NODES])).toMatch(/regional-nodes-only \(.*read as removed/);
  });

  it('beside staging that shows no other metastasis: none is assumed, and of the nodes it is said', () => {
    expect(extrahepatic([NODES, ...STAGING])).toBe('assumed none');
    expect(listed([NODES, ...STAGING])).toMatch(/none \(.*no other extrahepatic.*read as removed with it\)$/);
    expect(listed(STAGING)).not.toMatch(/lymph node/);
  });

  it('is not made in strict mode', () => {
    expect(extrahepatic([NODES], true)).toBe('known regional-nodes-only');
    expect(extrahepatic([NODES, ...STAGING], true)).toBe('known regional-nodes-only');
    expect(extrahepatic([DISTANT, NEW_NODES], true)).toBe('known unspecified');
    expect(listed([NODES], true)).toBeUndefined();
  });

  it('is none where it makes no difference', () => {
    expect(listed([NODES, BONE])).toBeUndefined();
    expect(extrahepatic([NODES, BONE])).toBe(extrahepatic([NODES, BONE], true));
  });
});
