import { expectedNumber, expectedValue } from '../domain/expected-value.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { factName } from './refusal.ts';
import type { Measure } from './units.ts';

/** Facts of the laboratory: a Quantity without a UCUM unit is not read. */
export const LABORATORY_FACTS = [
  'bilirubin',
  'albumin',
  'inr',
  'egfr',
  'hemoglobin',
  'platelets',
  'leukocytes',
] as const satisfies readonly FactId[];

/**
 * Molar and mass units by analyte, as amount per unit of the fact: bilirubin 1 mg/dL = 17.1 umol/L, haemoglobin
 * 1 g/dL = 0.6206 mmol/L (monomer); albumin by its molar mass of 66.5 kg/mol.
 */
const MOLAR: Readonly<Partial<Record<FactId, { unit: string; perUnit: number }>>> = {
  bilirubin: { unit: 'umol/L', perUnit: 17.1 },
  hemoglobin: { unit: 'mmol/L', perUnit: 0.6206 },
  albumin: { unit: 'umol/L', perUnit: 150.4 },
};

/** Serum creatinine: no fact of its own, but the eGFR is computed from it. 1 mg/dL = 88.4 umol/L. */
export const CREATININE: Measure = {
  name: 'Creatinine for the eGFR (egfr)',
  expected: expectedNumber([0.1, 40], 'mg/dL'),
  unit: 'mg/dL',
  plausible: [0.1, 40],
  decimals: 2,
  molar: { unit: 'umol/L', perUnit: 88.4 },
  ucumOnly: true,
};

/** Karnofsky performance status, in tens. */
export const KARNOFSKY: Measure = {
  name: 'Karnofsky for the ECOG (ecog)',
  expected: `${expectedNumber([10, 100], '', true)}, in tens`,
  unit: '{score}',
  plausible: [10, 100],
  decimals: 0,
  integer: true,
  step: 10,
};

const measures = new Map<FactId, Measure>();

/** How the number of a fact is read; undefined for facts that are no numbers. */
export function measureOf(fact: FactId): Measure | undefined {
  const known = measures.get(fact);
  if (known) return known;
  const definition = factDefinition(fact);
  if (definition.type !== 'number') return undefined;
  const molar = MOLAR[fact];
  const measure: Measure = {
    name: factName(fact),
    expected: expectedValue(fact),
    unit: definition.unit,
    plausible: definition.plausible,
    decimals: definition.decimals,
    ...(definition.integer ? { integer: true } : {}),
    ...(fact === 'age' ? { completed: true } : {}),
    ...(molar ? { molar } : {}),
    ...((LABORATORY_FACTS as readonly FactId[]).includes(fact) ? { ucumOnly: true } : {}),
  };
  measures.set(fact, measure);
  return measure;
}
