/**
 * Data that the service wanted and could not read, or could read only in part. Every entry, whatever its reason,
 * makes the facts that could come from that resource type unknown: what was not read is never absent.
 *
 * A resource type that the server does not have at all gives no entry (knowledge: "normal, no complaint").
 */
export interface Unread {
  readonly resourceType: string;
  /** Only this category of the type is missing (`Observation.category`); absent: the whole list. */
  readonly category?: string;
  readonly reason: UnreadReason;
  /** For people; carries no patient data, no URL and no text of the server. */
  readonly text: string;
}

/**
 * - `forbidden`: 401 or 403;
 * - `timeout`: no answer in time;
 * - `unavailable`: connection refused or lost, 429, 5xx, or not tried because the server has just failed;
 * - `incomplete`: a part was read (a page is missing, the server counts more than it sent or says that it withholds);
 * - `failed`: an answer that is no FHIR data;
 * - `not-asked`: the client neither sent it nor gave access to a FHIR server.
 */
export type UnreadReason = 'forbidden' | 'timeout' | 'unavailable' | 'incomplete' | 'failed' | 'not-asked';
