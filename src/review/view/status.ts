import type { CriterionResult, EvaluatedCriterion, Status, StatusGroup } from '../../domain/evaluation.ts';
import { type Element, h } from './element.ts';

/** Statuses and results as people see them: a word and a shape, never a colour alone. */

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  recommended: 'Recommended',
  consider: 'Consider',
  'insufficient-data': 'Undecided',
  'not-indicated': 'Not indicated',
  contraindicated: 'Contraindicated',
  'not-applicable': 'Not applicable',
};

/** What each status says, for the legend. */
export const STATUS_MEANINGS: Readonly<Record<Status, string>> = {
  recommended: 'the patient meets what the sources ask for it',
  consider: 'as recommended, but conditional, second line, disputed, or with a caution',
  'insufficient-data': 'nothing known excludes it, and something that decides is not known',
  'not-indicated': 'something that it requires is not met',
  contraindicated: 'a contraindication is present',
  'not-applicable': 'the question does not arise',
};

export const STATUS_ORDER: readonly Status[] = [
  'recommended',
  'consider',
  'insufficient-data',
  'not-indicated',
  'contraindicated',
  'not-applicable',
];

/** Offered, open or closed. */
export function groupOf(status: Status): StatusGroup {
  if (status === 'recommended' || status === 'consider') return 'offered';
  return status === 'insufficient-data' ? 'open' : 'closed';
}

/** Shapes on a field of 16 x 16, drawn with the colour of the text. */
const SHAPES: Readonly<Record<string, readonly Element[]>> = {
  recommended: [
    h('circle', { cx: 8, cy: 8, r: 7, class: 'solid' }),
    h('path', { d: 'M4.5 8.2 7 10.7 11.6 5.8', class: 'cut' }),
  ],
  consider: [
    h('circle', { cx: 8, cy: 8, r: 6.5, class: 'line' }),
    h('path', { d: 'M4.8 8.2 7 10.4 11.2 5.9', class: 'line' }),
  ],
  'insufficient-data': [
    h('circle', { cx: 8, cy: 8, r: 6.5, class: 'line broken' }),
    h('path', { d: 'M6 6.3a2 2 0 1 1 2.8 1.8c-.5.2-.8.6-.8 1.2', class: 'line' }),
    h('circle', { cx: 8, cy: 11.4, r: 0.9, class: 'solid' }),
  ],
  'not-indicated': [
    h('circle', { cx: 8, cy: 8, r: 6.5, class: 'line' }),
    h('path', { d: 'M4.8 8h6.4', class: 'line' }),
  ],
  contraindicated: [
    h('path', { d: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z', class: 'solid' }),
    h('path', { d: 'M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4', class: 'cut' }),
  ],
  'not-applicable': [h('path', { d: 'M2 8h12', class: 'line' })],
  info: [
    h('circle', { cx: 8, cy: 8, r: 6.5, class: 'line' }),
    h('path', { d: 'M8 7.2v4.2', class: 'line' }),
    h('circle', { cx: 8, cy: 4.8, r: 0.9, class: 'solid' }),
  ],
  warning: [
    h('path', { d: 'M8 1.4 15 14.4H1z', class: 'line' }),
    h('path', { d: 'M8 6v4', class: 'line' }),
    h('circle', { cx: 8, cy: 12, r: 0.9, class: 'solid' }),
  ],
  critical: [
    h('path', { d: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z', class: 'solid' }),
    h('path', { d: 'M8 4v5', class: 'cut' }),
    h('circle', { cx: 8, cy: 11.6, r: 1, class: 'cut-solid' }),
  ],
};

const RESULT_SHAPE: Readonly<Record<CriterionResult, string>> = {
  met: 'consider',
  'not-met': 'not-indicated',
  unknown: 'insufficient-data',
};

/** The shape of a status; decoration beside its word. */
export function statusShape(
  status: string,
  attributes: Readonly<Record<string, string | number>> = {},
): Element {
  return h(
    'svg',
    {
      class: `shape ${status}`,
      viewBox: '0 0 16 16',
      'aria-hidden': 'true',
      focusable: 'false',
      ...attributes,
    },
    SHAPES[status] ?? [],
  );
}

/** Shape and word of a status. */
export function statusMark(status: Status): Element {
  return h('span', { class: `status ${status}` }, statusShape(status), ' ', STATUS_WORDS[status]);
}

/** What a result says of a criterion: for contraindications and cautions "met" means present. */
export function resultWord(kind: EvaluatedCriterion['kind'], result: CriterionResult): string {
  if (result === 'unknown') return 'Not known';
  if (kind === 'required') return result === 'met' ? 'Met' : 'Not met';
  return result === 'met' ? 'Present' : 'Not present';
}

/** Does the result speak for the option, against it, or is it open? */
export function bearing(
  kind: EvaluatedCriterion['kind'],
  result: CriterionResult,
): 'for' | 'against' | 'open' {
  if (result === 'unknown') return 'open';
  return (kind === 'required') === (result === 'met') ? 'for' : 'against';
}

const BEARING_SHAPE = { for: 'consider', against: 'contraindicated', open: 'insufficient-data' } as const;

/** Shape and word of a criterion's result. */
export function resultMark(kind: EvaluatedCriterion['kind'], result: CriterionResult): Element {
  const side = bearing(kind, result);
  const shape = kind === 'caution' && side === 'against' ? 'not-indicated' : BEARING_SHAPE[side];
  return h('span', { class: `result ${side}` }, statusShape(shape), ' ', resultWord(kind, result));
}

/** Shape and word of a plain result (transplantation criteria). */
export function plainResult(result: CriterionResult): Element {
  const words = { met: 'Met', 'not-met': 'Not met', unknown: 'Not known' } as const;
  const side = { met: 'for', 'not-met': 'against', unknown: 'open' } as const;
  return h(
    'span',
    { class: `result ${side[result]}` },
    statusShape(RESULT_SHAPE[result]),
    ' ',
    words[result],
  );
}
