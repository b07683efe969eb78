import { type Day, parseDate } from './calendar.ts';
import type { Candidate } from './candidate.ts';
import { type FactId, factDefinition } from './fact-catalogue.ts';
import type { Fact, Issue, RecordContext, RecordedFacts, Source, UnknownReason, Value } from './facts.ts';
import { type RecordLimitValues, recordLimits } from './record-limits.ts';
import { agreedAge, grownOlder } from './resolve-age.ts';
import { agree, unite } from './resolve-agreement.ts';
import { recount } from './resolve-cleared.ts';
import {
  ageContradiction,
  contradiction,
  countContradiction,
  saysTheSame,
} from './resolve-contradictions.ts';
import { outdatedMonths, stableMonths } from './resolve-course.ts';
import {
  ageInDays,
  type Dated,
  dated,
  type Ignored,
  IssueList,
  mostRecent,
  sourceOf,
} from './resolve-dating.ts';
import { leftByWhipple, recurrence, timing } from './resolve-derived.ts';
import { laterImplied, spreadContradiction } from './resolve-later.ts';
import { pastTreatments } from './resolve-prior.ts';
import { gradedSpecimens, specimens } from './resolve-specimens.ts';

export interface ResolveInput {
  /** `Patient/123`. */
  readonly subject: string;
  /** Evaluation date, YYYY-MM-DD. */
  readonly date: string;
  /** Facts whose sources could not be read. */
  readonly unreadable: readonly FactId[];
  readonly context: RecordContext;
  /** Every numeric limit that reads a fact: values of one day on both sides of one are in conflict. */
  readonly cutpoints: (fact: FactId) => readonly number[];
  /** Age limits of the site in days, in place of the ones in the table of facts. */
  readonly ageLimits?: Readonly<Partial<Record<FactId, number>>>;
  /** Numbers of the site by which the record is read, in place of the built-in ones. */
  readonly recordLimits?: Partial<RecordLimitValues>;
}

/** What is asked about the facts, with the numbers in force. */
interface Asked extends ResolveInput {
  /** This many times its age limit, a fact is too old to count as recorded. */
  readonly notRecordedAfter: number;
}

export interface Resolved {
  readonly recorded: RecordedFacts;
  readonly issues: readonly Issue[];
}

/**
 * Decides between the statements of a record: what is stated comes before what is implied, the most recent before the
 * older, the dated before the undated; two values of one day that lead to different answers are a conflict. Nothing is
 * assumed here: a fact that is not on record has no entry.
 *
 * A value older than its age limit is flagged; older than twice the limit (`not-recorded`) it is unknown with reason `stale` and keeps
 * the old `value`, so that the absence policies can tell whether it had closed an option.
 */
export function resolve(candidates: readonly Candidate[], given: ResolveInput): Resolved {
  const numbers = recordLimits(given.recordLimits);
  const input: Asked = { ...given, notRecordedAfter: numbers['not-recorded'] };
  const today = input.date.length === 10 ? parseDate(input.date)?.first : undefined;
  if (today === undefined) throw new Error('evaluation date: expected YYYY-MM-DD');
  const { usable: asStated, ignored, issues: dateIssues } = dated(candidates, today);
  const usable = asStated.map((one) => grownOlder(one, today));
  const issues = new IssueList();
  for (const { candidate } of usable) flagUnused(issues, candidate);

  const removed = usable.filter(({ candidate }) => candidate.removed);
  const byFact = grouped(removed.length === 0 ? usable : usable.filter((one) => !removed.includes(one)));
  const ignoredByFact = new Map<FactId, Ignored[]>();
  for (const one of ignored) put(ignoredByFact, one.candidate.fact, one);

  const facts: Partial<Record<FactId, Fact>> = {};
  const keep = (fact: Fact | undefined): void => {
    if (fact) facts[fact.id] = withIgnored(fact, ignoredByFact.get(fact.id));
  };
  for (const [id, group] of byFact) {
    if (id === 'prior' || id === 'ki67' || id === 'mitoses') continue;
    keep(decide(id, group, today, input));
  }
  const { fact: prior, prior: past } = pastTreatments(
    byFact.get('prior') ?? [],
    today,
    numbers['drug-in-force'],
  );
  keep(prior);
  const ki67 = specimens('ki67', byFact.get('ki67') ?? []);
  keep(ki67.fact ?? unknownOf('ki67', byFact.get('ki67') ?? []));
  const mitoses = specimens('mitoses', byFact.get('mitoses') ?? []);
  keep(mitoses.fact ?? unknownOf('mitoses', byFact.get('mitoses') ?? []));

  const recounted = recount(facts['liver.lesion-count'], byFact);
  if (recounted?.fact) facts['liver.lesion-count'] = recounted.fact;
  const course = byFact.get('disease-course') ?? [];
  const months = outdatedMonths(facts['stable-months'], course, today, numbers['course-observed']);
  if (months) facts['stable-months'] = months;

  // Derivations stand in only for what no record states. Where one contradicts the record, that is said.
  const contradictions: (Issue | undefined)[] = [recounted?.issue];
  const derive = (fact: Fact | undefined): void => {
    const stated = fact && facts[fact.id];
    if (fact && stated === undefined) facts[fact.id] = fact;
    else if (fact && stated?.state === 'unknown') facts[fact.id] = withSources(fact, stated.sources);
    else if (fact && stated) contradictions.push(contradiction(stated, fact));
  };
  derive(stableMonths(course, today, numbers['course-observed']));
  derive(timing(byFact, today, numbers.synchronous));
  derive(recurrence(byFact, numbers.residual));
  const forCure = byFact.get('whipple')?.some(({ candidate }) => candidate.curative !== false);
  for (const left of leftByWhipple(facts, forCure)) derive(left);
  contradictions.push(
    countContradiction(facts['liver.lesion-count'], byFact.get('liver.lesion-count') ?? []),
  );
  contradictions.push(spreadContradiction(facts.extrahepatic, byFact.get('extrahepatic') ?? []));
  const ages = byFact.get('age') ?? [];
  const age = agreedAge(
    facts.age,
    ages,
    asStated.filter(({ candidate }) => candidate.fact === 'age'),
    today,
  );
  if (age) facts.age = age;
  contradictions.push(
    ageContradiction(
      facts.age,
      ages.map(({ candidate }) => candidate),
    ),
  );
  const nodes = nodesInPlace(removed, byFact.get('extrahepatic') ?? [], facts.extrahepatic, today, input);
  const graded = gradedSpecimens(byFact.get('grade.reported') ?? []);
  return {
    recorded: {
      subject: input.subject,
      facts,
      kiSpecimens: ki67.kept,
      mitosesSpecimens: mitoses.kept,
      prior: past,
      unreadable: input.unreadable,
      context: {
        ...input.context,
        ...(nodes === undefined ? {} : { extrahepaticWithNodes: nodes }),
        ...(graded === undefined ? {} : { gradedSpecimens: graded }),
      },
    },
    issues: [...dateIssues, ...issues.list, ...contradictions.filter((issue) => issue !== undefined)],
  };
}

/**
 * `extrahepatic` as it is when nothing is assumed: with the lymph node metastases from before the resection of the
 * primary still in place. Undefined when that makes no difference.
 */
function nodesInPlace(
  nodes: readonly Dated[],
  others: readonly Dated[],
  without: Fact | undefined,
  today: Day,
  input: Asked,
): Fact | undefined {
  if (nodes.length === 0) return undefined;
  const fact = decide('extrahepatic', [...others, ...nodes], today, input);
  return saysTheSame(fact, without) ? undefined : fact;
}

function grouped(usable: readonly Dated[]): ReadonlyMap<FactId, readonly Dated[]> {
  const byFact = new Map<FactId, Dated[]>();
  for (const one of usable) put(byFact, one.candidate.fact, one);
  return byFact;
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** A value that could not be used, or is not written as it should be, is said once per resource. */
function flagUnused(issues: IssueList, { value, reference, standing, flag }: Candidate): void {
  if (value.kind !== 'none') {
    if (flag !== undefined) issues.add('warning', reference, flag);
    return;
  }
  const isMinor = value.reason === 'not-final' || value.text.startsWith('data absent');
  const isDerived = standing === 'implied' && value.reason === 'absent';
  const severity = isMinor || isDerived ? 'information' : 'warning';
  if (value.text !== 'no value') issues.add(severity, reference, value.text);
}

function decide(id: FactId, all: readonly Dated[], today: Day, input: Asked): Fact | undefined {
  const valued = all.filter(({ candidate }) => candidate.value.kind !== 'none');
  if (valued.length === 0) return unknownOf(id, all);
  const limit = input.ageLimits?.[id] ?? factDefinition(id).ageLimitDays;
  const tooOld = limit === undefined ? undefined : input.notRecordedAfter * limit;
  const group = deciding(id, valued, today, limit, tooOld);
  const together = agreement(id, group, input.cutpoints(id));
  const age = ageInDays(group, today);
  const sources = all.map((one) => describe(one, group, together === 'conflicting'));
  const newest = group.reduce((a, b) => ((b.range?.first ?? -1) > (a.range?.first ?? -1) ? b : a));
  const effective = newest.range?.text;
  const note = notesOf(group);
  const frame = {
    id,
    sources,
    ...(effective === undefined ? {} : { effective }),
    ...(note === undefined ? {} : { note }),
  };
  const isOld = (days: number): boolean => age !== undefined && limit !== undefined && age > days;
  const { endsAs } = factDefinition(id);
  if (endsAs !== undefined && isOld(limit ?? 0)) {
    const over = `recorded more than ${limit} days ago: a pregnancy ends by itself`;
    return {
      ...frame,
      state: 'known',
      value: { kind: 'word', possible: [endsAs] },
      stale: false,
      note: over,
    };
  }
  if (isOld(tooOld ?? 0) && !isState(group)) {
    const value = together === 'conflicting' ? possibleOf(group) : together;
    return {
      ...frame,
      state: 'unknown',
      reason: 'stale',
      stale: true,
      sources: sources.map((source) => (source.used ? { ...source, used: false, note: 'too old' } : source)),
      ...(value ? { value } : {}),
      note: `the last value is older than ${tooOld} days`,
    };
  }
  const stale = isOld(limit ?? 0);
  if (together === 'conflicting') {
    return {
      ...frame,
      state: 'conflicting',
      reason: 'conflicting',
      stale,
      note: `${group.length} records of one day contradict each other`,
    };
  }
  return { ...frame, state: 'known', value: together, stale };
}

/**
 * The statements that decide: those made in so many words before those that a diagnosis or an operation implies,
 * whatever the dates. Only one that is past its age limit gives way to an implied one within it, one that is too old to
 * count to a younger one, and a few to what has come about since.
 */
function deciding(
  id: FactId,
  valued: readonly Dated[],
  today: Day,
  limit: number | undefined,
  tooOld: number | undefined,
): readonly Dated[] {
  const of = (standing: Candidate['standing']): readonly Dated[] => {
    const ranked = valued.filter(({ candidate }) => candidate.standing === standing);
    if (id === 'grade.reported') return highestGrade(ranked);
    if (!isUnited(id, ranked)) return mostRecent(ranked);
    const inTime = ranked.filter((one) => tooOld === undefined || (ageInDays([one], today) ?? 0) <= tooOld);
    return isState(ranked) || inTime.length === 0 ? ranked : inTime;
  };
  const explicit = of('explicit');
  const implied = of('implied');
  if (explicit.length === 0) return implied;
  const later = laterImplied(id, explicit, implied);
  if (later.length > 0) return later;
  if (implied.length === 0 || limit === undefined || tooOld === undefined) return explicit;
  const stated = ageInDays(explicit, today) ?? 0;
  const other = ageInDays(implied, today) ?? Number.POSITIVE_INFINITY;
  return (stated > limit && other <= limit) || (stated > tooOld && other < stated) ? implied : explicit;
}

/** Of several reported grades the highest decides, whatever the dates: they may be of several specimens. */
function highestGrade(reported: readonly Dated[]): readonly Dated[] {
  const gradeOf = ({ candidate: { value } }: Dated): string =>
    value.kind === 'word' ? ([...value.possible].sort().pop() ?? '') : '';
  let highest = '';
  for (const one of reported) if (gradeOf(one) > highest) highest = gradeOf(one);
  return reported.filter((one) => gradeOf(one) === highest);
}

/** Facts of which every record counts and not the last one only. */
function isUnited(id: FactId, group: readonly Dated[]): boolean {
  return id === 'liver.segments' || isState(group);
}

/**
 * Metastases outside the liver, as their diagnoses in force imply them, are a state: each counts, and none is too old
 * to be true.
 */
function isState(group: readonly Dated[]): boolean {
  return group.every(
    ({ candidate }) => candidate.fact === 'extrahepatic' && candidate.standing === 'implied',
  );
}

function agreement(id: FactId, group: readonly Dated[], cutpoints: readonly number[]): Value | 'conflicting' {
  const values = group.map(({ candidate }) => candidate.value).filter((value) => value.kind !== 'none');
  const said = values.flatMap((value) => (value.kind === 'word' ? value.possible : []));
  if (isState(group) && said.includes('unspecified')) return { kind: 'word', possible: ['unspecified'] };
  // A target lesion in response and a stable one beside it: no rule tells the two apart.
  if (id === 'disease-course' && said.every((word) => word === 'stable' || word === 'responding')) {
    return { kind: 'word', possible: [...new Set(said)] };
  }
  const sets = values.filter((value) => value.kind === 'set');
  const [first, ...others] = sets;
  if (first) return others.reduce(unite, first);
  return agree(values, cutpoints);
}

/** All words of a conflict, so that an old one that closed an option is still seen. */
function possibleOf(group: readonly Dated[]): Value | undefined {
  const words = group.flatMap(({ candidate }) =>
    candidate.value.kind === 'word' ? candidate.value.possible : [],
  );
  return words.length > 0 ? { kind: 'word', possible: [...new Set(words)] } : undefined;
}

function describe(one: Dated, group: readonly Dated[], conflicting: boolean): Source {
  const isIn = group.some(
    ({ candidate }) =>
      candidate.reference === one.candidate.reference && candidate.path === one.candidate.path,
  );
  if (isIn) return sourceOf(one, true, conflicting ? 'contradicted by a record of the same day' : undefined);
  if (one.candidate.value.kind === 'none') return sourceOf(one, false, one.candidate.value.text);
  const byRank = group.every(({ candidate }) => candidate.standing === 'explicit');
  const note =
    byRank && one.candidate.standing === 'implied'
      ? 'implied only; an explicit statement decides'
      : one.candidate.fact === 'grade.reported'
        ? 'a higher grade decides'
        : one.range
          ? 'a more recent value decides'
          : 'a dated value decides';
  return sourceOf(one, false, note);
}

function notesOf(group: readonly Dated[]): string | undefined {
  const notes = group.flatMap((one) => [one.candidate.note, one.note]).filter((note) => note !== undefined);
  return notes.length > 0 ? [...new Set(notes)].join('; ') : undefined;
}

/** No statement gives a value: the reason of the most recent one. */
function unknownOf(id: FactId, all: readonly Dated[]): Fact | undefined {
  const [one] = mostRecent(all);
  if (one?.candidate.value.kind !== 'none') return undefined;
  const reason: UnknownReason = one.candidate.value.reason;
  return {
    id,
    state: 'unknown',
    reason,
    stale: false,
    sources: all.map((each) =>
      sourceOf(each, false, each.candidate.value.kind === 'none' ? each.candidate.value.text : undefined),
    ),
    note: one.candidate.value.text,
  };
}

/** The fact with what else is on record of it. */
function withSources(fact: Fact, others: readonly Source[]): Fact {
  const added = others.filter(
    ({ reference, path }) => !fact.sources.some((own) => own.reference === reference && own.path === path),
  );
  return added.length === 0 ? fact : { ...fact, sources: [...fact.sources, ...added] };
}

function withIgnored(fact: Fact, ignored: readonly Ignored[] | undefined): Fact {
  if (!ignored) return fact;
  const sources = ignored.map(
    ({ candidate, note, effective }): Source => ({
      reference: candidate.reference,
      path: candidate.path,
      used: false,
      note,
      ...(effective === undefined ? {} : { effective }),
    }),
  );
  return { ...fact, sources: [...fact.sources, ...sources] };
}
