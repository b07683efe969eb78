import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../../src/decision/evaluate.ts';
import { cutpoints } from '../../src/decision/parameters.ts';
import { recordFromBundle } from '../../src/fhir/bundle.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { mapRecord } from '../../src/mapping/map.ts';
import type { ReviewSnapshot } from '../../src/store/store.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
export const DATE = '2026-11-20';

/** Names of the fixture patients. */
export const FIXTURE_NAMES: readonly string[] = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const codes = loadCodeSets();

/** The facts and the evaluation of a Bundle, as the service keeps them for its review page. */
export function snapshotOf(bundle: unknown): ReviewSnapshot {
  const { recorded, issues } = mapRecord(recordFromBundle(bundle), { date: DATE, codes, cutpoints });
  const evaluation = evaluate(recorded, { date: DATE, strict: false, issues, withWorkup: true });
  return { evaluation, recorded };
}

/** The Bundle of a fixture patient by the beginning of its name (`02`). */
export function fixtureBundle(name: string): unknown {
  const found = FIXTURE_NAMES.find((each) => each.startsWith(name));
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return JSON.parse(readFileSync(join(FIXTURES, found, 'bundle.json'), 'utf8'));
}

const snapshots = new Map<string, ReviewSnapshot>();

/** What the service keeps of a fixture patient; evaluated once. */
export function snapshotOfFixture(name: string): ReviewSnapshot {
  const snapshot = snapshots.get(name) ?? snapshotOf(fixtureBundle(name));
  snapshots.set(name, snapshot);
  return snapshot;
}
