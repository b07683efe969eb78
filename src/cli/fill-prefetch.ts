/**
 * Filling prefetch templates as CDS Hooks clients do: tokens from the hook's context, then a read or search on the
 * FHIR server. Real clients differ in what they send for what they could not do; the options cover those seen.
 * @see https://cds-hooks.hl7.org/2.0/#prefetch-template
 */

export interface FillOptions {
  /** Base of the FHIR server, without a slash at the end. */
  readonly fhirBase: string;
  readonly token?: string;
  /** Templates with a token that the context lacks: the key is left out (the specification), or null is sent. */
  readonly unexpandable?: 'omit' | 'null';
  /** Failed reads and searches: the key is left out, or the server's OperationOutcome is sent. */
  readonly failed?: 'omit' | 'outcome';
  /** How searches are asked: by URL, or by form as the public CDS Hooks sandbox does first. */
  readonly search?: 'get' | 'post';
  readonly timeoutMs?: number;
}

export type Context = Readonly<Record<string, unknown>>;

/** Tokens that name the user by kind: `Practitioner/7` gives `{{userPractitionerId}}` = 7. */
const USER_TOKENS: Readonly<Record<string, string>> = {
  userPractitionerId: 'Practitioner',
  userPractitionerRoleId: 'PractitionerRole',
  userPatientId: 'Patient',
  userRelatedPersonId: 'RelatedPerson',
};

function tokenValue(token: string, context: Context): string | undefined {
  const field = /^context\.([A-Za-z]\w*)$/.exec(token)?.[1];
  if (field !== undefined) {
    const value = Object.hasOwn(context, field) ? context[field] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  }
  const type = Object.hasOwn(USER_TOKENS, token) ? USER_TOKENS[token] : undefined;
  const [userType, userId] = typeof context.userId === 'string' ? context.userId.split('/') : [];
  return type !== undefined && type === userType ? userId : undefined;
}

/** The query with its tokens replaced; undefined when the context lacks one, or the token is none that is known. */
export function expandTemplate(template: string, context: Context): string | undefined {
  let complete = true;
  const query = template.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_all, token: string) => {
    const value = tokenValue(token, context);
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete ? query : undefined;
}

/** The `prefetch` of a hook request. All queries run side by side; a failure of one never fails the others. */
export async function fillPrefetch(
  templates: Readonly<Record<string, string>>,
  context: Context,
  options: FillOptions,
): Promise<Record<string, unknown>> {
  const filled = await Promise.all(
    Object.entries(templates).map(async ([key, template]): Promise<[string, unknown] | undefined> => {
      const query = expandTemplate(template, context);
      if (query === undefined) return options.unexpandable === 'null' ? [key, null] : undefined;
      const answer = await ask(query, options);
      if (answer.ok || options.failed === 'outcome') return [key, answer.body];
      return undefined;
    }),
  );
  return Object.fromEntries(filled.filter((entry) => entry !== undefined));
}

interface FhirAnswer {
  readonly ok: boolean;
  readonly body: unknown;
}

async function ask(query: string, options: FillOptions): Promise<FhirAnswer> {
  const [path, parameters] = query.split(/\?(.*)/s);
  const asForm = options.search === 'post' && parameters !== undefined;
  const headers: Record<string, string> = { accept: 'application/fhir+json' };
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  if (asForm) headers['content-type'] = 'application/x-www-form-urlencoded';
  try {
    const response = await fetch(`${options.fhirBase}/${asForm ? `${path}/_search` : query}`, {
      method: asForm ? 'POST' : 'GET',
      headers,
      ...(asForm ? { body: parameters } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    });
    const body: unknown = await response.json();
    return { ok: response.ok, body: response.ok ? body : outcomeOf(body) };
  } catch {
    return { ok: false, body: outcomeOf(undefined) };
  }
}

function outcomeOf(body: unknown): unknown {
  const isOutcome =
    typeof body === 'object' &&
    body !== null &&
    'resourceType' in body &&
    body.resourceType === 'OperationOutcome';
  return isOutcome
    ? body
    : { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'transient' }] };
}
