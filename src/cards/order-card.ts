import type { EvaluatedAlert } from '../domain/evaluation.ts';
import type { CardDraft } from './draft.ts';
import type { CardInput } from './input.ts';
import { draftOf, whyNoAdvice } from './safety-card.ts';
import { unique } from './wording.ts';

/**
 * The card of an order hook: what speaks against the draft orders, the safety alerts that they make relevant, what
 * could not be read to judge them, and why they are not judged at all. Orders that are fine, and orders of other
 * fields, get no card.
 */

const LIVER_SURGERY = [
  'liver-resection',
  'staged-hepatectomy',
  'resection-with-ablation',
  'repeat-hepatectomy',
  'alpps',
  'primary-resection',
  'debulking',
  'liver-transplantation',
] as const;
const INTRA_ARTERIAL = ['embolization', 'radioembolization'] as const;
const PROCEDURES = [...LIVER_SURGERY, 'ablation', ...INTRA_ARTERIAL] as const;

/** The options whose draft order makes an alert of the evaluation relevant. */
const RELEVANT: Readonly<Record<string, readonly string[]>> = {
  'carcinoid-crisis-prophylaxis': PROCEDURES,
  'syndrome-unstated': PROCEDURES,
  'carcinoid-heart-unassessed': LIVER_SURGERY,
  'carcinoid-heart-uncorrected': LIVER_SURGERY,
  'biliary-anastomosis': [...INTRA_ARTERIAL, 'ablation', 'resection-with-ablation'],
  'portal-vein-thrombosis': INTRA_ARTERIAL,
  'grade-discordance': LIVER_SURGERY,
  'grade-mismatch': LIVER_SURGERY,
  'cytopenia-after-prrt': ['prrt', 'radioembolization', 'chemotherapy', 'targeted-therapy', 'mibg-therapy'],
};

/** The card before it has an identity; undefined when the draft orders are fine. */
export function orderCard(input: CardInput): CardDraft | undefined {
  const examined = (input.draftOrders ?? []).filter(
    (order) => input.examinedOrders === undefined || input.examinedOrders.includes(order.reference),
  );
  const drafted = unique(examined.flatMap((order) => order.options));
  const critique = input.orderAlerts ?? [];
  const critical = input.hook === 'order-sign';
  const relevant = input.evaluation.alerts.filter((alert) =>
    (RELEVANT[alert.id] ?? []).some((option) => drafted.includes(option)),
  );
  const alerts = withoutRepeats(
    [...critique, ...relevant].map((alert) =>
      alert.severity === 'critical' && !critical ? { ...alert, severity: 'warning' as const } : alert,
    ),
  );
  // What was not read is told where the draft could be judged otherwise with it: a treatment, or an unknown drug.
  const unread = input.unread.filter((item) => drafted.length > 0 || item.ofDraft === true);
  // The same with the reasons why the knowledge does not apply, where a reader has to know them.
  const reasons = drafted.length > 0 || unread.length > 0 ? whyNoAdvice(input.evaluation, input.unread) : [];
  const silent = input.evaluation.applies ? unread.length === 0 : reasons.length === 0;
  if (alerts.length === 0 && silent) return undefined;
  return {
    ...draftOf(input, { alerts, conflicts: [], unread, reasons }, [input.hook, [...drafted].sort()]),
    optionCodes: drafted,
  };
}

/** Alerts once each; the critique may name several orders under one id. */
function withoutRepeats(alerts: readonly EvaluatedAlert[]): EvaluatedAlert[] {
  const seen = new Set<string>();
  return alerts.filter((alert) => {
    const key = alert.id === 'contraindicated-order' ? `${alert.id} ${alert.text}` : alert.id;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
