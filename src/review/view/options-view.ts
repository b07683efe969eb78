import type { EvaluatedCriterion, EvaluatedOption, Evaluation } from '../../domain/evaluation.ts';
import { citationTexts } from '../../evidence/sources.ts';
import { type Element, h } from './element.ts';
import { conflictsOfOption, evidenceOfOption } from './evidence-view.ts';
import { type ReviewModel, statusByRecord } from './model.ts';
import { remarkOf } from './pathway.ts';
import { groupOf, resultMark, STATUS_WORDS, statusMark } from './status.ts';
import {
  capital,
  dateText,
  factOf,
  factTitle,
  factTitles,
  inReadingOrder,
  listed,
  valueText,
  withDates,
} from './wording.ts';

/** All options with their criteria, offered ones first and open. */
export function optionsSection(model: ReviewModel): Element {
  const options = inReadingOrder(model.evaluation.options);
  const part = (id: string, title: string, text: string, group: string): Element | false => {
    const members = options.filter((option) => groupOf(option.status) === group);
    return (
      members.length > 0 &&
      h(
        'section',
        { 'aria-labelledby': id },
        h('h3', { id }, `${title} (${members.length})`),
        h('p', { class: 'quiet' }, text),
        members.map((option) => optionView(model, option)),
      )
    );
  };
  return h(
    'section',
    { id: 'options', 'aria-labelledby': 'options-title' },
    h('h2', { id: 'options-title' }, 'Options'),
    part(
      'offered',
      'Offered',
      'Every required criterion is met and no contraindication is present.',
      'offered',
    ),
    part('open', 'Undecided', 'Nothing known excludes these; something that decides is not known.', 'open'),
    part(
      'closed',
      'Closed',
      'A required criterion is not met, a contraindication is present, or the question does not arise.',
      'closed',
    ),
  );
}

function optionView(model: ReviewModel, option: EvaluatedOption): Element {
  const before = statusByRecord(model, option);
  const summary = remarkOf(option);
  return h(
    'details',
    {
      id: `option-${option.code}`,
      class: `option ${option.status}`,
      open: groupOf(option.status) === 'offered',
    },
    h(
      'summary',
      {},
      h('h4', {}, option.title),
      ' ',
      statusMark(option.status),
      before !== undefined &&
        h('span', { class: 'changed' }, ` changed: ${STATUS_WORDS[before].toLowerCase()} by the record`),
      summary !== '' && h('span', { class: 'remark' }, summary),
    ),
    h(
      'div',
      { class: 'body' },
      statusNotes(option),
      criteriaTable(model.evaluation, option),
      explanations(option),
      sourcesOf(option),
      evidenceOf(option),
    ),
  );
}

function statusNotes(option: EvaluatedOption): readonly (Element | false)[] {
  const timing = {
    simultaneous: 'simultaneous with the liver',
    'with-first-stage': 'with the first stage',
    staged: 'staged',
  } as const;
  return [
    option.couldBe !== null &&
      h(
        'p',
        {},
        h('strong', {}, 'Could become: '),
        statusMark(option.couldBe),
        option.missing.length > 0 && `, once known: ${factTitles(option.missing)}`,
      ),
    option.deferred &&
      h(
        'p',
        {},
        h('strong', {}, 'Deferred: '),
        'closed only by what can be corrected; correct it, then reassess.',
      ),
    option.timing !== null && h('p', {}, h('strong', {}, 'Timing: '), timing[option.timing]),
    option.couldBe === null &&
      option.missing.length > 0 &&
      h('p', {}, h('strong', {}, 'Not known: '), factTitles(option.missing)),
    option.assumptions.length > 0 &&
      h('p', {}, h('strong', {}, 'Rests on assumptions: '), factTitles(option.assumptions)),
  ];
}

const KINDS: Readonly<Record<EvaluatedCriterion['kind'], string>> = {
  required: 'Required',
  contraindication: 'Contraindication',
  caution: 'Caution',
};

function criteriaTable(evaluation: Evaluation, option: EvaluatedOption): Element | false {
  if (option.criteria.length === 0) return false;
  return h(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': `Criteria of ${option.title}` },
    h(
      'table',
      { class: 'criteria' },
      h('caption', {}, 'Criteria'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Criterion', 'Result', 'Why, and from which record', 'Source'].map((title) =>
            h('th', { scope: 'col' }, title),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        option.criteria.map((criterion) => criterionRow(evaluation, criterion)),
      ),
    ),
  );
}

function criterionRow(evaluation: Evaluation, criterion: EvaluatedCriterion): Element {
  const traits = [
    KINDS[criterion.kind],
    ...(criterion.strength === 'relative' ? ['relative'] : []),
    ...(criterion.reversible ? ['can be corrected'] : []),
  ];
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      criterion.sentence,
      h('span', { class: 'quiet' }, `${traits.join(', ')} \u00b7 ${criterion.id}`),
    ),
    h('td', {}, resultMark(criterion.kind, criterion.result)),
    h(
      'td',
      {},
      h(
        'ul',
        { class: 'plain' },
        beyondFacts(criterion).map((text) => h('li', {}, capital(withDates(text)))),
        criterion.facts.map((id) => factLine(evaluation, id)),
      ),
    ),
    h(
      'td',
      {},
      listed(citationTexts(criterion.citations.filter((citation) => citation.source !== 'OP'))),
      criterion.operational &&
        h(
          'span',
          { class: 'quiet' },
          criterion.citations.some((c) => c.source !== 'OP')
            ? 'with an operational definition'
            : 'operational definition',
        ),
    ),
  );
}

/** What the explanation says beyond the values of the facts, which have lines of their own. */
function beyondFacts(criterion: EvaluatedCriterion): readonly string[] {
  const titles = criterion.facts.map(factTitle);
  return criterion.explanation
    .split('; ')
    .filter((part) => part !== '' && !titles.some((title) => part.startsWith(title)));
}

/** One fact behind a criterion: value, date, resource. */
function factLine(evaluation: Evaluation, id: string): Element {
  const fact = factOf(evaluation, id);
  const used = fact?.sources.filter((source) => source.used) ?? [];
  const value = `${factTitle(id)}: ${valueText(fact)}`;
  if (!fact || used.length === 0) {
    return h('li', {}, value, fact?.state === 'assumed' && ` (${fact.note ?? 'assumed'})`);
  }
  const places = used
    .slice(0, 3)
    .map(
      (source) =>
        `${source.reference}${source.effective === undefined ? '' : `, ${dateText(source.effective)}`}`,
    );
  return h(
    'li',
    {},
    value,
    fact.state === 'conflicting' && ' (records disagree)',
    h(
      'span',
      { class: 'quiet record' },
      `${places.join('; ')}${used.length > 3 ? ` and ${used.length - 3} more` : ''}${fact.stale ? ' (older than its limit)' : ''}`,
    ),
  );
}

function explanations(option: EvaluatedOption): readonly (Element | false)[] {
  return [
    option.settledBy.length > 0 && [
      h('h5', {}, 'What would settle it'),
      h(
        'ul',
        {},
        option.settledBy.map((facts) => h('li', {}, factTitles(facts))),
      ),
    ],
    option.counterfactuals.length > 0 && [
      h('h5', {}, 'What would have to differ'),
      h('p', { class: 'quiet' }, 'For the reader to check the reasoning; not advice.'),
      h(
        'ul',
        {},
        option.counterfactuals.map((each) =>
          h(
            'li',
            {},
            `${factTitle(each.fact)} is ${each.now}; with ${each.would}: `,
            statusMark(each.status),
          ),
        ),
      ),
    ],
    option.notes.length > 0 && [
      h('h5', {}, 'Notes'),
      h(
        'ul',
        {},
        option.notes.map((note) => h('li', {}, capital(withDates(note)))),
      ),
    ],
  ].flat();
}

function sourcesOf(option: EvaluatedOption): readonly (Element | false)[] {
  const conflicts = conflictsOfOption(option);
  const spoken = option.positions.length > 0;
  if (conflicts.length === 0 && !spoken) return [];
  return [
    h('h5', {}, 'Where the sources disagree'),
    spoken &&
      h(
        'ul',
        {},
        option.positions.map((position) => h('li', {}, capital(position))),
      ),
    ...conflicts,
  ];
}

function evidenceOf(option: EvaluatedOption): Element {
  return h(
    'details',
    { id: `evidence-${option.code}`, class: 'evidence-block' },
    h('summary', {}, 'Evidence: tables of the sources'),
    h('div', { class: 'body' }, evidenceOfOption(option.code, option.title)),
  );
}
