/** Canonical URLs of the code systems that the mapping reads, and the other spellings seen in the field. */
export const SYSTEMS = {
  local: 'https://nelm-cds.example/fhir/CodeSystem/nelm',
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd10: 'http://hl7.org/fhir/sid/icd-10',
  icd10gm: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm',
  icd10pcs: 'http://www.cms.gov/Medicare/Coding/ICD10',
  ops: 'http://fhir.de/CodeSystem/bfarm/ops',
  icdo3: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  ncit: 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  interpretation: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
} as const;

const SPELLINGS = new Map<string, string>([
  ['urn:oid:2.16.840.1.113883.6.96', SYSTEMS.snomed],
  ['http://snomed.info/id', SYSTEMS.snomed],
  ['urn:oid:2.16.840.1.113883.6.1', SYSTEMS.loinc],
  ['urn:oid:2.16.840.1.113883.6.8', SYSTEMS.ucum],
  ['urn:oid:2.16.840.1.113883.6.90', SYSTEMS.icd10cm],
  ['urn:oid:2.16.840.1.113883.6.3', SYSTEMS.icd10],
  ['http://fhir.de/CodeSystem/dimdi/icd-10-gm', SYSTEMS.icd10gm],
  ['urn:oid:1.2.276.0.76.5.409', SYSTEMS.icd10gm],
  ['http://fhir.de/CodeSystem/dimdi/ops', SYSTEMS.ops],
  ['http://hl7.org/fhir/sid/icd-10-pcs', SYSTEMS.icd10pcs],
  ['urn:oid:2.16.840.1.113883.6.4', SYSTEMS.icd10pcs],
  ['http://hl7.org/fhir/sid/icd-o-3', SYSTEMS.icdo3],
  ['urn:oid:2.16.840.1.113883.6.43.1', SYSTEMS.icdo3],
  ['urn:oid:2.16.840.1.113883.6.88', SYSTEMS.rxnorm],
  ['urn:oid:2.16.840.1.113883.6.73', SYSTEMS.atc],
  ['http://fhir.de/CodeSystem/bfarm/atc', SYSTEMS.atc],
  ['http://fhir.de/CodeSystem/dimdi/atc', SYSTEMS.atc],
  ['urn:oid:2.16.840.1.113883.6.12', SYSTEMS.cpt],
  ['http://ncithesaurus-stage.nci.nih.gov', SYSTEMS.ncit],
  ['urn:oid:2.16.840.1.113883.3.26.1.1', SYSTEMS.ncit],
  ['urn:oid:1.2.840.10008.2.16.4', SYSTEMS.dicom],
  ['http://hl7.org/fhir/v2/0078', SYSTEMS.interpretation],
  ['http://terminology.hl7.org/CodeSystem/v2-0078', SYSTEMS.interpretation],
  ['http://hl7.org/fhir/v3/ObservationInterpretation', SYSTEMS.interpretation],
]);
for (const system of Object.values(SYSTEMS)) SPELLINGS.set(system, system);

/** SNOMED CT with an edition, or an edition and its version, behind its URI. */
const SNOMED_EDITION = /^https?:\/\/snomed\.info\/x?sct\/\d{6,18}(\/version\/\d{6,8})?\/?$/;

/**
 * The canonical URL of a code system: known OIDs, old URLs, a trailing slash, https for http and an edition of
 * SNOMED CT are other spellings of the same system. A system that is not known comes back as it is.
 */
export function canonicalSystem(system: string): string {
  const known = SPELLINGS.get(system);
  if (known !== undefined) return known;
  if (SNOMED_EDITION.test(system)) return SYSTEMS.snomed;
  const bare = system.endsWith('/') ? system.slice(0, -1) : system;
  return SPELLINGS.get(bare) ?? SPELLINGS.get(bare.replace(/^https:/, 'http:')) ?? system;
}
