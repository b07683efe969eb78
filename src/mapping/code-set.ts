/** One code of a set. Codes are matched on system and code, never on the display. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** A named set of codes that all say the same thing to the mapping. */
export interface CodeSet {
  readonly name: string;
  /** True when the set holds the code; other spellings of the system (OID, trailing slash) count as the same. */
  has(system: string | undefined, code: string | undefined): boolean;
  readonly codes: readonly Code[];
}

/** All code sets of the product together with the codes that a site added. */
export interface CodeSets {
  /** The set of that name; empty when neither the product nor the site defines it. */
  get(name: string): CodeSet;
  readonly names: readonly string[];
}
