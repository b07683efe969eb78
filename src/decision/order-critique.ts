import { factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import type {
  EvaluatedAlert,
  EvaluatedCriterion,
  EvaluatedOption,
  Evaluation,
  Status,
} from '../domain/evaluation.ts';

/** A draft order and the options that it is an order for. */
export interface DraftOrder {
  /** `ServiceRequest/123` */
  readonly reference: string;
  readonly options: readonly string[];
  /** What it orders, for people. */
  readonly label: string;
  /** Missing facts that the work-up asks this very order for; absent where it does not ask for it. */
  readonly supplies?: readonly string[];
}

/**
 * What speaks against draft orders (alert `contraindicated-order`). An order that stands for several options (a
 * referral) is fine when one of them is offered. Critical only when it is signed against an absolute contraindication.
 * The text of an order for several options has a line for the whole and one for each of them, what decides first.
 */
export function critiqueOrders(
  evaluation: Evaluation,
  drafts: readonly DraftOrder[],
  hook: 'order-select' | 'order-sign',
): EvaluatedAlert[] {
  if (!evaluation.applies) return [];
  const alerts: EvaluatedAlert[] = [];
  for (const draft of drafts) {
    const options = evaluation.options.filter((option) => draft.options.includes(option.code));
    if (options.length === 0 || options.some((o) => o.status === 'recommended' || o.status === 'consider'))
      continue;
    const against = byGravity(options.filter((option) => option.status !== 'not-applicable'));
    if (against.length === 0) continue;
    const absolute = against.every((option) => option.status === 'contraindicated' && hasAbsolute(option));
    alerts.push({
      id: 'contraindicated-order',
      severity: hook === 'order-sign' && absolute ? 'critical' : 'warning',
      text: textOf(draft, against),
      headline: headline(draft, against),
      sources: [...new Set(against.flatMap((option) => failing(option).flatMap((c) => c.sources)))],
      citations: [
        ...new Set(
          against.flatMap((option) =>
            failing(option).flatMap((c) => c.citations.map(({ source, at }) => `${source}:${at}`)),
          ),
        ),
      ].filter((citation) => !citation.startsWith('OP')),
      facts: [...new Set(against.flatMap((option) => failing(option).flatMap((c) => c.facts)))],
    });
  }
  return alerts;
}

function hasAbsolute(option: EvaluatedOption): boolean {
  return option.criteria.some(
    (c) => c.kind === 'contraindication' && c.result === 'met' && c.strength === 'absolute',
  );
}

/** The criteria that keep the option from being offered. */
function failing(option: EvaluatedOption) {
  switch (option.status) {
    case 'contraindicated':
      return option.criteria.filter((c) => c.kind === 'contraindication' && c.result === 'met');
    case 'not-indicated':
      return option.criteria.filter((c) => c.kind === 'required' && c.result === 'not-met');
    default:
      return option.criteria.filter((c) => c.kind !== 'caution' && c.result === 'unknown');
  }
}

const GRAVITY: readonly Status[] = ['contraindicated', 'not-indicated', 'insufficient-data'];

function byGravity(options: readonly EvaluatedOption[]): EvaluatedOption[] {
  const place = (option: EvaluatedOption) => GRAVITY.indexOf(option.status);
  return [...options].sort((a, b) => place(a) - place(b) || Number(hasAbsolute(b)) - Number(hasAbsolute(a)));
}

function textOf(draft: DraftOrder, against: readonly EvaluatedOption[]): string {
  const [only, ...others] = against;
  const asked = supply(draft, against);
  if (only !== undefined && others.length === 0) {
    return [
      `${draft.label}: ${reason(only, asked !== undefined)}.`,
      ...(asked === undefined ? [] : [asked]),
    ].join('\n');
  }
  const told = new Map<string, string>();
  return [
    `${draft.label}: ${verdictOn(against, asked !== undefined)}.`,
    ...(asked === undefined ? [] : [asked]),
    ...against.map((option) => `${reason(option, asked !== undefined, told)}.`),
  ].join('\n');
}

/** That the order is itself part of the work-up, and what it can tell; undefined where it is not, or all is known. */
function supply(draft: DraftOrder, against: readonly EvaluatedOption[]): string | undefined {
  if (draft.supplies === undefined || !against.some((option) => option.status === 'insufficient-data'))
    return undefined;
  const facts = draft.supplies.map(nameOf);
  return `${ASKED_FOR}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}.`;
}

const ASKED_FOR = 'The order is itself what the work-up asks for: it can supply what is missing';

/**
 * What speaks against an option. `told`: among several options, criteria in short, and what was said of an option
 * before is not said again.
 */
function reason(option: EvaluatedOption, asked: boolean, told?: Map<string, string>): string {
  const criteria = failing(option)
    .map((criterion) => (told === undefined ? whole(criterion) : concise(criterion, told)))
    .join('; ');
  switch (option.status) {
    case 'contraindicated':
      return `${option.title} is contraindicated${hasAbsolute(option) ? '' : ' (relative)'}: ${criteria}`;
    case 'not-indicated':
      return `${option.title} does not meet: ${criteria}`;
    default: {
      const missing = option.missing.map(nameOf).join(', ');
      const before = told?.get(missing);
      told?.set(missing, before ?? option.title);
      const open = asked ? 'is still open' : 'cannot be judged';
      return `${option.title} ${open}, not known: ${before === undefined ? missing : `the same as for ${lowered(before)}`}`;
    }
  }
}

function whole({ sentence, explanation }: EvaluatedCriterion): string {
  return `${sentence} - ${explanation}`;
}

/** The criterion without its remarks, and once the values that are on record. */
function concise({ id, sentence, explanation }: EvaluatedCriterion, told: Map<string, string>): string {
  const asked = withoutRemark(sentence);
  const key = `${id}\n${explanation}`;
  if (told.has(key)) return asked;
  told.set(key, asked);
  const parts = explanation.split('; ');
  const read = parts.filter((part) => !part.endsWith('(computed)'));
  return `${asked} - ${(read.length > 0 ? read : parts).join('; ')}`;
}

function withoutRemark(sentence: string): string {
  return sentence.replace(/\s*\([^()]{30,}\)$/, '');
}

const VERDICTS: Readonly<Partial<Record<Status, string>>> = {
  contraindicated: 'contraindicated',
  'not-indicated': 'criteria not met',
  'insufficient-data': 'data missing',
};

/** The judgement on several options in words that are true of each of them. */
function verdictOn(against: readonly EvaluatedOption[], asked = false): string {
  const statuses = new Set(against.map((option) => option.status));
  if (statuses.size === 1) {
    return statuses.has('contraindicated')
      ? 'contraindicated'
      : statuses.has('not-indicated')
        ? 'does not meet the criteria'
        : `${asked ? '' : 'cannot be judged, '}data are missing`;
  }
  const words = GRAVITY.filter((status) => statuses.has(status)).map((status) => VERDICTS[status] ?? status);
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The judgement in short: the first criterion for one treatment, the verdict alone for several. */
function headline(
  draft: DraftOrder,
  against: readonly EvaluatedOption[],
): { whole: string; verdict: string } {
  const contraindicated = against.some((option) => option.status === 'contraindicated');
  if (supply(draft, against) !== undefined && !contraindicated) {
    const verdict = `${draft.label} is itself what the work-up asks for`;
    return { verdict, whole: `${verdict}: it can supply what is missing` };
  }
  const [only, ...others] = against;
  if (only !== undefined && others.length === 0) {
    const first = failing(only)[0]?.sentence;
    const short = first === undefined ? undefined : withoutRemark(first);
    switch (only.status) {
      case 'contraindicated': {
        const verdict = `${only.title} is contraindicated${hasAbsolute(only) ? '' : ' (relative)'}`;
        return { verdict, whole: short === undefined ? verdict : `${verdict}: ${short}` };
      }
      case 'not-indicated': {
        const verdict = `${only.title} does not meet its criteria`;
        return { verdict, whole: short === undefined ? verdict : `${only.title} does not meet: ${short}` };
      }
      default: {
        const verdict = `${only.title} cannot be judged, data are missing`;
        const missing = only.missing.map(nameOf).join(', ');
        return {
          verdict,
          whole: missing === '' ? verdict : `${only.title} cannot be judged, not known: ${missing}`,
        };
      }
    }
  }
  const verdict = `${draft.label}: ${verdictOn(against)}`;
  return { verdict, whole: verdict };
}

/** The title of a fact inside a sentence. */
function nameOf(id: string): string {
  return lowered(isFactId(id) ? factDefinition(id).title : id.replaceAll(/[-.]/g, ' '));
}

const lowered = (text: string): string =>
  /^\p{Lu}\p{Ll}+(?:[\s,]|-\p{Ll}|$)/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
