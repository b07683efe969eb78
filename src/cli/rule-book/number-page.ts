import { ALERTS } from '../../decision/alerts.ts';
import type { OptionDefinition } from '../../decision/criterion.ts';
import { OPTIONS } from '../../decision/options.ts';
import { PARAMETERS, type Parameter } from '../../decision/parameters.ts';
import { ROUTES, type Route } from '../../decision/traced.ts';
import { TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { BASELINE_WORKUP, WORKUP } from '../../decision/workup-items.ts';
import { list, page, plain, section } from './markdown.ts';
import { numbersOf, numbersOfAlert, numbersOfOption, numbersOfWorkup } from './traced.ts';
import { amount, cited, factLink, throughText } from './wording.ts';

/** Every number of the rules. */
export function parametersPage(): string {
  return page(
    'Numbers',
    'Every number that a rule compares with. A number with an operational definition (OP) can be changed by a site; one that a source states cannot. Limits of one scale have to stay in their order.',
    ...PARAMETERS.map((parameter) => {
      const users = usersOf(parameter);
      return section(
        2,
        parameter.id,
        `**${amount(parameter.value, parameter.unit)}**: ${plain(parameter.meaning)}`,
        list([
          `Source: ${cited(parameter.citation)}`,
          `To be reviewed by ${parameter.reviewBy}`,
          parameter.facts.length > 0
            ? `Compared with: ${parameter.facts.map(factLink).join(', ')}`
            : 'Compared with a value that is derived, or read by an alert or the work-up alone',
          ...(users.length > 0 ? users : ['Changes no answer: it is named with the fact']),
        ]),
      );
    }),
  );
}

const optionLink = (option: OptionDefinition): string => `[${plain(option.title)}](${option.code}.md)`;

/** What depends on a number: what compares with it, then what it reaches through something else, each once. */
function usersOf(parameter: Parameter): readonly string[] {
  const of = OPTIONS.map((option) => ({ option, ...numbersOfOption(option) }));
  const own = of.filter((one) => one.own.some(([number]) => number === parameter));
  const sets = TRANSPLANT_SETS.filter((set) =>
    set.criteria.some((one) => numbersOf(set.code, one.id).own.includes(parameter)),
  );
  const alerts = Object.keys(ALERTS).filter((id) => numbersOfAlert(id).own.includes(parameter));
  const items = [...WORKUP, ...BASELINE_WORKUP].filter(({ id }) =>
    numbersOfWorkup(id).own.includes(parameter),
  );
  const direct = [
    ...own.map(({ option }) => optionLink(option)),
    ...sets.map((set) => `[${plain(set.title)}](transplant-sets.md)`),
    ...alerts.map((id) => `[alert ${plain(id)}](alerts.md#${id})`),
    ...items.map(({ title }) => `[work-up: ${plain(title)}](work-up.md)`),
  ];
  const lines = direct.length > 0 ? [`Used by: ${direct.join(', ')}`] : [];
  const told = new Set(own.map(({ option }) => option));
  // The pattern lies nearer to the number than what operations and other options make of it.
  for (const route of (Object.keys(ROUTES) as Route[]).reverse()) {
    const reached = of.filter(
      ({ option, through }) =>
        !told.has(option) && through.some((way) => way.route === route && way.reached.includes(parameter)),
    );
    for (const { option } of reached) told.add(option);
    const links = reached.map(({ option }) => optionLink(option));
    if (links.length > 0) lines.push(`Used ${throughText(route)} by: ${links.join(', ')}`);
  }
  return lines;
}
