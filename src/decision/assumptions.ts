import { type Day, monthsBetween, parseDate } from '../domain/calendar.ts';
import {
  FACT_IDS,
  type FactId,
  factDefinition,
  TREATMENTS,
  type Treatment,
} from '../domain/fact-catalogue.ts';
import type { Fact, RecordedFacts, UnknownReason, Value } from '../domain/facts.ts';

/** A treatment of the past: given, not given (assumed when nothing is on record), or unknown. */
export type Given = 'yes' | 'no' | 'unknown';

/** The facts after the absence policies: every fact has an entry, and every assumption is marked as one. */
export interface Assumed {
  readonly recorded: RecordedFacts;
  readonly facts: Readonly<Record<FactId, Fact>>;
  readonly given: Readonly<Record<Treatment, Given>>;
  readonly today: Day;
  readonly strict: boolean;
}

/** Sites for which silence on hormones does not disarm the carcinoid guards (operational definition). */
const SITES_THAT_MAY_SECRETE = ['jejunum-ileum', 'appendix', 'colon', 'lung', 'unknown-primary'];
/** An echocardiogram counts for this long. */
const ECHOCARDIOGRAM_DAYS = 365;

const NOTHING_GIVEN: Value = { kind: 'set', members: [], complete: true };

function word(value: string): Value {
  return { kind: 'word', possible: [value] };
}

/**
 * Applies the absence policy of every fact. Nothing that was searched for and could not be read is assumed; in strict
 * mode nothing is.
 */
export function assume(recorded: RecordedFacts, date: string, strict: boolean): Assumed {
  const today = parseDate(date)?.first;
  if (today === undefined) throw new Error('evaluation date: expected YYYY-MM-DD');
  const facts: Partial<Record<FactId, Fact>> = {};

  const unknown = (id: FactId, reason: UnknownReason, note?: string): Fact => ({
    id,
    state: 'unknown',
    reason,
    stale: false,
    sources: recorded.facts[id]?.sources ?? [],
    ...(note === undefined ? {} : { note }),
  });
  const onRecord = (id: FactId): Fact | undefined => {
    const fact = recorded.facts[id];
    if (!fact) return undefined;
    // Too old counts as not recorded, unless the old value closed an option: then the question is asked anew.
    if (fact.state === 'unknown' && fact.reason === 'stale' && !closes(id, fact)) return undefined;
    return fact;
  };
  const nothing = (id: FactId): Fact => {
    if (recorded.unreadable.includes(id)) return unknown(id, 'unreadable', 'the records could not be read');
    const fact = recorded.facts[id];
    return fact ?? unknown(id, 'absent');
  };
  const assumed = (id: FactId, value: Value, note: string): Fact => {
    if (strict || recorded.unreadable.includes(id)) return nothing(id);
    return derived(id, value, note);
  };
  const derived = (id: FactId, value: Value, note: string): Fact => ({
    id,
    state: 'assumed',
    value,
    stale: false,
    sources: recorded.facts[id]?.sources ?? [],
    note,
    ...(recorded.facts[id]?.reason === 'stale' ? { reason: 'stale' as const } : {}),
  });
  const possible = (id: FactId): readonly string[] => {
    const value = facts[id]?.value;
    if (value?.kind === 'word') return value.possible;
    const definition = factDefinition(id);
    return definition.type === 'word' ? definition.words : [];
  };

  for (const id of FACT_IDS) {
    const definition = factDefinition(id);
    const fact = onRecord(id);
    if (fact) facts[id] = fact;
    else if (id === 'prior' && recorded.prior.length > 0) {
      const members = recorded.prior.map(({ what }) => what);
      facts[id] = {
        id,
        state: 'known',
        value: { kind: 'set', members, complete: true },
        stale: false,
        sources: [],
      };
    } else if (id === 'nelm' && recorded.unreadable.includes(id)) facts[id] = nothing(id);
    else if (definition.absence === 'no')
      facts[id] = derived(id, word(definition.assumed ?? 'no'), definition.absenceText);
    else if (definition.absence === 'assume')
      facts[id] = assumed(
        id,
        definition.type === 'set' ? NOTHING_GIVEN : word(definition.assumed ?? 'no'),
        definition.absenceText,
      );
    else facts[id] = nothing(id);
  }
  const open = (id: FactId): boolean => facts[id]?.state === 'unknown' && onRecord(id) === undefined;

  if (open('primary.status') && possible('primary.site').every((site) => site === 'unknown-primary')) {
    facts['primary.status'] = assumed(
      'primary.status',
      word('occult'),
      'occult: the site is an unknown primary',
    );
  }
  if (open('syndrome')) {
    const sites = facts['primary.site']?.value ? possible('primary.site') : undefined;
    // Refractory hormonal symptoms on record are a statement that there is a syndrome.
    const symptoms =
      facts['syndrome.refractory']?.value !== undefined && possible('syndrome.refractory').includes('yes');
    if (sites && !symptoms && !sites.some((site) => SITES_THAT_MAY_SECRETE.includes(site))) {
      facts.syndrome = assumed('syndrome', word('none'), 'no record of hormonal symptoms: assumed none');
    }
  }
  if (
    open('syndrome.refractory') &&
    facts.syndrome?.value &&
    possible('syndrome').every((s) => s === 'none')
  ) {
    facts['syndrome.refractory'] = derived(
      'syndrome.refractory',
      word('no'),
      'no syndrome, hence none refractory',
    );
  }
  if (open('heart-disease')) {
    const mayBeCarcinoid = !facts.syndrome?.value || possible('syndrome').includes('carcinoid');
    const echo = parseDate(recorded.context.echocardiogram);
    const examined = echo !== undefined && today - echo.last <= ECHOCARDIOGRAM_DAYS && echo.first <= today;
    if (!mayBeCarcinoid || examined) {
      facts['heart-disease'] = assumed(
        'heart-disease',
        word('none'),
        examined
          ? 'echocardiogram on record, no heart disease recorded'
          : 'no carcinoid syndrome: assumed none',
      );
    }
  }
  if (open('extrahepatic')) {
    const inTime = (id: FactId): boolean => facts[id]?.state === 'known' && !facts[id]?.stale;
    if (inTime('staging.cross-sectional') && inTime('staging.functional')) {
      facts.extrahepatic = assumed(
        'extrahepatic',
        word('none'),
        'cross-sectional and functional staging on record, no extrahepatic metastasis recorded',
      );
    }
  }
  if (open('liver.resectability-reason')) {
    facts['liver.resectability-reason'] = assumed(
      'liver.resectability-reason',
      word('extent'),
      'no reason recorded: assumed extent',
    );
  }
  if (open('liver.recurrent')) {
    facts['liver.recurrent'] = assumed('liver.recurrent', word('no'), 'no recurrence on record');
  }
  const months = facts['stable-months']?.value;
  if (open('disease-course') && months?.kind === 'number' && months.low > 0) {
    facts['disease-course'] = derived(
      'disease-course',
      { kind: 'word', possible: ['stable', 'responding'] },
      'read from the months of stable disease',
    );
  }
  return {
    recorded,
    facts: facts as Record<FactId, Fact>,
    given: treatments(recorded, strict),
    today,
    strict,
  };
}

/** Does the old value of a stale fact close an option? The mapping keeps it in `value`. */
function closes(id: FactId, fact: Fact): boolean {
  const closing = factDefinition(id).closingWords;
  if (!closing || fact.value?.kind !== 'word') return false;
  return fact.value.possible.some((value) => closing.includes(value));
}

function treatments(recorded: RecordedFacts, strict: boolean): Record<Treatment, Given> {
  const silent: Given = strict || recorded.unreadable.includes('prior') ? 'unknown' : 'no';
  const given = Object.fromEntries(TREATMENTS.map((treatment) => [treatment, silent])) as Record<
    Treatment,
    Given
  >;
  for (const past of recorded.prior) given[past.what] = 'yes';
  return given;
}

/** Whole months from a (partial) date to today: the fewest and the most that it can be. */
export function monthsSince(date: { first: Day; last: Day }, today: Day): { low: number; high: number } {
  return { low: monthsBetween(date.last, today), high: monthsBetween(date.first, today) };
}
