import type { EvaluatedOption, EvaluatedSet, Evaluation } from '../domain/evaluation.ts';
import { type Line, line } from './detail.ts';
import { cleanText, markdownText } from './markdown.ts';
import { enumerateWithin, midSentence, readableDates, unique } from './wording.ts';

/** What stands behind the options: criteria sets of transplantation, disagreements, remarks, evidence. */

const LINE_LIMIT = 280;
const SHORT_LINE = 220;

const md = (text: string, limit = LINE_LIMIT): string => markdownText(readableDates(text), limit);

const SET_RESULTS = { met: 'met', 'not-met': 'not met', unknown: 'undetermined' } as const;

function setLine(set: EvaluatedSet): string {
  const named = (result: 'not-met' | 'unknown'): string[] =>
    set.criteria
      .filter((criterion) => criterion.result === result)
      .map((criterion) => criterion.id.slice(criterion.id.indexOf('.') + 1).replaceAll('-', ' '));
  const parts = [
    ...(named('not-met').length > 0 ? [`not met: ${enumerateWithin(named('not-met'), 70)}`] : []),
    ...(named('unknown').length > 0 ? [`not known: ${enumerateWithin(named('unknown'), 70)}`] : []),
  ];
  const because = parts.length > 0 ? ` (${parts.join('; ')})` : '';
  return `${set.title || set.set}: ${SET_RESULTS[set.result]}${because}`;
}

/** A line per set when one is met or undetermined: the sets differ, and the difference is part of the answer. */
export function transplantation(evaluation: Evaluation): Line[] {
  const option = evaluation.options.find((candidate) => candidate.code === 'liver-transplantation');
  const sets = evaluation.transplantCriteria;
  if (option?.status === 'not-applicable' || sets.every((set) => set.result === 'not-met')) return [];
  return [
    ...sets.map((set) => line(md(setLine(set), SHORT_LINE), 1)),
    line('Transplantation is disputed even where criteria are met.', 1),
  ];
}

/** Where the sources disagree: the topics, then the positions, the leading option's first. */
export function positions(
  evaluation: Evaluation,
  options: readonly EvaluatedOption[],
  leading: EvaluatedOption | undefined,
): Line[] {
  const fresh = once();
  // On a G3 neoplasm what the sources say of G3 comes first.
  const high = evaluation.classification.grade === 'G3';
  const ordered = (option: EvaluatedOption): string[] =>
    [...option.positions].sort(
      (a, b) => Number(high && /G3/.test(topicOf(b))) - Number(high && /G3/.test(topicOf(a))),
    );
  const lead = leading === undefined ? [] : [leading];
  const lines = [...lead, ...options.filter((option) => option !== leading)].flatMap((option) =>
    ordered(option)
      .filter(fresh)
      .map((position, index) => {
        const first = option === leading && index === 0;
        const weight = option !== leading ? 4 : index > 0 ? 3 : high ? 1 : 2;
        return line(md(`${option.title}: ${position}`, first && high ? 460 : LINE_LIMIT), weight);
      }),
  );
  const topics = unique(
    lead
      .flatMap(ordered)
      .filter((text) => cleanText(text) !== '')
      .map(topicOf),
  );
  if (topics.length === 0) return lines;
  const overview = line(md(`On ${enumerateWithin(topics, 200)}`), high ? 2 : 1);
  return high ? [...lines.slice(0, 1), overview, ...lines.slice(1)] : [overview, ...lines];
}

/** What a disagreement is about: the words before its first colon. */
function topicOf(position: string): string {
  const end = position.indexOf(':');
  return midSentence(end > 3 && end < 90 ? position.slice(0, end) : position);
}

/** True for a text that says something and was not seen before. */
function once(): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => {
    const fresh = cleanText(text) !== '' && !seen.has(text);
    seen.add(text);
    return fresh;
  };
}

/** Alerts that are information, and remarks on the offered options. */
export function notes(
  evaluation: Evaluation,
  offered: readonly EvaluatedOption[],
  leading: EvaluatedOption | undefined,
): Line[] {
  const alerts = evaluation.alerts
    .filter((alert) => alert.severity === 'info')
    .map((alert) => line(md(alert.text, SHORT_LINE), 2));
  const fresh = once();
  const remarks = offered.flatMap((option) =>
    option.notes
      .filter(fresh)
      .map((note) => line(md(`${option.title}: ${note}`), option === leading ? 3 : 4)),
  );
  return [...alerts, ...remarks];
}

/** Series, patients, years and design behind the options. */
export function evidence(subjects: readonly EvaluatedOption[], leading: EvaluatedOption | undefined): Line[] {
  return subjects
    .filter((option) => cleanText(option.evidence) !== '')
    .map((option) => {
      const weight = option === leading ? 1 : option.code === 'mdt-review' ? 4 : 3;
      return line(md(`${option.title}: ${option.evidence}`, 330), weight);
    })
    .sort((a, b) => a.weight - b.weight);
}
