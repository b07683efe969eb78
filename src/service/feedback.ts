import { z } from 'zod';
import { type FeedbackItem, type Store, StoreError } from '../store/store.ts';
import { faultsOf } from './hook-requests.ts';
import type { Metrics } from './metrics.ts';
import type { Fault, Outcome } from './outcome.ts';
import type { Exchange } from './routes.ts';
import type { CdsService } from './services.ts';

/** Most items of one request. */
const ITEM_LIMIT = 1000;
/** Longest comment that is taken. */
const COMMENT_LIMIT = 10_000;

const filled = (limit: number) =>
  z
    .string({ error: 'must be text' })
    .regex(/\S/, { error: 'must not be empty' })
    .max(limit, { error: `must be at most ${limit} characters` });

const Reason = z.object(
  { code: filled(256), system: filled(512), display: filled(512).nullish() },
  { error: 'must be a Coding' },
);

const Timestamp = z.string({ error: 'must be a date and time' }).refine(isTimestamp, {
  error: 'must be a date and time with a time zone, such as 2026-11-20T16:45:18Z',
});

const common = { card: filled(256), outcomeTimestamp: Timestamp };

const Item = z.discriminatedUnion(
  'outcome',
  [
    z.object({
      ...common,
      outcome: z.literal('accepted'),
      acceptedSuggestions: z
        .array(z.object({ id: filled(256) }, { error: 'must be an object with an id' }), {
          error: 'must be a list',
        })
        .min(1, { error: 'must name at least one suggestion' })
        .max(100, { error: 'must name at most 100 suggestions' }),
    }),
    z.object({
      ...common,
      outcome: z.literal('overridden'),
      overrideReason: z
        .object(
          {
            reason: Reason.nullish(),
            userComment: z
              .string({ error: 'must be text' })
              .max(COMMENT_LIMIT, { error: `must be at most ${COMMENT_LIMIT} characters` })
              .nullish(),
          },
          { error: 'must be an object' },
        )
        .refine((value) => 'reason' in value || 'userComment' in value, {
          error: 'must have a reason or a userComment',
        })
        .nullish(),
    }),
  ],
  { error: 'must be accepted or overridden' },
);

/** The body of feedback (CDS Hooks "Feedback"). Members that are not named are ignored. */
export const FeedbackSchema = z.object({
  feedback: z
    .array(Item, { error: 'must be a list' })
    .min(1, { error: 'must not be empty' })
    .max(ITEM_LIMIT, { error: `must hold at most ${ITEM_LIMIT} items` }),
});

export interface FeedbackDeps {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

/**
 * Keeps feedback, all items of the request or none, before it is answered. A card that is not known is accepted
 * (it may be from before a restart with another store) and counted; the answer tells nothing about which cards
 * exist.
 */
export async function takeFeedback(
  deps: FeedbackDeps,
  service: CdsService,
  exchange: Exchange,
): Promise<Outcome> {
  const { body, client } = exchange;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const fault: Fault = { code: 'structure', text: 'The body must be a JSON object.' };
    return { kind: 'malformed', faults: [fault] };
  }
  const parsed = FeedbackSchema.safeParse(body);
  if (!parsed.success) return { kind: 'malformed', faults: faultsOf(parsed.error, body) };
  const items = parsed.data.feedback.map(plain);
  try {
    const counts = await deps.store.feedback(items, {
      serviceId: service.id,
      issuer: client.issuer,
      tenant: client.tenant,
      receivedAt: deps.now(),
    });
    deps.metrics.feedbackItems.inc({ fate: 'stored' }, counts.stored);
    deps.metrics.feedbackItems.inc({ fate: 'repeated' }, counts.repeated);
    deps.metrics.feedbackItems.inc({ fate: 'unknown-card' }, counts.unknownCards);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    deps.metrics.storeErrors.inc({ operation: 'feedback' });
    return {
      kind: 'unavailable',
      text: 'The feedback could not be kept; send it again.',
      retryAfterSeconds: 5,
    };
  }
  for (const item of items) deps.metrics.feedback.inc({ service: service.id, outcome: item.outcome });
  exchange.note({ items: items.length });
  return { kind: 'answered', body: { received: items.length } };
}

function plain(item: z.infer<typeof Item>): FeedbackItem {
  const { card, outcome, outcomeTimestamp } = item;
  if (outcome === 'accepted') {
    return { card, outcome, outcomeTimestamp, acceptedSuggestions: item.acceptedSuggestions };
  }
  const reason = item.overrideReason?.reason ?? undefined;
  const comment = item.overrideReason?.userComment ?? undefined;
  const userComment = comment !== undefined && /\S/.test(comment) ? comment : undefined;
  if (!reason && userComment === undefined) return { card, outcome, outcomeTimestamp };
  return {
    card,
    outcome,
    outcomeTimestamp,
    overrideReason: {
      ...(reason
        ? {
            reason: {
              code: reason.code,
              system: reason.system,
              ...(reason.display ? { display: reason.display } : {}),
            },
          }
        : {}),
      ...(userComment === undefined ? {} : { userComment }),
    },
  };
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 with a time zone, and a day that exists. */
function isTimestamp(text: string): boolean {
  if (!TIMESTAMP.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return !Number.isNaN(Date.parse(text)) && day <= last;
}
