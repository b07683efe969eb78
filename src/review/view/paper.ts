import { overdueSentence } from '../../decision/overdue.ts';
import type { EvaluatedCriterion, EvaluatedOption, Evaluation } from '../../domain/evaluation.ts';
import { evidenceFor } from '../../evidence/ranges.ts';
import { SOURCES } from '../../evidence/sources.ts';
import { type Child, type Element, h } from './element.ts';
import type { ReviewModel } from './model.ts';
import { pathwayOf, remarkOf, shortSentence } from './pathway.ts';
import { pathwayPicture } from './pathway-picture.ts';
import { notKnownLine, situationLine } from './situation.ts';
import { bearing, groupOf, plainResult, STATUS_WORDS, statusMark } from './status.ts';
import { capital, dateText, factTitles, inReadingOrder, listed, optionOf, withDates } from './wording.ts';

/** The board summary on A4: what the board needs in front of it; everything behind it stays on the screen. */
export function paperSummary(model: ReviewModel): readonly Child[] {
  const { evaluation } = model;
  const open = notKnownLine(evaluation);
  if (!evaluation.applies) return [];
  const overdue = overdueSentence(evaluation.evaluationDate);
  const options = inReadingOrder(evaluation.options);
  return [
    h('p', { class: 'situation' }, situationLine(evaluation)),
    open !== '' && h('p', {}, h('strong', {}, 'Not known: '), open, '.'),
    model.changes.length > 0 &&
      h(
        'p',
        { class: 'changes' },
        h('strong', {}, 'What if, not the record: '),
        model.changes
          .map((change) => `${change.title}: ${change.after} (record: ${change.before})`)
          .join('; '),
        '.',
      ),
    pathwayPicture(pathwayOf(evaluation), 'paper-pathway'),
    alerts(evaluation),
    h('h2', {}, 'Offered and undecided'),
    options.filter((option) => groupOf(option.status) !== 'closed').map(optionParagraph),
    h('h2', {}, 'Closed'),
    h('ul', {}, options.filter((option) => groupOf(option.status) === 'closed').map(closedLine)),
    transplantation(evaluation),
    missing(evaluation),
    evaluation.assumptions.length > 0 &&
      h(
        'p',
        {},
        h('strong', {}, 'Assumed: '),
        factTitles(evaluation.assumptions.map((each) => each.fact)),
        '.',
      ),
    h(
      'p',
      { class: 'quiet' },
      SOURCES.map((source) => `${source.key}: ${source.journal} doi:${source.doi}`).join(' \u00b7 '),
    ),
    h(
      'p',
      { class: 'quiet' },
      `Knowledge base ${evaluation.knowledgeVersion}, evaluated for ${dateText(evaluation.evaluationDate)}${evaluation.strict ? ', strict mode' : ''}. Supports the judgement of clinicians; not yet reviewed by a clinical authority.${overdue === undefined ? '' : ` ${overdue}`}`,
    ),
  ];
}

function alerts(evaluation: Evaluation): Child {
  return (
    evaluation.alerts.length > 0 && [
      h('h2', {}, 'Alerts'),
      h(
        'ul',
        {},
        evaluation.alerts.map((alert) =>
          h('li', {}, `${capital(alert.severity)}: ${withDates(alert.text)} (${listed(alert.citations)})`),
        ),
      ),
    ]
  );
}

function sentences(criteria: readonly EvaluatedCriterion[]): string {
  return criteria.map(shortSentence).join('; ');
}

function optionParagraph(option: EvaluatedOption): Element {
  const of = (
    kind: EvaluatedCriterion['kind'],
    side: 'for' | 'against' | 'open',
  ): readonly EvaluatedCriterion[] =>
    option.criteria.filter((each) => each.kind === kind && bearing(each.kind, each.result) === side);
  const line = (title: string, text: string): Child =>
    text !== '' && [h('strong', {}, `${title}: `), text, '. '];
  return h(
    'div',
    { class: 'paper-option' },
    h(
      'p',
      {},
      h('strong', {}, option.title),
      ' ',
      statusMark(option.status),
      option.couldBe !== null && ` (could become: ${STATUS_WORDS[option.couldBe].toLowerCase()})`,
    ),
    h(
      'p',
      {},
      line('Met', sentences(of('required', 'for'))),
      line('Caution', sentences(of('caution', 'against'))),
      line('Not known', factTitles(option.missing)),
      line('Assumed', factTitles(option.assumptions)),
    ),
    groupOf(option.status) === 'offered' && h('p', { class: 'quiet' }, evidenceFor(option.code).line),
  );
}

function closedLine(option: EvaluatedOption): Element {
  const remark = remarkOf(option);
  return h(
    'li',
    {},
    h('strong', {}, option.title),
    `: ${STATUS_WORDS[option.status].toLowerCase()}${remark === '' ? '' : ` \u2013 ${remark}`}`,
    option.deferred && ' (deferred: correct, then reassess)',
  );
}

function transplantation(evaluation: Evaluation): Child {
  if (optionOf(evaluation, 'liver-transplantation')?.status === 'not-applicable') return undefined;
  return [
    h('h2', {}, 'Transplantation criteria'),
    h(
      'ul',
      {},
      evaluation.transplantCriteria.map((set) => {
        const failing = set.criteria.filter((criterion) => criterion.result !== 'met');
        const names = failing.map(
          (criterion) =>
            `${criterion.id.replace(/^.*\./, '').replaceAll('-', ' ')} ${criterion.result === 'unknown' ? 'not known' : 'not met'}`,
        );
        return h(
          'li',
          {},
          h('strong', {}, set.title),
          ': ',
          plainResult(set.result),
          names.length > 0 && ` \u2013 ${names.join('; ')}`,
        );
      }),
    ),
  ];
}

function missing(evaluation: Evaluation): Child {
  return (
    evaluation.workup.length > 0 && [
      h('h2', {}, 'Missing data'),
      h(
        'ul',
        {},
        evaluation.workup.map((item) =>
          h('li', {}, h('strong', {}, item.title), item.facts.length > 0 && `: ${factTitles(item.facts)}`),
        ),
      ),
    ]
  );
}
