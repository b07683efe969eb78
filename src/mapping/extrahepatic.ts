import type { Resource } from '@medplum/fhirtypes';
import { type DateRange, parseDate } from '../domain/calendar.ts';
import type { Candidate } from '../domain/candidate.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosisNamed, type MappingInput } from './conditions.ts';
import { tumoursOf } from './malignancy.ts';
import { resectionsOfPrimary } from './primary-resection.ts';

type Place = 'regional-nodes' | 'nodes' | 'elsewhere';

/**
 * `extrahepatic` from the conditions of metastases elsewhere. Resectability is never stated by a diagnosis: present
 * disease is `unspecified`, but for intra-abdominal lymph nodes alone. Nodes that were there on or before the day of
 * the curative resection of the primary are marked: they are assumed to be removed with it.
 */
export function extrahepaticCandidates(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): Candidate[] {
  const tumours = tumoursOf(record, codes, input);
  const resections = resectionsOfPrimary(record, codes, input)
    .map((resection) => parseDate(resection.date))
    .filter((date) => date !== undefined);
  const present: { diagnosis: Diagnosis; place: Place; removed: boolean }[] = [];
  const open: Candidate[] = [];
  for (const diagnosis of tumours.diagnoses) {
    const place = placeOf(diagnosis);
    if (place === undefined || isOfAnother(record, diagnosis, tumours.others, tumours.diagnoses)) continue;
    if (diagnosis.force === 'not-confirmed') open.push(notConfirmed(diagnosis));
    if (diagnosis.force !== 'in-force') continue;
    const removed = place !== 'elsewhere' && removedWith(parseDate(diagnosis.onset), resections);
    if (removed) {
      input.flag?.({
        severity: 'information',
        resource: diagnosis.reference,
        text: 'lymph node metastasis from before the resection of the primary: read as removed with it, but not in strict mode',
      });
    }
    present.push({ diagnosis, place, removed });
  }
  const remaining = present.filter(({ removed }) => !removed);
  return [
    ...(remaining.length === 0 ? open : statements(remaining)),
    ...statements(present.filter(({ removed }) => removed)),
  ];
}

function statements(
  present: readonly { diagnosis: Diagnosis; place: Place; removed: boolean }[],
): readonly Candidate[] {
  const regionalOnly = present.every(({ place }) => place === 'regional-nodes');
  return present.map(({ diagnosis, removed }) => ({
    fact: 'extrahepatic',
    value: { kind: 'word', possible: [regionalOnly ? 'regional-nodes-only' : 'unspecified'] },
    reference: diagnosis.reference,
    path: 'Condition.code',
    standing: 'implied',
    ...(diagnosis.stated === undefined ? {} : { effective: diagnosis.stated }),
    ...(diagnosis.began === undefined ? {} : { onset: diagnosis.began }),
    note: regionalOnly ? 'intra-abdominal lymph nodes' : 'resectability not stated by the diagnosis',
    ...(removed ? { removed } : {}),
  }));
}

function notConfirmed(diagnosis: Diagnosis): Candidate {
  return {
    fact: 'extrahepatic',
    value: { kind: 'none', reason: 'not-confirmed', text: 'extrahepatic metastasis not confirmed' },
    reference: diagnosis.reference,
    path: 'Condition.verificationStatus',
    standing: 'implied',
    ...(diagnosis.stated === undefined ? {} : { effective: diagnosis.stated }),
  };
}

/** Where the metastasis is; undefined for the liver, for no metastasis, and where nothing states a place. */
function placeOf(diagnosis: Diagnosis): Place | undefined {
  const { says, sites } = diagnosis;
  if (says.has('nelm') || says.has('liver-metastasis')) return undefined;
  const bySite: Place | undefined = sites.has('body-site-regional-nodes')
    ? 'regional-nodes'
    : sites.has('body-site-nodes')
      ? 'nodes'
      : sites.has('body-site-elsewhere')
        ? 'elsewhere'
        : undefined;
  if (says.has('metastasis-regional-nodes')) return 'regional-nodes';
  if (says.has('metastasis-nodes')) return bySite === 'regional-nodes' ? bySite : 'nodes';
  const unstated = says.has('metastasis-unspecified') || says.has('nen-secondary');
  if (unstated) return sites.has('body-site-liver') ? undefined : bySite;
  return says.has('metastasis-elsewhere') ? 'elsewhere' : undefined;
}

function removedWith(onset: DateRange | undefined, resections: readonly DateRange[]): boolean {
  return onset !== undefined && resections.some((resection) => onset.last <= resection.last);
}

/** True when a link says that the metastasis comes from a malignancy that is not neuroendocrine. */
function isOfAnother(
  record: PatientRecord,
  diagnosis: Diagnosis,
  others: readonly Diagnosis[],
  all: readonly Diagnosis[],
): boolean {
  return diagnosis.related.some((reference) => {
    const target = diagnosisNamed(record, all, reference, diagnosis.resource as Resource);
    return target !== undefined && others.includes(target);
  });
}
