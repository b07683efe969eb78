import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerFor } from '../../src/cards/cards.ts';
import type { CardInput, Hook } from '../../src/cards/input.ts';
import { critiqueOrders } from '../../src/decision/order-critique.ts';
import { evaluate } from '../../src/decision/evaluate.ts';
import { cutpoints, limits } from '../../src/decision/parameters.ts';
import { recordFromBundle } from '../../src/fhir/bundle.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import { activeOrders } from '../../src/mapping/orders.ts';
import { emptyMembers, schemaFaults } from '../cards/response-schema.ts';

/**
 * Whole answers for every fixture patient, as committed under `test/golden/`. A change of an answer has to be looked
 * at: `UPDATE_GOLDEN=1 npx vitest run test/golden` writes the files anew, and their diff is what is reviewed.
 */

const DATE = '2026-11-20';
const FIXTURES = new URL('../../fixtures/', import.meta.url);
const UPDATE = process.env.UPDATE_GOLDEN === '1';
/** Drafted in turn on the order hooks. */
const DRAFTS = ['liver-resection', 'embolization', 'prrt', 'liver-transplantation'] as const;

const names = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/bundle.json`, FIXTURES)))
  .map((entry) => entry.name);
const codes = loadCodeSets();
const values = limits(undefined);

function inputOf(name: string): Omit<CardInput, 'hook'> {
  const bundle: unknown = JSON.parse(readFileSync(new URL(`${name}/bundle.json`, FIXTURES), 'utf8'));
  const record = recordFromBundle(bundle);
  const mapped = mapRecord(record, { date: DATE, codes, cutpoints: (fact) => cutpoints(fact, values) });
  const evaluation = evaluate(mapped.recorded, { date: DATE, strict: false, issues: mapped.issues });
  let count = 0;
  return {
    evaluation,
    context: {
      patientId: evaluation.subject.replace(/^Patient\//, ''),
      encounterId: 'visit-1',
      userId: 'PractitionerRole/oncologist',
    },
    nelmConditions: mapped.nelmConditions,
    activeOrders: activeOrders(record, codes),
    unread: [],
    profile: { selectionBehavior: 'any', orderIntent: 'proposal', links: ['absolute', 'smart'] },
    publicBaseUrl: 'http://127.0.0.1:3000',
    reviewUrl: 'http://127.0.0.1:3000/review/1?token=t',
    now: new Date(`${DATE}T10:00:00Z`),
    uuid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    suppressed: () => false,
  };
}

function cardsOn(hook: Hook, input: Omit<CardInput, 'hook'>) {
  const plain = JSON.stringify({ cards: answerFor({ ...input, hook }).cards });
  // Ids and the knowledge version change without any change of what is said.
  return JSON.parse(
    plain
      .replaceAll(/00000000-0000-4000-8000-\d{12}/g, '(uuid)')
      .replaceAll(input.evaluation.knowledgeVersion, '(version)'),
  );
}

/** What is answered when each draft is signed by itself: the answers that are not empty, by option. */
function ordersOf(input: Omit<CardInput, 'hook'>) {
  const answers = DRAFTS.map((option) => {
    const reference = `ServiceRequest/draft-${option}`;
    const label = input.evaluation.options.find((candidate) => candidate.code === option)?.title ?? option;
    const orderAlerts = critiqueOrders(
      input.evaluation,
      [{ reference, options: [option], label }],
      'order-sign',
    );
    const draftOrders = [{ reference, service: [], options: [option], status: 'draft' }];
    return [option, cardsOn('order-sign', { ...input, draftOrders, orderAlerts })] as const;
  });
  return Object.fromEntries(answers.filter(([, answer]) => answer.cards.length > 0));
}

describe('golden answers', () => {
  it('there are fixtures, and no golden answer without its fixture', () => {
    expect(names.length).toBeGreaterThanOrEqual(8);
    const golden = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.json'));
    const orphans = golden.filter((file) => !names.includes(file.replace(/\.generated\.json$/, '')));
    expect(orphans).toEqual([]);
  });

  it.each(names)('%s', (name) => {
    const input = inputOf(name);
    const chart = cardsOn('patient-view', input);
    const answers = { 'patient-view': chart, 'order-sign': ordersOf(input) };
    expect(cardsOn('example.nelm-cds.oncology-note-open', input)).toEqual(chart);
    for (const answer of [
      { cards: answerFor({ ...input, hook: 'patient-view' }).cards },
      ...Object.values(answers['order-sign']).map((given) =>
        JSON.parse(JSON.stringify(given).replaceAll('(uuid)', '00000000-0000-4000-8000-000000000000')),
      ),
    ]) {
      expect(schemaFaults(answer)).toEqual([]);
      expect(emptyMembers(answer)).toEqual([]);
    }
    const file = new URL(`${name}.generated.json`, import.meta.url);
    if (UPDATE) writeFileSync(file, `${JSON.stringify(answers, null, 2)}\n`);
    expect(answers).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});
