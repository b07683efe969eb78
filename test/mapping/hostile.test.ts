import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BundleError, recordFromBundle } from '../../src/fhir/record.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { encodeFacts, type Json } from './encode.ts';
import { TODAY } from './scene.ts';

const codes = loadCodeSets();
const WHOLE = encodeFacts(
  {
    age: 60,
    'primary.site': 'pancreas',
    differentiation: 'well',
    ki67: '2-5',
    syndrome: 'carcinoid',
    'liver.lesion-count': '>10',
    'liver.largest-lesion': 40,
    'liver.segments': ['2', '3'],
    extrahepatic: 'unspecified',
    'staging.cross-sectional': '2026-10-01',
    bilirubin: 1,
    ecog: 1,
    'disease-course': 'stable',
    prior: ['ssa', 'liver-resection', 'prrt'],
  },
  'us',
  { date: TODAY },
);

function paths(node: unknown, at: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [[...at, key], ...paths(value, [...at, key])]);
}
const PATHS = paths(WHOLE).filter((path) => path[0] === 'entry' && path.length > 3);
const GARBAGE: readonly unknown[] = [
  null,
  0,
  -1,
  Number.POSITIVE_INFINITY,
  '',
  'x',
  '__proto__',
  '2026-13-45',
  '9999-99-99T99:99',
  [],
  {},
  [null],
  [[]],
  [{ coding: {} }],
  { coding: [{}] },
  { reference: {} },
  true,
  '<script>',
  '\ud800',
];

function mutated(path: readonly (string | number)[], garbage: unknown): Json {
  const copy = structuredClone(WHOLE);
  let node = copy as { [key: string]: unknown };
  for (const key of path.slice(0, -1)) node = node[key] as { [key: string]: unknown };
  const last = path[path.length - 1];
  if (last !== undefined) node[last] = garbage;
  return copy;
}

function survives(bundle: Json): void {
  try {
    const { recorded, issues } = mapRecord(recordFromBundle(bundle), {
      date: TODAY,
      codes,
      cutpoints: () => [3, 50],
    });
    for (const fact of Object.values(recorded.facts)) {
      expect(['known', 'unknown', 'conflicting']).toContain(fact.state);
      if (fact.state === 'known') expect(fact.value).toBeDefined();
      if (fact.value?.kind === 'number') expect(fact.value.low).toBeLessThanOrEqual(fact.value.high);
    }
    expect(JSON.stringify({ recorded, issues })).not.toContain('<script>');
  } catch (error) {
    // A mutation may take the patient away; nothing else may go wrong.
    if (!(error instanceof BundleError)) throw error;
  }
}

it('garbage in any one element never makes the mapping fail', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), fc.constantFrom(...GARBAGE), (path, garbage) =>
      survives(mutated(path, garbage)),
    ),
    { numRuns: process.env.LONG ? 1500 : 500, seed: 7 },
  );
});

it('any JSON as a resource never makes the mapping fail', () => {
  const types = [
    'Observation',
    'Condition',
    'Procedure',
    'DiagnosticReport',
    'BodyStructure',
    'MedicationRequest',
    'ServiceRequest',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.object({ maxDepth: 4 }), (resourceType, resource) => {
      const entry = [...(WHOLE.entry as Json[]), { resource: { ...resource, resourceType } }];
      survives({ ...WHOLE, entry });
    }),
    { numRuns: 300, seed: 7 },
  );
});
