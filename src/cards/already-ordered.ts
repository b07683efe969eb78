import { type Line, line } from './detail.ts';
import { markdownText } from './markdown.ts';
import { orderOf } from './orders.ts';
import type { WithheldPlan } from './suggestions.ts';
import { unique } from './wording.ts';

/** What is not offered as a button since it is ordered already. */
export function alreadyOrdered(withheld: readonly WithheldPlan[]): Line[] {
  const texts = withheld.map(({ plan, order, draft }) => {
    const where = draft ? 'among the draft orders' : 'ordered already';
    return `${orderOf(plan.key).noun} (${where}: ${order.reference})`;
  });
  if (texts.length === 0) return [];
  return [line(markdownText(`Not offered again: ${unique(texts).join('; ')}.`, 400), 1)];
}
