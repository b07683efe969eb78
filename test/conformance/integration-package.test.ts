import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformanceStatement, fhirAccess } from '../../src/service/conformance-statement.ts';
import { contextSchemas } from '../../src/service/hook-requests.ts';
import { openApiDocument } from '../../src/service/openapi.ts';
import { SERVICES } from '../../src/service/services.ts';
import { publishedResources } from '../../src/service/start.ts';
import { schemaFaults } from '../cards/response-schema.ts';
import { post, type RunningService, startService } from '../service/running-service.ts';
import { fixture, fixtureRequest, patientOf } from './fixture-request.ts';
import { faultsBy } from './json-schema.ts';

const BASE = 'https://nelm-cds.example';
const folder = new URL('../../cds-hooks/', import.meta.url).pathname;
const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

let running: RunningService;
beforeAll(async () => {
  running = await startService({
    realRooms: true,
    now: () => new Date('2026-11-20T12:00:00Z'),
    publicBaseUrl: BASE,
  });
});
afterAll(() => running.stop());

/** Puts fixed values in place of those that are new at each answer, numbered in the order of their first use. */
function settled(answer: unknown): unknown {
  const uuids = new Map<string, string>();
  return JSON.parse(
    JSON.stringify(answer)
      .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, (uuid) => {
        const fixed =
          uuids.get(uuid) ?? `00000000-0000-4000-8000-${String(uuids.size + 1).padStart(12, '0')}`;
        uuids.set(uuid, fixed);
        return fixed;
      })
      .replace(/token=[\w.-]+/g, 'token=signed-and-expiring'),
  );
}

const NOTE_PATIENT = '01-resectable-pancreatic-net';
const ORDER_PATIENT = '04-colon-nec';
const draftOrders = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'ServiceRequest',
        id: 'draft-1',
        status: 'draft',
        intent: 'order',
        code: {
          coding: [
            {
              system: 'http://snomed.info/sct',
              code: '306316000',
              display: 'Referral to transplant surgeon',
            },
          ],
        },
        subject: { reference: `Patient/${patientOf(fixture(ORDER_PATIENT)).id}` },
      },
    },
  ],
};

const EXAMPLES: Readonly<Record<string, () => Record<string, unknown>>> = {
  'nelm-patient-view': () => fixtureRequest(NOTE_PATIENT, 'patient-view', { encounterId: 'enc-9' }),
  'nelm-note-open': () =>
    fixtureRequest(NOTE_PATIENT, 'example.nelm-cds.oncology-note-open', { documentReferenceId: 'note-3' }),
  'nelm-order-select': () =>
    fixtureRequest(ORDER_PATIENT, 'order-select', { selections: ['ServiceRequest/draft-1'], draftOrders }),
  'nelm-order-sign': () => fixtureRequest(ORDER_PATIENT, 'order-sign', { draftOrders }),
};

describe('integration package', () => {
  it('services.json is the discovery answer', async () => {
    const response = await fetch(`${running.base}/cds-services`);
    await expect(text(await response.json())).toMatchFileSnapshot(`${folder}services.json`);
  });

  it.each(SERVICES.map((service) => service.id))('the examples of %s are true', async (id) => {
    const request = EXAMPLES[id]?.();
    expect(faultsBy('request', request)).toEqual([]);
    const response = await post(`${running.base}/cds-services/${id}`, request);
    expect(response.status).toBe(200);
    const answer = settled(await response.json()) as {
      cards: { uuid: string; suggestions?: { uuid: string }[] }[];
    };
    expect(schemaFaults(answer)).toEqual([]);
    expect(answer.cards.length).toBeGreaterThan(0);
    await expect(text(request)).toMatchFileSnapshot(`${folder}examples/${id}/request.json`);
    await expect(text(answer)).toMatchFileSnapshot(`${folder}examples/${id}/response.json`);
    const feedback = feedbackOn(answer.cards);
    expect(faultsBy('feedback', feedback)).toEqual([]);
    expect((await post(`${running.base}/cds-services/${id}/feedback`, feedback)).status).toBe(200);
    await expect(text(feedback)).toMatchFileSnapshot(`${folder}examples/${id}/feedback.json`);
  });

  it('access.json and conformance.md are what the code says', async () => {
    await expect(text(fhirAccess())).toMatchFileSnapshot(`${folder}access.json`);
    await expect(conformanceStatement()).toMatchFileSnapshot(`${folder}conformance.md`);
  });

  it('openapi.json is the document of the routes', async () => {
    const document = openApiDocument(running.service.routes, {
      publicBaseUrl: BASE,
      strict: false,
      authenticated: true,
    });
    await expect(text(document)).toMatchFileSnapshot(`${folder}openapi.json`);
  });

  it('terminology/ holds the published resources', async () => {
    for (const resource of publishedResources()) {
      const name = `${resource.resourceType}-${resource.id}.json`;
      await expect(text(resource)).toMatchFileSnapshot(`${folder}terminology/${name}`);
    }
  });

  it('the definition of the custom hook names the context that is read', () => {
    const definition = readFileSync(`${folder}hooks/example.nelm-cds.oncology-note-open.md`, 'utf8');
    const context = contextSchemas(false)['example.nelm-cds.oncology-note-open'].shape;
    const rows = [...definition.matchAll(/^`(\w+)` \| (REQUIRED|OPTIONAL) \|/gm)].map(([, name, need]) => [
      name,
      need,
    ]);
    const strict = contextSchemas(true)['example.nelm-cds.oncology-note-open'].shape;
    expect(rows).toEqual(
      Object.keys(context).map((name) => [
        name,
        strict[name as keyof typeof strict].safeParse(undefined).success ? 'OPTIONAL' : 'REQUIRED',
      ]),
    );
    const service = SERVICES.find(({ hook }) => hook === 'example.nelm-cds.oncology-note-open');
    expect(definition).toContain(`| hookVersion | ${service?.hookVersion} |`);
    const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(definition)?.[1] ?? '') as { context: unknown };
    expect(
      strict &&
        contextSchemas(true)['example.nelm-cds.oncology-note-open'].safeParse(example.context).success,
    ).toBe(true);
  });
});

function feedbackOn(cards: readonly { uuid: string; suggestions?: readonly { uuid: string }[] }[]) {
  return {
    feedback: cards.map((card, index) =>
      index === 0 && card.suggestions?.[0]
        ? {
            card: card.uuid,
            outcome: 'accepted',
            acceptedSuggestions: [{ id: card.suggestions[0].uuid }],
            outcomeTimestamp: '2026-11-20T12:05:00Z',
          }
        : {
            card: card.uuid,
            outcome: 'overridden',
            overrideReason: {
              reason: {
                system: 'https://nelm-cds.example/fhir/CodeSystem/override-reason',
                code: 'already-discussed',
              },
            },
            outcomeTimestamp: '2026-11-20T12:05:00Z',
          },
    ),
  };
}
