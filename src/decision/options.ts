import type { OptionDefinition } from './criterion.ts';
import { ablation } from './options/ablation.ts';
import { alpps } from './options/alpps.ts';
import { chemotherapy } from './options/chemotherapy.ts';
import { debulking } from './options/debulking.ts';
import { embolization } from './options/embolization.ts';
import { interferonAlpha } from './options/interferon-alpha.ts';
import { liverResection } from './options/liver-resection.ts';
import { liverTransplantation } from './options/liver-transplantation.ts';
import { mdtReview } from './options/mdt-review.ts';
import { mibgTherapy } from './options/mibg-therapy.ts';
import { primaryResection } from './options/primary-resection.ts';
import { prrt } from './options/prrt.ts';
import { radioembolization } from './options/radioembolization.ts';
import { repeatHepatectomy } from './options/repeat-hepatectomy.ts';
import { resectionWithAblation } from './options/resection-with-ablation.ts';
import { somatostatinAnalogue } from './options/somatostatin-analogue.ts';
import { stagedHepatectomy } from './options/staged-hepatectomy.ts';
import { surveillance } from './options/surveillance.ts';
import { targetedTherapy } from './options/targeted-therapy.ts';

/** All options in their basic order of presentation. */
export const OPTIONS: readonly OptionDefinition[] = [
  mdtReview,
  liverResection,
  stagedHepatectomy,
  resectionWithAblation,
  repeatHepatectomy,
  alpps,
  primaryResection,
  debulking,
  ablation,
  embolization,
  prrt,
  radioembolization,
  somatostatinAnalogue,
  liverTransplantation,
  targetedTherapy,
  chemotherapy,
  interferonAlpha,
  mibgTherapy,
  surveillance,
];

/** Operations that need a laparotomy on the liver or the primary (ranks 1-6 of the basic order). */
export const SURGICAL_OPTIONS: readonly OptionDefinition[] = [
  liverResection,
  stagedHepatectomy,
  resectionWithAblation,
  repeatHepatectomy,
  alpps,
  primaryResection,
];

/** The option of a code. */
export function optionOf(code: string): OptionDefinition | undefined {
  return OPTIONS.find((option) => option.code === code);
}
