import type { Card, Indicator } from '../cards/card.ts';
import { plainMarkdown, printable, wrap } from './plain-markdown.ts';

/** Cards in a terminal, as a clinician would read them in the chart. */

export interface PrintOptions {
  /** Columns; 100 by default. */
  readonly width?: number;
  /** ANSI colours; off by default, so that output into a file stays plain. */
  readonly colour?: boolean;
}

const MARKS: Readonly<Record<Indicator, string>> = { info: 'INFO', warning: 'WARNING', critical: 'CRITICAL' };
const COLOURS: Readonly<Record<Indicator, number>> = { info: 34, warning: 33, critical: 31 };

/** The text of an answer: each card with summary, detail, buttons, links and source. */
export function printCards(cards: readonly Card[], options: PrintOptions = {}): string {
  const width = Math.max(40, options.width ?? 100);
  if (cards.length === 0) return 'No card: the service looked and has nothing to say.\n';
  return `${cards.map((card, index) => printCard(card, index, cards.length, width, options)).join('\n\n')}\n`;
}

function printCard(card: Card, index: number, count: number, width: number, options: PrintOptions): string {
  const paint = (text: string, code: number): string =>
    options.colour === true ? `\u001b[${code}m${text}\u001b[0m` : text;
  const head = ` ${MARKS[card.indicator]} · card ${index + 1} of ${count} · ${card.source.topic.code} `;
  const inner = width - 2;
  const body = [
    ...wrap(printable(card.summary), inner).map((line) => paint(line, 1)),
    '',
    ...plainMarkdown(card.detail, inner),
    ...buttons(card, inner),
    ...links(card, inner),
    '',
    ...wrap(`Source: ${printable(card.source.label)}, ${printable(card.source.url)}`, inner),
  ];
  return [
    paint(`┌─${head}${'─'.repeat(Math.max(0, width - head.length - 2))}`, COLOURS[card.indicator]),
    ...body.map((line) => `${paint('│', COLOURS[card.indicator])} ${line}`.trimEnd()),
    paint(`└${'─'.repeat(width - 1)}`, COLOURS[card.indicator]),
  ].join('\n');
}

function buttons(card: Card, width: number): string[] {
  const suggestions = card.suggestions ?? [];
  if (suggestions.length === 0) return [];
  const choice = card.selectionBehavior === 'at-most-one' ? 'choose at most one' : 'choose any';
  return [
    '',
    `Suggestions (${choice}):`,
    ...suggestions.flatMap((suggestion) => {
      const star = suggestion.isRecommended === true ? '  (first choice)' : '';
      const { resource } = suggestion.actions[0];
      const code = resource.code?.coding?.[0];
      const coded = code === undefined ? '' : `, ${code.system} ${code.code}`;
      return [
        `  [ ${printable(suggestion.label)} ]${star}`,
        ...wrap(
          printable(
            `creates ${resource.resourceType}, ${resource.status}: ${resource.code?.text ?? ''}${coded}`,
          ),
          width,
          '      ',
        ),
      ];
    }),
  ];
}

function links(card: Card, width: number): string[] {
  if (card.links === undefined) return [];
  return [
    '',
    'Links:',
    ...card.links.flatMap((link) => [
      ...wrap(`${printable(link.label)}:`, width, '  '),
      `    ${printable(link.url)}`,
    ]),
  ];
}
