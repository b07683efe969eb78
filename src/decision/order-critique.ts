import { factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import type { EvaluatedAlert, EvaluatedOption, Evaluation } from '../domain/evaluation.ts';

/** A draft order and the options that it is an order for. */
export interface DraftOrder {
  /** `ServiceRequest/123` */
  readonly reference: string;
  readonly options: readonly string[];
  /** What it orders, for people. */
  readonly label: string;
}

/**
 * What speaks against draft orders (alert `contraindicated-order`). An order that stands for several options (a
 * referral) is fine when one of them is offered. Critical only when it is signed against an absolute contraindication.
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
    const against = options.filter((option) => option.status !== 'not-applicable');
    if (against.length === 0) continue;
    const absolute = against.every((option) => option.status === 'contraindicated' && hasAbsolute(option));
    alerts.push({
      id: 'contraindicated-order',
      severity: hook === 'order-sign' && absolute ? 'critical' : 'warning',
      text: `${draft.label}: ${against.map(reason).join('; ')}.`,
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

function reason(option: EvaluatedOption): string {
  const criteria = failing(option)
    .map((c) => `${c.sentence} - ${c.explanation}`)
    .join('; ');
  switch (option.status) {
    case 'contraindicated':
      return `${option.title} is contraindicated${hasAbsolute(option) ? '' : ' (relative)'}: ${criteria}`;
    case 'not-indicated':
      return `${option.title} does not meet: ${criteria}`;
    default:
      return `${option.title} cannot be judged, not known: ${option.missing.map(nameOf).join(', ')}`;
  }
}

/** The judgement in short: the first criterion for one treatment, the verdict alone for several. */
function headline(
  draft: DraftOrder,
  against: readonly EvaluatedOption[],
): { whole: string; verdict: string } {
  const [only, ...others] = against;
  if (only !== undefined && others.length === 0) {
    const first = failing(only)[0]?.sentence.replace(/\s*\([^()]{30,}\)$/, '');
    switch (only.status) {
      case 'contraindicated': {
        const verdict = `${only.title} is contraindicated${hasAbsolute(only) ? '' : ' (relative)'}`;
        return { verdict, whole: first === undefined ? verdict : `${verdict}: ${first}` };
      }
      case 'not-indicated': {
        const verdict = `${only.title} does not meet its criteria`;
        return { verdict, whole: first === undefined ? verdict : `${only.title} does not meet: ${first}` };
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
  const how = against.every((option) => option.status === 'contraindicated')
    ? 'contraindicated'
    : against.some((option) => option.status === 'insufficient-data')
      ? 'cannot be judged, data are missing'
      : 'does not meet the criteria';
  const verdict = `${draft.label}: ${how}`;
  return { verdict, whole: verdict };
}

/** The title of a fact inside a sentence. */
function nameOf(id: string): string {
  return lowered(isFactId(id) ? factDefinition(id).title : id.replaceAll(/[-.]/g, ' '));
}

const lowered = (text: string): string =>
  /^\p{Lu}\p{Ll}+(?:[\s,]|$)/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
