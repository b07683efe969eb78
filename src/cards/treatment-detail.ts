import type {
  EvaluatedCriterion,
  EvaluatedFact,
  EvaluatedOption,
  EvaluatedSet,
  Evaluation,
} from '../domain/evaluation.ts';
import { type Line, type Section, line } from './detail.ts';
import { cleanText, markdownText } from './markdown.ts';
import {
  byPresentation,
  enumerate,
  enumerateWithin,
  factsById,
  factTitle,
  isOffered,
  isWorthAsking,
  midSentence,
  readableDate,
  readableDates,
  referencesOf,
  startSentence,
  unique,
  unknownReason,
} from './wording.ts';

/** The sections of the treatment card: a reader who distrusts the conclusion can redo it from them by hand. */

const LINE_LIMIT = 320;
const SHORT_LINE = 220;

const md = (text: string, limit = LINE_LIMIT): string => markdownText(readableDates(text), limit);

/** The sections between the conclusion and the evidence, in their fixed order. */
export function reasoning(evaluation: Evaluation): Section[] {
  const options = byPresentation(evaluation.options);
  const offered = options.filter(isOffered);
  const open = options.filter(isWorthAsking);
  const leading = leadingOption(offered) ?? leadingOption(open);
  return [
    {
      heading: 'Why',
      lines: why(evaluation, offered, leading),
      whenEmpty: 'no criterion of an option is met yet.',
    },
    {
      heading: 'Against, or checked and absent',
      lines: against(evaluation, options),
      whenEmpty: 'no contraindication was checked.',
    },
    { heading: 'Not known', lines: notKnown(evaluation, offered, open), whenEmpty: 'nothing that decides.' },
    {
      heading: 'Assumed absent, or assumed',
      lines: assumed(evaluation, [...offered, ...open]),
      whenEmpty: 'nothing.',
    },
    { heading: 'Criteria for liver transplantation', lines: transplantation(evaluation) },
    { heading: 'Where the sources disagree', lines: positions([...offered, ...open], leading) },
    { heading: 'Also to note', lines: notes(evaluation, offered, leading) },
    { heading: 'Evidence', lines: evidence(offered, leading) },
  ];
}

/** The first option that is a treatment; the tumour board when there is no other. */
export function leadingOption(options: readonly EvaluatedOption[]): EvaluatedOption | undefined {
  return options.find((option) => option.code !== 'mdt-review') ?? options[0];
}

/** Titles of options inside a sentence. */
export function titles(options: readonly EvaluatedOption[], limit: number): string {
  return enumerateWithin(
    options.map((option) => midSentence(option.title)),
    limit,
  );
}

/** `Ki-67 4 %, 1 Sep 2026, Observation/ki67-1`. */
function statement(fact: EvaluatedFact): string {
  const parts = [`${factTitle(fact.id)} ${fact.text}${fact.stale ? ' (older than its limit)' : ''}`];
  const date = readableDate(fact.effective);
  if (date !== undefined) parts.push(date);
  if (fact.state === 'assumed') parts.push('assumed');
  else parts.push(...referencesOf(fact).slice(0, 3));
  return parts.join(', ');
}

/**
 * What stands behind a criterion: its explanation with the resources beside the values, and without the facts
 * that are not known where they do not bear on the result.
 */
function basis(criterion: EvaluatedCriterion, facts: ReadonlyMap<string, EvaluatedFact>): string {
  const read = criterion.facts.map((id) => facts.get(id)).filter((fact) => fact !== undefined);
  const explanation = cleanText(criterion.explanation);
  const known = read.filter((fact) => fact.state === 'known' || fact.state === 'conflicting');
  if (explanation === '') return known.map(statement).join('; ');
  const parts = explanation.split('; ').map((part) => {
    const fact = read.find(
      ({ id }) => part.startsWith(`${factTitle(id)} `) || part.startsWith(`${factTitle(id)}:`),
    );
    return { part, fact };
  });
  const unnamed = known
    .filter((fact) => parts.every((part) => part.fact !== fact))
    .flatMap((fact) => referencesOf(fact).slice(0, 2));
  const text = parts
    .filter(
      ({ fact }) =>
        fact?.state !== 'unknown' ||
        criterion.result === 'unknown' ||
        parts.every((other) => other.fact === fact),
    )
    .map(({ part, fact }) => (fact !== undefined && known.includes(fact) ? withReferences(part, fact) : part))
    .join('; ');
  return unnamed.length > 0 ? `${text} (${unique(unnamed).slice(0, 4).join(', ')})` : text;
}

/** `Ki-67 4 % (2026-09-01)` with the resources inside the brackets. */
function withReferences(part: string, fact: EvaluatedFact): string {
  const references = referencesOf(fact)
    .filter((reference) => !part.includes(reference))
    .slice(0, 3)
    .join(', ');
  if (references === '') return part;
  return part.endsWith(')') ? `${part.slice(0, -1)}, ${references})` : `${part} (${references})`;
}

function described(criterion: EvaluatedCriterion, facts: ReadonlyMap<string, EvaluatedFact>): string {
  const behind = basis(criterion, facts);
  const asked = criterion.sentence.trim().replace(/[.?:]$/, '') || criterion.id;
  return behind === '' || behind.startsWith(asked) ? behind || asked : `${asked}: ${behind}`;
}

/** Criteria with the same wording and basis, with the options that ask for them. */
function grouped(
  pairs: readonly { option: EvaluatedOption; criterion: EvaluatedCriterion }[],
  key: (criterion: EvaluatedCriterion) => string,
): { criterion: EvaluatedCriterion; options: EvaluatedOption[] }[] {
  const groups = new Map<string, { criterion: EvaluatedCriterion; options: EvaluatedOption[] }>();
  for (const { option, criterion } of pairs) {
    const group = groups.get(key(criterion));
    if (group === undefined) groups.set(key(criterion), { criterion, options: [option] });
    else if (!group.options.includes(option)) group.options.push(option);
  }
  return [...groups.values()];
}

function pairsOf(
  options: readonly EvaluatedOption[],
  keep: (criterion: EvaluatedCriterion) => boolean,
): { option: EvaluatedOption; criterion: EvaluatedCriterion }[] {
  return options.flatMap((option) =>
    option.criteria.filter(keep).map((criterion) => ({ option, criterion })),
  );
}

function why(
  evaluation: Evaluation,
  offered: readonly EvaluatedOption[],
  leading: EvaluatedOption | undefined,
): Line[] {
  const facts = factsById(evaluation);
  const subjects = offered.length > 0 ? offered : leading === undefined ? [] : [leading];
  const met = pairsOf(subjects, (criterion) => criterion.kind === 'required' && criterion.result === 'met');
  return grouped(met, (criterion) => `${criterion.id}\n${criterion.explanation}`)
    .map(({ criterion, options }) => {
      const ofLeading = leading !== undefined && options.includes(leading);
      const whose =
        subjects.length > 1 ? `${options.length === subjects.length ? 'all' : titles(options, 90)}` : '';
      const text = `${described(criterion, facts)}${whose === '' ? '' : ` – for ${whose}`}`;
      return line(md(startSentence(text)), ofLeading ? 1 : 2);
    })
    .sort((a, b) => a.weight - b.weight);
}

function against(evaluation: Evaluation, options: readonly EvaluatedOption[]): Line[] {
  const facts = factsById(evaluation);
  const offered = options.filter(isOffered);
  const closed = options.filter(
    (option) => option.status === 'contraindicated' || option.status === 'not-indicated',
  );
  const cautions = grouped(
    pairsOf(offered, (criterion) => criterion.kind === 'caution' && criterion.result === 'met'),
    (criterion) => `${criterion.id}\n${criterion.explanation}`,
  ).map(({ criterion, options: of }) =>
    line(md(`Caution for ${titles(of, 90)}: ${midSentence(described(criterion, facts))}`), 1),
  );
  const contraindicated = grouped(
    pairsOf(
      closed.filter((option) => option.status === 'contraindicated'),
      (criterion) => criterion.kind === 'contraindication' && criterion.result === 'met',
    ),
    (criterion) => `${criterion.id}\n${criterion.strength}`,
  ).map(({ criterion, options: of }) => {
    const strength = criterion.strength === 'relative' ? 'relatively contraindicated' : 'contraindicated';
    const reversible = criterion.reversible === true ? ' (to be reassessed once corrected)' : '';
    const text = `${titles(of, 120)}: ${strength}${reversible}: ${midSentence(described(criterion, facts))}`;
    return line(md(startSentence(text)), 2);
  });
  const failing = closed
    .filter((option) => option.status === 'not-indicated')
    .flatMap((option) => {
      const first = option.criteria.find(
        (criterion) => criterion.kind === 'required' && criterion.result === 'not-met',
      );
      return first === undefined ? [] : [{ option, criterion: first }];
    });
  const notIndicated = grouped(failing, (criterion) => criterion.id).map(({ criterion, options: of }) =>
    line(
      md(
        startSentence(`${titles(of, 120)}: criteria not met: ${midSentence(described(criterion, facts))}`),
        SHORT_LINE,
      ),
      2,
    ),
  );
  return [...cautions, ...checkedAndAbsent(facts, offered), ...contraindicated, ...notIndicated];
}

/** Contraindications of offered options that known facts exclude. */
function checkedAndAbsent(
  facts: ReadonlyMap<string, EvaluatedFact>,
  offered: readonly EvaluatedOption[],
): Line[] {
  const absent = grouped(
    pairsOf(
      offered,
      (criterion) =>
        criterion.kind === 'contraindication' &&
        criterion.result === 'not-met' &&
        criterion.facts.some((id) => facts.get(id)?.state === 'known'),
    ),
    (criterion) => criterion.id,
  );
  if (absent.length === 0) return [];
  const names = absent.map(({ criterion }) => {
    const known = criterion.facts
      .map((id) => facts.get(id))
      .filter((fact) => fact?.state === 'known')
      .filter((fact) => fact !== undefined)
      .slice(0, 2)
      .map((fact) =>
        [`${factTitle(fact.id)} ${fact.text}`, readableDate(fact.effective)].filter(Boolean).join(', '),
      );
    return `${criterion.id.replaceAll('-', ' ')} (${known.join(', ')})`;
  });
  return [line(md(`Checked and absent: ${enumerateWithin(names, 280)}`), 1)];
}

function notKnown(
  evaluation: Evaluation,
  offered: readonly EvaluatedOption[],
  open: readonly EvaluatedOption[],
): Line[] {
  const facts = factsById(evaluation);
  const decides = new Map<string, EvaluatedOption[]>();
  for (const option of [...offered, ...open]) {
    for (const id of option.missing) decides.set(id, [...(decides.get(id) ?? []), option]);
  }
  const missing = [...decides.entries()]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([id, options], index) => {
      const fact = facts.get(id);
      const partly = fact !== undefined && fact.state === 'known' ? `only ${fact.text}` : unknownReason(fact);
      const text = `${factTitle(id)} (${partly}): bears on ${titles(options, 110)}`;
      return line(md(text, SHORT_LINE), index < 4 ? 1 : index < 8 ? 2 : 3);
    });
  const cautions = grouped(
    pairsOf(offered, (criterion) => criterion.kind === 'caution' && criterion.result === 'unknown'),
    (criterion) => criterion.id,
  ).map(({ criterion, options }) =>
    line(
      md(
        `Possible caution for ${titles(options, 90)}, not checked: ${midSentence(criterion.sentence || criterion.id)}`,
        SHORT_LINE,
      ),
      2,
    ),
  );
  return [...missing, ...cautions];
}

function assumed(evaluation: Evaluation, options: readonly EvaluatedOption[]): Line[] {
  const facts = factsById(evaluation);
  const texts = new Map(evaluation.assumptions.map(({ fact, text }) => [fact, text]));
  const absent: string[] = [];
  const other: string[] = [];
  for (const id of unique(options.flatMap((option) => option.assumptions))) {
    const fact = facts.get(id);
    const title = midSentence(factTitle(id));
    if (fact?.value === 'no' || fact?.value === 'none') absent.push(title);
    else if (fact?.state === 'assumed' && cleanText(fact.text) !== '') other.push(`${title} ${fact.text}`);
    else other.push(midSentence(texts.get(id) ?? factTitle(id)));
  }
  return [
    ...(absent.length > 0
      ? [line(md(`Without a record, read as absent: ${enumerate(absent)}`, 700), 1)]
      : []),
    ...(other.length > 0 ? [line(md(`Without a record, read as: ${other.join('; ')}`, 700), 1)] : []),
  ];
}

const SET_RESULTS = { met: 'met', 'not-met': 'not met', unknown: 'undetermined' } as const;

function setLine(set: EvaluatedSet): string {
  const named = (result: 'not-met' | 'unknown'): string[] =>
    set.criteria
      .filter((criterion) => criterion.result === result)
      .map((criterion) => criterion.id.slice(criterion.id.indexOf('.') + 1).replaceAll('-', ' '));
  const parts = [
    ...(named('not-met').length > 0 ? [`not met: ${named('not-met').join(', ')}`] : []),
    ...(named('unknown').length > 0 ? [`not known: ${named('unknown').join(', ')}`] : []),
  ];
  const because = parts.length > 0 ? ` (${parts.join('; ')})` : '';
  return `${set.title || set.set}: ${SET_RESULTS[set.result]}${because}`;
}

/** A line per set when one is met or undetermined: the sets differ, and the difference is part of the answer. */
function transplantation(evaluation: Evaluation): Line[] {
  const option = evaluation.options.find((candidate) => candidate.code === 'liver-transplantation');
  const sets = evaluation.transplantCriteria;
  if (option?.status === 'not-applicable' || sets.every((set) => set.result === 'not-met')) return [];
  return [
    ...sets.map((set) => line(md(setLine(set), SHORT_LINE), 1)),
    line('Transplantation is disputed even where criteria are met.', 1),
  ];
}

function positions(options: readonly EvaluatedOption[], leading: EvaluatedOption | undefined): Line[] {
  const seen = new Set<string>();
  return options.flatMap((option) =>
    option.positions
      .filter((position) => {
        const fresh = cleanText(position) !== '' && !seen.has(position);
        seen.add(position);
        return fresh;
      })
      .map((position) =>
        line(md(`${option.title}: ${position}`), option === leading ? 1 : isOffered(option) ? 2 : 3),
      ),
  );
}

function notes(
  evaluation: Evaluation,
  offered: readonly EvaluatedOption[],
  leading: EvaluatedOption | undefined,
): Line[] {
  const alerts = evaluation.alerts
    .filter((alert) => alert.severity === 'info')
    .map((alert) => line(md(alert.text), 2));
  const seen = new Set<string>();
  const remarks = offered.flatMap((option) =>
    option.notes
      .filter((note) => {
        const fresh = cleanText(note) !== '' && !seen.has(note);
        seen.add(note);
        return fresh;
      })
      .map((note) => line(md(`${option.title}: ${note}`), option === leading ? 2 : 3)),
  );
  return [...alerts, ...remarks];
}

function evidence(offered: readonly EvaluatedOption[], leading: EvaluatedOption | undefined): Line[] {
  return offered
    .filter((option) => cleanText(option.evidence) !== '')
    .map((option) => line(md(`${option.title}: ${option.evidence}`, 400), option === leading ? 1 : 2));
}
