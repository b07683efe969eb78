/** The shape of an entry of the catalogue of facts. */

/** What no record means: see `assumptions.ts`. `conditional` rows have a rule of their own there. */
export type AbsencePolicy = 'unknown' | 'assume' | 'conditional' | 'no';

export interface Common {
  readonly title: string;
  readonly absence: AbsencePolicy;
  /** The value that is assumed when nothing is on record (policies `assume`, `conditional` and `no`). */
  readonly assumed?: string;
  /** What absence means, in words for people. */
  readonly absenceText: string;
  /** Days after which a value is stale; twice as many days later it counts as not recorded. */
  readonly ageLimitDays?: number;
  /** What a value older than the age limit is: it ends by itself and is not used until twice the limit. */
  readonly endsAs?: string;
  /** A stale value among these becomes unknown instead of being replaced by an assumption. */
  readonly closingWords?: readonly string[];
  readonly definition: string;
}

export interface NumberFact extends Common {
  readonly type: 'number';
  /** UCUM unit of the value in the domain. */
  readonly unit: string;
  /** As people read the unit. */
  readonly unitText: string;
  /** Closed range outside of which a value is refused as implausible. */
  readonly plausible: readonly [number, number];
  /** Decimals that the table of facts shows; comparisons are made on the rounded value. */
  readonly decimals: number;
  readonly integer?: boolean;
}
export interface WordFact extends Common {
  readonly type: 'word';
  readonly words: readonly string[];
}
export interface SetFact extends Common {
  readonly type: 'set';
  readonly words: readonly string[];
}
export interface DateFact extends Common {
  readonly type: 'date';
}
export type FactDefinition = NumberFact | WordFact | SetFact | DateFact;

/** Words of a fact that is a question. */
export const YES_NO = ['yes', 'no'] as const;

/** No record means unknown. */
export const UNKNOWN = { absence: 'unknown', absenceText: 'no record: unknown' } as const;

/** No record is read as absent. */
export const ABSENT = { absence: 'assume', assumed: 'no', absenceText: 'no record: assumed absent' } as const;

/** Keeps the words and identifiers of a group of facts as types. */
export const define = <const T extends Record<string, FactDefinition>>(table: T): T => table;
