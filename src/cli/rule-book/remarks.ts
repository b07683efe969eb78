import { assume } from '../../decision/assumptions.ts';
import type { OptionDefinition, Remark } from '../../decision/criterion.ts';
import { type Given, situationGiven, SOME_DAY } from '../../decision/decision-tables.ts';
import { Situation } from '../../decision/situation.ts';
import { startingValues } from '../../decision/starting-values.ts';
import {
  DRUG_TREATMENTS,
  FACTS,
  type FactId,
  factDefinition,
  TREATMENTS,
} from '../../domain/fact-catalogue.ts';
import type { PastTreatment } from '../../domain/facts.ts';

/**
 * Remarks that an option makes for some patients only, with when it makes them. Found by asking the remark about
 * made-up patients of whom nothing is known but one or two things, so that the words say what the rule really does.
 */

export interface ConditionalRemark {
  readonly text: string;
  /** In words: `Site of the primary tumour: pancreas; and grade: G1 or G2`. */
  readonly when: string;
}

/** One thing that is known of a made-up patient. */
interface Setting {
  /** The fact, or `prior:` with the treatment. */
  readonly subject: string;
  readonly label: string;
  readonly given: Given;
  readonly prior?: PastTreatment;
  readonly unreadable?: FactId;
}

const WORDS: readonly Setting[] = Object.entries(FACTS).flatMap(([id, definition]) =>
  definition.type === 'word' && id !== 'nelm'
    ? definition.words.map((word) => ({ subject: id, label: word, given: { [id]: word } }))
    : [],
);

function past(what: (typeof TREATMENTS)[number], inForce: boolean): Setting {
  return {
    subject: `prior:${what}`,
    label: inForce ? 'in force' : 'given in the past',
    given: {},
    prior: { what, dates: [], inForce, references: [] },
  };
}

const PAST: readonly Setting[] = TREATMENTS.flatMap((what) => [
  past(what, false),
  ...(DRUG_TREATMENTS.includes(what) ? [past(what, true)] : []),
]);

const UNREAD: Setting = { subject: 'prior', label: 'could not be read', given: {}, unreadable: 'prior' };
const SETTINGS: readonly Setting[] = [...WORDS, ...PAST, UNREAD];
const SITUATIONS = new Map<string, Situation>();

function situationOf(settings: readonly Setting[]): Situation {
  const key = settings.map(({ subject, label }) => `${subject}=${label}`).join('|');
  let situation = SITUATIONS.get(key);
  if (!situation) {
    const plain = situationGiven(Object.assign({}, ...settings.map(({ given }) => given)));
    const recorded = {
      ...plain.assumed.recorded,
      prior: settings.flatMap((setting) => setting.prior ?? []),
      unreadable: settings.flatMap((setting) => setting.unreadable ?? []),
    };
    const assumed = assume(recorded, SOME_DAY, false);
    situation = new Situation(assumed, plain.limits, startingValues(assumed));
    SITUATIONS.set(key, situation);
  }
  return situation;
}

/** What a remark can depend on: past treatments, and the facts that the option asks about. */
function settingsOf(option: OptionDefinition): readonly Setting[] {
  return SETTINGS.filter(
    ({ subject }) => subject.startsWith('prior') || option.leansOn.has(subject as FactId),
  );
}

/** The remarks of an option that are made for some patients only. */
export function conditionalRemarks(option: OptionDefinition): readonly ConditionalRemark[] {
  return option.notes.flatMap((note) => (typeof note === 'string' ? [] : remarksOf(note, option)));
}

function remarksOf(remark: Exclude<Remark, string>, option: OptionDefinition): readonly ConditionalRemark[] {
  const nothing = remark(situationOf([]));
  const alone = new Map(SETTINGS.map((setting) => [setting, remark(situationOf([setting]))]));
  const found = new Map<string, string[]>();
  const add = (text: string, when: string): void => {
    if (when !== '') found.set(text, [...(found.get(text) ?? []), when]);
  };
  // Things that change what is said when nothing is known.
  const telling = SETTINGS.filter((setting) => alone.get(setting) !== nothing);
  if (nothing !== undefined) add(nothing, `nothing on record of: ${subjectsText(telling)}`);
  for (const [text, settings] of grouped(telling, (setting) => alone.get(setting)))
    for (const same of bySubject(settings)) add(text, oneText(same));
  for (const [text, pairs] of pairsOf(remark, option, alone, nothing))
    for (const when of pairTexts(pairs)) add(text, when);
  return [...found].map(([text, when]) => ({ text, when: when.join('; or ') }));
}

type Pair = readonly [Setting, Setting];

/** Pairs of things that together give a text that neither of them gives alone. */
function pairsOf(
  remark: Exclude<Remark, string>,
  option: OptionDefinition,
  alone: ReadonlyMap<Setting, string | undefined>,
  nothing: string | undefined,
): ReadonlyMap<string, readonly Pair[]> {
  const settings = settingsOf(option);
  const pairs = settings.flatMap((first, i) =>
    settings
      .slice(i + 1)
      .filter(({ subject }) => subject !== first.subject)
      .map((second): Pair => [first, second]),
  );
  return grouped(pairs, ([first, second]) => {
    const text = remark(situationOf([first, second]));
    return [nothing, alone.get(first), alone.get(second)].includes(text) ? undefined : text;
  });
}

function grouped<T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const text = key(item);
    if (text !== undefined) groups.set(text, [...(groups.get(text) ?? []), item]);
  }
  return groups;
}

function bySubject(settings: readonly Setting[]): readonly (readonly Setting[])[] {
  return [...grouped(settings, ({ subject }) => subject).values()];
}

function subjectText({ subject }: Setting): string {
  if (!subject.startsWith('prior:')) return factDefinition(subject as FactId).title;
  const what = subject.slice('prior:'.length);
  return `past treatment ${what === 'ssa' ? 'somatostatin analogue' : what.replaceAll('-', ' ')}`;
}

/** Each subject once; a past treatment belongs to the past treatments where they are named. */
function subjectsText(settings: readonly Setting[]): string {
  const whole = settings.includes(UNREAD);
  const named = settings.filter(({ subject }) => !(whole && subject.startsWith('prior:')));
  return [...new Set(named.map(subjectText))].join(', ');
}

/** At most this many values are named as the ones that are left out. */
const MOST_LEFT_OUT = 1;

/** `Grade: G1 or G2`, `Site of the primary tumour: any but pancreas`; settings of one subject. */
function oneText(settings: readonly Setting[]): string {
  const [first] = settings;
  if (!first) return '';
  const labels = [...new Set(settings.map(({ label }) => label))];
  const others = WORDS.filter(({ subject, label }) => subject === first.subject && !labels.includes(label));
  const but = others.map(({ label }) => label).join(' or ');
  const short = others.length > 0 && others.length <= MOST_LEFT_OUT && labels.length > 2;
  return `${subjectText(first)}: ${short ? `any but ${but}` : labels.join(' or ')}`;
}

/** Pairs of the same two subjects and the same second value are told together, then those of the same first values. */
function pairTexts(pairs: readonly Pair[]): readonly string[] {
  const rows = grouped(pairs, ([first, second]) => `${first.subject}|${second.subject}|${second.label}`);
  const told = grouped(
    [...rows.values()].map((row) => ({ when: oneText(row.map(([first]) => first)), row })),
    ({ when, row }) => `${when}|${row[0]?.[1].subject}`,
  );
  return [...told.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [`${first.when}, and ${oneText(same.flatMap(({ row }) => row.map(([, second]) => second)))}`];
  });
}
