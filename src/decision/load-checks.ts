import { parseDate } from '../domain/calendar.ts';
import type { Citation } from '../domain/evaluation.ts';
import { factDefinition, isFactId } from '../domain/fact-catalogue.ts';
import { RECORD_LIMITS, type RecordLimit } from '../domain/record-limits.ts';
import { SOURCE_CONFLICTS } from '../evidence/disagreements.ts';
import { PROGNOSTIC_FACTORS, type PrognosticFactor } from '../evidence/prognostic.ts';
import { STUDY_DISAGREEMENTS } from '../evidence/study-disagreements.ts';
import type { EvidenceTable } from '../evidence/table.ts';
import { EVIDENCE_TABLES } from '../evidence/tables/index.ts';
import { type AlertDefinition, ALERTS } from './alerts.ts';
import { factOf } from './atom.ts';
import { CASE_TABLES, type CaseTable, caseTableFaults } from './case-table.ts';
import type { Criterion, OptionDefinition } from './criterion.ts';
import { type DecisionTable, faultsOf } from './decision-tables.ts';
import { GENERAL_RULES, type GeneralRule } from './general-rules.ts';
import { limitsOutOfOrder } from './limit-order.ts';
import { OPTIONS } from './options.ts';
import { limits, type Limits, PARAMETERS, type Parameter, unusedParameters } from './parameters.ts';
import { READINGS } from './readings.ts';
import { ruleTables } from './rule-tables.ts';
import { whatRulesRead } from './sample-situations.ts';
import { TRANSPLANT_SETS } from './transplant-sets.ts';
import { WORD_LISTS, type WordLists, wordListFaults } from './word-lists.ts';
import { wordingFaults } from './wording-faults.ts';
import { BASELINE_WORKUP, WORKUP } from './workup-items.ts';

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
  readonly recordLimits: Readonly<Record<string, RecordLimit>>;
  readonly alerts: Readonly<Record<string, Omit<AlertDefinition, 'id'>>>;
  readonly generalRules: readonly GeneralRule[];
  readonly tables: readonly DecisionTable[];
  readonly caseTables: readonly CaseTable[];
  readonly wordLists: readonly WordLists[];
  readonly prognosticFactors: readonly PrognosticFactor[];
  readonly evidenceTables: readonly EvidenceTable[];
}

/** The knowledge base as it stands. */
export function knowledgeToCheck(): Checked {
  return {
    options: OPTIONS,
    parameters: PARAMETERS,
    limits: limits(),
    recordLimits: RECORD_LIMITS,
    alerts: ALERTS,
    generalRules: GENERAL_RULES,
    tables: ruleTables(),
    caseTables: CASE_TABLES,
    wordLists: WORD_LISTS,
    prognosticFactors: PROGNOSTIC_FACTORS,
    evidenceTables: EVIDENCE_TABLES,
  };
}

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function duplicates(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
}

function uncited(citations: readonly Citation[]): boolean {
  return citations.length === 0 || citations.some(({ at }) => at.trim() === '');
}

function isDay(text: string): boolean {
  return text !== '' && parseDate(text)?.text.length === text.length;
}

/** The same of places that are plain text. */
function uncitedPlaces(places: readonly string[]): boolean {
  return places.length === 0 || places.some((at) => at.trim() === '');
}

function parameterFaults({ parameters, limits: values }: Checked): readonly string[] {
  const faults = unusedParameters().map((id) => `parameter '${id}': no rule names it`);
  for (const { id, citation, meaning, facts, value, step, reviewBy, siteRange } of parameters) {
    if (citation.source === 'OP' && siteRange === undefined)
      faults.push(`parameter '${id}': no range within which a site may set it`);
    if (siteRange && (value < siteRange[0] || value > siteRange[1]))
      faults.push(`parameter '${id}': ${value} lies outside what a site may set`);
    if (uncited([citation])) faults.push(`parameter '${id}': no citation, or no reason`);
    if (meaning.trim() === '') faults.push(`parameter '${id}': does not say what it separates`);
    if (!Number.isFinite(value)) faults.push(`parameter '${id}': no number`);
    if (!(step > 0)) faults.push(`parameter '${id}': no step`);
    if (!isDay(reviewBy)) faults.push(`parameter '${id}': '${reviewBy}' is no day to review it by`);
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

/** Numbers by which the record is read: each with what it separates, a reason, and a day of review. */
function recordLimitFaults({ recordLimits }: Checked): readonly string[] {
  return Object.entries(recordLimits)
    .filter(
      ([
        ,
        {
          value,
          meaning,
          reason,
          reviewBy,
          range: [least, most],
        },
      ]) =>
        !(value >= least && value <= most) ||
        meaning.trim() === '' ||
        reason.trim() === '' ||
        !isDay(reviewBy),
    )
    .map(([id]) => `number of the record '${id}': no value, meaning, reason or day to review it by`);
}

/** Parameters that no rule reads, whatever it names; words that a fact is compared with and cannot take. */
function readingFaults({ options, parameters }: Checked): readonly string[] {
  const read = whatRulesRead(options);
  return [
    ...parameters
      .filter(({ id }) => !read.parameters.has(id))
      .map(({ id }) => `parameter '${id}': no rule reads it`),
    ...[...read.strangeWords].map((asked) => `rules: a fact is compared with what it cannot be (${asked})`),
  ];
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

function alertAndWorkupFaults({ alerts }: Checked): readonly string[] {
  const faults: string[] = [];
  for (const [id, { sources, facts, says }] of Object.entries(alerts)) {
    if (says.trim() === '') faults.push(`alert '${id}': says nothing`);
    if (uncitedPlaces(sources)) faults.push(`alert '${id}': no source, or an empty one`);
    for (const fact of facts) if (!isFactId(fact)) faults.push(`alert '${id}': '${fact}' is no fact`);
  }
  const items = [...WORKUP, ...BASELINE_WORKUP];
  for (const id of duplicates(items.map((item) => item.id))) faults.push(`work-up '${id}': twice`);
  for (const { id, resolves, sources } of items) {
    if (uncitedPlaces(sources)) faults.push(`work-up '${id}': no source, or an empty one`);
    for (const atom of resolves)
      if (!isFactId(factOf(atom))) faults.push(`work-up '${id}': '${atom}' is no fact`);
  }
  return faults;
}

/** What is stated beside the criteria has to say where it stands too. */
function uncitedFaults(checked: Checked): readonly string[] {
  const without: string[] = [];
  for (const { id, citations } of checked.generalRules) if (uncited(citations)) without.push(`rule '${id}'`);
  for (const { id, citations } of checked.tables) if (uncited(citations)) without.push(`table '${id}'`);
  for (const { id, citations } of checked.prognosticFactors)
    if (uncitedPlaces(citations)) without.push(`prognostic factor '${id}'`);
  for (const { id, lines, design } of checked.evidenceTables)
    if (uncitedPlaces([lines, design.at])) without.push(`evidence table '${id}'`);
  for (const { id, positions } of SOURCE_CONFLICTS)
    if (uncitedPlaces(positions.map(({ at }) => at))) without.push(`conflict '${id}'`);
  for (const { id, numbers } of STUDY_DISAGREEMENTS)
    if (uncitedPlaces(numbers.map(({ at }) => at))) without.push(`study '${id}'`);
  return without.map((what) => `${what}: no citation, or no reason`);
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
export function knowledgeFaults(checked: Checked = knowledgeToCheck()): readonly string[] {
  return [
    ...parameterFaults(checked),
    ...recordLimitFaults(checked),
    ...readingFaults(checked),
    ...optionFaults(checked),
    ...setFaults(),
    ...alertAndWorkupFaults(checked),
    ...uncitedFaults(checked),
    ...wordingFaults(checked),
    ...conflictFaults(checked),
    ...duplicates(READINGS.map((reading) => reading.id)).map((id) => `reading '${id}': twice`),
    ...duplicates(checked.caseTables.map(({ id }) => id)).map((id) => `rule table '${id}': twice`),
    ...checked.caseTables.flatMap(caseTableFaults),
    ...checked.wordLists.flatMap(wordListFaults),
    ...checked.tables.flatMap(faultsOf),
  ];
}

/**
 * Refuses a knowledge base with a gap: a number that is uncited or that no rule reads, anything else uncited, limits
 * out of order, a duplicated id, a table of the rules in which a case stands in no row or in two, words that stand in
 * two lists or in none, a text that names a number that does not exist, a decision table with a gap or with two answers. Called by everything that answers for a patient, when it starts.
 * @throws KnowledgeError that lists every fault.
 */
export function assertKnowledge(): void {
  const faults = knowledgeFaults();
  if (faults.length > 0) throw new KnowledgeError(faults);
}
