import type { EvaluatedOption } from '../domain/evaluation.ts';
import { all, not, type Truth } from '../domain/truth.ts';
import { OPTIONS } from './options.ts';
import { use } from './parameters.ts';
import type { Situation } from './situation.ts';
import { outcomeOf } from './status.ts';

const ECOG_CAUTION = use('ecog-caution');
const LIVER_OPERATIONS = [
  'liver-resection',
  'staged-hepatectomy',
  'resection-with-ablation',
  'repeat-hepatectomy',
  'alpps',
];

/** Would the resection of the primary be a pancreaticoduodenectomy? */
function pancreaticoduodenectomy(s: Situation): Truth {
  const duodenal = s.is('primary.site', 'duodenum');
  const pancreatic = s.is('primary.site', 'pancreas');
  if (duodenal === true) return true;
  if (pancreatic === false && duodenal === false) return false;
  return pancreatic === true ? s.is('primary.part', 'pancreatic-head') : 'unknown';
}

/** Timing of the resection of the primary (M21:100, 112; J12:276-289); null when an input is unknown. */
export function timingOf(situation: Situation): EvaluatedOption['timing'] {
  const simultaneous = all(
    situation.is('liver.timing', 'synchronous'),
    situation.isPattern('I'),
    not(situation.isAtLeast('ecog', ECOG_CAUTION)),
    not(pancreaticoduodenectomy(situation)),
  );
  if (simultaneous === 'unknown') return null;
  if (simultaneous) return 'simultaneous';
  const operations = OPTIONS.filter((option) => LIVER_OPERATIONS.includes(option.code)).map((option) => ({
    code: option.code,
    outcome: outcomeOf(option, situation),
  }));
  const leading =
    operations.find(({ outcome }) => outcome.status === 'recommended') ??
    operations.find(({ outcome }) => outcome.status === 'consider');
  return leading?.code === 'staged-hepatectomy' ? 'with-first-stage' : 'staged';
}
