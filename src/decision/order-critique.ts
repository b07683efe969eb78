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
      return `${option.title} cannot be judged, not known: ${option.missing.join(', ')}`;
  }
}
