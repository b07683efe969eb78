import type { FactId } from '../domain/fact-catalogue.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';

/** What a coded answer says: the words that it leaves possible, by `system|code`. */
export type AnswerTable = Readonly<Record<string, readonly string[]>>;

const table = (system: string, rows: Readonly<Record<string, string>>): AnswerTable =>
  Object.assign(
    Object.create(null),
    Object.fromEntries(Object.entries(rows).map(([code, words]) => [`${system}|${code}`, words.split(' ')])),
  );
const tables = (...parts: readonly AnswerTable[]): AnswerTable =>
  Object.assign(Object.create(null), ...parts);

/** General answers of LOINC and the HL7 interpretation codes. */
const PRESENCE = (yes: string, no: string): AnswerTable =>
  tables(
    table(SYSTEMS.interpretation, { POS: yes, NEG: no, DET: yes, ND: no }),
    table(SYSTEMS.loinc, { 'LA6576-8': yes, 'LA6577-6': no, 'LA9633-4': yes, 'LA9634-2': no }),
  );

/** The degrees of the FHIR value set condition-severity. A moderate one is none of the words. */
const SEVERITY = table(SYSTEMS.snomed, {
  '255604002': 'mild',
  '6736007': 'mild severe',
  '24484000': 'severe',
});

/**
 * Coded answers by fact that are no code set of their own, beside the words of the local code system: LOINC answers
 * of 88040-1 (response to treatment), presence and absence, the liver segments of SNOMED CT.
 */
export const ANSWERS: Readonly<Partial<Record<FactId, AnswerTable>>> = {
  'disease-course': table(SYSTEMS.loinc, {
    'LA28366-5': 'responding',
    'LA28369-9': 'responding',
    'LA28371-5': 'stable',
    'LA28370-7': 'progressing',
  }),
  sstr: PRESENCE('positive', 'negative'),
  fdg: PRESENCE('positive', 'negative'),
  mibg: PRESENCE('positive', 'negative'),
  ascites: tables(PRESENCE('mild severe', 'none'), SEVERITY),
  encephalopathy: tables(PRESENCE('mild severe', 'none'), SEVERITY),
  'portal-vein-thrombosis': PRESENCE('yes', 'no'),
  hepatomegaly: PRESENCE('yes', 'no'),
  pregnancy: PRESENCE('yes', 'no'),
  'liver.segments': table(SYSTEMS.snomed, {
    '71133005': '1',
    '277956007': '2',
    '277957003': '3',
    '277958008': '4',
    '277959000': '5',
    '277960005': '6',
    '277961009': '7',
    '277962002': '8',
  }),
};

/**
 * ECOG 0-4 and Karnofsky by their LOINC answers (lists LL529-9 and LL4986-7) and the SNOMED CT grades. The evidence
 * for the SNOMED grades is weak, but each says its number, and data sets of several countries use them.
 */
export const ECOG_ANSWERS: Readonly<Record<string, number>> = {
  [`${SYSTEMS.loinc}|LA9622-7`]: 0,
  [`${SYSTEMS.loinc}|LA9623-5`]: 1,
  [`${SYSTEMS.loinc}|LA9624-3`]: 2,
  [`${SYSTEMS.loinc}|LA9625-0`]: 3,
  [`${SYSTEMS.loinc}|LA9626-8`]: 4,
  [`${SYSTEMS.snomed}|425389002`]: 0,
  [`${SYSTEMS.snomed}|422512005`]: 1,
  [`${SYSTEMS.snomed}|422894000`]: 2,
  [`${SYSTEMS.snomed}|423053003`]: 3,
  [`${SYSTEMS.snomed}|423237006`]: 4,
};

export const KARNOFSKY_ANSWERS: Readonly<Record<string, number>> = {
  [`${SYSTEMS.loinc}|LA29175-9`]: 100,
  [`${SYSTEMS.loinc}|LA29176-7`]: 90,
  [`${SYSTEMS.loinc}|LA29177-5`]: 80,
  [`${SYSTEMS.loinc}|LA29178-3`]: 70,
  [`${SYSTEMS.loinc}|LA29179-1`]: 60,
  [`${SYSTEMS.loinc}|LA29180-9`]: 50,
  [`${SYSTEMS.loinc}|LA29181-7`]: 40,
  [`${SYSTEMS.loinc}|LA29182-5`]: 30,
  [`${SYSTEMS.loinc}|LA29183-3`]: 20,
  [`${SYSTEMS.loinc}|LA29184-1`]: 10,
};
