import type { DateRange } from './calendar.ts';
import type { FactId, Treatment } from './fact-catalogue.ts';
import type { Interval } from './interval.ts';

/** A number with its uncertainty. */
export interface NumberValue extends Interval {
  readonly kind: 'number';
}
/** One word of the fact's list, or the set of words that are still possible (ascites: mild or severe). */
export interface WordValue {
  readonly kind: 'word';
  readonly possible: readonly string[];
}
/** A set of words. `complete: false` says that the set may hold more (a lower bound). */
export interface SetValue {
  readonly kind: 'set';
  readonly members: readonly string[];
  readonly complete: boolean;
}
export interface DateValue extends DateRange {
  readonly kind: 'date';
}
export type Value = NumberValue | WordValue | SetValue | DateValue;

export type UnknownReason =
  | 'absent'
  | 'stale'
  | 'conflicting'
  | 'unusable-unit'
  | 'not-final'
  | 'not-confirmed'
  | 'unreadable';

export type SpecimenSite = 'primary' | 'liver-metastasis' | 'other' | 'unstated';

/** Where a value comes from: FHIR resource, element, date, and whether the value decided. */
export interface Source {
  readonly reference: string;
  readonly path: string;
  readonly effective?: string;
  readonly used: boolean;
  /** Why the value was not used, or a remark on how it was read. */
  readonly note?: string;
}

/** One specimen's value of Ki-67 or of the mitotic count. */
export interface Specimen {
  readonly site: SpecimenSite;
  readonly value: NumberValue;
  readonly effective?: string;
  readonly reference: string;
}

/** The grade that pathology reports of one specimen. */
export interface GradedSpecimen {
  readonly site: SpecimenSite;
  readonly possible: readonly string[];
  readonly effective?: string;
  readonly reference: string;
}

/** One past treatment. `inForce` (drugs): an active order, or an administration not long ago (`drug-in-force`). */
export interface PastTreatment {
  readonly what: Treatment;
  readonly dates: readonly string[];
  readonly inForce: boolean;
  readonly references: readonly string[];
}

/**
 * One fact about the patient with its provenance, or the statement that it is not known.
 * `known` may be partly known (a bound, a range, several words still possible).
 */
export interface Fact {
  readonly id: FactId;
  readonly state: 'known' | 'assumed' | 'unknown' | 'conflicting';
  /** Present when known or assumed. */
  readonly value?: Value | undefined;
  readonly reason?: UnknownReason | undefined;
  readonly stale: boolean;
  readonly effective?: string | undefined;
  readonly sources: readonly Source[];
  /** A remark for people: how it was derived, assumed, or why it is unknown. */
  readonly note?: string | undefined;
}

/** Something on record that has no fact of its own but that alerts and work-up ask about. */
export interface RecordContext {
  /** Result dates of tumour markers and hormones by name (`chromogranin-a`, `5-hiaa`, `gastrin`, ...). */
  readonly markers: Readonly<Record<string, string>>;
  /** Options for which an order is active for the patient (ServiceRequest, MedicationRequest). */
  readonly activeOrders: readonly string[];
  /** An echocardiogram on record: its date. */
  readonly echocardiogram?: string;
  /**
   * `extrahepatic` as it is with the lymph node metastases that were there before the resection of the primary. That
   * they were removed with it is an assumption; absent where it makes no difference.
   */
  readonly extrahepaticWithNodes?: Fact;
  /** Reported grades of specimens whose site is stated; absent when there are fewer than two. */
  readonly gradedSpecimens?: readonly GradedSpecimen[];
}

/**
 * All that is on record about one patient, before any assumption: facts that have no entry are not on record.
 * Plain data: it can be sent to a browser and be evaluated there.
 */
export interface RecordedFacts {
  readonly subject: string;
  readonly facts: Readonly<Partial<Record<FactId, Fact>>>;
  readonly kiSpecimens: readonly Specimen[];
  readonly mitosesSpecimens: readonly Specimen[];
  readonly prior: readonly PastTreatment[];
  /** Facts whose sources could not be read: their absence is never assumed. */
  readonly unreadable: readonly FactId[];
  readonly context: RecordContext;
}

/** A record, a unit or a value that could not be used as it stands, for people. Never carries patient text. */
export interface Issue {
  readonly severity: 'information' | 'warning' | 'error';
  readonly resource?: string;
  readonly text: string;
}

const ABOUT_ONE_VALUE = /; (value ignored|the record decides)$/;

/** Does the text of an issue speak of one value of a record? Then it says nothing of the diagnosis. */
export function isAboutOneValue(text: string): boolean {
  return ABOUT_ONE_VALUE.test(text);
}
