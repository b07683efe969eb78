import type { Candidate } from '../domain/candidate.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import { codings, type Element, elements, isElement, text } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { setsHolding } from './code-sets.ts';
import { type Diagnosis, icdCategories, type MappingInput } from './conditions.ts';
import { isMetastasis, type Tumours, tumoursOf } from './malignancy.ts';

/** The organ (or the organs still possible) that a set of codes states, in the order in which they are asked. */
export const SITES: readonly (readonly [set: string, possible: readonly string[], note?: string])[] = [
  ['nen-of-pancreas', ['pancreas']],
  ['nen-of-duodenum', ['duodenum']],
  ['nen-of-jejunum-ileum', ['jejunum-ileum']],
  ['nen-of-appendix', ['appendix']],
  ['nen-of-colon', ['colon']],
  ['nen-of-rectum', ['rectum']],
  ['nen-of-stomach', ['stomach']],
  ['nen-of-lung', ['lung']],
  ['nen-of-thymus', ['thymus']],
  ['nen-of-other-organ', ['other']],
  ['organ-pancreas-head', ['pancreas']],
  ['organ-pancreas-body-tail', ['pancreas']],
  ['organ-pancreas', ['pancreas']],
  ['organ-duodenum', ['duodenum']],
  ['organ-jejunum-ileum', ['jejunum-ileum']],
  ['organ-appendix', ['appendix']],
  ['organ-colon', ['colon']],
  ['organ-rectum', ['rectum']],
  ['organ-distal-stomach', ['distal-stomach']],
  ['organ-stomach', ['stomach']],
  ['organ-lung', ['lung']],
  ['organ-thymus', ['thymus']],
  ['organ-colorectal', ['colon', 'rectum'], 'rectosigmoid junction'],
  ['nen-of-large-intestine', ['appendix', 'colon', 'rectum'], 'large intestine, part not stated'],
  [
    'nen-of-intestine',
    ['duodenum', 'jejunum-ileum', 'appendix', 'colon', 'rectum'],
    'intestine, part not stated',
  ],
  ['nen-of-foregut', ['pancreas', 'duodenum', 'distal-stomach', 'stomach', 'lung', 'thymus'], 'foregut'],
  ['nen-of-midgut', ['duodenum', 'jejunum-ileum', 'appendix', 'colon'], 'midgut'],
  ['nen-of-hindgut', ['colon', 'rectum'], 'hindgut'],
];

/** What a diagnosis states about the organ of the primary. */
export interface StatedSite {
  readonly possible: readonly string[];
  readonly note?: string;
  readonly path: string;
}

/** The organ that a diagnosis of the primary states, by its code, else by its body site. */
export function siteOf(diagnosis: Diagnosis): StatedSite | undefined {
  // A stated antrum or a stated organ of the body site is more exact than a code of the whole stomach or gut.
  const byCode = siteIn(diagnosis.says);
  const byBody = siteIn(diagnosis.sites);
  if (byCode && byBody && isFiner(byBody.possible, byCode.possible)) {
    return { ...byBody, path: 'Condition.bodySite' };
  }
  if (byCode) return { ...byCode, path: 'Condition.code' };
  if (byBody) return { ...byBody, path: 'Condition.bodySite' };
  const other = icdCategories(diagnosis).some((category) => OTHER_ORGAN.test(category));
  return other ? { possible: ['other'], path: 'Condition.code' } : undefined;
}

/** ICD-10 categories of organs; the liver (C22) is no primary that metastasises to the liver. */
const OTHER_ORGAN = /^C(?!22)([0-6][0-9]|7[0-6])$/;

function siteIn(sets: ReadonlySet<string>): { possible: readonly string[]; note?: string } | undefined {
  if (sets.size === 0) return undefined;
  const found = SITES.find(([set]) => sets.has(set));
  if (!found) return undefined;
  const distal = found[0] === 'nen-of-stomach' && sets.has('organ-distal-stomach');
  const [, possible, note] = found;
  return { possible: distal ? ['distal-stomach'] : possible, ...(note === undefined ? {} : { note }) };
}

function isFiner(finer: readonly string[], than: readonly string[]): boolean {
  if (finer[0] === 'distal-stomach' && than[0] === 'stomach') return true;
  return finer.length < than.length && finer.every((word) => than.includes(word));
}

/** Diagnoses of the primary that state its organ; benign codes and personal history only when no other does. */
export function statedPrimaries(tumours: Tumours): { diagnosis: Diagnosis; site: StatedSite }[] {
  for (const group of [tumours.nen, [...tumours.benignNen, ...tumours.historyOfNen]]) {
    const stated = group.flatMap((diagnosis) => {
      const site = siteOf(diagnosis);
      return site ? [{ diagnosis, site }] : [];
    });
    if (stated.length > 0) return stated;
  }
  return [];
}

/** `primary.site` and `primary.part`; `scope`; what the diagnosis says about differentiation and grade. */
export function primaryCandidates(record: PatientRecord, codes: CodeSets, input: MappingInput): Candidate[] {
  const tumours = tumoursOf(record, codes, input);
  return [
    ...siteCandidates(tumours),
    ...scopeCandidates(tumours),
    ...differentiationCandidates(tumours),
    ...stageGrades(tumours, codes),
  ];
}

function word(
  fact: FactId,
  possible: readonly string[],
  diagnosis: Diagnosis,
  path: string,
  standing: Candidate['standing'],
  note?: string,
): Candidate {
  return {
    fact,
    value: { kind: 'word', possible },
    reference: diagnosis.reference,
    path,
    standing,
    ...(diagnosis.onset === undefined ? {} : { effective: diagnosis.onset }),
    ...(fact !== 'primary.site' || diagnosis.began === undefined ? {} : { onset: diagnosis.began }),
    ...(note === undefined ? {} : { note }),
  };
}

function siteCandidates(tumours: Tumours): Candidate[] {
  const stated = statedPrimaries(tumours);
  const exact = stated.filter(({ site }) => site.possible.length === 1);
  const kept = stated.filter(
    ({ site }) =>
      site.possible.length === 1 ||
      !exact.some((other) => site.possible.includes(other.site.possible[0] ?? '')),
  );
  const candidates = kept.map(({ diagnosis, site }) =>
    word('primary.site', site.possible, diagnosis, site.path, 'explicit', site.note),
  );
  for (const { diagnosis, site } of kept) {
    if (site.possible[0] !== 'pancreas') continue;
    const has = (set: string): boolean => diagnosis.says.has(set) || diagnosis.sites.has(set);
    const head = has('organ-pancreas-head');
    const tail = has('organ-pancreas-body-tail');
    if (head === tail) continue;
    const part = head ? 'pancreatic-head' : 'pancreatic-body-tail';
    candidates.push(word('primary.part', [part], diagnosis, site.path, 'explicit'));
  }
  if (candidates.length > 0) return candidates;
  const unconfirmed = tumours.unconfirmedNen.filter((diagnosis) => siteOf(diagnosis) !== undefined);
  if (unconfirmed.length > 0) return unconfirmed.map(notConfirmed);
  // An unknown primary is a diagnosis of its own; a carcinoid "of unspecified site" (C7A.00) states no site at all.
  return tumours.diagnoses
    .filter(
      (diagnosis) =>
        diagnosis.force === 'in-force' &&
        (diagnosis.says.has('unknown-primary') || diagnosis.sites.has('unknown-primary')),
    )
    .map((diagnosis) => word('primary.site', ['unknown-primary'], diagnosis, 'Condition.code', 'implied'));
}

function notConfirmed(diagnosis: Diagnosis): Candidate {
  return {
    fact: 'primary.site',
    value: { kind: 'none', reason: 'not-confirmed', text: 'neuroendocrine neoplasm not confirmed' },
    reference: diagnosis.reference,
    path: 'Condition.verificationStatus',
    standing: 'explicit',
    ...(diagnosis.onset === undefined ? {} : { effective: diagnosis.onset }),
  };
}

export const SCOPES: readonly (readonly [set: string, word: string])[] = [
  ['scope-mixed-neoplasm', 'mixed-neoplasm'],
  ['morphology-mixed', 'mixed-neoplasm'],
  ['scope-paraganglioma', 'paraganglioma'],
  ['scope-medullary-thyroid', 'medullary-thyroid'],
];

/** Entities without a rule in the sources: in force, or past when no other neuroendocrine neoplasm is on record. */
function scopeCandidates(tumours: Tumours): Candidate[] {
  const scopeOf = (diagnosis: Diagnosis): string | undefined =>
    SCOPES.find(([set]) => diagnosis.says.has(set))?.[1];
  const metastases = tumours.diagnoses.filter(
    (diagnosis) => isMetastasis(diagnosis) && diagnosis.force === 'in-force',
  );
  const inScope = tumours.nen.some((diagnosis) => scopeOf(diagnosis) === undefined);
  return [...tumours.nen, ...metastases].flatMap((diagnosis) => {
    const scope = scopeOf(diagnosis);
    if (scope === undefined || (diagnosis.force === 'past' && inScope)) return [];
    return [word('scope', [scope], diagnosis, 'Condition.code', 'explicit')];
  });
}

/** What morphology and diagnosis codes imply; the morphology of a diagnosis goes before its code. */
function differentiationCandidates(tumours: Tumours): Candidate[] {
  const relevant = tumours.diagnoses.filter(
    (diagnosis) =>
      (diagnosis.force === 'in-force' || diagnosis.force === 'past') &&
      (tumours.nen.includes(diagnosis) || isMetastasis(diagnosis)),
  );
  const byMorphology = relevant.flatMap((diagnosis) => {
    const degree = degreeIn(diagnosis.morphology, 'morphology');
    const path = 'Condition.extension.value.ofType(CodeableConcept)';
    return degree
      ? [word('differentiation', [degree], diagnosis, path, 'implied', 'implied by the morphology')]
      : [];
  });
  const differentiation =
    byMorphology.length > 0
      ? byMorphology
      : relevant.flatMap((diagnosis) => {
          const degree = degreeIn(diagnosis.says, 'diagnosis') ?? degreeIn(diagnosis.says, 'morphology');
          return degree
            ? [
                word(
                  'differentiation',
                  [degree],
                  diagnosis,
                  'Condition.code',
                  'implied',
                  'implied by the diagnosis code',
                ),
              ]
            : [];
        });
  const grades = relevant.flatMap((diagnosis) => {
    const grade = gradeIn(diagnosis.says);
    return grade ? [word('grade.reported', [grade], diagnosis, 'Condition.code', 'implied')] : [];
  });
  return [...differentiation, ...grades];
}

function degreeIn(sets: ReadonlySet<string>, kind: 'morphology' | 'diagnosis'): 'well' | 'poor' | undefined {
  const well = sets.has(`${kind}-well-differentiated`);
  const poor = sets.has(`${kind}-poorly-differentiated`);
  if (well === poor) return undefined;
  return well ? 'well' : 'poor';
}

const GRADES = { 'grade-g1': 'G1', 'grade-g2': 'G2', 'grade-g3': 'G3' } as const;

function gradeIn(sets: Iterable<string>): string | undefined {
  const found = new Set<string>();
  for (const set of sets) if (set in GRADES) found.add(GRADES[set as keyof typeof GRADES]);
  return found.size === 1 ? [...found][0] : undefined;
}

/** `Condition.stage` with a grade: a code of the grade sets, a word of the local code system, or just `G2`. */
function stageGrades(tumours: Tumours, codes: CodeSets): Candidate[] {
  const candidates: Candidate[] = [];
  for (const diagnosis of [...tumours.nen, ...tumours.nenMetastases]) {
    elements((diagnosis.resource as unknown as Element).stage).forEach((stage, index) => {
      const grade = gradeOfStage(stage, codes);
      if (grade === undefined) return;
      const path = `Condition.stage[${index}].summary`;
      candidates.push(word('grade.reported', [grade], diagnosis, path, 'explicit'));
    });
  }
  return candidates;
}

function gradeOfStage(stage: Element, codes: CodeSets): string | undefined {
  const summary = codings(stage.summary);
  const local = summary
    .filter(({ system }) => system === SYSTEMS.local)
    .map(({ code }) => /^grade\.reported\.(G[123])$/.exec(code)?.[1])
    .find((grade) => grade !== undefined);
  if (local !== undefined) return local;
  const coded = gradeIn(summary.flatMap(({ system, code }) => setsHolding(codes, system, code)));
  if (coded !== undefined) return coded;
  const gradeType = codings(stage.type).some(({ system, code }) =>
    setsHolding(codes, system, code).includes('histologic-grade'),
  );
  const written = isElement(stage.summary) ? text(stage.summary.text) : undefined;
  return gradeType && written !== undefined && /^G[123]$/.test(written.trim()) ? written.trim() : undefined;
}
