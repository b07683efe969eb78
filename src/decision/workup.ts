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
import { inPregnancy } from './workup-in-pregnancy.ts';

const CONTRAST_BARRED = use('egfr-contrast-barred');

/** At most this many ranked items are listed. */
export const MOST_SHOWN = 5;
/** The rank that an option of rank 0 would score. */
const SCORE_BASE = 20;
const MARKER_DAYS = use('marker-days');

/** One thing to ask for. */
export interface WorkupDefinition {
  readonly id: string;
  readonly title: string;
  readonly resolves: readonly Atom[];
  readonly order: string;
  readonly sources: readonly string[];
}

/** How much disease there is in the liver, and where. */
const BURDEN: readonly FactId[] = [
  'liver.lesion-count',
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.lobes',
  'liver.segments',
  'liver.pattern.reported',
  'liver.involvement',
];
const CT_RESOLVES: readonly Atom[] = [
  ...BURDEN,
  'liver.hilar',
  'liver.superficial',
  'extrahepatic',
  'staging.cross-sectional',
  'portal-vein-thrombosis',
  'primary.size',
  'hepatomegaly',
];

/** The things to ask for, in the order that settles ties. */
export const WORKUP: readonly WorkupDefinition[] = [
  {
    id: 'biopsy-ki67',
    title: 'Biopsy of a liver metastasis with Ki-67',
    resolves: ['ki67', 'ki67@liver', 'mitoses', 'grade.reported', 'differentiation'],
    order: 'Core needle biopsy with immunohistochemistry, Ki-67 and mitotic index',
    sources: ['J12:160-162', 'M21:102'],
  },
  {
    id: 'ct-triphasic',
    title: 'Triphasic CT',
    resolves: CT_RESOLVES,
    order:
      'Triphasic CT of the abdomen, 1-2 mm slices, with arterial phase (chest and pelvis for staging: operational definition)',
    sources: ['J12:118-125'],
  },
  {
    id: 'mri-liver',
    title: 'MR of the liver',
    resolves: CT_RESOLVES,
    order: 'MR of the liver',
    sources: ['J12:126-131'],
  },
  {
    id: 'primary-search',
    title: 'Search for the primary tumour',
    resolves: ['primary.site', 'primary.status'],
    order: 'Endoscopic ultrasound, CT and 68Ga PET/CT; the liver lesion may itself be the primary',
    sources: ['J12:51-58'],
  },
  {
    id: 'sstr-pet',
    title: 'Somatostatin-receptor PET/CT',
    resolves: ['sstr', 'extrahepatic', 'staging.functional'],
    order: '68Ga-DOTA-peptide PET/CT',
    sources: ['J12:132-146', 'M21:184'],
  },
  {
    id: 'fdg-pet',
    title: 'FDG PET/CT',
    resolves: ['fdg'],
    order: '18F-FDG PET/CT (G3 only)',
    sources: ['M21:184'],
  },
  {
    id: 'liver-volumetry',
    title: 'Liver volumetry',
    resolves: ['liver.future-remnant', 'liver.involvement'],
    order: 'CT volumetry (as a method: operational definition)',
    sources: ['M21:63'],
  },
  {
    id: 'echocardiogram',
    title: 'Echocardiogram',
    resolves: ['heart-disease'],
    order: 'Transthoracic echocardiogram (as a method: operational definition)',
    sources: ['J12:226-228'],
  },
  {
    id: 'syndrome-assessment',
    title: 'Assessment of hormonal symptoms',
    resolves: ['syndrome', 'syndrome.refractory'],
    order: 'Symptoms documented; 5-HIAA for carcinoid (operational definition)',
    sources: ['J12:154-158'],
  },
  {
    id: 'surgical-assessment',
    title: 'Hepatobiliary surgical assessment',
    resolves: [
      'liver.resectability',
      'liver.resectability-reason',
      'liver.resectable-fraction',
      'primary.resectable',
      'surgical-risk',
      'primary.symptomatic',
      'bulk-symptoms',
    ],
    order: 'Consultation of hepatobiliary surgery',
    sources: ['M21:40-44', 'J12:220-228'],
  },
  {
    id: 'performance-status',
    title: 'Performance status',
    resolves: ['ecog'],
    order: 'Documentation (no order)',
    sources: ['M21:42', 'J12:226-227', 'C18:112'],
  },
  {
    id: 'liver-function',
    title: 'Liver function',
    resolves: ['bilirubin', 'albumin', 'inr', 'child-pugh', 'ascites', 'encephalopathy'],
    order: 'Bilirubin, albumin, INR',
    sources: ['M21:164', 'C18:49-51'],
  },
  {
    id: 'renal-function',
    title: 'Renal function',
    resolves: ['egfr'],
    order: 'Creatinine and eGFR',
    sources: ['M21:184'],
  },
  {
    id: 'blood-count',
    title: 'Blood count',
    resolves: ['hemoglobin', 'platelets', 'leukocytes'],
    order: 'Full blood count',
    sources: ['M21:184, 190'],
  },
  {
    id: 'disease-course',
    title: 'Course of the disease',
    resolves: ['disease-course', 'stable-months'],
    order: 'Follow-up imaging with assessment of the response',
    sources: ['M21:48, 134-136', 'A14:592-595, 680-682'],
  },
];

/** Items outside the ranking. */
export const BASELINE_WORKUP: readonly WorkupDefinition[] = [
  {
    id: 'maa-scan',
    title: '99mTc-MAA scan',
    resolves: ['lung-shunt'],
    order: '99mTc-MAA scan before radioembolisation',
    sources: ['A14:553-555'],
  },
  {
    id: 'chromogranin-a',
    title: 'Chromogranin A',
    resolves: [],
    order: 'Chromogranin A in plasma',
    sources: ['J12:146-153'],
  },
  {
    id: 'hormone-panel',
    title: 'Hormones',
    resolves: [],
    order: 'Hormones as the syndrome suggests',
    sources: ['J12:154-158'],
  },
];

/** Hormone results that belong to a syndrome (any of them will do). */
export const HORMONES: Readonly<Record<string, readonly string[]>> = {
  carcinoid: ['5-hiaa'],
  insulinoma: ['insulin', 'c-peptide'],
  gastrinoma: ['gastrin'],
  vipoma: ['vip'],
  glucagonoma: ['glucagon'],
  somatostatinoma: ['somatostatin'],
  other: ['pancreatic-polypeptide', 'calcitonin'],
};
/** Names of hormones that people write in another way. */
const HORMONE_NAMES: Readonly<Record<string, string>> = {
  '5-hiaa': '5-HIAA',
  'c-peptide': 'C-peptide',
  vip: 'VIP',
  'pancreatic-polypeptide': 'pancreatic polypeptide',
};

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
  return {
    shown: [...items.slice(0, MOST_SHOWN), ...baseline(situation, items)],
    omitted: items.slice(MOST_SHOWN).map((item) => item.id),
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
    default:
      return true;
  }
}

function baseline(situation: Situation, ranked: readonly WorkupItem[]): readonly WorkupItem[] {
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
  if (provisional && !ranked.some((item) => item.id === 'surgical-assessment')) {
    add(
      'surgical-assessment',
      ['liver.resectability'],
      [],
      'Pattern III is provisional: hepatobiliary surgery',
    );
  }
  return items;
}

function recent(situation: Situation, dates: readonly string[]): boolean {
  return dates.some((text) => {
    const date = parseDate(text);
    return date !== undefined && situation.assumed.today - date.last <= situation.limits[MARKER_DAYS];
  });
}
