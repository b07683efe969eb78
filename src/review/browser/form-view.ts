import type { Evaluation } from '../../domain/evaluation.ts';
import { type Child, type Element as Tree, h } from '../view/element.ts';
import { type ReviewModel, statusByRecord } from '../view/model.ts';
import { STATUS_WORDS, statusMark } from '../view/status.ts';
import { counted, inReadingOrder } from '../view/wording.ts';
import { FIELD_GROUPS, FIELDS, type Field } from '../what-if/fields.ts';
import { fieldView } from './field-view.ts';
import type { WhatIf } from './what-if.ts';

/** The facts that decide and are not known: of undecided options and of the work-up. */
export function decidingFacts(evaluation: Evaluation): ReadonlySet<string> {
  return new Set([
    ...evaluation.options.flatMap((option) => option.missing),
    ...evaluation.workup.flatMap((item) => item.facts),
  ]);
}

function isDeciding(field: Field, deciding: ReadonlySet<string>): boolean {
  if (field.site === 'liver-metastasis' && deciding.has('ki67@liver')) return true;
  if (field.treatment !== undefined) return deciding.has(field.id);
  return deciding.has(field.fact);
}

/** One field as it stands. */
export function fieldNow(field: Field, whatIf: WhatIf, deciding: ReadonlySet<string>): Tree {
  return fieldView(field, {
    answer: whatIf.shownAnswer(field),
    onRecord: whatIf.recordText(field),
    changed: whatIf.answers.has(field.id),
    missing: isDeciding(field, deciding),
  });
}

/** The whole form: what decides first, then all facts by group. */
export function formView(whatIf: WhatIf, record: Evaluation): readonly Child[] {
  const deciding = decidingFacts(record);
  const first = FIELDS.filter((field) => isDeciding(field, deciding));
  const rest = FIELDS.filter((field) => !first.includes(field));
  const part = (title: string, fields: readonly Field[], open: boolean, id: string): Child =>
    fields.length > 0 &&
    h(
      'details',
      { id, open },
      h('summary', {}, `${title} (${fields.length})`),
      h(
        'div',
        { class: 'fields' },
        fields.map((field) => fieldNow(field, whatIf, deciding)),
      ),
    );
  return [
    part('Not known, and decides', first, true, 'fields-deciding'),
    FIELD_GROUPS.map((group, at) =>
      part(
        group,
        rest.filter((field) => field.group === group),
        false,
        `fields-${at}`,
      ),
    ),
  ];
}

/** What the answer is now, beside the form: changed options first. */
export function outcomeView(model: ReviewModel): readonly Child[] {
  const options = inReadingOrder(model.evaluation.options);
  const changed = options.filter((option) => statusByRecord(model, option) !== undefined);
  const before = (option: (typeof options)[number]): Child => {
    const status = statusByRecord(model, option);
    return (
      status !== undefined && h('span', { class: 'changed' }, `was: ${STATUS_WORDS[status].toLowerCase()}`)
    );
  };
  const line = (option: (typeof options)[number]): Tree =>
    h(
      'li',
      {},
      h('a', { href: `#option-${option.code}` }, option.title),
      ' ',
      statusMark(option.status),
      ' ',
      before(option),
    );
  const others = options.filter((option) => !changed.includes(option));
  return [
    h('h3', {}, 'Options now'),
    model.changes.length > 0 &&
      h(
        'p',
        {},
        `${counted(model.changes.length, 'fact')} changed; ${counted(changed.length, 'option')} differ${changed.length === 1 ? 's' : ''} from the record.`,
      ),
    changed.length > 0 && h('ul', { class: 'plain outcome' }, changed.map(line)),
    h('ul', { class: 'plain outcome' }, others.map(line)),
    !model.evaluation.applies && h('p', {}, 'With these facts there is no advice for the patient.'),
  ];
}

/** The sentence that is read out after a change. */
export function announcement(model: ReviewModel): string {
  if (model.changes.length === 0) return 'The record as it stands.';
  const changed = model.evaluation.options.flatMap((option) => {
    const before = statusByRecord(model, option);
    return before === undefined
      ? []
      : [`${option.title}: ${STATUS_WORDS[option.status]}, was ${STATUS_WORDS[before]}`];
  });
  return changed.length === 0
    ? 'No option changes.'
    : `${counted(changed.length, 'option')} changed. ${changed.join('. ')}.`;
}
