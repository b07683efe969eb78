import { FACTS, type FactId, factDefinition, type Treatment } from '../domain/fact-catalogue.ts';
import type { EvaluatedCriterion } from '../domain/evaluation.ts';
import type { Fact, SpecimenSite, Value } from '../domain/facts.ts';
import {
  between,
  greaterOf,
  type Interval,
  intersect,
  isAbove,
  isAtLeast,
  isAtMost,
  isBelow,
  isExact,
} from '../domain/interval.ts';
import { forEachPossible, not, type Truth } from '../domain/truth.ts';
import type { Assumed, Given } from './assumptions.ts';
import { countOf, gradesOf, liverOf, lobesOf, patternsOf, tumoursOf } from './derivations.ts';
import { type Atom, numberOf, priorAtom } from './atom.ts';
import { type KeptWords, wordsFor } from './criterion-wording.ts';
import type { Derived } from './derived-values.ts';
import type { FactWords } from './describe.ts';
import { childPughClasses, type LiverFunction } from './liver-function.ts';
import { type Change, KnownValues, newPlace, type Values } from './known-values.ts';
import { type Limits, type ParameterId, use } from './parameters.ts';
import { confined, distinctSegments, type Lobes, type Pattern } from './pattern.ts';
import type { GradeNumber, Tumour } from './tumour.ts';

const REMNANT = use('remnant-min');
const NO_LESION = use('no-lesion');

const FEW_SEGMENTS = use('remnant-assumed-segments');
const SYNDROMES_PRESENT = FACTS.syndrome.words.filter((word) => word !== 'none');
export const EXTRAHEPATIC_PRESENT = [
  'regional-nodes-only',
  'limited-stable',
  'resectable',
  'unresectable',
] as const;
/** The words that say which kind it is. */
const EXTRAHEPATIC_STATED = ['none', ...EXTRAHEPATIC_PRESENT];
/** A remnant that is assumed adequate lies between the limit and the whole liver. */
const WHOLE_LIVER = 100;
/** Completions that have fewer things filled in than this are kept for other searches. */
const MOST_KEPT = 5;

const LOBES = newPlace();
const COUNT = newPlace();
const PATTERNS = newPlace();
const GRADES = newPlace();
const TUMOURS = newPlace();
const LIVER = newPlace();

/** What is said about a patient, as it is asked for. */
interface Written {
  /** Facts in words, by their numbers. */
  readonly words: (FactWords | undefined)[];
  /** Groups of facts in words, by their numbers. */
  readonly groups: (string | undefined)[];
  /** Criteria with their results, by their places. */
  readonly criteria: (EvaluatedCriterion | undefined)[];
  /** Values that follow from others, by the numbers of the facts; null: none does. */
  readonly derived: (Derived | null | undefined)[];
  /** Criteria in words, kept for the numbers in force. */
  readonly kept: KeptWords;
}

/**
 * A patient as the rules see one: facts after assumptions, possibly with some of the missing ones filled in, and all
 * that is derived from them. Immutable; derived values are computed once, when a rule asks for them.
 */
export class Situation extends KnownValues {
  readonly assumed: Assumed;
  readonly limits: Limits;
  #written: Written | undefined;
  #completions: Map<Atom, readonly Situation[]> | undefined;
  /** Completions that differ for an option, as searches of either kind found them. */
  branches: Map<object, Map<Atom, readonly Situation[]>> | undefined;

  constructor(assumed: Assumed, limits: Limits, start: Values | Change) {
    super(start);
    this.assumed = assumed;
    this.limits = limits;
  }

  /** What is said about the patient, kept for all that say it again. */
  get written(): Written {
    this.#written ??= {
      words: [],
      groups: [],
      criteria: [],
      derived: [],
      kept: wordsFor(this.limits),
    };
    return this.#written;
  }

  /** The same patient with one missing thing filled in. */
  with(atom: Atom, value: Value): Situation {
    return new Situation(this.assumed, this.limits, { from: this, atom, value });
  }

  /**
   * The same patient with the values that a missing thing can take, one each. Those with little filled in are kept:
   * several searches pass through them.
   */
  completions(atom: Atom, values: () => readonly Value[]): readonly Situation[] {
    const kept = this.#completions?.get(atom);
    if (kept) return kept;
    const completions = values().map((value) => this.with(atom, value));
    if (this.filledCount < MOST_KEPT) {
      this.#completions ??= new Map();
      this.#completions.set(atom, completions);
    }
    return completions;
  }

  /** Keeps what a search found for the next one, where little is filled in. */
  keepBranches(search: object, atom: Atom, found: readonly Situation[]): void {
    if (this.filledCount >= MOST_KEPT) return;
    this.branches ??= new Map();
    const ofSearch = this.branches.get(search);
    if (ofSearch) ofSearch.set(atom, found);
    else this.branches.set(search, new Map([[atom, found]]));
  }

  /** The same patient as if a fact were not on record: what would be derived in its place? */
  without(id: FactId): Situation {
    return new Situation(this.assumed, this.limits, { from: this, atom: id, value: undefined });
  }

  /** A fact as it was on record or assumed. */
  fact(id: FactId): Fact {
    return this.assumed.list[numberOf(id)] as Fact;
  }

  /** The number behind a fact, or undefined when nothing is known of it. */
  number(id: FactId): Interval | undefined {
    const value = this.value(id);
    return value?.kind === 'number' ? value : undefined;
  }

  /** The words that a fact can still take. */
  words(id: FactId): readonly string[] {
    const value = this.value(id);
    if (value?.kind === 'word') {
      const { possible } = value;
      return id === 'extrahepatic' && possible.includes('unspecified') ? EXTRAHEPATIC_PRESENT : possible;
    }
    if (id === 'syndrome' && !value && this.#refractoryOnRecord) return SYNDROMES_PRESENT;
    if (id === 'extrahepatic') return EXTRAHEPATIC_STATED;
    const definition = factDefinition(id);
    return definition.type === 'word' ? definition.words : [];
  }

  /** Refractory hormonal symptoms on record say that there is a syndrome, whichever it is. */
  get #refractoryOnRecord(): boolean {
    const refractory = this.value('syndrome.refractory');
    return refractory?.kind === 'word' && refractory.possible.every((word) => word === 'yes');
  }

  /** Is the fact one of the words? */
  is(id: FactId, ...words: readonly string[]): Truth {
    let result: boolean | undefined;
    for (const word of this.words(id)) {
      const truth = words.includes(word);
      if (result !== undefined && result !== truth) return 'unknown';
      result = truth;
    }
    return result ?? 'unknown';
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
    const filled = this.value(priorAtom(treatment));
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
    if (this.isFilled(atom)) return false;
    if (atom === 'ki67@liver') return !this.liverKi67 || !isExact(this.liverKi67);
    if (atom.startsWith('prior:')) return this.given(atom.slice('prior:'.length) as Treatment) === 'unknown';
    const id = atom as FactId;
    if (this.fact(id).state === 'assumed') return false;
    const value = this.value(id);
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

  /**
   * The highest Ki-67 of the liver specimens. No specimen is above the highest of all: once that is known exactly, it
   * bounds those of the liver, and is theirs when no other specimen reaches it.
   */
  get liverKi67(): Interval | undefined {
    const filled = this.value('ki67@liver');
    if (filled?.kind === 'number') return filled;
    const own = this.specimens('liver-metastasis');
    if (own.length === 0) return undefined;
    const liver = own.reduce(greaterOf);
    const highest = this.number('ki67');
    if (!highest || !isExact(highest)) return liver;
    const others = this.assumed.recorded.kiSpecimens.filter((s) => s.site !== 'liver-metastasis');
    if (others.every(({ value }) => isBelow(value, highest.high) === true)) return highest;
    return intersect(liver, between(0, highest.high)) ?? liver;
  }

  /** A study counts when it lies within its age limit (not stale). */
  studyInTime(id: 'staging.cross-sectional' | 'staging.functional'): Truth {
    if (this.isFilled(id)) return true;
    const fact = this.fact(id);
    return fact.state === 'known' && !fact.stale ? true : 'unknown';
  }

  /** Lobes that can still hold metastases. */
  get lobes(): readonly Lobes[] {
    return this.recall(LOBES, lobesOf);
  }

  get bilobar(): Truth {
    return this.lobes.length > 1 ? 'unknown' : this.lobes[0] === 'bilobar';
  }

  /** Number of lesions with the lower bounds that other facts give. */
  get count(): Interval {
    return this.recall(COUNT, countOf);
  }

  /** No liver lesion is left: the question is follow-up, not treatment. */
  get surveillance(): Truth {
    return isAtMost(this.count, this.limits[NO_LESION]);
  }

  get patterns(): readonly Pattern[] {
    return this.recall(PATTERNS, patternsOf);
  }

  /** May a second-largest lesion be read as "no dominant lesion" where the disease is disseminated? */
  get noDominantAssumed(): boolean {
    return !this.assumed.strict && this.silent('liver.second-largest-lesion');
  }

  /** Nothing is on record, or only something too old. A record that says "not known" is no silence. */
  silent(id: FactId): boolean {
    const { state, reason } = this.fact(id);
    if (state !== 'unknown') return false;
    return reason === 'stale' || (reason === 'absent' && this.assumed.recorded.facts[id] === undefined);
  }

  /** Beside `bilobar`, segments that are not recorded are read as not confined to two adjacent ones. */
  get segmentsConfined(): Truth {
    const segments = this.value('liver.segments');
    if (segments?.kind === 'set') return confined(segments.members, segments.complete);
    return this.bilobar === true && this.segmentsSilent ? false : 'unknown';
  }

  /** No segments are on record: none named, nothing that could not be used. */
  get segmentsSilent(): boolean {
    return this.silent('liver.segments') || this.fact('liver.segments').state === 'known';
  }

  /** Is the pattern one of the types? */
  isPattern(...types: readonly Pattern[]): Truth {
    return forEachPossible(this.patterns, (pattern) => types.includes(pattern));
  }

  get reportedGrades(): readonly GradeNumber[] | undefined {
    const value = this.value('grade.reported');
    return value?.kind === 'word' ? value.possible.map((g) => Number(g.slice(1)) as GradeNumber) : undefined;
  }

  get grades(): readonly GradeNumber[] {
    return this.recall(GRADES, gradesOf);
  }

  get tumours(): readonly Tumour[] {
    return this.recall(TUMOURS, tumoursOf);
  }

  /** The answer over every tumour that is still possible. */
  forTumours(test: (tumour: Tumour) => Truth): Truth {
    return forEachPossible(this.tumours, test);
  }

  /** The documented judgement on resectability: words still possible, or undefined when none is on record. */
  get resectability(): readonly string[] | undefined {
    const value = this.value('liver.resectability');
    return value?.kind === 'word' ? value.possible : undefined;
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
    if (!this.silent('liver.future-remnant')) return false;
    // Assumptions rest on the record: what a completion fills in grants no new one.
    if (this.isGiven('liver.resectability')) {
      const words = this.resectability;
      if (words?.length === 1 && words[0] === 'resectable') return true;
    }
    const segments = this.isGiven('liver.segments') ? this.value('liver.segments') : undefined;
    return (
      segments?.kind === 'set' &&
      segments.complete &&
      distinctSegments(segments.members).length <= this.limits[FEW_SEGMENTS]
    );
  }

  /** Is the value on record (or another one in place of it), and not filled in for something missing? */
  isGiven(id: FactId): boolean {
    if (!this.isFilled(id)) return true;
    const { state, value } = this.fact(id);
    if (state !== 'known') return false;
    return value?.kind === 'word' ? value.possible.length === 1 : value?.kind === 'set' && value.complete;
  }

  get remnantAdequate(): Truth {
    return this.remnant ? isAtLeast(this.remnant, this.limits[REMNANT]) : 'unknown';
  }

  get liver(): LiverFunction {
    return this.recall(LIVER, liverOf);
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
