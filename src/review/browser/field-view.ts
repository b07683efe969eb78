import { type Attributes, type Element as Tree, h } from '../view/element.ts';
import { type Answer, answerText, type Comparator } from '../what-if/answers.ts';
import type { Field } from '../what-if/fields.ts';

/** The controls of one fact, and what they say. Names of controls: `<field>`, `<field>|comparator`, `<field>|high`. */

const COMPARATORS: readonly (readonly [Comparator | '..', string])[] = [
  ['=', 'equal to'],
  ['<', 'below'],
  ['<=', 'at most'],
  ['>', 'above'],
  ['>=', 'at least'],
  ['..', 'from \u2026 to'],
];

/** How a field is shown: its answer now, what the record says, and whether it was changed. */
export interface FieldState {
  readonly answer: Answer | undefined;
  readonly onRecord: string;
  readonly changed: boolean;
  readonly missing: boolean;
}

/** Identifier of the first control of a field. */
export function controlId(field: Field): string {
  return `f-${field.id.replaceAll(/[^a-z0-9]+/gi, '-')}`;
}

/** A field with its label, limits, what is on record and the button that goes back. */
export function fieldView(field: Field, state: FieldState): Tree {
  const id = controlId(field);
  const limits =
    field.input.type === 'number'
      ? `${field.input.least} to ${field.input.most} ${field.input.unitText}`.trim()
      : '';
  const described = { 'aria-describedby': `${id}-hint ${id}-error` };
  const marks = [state.missing && 'decides', state.changed && 'changed'].filter(Boolean).join(', ');
  return h(
    'div',
    {
      class: `field${state.changed ? ' is-changed' : ''}${state.missing ? ' is-missing' : ''}`,
      'data-field': field.id,
    },
    field.input.type === 'set'
      ? h('span', { class: 'label', id: `${id}-label` }, field.title)
      : h('label', { for: id }, field.title),
    marks !== '' && h('span', { class: 'mark' }, ` (${marks})`),
    h('div', { class: 'controls' }, controls(field, id, state.answer, described)),
    h(
      'p',
      { class: 'hint', id: `${id}-hint` },
      `Record: ${state.onRecord}.${limits === '' ? '' : ` Limits: ${limits}.`}`,
    ),
    h('p', { class: 'error', id: `${id}-error` }),
    state.changed &&
      h(
        'button',
        { type: 'button', class: 'small', 'data-back': field.id },
        'Back to the record',
        h('span', { class: 'unseen' }, `: ${field.title}`),
      ),
  );
}

function controls(
  field: Field,
  id: string,
  answer: Answer | undefined,
  described: Attributes,
): readonly Tree[] {
  const { input } = field;
  switch (input.type) {
    case 'word': {
      const word = answer?.kind === 'word' ? answer.word : '';
      return [
        h(
          'select',
          { id, name: field.id, ...described },
          h('option', { value: '', selected: word === '' }, 'not on record'),
          input.words.map((each) =>
            h('option', { value: each, selected: each === word }, each.replaceAll('-', ' ')),
          ),
        ),
      ];
    }
    case 'set': {
      const members = answer?.kind === 'set' ? answer.members : [];
      return [
        h(
          'span',
          { class: 'choices', role: 'group', 'aria-labelledby': `${id}-label`, ...described },
          input.words.map((each) =>
            h(
              'label',
              {},
              h('input', { type: 'checkbox', name: field.id, value: each, checked: members.includes(each) }),
              each,
            ),
          ),
        ),
      ];
    }
    case 'date':
      return [
        h('input', {
          id,
          type: 'date',
          name: field.id,
          value: answer?.kind === 'date' ? answer.date : '',
          ...described,
        }),
      ];
    case 'number': {
      const range = answer?.kind === 'range';
      const chosen = range ? '..' : answer?.kind === 'number' ? answer.comparator : '=';
      const first = answer?.kind === 'number' ? String(answer.value) : range ? String(answer.low) : '';
      const step = input.decimals === 0 ? 1 : 10 ** -input.decimals;
      const number = { type: 'number', min: input.least, max: input.most, step, inputmode: 'decimal' };
      return [
        h(
          'select',
          { name: `${field.id}|comparator`, 'aria-label': `${field.title}: comparison` },
          COMPARATORS.map(([value, title]) => h('option', { value, selected: value === chosen }, title)),
        ),
        h('input', { id, name: field.id, value: first, ...number, ...described }),
        h('input', {
          name: `${field.id}|high`,
          value: range ? String(answer.high) : '',
          'aria-label': `${field.title}: to`,
          hidden: !range,
          ...number,
        }),
        h('span', { class: 'unit' }, input.unitText),
      ];
    }
  }
}

/** What the controls of a field say; undefined for nothing (not on record). A number that is no number is NaN. */
export function answerIn(form: HTMLFormElement, field: Field): Answer | undefined {
  const data = new FormData(form);
  const text = String(data.get(field.id) ?? '').trim();
  switch (field.input.type) {
    case 'word':
      return text === '' ? undefined : { kind: 'word', word: text };
    case 'set': {
      const members = data.getAll(field.id).map(String);
      return members.length === 0 ? undefined : { kind: 'set', members };
    }
    case 'date':
      return text === '' ? undefined : { kind: 'date', date: text };
    case 'number': {
      const control = form.elements.namedItem(field.id);
      // A browser gives an empty text for what it cannot read as a number.
      const unreadable = control instanceof HTMLInputElement && control.validity.badInput;
      if (text === '' && !unreadable) return undefined;
      const comparator = String(data.get(`${field.id}|comparator`));
      const value = unreadable ? Number.NaN : Number(text);
      if (comparator === '..') {
        const high = String(data.get(`${field.id}|high`) ?? '').trim();
        return { kind: 'range', low: value, high: high === '' ? Number.NaN : Number(high) };
      }
      return { kind: 'number', comparator: comparator as Comparator, value };
    }
  }
}

/** What is on record for a field, in words. */
export function onRecordText(field: Field, answer: Answer | undefined, otherwise: string): string {
  return answer === undefined ? otherwise : answerText(field, answer);
}
