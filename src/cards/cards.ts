import { type Card, type Link, topicCoding } from './card.ts';
import type { CardDraft } from './draft.ts';
import type { Answer, CardInput, CardRecord } from './input.ts';
import { plainText } from './markdown.ts';
import { missingDataCard } from './missing-data-card.ts';
import { orderCard } from './order-card.ts';
import type { OrderKey } from './orders.ts';
import { OVERRIDE_REASONS } from './override-reasons.ts';
import { safetyCard } from './safety-card.ts';
import { makeSuggestions } from './suggestions.ts';
import { treatmentCard } from './treatment-card.ts';
import { factsById } from './wording.ts';

/** Evaluation to CDS Hooks cards: pure, the clock and the source of uuids are passed in. */

const ADULT = 18;

/** The cards for one evaluation; see `answerFor`. */
export function cardsFor(input: CardInput): readonly Card[] {
  return answerFor(input).cards;
}

/**
 * At most three cards in the order safety, treatment options, missing data, and what the store keeps of each.
 * None when there is nothing to say, for a patient who has died or is under 18, and for a reader who is not a
 * clinician. On the order hooks only what concerns the draft orders.
 */
export function answerFor(input: CardInput): Answer {
  if (!isForCards(input)) return { cards: [], records: [], suppressed: [] };
  const cards: Card[] = [];
  const records: CardRecord[] = [];
  const suppressed: CardDraft['topic'][] = [];
  const offered = new Set<OrderKey>();
  const give = (draft: CardDraft | undefined): void => {
    if (draft === undefined) return;
    if (input.suppressed(draft.topic, draft.factHash)) {
      suppressed.push(draft.topic);
      return;
    }
    const { card, record } = finish(draft, input, offered);
    cards.push(card);
    records.push(record);
  };
  if (input.hook === 'order-select' || input.hook === 'order-sign') {
    give(orderCard(input));
  } else {
    give(safetyCard(input));
    if (input.evaluation.applies) {
      give(treatmentCard(input));
      const treatment = records.some((record) => record.topic === 'treatment-options');
      give(missingDataCard(input, { offered, treatment }));
    }
  }
  return { cards, records, suppressed };
}

/** Is this a living adult (or one of unknown age), and the reader a clinician? */
function isForCards(input: CardInput): boolean {
  if (/^(Patient|RelatedPerson)(\/|$)/.test(input.context.userId)) return false;
  const facts = factsById(input.evaluation);
  const deceased = facts.get('deceased');
  if (deceased?.value === 'yes') return false;
  const age = facts.get('age');
  if (age === undefined || age.state !== 'known') return true;
  const oldest = age.high ?? (typeof age.value === 'number' ? age.value : Number.POSITIVE_INFINITY);
  return oldest >= ADULT;
}

function finish(
  draft: CardDraft,
  input: CardInput,
  offered: Set<OrderKey>,
): { card: Card; record: CardRecord } {
  const made = makeSuggestions(draft.plans, input, {
    limit: draft.suggestionLimit,
    recommendFirst: draft.recommendFirst,
  });
  for (const { code } of made.records) offered.add(code);
  const links = linksOf(input);
  const uuid = input.uuid();
  return {
    card: {
      uuid,
      summary: draft.summary,
      detail: draft.detail,
      indicator: draft.indicator,
      source: sourceOf(draft, input),
      ...(made.suggestions.length > 0
        ? { suggestions: made.suggestions, selectionBehavior: input.profile.selectionBehavior }
        : {}),
      overrideReasons: OVERRIDE_REASONS,
      ...(links.length > 0 ? { links } : {}),
    },
    record: {
      uuid,
      topic: draft.topic,
      factHash: draft.factHash,
      optionCodes: draft.optionCodes,
      suggestions: made.records,
    },
  };
}

function sourceOf(draft: CardDraft, input: CardInput): Card['source'] {
  const base = input.publicBaseUrl.replace(/\/+$/, '');
  return {
    label: `nelm-cds knowledge base ${plainText(input.evaluation.knowledgeVersion, 60)}`,
    url: `${base}/knowledge`,
    icon: `${base}/icon.png`,
    topic: topicCoding(draft.topic),
  };
}

function linksOf(input: CardInput): Link[] {
  const candidates: readonly Link[] = [
    ...(input.reviewUrl === undefined
      ? []
      : [{ label: 'Full evaluation (tumour board page)', url: input.reviewUrl, type: 'absolute' as const }]),
    ...(input.smartLaunchUrl === undefined
      ? []
      : [{ label: 'Tumour board app', url: input.smartLaunchUrl, type: 'smart' as const }]),
  ];
  return candidates.filter((link) => input.profile.links.includes(link.type) && isWebAddress(link.url));
}

/** Only configured http(s) addresses are linked. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/.test(url) && URL.canParse(url);
}
