import type { Citation, CriterionKind } from '../domain/evaluation.ts';
import { FACT_IDS, type FactDefinition, factDefinition } from '../domain/fact-catalogue.ts';
import { SOURCE_CONFLICTS, type SourceConflict } from '../evidence/disagreements.ts';
import { PROGNOSTIC_FACTORS, type PrognosticFactor } from '../evidence/prognostic.ts';
import { evidenceFor } from '../evidence/ranges.ts';
import { type PublishedSource, SOURCES } from '../evidence/sources.ts';
import { STUDY_DISAGREEMENTS, type StudyDisagreement } from '../evidence/study-disagreements.ts';
import { survivalSeries } from '../evidence/survival.ts';
import type { EvidenceTable } from '../evidence/table.ts';
import { EVIDENCE_TABLES } from '../evidence/tables/index.ts';
import { TRIALS } from '../evidence/trials.ts';
import { type AlertDefinition, ALERTS } from './alerts.ts';
import type { Criterion } from './criterion.ts';
import { GENERAL_RULES, type GeneralRule } from './general-rules.ts';
import { OPTIONS } from './options.ts';
import { limits, type Limits, type Parameter, type ThresholdOverrides } from './parameters.ts';
import { positionsOf } from './positions.ts';
import { READINGS, type Reading } from './readings.ts';
import { ruleTables } from './rule-tables.ts';
import { NUMBERS } from './site-thresholds.ts';
import { changedAgeLimits, changedParameters, versionInForce } from './site-values.ts';
import {
  type ConditionalNote,
  conditionalNotes,
  type CriterionTrace,
  type NumbersOfRule,
  numbersOfAlert,
  numbersOfWorkup,
  traceOf,
} from './traced.ts';
import { SET_NOTES, TRANSPLANT_SETS } from './transplant-sets.ts';
import { KNOWLEDGE_RELEASE, KNOWLEDGE_VERSION } from './version.ts';
import { allWorded } from './wording.ts';
import { workupCondition } from './workup-conditions.ts';
import { BASELINE_WORKUP, WORKUP } from './workup-items.ts';

/** What stands behind a criterion is added to the base; it is no part of the content that the version digests. */
export interface CriterionEntry extends Partial<CriterionTrace> {
  readonly id: string;
  readonly kind: CriterionKind;
  readonly sentence: string;
  readonly facts: readonly string[];
  readonly citations: readonly Citation[];
  readonly operational: boolean;
  readonly strength?: 'absolute' | 'relative';
  readonly reversible?: boolean;
}

export interface OptionEntry {
  readonly code: string;
  readonly title: string;
  readonly summary: string;
  readonly rank: number;
  readonly citations: readonly Citation[];
  readonly applicable:
    | (Partial<CriterionTrace> & {
        readonly sentence: string;
        readonly facts: readonly string[];
        readonly citations: readonly Citation[];
      })
    | null;
  readonly atMostConsider: string | null;
  readonly criteria: readonly CriterionEntry[];
  readonly notes: readonly string[];
  /** Remarks for some patients only; added to the base like what stands behind a criterion. */
  readonly conditionalNotes?: readonly ConditionalNote[];
  readonly positions: readonly string[];
  readonly evidence: string;
  readonly survival: ReturnType<typeof survivalSeries>;
}

/** The whole knowledge base as plain JSON (`GET /knowledge`, the rule book, the page for people). */
export interface KnowledgeBase {
  readonly version: string;
  readonly release: string;
  /** With the age limits in force; `builtInAgeLimitDays` where the site has changed one. */
  readonly facts: readonly ({
    readonly id: string;
    readonly builtInAgeLimitDays?: number;
  } & FactDefinition)[];
  /**
   * The numbers of the rules, and those by which the record is read before any rule is asked. With the values in
   * force; `builtInValue` where the site has changed one.
   */
  readonly thresholds: readonly (Parameter & { readonly builtInValue?: number })[];
  readonly options: readonly OptionEntry[];
  readonly transplantSets: readonly {
    readonly set: string;
    readonly title: string;
    readonly citation: Citation;
    readonly criteria: readonly (Partial<CriterionTrace> & {
      readonly id: string;
      readonly sentence: string;
      readonly facts: readonly string[];
      readonly operational?: string;
    })[];
  }[];
  readonly transplantNotes: readonly string[];
  readonly generalRules: readonly GeneralRule[];
  /** Tables of the rules, filled in: every combination with what is answered (more than one: left open). */
  readonly decisionTables: readonly {
    readonly id: string;
    readonly title: string;
    readonly citations: readonly Citation[];
    readonly axes: readonly string[];
    readonly answers: readonly string[];
    readonly rows: readonly {
      readonly when: readonly string[];
      readonly gives: readonly (readonly string[])[];
    }[];
  }[];
  readonly readings: readonly Reading[];
  readonly alerts: readonly (AlertDefinition & Partial<NumbersOfRule>)[];
  readonly workup: readonly (Partial<NumbersOfRule> & {
    readonly id: string;
    readonly title: string;
    readonly resolves: readonly string[];
    readonly order: string;
    /** When it is asked for. */
    readonly when: string;
    readonly sources: readonly string[];
    readonly baseline: boolean;
  })[];
  readonly prognosticFactors: readonly PrognosticFactor[];
  readonly evidenceTables: readonly EvidenceTable[];
  readonly trials: typeof TRIALS;
  readonly disagreements: readonly SourceConflict[];
  readonly studyDisagreements: readonly StudyDisagreement[];
  readonly citations: readonly PublishedSource[];
}

function criterionEntry(criterion: Criterion): CriterionEntry {
  return {
    id: criterion.id,
    kind: criterion.kind,
    sentence: criterion.sentence,
    facts: criterion.reads,
    citations: criterion.citations,
    operational: criterion.citations.some((c) => c.source === 'OP'),
    ...(criterion.kind === 'contraindication' ? { strength: criterion.strength ?? 'absolute' } : {}),
    ...(criterion.reversible ? { reversible: true } : {}),
  };
}

/** Everything but the version, which is a digest of it; its texts as they read with the numbers in force. */
export function knowledgeContent(values: Limits = limits()): Omit<KnowledgeBase, 'version' | 'release'> {
  return allWorded(unworded(values), values);
}

/** The same, with the numbers of the texts by their names. */
function unworded(values: Limits): Omit<KnowledgeBase, 'version' | 'release'> {
  return {
    facts: FACT_IDS.map((id) => ({ id, ...factDefinition(id) })),
    thresholds: NUMBERS,
    options: OPTIONS.map((option, rank) => ({
      code: option.code,
      title: option.title,
      summary: option.summary,
      rank,
      citations: option.citations,
      applicable: option.applicable
        ? {
            sentence: option.applicable.sentence,
            facts: option.applicable.reads,
            citations: option.applicable.citations,
          }
        : null,
      atMostConsider: option.atMostConsider ?? null,
      criteria: option.criteria.map(criterionEntry),
      notes: option.notes.filter((note) => typeof note === 'string'),
      positions: positionsOf(option.code, values),
      evidence: evidenceFor(option.code).line,
      survival: survivalSeries(option.code),
    })),
    transplantSets: TRANSPLANT_SETS.map((set) => ({
      set: set.code,
      title: set.title,
      citation: set.citation,
      criteria: set.criteria.map((criterion) => ({
        id: `${set.code}.${criterion.id}`,
        sentence: criterion.sentence,
        facts: criterion.reads,
        ...(criterion.operational === undefined ? {} : { operational: criterion.operational }),
      })),
    })),
    transplantNotes: SET_NOTES,
    generalRules: GENERAL_RULES,
    decisionTables: ruleTables(values).map(({ id, title, citations, axes, answers, rows }) => ({
      id,
      title,
      citations,
      axes: axes.map(({ name }) => name),
      answers: answers.map(({ name }) => name),
      rows,
    })),
    readings: READINGS,
    alerts: Object.entries(ALERTS).map(([id, alert]) => ({ id, ...alert })),
    workup: [
      ...WORKUP.map((item) => ({ ...item, when: workupCondition(item), baseline: false })),
      ...BASELINE_WORKUP.map((item) => ({ ...item, when: workupCondition(item), baseline: true })),
    ],
    prognosticFactors: PROGNOSTIC_FACTORS,
    evidenceTables: EVIDENCE_TABLES,
    trials: TRIALS,
    disagreements: SOURCE_CONFLICTS,
    studyDisagreements: STUDY_DISAGREEMENTS,
    citations: SOURCES,
  };
}

/** The content with what is known of the rules only by asking them. */
function traced(content: ReturnType<typeof knowledgeContent>): typeof content {
  return {
    ...content,
    options: content.options.map((option) => ({
      ...option,
      applicable: option.applicable && { ...option.applicable, ...traceOf(`${option.code}.applicable`) },
      criteria: option.criteria.map((criterion) => ({
        ...criterion,
        ...traceOf(`${option.code}.${criterion.id}`),
      })),
      conditionalNotes: conditionalNotes(option.code),
    })),
    transplantSets: content.transplantSets.map((set) => ({
      ...set,
      criteria: set.criteria.map((criterion) => ({
        ...criterion,
        ...traceOf(criterion.id),
      })),
    })),
    alerts: content.alerts.map((alert) => ({ ...alert, ...numbersOfAlert(alert.id) })),
    workup: content.workup.map((item) => ({ ...item, ...numbersOfWorkup(item.id) })),
  };
}

let remembered: KnowledgeBase | undefined;

/** The knowledge base with its version. */
export function knowledgeBase(): KnowledgeBase {
  remembered ??= { version: KNOWLEDGE_VERSION, release: KNOWLEDGE_RELEASE, ...traced(knowledgeContent()) };
  return remembered;
}

/** The knowledge base as it is in force at a site: with the site's numbers and age limits, and its mark in the version. */
export function knowledgeInForce(thresholds: ThresholdOverrides = {}): KnowledgeBase {
  const builtIn = knowledgeBase();
  const parameters = changedParameters(thresholds);
  const values = limits(thresholds);
  const content = parameters.length === 0 ? builtIn : traced(knowledgeContent(values));
  const ageLimits = new Map<string, number>(
    changedAgeLimits(thresholds).map(({ fact, days }) => [fact, days]),
  );
  return {
    ...builtIn,
    ...content,
    version: versionInForce(thresholds),
    facts: content.facts.map((fact) => {
      const days = ageLimits.get(fact.id);
      if (days === undefined || fact.ageLimitDays === undefined) return fact;
      return { ...fact, ageLimitDays: days, builtInAgeLimitDays: fact.ageLimitDays };
    }),
    thresholds: builtIn.thresholds.map((parameter) =>
      parameters.some(({ id }) => id === parameter.id)
        ? { ...parameter, value: values[parameter.id as keyof Limits], builtInValue: parameter.value }
        : parameter,
    ),
  };
}

/** The numbers with which a knowledge base answers. */
export function numbersInForce(base: KnowledgeBase): Limits {
  const changed = base.thresholds.filter(({ builtInValue }) => builtInValue !== undefined);
  return limits(Object.fromEntries(changed.map(({ id, value }) => [id, value])));
}

export { KNOWLEDGE_VERSION };
