import { enumerate, factTitle } from '../cards/wording.ts';
import type {
  CriterionResult,
  EvaluatedCriterion,
  EvaluatedFact,
  EvaluatedOption,
  Evaluation,
  Status,
} from '../domain/evaluation.ts';
import { citationTexts } from '../evidence/sources.ts';
import { wrap } from './plain-markdown.ts';

/** The options of an evaluation as text for a person: each with everything that the evaluation says of it. */

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  recommended: 'RECOMMENDED',
  consider: 'CONSIDER',
  'insufficient-data': 'UNDECIDED',
  'not-indicated': 'not indicated',
  contraindicated: 'contraindicated',
  'not-applicable': 'not applicable',
};

const STATUS_ORDER = Object.keys(STATUS_WORDS);

/** Wide enough for the longest status. */
const STATUS_COLUMNS = 16;

/** The options in the order of presentation: offered, open, closed, each by rank. */
export function presented(evaluation: Evaluation): readonly EvaluatedOption[] {
  return [...evaluation.options].sort(
    (a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) || a.rank - b.rank,
  );
}

/** Positions that several options share are printed once, by number. */
export function positionsOnce(evaluation: Evaluation): readonly string[] {
  return [...new Set(presented(evaluation).flatMap(({ positions }) => positions))];
}

/** Status and name of an option: the line of the overview, and the head of its text. */
export function headLines(option: EvaluatedOption, width: number, indent = ''): string[] {
  const status = `${indent}${STATUS_WORDS[option.status].padEnd(STATUS_COLUMNS)} `;
  return wrap(headText(option), width, status, ' '.repeat(status.length));
}

/** An option with all that is known of it. */
export function optionText(option: EvaluatedOption, evaluation: Evaluation, width: number): string {
  const facts = new Map(evaluation.facts.map((fact) => [fact.id, fact]));
  const numbered = positionsOnce(evaluation);
  const detail = [
    ...option.criteria.map(criterionText),
    ...listed('missing', option.missing.map(factTitle), ', '),
    ...listed('settled by', option.settledBy.map(settlingText), '; or by '),
    ...option.counterfactuals.map((one) => counterfactualText(one)),
    ...listed(
      'assumed',
      option.assumptions.map((id) => assumedText(id, facts.get(id))),
      ', ',
    ),
    ...listed(
      'sources disagree',
      option.positions.map((text) => `${titleOf(text)} [${numbered.indexOf(text) + 1}]`),
      '; ',
    ),
    ...option.notes.map((text) => `note: ${text}`),
    ...(option.evidence.trim() === '' ? [] : [`evidence: ${option.evidence}`]),
  ];
  return [
    ...headLines(option, width),
    ...detail.flatMap((text) => wrap(text, width, '    ', '        ')),
  ].join('\n');
}

function headText(option: EvaluatedOption): string {
  const best = option.couldBe === null ? '' : `, could be: ${option.couldBe}`;
  const timing = option.timing === null ? '' : `, timing: ${option.timing}`;
  const deferred = option.deferred ? ', deferred until corrected' : '';
  return `${option.title} [${option.code}]${best}${timing}${deferred}`;
}

/** `Where G1 ends` of `Where G1 ends: G1: Ki-67 at most 2 % ...`. */
function titleOf(position: string): string {
  const end = position.indexOf(': ');
  return end < 0 ? position : position.slice(0, end);
}

function settlingText(facts: readonly string[]): string {
  return enumerate(facts.map(factTitle));
}

function counterfactualText(one: EvaluatedOption['counterfactuals'][number]): string {
  return `would be ${one.status} if: ${factTitle(one.fact)} were ${one.would} (now ${one.now})`;
}

function assumedText(id: string, fact: EvaluatedFact | undefined): string {
  // It stays unknown; how it is read all the same its note tells.
  if (fact?.state === 'unknown' && fact.note !== undefined)
    return `${factTitle(id)} not recorded (${fact.note})`;
  return `${factTitle(id)} ${fact?.text ?? ''}`.trim();
}

const listed = (name: string, items: readonly string[], between: string): string[] =>
  items.length === 0 ? [] : [`${name}: ${items.join(between)}`];

/** How a result is marked where "met" is what the option needs. */
export const REQUIRED: Readonly<Record<CriterionResult, string>> = {
  met: '[+]',
  'not-met': '[-]',
  unknown: '[?]',
};
const AGAINST: Readonly<Record<CriterionResult, string>> = {
  met: '[!] present',
  'not-met': '[+] absent',
  unknown: '[?] not known',
};

function criterionText(criterion: EvaluatedCriterion): string {
  const explanation = criterion.explanation.trim() === '' ? '' : `: ${criterion.explanation}`;
  return `${markOf(criterion)} ${criterion.sentence}${explanation} {${citationTexts(criterion.citations).join('; ')}}`;
}

function markOf({ id, kind, result, strength, reversible }: EvaluatedCriterion): string {
  if (kind === 'required') return id === 'applicable' ? `${REQUIRED[result]} asked when:` : REQUIRED[result];
  const details = [
    ...(strength === 'relative' ? ['relative'] : []),
    ...(reversible ? ['reversible'] : []),
    kind,
  ];
  return `${AGAINST[result]}, ${details.join(' ')}:`;
}
