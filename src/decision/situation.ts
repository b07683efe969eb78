import { type FactId, factDefinition, type Treatment } from '../domain/fact-catalogue.ts';
import type { SpecimenSite, Value } from '../domain/facts.ts';
import { type Interval, isAbove, isAtLeast, isAtMost, isBelow, isExact } from '../domain/interval.ts';
import { forEachPossible, not, type Truth } from '../domain/truth.ts';
import type { Assumed, Given } from './assumptions.ts';
import type { Atom } from './atom.ts';
import { childPughClasses, type LiverFunction } from './liver-function.ts';
import type { Outcome } from './status.ts';
import { type Limits, type Parameter, type ParameterId, use } from './parameters.ts';
import {
  confined,
  distinctSegments,
  type Lobes,
  lobesOfSegments,
  type Pattern,
  possiblePatterns,
} from './pattern.ts';
import { type GradeNumber, possibleGrades, possibleTumours, type Tumour } from './tumour.ts';

export type Values = Readonly<Record<string, Value | undefined>>;

const SINGLE = use('single-lesion');
const REMNANT = use('remnant-min');
const NO_LESION = use('no-lesion');

/** Lesions in at most this many segments leave an adequate remnant (operational definition of the fact). */
const FEW_SEGMENTS = 2;
const EXTRAHEPATIC_PRESENT = ['regional-nodes-only', 'limited-stable', 'resectable', 'unresectable'];
/** A remnant that is assumed adequate lies between the limit and the whole liver. */
const WHOLE_LIVER = 100;
const LIVER_FACTS: readonly FactId[] = [
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lobes',
  'liver.segments',
  'liver.pattern.reported',
  'liver.resectability',
];
/**
 * Judgements that stand over a derivation. Where their records are in conflict or could not be read, the derivation
 * does not take their place: they stay unknown.
 */
const JUDGEMENTS: readonly FactId[] = [
  'liver.resectability',
  'liver.pattern.reported',
  'liver.lobes',
  'child-pugh',
  'primary.portal-drainage',
];
const LOCAL_TREATMENTS: readonly Treatment[] = ['liver-resection', 'ablation', 'liver-transplant'];

/** The starting values of a patient: what is known or assumed, with the highest specimen as Ki-67 and mitoses. */
export function startingValues(assumed: Assumed): Values {
  const values: Record<string, Value | undefined> = {};
  for (const fact of Object.values(assumed.facts)) {
    if (fact.state === 'known' || fact.state === 'assumed') values[fact.id] = fact.value;
  }
  for (const id of JUDGEMENTS) {
    const fact = assumed.facts[id];
    const definition = factDefinition(id);
    const withheld = fact.state === 'conflicting' || fact.reason === 'unreadable';
    if (withheld && definition.type === 'word') values[id] = { kind: 'word', possible: definition.words };
  }
  for (const id of ['ki67', 'mitoses'] as const) {
    const specimens = id === 'ki67' ? assumed.recorded.kiSpecimens : assumed.recorded.mitosesSpecimens;
    if (specimens.length === 0) continue;
    const low = Math.max(...specimens.map((s) => s.value.low));
    const high = Math.max(...specimens.map((s) => s.value.high));
    values[id] = {
      kind: 'number',
      low,
      high,
      lowOpen: specimens.filter((s) => s.value.low === low).every((s) => s.value.lowOpen),
      highOpen: specimens.filter((s) => s.value.high === high).every((s) => s.value.highOpen),
    };
  }
  const segments = values['liver.segments'];
  if (segments?.kind === 'set' && segments.members.length === 0) values['liver.segments'] = undefined;
  return values;
}

/**
 * A patient as the rules see one: facts after assumptions, possibly with some of the missing ones filled in, and all
 * that is derived from them. Immutable; derived values are computed once, when a rule asks for them.
 */
export class Situation {
  readonly assumed: Assumed;
  readonly limits: Limits;
  readonly values: Values;
  readonly filled: ReadonlySet<Atom>;
  /** Answers of criteria, outcomes of options and other results that depend on the situation alone. */
  readonly answers = new Map<object, Truth>();
  readonly outcomes = new Map<object, Outcome>();
  /** What would settle an option (by its key) or whether surgery is feasible. */
  missing: Map<object, Map<string, readonly Atom[]>> | undefined;
  feasibleMissing: readonly Atom[] | undefined;
  feasible: Truth | undefined;
  /** Parameters that the site has changed, for the explanations. */
  changed: readonly Parameter[] = [];
  /** Facts in words, and values that follow from others (null: none does), as they are asked for. */
  texts: Map<FactId, string> | undefined;
  derived: Map<FactId, { readonly value: Value; readonly how: string } | null> | undefined;
  #patterns: readonly Pattern[] | undefined;
  #tumours: readonly Tumour[] | undefined;
  #lobes: readonly Lobes[] | undefined;
  #count: Interval | undefined;

  constructor(assumed: Assumed, limits: Limits, values: Values, filled: ReadonlySet<Atom> = new Set()) {
    this.assumed = assumed;
    this.limits = limits;
    this.values = values;
    this.filled = filled;
  }

  /** The same patient with one missing thing filled in. */
  with(atom: Atom, value: Value): Situation {
    return new Situation(
      this.assumed,
      this.limits,
      { ...this.values, [atom]: value },
      new Set([...this.filled, atom]),
    );
  }

  /** The same patient as if a fact were not on record: what would be derived in its place? */
  without(id: FactId): Situation {
    return new Situation(this.assumed, this.limits, { ...this.values, [id]: undefined }, this.filled);
  }

  /** The number behind a fact, or undefined when nothing is known of it. */
  number(id: FactId): Interval | undefined {
    const value = this.values[id];
    return value?.kind === 'number' ? value : undefined;
  }

  /** The words that a fact can still take. */
  words(id: FactId): readonly string[] {
    const value = this.values[id];
    const definition = factDefinition(id);
    const listed =
      value?.kind === 'word' ? value.possible : definition.type === 'word' ? definition.words : [];
    if (id !== 'extrahepatic' || !listed.includes('unspecified')) return listed;
    return value ? EXTRAHEPATIC_PRESENT : listed.filter((word) => word !== 'unspecified');
  }

  /** Is the fact one of the words? */
  is(id: FactId, ...words: readonly string[]): Truth {
    return forEachPossible(this.words(id), (word) => words.includes(word));
  }

  isBelow(id: FactId, limit: ParameterId): Truth {
    const value = this.number(id);
    return value ? isBelow(value, this.limits[limit]) : 'unknown';
  }
  isAtMost(id: FactId, limit: ParameterId): Truth {
    const value = this.number(id);
    return value ? isAtMost(value, this.limits[limit]) : 'unknown';
  }
  isAbove(id: FactId, limit: ParameterId): Truth {
    const value = this.number(id);
    return value ? isAbove(value, this.limits[limit]) : 'unknown';
  }
  isAtLeast(id: FactId, limit: ParameterId): Truth {
    const value = this.number(id);
    return value ? isAtLeast(value, this.limits[limit]) : 'unknown';
  }

  /** Was the treatment given in the past? */
  given(treatment: Treatment): Truth {
    const filled = this.values[`prior:${treatment}`];
    const given: Given =
      filled?.kind === 'word' ? (filled.possible[0] as Given) : this.assumed.given[treatment];
    return given === 'unknown' ? 'unknown' : given === 'yes';
  }

  /** Is the drug treatment in force? */
  inForce(treatment: Treatment): boolean {
    return this.assumed.recorded.prior.some((past) => past.what === treatment && past.inForce);
  }

  /** Can the thing be filled in: unknown, or known only in part, and not assumed? */
  isOpen(atom: Atom): boolean {
    if (this.filled.has(atom)) return false;
    if (atom === 'ki67@liver') return this.specimens('liver-metastasis').length === 0;
    if (atom.startsWith('prior:')) return this.given(atom.slice('prior:'.length) as Treatment) === 'unknown';
    const id = atom as FactId;
    if (this.assumed.facts[id]?.state === 'assumed') return false;
    const value = this.values[id];
    if (!value) return true;
    switch (value.kind) {
      case 'number':
        return !isExact(value);
      case 'word':
        return this.words(id).length > 1;
      case 'set':
        return !value.complete;
      case 'date':
        return value.first !== value.last;
    }
  }

  /** Ki-67 specimens of a site. */
  specimens(site: SpecimenSite): readonly Interval[] {
    return this.assumed.recorded.kiSpecimens.filter((s) => s.site === site).map((s) => s.value);
  }

  /** A study counts when it lies within its age limit (not stale). */
  studyInTime(id: 'staging.cross-sectional' | 'staging.functional'): Truth {
    if (this.filled.has(id)) return true;
    const fact = this.assumed.facts[id];
    return fact.state === 'known' && !fact.stale ? true : 'unknown';
  }

  /** Lobes as recorded or read from pattern and segments (not from the number of lesions). */
  #lobesOnRecord(): readonly Lobes[] {
    const recorded = this.values['liver.lobes'];
    if (recorded?.kind === 'word') return recorded.possible as readonly Lobes[];
    const pattern = this.values['liver.pattern.reported'];
    if (pattern?.kind === 'word' && !pattern.possible.includes('I')) return ['bilobar'];
    const segments = this.values['liver.segments'];
    if (segments?.kind === 'set') return lobesOfSegments(segments.members, segments.complete);
    return ['unilobar', 'bilobar'];
  }

  /** Lobes that can still hold metastases. */
  get lobes(): readonly Lobes[] {
    if (!this.#lobes) {
      const lobes = this.#lobesOnRecord();
      const count = this.number('liver.lesion-count');
      const single = count !== undefined && isAtMost(count, this.limits[SINGLE]) === true;
      this.#lobes = lobes.length > 1 && single ? ['unilobar'] : lobes;
    }
    return this.#lobes;
  }

  get bilobar(): Truth {
    return this.lobes.length > 1 ? 'unknown' : this.lobes[0] === 'bilobar';
  }

  /** Number of lesions with the lower bounds that other facts give. */
  get count(): Interval {
    if (!this.#count) {
      const recorded = this.number('liver.lesion-count') ?? {
        low: 0,
        high: Number.POSITIVE_INFINITY,
        lowOpen: false,
        highOpen: true,
      };
      let low = 0;
      const lobes = this.#lobesOnRecord();
      if (lobes.length === 1 && lobes[0] === 'bilobar') low = 2;
      else if (
        LIVER_FACTS.some((id) => this.values[id] !== undefined && this.assumed.facts[id].state !== 'assumed')
      ) {
        low = 1;
      } else if (LOCAL_TREATMENTS.every((treatment) => this.given(treatment) === false)) {
        low = 1;
      }
      this.#count =
        recorded.low >= low || recorded.high < low ? recorded : { ...recorded, low, lowOpen: false };
    }
    return this.#count;
  }

  /** No liver lesion is left: the question is follow-up, not treatment. */
  get surveillance(): Truth {
    return isAtMost(this.count, this.limits[NO_LESION]);
  }

  get patterns(): readonly Pattern[] {
    if (!this.#patterns) {
      const reported = this.values['liver.pattern.reported'];
      this.#patterns =
        reported?.kind === 'word'
          ? (reported.possible as readonly Pattern[])
          : possiblePatterns(
              {
                count: this.count,
                confined: this.segmentsConfined,
                lobes: this.lobes,
                largest: this.number('liver.largest-lesion'),
                secondLargest: this.number('liver.second-largest-lesion'),
                involvement: this.number('liver.involvement'),
                noDominantAssumed: this.noDominantAssumed,
              },
              this.limits,
            );
    }
    return this.#patterns;
  }

  /** May a second-largest lesion be read as "no dominant lesion" where the disease is disseminated? */
  get noDominantAssumed(): boolean {
    return !this.assumed.strict && this.#silent('liver.second-largest-lesion');
  }

  /** Nothing is on record, or only something too old. */
  #silent(id: FactId): boolean {
    const { state, reason } = this.assumed.facts[id];
    return state === 'unknown' && (reason === 'absent' || reason === 'stale');
  }

  /** Beside `bilobar`, segments that are not recorded are read as not confined to two adjacent ones. */
  get segmentsConfined(): Truth {
    const segments = this.values['liver.segments'];
    if (segments?.kind === 'set') return confined(segments.members, segments.complete);
    return this.bilobar === true ? false : 'unknown';
  }

  /** Is the pattern one of the types? */
  isPattern(...types: readonly Pattern[]): Truth {
    return forEachPossible(this.patterns, (pattern) => types.includes(pattern));
  }

  get reportedGrades(): readonly GradeNumber[] | undefined {
    const value = this.values['grade.reported'];
    return value?.kind === 'word' ? value.possible.map((g) => Number(g.slice(1)) as GradeNumber) : undefined;
  }

  get #gradeInput() {
    return {
      ki67: this.number('ki67'),
      mitoses: this.number('mitoses'),
      reported: this.reportedGrades,
      differentiation: this.words('differentiation'),
    };
  }

  get grades(): readonly GradeNumber[] {
    return possibleGrades(this.#gradeInput, this.limits);
  }

  get tumours(): readonly Tumour[] {
    if (!this.#tumours) this.#tumours = possibleTumours(this.#gradeInput, this.limits);
    return this.#tumours;
  }

  /** The answer over every tumour that is still possible. */
  forTumours(test: (tumour: Tumour) => Truth): Truth {
    return forEachPossible(this.tumours, test);
  }

  /** The documented judgement on resectability: words still possible, or undefined when none is on record. */
  get resectability(): readonly string[] | undefined {
    const value = this.values['liver.resectability'];
    return value?.kind === 'word' ? value.possible : undefined;
  }

  /**
   * A rule that asks the documented judgement first and reads the pattern where there is none.
   * @param documented answer for each documented word; @param pattern answer for each type.
   */
  byResectability(documented: (word: string) => Truth, pattern: (type: Pattern) => Truth): Truth {
    const words = this.resectability;
    return words ? forEachPossible(words, documented) : forEachPossible(this.patterns, pattern);
  }

  /** The remnant as recorded, or as assumed adequate. */
  get remnant(): Interval | undefined {
    return this.number('liver.future-remnant') ?? (this.remnantAssumed ? this.adequateRemnant : undefined);
  }

  get adequateRemnant(): Interval {
    return { low: this.limits[REMNANT], high: WHOLE_LIVER, lowOpen: false, highOpen: false };
  }

  /** Assumed adequate when documented resectable, or when all lesions lie in at most two segments (never strict). */
  get remnantAssumed(): boolean {
    if (this.number('liver.future-remnant') || this.assumed.strict) return false;
    if (!this.#silent('liver.future-remnant')) return false;
    const words = this.resectability;
    if (words?.length === 1 && words[0] === 'resectable') return true;
    const segments = this.values['liver.segments'];
    return (
      segments?.kind === 'set' &&
      segments.complete &&
      distinctSegments(segments.members).length <= FEW_SEGMENTS
    );
  }

  get remnantAdequate(): Truth {
    return this.remnant ? isAtLeast(this.remnant, this.limits[REMNANT]) : 'unknown';
  }

  get liver(): LiverFunction {
    const recorded = this.values['child-pugh'];
    return {
      bilirubin: this.number('bilirubin'),
      albumin: this.number('albumin'),
      inr: this.number('inr'),
      ascites: this.words('ascites'),
      encephalopathy: this.words('encephalopathy'),
      recordedClass: recorded?.kind === 'word' ? recorded.possible : undefined,
      assumesBilirubin: !this.assumed.strict && this.#silent('bilirubin'),
    };
  }

  /** Child-Pugh classes still possible. */
  get childPugh(): readonly string[] {
    return childPughClasses(this.liver, this.limits);
  }

  /** Is a hormonal syndrome present? */
  get syndromePresent(): Truth {
    return not(this.is('syndrome', 'none'));
  }

  /** Refractory symptoms; without a syndrome there are none. */
  get refractory(): Truth {
    if (this.syndromePresent === false) return false;
    return this.is('syndrome.refractory', 'yes');
  }
}
