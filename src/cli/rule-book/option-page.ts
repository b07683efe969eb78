import type { Criterion, OptionDefinition } from '../../decision/criterion.ts';
import { OPTIONS } from '../../decision/options.ts';
import { positionsOf } from '../../decision/positions.ts';
import { READINGS } from '../../decision/readings.ts';
import type { CriterionKind } from '../../domain/evaluation.ts';
import { conflictsFor, takenFor } from '../../evidence/disagreements.ts';
import { evidenceFor } from '../../evidence/ranges.ts';
import { trialsFor } from '../../evidence/trials.ts';
import { impossibleResults } from '../coverage-cells.ts';
import type { CellResult } from '../vignette-files.ts';
import { casesOf } from './cases.ts';
import { code, heading, list, page, plain, section, table } from './markdown.ts';
import { conditionalRemarks } from './remarks.ts';
import { numbersOf, numbersOfOption } from './traced.ts';
import { amount, anchor, cited, citedAll, factLink, numbersText, throughText } from './wording.ts';

const GROUPS: readonly (readonly [kind: CriterionKind, title: string, intro: string])[] = [
  ['required', 'Required', 'All of these have to hold.'],
  [
    'contraindication',
    'Contraindications',
    'Any of these excludes the option. Absolute, unless a source says "usually", "generally" or "potential" (relative).',
  ],
  [
    'caution',
    'Cautions',
    'Any of these turns "recommended" into "consider". One that is unknown is listed and changes nothing.',
  ],
];

/** The page of one option: what it asks, on what grounds, with which numbers, and the cases that show it. */
export function optionPage(option: OptionDefinition): string {
  const { applicable } = option;
  return page(
    option.title,
    plain(option.summary),
    list([
      `Code ${code(option.code)}, rank ${OPTIONS.indexOf(option)} in the basic order of presentation`,
      `Sources: ${citedAll(option.citations)}`,
      option.atMostConsider === undefined
        ? 'Can be recommended'
        : `Never more than "consider": ${plain(option.atMostConsider)}`,
      applicable
        ? `Asked when: ${plain(applicable.sentence)} (${citedAll(applicable.citations)}; reads ${applicable.reads.map(factLink).join(', ')})`
        : 'Asked for every patient with neuroendocrine liver metastases',
    ]),
    heading(2, 'What it asks'),
    ...GROUPS.map(([kind, title, intro]) => {
      const criteria = option.criteria.filter((criterion) => criterion.kind === kind);
      return criteria.length === 0
        ? section(3, title, 'None.')
        : section(3, title, plain(intro), ...criteria.map((one) => criterionText(option, one)));
    }),
    notes(option),
    positions(option),
    readings(option),
    numbers(option),
    evidence(option),
    cases(option),
    section(2, 'Review', table(['Reviewed by', 'Date', 'Agreed', 'Remarks'], [['', '', '', '']])),
    `[All options](README.md) · [Decision tables](decision-tables.md) · [Facts](facts.md)`,
  );
}

function criterionText(option: OptionDefinition, criterion: Criterion): string {
  const details = [
    `Sources: ${citedAll(criterion.citations)}`,
    `Reads: ${criterion.reads.map(factLink).join(', ')}`,
  ];
  if (criterion.kind === 'contraindication') {
    const strength = criterion.strength ?? 'absolute';
    details.unshift(
      criterion.reversible
        ? `Strength: ${strength}; can be corrected: an option closed by this alone is deferred`
        : `Strength: ${strength}`,
    );
  }
  if (criterion.provisional)
    details.push('Held only because something is not known: knowing it takes it away');
  const { own, through } = numbersOf(option.code, criterion.id);
  if (own.length > 0) details.push(`Numbers: ${numbersText(own)}`);
  for (const [route, reached] of through)
    details.push(
      route === 'pattern'
        ? `Numbers ${throughText(route)}: ${numbersText(reached)}`
        : `Numbers ${throughText(route)}: see [Numbers](${option.code}.md#numbers)`,
    );
  return `**${plain(criterion.sentence)}** ${code(criterion.id)}\n\n${list(details)}`;
}

function notes(option: OptionDefinition): string {
  const always = option.notes.filter((note) => typeof note === 'string');
  const sometimes = conditionalRemarks(option);
  return section(
    2,
    'Notes shown with it',
    list(always.map(plain)),
    sometimes.length > 0 &&
      `Shown where they apply:\n\n${list(sometimes.map(({ text, when }) => `${plain(text)} *When*: ${plain(when)}.`))}`,
  );
}

function positions(option: OptionDefinition): string {
  const conflicts = conflictsFor(option.code);
  if (conflicts.length === 0 && positionsOf(option.code).length === 0) return '';
  return section(
    2,
    'Where the sources disagree',
    ...conflicts.map((conflict) => {
      const rows = conflict.positions.map(({ text, at }) => [plain(text), plain(at)]);
      return `### ${plain(conflict.title)}\n\n${table(['Position', 'Source'], rows)}\n\nHere: ${plain(takenFor(conflict, option.code))}`;
    }),
  );
}

function readings(option: OptionDefinition): string {
  const bearing = READINGS.filter((reading) => reading.bearsOn.includes(option.code));
  return section(
    2,
    'Readings chosen',
    list(bearing.map((reading) => `[${plain(reading.question)}](readings.md#${anchor(reading.id)})`)),
  );
}

function numbers(option: OptionDefinition): string {
  const { own, through } = numbersOfOption(option);
  const rows = own.map(([parameter, criteria]) => [
    `[${plain(parameter.meaning)}](parameters.md#${anchor(parameter.id)})`,
    amount(parameter.value, parameter.unit),
    cited(parameter.citation),
    parameter.reviewBy,
    criteria.map(code).join(', '),
  ]);
  return section(
    2,
    'Numbers',
    rows.length > 0 && table(['What it separates', 'Value', 'Source', 'Review by', 'Criteria'], rows),
    ...through.map(
      ({ route, reached, criteria }) =>
        `Reach it ${throughText(route)} (${criteria.map(code).join(', ')}): ${numbersText(reached)}`,
    ),
  );
}

function evidence(option: OptionDefinition): string {
  const { line, tables, textDoubts } = evidenceFor(option.code);
  return section(
    2,
    'Evidence',
    plain(line),
    tables.length > 0 &&
      `Tables: ${tables.map(({ table: one }) => `[${plain(`${one.source} ${one.table}`)}](evidence.md#${anchor(one.id)})`).join(', ')}`,
    textDoubts.length > 0 &&
      `Statements of the texts that are not relied on:\n\n${list(textDoubts.map((doubt) => `${plain(doubt.statement)} (${plain(doubt.at)}): ${plain(doubt.reason)}`))}`,
    trialsFor(option.code).length > 0 &&
      `Trials named by M21 in 2021 (check the registry): ${trialsFor(option.code)
        .map((trial) => plain(trial.number))
        .join(', ')}`,
  );
}

function cases(option: OptionDefinition): string {
  const asked = [...(option.applicable ? ['applicable'] : []), ...option.criteria.map(({ id }) => id)];
  const rows = asked.map((id) => {
    const found = casesOf(option.code, id);
    const impossible = impossibleResults(`${option.code}.${id}`);
    const cell = (result: CellResult): string => {
      const reason = impossible[result];
      return reason === undefined ? found[result].map(plain).join('<br>') : `cannot be: ${plain(reason)}`;
    };
    return [code(id), cell('met'), cell('not-met'), cell('unknown')];
  });
  return section(
    2,
    'Cases that exercise it',
    'Each case is a test (`test/cases`). For a contraindication or a caution, "met" means that it is present.',
    table(['Criterion', 'Met', 'Not met', 'Unknown'], rows),
  );
}
