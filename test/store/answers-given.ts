import { randomUUID } from 'node:crypto';
import type {
  AnswerRecord,
  FeedbackItem,
  FeedbackMeta,
  GivenCard,
  ReviewRecord,
} from '../../src/store/store.ts';

export const ISSUER = 'https://ehr.example/cds-client';
export const OTHER_ISSUER = 'https://other.example/cds-client';

/** A card as the service would have given it. */
export function cardGiven(given: Partial<GivenCard> = {}): GivenCard {
  return {
    uuid: randomUUID(),
    topic: 'treatment-options',
    factHash: 'hash-1',
    optionCodes: ['liver-resection', 'prrt'],
    suggestions: [{ uuid: randomUUID(), code: 'hepatobiliary-surgery' }],
    ...given,
  };
}

export function answerGiven(given: Partial<AnswerRecord> = {}): AnswerRecord {
  return {
    issuer: ISSUER,
    tenant: null,
    serviceId: 'nelm-patient-view',
    hookInstance: randomUUID(),
    subject: 'Patient/1',
    userId: 'Practitioner/7',
    factHash: 'hash-of-all',
    knowledgeVersion: '1.0.0',
    evaluationDate: '2026-11-20',
    statuses: { 'liver-resection': 'recommended', prrt: 'insufficient-data' },
    durationMs: 12.5,
    shadow: false,
    cards: [cardGiven()],
    ...given,
  };
}

export function feedbackOn(card: string, given: Partial<FeedbackItem> = {}): FeedbackItem {
  return { card, outcome: 'overridden', outcomeTimestamp: '2026-11-20T10:00:00Z', ...given };
}

export function overriddenFor(card: string, code: string, given: Partial<FeedbackItem> = {}): FeedbackItem {
  return feedbackOn(card, { overrideReason: { reason: { code, system: 'urn:reasons' } }, ...given });
}

export function posted(given: Partial<FeedbackMeta> = {}): FeedbackMeta {
  return {
    serviceId: 'nelm-patient-view',
    issuer: ISSUER,
    tenant: null,
    receivedAt: new Date('2026-11-20T10:00:05Z'),
    ...given,
  };
}

/** A review record; only what the store looks at is real, the snapshot stands for any plain data. */
export function reviewGiven(
  given: Partial<ReviewRecord> = {},
  more: Record<string, unknown> = {},
): ReviewRecord {
  return {
    id: randomUUID(),
    issuer: ISSUER,
    subject: 'Patient/1',
    createdAt: new Date('2026-11-20T10:00:00Z'),
    expiresAt: new Date('2026-11-21T10:00:00Z'),
    snapshot: {
      evaluation: {
        evaluationDate: '2026-11-20',
        knowledgeVersion: '1.0.0',
        subject: 'Patient/1',
        strict: false,
        applies: false,
        facts: [],
        classification: {
          grade: null,
          category: null,
          pattern: null,
          possibleGrades: [],
          possiblePatterns: [],
        },
        options: [],
        transplantCriteria: [],
        alerts: [],
        workup: [],
        workupOmitted: [],
        prognosticFactors: [],
        assumptions: [],
        issues: [],
      },
      recorded: {
        subject: 'Patient/1',
        facts: {},
        kiSpecimens: [
          {
            site: 'liver-metastasis',
            value: { kind: 'number', low: 20, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: true },
            reference: 'Observation/ki67',
          },
        ],
        mitosesSpecimens: [],
        prior: [],
        unreadable: [],
        context: { markers: {}, activeOrders: [] },
      },
      ...more,
    },
    ...given,
  };
}
