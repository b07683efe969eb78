import type { Answer, CardInput, OrderOnRecord } from '../cards/input.ts';
import type { DraftOrder } from '../decision/order-critique.ts';
import type { EvaluatedAlert, Evaluation } from '../domain/evaluation.ts';
import type { Issue, RecordedFacts } from '../domain/facts.ts';
import type { Gathered, GatherRequest } from '../fhir/gather.ts';
import type { PatientRecord, RecordInput } from '../fhir/record.ts';

/** The record read as facts. */
export interface MappedRecord {
  readonly recorded: RecordedFacts;
  readonly issues: readonly Issue[];
  readonly nelmConditions: readonly string[];
  readonly activeOrders: readonly OrderOnRecord[];
}

/**
 * The four rooms that data goes through: gather, map, decide, say. The service only leads from one to the next;
 * tests put other rooms in.
 */
export interface Rooms {
  gather(request: GatherRequest): Promise<Gathered>;
  record(input: RecordInput): PatientRecord;
  recordFromBundle(bundle: unknown): PatientRecord;
  map(record: PatientRecord, date: string): MappedRecord;
  decide(
    recorded: RecordedFacts,
    input: {
      date: string;
      strict: boolean;
      issues: readonly Issue[];
      withWorkup: boolean;
      /** Options that draft orders are for: they make alerts relevant. */
      draftOptions?: readonly string[];
    },
  ): Evaluation;
  critique(
    evaluation: Evaluation,
    drafts: readonly DraftOrder[],
    hook: 'order-select' | 'order-sign',
  ): readonly EvaluatedAlert[];
  /** Draft orders of a hook's context as orders; undefined when it is no order. */
  readOrder(resource: unknown): OrderOnRecord | undefined;
  say(input: CardInput): Answer;
  /** Code systems of the codes on record that no code set holds, once per code. */
  unmappedSystems(record: PatientRecord): readonly string[];
}
