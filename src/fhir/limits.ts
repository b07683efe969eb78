/** Bounds of all fetching for one hook call. Times in milliseconds, sizes in bytes. */
export interface FhirLimits {
  /** One request with its body, in total and not between bytes (FHIR_TIMEOUT_MS). */
  readonly requestTimeoutMs: number;
  /** All requests of one hook call together (FHIR_BUDGET_MS). */
  readonly budgetMs: number;
  /** Pages of one list, the first included (FHIR_MAX_PAGES). */
  readonly maxPages: number;
  /** Fetched resources of one hook call (FHIR_MAX_RESOURCES). */
  readonly maxResources: number;
  /** One response body after decompression. */
  readonly maxResponseBytes: number;
  /** All response bodies of one hook call. */
  readonly maxTotalBytes: number;
  /** Reads of single referenced resources (Medication, Specimen). */
  readonly maxReads: number;
  /** Hook calls in a row that a server failed, after which it is left alone. */
  readonly circuitFailures: number;
  /** How long it is left alone before one request tries it again. */
  readonly circuitCooldownMs: number;
}

export const DEFAULT_FHIR_LIMITS: FhirLimits = {
  requestTimeoutMs: 2000,
  budgetMs: 5000,
  maxPages: 20,
  maxResources: 5000,
  maxResponseBytes: 10 * 1024 * 1024,
  maxTotalBytes: 50 * 1024 * 1024,
  maxReads: 40,
  circuitFailures: 5,
  circuitCooldownMs: 2000,
};
