import type { EvaluatedOption, Evaluation, Status } from '../domain/evaluation.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import { type Issue, isAboutOneValue, type RecordedFacts } from '../domain/facts.ts';
import { evidenceFor } from '../evidence/ranges.ts';
import { PROGNOSTIC_FACTORS } from '../evidence/prognostic.ts';
import { alertsOf } from './alerts.ts';
import { assume } from './assumptions.ts';
import { assumptionList } from './assumption-list.ts';
import { factOf } from './atom.ts';
import { counterfactualsOf } from './counterfactual.ts';
import { criteriaOf, evaluatedSet } from './criterion-results.ts';
import type { OptionDefinition } from './criterion.ts';
import { decidingSets } from './deciding-sets.ts';
import { disagreement, JUDGED } from './derived-values.ts';
import { evaluatedFact } from './evaluated-fact.ts';
import { checkFacts } from './fact-check.ts';
import { checkInput } from './input-check.ts';
import { limits, type ThresholdOverrides } from './parameters.ts';
import { positionsOf } from './positions.ts';
import { ranked } from './rank.ts';
import { bestReachable } from './reachable.ts';
import { isAsked } from './rests-on.ts';
import { siteChanges, versionInForce } from './site-values.ts';
import { Situation } from './situation.ts';
import { startingValues } from './starting-values.ts';
import { answer, closes, missingAtoms, outcomeOf } from './status.ts';
import { surgeryDeferred, surgeryFeasible } from './surgery-feasible.ts';
import { timingOf } from './timing.ts';
import { TRANSPLANT_SETS } from './transplant-sets.ts';
import { categoryOf } from './tumour.ts';
import { workupOf } from './workup.ts';

export interface EvaluateInput {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly strict: boolean;
  readonly thresholds?: ThresholdOverrides;
  readonly issues?: readonly Issue[];
  /** Options for which a draft order is at hand (order hooks). */
  readonly draftOptions?: readonly string[];
  /** `false` leaves out the work-up with its scores. */
  readonly withWorkup?: boolean;
  /** `false` leaves out what would settle an option and what would have to differ. */
  readonly withExplanations?: boolean;
}

/** The situation of a patient at a date: the facts after assumptions, ready for the rules. */
export function situationOf(
  recorded: RecordedFacts,
  input: Pick<EvaluateInput, 'date' | 'strict' | 'thresholds'>,
): Situation {
  const values = limits(input.thresholds);
  const assumed = assume(recorded, input.date, input.strict, values);
  return new Situation(assumed, values, startingValues(assumed));
}

/**
 * Evaluates a patient: pure, no clock, no randomness. The same facts, date, mode and thresholds give the same answer,
 * byte for byte.
 * @throws Error when the date is no calendar day; FactError when a fact lies outside its type or plausible range, or
 * something else is given that cannot be.
 */
export function evaluate(recorded: RecordedFacts, input: EvaluateInput): Evaluation {
  checkFacts(recorded);
  checkInput(input);
  const situation = situationOf(recorded, input);
  const issues: Issue[] = [...(input.issues ?? [])];
  for (const text of siteChanges(input.thresholds)) {
    // A what-if hands in the issues of the evaluation that it starts from.
    if (!issues.some((issue) => issue.text === text)) issues.push({ severity: 'information', text });
  }
  const applies = appliesTo(situation, issues);
  const assumed = assumptionList(situation);
  const facts = situation.assumed.list.map((fact) =>
    evaluatedFact(situation, fact, assumed.readAs.get(fact.id)),
  );
  const grades = situation.grades.map((grade) => `G${grade}` as const);
  const { patterns } = situation;
  const head = {
    evaluationDate: input.date,
    knowledgeVersion: versionInForce(input.thresholds),
    subject: recorded.subject,
    strict: input.strict,
    applies,
    facts,
    classification: {
      grade: grades.length === 1 ? (grades[0] ?? null) : null,
      category: categoryOf(situation.tumours),
      pattern: patterns.length === 1 ? (patterns[0] ?? null) : null,
      possibleGrades: grades,
      possiblePatterns: patterns,
    },
  };
  if (!applies) {
    return {
      ...head,
      options: [],
      transplantCriteria: [],
      alerts: [],
      workup: [],
      workupOmitted: [],
      prognosticFactors: [],
      assumptions: [],
      issues,
    };
  }
  for (const id of JUDGED) {
    const text = disagreement(situation, id);
    if (text) issues.push({ severity: 'warning', text: `${factDefinition(id).title}: ${text}` });
  }
  if (situation.is('syndrome', 'none') === true && situation.is('syndrome.refractory', 'yes') === true) {
    issues.push({
      severity: 'warning',
      text: 'Refractory hormonal symptoms are on record beside the statement that there is no hormonal syndrome: they are not counted.',
    });
  }
  const order = ranked(situation);
  const couldBe = new Map<string, Status>();
  for (const option of order) {
    if (outcomeOf(option, situation).group === 'open')
      couldBe.set(option.code, bestReachable(option, situation));
  }
  const options = order.map((option, rank) =>
    evaluatedOption(
      option,
      rank,
      situation,
      couldBe.get(option.code) ?? null,
      assumed.facts,
      input.withExplanations !== false,
    ),
  );
  const workup =
    input.withWorkup === false ? { shown: [], omitted: [] } : workupOf(situation, order, couldBe);
  return {
    ...head,
    options,
    transplantCriteria: TRANSPLANT_SETS.map((set) => evaluatedSet(set, situation)),
    alerts: alertsOf({
      situation,
      ordered: [...recorded.context.activeOrders, ...(input.draftOptions ?? [])],
    }),
    workup: workup.shown,
    workupOmitted: workup.omitted,
    prognosticFactors: PROGNOSTIC,
    assumptions: assumed.texts,
    issues,
  };
}

const PROGNOSTIC: Evaluation['prognosticFactors'] = PROGNOSTIC_FACTORS.map((factor) => ({
  id: factor.id,
  text: `${factor.title} (${factor.direction}): ${factor.text} [${factor.citations.join('; ')}]`,
}));

/** Is there something to judge? Says why not in the issues. */
function appliesTo(situation: Situation, issues: Issue[]): boolean {
  const nelm = situation.fact('nelm');
  if (situation.is('deceased', 'yes') === true) {
    issues.push({ severity: 'information', text: 'The patient is recorded as deceased.' });
    return false;
  }
  if (situation.is('nelm', 'yes') === 'unknown') {
    if (!issues.some(({ text }) => /liver metasta/i.test(text) && !isAboutOneValue(text))) {
      issues.push({
        severity: 'warning',
        text: `Neuroendocrine liver metastases: ${nelm.note ?? `not confirmed (${nelm.reason ?? 'unknown'})`}. No treatment advice is given.`,
      });
    }
    return false;
  }
  if (situation.is('nelm', 'yes') !== true) {
    issues.push({ severity: 'information', text: 'No neuroendocrine liver metastasis on record.' });
    return false;
  }
  if (situation.is('scope', 'in') === 'unknown') {
    issues.push({
      severity: 'warning',
      text: 'It is not known whether the entity is one for which the sources give a rule. No treatment advice is given.',
    });
    return false;
  }
  if (situation.is('scope', 'in') !== true) {
    issues.push({
      severity: 'warning',
      text: `The record names an entity for which the sources give no rule (${situation.words('scope').join(', ')}). No treatment advice is given.`,
    });
    return false;
  }
  return true;
}

function evaluatedOption(
  option: OptionDefinition,
  rank: number,
  situation: Situation,
  couldBe: Status | null,
  assumed: readonly FactId[],
  explain: boolean,
): EvaluatedOption {
  const outcome = outcomeOf(option, situation);
  const criteria = criteriaOf(option, situation);
  const missing = outcome.group === 'closed' ? [] : missingAtoms(option, situation, 'all');
  const offeredOrOpen = outcome.group !== 'closed';
  const timed = option.code === 'primary-resection' && offeredOrOpen;
  return {
    code: option.code,
    title: option.title,
    status: outcome.status,
    rank,
    couldBe,
    timing: timed ? timingOf(situation) : null,
    deferred: outcome.deferred,
    criteria,
    missing: missing.length === 0 ? [] : [...new Set(missing.map(factOf))],
    assumptions: assumptionsOf(option, situation, assumed),
    notes: notesOf(option, situation, outcome.deferred),
    positions: positionsOf(option.code, situation.limits),
    settledBy:
      explain && outcome.group === 'open'
        ? decidingSets(option, situation, couldBe).map((set) => [...new Set(set.map(factOf))])
        : [],
    counterfactuals: explain && outcome.group === 'closed' ? counterfactualsOf(option, situation) : [],
    evidence: evidenceFor(option.code).line,
  };
}

/**
 * The assumptions that an option leans on, itself or through the options that it turns on. Of a closed one only what
 * closes it reaches through.
 */
function assumptionsOf(
  option: OptionDefinition,
  situation: Situation,
  assumed: readonly FactId[],
): readonly FactId[] {
  const { status, group } = outcomeOf(option, situation);
  const behind: ReadonlySet<FactId>[] = [];
  for (const criterion of status === 'not-applicable' ? [] : option.turning) {
    if (group === 'closed' ? closes(criterion, situation) : isAsked(criterion, situation))
      behind.push(criterion.behind(situation));
  }
  const leaned: FactId[] = [];
  for (const id of assumed) {
    let leans = option.leansOn.has(id);
    for (let at = 0; !leans && at < behind.length; at += 1) leans = behind[at]?.has(id) === true;
    if (leans) leaned.push(id);
  }
  return leaned;
}

function notesOf(option: OptionDefinition, situation: Situation, deferred: boolean): readonly string[] {
  const notes: string[] = [];
  if (deferred)
    notes.push('Deferred: correct carcinoid heart disease first, then reassess after correction.');
  if (waitsForSurgery(option, situation))
    notes.push('Waits for deferred surgery: reassess after correction of carcinoid heart disease.');
  if (option.atMostConsider) notes.push(`At most "consider": ${option.atMostConsider}.`);
  for (const note of option.notes) {
    const text = typeof note === 'string' ? note : note(situation);
    if (text !== undefined) notes.push(text);
  }
  return notes;
}

/** Is the option undecided only because an operation is deferred? */
function waitsForSurgery(option: OptionDefinition, situation: Situation): boolean {
  if (!surgeryDeferred(situation) || surgeryFeasible(situation) !== 'unknown') return false;
  return option.criteria.some(
    (criterion) => criterion.id === 'surgery-not-feasible' && answer(criterion, situation) === 'unknown',
  );
}
