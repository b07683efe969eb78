import type { WorkupItem } from '../domain/evaluation.ts';
import type { FactId } from '../domain/fact-catalogue.ts';
import { parseDate } from '../domain/calendar.ts';
import type { Atom } from './atom.ts';
import { factOf } from './atom.ts';
import type { OptionDefinition } from './criterion.ts';
import { OPTIONS } from './options.ts';
import { use } from './parameters.ts';
import { type bestReachable, canChangeGroup, decides } from './reachable.ts';
import type { Situation } from './situation.ts';
import { answer, groupOf, missingAtoms, outcomeOf } from './status.ts';
import { judgedFromPatternOnly } from './surgical-base.ts';
import {
  BASELINE_WORKUP,
  BURDEN,
  HORMONE_NAMES,
  HORMONES,
  WORKUP,
  type WorkupDefinition,
} from './workup-items.ts';
import { inPregnancy } from './workup-in-pregnancy.ts';

const CONTRAST_BARRED = use('egfr-contrast-barred');

/** At most this many ranked items are listed. */
export const MOST_SHOWN = 5;
/** The rank that an option of rank 0 would score. */
const SCORE_BASE = 20;
const MARKER_DAYS = use('marker-days');

export interface WorkupResult {
  readonly shown: readonly WorkupItem[];
  readonly omitted: readonly string[];
}

/** The options that can count: open ones that can still be offered, and those offered from the pattern alone. */
interface Countable {
  readonly option: OptionDefinition;
  readonly score: number;
  readonly atoms: readonly Atom[];
  readonly best: ReturnType<typeof bestReachable> | null;
}

/**
 * What to ask for. An item scores for each option whose status group some best completion changes when only the facts
 * of the item change; the sum of (20 - rank) ranks the items.
 * @param couldBe the best reachable status of every open option.
 */
export function workupOf(
  situation: Situation,
  order: readonly OptionDefinition[],
  couldBe: ReadonlyMap<string, ReturnType<typeof bestReachable>>,
): WorkupResult {
  const countable: Countable[] = [];
  order.forEach((option, rank) => {
    const outcome = outcomeOf(option, situation);
    const score = SCORE_BASE - rank;
    if (outcome.group === 'open') {
      const best = couldBe.get(option.code);
      if (best && groupOf(best) === 'offered') {
        countable.push({ option, score, best, atoms: missingAtoms(option, situation, 'deciding') });
      }
    } else if (
      outcome.group === 'offered' &&
      option.criteria.includes(judgedFromPatternOnly) &&
      answer(judgedFromPatternOnly, situation) !== false
    ) {
      countable.push({ option, score, best: null, atoms: ['liver.resectability'] });
    }
  });

  const noCt = ctBarred(situation);
  const ranked: { item: WorkupItem; order: number }[] = [];
  WORKUP.forEach((definition, position) => {
    if (!offersItself(definition, situation)) return;
    const resolves = new Set(definition.resolves);
    const decided = countable.filter((candidate) => isDecidedBy(candidate, situation, resolves));
    if (decided.length === 0) return;
    const missing = new Set(
      decided.flatMap((candidate) => candidate.atoms.filter((atom) => resolves.has(atom)).map(factOf)),
    );
    // What comes up only when other facts are filled in is asked for once they are.
    if (missing.size === 0) return;
    const score = decided.reduce((sum, candidate) => sum + candidate.score, 0);
    ranked.push({
      order: position,
      item: toItem(
        situation,
        definition.id === 'ct-triphasic' ? liverImaging(definition, situation, noCt, missing) : definition,
        [...missing],
        decided.map((c) => c.option.code),
        score,
        false,
      ),
    });
  });
  ranked.sort((a, b) => b.item.score - a.item.score || a.order - b.order);
  const items = ranked.map(({ item }) => item);
  const shown = items.slice(0, MOST_SHOWN);
  const beside = baseline(situation, shown);
  const omitted = items.slice(MOST_SHOWN).map((item) => item.id);
  return {
    shown: [...shown, ...beside],
    omitted: omitted.filter((id) => !beside.some((item) => item.id === id)),
  };
}

function isDecidedBy(candidate: Countable, situation: Situation, resolves: ReadonlySet<Atom>): boolean {
  if (candidate.best === null) {
    return (
      resolves.has('liver.resectability') &&
      canChangeGroup(candidate.option, situation, 'liver.resectability')
    );
  }
  return decides(candidate.option, situation, resolves, candidate.best);
}

function toItem(
  situation: Situation,
  definition: WorkupDefinition,
  facts: readonly FactId[],
  decided: readonly string[],
  score: number,
  isBaseline: boolean,
): WorkupItem {
  const { title, order } = situation.is('pregnancy', 'yes') === true ? inPregnancy(definition) : definition;
  return {
    id: definition.id,
    title,
    facts,
    decides: decided,
    score,
    baseline: isBaseline,
    text: order,
    sources: definition.sources,
  };
}

/** No CT in pregnancy, nor when iodinated contrast is barred. */
function ctBarred(situation: Situation): boolean {
  return situation.is('pregnancy', 'yes') === true || situation.isBelow('egfr', CONTRAST_BARRED) === true;
}

/** CT or MR: MR when CT is barred, or when a study is on record and the burden is still not known. */
function liverImaging(
  ct: WorkupDefinition,
  situation: Situation,
  noCt: boolean,
  missing: ReadonlySet<FactId>,
): WorkupDefinition {
  const magneticResonance =
    noCt ||
    (situation.studyInTime('staging.cross-sectional') === true && BURDEN.some((id) => missing.has(id)));
  return (magneticResonance && WORKUP.find(({ id }) => id === 'mri-liver')) || ct;
}

function offersItself(definition: WorkupDefinition, situation: Situation): boolean {
  const pregnant = situation.is('pregnancy', 'yes') === true;
  switch (definition.id) {
    case 'mri-liver':
      // Takes the place of CT once it is known what is asked for.
      return false;
    case 'sstr-pet':
      return !pregnant;
    case 'fdg-pet':
      return !pregnant && situation.tumours.some((t) => t.grade === 3);
    case 'primary-search':
      return isOccult(situation);
    default:
      return true;
  }
}

/** Is it not known where the primary is? Whether a known one is resected is no reason to search for it. */
function isOccult(situation: Situation): boolean {
  const site = situation.value('primary.site');
  return site?.kind !== 'word' || site.possible.length > 1 || site.possible[0] === 'unknown-primary';
}

function baseline(situation: Situation, shown: readonly WorkupItem[]): readonly WorkupItem[] {
  const items: WorkupItem[] = [];
  const add = (id: string, facts: readonly FactId[], decided: readonly string[], text?: string): void => {
    const definition = [...BASELINE_WORKUP, ...WORKUP].find((item) => item.id === id);
    if (!definition) return;
    const item = toItem(situation, definition, facts, decided, 0, true);
    items.push(text === undefined ? item : { ...item, text });
  };
  const radioembolization = OPTIONS.find((option) => option.code === 'radioembolization');
  const pregnant = situation.is('pregnancy', 'yes') === true;
  if (
    radioembolization &&
    outcomeOf(radioembolization, situation).group === 'offered' &&
    situation.fact('lung-shunt').state !== 'known' &&
    !pregnant
  ) {
    add('maa-scan', ['lung-shunt'], ['radioembolization']);
  }
  const { markers } = situation.assumed.recorded.context;
  if (!recent(situation, Object.values(markers))) add('chromogranin-a', [], []);
  const syndromes = situation.value('syndrome') ? situation.words('syndrome') : [];
  const hormones = syndromes.flatMap((syndrome) => HORMONES[syndrome] ?? []);
  if (hormones.length > 0 && !hormones.some((name) => markers[name] !== undefined)) {
    add(
      'hormone-panel',
      ['syndrome'],
      [],
      `Hormones as the syndrome suggests: ${hormones.map((name) => HORMONE_NAMES[name] ?? name).join(', ')}`,
    );
  }
  const provisional =
    !situation.resectability &&
    situation.value('liver.pattern.reported') === undefined &&
    situation.isPattern('III') === true;
  if (provisional && !shown.some((item) => item.id === 'surgical-assessment')) {
    add(
      'surgical-assessment',
      ['liver.resectability'],
      [],
      'Pattern III is provisional: hepatobiliary surgery',
    );
  }
  return items;
}

/** Is one of the days recent for certain? A partial date counts from the first day that it can mean. */
function recent(situation: Situation, dates: readonly string[]): boolean {
  return dates.some((text) => {
    const date = parseDate(text);
    return date !== undefined && situation.assumed.today - date.first <= situation.limits[MARKER_DAYS];
  });
}
