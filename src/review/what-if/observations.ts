import { factDefinition } from '../../domain/fact-catalogue.ts';
import { type Answer, type Answers, ENTERED } from './answers.ts';
import { type Field, fieldById } from './fields.ts';

/** The local code system: every fact is a code of it, every word `<fact>.<word>`. */
export const LOCAL_SYSTEM = 'https://nelm-cds.example/fhir/CodeSystem/nelm';
const UCUM = 'http://unitsofmeasure.org';
const SNOMED = 'http://snomed.info/sct';

/** Where the tissue of a specimen comes from, so that the mapping reads it back as the same specimen. */
const LIVER = { system: SNOMED, code: '10200004', display: 'Liver structure' };
const PRIMARY_SITES: Readonly<Record<string, { code: string; display: string }>> = {
  pancreas: { code: '15776009', display: 'Pancreatic structure' },
  duodenum: { code: '38848004', display: 'Duodenal structure' },
  'jejunum-ileum': { code: '90228003', display: 'Jejunum and ileum' },
  appendix: { code: '66754008', display: 'Appendix structure' },
  colon: { code: '71854001', display: 'Colon structure' },
  rectum: { code: '34402009', display: 'Rectum structure' },
  'distal-stomach': { code: '69695003', display: 'Stomach structure' },
  stomach: { code: '69695003', display: 'Stomach structure' },
  lung: { code: '39607008', display: 'Lung structure' },
  thymus: { code: '9875009', display: 'Thymus gland structure' },
};
/** One entered fact as a FHIR R4 Observation. */
export type Observation = Readonly<Record<string, unknown>> & { readonly resourceType: 'Observation' };

export interface ExportInput {
  /** `Patient/123` */
  readonly subject: string;
  /** Date of the answers, `YYYY-MM-DD`. */
  readonly date: string;
  /** Site of the primary, when known: names the specimen of the primary. */
  readonly primarySite?: string;
}

/**
 * The answers as a transaction Bundle of Observations in the local code system, to hand to the EHR. "Not on record" is
 * no statement and gives none. A past treatment carries no date; one in force carries that of the answer.
 */
export function observationBundle(answers: Answers, input: ExportInput): Readonly<Record<string, unknown>> {
  const observations = [...answers].flatMap(([id, answer]) => {
    const field = fieldById(id);
    return field ? observationsOf(field, answer, input) : [];
  });
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: observations.map((resource) => ({ resource, request: { method: 'POST', url: 'Observation' } })),
  };
}

function observationsOf(field: Field, answer: Answer, input: ExportInput): readonly Observation[] {
  if (answer.kind === 'none') return [];
  const one = (value: Readonly<Record<string, unknown>>): Observation => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOCAL_SYSTEM, code: field.fact, display: factDefinition(field.fact).title }] },
    subject: { reference: input.subject },
    ...(isUndated(field, answer) ? {} : { effectiveDateTime: input.date }),
    ...value,
    ...bodySite(field, input),
    note: [{ text: ENTERED }],
  });
  if (field.treatment !== undefined) return [one({ valueCodeableConcept: concept(field, field.treatment) })];
  switch (answer.kind) {
    case 'number':
      return [one({ valueQuantity: quantity(field, answer.value, answer.comparator) })];
    case 'range':
      return [one({ valueRange: { low: quantity(field, answer.low), high: quantity(field, answer.high) } })];
    case 'word':
      return [one({ valueCodeableConcept: concept(field, answer.word) })];
    case 'set':
      return answer.members.map((member) => one({ valueCodeableConcept: concept(field, member) }));
    case 'date':
      return [one({ valueDateTime: answer.date })];
  }
}

/** A treatment of the past was not given on the day of the answer, and the form does not ask when. */
function isUndated(field: Field, answer: Answer): boolean {
  return field.treatment !== undefined && !(answer.kind === 'word' && answer.word === 'in force');
}

function quantity(field: Field, value: number, comparator = '='): Readonly<Record<string, unknown>> {
  const definition = factDefinition(field.fact);
  if (definition.type !== 'number') throw new Error(`${field.fact} is no number`);
  return {
    value,
    ...(comparator === '=' ? {} : { comparator }),
    unit: definition.unitText === '' ? definition.unit : definition.unitText,
    system: UCUM,
    code: definition.unit,
  };
}

function concept(field: Field, word: string): Readonly<Record<string, unknown>> {
  return { coding: [{ system: LOCAL_SYSTEM, code: `${field.fact}.${word}`, display: word }], text: word };
}

function bodySite(field: Field, input: ExportInput): Readonly<Record<string, unknown>> {
  if (field.site === 'liver-metastasis') return { bodySite: { coding: [LIVER] } };
  if (field.site === 'primary') {
    const site = PRIMARY_SITES[input.primarySite ?? ''];
    return { bodySite: site ? { coding: [{ system: SNOMED, ...site }] } : { text: 'primary tumour' } };
  }
  return field.site === 'other' ? { bodySite: { text: 'other specimen' } } : {};
}
