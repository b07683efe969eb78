import { ALERTS } from '../../decision/alerts.ts';
import type { DecisionTable } from '../../decision/decision-tables.ts';
import { GENERAL_RULES } from '../../decision/general-rules.ts';
import { OPTIONS } from '../../decision/options.ts';
import { READINGS } from '../../decision/readings.ts';
import { ruleTables } from '../../decision/rule-tables.ts';
import { SET_NOTES, TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { workupCondition } from '../../decision/workup-conditions.ts';
import { BASELINE_WORKUP, WORKUP } from '../../decision/workup-items.ts';
import { FACT_IDS } from '../../domain/fact-catalogue.ts';
import { NOMOGRAM, PROGNOSTIC_FACTORS } from '../../evidence/prognostic.ts';
import { casesAbout, casesOf } from './cases.ts';
import { code, heading, list, page, plain, section, table } from './markdown.ts';
import { printedRows } from '../../review/knowledge/merged-rows.ts';
import { numbersOf, numbersOfAlert } from './traced.ts';
import { atomText, citedAll, cited, factLink, numbersText, throughText } from './wording.ts';

const caseNames = (...subjects: readonly string[]): string =>
  casesAbout(...subjects)
    .map(({ name }) => plain(name))
    .join('<br>');

/** The criteria sets of transplantation, side by side. */
export function transplantPage(): string {
  const ids = [...new Set(TRANSPLANT_SETS.flatMap((set) => set.criteria.map(({ id }) => id)))];
  const rows = ids.map((id) => [
    code(id),
    ...TRANSPLANT_SETS.map((set) => {
      const criterion = set.criteria.find((one) => one.id === id);
      if (!criterion) return '-';
      const reason = criterion.operational;
      return `${plain(criterion.sentence)}${reason === undefined ? '' : ` (operational definition: ${plain(reason)})`}`;
    }),
  ]);
  const details = TRANSPLANT_SETS.flatMap((set) =>
    set.criteria.map((criterion) => {
      const { own, through } = numbersOf(set.code, criterion.id);
      return [
        code(`${set.code}.${criterion.id}`),
        criterion.reads.map(factLink).join(', '),
        [
          ...(own.length > 0 ? [numbersText(own)] : []),
          ...through.map(([route, reached]) => `${throughText(route)}: ${numbersText(reached)}`),
        ].join('; '),
      ];
    }),
  );
  const cases = TRANSPLANT_SETS.map((set) =>
    section(
      3,
      set.title,
      table(
        ['Criterion', 'Met', 'Not met', 'Unknown'],
        set.criteria.map((criterion) => {
          const { met, 'not-met': notMet, unknown } = casesOf(set.code, criterion.id);
          return [
            code(`${set.code}.${criterion.id}`),
            ...[met, notMet, unknown].map((found) => found.map(plain).join('<br>')),
          ];
        }),
      ),
    ),
  );
  return page(
    'Transplantation: the criteria sets',
    'Each set is shown criterion by criterion; a set is met when all of its criteria are. The sets disagree, and the disagreement is part of the answer. Transplantation is disputed even when a set is met.',
    table(
      [
        'Criterion',
        ...TRANSPLANT_SETS.map((set) => `${plain(set.title)} (${code(set.code)}, ${cited(set.citation)})`),
      ],
      rows,
    ),
    section(2, 'Notes', list(SET_NOTES.map(plain))),
    section(2, 'What each criterion reads', table(['Criterion', 'Facts', 'Numbers'], details)),
    section(2, 'Cases that exercise it', 'Each case is a test (`test/cases`).', ...cases),
    'See also [liver transplantation](liver-transplantation.md).',
  );
}

/** The alerts, with when they are raised. */
export function alertsPage(): string {
  return page(
    'Alerts',
    'Raised beside the options. The severity is the indicator of the card that carries them.',
    ...Object.entries(ALERTS).map(([id, alert]) =>
      section(
        2,
        id,
        plain(alert.says),
        list([
          `Severity: ${alert.severity}`,
          `When: ${plain(alert.when)}`,
          `Sources: ${alert.sources.map((source) => (source === 'OP' ? 'operational definition' : plain(source))).join('; ')}`,
          ...(alert.facts.length > 0 ? [`Reads: ${alert.facts.map(factLink).join(', ')}`] : []),
          ...(numbersOfAlert(id).own.length > 0 ? [`Numbers: ${numbersText(numbersOfAlert(id).own)}`] : []),
          ...(caseNames(id, `alert.${id}`, `alerts.${id}`) === ''
            ? []
            : [`Cases: ${caseNames(id, `alert.${id}`, `alerts.${id}`).replaceAll('<br>', '; ')}`]),
        ]),
      ),
    ),
  );
}

/** What is asked for when facts are missing. */
export function workupPage(): string {
  const row = (item: (typeof WORKUP)[number]): readonly string[] => [
    `${plain(item.title)} ${code(item.id)}`,
    plain(item.order),
    plain(workupCondition(item)),
    item.resolves.map(atomText).join(', '),
    item.sources.map(plain).join('; '),
  ];
  return page(
    'Work-up',
    'A missing fact is asked for only when it could change whether some option is offered, closed or open. The score of an item is the sum of (20 - rank) over the options that it can decide; ties keep the order of this table. At most five are shown, the rest are counted. In pregnancy: MR instead of CT, no PET, no MAA scan (operational definition).',
    table(['Item', 'Order', 'Asked for when', 'Resolves', 'Sources'], WORKUP.map(row)),
    section(
      2,
      'Baseline',
      'These stand outside the ranking.',
      table(['Item', 'Order', 'Asked for when', 'Resolves', 'Sources'], BASELINE_WORKUP.map(row)),
    ),
  );
}

/** Prognostic factors. */
export function prognosticPage(): string {
  return page(
    'Prognostic factors',
    `Shown, never scored. ${plain(NOMOGRAM)}`,
    table(
      ['Factor', 'Direction', 'What the sources say', 'Facts', 'Sources'],
      PROGNOSTIC_FACTORS.map((factor) => [
        plain(factor.title),
        factor.direction,
        plain(factor.text),
        factor.facts.map(factLink).join(', '),
        factor.citations.map(plain).join('; '),
      ]),
    ),
  );
}

function tableSection(one: DecisionTable): string {
  return section(
    2,
    one.title,
    `Sources: ${citedAll(one.citations)}`,
    one.remark !== undefined && plain(one.remark),
    table(
      [...one.axes.map(({ name }) => plain(name)), ...one.answers.map(({ name }) => `**${plain(name)}**`)],
      printedRows(one).map(({ when, gives }) => [...when.map(plain), ...gives.map(plain)]),
    ),
  );
}

/** Rules that belong to no single criterion. */
export function generalPage(): string {
  return page(
    'General rules',
    'Rules that belong to no single criterion.',
    ...GENERAL_RULES.map((rule) =>
      section(
        2,
        rule.title,
        list(rule.text.map(plain)),
        `Sources: ${citedAll(rule.citations)}. Decided in ${code(`src/decision/${rule.decidedIn}`)}.`,
      ),
    ),
  );
}

/** The decision tables, filled in by asking the rules. */
export function tablesPage(): string {
  return page(
    'Decision tables',
    'Filled in by asking the rules about every combination. Loading fails when a row has no answer, or more than one without being left open on purpose. Rows with the same answers are drawn together.',
    ...ruleTables().map(tableSection),
  );
}

/** The readings chosen where the specification could be read in two ways. */
export function readingsPage(): string {
  return page(
    'Readings chosen',
    'Where the specification of the rules could be read in two ways: the question, the reading chosen, and why it is the safer one.',
    ...READINGS.map((reading) =>
      [
        heading(2, reading.id),
        `**${plain(reading.question)}**`,
        `Chosen: ${plain(reading.chosen)}`,
        `Why: ${plain(reading.why)}`,
        `Bears on: ${reading.bearsOn.map(bearing).join(', ')}`,
      ].join('\n\n'),
    ),
  );
}

function bearing(id: string): string {
  const option = OPTIONS.find((one) => one.code === id);
  if (option) return `[${plain(option.title)}](${id}.md)`;
  if (Object.hasOwn(ALERTS, id)) return `[alert ${plain(id)}](alerts.md#${id})`;
  if ((FACT_IDS as readonly string[]).includes(id)) return factLink(id);
  return plain(id);
}
