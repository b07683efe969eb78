import type { Citation } from '../../domain/evaluation.ts';
import { type FactId, factDefinition } from '../../domain/fact-catalogue.ts';
import { ROUTES, type Route } from '../../decision/traced.ts';
import type { Parameter } from '../../decision/parameters.ts';
import { citationText } from '../../evidence/sources.ts';
import { code, plain } from './markdown.ts';

/** `M21:63`, `J12 section 3, Fig. 1`, `operational definition: ...`. */
export function cited({ source, at }: Citation): string {
  if (source === 'OP') return `operational definition (${plain(at)})`;
  return plain(citationText({ source, at }));
}

export function citedAll(citations: readonly Citation[]): string {
  return citations.map(cited).join('; ');
}

/** A fact by its title, linked to its row. */
export function factLink(id: string): string {
  return `[${plain(factDefinition(id as FactId).title)}](facts.md#${anchor(id)})`;
}

/** The anchor that a heading gets in the usual renderers. */
export function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

/** A number with its unit. */
export function amount(value: number, unit: string): string {
  return unit === '' ? `${value}` : `${value} ${plain(unit)}`;
}

/** The name of a work-up item's or a rule's input: a fact, a past treatment, the Ki-67 of a liver specimen. */
export function atomText(atom: string): string {
  if (atom === 'ki67@liver') return 'Ki-67 of a liver metastasis';
  if (atom.startsWith('prior:')) return `past treatment ${code(atom.slice('prior:'.length))}`;
  return factLink(atom);
}

/** Numbers with their names: `30 % (\`remnant-min\`)`. */
export function numbersText(numbers: readonly Parameter[]): string {
  return numbers.map(({ id, value, unit }) => `${amount(value, unit)} (${code(id)})`).join(', ');
}

/** `through the pattern`. */
export function throughText(route: Route): string {
  return `through ${ROUTES[route]}`;
}
