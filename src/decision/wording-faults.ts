import { FACT_IDS, factDefinition } from '../domain/fact-catalogue.ts';
import { namesIn } from '../domain/wording.ts';
import { SOURCE_CONFLICTS } from '../evidence/disagreements.ts';
import type { AlertDefinition } from './alerts.ts';
import type { OptionDefinition } from './criterion.ts';
import type { GeneralRule } from './general-rules.ts';
import { READINGS } from './readings.ts';
import { numberCalled } from './site-thresholds.ts';
import { TRANSPLANT_SETS } from './transplant-sets.ts';
import { workupCondition } from './workup-conditions.ts';
import { BASELINE_WORKUP, WORKUP } from './workup-items.ts';

type Text = readonly [where: string, text: string];

interface Worded {
  readonly options: readonly OptionDefinition[];
  readonly alerts: Readonly<Record<string, Omit<AlertDefinition, 'id'>>>;
  readonly generalRules: readonly GeneralRule[];
}

/** Texts in which numbers are put wherever they are shown. */
function wordedTexts({ options, alerts, generalRules }: Worded): readonly Text[] {
  return [
    ...options.flatMap(({ code, applicable, criteria }) => [
      ...(applicable ? [[`${code}, applicable`, applicable.sentence] as const] : []),
      ...criteria.flatMap(({ id, sentence, citations }): readonly Text[] => [
        [`${code}, criterion '${id}'`, sentence],
        ...citations.map(({ at }): Text => [`${code}, criterion '${id}'`, at]),
      ]),
    ]),
    ...TRANSPLANT_SETS.flatMap(({ code, criteria }) =>
      criteria.map(({ id, sentence }): Text => [`set '${code}', '${id}'`, sentence]),
    ),
    ...Object.entries(alerts).map(([id, { when }]): Text => [`alert '${id}'`, when]),
    ...[...WORKUP, ...BASELINE_WORKUP].map((item): Text => [`work-up '${item.id}'`, workupCondition(item)]),
    ...generalRules.flatMap(({ id, text }) => text.map((line): Text => [`rule '${id}'`, line])),
    ...READINGS.flatMap(({ id, question, chosen, why }) =>
      [question, chosen, why].map((text): Text => [`reading '${id}'`, text]),
    ),
    ...SOURCE_CONFLICTS.flatMap(({ id, taken }) => taken.map(({ text }): Text => [`conflict '${id}'`, text])),
    ...FACT_IDS.flatMap((id): readonly Text[] => [
      [`fact '${id}'`, factDefinition(id).definition],
      [`fact '${id}'`, factDefinition(id).absenceText],
    ]),
  ];
}

/** Texts of an answer that are shown as they stand: a name of a number would be shown too. */
function plainTexts({ options, alerts }: Worded): readonly Text[] {
  return [
    ...options.flatMap(({ code, title, summary, atMostConsider = '', notes }) =>
      [title, summary, atMostConsider, ...notes.filter((note) => typeof note === 'string')].map(
        (text): Text => [`option '${code}'`, text],
      ),
    ),
    ...Object.entries(alerts).map(([id, { says }]): Text => [`alert '${id}'`, says]),
    ...[...WORKUP, ...BASELINE_WORKUP].flatMap(({ id, title, order }): readonly Text[] => [
      [`work-up '${id}'`, title],
      [`work-up '${id}'`, order],
    ]),
  ];
}

/** Texts that name a number that does not exist, or that name one where none is put in its place. */
export function wordingFaults(worded: Worded): readonly string[] {
  return [
    ...wordedTexts(worded).flatMap(([where, text]) => {
      const named = namesIn(text);
      if (named === undefined) return [`${where}: braces that name no number in '${text}'`];
      return named
        .filter((id) => numberCalled(id) === undefined)
        .map((id) => `${where}: '${id}' is no number that a text can name`);
    }),
    ...plainTexts(worded)
      .filter(([, text]) => text.includes('{'))
      .map(([where, text]) => `${where}: '${text}' is shown as it stands and cannot name a number`),
  ];
}
