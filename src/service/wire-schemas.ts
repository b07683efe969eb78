import { z } from 'zod';

/** What the service answers with, as schemas: for the OpenAPI document, and for the tests that hold answers to them. */

const text = z.string().min(1);
const uuid = z.uuid();

export const DiscoverySchema = z
  .strictObject({
    services: z.array(
      z.strictObject({
        hook: text,
        id: z.string().regex(/^[A-Za-z0-9._~-]+$/),
        title: text,
        description: text,
        version: z.string().regex(/^\d+\.\d+\.\d+$/),
        hookVersion: text,
        usageRequirements: text,
        prefetch: z.record(z.string(), text),
      }),
    ),
  })
  .meta({ description: 'CDS Hooks discovery' });

const CodingSchema = z.strictObject({ system: text, code: text, display: text.optional() });

const SuggestionSchema = z.strictObject({
  label: text,
  uuid,
  isRecommended: z.boolean().optional(),
  actions: z
    .array(
      z.strictObject({
        type: z.literal('create'),
        description: text,
        resource: z
          .looseObject({
            resourceType: z.literal('ServiceRequest'),
            status: z.literal('draft'),
            intent: z.enum(['proposal', 'order']),
            subject: z.looseObject({ reference: text }),
            code: z.looseObject({}),
          })
          .meta({ description: 'A complete draft FHIR R4 ServiceRequest' }),
      }),
    )
    .min(1),
});

export const CardsSchema = z
  .strictObject({
    cards: z
      .array(
        z.strictObject({
          uuid,
          summary: z.string().min(1).max(139),
          detail: text.max(3000).meta({ description: 'GitHub-flavoured markdown' }),
          indicator: z.enum(['info', 'warning', 'critical']),
          source: z.strictObject({ label: text, url: z.url(), icon: z.url(), topic: CodingSchema }),
          suggestions: z.array(SuggestionSchema).min(1).optional(),
          selectionBehavior: z.enum(['any', 'at-most-one']).optional(),
          overrideReasons: z.array(CodingSchema.required()).min(1),
          links: z
            .array(z.strictObject({ label: text, url: z.url(), type: z.enum(['absolute', 'smart']) }))
            .min(1)
            .optional(),
        }),
      )
      .max(3),
  })
  .meta({ description: 'CDS Hooks response' });

const status = z.enum([
  'recommended',
  'consider',
  'insufficient-data',
  'not-indicated',
  'contraindicated',
  'not-applicable',
]);
const result = z.enum(['met', 'not-met', 'unknown']);

const FactSchema = z.looseObject({
  id: text,
  state: z.enum(['known', 'assumed', 'unknown', 'conflicting']),
  value: z
    .union([
      z.number(),
      z.string(),
      z.array(z.string()),
      z.array(z.strictObject({ what: text, dates: z.array(z.string()), inForce: z.boolean() })),
    ])
    .nullable(),
  unit: z.string().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  stale: z.boolean(),
  effective: z.string().optional(),
  sources: z.array(z.looseObject({ reference: z.string(), path: z.string(), used: z.boolean() })),
  note: z.string().optional(),
});

const OptionSchema = z.looseObject({
  code: text,
  title: text,
  status,
  rank: z.int(),
  couldBe: status.nullable(),
  timing: z.enum(['simultaneous', 'with-first-stage', 'staged']).nullable(),
  criteria: z.array(
    z
      .looseObject({
        id: text,
        kind: z.enum(['required', 'contraindication', 'caution']),
        result,
        facts: z.array(z.string()),
        explanation: z.string(),
        sources: z.array(z.string()),
        operational: z.boolean(),
      })
      .meta({ description: 'For a contraindication or a caution, met means that it is present' }),
  ),
  missing: z.array(z.string()),
  assumptions: z.array(z.string()),
  notes: z.array(z.string()),
});

export const EvaluationSchema = z
  .looseObject({
    evaluationDate: z.iso.date(),
    knowledgeVersion: text,
    subject: text,
    applies: z.boolean(),
    facts: z.array(FactSchema),
    classification: z.looseObject({
      grade: z.enum(['G1', 'G2', 'G3']).nullable(),
      category: z.string().nullable(),
      pattern: z.enum(['I', 'II', 'III']).nullable(),
    }),
    options: z.array(OptionSchema),
    transplantCriteria: z.array(
      z.looseObject({
        set: text,
        result,
        criteria: z.array(
          z.looseObject({ id: text, result, explanation: z.string(), operational: z.boolean() }),
        ),
      }),
    ),
    alerts: z.array(
      z.looseObject({
        id: text,
        severity: z.enum(['info', 'warning', 'critical']),
        text,
        sources: z.array(z.string()),
      }),
    ),
    workup: z.array(
      z.looseObject({
        id: text,
        facts: z.array(z.string()),
        decides: z.array(z.string()),
        score: z.number(),
      }),
    ),
    prognosticFactors: z.array(z.looseObject({ id: text, text })),
    issues: z.array(
      z.looseObject({
        severity: z.enum(['information', 'warning', 'error']),
        resource: z.string().optional(),
        text,
      }),
    ),
  })
  .meta({ description: 'What the decision core concludes about one patient' });

export const OperationOutcomeSchema = z
  .strictObject({
    resourceType: z.literal('OperationOutcome'),
    id: uuid,
    issue: z
      .array(
        z.strictObject({
          severity: z.enum(['fatal', 'error']),
          code: text,
          details: z.strictObject({ coding: z.array(CodingSchema).min(1), text }),
          diagnostics: text.optional(),
          expression: z.array(text).min(1).optional(),
        }),
      )
      .min(1),
  })
  .meta({ description: 'FHIR OperationOutcome; the id is that of the request (X-Request-Id)' });
