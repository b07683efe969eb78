import { factsOf, readVignettes, type Vignette } from '../../src/cli/vignette-files.ts';
import { type EvaluateInput, evaluate } from '../../src/decision/evaluate.ts';
import { critiqueOrders } from '../../src/decision/order-critique.ts';
import type { EvaluatedOption, Evaluation } from '../../src/domain/evaluation.ts';
import type { FactId } from '../../src/domain/fact-catalogue.ts';
import type { Fact, RecordedFacts } from '../../src/domain/facts.ts';
import { patient, TODAY, TYPICAL, type Written } from './patient.ts';

const { vignettes, bases } = readVignettes();
export const VIGNETTES: readonly Vignette[] = vignettes;

/** The facts of a vignette as it writes them, with those of its base. */
export function writtenFacts(vignette: Vignette): Written {
  return factsOf(vignette, bases, TYPICAL) as Written;
}

/** Values that are older than twice their age limit. */
export function tooOld(vignette: Vignette): Readonly<Record<string, string>> {
  return (vignette.facts.tooOld ?? {}) as Readonly<Record<string, string>>;
}

/** The facts with those values as a record gives them: not known, for their age, with the old value at hand. */
export function withTooOld(facts: RecordedFacts, old: Readonly<Record<string, string>>): RecordedFacts {
  const added = Object.entries(old).map(([id, value]): readonly [string, Fact] => {
    const known = patient({ [id]: value }).facts[id as FactId];
    if (!known) throw new Error(`'${id}' is no fact`);
    return [id, { ...known, state: 'unknown', reason: 'stale', stale: true }];
  });
  return { ...facts, facts: { ...facts.facts, ...Object.fromEntries(added) } };
}

const recorded = new Map<Vignette, RecordedFacts>();

export function recordedFacts(vignette: Vignette): RecordedFacts {
  let facts = recorded.get(vignette);
  if (!facts) {
    facts = withTooOld(patient(writtenFacts(vignette)), tooOld(vignette));
    recorded.set(vignette, facts);
  }
  return facts;
}

/** The input of the evaluation that a vignette asks for. */
export function inputOf(vignette: Vignette): EvaluateInput {
  const { expect, strict } = vignette;
  return {
    date: TODAY,
    strict,
    draftOptions: vignette.drafts?.options ?? [],
    withWorkup: Boolean(
      expect.workup ?? expect.noWorkup ?? expect.workupFirst ?? expect.score ?? expect.workupOmitted,
    ),
    withExplanations: Boolean(expect.settledBy ?? expect.counterfactual),
  };
}

/** The evaluation of a vignette, with some numbers of the rules in another place when asked for. */
export function evaluateVignette(vignette: Vignette, thresholds?: EvaluateInput['thresholds']): Evaluation {
  const input = inputOf(vignette);
  return evaluate(recordedFacts(vignette), thresholds === undefined ? input : { ...input, thresholds });
}

type Said = (text: string) => void;

function optionIn(evaluation: Evaluation, code: string): EvaluatedOption {
  const option = evaluation.options.find((o) => o.code === code);
  if (!option) throw new Error(`no option '${code}' in the answer`);
  return option;
}

function same(what: string, expected: unknown, found: unknown, say: Said): void {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
  if (a !== b) say(`${what}: expected ${a}, found ${b}`);
}

function contains(what: string, expected: readonly string[], found: readonly string[], say: Said): void {
  const lacking = expected.filter((entry) => !found.includes(entry));
  if (lacking.length > 0) say(`${what}: ${lacking.join(', ')} not in [${found.join(', ')}]`);
}

function excludes(what: string, unwanted: readonly string[], found: readonly string[], say: Said): void {
  const present = unwanted.filter((entry) => found.includes(entry));
  if (present.length > 0) say(`${what}: ${present.join(', ')} is in [${found.join(', ')}]`);
}

/** The answer of a criterion as the evaluation shows it. A question that arises is shown by what follows it. */
function shown(option: EvaluatedOption, id: string): string {
  const asked = option.criteria.find((c) => c.id === id);
  if (asked) return asked.result;
  if (id !== 'applicable') return 'not asked';
  return option.status === 'not-applicable' ? 'not-met' : 'met';
}

function checkOptions({ expect }: Vignette, evaluation: Evaluation, say: Said): void {
  const each = <T>(
    entries: Readonly<Record<string, T>> | undefined,
    test: (o: EvaluatedOption, t: T) => void,
  ) => {
    for (const [code, value] of Object.entries(entries ?? {})) test(optionIn(evaluation, code), value);
  };
  each(expect.status, (o, status) => same(`${o.code} status`, status, o.status, say));
  each(expect.couldBe, (o, could) => same(`${o.code} couldBe`, could, o.couldBe, say));
  each(expect.deferred, (o, deferred) => same(`${o.code} deferred`, deferred, o.deferred, say));
  each(expect.rank, (o, rank) => same(`${o.code} rank`, rank, o.rank, say));
  each(expect.criteria, (o, results) => {
    for (const [id, result] of Object.entries(results)) same(`${o.code}.${id}`, result, shown(o, id), say);
  });
  each(expect.strength, (o, strengths) => {
    for (const [id, strength] of Object.entries(strengths))
      same(`${o.code}.${id} strength`, strength, o.criteria.find((c) => c.id === id)?.strength, say);
  });
  each(expect.missing, (o, facts) => contains(`${o.code} missing`, facts, o.missing, say));
  each(expect.notMissing, (o, facts) => excludes(`${o.code} missing`, facts, o.missing, say));
  each(expect.leansOn, (o, facts) => contains(`${o.code} assumptions`, facts, o.assumptions, say));
  each(expect.note, (o, text) => {
    if (!o.notes.some((note) => note.includes(text))) say(`${o.code}: no note says '${text}'`);
  });
  each(expect.noNote, (o, text) => {
    if (o.notes.some((note) => note.includes(text))) say(`${o.code}: a note says '${text}'`);
  });
  each(expect.settledBy, (o, sets) => same(`${o.code} settledBy`, sets, o.settledBy, say));
  each(expect.counterfactual, (o, facts) =>
    contains(
      `${o.code} counterfactuals`,
      facts,
      o.counterfactuals.map((c) => c.fact),
      say,
    ),
  );
  if (expect.timing !== undefined)
    same('timing', expect.timing, optionIn(evaluation, 'primary-resection').timing, say);
  if (expect.order) {
    const codes = evaluation.options.map((o) => o.code).filter((code) => expect.order?.includes(code));
    same('order', expect.order, codes, say);
  }
}

function checkSets({ expect }: Vignette, evaluation: Evaluation, say: Said): void {
  for (const [key, result] of Object.entries(expect.sets ?? {})) {
    const [name = ''] = key.split('.');
    const set = evaluation.transplantCriteria.find((s) => s.set === name);
    const found = key === name ? set?.result : set?.criteria.find((c) => c.id === key)?.result;
    same(key, result, found, say);
  }
}

function checkAlerts({ expect }: Vignette, evaluation: Evaluation, say: Said): void {
  const ids = evaluation.alerts.map((alert) => alert.id);
  contains('alerts', expect.alerts ?? [], ids, say);
  excludes('alerts', expect.noAlerts ?? [], ids, say);
  for (const [id, severity] of Object.entries(expect.severity ?? {}))
    same(`${id} severity`, severity, evaluation.alerts.find((alert) => alert.id === id)?.severity, say);
  for (const [id, text] of Object.entries(expect.alertText ?? {})) {
    const said = evaluation.alerts.find((alert) => alert.id === id)?.text ?? 'not raised';
    if (!said.includes(text)) say(`${id}: expected '${text}' in '${said}'`);
  }
}

function checkWorkup({ expect }: Vignette, evaluation: Evaluation, say: Said): void {
  const ids = evaluation.workup.map((item) => item.id);
  contains('work-up', expect.workup ?? [], ids, say);
  excludes('work-up', expect.noWorkup ?? [], ids, say);
  if (expect.workupFirst) same('work-up', expect.workupFirst, ids.slice(0, expect.workupFirst.length), say);
  for (const [id, score] of Object.entries(expect.score ?? {}))
    same(`${id} score`, score, evaluation.workup.find((item) => item.id === id)?.score, say);
  contains('work-up left out', expect.workupOmitted ?? [], evaluation.workupOmitted, say);
}

function checkFacts({ expect }: Vignette, evaluation: Evaluation, say: Said): void {
  const assumed = evaluation.assumptions.map((assumption) => assumption.fact);
  contains('assumptions', expect.assumed ?? [], assumed, say);
  excludes('assumptions', expect.notAssumed ?? [], assumed, say);
  for (const [id, text] of Object.entries(expect.assumptionText ?? {})) {
    const found = evaluation.assumptions.find(({ fact }) => fact === id)?.text;
    if (!found?.includes(text)) say(`${id} assumed: expected '${text}', found '${String(found)}'`);
  }
  for (const [id, text] of Object.entries(expect.factText ?? {}))
    same(id, text, evaluation.facts.find((fact) => fact.id === id)?.text, say);
  for (const [id, state] of Object.entries(expect.factState ?? {}))
    same(`${id} state`, state, evaluation.facts.find((fact) => fact.id === id)?.state, say);
  for (const [id, text] of Object.entries(expect.factNote ?? {})) {
    const note = evaluation.facts.find((fact) => fact.id === id)?.note;
    if (text === null ? note !== undefined : !note?.includes(text))
      say(`${id} note: expected ${String(text)}, found ${String(note)}`);
  }
  for (const [key, value] of Object.entries(expect.classification ?? {}))
    same(key, value, evaluation.classification[key as keyof Evaluation['classification']], say);
  const { issue } = expect;
  if (issue !== undefined && !evaluation.issues.some(({ text }) => text.includes(issue)))
    say(`no issue says '${issue}'`);
}

function checkCritique(vignette: Vignette, evaluation: Evaluation, say: Said): void {
  const { expect, drafts } = vignette;
  if (expect.critique === undefined) return;
  if (!drafts) throw new Error(`${vignette.name}: a critique without a draft order`);
  const [alert] = critiqueOrders(
    evaluation,
    [{ reference: 'ServiceRequest/draft', options: drafts.options, label: 'Draft' }],
    drafts.hook,
  );
  if (expect.critique === null) same('critique', undefined, alert?.text, say);
  else {
    same('critique', 'contraindicated-order', alert?.id, say);
    same('critique severity', expect.critique.severity, alert?.severity, say);
    const text = String(expect.critique.text ?? '');
    if (!alert?.text.includes(text)) say(`critique: expected '${text}' in '${alert?.text ?? ''}'`);
  }
}

/** Every way in which an answer differs from what a vignette expects; empty when it does not. */
export function differences(vignette: Vignette, evaluation: Evaluation): readonly string[] {
  const found: string[] = [];
  const say: Said = (text) => found.push(text);
  if (vignette.expect.applies !== undefined)
    same('applies', vignette.expect.applies, evaluation.applies, say);
  checkOptions(vignette, evaluation, say);
  checkSets(vignette, evaluation, say);
  checkAlerts(vignette, evaluation, say);
  checkWorkup(vignette, evaluation, say);
  checkFacts(vignette, evaluation, say);
  checkCritique(vignette, evaluation, say);
  return found;
}
