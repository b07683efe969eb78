import type { EvaluatedFact, EvaluatedOption, Evaluation } from '../domain/evaluation.ts';
import { briefly, concisely, described, grouped, pairsOf } from './criterion-text.ts';
import { type Line, type Section, line } from './detail.ts';
import { cleanText, markdownText } from './markdown.ts';
import { evidence, notes, positions, transplantation } from './treatment-background.ts';
import {
  byPresentation,
  enumerateWithin,
  factsById,
  factTitle,
  gap,
  isOffered,
  isWorthAsking,
  midSentence,
  readableDate,
  readableDates,
  startSentence,
  unique,
} from './wording.ts';

/** The sections of the treatment card: a reader who distrusts the conclusion can redo it from them by hand. */

const LINE_LIMIT = 280;
const WHY_LINE = 330;
const SHORT_LINE = 220;

const md = (text: string, limit = LINE_LIMIT): string => markdownText(readableDates(text), limit);

/** The section of what was assumed, on whichever card it stands. */
export const ASSUMED = 'Assumed absent, or assumed';

/**
 * The sections between the conclusion and the evidence, in their fixed order.
 * @param beside lines on records that were not looked up
 */
export function reasoning(evaluation: Evaluation, beside: readonly Line[]): Section[] {
  const options = byPresentation(evaluation.options);
  const offered = options.filter(isOffered);
  const open = options.filter(isWorthAsking);
  const leading = leadingOption([...offered, ...open]);
  // Where no treatment is offered yet, the most likely one is shown as far as it goes.
  const subjects = leading === undefined || offered.includes(leading) ? offered : [leading, ...offered];
  return [
    {
      heading: 'Why',
      ...(leading === undefined ? {} : { aside: md(midSentence(leading.title), 120) }),
      lines: why(evaluation, subjects, leading),
      whenEmpty: 'no criterion of an option is met yet.',
      hold: 'firm',
    },
    {
      heading: 'Against, or checked and absent',
      lines: against(evaluation, options, subjects, leading),
      whenEmpty: 'no contraindication was checked.',
    },
    { heading: 'Not known', lines: notKnown(evaluation, offered, open), whenEmpty: 'nothing that decides.' },
    {
      heading: ASSUMED,
      // What was not looked up comes first: a shortened section keeps its first line.
      lines: [...beside, ...assumed(evaluation, [...offered, ...open])],
      whenEmpty: 'nothing.',
    },
    { heading: 'Criteria for liver transplantation', lines: transplantation(evaluation), hold: 'whole' },
    { heading: 'Where the sources disagree', lines: positions(evaluation, [...offered, ...open], leading) },
    { heading: 'Also to note', lines: notes(evaluation, offered, leading) },
    { heading: 'Evidence', lines: evidence(subjects, leading) },
  ];
}

/** The first treatment, offered ones before undecided ones; the tumour board when there is no other. */
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

function why(
  evaluation: Evaluation,
  subjects: readonly EvaluatedOption[],
  leading: EvaluatedOption | undefined,
): Line[] {
  const facts = factsById(evaluation);
  const met = pairsOf(subjects, (criterion) => criterion.kind === 'required' && criterion.result === 'met');
  return grouped(met, (criterion) => `${criterion.id}\n${criterion.explanation}`)
    .map(({ criterion, options }) => {
      const [whose] = options;
      const ofLeading = leading !== undefined && options.includes(leading);
      const asked = whose === undefined ? '' : concisely(criterion, ofLeading ? leading : whose, facts);
      return { text: `${asked}${ofLeading ? '' : ` – for ${titles(options, 90)}`}`, ofLeading };
    })
    .sort((a, b) => Number(b.ofLeading) - Number(a.ofLeading))
    .map(({ text, ofLeading }, index) =>
      line(md(startSentence(text), WHY_LINE), ofLeading || index === 0 ? 1 : 2),
    );
}

function against(
  evaluation: Evaluation,
  options: readonly EvaluatedOption[],
  subjects: readonly EvaluatedOption[],
  leading: EvaluatedOption | undefined,
): Line[] {
  const facts = factsById(evaluation);
  const closed = options.filter(
    (option) => option.status === 'contraindicated' || option.status === 'not-indicated',
  );
  const cautions = grouped(
    pairsOf(subjects, (criterion) => criterion.kind === 'caution' && criterion.result === 'met'),
    (criterion) => criterion.id,
  ).map(({ criterion, options: of }) => {
    const ofLeading = leading !== undefined && of.includes(leading);
    const said = ofLeading ? described(criterion, facts) : criterion.sentence || criterion.id;
    return line(md(`Caution for ${titles(of, 90)}: ${midSentence(said)}`, SHORT_LINE), ofLeading ? 1 : 2);
  });
  const contraindicated = grouped(
    pairsOf(
      closed.filter((option) => option.status === 'contraindicated'),
      (criterion) => criterion.kind === 'contraindication' && criterion.result === 'met',
    ),
    (criterion) => `${criterion.id}\n${criterion.strength}`,
  ).map(({ criterion, options: of }, index) => {
    const strength = criterion.strength === 'relative' ? 'relatively contraindicated' : 'contraindicated';
    const reversible = criterion.reversible === true ? ' (to be reassessed once corrected)' : '';
    const text = `${titles(of, 120)}: ${strength}${reversible}: ${midSentence(briefly(criterion, facts))}`;
    return line(md(startSentence(text), SHORT_LINE), index === 0 ? 1 : 2);
  });
  const failing = closed
    .filter((option) => option.status === 'not-indicated')
    .flatMap((option) => {
      const first = option.criteria.find(
        (criterion) => criterion.kind === 'required' && criterion.result === 'not-met',
      );
      return first === undefined ? [] : [{ option, criterion: first }];
    });
  const notIndicated = grouped(failing, (criterion) => criterion.id).map(
    ({ criterion, options: of }, index) =>
      line(
        md(
          startSentence(`${titles(of, 120)}: criterion not met: ${midSentence(briefly(criterion, facts))}`),
          SHORT_LINE,
        ),
        index === 0 ? 2 : 3,
      ),
  );
  return [...cautions, ...checkedAndAbsent(facts, subjects), ...contraindicated, ...notIndicated];
}

/** Contraindications that known facts exclude. */
function checkedAndAbsent(
  facts: ReadonlyMap<string, EvaluatedFact>,
  subjects: readonly EvaluatedOption[],
): Line[] {
  const absent = grouped(
    pairsOf(
      subjects,
      (criterion) =>
        criterion.kind === 'contraindication' &&
        criterion.result === 'not-met' &&
        criterion.facts.some((id) => facts.get(id)?.state === 'known'),
    ),
    (criterion) => criterion.id,
  );
  if (absent.length === 0) return [];
  const names = absent.map(({ criterion }) => {
    const name = criterion.id.replaceAll('-', ' ');
    const known = criterion.facts
      .map((id) => facts.get(id))
      .filter((fact) => fact?.state === 'known')
      .filter((fact) => fact !== undefined)
      .map((fact) => ({
        value: factTitle(fact.id).toLowerCase() === name ? fact.text : `${factTitle(fact.id)} ${fact.text}`,
        date: readableDate(fact.effective),
      }));
    // A date that all share is said once, after the last value.
    const shared = known.every(({ date }) => date === known[0]?.date);
    const values = known.map(({ value, date }, at) =>
      date === undefined || (shared && at < known.length - 1) ? value : `${value}, ${date}`,
    );
    return `${name} (${values.join('; ')})`;
  });
  return [line(md(`Checked and absent: ${enumerateWithin(names, 250)}`), 1)];
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
  const groups = new Map<string, { names: string[]; options: EvaluatedOption[] }>();
  for (const [id, options] of decides) {
    const name = gap(id, facts.get(id));
    const key = options.map((option) => option.code).join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], options });
    else group.names.push(name);
  }
  const missing = [...groups.values()]
    .sort((a, b) => b.options.length - a.options.length)
    .map(({ names, options }, index) => {
      const text = `${enumerateWithin(names, 170)}: bears on ${titles(options, 120)}`;
      return line(md(startSentence(text)), index < 3 ? 1 : 3);
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
    if (fact?.value === 'no' || fact?.value === 'none' || id === 'prior') absent.push(title);
    else if (fact?.state === 'assumed' && cleanText(fact.text) !== '') {
      if (fact.note === 'computed') continue;
      const note = fact.note?.replace(/^derived from .*/, 'derived');
      const how = note === undefined || /^no record/.test(note) ? '' : ` (${note})`;
      other.push(`${title.replace(/ as reported$/, '')} ${fact.text}${how}`);
    } else other.push(midSentence(texts.get(id) ?? factTitle(id)));
  }
  return [
    ...(absent.length > 0
      ? [line(md(`Without a record, read as absent: ${enumerateWithin(absent, 420)}`, 480), 1)]
      : []),
    ...(other.length > 0 ? [line(md(`Without a record, read as: ${other.join('; ')}`, 400), 1)] : []),
  ];
}
