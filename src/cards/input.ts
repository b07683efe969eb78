import type { EvaluatedAlert, Evaluation } from '../domain/evaluation.ts';
import type { Card, Coding, Topic } from './card.ts';

/** What the cards are made of, and what is kept about them. */

export const HOOKS = [
  'patient-view',
  'example.nelm-cds.oncology-note-open',
  'order-select',
  'order-sign',
] as const;
export type Hook = (typeof HOOKS)[number];

/** An order of the record or of the hook's context (the same shape as the mapping gives). */
export interface OrderOnRecord {
  readonly reference: string;
  /** What was ordered: `system|code` of its codes, and keys of the order table. */
  readonly service: readonly string[];
  /** Options that it is an order for. */
  readonly options: readonly string[];
  readonly status: string;
}

/** A search that failed or was cut short. */
export interface UnreadData {
  readonly text: string;
  readonly resourceType: string;
  readonly reason: string;
  /** What a draft order refers to, not the record. */
  readonly ofDraft?: boolean;
}

export interface CardProfile {
  readonly selectionBehavior: 'any' | 'at-most-one';
  readonly orderIntent: 'proposal' | 'order';
  readonly links: readonly ('absolute' | 'smart')[];
  /** The client's own codings, by key of the order table (`orders.ts`). */
  readonly localCodings?: Readonly<Record<string, Coding>>;
}

export interface CardInput {
  readonly evaluation: Evaluation;
  readonly hook: Hook;
  readonly context: {
    /** Bare id. */
    readonly patientId: string;
    readonly encounterId?: string;
    /** `Practitioner/7`. */
    readonly userId: string;
  };
  /** References of the Conditions that record the liver metastases. */
  readonly nelmConditions: readonly string[];
  readonly activeOrders: readonly OrderOnRecord[];
  /** Draft orders of the hook's context. */
  readonly draftOrders?: readonly OrderOnRecord[];
  /** References of the draft orders that the hook is about (order-select: the selected ones); all when absent. */
  readonly examinedOrders?: readonly string[];
  readonly unread: readonly UnreadData[];
  /** What was not looked up, or in vain, without making anything unknown. */
  readonly readAsAbsent?: readonly UnreadData[];
  /** Order hooks: the critique of the draft orders. */
  readonly orderAlerts?: readonly EvaluatedAlert[];
  readonly profile: CardProfile;
  /** Configured base of this service's own pages; never taken from a request. */
  readonly publicBaseUrl: string;
  readonly reviewUrl?: string;
  readonly smartLaunchUrl?: string;
  readonly now: Date;
  readonly uuid: () => string;
  /** True when a card of this topic was overridden on exactly these facts. */
  readonly suppressed: (topic: Topic, factHash: string) => boolean;
}

/** What the store keeps of a card: codes and hashes, no clinical value. */
export interface CardRecord {
  readonly uuid: string;
  readonly topic: Topic;
  readonly factHash: string;
  readonly optionCodes: readonly string[];
  readonly suggestions: readonly { readonly uuid: string; readonly code: string }[];
}

export interface Answer {
  readonly cards: readonly Card[];
  /** One for each card, in the same order. */
  readonly records: readonly CardRecord[];
  /** Topics that had something to say and were held back after an override. */
  readonly suppressed: readonly Topic[];
}
