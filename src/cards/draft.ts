import type { Indicator, Topic } from './card.ts';
import type { OrderPlan } from './suggestions.ts';

/** A card before it has an identity, links and buttons. */
export interface CardDraft {
  readonly topic: Topic;
  readonly indicator: Indicator;
  readonly summary: string;
  readonly detail: string;
  readonly factHash: string;
  readonly optionCodes: readonly string[];
  readonly plans: readonly OrderPlan[];
  readonly suggestionLimit: number;
  readonly recommendFirst: boolean;
}
