import type { EvaluatedOption, Status } from '../domain/evaluation.ts';
import { all, not, type Truth } from '../domain/truth.ts';
import { SURGICAL_OPTIONS } from './options.ts';
import { use } from './parameters.ts';
import type { Situation } from './situation.ts';
import { outcomeOf } from './status.ts';

const ECOG_CAUTION = use('ecog-caution');
const TWO_STAGES = 'staged-hepatectomy';
const OFFERED = ['recommended', 'consider'] as const;
/** The operations on the liver in their order of presentation. */
const LIVER_OPERATIONS = SURGICAL_OPTIONS.filter((option) => option.code !== 'primary-resection');

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
  const answers = new Set(possibleStatuses(situation).map(leadsInTwoStages));
  if (answers.size > 1) return null;
  return answers.has(true) ? 'with-first-stage' : 'staged';
}

interface Ranked {
  readonly code: string;
  readonly status: Status;
}

/** The statuses that the operations have, one list for each way in which the undecided ones can turn out. */
function possibleStatuses(situation: Situation): readonly (readonly Ranked[])[] {
  let lists: readonly (readonly Ranked[])[] = [[]];
  for (const option of LIVER_OPERATIONS) {
    const { status, group, limited } = outcomeOf(option, situation);
    const possible: readonly Status[] =
      group !== 'open' ? [status] : limited ? ['consider', 'not-indicated'] : [...OFFERED, 'not-indicated'];
    lists = lists.flatMap((list) => possible.map((one) => [...list, { code: option.code, status: one }]));
  }
  return lists;
}

/** Is the two-stage operation the leading one: the first that is recommended, or else considered? */
function leadsInTwoStages(operations: readonly Ranked[]): boolean {
  for (const wanted of OFFERED) {
    const leading = operations.find(({ status }) => status === wanted);
    if (leading) return leading.code === TWO_STAGES;
  }
  return false;
}
