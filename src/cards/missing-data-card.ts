import type { EvaluatedOption, Evaluation, WorkupItem } from '../domain/evaluation.ts';
import { SUMMARY_LIMIT } from './card.ts';
import { alreadyOrdered } from './already-ordered.ts';
import { layOut, type Line, line } from './detail.ts';
import type { CardDraft } from './draft.ts';
import { digest, factsOfOption, factStates } from './fact-hash.ts';
import { footer } from './footer.ts';
import type { CardInput } from './input.ts';
import { cleanText, markdownText, plainText } from './markdown.ts';
import { type OrderKey, orderForWorkup, orderOf } from './orders.ts';
import { readAsAbsent } from './record-types.ts';
import { mergePlans, type OrderPlan, withoutExisting } from './suggestions.ts';
import { ASSUMED, titles } from './treatment-detail.ts';
import {
  byPresentation,
  enumerate,
  enumerateWithin,
  factsById,
  factTitle,
  gap,
  midSentence,
  readableDates,
  startSentence,
  unique,
} from './wording.ts';

/** The card of the facts that are missing: what would settle the open options. */

const SUGGESTION_LIMIT = 5;

/** What the cards before this one have said already. */
export interface SaidBefore {
  /** Orders that they offer: not offered twice. */
  readonly offered: ReadonlySet<OrderKey>;
  /** Is the treatment card among them? It tells what was not looked up. */
  readonly treatment: boolean;
}

/** The card before it has an identity; undefined when the work-up is empty. */
export function missingDataCard(input: CardInput, { offered, treatment }: SaidBefore): CardDraft | undefined {
  const { evaluation } = input;
  if (evaluation.workup.length === 0) return undefined;
  const ranked = evaluation.workup.filter((item) => !item.baseline);
  const baseline = evaluation.workup.filter((item) => item.baseline);
  const planned = mergePlans(evaluation.workup.flatMap((item) => planOf(item, evaluation)));
  const elsewhere = planned.filter((plan) => offered.has(plan.key));
  const { open, withheld } = withoutExisting(
    planned.filter((plan) => !offered.has(plan.key)),
    input,
  );
  const remarks: Line[] = [
    ...alreadyOrdered(withheld),
    ...(elsewhere.length > 0
      ? [
          line(
            markdownText(
              `Offered on another card of this answer: ${enumerate(elsewhere.map((plan) => orderOf(plan.key).noun))}.`,
              300,
            ),
            1,
          ),
        ]
      : []),
    ...sameStudy(open),
  ];
  return {
    topic: 'missing-data',
    indicator: 'info',
    summary: summaryOf(ranked, baseline),
    detail: layOut(
      [
        { heading: 'Would settle what is open, in this order', lines: itemLines(ranked, evaluation) },
        { heading: 'Beside the ranking', lines: itemLines(baseline, evaluation) },
        { heading: 'Not listed', lines: omitted(evaluation), inline: true },
        { heading: ASSUMED, lines: treatment ? [] : readAsAbsent(input) },
        { heading: 'Orders', lines: remarks },
      ],
      footer(evaluation),
    ),
    factHash: digest([
      'missing-data',
      evaluation.workup.map((item) => item.id).sort(),
      factStates(
        evaluation,
        evaluation.workup.flatMap((item) => item.facts),
      ),
    ]),
    optionCodes: unique(evaluation.workup.flatMap((item) => item.decides)),
    plans: open,
    suggestionLimit: SUGGESTION_LIMIT,
    recommendFirst: false,
  };
}

/** The order of an item of this patient's work-up; undefined for documentation items, which have none. */
export function orderOfItem(item: string, evaluation: Evaluation): OrderKey | undefined {
  const pregnant = evaluation.facts.some(({ id, value }) => id === 'pregnancy' && value === 'yes');
  return orderForWorkup(item, pregnant);
}

function decidedBy(item: WorkupItem, evaluation: Evaluation): EvaluatedOption[] {
  return byPresentation(evaluation.options.filter((option) => item.decides.includes(option.code)));
}

function planOf(item: WorkupItem, evaluation: Evaluation): OrderPlan[] {
  const key = orderOfItem(item.id, evaluation);
  if (key === undefined) return [];
  const decided = decidedBy(item, evaluation);
  const purpose = decided.length > 0 ? `; decides on ${titles(decided, 300)}` : '';
  return [
    {
      key,
      options: [],
      rationale: [
        readableDates(
          `${item.title}: ${item.facts.length > 0 ? `to learn ${factNames(item)}` : item.text}${purpose}`,
        ),
      ],
      facts: unique([...item.facts, ...decided.flatMap(factsOfOption)]),
    },
  ];
}

function factNames(item: WorkupItem): string {
  return enumerate(item.facts.map((id) => midSentence(factTitle(id))));
}

function itemLines(items: readonly WorkupItem[], evaluation: Evaluation): Line[] {
  const facts = factsById(evaluation);
  return items.map((item) => {
    const missing = item.facts
      .filter((id) => facts.get(id)?.state !== 'known' || facts.get(id)?.value === null)
      .map((id) => gap(id, facts.get(id)));
    const decided = decidedBy(item, evaluation);
    const how = cleanText(item.text).replace(/\.$/, '');
    const repeats = how.toLowerCase().startsWith(cleanText(item.title).toLowerCase());
    const parts = [
      ...(missing.length > 0 ? [`no usable record of ${enumerateWithin(missing, 160)}`] : []),
      ...(decided.length > 0 ? [`bears on ${titles(decided, 110)}`] : []),
      ...(how === '' || (repeats && how.length < item.title.length + 12)
        ? []
        : [`asked for as: ${midSentence(how)}`]),
    ];
    const text = `${startSentence(item.title)}${parts.length > 0 ? `: ${parts.join('; ')}` : ''}`;
    return line(markdownText(readableDates(text), 420), 1);
  });
}

function omitted(evaluation: Evaluation): Line[] {
  if (evaluation.workupOmitted.length === 0) return [];
  const names = evaluation.workupOmitted.map((id) => {
    const key = orderOfItem(id, evaluation);
    return key === undefined ? id.replaceAll('-', ' ') : orderOf(key).noun;
  });
  return [line(markdownText(`lower in the ranking: ${enumerate(unique(names))}.`, 300), 2)];
}

/** One scan can answer two questions: the clinician should not order it twice. */
function sameStudy(plans: readonly OrderPlan[]): Line[] {
  const byCode = new Map<string, OrderKey[]>();
  for (const { key } of plans) {
    const code = orderOf(key).coding?.code;
    if (code !== undefined) byCode.set(code, [...(byCode.get(code) ?? []), key]);
  }
  return [...byCode.values()]
    .filter((keys) => keys.length > 1)
    .map((keys) =>
      line(
        markdownText(
          `One study can serve ${enumerate(keys.map((key) => orderOf(key).noun))}; two orders are not needed for it.`,
          300,
        ),
        1,
      ),
    );
}

function summaryOf(ranked: readonly WorkupItem[], baseline: readonly WorkupItem[]): string {
  const items = ranked.length > 0 ? ranked : baseline;
  const head =
    ranked.length > 0
      ? 'Data missing to settle treatment of liver metastases: '
      : 'Baseline data missing for neuroendocrine liver metastases: ';
  const names = items.map((item) => midSentence(item.title));
  return plainText(`${head}${enumerateWithin(names, SUMMARY_LIMIT - head.length)}`, SUMMARY_LIMIT);
}
