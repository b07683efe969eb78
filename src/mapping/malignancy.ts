import type { Resource } from '@medplum/fhirtypes';
import { SYSTEMS } from '../fhir/code-systems.ts';
import { type Coding, codings, type Element, elements, isElement, referenceText } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { type Diagnosis, diagnosesOf, icdCategories, type MappingInput } from './conditions.ts';
import { standingOf } from './observation.ts';
import { specimenSite } from './specimen.ts';

/** Sets whose codes speak of a metastasis, not of a primary. */
const METASTASIS: readonly string[] = [
  'nelm',
  'nen-secondary',
  'liver-metastasis',
  'metastasis-unspecified',
  'metastasis-regional-nodes',
  'metastasis-nodes',
  'metastasis-elsewhere',
];

const SAYS_NEN: readonly string[] = [
  'nen',
  'morphology-nen',
  'morphology-mixed',
  'scope-mixed-neoplasm',
  'scope-paraganglioma',
  'scope-medullary-thyroid',
];

/** The tumours on record, sorted by what they can be for a liver metastasis. */
export interface Tumours {
  readonly diagnoses: readonly Diagnosis[];
  /** Neuroendocrine neoplasms that are no metastases: confirmed, in force or past. */
  readonly nen: readonly Diagnosis[];
  readonly benignNen: readonly Diagnosis[];
  readonly historyOfNen: readonly Diagnosis[];
  readonly unconfirmedNen: readonly Diagnosis[];
  /** Metastases that the code itself calls neuroendocrine, whatever the site. */
  readonly nenMetastases: readonly Diagnosis[];
  /** Malignancies in force that are no neuroendocrine neoplasm and could have spread to the liver. */
  readonly others: readonly Diagnosis[];
  /** A pathology result of a liver specimen with neuroendocrine morphology: its reference. */
  readonly liverHistology?: string;
  /** Any pathology result with neuroendocrine morphology. */
  readonly anyHistology?: string;
}

/** True when the codes speak of a metastasis. */
export function isMetastasis(diagnosis: Diagnosis): boolean {
  return (
    METASTASIS.some((name) => diagnosis.says.has(name)) ||
    diagnosis.codes.some(({ system, code }) => system === SYSTEMS.icdo3 && code.endsWith('/6'))
  );
}

const sorted = new WeakMap<PatientRecord, { codes: CodeSets; date: string; tumours: Tumours }>();

/** Sorts the tumours of the record; once for all groups that ask. */
export function tumoursOf(record: PatientRecord, codes: CodeSets, input: MappingInput): Tumours {
  const known = sorted.get(record);
  if (known?.codes === codes && known.date === input.date) return known.tumours;
  const tumours = sortTumours(record, codes, input);
  sorted.set(record, { codes, date: input.date, tumours });
  return tumours;
}

function sortTumours(record: PatientRecord, codes: CodeSets, input: MappingInput): Tumours {
  const diagnoses = diagnosesOf(record, codes, input);
  const histology = histologies(record, codes);
  const nonMetastatic = diagnoses.filter(
    (diagnosis) => !isMetastasis(diagnosis) && diagnosis.force !== 'refuted',
  );
  const malignant = nonMetastatic.filter((diagnosis) => isOtherMalignancy(diagnosis));
  const provedByHistology = (diagnosis: Diagnosis): boolean =>
    histology.some((result) => result.about.includes(diagnosis.resource)) ||
    // The only malignancy on record, and neuroendocrine tissue: the tissue is of that malignancy.
    (histology.length > 0 &&
      malignant.length === 1 &&
      malignant[0] === diagnosis &&
      diagnosis.morphologyCodes.length === 0 &&
      !nonMetastatic.some((other) => other.force !== 'not-confirmed' && saysNen(other)));
  const isNen = (diagnosis: Diagnosis): boolean =>
    !diagnosis.says.has('liver-primary-nen') &&
    (saysNen(diagnosis) || (isOtherMalignancy(diagnosis) && provedByHistology(diagnosis)));

  const nen: Diagnosis[] = [];
  const others: Diagnosis[] = [];
  const benignNen: Diagnosis[] = [];
  const unconfirmedNen: Diagnosis[] = [];
  for (const diagnosis of nonMetastatic) {
    if (isNen(diagnosis)) (diagnosis.force === 'not-confirmed' ? unconfirmedNen : nen).push(diagnosis);
    else if (isBenignNen(diagnosis)) {
      if (diagnosis.force !== 'not-confirmed') benignNen.push(diagnosis);
    } else if (diagnosis.force === 'in-force' && isOtherMalignancy(diagnosis)) others.push(diagnosis);
  }
  const liverHistology = histology.find((result) => result.liver)?.reference;
  const anyHistology = histology[0]?.reference;
  return {
    diagnoses,
    nen,
    others,
    benignNen,
    unconfirmedNen,
    historyOfNen: nonMetastatic.filter((diagnosis) => diagnosis.says.has('nen-history')),
    nenMetastases: diagnoses.filter(
      (diagnosis) =>
        (diagnosis.force === 'in-force' || diagnosis.force === 'past') &&
        saysNeuroendocrineMetastasis(diagnosis),
    ),
    ...(liverHistology === undefined ? {} : { liverHistology }),
    ...(anyHistology === undefined ? {} : { anyHistology }),
  };
}

function saysNen(diagnosis: Diagnosis): boolean {
  return SAYS_NEN.some((name) => diagnosis.says.has(name));
}

function isBenignNen(diagnosis: Diagnosis): boolean {
  return diagnosis.says.has('nen-benign') || diagnosis.says.has('morphology-nen-benign');
}

function saysNeuroendocrineMetastasis(diagnosis: Diagnosis): boolean {
  if (diagnosis.codes.some(({ system, code }) => isNeuroendocrineSecondary(system, code))) return true;
  if (diagnosis.says.has('nelm') || diagnosis.says.has('nen-secondary')) return true;
  return isMetastasis(diagnosis) && saysNen(diagnosis);
}

/** C7B is neuroendocrine by its category, but for Merkel cell carcinoma (C7B.1); one SNOMED metastasis says so too. */
function isNeuroendocrineSecondary(system: string, code: string): boolean {
  if (system === SYSTEMS.icd10cm) return /^C7B/i.test(code) && !/^C7B\.?1/i.test(code);
  return system === SYSTEMS.snomed && code === '135091000119106';
}

const PRIMARY_CANCER_PROFILE =
  'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-primary-cancer-condition';

/**
 * A malignancy that is not called neuroendocrine: a code of the set, an ICD-10 category C00-C97 other than the
 * metastases (C77-C79), the neuroendocrine ones (C7A, C7B), the unknown or unspecified ones (C80) and skin cancer
 * other than melanoma (C44, which does not spread to the liver), a malignant morphology, or the mCODE profile.
 */
function isOtherMalignancy(diagnosis: Diagnosis): boolean {
  if (diagnosis.says.has('other-malignancy') || diagnosis.says.has('morphology-other')) return true;
  if (icdCategories(diagnosis).some((category) => MALIGNANT.test(category))) return true;
  if (diagnosis.says.has('unknown-primary') || isBenignNen(diagnosis)) return false;
  const isMorphology = ({ system, code }: Coding): boolean =>
    system !== SYSTEMS.icdo3 || /^M?-?\d{4}\/?[39]$/.test(code);
  if (diagnosis.morphologyCodes.some(isMorphology)) return true;
  if (diagnosis.codes.some((coding) => coding.system === SYSTEMS.icdo3 && isMorphology(coding))) return true;
  const meta = (diagnosis.resource as unknown as Element).meta;
  const profiles = isElement(meta) && Array.isArray(meta.profile) ? meta.profile : [];
  return profiles.some(
    (profile) => typeof profile === 'string' && profile.split('|')[0] === PRIMARY_CANCER_PROFILE,
  );
}

const MALIGNANT = /^C(?!7[789AB]|80|44)[0-9][0-9A]$/;

interface Histology {
  readonly reference: string;
  readonly liver: boolean;
  /** The diagnoses that the result is about. */
  readonly about: readonly Resource[];
}

/** Final pathology results (Observation value, conclusion of a report) with neuroendocrine morphology. */
function histologies(record: PatientRecord, codes: CodeSets): readonly Histology[] {
  const found: Histology[] = [];
  const look = (resource: Resource, concept: unknown): void => {
    const element = resource as unknown as Element;
    if (standingOf(element) !== 'final') return;
    const neuroendocrine = codings(concept).some(({ system, code }) =>
      setsHolding(codes, system, code).some(
        (name) => name === 'morphology-nen' || name === 'morphology-mixed',
      ),
    );
    if (!neuroendocrine) return;
    found.push({
      reference: record.reference(resource),
      liver: specimenSite(record, resource, codes) === 'liver-metastasis',
      about: elements(element.focus)
        .map((focus) => referenceText(focus))
        .map((reference) => (reference === undefined ? undefined : record.resolve(reference, resource)))
        .filter((target) => target !== undefined),
    });
  };
  const histology = codes.get('histology');
  for (const observation of record.withCode('Observation', histology)) {
    look(observation, (observation as unknown as Element).valueCodeableConcept);
  }
  for (const { resource, component } of record.components(histology)) {
    look(resource, component.valueCodeableConcept);
  }
  for (const report of record.all('DiagnosticReport')) {
    for (const conclusion of elements((report as unknown as Element).conclusionCode))
      look(report, conclusion);
  }
  return found;
}
