import type {
  EvaluatedCriterion,
  EvaluatedOption,
  Evaluation,
  StatusGroup,
} from '../../domain/evaluation.ts';
import { bearing, groupOf } from './status.ts';
import { factOf, factTitles, inSentence, listed, optionOf, valueWithStanding } from './wording.ts';

/**
 * The way through the options: grade, pattern, is surgery feasible, options. Derived from the evaluation alone, as
 * data; the picture and the nested list show the same.
 */

/** `on`: the patient's path; `possible`: still possible beside others; `off`: not this patient's. */
export type NodeState = 'on' | 'possible' | 'off';

export interface PathNode {
  readonly id: string;
  readonly title: string;
  readonly state: NodeState;
}

export interface PathStep {
  readonly id: string;
  readonly title: string;
  /** Why this way: the facts and their values. */
  readonly because: string;
  /** What an undecided step needs; empty when it is decided. */
  readonly needs: string;
  readonly citation: string;
  readonly nodes: readonly PathNode[];
}

export interface PathOption {
  readonly option: EvaluatedOption;
  /** The criterion that closes it, what it needs, or how many criteria hold. */
  readonly remark: string;
}

export interface PathGroup {
  readonly id: string;
  readonly title: string;
  /** Node of the step before from which the way leads here. */
  readonly from: readonly string[];
  readonly group: StatusGroup;
  readonly options: readonly PathOption[];
}

export interface Pathway {
  readonly steps: readonly PathStep[];
  readonly groups: readonly PathGroup[];
}

const GROUPS: readonly Pick<PathGroup, 'id' | 'title' | 'from'>[] = [
  { id: 'liver-surgery', title: 'Surgery of the liver', from: ['feasible'] },
  { id: 'primary', title: 'Primary, debulking, transplant', from: ['feasible', 'not-feasible'] },
  { id: 'liver-directed', title: 'Liver-directed', from: ['not-feasible'] },
  { id: 'systemic', title: 'Systemic and radionuclide', from: ['not-feasible'] },
  { id: 'always', title: 'For everybody, and follow-up', from: ['feasible', 'not-feasible'] },
];
const GROUP_OF: Readonly<Record<string, string>> = {
  'liver-resection': 'liver-surgery',
  'staged-hepatectomy': 'liver-surgery',
  'resection-with-ablation': 'liver-surgery',
  'repeat-hepatectomy': 'liver-surgery',
  alpps: 'liver-surgery',
  'primary-resection': 'primary',
  debulking: 'primary',
  'liver-transplantation': 'primary',
  ablation: 'liver-directed',
  embolization: 'liver-directed',
  radioembolization: 'liver-directed',
  'mdt-review': 'always',
  surveillance: 'always',
};

/** The pathway of an evaluation that applies. */
export function pathwayOf(evaluation: Evaluation): Pathway {
  return { steps: [grade(evaluation), pattern(evaluation), surgery(evaluation)], groups: groups(evaluation) };
}

function chosen(possible: readonly string[], id: string): NodeState {
  if (!possible.includes(id)) return 'off';
  return possible.length === 1 ? 'on' : 'possible';
}

function values(evaluation: Evaluation, ids: readonly string[]): string {
  const parts = ids.flatMap((id) => {
    const fact = factOf(evaluation, id);
    if (!fact || (fact.state !== 'known' && fact.state !== 'assumed')) return [];
    return [`${inSentence(factTitles([id]))} ${valueWithStanding(fact)}`];
  });
  return parts.join('; ');
}

function needed(evaluation: Evaluation, ids: readonly string[]): string {
  const open = ids.filter((id) => {
    const state = factOf(evaluation, id)?.state;
    return state === 'unknown' || state === 'conflicting';
  });
  return factTitles(open);
}

const GRADE_FACTS = ['ki67', 'mitoses', 'grade.reported', 'differentiation'];

function grade(evaluation: Evaluation): PathStep {
  const { possibleGrades, category } = evaluation.classification;
  const fact = factOf(evaluation, 'differentiation');
  const recorded = fact?.state === 'known' ? fact.value : null;
  const possible: string[] = [];
  if (possibleGrades.includes('G1') || possibleGrades.includes('G2')) possible.push('g1-g2');
  if (possibleGrades.includes('G3')) {
    if (recorded !== 'poor' && category !== 'NEC') possible.push('net-g3');
    if (recorded !== 'well' && category !== 'NET G3') possible.push('nec');
  }
  return {
    id: 'grade',
    title: 'Grade',
    because: values(evaluation, GRADE_FACTS),
    needs:
      possible.length > 1
        ? needed(evaluation, ['ki67', 'differentiation']) || 'a grade that is not open'
        : '',
    citation: 'M21:21; J12 section 2',
    nodes: [
      { id: 'g1-g2', title: gradeTitle(evaluation), state: chosen(possible, 'g1-g2') },
      { id: 'net-g3', title: 'NET G3', state: chosen(possible, 'net-g3') },
      { id: 'nec', title: 'NEC', state: chosen(possible, 'nec') },
    ],
  };
}

function gradeTitle(evaluation: Evaluation): string {
  const { grade: decided } = evaluation.classification;
  return decided === 'G1' || decided === 'G2' ? `NET ${decided}` : 'NET G1 or G2';
}

const PATTERN_FACTS = [
  'liver.pattern.reported',
  'liver.lesion-count',
  'liver.lobes',
  'liver.largest-lesion',
  'liver.second-largest-lesion',
  'liver.involvement',
];

function pattern(evaluation: Evaluation): PathStep {
  const { possiblePatterns } = evaluation.classification;
  const surveillance = optionOf(evaluation, 'surveillance');
  const cleared = surveillance?.status === 'recommended' || surveillance?.status === 'consider';
  const possible = cleared ? ['none'] : possiblePatterns.map((type) => type.toLowerCase());
  if (surveillance?.status === 'insufficient-data') possible.push('none');
  return {
    id: 'pattern',
    title: 'Pattern in the liver',
    because: values(evaluation, PATTERN_FACTS),
    needs:
      possible.length > 1
        ? needed(evaluation, ['liver.pattern.reported', 'liver.lobes', 'liver.lesion-count']) ||
          'a decided pattern'
        : '',
    citation: 'C18:43-51; J12 section 3',
    nodes: [
      { id: 'none', title: 'No lesion left', state: chosen(possible, 'none') },
      { id: 'i', title: 'Type I: single or confined', state: chosen(possible, 'i') },
      { id: 'ii', title: 'Type II: dominant, bilobar', state: chosen(possible, 'ii') },
      { id: 'iii', title: 'Type III: diffuse', state: chosen(possible, 'iii') },
    ],
  };
}

const FEASIBILITY: readonly (readonly [option: string, criterion: string])[] = [
  ['embolization', 'surgery-not-feasible'],
  ['prrt', 'surgery-not-feasible'],
  ['radioembolization', 'surgery-not-feasible'],
  ['debulking', 'complete-resection-not-feasible'],
];
const SURGICAL = ['liver-resection', 'staged-hepatectomy', 'resection-with-ablation', 'repeat-hepatectomy'];

/** The criterion of the evaluation that says whether surgery is feasible; undefined when nothing asked. */
export function feasibilityCriterion(evaluation: Evaluation): EvaluatedCriterion | undefined {
  for (const [code, id] of FEASIBILITY) {
    const criterion = optionOf(evaluation, code)?.criteria.find((each) => each.id === id);
    if (criterion) return criterion;
  }
  return undefined;
}

function surgery(evaluation: Evaluation): PathStep {
  const criterion = feasibilityCriterion(evaluation);
  const surgical = SURGICAL.flatMap((code) => optionOf(evaluation, code) ?? []);
  const asked = surgical.some((option) => option.status !== 'not-applicable');
  const possible = !asked || !criterion ? [] : POSSIBLE[criterion.result];
  const open = surgical.filter((option) => groupOf(option.status) === 'open');
  const offered = surgical.filter((option) => groupOf(option.status) === 'offered');
  const missing = [...new Set([...open, ...offered].flatMap((option) => option.missing))];
  return {
    id: 'surgery',
    title: 'Surgery feasible?',
    because:
      possible.length === 0
        ? 'not asked: no liver lesion is left'
        : offered.length > 0
          ? `offered: ${listed(offered.map((option) => inSentence(option.title)))}`
          : criterion?.result === 'met'
            ? 'no resection of the liver is offered or open'
            : '',
    needs: possible.length > 1 ? factTitles(missing) || 'a surgeon\u2019s judgement' : '',
    citation: 'J12 5.1.1, Fig. 1; M21:59-63',
    nodes: [
      { id: 'feasible', title: 'Yes', state: chosen(possible, 'feasible') },
      { id: 'not-feasible', title: 'No', state: chosen(possible, 'not-feasible') },
    ],
  };
}

/** `surgery-not-feasible` met: surgery is not feasible. */
const POSSIBLE: Readonly<Record<EvaluatedCriterion['result'], readonly string[]>> = {
  met: ['not-feasible'],
  'not-met': ['feasible'],
  unknown: ['feasible', 'not-feasible'],
};

function groups(evaluation: Evaluation): readonly PathGroup[] {
  return GROUPS.map((group) => {
    const options = evaluation.options
      .filter((option) => (GROUP_OF[option.code] ?? 'systemic') === group.id)
      .map((option) => ({ option, remark: remarkOf(option) }));
    const states = options.map(({ option }) => groupOf(option.status));
    return {
      ...group,
      options,
      group: states.includes('offered') ? 'offered' : states.includes('open') ? 'open' : 'closed',
    };
  });
}

/** What a criterion asks, without what stands in brackets, for a line. */
export function shortSentence(criterion: EvaluatedCriterion): string {
  const bare = criterion.sentence.replaceAll(/ *\([^()]*\)/g, '').trim();
  return inSentence(bare === '' ? criterion.id.replaceAll('-', ' ') : bare);
}

/** One line behind an option: what it needs, what closes it, or which cautions hold. */
export function remarkOf(option: EvaluatedOption): string {
  const present = (kind: EvaluatedCriterion['kind'], result: EvaluatedCriterion['result']): string =>
    option.criteria
      .filter((each) => each.kind === kind && each.result === result)
      .map(shortSentence)
      .join('; ');
  switch (option.status) {
    case 'insufficient-data':
      return `needs: ${factTitles(option.missing)}`;
    case 'not-applicable':
      return '';
    case 'contraindicated':
      return `present: ${present('contraindication', 'met')}`;
    case 'not-indicated':
      return `not met: ${present('required', 'not-met')}`;
    default: {
      const cautions = present('caution', 'met');
      if (cautions !== '') return `caution: ${cautions}`;
      const holding = option.criteria.filter(
        (each) => each.kind !== 'caution' && bearing(each.kind, each.result) === 'for',
      );
      return holding.length > 1 ? `all ${holding.length} criteria hold` : '';
    }
  }
}
