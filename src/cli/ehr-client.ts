/**
 * A small EHR, as far as CDS Hooks goes: reads discovery, opens a chart or a note, fills the prefetch from its FHIR
 * server, calls the hook, lets the clinician accept a suggestion (the resource is created on the FHIR server) or
 * override a card, and sends the feedback. The demo and the tests use it; integrators can read it as an example.
 */
import type { Bundle, Resource, ServiceRequest } from '@medplum/fhirtypes';
import type { Card, OverrideReason, Suggestion } from '../cards/card.ts';
import type { Context, FillOptions } from './fill-prefetch.ts';
import { fillPrefetch } from './fill-prefetch.ts';

/** One entry of discovery. */
export interface ServiceEntry {
  readonly hook: string;
  readonly id: string;
  readonly title?: string;
  readonly description: string;
  readonly prefetch?: Readonly<Record<string, string>>;
}

/** The body of a hook call. */
export interface HookRequest {
  readonly hook: string;
  readonly hookInstance: string;
  readonly fhirServer: string;
  readonly fhirAuthorization?: Readonly<Record<string, unknown>>;
  readonly context: Context;
  readonly prefetch?: Readonly<Record<string, unknown>>;
}

/** A hook call that was answered. */
export interface HookCall {
  readonly service: ServiceEntry;
  readonly request: HookRequest;
  readonly cards: readonly Card[];
  readonly milliseconds: number;
}

export interface EhrOptions extends FillOptions {
  /** Base of the CDS service, without a slash at the end. */
  readonly serviceBase: string;
  /** The user: a Practitioner of the fixture hospital by default. */
  readonly userId?: string;
  /** `none`: no prefetch is sent, the service reads for itself. */
  readonly prefetch?: 'filled' | 'none';
  /** Makes the client token for the URL that is called (services that ask for one). */
  readonly clientToken?: (audience: string) => Promise<string>;
}

/** The other side answered with an error, or not at all. The text is for people and holds no patient data. */
export class EhrError extends Error {
  override readonly name = 'EhrError';
  readonly status: number | undefined;

  constructor(text: string, status?: number, options?: ErrorOptions) {
    super(text, options);
    this.status = status;
  }
}

export class EhrClient {
  private readonly options: EhrOptions;

  constructor(options: EhrOptions) {
    this.options = options;
  }

  /** `GET {base}/cds-services` */
  async discover(): Promise<readonly ServiceEntry[]> {
    const body = await this.exchange('GET', `${this.options.serviceBase}/cds-services`);
    const services = (body as { services?: readonly ServiceEntry[] } | undefined)?.services;
    if (!Array.isArray(services)) throw new EhrError('discovery did not answer with services');
    return services;
  }

  /** Opens the newest oncology note of a patient: fires `example.nelm-cds.oncology-note-open`. */
  async openNote(patientId: string): Promise<HookCall> {
    const notes = await this.search(
      `DocumentReference?patient=${encodeURIComponent(patientId)}&_sort=-date&_count=1`,
    );
    const note = notes.find((resource) => resource.resourceType === 'DocumentReference');
    const encounterId = note?.context?.encounter?.[0]?.reference?.replace(/^Encounter\//, '');
    return this.fire('example.nelm-cds.oncology-note-open', {
      patientId,
      ...(encounterId === undefined ? {} : { encounterId }),
      ...(note?.id === undefined ? {} : { documentReferenceId: note.id }),
    });
  }

  /** Opens a chart: fires `patient-view`. */
  async openChart(patientId: string): Promise<HookCall> {
    return this.fire('patient-view', { patientId });
  }

  /** Selects or signs draft orders. */
  async order(
    hook: 'order-select' | 'order-sign',
    patientId: string,
    drafts: readonly (Resource & { id: string })[],
  ): Promise<HookCall> {
    const draftOrders: Bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: drafts.map((resource) => ({ resource })),
    };
    const selections = drafts.map((resource) => `${resource.resourceType}/${resource.id}`);
    return this.fire(hook, { patientId, draftOrders, ...(hook === 'order-select' ? { selections } : {}) });
  }

  /** Calls every step of a hook: finds the service, fills its templates, posts, reads the cards. */
  async fire(hook: string, context: Context): Promise<HookCall> {
    const service = (await this.discover()).find((entry) => entry.hook === hook);
    if (!service) throw new EhrError(`the service does not offer the hook ${hook}`);
    const full = { userId: this.options.userId ?? 'Practitioner/nelm-oncologist', ...context };
    const prefetch =
      this.options.prefetch === 'none' || service.prefetch === undefined
        ? undefined
        : await fillPrefetch(service.prefetch, full, this.options);
    const request: HookRequest = {
      hook,
      hookInstance: crypto.randomUUID(),
      fhirServer: this.options.fhirBase,
      ...(this.options.token === undefined
        ? {}
        : { fhirAuthorization: authorization(this.options.token, full) }),
      context: full,
      ...(prefetch === undefined ? {} : { prefetch }),
    };
    const started = performance.now();
    const body = await this.exchange('POST', this.serviceUrl(service), request);
    const milliseconds = performance.now() - started;
    const cards = (body as { cards?: readonly Card[] } | undefined)?.cards;
    if (!Array.isArray(cards)) throw new EhrError('the hook call was not answered with cards');
    return { service, request, cards, milliseconds };
  }

  /**
   * Accepts a suggestion: creates its resources on the FHIR server, then reports the acceptance.
   * Returns what the server stored.
   */
  async accept(call: HookCall, card: Card, suggestion: Suggestion): Promise<ServiceRequest[]> {
    const created: ServiceRequest[] = [];
    for (const action of suggestion.actions) {
      const { resourceType } = action.resource;
      if (action.type !== 'create' || !/^[A-Z][A-Za-z]+$/.test(resourceType)) {
        throw new EhrError(`this EHR cannot carry out the action ${action.type}`);
      }
      const stored = await this.exchange(
        'POST',
        `${this.options.fhirBase}/${resourceType}`,
        action.resource,
        true,
      );
      created.push(stored as ServiceRequest);
    }
    await this.feedback(call, {
      card: card.uuid,
      outcome: 'accepted',
      acceptedSuggestions: [{ id: suggestion.uuid }],
    });
    return created;
  }

  /** Overrides a card, with a reason of its list, a comment, both or none. */
  async override(call: HookCall, card: Card, reason?: OverrideReason, comment?: string): Promise<void> {
    const overrideReason = {
      ...(reason === undefined ? {} : { reason: { system: reason.system, code: reason.code } }),
      ...(comment === undefined ? {} : { userComment: comment }),
    };
    await this.feedback(call, {
      card: card.uuid,
      outcome: 'overridden',
      ...(Object.keys(overrideReason).length > 0 ? { overrideReason } : {}),
    });
  }

  /** Resources of the first page of a search on the FHIR server. */
  async search(query: string): Promise<Resource[]> {
    const bundle = (await this.exchange(
      'GET',
      `${this.options.fhirBase}/${query}`,
      undefined,
      true,
    )) as Bundle;
    return (bundle.entry ?? []).flatMap((entry) => (entry.resource ? [entry.resource] : []));
  }

  private serviceUrl(service: ServiceEntry): string {
    return `${this.options.serviceBase}/cds-services/${encodeURIComponent(service.id)}`;
  }

  private async feedback(call: HookCall, item: Readonly<Record<string, unknown>>): Promise<void> {
    await this.exchange('POST', `${this.serviceUrl(call.service)}/feedback`, {
      feedback: [{ ...item, outcomeTimestamp: new Date().toISOString() }],
    });
  }

  private async exchange(
    method: 'GET' | 'POST',
    url: string,
    body?: unknown,
    fhir = false,
  ): Promise<unknown> {
    const type = fhir ? 'application/fhir+json' : 'application/json';
    const bearer = fhir ? this.options.token : await this.options.clientToken?.(url);
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: type,
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 30_000),
      });
    } catch (cause) {
      throw new EhrError(`no answer from ${new URL(url).origin}`, undefined, { cause });
    }
    const text = await response.text();
    let answer: unknown;
    try {
      answer = text === '' ? undefined : JSON.parse(text);
    } catch {
      throw new EhrError(`answer ${response.status} of ${new URL(url).origin} is not JSON`, response.status);
    }
    if (!response.ok) {
      throw new EhrError(
        `${response.status} from ${new URL(url).origin}: ${outcomeText(answer)}`,
        response.status,
      );
    }
    return answer;
  }
}

function authorization(token: string, context: Context): Readonly<Record<string, unknown>> {
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: 300,
    scope: 'patient/*.rs',
    subject: 'nelm-cds',
    patient: context.patientId,
  };
}

function outcomeText(body: unknown): string {
  const issues = (
    body as { issue?: readonly { details?: { text?: string }; diagnostics?: string }[] } | undefined
  )?.issue;
  const texts = Array.isArray(issues)
    ? issues.map((issue) => issue?.details?.text ?? issue?.diagnostics ?? '')
    : [];
  return texts.filter((text) => text !== '').join('; ') || 'no reason given';
}
