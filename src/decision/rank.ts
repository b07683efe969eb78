import type { OptionDefinition } from './criterion.ts';
import { OPTIONS } from './options.ts';
import type { Situation } from './situation.ts';
import { isG3 } from './tumour.ts';

/** Systemic options that come first when the disease is not confined to the liver (M21:48), in this order. */
const SYSTEMIC_FIRST = ['chemotherapy', 'targeted-therapy', 'prrt', 'somatostatin-analogue'];
const LIVER_DIRECTED = ['debulking', 'ablation', 'embolization', 'radioembolization'];
const MIDGUT = ['jejunum-ileum', 'appendix'];

function moved(
  order: readonly OptionDefinition[],
  codes: readonly string[],
  before: string,
): OptionDefinition[] {
  const moving = codes.flatMap((code) => order.filter((option) => option.code === code));
  const staying = order.filter((option) => !codes.includes(option.code));
  const at = staying.findIndex((option) => option.code === before);
  return [...staying.slice(0, at), ...moving, ...staying.slice(at)];
}

/**
 * The options in their order of presentation. Exceptions: the somatostatin analogue directly after the resections with
 * a syndrome that is not yet treated (A14:51-52); systemic treatment before liver-directed treatment with unresectable
 * extrahepatic disease or G3 (M21:48); PRRT before embolisation in progressing receptor-positive midgut disease.
 */
export function ranked(situation: Situation): readonly OptionDefinition[] {
  let order: readonly OptionDefinition[] = OPTIONS;
  const systemicFirst =
    situation.is('extrahepatic', 'unresectable') === true || situation.forTumours(isG3) === true;
  if (systemicFirst) order = moved(order, SYSTEMIC_FIRST, LIVER_DIRECTED[0] ?? '');
  else if (
    situation.is('primary.site', ...MIDGUT) === true &&
    situation.is('disease-course', 'progressing') === true &&
    situation.is('sstr', 'positive') === true
  ) {
    order = moved(order, ['prrt'], 'embolization');
  }
  if (situation.syndromePresent === true && !situation.inForce('ssa')) {
    const first = order[order.findIndex((option) => option.code === 'primary-resection') + 1];
    if (first && first.code !== 'somatostatin-analogue') {
      order = moved(order, ['somatostatin-analogue'], first.code);
    }
  }
  return order;
}
