import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { KnowledgeBase } from '../../src/decision/knowledge.ts';
import { FhirConnections } from '../../src/fhir/connections.ts';
import { openRooms } from '../../src/service/open-rooms.ts';
import { publishedKnowledge } from '../../src/service/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'nelm-age-limits-'));
const connections = new FhirConnections();
afterAll(async () => {
  await connections.close();
  rmSync(folder, { recursive: true, force: true });
});

const FIXTURE = new URL('../../fixtures/02-midgut-carcinoid-progressing/bundle.json', import.meta.url);
const BUNDLE: unknown = JSON.parse(readFileSync(fileURLToPath(FIXTURE), 'utf8'));

function siteWith(limits: Readonly<Record<string, number>> | undefined) {
  const file = join(folder, 'thresholds.json');
  if (limits) writeFileSync(file, JSON.stringify(limits));
  const config = readConfig(limits ? { THRESHOLDS_FILE: file } : {});
  const { rooms, thresholds } = openRooms(config, connections);
  const mapped = rooms.map(rooms.recordFromBundle(BUNDLE), '2026-11-20');
  return {
    evaluation: rooms.decide(mapped.recorded, {
      date: '2026-11-20',
      strict: false,
      issues: mapped.issues,
      withWorkup: false,
    }),
    published: publishedKnowledge(thresholds).base() as KnowledgeBase,
    attributes: JSON.stringify(publishedKnowledge(thresholds).sourceAttributes()),
  };
}

describe('age limits of a site', () => {
  const usual = siteWith(undefined);
  const there = siteWith({ 'age-limit.egfr': 1 });
  const egfr = (one: typeof usual) => one.evaluation.facts.find(({ id }) => id === 'egfr');

  it('change what a fact counts for', () => {
    expect(egfr(usual)).toMatchObject({ state: 'known' });
    expect(egfr(there)).not.toEqual(egfr(usual));
  });

  it('are named in the issues and marked in the version of every answer', () => {
    const said = there.evaluation.issues.map(({ text }) => text).filter((text) => /age-limit/.test(text));
    expect(said).toEqual([expect.stringMatching(/^age limit of this site in force: age-limit\.egfr 1 days/)]);
    expect(there.evaluation.knowledgeVersion).toMatch(/\.site-[0-9a-f]{8}$/);
    expect(usual.evaluation.knowledgeVersion).not.toContain('site');
  });

  it('are published, with the version that the answers carry', () => {
    for (const { evaluation, published, attributes } of [usual, there]) {
      expect(published.version).toBe(evaluation.knowledgeVersion);
      expect(attributes).toContain(`Knowledge base ${evaluation.knowledgeVersion}:`);
    }
    expect(there.published.facts.find(({ id }) => id === 'egfr')).toMatchObject({
      ageLimitDays: 1,
      builtInAgeLimitDays: 60,
    });
  });
});
