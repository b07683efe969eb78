/** How a fixture chart writes the value of a fact that is recorded with the local code. */
import type { CodeableConcept, Observation, Quantity } from '@medplum/fhirtypes';
import type { FactId, NumberFact } from '../domain/fact-catalogue.ts';
import { FACTS } from '../domain/fact-catalogue.ts';
import { coding, concept, SYSTEM } from './codings.ts';

/** A recorded value of a fact: a word of its list, a number (in the unit of the catalogue), or an element. */
export type FactValue =
  | string
  | number
  | { readonly quantity: Quantity }
  | { readonly range: readonly [Quantity, Quantity] }
  | { readonly dateTime: string }
  | { readonly text: string };

/** What the templates of the fixture hospital call the facts; they do not change with the catalogue. */
const NAMES: Readonly<Partial<Record<FactId, string>>> = {
  'liver.lesion-count': 'Number of liver metastases',
  'liver.largest-lesion': 'Largest liver metastasis, diameter',
  'liver.second-largest-lesion': 'Second-largest liver metastasis, diameter',
  'liver.lobes': 'Lobar distribution of liver metastases',
  'liver.segments': 'Liver segment with metastasis',
  'liver.involvement': 'Liver involvement',
  'liver.future-remnant': 'Future liver remnant after the planned resection',
  'liver.resectability': 'Resectability of the liver metastases',
  'liver.resectability-reason': 'Why the liver metastases are unresectable',
  'liver.resectable-fraction': 'Share of the tumour load that can be removed',
  'liver.pattern.reported': 'Pattern of liver metastases',
  'portal-vein-thrombosis': 'Portal vein thrombosis',
  hepatomegaly: 'Hepatomegaly',
  'primary.status': 'Status of the primary tumour',
  extrahepatic: 'Extrahepatic disease',
  sstr: 'Somatostatin-receptor imaging',
  fdg: 'FDG imaging',
  syndrome: 'Hormonal syndrome',
  'syndrome.refractory': 'Hormonal symptoms refractory to medical treatment',
  'heart-disease': 'Carcinoid heart disease',
  differentiation: 'Differentiation of the tumour',
};

/** The code of a fact in a chart. */
export function factConcept(id: FactId): CodeableConcept {
  return concept(NAMES[id] ?? id, coding('nelm', id));
}

/** Is it a list of words (a set-valued fact)? */
export function isList(value: FactValue | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}

function numberFact(id: FactId): NumberFact {
  const definition = FACTS[id];
  if (definition.type !== 'number') throw new Error(`${id} is not a number`);
  return definition;
}

/** The `value[x]` element of a fact: a local code for a word, a Quantity in the unit of the catalogue for a number. */
export function factElement(id: FactId, value: FactValue): Partial<Observation> {
  if (typeof value === 'number') {
    const { unit } = numberFact(id);
    return { valueQuantity: { value, unit, system: SYSTEM.ucum, code: unit } };
  }
  if (typeof value === 'string')
    return { valueCodeableConcept: concept(value, coding('nelm', `${id}.${value}`)) };
  if ('quantity' in value) return { valueQuantity: value.quantity };
  if ('range' in value) return { valueRange: { low: value.range[0], high: value.range[1] } };
  if ('dateTime' in value) return { valueDateTime: value.dateTime };
  return { valueString: value.text };
}
