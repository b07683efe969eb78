import type { Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../domain/candidate.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import { type Element, elements, referenceText } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import type { MappingInput } from './conditions.ts';
import { tumoursOf } from './malignancy.ts';

/** Facts of a tumour that another tumour has as well. */
const OF_A_TUMOUR: readonly FactId[] = [
  'ki67',
  'mitoses',
  'grade.reported',
  'differentiation',
  'scope',
  'disease-course',
  'stable-months',
  'primary.size',
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lesion-count',
];
const RELATED_CONDITION = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-condition';

/**
 * Takes out what Observations say about another malignancy of the patient (the Ki-67 of a breast cancer): those whose
 * focus, or mCODE related condition, is a diagnosis that is no neuroendocrine neoplasm. Each is flagged.
 */
export function ofThisTumour(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const others = new Set<Resource>(tumoursOf(record, codes, input).others.map(({ resource }) => resource));
  if (others.size === 0) return candidates;
  const foreign = new Set<string>();
  for (const observation of record.all('Observation')) {
    const about = [observation, ...record.containers(observation)].flatMap((one) => subjectsOf(record, one));
    if (about.length > 0 && about.every((target) => others.has(target))) {
      foreign.add(record.reference(observation));
    }
  }
  const flagged = new Set<string>();
  return candidates.filter(({ fact, reference }) => {
    if (!foreign.has(reference) || !OF_A_TUMOUR.includes(fact)) return true;
    if (!flagged.has(reference)) {
      flagged.add(reference);
      const text = 'about another malignancy; not read as the neuroendocrine neoplasm';
      input.flag?.({ severity: 'information', resource: reference, text });
    }
    return false;
  });
}

/** The Conditions that a resource is about. */
function subjectsOf(record: PatientRecord, resource: Resource): readonly Resource[] {
  const element = resource as unknown as Element;
  const related = elements(element.extension)
    .filter(({ url }) => url === RELATED_CONDITION)
    .map(({ valueReference }) => valueReference);
  return [...elements(element.focus), ...related].flatMap((holder) => {
    const reference = referenceText(holder);
    const target = reference === undefined ? undefined : record.resolve(reference, resource);
    return target?.resourceType === 'Condition' ? [target] : [];
  });
}
