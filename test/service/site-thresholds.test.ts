import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { KnowledgeBase } from '../../src/decision/knowledge.ts';
import { knowledgeInForce } from '../../src/decision/knowledge.ts';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { knowledgeBody } from '../../src/review/knowledge/knowledge-page.ts';
import { openRooms } from '../../src/service/open-rooms.ts';
import { publishedKnowledge, publishedResources } from '../../src/service/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'nelm-thresholds-'));
const connections = new FhirConnections();
afterAll(async () => {
  await connections.close();
  rmSync(folder, { recursive: true, force: true });
});

const FIXTURE = new URL('../../fixtures/01-resectable-pancreatic-net/bundle.json', import.meta.url);
const BUNDLE = readFileSync(fileURLToPath(FIXTURE), 'utf8');
const DAY = '2026-11-20';

/** The record with another ECOG. */
function withEcog(ecog: number): unknown {
  const bundle = JSON.parse(BUNDLE) as { entry: { resource: Record<string, unknown> }[] };
  for (const { resource } of bundle.entry) {
    if (!/-ecog-/.test(String(resource.id))) continue;
    for (const key of Object.keys(resource)) if (key.startsWith('value')) delete resource[key];
    resource.valueInteger = ecog;
  }
  return bundle;
}

function siteWith(values: Readonly<Record<string, number>>, bundle: unknown) {
  const file = join(folder, 'thresholds.json');
  writeFileSync(file, JSON.stringify(values));
  const { rooms, thresholds } = openRooms(readConfig({ THRESHOLDS_FILE: file }), connections);
  const mapped = rooms.map(rooms.recordFromBundle(bundle), DAY);
  const evaluation = rooms.decide(mapped.recorded, {
    date: DAY,
    strict: false,
    issues: mapped.issues,
    withWorkup: false,
  });
  return { rooms, thresholds, evaluation };
}

describe('thresholds of a site', () => {
  const { rooms, evaluation, thresholds } = siteWith({ 'ecog-unfit': 2, 'ecog-caution': 1 }, withEcog(2));

  it('stand in what is said of a draft order that they speak against', () => {
    const [alert] = rooms.critique(
      evaluation,
      [
        {
          reference: 'ServiceRequest/1',
          options: ['liver-resection'],
          label: 'Draft order: liver resection',
        },
      ],
      'order-sign',
    );
    expect(alert?.severity).toBe('critical');
    expect(alert?.headline?.whole).toContain('Unfit for surgery: ECOG 2-4 (this site)');
    expect(alert?.text).toContain('Unfit for surgery: ECOG 2-4 (this site), or');
    expect(alert?.text).not.toContain('3-4');
  });

  it('stand in every sentence of the answer', () => {
    const sentences = evaluation.options.flatMap(({ criteria }) => criteria.map(({ sentence }) => sentence));
    expect(sentences).toContain('ECOG performance status 1 (this site)');
    expect(sentences).toContain('Poor performance status (ECOG 2-4, this site)');
    expect(sentences.filter((text) => /ECOG 3|status 2|[{}]/.test(text))).toEqual([]);
  });

  it('stand in what is published, as JSON and as a page', () => {
    const base = publishedKnowledge(thresholds).base() as KnowledgeBase;
    // Names of cases say what the case is.
    const rules = JSON.stringify(base, (key, value: unknown) => (key === 'cases' ? undefined : value));
    expect(
      rules.match(/ECOG (?:performance status )?(?:3-4|2-4|0-1|2)(?! \(this site|, this site)[,") ]/g),
    ).toBeNull();
    const page = JSON.stringify(
      knowledgeBody({
        base: knowledgeInForce({ 'egfr-contrast-barred': 20, 'disseminated-count': 12 }),
        attributes: [],
        history: [],
        day: '2026-11-20',
      }),
    );
    expect(page).toContain('an eGFR below 20 mL/min/1.73 m2 (this site)');
    expect(page).toContain('more than 12 (this site)');
    expect(page).not.toContain('more than 10"');
  });
});

describe('numbers of a site by which the record is read', () => {
  const timingOf = (values: Readonly<Record<string, number>>) => {
    const { evaluation } = siteWith(values, JSON.parse(BUNDLE));
    return evaluation.facts.find(({ id }) => id === 'liver.timing')?.value;
  };

  it('reach the reading of the record', () => {
    // The primary was found on 2025-01-20, the liver metastases on 2026-09-28.
    expect(timingOf({})).toBe('metachronous');
    expect(timingOf({ synchronous: 20 })).toBe('metachronous');
    expect(timingOf({ synchronous: 21 })).toBe('synchronous');
  });

  it('stand in the code system of the facts', () => {
    const texts = (thresholds: object) => JSON.stringify(publishedResources(thresholds));
    expect(texts({})).toContain('Synchronous: found within 6 months of the primary.');
    expect(texts({ synchronous: 12 })).toContain(
      'Synchronous: found within 12 months (this site) of the primary.',
    );
    expect(texts({ synchronous: 12 })).toContain('more than 12 months (this site) after the primary');
  });
});
