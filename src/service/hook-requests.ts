import { z } from 'zod';
import type { Fault } from './outcome.ts';
import { memberPath } from './member-path.ts';

/**
 * The form of hook requests (CDS Hooks 2.0.1 "HTTP Request" and the hook library; 3.0 and 1.x requests pass too).
 * Members that are not named here are ignored. Strict mode holds clients to the letter; otherwise what real
 * clients get slightly wrong is let pass where it cannot change the answer.
 */

const UUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;
const BARE_ID = /^(?!\.{1,2}$)[A-Za-z0-9\-.]{1,64}$/;
const USER = /^(?:Practitioner|PractitionerRole|Patient|RelatedPerson)\/(?!\.{1,2}$)[A-Za-z0-9\-.]{1,64}$/;
const REFERENCE = /^[A-Z][A-Za-z]{1,63}\/(?!\.{1,2}$)[A-Za-z0-9\-.]{1,64}$/;

const text = (what: string) => z.string({ error: `must be ${what}` });
const bareId = text('a FHIR id without a resource type').regex(BARE_ID, {
  error: 'must be a FHIR id without a resource type',
});

/** Optional members that some clients send as null or as an empty text. */
function optional<T extends z.ZodType>(schema: T, strict: boolean) {
  return strict
    ? schema.optional()
    : z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());
}

function userAndPatient(strict: boolean) {
  return {
    userId: text('a reference such as Practitioner/123').regex(USER, {
      error: 'must be a reference to a Practitioner, PractitionerRole, Patient or RelatedPerson',
    }),
    patientId: bareId,
    encounterId: optional(bareId, strict),
  };
}

const DraftOrders = z.looseObject(
  {
    resourceType: z.literal('Bundle', { error: 'must be Bundle' }),
    entry: z
      .array(z.unknown(), { error: 'must be a list' })
      .max(1000, { error: 'must hold at most 1000 entries' })
      .nullish(),
  },
  { error: 'must be a Bundle of draft orders' },
);

const Authorization = z.object(
  {
    access_token: text('a token').regex(/^[\x21-\x7e]{1,16384}$/, { error: 'must be a token' }),
    token_type: z.string({ error: 'must be text' }).nullish(),
    scope: z.string({ error: 'must be text' }).nullish(),
    subject: z.string({ error: 'must be text' }).nullish(),
    expires_in: z.number({ error: 'must be a number' }).nullish(),
    patient: z.string({ error: 'must be text' }).nullish(),
  },
  { error: 'must be an object' },
);

const StrictAuthorization = Authorization.extend({
  token_type: z.literal('Bearer', { error: 'must be Bearer' }),
  scope: text('text').min(1, { error: 'must not be empty' }),
  subject: text('text').min(1, { error: 'must not be empty' }),
  expires_in: z.int({ error: 'must be a whole number' }),
});

function envelope(strict: boolean) {
  return {
    hook: text('the name of the hook').regex(/\S/, { error: 'must not be empty' }),
    hookInstance: strict
      ? text('a UUID').regex(UUID, { error: 'must be a UUID' })
      : text('text').regex(/\S/, { error: 'must not be empty' }).max(1024, { error: 'is too long' }),
    fhirServer: optional(
      text('a URL').refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), {
        error: 'must be an absolute http or https URL',
      }),
      strict,
    ),
    fhirAuthorization: strict ? StrictAuthorization.optional() : Authorization.nullish(),
    prefetch: z.record(z.string(), z.unknown(), { error: 'must be an object' }).nullish(),
  };
}

/** The contexts by hook name. */
export function contextSchemas(strict: boolean) {
  const common = userAndPatient(strict);
  return {
    'patient-view': z.object(common, { error: 'must be an object' }),
    'example.nelm-cds.oncology-note-open': z.object(
      { ...common, documentReferenceId: optional(bareId, strict) },
      { error: 'must be an object' },
    ),
    'order-select': z.object(
      {
        ...common,
        selections: z
          .array(
            text('a reference such as ServiceRequest/123').regex(REFERENCE, {
              error: 'must be a reference such as ServiceRequest/123',
            }),
            { error: 'must be a list of references' },
          )
          .max(1000, { error: 'must hold at most 1000 references' }),
        draftOrders: DraftOrders,
      },
      { error: 'must be an object' },
    ),
    'order-sign': z.object({ ...common, draftOrders: DraftOrders }, { error: 'must be an object' }),
  } as const;
}

export type HookName = keyof ReturnType<typeof contextSchemas>;

/** The schema of a whole request of a hook, as the OpenAPI document shows it and as requests are checked. */
export function requestSchema(hook: HookName, strict: boolean) {
  return z
    .object({ ...envelope(strict), context: contextSchemas(strict)[hook] })
    .refine((request) => !request.fhirAuthorization || request.fhirServer !== undefined, {
      error: 'is required when fhirAuthorization is given',
      path: ['fhirServer'],
    });
}

/** A request that has the form of its hook. */
export interface HookRequest {
  readonly hook: HookName;
  readonly hookInstance: string;
  readonly fhirServer: string | undefined;
  readonly fhirAuthorization: z.infer<typeof Authorization> | undefined;
  readonly prefetch: Readonly<Record<string, unknown>> | undefined;
  readonly context: {
    readonly userId: string;
    readonly patientId: string;
    readonly encounterId: string | undefined;
    readonly documentReferenceId: string | undefined;
    readonly selections: readonly string[] | undefined;
    readonly draftOrders: readonly unknown[];
  };
}

/** Checks a body against the form of the hook's requests: the request, or every fault with its path. */
export class RequestForm {
  readonly #schemas: ReadonlyMap<HookName, ReturnType<typeof requestSchema>>;

  constructor(strict: boolean) {
    const hooks = Object.keys(contextSchemas(strict)) as HookName[];
    this.#schemas = new Map(hooks.map((hook) => [hook, requestSchema(hook, strict)]));
  }

  read(
    hook: HookName,
    body: unknown,
  ): { readonly request: HookRequest } | { readonly faults: readonly Fault[] } {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return { faults: [{ code: 'structure', text: 'The body must be a JSON object.' }] };
    }
    const named = 'hook' in body ? body.hook : undefined;
    if (typeof named === 'string' && /\S/.test(named) && named !== hook) {
      return {
        faults: [{ path: 'hook', code: 'not-supported', text: `this service answers the hook ${hook}` }],
      };
    }
    const parsed = this.#schemas.get(hook)?.safeParse(body);
    if (!parsed) throw new Error('no schema for the hook');
    if (!parsed.success) return { faults: faultsOf(parsed.error, body) };
    return { request: plain(hook, parsed.data) };
  }
}

function plain(hook: HookName, data: z.infer<ReturnType<typeof requestSchema>>): HookRequest {
  const context = data.context as {
    userId: string;
    patientId: string;
    encounterId?: string | undefined;
    documentReferenceId?: string | undefined;
    selections?: readonly string[];
    draftOrders?: z.infer<typeof DraftOrders>;
  };
  return {
    hook,
    hookInstance: data.hookInstance,
    fhirServer: data.fhirServer,
    fhirAuthorization: data.fhirAuthorization ?? undefined,
    prefetch: data.prefetch ?? undefined,
    context: {
      userId: context.userId,
      patientId: context.patientId,
      encounterId: context.encounterId,
      documentReferenceId: context.documentReferenceId,
      selections: context.selections,
      draftOrders: context.draftOrders?.entry ?? [],
    },
  };
}

/** One fault per issue, with the path of the member; nothing that was sent is in it. */
export function faultsOf(error: z.ZodError, body: unknown): readonly Fault[] {
  return error.issues.slice(0, 100).map((issue) => {
    const missing = !hasMember(body, issue.path);
    return {
      ...(issue.path.length === 0 ? {} : { path: memberPath(issue.path) }),
      code: missing ? 'required' : issue.code === 'invalid_type' ? 'structure' : 'value',
      text: missing ? 'is required' : issue.message,
    } as const;
  });
}

function hasMember(body: unknown, path: readonly PropertyKey[]): boolean {
  let node = body;
  for (const part of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return false;
    node = (node as Record<PropertyKey, unknown>)[part];
  }
  return true;
}

/** True for a UUID in the usual form. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}
