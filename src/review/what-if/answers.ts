import { formatDay, parseDate } from '../../domain/calendar.ts';
import { expectedValue } from '../../domain/expected-value.ts';
import { type FactId, factDefinition, TREATMENTS, type Treatment } from '../../domain/fact-catalogue.ts';
import type {
  Fact,
  NumberValue,
  PastTreatment,
  RecordContext,
  RecordedFacts,
  Specimen,
  Value,
} from '../../domain/facts.ts';
import { roundTo, wholeNumbers } from '../../domain/interval.ts';
import { LEFT_BY_WHIPPLE, leftByWhipple } from '../../domain/resolve-derived.ts';
import { type Field, fieldById } from './fields.ts';

/** What a clinician fills in on the page instead of what is on record. */
export type Comparator = '=' | '<' | '<=' | '>' | '>=';
export type Answer =
  /** As if nothing were on record. */
  | { readonly kind: 'none' }
  | { readonly kind: 'number'; readonly comparator: Comparator; readonly value: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'set'; readonly members: readonly string[] }
  | { readonly kind: 'date'; readonly date: string };
/** Answers by field. */
export type Answers = ReadonlyMap<string, Answer>;

/** Where an entered fact says that it comes from. */
export const ENTERED = 'entered on the review page';

/** An answer that does not fit its field: which one, and what was expected. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`${field}: expected ${expected}`);
    this.field = field;
  }
}

/**
 * The facts of the record with the answers in their place. The record itself is not changed.
 * @param date evaluation date, the date of every entered fact
 * @throws AnswerError for a value outside of the type or the plausible range of its field
 */
export function withAnswers(recorded: RecordedFacts, answers: Answers, date: string): RecordedFacts {
  let facts: Partial<Record<FactId, Fact>> = { ...recorded.facts };
  let { kiSpecimens, mitosesSpecimens, prior } = recorded;
  const answered = new Set<FactId>();
  for (const [id, answer] of answers) {
    const field = fieldById(id);
    if (!field) throw new AnswerError(id, 'a fact of the catalogue');
    answered.add(field.fact);
    if (field.site) {
      const specimens = specimensWith(
        field,
        answer,
        field.fact === 'ki67' ? kiSpecimens : mitosesSpecimens,
        date,
      );
      if (field.fact === 'ki67') kiSpecimens = specimens;
      else mitosesSpecimens = specimens;
      facts = replaced(facts, field.fact, specimenFact(field.fact, specimens, date));
    } else if (field.treatment !== undefined) {
      prior = priorWith(field, answer, prior);
      facts = replaced(facts, 'prior', priorFact(prior, date));
    } else {
      facts = replaced(
        facts,
        field.fact,
        answer.kind === 'none' ? undefined : entered(field.fact, answerValue(field, answer), date),
      );
    }
  }
  return {
    ...recorded,
    facts: withDerived(facts, answered),
    kiSpecimens,
    mitosesSpecimens,
    prior,
    unreadable: recorded.unreadable.filter((fact) => !isSettled(fact, answers, answered)),
    context: contextWith(recorded.context, answered),
  };
}

/**
 * What an operation that is entered, or no longer on record, says of other facts, as the record of one would. What is
 * entered or on record stands before it.
 */
function withDerived(
  facts: Partial<Record<FactId, Fact>>,
  answered: ReadonlySet<FactId>,
): Partial<Record<FactId, Fact>> {
  if (!answered.has('whipple') && !answered.has('primary.site')) return facts;
  const stated = Object.entries(facts).filter(([, fact]) => fact?.note !== LEFT_BY_WHIPPLE);
  const all: Partial<Record<FactId, Fact>> = Object.fromEntries(stated);
  for (const derived of leftByWhipple(all)) {
    const { state } = all[derived.id] ?? {};
    if (answered.has(derived.id) || (state !== undefined && state !== 'unknown')) continue;
    all[derived.id] = derived;
  }
  return all;
}

/** Is nothing left open of what could not be read? An answer on one treatment says nothing of the others. */
function isSettled(fact: FactId, answers: Answers, answered: ReadonlySet<FactId>): boolean {
  return fact === 'prior' ? TREATMENTS.every((what) => answers.has(`prior:${what}`)) : answered.has(fact);
}

/**
 * An answer on metastases elsewhere stands also where the nodes on record would not count as removed, and one on the
 * grade in the place of the grades of the specimens.
 */
function contextWith(context: RecordContext, answered: ReadonlySet<FactId>): RecordContext {
  const { extrahepaticWithNodes, gradedSpecimens, ...rest } = context;
  return {
    ...rest,
    ...(extrahepaticWithNodes === undefined || answered.has('extrahepatic') ? {} : { extrahepaticWithNodes }),
    ...(gradedSpecimens === undefined || answered.has('grade.reported') ? {} : { gradedSpecimens }),
  };
}

function replaced(
  facts: Partial<Record<FactId, Fact>>,
  id: FactId,
  fact: Fact | undefined,
): Partial<Record<FactId, Fact>> {
  const { [id]: _gone, ...rest } = facts;
  return fact === undefined ? rest : { ...rest, [id]: fact };
}

function entered(id: FactId, value: Value, date: string): Fact {
  return {
    id,
    state: 'known',
    value,
    stale: false,
    effective: date,
    sources: [{ reference: ENTERED, path: '', effective: date, used: true }],
    note: ENTERED,
  };
}

function specimensWith(
  field: Field,
  answer: Answer,
  specimens: readonly Specimen[],
  date: string,
): readonly Specimen[] {
  const sites: readonly (string | undefined)[] =
    field.site === 'other' ? ['other', 'unstated'] : [field.site];
  const others = specimens.filter((specimen) => !sites.includes(specimen.site));
  if (answer.kind === 'none' || !field.site) return others;
  const value = answerValue(field, answer);
  if (value.kind !== 'number') throw new AnswerError(field.id, 'a number');
  return [...others, { site: field.site, value, effective: date, reference: ENTERED }];
}

/** The fact that goes with specimens: the highest decides. */
function specimenFact(id: FactId, specimens: readonly Specimen[], date: string): Fact | undefined {
  const [highest] = [...specimens].sort((a, b) => b.value.high - a.value.high || b.value.low - a.value.low);
  return highest && entered(id, highest.value, highest.effective ?? date);
}

function priorWith(field: Field, answer: Answer, prior: readonly PastTreatment[]): readonly PastTreatment[] {
  const what = field.treatment as Treatment;
  const before = prior.find((past) => past.what === what);
  const others = prior.filter((past) => past.what !== what);
  if (answer.kind === 'none') return others;
  if (answer.kind !== 'word' || field.input.type !== 'word' || !field.input.words.includes(answer.word)) {
    throw new AnswerError(field.id, 'one of its words');
  }
  return [
    ...others,
    {
      what,
      dates: before?.dates ?? [],
      inForce: answer.word === 'in force',
      references: before?.references ?? [ENTERED],
    },
  ];
}

function priorFact(prior: readonly PastTreatment[], date: string): Fact | undefined {
  if (prior.length === 0) return undefined;
  return entered('prior', { kind: 'set', members: prior.map((past) => past.what), complete: false }, date);
}

function answerValue(field: Field, answer: Answer): Value {
  const { input } = field;
  switch (answer.kind) {
    case 'none':
      throw new AnswerError(field.id, 'a value');
    case 'number':
      return numberValue(field, answer.comparator, answer.value);
    case 'range': {
      const low = checked(field, answer.low);
      const high = checked(field, answer.high);
      if (low > high) throw new AnswerError(field.id, 'a range from low to high');
      return { kind: 'number', low, high, lowOpen: false, highOpen: false };
    }
    case 'word':
      if (input.type !== 'word' || !input.words.includes(answer.word)) {
        throw new AnswerError(field.id, 'one of its words');
      }
      return { kind: 'word', possible: [answer.word] };
    case 'set': {
      const fits = input.type === 'set' && answer.members.every((member) => input.words.includes(member));
      if (!fits || answer.members.length === 0) throw new AnswerError(field.id, 'some of its words');
      return { kind: 'set', members: answer.members, complete: true };
    }
    case 'date': {
      const range = parseDate(answer.date);
      if (input.type !== 'date' || !range) throw new AnswerError(field.id, 'a date');
      return { kind: 'date', ...range };
    }
  }
}

function checked(field: Field, value: number): number {
  const { input } = field;
  if (input.type !== 'number') throw new AnswerError(field.id, `no number`);
  const rounded = roundTo(value, input.decimals);
  const isBroken = isCounted(field) && !Number.isInteger(value);
  if (!Number.isFinite(value) || isBroken || rounded < input.least || rounded > input.most) {
    throw new AnswerError(field.id, expectedValue(field.fact));
  }
  return rounded;
}

function isCounted(field: Field): boolean {
  const definition = factDefinition(field.fact);
  return definition.type === 'number' && definition.integer === true;
}

/**
 * A number or a bound; the open side of a bound ends where the plausible range ends. Of what is counted more than 2 is
 * 3 or more.
 */
function numberValue(field: Field, comparator: Comparator, given: number): NumberValue {
  const value = checked(field, given);
  const { input } = field;
  if (input.type !== 'number') throw new AnswerError(field.id, 'no number');
  const below = comparator === '<' || comparator === '<=';
  const above = comparator === '>' || comparator === '>=';
  const interval = {
    low: below ? input.least : value,
    high: above ? input.most : value,
    lowOpen: comparator === '>',
    highOpen: comparator === '<',
  };
  // Nothing lies below the least or above the most that is plausible.
  if (interval.low === interval.high && (interval.lowOpen || interval.highOpen)) {
    throw new AnswerError(field.id, expectedValue(field.fact));
  }
  return { kind: 'number', ...(isCounted(field) ? wholeNumbers(interval) : interval) };
}

/** The answer that says what is on record; undefined when nothing is, or when it cannot be said in one field. */
export function answerOnRecord(field: Field, recorded: RecordedFacts): Answer | undefined {
  if (field.treatment !== undefined) {
    const past = recorded.prior.find((each) => each.what === field.treatment);
    if (!past) return undefined;
    const word =
      past.inForce && field.input.type === 'word' && field.input.words.includes('in force')
        ? 'in force'
        : 'given';
    return { kind: 'word', word };
  }
  if (field.site) {
    const specimens = field.fact === 'ki67' ? recorded.kiSpecimens : recorded.mitosesSpecimens;
    const sites: readonly string[] = field.site === 'other' ? ['other', 'unstated'] : [field.site];
    const found = specimens.filter((specimen) => sites.includes(specimen.site));
    return found.length === 1 && found[0] ? answerOf(found[0].value, field) : undefined;
  }
  const fact = recorded.facts[field.fact];
  return fact?.state === 'known' && fact.value ? answerOf(fact.value, field) : undefined;
}

function answerOf(value: Value, field: Field): Answer | undefined {
  switch (value.kind) {
    case 'number': {
      if (field.input.type !== 'number') return undefined;
      const { low, high, lowOpen, highOpen } = value;
      if (low === high) return { kind: 'number', comparator: '=', value: low };
      if (low <= field.input.least) return { kind: 'number', comparator: highOpen ? '<' : '<=', value: high };
      if (high >= field.input.most) return { kind: 'number', comparator: lowOpen ? '>' : '>=', value: low };
      return { kind: 'range', low, high };
    }
    case 'word':
      return value.possible.length === 1 && value.possible[0] !== undefined
        ? { kind: 'word', word: value.possible[0] }
        : undefined;
    case 'set':
      return { kind: 'set', members: value.members };
    case 'date':
      return { kind: 'date', date: formatDay(value.first) };
  }
}

/** Two answers that say the same. */
export function sameAnswer(a: Answer | undefined, b: Answer | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** An answer in words: `> 20 %`, `bilobar`, `not on record`. */
export function answerText(field: Field, answer: Answer): string {
  const definition = factDefinition(field.fact);
  const unit = definition.type === 'number' && definition.unitText !== '' ? ` ${definition.unitText}` : '';
  switch (answer.kind) {
    case 'none':
      return 'not on record';
    case 'number':
      return `${answer.comparator === '=' ? '' : `${answer.comparator} `}${answer.value}${unit}`;
    case 'range':
      return `${answer.low}-${answer.high}${unit}`;
    case 'word':
      return answer.word;
    case 'set':
      return answer.members.join(', ');
    case 'date':
      return answer.date;
  }
}
