import type { DecisionTable } from '../../decision/decision-tables.ts';
import { type KnowledgeBase, numbersInForce } from '../../decision/knowledge.ts';
import { printedRows } from './merged-rows.ts';
import { ruleTables } from '../../decision/rule-tables.ts';
import { factDefinition, isFactId } from '../../domain/fact-catalogue.ts';
import { citationTexts, OPERATIONAL_DEFINITION } from '../../evidence/sources.ts';
import { type Element, h } from '../view/element.ts';
import { capital, dateText, listed } from '../view/wording.ts';
import { entry, section, table } from './blocks.ts';

/** Rules that belong to no single option: general rules, decision tables, readings, what this project fixed. */

/** General rules: feasibility of surgery, deferral, order of presentation, timing. */
export function generalRules(base: KnowledgeBase): Element {
  return section(
    'general',
    h('p', {}, 'Rules that belong to no single criterion.'),
    base.generalRules.map((rule) =>
      entry(
        `general-${rule.id}`,
        rule.title,
        h(
          'ul',
          {},
          rule.text.map((text) => h('li', {}, text)),
        ),
        h('p', { class: 'quiet' }, `${listed(citationTexts(rule.citations))}. Decided in ${rule.decidedIn}.`),
      ),
    ),
  );
}

/** The tables of the rules, filled in by asking the rules. */
export function decisionTables(base: KnowledgeBase): Element {
  return section(
    'tables',
    h(
      'p',
      {},
      'Filled in by asking the rules about every combination; rows with the same answers are drawn together.',
    ),
    ruleTables(numbersInForce(base)).map((one) =>
      entry(
        `decision-table-${one.id}`,
        one.title,
        h('p', { class: 'quiet' }, listed(citationTexts(one.citations))),
        one.remark !== undefined && h('p', {}, one.remark),
        filledIn(one),
      ),
    ),
  );
}

function filledIn(one: DecisionTable): Element {
  return table(
    one.title,
    [...one.axes.map(({ name }) => name), ...one.answers.map(({ name }) => name)],
    printedRows(one).map(({ when, gives }) =>
      h(
        'tr',
        {},
        when.map((text, column) => (column === 0 ? h('th', { scope: 'row' }, text) : h('td', {}, text))),
        gives.map((text) => h('td', {}, h('strong', {}, text))),
      ),
    ),
  );
}

/** The readings chosen where the rules could be read in two ways. */
export function readings(base: KnowledgeBase): Element {
  return section(
    'readings',
    h('p', {}, 'Where the specification of the rules could be read in two ways.'),
    base.readings.map((reading) =>
      entry(
        `reading-${reading.id}`,
        reading.question,
        h('p', {}, h('strong', {}, 'Chosen: '), reading.chosen),
        h('p', {}, h('strong', {}, 'Why: '), reading.why),
        h('p', { class: 'quiet' }, `Bears on ${listed(reading.bearsOn.map((id) => nameOf(id, base)))}.`),
      ),
    ),
  );
}

function nameOf(id: string, base: KnowledgeBase): string {
  const option = base.options.find(({ code }) => code === id);
  if (option) return option.title;
  return isFactId(id) ? factDefinition(id).title : id;
}

/** What this project fixed because the sources give no number or rule, each with its reason. */
export function operationalDefinitions(base: KnowledgeBase): Element {
  const fixed = new Map<string, { sentence: string; at: string; sources: string; options: string[] }>();
  for (const option of base.options) {
    for (const { sentence, citations } of option.criteria) {
      const others = citations.filter(({ source }) => source !== 'OP');
      for (const { source, at } of citations) {
        if (source !== 'OP') continue;
        const known = fixed.get(`${sentence}|${at}`);
        if (known) known.options.push(option.title);
        else
          fixed.set(`${sentence}|${at}`, {
            sentence,
            at,
            sources: others.length > 0 ? listed(citationTexts(others)) : 'none',
            options: [option.title],
          });
      }
    }
  }
  const row = (first: string, ...cells: readonly string[]): Element =>
    h(
      'tr',
      { 'data-entry': true },
      h('th', { scope: 'row' }, first),
      cells.map((cell) => h('td', {}, cell)),
    );
  return section(
    'operational',
    h('p', {}, `${OPERATIONAL_DEFINITION} None of these is a statement of a source.`),
    table(
      'Rules that this project fixed',
      ['Rule', 'What is ours, and why', 'Sources beside it', 'Options'],
      [...fixed.values()].map(({ sentence, at, sources, options }) =>
        row(sentence, capital(at), sources, listed([...new Set(options)])),
      ),
    ),
    table(
      'Numbers that this project fixed',
      ['What it separates', 'Value', 'Why'],
      base.thresholds
        .filter(({ citation }) => citation.source === 'OP')
        .map(({ meaning, value, unit, citation }) =>
          row(capital(meaning), `${value} ${unit}`.trim(), capital(citation.at)),
        ),
    ),
    table(
      'Criteria of the transplant sets that this project fixed',
      ['Criterion', 'Rule', 'What is ours, and why'],
      base.transplantSets.flatMap(({ criteria }) =>
        criteria.flatMap(({ id, sentence, operational }) =>
          operational === undefined ? [] : [row(id, sentence, operational)],
        ),
      ),
    ),
    table(
      'Age limits of facts',
      ['Fact', 'Older is stale', 'Older counts as not recorded'],
      base.facts.flatMap(({ title, ageLimitDays, endsAs }) =>
        ageLimitDays === undefined
          ? []
          : [
              row(
                title,
                endsAs === undefined ? `${ageLimitDays} days` : 'never',
                endsAs === undefined
                  ? `${numbersInForce(base)['not-recorded'] * ageLimitDays} days`
                  : `never; older than ${ageLimitDays} days is ${endsAs}`,
              ),
            ],
      ),
    ),
  );
}

/** When the numbers are to be looked at again. */
export function reviewDates(base: KnowledgeBase): Element {
  const dates = [...new Set(base.thresholds.map(({ reviewBy }) => reviewBy))].sort();
  return section(
    'review-dates',
    h(
      'p',
      {},
      'No clinical authority has reviewed the knowledge base yet. Each number names the day by which it is to be looked at again.',
    ),
    table(
      'Numbers by the day of their review',
      ['Review by', 'Numbers'],
      dates.map((date) =>
        h(
          'tr',
          { 'data-entry': true },
          h('th', { scope: 'row' }, dateText(date)),
          h(
            'td',
            {},
            listed(base.thresholds.filter(({ reviewBy }) => reviewBy === date).map(({ id }) => id)),
          ),
        ),
      ),
    ),
  );
}
