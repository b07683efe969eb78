import type { EvaluatedFact, Evaluation } from '../../domain/evaluation.ts';
import { type Element, h } from './element.ts';
import { capital, dateText, factOf, factTitle, valueText, withDates } from './wording.ts';

interface Event {
  /** As written; sorts as text. */
  readonly date: string;
  readonly text: string;
  readonly reference: string;
  readonly kind: 'treatment' | 'fact';
  readonly stale: boolean;
}

/** Dated facts and past treatments, newest first. */
export function timelineSection(evaluation: Evaluation): Element {
  const events = [...treatments(evaluation), ...evaluation.facts.flatMap(eventsOfFact)].sort((a, b) =>
    a.date < b.date ? 1 : a.date > b.date ? -1 : 0,
  );
  const days = [...new Set(events.map((event) => event.date.slice(0, 10)))];
  return h(
    'section',
    { id: 'timeline', 'aria-labelledby': 'timeline-title' },
    h('h2', { id: 'timeline-title' }, 'Timeline'),
    days.length === 0
      ? h('p', {}, 'No fact on record carries a date.')
      : h(
          'ol',
          { class: 'timeline' },
          days.map((day) =>
            h(
              'li',
              {},
              h('time', { datetime: day }, dateText(day)),
              h(
                'ul',
                { class: 'plain' },
                events
                  .filter((event) => event.date.slice(0, 10) === day)
                  .map((event) =>
                    h(
                      'li',
                      { class: event.kind },
                      event.kind === 'treatment' ? 'Treatment: ' : '',
                      event.text,
                      h(
                        'span',
                        { class: 'quiet' },
                        `${event.reference}${event.stale ? ', older than its limit' : ''}`,
                      ),
                    ),
                  ),
              ),
            ),
          ),
        ),
  );
}

function treatments(evaluation: Evaluation): readonly Event[] {
  const prior = factOf(evaluation, 'prior')?.value;
  if (!Array.isArray(prior)) return [];
  return prior.flatMap((past) =>
    typeof past === 'string'
      ? []
      : past.dates.map((date: string) => ({
          date,
          text: `${capital(past.what.replaceAll('-', ' '))}${past.inForce ? ', in force' : ''}`,
          reference: '',
          kind: 'treatment' as const,
          stale: false,
        })),
  );
}

function eventsOfFact(fact: EvaluatedFact): readonly Event[] {
  // The age is of the day of the evaluation: no event.
  if (fact.id === 'prior' || fact.id === 'age') return [];
  if (fact.specimens && fact.specimens.length > 0) {
    return fact.specimens.flatMap((specimen) =>
      specimen.effective === undefined
        ? []
        : [
            {
              date: specimen.effective,
              text: `${factTitle(fact.id)} ${specimen.value ?? `${specimen.low}-${specimen.high}`}${fact.unit === '%' ? ' %' : ''} (${specimen.site.replaceAll('-', ' ')})`,
              reference: specimen.reference,
              kind: 'fact' as const,
              stale: fact.stale,
            },
          ],
    );
  }
  if (fact.effective === undefined || fact.state === 'unknown') return [];
  const used = fact.sources.find((source) => source.used);
  return [
    {
      date: fact.effective,
      text: `${factTitle(fact.id)}: ${withDates(valueText(fact))}`,
      reference: used?.reference ?? '',
      kind: 'fact',
      stale: fact.stale,
    },
  ];
}
