import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { overdueParameters } from '../decision/overdue.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import { SYSTEMS } from '../fhir/code-systems.ts';
import { calendarDay } from './hook-answer.ts';

/**
 * Prometheus metrics. Labels are words of this service (service ids, options, facts, reasons) or code systems
 * from a fixed list; nothing of a patient and nothing that a client can make up.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'nelm_cds_request_duration_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [this.registry],
  });

  readonly serviceLatency = new Histogram({
    name: 'nelm_cds_service_duration_seconds',
    help: 'Time to answer a hook call, by service',
    labelNames: ['service'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [this.registry],
  });

  readonly outcomes = new Counter({
    name: 'nelm_cds_service_outcomes_total',
    help: 'Hook calls by service and class of outcome',
    labelNames: ['service', 'outcome'],
    registers: [this.registry],
  });

  readonly cards = new Counter({
    name: 'nelm_cds_cards_total',
    help: 'Cards by topic and what became of them (shown, shadow, suppressed)',
    labelNames: ['topic', 'fate'],
    registers: [this.registry],
  });

  readonly optionStatuses = new Counter({
    name: 'nelm_cds_option_status_total',
    help: 'Statuses given, by option',
    labelNames: ['option', 'status'],
    registers: [this.registry],
  });

  readonly unknownFacts = new Counter({
    name: 'nelm_cds_unknown_facts_total',
    help: 'Facts that were not known, by fact and reason',
    labelNames: ['fact', 'reason'],
    registers: [this.registry],
  });

  readonly unmappedCodes = new Counter({
    name: 'nelm_cds_unmapped_codes_total',
    help: 'Codes that no code set holds, by code system',
    labelNames: ['system'],
    registers: [this.registry],
  });

  readonly fhirErrors = new Counter({
    name: 'nelm_cds_fhir_errors_total',
    help: 'Searches that failed, by class of failure',
    labelNames: ['class'],
    registers: [this.registry],
  });

  readonly refusedTokens = new Counter({
    name: 'nelm_cds_refused_tokens_total',
    help: 'Client tokens that were refused, by reason',
    labelNames: ['reason'],
    registers: [this.registry],
  });

  readonly feedback = new Counter({
    name: 'nelm_cds_feedback_total',
    help: 'Feedback items by outcome',
    labelNames: ['service', 'outcome'],
    registers: [this.registry],
  });

  readonly feedbackItems = new Counter({
    name: 'nelm_cds_feedback_items_total',
    help: 'Feedback items by what the store made of them (stored, repeated, unknown-card)',
    labelNames: ['fate'],
    registers: [this.registry],
  });

  readonly storeErrors = new Counter({
    name: 'nelm_cds_store_errors_total',
    help: 'Failures of the store, by operation',
    labelNames: ['operation'],
    registers: [this.registry],
  });

  readonly inFlight = new Gauge({
    name: 'nelm_cds_requests_in_flight',
    help: 'Requests being answered',
    registers: [this.registry],
  });

  readonly lastHookCall = new Gauge({
    name: 'nelm_cds_last_hook_call_timestamp_seconds',
    help: 'When a hook was last called (silence is a fault too)',
    registers: [this.registry],
  });

  readonly overdueParameters = new Gauge({
    name: 'nelm_cds_overdue_parameters',
    help: 'Numbers of the knowledge base that are past the day of their review',
    registers: [this.registry],
    collect() {
      this.set(overdueParameters(calendarDay(new Date())).length);
    },
  });

  /** Memory, CPU, event loop lag of the process. Once per process: the running service, not the tests. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry, prefix: 'nelm_cds_' });
  }

  /** Counts what an evaluation came to. */
  countEvaluation(evaluation: Evaluation): void {
    for (const option of evaluation.options) {
      this.optionStatuses.inc({ option: option.code, status: option.status });
    }
    for (const fact of evaluation.facts) {
      if (fact.state === 'unknown' || fact.state === 'conflicting') {
        this.unknownFacts.inc({ fact: fact.id, reason: fact.reason ?? fact.state });
      }
    }
  }

  /** Counts codes by system; systems that are not well known are counted together. */
  countUnmapped(systems: readonly string[]): void {
    for (const system of systems) this.unmappedCodes.inc({ system: SYSTEM_NAMES.get(system) ?? 'other' });
  }
}

const SYSTEM_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(SYSTEMS).map(([name, url]) => [url, name]),
);
