import type { FactId, Treatment } from './fact-catalogue.ts';
import type { SpecimenSite, UnknownReason, Value } from './facts.ts';

/**
 * One statement of the record about one fact, as the mapping reads it. The domain decides between candidates
 * (recency, conflicts, age) in `resolve.ts`; the mapping never compares two records.
 */
export interface Candidate {
  readonly fact: FactId;
  /** The value, or why the statement gives none (wrong unit, not confirmed, data absent ...). */
  readonly value: Value | { readonly kind: 'none'; readonly reason: UnknownReason; readonly text: string };
  /** `Observation/ki67-1`. */
  readonly reference: string;
  /** FHIRPath of the element that was read. */
  readonly path: string;
  /** FHIR date or dateTime as written; absent when the record carries none. */
  readonly effective?: string;
  /**
   * Two ranks of statements: an `explicit` one (a local observation, a recorded judgement) always decides over an
   * `implied` one (what a diagnosis code or a procedure implies), whatever the dates.
   */
  readonly standing: 'explicit' | 'implied';
  /** Ki-67, mitoses and reported grade: the specimen. */
  readonly site?: SpecimenSite;
  /**
   * For `nelm`, `primary.site` and `extrahepatic`: when the disease began, where the record says so (onset of a
   * Condition). The day of recording is no onset.
   */
  readonly onset?: string;
  /**
   * For `prior`. `curative: false` for a liver resection that the record calls debulking, palliative or R2.
   * `inForce` is an active order; an administration of the last 90 days is seen from the date.
   */
  readonly treatment?: { readonly what: Treatment; readonly inForce: boolean; readonly curative?: boolean };
  /** For `whipple`: the record calls it debulking, palliative or R2. */
  readonly curative?: boolean;
  readonly note?: string;
  /** What is wrong with the way in which the value is written, though it can be read: becomes an issue. */
  readonly flag?: string;
  /**
   * For `extrahepatic`: a lymph node metastasis from before the resection of the primary. It is read as removed with
   * it, which is an assumption.
   */
  readonly removed?: boolean;
}
