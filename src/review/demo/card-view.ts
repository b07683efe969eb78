import type { Card } from '../../cards/card.ts';
import { type Child, type Element, h } from '../view/element.ts';
import { statusShape } from '../view/status.ts';
import { markdown } from './markdown.ts';

/** What became of a card or of a suggestion in this session, for display. */
export interface CardState {
  /** Suggestions that were accepted: what was created, or `being sent`. */
  readonly accepted: ReadonlyMap<string, string>;
  /** Why the card was overridden; undefined while it stands. */
  readonly overridden: string | undefined;
}

const INDICATORS = { info: 'Information', warning: 'Warning', critical: 'Critical' } as const;

/** A card as an EHR shows it. `at` numbers the cards of an answer. */
export function cardView(card: Card, at: number, state: CardState): Element {
  const title = `card-${at}-title`;
  return h(
    'article',
    {
      class: `card ${card.indicator}${state.overridden === undefined ? '' : ' gone'}`,
      'aria-labelledby': title,
      'data-card': card.uuid,
    },
    h(
      'header',
      {},
      h(
        'span',
        { class: `indicator ${card.indicator}` },
        statusShape(card.indicator),
        ` ${INDICATORS[card.indicator]}`,
      ),
      h('h3', { id: title }, card.summary),
    ),
    state.overridden !== undefined && h('p', { class: 'quiet' }, `Overridden: ${state.overridden}.`),
    h(
      'details',
      { id: `card-${at}-detail`, open: card.source.topic.code !== 'missing-data' },
      h('summary', {}, 'Detail', h('span', { class: 'unseen' }, `: ${card.summary}`)),
      h('div', { class: 'detail' }, markdown(card.detail)),
    ),
    suggestions(card, state),
    h(
      'footer',
      {},
      (card.links ?? []).map(
        (link) =>
          link.type === 'absolute' &&
          h(
            'a',
            { href: link.url, target: '_blank', rel: 'noopener noreferrer' },
            link.label,
            h('span', { class: 'unseen' }, ' (new window)'),
          ),
      ),
      h('span', { class: 'quiet' }, card.source.label),
      state.overridden === undefined && override(card, at),
    ),
  );
}

function suggestions(card: Card, state: CardState): Child {
  return (
    (card.suggestions ?? []).length > 0 &&
    h(
      'ul',
      { class: 'suggestions', 'aria-label': 'Suggestions' },
      (card.suggestions ?? []).map((suggestion) => {
        const done = state.accepted.get(suggestion.uuid);
        return h(
          'li',
          {},
          done === undefined
            ? h(
                'button',
                {
                  type: 'button',
                  class: suggestion.isRecommended ? 'primary' : null,
                  'data-accept': suggestion.uuid,
                  disabled: state.overridden !== undefined,
                },
                suggestion.label,
              )
            : h('span', { class: 'done' }, statusShape('recommended'), ` ${suggestion.label}: ${done}`),
        );
      }),
    )
  );
}

function override(card: Card, at: number): Element {
  const id = `reason-${at}`;
  return h(
    'span',
    { class: 'override' },
    h('label', { for: id }, 'Override, because'),
    h(
      'select',
      { id, 'data-override': card.uuid },
      h('option', { value: '' }, 'choose a reason'),
      card.overrideReasons.map((reason) => h('option', { value: reason.code }, reason.display)),
    ),
  );
}

/** What went over the wire, newest first. */
export interface WireEntry {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly milliseconds: number;
  readonly sent: string;
  readonly answered: string;
}

/** The raw exchanges, folded. */
export function wireView(entries: readonly WireEntry[]): readonly Child[] {
  return entries.map((entry, at) =>
    h(
      'details',
      { id: `wire-${entries.length - at}` },
      h(
        'summary',
        {},
        `${entry.method} ${entry.url} \u2013 ${entry.status ?? 'no answer'}, ${Math.round(entry.milliseconds)} ms`,
      ),
      entry.sent !== '' && [h('h4', {}, 'Request'), raw(entry.sent, `Request ${entries.length - at}`)],
      entry.answered !== '' && [h('h4', {}, 'Answer'), raw(entry.answered, `Answer ${entries.length - at}`)],
    ),
  );
}

const SHOWN = 3500;

/** Long texts are shown by their beginning, in pieces that the page's limit on one text allows. */
function raw(text: string, label: string): Element {
  const pieces: string[] = [];
  const most = 400_000;
  for (let from = 0; from < Math.min(text.length, most); from += SHOWN)
    pieces.push(text.slice(from, Math.min(from + SHOWN, most)));
  return h(
    'pre',
    { tabindex: 0, role: 'region', 'aria-label': label },
    pieces,
    text.length > most && '\n\u2026',
  );
}
