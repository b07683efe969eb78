import { parseDate } from '../domain/calendar.ts';
import type { Citation } from '../domain/evaluation.ts';
import { factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import { SOURCE_CONFLICTS } from '../evidence/disagreements.ts';
import { ALERTS } from './alerts.ts';
import { factOf } from './atom.ts';
import type { Criterion, OptionDefinition } from './criterion.ts';
import { faultsOf } from './decision-tables.ts';
import { limitsOutOfOrder } from './limit-order.ts';
import { OPTIONS } from './options.ts';
import { limits, type Limits, PARAMETERS, type Parameter, unusedParameters } from './parameters.ts';
import { READINGS } from './readings.ts';
import { ruleTables } from './rule-tables.ts';
import { TRANSPLANT_SETS } from './transplant-sets.ts';
import { BASELINE_WORKUP, WORKUP } from './workup.ts';

/** The knowledge base cannot be used as it stands; the text lists every fault. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `knowledge base: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n${faults.join('\n')}`,
    );
    this.faults = faults;
  }
}

/** What the checks look at; another set of definitions can be put in its place (tests). */
export interface Checked {
  readonly options: readonly OptionDefinition[];
  readonly parameters: readonly Parameter[];
  readonly limits: Limits;
}

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function duplicates(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}

function uncited(citations: readonly Citation[]): boolean {
  return citations.length === 0 || citations.some(({ at }) => at.trim() === '');
}

function parameterFaults({ parameters, limits: values }: Checked): readonly string[] {
  const faults = unusedParameters().map((id) => `parameter '${id}': no rule uses it`);
  for (const { id, citation, meaning, facts, value, step, reviewBy } of parameters) {
    if (uncited([citation])) faults.push(`parameter '${id}': no citation, or no reason`);
    if (meaning.trim() === '') faults.push(`parameter '${id}': does not say what it separates`);
    if (!Number.isFinite(value)) faults.push(`parameter '${id}': no number`);
    if (!(step > 0)) faults.push(`parameter '${id}': no step`);
    if (parseDate(reviewBy)?.text.length !== reviewBy.length) {
      faults.push(`parameter '${id}': '${reviewBy}' is no day to review it by`);
    }
    for (const fact of facts) {
      const definition = factDefinition(fact);
      if (definition.type !== 'number') continue;
      const [least, most] = definition.plausible;
      if (value < least || value > most)
        faults.push(`parameter '${id}': ${value} lies outside the plausible range of ${fact}`);
    }
  }
  return [...faults, ...limitsOutOfOrder(values).map((text) => `parameters: ${text}`)];
}

function criterionFaults(option: string, criterion: Criterion): readonly string[] {
  const where = `${option}, criterion '${criterion.id}'`;
  const faults: string[] = [];
  if (!CODE.test(criterion.id)) faults.push(`${where}: the id is no code`);
  if (uncited(criterion.citations)) faults.push(`${where}: no citation, or no reason`);
  if (criterion.sentence.trim() === '') faults.push(`${where}: no sentence`);
  if (criterion.reads.length === 0) faults.push(`${where}: reads no fact`);
  for (const id of criterion.reads) if (!isFactId(id)) faults.push(`${where}: '${String(id)}' is no fact`);
  const contraindication = criterion.kind === 'contraindication';
  if (contraindication !== (criterion.strength !== undefined))
    faults.push(`${where}: a strength belongs to a contraindication, and to it alone`);
  if (criterion.reversible && !contraindication)
    faults.push(`${where}: only a contraindication can be reversible`);
  if (criterion.provisional && criterion.kind !== 'caution')
    faults.push(`${where}: only a caution can be provisional`);
  return faults;
}

function optionFaults({ options }: Checked): readonly string[] {
  const faults = duplicates(options.map((option) => option.code)).map((code) => `option '${code}': twice`);
  for (const option of options) {
    const { code, citations, applicable, criteria } = option;
    if (!CODE.test(code)) faults.push(`option '${code}': the code is no code`);
    if (uncited(citations)) faults.push(`option '${code}': no citation`);
    if (applicable && uncited(applicable.citations))
      faults.push(`option '${code}': no citation of when it is applicable`);
    if (option.atMostConsider?.trim() === '')
      faults.push(`option '${code}': does not say why it is at most considered`);
    if (criteria.length === 0 && !applicable) faults.push(`option '${code}': asks nothing`);
    for (const id of duplicates(criteria.map((criterion) => criterion.id)))
      faults.push(`option '${code}': criterion '${id}' twice`);
    for (const criterion of criteria) faults.push(...criterionFaults(code, criterion));
  }
  return faults;
}

function setFaults(): readonly string[] {
  const faults = duplicates(TRANSPLANT_SETS.map((set) => set.code)).map((code) => `set '${code}': twice`);
  for (const { code, citation, criteria } of TRANSPLANT_SETS) {
    if (uncited([citation])) faults.push(`set '${code}': no citation`);
    for (const id of duplicates(criteria.map((c) => c.id))) faults.push(`set '${code}': '${id}' twice`);
    for (const { id, sentence, reads } of criteria) {
      if (sentence.trim() === '' || reads.length === 0)
        faults.push(`set '${code}', '${id}': no sentence or no fact`);
    }
  }
  return faults;
}

function alertAndWorkupFaults(): readonly string[] {
  const faults: string[] = [];
  for (const [id, { sources, facts, says }] of Object.entries(ALERTS)) {
    if (says.trim() === '') faults.push(`alert '${id}': says nothing`);
    for (const source of sources) if (source.trim() === '') faults.push(`alert '${id}': an empty source`);
    for (const fact of facts) if (!isFactId(fact)) faults.push(`alert '${id}': '${fact}' is no fact`);
  }
  const items = [...WORKUP, ...BASELINE_WORKUP];
  for (const id of duplicates(items.map((item) => item.id))) faults.push(`work-up '${id}': twice`);
  for (const { id, resolves, sources } of items) {
    if (sources.length === 0) faults.push(`work-up '${id}': no source`);
    for (const atom of resolves)
      if (!isFactId(factOf(atom))) faults.push(`work-up '${id}': '${atom}' is no fact`);
  }
  return faults;
}

function conflictFaults({ options }: Checked): readonly string[] {
  const faults: string[] = [];
  for (const conflict of SOURCE_CONFLICTS) {
    for (const code of conflict.options) {
      if (!options.some((option) => option.code === code))
        faults.push(`conflict '${conflict.id}': '${code}' is no option`);
    }
  }
  return faults;
}

/** Every fault of the knowledge base in words; empty when it can be used. */
export function knowledgeFaults(
  checked: Checked = { options: OPTIONS, parameters: PARAMETERS, limits: limits() },
): readonly string[] {
  return [
    ...parameterFaults(checked),
    ...optionFaults(checked),
    ...setFaults(),
    ...alertAndWorkupFaults(),
    ...conflictFaults(checked),
    ...duplicates(READINGS.map((reading) => reading.id)).map((id) => `reading '${id}': twice`),
    ...ruleTables().flatMap(faultsOf),
  ];
}

/**
 * Refuses a knowledge base with a gap: an unused or uncited number, an uncited criterion, limits out of order, a
 * duplicated id, a decision table with a gap or with two answers. Called when the service starts.
 * @throws KnowledgeError that lists every fault.
 */
export function assertKnowledge(): void {
  const faults = knowledgeFaults();
  if (faults.length > 0) throw new KnowledgeError(faults);
}

/** The numbers that a clinician should have looked at by the day (`YYYY-MM-DD`). */
export function overdueParameters(day: string): readonly string[] {
  return PARAMETERS.filter((parameter) => parameter.reviewBy < day).map((parameter) => parameter.id);
}
