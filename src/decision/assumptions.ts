import { type Day, monthsBetween, parseDate } from '../domain/calendar.ts';
import {
  type AbsencePolicy,
  FACT_IDS,
  type FactId,
  factDefinition,
  TREATMENTS,
  type Treatment,
} from '../domain/fact-catalogue.ts';
import type { Fact, RecordedFacts, Value } from '../domain/facts.ts';
import { numberOf } from './atom.ts';
import { type Limits, limits, use } from './parameters.ts';

/** What is taken for granted of lymph node metastases that were there before the resection of the primary. */
export const NODES_REMOVED =
  'lymph node metastases from before the resection of the primary: read as removed with it';

/** A treatment of the past: given, not given (assumed when nothing is on record), or unknown. */
export type Given = 'yes' | 'no' | 'unknown';

/** The facts after the absence policies: every fact has an entry, and every assumption is marked as one. */
export interface Assumed {
  readonly recorded: RecordedFacts;
  /** The facts by number, in the order of the catalogue. */
  readonly list: readonly Fact[];
  /** The facts of a patient of whom nothing is on record: one in the list that stands here too is the same for all. */
  readonly silent: readonly Fact[];
  readonly given: Readonly<Record<Treatment, Given>>;
  readonly today: Day;
  readonly strict: boolean;
}

/** Sites for which silence on hormones does not disarm the carcinoid guards (operational definition). */
export const SITES_THAT_MAY_SECRETE = ['jejunum-ileum', 'appendix', 'colon', 'lung', 'unknown-primary'];
const ECHOCARDIOGRAM_DAYS = use('echocardiogram-days');

const NOTHING_GIVEN: Value = { kind: 'set', members: [], complete: true };

function word(value: string): Value {
  return { kind: 'word', possible: [value] };
}

/** What the silence of the record means for a fact. */
interface Policy {
  readonly absence: AbsencePolicy;
  readonly value: Value;
  readonly text: string;
}

const POLICIES: readonly Policy[] = FACT_IDS.map((id) => {
  const { type, absence, assumed, absenceText } = factDefinition(id);
  return { absence, value: type === 'set' ? NOTHING_GIVEN : word(assumed ?? 'no'), text: absenceText };
});

/** A fact with every member in its place: reading one costs the same for all of them. */
function whole({ id, state, value, reason, stale, effective, sources, note }: Fact): Fact {
  return { id, state, value, reason, stale, effective, sources, note };
}

/** The facts of a patient while the absence policies are applied. */
class FactsInProgress {
  readonly #recorded: RecordedFacts;
  readonly #strict: boolean;
  readonly list: readonly Fact[];

  constructor(recorded: RecordedFacts, strict: boolean, silent?: readonly Fact[]) {
    this.#recorded = recorded;
    this.#strict = strict;
    this.list = FACT_IDS.map((id, number) => {
      const shared = this.#isUnspokenOf(id) ? silent?.[number] : undefined;
      return shared ?? this.#start(id, POLICIES[number] as Policy);
    });
  }

  /** Nothing is on record, and whatever there is could be read. */
  #isUnspokenOf(id: FactId): boolean {
    const { facts, prior } = this.#recorded;
    return facts[id] === undefined && !this.#unreadable(id) && (id !== 'prior' || prior.length === 0);
  }

  #start(id: FactId, { absence, value, text }: Policy): Fact {
    const fact = this.onRecord(id);
    if (fact) return whole(fact);
    const { prior } = this.#recorded;
    if (id === 'prior' && prior.length > 0) {
      const members = prior.map(({ what }) => what);
      const given: Value = { kind: 'set', members, complete: true };
      return whole({ id, state: 'known', value: given, stale: false, sources: [] });
    }
    if (absence === 'no' && !(id === 'nelm' && this.#unreadable(id))) return this.#derived(id, value, text);
    return absence === 'assume' ? this.#assumed(id, value, text) : this.#nothing(id);
  }

  /** The record of a fact, unless it is too old to count. */
  onRecord(id: FactId): Fact | undefined {
    const fact = this.#recorded.facts[id];
    if (!fact) return undefined;
    // Too old counts as not recorded, unless the old value closed an option: then the question is asked anew.
    if (fact.state === 'unknown' && fact.reason === 'stale' && !closes(id, fact)) return undefined;
    return fact;
  }

  #unreadable(id: FactId): boolean {
    const { unreadable } = this.#recorded;
    return unreadable.length > 0 && unreadable.includes(id);
  }

  #nothing(id: FactId): Fact {
    const unreadable = this.#unreadable(id);
    const fact = this.#recorded.facts[id];
    if (fact && !unreadable) return whole(fact);
    return whole({
      id,
      state: 'unknown',
      reason: unreadable ? 'unreadable' : 'absent',
      stale: false,
      sources: fact?.sources ?? [],
      note: unreadable ? 'the records could not be read' : undefined,
    });
  }

  #assumed(id: FactId, value: Value, note: string): Fact {
    return this.#strict || this.#unreadable(id) ? this.#nothing(id) : this.#derived(id, value, note);
  }

  #derived(id: FactId, value: Value, note: string): Fact {
    const old = this.#recorded.facts[id];
    const tooOld = old?.reason === 'stale';
    return whole({
      id,
      state: 'assumed',
      value,
      reason: tooOld ? 'stale' : undefined,
      stale: false,
      sources: old?.sources ?? [],
      note: tooOld
        ? `the last record${old.effective ? ` (${old.effective})` : ''} is too old to count; ${note}`
        : note,
    });
  }

  at(id: FactId): Fact {
    return this.list[numberOf(id)] as Fact;
  }

  /** Is nothing on record, and nothing taken in its place so far? */
  isOpen(id: FactId): boolean {
    return this.at(id).state === 'unknown' && this.onRecord(id) === undefined;
  }

  /** Is nothing on record at all, not even something too old to count? */
  isSilent(id: FactId): boolean {
    return this.#recorded.facts[id] === undefined && this.at(id).state === 'unknown';
  }

  /** The words that a fact can still take. */
  possible(id: FactId): readonly string[] {
    const { value } = this.at(id);
    if (value?.kind === 'word') return value.possible;
    const definition = factDefinition(id);
    return definition.type === 'word' ? definition.words : [];
  }

  /** Assumes a value; not in strict mode, and not where the records could not be read. */
  assume(id: FactId, assumed: string, note: string): void {
    this.#put(this.#assumed(id, word(assumed), note));
  }

  /** Reads a value from other facts, in strict mode too. */
  derive(id: FactId, possible: readonly string[], note: string): void {
    this.#put(this.#derived(id, { kind: 'word', possible }, note));
  }

  #put(fact: Fact): void {
    (this.list as Fact[])[numberOf(fact.id)] = fact;
  }
}

/** A record that holds nothing. */
export const NO_RECORD: RecordedFacts = {
  subject: '',
  facts: {},
  kiSpecimens: [],
  mitosesSpecimens: [],
  prior: [],
  unreadable: [],
  context: { markers: {}, activeOrders: [] },
};
const SILENT = new FactsInProgress(NO_RECORD, false).list;
const SILENT_STRICT = new FactsInProgress(NO_RECORD, true).list;

/**
 * Applies the absence policy of every fact. Nothing that was searched for and could not be read is assumed; in strict
 * mode nothing is.
 * @throws Error when the date is no calendar day.
 */
export function assume(
  recorded: RecordedFacts,
  date: string,
  strict: boolean,
  values: Limits = limits(),
): Assumed {
  const range = parseDate(date);
  const today = range?.first;
  if (today === undefined || today !== range?.last || date !== range.text)
    throw new Error('evaluation date: expected YYYY-MM-DD');
  const silent = strict ? SILENT_STRICT : SILENT;
  const facts = new FactsInProgress(strict ? withNodes(recorded) : recorded, strict, silent);
  assumeTumour(facts);
  assumeHeart(facts, today, recorded.context.echocardiogram, values[ECHOCARDIOGRAM_DAYS]);
  assumeSpread(facts, recorded.context.extrahepaticWithNodes !== undefined);
  return { recorded, list: facts.list, silent, given: treatments(recorded, strict), today, strict };
}

/** In strict mode lymph nodes do not count as removed. */
function withNodes(recorded: RecordedFacts): RecordedFacts {
  const { extrahepaticWithNodes: extrahepatic } = recorded.context;
  return extrahepatic === undefined ? recorded : { ...recorded, facts: { ...recorded.facts, extrahepatic } };
}

function assumeTumour(facts: FactsInProgress): void {
  if (
    facts.isOpen('primary.status') &&
    facts.possible('primary.site').every((site) => site === 'unknown-primary')
  ) {
    facts.assume('primary.status', 'occult', 'occult: the site is an unknown primary');
  }
  if (facts.isOpen('syndrome')) {
    const sites = facts.at('primary.site').value ? facts.possible('primary.site') : undefined;
    // Refractory hormonal symptoms on record are a statement that there is a syndrome.
    const symptoms =
      facts.at('syndrome.refractory').value !== undefined &&
      facts.possible('syndrome.refractory').includes('yes');
    if (sites && !symptoms && !sites.some((site) => SITES_THAT_MAY_SECRETE.includes(site)))
      facts.assume('syndrome', 'none', 'no record of hormonal symptoms: assumed none');
  }
  if (
    facts.isOpen('syndrome.refractory') &&
    facts.at('syndrome').value &&
    facts.possible('syndrome').every((syndrome) => syndrome === 'none')
  ) {
    facts.derive('syndrome.refractory', ['no'], 'no syndrome, hence none refractory');
  }
}

/** @param counts days for which an echocardiogram counts */
function assumeHeart(
  facts: FactsInProgress,
  today: Day,
  echocardiogram: string | undefined,
  counts: number,
): void {
  if (!facts.isOpen('heart-disease')) return;
  const mayBeCarcinoid = !facts.at('syndrome').value || facts.possible('syndrome').includes('carcinoid');
  const echo = parseDate(echocardiogram);
  const examined = echo !== undefined && today - echo.first <= counts && echo.first <= today;
  if (examined) facts.assume('heart-disease', 'none', 'echocardiogram on record, no heart disease recorded');
  else if (!mayBeCarcinoid) facts.assume('heart-disease', 'none', 'no carcinoid syndrome: assumed none');
}

function assumeSpread(facts: FactsInProgress, nodesRemoved: boolean): void {
  const inTime = (id: FactId): boolean => {
    const { state, stale } = facts.at(id);
    return state === 'known' && !stale;
  };
  if (facts.isOpen('extrahepatic') && inTime('staging.cross-sectional') && inTime('staging.functional')) {
    facts.assume(
      'extrahepatic',
      'none',
      `cross-sectional and functional staging on record, no ${nodesRemoved ? 'other ' : ''}extrahepatic metastasis recorded${nodesRemoved ? `; ${NODES_REMOVED}` : ''}`,
    );
  }
  if (facts.isOpen('liver.resectability-reason'))
    facts.assume('liver.resectability-reason', 'extent', 'no reason recorded: assumed extent');
  if (facts.isOpen('liver.recurrent')) facts.assume('liver.recurrent', 'no', 'no recurrence on record');
  const { state, value: months } = facts.at('stable-months');
  if (facts.isSilent('disease-course') && state === 'known' && months?.kind === 'number' && months.low > 0)
    facts.derive('disease-course', ['stable', 'responding'], 'read from the months of stable disease');
}

/** Does the old value of a stale fact close an option? The mapping keeps it in `value`. */
function closes(id: FactId, fact: Fact): boolean {
  const closing = factDefinition(id).closingWords;
  if (!closing || fact.value?.kind !== 'word') return false;
  return fact.value.possible.some((value) => closing.includes(value));
}

function treatments(recorded: RecordedFacts, strict: boolean): Record<Treatment, Given> {
  const silent: Given = strict || recorded.unreadable.includes('prior') ? 'unknown' : 'no';
  const given = {} as Record<Treatment, Given>;
  for (const treatment of TREATMENTS) given[treatment] = silent;
  for (const past of recorded.prior) given[past.what] = 'yes';
  return given;
}

/** Whole months from a (partial) date to today: the fewest and the most that it can be. */
export function monthsSince(date: { first: Day; last: Day }, today: Day): { low: number; high: number } {
  return { low: monthsBetween(date.last, today), high: monthsBetween(date.first, today) };
}
