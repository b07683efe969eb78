import type { Resource } from '@medplum/fhirtypes';
import { parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import type { Treatment } from '../domain/fact-catalogue.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import {
  type Coding,
  codings,
  dateText,
  type Element,
  elements,
  isElement,
  referenceText,
} from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { diagnosisNamed, type MappingInput } from './conditions.ts';
import { type Tumours, tumoursOf } from './malignancy.ts';

const TYPES = ['MedicationAdministration', 'MedicationStatement', 'MedicationRequest'] as const;
type MedicationType = (typeof TYPES)[number];

export const DRUG_SETS: readonly (readonly [set: string, what: Treatment])[] = [
  ['ssa', 'ssa'],
  ['interferon', 'interferon'],
  ['chemotherapy', 'chemotherapy'],
  ['everolimus', 'everolimus'],
  ['sunitinib', 'sunitinib'],
  ['bevacizumab', 'bevacizumab'],
  ['lutetium-dotatate', 'prrt'],
];

/** Sets that say by their code that the drug was given for something else. */
const OTHER_USES: readonly string[] = [
  'fluorouracil-topical',
  'everolimus-immunosuppressant',
  'bevacizumab-eye',
];

/** Statuses under which a drug was given or is ordered to be given. */
const GIVEN: Readonly<Record<MedicationType, ReadonlySet<string>>> = {
  MedicationAdministration: new Set(['in-progress', 'completed', 'stopped', 'on-hold']),
  MedicationStatement: new Set(['active', 'completed', 'stopped', 'on-hold']),
  MedicationRequest: new Set(['active', 'completed', 'stopped', 'on-hold']),
};

/**
 * Drugs given (`prior`), by RxNorm ingredient or product and ATC. Proposals, cancelled and negated entries are no
 * treatment. In force: an active order or statement (administrations of the last 90 days are seen by their date).
 *
 * Everolimus, bevacizumab, interferon and fluorouracil have other uses. A code, product, route or reason that states
 * another use takes the entry out, with a remark; an entry that states no use counts, since the exposure is a fact.
 * An order of lutetium-177 is no treatment yet: only administrations, statements and completed orders are.
 */
export function medicationCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  const candidates: Candidate[] = [];
  const seen = new Set<Resource>();
  for (const type of TYPES) {
    for (const set of [...DRUG_SETS.map(([name]) => name), ...OTHER_USES]) {
      for (const resource of record.withCode(type, codes.get(set))) {
        if (seen.has(resource)) continue;
        seen.add(resource);
        candidates.push(...given(record, codes, input, type, resource));
      }
    }
  }
  return candidates;
}

/** Given or ordered drugs whose Medication is not on record: each could be any drug. */
export function unnamedDrugs(record: PatientRecord): readonly string[] {
  const unnamed: string[] = [];
  for (const type of TYPES) {
    for (const resource of record.all(type)) {
      const element = resource as unknown as Element;
      const reference = referenceText(element.medicationReference);
      if (reference === undefined || !isGiven(element, type)) continue;
      if (record.resolve(reference, resource) === undefined) unnamed.push(record.reference(resource));
    }
  }
  return unnamed;
}

function given(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  type: MedicationType,
  resource: Resource,
): Candidate[] {
  const element = resource as unknown as Element;
  if (!isGiven(element, type)) return [];
  const sets = new Set(
    drugCodes(record, resource).flatMap(({ system, code }) => setsHolding(codes, system, code)),
  );
  const otherUse = OTHER_USES.some((set) => sets.has(set)) || isForOther(record, codes, input, resource);
  const date = dateOf(element, type);
  if (otherUse) {
    input.flag?.({
      severity: 'information',
      resource: record.reference(resource),
      text: 'drug given for another disease: not read as treatment of the neuroendocrine neoplasm',
    });
    return [];
  }
  return DRUG_SETS.flatMap(([set, what]): Candidate[] => {
    if (!sets.has(set)) return [];
    if (what === 'prrt' && type === 'MedicationRequest' && element.status !== 'completed') return [];
    const inForce = what !== 'prrt' && isInForce(element, type, input.date);
    return [
      {
        fact: 'prior',
        value: { kind: 'set', members: [what], complete: false },
        reference: record.reference(resource),
        path:
          element.medicationReference === undefined
            ? `${type}.medication.ofType(CodeableConcept)`
            : `${type}.medication.ofType(Reference)`,
        standing: 'explicit',
        treatment: { what, inForce },
        ...(date === undefined ? {} : { effective: date }),
      },
    ];
  });
}

function isGiven(element: Element, type: MedicationType): boolean {
  if (typeof element.status !== 'string' || !GIVEN[type].has(element.status)) return false;
  if (type !== 'MedicationRequest') return true;
  // `plan` is what US Core gives to medication that the patient reports.
  return element.intent !== 'proposal' && element.intent !== 'option' && element.doNotPerform !== true;
}

function isInForce(element: Element, type: MedicationType, date: string): boolean {
  if (type === 'MedicationAdministration' || element.status !== 'active') return false;
  if (type === 'MedicationRequest') return true;
  const today = parseDate(date);
  const end = isElement(element.effectivePeriod)
    ? parseDate(dateText(element.effectivePeriod.end))
    : undefined;
  return !today || !end || end.last >= today.first;
}

/** The day of an administration (a period: its end, so that the last 90 days are seen), else its start or order. */
function dateOf(element: Element, type: MedicationType): string | undefined {
  if (type === 'MedicationRequest') return dateText(element.authoredOn);
  const period = isElement(element.effectivePeriod) ? element.effectivePeriod : undefined;
  const written = dateText(element.effectiveDateTime);
  if (written !== undefined) return written;
  return type === 'MedicationAdministration'
    ? (dateText(period?.end) ?? dateText(period?.start))
    : (dateText(period?.start) ?? dateText(element.dateAsserted));
}

/** The codes of the drug: of the entry itself, of its Medication, and of the ingredients of that. */
export function drugCodes(record: PatientRecord, resource: Resource): readonly Coding[] {
  const element = resource as unknown as Element;
  const own = codings(element.medicationCodeableConcept);
  const reference = referenceText(element.medicationReference);
  const medication = reference === undefined ? undefined : record.resolve(reference, resource);
  if (medication?.resourceType !== 'Medication') return own;
  const drug = medication as unknown as Element;
  const ingredients = elements(drug.ingredient).flatMap((ingredient) =>
    codings(ingredient.itemCodeableConcept),
  );
  return [...own, ...codings(drug.code), ...ingredients];
}

/** True when the route, or every coded reason, says that the drug was given for another disease. */
function isForOther(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  resource: Resource,
): boolean {
  const element = resource as unknown as Element;
  const dosages = [element.dosage, element.dosageInstruction].flatMap((dosage) =>
    isElement(dosage) ? [dosage] : elements(dosage),
  );
  const local = dosages
    .flatMap((dosage) => codings(dosage.route))
    .some(({ system, code }) => setsHolding(codes, system, code).includes('route-local'));
  if (local) return true;
  const reasons = reasonsOf(record, codes, input, resource, element);
  return reasons.length > 0 && reasons.every((reason) => reason === 'other');
}

type Reason = 'tumour' | 'other' | 'unstated';

function reasonsOf(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  resource: Resource,
  element: Element,
): Reason[] {
  const coded = elements(element.reasonCode)
    .map((reason) => codings(reason))
    .filter((concept) => concept.length > 0)
    .map((concept) => reasonOf(concept, codes));
  const references = elements(element.reasonReference)
    .map((reason) => referenceText(reason))
    .filter((reference) => reference !== undefined);
  if (references.length === 0) return coded;
  const tumours = tumoursOf(record, codes, input);
  return [
    ...coded,
    ...references.map((reference) => reasonReferenced(record, codes, tumours, reference, resource)),
  ];
}

function reasonReferenced(
  record: PatientRecord,
  codes: CodeSets,
  tumours: Tumours,
  reference: string,
  from: Resource,
): Reason {
  const diagnosis = diagnosisNamed(record, tumours.diagnoses, reference, from);
  if (!diagnosis) return 'unstated';
  if (tumours.nen.includes(diagnosis) || tumours.nenMetastases.includes(diagnosis)) return 'tumour';
  if (tumours.others.includes(diagnosis)) return 'other';
  return reasonOf(diagnosis.codes, codes);
}

/**
 * Reads a coded reason. In ICD-10 another malignancy, an infection (hepatitis), a disease of eye or skin and the state
 * after a transplantation are other uses; a neuroendocrine neoplasm, its metastases and its syndromes are the tumour.
 */
function reasonOf(concept: readonly Coding[], codes: CodeSets): Reason {
  const sets = concept.flatMap(({ system, code }) => setsHolding(codes, system, code));
  if (sets.some((set) => TUMOUR_SETS.test(set))) return 'tumour';
  if (sets.includes('other-malignancy') || sets.includes('liver-transplant')) return 'other';
  const icd = concept
    .filter(
      ({ system }) => system === SYSTEMS.icd10cm || system === SYSTEMS.icd10 || system === SYSTEMS.icd10gm,
    )
    .map(({ code }) => code.toUpperCase());
  return icd.length > 0 && icd.every((code) => OTHER_DISEASE.test(code)) ? 'other' : 'unstated';
}

const TUMOUR_SETS = /^(nen|nelm|liver-metastasis|metastasis|syndrome|morphology-(nen|mixed|well|poor))/;
const OTHER_DISEASE = /^(A|B|C(?!7[789AB]|80)[0-9]|H[0-5]|L|T86|Z94)/;
