import { ALERTS } from '../../decision/alerts.ts';
import { PATTERN_PARTS } from '../../decision/pattern.ts';
import { OPTIONS } from '../../decision/options.ts';
import { TRANSPLANT_SETS } from '../../decision/transplant-sets.ts';
import { FACT_IDS, type FactDefinition, type FactId, factDefinition } from '../../domain/fact-catalogue.ts';
import { code, list, page, plain, section } from './markdown.ts';

function valuesOf(definition: FactDefinition): string {
  switch (definition.type) {
    case 'number': {
      const [least, most] = definition.plausible;
      const decimals = definition.decimals === 0 ? 'whole' : `${definition.decimals} decimals`;
      return `number${definition.unitText === '' ? '' : ` in ${plain(definition.unitText)}`}, ${least} to ${most}, ${decimals}`;
    }
    case 'word':
      return definition.words.map(code).join(', ');
    case 'set':
      return `several of ${definition.words.map(code).join(', ')}`;
    case 'date':
      return 'date';
  }
}

function readBy(id: FactId): string {
  const options = OPTIONS.filter(
    (option) =>
      option.applicable?.reads.includes(id) ||
      option.criteria.some((criterion) => criterion.reads.includes(id)),
  ).map((option) => `[${plain(option.title)}](${option.code}.md)`);
  const sets = TRANSPLANT_SETS.some((set) => set.criteria.some((criterion) => criterion.reads.includes(id)));
  const alerts = Object.entries(ALERTS).filter(([, alert]) =>
    (alert.facts as readonly FactId[]).includes(id),
  );
  return [
    ...options,
    ...(sets ? ['[transplant sets](transplant-sets.md)'] : []),
    ...OTHER_READERS.filter(({ facts }) => facts.includes(id)).map(({ reader }) => reader),
    ...alerts.map(([alert]) => `[alert ${plain(alert)}](alerts.md#${alert})`),
  ].join(', ');
}

/** What reads facts without being a criterion: a derivation, or a rule of its own. */
const OTHER_READERS: readonly { readonly reader: string; readonly facts: readonly FactId[] }[] = [
  {
    reader: '[the pattern](facts.md#liverpatternreported)',
    facts: PATTERN_PARTS,
  },
  {
    reader: '[the lobes](facts.md#liverlobes)',
    facts: ['liver.segments', 'liver.lesion-count', 'liver.pattern.reported'],
  },
  {
    reader: '[the remnant that is assumed](facts.md#liverfuture-remnant)',
    facts: ['liver.segments', 'liver.resectability'],
  },
  {
    reader:
      '[timing of the resection of the primary](general-rules.md#timing-of-the-resection-of-the-primary)',
    facts: ['liver.timing', 'liver.pattern.reported', 'ecog', 'primary.site', 'primary.part'],
  },
  { reader: 'whether anything is judged', facts: ['nelm', 'scope', 'deceased', 'age'] },
];

/** Every fact: what it is, what no record of it means, how old it may be, who asks for it. */
export function factsPage(): string {
  return page(
    'Facts',
    'What the rules know of a patient. *No record* says what it means when nothing is on record; in strict mode every assumption becomes "unknown". A value older than its age limit is used and marked; one older than twice the limit counts as not recorded, unless the fact says otherwise. All age limits are operational definitions. Where each fact is looked for in FHIR: [where facts are found](where-facts-are-found.md).',
    ...FACT_IDS.map((id) => {
      const definition = factDefinition(id);
      return section(
        2,
        id,
        `**${plain(definition.title)}.** ${plain(definition.definition)}`,
        list([
          `Values: ${valuesOf(definition)}`,
          `${capital(plain(definition.absenceText))}`,
          ...(definition.ageLimitDays === undefined
            ? ['No age limit']
            : [
                definition.endsAs === undefined
                  ? `Age limit: ${definition.ageLimitDays} days`
                  : `Age limit: ${definition.ageLimitDays} days; an older value is not used: it is ${code(definition.endsAs)}`,
              ]),
          ...(definition.closingWords === undefined
            ? []
            : [
                `Too old, ${definition.closingWords.map(code).join(', ')} becomes unknown instead of being replaced by an assumption`,
              ]),
          readBy(id) === '' ? 'Read by no rule: shown beside the answers' : `Read by: ${readBy(id)}`,
        ]),
      );
    }),
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
