import { inPregnancy } from './workup-in-pregnancy.ts';
import { BASELINE_WORKUP, HORMONES, WORKUP, type WorkupDefinition } from './workup-items.ts';

/** When each thing of the work-up is asked for, in words: what the code beside it (`workup.ts`) does. Numbers by name. */

const RANKED =
  'A fact that it resolves is missing, and could change whether some option is offered, closed or open';

const PANELS = Object.entries(HORMONES)
  .map(([syndrome, results]) => `${syndrome}: ${results.join(' or ')}`)
  .join('; ');

const CONDITIONS: Readonly<Record<string, string>> = {
  'ct-triphasic': `${RANKED}; not where MR of the liver takes its place`,
  'mri-liver': `${RANKED}. Takes the place of CT in pregnancy, with an eGFR below {egfr-contrast-barred} mL/min/1.73 m2 (iodinated contrast barred), and when a CT or MR of the liver within its age limit is on record and what decides of the burden (number, sizes, lobes, segments, pattern, involvement) is still not known`,
  'primary-search': `${RANKED}, while it is not known where the primary is: its site is not on record, or it is an unknown primary`,
  'sstr-pet': `${RANKED}; not in pregnancy`,
  'fdg-pet': `${RANKED}, and grade G3 is possible; not in pregnancy`,
  'surgical-assessment': `${RANKED}. Also, outside the ranking, when type III was derived and nobody has judged the resectability: it is provisional`,
  'performance-status': `${RANKED}; documentation, no order`,
  'maa-scan':
    'Radioembolisation is offered and no hepatopulmonary shunt is on record within its age limit; not in pregnancy',
  'chromogranin-a': 'No result of a tumour marker in the last {marker-days} days is on record',
  'hormone-panel': `A hormonal syndrome is on record and no result that belongs to it, of any date (${PANELS})`,
};

/** When an item is asked for. */
export function workupCondition(item: WorkupDefinition): string {
  const when = CONDITIONS[item.id] ?? RANKED;
  const { order } = inPregnancy(item);
  return order === item.order ? when : `${when}. In its place, in pregnancy: ${order}`;
}

/** Conditions of items that do not exist, and baseline items without one of their own; empty when all is well. */
export function conditionFaults(): readonly string[] {
  const known = new Set([...WORKUP, ...BASELINE_WORKUP].map(({ id }) => id));
  return [
    ...Object.keys(CONDITIONS).filter((id) => !known.has(id)),
    ...BASELINE_WORKUP.map(({ id }) => id).filter((id) => CONDITIONS[id] === undefined),
  ];
}
