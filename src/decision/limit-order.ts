import type { Limits, ParameterId } from './parameters.ts';

/** Two limits of one scale: the first lies below the second, or (`may-meet`) not above it. */
type Order = readonly [lower: ParameterId, upper: ParameterId, mayMeet?: 'may-meet'];

/** Limits that cut one scale into bands: out of order, a band would vanish and the bands beside it overlap. */
export const LIMIT_ORDER: readonly Order[] = [
  ['ki67-g2-min', 'ki67-g2-max'],
  ['ki67-g2-max', 'ki67-g3-surgery-limit'],
  ['ki67-g2-min', 'transplant-ki67'],
  ['transplant-ki67', 'ki67-g2-max'],
  ['mitoses-g2-min', 'mitoses-g2-max'],
  ['ecog-caution', 'ecog-unfit'],
  ['bilirubin-low', 'bilirubin-borderline'],
  ['bilirubin-borderline', 'bilirubin-insufficient'],
  ['child-pugh-bilirubin-1', 'child-pugh-bilirubin-2'],
  ['child-pugh-albumin-2', 'child-pugh-albumin-1'],
  ['child-pugh-inr-1', 'child-pugh-inr-2'],
  ['child-pugh-b-min', 'child-pugh-c-min'],
  ['egfr-contrast-barred', 'egfr-contrast-caution', 'may-meet'],
  ['egfr-prrt-min', 'egfr-prrt-adequate', 'may-meet'],
  ['no-lesion', 'single-lesion'],
  ['single-lesion', 'ablation-max-lesions', 'may-meet'],
  ['ablation-max-lesions', 'disseminated-count', 'may-meet'],
  ['ablation-incomplete-size', 'ablation-max-size', 'may-meet'],
  ['debulking-min-fraction', 'debulking-indication-fraction', 'may-meet'],
  ['debulking-indication-fraction', 'debulking-full-fraction', 'may-meet'],
  ['transplant-age-caution', 'transplant-age-50', 'may-meet'],
  ['transplant-age-50', 'transplant-age-55', 'may-meet'],
  ['transplant-involvement', 'transplant-involvement-refractory'],
  ['bulky-involvement', 'radioembolization-burden', 'may-meet'],
  ['hemoglobin-prrt-min', 'hemoglobin-cytopenia', 'may-meet'],
  ['platelets-prrt-min', 'platelets-cytopenia', 'may-meet'],
  ['leukocytes-prrt-min', 'leukocytes-cytopenia', 'may-meet'],
];

/** Pairs of limits that are out of order, in words; empty when every scale is in order. */
export function limitsOutOfOrder(limits: Limits): readonly string[] {
  return LIMIT_ORDER.filter(([lower, upper, mayMeet]) =>
    mayMeet ? limits[lower] > limits[upper] : limits[lower] >= limits[upper],
  ).map(
    ([lower, upper, mayMeet]) =>
      `'${lower}' (${limits[lower]}) has to be ${mayMeet ? 'at most' : 'below'} '${upper}' (${limits[upper]})`,
  );
}
