/**
 * Which rows of the terminology make which code set. Read by `build.ts` only; the product reads the JSON files that
 * it writes. A set is put together from whole concepts (`concepts`) and single codes (`codes`); a weak row is taken
 * only when a remark here says why.
 */
export interface Selection {
  readonly title: string;
  /** Concept names of the terminology: all their rows with strong or moderate evidence, but for `except`. */
  readonly concepts?: readonly string[];
  /** Further names by which a site may add codes (concepts that have no free code). */
  readonly aliases?: readonly string[];
  /** Codes by the short name of their system: `cm C7B.02`, `sct 94381002`. */
  readonly codes?: readonly string[];
  /** Only these systems of the concepts (short names). */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  /** Weak rows that are taken all the same, each with the reason. */
  readonly weak?: Readonly<Record<string, string>>;
}

/** Codes whose subdivisions count although the row does not say so. */
export const WITH_SUBDIVISIONS: readonly string[] = ['cm E34.0', 'gm R18', 'who R18'];

export type SelectionFile = Readonly<Record<string, Selection>>;

/** Short names of the code systems in the selections. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  gm: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  who: 'http://hl7.org/fhir/sid/icd-10',
  pcs: 'http://www.cms.gov/Medicare/Coding/ICD10',
  ops: 'http://fhir.de/CodeSystem/bfarm/ops',
  sct: 'http://snomed.info/sct',
  icdo: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  ln: 'http://loinc.org',
  rx: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  ncit: 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
  dcm: 'http://dicom.nema.org/resources/ontology/DCM',
};

/** `of('sct', '1 2 3')` is `['sct 1', 'sct 2', 'sct 3']`. */
export function of(system: string, codes: string): string[] {
  return codes
    .trim()
    .split(/\s+/)
    .map((code) => `${system} ${code}`);
}
