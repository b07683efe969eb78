import type { Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../domain/candidate.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { type Diagnosis, diagnosisNamed, type MappingInput } from './conditions.ts';
import { type Tumours, tumoursOf } from './malignancy.ts';

/** What one Condition says about a neuroendocrine liver metastasis. */
type Verdict =
  | { readonly kind: 'yes'; readonly note?: string }
  | { readonly kind: 'unclear'; readonly text: string }
  | { readonly kind: 'not-confirmed'; readonly text: string }
  | { readonly kind: 'silent' };

const SILENT: Verdict = { kind: 'silent' };
const UNCLEAR = 'origin of liver metastasis unclear';

/**
 * `nelm`: a metastasis of the liver that the code calls neuroendocrine, or a liver metastasis of unstated origin
 * together with a neuroendocrine neoplasm and no other active malignancy. A link between the conditions, the
 * morphology of the metastasis or a liver specimen decides. Where the origin stays unclear, or nothing is confirmed,
 * the candidate carries no value (`not-confirmed`) and its text becomes an issue.
 */
export function nelmCandidates(record: PatientRecord, codes: CodeSets, input: MappingInput): Candidate[] {
  const verdicts = verdictsOf(record, codes, input);
  const certain = verdicts.filter(({ verdict }) => verdict.kind === 'yes');
  if (certain.length > 0) {
    return certain.map(({ diagnosis, verdict }) => ({
      fact: 'nelm',
      value: { kind: 'word', possible: ['yes'] },
      reference: diagnosis.reference,
      path: 'Condition.code',
      standing: 'explicit',
      ...(diagnosis.onset === undefined ? {} : { effective: diagnosis.onset }),
      ...(diagnosis.began === undefined ? {} : { onset: diagnosis.began }),
      ...('note' in verdict && verdict.note !== undefined ? { note: verdict.note } : {}),
    }));
  }
  const open: Candidate[] = [];
  for (const { diagnosis, verdict } of verdicts) {
    if (verdict.kind !== 'unclear' && verdict.kind !== 'not-confirmed') continue;
    open.push({
      fact: 'nelm',
      value: { kind: 'none', reason: 'not-confirmed', text: verdict.text },
      reference: diagnosis.reference,
      path: verdict.kind === 'unclear' ? 'Condition.code' : 'Condition.verificationStatus',
      standing: 'implied',
      ...(diagnosis.onset === undefined ? {} : { effective: diagnosis.onset }),
    });
  }
  return open;
}

/** References of the Conditions that record the neuroendocrine liver metastases. */
export function nelmConditions(record: PatientRecord, codes: CodeSets, input: MappingInput): string[] {
  return verdictsOf(record, codes, input)
    .filter(({ verdict }) => verdict.kind === 'yes')
    .map(({ diagnosis }) => diagnosis.reference);
}

function verdictsOf(
  record: PatientRecord,
  codes: CodeSets,
  input: MappingInput,
): { diagnosis: Diagnosis; verdict: Verdict }[] {
  const tumours = tumoursOf(record, codes, input);
  const verdicts: { diagnosis: Diagnosis; verdict: Verdict }[] = [];
  for (const diagnosis of tumours.diagnoses) {
    const kind = liverKind(diagnosis);
    if (kind === undefined || diagnosis.force === 'past' || diagnosis.force === 'refuted') continue;
    const verdict =
      kind === 'neuroendocrine' ? neuroendocrine(diagnosis) : unstated(record, diagnosis, tumours);
    if (verdict.kind !== 'silent') verdicts.push({ diagnosis, verdict });
  }
  return verdicts;
}

/** Is it a metastasis of the liver, and does the code say that it is neuroendocrine? */
function liverKind(diagnosis: Diagnosis): 'neuroendocrine' | 'unstated' | undefined {
  const { says, sites } = diagnosis;
  const inLiver = sites.has('body-site-liver');
  if (says.has('nelm')) return 'neuroendocrine';
  if (says.has('nen-secondary')) return inLiver ? 'neuroendocrine' : undefined;
  const metastatic = diagnosis.codes.some(({ code }) => /^M?-?\d{4}\/?6$/.test(code));
  if (metastatic && inLiver && isNeuroendocrine(says)) return 'neuroendocrine';
  const liver = says.has('liver-metastasis') || (says.has('metastasis-unspecified') && inLiver);
  if (!liver) return undefined;
  return isNeuroendocrine(says) ? 'neuroendocrine' : 'unstated';
}

function isNeuroendocrine(says: ReadonlySet<string>): boolean {
  return says.has('morphology-nen') || says.has('morphology-mixed') || says.has('nen');
}

function neuroendocrine(diagnosis: Diagnosis): Verdict {
  return diagnosis.force === 'in-force'
    ? { kind: 'yes' }
    : { kind: 'not-confirmed', text: 'neuroendocrine liver metastasis not confirmed' };
}

function unstated(record: PatientRecord, diagnosis: Diagnosis, tumours: Tumours): Verdict {
  const known = tumours.nen.length + tumours.historyOfNen.length + tumours.nenMetastases.length > 0;
  const neuroendocrineTissue = tumours.liverHistology !== undefined;
  const linked = originOf(record, diagnosis, tumours);
  const suspected =
    known ||
    neuroendocrineTissue ||
    linked === 'neuroendocrine' ||
    tumours.benignNen.length + tumours.unconfirmedNen.length > 0 ||
    tumours.anyHistology !== undefined;
  if (!suspected) return SILENT;
  if (diagnosis.force === 'not-confirmed') {
    return { kind: 'not-confirmed', text: 'liver metastasis not confirmed' };
  }
  if (diagnosis.morphologyCodes.length > 0) {
    return { kind: 'unclear', text: `${UNCLEAR}: its morphology is not that of a neuroendocrine neoplasm` };
  }
  if (linked === 'other') return { kind: 'unclear', text: `${UNCLEAR}: linked to another malignancy` };
  if (linked === 'neuroendocrine') {
    return { kind: 'yes', note: 'linked to the neuroendocrine neoplasm' };
  }
  if (neuroendocrineTissue) {
    return { kind: 'yes', note: `neuroendocrine tissue of the liver: ${tumours.liverHistology}` };
  }
  if (tumours.others.length > 0) {
    return {
      kind: 'unclear',
      text: `${UNCLEAR}: another active malignancy is on record and neither is linked to it`,
    };
  }
  if (known || tumours.anyHistology !== undefined) {
    return { kind: 'yes', note: 'liver metastasis together with a neuroendocrine neoplasm' };
  }
  return tumours.unconfirmedNen.length > 0
    ? { kind: 'not-confirmed', text: `${UNCLEAR}: the neuroendocrine neoplasm is not confirmed` }
    : { kind: 'unclear', text: `${UNCLEAR}: the neuroendocrine tumour on record is coded as benign` };
}

/** The origin that a link between the conditions states, in either direction. */
function originOf(
  record: PatientRecord,
  diagnosis: Diagnosis,
  tumours: Tumours,
): 'neuroendocrine' | 'other' | undefined {
  const neuroendocrineOnes = [...tumours.nen, ...tumours.historyOfNen, ...tumours.nenMetastases];
  const targets = diagnosis.related
    .map((reference) => diagnosisNamed(record, tumours.diagnoses, reference, diagnosis.resource as Resource))
    .filter((target) => target !== undefined);
  if (targets.some((target) => neuroendocrineOnes.includes(target))) return 'neuroendocrine';
  const backwards = (from: Diagnosis): boolean =>
    from.related.some(
      (reference) =>
        diagnosisNamed(record, tumours.diagnoses, reference, from.resource as Resource) === diagnosis,
    );
  if (neuroendocrineOnes.some(backwards)) return 'neuroendocrine';
  return targets.some((target) => tumours.others.includes(target)) || tumours.others.some(backwards)
    ? 'other'
    : undefined;
}
