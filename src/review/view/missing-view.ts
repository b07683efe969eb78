import type { Evaluation } from '../../domain/evaluation.ts';
import { type Element, h } from './element.ts';
import { factTitles, inSentence, listed, optionOf } from './wording.ts';

/** What is missing, ranked by what it decides; then what is asked for in any case. */
export function missingSection(evaluation: Evaluation): Element {
  const ranked = evaluation.workup.filter((item) => !item.baseline);
  const baseline = evaluation.workup.filter((item) => item.baseline);
  const titles = (codes: readonly string[]): string =>
    listed(codes.map((code) => inSentence(optionOf(evaluation, code)?.title ?? code)));
  return h(
    'section',
    { id: 'missing', 'aria-labelledby': 'missing-title' },
    h('h2', { id: 'missing-title' }, 'Missing data, by what it decides'),
    ranked.length === 0
      ? h('p', {}, 'Nothing that is missing could change an option.')
      : h(
          'ol',
          { class: 'missing' },
          ranked.map((item) =>
            h(
              'li',
              {},
              h('strong', {}, item.title),
              h('span', { class: 'quiet' }, `score ${item.score} \u00b7 ${listed(item.sources)}`),
              h('p', {}, `Resolves ${factTitles(item.facts)}. Could change: ${titles(item.decides)}.`),
              item.text !== '' && h('p', { class: 'quiet' }, item.text),
            ),
          ),
        ),
    evaluation.workupOmitted.length > 0 &&
      h(
        'p',
        {},
        `${evaluation.workupOmitted.length} more with a lower score: ${listed(evaluation.workupOmitted.map((id) => id.replaceAll('-', ' ')))}.`,
      ),
    baseline.length > 0 && [
      h('h3', {}, 'Asked for in any case'),
      h(
        'ul',
        {},
        baseline.map((item) =>
          h(
            'li',
            {},
            h('strong', {}, item.title),
            item.text === '' ? '' : `: ${item.text}`,
            h('span', { class: 'quiet' }, listed(item.sources)),
          ),
        ),
      ),
    ],
  );
}
