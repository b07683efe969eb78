import type { Resource } from '@medplum/fhirtypes';
import type { Candidate } from '../domain/candidate.ts';
import { type DateRange, parseDate } from '../domain/calendar.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import { codings, type Element, elements, isElement } from '../fhir/elements.ts';
import type { PatientRecord } from '../fhir/record.ts';
import type { CodeSets } from './code-set.ts';
import { dateOf, standingOf } from './observation.ts';
import { type Selection, selection } from './selection.ts';

/** Imaging of which only the day matters: which resources record it, and which code sets name it. */
export interface StudyLookup {
  readonly fact: FactId;
  readonly codeSets: readonly string[];
  /** An ImagingStudy with the modality CT or MR and a series of the liver counts as well. */
  readonly ofLiver?: boolean;
  readonly sources: readonly { readonly type: StudyType; readonly select: Selection }[];
}
type StudyType = 'DiagnosticReport' | 'ImagingStudy' | 'Procedure';

/** The date comes from the first of these elements that is there. */
export const STUDY_SOURCES: StudyLookup['sources'] = [
  { type: 'DiagnosticReport', select: selection('DiagnosticReport.effective | DiagnosticReport.issued') },
  { type: 'ImagingStudy', select: selection('ImagingStudy.started') },
  { type: 'Procedure', select: selection('Procedure.performed') },
];

export const STAGING: readonly StudyLookup[] = [
  {
    fact: 'staging.cross-sectional',
    codeSets: ['ct-abdomen', 'mr-abdomen'],
    ofLiver: true,
    sources: STUDY_SOURCES,
  },
  { fact: 'staging.functional', codeSets: ['sstr-imaging'], sources: STUDY_SOURCES },
];

/** Modalities that show the liver in sections (DICOM attribute 0008,0060). */
const SECTIONAL = new Set(['CT', 'MR']);

/** Imaging studies that name modality and body part instead of a procedure: CT or MR of the liver. */
function studiesOfLiver(record: PatientRecord, codes: CodeSets): readonly Resource[] {
  const liver = codes.get('body-site-liver');
  return record.all('ImagingStudy').filter((study) => {
    const element = study as unknown as Element;
    const modalities = [...elements(element.modality)];
    return elements(element.series).some((series) => {
      const own = isElement(series.modality) ? [series.modality] : modalities;
      const isSectional = own.some(({ code }) => typeof code === 'string' && SECTIONAL.has(code));
      return (
        isSectional &&
        codings({ coding: [series.bodySite] }).some(({ system, code }) => liver.has(system, code))
      );
    });
  });
}

/** The dates of CT or MR of the liver and of somatostatin-receptor imaging. */
export function stagingCandidates(record: PatientRecord, codes: CodeSets): Candidate[] {
  const candidates: Candidate[] = [];
  for (const entry of STAGING) {
    for (const study of studies(record, codes, entry)) {
      const { effective } = study;
      const range = parseDate(effective);
      candidates.push({
        fact: entry.fact,
        value:
          study.standing === 'not-final'
            ? { kind: 'none', reason: 'not-final', text: 'study is not final; not used' }
            : range
              ? { kind: 'date', ...range }
              : { kind: 'none', reason: 'absent', text: 'study without a possible date; not used' },
        reference: record.reference(study.resource),
        path: study.path,
        standing: 'explicit',
        ...(effective === undefined ? {} : { effective }),
      });
    }
  }
  return candidates;
}

interface Study {
  readonly resource: Resource;
  readonly standing: 'final' | 'not-final';
  readonly path: string;
  readonly effective?: string;
}

function studies(
  record: PatientRecord,
  codes: CodeSets,
  entry: Pick<StudyLookup, 'codeSets' | 'sources' | 'ofLiver'>,
): Study[] {
  const found: Study[] = [];
  for (const { type, select } of entry.sources) {
    const seen = new Set<Resource>();
    const named = entry.codeSets.flatMap((name): readonly Resource[] =>
      record.withCode(type, codes.get(name)),
    );
    const shown = type === 'ImagingStudy' && entry.ofLiver ? studiesOfLiver(record, codes) : [];
    for (const resource of [...named, ...shown]) {
      const standing = studyStanding(resource as unknown as Element);
      if (standing === 'void' || seen.has(resource)) continue;
      seen.add(resource);
      const { effective } = dateOf(record, resource);
      found.push({
        resource,
        standing,
        path: select.expression,
        ...(effective === undefined ? {} : { effective }),
      });
    }
  }
  return found;
}

/** A study that took place: a final report, an available study, a completed procedure. */
function studyStanding(resource: Element): 'final' | 'not-final' | 'void' {
  switch (resource.resourceType) {
    case 'ImagingStudy':
      return resource.status === 'available'
        ? 'final'
        : resource.status === 'registered'
          ? 'not-final'
          : 'void';
    case 'Procedure':
      return resource.status === 'completed'
        ? 'final'
        : resource.status === 'in-progress'
          ? 'not-final'
          : 'void';
    default:
      return standingOf(resource);
  }
}

/** Sets whose last result or study is asked for by day only. */
const MARKERS = [
  'chromogranin-a',
  '5-hiaa',
  'gastrin',
  'insulin',
  'c-peptide',
  'pancreatic-polypeptide',
  'vip',
  'glucagon',
  'calcitonin',
  'somatostatin',
] as const;

/** Dates of the last result of each tumour marker and hormone, up to the evaluation date. */
export function markerDates(
  record: PatientRecord,
  codes: CodeSets,
  date: string,
): Readonly<Record<string, string>> {
  const dates: Record<string, string> = {};
  for (const name of MARKERS) {
    const days: (string | undefined)[] = [];
    for (const resource of record.withCode('Observation', codes.get(name))) {
      const element = resource as unknown as Element;
      if (standingOf(element) !== 'final' || element.dataAbsentReason !== undefined) continue;
      days.push(dateOf(record, resource).effective);
    }
    const last = latest(days, date);
    if (last !== undefined) dates[name] = last;
  }
  return dates;
}

/** The date of the last echocardiogram up to the evaluation date (report, study, procedure or measurement). */
export function echocardiogramDate(record: PatientRecord, codes: CodeSets, date: string): string | undefined {
  const set = { codeSets: ['echocardiography'], sources: STUDY_SOURCES };
  const days = studies(record, codes, set)
    .filter((study) => study.standing === 'final')
    .map((study) => study.effective);
  for (const resource of record.withCode('Observation', codes.get('echocardiography'))) {
    if (standingOf(resource as unknown as Element) === 'final') days.push(dateOf(record, resource).effective);
  }
  return latest(days, date);
}

function latest(days: readonly (string | undefined)[], date: string): string | undefined {
  const today = parseDate(date);
  let last: DateRange | undefined;
  for (const day of days) {
    const range = parseDate(day);
    if (!range || !today || range.first > today.last) continue;
    if (!last || range.first > last.first) last = range;
  }
  return last?.text;
}
