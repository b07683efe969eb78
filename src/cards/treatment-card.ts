import type { EvaluatedOption, Evaluation } from '../domain/evaluation.ts';
import { SUMMARY_LIMIT } from './card.ts';
import { categoryText, patternText } from './classification.ts';
import { alreadyOrdered } from './already-ordered.ts';
import { layOut, type Line, line, type Section } from './detail.ts';
import type { CardDraft } from './draft.ts';
import { digest, factsOfOption, factStates, shownOptions, statuses } from './fact-hash.ts';
import { footer } from './footer.ts';
import type { CardInput } from './input.ts';
import { markdownText, plainText } from './markdown.ts';
import { type OrderCircumstances, orderForOption } from './orders.ts';
import { readAsAbsent } from './record-types.ts';
import { mergePlans, type OrderPlan, type WithheldPlan, withoutExisting } from './suggestions.ts';
import { leadingOption, reasoning, titles } from './treatment-detail.ts';
import {
  byPresentation,
  factsById,
  isOffered,
  isWorthAsking,
  midSentence,
  readableDates,
  startSentence,
  unique,
} from './wording.ts';

/** The card of the treatment options. */

const SUGGESTION_LIMIT = 4;

/** The card before it has an identity; undefined when no option is offered or worth asking about. */
export function treatmentCard(input: CardInput): CardDraft | undefined {
  const { evaluation } = input;
  const shown = shownOptions(evaluation);
  if (shown.length === 0) return undefined;
  const { open, withheld } = withoutExisting(referrals(evaluation), input);
  const sections = [
    { heading: 'Conclusion', lines: conclusion(evaluation, withheld), hold: 'whole' },
    ...reasoning(evaluation, readAsAbsent(input)),
  ] satisfies Section[];
  return {
    topic: 'treatment-options',
    indicator: 'info',
    summary: summaryOf(evaluation),
    detail: layOut(sections, footer(evaluation)),
    factHash: digest([
      'treatment-options',
      factStates(evaluation, shown.flatMap(factsOfOption)),
      statuses(shown),
      evaluation.transplantCriteria.map((set) => [set.set, set.result]),
      [evaluation.classification.category, evaluation.classification.pattern],
    ]),
    optionCodes: byPresentation(shown).map((option) => option.code),
    plans: open,
    suggestionLimit: SUGGESTION_LIMIT,
    recommendFirst: true,
  };
}

/** One referral for each offered option that needs one, merged by service. */
export function referrals(evaluation: Evaluation): OrderPlan[] {
  const offered = byPresentation(evaluation.options.filter(isOffered));
  const circumstances = circumstancesOf(evaluation);
  const everything = unique(offered.flatMap(factsOfOption));
  const plans = offered.flatMap((option): OrderPlan[] => {
    const key = orderForOption(option.code, circumstances);
    if (key === undefined) return [];
    return [
      {
        key,
        options: [option.code],
        rationale: rationale(evaluation, option),
        facts: option.code === 'mdt-review' ? everything : factsOfOption(option),
      },
    ];
  });
  // One surgeon sees liver and primary together when both are on the table.
  const liver = plans.some((plan) => plan.key === 'hepatobiliary-surgery');
  return mergePlans(
    plans.map((plan) =>
      liver && plan.options.includes('primary-resection') ? { ...plan, key: 'hepatobiliary-surgery' } : plan,
    ),
  );
}

function circumstancesOf(evaluation: Evaluation): OrderCircumstances {
  const facts = factsById(evaluation);
  const word = (id: string): string | undefined => {
    const value = facts.get(id)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const prior = facts.get('prior')?.value;
  const inForce =
    Array.isArray(prior) &&
    prior.some((past) => typeof past === 'object' && past.what === 'ssa' && past.inForce === true);
  return { primarySite: word('primary.site'), syndrome: word('syndrome'), analogueInForce: inForce };
}

function rationale(evaluation: Evaluation, option: EvaluatedOption): string[] {
  const status = option.status === 'recommended' ? 'meets the criteria' : 'to be considered';
  const met = option.criteria
    .filter((criterion) => criterion.kind === 'required' && criterion.result === 'met')
    .map((criterion) => criterion.explanation.trim() || criterion.sentence)
    .filter((text) => text !== '');
  const cautions = option.criteria
    .filter((criterion) => criterion.kind === 'caution' && criterion.result === 'met')
    .map((criterion) => midSentence(criterion.sentence || criterion.id));
  const head = `${option.title} (${categoryText(evaluation, 'short')}, ${patternText(evaluation, 'short')}): ${status}`;
  return [
    readableDates(
      [
        met.length > 0 ? `${head}: ${met.join('; ')}` : head,
        ...(cautions.length > 0 ? [`caution: ${cautions.join('; ')}`] : []),
      ].join('; '),
    ),
  ];
}

function summaryOf(evaluation: Evaluation): string {
  const options = byPresentation(evaluation.options);
  const offered = options.filter(isOffered);
  const treatments = offered.filter((option) => option.code !== 'mdt-review');
  const undecided = options.filter(isWorthAsking).filter((option) => option.code !== 'mdt-review');
  const disease = `${categoryText(evaluation, 'short')}, liver metastases ${patternText(evaluation, 'short')}`;
  const leading = leadingOption(treatments);
  const parts: string[] = [];
  if (leading !== undefined) {
    const phrase =
      leading.status === 'recommended'
        ? `meets the criteria for ${midSentence(leading.title)}`
        : `consider ${midSentence(leading.title)}`;
    parts.push(`${disease}: ${phrase}`);
    const others = treatments.length - 1;
    if (others > 0) parts.push(`${others} more ${others === 1 ? 'option' : 'options'}`);
  } else {
    parts.push(
      `${disease}: ${offered.length > 0 ? 'consider tumour board review' : 'no option offered yet'}`,
    );
    const first = undecided[0];
    if (first !== undefined) parts.push(`${midSentence(first.title)} undecided`);
  }
  return plainText(fitting(parts), SUMMARY_LIMIT);
}

/** As many parts as fit the summary. */
function fitting(parts: readonly string[]): string {
  for (let count = parts.length; count > 1; count -= 1) {
    const text = parts.slice(0, count).join('; ');
    if (text.length <= SUMMARY_LIMIT) return text;
  }
  return parts[0] ?? '';
}

function conclusion(evaluation: Evaluation, withheld: readonly WithheldPlan[]): Line[] {
  const options = byPresentation(evaluation.options);
  const of = (status: EvaluatedOption['status']): EvaluatedOption[] =>
    options.filter((option) => option.status === status);
  const disease = `${categoryText(evaluation, 'long')} with liver metastases ${patternText(evaluation, 'long')}`;
  const lines = [line(markdownText(`${startSentence(disease)}.`, 300), 1)];
  const say = (text: string): void => {
    lines.push(line(markdownText(readableDates(text), 420), 1));
  };
  const recommended = of('recommended');
  if (recommended.length > 0) say(`Meets the criteria for ${titles(recommended, 360)}.`);
  const consider = of('consider');
  if (consider.length > 0) say(`To be considered: ${titles(consider, 360)}.`);
  const undecided = options.filter(isWorthAsking);
  const open = (best: 'recommended' | 'consider'): EvaluatedOption[] =>
    undecided.filter((option) => option.couldBe === best);
  if (open('recommended').length > 0) {
    say(`Undecided, could meet the criteria once more is known: ${titles(open('recommended'), 180)}.`);
  }
  if (open('consider').length > 0) {
    say(`Undecided, could come to be considered: ${titles(open('consider'), 150)}.`);
  }
  const deferred = options.filter((option) => option.deferred);
  if (deferred.length > 0) {
    say(`Closed until what stands against it is corrected, then to be reassessed: ${titles(deferred, 300)}.`);
  }
  const timed = options.find((option) => option.timing !== null && isOffered(option));
  if (timed !== undefined)
    say(`Timing of ${midSentence(timed.title)}: ${timed.timing?.replaceAll('-', ' ')}.`);
  const analogue = options.find((option) => option.code === 'somatostatin-analogue');
  if (analogue !== undefined && isOffered(analogue) && circumstancesOf(evaluation).analogueInForce) {
    say('A somatostatin analogue is in force: no new order is offered for it.');
  }
  return [...lines, ...alreadyOrdered(withheld)];
}
