import type { EvaluatedAlert, EvaluatedFact, Evaluation } from '../domain/evaluation.ts';
import { isAboutOneValue } from '../domain/facts.ts';
import { type Indicator, SUMMARY_LIMIT } from './card.ts';
import { alreadyOrdered } from './already-ordered.ts';
import { layOut, type Line, line } from './detail.ts';
import type { CardDraft } from './draft.ts';
import { digest, factStates } from './fact-hash.ts';
import { footer } from './footer.ts';
import type { CardInput, UnreadData } from './input.ts';
import { markdownText, plainText } from './markdown.ts';
import { orderForAlert, orderOf } from './orders.ts';
import { typeName } from './record-types.ts';
import { mergePlans, type OrderPlan, withoutExisting } from './suggestions.ts';
import {
  enumerateWithin,
  factTitle,
  factsById,
  midSentence,
  readableDate,
  readableDates,
  startSentence,
  unique,
} from './wording.ts';

/** The card of what stands in the way of safe treatment, or of safe advice. */

const SUGGESTION_LIMIT = 4;
/** A line of what speaks against a draft order: the whole card may go into it. */
const CRITIQUE_LINE = 1800;

/** What an alert is about, for the summary. */
const SHORT: Readonly<Record<string, string>> = {
  'carcinoid-crisis-prophylaxis': 'carcinoid crisis prophylaxis for procedures',
  'syndrome-unstated': 'carcinoid symptoms not recorded',
  'carcinoid-heart-unassessed': 'carcinoid heart disease not assessed',
  'carcinoid-heart-uncorrected': 'carcinoid heart disease not corrected',
  'biliary-anastomosis': 'bilio-enteric anastomosis on record',
  'portal-vein-thrombosis': 'portal vein thrombosis on record',
  'grade-discordance': 'specimens differ in grade',
  'grade-mismatch': 'reported grade does not fit the indices',
  'cytopenia-after-prrt': 'low blood counts after radionuclide therapy',
  'conflicting-records': 'records disagree',
};

export interface SafetyContent {
  readonly alerts: readonly EvaluatedAlert[];
  readonly conflicts: readonly EvaluatedFact[];
  readonly unread: readonly UnreadData[];
  /** Why no advice is given, when that is so. */
  readonly reasons: readonly string[];
}

/** The card before it has an identity; undefined when all is well. */
export function safetyCard(input: CardInput): CardDraft | undefined {
  const content = contentOf(input.evaluation, input.unread);
  return content === undefined ? undefined : draftOf(input, content, []);
}

/** What there is to warn of outside of an order. */
function contentOf(evaluation: Evaluation, unread: readonly UnreadData[]): SafetyContent | undefined {
  if (!evaluation.applies) {
    const reasons = whyNoAdvice(evaluation, unread);
    return reasons.length === 0 ? undefined : { alerts: [], conflicts: [], unread, reasons };
  }
  const conflicts = evaluation.facts.filter((fact) => fact.state === 'conflicting');
  const alerts = evaluation.alerts.filter(
    (alert) => alert.severity !== 'info' && !(alert.id === 'conflicting-records' && conflicts.length > 0),
  );
  const broken = evaluation.issues.some((issue) => issue.severity === 'error');
  if (alerts.length + conflicts.length + unread.length === 0 && !broken) return undefined;
  return { alerts, conflicts, unread, reasons: [] };
}

/**
 * A patient to whom the knowledge does not apply gets no card, except where the reason is one that a reader has
 * to know: liver metastases of unclear origin or not confirmed, or a tumour for which the sources give no rule.
 */
export function whyNoAdvice(evaluation: Evaluation, unread: readonly UnreadData[]): string[] {
  if (evaluation.applies) return [];
  const facts = factsById(evaluation);
  const nelm = facts.get('nelm');
  const scope = facts.get('scope');
  const outside =
    scope !== undefined && scope.state !== 'assumed' && scope.value !== 'in' && nelm?.value !== 'no';
  const unclear = nelm !== undefined && (nelm.state === 'unknown' || nelm.state === 'conflicting');
  if (!outside && !unclear) return [];
  // Another search failed, and the diagnoses, which were read whole, show no neuroendocrine neoplasm: nothing to warn of.
  const diagnosesRead = unread.every(({ resourceType }) => resourceType !== 'Condition');
  if (!outside && nelm?.reason === 'unreadable' && diagnosesRead && !hasTumourFact(evaluation)) return [];
  const told = evaluation.issues
    .filter(
      ({ severity, text }) => severity !== 'information' && NO_ADVICE.test(text) && !isAboutOneValue(text),
    )
    .map((issue) => issue.text);
  if (told.length > 0)
    return unique(told.map((text) => text.replace(/\.?\s*No treatment advice is given\.?$/, '')));
  return [
    outside
      ? 'The neoplasm on record lies outside the scope of the sources: they give no rule for it'
      : 'Liver metastases of a neuroendocrine neoplasm are not certain from the record',
  ];
}

/** Issues that say why the knowledge does not apply. */
const NO_ADVICE = /liver metasta|no treatment advice|no rule|\bscope\b/i;

/** Is anything of a neuroendocrine neoplasm on record? */
function hasTumourFact(evaluation: Evaluation): boolean {
  const ids = new Set([
    'primary.site',
    'primary.status',
    'differentiation',
    'ki67',
    'grade.reported',
    'syndrome',
  ]);
  return evaluation.facts.some((fact) => ids.has(fact.id) && fact.state === 'known');
}

/** The draft of a safety card from its content; `about` adds to what its digest rests on. */
export function draftOf(input: CardInput, content: SafetyContent, about: readonly unknown[]): CardDraft {
  const { evaluation } = input;
  const alerts = bySeverity(content.alerts);
  const { open, withheld } = withoutExisting(alertOrders(alerts), input);
  const facts = [
    ...alerts.flatMap((alert) => alert.facts),
    ...content.conflicts.map((fact) => fact.id),
    ...(content.reasons.length > 0 ? ['nelm', 'scope'] : []),
  ];
  return {
    topic: 'safety',
    indicator: indicatorOf(alerts, input),
    summary: summaryOf(content, alerts),
    detail: layOut(
      [
        { heading: 'No treatment advice is given', lines: content.reasons.map((text) => said(text, 1)) },
        { heading: 'Draft orders', lines: alerts.filter(isCritique).flatMap(critiqueLines) },
        {
          heading: 'Before treatment',
          lines: alerts
            .filter((alert) => !isCritique(alert))
            .map((alert) => said(cited(alert.text, alert), 1)),
        },
        { heading: 'Records that disagree', lines: content.conflicts.map((fact) => line(conflict(fact), 1)) },
        { heading: 'Could not be read', lines: unreadLines(content.unread) },
        { heading: 'Records not used', lines: issueLines(evaluation, content) },
        { heading: 'Orders', lines: alreadyOrdered(withheld) },
      ],
      footer(evaluation),
    ),
    factHash: digest([
      'safety',
      alerts.map((alert) => [alert.id, alert.severity]).sort(),
      factStates(evaluation, facts),
      conflictStates(content.conflicts),
      content.unread.map((item) => [item.resourceType, item.reason]).sort(),
      content.reasons,
      about,
    ]),
    optionCodes: [],
    plans: open,
    suggestionLimit: SUGGESTION_LIMIT,
    recommendFirst: false,
  };
}

/** `critical` is kept for a draft order with an absolute contraindication that is about to be signed. */
function indicatorOf(alerts: readonly EvaluatedAlert[], input: CardInput): Indicator {
  const stop = alerts.some((alert) => alert.severity === 'critical' && isCritique(alert));
  if (stop && input.hook === 'order-sign') return 'critical';
  const orderHook = input.hook === 'order-select' || input.hook === 'order-sign';
  return orderHook && alerts.length > 0 && alerts.every((alert) => alert.severity === 'info')
    ? 'info'
    : 'warning';
}

function bySeverity(alerts: readonly EvaluatedAlert[]): EvaluatedAlert[] {
  const order = ['critical', 'warning', 'info'];
  const place = (alert: EvaluatedAlert): number =>
    order.indexOf(alert.severity) * 2 + (isCritique(alert) ? 0 : 1);
  return [...alerts].sort((a, b) => place(a) - place(b));
}

function said(text: string, weight: Line['weight'], limit = 480): Line {
  return line(markdownText(startSentence(readableDates(text)), limit), weight);
}

function isCritique(alert: EvaluatedAlert): boolean {
  return alert.id === 'contraindicated-order';
}

/** What speaks against a draft order; the critique names the order and the option, often by the same words. */
function critiqueText(text: string): string {
  const label = /^(.{3,160}?): \1 /u.exec(text)?.[1];
  return label === undefined ? text : text.slice(label.length + 2);
}

/** The lines of a critique: the order, what it can be an order for, and the places in the sources. */
function critiqueLines(alert: EvaluatedAlert): Line[] {
  const [first = '', ...rest] = alert.text.split('\n');
  const text = critiqueText(first);
  if (rest.length === 0) return [said(cited(text, alert), 1, CRITIQUE_LINE)];
  const places = placesBeside(alert).join(', ');
  return [
    ...[text, ...rest].map((each) => said(each, 1, CRITIQUE_LINE)),
    ...(places === '' ? [] : [said(`Sources of the criteria: ${places}`, 2)]),
  ];
}

/** What speaks against a draft order as a summary: without the criterion where that is too long to be whole. */
function critiqueSummary({ text, headline }: EvaluatedAlert, limit: number): string {
  const short = (said: string, within: number): string =>
    plainText(`Draft order: ${midSentence(said)}`, within);
  if (headline === undefined) return short(critiqueText(text), limit);
  const whole = short(headline.whole, 10_000);
  return whole.length <= limit ? whole : short(headline.verdict, limit);
}

/** The text with the places in the sources that it does not name itself. */
function cited(text: string, alert: EvaluatedAlert): string {
  const places = placesBeside(alert);
  return places.length > 0 ? `${text.replace(/\.$/, '')} (${places.join(', ')})` : text;
}

function placesBeside({ citations, text }: EvaluatedAlert): string[] {
  return citations.filter((source) => source !== 'OP' && !text.includes(source));
}

/** Both values with their resources and dates. */
function conflict(fact: EvaluatedFact): string {
  const remarks = unique(fact.sources.map((source) => source.note));
  const sources = fact.sources.map((source) => {
    const date = readableDate(source.effective);
    // A remark that all of them share tells nothing of one.
    const note = source.note === undefined || remarks.length < 2 ? '' : `: ${source.note}`;
    return `${source.reference}${date === undefined ? '' : `, ${date}`}${note}`;
  });
  const possible = fact.possible ?? [];
  const values = possible.length > 0 ? ` (${possible.join(' or ')})` : '';
  const text = `${factTitle(fact.id)}${values}: ${sources.join(' against ') || 'the records contradict each other'}`;
  const note = fact.note === undefined || sources.length === 0 ? '' : `. ${startSentence(fact.note)}`;
  return markdownText(readableDates(`${text}${note}`), 520);
}

/** What makes a conflict another conflict: the dates and remarks of the records that disagree. */
function conflictStates(conflicts: readonly EvaluatedFact[]): unknown[] {
  return conflicts.map((fact) => [
    fact.id,
    fact.sources.map((source) => `${source.effective ?? ''} ${source.note ?? ''}`).sort(),
  ]);
}

function unreadLines(unread: readonly UnreadData[]): Line[] {
  if (unread.length === 0) return [];
  return [
    ...unique(unread.map((item) => item.text.trim() || item.resourceType)).map((text) => said(text, 1)),
    line('What these records hold is taken as not known, never as absent.', 1),
  ];
}

function issueLines(evaluation: Evaluation, content: SafetyContent): Line[] {
  return evaluation.issues
    .filter(
      (issue) =>
        issue.severity !== 'information' && !content.reasons.some((reason) => issue.text.startsWith(reason)),
    )
    .map((issue) =>
      said(
        issue.resource === undefined ? issue.text : `${issue.resource}: ${issue.text}`,
        issue.severity === 'error' ? 1 : 2,
      ),
    );
}

function summaryOf(content: SafetyContent, alerts: readonly EvaluatedAlert[]): string {
  const reason = content.reasons[0];
  if (reason !== undefined) {
    return plainText(`No advice on liver metastases: ${midSentence(reason)}`, SUMMARY_LIMIT);
  }
  const orders = alerts.filter(isCritique);
  if (orders[0] !== undefined) {
    const more = orders.length > 1 ? ` (and ${orders.length - 1} more)` : '';
    return `${critiqueSummary(orders[0], SUMMARY_LIMIT - more.length)}${more}`;
  }
  const points = [
    ...alerts.map((alert) => SHORT[alert.id] ?? alert.id.replaceAll('-', ' ')),
    ...(content.conflicts.length > 0
      ? [
          `records disagree on ${enumerateWithin(
            content.conflicts.map((fact) => midSentence(factTitle(fact.id))),
            70,
          )}`,
        ]
      : []),
    ...(content.unread.length > 0
      ? [
          `not read: ${enumerateWithin(unique(content.unread.map((item) => typeName(item.resourceType))), 60)}`,
        ]
      : []),
  ];
  const head = 'Liver metastases, safety: ';
  const body =
    points.length > 0
      ? enumerateWithin(unique(points), SUMMARY_LIMIT - head.length)
      : 'records could not be used';
  return plainText(`${head}${body}`, SUMMARY_LIMIT);
}

function alertOrders(alerts: readonly EvaluatedAlert[]): OrderPlan[] {
  return mergePlans(
    alerts.flatMap((alert): OrderPlan[] => {
      const key = orderForAlert(alert.id);
      if (key === undefined) return [];
      return [
        {
          key,
          options: [],
          rationale: [`${startSentence(orderOf(key).noun)}: ${readableDates(alert.text)}`],
          facts: alert.facts,
        },
      ];
    }),
  );
}
