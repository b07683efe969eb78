/** Past treatments that the rules ask about. */
export const TREATMENTS = [
  'liver-resection',
  'ablation',
  'embolization',
  'radioembolization',
  'prrt',
  'liver-transplant',
  'ssa',
  'interferon',
  'chemotherapy',
  'everolimus',
  'sunitinib',
  'bevacizumab',
  'pve',
] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Treatments given as drugs: these can be *in force*. */
export const DRUG_TREATMENTS: readonly Treatment[] = [
  'ssa',
  'interferon',
  'chemotherapy',
  'everolimus',
  'sunitinib',
  'bevacizumab',
];
